//! `portfolio prioritise` and `portfolio select`.

use super::text::{ASSUMED, several};
use super::{ListArgs, chosen, form, selection};
use crate::plan::Done;
use crate::table::short;
use clap::{Args, ValueEnum};
use landbridge_engine::EngineError;
use landbridge_engine::data::Engine;
use landbridge_engine::portfolio::{Chosen, Named, Options, Priority};
use landbridge_formats::table::write;
use landbridge_portfolio::priority::select::Count;
use landbridge_portfolio::register::Register;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct PrioritiseArgs {
    #[command(flatten)]
    list: ListArgs,
    /// Criteria of one's own, in the form of data/portfolio/priority.toml
    #[arg(long, value_name = "FILE")]
    criteria: Option<PathBuf>,
    /// Weight of a criterion in place of the file's; may be repeated
    #[arg(long, value_name = "ID=WEIGHT", value_parser = weight)]
    weight: Vec<(String, f64)>,
    /// Table of scores: CSV with a column `project` and one for each criterion that asks for it (access_percent_alone), or what `landbridge sweep --format csv` wrote
    #[arg(long, value_name = "FILE")]
    scores: Option<PathBuf>,
    /// Seed of the draws of weights
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Args)]
pub(super) struct SelectArgs {
    /// What may be spent, in millions of dollars of the latest prices
    #[arg(long, value_name = "MILLION_USD")]
    budget: f64,
    /// What a project counts for: its value, or its value times its cost
    #[arg(long, value_enum, default_value = "project")]
    count: CountWord,
    /// Rules of one's own, in the form of data/portfolio/rules.toml, in place of those
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    #[command(flatten)]
    order: PrioritiseArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum CountWord {
    Project,
    Dollar,
}

fn weight(text: &str) -> Result<(String, f64), String> {
    let (id, weight) = text.split_once('=').ok_or_else(|| format!("'{text}' is no weight: write access=2"))?;
    let weight = weight.parse().map_err(|_| format!("'{weight}' is no number"))?;
    Ok((id.to_owned(), weight))
}

fn order(engine: &Engine, register: &Register, args: &PrioritiseArgs, today: f64) -> Result<Priority, EngineError> {
    let file = |path: &Option<PathBuf>| path.as_deref().map(Named::file).transpose();
    let options = Options { criteria: file(&args.criteria)?, weights: args.weight.clone(), scores: file(&args.scores)?, seed: args.seed };
    let candidates = selection(&args.list)?.candidates(register);
    if candidates.is_empty() {
        chosen(register, &args.list)?;
        return Err(EngineError::none("no project that is not open yet is like this", "name a --status or a --kind"));
    }
    engine.prioritise(&candidates, &options, today)
}

fn notes(priority: &Priority, scores: Option<&Path>) -> Vec<String> {
    let mut notes = vec![priority.criteria.note.clone()];
    if !priority.unknown.is_empty() {
        let hint = match (priority.unknown.iter().any(|u| u == "access"), scores) {
            (true, None) => ": `landbridge sweep --format csv > FILE` and --scores FILE give it".to_owned(),
            (true, Some(file)) => format!(": no row of {} is of a project that is put in order", file.display()),
            (false, _) => String::new(),
        };
        notes.push(format!("not computable of any project: {}{hint}", priority.unknown.join(", ")));
    }
    notes
}

pub(super) fn prioritise(engine: &Engine, register: &Register, args: &PrioritiseArgs, today: f64) -> Done {
    let priority = order(engine, register, args, today)?;
    let text = form(args.list.format, &priority, || table(&priority), || csv(&priority))?;
    Ok((text, notes(&priority, args.scores.as_deref())))
}

pub(super) fn select(engine: &Engine, register: &Register, args: &SelectArgs, today: f64) -> Done {
    let priority = order(engine, register, &args.order, today)?;
    let count = match args.count {
        CountWord::Project => Count::Project,
        CountWord::Dollar => Count::Dollar,
    };
    let rules = args.rules.as_deref().map(Named::file).transpose()?;
    let found = engine.within_budget(register, &priority, rules.as_ref(), (args.budget * 1e6, count))?;
    let mut notes = notes(&priority, args.order.scores.as_deref());
    if found.candidates.iter().any(|c| c.year_assumed) {
        notes.push(ASSUMED.to_owned());
    }
    if !found.choice.proven {
        notes.push("the time ran out: a better choice may exist".to_owned());
    }
    let text = form(args.order.list.format, &found, || choice_table(&found), || choice_csv(&found))?;
    Ok((text, notes))
}

fn table(priority: &Priority) -> String {
    let mut out = format!(
        "{:>4} {:<46} {:>5} {:>11} {:>6} {:>6} {:>8}  not computable\n",
        "rank", "project", "value", "range", "first", "ahead", "ranks"
    );
    for (s, a) in priority.projects.iter().zip(&priority.acceptability) {
        let unknown: Vec<&str> = s.parts.iter().filter(|p| p.worth.is_none()).map(|p| p.criterion.as_str()).collect();
        let _ = writeln!(
            out,
            "{:>4} {:<46} {:>5.3} {:>5.2}–{:<5.2} {:>4.0} % {:>4.0} % {:>3}–{:<4}  {}",
            s.rank,
            short(&s.project, 46),
            s.value,
            s.low,
            s.high,
            a.first * 100.0,
            a.ahead * 100.0,
            a.rank_p05,
            a.rank_p95,
            unknown.join(" ")
        );
    }
    let _ = writeln!(
        out,
        "\nfirst, ahead: share of {} draws (weights ± {:.0} %, what is not known between worst and best) in which it is first, or among the first {}; ranks: 5th to 95th percentile",
        priority.criteria.draws,
        priority.criteria.spread * 100.0,
        priority.criteria.ahead
    );
    let _ = writeln!(out, "\n{:<12} {:>6}  stays first between", "criterion", "weight");
    for s in &priority.stability {
        let then = |who: &Option<String>, word: &str| who.as_ref().map_or_else(String::new, |w| format!("; {word} {w}"));
        let _ = writeln!(
            out,
            "{:<12} {:>6.3}  {:.3} and {:.3}{}{}",
            s.criterion,
            s.weight,
            s.low,
            s.high,
            then(&s.below, "below"),
            then(&s.above, "above")
        );
    }
    out
}

fn csv(priority: &Priority) -> String {
    let rows = priority.projects.iter().zip(&priority.acceptability).flat_map(|(s, a)| {
        let row = |criterion: &str, measured: String, worth: String, weight: String, why: String| {
            [
                s.rank.to_string(),
                s.project.clone(),
                s.name.clone(),
                s.value.to_string(),
                s.low.to_string(),
                s.high.to_string(),
                a.first.to_string(),
                a.ahead.to_string(),
                a.rank_p05.to_string(),
                a.rank_p95.to_string(),
                criterion.to_owned(),
                measured,
                worth,
                weight,
                why,
            ]
        };
        s.parts.iter().map(move |p| {
            let measured = p.measured.map_or_else(|| p.word.clone().unwrap_or_default(), |m| m.to_string());
            let worth = p.worth.map_or_else(String::new, |w| w.to_string());
            row(&p.criterion, measured, worth, p.weight.to_string(), p.why_not.clone().unwrap_or_default())
        })
    });
    let columns = [
        "rank",
        "project",
        "name",
        "value",
        "low",
        "high",
        "first",
        "ahead",
        "rank_p05",
        "rank_p95",
        "criterion",
        "measured",
        "worth",
        "weight",
        "why_not",
    ];
    write(&columns, rows)
}

fn choice_table(found: &Chosen) -> String {
    let choice = &found.choice;
    let mut out = format!(
        "{} chosen of {}: {:.0} of {:.0} million USD in prices of {}, value {:.3}\n\n{:<46} {:>6} {:>12} {:>6}\n",
        several(choice.chosen.len(), "project"),
        found.candidates.len(),
        choice.spent / 1e6,
        choice.budget / 1e6,
        found.price_year,
        choice.value,
        "project",
        "value",
        "million USD",
        "core"
    );
    let mut rows: Vec<_> = found.candidates.iter().collect();
    rows.sort_by(|a, b| b.chosen.cmp(&a.chosen).then(b.core.total_cmp(&a.core)).then_with(|| a.project.cmp(&b.project)));
    for c in rows {
        let mark = if c.chosen { "+" } else { " " };
        let _ = writeln!(out, "{mark} {:<44} {:>6.3} {:>12.0} {:>4.0} %", short(&c.project, 44), c.value, c.usd / 1e6, c.core * 100.0);
    }
    let _ = writeln!(out, "\ncore: share of {} draws of weights in which it is in the best choice", found.draws);
    for (id, why) in &found.left_out {
        let _ = writeln!(out, "left out: {}: {why}", short(id, 46));
    }
    let _ = writeln!(out, "\n{:>14} {:>14} {:>8} {:>9}", "budget", "spent", "value", "projects");
    for c in &found.frontier {
        let _ = writeln!(out, "{:>14.0} {:>14.0} {:>8.3} {:>9}", c.budget / 1e6, c.spent / 1e6, c.value, c.chosen.len());
    }
    out
}

fn choice_csv(found: &Chosen) -> String {
    let row = |c: &landbridge_engine::portfolio::Costed| {
        [
            c.project.clone(),
            c.name.clone(),
            c.value.to_string(),
            c.usd.to_string(),
            found.price_year.to_string(),
            c.year_assumed.to_string(),
            c.chosen.to_string(),
            c.core.to_string(),
            String::new(),
        ]
    };
    let left = found.left_out.iter().map(|(id, why)| {
        let mut row: [String; 9] = std::array::from_fn(|_| String::new());
        row[0].clone_from(id);
        row[8].clone_from(why);
        row
    });
    write(
        &["project", "name", "value", "usd", "price_year", "year_assumed", "chosen", "core", "left_out"],
        found.candidates.iter().map(row).chain(left),
    )
}

//! The command `sweep`.

use crate::args::{SweepArgs, TableFormat};
use crate::compare::thousands_of;
use crate::opener::Opener;
use crate::output::{self, counted};
use crate::plan::Done;
use crate::table::{short, signed, thousands};
use landbridge_engine::scenario::{Scenario, Sense};
use landbridge_engine::sweep::{Interplay, SweepAnswer, SweepRequest, SweepRow};
use landbridge_scenario::{Relation, Worth};
use std::fmt::Write;
use std::time::Instant;

/// Pairs of projects in a table.
const SHOWN: usize = 10;

/// Digits of per cents of market access.
const DIGITS: usize = 4;

/// A table counts in USD for so many units of cargo.
const UNITS: f64 = 1000.0;

/// Runs `sweep`.
pub(crate) fn run(opener: &Opener, args: &SweepArgs) -> Done {
    let engine = opener.open(&[], &args.scenarios.scenarios)?;
    let scenarios: Vec<Scenario> = match &args.files[..] {
        [] => engine.scenarios()?.into_iter().filter(|s| !args.scenarios.scenarios.contains(&s.id)).collect(),
        files => files.iter().map(|f| engine.scenario(f)).collect::<Result<_, _>>()?,
    };
    let (skim, why) = args.matrix.request(&engine, &args.origins)?;
    let request = SweepRequest { scenarios, skim, two_by_two: args.two_by_two };
    let start = Instant::now();
    let answer = engine.sweep(&request, &counted("worlds"))?;
    let mut notes = answer.notes.clone();
    notes.extend(why);
    notes.push(format!("{} worlds of {} × {} in {:.1} s", answer.worlds, answer.size.0, answer.size.1, start.elapsed().as_secs_f64()));
    let text = match args.format {
        TableFormat::Table => table(&answer),
        TableFormat::Json => output::json(&answer)?,
        TableFormat::Csv => csv(&answer),
    };
    Ok((text, notes))
}

fn usd(worth: Option<&Worth>) -> String {
    worth.map_or_else(|| "–".to_owned(), |w| number(w.saved.generalised_usd * UNITS))
}

/// Whole numbers, small ones with a digit more.
fn number(value: f64) -> String {
    if value.abs() < 9.95 { signed(value, 1) } else { format!("{}{}", if value < 0.0 { "-" } else { "+" }, thousands(value.abs())) }
}

fn table(answer: &SweepAnswer) -> String {
    let (mut out, m) = (String::new(), &answer.baseline);
    let _ = writeln!(
        out,
        "{} scenarios · {} × {} by {} · {} · an hour worth {:.2} USD",
        answer.projects.len() + answer.disruptions.len(),
        answer.size.0,
        answer.size.1,
        m.objective,
        m.run.cargo,
        answer.scale.usd_per_hour
    );
    let _ =
        writeln!(out, "access: market access gained, weighted by GDP, in % of that of the baseline: alone on the baseline; last, with all");
    let _ =
        writeln!(out, "others there that are under construction or planned; USD: generalised cost that 1,000 units save, spread over the");
    let _ = writeln!(out, "pairs that keep a way by what their places count for");
    if !answer.projects.is_empty() {
        head(&mut out, "projects and policies");
        answer.projects.iter().for_each(|r| row(&mut out, r));
    }
    if let Some(t) = &answer.together {
        let _ = writeln!(
            out,
            "\nall that are under construction or planned, together: {} % access ({} USD); the sum of each alone: {} %",
            signed(t.access_percent, DIGITS),
            usd(Some(t)),
            signed(answer.sum_alone_percent, DIGITS)
        );
    }
    if !answer.disruptions.is_empty() {
        head(&mut out, "disruptions");
        answer.disruptions.iter().for_each(|r| row(&mut out, r));
    }
    pairs(&mut out, &answer.two_by_two);
    if !answer.unchanged.is_empty() {
        let _ = writeln!(out, "\nno change for freight from door to door");
        for s in &answer.unchanged {
            let _ = writeln!(out, "  {:<44} {}", short(&s.id, 44), s.why);
        }
    }
    let problems = answer.projects.iter().chain(&answer.disruptions).filter(|r| !r.problem.is_empty());
    for r in problems {
        let _ = writeln!(out, "\n{}: {}", r.id, r.problem);
    }
    out
}

fn head(out: &mut String, title: &str) {
    let _ =
        writeln!(out, "\n{title:<40} {:>9} {:>9} {:>9}  {:<12} {:>9} {:>7} {:>9}", "alone", "last", "gap", "", "USD", "abroad", "pairs");
}

fn row(out: &mut String, r: &SweepRow) {
    let v = &r.values;
    let mark = if r.sense == Sense::Without { "*" } else { "" };
    let abroad = |w: &Worth| {
        let all = w.saved.generalised_usd;
        if all.abs() * UNITS < 0.05 { "–".to_owned() } else { format!("{:.0} %", 100.0 * w.abroad_usd / all) }
    };
    let of = |w: &Option<Worth>, f: &dyn Fn(&Worth) -> String| w.as_ref().map_or_else(|| "–".to_owned(), f);
    let access = |w: &Worth| signed(w.access_percent, DIGITS);
    let _ = writeln!(
        out,
        "{:<40} {:>9} {:>9} {:>9}  {:<12} {:>9} {:>7} {:>9}",
        short(&format!("{}{mark}", r.id), 40),
        of(&v.alone, &access),
        of(&v.last, &access),
        v.gap_percent.map_or_else(|| "–".to_owned(), |g| signed(g, DIGITS)),
        v.relation.map_or("–", |relation| words(relation, v.rank())),
        usd(v.alone.as_ref()),
        of(&v.alone, &abroad),
        of(&v.alone, &|w| thousands_of(w.gaining + w.losing + w.connected + w.cut_off))
    );
    let Some(w) = &v.alone else { return };
    for (count, what) in [(w.connected, "get a way"), (w.cut_off, "are cut off")] {
        if count > 0 {
            let _ = writeln!(out, "    {} pairs {what}", thousands_of(count));
        }
    }
}

/// What the gap says, in words; of what does harm, what the others do to it.
fn words(relation: Relation, alone: f64) -> &'static str {
    match relation {
        Relation::Complements if alone < 0.0 => "softened",
        Relation::Replaced if alone < 0.0 => "sharpened",
        _ => relation.as_str(),
    }
}

fn pairs(out: &mut String, all: &[Interplay]) {
    let told = |r: &&Interplay| matches!(r.relation, Relation::Complements | Relation::Replaced);
    let mut all = all.iter().filter(told).take(SHOWN).peekable();
    if all.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "\n{:<70} {:>9}", "two by two, the strongest", "beyond");
    for p in all {
        let word = if p.relation == Relation::Complements { "complement each other" } else { "replace each other" };
        let _ = writeln!(out, "{:<70} {:>9}  {word}", short(&format!("{} + {}", p.one, p.other), 70), signed(p.beyond_percent, DIGITS));
    }
}

fn csv(answer: &SweepAnswer) -> String {
    let mut out = String::from("id,name,kind,status,sense");
    for side in ["alone", "last"] {
        for figure in [
            "generalised_usd",
            "hours",
            "usd",
            "kg_co2e",
            "km",
            "percent",
            "abroad_usd",
            "access_percent",
            "gaining",
            "losing",
            "connected",
            "cut_off",
        ] {
            let _ = write!(out, ",{figure}_{side}");
        }
    }
    out.push_str(",gap_percent,relation,problem\n");
    for r in answer.projects.iter().chain(&answer.disruptions) {
        let sense = if r.sense == Sense::Without { "without" } else { "with" };
        let _ = write!(out, "{},{},{},{},{sense}", output::quote(&r.id), output::quote(&r.name), r.kind.as_str(), r.status.as_str());
        for side in [&r.values.alone, &r.values.last] {
            let Some(w) = side else {
                out.push_str(",,,,,,,,,,,,");
                continue;
            };
            let s = &w.saved;
            let _ = write!(out, ",{},{},{},{},{}", s.generalised_usd, s.hours, s.usd, s.kg_co2e, s.km);
            let _ = write!(
                out,
                ",{},{},{},{},{},{},{}",
                w.percent, w.abroad_usd, w.access_percent, w.gaining, w.losing, w.connected, w.cut_off
            );
        }
        let gap = r.values.gap_percent.map_or_else(String::new, |g| g.to_string());
        let _ = writeln!(out, ",{gap},{},{}", r.values.relation.map_or("", Relation::as_str), output::quote(&r.problem));
    }
    out
}

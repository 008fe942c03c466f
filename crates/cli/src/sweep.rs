//! The command `sweep`.

use crate::args::{SweepArgs, SweepFormat};
use crate::opener::Opener;
use crate::output;
use crate::plan::Done;
use crate::table::{short, signed, thousands};
use landbridge_engine::scenario::{Scenario, ScenarioKind, Sense};
use landbridge_engine::sweep::{Interplay, SweepAnswer, SweepRequest, SweepRow};
use landbridge_scenario::{Relation, Worth};
use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Instant;

/// Pairs of projects in a table.
const SHOWN: usize = 10;

/// A table counts in USD for so many units of cargo.
const UNITS: f64 = 1000.0;

/// Runs `sweep`.
pub(crate) fn run(opener: &Opener, args: &SweepArgs) -> Done {
    let engine = opener.open(&[], &args.scenarios.scenarios)?;
    let scenarios: Vec<Scenario> = match &args.files[..] {
        [] => engine.scenarios()?,
        files => files.iter().map(|f| engine.scenario(f)).collect::<Result<_, _>>()?,
    };
    let (skim, why) = args.matrix.request(&engine, &args.origins)?;
    let request = SweepRequest { scenarios, skim, two_by_two: args.two_by_two };
    let start = Instant::now();
    let answer = engine.sweep(&request, &progress)?;
    let mut notes = answer.notes.clone();
    notes.extend(why);
    notes.push(format!("{} worlds of {} × {} in {:.1} s", answer.worlds, answer.size.0, answer.size.1, start.elapsed().as_secs_f64()));
    let text = match args.format {
        SweepFormat::Table => table(&answer),
        SweepFormat::Json => output::json(&answer)?,
        SweepFormat::Csv => csv(&answer),
    };
    Ok((text, notes))
}

/// Worlds done, for who looks on.
fn progress(done: usize, all: usize) {
    let mut screen = std::io::stderr();
    if screen.is_terminal() {
        let end = if done + 1 >= all { "\r\x1b[K" } else { "" };
        let _ = std::io::Write::write_fmt(&mut screen, format_args!("\r{done} of {all} worlds{end}"));
    }
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
    let _ = writeln!(out, "USD of generalised cost saved by 1,000 units of cargo spread over all pairs by what their places count for;");
    let _ = writeln!(
        out,
        "access: GDP-weighted market access gained; alone: on the baseline; last: with all others that are decided or proposed there"
    );
    if !answer.projects.is_empty() {
        head(&mut out, "projects and policies");
        answer.projects.iter().for_each(|r| row(&mut out, r));
    }
    if let Some(t) = &answer.together {
        let sum = answer.sum_alone_usd * UNITS;
        let _ = writeln!(
            out,
            "\nall that are decided or proposed, together: {} USD ({} % access); the sum of each alone: {}",
            usd(Some(t)),
            signed(t.access_percent, 3),
            number(sum)
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
    let _ = writeln!(
        out,
        "\n{title:<44} {:>9} {:>7} {:>8} {:>9} {:>9} {:>9}  with the others",
        "alone", "abroad", "access %", "pairs", "last", "gap"
    );
}

fn row(out: &mut String, r: &SweepRow) {
    let v = &r.values;
    let mark = if r.sense == Sense::Without { "*" } else { "" };
    let share = |w: &Worth| {
        let all = w.saved.generalised_usd;
        if all.abs() * UNITS < 0.05 { "–".to_owned() } else { format!("{:.0} %", 100.0 * w.abroad_usd / all) }
    };
    let of = |f: &dyn Fn(&Worth) -> String| v.alone.as_ref().map_or_else(|| "–".to_owned(), f);
    let moved = of(&|w| thousands_of(w.gaining + w.losing + w.connected + w.cut_off));
    let gap = v.gap_usd.map_or_else(|| "–".to_owned(), |g| number(g * UNITS));
    let _ = writeln!(
        out,
        "{:<44} {:>9} {:>7} {:>8} {moved:>9} {:>9} {gap:>9}  {}",
        short(&format!("{}{mark}", r.id), 44),
        usd(v.alone.as_ref()),
        of(&share),
        of(&|w| signed(w.access_percent, 3)),
        usd(v.last.as_ref()),
        v.relation.map_or("–", |relation| words(relation, r.kind))
    );
    let cut =
        of(&|w| if w.cut_off > 0 { format!("{:.2} % of all pairs by weight are cut off", 100.0 * w.cut_off_share) } else { String::new() });
    if cut.len() > 3 {
        let _ = writeln!(out, "    {cut}");
    }
}

/// What the gap says, in words; of a disruption what the projects do to it.
fn words(relation: Relation, kind: ScenarioKind) -> &'static str {
    match (kind, relation) {
        (ScenarioKind::Disruption, Relation::Complements) => "softened",
        (ScenarioKind::Disruption, Relation::Replaced) => "sharpened",
        _ => relation.as_str(),
    }
}

fn thousands_of(count: usize) -> String {
    crate::compare::thousands_of(count)
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
        let _ = writeln!(out, "{:<70} {:>9}  {word}", short(&format!("{} + {}", p.one, p.other), 70), number(p.beyond_usd * UNITS));
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
    out.push_str(",gap_usd,relation,problem\n");
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
        let gap = r.values.gap_usd.map_or_else(String::new, |g| g.to_string());
        let _ = writeln!(out, ",{gap},{},{}", r.values.relation.map_or("", Relation::as_str), output::quote(&r.problem));
    }
    out
}

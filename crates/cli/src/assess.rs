//! `integrity assess`.

use crate::args::TableFormat;
use crate::opener::Opener;
use crate::output;
use crate::plan::Done;
use clap::Args;
use landbridge_engine::integrity::assess;
use landbridge_formats::table::write;
use landbridge_portfolio::rubric::{Part, Rubric, Scored};
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct AssessArgs {
    /// Id of a rubric that ships, or a file; none lists those that ship
    rubric: Option<String>,
    /// Answers as CSV: question, for, points, site, evidence
    answers: Option<PathBuf>,
    /// The table to fill in
    #[arg(long, conflicts_with = "answers")]
    template: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

/// Runs `integrity assess`.
pub(crate) fn run(opener: &Opener, args: &AssessArgs) -> Done {
    let engine = opener.open(&[], &[])?;
    let Some(name) = &args.rubric else {
        let all = engine.rubrics()?;
        let text = if args.format == TableFormat::Json { output::json(&all)? } else { list(&all) };
        return Ok((text, Vec::new()));
    };
    let rubric = engine.rubric(name)?;
    if args.template {
        return Ok((rubric.template(), Vec::new()));
    }
    let Some(answers) = &args.answers else {
        return Ok((if args.format == TableFormat::Json { output::json(&rubric)? } else { one(&rubric) }, Vec::new()));
    };
    let (scored, findings) = assess(&rubric, answers)?;
    let mut notes: Vec<String> = findings.0.iter().map(ToString::to_string).collect();
    notes.push(rubric.note.clone());
    let text = match args.format {
        TableFormat::Table => table(&rubric, &scored),
        TableFormat::Json => output::json(&scored)?,
        TableFormat::Csv => csv(&scored),
    };
    Ok((text, notes))
}

fn list(all: &[Rubric]) -> String {
    let mut out = String::new();
    for r in all {
        let _ = writeln!(out, "{:<30} {:<8} {:>3} questions  {}", r.id, r.version, r.questions().count(), r.name);
    }
    out
}

fn one(rubric: &Rubric) -> String {
    let mut out = format!("{}, {}\nsource: {} ({:?})\n{}\n", rubric.name, rubric.version, rubric.source, rubric.confidence, rubric.note);
    for step in &rubric.scale {
        let _ = writeln!(out, "  {:>4} {}", step.points, step.means);
    }
    for dimension in &rubric.dimension {
        let each = dimension.per.as_ref().map(|p| format!(", for each {p}")).unwrap_or_default();
        let _ = writeln!(out, "{}{each}", dimension.name);
        for question in &dimension.question {
            let _ = writeln!(out, "  {:<6} {}", question.id, question.asks);
        }
    }
    out
}

fn percent(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |v| format!("{v:.1}"))
}

fn table(rubric: &Rubric, scored: &Scored) -> String {
    let mut out =
        format!("{}, {}\n{:<34} {:>8} {:>8} {:>10} {:>10}\n", rubric.name, rubric.version, "part", "points", "of", "percent", "answered");
    for p in &scored.parts {
        let range =
            if p.percent == p.percent_high { percent(p.percent) } else { format!("{}–{}", percent(p.percent), percent(p.percent_high)) };
        let _ = writeln!(out, "{:<34} {:>8} {:>8} {range:>10} {:>10}", p.name, p.points, p.most, format!("{}/{}", p.answered, p.asked));
    }
    out
}

fn csv(scored: &Scored) -> String {
    let number = |v: Option<f64>| v.map(|v| v.to_string()).unwrap_or_default();
    let row = |p: &Part| {
        let (low, high) = (number(p.percent), number(p.percent_high));
        let points = [p.points, p.most].map(|v| v.to_string());
        let counts = [p.answered, p.asked].map(|n| n.to_string());
        let ([points, most], [answered, asked]) = (points, counts);
        [scored.rubric.clone(), scored.version.clone(), p.dimension.clone(), points, most, low, high, answered, asked]
    };
    let columns = ["rubric", "version", "part", "points", "most", "percent", "percent_high", "answered", "asked"];
    write(&columns, scored.parts.iter().map(row))
}

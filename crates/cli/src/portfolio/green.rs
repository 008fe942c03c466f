//! `portfolio green` and `portfolio small`.

use super::text::several;
use super::{ListArgs, chosen, form};
use crate::plan::Done;
use crate::table::{short, thousands};
use clap::Args;
use landbridge_engine::data::Engine;
use landbridge_engine::portfolio::Green;
use landbridge_formats::table::write;
use landbridge_portfolio::green::light::{Colour, effects};
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::register::words::{Size, word};
use landbridge_portfolio::small::{Outcome, Tested};
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct GreenArgs {
    /// Only this record, with all its conditions
    id: Option<String>,
    #[command(flatten)]
    list: ListArgs,
    /// Evidence of one's own for mitigations, and harm, beside what ships
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct SmallArgs {
    #[command(flatten)]
    list: ListArgs,
    /// All records, not only those that a source calls small yet smart
    #[arg(long)]
    all: bool,
}

pub(super) fn green(engine: &Engine, register: &Register, args: &GreenArgs, today: f64) -> Done {
    let projects = match &args.id {
        Some(id) => vec![super::record(register, id)?],
        None => chosen(register, &args.list)?,
    };
    let found = engine.green(register, &projects, args.evidence.as_deref(), today)?;
    let one = args.id.is_some();
    let text = form(args.list.format, &found, || if one { found.iter().map(full).collect() } else { table(&found) }, || csv(&found))?;
    let mut notes = vec![engine.light_rules(None)?.note];
    notes.push(
        "avoided: a year at the figures of the record, beside the baseline that each names; what building emits is not in it".to_owned(),
    );
    Ok((text, notes))
}

pub(super) fn small(engine: &Engine, register: &Register, args: &SmallArgs, today: f64) -> Done {
    let all = chosen(register, &args.list)?;
    let projects: Vec<&Project> = all.into_iter().filter(|p| args.all || p.size == Size::SmallYetSmart).collect();
    let found = engine.small_yet_smart(&projects, today)?;
    let text = form(args.list.format, &found, || small_table(&found), || small_csv(&found))?;
    Ok((text, vec!["the report names the four principles and gives no measure of them: the tests and their limits are in data/portfolio/small.toml".to_owned()]))
}

fn colour(light: Option<Colour>) -> String {
    light.map_or_else(|| "none".to_owned(), word)
}

fn table(found: &[Green]) -> String {
    let mut out = format!("{:<46} {:<7} {:<7} {:<7} {:>36}  stated\n", "project", "first", "now", "reach", "t CO2e avoided");
    for g in found {
        if g.light.is_none() && g.avoided.is_none() {
            continue;
        }
        let light = g.light.as_ref();
        let tonnes =
            g.avoided.as_ref().map_or_else(String::new, |a| format!("{}{}", thousands(a.tonnes), if a.potential { " *" } else { "" }));
        let stated = g.avoided.as_ref().and_then(|a| a.stated.clone()).unwrap_or_default();
        let [first, now, reach] = [light.map(|l| l.first), light.map(|l| l.colour), light.map(|l| l.within_reach)].map(colour);
        let _ = writeln!(out, "{:<46} {first:<7} {now:<7} {reach:<7} {tonnes:>36}  {stated}", short(&g.project, 46));
    }
    let neither = found.iter().filter(|g| g.light.is_none() && g.avoided.is_none()).count();
    let _ = writeln!(
        out,
        "{} without colour and without emissions avoided; * what it could do, no record says what it does",
        several(neither, "record")
    );
    out
}

fn full(g: &Green) -> String {
    let mut out = format!("{} ({})\n", g.name, g.project);
    match (&g.light, &g.no_light) {
        (Some(l), _) => {
            let known = word(l.confidence);
            let _ = writeln!(out, "  colour       {}, first {}, within reach {}", word(l.colour), word(l.first), word(l.within_reach));
            let _ = writeln!(out, "  looked at as {}, since {}; {} ({known})", l.as_type, l.because, l.source);
            let _ = writeln!(out, "  effects      {}", effects(&l.effect));
            for c in &l.conditions {
                let evidence = c
                    .evidence
                    .as_ref()
                    .map(|e| format!("{e} ({}, {})", c.source.as_deref().unwrap_or_default(), c.confidence.map(word).unwrap_or_default()));
                let _ = writeln!(
                    out,
                    "  for {:<8} {}: {}",
                    word(c.raises_to),
                    c.text,
                    evidence.unwrap_or_else(|| "nothing is recorded".to_owned())
                );
            }
            if let Some(harm) = &l.harm {
                let _ = writeln!(out, "  harm         {harm}");
            }
        }
        (None, why) => {
            let _ = writeln!(out, "  colour       none: {}", why.as_deref().unwrap_or_default());
        }
    }
    match (&g.avoided, &g.not_avoided) {
        (Some(a), _) => {
            let range =
                if (a.high - a.low).abs() > 0.0 { format!(" ({} to {})", thousands(a.low), thousands(a.high)) } else { String::new() };
            let potential = if a.potential { ", what it could do" } else { "" };
            let _ = writeln!(out, "  avoided      {} t CO2e a year{range}{potential}", thousands(a.tonnes));
            let _ = writeln!(out, "  method       {}", a.method);
            let _ = writeln!(out, "  baseline     {}", a.baseline);
            for input in &a.inputs {
                let _ = writeln!(out, "  from         {input}");
            }
            if let Some(stated) = &a.stated {
                let takes = a.stated_takes.as_ref().map_or_else(String::new, |t| format!(", which would take {t}"));
                let _ = writeln!(out, "  stated       {stated}{takes}");
            }
        }
        (None, why) => {
            let _ = writeln!(out, "  avoided      not computable: {}", why.as_deref().unwrap_or_default());
        }
    }
    out
}

fn csv(found: &[Green]) -> String {
    let row = |g: &Green| {
        let (light, avoided) = (g.light.as_ref(), g.avoided.as_ref());
        let number =
            |of: fn(&landbridge_portfolio::green::avoided::Avoided) -> f64| avoided.map_or_else(String::new, |a| of(a).to_string());
        [
            g.project.clone(),
            g.name.clone(),
            light.map_or_else(String::new, |l| l.as_type.clone()),
            colour(light.map(|l| l.first)),
            colour(light.map(|l| l.colour)),
            colour(light.map(|l| l.within_reach)),
            g.no_light.clone().unwrap_or_default(),
            number(|a| a.tonnes),
            number(|a| a.low),
            number(|a| a.high),
            avoided.map_or_else(String::new, |a| a.potential.to_string()),
            avoided.map_or_else(String::new, |a| a.baseline.clone()),
            avoided.and_then(|a| a.stated.clone()).unwrap_or_default(),
            g.not_avoided.clone().unwrap_or_default(),
        ]
    };
    let columns = [
        "project",
        "name",
        "type",
        "first",
        "colour",
        "within_reach",
        "no_colour",
        "t_co2e_avoided",
        "low",
        "high",
        "potential",
        "baseline",
        "stated",
        "not_computable",
    ];
    write(&columns, found.iter().map(row))
}

fn small_table(found: &[Tested]) -> String {
    let mut out = String::new();
    for t in found {
        let share = t.share.map_or_else(
            || "no test can be made".to_owned(),
            |_| {
                let made = t.tests.iter().filter(|x| x.outcome != Outcome::NotComputable).count();
                let passed = t.tests.iter().filter(|x| x.outcome == Outcome::Passed).count();
                format!("{passed} of {} passed", several(made, "test"))
            },
        );
        let _ = writeln!(out, "{} ({}), called {}: {share}", t.name, t.project, t.called);
        for x in &t.tests {
            let _ = writeln!(out, "  {:<18} {:<15} {}", x.principle, word(x.outcome).replace('-', " "), x.evidence);
        }
    }
    out
}

fn small_csv(found: &[Tested]) -> String {
    let rows = found.iter().flat_map(|t| {
        t.tests
            .iter()
            .map(|x| [t.project.clone(), t.name.clone(), t.called.clone(), x.principle.to_owned(), word(x.outcome), x.evidence.clone()])
    });
    write(&["project", "name", "called", "principle", "outcome", "evidence"], rows)
}

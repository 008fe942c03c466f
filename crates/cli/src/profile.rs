//! The command `profile`.

use crate::args::{By, ProfileArgs, ProfileFormat};
use crate::opener::Opener;
use crate::output;
use crate::plan::{Done, days};
use crate::table::{short, thousands};
use crate::{cargo, settings};
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::corridor::CorridorRequest;
use landbridge_engine::profile::{Indicator, Profile, svg};
use landbridge_engine::route::{Objective, Request};
use landbridge_engine::steps::{Step, StepKind};
use landbridge_engine::{Engine, EngineError};
use std::fmt::Write;

/// Runs `profile`.
pub(crate) fn run(opener: &Opener, args: &ProfileArgs) -> Done {
    let engine = opener.open(&args.services, &args.scenarios.scenarios)?;
    let profile = profile(&engine, args)?;
    let text = match args.format {
        ProfileFormat::Table => table(&profile),
        ProfileFormat::Json => output::json(&profile)?,
        ProfileFormat::Csv => csv(&profile),
        ProfileFormat::Svg => svg(&profile),
    };
    Ok((text, profile.notes))
}

fn profile(engine: &Engine, args: &ProfileArgs) -> Result<Profile, EngineError> {
    let (cargo, set) = (cargo(args.cargo.as_deref().unwrap_or("teu:1"), args.value.as_deref())?, settings(&args.set)?);
    if let [from, to] = &args.what[..] {
        let mut places = vec![from.clone()];
        places.extend(args.via.iter().cloned());
        places.push(to.clone());
        let modes = args.modes.as_deref().map(parse_modes).transpose()?;
        let request = Request { places, cargo, year: args.year, modes, avoid: args.avoid.clone(), no_access: false, set };
        let objective = match args.by.unwrap_or(By::Time) {
            By::Time => Objective::Time,
            By::Cost => Objective::Cost,
            By::Co2 => Objective::Co2,
        };
        return engine.profile_of_route(&request, objective);
    }
    let what = args.what.first().map_or("", String::as_str);
    let of_way = [
        ("--via", !args.via.is_empty()),
        ("--avoid", !args.avoid.is_empty()),
        ("--modes", args.modes.is_some()),
        ("--by", args.by.is_some()),
    ];
    if Engine::is_plan_id(what) {
        let of_question = [
            ("--cargo", args.cargo.is_some()),
            ("--value", args.value.is_some()),
            ("--year", args.year.is_some()),
            ("--set", !args.set.is_empty()),
        ];
        refuse(of_way.into_iter().chain(of_question), "an id holds its whole question: ask for the plan anew")?;
        return engine.profile_of_plan(what);
    }
    refuse(of_way, "a corridor goes where its file says: name two places for a way of your own")?;
    engine.profile_of_corridor(what, &CorridorRequest { cargo, year: args.year, set })
}

/// Refuses options that would change nothing.
fn refuse(options: impl IntoIterator<Item = (&'static str, bool)>, hint: &str) -> Result<(), EngineError> {
    let given = options.into_iter().find(|o| o.1);
    given.map_or(Ok(()), |(name, _)| Err(EngineError::input(format!("{name} has no meaning here"), hint)))
}

/// Characters of the bars of time and of cost.
const TIME_BAR: f64 = 30.0;
const COST_BAR: f64 = 20.0;

fn table(p: &Profile) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\n{}", p.title, p.subtitle);
    let t = &p.totals;
    let _ = write!(out, "{} km · {} USD · {} kg CO2e · ", thousands(t.km), thousands(t.usd), thousands(t.kg_co2e));
    let _ = match p.days {
        Some(d) => writeln!(out, "{} days in half of all cases, {} to {} in eight of ten", days(d.p50), days(d.p10), days(d.p90)),
        None => writeln!(out, "{:.1} days in the mean", t.hours / 24.0),
    };
    let _ = writeln!(out, "\n{:>6} {:>6} {:>6} {:>7} {:<38} {:<30}  cost", "km", "days", "hours", "USD", "", "time");
    let (mut km, mut hours, mut usd) = (0.0, 0.0, 0.0);
    for s in &p.steps {
        let bars =
            [(hours, s.hours, t.hours, TIME_BAR), (usd, s.usd, t.usd, COST_BAR)].map(|(from, by, all, width)| bar(from, by, all, width));
        (km, hours, usd) = (km + s.km, hours + s.hours, usd + s.usd);
        let [time, cost] = bars;
        let _ = writeln!(
            out,
            "{:>6} {:>6.1} {:>6.1} {:>7} {:<38} {time}  {}",
            thousands(km),
            hours / 24.0,
            s.hours,
            thousands(usd),
            short(&label(s), 38),
            cost.trim_end()
        );
    }
    indicators(&mut out, &p.indicators);
    if let Some(limits) = &p.limits {
        for (word, c) in [("in a year", &limits.capacity), ("bottleneck", &limits.bottleneck), ("in tonnes", &limits.bottleneck_tonnes)] {
            if let Some(c) = c {
                let _ = writeln!(
                    out,
                    "{word}: {} {} at {} ({}, {} {}: {})",
                    thousands_or(c.value),
                    c.unit.as_str(),
                    c.section,
                    c.kind.as_str(),
                    c.confidence.as_str(),
                    c.year,
                    c.source
                );
            }
        }
    }
    if !p.published.is_empty() {
        let _ = writeln!(out, "\npublished of this corridor");
        for f in &p.published {
            let note = if f.note.is_empty() { String::new() } else { format!("; {}", f.note) };
            let _ = writeln!(
                out,
                "  {:<8} {} {} ({}, {} {}{note})",
                f.what,
                thousands_or(f.value),
                f.unit,
                f.source,
                f.confidence.as_str(),
                f.year
            );
        }
    }
    out
}

/// Large numbers with commas, small ones as they are.
fn thousands_or(value: f64) -> String {
    if value >= 1000.0 { thousands(value) } else { format!("{value}") }
}

/// From which to which share of the whole a step lasts.
fn bar(from: f64, by: f64, all: f64, width: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen characters")]
    let at = |x: f64| if all > 0.0 { (x / all * width).round().clamp(0.0, width) as usize } else { 0 };
    let (start, end) = (at(from), at(from + by));
    let mark = if end > start { "█".repeat(end - start) } else { "▏".to_owned() };
    let filled = start + end.saturating_sub(start).max(1);
    let rest = (at(all).max(1)).saturating_sub(filled);
    format!("{}{mark}{}", " ".repeat(start), " ".repeat(rest))
}

fn label(s: &Step) -> String {
    match s.what {
        StepKind::Run => {
            let place = s.countries.first().map_or_else(|| s.passages.join(", "), Clone::clone);
            format!("{} {place}", s.mode)
        }
        StepKind::Border => format!("  border {}", s.at),
        StepKind::GaugeChange => format!("  change of gauge {}", s.at),
        what => format!("  {} {}", what.as_str(), s.at),
    }
}

fn indicators(out: &mut String, all: &[Indicator]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nindicators of the CPMM, model beside observed (latest year of each place)");
    for i in all {
        let model = i.model.map_or_else(|| "–".to_owned(), |m| figure(m, &i.unit));
        let _ = writeln!(out, "  {:<4} {} {:<28} model {model} {}", i.name, i.mode, i.what, i.unit);
        for o in &i.observed {
            let model = o.model.map_or_else(String::new, |m| format!("; model there {}", figure(m, &i.unit)));
            let _ = writeln!(out, "         observed {} {}, {} {}{model}", figure(o.value, &i.unit), i.unit, o.place, o.year);
        }
    }
}

fn figure(value: f64, unit: &str) -> String {
    if unit == "USD" { thousands(value) } else { format!("{value:.1}") }
}

fn csv(p: &Profile) -> String {
    let mut out = String::from("step,what,at,mode,countries,passages,km,hours,usd,kg_co2e,km_until,days_until,usd_until,kg_co2e_until\n");
    let mut sum = [0.0; 4];
    for (i, s) in p.steps.iter().enumerate() {
        for (sum, more) in sum.iter_mut().zip([s.km, s.hours, s.usd, s.kg_co2e]) {
            *sum += more;
        }
        let _ = writeln!(
            out,
            "{},{},{},{},{},{},{:.1},{:.2},{:.2},{:.3},{:.1},{:.3},{:.2},{:.3}",
            i + 1,
            s.what.as_str(),
            output::quote(&s.at),
            s.mode,
            s.countries.join(" "),
            output::quote(&s.passages.join("; ")),
            s.km,
            s.hours,
            s.usd,
            s.kg_co2e,
            sum[0],
            sum[1] / 24.0,
            sum[2],
            sum[3]
        );
    }
    out
}

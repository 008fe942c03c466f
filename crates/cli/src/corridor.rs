//! The command `corridors`.

use crate::args::{CorridorArgs, Format};
use crate::opener::Opener;
use crate::output;
use crate::plan::Done;
use crate::settings;
use crate::table::thousands;
use landbridge_engine::corridor::{Capacity, CapacityUnit, CorridorAnswer, CorridorRequest};
use landbridge_engine::geojson;
use landbridge_engine::scenario::with;
use std::fmt::Write;

/// Runs `corridors`.
pub(crate) fn run(opener: &Opener, args: &CorridorArgs) -> Done {
    let request = CorridorRequest { cargo: args.run.cargo()?, year: args.run.year, set: settings(&args.run.set)? };
    let answer = opener.open(&[], &args.scenarios.scenarios)?.corridors(&request)?;
    let all = &answer.corridors;
    let text = match args.format {
        Format::Table => table(all, &request, &with(&answer.manifest.run.scenarios)),
        Format::Json => output::json(&answer)?,
        Format::Geojson => output::json(&geojson::corridors(&answer))?,
        Format::Csv => csv(all),
    };
    Ok((text, Vec::new()))
}

fn capacity(c: &Capacity) -> String {
    let value = if c.unit == CapacityUnit::Teu { thousands(c.value) } else { format!("{}", c.value) };
    format!("{value} {} ({}, {} {})", c.unit.as_str(), c.kind.as_str(), c.confidence.as_str(), c.year)
}

fn table(all: &[CorridorAnswer], request: &CorridorRequest, with: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} corridors · {}{with}", all.len(), request.cargo);
    let _ = writeln!(
        out,
        "\n{:<30} {:>7} {:>17} {:>7} {:>8} {:>8} {:>12} {:>6}",
        "", "km", "days p10 p50 p90", "USD", "kg CO2e", "borders", "hours there", "gauge"
    );
    for c in all {
        let Some(w) = &c.way else {
            let _ = writeln!(out, "{:<30} not computable: {}", c.id, c.problem.as_deref().unwrap_or_default());
            continue;
        };
        let days = format!("{:.1} {:.1} {:.1}", w.days.p10, w.days.p50, w.days.p90);
        let _ = writeln!(
            out,
            "{:<30} {:>7} {days:>17} {:>7} {:>8} {:>8} {:>12.1} {:>6}",
            c.id,
            thousands(w.totals.km),
            thousands(w.totals.usd),
            thousands(w.totals.kg_co2e),
            w.borders,
            w.border_hours,
            w.gauge_breaks
        );
        let _ = writeln!(out, "    {}: {} → {} ({})", c.name, c.from, c.to, c.status.as_str());
        if let Some(all) = &c.limits.capacity {
            let by = c.limits.bottleneck.as_ref().map_or_else(String::new, |b| format!("; bottleneck {}: {}", b.section, capacity(b)));
            let tonnes =
                c.limits.bottleneck_tonnes.as_ref().map_or_else(String::new, |b| format!("; in tonnes {}: {}", b.section, capacity(b)));
            let _ = writeln!(out, "    in a year {}{by}{tonnes}", capacity(all));
        }
        for note in &w.notes {
            let _ = writeln!(out, "    note: {note}");
        }
    }
    let _ = writeln!(
        out,
        "\nDays: from gate to gate; one, five and nine of ten cases are there by then. A capacity that is only observed is no limit."
    );
    out
}

fn csv(all: &[CorridorAnswer]) -> String {
    let mut out = String::from(
        "id,name,status,from,to,km,days_p10,days_p50,days_p90,usd,kg_co2e,borders,border_hours,gauge_breaks,capacity,capacity_unit,capacity_kind,bottleneck,problem\n",
    );
    for c in all {
        let figures = c.way.as_ref().map_or_else(
            || ",".repeat(8),
            |w| {
                format!(
                    "{:.1},{:.2},{:.2},{:.2},{:.2},{:.3},{},{:.2},{}",
                    w.totals.km,
                    w.days.p10,
                    w.days.p50,
                    w.days.p90,
                    w.totals.usd,
                    w.totals.kg_co2e,
                    w.borders,
                    w.border_hours,
                    w.gauge_breaks
                )
            },
        );
        let capacity =
            c.limits.capacity.as_ref().map_or_else(|| ",,".to_owned(), |x| format!("{},{},{}", x.value, x.unit.as_str(), x.kind.as_str()));
        let part = c.limits.bottleneck.as_ref().map_or("", |b| &b.section);
        let quoted = [&c.id, &c.name, c.status.as_str(), &c.from, &c.to].map(output::quote).join(",");
        let problem = c.problem.as_deref().unwrap_or_default();
        let _ = writeln!(out, "{quoted},{figures},{capacity},{},{}", output::quote(part), output::quote(problem));
    }
    out
}

//! Tables for people.

use landbridge_engine::explain::Fact;
use landbridge_engine::itinerary::Itinerary;
use landbridge_engine::route::{Answer, Request};
use landbridge_engine::scenario::with;
use landbridge_model::parameter::ParameterSet;
use std::fmt::Write;

const HOURS_PER_DAY: f64 = 24.0;
/// Longest place name in a column, in characters.
const NAME: usize = 34;

/// The whole answer.
pub(crate) fn answer(answer: &Answer, request: &Request) -> String {
    let mut out = String::new();
    let m = &answer.manifest;
    let with = with(&m.run.scenarios);
    let _ = writeln!(out, "{} · {} · network at the end of {}{with}", request.places.join(" → "), m.run.cargo, m.run.year);
    for itinerary in &answer.itineraries {
        let title = match itinerary.objective.as_str() {
            "time" => "FASTEST",
            "cost" => "CHEAPEST",
            _ => "LOWEST EMISSION",
        };
        let t = &itinerary.totals;
        let _ = writeln!(
            out,
            "\n{title}: {:.1} days, {} USD, {} kg CO2e, {} km",
            t.hours / HOURS_PER_DAY,
            thousands(t.usd),
            thousands(t.kg_co2e),
            thousands(t.km)
        );
        legs(&mut out, itinerary);
        stops(&mut out, itinerary);
        if let Some(next) = &itinerary.next_best {
            let _ = writeln!(out, "  why this one: {next}");
        }
        let b = &itinerary.basis;
        let _ = writeln!(
            out,
            "  rests on: lengths {:.0} % read in a source, {:.0} % recalled, {:.0} % from the map; border hours {:.0} % read in a source",
            b.km_seen * 100.0,
            b.km_recalled * 100.0,
            b.km_derived * 100.0,
            b.border_hours_seen * 100.0
        );
    }
    out
}

fn legs(out: &mut String, itinerary: &Itinerary) {
    let _ = writeln!(out, "  {:<14} {:<NAME$} {:<NAME$} {:>7} {:>6} {:>8} {:>8}", "mode", "from", "to", "km", "days", "USD", "kg CO2e");
    for leg in &itinerary.legs {
        let _ = writeln!(
            out,
            "  {:<14} {:<NAME$} {:<NAME$} {:>7} {:>6.1} {:>8} {:>8}",
            leg.mode,
            short(&leg.from, NAME),
            short(&leg.to, NAME),
            thousands(leg.km),
            leg.hours / HOURS_PER_DAY,
            thousands(leg.usd),
            thousands(leg.kg_co2e)
        );
        if leg.countries.len() > 1 {
            let _ = writeln!(out, "  {:<14} through {}", "", leg.countries.join(" "));
        }
        if !leg.passages.is_empty() {
            let _ = writeln!(out, "  {:<14} passing {}", "", leg.passages.join(", "));
        }
    }
}

fn stops(out: &mut String, itinerary: &Itinerary) {
    for t in &itinerary.transfers {
        let _ = writeln!(
            out,
            "  transfer       {}: {} → {}, {:.1} days, {} USD",
            t.name,
            t.from_mode,
            t.to_mode,
            t.hours / HOURS_PER_DAY,
            thousands(t.usd)
        );
    }
    for b in &itinerary.border_crossings {
        let _ = writeln!(
            out,
            "  border         {} ({}), {:.1} h, {} USD, {}",
            b.name,
            b.countries.join(" → "),
            b.hours,
            thousands(b.usd),
            b.basis
        );
    }
    for g in &itinerary.gauge_breaks {
        let _ = writeln!(out, "  change of gauge {}: {} → {} mm, {:.1} h, {} USD", g.name, g.from_mm, g.to_mm, g.hours, thousands(g.usd));
    }
}

/// Facts with their sources.
pub(crate) fn facts(facts: &[Fact]) -> String {
    let mut out = String::new();
    for f in facts {
        let _ = writeln!(out, "{} · {}: {} [{}]\n    {}", f.subject, f.what, f.value, f.basis, f.source);
    }
    out
}

/// All parameters.
pub(crate) fn parameters(set: &ParameterSet) -> String {
    let mut out = String::new();
    for (name, p) in set.iter() {
        let range = p.low.zip(p.high).map_or(String::new(), |(low, high)| format!(" ({low}–{high})"));
        let _ = writeln!(out, "{name} = {} {}{range} [{}, {}]\n    {}", p.value, p.unit, p.confidence.as_str(), p.year, p.source);
    }
    out
}

pub(crate) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// A whole number with commas.
pub(crate) fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |d| ("-", d));
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    format!("{sign}{out}")
}

/// A number with its sign.
pub(crate) fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:+.digits$}");
    // What rounds to nothing has no sign.
    if text[1..].chars().all(|c| matches!(c, '0' | '.')) { text[1..].to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_readable() {
        assert_eq!([thousands(0.4), thousands(999.6), thousands(1_234_567.0), thousands(-1234.0)], ["0", "1,000", "1,234,567", "-1,234"]);
        assert_eq!(short("a", NAME).len(), 1);
        assert_eq!(short(&"x".repeat(50), NAME).chars().count(), NAME);
    }
}

//! Forms for other programs.

use landbridge_engine::EngineError;
use landbridge_engine::route::Answer;
pub(crate) use landbridge_formats::table::quote;
use serde::Serialize;
use std::fmt::Write;
use std::io::IsTerminal;

/// Any result as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<String, EngineError> {
    let text = serde_json::to_string_pretty(value).map_err(|e| EngineError::input(e.to_string(), ""))?;
    Ok(text + "\n")
}

/// Legs as rows.
pub(crate) fn csv(answer: &Answer) -> String {
    let mut out = String::from("objective,leg,mode,from,to,km,hours,usd,kg_co2e,countries\n");
    for itinerary in &answer.itineraries {
        for (i, leg) in itinerary.legs.iter().enumerate() {
            let _ = writeln!(
                out,
                "{},{},{},{},{},{:.3},{:.3},{:.2},{:.3},{}",
                itinerary.objective,
                i + 1,
                leg.mode,
                quote(&leg.from),
                quote(&leg.to),
                leg.km,
                leg.hours,
                leg.usd,
                leg.kg_co2e,
                leg.countries.join(" ")
            );
        }
    }
    out
}

/// Tells who looks on how many of how many are done.
pub(crate) fn counted(what: &'static str) -> impl Fn(usize, usize) + Sync {
    move |done, all| {
        let mut screen = std::io::stderr();
        if screen.is_terminal() {
            let end = if done >= all { "\r\x1b[K" } else { "" };
            // Who looks away loses nothing.
            let _ = std::io::Write::write_fmt(&mut screen, format_args!("\r{done} of {all} {what}{end}"));
        }
    }
}

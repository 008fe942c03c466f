//! The command `scenarios`.

use crate::opener::Opener;
use crate::output;
use crate::plan::Done;
use landbridge_engine::scenario::Scenario;
use std::fmt::Write;

/// Runs `scenarios`.
pub(crate) fn run(opener: &Opener, json: bool) -> Done {
    let all = opener.open(&[], &[])?.scenarios()?;
    Ok((if json { output::json(&all)? } else { table(&all) }, Vec::new()))
}

fn table(all: &[Scenario]) -> String {
    let mut out = String::new();
    let width = all.iter().map(|s| s.id.chars().count()).max().unwrap_or(0);
    for s in all {
        let year = s.year.map_or_else(String::new, |y| format!(", {y}"));
        let _ =
            writeln!(out, "{:<width$}  {} ({}, {}{year}) [{}]", s.id, s.name, s.kind.as_str(), s.status.as_str(), s.confidence.as_str());
    }
    out
}

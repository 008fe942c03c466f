//! Indicators that were observed: `data/evidence/tfi.csv`.

use crate::data::file_text;
use crate::error::EngineError;
use landbridge_formats::table::Table;
use landbridge_model::{Findings, Severity};
use std::path::Path;

/// One observed mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Observed {
    pub(crate) place: String,
    /// `crossing`, `country`, `corridor` or `region`.
    pub(crate) kind: String,
    pub(crate) mode: String,
    /// `TFI1` to `TFI4`, or `SWOD`.
    pub(crate) indicator: String,
    pub(crate) year: u16,
    pub(crate) value: f64,
    pub(crate) source: String,
}

const COLUMNS: [&str; 8] = ["corridor_or_place", "place_kind", "mode", "indicator", "year", "value", "direction", "source"];

/// Reads the table; rows for one direction alone are left to others.
///
/// # Errors
/// A file that cannot be read, or the first of its rows that cannot.
pub(crate) fn read(path: &Path) -> Result<Vec<Observed>, EngineError> {
    let hint = "see data/evidence/README.md for the columns";
    let (name, text) = file_text(path, hint)?;
    let mut findings = Findings::default();
    let table = Table::read(&name, &text, &COLUMNS, &mut findings).map_err(|e| EngineError::input(e, hint))?;
    let mut all = Vec::new();
    for row in table.rows() {
        let (year, value) = (row.required("year", &mut findings), row.required("value", &mut findings));
        if let (Some(year), Some(value), "both") = (year, value, row.text("direction")) {
            all.push(Observed {
                place: row.text("corridor_or_place").to_owned(),
                kind: row.text("place_kind").to_owned(),
                mode: row.text("mode").to_owned(),
                indicator: row.text("indicator").to_owned(),
                year: landbridge_formats::table::saturating_u16(year),
                value,
                source: row.text("source").to_owned(),
            });
        }
    }
    match findings.0.iter().find(|f| f.severity == Severity::Error) {
        Some(error) => Err(EngineError::found(error)),
        None => Ok(all),
    }
}

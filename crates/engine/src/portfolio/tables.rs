//! Registers as tables: a folder of CSV files, or a workbook.

use super::wrong;
use crate::data::{entries, file_text};
use crate::error::EngineError;
use landbridge_formats::table::Table;
use landbridge_model::{Findings, Severity};
use landbridge_portfolio::exchange::tables;
use landbridge_portfolio::register::Register;
use std::path::{Path, PathBuf};

const HINT: &str = "`landbridge portfolio template` writes the tables with a guide";

/// A register as the files of its tables, each with its name.
///
/// # Errors
/// A figure that is no finite number.
pub fn csv_files(register: &Register) -> Result<Vec<(String, String)>, EngineError> {
    let sheets = tables::write(register).map_err(wrong)?;
    Ok(sheets.iter().map(|s| (format!("{}.csv", s.name.to_lowercase()), s.csv())).collect())
}

/// A register as a workbook of Excel.
///
/// # Errors
/// More than a cell or a sheet holds; a program without Excel.
pub fn workbook(register: &Register) -> Result<Vec<u8>, EngineError> {
    let sheets = tables::write(register).map_err(wrong)?;
    #[cfg(feature = "excel")]
    return landbridge_formats::workbook::write(&sheets)
        .map_err(|e| EngineError::input(e, "a cell of Excel holds 32,767 characters: write --to csv, whose cells have no end"));
    #[cfg(not(feature = "excel"))]
    without_excel(&sheets)
}

#[cfg(not(feature = "excel"))]
fn without_excel<T, U>(_: T) -> Result<U, EngineError> {
    Err(EngineError::input(
        "this program was built without excel",
        "build it with: cargo build --release --features excel; tables of CSV need nothing of it",
    ))
}

/// Files of a folder by their ending.
fn ending_in(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, EngineError> {
    let all = entries(folder).map_err(wrong)?;
    Ok(all.into_iter().filter(|p| p.extension().is_some_and(|x| x.eq_ignore_ascii_case(ending))).collect())
}

/// Whether a folder is one of tables: it has that of projects, or no record.
pub(super) fn are_in(folder: &Path) -> Result<bool, EngineError> {
    let tables = ending_in(folder, "csv")?;
    let first = tables.iter().any(|p| p.file_stem().is_some_and(|s| s == "projects"));
    Ok(first || (!tables.is_empty() && ending_in(folder, "toml")?.is_empty()))
}

/// The tables of a folder.
pub(super) fn read_folder(folder: &Path, findings: &mut Findings) -> Result<Register, EngineError> {
    let mut all = Vec::new();
    for path in ending_in(folder, "csv")? {
        let (name, text) = file_text(&path, "save it as CSV in UTF-8")?;
        let table = Table::read(&name, text.trim_start_matches('\u{feff}'), &[], findings).map_err(wrong)?;
        all.push((path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(), table));
    }
    for path in ending_in(folder, "toml")? {
        let say = "a record beside tables is not read".to_owned();
        findings.push(Severity::Warning, path.display().to_string(), say, "keep records and tables in folders of their own");
    }
    tables::read(&all, findings).map_err(|e| EngineError::input(format!("{}: {e}", folder.display()), HINT))
}

/// A workbook.
pub(super) fn read_workbook(path: &Path, findings: &mut Findings) -> Result<Register, EngineError> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| EngineError::input(format!("{name}: {e}"), HINT))?;
    #[cfg(feature = "excel")]
    {
        let all = landbridge_formats::workbook::read(&name, &bytes, findings).map_err(|e| EngineError::input(e, HINT))?;
        tables::read(&all, findings).map_err(|e| EngineError::input(format!("{name}: {e}"), HINT))
    }
    #[cfg(not(feature = "excel"))]
    without_excel((bytes, findings))
}

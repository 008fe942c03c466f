//! A register in another form, and empty tables for one.

use crate::plan::Done;
use clap::ValueEnum;
use landbridge_engine::EngineError;
use landbridge_engine::portfolio::{self, Form, tables};
use landbridge_formats::oc4ids::Publisher;
use landbridge_portfolio::register::Register;
use std::path::Path;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// Records, one file each with --into
    Toml,
    /// A package of OC4IDS 0.9.5
    Oc4ids,
    /// Activities of IATI 2.03
    Iati,
    /// A folder of tables
    Csv,
    /// A workbook of Excel
    Xlsx,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TablesTo {
    /// A folder of tables
    Csv,
    /// A workbook of Excel
    Xlsx,
}

/// Writes a register; text for the standard output, where it does not go to files.
pub(super) fn convert(
    register: &Register,
    to: To,
    into: Option<&Path>,
    publisher: &Publisher<'_>,
    notes: &mut Vec<String>,
) -> Result<String, EngineError> {
    let form = match to {
        To::Toml => Form::Toml,
        To::Oc4ids => Form::Oc4ids,
        To::Iati => Form::Iati,
        To::Csv | To::Xlsx => {
            let to = if to == To::Csv { TablesTo::Csv } else { TablesTo::Xlsx };
            let into = into.ok_or_else(|| EngineError::input("tables need a place to be written to", "name it with --into"))?;
            notes.push(write_tables(register, to, into)?);
            return Ok(String::new());
        }
    };
    let Some(folder) = into else {
        let text = portfolio::write(register, form, publisher)?;
        if form == Form::Iati {
            notes.extend(lacking(&text));
        }
        return Ok(text);
    };
    if to != To::Toml {
        return Err(EngineError::input("--into is for records and tables", "send the output to a file, or add --to toml, csv or xlsx"));
    }
    let records = register.projects.iter().map(|p| Ok((file_name(&p.id), portfolio::record(p)?)));
    let records = records.collect::<Result<Vec<_>, EngineError>>()?;
    write_files(folder, records)?;
    notes.push(format!("{} records in {}", register.projects.len(), folder.display()));
    Ok(String::new())
}

/// What activities lack by the standard, since no record says it.
fn lacking(text: &str) -> Option<String> {
    let (whole, all, counts) = landbridge_portfolio::exchange::iati::lacking(text).ok()?;
    let counts: Vec<String> = counts.iter().map(|(name, n)| format!("<{name}> {n}")).collect();
    let told =
        format!("{whole} of {all} activities have all that IATI 2.03 needs; records do not say of the others: {}", counts.join(", "));
    (whole < all).then_some(told)
}

/// Writes tables without a row.
pub(super) fn template(to: TablesTo, into: &Path) -> Done {
    let note = write_tables(&Register::default(), to, into)?;
    Ok((String::new(), vec![note, format!("fill them in, then: landbridge portfolio check --from {}", into.display())]))
}

fn write_tables(register: &Register, to: TablesTo, into: &Path) -> Result<String, EngineError> {
    match to {
        TablesTo::Csv => write_files(into, tables::csv_files(register)?)?,
        TablesTo::Xlsx => {
            // A name that is not read back would be a trap.
            if into.extension().is_none_or(|x| !x.eq_ignore_ascii_case("xlsx")) {
                return Err(EngineError::input(format!("{}: a workbook ends in .xlsx", into.display()), "write --into register.xlsx"));
            }
            std::fs::write(into, tables::workbook(register)?).map_err(|e| cannot(into, &e))?;
        }
    }
    let projects = register.projects.len();
    Ok(format!("tables of {projects} project{} in {}", if projects == 1 { "" } else { "s" }, into.display()))
}

fn write_files(folder: &Path, files: Vec<(String, String)>) -> Result<(), EngineError> {
    std::fs::create_dir_all(folder).map_err(|e| cannot(folder, &e))?;
    files.into_iter().try_for_each(|(name, text)| std::fs::write(folder.join(name), text)).map_err(|e| cannot(folder, &e))
}

fn cannot(path: &Path, e: &std::io::Error) -> EngineError {
    EngineError::input(format!("{}: {e}", path.display()), "name a place that can be written")
}

/// A name for the file of a record, of which no two ids have the same.
fn file_name(id: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == '-';
    let name: String = id.chars().map(|c| if plain(c) { c.to_string() } else { format!("_{:x}_", u32::from(c)) }).collect();
    format!("{name}.toml")
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_two_ids_have_one_file() {
        let names: std::collections::BTreeSet<String> = ["a/b", "a_b", "a.b", "a-b", "a_2f_b", "../a"].map(super::file_name).into();
        assert_eq!(names.len(), 6);
        assert!(names.iter().all(|n| !n.contains('/') && !n.contains("..")), "{names:?}");
    }
}

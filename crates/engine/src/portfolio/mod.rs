//! Cooperation projects: the register that ships, and those of one's own; what to do
//! first, what may go otherwise, and how green they are.

mod economy;
mod green;
mod priority;
mod risk;

pub(crate) use economy::Economies;
pub use economy::Economy;
pub use green::Green;
pub use priority::{Chosen, Costed, Named, Options, Priority};
pub use risk::{Outlook, plan, plan_of, timetable};

pub mod schema;
pub mod tables;

use crate::data::{Engine, file_text, toml_files};
use crate::error::EngineError;
use landbridge_formats::{oc4ids, toml};
use landbridge_model::Findings;
use landbridge_portfolio::exchange;
use landbridge_portfolio::monitor::warnings::Settings;
use landbridge_portfolio::register::hosts::Hosts;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::register::{self, Register};
use std::path::Path;

/// Folder of the register in the data.
const PROJECTS: &str = "portfolio/projects";
/// Countries that bring projects to others.
const HOSTS: &str = "portfolio/hosts.toml";
/// When records ask for attention.
const MONITOR: &str = "portfolio/monitor.toml";
const FORM: &str = "see data/portfolio/README.md for the form of a record";

/// In what form a register is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Records as this project keeps them.
    Toml,
    /// A package of OC4IDS 0.9.5.
    Oc4ids,
    /// Activities of IATI 2.03.
    Iati,
}

fn wrong(message: impl std::fmt::Display) -> EngineError {
    EngineError::input(message.to_string(), FORM)
}

impl Engine {
    /// The register that ships.
    ///
    /// # Errors
    /// A record that is not understood, with its line.
    pub fn register(&self) -> Result<Register, EngineError> {
        let Some(folder) = &self.folder else { return Ok(Register::default()) };
        Ok(read(&folder.join(PROJECTS))?.0)
    }

    /// Countries that bring projects to others.
    ///
    /// # Errors
    /// What is not understood.
    pub fn hosts(&self) -> Result<Hosts, EngineError> {
        Hosts::read(&format!("data/{HOSTS}"), &self.data_text(HOSTS)?).map_err(wrong)
    }

    /// When records ask for attention.
    ///
    /// # Errors
    /// Settings that are not understood.
    pub fn monitor_settings(&self) -> Result<Settings, EngineError> {
        toml::read(&format!("data/{MONITOR}"), &self.data_text(MONITOR)?).map_err(wrong)
    }
}

/// Reads a register: a folder of records, one record, a folder of tables (with
/// `projects.csv`), a workbook (`.xlsx`), a package of OC4IDS (`.json`) or
/// activities of IATI (`.xml`); with what is wrong in it.
///
/// # Errors
/// A file that is not there or not understood, with its line.
pub fn read(path: &Path) -> Result<(Register, Findings), EngineError> {
    let name = path.display().to_string();
    let extension = path.extension().map(|x| x.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut findings = Findings::default();
    let register = if path.is_dir() && tables::are_in(path)? {
        tables::read_folder(path, &mut findings)?
    } else if path.is_dir() {
        let files = toml_files(path).map_err(wrong)?;
        let texts = files.iter().map(|p| file_text(p, FORM)).collect::<Result<Vec<_>, EngineError>>()?;
        Register::read(texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(wrong)?
    } else if extension == "xlsx" {
        tables::read_workbook(path, &mut findings)?
    } else {
        let (_, text) = file_text(path, FORM)?;
        match extension.as_str() {
            "toml" => Register::read([(name.as_str(), text.as_str())]).map_err(wrong)?,
            "json" => {
                let (package, found) = oc4ids::read(&name, &text).map_err(wrong)?;
                findings = found;
                let projects = package.projects.iter().enumerate();
                let projects = projects.map(|(i, p)| exchange::oc4ids::read(&format!("{name}:projects[{i}]"), p, &mut findings));
                Register::of(projects.collect::<Result<Vec<Project>, String>>().map_err(wrong)?).map_err(wrong)?
            }
            "xml" => {
                let (projects, found) = exchange::iati::read(&name, &text).map_err(wrong)?;
                findings = found;
                Register::of(projects).map_err(wrong)?
            }
            other => {
                return Err(EngineError::input(
                    format!("{name}: a register does not end in '.{other}'"),
                    "name a folder of .toml records or of tables (with projects.csv), an .xlsx workbook, a .toml record, a .json package of OC4IDS or an .xml file of IATI",
                ));
            }
        }
    };
    findings.0.extend(register.check().0);
    Ok((register, findings))
}

/// A register as one text: a package or a file of activities, or records after
/// one another, each headed by its id as a comment.
///
/// # Errors
/// A kept document that is not understood.
pub fn write(register: &Register, form: Form, publisher: &oc4ids::Publisher<'_>) -> Result<String, EngineError> {
    match form {
        Form::Toml => {
            let records = register.projects.iter().map(|p| Ok(format!("# {}.toml\n{}", p.id, register::write(p)?)));
            Ok(records.collect::<Result<Vec<String>, String>>().map_err(wrong)?.join("\n"))
        }
        Form::Oc4ids => {
            let projects = register.projects.iter().map(exchange::oc4ids::write);
            let package = oc4ids::Package::new(projects.collect::<Result<_, String>>().map_err(wrong)?, publisher);
            let text = serde_json::to_string_pretty(&package.write()).map_err(wrong)?;
            Ok(text + "\n")
        }
        Form::Iati => exchange::iati::write(&register.projects, publisher).map_err(wrong),
    }
}

/// A record as the text of its file.
///
/// # Errors
/// A figure that TOML cannot hold.
pub fn record(project: &Project) -> Result<String, EngineError> {
    register::write(project).map_err(wrong)
}

//! In which of its countries a project is.

use super::project::Project;
use landbridge_formats::toml;
use serde::{Deserialize, Serialize};

/// Countries that bring projects to others. Records name them among the countries of a
/// project, and neither grid nor debt nor cost there is the project's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    /// Their codes, ISO 3166-1 alpha-2.
    pub bringing: Vec<String>,
    /// Why these.
    pub why: String,
}

impl Hosts {
    /// Reads the file; `file` names it in errors.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        toml::read(file, text).map_err(|e| e.to_string())
    }

    /// Countries in which a project is: those of its record that do not bring it, and
    /// all where nothing is left.
    pub fn of<'a>(&self, project: &'a Project) -> Vec<&'a String> {
        let hosts: Vec<&String> = project.countries.iter().filter(|c| !self.bringing.contains(c)).collect();
        if hosts.is_empty() { project.countries.iter().collect() } else { hosts }
    }
}

//! The register of cooperation projects.

pub mod cost;
pub mod hosts;
pub mod project;
pub mod selection;
mod sound;
pub mod words;

use landbridge_formats::toml;
use landbridge_model::Findings;
use project::Project;

/// All records, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// Records.
    pub projects: Vec<Project>,
}

impl Register {
    /// Reads records; each is the name of its file and its text.
    ///
    /// # Errors
    /// The line of a file that is not understood, and why; an id that two files
    /// give.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, String> {
        let projects = files.into_iter().map(|(file, text)| toml::read(file, text).map_err(|e| e.to_string()));
        Self::of(projects.collect::<Result<Vec<Project>, String>>()?)
    }

    /// A register of records.
    ///
    /// # Errors
    /// An id that is given twice.
    pub fn of(mut projects: Vec<Project>) -> Result<Self, String> {
        projects.sort_by(|a, b| a.id.cmp(&b.id));
        let twice = projects.windows(2).find(|p| p[0].id == p[1].id);
        twice.map_or(Ok(()), |p| Err(format!("the id '{}' is given twice", p[0].id)))?;
        Ok(Self { projects })
    }

    /// A record by its id.
    pub fn project(&self, id: &str) -> Option<&Project> {
        self.projects.binary_search_by(|p| p.id.as_str().cmp(id)).ok().and_then(|at| self.projects.get(at))
    }

    /// What in the records cannot be, or is doubtful.
    pub fn check(&self) -> Findings {
        let mut findings = Findings::default();
        for project in &self.projects {
            sound::check(project, &mut findings);
        }
        findings
    }
}

/// A record as the text of a file.
///
/// # Errors
/// A figure that TOML cannot hold.
pub fn write(project: &Project) -> Result<String, String> {
    toml::write(project)
}

//! What a project, a closure or a faster border changes.
//!
//! A scenario is a list of changes, made in order on a baseline: an engine with
//! scenarios is an engine like any other, on a patched world, with other
//! parameters, closures and services.

mod apply;
mod read;

use crate::data::Engine;
use crate::error::EngineError;
use apply::Applied;
pub use read::{Change, Claim, Cost, Scenario, ScenarioKind, ScenarioStatus, Sense, read_scenario};
use std::path::Path;

/// The scenarios of a run as a piece of a title: ` · with suez-closed`.
pub fn with(ids: &[String]) -> String {
    if ids.is_empty() { String::new() } else { format!(" · with {}", ids.join(", ")) }
}

impl Engine {
    /// The scenarios that ship, by id.
    ///
    /// # Errors
    /// A file that cannot be read, with its line.
    pub fn scenarios(&self) -> Result<Vec<Scenario>, EngineError> {
        match &self.folder {
            Some(folder) => read::read_folder(&folder.join("scenarios")),
            None => Ok(Vec::new()),
        }
    }

    /// A scenario by its id, or a file of one's own.
    ///
    /// # Errors
    /// An unknown name, with those that are known; a file that cannot be read.
    pub fn scenario(&self, name: &str) -> Result<Scenario, EngineError> {
        let path = Path::new(name);
        if path.extension().is_some_and(|e| e == "toml") {
            return read::read_file(path);
        }
        let all = self.scenarios()?;
        let ids: Vec<String> = all.iter().map(|s| s.id.clone()).collect();
        all.into_iter().find(|s| s.id == name).ok_or_else(|| {
            EngineError::input(
                format!("no scenario is called '{name}'"),
                format!("known are {}; or name a file that ends in .toml", ids.join(", ")),
            )
        })
    }

    /// This engine with scenarios, one after the other.
    ///
    /// # Errors
    /// A change that names what is not there, with the file and its number.
    pub fn with_scenarios(&self, scenarios: &[Scenario]) -> Result<Self, EngineError> {
        let mut applied = Applied::new(self);
        for scenario in scenarios {
            for (number, change) in (1..).zip(&scenario.changes) {
                applied
                    .make(scenario, change)
                    .map_err(|e| EngineError::input(format!("{}, change {number}: {}", scenario.file.display(), e.message), e.hint))?;
            }
        }
        applied.finish(scenarios)
    }
}

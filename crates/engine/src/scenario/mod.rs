//! What a project, a closure or a faster border changes.
//!
//! A scenario is a list of changes, made in order on a baseline: an engine with
//! scenarios is an engine like any other, on a patched world, with other
//! parameters, closures and services.

mod apply;
mod map;
mod read;

use crate::data::Engine;
use crate::error::EngineError;
use apply::Applied;
pub(crate) use read::read_file as read_own;
pub use read::{Change, Claim, Cost, Scenario, ScenarioKind, ScenarioStatus, Sense, read_scenario};
use std::path::Path;

/// The scenarios of a run as a piece of a title: ` · with suez-closed`.
pub fn with(ids: &[String]) -> String {
    if ids.is_empty() { String::new() } else { format!(" · with {}", ids.join(", ")) }
}

/// Of some scenarios those in force on a day, for a journey that begins then, and
/// what people should know of those with days. What is no day is refused by
/// who plans for it: then all stay.
pub fn in_force(scenarios: Vec<Scenario>, day: &str) -> (Vec<Scenario>, Vec<String>) {
    let Ok(day) = day.trim().parse::<jiff::civil::Date>() else { return (scenarios, Vec::new()) };
    let dated = |s: &&Scenario| !s.days().is_empty();
    let said = |s: &Scenario| {
        if s.covers(day) {
            format!("{} ({}) counts for all of a journey that begins within its days", s.id, s.days())
        } else {
            format!("{} ({}) is not in force on {day}: the plan is made without it", s.id, s.days())
        }
    };
    let notes = scenarios.iter().filter(dated).map(said).collect();
    (scenarios.into_iter().filter(|s| s.covers(day)).collect(), notes)
}

impl Engine {
    /// The scenarios that are known by id: those that ship, and those of
    /// folders over them.
    ///
    /// # Errors
    /// A file that cannot be read, with its line; two of one id.
    pub fn scenarios(&self) -> Result<Vec<Scenario>, EngineError> {
        let shipped = self.folder.iter().map(|folder| folder.join("scenarios"));
        let folders = shipped.chain(self.more_scenarios.iter().cloned());
        let mut all: Vec<Scenario> = Vec::new();
        for scenario in folders.map(|folder| read::read_folder(&folder)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            if let Some(other) = all.iter().find(|s| s.id == scenario.id) {
                let message = format!("{}: {} has this name already", scenario.file.display(), other.file.display());
                return Err(EngineError::input(message, "give the file another name"));
            }
            all.push(scenario);
        }
        Ok(all)
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
        for (k, scenario) in scenarios.iter().enumerate() {
            if self.scenario_ids.contains(&scenario.id) || scenarios[..k].iter().any(|s| s.id == scenario.id) {
                let message = format!("the scenario '{}' is made twice", scenario.id);
                return Err(EngineError::input(message, "give it once, and files of one's own other names"));
            }
            for (number, change) in (1..).zip(&scenario.changes) {
                applied
                    .make(scenario, change)
                    .map_err(|e| EngineError::input(format!("{}, change {number}: {}", scenario.file.display(), e.message), e.hint))?;
            }
        }
        applied.finish(scenarios)
    }
}

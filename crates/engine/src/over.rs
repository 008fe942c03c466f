//! One's own data over the shipped ones: a folder in the layout of `data/`.
//!
//! | in the folder | what it does |
//! |---|---|
//! | `parameters/*.toml` | parameters that take the place of shipped ones |
//! | `network.toml` | links, facilities, borders and prices in the form of a scenario, made on the baseline |
//! | `scenarios/*.toml` | scenarios known by id beside those that ship |
//! | `services/` | services beside those that ship |
//!
//! All are read by what reads the shipped ones, and refused for the same reasons.

use crate::data::{Engine, read_parameter_folder};
use crate::error::EngineError;
use crate::scenario::{self, Sense};
use landbridge_network::lbn::fingerprint;
use std::path::Path;

impl Engine {
    /// This engine with a folder over what it has.
    ///
    /// # Errors
    /// A folder that holds none of these; a file that cannot be read; a
    /// parameter that nothing uses; a scenario whose id is taken.
    pub fn over(mut self, folder: &Path) -> Result<Self, EngineError> {
        let name = folder.file_name().map_or_else(|| folder.display().to_string(), |n| n.to_string_lossy().into_owned());
        let parts = ["parameters", "network.toml", "scenarios", "services"].map(|part| folder.join(part));
        let [parameters, network, scenarios, services] = &parts;
        if !parts.iter().any(|p| p.exists()) {
            return Err(EngineError::input(
                format!("{} holds no data of one's own", folder.display()),
                "put parameters/, network.toml, scenarios/ or services/ in it, in the form of those in data/",
            ));
        }
        if parameters.is_dir() {
            self.replace_parameters(parameters)?;
        }
        if scenarios.is_dir() {
            self.more_scenarios.push(scenarios.clone());
            self.scenarios()?;
        }
        if services.is_dir() {
            self.more_services.push(services.clone());
        }
        if !network.is_file() {
            self.scenario_ids.push(name);
            return Ok(self);
        }
        let mut changes = scenario::read_own(network)?;
        if changes.sense == Sense::Without {
            return Err(EngineError::input(
                format!("{}: it tells of a world without something", network.display()),
                "leave out sense: its changes are made",
            ));
        }
        changes.id = name;
        self.with_scenarios(&[changes])
    }

    fn replace_parameters(&mut self, folder: &Path) -> Result<(), EngineError> {
        for (name, parameter) in read_parameter_folder(folder)?.iter() {
            // Of a country or kind that has no figure of its own yet.
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let known = |(shipped, _): (&str, _)| shipped == name || shipped.rsplit_once('.').is_some_and(|(s, _)| s == stem);
            if !self.parameters.iter().any(known) {
                return Err(EngineError::input(
                    format!("{}: nothing uses a parameter '{name}'", folder.display()),
                    "see `landbridge parameters` for those that are known",
                ));
            }
            self.parameters.insert(name, parameter.clone());
            self.hash ^= fingerprint(format!("{name} {parameter:?}").as_bytes());
        }
        Ok(())
    }
}

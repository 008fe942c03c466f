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

use crate::data::{Engine, chained, read_parameter_folder};
use crate::error::EngineError;
use crate::scenario::{self, Sense};
use landbridge_model::CountryCode;
use landbridge_model::parameter::ParameterSet;
use std::path::Path;

impl Engine {
    /// This engine with a folder over what it has.
    ///
    /// # Errors
    /// A folder that holds none of these; a file that cannot be read; a
    /// parameter that nothing uses; a scenario whose id is taken.
    pub fn over(mut self, folder: &Path) -> Result<Self, EngineError> {
        let fail = |e: &dyn std::fmt::Display| EngineError::input(format!("{}: {e}", folder.display()), "name a folder that is there");
        let whole = folder.canonicalize().map_err(|e| fail(&e))?;
        let name = whole.file_name().map_or_else(|| whole.display().to_string(), |n| n.to_string_lossy().into_owned());
        let id = format!("{OVER}{name}");
        if self.scenario_ids.contains(&id) {
            return Err(EngineError::input(format!("two folders over the data are called '{name}'"), "give one of them another name"));
        }
        let mut there = [false; PARTS.len()];
        for entry in std::fs::read_dir(&whole).map_err(|e| fail(&e))? {
            let path = entry.map_err(|e| fail(&e))?.path();
            let own = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            match PARTS.iter().position(|(part, _)| *part == own) {
                Some(k) if path.is_dir() == PARTS[k].1 => there[k] = true,
                None if own.starts_with('.') || own.to_lowercase().starts_with("readme") => {}
                _ => {
                    let hint = "it may hold parameters/, network.toml, scenarios/ and services/, in the form of those in data/";
                    return Err(EngineError::input(format!("{} is no part of data of one's own", path.display()), hint));
                }
            }
        }
        let [parameters, network, scenarios, services] = there;
        if !there.contains(&true) {
            return Err(EngineError::input(
                format!("{} holds no data of one's own", folder.display()),
                "put parameters/, network.toml, scenarios/ or services/ in it, in the form of those in data/",
            ));
        }
        if parameters {
            self.replace_parameters(&whole.join("parameters"))?;
        }
        if scenarios {
            self.more_scenarios.push(whole.join("scenarios"));
            self.scenarios()?;
        }
        if services {
            self.with_services(&whole.join("services"));
            self.services()?;
        }
        if !network {
            self.scenario_ids.push(id);
            return Ok(self);
        }
        let mut changes = scenario::read_own(&whole.join("network.toml"))?;
        if changes.sense == Sense::Without {
            return Err(EngineError::input(
                format!("{}: it tells of a world without something", changes.file.display()),
                "leave out sense: its changes are made",
            ));
        }
        changes.id = id;
        self.with_scenarios(&[changes])
    }

    fn replace_parameters(&mut self, folder: &Path) -> Result<(), EngineError> {
        for (name, parameter) in read_parameter_folder(folder)?.iter() {
            match (self.parameters.get(name), of_a_country(&self.parameters, name)) {
                (Some(shipped), _) if shipped.unit != parameter.unit => {
                    return Err(EngineError::input(
                        format!("{}: {name} is in '{}'", folder.display(), parameter.unit),
                        format!("give it in '{}'", shipped.unit),
                    ));
                }
                (None, false) => {
                    return Err(EngineError::input(
                        format!("{}: nothing uses a parameter '{name}'", folder.display()),
                        "see `landbridge parameters` for those that are known",
                    ));
                }
                _ => {}
            }
            self.parameters.insert(name, parameter.clone());
            self.hash = chained(self.hash, &format!("{name} {parameter:?}"));
        }
        Ok(())
    }
}

/// What may stand in a folder, and whether it is a folder.
const PARTS: [(&str, bool); 4] = [("parameters", true), ("network.toml", false), ("scenarios", true), ("services", true)];

/// How a folder stands among the scenarios of a run: `over:mine`.
pub const OVER: &str = "over:";

/// Whether a parameter is that of a country, of a kind of which others have
/// their own.
fn of_a_country(parameters: &ParameterSet, name: &str) -> bool {
    let country =
        |name: &str| name.rsplit_once('.').filter(|(_, code)| CountryCode::parse(code).is_some()).map(|(stem, _)| stem.to_owned());
    let Some(stem) = country(name) else { return false };
    parameters.iter().any(|(shipped, _)| country(shipped).as_deref() == Some(&stem))
}

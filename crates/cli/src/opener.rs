//! Opening the engine with what the command line lays over it.

use landbridge_engine::scenario::in_force;
use landbridge_engine::{Engine, EngineError, data};
use std::path::PathBuf;

/// Folders over the shipped data.
pub(crate) struct Opener {
    /// In the order in which they were given.
    pub(crate) over: Vec<PathBuf>,
}

impl Opener {
    /// The engine with folders of services and with scenarios.
    pub(crate) fn open(&self, services: &[PathBuf], scenarios: &[String]) -> Result<Engine, EngineError> {
        let mut engine = Engine::open(&data::find_data()?)?;
        for folder in &self.over {
            engine = engine.over(folder)?;
        }
        services.iter().for_each(|folder| engine.with_services(folder));
        if scenarios.is_empty() {
            return Ok(engine);
        }
        let scenarios = scenarios.iter().map(|s| engine.scenario(s)).collect::<Result<Vec<_>, _>>()?;
        engine.with_scenarios(&scenarios)
    }

    /// The engine for cargo that is ready on a day: with those scenarios that are
    /// in force then, and what people should know of the others.
    pub(crate) fn open_on(&self, day: &str, services: &[PathBuf], scenarios: &[String]) -> Result<(Engine, Vec<String>), EngineError> {
        let engine = self.open(services, &[])?;
        let scenarios = scenarios.iter().map(|s| engine.scenario(s)).collect::<Result<Vec<_>, _>>()?;
        let (now, notes) = in_force(scenarios, day);
        Ok((if now.is_empty() { engine } else { engine.with_scenarios(&now)? }, notes))
    }
}

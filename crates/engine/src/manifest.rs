//! Under which conditions a result was made: part of every manifest.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_model::Cargo;
pub use landbridge_network::lbn::fingerprint;
use serde::Serialize;
use utoipa::ToSchema;

/// Version, year, cargo, parameters and scenarios of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Run {
    /// Version of the program.
    pub version: String,
    /// Year of the network.
    pub year: u16,
    /// Cargo.
    pub cargo: String,
    /// Parameters changed for this run.
    pub set: Vec<(String, f64)>,
    /// Scenarios, in the order in which they were made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<String>,
}

/// Years of which a network can be asked for, and a day of departure be: those that
/// calendars of services speak of.
pub(crate) const FIRST_YEAR: u16 = 1990;
pub(crate) const LAST_YEAR: u16 = 2100;

impl Engine {
    /// The year of the network in question; by default that of the data.
    pub(crate) fn network_year(&self, asked: Option<u16>) -> Result<u16, EngineError> {
        match asked {
            Some(year) if !(FIRST_YEAR..=LAST_YEAR).contains(&year) => Err(EngineError::input(
                format!("there is no network of the year {year}"),
                format!("name a year from {FIRST_YEAR} to {LAST_YEAR}"),
            )),
            asked => Ok(asked.unwrap_or(self.world.meta.as_of)),
        }
    }

    /// The conditions of a run on this engine.
    pub(crate) fn run(&self, year: u16, cargo: &Cargo, set: &[(String, f64)]) -> Run {
        Run {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            year,
            cargo: cargo.to_string(),
            set: set.to_vec(),
            scenarios: self.scenario_ids.clone(),
        }
    }
}

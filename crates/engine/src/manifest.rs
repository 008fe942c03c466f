//! Under which conditions a result was made: part of every manifest.

use crate::data::Engine;
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

impl Engine {
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

//! What a plan answers.

use super::options::PlanOption;
use crate::manifest::Run;
use serde::Serialize;
use utoipa::ToSchema;

/// How the set was found.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SearchFacts {
    /// Criteria that count.
    pub criteria: Vec<String>,
    /// Share by which a way that is left out may be better than one that is
    /// there, in time, cost and emission; 0 where the set is complete.
    pub epsilon: f64,
    /// Labels that the search made.
    pub labels: usize,
    /// Days after which a way is too long to be of interest.
    pub horizon_days: f64,
    /// Services that run within the horizon and take the cargo.
    pub services: usize,
    /// Terminals that could be passed.
    pub terminals: usize,
}

/// Where the answer comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct PlanManifest {
    /// Fingerprint of network and parameters, and of services where they count.
    pub data: String,
    /// Under which conditions.
    #[serde(flatten)]
    pub run: Run,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlanAnswer {
    /// Origin as understood.
    pub from: String,
    /// Destination as understood.
    pub to: String,
    /// Ways worth choosing, the soonest to be expected first.
    pub options: Vec<PlanOption>,
    /// What people should know.
    pub notes: Vec<String>,
    /// How the set was found.
    pub search: SearchFacts,
    /// Where the answer comes from.
    pub manifest: PlanManifest,
}

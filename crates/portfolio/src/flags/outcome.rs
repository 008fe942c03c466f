//! What an indicator says of a process.

use serde::Serialize;
use utoipa::ToSchema;

/// Three values: an indicator that cannot be computed is not clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = FlagStatus)]
pub enum Status {
    /// The flag is raised: a question to be asked, no finding about anybody.
    Flagged,
    /// It is not.
    Clear,
    /// What it needs is not there.
    NotComputable,
}

impl Status {
    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Status::Flagged => "flagged",
            Status::Clear => "clear",
            Status::NotComputable => "not-computable",
        }
    }
}

/// A place in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Start,
    End,
    NumberOfTenderers,
    BidDate(u32),
    BidStatus(u32),
    BidPrice(u32),
    Award(u32),
}

impl std::fmt::Display for Place {
    /// As a JSON Pointer (RFC 6901).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Start => f.write_str("/tender/tenderPeriod/startDate"),
            Place::End => f.write_str("/tender/tenderPeriod/endDate"),
            Place::NumberOfTenderers => f.write_str("/tender/numberOfTenderers"),
            Place::BidDate(i) => write!(f, "/bids/details/{i}/date"),
            Place::BidStatus(i) => write!(f, "/bids/details/{i}/status"),
            Place::BidPrice(i) => write!(f, "/bids/details/{i}/value/amount"),
            Place::Award(i) => write!(f, "/awards/{i}"),
        }
    }
}

/// What an indicator says of a process.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outcome {
    pub(super) status: Status,
    /// What was measured; its meaning is the indicator's.
    pub(super) value: Option<f64>,
    /// How many things it was measured over.
    pub(super) denominator: Option<u32>,
    pub(super) evidence: Vec<Place>,
    /// Why it is not computable; empty otherwise.
    pub(super) why: &'static str,
}

impl Outcome {
    pub(super) fn not_computable(why: &'static str) -> Self {
        Outcome { status: Status::NotComputable, value: None, denominator: None, evidence: Vec::new(), why }
    }

    pub(super) fn measured(flagged: bool, value: f64, denominator: usize, evidence: Vec<Place>) -> Self {
        let status = if flagged { Status::Flagged } else { Status::Clear };
        Outcome { status, value: Some(value), denominator: u32::try_from(denominator).ok(), evidence, why: "" }
    }
}

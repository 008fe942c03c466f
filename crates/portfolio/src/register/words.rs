//! The words that a project is described by.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectKind)]
pub enum Kind {
    /// Project.
    Project,
    /// Service.
    Service,
    /// Platform.
    Platform,
    /// Alliance.
    Alliance,
    /// Programme.
    Programme,
    /// Training.
    Training,
    /// Mechanism.
    Mechanism,
    /// Strategy.
    Strategy,
    /// Principles.
    Principles,
    /// Agreement.
    Agreement,
    /// Event.
    Event,
}

/// Whether a source calls it a flagship or small yet smart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectSize)]
pub enum Size {
    /// Flagship.
    Flagship,
    /// Small yet smart.
    SmallYetSmart,
    /// Other.
    Other,
}

/// Where in its life a project is: the words of OC4IDS, with `operation` for its
/// maintenance, and three for what is no infrastructure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectStatus)]
pub enum Status {
    /// Identification.
    Identification,
    /// Preparation.
    Preparation,
    /// Implementation.
    Implementation,
    /// Completion.
    Completion,
    /// Operation.
    Operation,
    /// Decommissioning.
    Decommissioning,
    /// Decommissioned.
    Decommissioned,
    /// Cancelled.
    Cancelled,
    /// Done, with nothing left to operate.
    Completed,
    /// No longer runs.
    Ended,
    /// No source says.
    Unknown,
}

impl Status {
    /// Whether what was planned is still to be done.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Identification | Self::Preparation | Self::Implementation)
    }

    /// Whether it is given up or taken out of use.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Cancelled | Self::Ended | Self::Decommissioned)
    }

    /// Whether it is there to be used.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Completion | Self::Operation | Self::Completed)
    }
}

/// What somebody does in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectRole)]
pub enum Role {
    /// Owner.
    Owner,
    /// Funder.
    Funder,
    /// Contractor.
    Contractor,
    /// Operator.
    Operator,
    /// Beneficiary.
    Beneficiary,
    /// Host.
    Host,
    /// Initiator.
    Initiator,
    /// Member.
    Member,
    /// Aligned.
    Aligned,
    /// Supervisor.
    Supervisor,
    /// Partner.
    Partner,
}

/// What an amount of money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectBudgetKind)]
pub enum BudgetKind {
    /// Planned.
    Planned,
    /// Actual.
    Actual,
    /// Estimate.
    Estimate,
}

/// Whether more of an indicator is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectDirection)]
pub enum Direction {
    /// Up.
    Up,
    /// Down.
    Down,
    /// None.
    None,
}

/// How a figure is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectComparator)]
pub enum Comparator {
    /// Exact.
    #[default]
    Exact,
    /// Over.
    Over,
    /// About.
    About,
    /// Nearly.
    Nearly,
    /// Up to.
    UpTo,
}

/// In what an amount is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectScale)]
pub enum Scale {
    /// One.
    #[default]
    One,
    /// Million.
    Million,
    /// Billion.
    Billion,
}

impl Scale {
    /// How many ones it is.
    pub fn ones(self) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Million => 1e6,
            Self::Billion => 1e9,
        }
    }
}

/// The eight steps, announced on 18 October 2023, by number.
pub const STEPS: [&str; 8] = [
    "connectivity network",
    "open world economy",
    "practical cooperation",
    "green development",
    "scientific and technological innovation",
    "people-to-people exchanges",
    "integrity-based cooperation",
    "institution building",
];

/// A word as files write it.
pub fn word<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

//! A claim: a published quantitative statement with its source and its checks.

use crate::ask::Ask;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A statement of a ledger, as its file tells it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Slug, unique in its ledger.
    pub id: String,
    /// Bytes of the text before the numbers that it covers.
    pub at: Vec<usize>,
    /// Section of the text.
    pub section: String,
    /// What it says, in our words.
    pub says: String,
    /// What is counted or measured.
    pub quantity: String,
    /// The figure; none where the text gives a word without a value.
    #[serde(default)]
    pub value: Option<Value>,
    /// Unit of the figure.
    pub unit: String,
    /// How the text bounds it.
    #[serde(default)]
    pub comparator: Comparator,
    /// The time that it speaks of, ISO 8601.
    #[serde(default)]
    pub as_of: String,
    /// The place that it speaks of.
    #[serde(default)]
    pub place: String,
    /// What sort of statement it is.
    pub kind: Kind,
    /// Address of the source that the text names.
    #[serde(default)]
    pub source: Option<String>,
    /// What can be computed of it.
    #[serde(default, rename = "check")]
    pub checks: Vec<Check>,
    /// Why it cannot be computed, where it cannot.
    #[serde(default)]
    pub unchecked: Option<String>,
    /// What would make it computable.
    #[serde(default)]
    pub needs: Option<Needs>,
    /// What the text leaves open, where that leaves no one figure to check.
    #[serde(default)]
    pub vague: Option<String>,
}

/// A figure: a number or a date (`2024-05-10`, `2024-05`, `2024-01/2024-06`).
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ClaimValue)]
pub enum Value {
    /// A number in the unit of the claim.
    Number(f64),
    /// A day, month or stretch of time.
    Date(String),
}

/// The same by a name that the description of the interface does not take for any
/// JSON value.
pub type ClaimValue = Value;

/// How a text bounds its figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// As printed.
    #[default]
    Exact,
    /// More than printed.
    Over,
    /// As printed or more.
    AtLeast,
    /// A little less than printed.
    Nearly,
    /// Round about.
    About,
    /// At most as printed.
    UpTo,
    /// Less than printed.
    LessThan,
}

impl Comparator {
    /// The word before a figure in tables; empty for an exact one.
    pub fn word(self) -> &'static str {
        match self {
            Comparator::Exact => "",
            Comparator::Over => "over",
            Comparator::AtLeast => "at least",
            Comparator::Nearly => "nearly",
            Comparator::About => "about",
            Comparator::UpTo => "up to",
            Comparator::LessThan => "less than",
        }
    }
}

/// What sort of statement a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ClaimKind)]
pub enum Kind {
    /// Counted or measured.
    Observed,
    /// Reckoned by somebody.
    Estimated,
    /// Meant to be reached.
    Target,
    /// A judgement.
    Opinion,
    /// So by agreement or name.
    Definition,
}

impl Kind {
    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Observed => "observed",
            Kind::Estimated => "estimated",
            Kind::Target => "target",
            Kind::Opinion => "opinion",
            Kind::Definition => "definition",
        }
    }
}

/// What a claim that cannot be computed waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// The model of trade and welfare.
    Trade,
    /// Flows under capacity.
    Flows,
    /// Cost–benefit.
    Appraisal,
    /// Observed consignments.
    Tracking,
    /// A statistic that no source read gives.
    Data,
}

impl Needs {
    /// What is missing, in words.
    pub fn word(self) -> &'static str {
        match self {
            Needs::Trade => "the model of trade",
            Needs::Flows => "flows under capacity",
            Needs::Appraisal => "cost–benefit",
            Needs::Tracking => "observed consignments",
            Needs::Data => "a statistic",
        }
    }
}

/// Something that can be computed of a claim.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What it rests on.
    pub by: Basis,
    /// What it does, in words.
    pub note: String,
    /// The computed side, over the inputs.
    pub formula: String,
    /// The claimed side over the inputs, where it is not the figure of the claim.
    #[serde(default)]
    pub claimed: Option<String>,
    /// Figures by the names that the formulas use.
    pub inputs: BTreeMap<String, Ask>,
    /// Whether it compares with something that is like the claim and not the same:
    /// it can speak for the claim, and where it speaks against it that is told, but
    /// alone it contradicts nothing.
    #[serde(default)]
    pub weak: bool,
    /// How the claimed side bounds the computed one, where otherwise than the claim.
    #[serde(default)]
    pub comparator: Option<Comparator>,
    /// Unit of both sides, where otherwise than the claim's.
    #[serde(default)]
    pub unit: Option<String>,
    /// Share of the computed figure that is let pass beyond all precisions.
    #[serde(default)]
    pub tolerance: Option<f64>,
    /// Why it is let pass.
    #[serde(default)]
    pub tolerance_why: Option<String>,
}

/// What a check rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CheckBasis)]
pub enum Basis {
    /// Sums and ratios of the text's own figures.
    Arithmetic,
    /// The text beside itself.
    Consistency,
    /// Lengths and times of the network.
    Network,
    /// What a scenario changes.
    Scenario,
    /// Published series.
    Series,
    /// Published studies.
    Study,
    /// Single published figures.
    Fact,
}

impl Basis {
    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Arithmetic => "arithmetic",
            Basis::Consistency => "consistency",
            Basis::Network => "network",
            Basis::Scenario => "scenario",
            Basis::Series => "series",
            Basis::Study => "study",
            Basis::Fact => "fact",
        }
    }
}

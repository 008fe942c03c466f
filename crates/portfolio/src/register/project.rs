//! A record of the register.

use super::words::{BudgetKind, Comparator, Direction, Kind, Role, Scale, Size, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A project, service, platform, alliance, programme, mechanism or strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Names by language, ISO 639-1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// Whether the report names it that the register was made from.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub in_report: bool,
    /// What it is.
    pub kind: Kind,
    /// Flagship, small yet smart, or neither.
    pub size: Size,
    /// Main step of the eight; none where a record comes from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u8>,
    /// Further steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<u8>,
    /// Sector, one word.
    pub sector: String,
    /// Where in its life it is.
    pub status: Status,
    /// ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Place>,
    /// The same intervention among the scenarios.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// What it is, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// What a reader should know of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partner: Vec<Partner>,
    /// When what happened or is to happen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date: Vec<Event>,
    /// Amounts of money.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budget: Vec<Budget>,
    /// Contracts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contract: Vec<Contract>,
    /// Milestones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestone: Vec<Milestone>,
    /// Indicators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicator: Vec<Indicator>,
    /// Documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub document: Vec<Document>,
    /// By the key that facts name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub source: BTreeMap<String, Source>,
    /// Documents of standards that it was read from, whole: `oc4ids` as JSON,
    /// `iati` as XML. What a record has no word for is kept there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<String, String>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectPlace)]
pub struct Place {
    /// Name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// A partner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectPartner)]
pub struct Partner {
    /// Name.
    pub name: String,
    /// Country of the partner, ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What it does in the project.
    pub role: Role,
    /// Key of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Something with a date: day, month or year, as much as is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectEvent)]
pub struct Event {
    /// What happens: `opening`, `construction-start`, …
    pub event: String,
    /// When what happened or is to happen.
    pub date: String,
    /// Whether it is a plan.
    pub planned: bool,
    /// Key of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A budget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectBudget)]
pub struct Budget {
    /// What it is.
    pub kind: BudgetKind,
    /// The amount, in `unit`.
    pub amount: f64,
    /// Unit.
    #[serde(default)]
    pub unit: Scale,
    /// ISO 4217.
    pub currency: String,
    /// Year of the prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_year: Option<i16>,
    /// Key of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectContract)]
pub struct Contract {
    /// Title.
    pub title: String,
    /// Who supplies.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub supplier: String,
    /// The amount, in `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// Unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Scale>,
    /// Currency, ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// When what happened or is to happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Key of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A milestone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectMilestone)]
pub struct Milestone {
    /// Title.
    pub title: String,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// When it was met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<String>,
    /// Key of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectIndicator)]
pub struct Indicator {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Whether more is better.
    pub direction: Direction,
    /// Where it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// Figures by period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub value: Vec<Observed>,
}

/// A baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectBaseline)]
pub struct Baseline {
    /// Period that it holds for.
    pub period: String,
    /// Figures by period.
    pub value: f64,
    /// Key of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// An actual or a target of a period: day, month, year, or `from/to` of which
/// `..` is an open end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectObserved)]
pub struct Observed {
    /// Period that it holds for.
    pub period: String,
    /// What was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    /// What is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Of a ratio, so that it can be summed with others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<f64>,
    /// What the numerator is divided by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<f64>,
    /// How the figure is meant.
    #[serde(default)]
    pub comparator: Comparator,
    /// Key of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Country that it holds for.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Part that it holds for, by dimension.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by: BTreeMap<String, String>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectDocument)]
pub struct Document {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProjectSource)]
pub struct Source {
    /// Title.
    pub title: String,
    /// Year of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Place in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether it was read there.
    pub confidence: landbridge_model::Confidence,
}

impl Observed {
    /// A figure of the whole in a period, of which nothing is known yet.
    pub fn of(period: &str) -> Self {
        Self {
            period: period.to_owned(),
            actual: None,
            target: None,
            numerator: None,
            denominator: None,
            comparator: Comparator::Exact,
            source: String::new(),
            place: None,
            by: BTreeMap::new(),
        }
    }
}

impl Budget {
    /// The amount in ones of its currency.
    pub fn ones(&self) -> f64 {
        self.amount * self.unit.ones()
    }
}

impl Project {
    /// The first amount of a kind, in ones, with its currency.
    pub fn money(&self, kind: BudgetKind) -> Option<(f64, &str)> {
        self.budget.iter().find(|b| b.kind == kind).map(|b| (b.ones(), b.currency.as_str()))
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as the serializer asks")]
fn is_yes(value: &bool) -> bool {
    *value
}

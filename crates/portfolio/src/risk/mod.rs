//! What may go otherwise: a register of [risks](Risk) with what they would cost in
//! money and days, a [matrix](Settings::place) of probability and impact, [`simulate`]d
//! cost and end of a plan, the [`outside`] view of past projects of its class, and the
//! [`exposure`] of countries.

pub mod exposure;
pub mod outside;
pub mod simulate;

use crate::plan::{MOST_DAYS, MOST_MILLIONS, Spread};
use landbridge_formats::toml;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A risk of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlanRisk)]
pub struct Risk {
    /// Its id.
    pub id: String,
    /// What may happen.
    pub name: String,
    /// What sort it is of.
    pub category: Category,
    /// How likely it is, 0 to 1.
    pub probability: f64,
    /// What it would cost, in millions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Spread>,
    /// Days by which it would make each activity longer that it hits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<Spread>,
    /// Ids of the activities that it hits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<String>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mitigation: String,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Whether it can no longer happen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// Where its figures come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// What sort a risk is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = RiskCategory)]
pub enum Category {
    /// Political.
    Political,
    /// Economic.
    Economic,
    /// Cultural.
    Cultural,
    /// Legal.
    Legal,
    /// Environmental.
    Environmental,
    /// Security.
    Security,
    /// Technical.
    Technical,
}

/// Settings of the matrix and of simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the settings come from.
    pub why: String,
    /// Probabilities at which the levels 2 to 5 begin.
    pub probability: [f64; 4],
    /// Shares of the planned cost, or of the planned days, at which the levels 2 to 5 of
    /// impact begin.
    pub impact: [f64; 4],
    /// Probability level times impact level at which risks are moderate, high and
    /// severe.
    pub grade: [u32; 3],
    /// How many times a plan is simulated.
    pub draws: usize,
    /// Correlation of any two costs, and of any two durations, of activities.
    pub correlation: f64,
    /// How many samples are drawn for the spread of a percentile of a reference class.
    pub samples: usize,
    /// Fewest past projects of a class that a percentile is computed of.
    pub fewest: usize,
    /// Figures of indicators of countries from which on they are told, by their ids.
    pub tell: BTreeMap<String, f64>,
}

/// How serious a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = RiskGrade)]
pub enum Grade {
    /// Low.
    Low,
    /// Moderate.
    Moderate,
    /// High.
    High,
    /// Severe.
    Severe,
}

/// Where a risk lies in the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RiskPlace)]
pub struct Place {
    /// Level of probability, 1 to 5.
    pub probability: u32,
    /// Level of impact, 1 to 5: the worse of money and days.
    pub impact: u32,
    /// How serious it is.
    pub grade: Grade,
}

impl Risk {
    pub(crate) fn sound(&self, known: &dyn Fn(&str) -> bool) -> Result<(), String> {
        let id = &self.id;
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(format!("the risk '{id}' has a probability of {}: write 0 to 1", self.probability));
        }
        for (what, spread, most) in [("cost", self.cost, MOST_MILLIONS), ("days", self.days, MOST_DAYS)] {
            spread.map_or(Ok(()), |s| s.sound(most)).map_err(|e| format!("the risk '{id}', {what}: {e}"))?;
        }
        if let Some(unknown) = self.hits.iter().find(|h| !known(h)) {
            return Err(format!("the risk '{id}' hits '{unknown}', which is not there"));
        }
        let mut twice = BTreeSet::new();
        if let Some(hit) = self.hits.iter().find(|h| !twice.insert(*h)) {
            return Err(format!("the risk '{id}' hits '{hit}' twice"));
        }
        match (self.days, self.cost, self.hits.is_empty()) {
            (Some(_), _, true) => Err(format!("the risk '{id}' has days and names no activity that it hits")),
            (None, None, _) => Err(format!("the risk '{id}' has neither cost nor days")),
            _ => Ok(()),
        }
    }
}

impl Settings {
    /// Reads settings; `file` names them in errors.
    ///
    /// # Errors
    /// What is not understood; levels that do not rise.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let settings: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        let rises = |levels: &[f64]| levels.windows(2).all(|l| l[0] < l[1]);
        if !rises(&settings.probability) || !rises(&settings.impact) || settings.grade.windows(2).any(|g| g[0] >= g[1]) {
            return Err(format!("{file}: levels rise"));
        }
        if settings.draws == 0 || settings.samples == 0 || !(0.0..1.0).contains(&settings.correlation) {
            return Err(format!("{file}: 'draws' and 'samples' are at least 1, and 'correlation' from 0 to below 1"));
        }
        Ok(settings)
    }

    /// Where a risk lies beside the planned millions and days of a plan.
    pub fn place(&self, risk: &Risk, planned_cost: f64, planned_days: f64) -> Place {
        let level = |x: f64, from: &[f64; 4]| 1 + u32::try_from(from.iter().filter(|f| x >= **f).count()).unwrap_or(4);
        let share = |spread: Option<Spread>, of: f64| spread.filter(|_| of > 0.0).map_or(0.0, |s| s.mean() / of);
        let impact = share(risk.cost, planned_cost).max(share(risk.days, planned_days));
        let (probability, impact) = (level(risk.probability, &self.probability), level(impact, &self.impact));
        let product = probability * impact;
        let grade = match self.grade.iter().filter(|g| product >= **g).count() {
            0 => Grade::Low,
            1 => Grade::Moderate,
            2 => Grade::High,
            _ => Grade::Severe,
        };
        Place { probability, impact, grade }
    }
}

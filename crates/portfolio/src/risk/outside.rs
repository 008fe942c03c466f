//! The view from outside: what became of past projects of a class (Kahneman and
//! Tversky, 1979; Flyvbjerg, From Nobel Prize to project management, Project Management
//! Journal 37, 2006).
//!
//! Not how this plan may go, step by step, but how plans like it went. It is set beside
//! the simulation and never mixed with it.

use super::Settings;
use super::simulate::quantile;
use landbridge_formats::table::Table;
use landbridge_model::{Confidence, Findings};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A past project.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: String,
    /// Actual over planned cost.
    pub cost: Option<f64>,
    /// Prices in which both are: `nominal`, as spent, `constant`, or `mixed`.
    pub basis: String,
    /// Actual over planned years.
    pub years: Option<f64>,
    /// Whether it is done.
    pub complete: bool,
    /// Whether its figures were read.
    pub confidence: Confidence,
}

/// Past projects and published distributions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reference {
    /// Past projects.
    pub past: Vec<Past>,
    /// Published uplifts.
    pub published: Vec<Published>,
}

/// A published figure of a class.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PublishedUplift)]
pub struct Published {
    /// Class.
    pub class: String,
    /// What it is: a mean or standard deviation of overruns, or an uplift.
    pub measure: String,
    /// Chance in percent that the budget suffices with the uplift.
    pub percentile: Option<f64>,
    /// As a share of the planned cost.
    pub value: f64,
    /// Prices that it is in: `nominal`, as spent, or `constant`.
    pub basis: String,
    /// Where it stands.
    pub source: String,
    /// Whether it was read there.
    pub confidence: Confidence,
}

/// A percentile of ratios, with what it may be by chance of the sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = OutsidePercentile)]
pub struct Percentile {
    /// In percent.
    pub percentile: f64,
    /// Actual over planned.
    pub ratio: f64,
    /// Fifth percentile of that figure over samples drawn anew from the class.
    pub low: f64,
    /// Its 95th percentile.
    pub high: f64,
}

/// What became of a class.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = OutsideView)]
pub struct Outside {
    /// The class.
    pub class: String,
    /// Prices that costs are in: as spent.
    pub basis: String,
    /// Projects whose costs count.
    pub cost_projects: usize,
    /// Of these, read in a source.
    pub cost_seen: usize,
    /// Actual over planned cost; empty where too few projects are known.
    pub cost: Vec<Percentile>,
    /// Projects whose years count.
    pub years_projects: usize,
    /// Actual over planned years; empty where too few projects are known.
    pub years: Vec<Percentile>,
    /// Projects of the class that do not count, by the reason.
    pub left_out: BTreeMap<String, usize>,
    /// Published figures of the class.
    pub published: Vec<Published>,
}

/// Prices of the costs that are set beside each other: as planned and as spent, with
/// inflation in them.
const BASIS: &str = "nominal";
/// Percentiles that are told.
const TOLD: [f64; 4] = [50.0, 70.0, 80.0, 90.0];

impl Reference {
    /// Reads past projects and published figures. Rows that are not understood are
    /// findings.
    ///
    /// # Errors
    /// A column that is missing.
    pub fn read(past: (&str, &str), published: (&str, &str), findings: &mut Findings) -> Result<Self, String> {
        let columns = ["name", "class", "planned_cost", "actual_cost", "price_basis", "planned_years", "actual_years", "status"];
        let table = Table::read(past.0, past.1, &columns, findings)?;
        let mut reference = Self::default();
        for row in table.rows() {
            let mut ratio = |planned: &str, actual: &str| {
                let [planned, actual] = [planned, actual].map(|c| row.number(c, findings));
                Some(actual? / planned.filter(|p| *p > 0.0)?)
            };
            let (cost, years) = (ratio("planned_cost", "actual_cost"), ratio("planned_years", "actual_years"));
            reference.past.push(Past {
                name: row.text("name").to_owned(),
                class: row.text("class").to_owned(),
                cost,
                basis: row.text("price_basis").to_owned(),
                years,
                complete: row.text("status") == "complete",
                confidence: row.confidence(findings),
            });
        }
        let table = Table::read(published.0, published.1, &["class", "measure", "percentile", "value", "price_basis", "source"], findings)?;
        for row in table.rows() {
            let Some(value) = row.required("value", findings) else { continue };
            reference.published.push(Published {
                class: row.text("class").to_owned(),
                measure: row.text("measure").to_owned(),
                percentile: row.number("percentile", findings),
                value,
                basis: row.text("price_basis").to_owned(),
                source: row.text("source").to_owned(),
                confidence: row.confidence(findings),
            });
        }
        Ok(reference)
    }

    /// The classes that are known, in order.
    pub fn classes(&self) -> Vec<String> {
        let all: std::collections::BTreeSet<&String> = self.past.iter().map(|p| &p.class).collect();
        all.into_iter().cloned().collect()
    }

    /// What became of the projects of a class that are done, costs as planned and as
    /// spent. The same seed gives the same answer.
    ///
    /// # Errors
    /// An unknown class, with those that are known.
    pub fn view(&self, class: &str, settings: &Settings, seed: u64) -> Result<Outside, String> {
        let own: Vec<&Past> = self.past.iter().filter(|p| p.class == class).collect();
        if own.is_empty() {
            return Err(format!("there is no class '{class}'; there are {}", self.classes().join(", ")));
        }
        let done: Vec<&&Past> = own.iter().filter(|p| p.complete).collect();
        // Inflation is in ratios of what was spent and not in those of constant prices.
        let counts: Vec<&&&Past> = done.iter().filter(|p| p.cost.is_some() && p.basis == BASIS).collect();
        let mut left_out = BTreeMap::new();
        for past in &own {
            let why = match past {
                Past { complete: false, .. } => "not done",
                Past { cost: None, .. } => "no costs",
                past if past.basis == BASIS => continue,
                past if past.basis == "mixed" => "costs in different prices",
                _ => "costs in constant prices",
            };
            *left_out.entry(why.to_owned()).or_default() += 1;
        }
        let costs: Vec<f64> = counts.iter().filter_map(|p| p.cost).collect();
        let years: Vec<f64> = done.iter().filter_map(|p| p.years).collect();
        Ok(Outside {
            class: class.to_owned(),
            basis: BASIS.to_owned(),
            cost_projects: costs.len(),
            cost_seen: counts.iter().filter(|p| p.confidence == Confidence::Seen).count(),
            cost: percentiles(costs, settings, seed),
            years_projects: years.len(),
            years: percentiles(years, settings, seed),
            left_out,
            published: self.published.iter().filter(|p| p.class == class || p.class == "all").cloned().collect(),
        })
    }
}

/// Percentiles of ratios with their spread over samples drawn anew (the bootstrap:
/// Efron, Annals of Statistics 7, 1979).
fn percentiles(mut ratios: Vec<f64>, settings: &Settings, seed: u64) -> Vec<Percentile> {
    if ratios.len() < settings.fewest {
        return Vec::new();
    }
    ratios.sort_by(f64::total_cmp);
    let mut random = fastrand::Rng::with_seed(seed);
    let samples: Vec<Vec<f64>> = (0..settings.samples)
        .map(|_| {
            let mut sample: Vec<f64> = (0..ratios.len()).map(|_| ratios[random.usize(0..ratios.len())]).collect();
            sample.sort_by(f64::total_cmp);
            sample
        })
        .collect();
    let row = |percentile: f64| {
        let of = |sample: &[f64]| quantile(sample, percentile / 100.0);
        let mut drawn: Vec<f64> = samples.iter().filter_map(|s| of(s)).collect();
        drawn.sort_by(f64::total_cmp);
        Some(Percentile { percentile, ratio: of(&ratios)?, low: quantile(&drawn, 0.05)?, high: quantile(&drawn, 0.95)? })
    };
    TOLD.into_iter().filter_map(row).collect()
}

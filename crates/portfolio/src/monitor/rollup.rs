//! Sums by step, country, sector, kind or status.

use super::standing::standings;
use crate::register::Register;
use crate::register::cost::cost;
use crate::register::project::Project;
use crate::register::words::{BudgetKind, word};
use landbridge_model::money::Prices;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What projects are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectsBy)]
pub enum By {
    /// Step.
    Step,
    /// Country.
    Country,
    /// Sector.
    Sector,
    /// Kind.
    Kind,
    /// Status.
    Status,
}

/// What a group of projects comes to. A project that stands under several
/// countries or steps is counted in each, so that groups do not add up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectGroup)]
pub struct Group {
    /// Name of the group.
    pub group: String,
    /// Records.
    pub projects: usize,
    /// Projects by status.
    pub status: BTreeMap<String, usize>,
    /// Planned amounts by currency, in ones and in prices as given.
    pub planned: BTreeMap<String, f64>,
    /// Amounts spent by currency, in ones.
    pub actual: BTreeMap<String, f64>,
    /// Projects without any amount.
    pub without_budget: usize,
    /// Sum of what projects cost, in dollars of `price_year`: what was spent, else
    /// planned, else estimated.
    pub cost_usd: f64,
    /// Projects whose cost is in that sum.
    pub with_cost: usize,
    /// Of these, how many are in prices of an assumed year.
    pub year_assumed: usize,
    /// Year whose prices the sum is in; none where no level of prices is known.
    pub price_year: Option<i16>,
    /// Indicators by how they stand.
    pub indicators: BTreeMap<String, usize>,
}

/// Groups in the order of their names, as they stand on a day.
pub fn rollup(register: &Register, by: By, prices: &Prices, today: f64) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for project in &register.projects {
        for name in names(project, by) {
            let group = groups.entry(name.clone()).or_insert_with(|| Group { group: name, ..Group::default() });
            add(group, project, prices, today);
        }
    }
    groups.into_values().collect()
}

fn names(project: &Project, by: By) -> Vec<String> {
    let mut names: Vec<String> = match by {
        By::Step => project.step.iter().chain(&project.also).map(ToString::to_string).collect(),
        By::Country => project.countries.clone(),
        By::Sector => vec![project.sector.clone()],
        By::Kind => vec![word(project.kind)],
        By::Status => vec![word(project.status)],
    };
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        names.push("none".to_owned());
    }
    names
}

fn add(group: &mut Group, project: &Project, prices: &Prices, today: f64) {
    group.projects += 1;
    *group.status.entry(word(project.status)).or_default() += 1;
    for (kind, sums) in [(BudgetKind::Planned, &mut group.planned), (BudgetKind::Actual, &mut group.actual)] {
        if let Some((amount, currency)) = project.money(kind) {
            *sums.entry(currency.to_owned()).or_default() += amount;
        }
    }
    group.price_year = prices.latest();
    if let Some(cost) = group.price_year.and_then(|year| cost(project, prices, year).ok()) {
        group.cost_usd += cost.usd;
        group.with_cost += 1;
        group.year_assumed += usize::from(cost.year_assumed);
    }
    group.without_budget += usize::from(project.budget.is_empty());
    for (verdict, count) in standings(project, today) {
        *group.indicators.entry(verdict).or_default() += count;
    }
}

//! What projects weigh in their countries.

use super::Settings;
use crate::register::Register;
use crate::register::cost::cost;
use crate::register::hosts::Hosts;
use crate::register::words::Kind;
use landbridge_model::money::Prices;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A figure of a country with its year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CountryFigure)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Year of the figure.
    pub year: i16,
    /// Where it stands.
    pub source: String,
    /// Whether it was read there.
    pub confidence: landbridge_model::Confidence,
}

/// Figures by country, ISO 3166-1 alpha-2, and indicator: the latest of each.
pub type Figures = BTreeMap<(String, String), Figure>;

/// What the projects of a country come to beside what it makes and owes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CountryExposure)]
pub struct Exposure {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Projects and services of it.
    pub projects: usize,
    /// Of these, how many have a cost that can be computed.
    pub with_cost: usize,
    /// Of these, how many are in prices of an assumed year.
    pub year_assumed: usize,
    /// Their cost in millions of dollars; a project of several countries counts in
    /// each by equal parts, as records do not divide it, and not in those that bring
    /// it. None where no cost can be computed.
    pub musd: Option<f64>,
    /// Year whose prices they are in.
    pub price_year: i16,
    /// The same of projects that are not open yet.
    pub ahead_musd: Option<f64>,
    /// Product in millions of dollars, of its own year.
    pub gdp_musd: Option<f64>,
    /// Share of the product.
    pub of_gdp: Option<f64>,
    /// Indicators of the country.
    pub figures: BTreeMap<String, Figure>,
    /// Which of these reach the lines of the settings.
    pub told: Vec<String>,
}

/// Exposure of the countries of a register, the greatest share of product first. What
/// was cancelled or has ended does not count.
pub fn exposure(
    register: &Register,
    (settings, hosts): (&Settings, &Hosts),
    (prices, price_year): (&Prices, i16),
    gdp_musd: &dyn Fn(&str) -> Option<f64>,
    figures: &Figures,
) -> Vec<Exposure> {
    let mut all: BTreeMap<&str, Exposure> = BTreeMap::new();
    for project in register.projects.iter().filter(|p| matches!(p.kind, Kind::Project | Kind::Service) && !p.status.is_over()) {
        let own = hosts.of(project);
        let cost = cost(project, prices, price_year).ok();
        #[expect(clippy::cast_precision_loss, reason = "a few countries")]
        let part = cost.as_ref().map(|c| c.usd / 1e6 / own.len() as f64);
        for country in own {
            let row = all.entry(country).or_insert_with(|| Exposure {
                country: country.clone(),
                projects: 0,
                with_cost: 0,
                year_assumed: 0,
                musd: None,
                price_year,
                ahead_musd: None,
                gdp_musd: gdp_musd(country),
                of_gdp: None,
                figures: BTreeMap::new(),
                told: Vec::new(),
            });
            row.projects += 1;
            if let Some(part) = part {
                row.with_cost += 1;
                row.year_assumed += usize::from(cost.as_ref().is_some_and(|c| c.year_assumed));
                *row.musd.get_or_insert(0.0) += part;
                *row.ahead_musd.get_or_insert(0.0) += if project.status.is_ahead() { part } else { 0.0 };
            }
        }
    }
    let mut rows: Vec<Exposure> = all.into_values().collect();
    for row in &mut rows {
        row.of_gdp = row.gdp_musd.filter(|g| *g > 0.0).and_then(|g| Some(row.musd? / g));
        row.figures = figures.iter().filter(|f| f.0.0 == row.country).map(|(key, f)| (key.1.clone(), f.clone())).collect();
        let told = row.figures.iter().filter(|(id, f)| settings.tell.get(*id).is_some_and(|from| f.value >= *from));
        row.told = told.map(|(id, _)| id.clone()).collect();
    }
    rows.sort_by(|a, b| b.of_gdp.unwrap_or(-1.0).total_cmp(&a.of_gdp.unwrap_or(-1.0)).then_with(|| a.country.cmp(&b.country)));
    rows
}

//! What is known of countries and money beside the records.

use crate::data::{Engine, file_text};
use crate::error::EngineError;
use landbridge_formats::table::{Row, Table};
use landbridge_model::{Findings, Prices};
use landbridge_portfolio::risk::exposure::{Figure, Figures};
use std::collections::BTreeMap;
use std::path::Path;

/// Rates of exchange.
const RATES: &str = "economy/exchange_rates.csv";
/// Levels of prices.
const DEFLATORS: &str = "economy/deflators.csv";
/// Emissions of power.
const GRID: &str = "economy/grid_emissions.csv";
/// Debt of countries.
const COUNTRIES: &str = "economy/country_indicators.csv";
const FORM: &str = "see data/economy/README.md for the form of the table";

fn year(row: &Row<'_>, findings: &mut Findings) -> Option<i16> {
    let text = row.text("year");
    let year = text.parse().ok();
    if year.is_none() {
        findings.push(landbridge_model::Severity::Error, row.place("year"), format!("'{text}' is no year"), "write 2024");
    }
    year
}

impl Engine {
    /// Rates of exchange and levels of prices.
    ///
    /// # Errors
    /// A row that is not understood.
    pub fn prices(&self) -> Result<Prices, EngineError> {
        let mut prices = Prices::default();
        let wrong = |e: String| EngineError::data(e, FORM);
        let rates = self.table(RATES, &["currency", "year", "per_usd"], |row, findings| {
            Some((row.text("currency").to_owned(), year(row, findings)?, row.required("per_usd", findings)?))
        })?;
        for (currency, year, rate) in rates {
            prices.add_rate(&currency, year, rate).map_err(wrong)?;
        }
        let levels = self.table(DEFLATORS, &["series", "year", "index"], |row, findings| {
            let level = (year(row, findings)?, row.required("index", findings)?);
            (row.text("series") == "USD").then_some(level)
        })?;
        for (year, index) in levels {
            prices.add_level(year, index).map_err(wrong)?;
        }
        Ok(prices)
    }

    /// Grams of CO2e for a kilowatt-hour of each country's grid.
    ///
    /// # Errors
    /// A row that is not understood.
    pub fn grid_emissions(&self) -> Result<BTreeMap<String, f64>, EngineError> {
        let rows = self.table(GRID, &["country", "g_co2e_kwh"], |row, findings| {
            Some((row.text("country").to_owned(), row.required("g_co2e_kwh", findings)?))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Indicators of countries: those that ship, or of a table of one's own; the latest
    /// figure of each.
    ///
    /// # Errors
    /// A row that is not understood.
    pub fn country_figures(&self, own: Option<&Path>) -> Result<Figures, EngineError> {
        let (name, text) = match own {
            Some(path) => file_text(path, FORM)?,
            None => (format!("data/{COUNTRIES}"), self.data_text(COUNTRIES)?),
        };
        let mut findings = Findings::default();
        let wrong = |e: String| EngineError::input(e, FORM);
        let table =
            Table::read(&name, &text, &["country", "indicator", "year", "value", "unit", "source"], &mut findings).map_err(wrong)?;
        let mut figures = Figures::new();
        for row in table.rows() {
            let (Some(year), Some(value)) = (year(&row, &mut findings), row.required("value", &mut findings)) else { continue };
            let key = (row.text("country").to_uppercase(), row.text("indicator").to_owned());
            let [unit, source] = ["unit", "source"].map(|c| row.text(c).to_owned());
            let figure = Figure { value, unit, year, source, confidence: row.confidence(&mut findings) };
            match figures.get(&key) {
                Some(has) if has.year >= year => {}
                _ => {
                    figures.insert(key, figure);
                }
            }
        }
        match findings.0.first() {
            Some(finding) => Err(EngineError::found(finding)),
            None => Ok(figures),
        }
    }

    /// Product of a country in millions of dollars, by its alpha-2 code.
    pub fn gdp_musd(&self, alpha2: &str) -> Option<f64> {
        self.world.countries.iter().find(|c| c.alpha2 == alpha2)?.gdp_musd
    }
}

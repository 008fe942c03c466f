//! What is known of countries and money beside the records.

use crate::data::{Engine, file_text, rows};
use crate::error::EngineError;
use crate::kept::Kept;
use landbridge_formats::table::Row;
use landbridge_formats::toml;
use landbridge_model::{Findings, Prices};
use landbridge_portfolio::risk::exposure::{Figure, Figures};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Rates of exchange.
const RATES: &str = "economy/exchange_rates.csv";
/// When the last known year stands for a younger one.
const STAND_IN: &str = "economy/prices.toml";
/// Levels of prices.
const DEFLATORS: &str = "economy/deflators.csv";
/// Emissions of power.
const GRID: &str = "economy/grid_emissions.csv";
/// Debt of countries.
const COUNTRIES: &str = "economy/country_indicators.csv";
/// Its columns.
const COLUMNS: [&str; 6] = ["country", "indicator", "year", "value", "unit", "source"];
const FORM: &str = "see data/economy/README.md for the form of the table";

fn year(row: &Row<'_>, findings: &mut Findings) -> Option<i16> {
    let text = row.text("year");
    let year = text.parse().ok();
    if year.is_none() {
        findings.push(landbridge_model::Severity::Error, row.place("year"), format!("'{text}' is no year"), "write 2024");
    }
    year
}

/// Money, grids and countries, read at their first use.
pub(crate) type Economies = Kept<Result<Arc<Economy>, EngineError>>;

/// What is known of countries and money.
#[derive(Debug)]
pub struct Economy {
    /// Rates of exchange and levels of prices.
    pub prices: Prices,
    /// Grams of CO2e for a kilowatt-hour of each country's grid.
    pub grid: BTreeMap<String, f64>,
    /// The latest indicators of countries.
    pub figures: Figures,
}

impl Economy {
    /// The year whose prices everything is brought to.
    ///
    /// # Errors
    /// No level of prices.
    pub fn price_year(&self) -> Result<i16, EngineError> {
        self.prices.latest().ok_or_else(|| EngineError::data("no level of prices is known", FORM))
    }
}

impl Engine {
    /// What is known of countries and money, read at its first use.
    ///
    /// # Errors
    /// A row that is not understood.
    pub fn economy(&self) -> Result<Arc<Economy>, EngineError> {
        let read = || Ok(Arc::new(Economy { prices: self.read_prices()?, grid: self.read_grid()?, figures: self.read_figures()? }));
        self.economy.get("", read).as_ref().clone()
    }

    fn read_prices(&self) -> Result<Prices, EngineError> {
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
        let name = format!("data/{STAND_IN}");
        prices.set_stand_in(toml::read(&name, &self.data_text(STAND_IN)?).map_err(|e| EngineError::data(e.to_string(), FORM))?);
        Ok(prices)
    }

    fn read_grid(&self) -> Result<BTreeMap<String, f64>, EngineError> {
        let rows = self.table(GRID, &["country", "g_co2e_kwh"], |row, findings| {
            Some((row.text("country").to_owned(), row.required("g_co2e_kwh", findings)?))
        })?;
        Ok(rows.into_iter().collect())
    }

    fn read_figures(&self) -> Result<Figures, EngineError> {
        Ok(latest(self.table(COUNTRIES, &COLUMNS, figure)?))
    }

    /// Product of a country in millions of dollars, by its alpha-2 code.
    pub fn gdp_musd(&self, alpha2: &str) -> Option<f64> {
        self.world.countries.iter().find(|c| c.alpha2 == alpha2)?.gdp_musd
    }
}

/// Indicators of countries of a table of one's own.
///
/// # Errors
/// A file that is not there; a row that is not understood.
pub(super) fn own_figures(path: &Path) -> Result<Figures, EngineError> {
    let (name, text) = file_text(path, FORM)?;
    Ok(latest(rows(&name, &text, &COLUMNS, figure)?))
}

type Keyed = ((String, String), Figure);

fn figure(row: &Row<'_>, findings: &mut Findings) -> Option<Keyed> {
    let (year, value) = (year(row, findings)?, row.required("value", findings)?);
    let [indicator, unit, source] = ["indicator", "unit", "source"].map(|c| row.text(c).to_owned());
    let figure = Figure { value, unit, year, source, confidence: row.confidence(findings) };
    Some(((row.text("country").to_uppercase(), indicator), figure))
}

/// The latest figure of each; the first where two are of one year.
fn latest(all: Vec<Keyed>) -> Figures {
    let mut figures = Figures::new();
    for (key, figure) in all {
        if figures.get(&key).is_none_or(|has| has.year < figure.year) {
            figures.insert(key, figure);
        }
    }
    figures
}

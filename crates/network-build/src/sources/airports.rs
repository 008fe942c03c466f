//! Airports of the package `airportsdata`.

use super::SourceError;
use landbridge_formats::table::Table;
use landbridge_model::{Findings, Point};
use std::collections::BTreeMap;

/// Name, alpha-2 country and position of an airport.
#[derive(Clone, Debug, PartialEq)]
pub struct Airport {
    /// Name.
    pub name: String,
    /// Town.
    pub city: String,
    /// Alpha-2 of the country.
    pub country: String,
    /// Position.
    pub position: Point,
}

/// Parses `airports.csv`: airports by IATA code.
pub fn parse(text: &str, findings: &mut Findings) -> Result<BTreeMap<String, Airport>, SourceError> {
    let table = Table::read("airports.csv", text, &["iata", "name", "city", "country", "lat", "lon"], findings)
        .map_err(|e| SourceError::new("airportsdata", e))?;
    let mut airports = BTreeMap::new();
    for row in table.rows() {
        let iata = row.text("iata");
        if iata.is_empty() {
            continue;
        }
        if let Some(position) = row.point("lat", "lon", findings) {
            let airport = Airport {
                name: row.text("name").to_owned(),
                city: row.text("city").to_owned(),
                country: row.text("country").to_owned(),
                position,
            };
            airports.insert(iata.to_owned(), airport);
        }
    }
    Ok(airports)
}

//! Airports of the package `airportsdata`.

use super::SourceError;
use landbridge_formats::table::Table;
use landbridge_model::{Findings, Point, Severity};
use std::collections::BTreeMap;

/// A position of the table nearer than this to that of the package corrects
/// nothing.
const CORRECT_KM: f64 = 2.0;

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

/// Puts airports where the curated table `airports.csv` has a position of its
/// own, which it has where that of the package is wrong.
///
/// # Errors
/// A text that is no such table.
pub fn correct(airports: &mut BTreeMap<String, Airport>, table: &str, findings: &mut Findings) -> Result<(), String> {
    for row in Table::read("airports.csv", table, &["iata", "lat", "lon"], findings)?.rows() {
        if row.text("lat").is_empty() && row.text("lon").is_empty() {
            continue;
        }
        if let (Some(airport), Some(position)) = (airports.get_mut(row.text("iata")), row.point("lat", "lon", findings)) {
            if airport.position.km_to(position) < CORRECT_KM {
                findings.push(
                    Severity::Warning,
                    row.place("lat"),
                    "the package airportsdata has the airport here too",
                    "leave the cells empty",
                );
            }
            airport.position = position;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGE: &str = "iata,name,city,country,lat,lon\nLGG,Liege,,BE,50.3811,5.2634\nHKG,Hong Kong,,HK,22.3,113.9\n";

    /// Positions after correction, by code, and what was found.
    fn corrected(rows: &str) -> (BTreeMap<String, (f64, f64)>, Findings) {
        let mut findings = Findings::default();
        let mut airports = parse(PACKAGE, &mut findings).expect("a table");
        correct(&mut airports, &format!("iata,lat,lon\n{rows}"), &mut findings).expect("a table");
        (airports.into_iter().map(|(iata, a)| (iata, (a.position.lat, a.position.lon))).collect(), findings)
    }

    #[test]
    fn a_position_of_the_table_is_used_and_an_empty_one_is_not() {
        let (at, findings) = corrected("LGG,50.637,5.443\nHKG,,\n");
        assert_eq!((at["LGG"], at["HKG"]), ((50.637, 5.443), (22.3, 113.9)));
        assert!(findings.0.is_empty(), "{:?}", findings.0);
    }

    #[test]
    fn half_a_position_or_a_needless_one_is_a_finding() {
        let (at, findings) = corrected("LGG,50.637,\nHKG,22.301,113.9\n");
        assert_eq!(at["LGG"], (50.3811, 5.2634));
        let places: Vec<&str> = findings.0.iter().map(|f| f.place.as_str()).collect();
        assert_eq!(places, ["airports.csv:2:lon", "airports.csv:3:lat"]);
    }
}

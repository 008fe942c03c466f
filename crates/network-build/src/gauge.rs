//! Track gauge of raw rail edges: by country, with exceptions by area.

use landbridge_formats::table::{Table, saturating_u16};
use landbridge_model::{CountryCode, Findings, Point};
use std::collections::BTreeMap;

/// Default gauges.
#[derive(Clone, Debug, Default)]
pub struct Gauges {
    by_country: BTreeMap<CountryCode, u16>,
    areas: Vec<Area>,
}

#[derive(Clone, Debug)]
struct Area {
    country: CountryCode,
    lat: (f64, f64),
    lon: (f64, f64),
    gauge_mm: u16,
}

/// Gauge where the table names none.
const STANDARD_MM: u16 = 1435;

impl Gauges {
    /// Reads `gauges.csv` and `gauge_areas.csv`.
    pub fn read(countries: &str, areas: &str, findings: &mut Findings) -> Result<Self, String> {
        let mut gauges = Self::default();
        for row in Table::read("gauges.csv", countries, &["country", "gauge_mm"], findings)?.rows() {
            if let (Some(code), Some(mm)) = (row.country("country", findings), row.required("gauge_mm", findings)) {
                gauges.by_country.insert(code, saturating_u16(mm));
            }
        }
        for row in
            Table::read("gauge_areas.csv", areas, &["country", "lat_min", "lat_max", "lon_min", "lon_max", "gauge_mm"], findings)?.rows()
        {
            let mut cell = |column: &str| row.required(column, findings);
            let limits = (cell("lat_min"), cell("lat_max"), cell("lon_min"), cell("lon_max"), cell("gauge_mm"));
            if let ((Some(south), Some(north), Some(west), Some(east), Some(mm)), Some(country)) =
                (limits, row.country("country", findings))
            {
                gauges.areas.push(Area { country, lat: (south, north), lon: (west, east), gauge_mm: saturating_u16(mm) });
            }
        }
        Ok(gauges)
    }

    /// Gauge of a raw line at a point of a country.
    pub fn at(&self, country: CountryCode, p: Point) -> u16 {
        let inside = |a: &&Area| a.country == country && (a.lat.0..=a.lat.1).contains(&p.lat) && (a.lon.0..=a.lon.1).contains(&p.lon);
        let area = self.areas.iter().find(inside).map(|a| a.gauge_mm);
        area.or_else(|| self.by_country.get(&country).copied()).unwrap_or(STANDARD_MM)
    }
}

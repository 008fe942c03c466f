//! Track gauge of raw rail edges: by country, with exceptions by area.

use crate::draft::Draft;
use crate::facility::DraftFacility;
use landbridge_formats::table::{Table, saturating_u16};
use landbridge_model::{CountryCode, Findings, Mode, Point};
use std::collections::{BTreeMap, BTreeSet};

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
/// A yard this near serves the place where two gauges meet.
const YARD_KM: f64 = 60.0;

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

/// Places within a country where tracks of two gauges end at one point and no
/// facility has both, so that no freight passes.
pub fn breaks_without_yard(draft: &Draft, facilities: &[DraftFacility]) -> Vec<(Point, BTreeSet<u16>)> {
    let mut gauges: BTreeMap<(u64, u64), (Point, BTreeSet<u16>)> = BTreeMap::new();
    let mut at_border = BTreeSet::new();
    for e in draft.edges.iter().filter(|e| !e.gone && e.class.mode == Mode::Rail) {
        for v in [e.a, e.b] {
            let at = draft.nodes[v as usize].at;
            let key = (at.lat.to_bits(), at.lon.to_bits());
            if e.crossing.is_some() {
                at_border.insert(key);
            } else {
                gauges.entry(key).or_insert((at, BTreeSet::new())).1.insert(e.class.gauge_mm);
            }
        }
    }
    let served = |at: Point, gauges: &BTreeSet<u16>| {
        let has = |f: &DraftFacility, gauge: u16| f.docks.iter().any(|d| d.1 == Mode::Rail && d.2 == gauge);
        facilities.iter().any(|f| f.position.km_to(at) <= YARD_KM && gauges.iter().all(|&g| has(f, g)))
    };
    let open = gauges.into_iter().filter(|(key, (at, gauges))| gauges.len() > 1 && !at_border.contains(key) && !served(*at, gauges));
    let mut open: Vec<_> = open.map(|(_, found)| found).collect();
    open.sort_by(|a, b| b.0.lat.total_cmp(&a.0.lat).then(a.0.lon.total_cmp(&b.0.lon)));
    open
}

//! Which country a point lies in, after Natural Earth.
//!
//! The package `world-atlas` holds the 1:10m countries as TopoJSON: arcs of
//! quantised deltas that polygons share.

use super::SourceError;
use landbridge_formats::topojson;
use landbridge_model::Point;

/// Height of a latitude band of the ring index in degrees.
const BAND: f64 = 0.25;

/// The rings of one country's polygon with a latitude index.
struct Area {
    country: usize,
    bounds: [f64; 4],
    /// Segments by latitude band: the two ends as `[lat, lon, lat, lon]`.
    bands: Vec<Vec<[f64; 4]>>,
    band_zero: f64,
}

/// Polygons of all countries.
pub struct Territory {
    /// ISO numeric code (empty where Natural Earth gives none) and name.
    pub countries: Vec<(String, String)>,
    areas: Vec<Area>,
    /// Areas that touch each whole degree of latitude and longitude.
    grid: Vec<Vec<u32>>,
}

impl Territory {
    /// Parses `countries-10m.json`.
    pub fn parse(text: &str) -> Result<Self, SourceError> {
        let topology = topojson::read(text).map_err(|e| SourceError::new("world-atlas", e.to_string()))?;
        let mut territory = Self { countries: Vec::new(), areas: Vec::new(), grid: vec![Vec::new(); 180 * 360] };
        for (country, area) in topology.areas.iter().enumerate() {
            territory.countries.push((area.id.clone(), area.name.clone()));
            for rings in &area.polygons {
                let rings: Vec<Vec<Point>> = rings.iter().map(|ring| unroll(topology.ring(ring))).collect();
                territory.add(country, &rings);
            }
        }
        Ok(territory)
    }

    fn add(&mut self, country: usize, rings: &[Vec<Point>]) {
        let mut bounds = [90.0f64, 180.0f64, -90.0f64, -180.0f64];
        for p in rings.iter().flatten() {
            bounds = [bounds[0].min(p.lat), bounds[1].min(p.lon), bounds[2].max(p.lat), bounds[3].max(p.lon)];
        }
        let band_zero = bounds[0];
        let count = cell((bounds[2] - band_zero) / BAND) + 1;
        let mut bands = vec![Vec::new(); count];
        for ring in rings {
            for w in ring.windows(2) {
                let (low, high) = (w[0].lat.min(w[1].lat), w[0].lat.max(w[1].lat));
                for band in &mut bands[cell((low - band_zero) / BAND)..=cell((high - band_zero) / BAND).min(count - 1)] {
                    band.push([w[0].lat, w[0].lon, w[1].lat, w[1].lon]);
                }
            }
        }
        let area = u32::try_from(self.areas.len()).unwrap_or(u32::MAX);
        for lat in cell(bounds[0] + 90.0)..=cell(bounds[2] + 90.0).min(179) {
            for lon in cell(bounds[1] + 540.0)..=cell(bounds[3] + 540.0) {
                self.grid[lat * 360 + lon % 360].push(area);
            }
        }
        self.areas.push(Area { country, bounds, bands, band_zero });
    }

    /// The country that a point lies in, as an index into `countries`.
    pub fn country_at(&self, p: Point) -> Option<usize> {
        let slot = cell(p.lat + 90.0).min(179) * 360 + cell(p.lon + 180.0).min(359);
        self.grid[slot].iter().map(|&a| &self.areas[a as usize]).find(|a| a.contains_any_turn(p)).map(|a| a.country)
    }
}

impl Area {
    /// Longitudes of an area over the antimeridian go beyond 180 degrees.
    fn contains_any_turn(&self, p: Point) -> bool {
        [0.0, 360.0, -360.0].into_iter().any(|turn| self.contains(Point { lat: p.lat, lon: p.lon + turn }))
    }

    /// Even–odd rule over all rings of the polygon.
    fn contains(&self, p: Point) -> bool {
        let [south, west, north, east] = self.bounds;
        if p.lat < south || p.lat > north || p.lon < west || p.lon > east {
            return false;
        }
        let Some(band) = self.bands.get(cell((p.lat - self.band_zero) / BAND)) else { return false };
        let crossings =
            band.iter().filter(|[la, oa, lb, ob]| (la > &p.lat) != (lb > &p.lat) && p.lon < (ob - oa) * (p.lat - la) / (lb - la) + oa);
        crossings.count() % 2 == 1
    }
}

/// Whole part of a number at or above zero.
fn cell(value: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to zero; a cell number is small")]
    let whole = value.max(0.0) as usize;
    whole
}

/// Longitudes without the jump at the antimeridian. A ring around a pole stays
/// as it is: it would not close.
fn unroll(ring: Vec<Point>) -> Vec<Point> {
    let mut turn = 0.0;
    let mut unrolled = ring.clone();
    for (i, w) in ring.windows(2).enumerate() {
        let step = w[1].lon - w[0].lon;
        turn -= if step.abs() > 180.0 { 360.0 * step.signum() } else { 0.0 };
        unrolled[i + 1].lon += turn;
    }
    if turn.abs() < 1.0 { unrolled } else { ring }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPOLOGY: &str = r#"{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
        "arcs":[[[0,0],[10,0],[0,10]],[[10,10],[-10,0],[0,-10]]],
        "objects":{"countries":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,1]],"id":"001","properties":{"name":"Square"}}]}}}"#;

    #[test]
    fn inside_and_outside() {
        let territory = Territory::parse(TOPOLOGY).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(territory.country_at(Point::new(5.0, 5.0)), Some(0));
        assert_eq!(territory.country_at(Point::new(5.0, 10.5)), None);
        assert_eq!(territory.country_at(Point::new(-0.5, 5.0)), None);
    }

    #[test]
    fn an_area_over_the_antimeridian_does_not_go_around_the_world() {
        let text = TOPOLOGY
            .replace("[[0,0],[10,0],[0,10]]", "[[175,0],[-350,0],[0,10]]")
            .replace("[[10,10],[-10,0],[0,-10]]", "[[-175,10],[350,0],[0,-10]]");
        let territory = Territory::parse(&text).unwrap_or_else(|e| panic!("{e}"));
        let at = |lon: f64| territory.country_at(Point::new(5.0, lon));
        assert_eq!([at(177.0), at(-177.0), at(180.0), at(-180.0)], [Some(0); 4]);
        assert_eq!([at(0.0), at(174.0), at(-174.0)], [None; 3]);
    }
}

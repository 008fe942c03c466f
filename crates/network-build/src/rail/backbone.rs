//! The curated lines: sections between stations with official chainage.

use landbridge_formats::table::{Table, saturating_u16};
use landbridge_model::{Confidence, CountryCode, Findings, Lifespan, Point};

/// A section of a curated line.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Name of the line.
    pub line: String,
    /// Country at the start.
    pub country_a: CountryCode,
    /// Country at the end.
    pub country_b: CountryCode,
    /// Station at the start.
    pub from_station: String,
    /// Its position.
    pub from: Point,
    /// Station at the end.
    pub to_station: String,
    /// Its position.
    pub to: Point,
    /// Official length in kilometres.
    pub km: f64,
    /// Whether only the total of the line is published and this post is
    /// interpolated.
    pub split: bool,
    /// Track gauge in millimetres.
    pub gauge_mm: u16,
    /// Main tracks, 0 where not known.
    pub tracks: u8,
    /// Electrified, where known.
    pub electrified: Option<bool>,
    /// Freight speed in km/h, 0 where not known.
    pub freight_kmh: u16,
    /// Years in which it is open.
    pub lifespan: Lifespan,
    /// Document and publisher.
    pub source: String,
    /// How the length is known.
    pub confidence: Confidence,
}

/// Reads `rail_lines.csv`: sections in runs that hang together.
pub fn read(text: &str, findings: &mut Findings) -> Result<Vec<Vec<Section>>, String> {
    let required =
        ["line", "country_a", "country_b", "from_station", "from_lat", "to_lat", "km", "gauge_mm", "status", "source", "confidence"];
    let mut runs: Vec<Vec<Section>> = Vec::new();
    for row in Table::read("rail_lines.csv", text, &required, findings)?.rows() {
        let ends = (row.point("from_lat", "from_lon", findings), row.point("to_lat", "to_lon", findings));
        let countries = (row.country("country_a", findings), row.country("country_b", findings));
        let numbers = (row.required("km", findings), row.required("gauge_mm", findings));
        let ((Some(from), Some(to)), (Some(country_a), Some(country_b)), (Some(km), Some(gauge))) = (ends, countries, numbers) else {
            continue;
        };
        let section = Section {
            line: row.text("line").to_owned(),
            country_a,
            country_b,
            from_station: row.text("from_station").to_owned(),
            from,
            to_station: row.text("to_station").to_owned(),
            to,
            km,
            split: row.text("km_basis") == "split",
            gauge_mm: saturating_u16(gauge),
            tracks: u8::try_from(saturating_u16(row.number("tracks", findings).unwrap_or(0.0))).unwrap_or(0),
            electrified: match row.text("electrified") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            freight_kmh: saturating_u16(row.number("max_freight_kmh", findings).unwrap_or(0.0)),
            lifespan: row.lifespan(findings),
            source: row.text("source").to_owned(),
            confidence: row.confidence(findings),
        };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|s| s.line == section.line && s.to_station == section.from_station) => run.push(section),
            _ => runs.push(vec![section]),
        }
    }
    Ok(runs)
}

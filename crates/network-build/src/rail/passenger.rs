//! Lines that carry no freight: their stretches of the map become the mode
//! `rail-passenger`.

use crate::border::Crossings;
use crate::curated::Countries;
use crate::draft::{Draft, DraftEdge, plain_class};
use crate::locate::EdgeIndex;
use crate::supply::{Context, supply};
use crate::thread::{candidates, thread};
use landbridge_formats::table::{Table, saturating_u16};
use landbridge_model::{Confidence, Findings, Lifespan, Mode, Point, Provenance};
use landbridge_network::world::{CountryId, Line, LineId};
use std::collections::HashMap;

/// A passenger-only line.
#[derive(Clone, Debug, PartialEq)]
pub struct PassengerLine {
    /// Name.
    pub name: String,
    /// Country.
    pub country: CountryId,
    /// Track gauge in millimetres.
    pub gauge_mm: u16,
    /// Stations in order.
    pub stations: Vec<Point>,
    /// Published length in kilometres.
    pub km: f64,
    /// Years in which it is open.
    pub lifespan: Lifespan,
    /// Document and publisher.
    pub source: String,
    /// How the length is known.
    pub confidence: Confidence,
}

/// Parses `lat lon;lat lon;…`.
pub fn points(text: &str) -> Option<Vec<Point>> {
    text.split(';')
        .map(|pair| {
            let (lat, lon) = pair.trim().split_once(' ')?;
            let point = Point::new(lat.trim().parse().ok()?, lon.trim().parse().ok()?);
            point.is_valid().then_some(point)
        })
        .collect()
}

/// Reads `rail_passenger_lines.csv`.
pub fn read(text: &str, countries: &Countries, findings: &mut Findings) -> Result<Vec<PassengerLine>, String> {
    let mut lines = Vec::new();
    for row in
        Table::read("rail_passenger_lines.csv", text, &["line", "gauge_mm", "stations", "km", "source", "confidence"], findings)?.rows()
    {
        let Some(stations) = points(row.text("stations")).filter(|s| s.len() >= 2) else {
            findings.push(
                landbridge_model::Severity::Error,
                row.place("stations"),
                "two or more positions are needed",
                "write lat lon;lat lon",
            );
            continue;
        };
        let Some(km) = row.required("km", findings) else { continue };
        let Some(gauge) = row.required("gauge_mm", findings) else { continue };
        lines.push(PassengerLine {
            name: row.text("line").to_owned(),
            country: landbridge_model::CountryCode::parse(row.text("country").get(..3).unwrap_or_default())
                .map_or(CountryId(0), |c| countries.by_code(c)),
            gauge_mm: saturating_u16(gauge),
            stations,
            km,
            lifespan: row.lifespan(findings),
            source: row.text("source").to_owned(),
            confidence: row.confidence(findings),
        });
    }
    Ok(lines)
}

/// What marking did: legs found on the map and legs not found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked {
    /// Legs between stations that were marked.
    pub found: usize,
    /// Legs whose way the map lacks: supplied straight between stations.
    pub supplied: usize,
}

/// Longest distance from a station to its line.
const STATION_KM: f64 = 7.0;
/// Share by which a leg may differ from its part of the published length.
const FIT_SHARE: f64 = 0.25;
/// Price of a kilometre of freight track beside one of the line's own.
const FREIGHT_TRACK: f64 = 4.0;

/// Marks the edges of passenger-only lines. Edges that a freight line of the
/// curated tables runs on stay open.
pub fn mark(
    draft: &mut Draft,
    passenger: &[PassengerLine],
    context: &Context<'_>,
    crossings: &mut Crossings,
    lines: &mut Vec<Line>,
) -> Marked {
    let mut index = EdgeIndex::new(draft, |e| e.official.is_none());
    let stations: Vec<Vec<Vec<(u32, f64)>>> =
        passenger.iter().map(|l| l.stations.iter().map(|&p| stops(draft, &mut index, l, p)).collect()).collect();
    let adjacency = draft.adjacency();
    let mut marked = Marked::default();
    let mut shared: HashMap<u32, u32> = HashMap::new();
    for (line, stations) in passenger.iter().zip(&stations) {
        let straight: f64 = line.stations.windows(2).map(|w| w[0].km_to(w[1])).sum();
        // Freight track is dear, so that the way keeps to the line's own, and
        // none where its gauge is another.
        let cost = |e: &DraftEdge| {
            let closed = e.crossing.is_some() || e.class.provenance == Provenance::Supplied;
            match (closed, e.official.is_some()) {
                (true, _) => None,
                (false, false) => Some(e.km),
                (false, true) if e.class.mode == Mode::RailPassenger => Some(e.km),
                (false, true) => (e.class.gauge_mm == line.gauge_mm).then_some(e.km * FREIGHT_TRACK),
            }
        };
        for leg in thread(draft, &adjacency, &line.stations, stations, cost).unwrap_or_default() {
            let share = line.km * leg.straight_km / straight.max(1e-9);
            let way = leg.way.unwrap_or_default();
            let km: f64 = way.iter().map(|&e| draft.edges[e as usize].km).sum();
            let own: f64 = way.iter().map(|&e| &draft.edges[e as usize]).filter(|e| is_own(e)).map(|e| e.km).sum();
            let id = LineId(u32::try_from(lines.len()).unwrap_or(u32::MAX));
            lines.push(Line { name: line.name.clone(), source: line.source.clone(), confidence: line.confidence });
            if (km - share).abs() <= share * FIT_SHARE + 4.0 && own >= km * 0.4 {
                marked.found += 1;
                for e in way {
                    if draft.edges[e as usize].class.mode == Mode::Rail && draft.edges[e as usize].official.is_some() {
                        match shared.get(&e) {
                            // Two lines on one track: it is open since the first.
                            Some(&other) => {
                                let lifespan: &mut Lifespan = &mut draft.edges[other as usize].class.lifespan;
                                lifespan.opened = lifespan.opened.min(line.lifespan.opened);
                            }
                            None => {
                                let added = draft.add_edge(beside(&draft.edges[e as usize], id, share / km, line));
                                shared.insert(e, added);
                            }
                        }
                    } else {
                        close(&mut draft.edges[e as usize], id, share / km, line);
                    }
                }
            } else {
                marked.supplied += 1;
                let mut class = plain_class(Mode::RailPassenger, Provenance::Supplied);
                class.gauge_mm = line.gauge_mm;
                class.line = Some(id);
                class.lifespan = line.lifespan;
                class.confidence = line.confidence;
                supply(draft, leg.ends, share, &class, context, crossings);
            }
        }
    }
    marked
}

/// Whether an edge carries no freight of a curated line.
fn is_own(edge: &DraftEdge) -> bool {
    edge.official.is_none() || edge.class.mode == Mode::RailPassenger
}

/// Candidates of a station: nodes of the map, else a new one.
fn stops(draft: &mut Draft, index: &mut EdgeIndex, line: &PassengerLine, station: Point) -> Vec<(u32, f64)> {
    let mut near = candidates(draft, index, station, STATION_KM);
    if near.is_empty() {
        near.push((draft.add_node(station, line.country), 0.0));
    }
    near
}

fn close(edge: &mut DraftEdge, id: LineId, scale: f64, line: &PassengerLine) {
    if edge.official.is_some() {
        return;
    }
    edge.class.mode = Mode::RailPassenger;
    edge.class.gauge_mm = line.gauge_mm;
    edge.class.line = Some(id);
    edge.class.lifespan = line.lifespan;
    edge.class.provenance = Provenance::Backbone;
    edge.class.confidence = line.confidence;
    edge.official = Some(edge.km * scale);
}

/// The passenger line where it runs on the track of a freight line, which
/// keeps its own edge.
fn beside(freight: &DraftEdge, id: LineId, scale: f64, line: &PassengerLine) -> DraftEdge {
    let mut edge = freight.clone();
    edge.official = Some(edge.km * scale);
    edge.class.mode = Mode::RailPassenger;
    edge.class.line = Some(id);
    edge.class.confidence = line.confidence;
    edge.class.lifespan = line.lifespan;
    edge
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_or_refused() {
        assert_eq!(points("1 2; 3 4").map(|p| p.len()), Some(2));
        assert_eq!(points("1 2;x 4"), None);
        assert_eq!(points("1 200"), None);
    }
}

//! Lines that carry no freight: their stretches of the map become the mode
//! `rail-passenger`.

use crate::curated::Countries;
use crate::draft::{Draft, DraftEdge, plain_class};
use crate::locate::EdgeIndex;
use landbridge_formats::table::Table;
use landbridge_model::{Confidence, Findings, Lifespan, Mode, Point, Provenance};
use landbridge_network::world::{CountryId, Line, LineId};

/// A passenger-only line.
#[derive(Clone, Debug, PartialEq)]
pub struct PassengerLine {
    /// Name.
    pub name: String,
    /// Country.
    pub country: CountryId,
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
    for row in Table::read("rail_passenger_lines.csv", text, &["line", "stations", "km", "source", "confidence"], findings)?.rows() {
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
        lines.push(PassengerLine {
            name: row.text("line").to_owned(),
            country: landbridge_model::CountryCode::parse(row.text("country").get(..3).unwrap_or_default())
                .map_or(CountryId(0), |c| countries.by_code(c)),
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

/// Gauge of the lines that the map lacks.
const STANDARD_MM: u16 = 1435;
/// Longest distance from a station to its line.
const STATION_KM: f64 = 7.0;
/// Share by which a leg may differ from its part of the published length.
const FIT_SHARE: f64 = 0.25;

/// Marks the edges of passenger-only lines. Edges that a freight line of the
/// curated tables runs on stay open.
pub fn mark(draft: &mut Draft, passenger: &[PassengerLine], lines: &mut Vec<Line>) -> Marked {
    let mut index = EdgeIndex::new(draft, |e| e.official.is_none());
    let mut nodes: Vec<Vec<Vec<u32>>> = Vec::new();
    for line in passenger {
        let mut stations = Vec::new();
        for &at in &line.stations {
            let near: Vec<_> = index.near(draft, at, STATION_KM).into_iter().take(6).collect();
            stations.push(near.iter().map(|n| index.node_at(draft, n, 0.8)).collect());
        }
        nodes.push(stations);
    }
    let adjacency = draft.adjacency();
    let mut marked = Marked::default();
    for (line, stations) in passenger.iter().zip(&nodes) {
        let mut reached: Vec<Option<u32>> = vec![None; line.stations.len()];
        let mut missing: Vec<(usize, f64)> = Vec::new();
        let straight: f64 = line.stations.windows(2).map(|w| w[0].km_to(w[1])).sum();
        for (i, w) in line.stations.windows(2).enumerate() {
            let share = line.km * w[0].km_to(w[1]) / straight.max(1e-9);
            let starts: Vec<(u32, f64)> = stations[i].iter().map(|&n| (n, 0.0)).collect();
            // Freight track is dear, so that the way keeps to the line's own.
            let tree = draft.dijkstra(&adjacency, &starts, share * 1.5 + 15.0, |_, e| {
                (e.crossing.is_none() && e.class.provenance != Provenance::Supplied)
                    .then(|| if e.official.is_some() { e.km * 4.0 } else { e.km })
            });
            let best = stations[i + 1].iter().filter_map(|&n| tree.cost(n).map(|c| (c, n))).min_by(|a, b| a.0.total_cmp(&b.0));
            let way = best.map(|(_, n)| tree.path(draft, n)).unwrap_or_default();
            let km: f64 = way.iter().map(|&e| draft.edges[e as usize].km).sum();
            let own: f64 = way.iter().map(|&e| &draft.edges[e as usize]).filter(|e| e.official.is_none()).map(|e| e.km).sum();
            let fits = (km - share).abs() <= share * FIT_SHARE + 4.0 && own >= km * 0.4;
            if !fits {
                missing.push((i, share));
                continue;
            }
            marked.found += 1;
            let id = LineId(u32::try_from(lines.len()).unwrap_or(u32::MAX));
            lines.push(Line { name: line.name.clone(), source: line.source.clone(), confidence: line.confidence });
            let (Some(&first), Some(&last)) = (way.first(), way.last()) else { continue };
            reached[i].get_or_insert(nearer_end(draft, first, w[0]));
            reached[i + 1].get_or_insert(nearer_end(draft, last, w[1]));
            let scale = share / km;
            for e in way {
                close(&mut draft.edges[e as usize], id, scale, line);
            }
        }
        for (i, share) in missing {
            supply(draft, line, i, share, &mut reached, lines);
            marked.supplied += 1;
        }
    }
    marked
}

/// The end of an edge that lies nearer to a station.
fn nearer_end(draft: &Draft, edge: u32, station: Point) -> u32 {
    let e = &draft.edges[edge as usize];
    let km = |v: u32| draft.nodes[v as usize].at.km_to(station);
    if km(e.a) <= km(e.b) { e.a } else { e.b }
}

/// A straight leg of the published length between two stations.
fn supply(draft: &mut Draft, line: &PassengerLine, i: usize, km: f64, reached: &mut [Option<u32>], lines: &mut Vec<Line>) {
    let mut end = |k: usize| *reached[k].get_or_insert_with(|| draft.add_node(line.stations[k], line.country));
    let (a, b) = (end(i), end(i + 1));
    if a == b {
        return;
    }
    let id = LineId(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    lines.push(Line { name: line.name.clone(), source: line.source.clone(), confidence: line.confidence });
    let mut class = plain_class(Mode::RailPassenger, Provenance::Supplied);
    class.country = draft.nodes[a as usize].country;
    class.gauge_mm = STANDARD_MM;
    class.line = Some(id);
    class.lifespan = line.lifespan;
    class.confidence = line.confidence;
    draft.add_edge(DraftEdge { official: Some(km), ..DraftEdge::new(a, b, km, class) });
}

fn close(edge: &mut DraftEdge, id: LineId, scale: f64, line: &PassengerLine) {
    if edge.official.is_some() {
        return;
    }
    edge.class.mode = Mode::RailPassenger;
    edge.class.line = Some(id);
    edge.class.lifespan = line.lifespan;
    edge.class.provenance = Provenance::Backbone;
    edge.class.confidence = line.confidence;
    edge.official = Some(edge.km * scale);
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

//! Curated roads onto the map.
//!
//! A way whose length fits the official one takes that length and the road's
//! attributes. A leg that the map lacks is supplied.

use crate::border::Crossings;
use crate::calibrate::Sample;
use crate::draft::{Adjacency, Draft, plain_class};
use crate::locate::EdgeIndex;
use crate::rail::passenger::points;
use crate::supply::{Context, supply};
use crate::thread::{Leg, bend, candidates, coarse_candidates, thread};
use landbridge_formats::table::{Table, saturating_u16};
use landbridge_model::{Confidence, Findings, Lifespan, Mode, Point, Provenance, Severity};
use landbridge_network::world::{Line, LineId, LinkClass};
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// Farthest that a point may lie from its road.
const POINT_KM: f64 = 8.0;
/// Official over map length of a way that is the road. Simplified geometry is
/// up to a tenth short; above one fifth it is another road.
const FITS: RangeInclusive<f64> = 0.97..=1.2;
/// A way drawn more coarsely than this says nothing about the map's factor.
const COARSE_SAMPLE: f64 = 0.6;
/// Added to the ends of both ranges for a way that is drawn coarsely from end
/// to end: a mountain road is half as long again as its chords.
const COARSE_SLACK: f64 = 0.5;
/// The way is the road, but its published ends are others.
const FOLLOWS: RangeInclusive<f64> = 0.85..=1.3;
/// A stretch without a bend that is longer than this is drawn coarsely.
const COARSE_KM: f64 = 15.0;
/// Length of a supplied leg over the straight line: what may come out of the
/// rest of the official length, and what is taken where it does not.
const WINDING: RangeInclusive<f64> = 1.0..=1.6;
const USUAL_WINDING: f64 = 1.2;

/// A row of `road_lines.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Road {
    /// Name.
    pub name: String,
    /// Region for the factors.
    pub region: String,
    /// Alpha-3 code of the country; several parted by `/`.
    pub country: String,
    /// Points along the road.
    pub points: Vec<Point>,
    /// Official length in kilometres.
    pub km: f64,
    /// 2 with separate carriageways, 1 without, 0 where not known.
    pub carriageways: u8,
    /// First year open, if known.
    pub lifespan: Lifespan,
    /// Document and publisher.
    pub source: String,
    /// How the length is known.
    pub confidence: Confidence,
}

/// Reads the table; rows without two positions or a length are findings.
///
/// # Errors
/// When the text is no table or lacks a column.
pub fn read(text: &str, findings: &mut Findings) -> Result<Vec<Road>, String> {
    let columns = ["line", "region", "country", "points", "km", "carriageways", "source", "confidence"];
    let mut roads = Vec::new();
    for row in Table::read("road_lines.csv", text, &columns, findings)?.rows() {
        let Some(points) = points(row.text("points")).filter(|p| p.len() >= 2) else {
            findings.push(Severity::Error, row.place("points"), "two or more positions are needed", "write lat lon;lat lon");
            continue;
        };
        let Some(km) = row.required("km", findings) else { continue };
        roads.push(Road {
            name: row.text("line").to_owned(),
            region: row.text("region").to_owned(),
            country: row.text("country").to_owned(),
            points,
            km,
            carriageways: row.number("carriageways", findings).map_or(0, |n| u8::try_from(saturating_u16(n)).unwrap_or(0)),
            lifespan: row.lifespan(findings),
            source: row.text("source").to_owned(),
            confidence: row.confidence(findings),
        });
    }
    Ok(roads)
}

/// What matching did.
#[derive(Clone, Debug, Default)]
pub struct MatchedRoads {
    /// Roads whose length was set.
    pub fitted: usize,
    /// Roads whose way does not fit: name, official and map kilometres.
    pub misfits: Vec<(String, f64, f64)>,
    /// Points to which a coarsely drawn road of the map was bent.
    pub bent: usize,
    /// Points near no road of the map.
    pub off_map: Vec<(String, Point)>,
    /// Legs supplied: road, ends, kilometres.
    pub supplied: Vec<(String, String, f64)>,
    /// Ratios for calibration.
    pub samples: Vec<Sample>,
}

/// Matches all roads; adds to `lines` and to the crossings.
pub fn match_roads(
    draft: &mut Draft,
    roads: &[Road],
    context: &Context<'_>,
    crossings: &mut Crossings,
    lines: &mut Vec<Line>,
) -> MatchedRoads {
    use rayon::prelude::*;
    let mut index = EdgeIndex::new(draft, |_| true);
    let stops: Vec<Vec<Stop>> = roads.iter().map(|r| r.points.iter().map(|&p| stop(draft, &mut index, p, context)).collect()).collect();
    let adjacency = draft.adjacency();
    let ways: Vec<Way> = roads.par_iter().zip(&stops).map(|(road, stops)| way(draft, &adjacency, road, stops)).collect();
    let mut matched = MatchedRoads::default();
    let mut bent = HashSet::new();
    for ((road, Way { legs, through }), stops) in roads.iter().zip(ways).zip(&stops) {
        matched.off_map.extend(stops.iter().filter(|s| !s.on_map).map(|s| (road.name.clone(), s.at)));
        let Some(fit) = fit(draft, road, &legs) else {
            let map_km = on_map(&legs).map(|e| draft.edges[e as usize].km).sum();
            matched.misfits.push((road.name.clone(), road.km, map_km));
            continue;
        };
        let nodes = legs.first().map(|l| l.ends.0).into_iter().chain(legs.iter().map(|l| l.ends.1));
        for (node, stop) in nodes.zip(through.iter().map(|&i| &stops[i])) {
            if fit.fits() && stop.coarse.contains(&node) && bent.insert(node) {
                bend(draft, node, stop.at);
                matched.bent += 1;
            }
        }
        settle(draft, road, &legs, &fit, context, crossings, lines, &mut matched);
    }
    matched
}

/// Edges of the legs that the map has.
fn on_map(legs: &[Leg]) -> impl Iterator<Item = u32> + '_ {
    legs.iter().filter_map(|l| l.way.as_ref()).flatten().copied()
}

/// A point of a road and the nodes that may be it.
struct Stop {
    at: Point,
    near: Vec<(u32, f64)>,
    /// Those of `near` on coarsely drawn edges.
    coarse: Vec<u32>,
    /// False where no road of the map is near: the node was made for the point.
    on_map: bool,
}

fn stop(draft: &mut Draft, index: &mut EdgeIndex, at: Point, context: &Context<'_>) -> Stop {
    let mut near = candidates(draft, index, at, POINT_KM);
    let coarse = coarse_candidates(draft, index, at, POINT_KM);
    near.extend(&coarse);
    let on_map = !near.is_empty();
    if !on_map {
        let country = context.lookup.at(at);
        near.push((draft.add_node(at, country), 0.0));
    }
    Stop { at, near, coarse: coarse.into_iter().map(|c| c.0).collect(), on_map }
}

/// The legs of a road, and the points that they run through.
struct Way {
    legs: Vec<Leg>,
    through: Vec<usize>,
}

/// The way through the points that lie on the map where it fits the official
/// length, else through all of them, with gaps to be supplied.
fn way(draft: &Draft, adjacency: &Adjacency, road: &Road, stops: &[Stop]) -> Way {
    let through = |keep: &dyn Fn(&Stop) -> bool| {
        let through = (0..stops.len()).filter(|&i| keep(&stops[i])).collect();
        let (points, near): (Vec<Point>, Vec<Vec<(u32, f64)>>) = stops.iter().filter(|s| keep(s)).map(|s| (s.at, s.near.clone())).unzip();
        Way { legs: thread(draft, adjacency, &points, &near, |e| Some(e.km)).unwrap_or_default(), through }
    };
    let ends_on_map = stops.first().is_some_and(|s| s.on_map) && stops.last().is_some_and(|s| s.on_map);
    if ends_on_map && stops.iter().any(|s| !s.on_map) {
        let way = through(&|s| s.on_map);
        let map_km: f64 = on_map(&way.legs).map(|e| draft.edges[e as usize].km).sum();
        if way.legs.iter().all(|l| l.way.is_some()) && FITS.contains(&(road.km / map_km)) {
            return way;
        }
    }
    through(&|_| true)
}

/// How a way stands to the official length.
struct Fit {
    /// Kilometres of the way on the map.
    map_km: f64,
    /// Official kilometres of that part.
    official_km: f64,
    /// Length over straight line of the legs that the map lacks.
    winding: f64,
    /// Ratios of official to map length that are this road.
    range: RangeInclusive<f64>,
}

impl Fit {
    /// Whether the official length may be laid on the way.
    fn fits(&self) -> bool {
        self.map_km == 0.0 || self.range.contains(&(self.official_km / self.map_km))
    }
}

/// Share of a way that is drawn in long straight stretches.
fn coarse_share(draft: &Draft, way: impl Iterator<Item = u32>) -> f64 {
    let (mut coarse, mut all) = (0.0, 0.0);
    for e in way.map(|e| &draft.edges[e as usize]) {
        all += e.km;
        coarse += if e.shape.is_empty() && e.km >= COARSE_KM { e.km } else { 0.0 };
    }
    if all > 0.0 { coarse / all } else { 0.0 }
}

/// The fit of a road's legs; `None` where they are another road.
fn fit(draft: &Draft, road: &Road, legs: &[Leg]) -> Option<Fit> {
    let map_km: f64 = on_map(legs).map(|e| draft.edges[e as usize].km).sum();
    let gap_km: f64 = legs.iter().filter(|l| l.way.is_none()).map(|l| l.straight_km).sum();
    let winding = if gap_km > 0.0 { (road.km - map_km) / gap_km } else { 1.0 };
    let winding = if WINDING.contains(&winding) { winding } else { USUAL_WINDING };
    let official_km = road.km - winding * gap_km;
    let ratio = if map_km > 0.0 { official_km / map_km } else { 1.0 };
    let slack = COARSE_SLACK * coarse_share(draft, on_map(legs));
    let range = *FITS.start()..=FITS.end() + slack;
    (*FOLLOWS.start()..=FOLLOWS.end() + slack).contains(&ratio).then_some(Fit { map_km, official_km, winding, range })
}

/// Lays a road on its way: official length, attributes, supplied legs.
#[expect(clippy::too_many_arguments, reason = "one step of the pass above, over its shared state")]
fn settle(
    draft: &mut Draft,
    road: &Road,
    legs: &[Leg],
    fit: &Fit,
    context: &Context<'_>,
    crossings: &mut Crossings,
    lines: &mut Vec<Line>,
    matched: &mut MatchedRoads,
) {
    let way: Vec<u32> = on_map(legs).collect();
    let gaps: Vec<&Leg> = legs.iter().filter(|l| l.way.is_none()).collect();
    let line = LineId(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    lines.push(Line { name: road.name.clone(), source: road.source.clone(), confidence: road.confidence });
    let fits = fit.fits();
    lay(draft, road, &way, line, fits.then_some(fit));
    for leg in gaps {
        let class = LinkClass {
            tracks: road.carriageways,
            line: Some(line),
            confidence: road.confidence,
            lifespan: road.lifespan,
            ..plain_class(Mode::Road, Provenance::Supplied)
        };
        let km = leg.straight_km * fit.winding;
        supply(draft, leg.ends, km, &class, context, crossings);
        let [a, b] = [leg.ends.0, leg.ends.1].map(|v| draft.nodes[v as usize].at);
        matched.supplied.push((road.name.clone(), format!("{:.2}, {:.2} – {:.2}, {:.2}", a.lat, a.lon, b.lat, b.lon), km));
    }
    if !fits {
        matched.misfits.push((road.name.clone(), road.km, fit.map_km));
        return;
    }
    matched.fitted += 1;
    if coarse_share(draft, way.iter().copied()) < COARSE_SAMPLE && legs.iter().all(|l| l.way.is_some()) && !road.country.contains('/') {
        matched.samples.push(Sample {
            line: road.name.clone(),
            country: road.country.clone(),
            region: road.region.clone(),
            official_km: road.km,
            map_km: fit.map_km,
        });
    }
}

/// Marks the edges of a way, and sets their lengths where `fit` is given.
/// Edges that another road has set before keep its length.
fn lay(draft: &mut Draft, road: &Road, way: &[u32], line: LineId, fit: Option<&Fit>) {
    let is_free = |draft: &Draft, e: u32| draft.edges[e as usize].official.is_none() && draft.edges[e as usize].crossing.is_none();
    let fixed: f64 = way.iter().filter_map(|&e| draft.edges[e as usize].official).sum();
    let free_km: f64 = way.iter().filter(|&&e| is_free(draft, e)).map(|&e| draft.edges[e as usize].km).sum();
    let scale = |fit: &Fit| ((fit.official_km - fixed) / free_km).clamp(*fit.range.start(), fit.range.end().max(*FOLLOWS.end()));
    let scale = fit.filter(|_| free_km > 0.0).map(scale);
    for &e in way {
        if draft.edges[e as usize].crossing.is_some() {
            continue;
        }
        let set = is_free(draft, e);
        let edge = &mut draft.edges[e as usize];
        edge.class.tracks = edge.class.tracks.max(road.carriageways);
        if edge.class.line.is_some() && !set {
            continue;
        }
        edge.class.line = Some(line);
        edge.class.lifespan = road.lifespan;
        if let (Some(scale), true) = (scale, set) {
            edge.class.confidence = road.confidence;
            edge.class.provenance = Provenance::Backbone;
            edge.official = Some(edge.km * scale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thread::tests::draft;

    #[test]
    fn an_official_length_is_spread_over_the_way() {
        let mut draft = draft();
        let road = Road {
            name: "r".into(),
            region: "africa".into(),
            country: "KEN".into(),
            points: Vec::new(),
            km: 240.0,
            carriageways: 2,
            lifespan: Lifespan::ALWAYS,
            source: "s".into(),
            confidence: Confidence::Recalled,
        };
        let fit = Fit { map_km: 222.4, official_km: 240.0, winding: 1.0, range: FITS };
        lay(&mut draft, &road, &[0, 1], LineId(0), Some(&fit));
        let sum: f64 = draft.edges[..2].iter().filter_map(|e| e.official).sum();
        assert!((sum - 240.0).abs() < 1e-6);
        assert_eq!(draft.edges[2].official, None);
        assert_eq!(draft.edges[0].class.tracks, 2);
    }
}

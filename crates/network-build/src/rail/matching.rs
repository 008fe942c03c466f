//! Curated lines onto the map.
//!
//! For each run of sections the stations get candidate nodes; a Viterbi pass
//! chooses the nodes so that the way between neighbours fits the official
//! length (in the manner of Newson and Krumm, "Hidden Markov Map Matching
//! Through Noise and Sparseness", 2009). Where no way fits, the line is
//! supplied straight between its stations.

use super::backbone::Section;
use super::joints::{Ends, join};
use crate::border::Crossings;
use crate::calibrate::Sample;
use crate::draft::{Adjacency, Draft, DraftEdge, Tree, plain_class};
use crate::locate::EdgeIndex;
use crate::supply::{Context, supply};
use crate::weld::Weld;
use landbridge_model::{Confidence, Lifespan, Mode, Point, Provenance};
use landbridge_network::world::{CountryId, Line, LineId, LinkClass};
use std::collections::{BTreeMap, HashSet};

/// Stations lie within this distance of their line, mostly (the table says
/// 1–3 km), or within the wider one.
const STATION_KM: f64 = 5.0;
const STATION_FAR_KM: f64 = 14.0;
/// Candidates per station.
const CANDIDATES: usize = 5;
/// Map length is this share short, before any calibration.
const TYPICAL_FACTOR: f64 = 1.015;
/// A way fits when it differs from the official length by at most this share
/// (or `FIT_KM` on short sections).
const FIT_SHARE: f64 = 0.12;
const FIT_KM: f64 = 7.0;
/// A way this much too short is a sign of another line; look for others.
const SHORT_SHARE: f64 = 0.97;
/// Longest supplied connection from a station to the map's own line.
const ATTACH_KM: f64 = 4.0;

/// What matching did.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// Sections that follow the map.
    pub on_map: usize,
    /// Sections supplied, with line, ends, kilometres and the reason.
    pub supplied: Vec<(String, String, f64)>,
    /// Ends of lines at one station that the map does not join.
    pub joints: Vec<Weld>,
    /// Ratios of the lines for calibration.
    pub samples: Vec<Sample>,
}

/// Matches all runs; fills `lines` and the crossings it needs.
pub fn match_lines(
    draft: &mut Draft,
    runs: &[Vec<Section>],
    context: &Context<'_>,
    crossings: &mut Crossings,
    lines: &mut Vec<Line>,
) -> Matched {
    let mut stations = Stations::place(draft, runs);
    let mut matched = Matched::default();
    // Lines of a country's usual gauge first: the others take what is left.
    let usual = |run: &Vec<Section>| {
        let candidates = stations.nodes.get(&key(&run[0].from_station, run[0].from));
        candidates.is_some_and(|c| c.iter().any(|&(_, _, gauge)| gauge == run[0].gauge_mm))
    };
    let mut order: Vec<(bool, usize)> = runs.iter().enumerate().map(|(i, run)| (!usual(run), i)).collect();
    order.sort_unstable();
    for (_, i) in order {
        let adjacency = draft.adjacency();
        match_run(draft, &adjacency, &runs[i], context, crossings, lines, &mut stations, &mut matched);
    }
    matched.joints = join(draft, stations.ends.into_iter().map(|((_, gauge), ends)| (gauge, ends)));
    matched
}

type StationKey = (String, i64, i64);

fn key(name: &str, at: Point) -> StationKey {
    #[expect(clippy::cast_possible_truncation, reason = "a key in thousandths of a degree")]
    let round = |x: f64| (x * 1000.0).round() as i64;
    (name.to_owned(), round(at.lat), round(at.lon))
}

/// Candidate nodes of stations: node, distance, gauge of the edge there.
struct Stations {
    nodes: BTreeMap<StationKey, Vec<(u32, f64, u16)>>,
    /// Nodes made for stations that the map lacks, by gauge.
    made: BTreeMap<(StationKey, u16), u32>,
    /// Where a section that follows the map ends, by gauge.
    met: BTreeMap<(StationKey, u16), u32>,
    /// Where all sections end, by gauge.
    ends: BTreeMap<(StationKey, u16), Ends>,
}

impl Stations {
    fn place(draft: &mut Draft, runs: &[Vec<Section>]) -> Self {
        let mut index = EdgeIndex::new(draft, |_| true);
        let mut nodes = BTreeMap::new();
        for s in runs.iter().flatten() {
            for (name, at) in [(&s.from_station, s.from), (&s.to_station, s.to)] {
                nodes.entry(key(name, at)).or_insert_with(|| {
                    let mut near = index.near(draft, at, STATION_KM);
                    if near.is_empty() {
                        near = index.near(draft, at, STATION_FAR_KM);
                    }
                    near.truncate(CANDIDATES);
                    let mut found: Vec<(u32, f64, u16)> = Vec::new();
                    for n in near {
                        let gauge = draft.edges[n.edge as usize].class.gauge_mm;
                        let node = index.node_at(draft, &n, 0.8);
                        if !found.iter().any(|f| f.0 == node && f.2 == gauge) {
                            found.push((node, n.km, gauge));
                        }
                    }
                    found
                });
            }
        }
        Self { nodes, made: BTreeMap::new(), met: BTreeMap::new(), ends: BTreeMap::new() }
    }
}

/// A way between two candidates.
#[derive(Clone)]
struct Way {
    edges: Vec<u32>,
    misfit: f64,
}

#[expect(clippy::too_many_arguments, reason = "one pass over shared state; splitting it would hide the order of steps")]
fn match_run(
    draft: &mut Draft,
    adjacency: &Adjacency,
    run: &[Section],
    context: &Context<'_>,
    crossings: &mut Crossings,
    lines: &mut Vec<Line>,
    stations: &mut Stations,
    matched: &mut Matched,
) {
    let candidates: Vec<Vec<(u32, f64, u16)>> = std::iter::once((&run[0].from_station, run[0].from))
        .chain(run.iter().map(|s| (&s.to_station, s.to)))
        .map(|(name, at)| stations.nodes.get(&key(name, at)).cloned().unwrap_or_default())
        .collect();
    let chosen = viterbi(draft, adjacency, run, &candidates);
    // A supplied section meets a neighbour that follows the map where that ends,
    // and so does a later line from the same station.
    for (section, (from, to, way)) in run.iter().zip(&chosen) {
        let ends = [(&section.from_station, section.from, from), (&section.to_station, section.to, to)];
        // Over a border the track may have the neighbour's gauge.
        let own = |e: &u32| section.country_a == section.country_b || draft.edges[*e as usize].class.gauge_mm == section.gauge_mm;
        for (name, at, node) in ends.into_iter().filter(|_| way.as_ref().is_some_and(|w| w.edges.iter().all(own))) {
            if let Some((node, _)) = node {
                stations.met.insert((key(name, at), section.gauge_mm), *node);
                stations.ends.entry((key(name, at), section.gauge_mm)).or_default().insert(*node);
            }
        }
    }
    let mut by_country: BTreeMap<CountryId, (f64, f64)> = BTreeMap::new();
    for (i, section) in run.iter().enumerate() {
        let line = LineId(u32::try_from(lines.len()).unwrap_or(u32::MAX));
        lines.push(Line {
            name: format!("{} ({} – {})", section.line, section.from_station, section.to_station),
            source: section.source.clone(),
            confidence: section.confidence,
        });
        match &chosen[i].2 {
            Some(way) => {
                let map_km = apply(draft, &way.edges, section, line);
                matched.on_map += 1;
                if let Some((map_km, country)) = map_km {
                    let sums = by_country.entry(country).or_default();
                    *sums = (sums.0 + map_km.0, sums.1 + map_km.1);
                }
            }
            None => {
                let a = station_node(draft, stations, &section.from_station, section.from, chosen[i].0, section, context);
                let b = station_node(draft, stations, &section.to_station, section.to, chosen[i].1, section, context);
                for (name, at, node) in [(&section.from_station, section.from, a), (&section.to_station, section.to, b)] {
                    stations.ends.entry((key(name, at), section.gauge_mm)).or_default().insert(node);
                }
                supply(draft, (a, b), section.km, &supplied_class(section, line), context, crossings);
                matched.supplied.push((section.line.clone(), format!("{} – {}", section.from_station, section.to_station), section.km));
            }
        }
    }
    for (country, (map_km, official_km)) in by_country {
        if map_km >= 60.0 {
            matched.samples.push(Sample {
                line: run[0].line.clone(),
                country: context.countries[country.0 as usize].code.to_string(),
                region: context.regions[country.0 as usize].clone(),
                official_km,
                map_km,
            });
        }
    }
}

/// Chosen nodes and way of each section; a section without a way is supplied.
type Choice = (Option<(u32, f64)>, Option<(u32, f64)>, Option<Way>);

/// Nodes and ways that fit best over the whole run.
fn viterbi(draft: &Draft, adjacency: &Adjacency, run: &[Section], candidates: &[Vec<(u32, f64, u16)>]) -> Vec<Choice> {
    // State `k` of a station: candidate `k`; the last state: no node at all.
    let states = |i: usize| candidates[i].len() + 1;
    let snap = |i: usize, k: usize| candidates[i].get(k).map_or(STATION_FAR_KM, |c| c.1);
    let mut cost: Vec<f64> = (0..states(0)).map(|k| snap(0, k)).collect();
    let mut back: Vec<Vec<(usize, Option<Way>)>> = Vec::new();
    for (i, section) in run.iter().enumerate() {
        let ways = ways(draft, adjacency, section, &candidates[i], &candidates[i + 1]);
        let mut next = vec![f64::INFINITY; states(i + 1)];
        let mut step: Vec<(usize, Option<Way>)> = vec![(0, None); states(i + 1)];
        for (from, &before) in cost.iter().enumerate() {
            for to in 0..states(i + 1) {
                let way = ways.get(from).and_then(|row| row.get(to)).and_then(Option::as_ref);
                let supplied = 0.2 * section.km + 5.0;
                let total = before + snap(i + 1, to) + way.map_or(supplied, |w| w.misfit);
                if total < next[to] {
                    next[to] = total;
                    step[to] = (from, way.cloned());
                }
            }
        }
        cost = next;
        back.push(step);
    }
    let mut state = (0..cost.len()).min_by(|&a, &b| cost[a].total_cmp(&cost[b])).unwrap_or(0);
    let mut choices = Vec::new();
    for (i, mut step) in back.into_iter().enumerate().rev() {
        let (from, way) = std::mem::take(&mut step[state]);
        let node = |station: usize, k: usize| candidates[station].get(k).map(|c| (c.0, c.1));
        choices.push((node(i, from), node(i + 1, state), way));
        state = from;
    }
    choices.reverse();
    choices
}

/// Ways between all candidates of two stations that fit the section.
fn ways(
    draft: &Draft,
    adjacency: &Adjacency,
    section: &Section,
    from: &[(u32, f64, u16)],
    to: &[(u32, f64, u16)],
) -> Vec<Vec<Option<Way>>> {
    if !section.lifespan.open_in(THIS_YEAR) {
        return Vec::new();
    }
    let abroad = section.country_a != section.country_b;
    let allowed = |e: &DraftEdge| {
        let passable = if e.crossing.is_some() { abroad } else { e.class.gauge_mm == section.gauge_mm || abroad || e.official.is_none() };
        passable && e.class.mode == Mode::Rail
    };
    let limit = section.km * 1.25 + 12.0;
    let search = |start: u32, penalised: &HashSet<u32>| -> Tree {
        draft.dijkstra(adjacency, &[(start, 0.0)], limit, |i, e| {
            let other_gauge = if e.class.gauge_mm == section.gauge_mm { 1.0 } else { 1.05 };
            allowed(e).then(|| length(e) * other_gauge * if penalised.contains(&i) { 1.4 } else { 1.0 })
        })
    };
    from.iter()
        .map(|&(start, ..)| {
            let tree = search(start, &HashSet::new());
            to.iter()
                .map(|&(end, ..)| {
                    tree.cost(end)?;
                    let mut edges = tree.path(draft, end);
                    let mut best = fit(draft, &edges, section);
                    // Too short: another line runs straighter (a high-speed
                    // line, a cut-off). Try ways that avoid it.
                    let mut penalised = HashSet::new();
                    for _ in 0..3 {
                        if path_km(draft, &edges) * TYPICAL_FACTOR >= section.km * SHORT_SHARE {
                            break;
                        }
                        penalised.extend(edges.iter().copied());
                        let detour = search(start, &penalised);
                        if detour.cost(end).is_none() {
                            break;
                        }
                        edges = detour.path(draft, end);
                        let way = fit(draft, &edges, section);
                        if way.as_ref().is_some_and(|w| best.as_ref().is_none_or(|b| w.misfit < b.misfit)) {
                            best = way;
                        }
                    }
                    best
                })
                .collect()
        })
        .collect()
}

/// Sections that are open in the year the tables describe follow the map;
/// later ones are always supplied.
const THIS_YEAR: u16 = 2025;

fn length(e: &DraftEdge) -> f64 {
    e.official.unwrap_or(e.km * TYPICAL_FACTOR)
}

fn path_km(draft: &Draft, edges: &[u32]) -> f64 {
    edges.iter().map(|&e| length(&draft.edges[e as usize])).sum::<f64>() / TYPICAL_FACTOR
}

fn fit(draft: &Draft, edges: &[u32], section: &Section) -> Option<Way> {
    let km = path_km(draft, edges) * TYPICAL_FACTOR;
    let misfit = (km - section.km).abs();
    (!edges.is_empty() && misfit <= (section.km * FIT_SHARE).max(FIT_KM)).then(|| Way { edges: edges.to_vec(), misfit })
}

/// Sets official lengths and attributes along a way. Returns map and official
/// length of what this section could set, and its country.
fn apply(draft: &mut Draft, edges: &[u32], section: &Section, line: LineId) -> Option<((f64, f64), CountryId)> {
    let fixed: f64 = edges.iter().filter_map(|&e| draft.edges[e as usize].official).sum();
    let free: Vec<u32> = edges
        .iter()
        .copied()
        .filter(|&e| draft.edges[e as usize].official.is_none() && draft.edges[e as usize].crossing.is_none())
        .collect();
    let map_km: f64 = free.iter().map(|&e| draft.edges[e as usize].km).sum();
    let country = draft.edges[*edges.first()? as usize].class.country;
    if map_km <= 0.0 {
        return None;
    }
    let scale = ((section.km - fixed) / map_km).clamp(0.8, 1.35);
    for e in free {
        let edge = &mut draft.edges[e as usize];
        edge.official = Some(edge.km * scale);
        // A section abroad knows one gauge for two countries; keep the map's.
        if section.country_a == section.country_b {
            edge.class.gauge_mm = section.gauge_mm;
        }
        edge.class.tracks = section.tracks;
        edge.class.electrified = section.electrified;
        edge.class.freight_kmh = section.freight_kmh;
        edge.class.lifespan = Lifespan { opened: section.lifespan.opened, ..section.lifespan };
        edge.class.provenance = Provenance::Backbone;
        edge.class.confidence = if section.split { Confidence::Recalled } else { section.confidence };
        edge.class.line = Some(line);
    }
    let whole = section.country_a == section.country_b && (0.85..1.2).contains(&scale);
    whole.then_some(((map_km, map_km * scale), country))
}

/// The node of a station for a supplied line: where another section that
/// follows the map ends, else the chosen one where it is near and of the right
/// gauge, else one made for the station.
fn station_node(
    draft: &mut Draft,
    stations: &mut Stations,
    name: &str,
    at: Point,
    chosen: Option<(u32, f64)>,
    section: &Section,
    context: &Context<'_>,
) -> u32 {
    let station = key(name, at);
    if let Some(&node) = stations.met.get(&(station.clone(), section.gauge_mm)) {
        return node;
    }
    let same_gauge = stations.nodes.get(&station).into_iter().flatten().find(|c| c.2 == section.gauge_mm && c.1 <= ATTACH_KM);
    if let Some(&(node, ..)) = same_gauge {
        return chosen
            .filter(|c| c.1 <= ATTACH_KM)
            .map_or(node, |c| if stations.nodes[&station].iter().any(|n| n.0 == c.0 && n.2 == section.gauge_mm) { c.0 } else { node });
    }
    let made = (station, section.gauge_mm);
    if let Some(&node) = stations.made.get(&made) {
        return node;
    }
    let own = if name == section.from_station { section.country_a } else { section.country_b };
    let country = context.countries.iter().position(|c| c.code == own).map_or(CountryId(0), |i| CountryId(u32::try_from(i).unwrap_or(0)));
    let node = draft.add_node(at, country);
    stations.made.insert(made, node);
    node
}

fn supplied_class(section: &Section, line: LineId) -> LinkClass {
    LinkClass {
        gauge_mm: section.gauge_mm,
        tracks: section.tracks,
        electrified: section.electrified,
        freight_kmh: section.freight_kmh,
        lifespan: section.lifespan,
        confidence: section.confidence,
        line: Some(line),
        ..plain_class(Mode::Rail, Provenance::Supplied)
    }
}

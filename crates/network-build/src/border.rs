//! Countries of nodes, and the points where links cross borders.

use crate::draft::{Draft, DraftEdge, Ordered, number, plain_class};
use crate::sources::territory::Territory;
use landbridge_model::{Confidence, Lifespan, Mode, Point, Provenance};
use landbridge_network::world::{Country, CountryId, Crossing};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Runs of a foreign label up to this long are taken as noise of the border's
/// drawing, not as a crossing (Natural Earth 1:10m is good to a kilometre or
/// two).
const NOISE_KM: f64 = 6.0;

/// A straight line over the sea for longer than this crosses a strait; looked
/// at in steps.
const STRAIT_KM: f64 = 0.5;
const SAMPLE_KM: f64 = 0.2;

/// Natural Earth areas as indices of the country table.
pub struct CountryLookup<'a> {
    /// Polygons.
    pub territory: &'a Territory,
    /// Country of each Natural Earth area.
    pub country_of: Vec<CountryId>,
}

impl CountryLookup<'_> {
    /// The country at a point, 0 at sea.
    pub fn at(&self, p: Point) -> CountryId {
        self.territory.country_at(p).map_or(CountryId(0), |i| self.country_of[i])
    }

    /// Whether a straight line keeps to one side of any strait: it does not
    /// leave the land for the sea and come to land again. A line with an end
    /// off a coarsely drawn coast crosses none.
    pub fn dry(&self, a: Point, b: Point) -> bool {
        let steps = (a.km_to(b) / SAMPLE_KM).ceil().clamp(1.0, 1000.0);
        // Kilometres at sea since land was left.
        let mut at_sea = None;
        let mut step = 0.0;
        while step <= steps {
            let land = self.at(a.lerp(b, step / steps)).0 != 0;
            if land && at_sea.is_some_and(|km| km > STRAIT_KM) {
                return false;
            }
            at_sea = if land { Some(0.0) } else { at_sea.map(|km: f64| km + SAMPLE_KM) };
            step += 1.0;
        }
        true
    }
}

/// Labels nodes: by polygon, then offshore nodes from their neighbours, then
/// short foreign runs from what surrounds them.
pub fn label_nodes(draft: &mut Draft, lookup: &CountryLookup<'_>) {
    use rayon::prelude::*;
    draft.nodes.par_iter_mut().for_each(|n| n.country = lookup.at(n.at));
    spread_to_sea(draft);
    smooth(draft);
}

/// Nodes outside all polygons (bridges, piers, coarse coasts) take the country
/// of the nearest labelled node along the network.
fn spread_to_sea(draft: &mut Draft) {
    let adjacency = draft.adjacency();
    let mut heap: BinaryHeap<_> =
        (0u32..).zip(&draft.nodes).filter(|(_, n)| n.country.0 != 0).map(|(v, n)| Reverse((Ordered(0.0), v, n.country.0))).collect();
    let mut done = vec![false; draft.nodes.len()];
    while let Some(Reverse((Ordered(km), v, country))) = heap.pop() {
        if std::mem::replace(&mut done[v as usize], true) {
            continue;
        }
        draft.nodes[v as usize].country = CountryId(country);
        for &e in adjacency.at(v) {
            let edge = &draft.edges[e as usize];
            let w = edge.other(v);
            if !done[w as usize] && draft.nodes[w as usize].country.0 == 0 {
                heap.push(Reverse((Ordered(km + edge.km), w, country)));
            }
        }
    }
}

/// Small islands of a label inside another take the other's.
fn smooth(draft: &mut Draft) {
    for _ in 0..3 {
        let same: Vec<u32> = {
            let nodes = &draft.nodes;
            draft.components(|e| nodes[e.a as usize].country == nodes[e.b as usize].country)
        };
        let mut size: BTreeMap<u32, f64> = BTreeMap::new();
        let mut rim: BTreeMap<u32, BTreeMap<CountryId, u32>> = BTreeMap::new();
        for e in draft.edges.iter().filter(|e| !e.gone) {
            let (ca, cb) = (same[e.a as usize], same[e.b as usize]);
            if ca == cb {
                *size.entry(ca).or_default() += e.km;
            } else {
                for (mine, other) in [(ca, e.b), (cb, e.a)] {
                    *rim.entry(mine).or_default().entry(draft.nodes[other as usize].country).or_default() += 1;
                }
            }
        }
        let mut change: BTreeMap<u32, CountryId> = BTreeMap::new();
        for (component, around) in &rim {
            let contacts: u32 = around.values().sum();
            let best = around.iter().max_by_key(|(c, n)| (**n, Reverse(c.0)));
            // A border station has one link out; noise has at least two.
            if size.get(component).copied().unwrap_or(0.0) < NOISE_KM
                && contacts >= 2
                && let Some((&country, _)) = best
            {
                change.insert(*component, country);
            }
        }
        if change.is_empty() {
            return;
        }
        for (v, node) in draft.nodes.iter_mut().enumerate() {
            if let Some(&country) = change.get(&same[v]) {
                node.country = country;
            }
        }
    }
}

/// Named crossings, and those derived from geometry, as one growing list.
pub struct Crossings {
    /// All crossings.
    pub list: Vec<Crossing>,
    /// Pairs of countries whose border takes no freight, with mode (`None`
    /// for all), whether it is a standing closure, since when, and source.
    pub closed: Vec<ClosedBorder>,
    /// Customs unions by country.
    pub unions: BTreeMap<CountryId, Vec<String>>,
}

/// A border that takes no freight.
#[derive(Clone, Debug)]
pub struct ClosedBorder {
    /// Both countries, lower number first.
    pub pair: (CountryId, CountryId),
    /// Mode; `None` closes all.
    pub mode: Option<Mode>,
    /// Since which year, 0 where not known.
    pub since: u16,
    /// Document and publisher.
    pub source: String,
}

impl Crossings {
    /// The crossing at a border point: a named one near by, else a derived one.
    pub fn at(&mut self, p: Point, mode: Mode, a: CountryId, b: CountryId, within_km: f64, countries: &[Country]) -> u32 {
        let pair = (a.min(b), a.max(b));
        let near = |c: &Crossing| {
            let same = c.mode == mode && (c.country_a.min(c.country_b), c.country_a.max(c.country_b)) == pair;
            same.then(|| c.position.km_to(p))
        };
        let best = self.list.iter().enumerate().filter_map(|(i, c)| near(c).map(|km| (i, km))).min_by(|x, y| x.1.total_cmp(&y.1));
        match best {
            Some((i, km)) if km <= within_km || (self.list[i].confidence == Confidence::Derived && km < 2.0) => return number(i),
            _ => {}
        }
        let (ca, cb) = (&countries[a.0 as usize], &countries[b.0 as usize]);
        let closed = self.closed.iter().find(|c| c.pair == pair && c.mode.is_none_or(|m| m == mode));
        let lifespan = closed.map_or(Lifespan::ALWAYS, |c| Lifespan { opened: 0, closed: c.since.max(1) });
        let serial = self.list.len();
        self.list.push(Crossing {
            id: format!("{}-{}-{}-{serial}", mode.as_str(), ca.code.as_str().to_lowercase(), cb.code.as_str().to_lowercase()),
            name: format!("{} {} / {} ({:.2}, {:.2})", mode.as_str(), ca.code, cb.code, p.lat, p.lon),
            country_a: a,
            country_b: b,
            mode,
            position: p,
            hours_p50: None,
            hours_p90: None,
            fee_usd: None,
            gauge_change: None,
            union: self.union_of(a, b),
            lifespan,
            note: closed.map_or_else(String::new, |_| "border closed".to_owned()),
            source: closed.map_or_else(|| "derived: a link crosses the border here (Natural Earth 1:10m)".to_owned(), |c| c.source.clone()),
            confidence: Confidence::Derived,
        });
        number(serial)
    }

    /// A union that both countries belong to, empty where there is none.
    pub fn union_of(&self, a: CountryId, b: CountryId) -> String {
        let of = |c: CountryId| self.unions.get(&c).map(Vec::as_slice).unwrap_or_default();
        let shared: Vec<&str> = of(a).iter().filter(|u| of(b).contains(u)).map(String::as_str).collect();
        shared.join("+")
    }
}

/// Splits every edge whose ends lie in different countries at the border and
/// puts a crossing edge there. Returns how many were split.
pub fn split_at_borders(
    draft: &mut Draft,
    lookup: &CountryLookup<'_>,
    crossings: &mut Crossings,
    countries: &[Country],
    within_km: f64,
) -> usize {
    let mut count = 0;
    for i in 0..draft.edges.len() {
        let edge = &draft.edges[i];
        let (ca, cb) = (draft.nodes[edge.a as usize].country, draft.nodes[edge.b as usize].country);
        if edge.gone || edge.crossing.is_some() || ca == cb {
            continue;
        }
        let edge = edge.clone();
        let fraction = border_fraction(&draft.points(&edge), ca, lookup);
        let at = draft.nodes[edge.a as usize].at.lerp(draft.nodes[edge.b as usize].at, fraction);
        let crossing = crossings.at(at, edge.class.mode, ca, cb, within_km, countries);
        add_crossing(draft, number(i), fraction, at, crossing);
        count += 1;
    }
    for edge in &mut draft.edges {
        edge.class.country = draft.nodes[edge.a as usize].country;
    }
    count
}

/// Cuts edge `i` at the border into two, with a crossing edge between.
fn add_crossing(draft: &mut Draft, i: u32, fraction: f64, at: Point, crossing: u32) {
    let edge = draft.edges[i as usize].clone();
    let (ca, cb) = (draft.nodes[edge.a as usize].country, draft.nodes[edge.b as usize].country);
    let (na, nb) = (draft.add_node(at, ca), draft.add_node(at, cb));
    let part = |a: u32, b: u32, share: f64, country: CountryId| {
        let mut e = edge.clone();
        (e.a, e.b, e.km) = (a, b, edge.km * share);
        e.class.country = country;
        e
    };
    draft.edges[i as usize] = part(edge.a, na, fraction, ca);
    draft.add_edge(part(nb, edge.b, 1.0 - fraction, cb));
    draft.add_edge(crossing_edge(na, nb, edge.class.mode, crossing));
}

/// An edge of no length over a crossing.
pub fn crossing_edge(a: u32, b: u32, mode: Mode, crossing: u32) -> DraftEdge {
    DraftEdge { crossing: Some(crossing), ..DraftEdge::new(a, b, 0.0, plain_class(mode, Provenance::Derived)) }
}

/// Where along a straight edge the country `from` ends, by bisection.
fn border_fraction(points: &[Point], from: CountryId, lookup: &CountryLookup<'_>) -> f64 {
    let (Some(&a), Some(&b)) = (points.first(), points.last()) else { return 0.5 };
    if lookup.at(a) != from || lookup.at(b) == from {
        // A label that smoothing changed: the border is not between the ends.
        return 0.5;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        if lookup.at(a.lerp(b, middle)) == from { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

//! The shortest way of a line through its points.
//!
//! Every point gets candidate nodes; a forward pass over the points finds the
//! shortest way through one candidate each, distance to the point counted. It
//! is the Viterbi pass of Newson and Krumm, "Hidden Markov Map Matching Through
//! Noise and Sparseness" (2009), with the length of the way in place of its
//! transition probability. Consecutive legs meet in the same node.

use crate::draft::{Adjacency, Draft, DraftEdge, Tree};
use crate::locate::{EdgeIndex, Near};
use landbridge_model::Point;

/// Candidates of a point, and how far they lie apart at least.
const CANDIDATES: usize = 8;
const APART_KM: f64 = 1.0;
/// Kilometres of way that a kilometre beside the point is worth. A detour into
/// a town and out again costs two.
const BESIDE: f64 = 1.5;
/// A leg longer than this share of the straight line and the slack is a gap of
/// the map.
const GAP_SHARE: f64 = 1.6;
const GAP_KM: f64 = 20.0;

/// From one point to the next.
pub struct Leg {
    /// The nodes at both ends; without a way, the point's likeliest candidates.
    pub ends: (u32, u32),
    /// The edges between, or none where the map has no way.
    pub way: Option<Vec<u32>>,
    /// Straight distance of the points.
    pub straight_km: f64,
}

/// Nodes for a point and how far beside it they lie, the nearest first. Edges
/// are split for them.
pub fn candidates(draft: &mut Draft, index: &mut EdgeIndex, p: Point, within_km: f64) -> Vec<(u32, f64)> {
    let mut chosen: Vec<(u32, f64)> = Vec::new();
    let mut taken: Vec<Point> = Vec::new();
    for near in index.near(draft, p, within_km) {
        if taken.len() < CANDIDATES && taken.iter().all(|t| t.km_to(near.at) >= APART_KM) {
            taken.push(near.at);
            let node = index.node_at(draft, &near, APART_KM / 2.0);
            chosen.push((node, near.km));
        }
    }
    chosen
}

/// A straight stretch at least this long is drawn coarsely.
const COARSE_KM: f64 = 25.0;
/// Farthest that a point may lie from the straight stretch it is on.
const BEND_KM: f64 = 80.0;
/// What the way over the point may exceed the stretch's own length by.
const BEND_SHARE: f64 = 1.05;
/// Kilometres of way that a kilometre beside a coarse stretch is worth: the
/// road itself leaves the straight line.
const COARSE_BESIDE: f64 = 0.1;
const COARSE_CANDIDATES: usize = 3;

/// Nodes on coarsely drawn edges that may run over a point: the way from end
/// to end over it is about as long as the edge itself. An edge keeps its shape
/// until [`bend`] is told that the way was taken.
pub fn coarse_candidates(draft: &mut Draft, index: &mut EdgeIndex, p: Point, beyond_km: f64) -> Vec<(u32, f64)> {
    let fits = |draft: &Draft, near: &Near| {
        let edge = &draft.edges[near.edge as usize];
        let (a, b) = (draft.nodes[edge.a as usize].at, draft.nodes[edge.b as usize].at);
        let inner = near.at.km_to(a).min(near.at.km_to(b)) > APART_KM;
        edge.shape.is_empty() && inner && a.km_to(b) >= COARSE_KM && a.km_to(p) + p.km_to(b) <= edge.km * BEND_SHARE
    };
    let near: Vec<Near> = index.near(draft, p, BEND_KM).into_iter().filter(|n| n.km > beyond_km && fits(draft, n)).collect();
    near.iter().take(COARSE_CANDIDATES).map(|n| (index.node_at(draft, n, APART_KM / 2.0), n.km * COARSE_BESIDE / BESIDE)).collect()
}

/// Moves a node that a road's way takes to the point of the road. The edges
/// keep the map's length, which is what they have without curated tables.
pub fn bend(draft: &mut Draft, node: u32, p: Point) {
    draft.nodes[node as usize].at = p;
}

/// The shortest way through one candidate of each point, over the edges that
/// `cost` prices in kilometres; `None` where a point has no candidate.
pub fn thread(
    draft: &Draft,
    adjacency: &Adjacency,
    points: &[Point],
    candidates: &[Vec<(u32, f64)>],
    cost: impl Fn(&DraftEdge) -> Option<f64>,
) -> Option<Vec<Leg>> {
    let mut states: Vec<(u32, f64)> = candidates.first()?.iter().map(|&(v, km)| (v, km * BESIDE)).collect();
    let mut steps: Vec<(Tree, Vec<(u32, f64)>)> = Vec::new();
    for (w, near) in points.windows(2).zip(&candidates[1..]) {
        let base = states.iter().map(|s| s.1).min_by(f64::total_cmp)?;
        let limit = base + w[0].km_to(w[1]) * GAP_SHARE + GAP_KM;
        let tree = draft.dijkstra(adjacency, &states, limit, |_, e| cost(e));
        let mut next: Vec<(u32, f64)> = near.iter().filter_map(|&(v, km)| tree.cost(v).map(|c| (v, c + km * BESIDE))).collect();
        if next.is_empty() {
            next = near.iter().map(|&(v, km)| (v, limit + km * BESIDE)).collect();
        }
        steps.push((tree, std::mem::replace(&mut states, next)));
    }
    let best = |states: &[(u32, f64)]| states.iter().min_by(|x, y| x.1.total_cmp(&y.1).then(x.0.cmp(&y.0))).map(|s| s.0);
    let mut end = best(&states)?;
    let mut legs = Vec::new();
    for ((tree, before), w) in steps.iter().zip(points.windows(2)).rev() {
        let way = tree.cost(end).map(|_| tree.path(draft, end));
        let start = match &way {
            Some(way) => way.iter().rev().fold(end, |v, &e| draft.edges[e as usize].other(v)),
            None => best(before)?,
        };
        legs.push(Leg { ends: (start, end), way, straight_km: w[0].km_to(w[1]) });
        end = start;
    }
    legs.reverse();
    Some(legs)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::draft::plain_class;
    use landbridge_model::{Mode, Provenance};

    /// A straight road of three points in two edges, and a detour.
    pub(crate) fn draft() -> Draft {
        let mut draft = Draft::default();
        let at = [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.5, 1.0)];
        for (lat, lon) in at {
            draft.add_node(Point::new(lat, lon), landbridge_network::world::CountryId(1));
        }
        for (a, b) in [(0u32, 1u32), (1, 2), (0, 3), (3, 2)] {
            let km = draft.nodes[a as usize].at.km_to(draft.nodes[b as usize].at);
            draft.add_edge(DraftEdge::new(a, b, km, plain_class(Mode::Road, Provenance::Map)));
        }
        draft
    }

    #[test]
    fn the_shortest_way_through_the_points_is_found() {
        let mut draft = draft();
        let points = [Point::new(0.0, 0.0), Point::new(0.02, 1.0), Point::new(0.0, 2.0)];
        let mut index = EdgeIndex::new(&draft, |_| true);
        let near: Vec<_> = points.iter().map(|&p| candidates(&mut draft, &mut index, p, 10.0)).collect();
        let adjacency = draft.adjacency();
        let legs = thread(&draft, &adjacency, &points, &near, |e| Some(e.km)).expect("every point has a candidate");
        assert_eq!(legs.len(), 2);
        assert_eq!((legs[0].ends, legs[1].ends), ((0, 1), (1, 2)));
        assert!(legs.iter().all(|l| l.way.as_ref().is_some_and(|w| w.len() == 1)));
    }

    #[test]
    fn a_coarse_edge_bends_to_the_point_it_runs_over() {
        let mut draft = Draft::default();
        for (lat, lon) in [(0.0, 0.0), (0.0, 2.0)] {
            draft.add_node(Point::new(lat, lon), landbridge_network::world::CountryId(1));
        }
        draft.add_edge(DraftEdge::new(0, 1, 240.0, plain_class(Mode::Road, Provenance::Map)));
        let mut index = EdgeIndex::new(&draft, |_| true);
        let far = coarse_candidates(&mut draft, &mut index, Point::new(0.55, 1.0), 8.0);
        assert_eq!(far, Vec::new(), "over that point the road would be 254 km long, more than its 240 and a twentieth");
        let town = Point::new(0.3, 1.0);
        let near = coarse_candidates(&mut draft, &mut index, town, 8.0);
        bend(&mut draft, near[0].0, town);
        assert_eq!(draft.nodes[2].at, town);
        assert_eq!(draft.edges.iter().map(|e| e.km).sum::<f64>(), 240.0);
    }

    #[test]
    fn a_leg_without_a_way_is_a_gap() {
        let mut draft = draft();
        let island = [Point::new(0.0, 4.0), Point::new(0.0, 5.0)].map(|p| draft.add_node(p, landbridge_network::world::CountryId(1)));
        draft.add_edge(DraftEdge::new(island[0], island[1], 111.0, plain_class(Mode::Road, Provenance::Map)));
        let points = [Point::new(0.0, 0.0), Point::new(0.0, 2.0), Point::new(0.0, 4.0)];
        let mut index = EdgeIndex::new(&draft, |_| true);
        let near: Vec<_> = points.iter().map(|&p| candidates(&mut draft, &mut index, p, 10.0)).collect();
        let adjacency = draft.adjacency();
        let legs = thread(&draft, &adjacency, &points, &near, |e| Some(e.km)).expect("every point has a candidate");
        assert!(legs[0].way.is_some() && legs[1].way.is_none());
        assert_eq!(legs[1].ends, (2, island[0]));
    }
}

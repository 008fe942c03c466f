//! The shortest way of a line through its points.
//!
//! Every point gets candidate nodes; a forward pass over the points finds the
//! shortest way through one candidate each, distance to the point counted. It
//! is the Viterbi pass of Newson and Krumm, "Hidden Markov Map Matching Through
//! Noise and Sparseness" (2009), with the length of the way in place of its
//! transition probability. Consecutive legs meet in the same node.

use crate::draft::{Adjacency, Draft, DraftEdge, Tree};
use crate::locate::EdgeIndex;
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
mod tests {
    use super::*;
    use crate::draft::plain_class;
    use landbridge_model::{Mode, Provenance};

    /// A straight road of three points in two edges, and a detour.
    fn draft() -> Draft {
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

//! Nearest edges and nodes of a draft.

use crate::draft::{Draft, DraftEdge, number};
use landbridge_model::Point;
use rstar::{AABB, RTree, RTreeObject};

/// Boxes around the segments of a draft's edges. Edges that change or appear
/// later are found through [`EdgeIndex::node_at`], which keeps the index true.
pub struct EdgeIndex {
    tree: RTree<Segment>,
}

#[derive(Clone, Copy, PartialEq)]
struct Segment {
    edge: u32,
    segment: u32,
    low: [f64; 2],
    high: [f64; 2],
}

impl RTreeObject for Segment {
    type Envelope = AABB<[f64; 2]>;
    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.low, self.high)
    }
}

/// A place on an edge near a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The edge.
    pub edge: u32,
    /// Segment of the edge's polyline.
    pub segment: usize,
    /// Nearest point on the edge.
    pub at: Point,
    /// Share of the edge's length before the point.
    pub fraction: f64,
    /// Distance in kilometres.
    pub km: f64,
}

fn segments(draft: &Draft, index: u32, edge: &DraftEdge) -> Vec<Segment> {
    let points = draft.points(edge);
    (0u32..)
        .zip(points.windows(2))
        .map(|(segment, w)| Segment {
            edge: index,
            segment,
            low: [w[0].lat.min(w[1].lat), w[0].lon.min(w[1].lon)],
            high: [w[0].lat.max(w[1].lat), w[0].lon.max(w[1].lon)],
        })
        .collect()
}

impl EdgeIndex {
    /// Indexes the edges that `keep` lets through.
    pub fn new(draft: &Draft, keep: impl Fn(&DraftEdge) -> bool) -> Self {
        let all = (0u32..).zip(&draft.edges).filter(|(_, e)| !e.gone && e.crossing.is_none() && keep(e));
        Self { tree: RTree::bulk_load(all.flat_map(|(i, e)| segments(draft, i, e)).collect()) }
    }

    /// Places within `km` of a point, one an edge, nearest first.
    pub fn near(&self, draft: &Draft, p: Point, km: f64) -> Vec<Near> {
        let dlat = km / 111.0;
        let dlon = dlat / libm::cos(p.lat.to_radians()).max(0.05);
        let window = AABB::from_corners([p.lat - dlat, p.lon - dlon], [p.lat + dlat, p.lon + dlon]);
        let mut found: Vec<Near> = Vec::new();
        for s in self.tree.locate_in_envelope_intersecting(window) {
            let edge = &draft.edges[s.edge as usize];
            if edge.gone {
                continue;
            }
            let points = draft.points(edge);
            let i = s.segment as usize;
            let Some(w) = points.get(i..i + 2) else { continue };
            let projection = p.project_on(w[0], w[1]);
            if projection.km <= km {
                let total: f64 = points.windows(2).map(|w| w[0].km_to(w[1])).sum();
                let before: f64 = points[..=i].windows(2).map(|w| w[0].km_to(w[1])).sum();
                let fraction = if total > 0.0 { (before + w[0].km_to(projection.point)) / total } else { 0.0 };
                found.push(Near { edge: s.edge, segment: i, at: projection.point, fraction, km: projection.km });
            }
        }
        found.sort_by(|a, b| a.edge.cmp(&b.edge).then(a.km.total_cmp(&b.km)));
        found.dedup_by_key(|n| n.edge);
        found.sort_by(|a, b| a.km.total_cmp(&b.km).then(a.edge.cmp(&b.edge)));
        found
    }

    /// A node at a place on an edge: an end where it is within `tolerance`
    /// kilometres, else the edge is split there.
    pub fn node_at(&mut self, draft: &mut Draft, near: &Near, tolerance: f64) -> u32 {
        let edge = &draft.edges[near.edge as usize];
        let (a, b) = (edge.a, edge.b);
        let (to_a, to_b) = (draft.nodes[a as usize].at.km_to(near.at), draft.nodes[b as usize].at.km_to(near.at));
        if to_a.min(to_b) <= tolerance {
            return if to_a <= to_b { a } else { b };
        }
        for s in segments(draft, near.edge, &draft.edges[near.edge as usize]) {
            self.tree.remove(&s);
        }
        let node = draft.split_edge(near.edge, near.segment, near.at, near.fraction);
        let second = number(draft.edges.len() - 1);
        for e in [near.edge, second] {
            for s in segments(draft, e, &draft.edges[e as usize]) {
                self.tree.insert(s);
            }
        }
        node
    }
}

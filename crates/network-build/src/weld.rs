//! Small gaps between pieces of the map data.
//!
//! A weld joins two components of the same country and the same gauge where
//! their ends come close, nearest first; it never crosses a border or open
//! water. Longer gaps are a matter of review: see [`crate::bridge`].

use crate::draft::{Draft, DraftEdge, UnionFind, number};
use crate::locate::{EdgeIndex, Near};
use landbridge_model::{Confidence, Point, Provenance};
use landbridge_network::world::LinkClass;
use std::collections::BTreeMap;

/// A gap between two pieces, closed or left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Weld {
    /// Length of the gap in kilometres.
    pub km: f64,
    /// Both ends of the gap.
    pub ends: (Point, Point),
    /// Kilometres of the smaller piece.
    pub joined_km: f64,
}

impl Weld {
    /// Middle of the gap.
    pub fn at(&self) -> Point {
        self.ends.0.lerp(self.ends.1, 0.5)
    }
}

/// What a round of welding did.
#[derive(Clone, Debug, Default)]
pub struct Welds {
    /// Gaps closed.
    pub made: Vec<Weld>,
    /// Gaps left because open water lies between, one a pair of pieces that
    /// no other weld joined.
    pub over_water: Vec<Weld>,
}

/// Joins components whose ends are at most `limit_km` apart, where `dry` says
/// that no open water lies between.
pub fn weld(draft: &mut Draft, limit_km: f64, dry: &dyn Fn(Point, Point) -> bool) -> Welds {
    let mut index = EdgeIndex::new(draft, |_| true);
    let mut pieces = Pieces::of(draft);
    let mut welds = Welds::default();
    let mut wet = BTreeMap::new();
    for v in pieces.ends_near_others(draft, &index, limit_km) {
        // Look again: an earlier weld may have split the edge.
        let at = draft.nodes[v as usize].at;
        let fitting = pieces.fitting(draft, &index, v, limit_km);
        for near in &fitting {
            let other = pieces.of_edge(&draft.edges[near.edge as usize]);
            if !dry(at, near.at) {
                wet.entry((pieces.of_node(v), other)).or_insert((near.km, (at, near.at)));
            }
        }
        let Some(near) = fitting.into_iter().find(|near| dry(at, near.at)) else { continue };
        let class = draft.edges[pieces.end_of[v as usize].unwrap_or(near.edge) as usize].class.clone();
        let joined_km = pieces.join(pieces.of_node(v), pieces.of_edge(&draft.edges[near.edge as usize]));
        let target = pieces.node_at(draft, &mut index, &near);
        draft.add_edge(patch((v, target), near.km, class));
        welds.made.push(Weld { km: near.km, ends: (at, near.at), joined_km });
    }
    for ((mine, theirs), (km, ends)) in wet {
        if pieces.apart(mine, theirs) {
            let joined_km = pieces.join(mine, theirs);
            welds.over_water.push(Weld { km, ends, joined_km });
        }
    }
    welds
}

/// The edge over a gap, of the class of what lies on one side.
pub fn patch((from, to): (u32, u32), km: f64, class: LinkClass) -> DraftEdge {
    let class = LinkClass { provenance: Provenance::Weld, confidence: Confidence::Derived, line: None, ..class };
    DraftEdge::new(from, to, km, class)
}

/// Components as they were, and as joins make them.
pub struct Pieces {
    /// Component of each node, as it was at the start.
    component: Vec<u32>,
    /// The only edge at each node that is the end of a line.
    end_of: Vec<Option<u32>>,
    sets: UnionFind,
    km: Vec<f64>,
}

impl Pieces {
    /// Pieces of a draft.
    pub fn of(draft: &Draft) -> Self {
        let component = draft.components(|_| true);
        let mut km = vec![0.0f64; draft.nodes.len()];
        for e in draft.edges.iter().filter(|e| !e.gone) {
            km[component[e.a as usize] as usize] += e.km;
        }
        let adjacency = draft.adjacency();
        let end_of = (0..number(draft.nodes.len())).map(|v| <[u32; 1]>::try_from(adjacency.at(v)).ok().map(|[e]| e)).collect();
        Self { component, end_of, sets: UnionFind::new(draft.nodes.len()), km }
    }

    /// Component of an edge.
    pub fn of_edge(&self, edge: &DraftEdge) -> u32 {
        self.component[edge.a as usize]
    }

    /// A node at a place on an edge, which may be split there.
    pub fn node_at(&mut self, draft: &mut Draft, index: &mut EdgeIndex, near: &Near) -> u32 {
        let piece = self.of_edge(&draft.edges[near.edge as usize]);
        let node = index.node_at(draft, near, 0.3);
        self.component.resize(draft.nodes.len(), piece);
        node
    }

    /// Whether two components are still apart.
    pub fn apart(&mut self, a: u32, b: u32) -> bool {
        self.sets.find(a) != self.sets.find(b)
    }

    /// Kilometres of the smaller of two components, none where they are one.
    pub fn smaller_km(&mut self, a: u32, b: u32) -> f64 {
        let (a, b) = (self.sets.find(a) as usize, self.sets.find(b) as usize);
        if a == b { 0.0 } else { self.km[a].min(self.km[b]) }
    }

    /// Joins two components; returns the kilometres of the smaller.
    pub fn join(&mut self, a: u32, b: u32) -> f64 {
        let (x, y) = (self.km[self.sets.find(a) as usize], self.km[self.sets.find(b) as usize]);
        self.sets.union(a, b);
        let root = self.sets.find(a);
        self.km[root as usize] = x + y;
        x.min(y)
    }

    /// Component of a node.
    pub fn of_node(&self, v: u32) -> u32 {
        self.component[v as usize]
    }

    /// Ends of lines within reach of another piece, nearest first.
    pub fn ends_near_others(&mut self, draft: &Draft, index: &EdgeIndex, limit_km: f64) -> Vec<u32> {
        let mut ends = Vec::new();
        for v in 0..number(self.end_of.len()) {
            if let Some(near) = self.fitting(draft, index, v, limit_km).first() {
                ends.push((near.km, v));
            }
        }
        ends.sort_by(|x: &(f64, u32), y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        ends.into_iter().map(|e| e.1).collect()
    }

    /// Places of the same country and gauge near the end of a line, on pieces
    /// that are still apart from it, nearest first.
    pub fn fitting(&mut self, draft: &Draft, index: &EdgeIndex, v: u32, limit_km: f64) -> Vec<Near> {
        let Some(own) = self.end_of[v as usize] else { return Vec::new() };
        let (at, own) = (draft.nodes[v as usize].at, &draft.edges[own as usize].class);
        let mut near = index.near(draft, at, limit_km);
        near.retain(|near| {
            let other = &draft.edges[near.edge as usize];
            let same = other.class.gauge_mm == own.gauge_mm && other.class.country == own.country;
            same && self.apart(self.component[v as usize], self.of_edge(other))
        });
        near
    }
}

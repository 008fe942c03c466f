//! Small gaps between pieces of the map data.
//!
//! A weld joins two components of the same country and the same gauge where
//! their ends come close, nearest first; it never crosses a border.

use crate::draft::{Draft, DraftEdge, UnionFind, number};
use crate::locate::EdgeIndex;
use landbridge_model::{Confidence, Point, Provenance};

/// A weld that was made.
#[derive(Clone, Debug)]
pub struct Weld {
    /// Length of the gap in kilometres.
    pub km: f64,
    /// Middle of the gap.
    pub at: Point,
    /// Kilometres of the smaller piece joined.
    pub joined_km: f64,
}

/// Joins components whose ends are at most `limit_km` apart.
pub fn weld(draft: &mut Draft, limit_km: f64) -> Vec<Weld> {
    let mut index = EdgeIndex::new(draft, |_| true);
    let adjacency = draft.adjacency();
    let component = draft.components(|_| true);
    let mut size = vec![0.0f64; draft.nodes.len()];
    for e in draft.edges.iter().filter(|e| !e.gone) {
        size[component[e.a as usize] as usize] += e.km;
    }
    // Candidates from the ends of lines; in a piece without ends, from all nodes.
    let mut candidates = Vec::new();
    for v in 0..number(draft.nodes.len()) {
        let &[e] = adjacency.at(v) else { continue };
        let (at, own) = (draft.nodes[v as usize].at, &draft.edges[e as usize]);
        for near in index.near(draft, at, limit_km) {
            let other = &draft.edges[near.edge as usize];
            let fits = other.class.gauge_mm == own.class.gauge_mm
                && other.class.country == own.class.country
                && component[other.a as usize] != component[v as usize];
            if fits {
                candidates.push((near.km, v, near.at));
                break;
            }
        }
    }
    candidates.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
    let mut sets = UnionFind::new(draft.nodes.len());
    let mut welds = Vec::new();
    for (_, v, _) in candidates {
        // Look again: an earlier weld may have split the edge.
        let at = draft.nodes[v as usize].at;
        let class = draft.edges[adjacency.at(v)[0] as usize].class.clone();
        let near = index.near(draft, at, limit_km).into_iter().find(|near| {
            let other = &draft.edges[near.edge as usize];
            let (mine, theirs) = (component[v as usize], component_of(&component, other));
            other.class.gauge_mm == class.gauge_mm
                && other.class.country == class.country
                && theirs.is_some_and(|c| sets.find(c) != sets.find(mine))
        });
        let Some(near) = near else { continue };
        let Some(theirs) = component_of(&component, &draft.edges[near.edge as usize]) else { continue };
        let mine = component[v as usize];
        let joined_km = size[sets.find(mine) as usize].min(size[sets.find(theirs) as usize]);
        let total = size[sets.find(mine) as usize] + size[sets.find(theirs) as usize];
        sets.union(mine, theirs);
        let root = sets.find(mine);
        size[root as usize] = total;
        let target = index.node_at(draft, &near, 0.3);
        let mut edge = DraftEdge::new(v, target, near.km, class);
        edge.class.provenance = Provenance::Weld;
        edge.class.confidence = Confidence::Derived;
        edge.class.line = None;
        draft.add_edge(edge);
        welds.push(Weld { km: near.km, at: at.lerp(near.at, 0.5), joined_km });
    }
    welds
}

/// Component of an edge by an end that was there when components were counted.
fn component_of(component: &[u32], edge: &DraftEdge) -> Option<u32> {
    component.get(edge.a as usize).or_else(|| component.get(edge.b as usize)).copied()
}

//! The part of the hierarchy that does not depend on costs.

use crate::graph::{ArcId, Graph};
use crate::world::NodeId;
use landbridge_model::id::Id;

/// No arc, no node.
pub const NONE: u32 = u32::MAX;

/// Upward arcs of the chordal supergraph, their triangles and the elimination
/// tree. Every arc runs from the lower to the higher rank and stands for both
/// directions.
#[derive(Clone, Debug, Default)]
pub struct Topology {
    /// First upward arc of each node; one entry more than nodes.
    pub first: Vec<u32>,
    /// Higher end of each arc, ascending within a node.
    pub head: Vec<u32>,
    /// Lower end of each arc.
    pub tail: Vec<u32>,
    /// Parent in the elimination tree: the lowest higher neighbour.
    pub parent: Vec<u32>,
    /// First input edge of each arc in `input`; one entry more than arcs.
    pub input_first: Vec<u32>,
    /// Input arcs that run up (from lower to higher rank), grouped by arc.
    pub input: Vec<ArcId>,
}

impl Topology {
    /// Contracts the nodes of a graph in the order of their numbers.
    pub fn build(graph: &Graph) -> Self {
        let n = graph.node_count();
        let mut up: Vec<Vec<u32>> = vec![Vec::new(); n];
        for &(a, b) in &graph.ends {
            if a != b {
                up[a.0.min(b.0) as usize].push(a.0.max(b.0));
            }
        }
        for list in &mut up {
            list.sort_unstable();
            list.dedup();
        }
        let mut parent = vec![NONE; n];
        for v in 0..n {
            let Some(&p) = up[v].first() else { continue };
            parent[v] = p;
            // Fill-in goes to the parent alone; the parent hands it on.
            let merged = union(&up[p as usize], &up[v][1..]);
            up[p as usize] = merged;
        }
        let mut first = Vec::with_capacity(n + 1);
        first.push(0);
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        for (v, list) in (0u32..).zip(&up) {
            head.extend_from_slice(list);
            tail.resize(head.len(), v);
            first.push(to_u32(head.len()));
        }
        let mut topology = Self { first, head, tail, parent, input_first: Vec::new(), input: Vec::new() };
        topology.attach_input(graph);
        topology
    }

    fn attach_input(&mut self, graph: &Graph) {
        let mut pairs = Vec::with_capacity(graph.ends.len());
        for (raw, &(a, b)) in (0u32..).zip(&graph.ends) {
            if a == b {
                continue;
            }
            let (low, high, arc) = if a < b { (a, b, 2 * raw) } else { (b, a, 2 * raw + 1) };
            if let Some(e) = self.find(low.0, high.0) {
                pairs.push((e, arc));
            }
        }
        pairs.sort_unstable();
        self.input_first = vec![0; self.head.len() + 1];
        for &(e, _) in &pairs {
            self.input_first[e as usize + 1] += 1;
        }
        for e in 0..self.head.len() {
            self.input_first[e + 1] += self.input_first[e];
        }
        self.input = pairs.into_iter().map(|(_, arc)| ArcId(arc)).collect();
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.parent.len()
    }
    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.head.len()
    }
    /// Upward arcs of a node, as a range of arc numbers.
    pub fn up(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }
    /// The arc between two nodes, lower rank first.
    pub fn find(&self, low: u32, high: u32) -> Option<u32> {
        let range = self.up(low);
        self.head[range.clone()].binary_search(&high).ok().map(|k| to_u32(range.start + k))
    }
    /// Input arcs of an arc, in the upward direction.
    pub fn input_of(&self, arc: u32) -> &[ArcId] {
        &self.input[self.input_first[arc as usize] as usize..self.input_first[arc as usize + 1] as usize]
    }
    /// Number of nodes on the way from a node to its root, itself included.
    pub fn depth(&self, node: NodeId) -> usize {
        std::iter::successors(Some(node.0), |&v| Some(self.parent[v as usize]).filter(|&p| p != NONE)).count()
    }
}

/// Sorted union of two sorted lists without repeats.
fn union(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let next = a[i].min(b[j]);
        i += usize::from(a[i] == next);
        j += usize::from(b[j] == next);
        out.push(next);
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// Arc and node counts are checked to fit when a graph is made.
pub(super) fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(NONE)
}

impl Topology {
    /// Number of nodes of the graph as node ids.
    pub fn contains(&self, node: NodeId) -> bool {
        node.index() < self.node_count()
    }
}

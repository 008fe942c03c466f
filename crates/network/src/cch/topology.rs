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
    /// First arc of each node in `lower`; one entry more than nodes.
    pub lower_first: Vec<u32>,
    /// Arcs that end at a node from below, grouped by node, ascending.
    pub lower: Vec<u32>,
    /// Disjoint subtrees of the elimination tree as ranges of nodes, in stages:
    /// the subtrees of a stage do not depend on each other, and nodes that an
    /// earlier stage did are left out by who works on them.
    pub stages: Vec<Vec<std::ops::Range<u32>>>,
}

/// Share of all triangles that a subtree of each stage may have at most.
const STAGES: [f64; 3] = [0.02, 0.2, 0.5];

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
        let mut topology = Self { first, head, tail, parent, ..Self::default() };
        topology.attach_input(graph);
        topology.attach_lower();
        topology.stages = topology.find_stages();
        topology
    }

    fn attach_lower(&mut self) {
        let n = self.node_count();
        self.lower_first = vec![0; n + 1];
        for &x in &self.head {
            self.lower_first[x as usize + 1] += 1;
        }
        for v in 0..n {
            self.lower_first[v + 1] += self.lower_first[v];
        }
        let mut next = self.lower_first.clone();
        self.lower = vec![0; self.head.len()];
        for (arc, &x) in (0u32..).zip(&self.head) {
            self.lower[next[x as usize] as usize] = arc;
            next[x as usize] += 1;
        }
    }

    /// Subtrees that can be worked on at once: those that are ranges of numbers,
    /// as all are in a postorder. What a scenario adds leaves most of them so;
    /// the rest is worked on last, from its first node to its last.
    fn find_stages(&self) -> Vec<Vec<std::ops::Range<u32>>> {
        let n = to_u32(self.node_count());
        let mut start: Vec<u32> = (0..n).collect();
        let mut size = vec![1u32; n as usize];
        let mut triangles = vec![0.0f64; n as usize];
        for v in 0..n {
            for &arc in self.lower_arcs(v) {
                triangles[v as usize] += f64::from(self.first[self.tail[arc as usize] as usize + 1] - arc - 1);
            }
            let p = self.parent[v as usize];
            if p != NONE {
                start[p as usize] = start[p as usize].min(start[v as usize]);
                size[p as usize] += size[v as usize];
                triangles[p as usize] += triangles[v as usize];
            }
        }
        // Whether a subtree is a range of numbers, and all subtrees in it.
        let mut whole: Vec<bool> = (0..n).map(|v| start[v as usize] + size[v as usize] - 1 == v).collect();
        for v in 0..n as usize {
            if let Some(parent) = whole.get(self.parent[v] as usize).copied() {
                whole[self.parent[v] as usize] = parent && whole[v];
            }
        }
        let mut stages = Vec::new();
        let total: f64 = (0..n as usize).filter(|&v| self.parent[v] == NONE).map(|v| triangles[v]).sum();
        for share in STAGES {
            let small = |v: u32| whole[v as usize] && triangles[v as usize] <= total * share;
            let top = |v: u32| self.parent[v as usize] == NONE || !small(self.parent[v as usize]);
            stages.push((0..n).filter(|&v| small(v) && top(v)).map(|v| start[v as usize]..v + 1).collect());
        }
        stages.push(std::iter::once(0..n).collect());
        stages
    }

    /// Arcs that end at a node from below.
    pub fn lower_arcs(&self, node: u32) -> &[u32] {
        &self.lower[self.lower_first[node as usize] as usize..self.lower_first[node as usize + 1] as usize]
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

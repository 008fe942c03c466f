//! Point-to-point queries along the elimination tree.

use super::metric::INPUT;
use super::topology::{NONE, Topology, to_u32};
use super::{INFINITY, Metric};
use crate::graph::ArcId;
use crate::world::NodeId;

/// A node from which (or towards which) a search starts, with what it costs
/// to get there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// The node.
    pub node: NodeId,
    /// Weight before the node is reached.
    pub weight: u32,
}

/// A shortest path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Weight of the path, seeds included.
    pub weight: u32,
    /// Arcs of the graph in order.
    pub arcs: Vec<ArcId>,
    /// Which source seed was used.
    pub source: usize,
    /// Which target seed was used.
    pub target: usize,
}

/// One side of the search: distances and the search arc behind each.
#[derive(Clone, Debug, Default)]
struct Side {
    dist: Vec<u32>,
    pred: Vec<[u32; 2]>,
    queue: Vec<u32>,
}

/// Reusable memory of queries on one topology.
#[derive(Clone, Debug, Default)]
pub struct Query {
    forward: Side,
    backward: Side,
    stack: Vec<(u32, bool)>,
}

impl Side {
    fn resize(&mut self, n: usize) {
        self.dist.resize(n, INFINITY);
        self.pred.resize(n, [NONE, NONE]);
    }

    /// Marks the ancestors of all seeds, in ascending order, in `queue`.
    fn start(&mut self, topology: &Topology, seeds: &[Seed]) {
        self.queue.clear();
        for (k, seed) in seeds.iter().enumerate() {
            let v = seed.node.0 as usize;
            if seed.weight < self.dist[v] {
                self.dist[v] = seed.weight;
                self.pred[v] = [NONE, to_u32(k)];
            }
        }
        if let [only] = seeds {
            let mut v = only.node.0;
            while v != NONE {
                self.queue.push(v);
                v = topology.parent[v as usize];
            }
            return;
        }
        for seed in seeds {
            let mut v = seed.node.0;
            while v != NONE {
                self.queue.push(v);
                v = topology.parent[v as usize];
            }
        }
        self.queue.sort_unstable();
        self.queue.dedup();
    }

    fn relax(&mut self, v: u32, bound: u32, forward: bool, topology: &Topology, metric: &Metric) {
        let dist = self.dist[v as usize];
        if dist >= bound {
            return;
        }
        let relax = |head: u32, weight: u32, arc: u32| {
            let next = dist + weight;
            if next < self.dist[head as usize] {
                self.dist[head as usize] = next;
                self.pred[head as usize] = [arc, v];
            }
        };
        if forward {
            metric.each_forward(topology, v, relax);
        } else {
            metric.each_backward(topology, v, relax);
        }
    }

    fn clear(&mut self) {
        for &v in &self.queue {
            self.dist[v as usize] = INFINITY;
            self.pred[v as usize] = [NONE, NONE];
        }
    }
}

impl Query {
    /// Memory for queries on a topology.
    pub fn new(topology: &Topology) -> Self {
        let mut query = Self::default();
        query.forward.resize(topology.node_count());
        query.backward.resize(topology.node_count());
        query
    }

    /// Weight of the shortest path between any source and any target.
    pub fn distance(&mut self, topology: &Topology, metric: &Metric, sources: &[Seed], targets: &[Seed]) -> Option<u32> {
        let found = self.search(topology, metric, sources, targets);
        self.forward.clear();
        self.backward.clear();
        found.map(|(weight, _)| weight)
    }

    /// The shortest path between any source and any target.
    pub fn path(&mut self, topology: &Topology, metric: &Metric, sources: &[Seed], targets: &[Seed]) -> Option<Path> {
        let found = self.search(topology, metric, sources, targets);
        let path = found.map(|(weight, meeting)| {
            let mut path = Path { weight, ..Path::default() };
            let mut climb = Vec::new();
            let mut v = meeting;
            loop {
                let [arc, before] = self.forward.pred[v as usize];
                if arc == NONE {
                    path.source = before as usize;
                    break;
                }
                climb.push(arc);
                v = before;
            }
            for &arc in climb.iter().rev() {
                self.unpack(topology, metric, arc, true, &mut path.arcs);
            }
            v = meeting;
            loop {
                let [arc, before] = self.backward.pred[v as usize];
                if arc == NONE {
                    path.target = before as usize;
                    break;
                }
                self.unpack(topology, metric, arc, false, &mut path.arcs);
                v = before;
            }
            path
        });
        self.forward.clear();
        self.backward.clear();
        path
    }

    fn search(&mut self, topology: &Topology, metric: &Metric, sources: &[Seed], targets: &[Seed]) -> Option<(u32, u32)> {
        self.forward.start(topology, sources);
        self.backward.start(topology, targets);
        let (mut best, mut meeting) = (INFINITY, NONE);
        let (fq, bq) = (std::mem::take(&mut self.forward.queue), std::mem::take(&mut self.backward.queue));
        let (mut i, mut j) = (0, 0);
        // Ascending through both ancestor lists at once; common ancestors are
        // where the two searches can meet.
        while i < fq.len() || j < bq.len() {
            let f = fq.get(i).copied().unwrap_or(NONE);
            let b = bq.get(j).copied().unwrap_or(NONE);
            let v = f.min(b);
            if f == v {
                self.forward.relax(v, best, true, topology, metric);
                i += 1;
            }
            if b == v {
                self.backward.relax(v, best, false, topology, metric);
                j += 1;
            }
            if f == b {
                let sum = self.forward.dist[v as usize] + self.backward.dist[v as usize];
                if sum < best {
                    (best, meeting) = (sum, v);
                }
            }
        }
        (self.forward.queue, self.backward.queue) = (fq, bq);
        (best < INFINITY).then_some((best, meeting))
    }

    /// Appends the input arcs behind a hierarchy arc, iteratively.
    fn unpack(&mut self, topology: &Topology, metric: &Metric, arc: u32, upward: bool, out: &mut Vec<ArcId>) {
        self.stack.clear();
        self.stack.push((arc, upward));
        while let Some((arc, upward)) = self.stack.pop() {
            let via = if upward { metric.up_via[arc as usize] } else { metric.down_via[arc as usize] };
            if via & INPUT != 0 {
                out.push(ArcId(via & !INPUT));
                continue;
            }
            // Triangle middle–tail–head: `via` is the arc middle → tail, the
            // other leg middle → head stands further up the same list.
            let head = topology.head[arc as usize];
            let mut other = via + 1;
            while topology.head[other as usize] != head {
                other += 1;
            }
            // Last in, first out: push the second leg first.
            if upward {
                self.stack.push((other, true));
                self.stack.push((via, false));
            } else {
                self.stack.push((via, true));
                self.stack.push((other, false));
            }
        }
    }
}

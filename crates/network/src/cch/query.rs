//! Point-to-point queries along the elimination tree.

use super::metric::{DOWN, TRIANGLE, UP};
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

/// One side of the search.
#[derive(Clone, Debug, Default)]
struct Side {
    /// Distance of each node in the upper half, the node before it or [`SEED`]
    /// with the number of the seed in the lower: one number, so that the better
    /// of two is a minimum and not a branch that cannot be foretold.
    labels: Vec<u64>,
    queue: Vec<u32>,
}

/// Marks a seed among the predecessors.
const SEED: u32 = 1 << 31;
const UNREACHED: u64 = label(INFINITY, NONE);

const fn label(dist: u32, before: u32) -> u64 {
    (dist as u64) << 32 | before as u64
}

const fn dist(label: u64) -> u32 {
    (label >> 32) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half")]
const fn before(label: u64) -> u32 {
    label as u32
}

/// Reusable memory of queries on one topology.
#[derive(Clone, Debug, Default)]
pub struct Query {
    forward: Side,
    backward: Side,
    unpacking: Unpacking,
}

/// Memory of paths while they are unpacked: a linked list of arcs in which
/// every arc of the hierarchy is replaced by the two legs of its triangle
/// until only arcs of the graph are left.
#[derive(Clone, Debug, Default)]
struct Unpacking {
    /// An arc of the hierarchy with its direction, later one of the graph; and
    /// the number of the next piece.
    pieces: Vec<Piece>,
    /// Pieces still to be opened, now and in the next round.
    now: Vec<u32>,
    later: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    arc: u32,
    direction: usize,
    next: u32,
}

impl Side {
    fn resize(&mut self, n: usize) {
        self.labels.resize(n, UNREACHED);
    }

    /// Marks the ancestors of all seeds, in ascending order, in `queue`.
    fn start(&mut self, topology: &Topology, seeds: &[Seed]) {
        self.queue.clear();
        for (k, seed) in seeds.iter().enumerate() {
            let best = &mut self.labels[seed.node.0 as usize];
            *best = (*best).min(label(seed.weight, to_u32(k) | SEED));
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
        let base = dist(self.labels[v as usize]);
        if base >= bound {
            return;
        }
        let relax = |head: u32, weight: u32| {
            let best = &mut self.labels[head as usize];
            *best = (*best).min(label(base + weight, v));
        };
        if forward {
            metric.each_forward(topology, v, relax);
        } else {
            metric.each_backward(topology, v, relax);
        }
    }

    /// Appends the arcs from a node down to its seed; the number of the seed.
    fn climb(&self, topology: &Topology, mut v: u32, direction: usize, pieces: &mut Vec<Piece>) -> usize {
        loop {
            let before = before(self.labels[v as usize]);
            if before & SEED != 0 {
                return (before & !SEED) as usize;
            }
            pieces.extend(topology.find(before, v).map(|arc| Piece { arc, direction, next: NONE }));
            v = before;
        }
    }

    fn clear(&mut self) {
        for &v in &self.queue {
            self.labels[v as usize] = UNREACHED;
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
            self.unpacking.pieces.clear();
            path.source = self.forward.climb(topology, meeting, UP, &mut self.unpacking.pieces);
            self.unpacking.pieces.reverse();
            path.target = self.backward.climb(topology, meeting, DOWN, &mut self.unpacking.pieces);
            path.arcs = self.unpacking.open(topology, metric);
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
                let sum = dist(self.forward.labels[v as usize]) + dist(self.backward.labels[v as usize]);
                if sum < best {
                    (best, meeting) = (sum, v);
                }
            }
        }
        (self.forward.queue, self.backward.queue) = (fq, bq);
        (best < INFINITY).then_some((best, meeting))
    }
}

impl Unpacking {
    /// The arcs of the graph behind the pieces, which stand in order. Each
    /// round opens all pieces there are, not one to its end after the other:
    /// memory answers many at a time.
    fn open(&mut self, topology: &Topology, metric: &Metric) -> Vec<ArcId> {
        let count = to_u32(self.pieces.len());
        for (i, piece) in (1u32..).zip(&mut self.pieces) {
            piece.next = if i < count { i } else { NONE };
        }
        self.now.clear();
        self.now.extend(0..count);
        while !self.now.is_empty() {
            self.later.clear();
            for &i in &self.now {
                let Piece { arc, direction, next } = self.pieces[i as usize];
                let via = metric.entry(arc, direction).via();
                if via & TRIANGLE == 0 {
                    self.pieces[i as usize].arc = via;
                    continue;
                }
                // Triangle middle–tail–head: `via` is the arc middle → tail, the
                // other leg middle → head stands further up the same list.
                let (via, head) = (via & !TRIANGLE, topology.head[arc as usize]);
                let further = topology.head[via as usize + 1..].iter().position(|&h| h == head);
                let other = via + 1 + to_u32(further.unwrap_or(0));
                let (first, second) = if direction == UP { (via, other) } else { (other, via) };
                let added = to_u32(self.pieces.len());
                self.pieces[i as usize] = Piece { arc: first, direction: DOWN, next: added };
                self.pieces.push(Piece { arc: second, direction: UP, next });
                self.later.extend([i, added]);
            }
            std::mem::swap(&mut self.now, &mut self.later);
        }
        let mut arcs = Vec::with_capacity(self.pieces.len());
        let mut i = if count > 0 { 0 } else { NONE };
        while let Some(piece) = self.pieces.get(i as usize) {
            arcs.push(ArcId(piece.arc));
            i = piece.next;
        }
        arcs
    }
}

//! From many places to many: what the best path weighs, and what else is read
//! along it.
//!
//! A restricted sweep (Delling, Goldberg and Werneck, "Faster Batched Shortest
//! Paths in Road Networks", ATMOS 2011): upwards from each source, then down
//! over the ancestors of the targets alone, for several sources at once. Every
//! arc of the hierarchy carries the sums of the path behind it, so no path is
//! unpacked.

mod load;

use super::exact::Exact;
use super::metric::{DOWN, TRIANGLE, UP};
use super::topology::{NONE, Topology, to_u32};
use super::{INFINITY, Metric, Seed};
use crate::graph::ArcId;
pub use load::loads;
use rayon::prelude::*;

/// Sums of `K` quantities along the path behind every arc of the hierarchy,
/// up and down.
#[derive(Clone, Debug)]
pub struct Sums<const K: usize>(Vec<[[u32; K]; 2]>);

/// A path between two places: its weight and the sums along it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<const K: usize> {
    /// Weight in the metric.
    pub weight: u32,
    /// The quantities in the order they were given.
    pub sums: [u32; K],
}

fn plus<const K: usize>(a: [u32; K], b: [u32; K]) -> [u32; K] {
    std::array::from_fn(|k| a[k].saturating_add(b[k]))
}

/// The two legs of the triangle behind an arc: from the middle to its lower end
/// and to its head, which stands further up the same list.
fn legs(topology: &Topology, arc: usize, via: u32) -> (usize, usize) {
    let lower = (via & !TRIANGLE) as usize;
    let further = topology.head[lower + 1..].iter().position(|&h| h == topology.head[arc]);
    (lower, lower + 1 + further.unwrap_or(0))
}

impl<const K: usize> Sums<K> {
    /// Adds up what `along` gives for the arcs of the graph. Sums stay at the
    /// largest number that fits.
    pub fn of(topology: &Topology, metric: &Metric, along: impl Fn(ArcId) -> [u32; K]) -> Self {
        let mut sums = vec![[[0; K]; 2]; topology.arc_count()];
        // The legs of a triangle stand further down the hierarchy, and so
        // before the arc.
        for e in 0..topology.arc_count() {
            for direction in [UP, DOWN] {
                let entry = metric.entry(to_u32(e), direction);
                if entry.weight() >= INFINITY {
                    continue;
                }
                let via = entry.via();
                sums[e][direction] = if via & TRIANGLE == 0 {
                    along(ArcId(via))
                } else {
                    let (lower, other) = legs(topology, e, via);
                    // Up: down to the middle, up to the head; down: the reverse.
                    if direction == UP { plus(sums[lower][DOWN], sums[other][UP]) } else { plus(sums[other][DOWN], sums[lower][UP]) }
                };
            }
        }
        Self(sums)
    }
}

/// A place where ways start or end: the nodes where it touches the network,
/// each with what the way to it weighs and sums up to.
pub type Ends<const K: usize> = Vec<(Seed, [u32; K])>;

/// The part of a hierarchy that leads down to a set of targets, in one metric.
#[derive(Clone, Debug)]
pub struct Targets<const K: usize> {
    /// Nodes that lead to a target, from the highest to the lowest.
    nodes: Vec<u32>,
    /// Place of each node of the graph among `nodes`, [`NONE`] for the others.
    place: Vec<u32>,
    /// First arc of each of `nodes` in `arcs`; one entry more than nodes.
    first: Vec<u32>,
    /// Usable arcs that lead down to a node.
    arcs: Vec<Arc>,
    /// Sums along the path behind each.
    sums: Vec<[u32; K]>,
    /// Its number in the hierarchy.
    numbers: Vec<u32>,
    /// First end of each target in `ends`; one entry more than targets.
    target_first: Vec<u32>,
    /// Ends of the targets: place among `nodes`, weight and sums behind it.
    ends: Vec<(u32, u32, [u32; K])>,
    /// Direction of arcs on the way up from a source, and down to a target.
    climb: usize,
    fall: usize,
}

/// An arc that leads down.
#[derive(Clone, Copy, Debug)]
struct Arc {
    /// Place of its higher end among the nodes.
    head: u32,
    weight: u32,
}

impl<const K: usize> Targets<K> {
    /// The ancestors of the targets and the arcs between them.
    pub fn new(topology: &Topology, metric: &Metric, sums: &Sums<K>, targets: &[Ends<K>]) -> Self {
        Self::of(topology, metric, sums, targets, (UP, DOWN))
    }

    /// The same for ways that run from the targets to the sources: a row of
    /// [`many_to_many`] is then a column, at the price of a row.
    pub fn backward(topology: &Topology, metric: &Metric, sums: &Sums<K>, targets: &[Ends<K>]) -> Self {
        Self::of(topology, metric, sums, targets, (DOWN, UP))
    }

    fn of(topology: &Topology, metric: &Metric, sums: &Sums<K>, targets: &[Ends<K>], (climb, fall): (usize, usize)) -> Self {
        let mut place = vec![NONE; topology.node_count()];
        let mut nodes = Vec::new();
        for (seed, _) in targets.iter().flatten() {
            let mut v = seed.node.0;
            while v != NONE && place[v as usize] == NONE {
                place[v as usize] = 0;
                nodes.push(v);
                v = topology.parent[v as usize];
            }
        }
        nodes.sort_unstable_by(|a, b| b.cmp(a));
        for (i, &v) in (0..).zip(&nodes) {
            place[v as usize] = i;
        }
        let exact = Exact::new(topology, metric, &nodes, &place);
        let (mut first, mut arcs, mut behind, mut numbers) = (vec![0], Vec::new(), Vec::new(), Vec::new());
        for (i, &v) in nodes.iter().enumerate() {
            for (e, exact) in topology.up(v).zip(exact.of(i)) {
                // All ancestors of a target are among the nodes, and stand before it.
                let weight = metric.entry(to_u32(e), fall).weight();
                if weight < INFINITY && weight == exact[fall] {
                    arcs.push(Arc { head: place[topology.head[e] as usize], weight });
                    behind.push(sums.0[e][fall]);
                    numbers.push(to_u32(e));
                }
            }
            first.push(to_u32(arcs.len()));
        }
        let (mut target_first, mut ends) = (vec![0], Vec::new());
        for target in targets {
            ends.extend(target.iter().map(|(seed, behind)| (place[seed.node.0 as usize], seed.weight, *behind)));
            target_first.push(to_u32(ends.len()));
        }
        Self { nodes, place, first, arcs, sums: behind, numbers, target_first, ends, climb, fall }
    }
}

/// Sources that are swept together.
const LANES: usize = 16;

/// Best paths from each source to each target: one row a source, `None` where
/// there is no way. Sources and targets may touch the network at several nodes.
pub fn many_to_many<const K: usize>(
    topology: &Topology,
    metric: &Metric,
    sums: &Sums<K>,
    sources: &[Ends<K>],
    targets: &Targets<K>,
) -> Vec<Vec<Option<Cell<K>>>> {
    let graph = Hierarchy { topology, metric, sums };
    let rows = |work: &mut Work<K>, batch: &[Ends<K>]| work.rows(&graph, batch, targets);
    sources.par_chunks(LANES).map_init(|| Work::new(topology, targets), rows).flatten_iter().collect()
}

/// The least weight of a node in each lane and the arc that brings it, counted
/// on from `first`; [`NONE`] where the node's own weight is as small.
///
/// Weights stay below 2³¹, so that signed comparisons, which processors have for
/// several lanes at once, say the same.
fn best_of(weights: &[[u32; LANES]], node: usize, first: u32, arcs: &[Arc]) -> ([u32; LANES], [u32; LANES]) {
    let mut best = weights[node].map(u32::cast_signed);
    let mut by = [NONE.cast_signed(); LANES];
    for (k, arc) in (first.cast_signed()..).zip(arcs) {
        let head = &weights[arc.head as usize];
        let weight = arc.weight.cast_signed();
        for lane in 0..LANES {
            let through = head[lane].cast_signed() + weight;
            let better = through < best[lane];
            best[lane] = if better { through } else { best[lane] };
            by[lane] = if better { k } else { by[lane] };
        }
    }
    (best.map(i32::cast_unsigned), by.map(i32::cast_unsigned))
}

/// A hierarchy with all that its arcs carry.
struct Hierarchy<'a, const K: usize> {
    topology: &'a Topology,
    metric: &'a Metric,
    sums: &'a Sums<K>,
}

/// Memory of one thread.
struct Work<const K: usize> {
    /// Place among `up` of each node of the graph, [`NONE`] for the others.
    up_place: Vec<u32>,
    /// Ancestors of one source, from the lowest to the highest.
    up: Vec<u32>,
    up_labels: Vec<Label<K>>,
    /// Weight of the best way to each node of the targets, by source.
    weights: Vec<[u32; LANES]>,
    sums: Vec<[[u32; K]; LANES]>,
}

/// A node that the way upwards from a source has reached.
#[derive(Clone, Copy)]
struct Label<const K: usize> {
    weight: u32,
    sums: [u32; K],
    /// Arc that brings it and place of the node that it comes from, [`NONE`]
    /// at a seed.
    by: (u32, u32),
}

impl<const K: usize> Work<K> {
    fn new(topology: &Topology, targets: &Targets<K>) -> Self {
        Self {
            up_place: vec![NONE; topology.node_count()],
            up: Vec::new(),
            up_labels: Vec::new(),
            weights: vec![[INFINITY; LANES]; targets.nodes.len()],
            sums: vec![[[0; K]; LANES]; targets.nodes.len()],
        }
    }

    fn rows(&mut self, graph: &Hierarchy<'_, K>, batch: &[Ends<K>], targets: &Targets<K>) -> Vec<Vec<Option<Cell<K>>>> {
        self.weights.fill([INFINITY; LANES]);
        for (lane, seeds) in batch.iter().enumerate() {
            self.climb(graph, seeds, targets, lane);
        }
        self.descend(targets, |_, _| ());
        (0..batch.len())
            .map(|lane| targets.target_first.windows(2).map(|w| self.cell(&targets.ends[w[0] as usize..w[1] as usize], lane)).collect())
            .collect()
    }

    /// Upwards from one source.
    fn climb(&mut self, graph: &Hierarchy<'_, K>, seeds: &[(Seed, [u32; K])], targets: &Targets<K>, lane: usize) {
        let topology = graph.topology;
        self.up.clear();
        for (seed, _) in seeds {
            let mut v = seed.node.0;
            while v != NONE && self.up_place[v as usize] == NONE {
                self.up_place[v as usize] = 0;
                self.up.push(v);
                v = topology.parent[v as usize];
            }
        }
        self.up.sort_unstable();
        for (i, &v) in (0..).zip(&self.up) {
            self.up_place[v as usize] = i;
        }
        self.up_labels.clear();
        self.up_labels.resize(self.up.len(), Label { weight: INFINITY, sums: [0; K], by: (NONE, NONE) });
        for (seed, before) in seeds {
            let slot = &mut self.up_labels[self.up_place[seed.node.0 as usize] as usize];
            if seed.weight < slot.weight {
                *slot = Label { weight: seed.weight, sums: *before, by: (NONE, NONE) };
            }
        }
        for (i, &v) in self.up.iter().enumerate() {
            let label = self.up_labels[i];
            if label.weight >= INFINITY {
                continue;
            }
            if let Some(place) = targets.place.get(v as usize).filter(|&&p| p != NONE) {
                self.weights[*place as usize][lane] = label.weight;
                self.sums[*place as usize][lane] = label.sums;
            }
            for e in topology.up(v) {
                let weight = label.weight + graph.metric.entry(to_u32(e), targets.climb).weight();
                let slot = &mut self.up_labels[self.up_place[topology.head[e] as usize] as usize];
                if weight < slot.weight {
                    *slot = Label { weight, sums: plus(label.sums, graph.sums.0[e][targets.climb]), by: (to_u32(e), to_u32(i)) };
                }
            }
        }
        for &v in &self.up {
            self.up_place[v as usize] = NONE;
        }
    }

    /// Downwards, for all sources of the batch at once; `told` hears of each node
    /// which arcs bring its lanes.
    fn descend(&mut self, targets: &Targets<K>, mut told: impl FnMut(usize, [u32; LANES])) {
        for v in 0..targets.nodes.len() {
            let arcs = targets.first[v]..targets.first[v + 1];
            let (weights, by) = best_of(&self.weights, v, arcs.start, &targets.arcs[arcs.start as usize..arcs.end as usize]);
            self.weights[v] = weights;
            told(v, by);
            let (above, own) = self.sums.split_at_mut(v);
            for lane in 0..LANES {
                if let Some((arc, behind)) = targets.arcs.get(by[lane] as usize).zip(targets.sums.get(by[lane] as usize)) {
                    own[0][lane] = plus(above[arc.head as usize][lane], *behind);
                }
            }
        }
    }

    /// The best way to one of some ends.
    fn cell(&self, ends: &[(u32, u32, [u32; K])], lane: usize) -> Option<Cell<K>> {
        let best = self.best(ends, lane)?;
        Some(Cell {
            weight: self.weights[best.0 as usize][lane].saturating_add(best.1),
            sums: plus(self.sums[best.0 as usize][lane], best.2),
        })
    }

    /// The end of the best way.
    fn best<'e>(&self, ends: &'e [(u32, u32, [u32; K])], lane: usize) -> Option<&'e (u32, u32, [u32; K])> {
        let reached = |end: &&(u32, u32, [u32; K])| self.weights[end.0 as usize][lane] < INFINITY;
        let weight = |end: &(u32, u32, [u32; K])| self.weights[end.0 as usize][lane].saturating_add(end.1);
        ends.iter().filter(reached).min_by_key(|end| weight(end))
    }
}

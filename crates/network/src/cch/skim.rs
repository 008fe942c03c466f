//! From many places to many: what the best path weighs, and what else is read
//! along it.
//!
//! A restricted sweep (Delling, Goldberg and Werneck, "Faster Batched Shortest
//! Paths in Road Networks", ATMOS 2011): upwards from a source, then down over
//! the ancestors of the targets alone. Every arc of the hierarchy carries the
//! sums of the path behind it, so no path is unpacked.

use super::metric::{DOWN, TRIANGLE, UP};
use super::topology::{NONE, Topology, to_u32};
use super::{INFINITY, Metric, Seed};
use crate::graph::ArcId;
use crate::world::NodeId;
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

impl<const K: usize> Sums<K> {
    /// Adds up what `along` gives for the arcs of the graph. Sums stay at the
    /// largest number that fits.
    pub fn of(topology: &Topology, metric: &Metric, along: impl Fn(ArcId) -> [u32; K]) -> Self {
        let mut sums = vec![[[0; K]; 2]; topology.arc_count()];
        // The legs of a triangle stand further down the hierarchy, and so
        // before the arc.
        for e in 0..topology.arc_count() {
            let head = topology.head[e];
            for direction in [UP, DOWN] {
                let entry = metric.entry(to_u32(e), direction);
                if entry.weight() >= INFINITY {
                    continue;
                }
                let via = entry.via();
                sums[e][direction] = if via & TRIANGLE == 0 {
                    along(ArcId(via))
                } else {
                    let lower = (via & !TRIANGLE) as usize;
                    let further = topology.head[lower + 1..].iter().position(|&h| h == head);
                    let other = lower + 1 + further.unwrap_or(0);
                    // Up: down to the middle, up to the head; down: the reverse.
                    if direction == UP { plus(sums[lower][DOWN], sums[other][UP]) } else { plus(sums[other][DOWN], sums[lower][UP]) }
                };
            }
        }
        Self(sums)
    }
}

/// The part of a hierarchy that leads down to a set of targets.
#[derive(Clone, Debug)]
pub struct Targets {
    /// Nodes that lead to a target, from the highest to the lowest.
    nodes: Vec<u32>,
    /// Place of each node of the graph among `nodes`, [`NONE`] for the others.
    place: Vec<u32>,
    /// Place among `nodes` of each target.
    wanted: Vec<u32>,
}

impl Targets {
    /// The ancestors of the targets.
    pub fn new(topology: &Topology, targets: &[NodeId]) -> Self {
        let mut place = vec![NONE; topology.node_count()];
        let mut nodes = Vec::new();
        for target in targets {
            let mut v = target.0;
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
        let wanted = targets.iter().map(|t| place[t.0 as usize]).collect();
        Self { nodes, place, wanted }
    }
}

/// A node that a sweep has reached.
#[derive(Clone, Copy, Debug)]
struct Label<const K: usize> {
    weight: u32,
    sums: [u32; K],
}

/// Best paths from each source to each target: one row a source, `None` where
/// there is no way. A source is a set of seeds, each with the sums that lead to
/// it.
pub fn many_to_many<const K: usize>(
    topology: &Topology,
    metric: &Metric,
    sums: &Sums<K>,
    sources: &[Vec<(Seed, [u32; K])>],
    targets: &Targets,
) -> Vec<Vec<Option<Cell<K>>>> {
    sources.par_iter().map(|seeds| row(topology, metric, sums, seeds, targets)).collect()
}

fn row<const K: usize>(
    topology: &Topology,
    metric: &Metric,
    sums: &Sums<K>,
    seeds: &[(Seed, [u32; K])],
    targets: &Targets,
) -> Vec<Option<Cell<K>>> {
    let none = Label { weight: INFINITY, sums: [0; K] };
    if seeds.is_empty() {
        return vec![None; targets.wanted.len()];
    }
    let mut labels = vec![none; targets.nodes.len()];
    // Upwards: a small map of the ancestors of the seeds, in ascending order.
    let mut ancestors: Vec<u32> = Vec::new();
    for (seed, _) in seeds {
        let mut v = seed.node.0;
        while v != NONE {
            ancestors.push(v);
            v = topology.parent[v as usize];
        }
    }
    ancestors.sort_unstable();
    ancestors.dedup();
    let at = |v: u32| ancestors.binary_search(&v).unwrap_or(0);
    let mut up = vec![none; ancestors.len()];
    for (seed, before) in seeds {
        let slot = &mut up[at(seed.node.0)];
        if seed.weight < slot.weight {
            *slot = Label { weight: seed.weight, sums: *before };
        }
    }
    for i in 0..ancestors.len() {
        let (v, label) = (ancestors[i], up[i]);
        if label.weight >= INFINITY {
            continue;
        }
        if targets.place[v as usize] != NONE {
            labels[targets.place[v as usize] as usize] = label;
        }
        for e in topology.up(v) {
            let weight = label.weight.saturating_add(metric.entry(to_u32(e), UP).weight());
            let slot = &mut up[at(topology.head[e])];
            if weight < slot.weight {
                *slot = Label { weight, sums: plus(label.sums, sums.0[e][UP]) };
            }
        }
    }
    for (i, &v) in targets.nodes.iter().enumerate() {
        let (mut weight, mut by) = (labels[i].weight, None);
        for e in topology.up(v) {
            // All ancestors of a target are among the nodes, and stand before it.
            let head = targets.place[topology.head[e] as usize] as usize;
            let through = labels[head].weight.saturating_add(metric.entry(to_u32(e), DOWN).weight());
            if through < weight {
                (weight, by) = (through, Some((head, e)));
            }
        }
        if let Some((head, e)) = by {
            labels[i] = Label { weight, sums: plus(labels[head].sums, sums.0[e][DOWN]) };
        }
    }
    let cell = |label: Label<K>| (label.weight < INFINITY).then_some(Cell { weight: label.weight, sums: label.sums });
    targets.wanted.iter().map(|&i| cell(labels[i as usize])).collect()
}

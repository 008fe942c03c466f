//! Exact distances to a target, on demand.
//!
//! Used as the estimate of an A* search on a graph with closures: closing arcs
//! only raises costs, so the open hierarchy gives a lower bound (Strasser and
//! Zeitz, "A Fast and Tight Heuristic for A* in Road Networks", SEA 2021).

use super::query::Seed;
use super::topology::{NONE, Topology};
use super::{INFINITY, Metric};

const UNKNOWN: u32 = u32::MAX;

/// Distances from any node to the nearest target.
pub struct Potential<'a> {
    topology: &'a Topology,
    metric: &'a Metric,
    /// Distance of the upward search from the targets.
    seeded: Vec<u32>,
    known: Vec<u32>,
    stack: Vec<u32>,
}

impl<'a> Potential<'a> {
    /// Prepares estimates towards the targets.
    pub fn new(topology: &'a Topology, metric: &'a Metric, targets: &[Seed]) -> Self {
        let n = topology.node_count();
        let mut seeded = vec![INFINITY; n];
        let mut queue = Vec::new();
        for seed in targets {
            let slot = &mut seeded[seed.node.0 as usize];
            *slot = (*slot).min(seed.weight);
            let mut v = seed.node.0;
            while v != NONE {
                queue.push(v);
                v = topology.parent[v as usize];
            }
        }
        queue.sort_unstable();
        queue.dedup();
        for v in queue {
            let dist = seeded[v as usize];
            metric.each_backward(topology, v, |head, weight| {
                let slot = &mut seeded[head as usize];
                *slot = (*slot).min(dist + weight);
            });
        }
        Self { topology, metric, seeded, known: vec![UNKNOWN; n], stack: Vec::new() }
    }

    /// Distance from a node to the nearest target; [`INFINITY`] where no
    /// target can be reached.
    pub fn to_target(&mut self, node: u32) -> u32 {
        if self.known[node as usize] != UNKNOWN {
            return self.known[node as usize];
        }
        // Ancestors first: their distances are what the node's own needs.
        let mut v = node;
        while v != NONE && self.known[v as usize] == UNKNOWN {
            self.stack.push(v);
            v = self.topology.parent[v as usize];
        }
        while let Some(v) = self.stack.pop() {
            let mut best = self.seeded[v as usize];
            let known = &self.known;
            self.metric.each_forward(self.topology, v, |head, weight| best = best.min(weight + known[head as usize]));
            self.known[v as usize] = best.min(INFINITY);
        }
        self.known[node as usize]
    }
}

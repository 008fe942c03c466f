//! Distances from one set of seeds to every node.
//!
//! An upward search, then one pass over all nodes from the highest to the
//! lowest (Delling, Goldberg, Nowatzyk and Werneck, "PHAST", JPDC 73, 2013).

use super::query::Seed;
use super::topology::{NONE, Topology, to_u32};
use super::{INFINITY, Metric};

/// Whether distances run from the seeds or towards them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the seeds to every node.
    FromSeeds,
    /// From every node to the seeds.
    ToSeeds,
}

/// Distance of every node.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    /// Weight by node; [`INFINITY`] where there is no way.
    pub dist: Vec<u32>,
}

impl Sweep {
    /// Computes the distance of every node.
    pub fn run(topology: &Topology, metric: &Metric, seeds: &[Seed], direction: Direction) -> Self {
        let forward = direction == Direction::FromSeeds;
        let mut dist = vec![INFINITY; topology.node_count()];
        let mut queue = Vec::new();
        for seed in seeds {
            let slot = &mut dist[seed.node.0 as usize];
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
            let base = dist[v as usize];
            let climb = |head: u32, weight: u32| {
                let slot = &mut dist[head as usize];
                *slot = (*slot).min(base + weight);
            };
            if forward { metric.each_forward(topology, v, climb) } else { metric.each_backward(topology, v, climb) }
        }
        for v in (0..to_u32(topology.node_count())).rev() {
            let mut best = dist[v as usize];
            let descend = |head: u32, weight: u32| best = best.min(dist[head as usize] + weight);
            if forward {
                metric.each_backward(topology, v, descend)
            } else {
                metric.each_forward(topology, v, descend)
            }
            dist[v as usize] = best.min(INFINITY);
        }
        Self { dist }
    }
}

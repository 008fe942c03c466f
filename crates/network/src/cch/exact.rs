//! Exact distances over the arcs of a hierarchy (perfect customisation: Dibbelt,
//! Strasser and Wagner, "Customizable Contraction Hierarchies", section 7.2).

use super::Metric;
use super::metric::{DOWN, UP};
use super::topology::{Topology, to_u32};

/// Distances up and down over the arcs of some nodes.
pub(super) struct Exact {
    /// First arc of each node; one entry more than nodes.
    first: Vec<usize>,
    arcs: Vec<[u32; 2]>,
}

impl Exact {
    /// Of nodes that include all their ancestors, from the highest to the
    /// lowest; `place` is the place of each among them.
    pub(super) fn new(topology: &Topology, metric: &Metric, nodes: &[u32], place: &[u32]) -> Self {
        let mut first = Vec::with_capacity(nodes.len() + 1);
        first.push(0);
        let mut all: Vec<[u32; 2]> = Vec::new();
        for &v in nodes {
            all.extend(topology.up(v).map(|e| [UP, DOWN].map(|direction| metric.entry(to_u32(e), direction).weight())));
            first.push(all.len());
        }
        for (i, &v) in nodes.iter().enumerate() {
            let heads = &topology.head[topology.up(v)];
            let (above, own) = all.split_at_mut(first[i]);
            for (k, &x) in heads.iter().enumerate() {
                let at = place[x as usize] as usize;
                let others = &topology.head[topology.up(x)];
                let arcs = &above[first[at]..first[at + 1]];
                let mut between = 0;
                for (j, &y) in heads.iter().enumerate().skip(k + 1) {
                    while others[between] != y {
                        between += 1;
                    }
                    let [up, down] = arcs[between];
                    let (one, other) = (own[k], own[j]);
                    let one = [one[UP].min(other[UP] + down), one[DOWN].min(up + other[DOWN])];
                    own[k] = one;
                    own[j] = [other[UP].min(one[UP] + up), other[DOWN].min(down + one[DOWN])];
                }
            }
        }
        Self { first, arcs: all }
    }

    /// Those of the node at a place, in the order of its arcs.
    pub(super) fn of(&self, place: usize) -> &[[u32; 2]] {
        &self.arcs[self.first[place]..self.first[place + 1]]
    }
}

//! Costs on the hierarchy.

use super::INFINITY;
use super::topology::{NONE, Topology, to_u32};
use crate::graph::ArcId;
use rayon::prelude::*;

/// Weights of all arcs of the hierarchy for one way of counting, with what is
/// needed to search and to unpack.
///
/// `up` and `down` are the weights of the basic customisation, which is all
/// that a few questions need. [`Metric::prune`] adds search arrays without the
/// arcs that no shortest path needs (perfect customisation and witness
/// removal): worth its time for many questions.
#[derive(Clone, Debug, Default)]
pub struct Metric {
    /// Weight from the lower to the higher end.
    pub up: Vec<u32>,
    /// Weight from the higher to the lower end.
    pub down: Vec<u32>,
    /// What is behind `up`: an input arc (its number with [`INPUT`] set), or
    /// the lower arc of a triangle, from its middle to the arc's tail.
    pub up_via: Vec<u32>,
    /// The same for `down`.
    pub down_via: Vec<u32>,
    pruned: Option<Box<(SearchArcs, SearchArcs)>>,
}

/// Marks a `via` that names an input arc of the graph.
pub const INPUT: u32 = 1 << 31;

/// Upward arcs that a pruned search relaxes.
#[derive(Clone, Debug, Default)]
struct SearchArcs {
    /// First arc of each node; one entry more than nodes.
    first: Vec<u32>,
    /// Higher end, weight and number of the arc in the topology.
    arcs: Vec<[u32; 3]>,
}

/// Costs of `LANES` metrics customised in one pass over the triangles.
struct Lanes<const LANES: usize> {
    up: Vec<[u32; LANES]>,
    down: Vec<[u32; LANES]>,
    up_via: Vec<[u32; LANES]>,
    down_via: Vec<[u32; LANES]>,
}

/// Customises several metrics in one pass: `weight(arc)` gives the cost of an
/// input arc in every metric.
pub fn customise<const LANES: usize>(topology: &Topology, weight: impl Fn(ArcId) -> [u32; LANES] + Sync) -> [Metric; LANES] {
    let mut lanes = respect(topology, weight);
    basic(topology, &mut lanes);
    let mut metrics: [Metric; LANES] = std::array::from_fn(|_| Metric::default());
    metrics.par_iter_mut().enumerate().for_each(|(lane, metric)| {
        let take = |values: &[[u32; LANES]]| values.iter().map(|w| w[lane]).collect::<Vec<_>>();
        metric.up = take(&lanes.up);
        metric.down = take(&lanes.down);
        metric.up_via = take(&lanes.up_via);
        metric.down_via = take(&lanes.down_via);
    });
    metrics
}

/// Input weights onto the arcs of the hierarchy; of parallel input arcs the
/// cheapest, the first of equals.
fn respect<const LANES: usize>(topology: &Topology, weight: impl Fn(ArcId) -> [u32; LANES] + Sync) -> Lanes<LANES> {
    let m = topology.arc_count();
    let mut lanes = Lanes {
        up: vec![[INFINITY; LANES]; m],
        down: vec![[INFINITY; LANES]; m],
        up_via: vec![[NONE; LANES]; m],
        down_via: vec![[NONE; LANES]; m],
    };
    let Lanes { up, down, up_via, down_via } = &mut lanes;
    let ups = up.par_iter_mut().zip(up_via.par_iter_mut());
    let downs = down.par_iter_mut().zip(down_via.par_iter_mut());
    ups.zip(downs).enumerate().for_each(|(e, ((up, up_via), (down, down_via)))| {
        for &arc in topology.input_of(to_u32(e)) {
            for (arc, best, via) in [(arc, &mut *up, &mut *up_via), (ArcId(arc.0 ^ 1), &mut *down, &mut *down_via)] {
                let cost = weight(arc);
                for lane in 0..LANES {
                    if cost[lane] < best[lane] {
                        best[lane] = cost[lane];
                        via[lane] = arc.0 | INPUT;
                    }
                }
            }
        }
    });
    lanes
}

/// Basic customisation: all lower triangles, from the lowest node upwards.
fn basic<const LANES: usize>(topology: &Topology, lanes: &mut Lanes<LANES>) {
    for v in 0..to_u32(topology.node_count()) {
        let range = topology.up(v);
        for first in range.clone() {
            let x = topology.head[first];
            let mut target = topology.up(x).start;
            // The higher neighbours of v above x are all neighbours of x.
            for second in first + 1..range.end {
                let y = topology.head[second];
                while topology.head[target] != y {
                    target += 1;
                }
                let (x_to_v, v_to_x) = (lanes.down[first], lanes.up[first]);
                let (v_to_y, y_to_v) = (lanes.up[second], lanes.down[second]);
                let (up, down) = (&mut lanes.up[target], &mut lanes.down[target]);
                let (up_via, down_via) = (&mut lanes.up_via[target], &mut lanes.down_via[target]);
                let via = to_u32(first);
                for lane in 0..LANES {
                    let there = x_to_v[lane] + v_to_y[lane];
                    let back = y_to_v[lane] + v_to_x[lane];
                    up_via[lane] = if there < up[lane] { via } else { up_via[lane] };
                    up[lane] = up[lane].min(there);
                    down_via[lane] = if back < down[lane] { via } else { down_via[lane] };
                    down[lane] = down[lane].min(back);
                }
            }
        }
    }
}

impl Metric {
    /// Perfect customisation, then search arrays without the arcs that a path
    /// over higher nodes makes needless.
    pub fn prune(&mut self, topology: &Topology) {
        let (mut up, mut down) = (self.up.clone(), self.down.clone());
        for v in (0..to_u32(topology.node_count())).rev() {
            let range = topology.up(v);
            for first in range.clone() {
                let x = topology.head[first];
                let mut between = topology.up(x).start;
                for second in first + 1..range.end {
                    let y = topology.head[second];
                    while topology.head[between] != y {
                        between += 1;
                    }
                    up[first] = up[first].min(up[second] + down[between]);
                    up[second] = up[second].min(up[first] + up[between]);
                    down[first] = down[first].min(up[between] + down[second]);
                    down[second] = down[second].min(down[between] + down[first]);
                }
            }
        }
        self.pruned = Some(Box::new((SearchArcs::keep(topology, &self.up, &up), SearchArcs::keep(topology, &self.down, &down))));
    }

    /// Calls `relax` with head, weight and number of each arc that a search
    /// upwards from `node` takes.
    pub(super) fn each_forward(&self, topology: &Topology, node: u32, relax: impl FnMut(u32, u32, u32)) {
        match &self.pruned {
            Some(arcs) => arcs.0.each(node, relax),
            None => each(topology, &self.up, node, relax),
        }
    }

    /// The same for a search from the target.
    pub(super) fn each_backward(&self, topology: &Topology, node: u32, relax: impl FnMut(u32, u32, u32)) {
        match &self.pruned {
            Some(arcs) => arcs.1.each(node, relax),
            None => each(topology, &self.down, node, relax),
        }
    }
}

impl SearchArcs {
    fn keep(topology: &Topology, basic: &[u32], perfect: &[u32]) -> Self {
        let mut search = Self { first: Vec::with_capacity(topology.node_count() + 1), arcs: Vec::new() };
        search.first.push(0);
        for v in 0..to_u32(topology.node_count()) {
            for e in topology.up(v) {
                if basic[e] < INFINITY && basic[e] == perfect[e] {
                    search.arcs.push([topology.head[e], basic[e], to_u32(e)]);
                }
            }
            search.first.push(to_u32(search.arcs.len()));
        }
        search
    }

    fn each(&self, node: u32, mut relax: impl FnMut(u32, u32, u32)) {
        for &[head, weight, arc] in &self.arcs[self.first[node as usize] as usize..self.first[node as usize + 1] as usize] {
            relax(head, weight, arc);
        }
    }
}

fn each(topology: &Topology, weights: &[u32], node: u32, mut relax: impl FnMut(u32, u32, u32)) {
    let range = topology.up(node);
    for ((arc, &head), &weight) in (to_u32(range.start)..).zip(&topology.head[range.clone()]).zip(&weights[range]) {
        relax(head, weight, arc);
    }
}

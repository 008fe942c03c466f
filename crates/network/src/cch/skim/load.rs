//! How much of a demand each arc carries, when all of it takes the best paths.
//!
//! The tree of best paths from a source is never unpacked arc by arc: the
//! demand of each target runs up the tree to the source over arcs of the
//! hierarchy, and what these carry is handed down to the legs of their triangles
//! once, for all sources together. Sums are of whole numbers, so that threads
//! cannot change them.

use super::{Ends, Hierarchy, INFINITY, LANES, Label, Sums, Targets, Work};
use crate::cch::Metric;
use crate::cch::metric::{DOWN, TRIANGLE, UP};
use crate::cch::topology::{NONE, Topology};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the arcs of the graph carry, by their number, when `demand` of each
/// source and target, both by number, takes its best path. Pairs without a way
/// carry nothing. Sums beyond 2⁶⁴ wrap: choose the unit of the demand so. The
/// targets are those of [`Targets::new`].
pub fn loads<const K: usize>(
    topology: &Topology,
    metric: &Metric,
    sums: &Sums<K>,
    (sources, targets): (&[Ends<K>], &Targets<K>),
    arcs: usize,
    demand: &(dyn Fn(usize, usize) -> u64 + Sync),
) -> Vec<u64> {
    debug_assert_eq!((targets.climb, targets.fall), (UP, DOWN), "loads run from sources to targets");
    let graph = Hierarchy { topology, metric, sums };
    let carried: Vec<[AtomicU64; 2]> = (0..topology.arc_count()).map(|_| [AtomicU64::new(0), AtomicU64::new(0)]).collect();
    sources.par_chunks(LANES).enumerate().for_each_init(
        || (Work::new(topology, targets), Trees::default()),
        |(work, trees), (batch, sources)| {
            let wanted = |lane: usize, target: usize| demand(batch * LANES + lane, target);
            trees.grow(work, &graph, sources, targets);
            trees.run_back(work, targets, sources.len(), &wanted, &carried);
        },
    );
    let carried = carried.into_iter().map(|c| c.map(AtomicU64::into_inner)).collect();
    handed_down(topology, metric, carried, arcs)
}

/// Best paths from the sources of a batch.
#[derive(Default)]
struct Trees<const K: usize> {
    /// Of each lane the ancestors of its source with what brings them.
    up: Vec<(Vec<u32>, Vec<Label<K>>)>,
    /// Of each node of the targets the arcs that bring its lanes.
    down: Vec<[u32; LANES]>,
    /// What runs through the nodes of the targets, and through ancestors of a
    /// source.
    through: Vec<u64>,
    through_up: Vec<u64>,
}

impl<const K: usize> Trees<K> {
    fn grow(&mut self, work: &mut Work<K>, graph: &Hierarchy<'_, K>, sources: &[Ends<K>], targets: &Targets<K>) {
        work.weights.fill([INFINITY; LANES]);
        self.up.clear();
        for (lane, seeds) in sources.iter().enumerate() {
            work.climb(graph, seeds, targets, lane);
            self.up.push((work.up.clone(), work.up_labels.clone()));
        }
        self.down.resize(targets.nodes.len(), [NONE; LANES]);
        let down = &mut self.down;
        work.descend(targets, |node, by| down[node] = by);
    }

    fn run_back(
        &mut self,
        work: &Work<K>,
        targets: &Targets<K>,
        lanes: usize,
        wanted: &impl Fn(usize, usize) -> u64,
        carried: &[[AtomicU64; 2]],
    ) {
        for lane in 0..lanes {
            self.through.clear();
            self.through.resize(targets.nodes.len(), 0);
            for (target, w) in targets.target_first.windows(2).enumerate() {
                if let Some(end) = work.best(&targets.ends[w[0] as usize..w[1] as usize], lane) {
                    self.through[end.0 as usize] += wanted(lane, target);
                }
            }
            let (up, labels) = &self.up[lane];
            self.through_up.clear();
            self.through_up.resize(up.len(), 0);
            for node in (0..targets.nodes.len()).rev() {
                let amount = self.through[node];
                if amount == 0 {
                    continue;
                }
                match targets.arcs.get(self.down[node][lane] as usize) {
                    Some(arc) => {
                        carried[targets.numbers[self.down[node][lane] as usize] as usize][DOWN].fetch_add(amount, Ordering::Relaxed);
                        self.through[arc.head as usize] += amount;
                    }
                    // The way goes up no further than here.
                    None => {
                        if let Ok(place) = up.binary_search(&targets.nodes[node]) {
                            self.through_up[place] += amount;
                        }
                    }
                }
            }
            for place in (0..up.len()).rev() {
                let (amount, (arc, from)) = (self.through_up[place], labels[place].by);
                if amount > 0 && arc != NONE {
                    carried[arc as usize][UP].fetch_add(amount, Ordering::Relaxed);
                    self.through_up[from as usize] += amount;
                }
            }
        }
    }
}

/// From the arcs of the hierarchy to those of the graph.
fn handed_down(topology: &Topology, metric: &Metric, mut carried: Vec<[u64; 2]>, arcs: usize) -> Vec<u64> {
    let mut loads = vec![0; arcs];
    // The legs of a triangle stand before the arc.
    for e in (0..carried.len()).rev() {
        for direction in [UP, DOWN] {
            let amount = carried[e][direction];
            if amount == 0 {
                continue;
            }
            let via = metric.entry(crate::cch::topology::to_u32(e), direction).via();
            if via & TRIANGLE == 0 {
                loads[via as usize] += amount;
                continue;
            }
            let (lower, other) = super::legs(topology, e, via);
            let (first, second) = if direction == UP { (lower, other) } else { (other, lower) };
            carried[first][DOWN] += amount;
            carried[second][UP] += amount;
        }
    }
    loads
}

//! Costs on the hierarchy.

use super::INFINITY;
use super::exact::Exact;
use super::topology::{NONE, Topology, to_u32};
use crate::graph::ArcId;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// What an arc of the hierarchy costs in one direction and what is behind it,
/// in one number: the weight above, below it the input arc, or, with
/// `TRIANGLE` set, the lower arc of a triangle (from its middle to the arc's
/// tail). The smaller number is the better arc; of equals an input arc is,
/// then the triangle with the lowest middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry(u64);

/// Marks a `via` that names an arc of the hierarchy.
pub(super) const TRIANGLE: u32 = 1 << 31;

impl Entry {
    const CLOSED: Self = Self::new(INFINITY, NONE);

    const fn new(weight: u32, via: u32) -> Self {
        Self((weight as u64) << 32 | via as u64)
    }
    /// The weight.
    pub const fn weight(self) -> u32 {
        (self.0 >> 32) as u32
    }
    /// What is behind it.
    #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
    pub const fn via(self) -> u32 {
        self.0 as u32
    }
}

/// Weights of all arcs of the hierarchy for one way of counting, with what is
/// needed to search and to unpack.
///
/// Its arcs are those of the basic customisation, which is all that a few
/// questions need. [`Metric::prune`] adds search arrays without the arcs that
/// no shortest path needs (perfect customisation and witness removal): worth
/// its time for many questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metric {
    arcs: Vec<Both<1>>,
    pruned: Option<Box<(SearchArcs, SearchArcs)>>,
}

/// Direction of an arc: from its lower to its higher end.
pub(super) const UP: usize = 0;
/// The other direction.
pub(super) const DOWN: usize = 1;

/// Upward arcs that a pruned search relaxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SearchArcs {
    /// First arc of each node; one entry more than nodes.
    first: Vec<u32>,
    /// Higher end and weight.
    arcs: Vec<[u32; 2]>,
}

/// One arc in `LANES` metrics: up and down, as in [`Metric`].
type Both<const LANES: usize> = [[Entry; LANES]; 2];

/// Customises several metrics in one pass: `weight(arc)` gives the cost of an
/// input arc in every metric, at most [`INFINITY`].
pub fn customise<const LANES: usize>(topology: &Topology, weight: impl Fn(ArcId) -> [u32; LANES] + Sync) -> [Metric; LANES] {
    let mut arcs = vec![[[Entry::CLOSED; LANES]; 2]; topology.arc_count()];
    respect(topology, &weight, &mut arcs);
    basic(topology, &mut arcs);
    std::array::from_fn(|lane| {
        let arcs = arcs.par_iter().map(|both| [[both[UP][lane]], [both[DOWN][lane]]]).collect();
        Metric { arcs, pruned: None }
    })
}

/// Input weights onto the arcs of the hierarchy; of parallel input arcs the
/// cheapest, the first of equals.
fn respect<const LANES: usize>(topology: &Topology, weight: &(impl Fn(ArcId) -> [u32; LANES] + Sync), arcs: &mut [Both<LANES>]) {
    arcs.par_iter_mut().with_min_len(4096).enumerate().for_each(|(e, both)| {
        *both = [[Entry::CLOSED; LANES]; 2];
        for &up in topology.input_of(to_u32(e)) {
            for (direction, arc) in [(UP, up), (DOWN, ArcId(up.0 ^ 1))] {
                for (best, cost) in both[direction].iter_mut().zip(weight(arc)) {
                    if cost < INFINITY {
                        *best = (*best).min(Entry::new(cost, arc.0));
                    }
                }
            }
        }
    });
}

/// Basic customisation, subtree by subtree of the elimination tree.
fn basic<const LANES: usize>(topology: &Topology, arcs: &mut [Both<LANES>]) {
    let mut done = vec![false; topology.node_count()];
    // Scratch memory, as much as there are threads at work.
    let pool: Mutex<Vec<Vec<u32>>> = Mutex::new(Vec::new());
    let pool = || pool.lock().unwrap_or_else(PoisonError::into_inner);
    for stage in &topology.stages {
        let parts = cut(topology, stage, arcs, &mut done);
        let alone = parts.len() == 1;
        parts.into_par_iter().with_max_len(1).for_each(|part| {
            let taken = pool().pop();
            let mut place = taken.unwrap_or_else(|| vec![0; topology.node_count()]);
            part.work(topology, &mut place, alone);
            pool().push(place);
        });
    }
}

/// A subtree of the elimination tree and its arcs.
struct Part<'a, const LANES: usize> {
    nodes: Range<u32>,
    arcs: &'a mut [Both<LANES>],
    done: &'a mut [bool],
}

/// Cuts the arrays at the subtrees of a stage.
fn cut<'a, const LANES: usize>(
    topology: &Topology,
    stage: &[Range<u32>],
    mut arcs: &'a mut [Both<LANES>],
    mut done: &'a mut [bool],
) -> Vec<Part<'a, LANES>> {
    let mut parts = Vec::with_capacity(stage.len());
    let mut before = 0..0;
    let first = |node: u32| topology.first[node as usize] as usize;
    for nodes in stage {
        let gap = before.end..nodes.start;
        let (mine, rest) = arcs.split_at_mut(first(gap.end) - first(gap.start)).1.split_at_mut(first(nodes.end) - first(nodes.start));
        let (mine_done, rest_done) = done.split_at_mut(gap.len()).1.split_at_mut(nodes.len());
        (arcs, done) = (rest, rest_done);
        parts.push(Part { nodes: nodes.clone(), arcs: mine, done: mine_done });
        before = nodes.clone();
    }
    parts
}

/// Triangles of a node from which on two threads share it.
const SHARED: usize = 20_000;

impl<const LANES: usize> Part<'_, LANES> {
    /// Basic customisation of the subtree from its lowest node upwards: for
    /// each node x, all triangles whose middle lies below x. `place` is scratch
    /// memory as long as there are nodes; `alone` says that no other part is
    /// worked on.
    fn work(self, topology: &Topology, place: &mut [u32], alone: bool) {
        let base = topology.first[self.nodes.start as usize] as usize;
        for (x, done) in self.nodes.zip(self.done) {
            if std::mem::replace(done, true) {
                continue;
            }
            let own = topology.up(x);
            let heads = &topology.head[own.clone()];
            for (k, &y) in (0..).zip(heads) {
                place[y as usize] = k;
            }
            let (below, rest) = self.arcs.split_at_mut(own.start - base);
            let targets = &mut rest[..heads.len()];
            let node = Node { topology, base, below, place };
            let triangles =
                || topology.lower_arcs(x).iter().map(|&a| topology.first[topology.tail[a as usize] as usize + 1] - a).sum::<u32>();
            if alone && heads.len() > 1 && triangles() as usize > SHARED {
                // Short lists have their targets at the front more often.
                let middle = heads.len() * 2 / 5;
                let split = heads[middle];
                let (left, right) = targets.split_at_mut(middle);
                rayon::join(|| node.triangles(x, 0..split, 0, left), || node.triangles(x, split..NONE, middle, right));
            } else {
                node.triangles(x, 0..NONE, 0, targets);
            }
        }
    }
}

/// What the triangles of a node need to read.
#[derive(Clone, Copy)]
struct Node<'a, const LANES: usize> {
    topology: &'a Topology,
    /// Number of the first arc in `below`.
    base: usize,
    below: &'a [Both<LANES>],
    /// Position among the node's own arcs of each higher neighbour.
    place: &'a [u32],
}

impl<const LANES: usize> Node<'_, LANES> {
    /// Relaxes the arcs from x to its higher neighbours `ys` over all lower
    /// middles. `targets` are these arcs, the first being the node's own arc
    /// number `skip`.
    fn triangles(self, x: u32, ys: Range<u32>, skip: usize, targets: &mut [Both<LANES>]) {
        for &lower in self.topology.lower_arcs(x) {
            let middle = self.topology.tail[lower as usize];
            let [v_to_x, x_to_v] = self.below[lower as usize - self.base];
            // The higher neighbours of the middle above x are all neighbours
            // of x.
            let mut others = lower as usize + 1..self.topology.first[middle as usize + 1] as usize;
            let heads = &self.topology.head[others.clone()];
            if ys.start > 0 {
                others.start += heads.partition_point(|&y| y < ys.start);
            }
            if ys.end < NONE {
                others.end = others.start + self.topology.head[others.clone()].partition_point(|&y| y < ys.end);
            }
            let arcs = &self.below[others.start - self.base..others.end - self.base];
            for (&y, [v_to_y, y_to_v]) in self.topology.head[others].iter().zip(arcs) {
                let [up, down] = &mut targets[self.place[y as usize] as usize - skip];
                for lane in 0..LANES {
                    let there = Entry::new(x_to_v[lane].weight() + v_to_y[lane].weight(), lower | TRIANGLE);
                    let back = Entry::new(y_to_v[lane].weight() + v_to_x[lane].weight(), lower | TRIANGLE);
                    up[lane] = up[lane].min(there);
                    down[lane] = down[lane].min(back);
                }
            }
        }
    }
}

impl Metric {
    /// Customises anew in the memory of this metric, which loses its search
    /// arrays.
    pub fn reweight(&mut self, topology: &Topology, weight: impl Fn(ArcId) -> u32 + Sync) {
        self.pruned = None;
        self.arcs.resize(topology.arc_count(), [[Entry::CLOSED]; 2]);
        respect(topology, &|arc| [weight(arc)], &mut self.arcs);
        basic(topology, &mut self.arcs);
    }

    /// An arc of the hierarchy in a direction.
    pub fn entry(&self, arc: u32, direction: usize) -> Entry {
        self.arcs[arc as usize][direction][0]
    }

    /// Perfect customisation, then search arrays without the arcs that a path
    /// over higher nodes makes needless.
    pub fn prune(&mut self, topology: &Topology) {
        let nodes: Vec<u32> = (0..to_u32(topology.node_count())).rev().collect();
        // A list backwards is its own places.
        let exact = Exact::new(topology, self, &nodes, &nodes);
        let keep = |direction| SearchArcs::keep(topology, &self.arcs, &exact, direction);
        self.pruned = Some(Box::new((keep(UP), keep(DOWN))));
    }

    /// Calls `relax` with head and weight of each arc that a search upwards
    /// from `node` takes.
    pub(super) fn each_forward(&self, topology: &Topology, node: u32, relax: impl FnMut(u32, u32)) {
        match &self.pruned {
            Some(arcs) => arcs.0.each(node, relax),
            None => each(topology, &self.arcs, UP, node, relax),
        }
    }

    /// The same for a search from the target.
    pub(super) fn each_backward(&self, topology: &Topology, node: u32, relax: impl FnMut(u32, u32)) {
        match &self.pruned {
            Some(arcs) => arcs.1.each(node, relax),
            None => each(topology, &self.arcs, DOWN, node, relax),
        }
    }
}

impl SearchArcs {
    fn keep(topology: &Topology, basic: &[Both<1>], exact: &Exact, direction: usize) -> Self {
        let mut search = Self { first: Vec::with_capacity(topology.node_count() + 1), arcs: Vec::new() };
        search.first.push(0);
        for v in 0..topology.node_count() {
            let highest_first = topology.node_count() - 1 - v;
            for (e, exact) in topology.up(to_u32(v)).zip(exact.of(highest_first)) {
                let weight = basic[e][direction][0].weight();
                if weight < INFINITY && weight == exact[direction] {
                    search.arcs.push([topology.head[e], weight]);
                }
            }
            search.first.push(to_u32(search.arcs.len()));
        }
        search
    }

    fn each(&self, node: u32, mut relax: impl FnMut(u32, u32)) {
        for &[head, weight] in &self.arcs[self.first[node as usize] as usize..self.first[node as usize + 1] as usize] {
            relax(head, weight);
        }
    }
}

fn each(topology: &Topology, arcs: &[Both<1>], direction: usize, node: u32, mut relax: impl FnMut(u32, u32)) {
    let range = topology.up(node);
    for (&head, arc) in topology.head[range.clone()].iter().zip(&arcs[range]) {
        relax(head, arc[direction][0].weight());
    }
}

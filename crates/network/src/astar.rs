//! Searches on the graph itself, for one run's closures.

use crate::cch::{INFINITY, Path, Seed};
use crate::graph::{ArcId, Graph};
use crate::world::NodeId;
use landbridge_model::id::Id;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The shortest path under closures. `weight` gives the cost of an arc, at
/// least [`INFINITY`] where it is closed; `to_target` a lower bound of the
/// distance from a node to the nearest target, consistent with the weights,
/// and [`INFINITY`] where no target can be reached.
///
/// Where every arc weighs at least one, which of several shortest paths is
/// returned depends on graph, weights, sources and targets alone, not on the
/// bound: all nodes on shortest paths are settled, then the way back takes the
/// arc with the lowest number that keeps the distance.
pub fn shortest_path(
    graph: &Graph,
    weight: impl Fn(ArcId) -> u32,
    sources: &[Seed],
    targets: &[Seed],
    mut to_target: impl FnMut(u32) -> u32,
) -> Option<Path> {
    let n = graph.node_count();
    let mut search = Search { dist: vec![INFINITY; n], pred: vec![ArcId(u32::MAX); n], settled: vec![false; n] };
    let mut heap = BinaryHeap::new();
    for seed in sources {
        if seed.weight < search.dist[seed.node.index()] {
            search.dist[seed.node.index()] = seed.weight;
            let key = seed.weight.saturating_add(to_target(seed.node.0));
            if key < INFINITY {
                heap.push(Reverse((key, seed.node.0)));
            }
        }
    }
    let mut best: Option<(u32, usize)> = None;
    while let Some(Reverse((key, v))) = heap.pop() {
        if best.is_some_and(|(weight, _)| weight < key) {
            break;
        }
        let node = NodeId(v);
        if std::mem::replace(&mut search.settled[node.index()], true) {
            continue;
        }
        let base = search.dist[node.index()];
        for (k, target) in targets.iter().enumerate().filter(|t| t.1.node == node) {
            let total = (base.saturating_add(target.weight), k);
            if total.0 >= INFINITY {
                continue;
            }
            best = Some(best.map_or(total, |b| b.min(total)));
        }
        for &arc in graph.out_arcs(node) {
            let cost = weight(arc);
            if cost >= INFINITY {
                continue;
            }
            let head = graph.head(arc);
            let next = base + cost;
            if next < search.dist[head.index()] && !search.settled[head.index()] {
                let key = next.saturating_add(to_target(head.0));
                if key >= INFINITY {
                    continue;
                }
                search.dist[head.index()] = next;
                search.pred[head.index()] = arc;
                heap.push(Reverse((key, head.0)));
            }
        }
    }
    let (total, target) = best?;
    let (source, arcs) = search.back(graph, weight, sources, targets.get(target)?.node);
    Some(Path { weight: total, arcs, source, target })
}

/// What a search knows of each node.
struct Search {
    dist: Vec<u32>,
    pred: Vec<ArcId>,
    settled: Vec<bool>,
}

impl Search {
    /// The source seed and the arcs of the way to a node.
    fn back(&self, graph: &Graph, weight: impl Fn(ArcId) -> u32, sources: &[Seed], mut node: NodeId) -> (usize, Vec<ArcId>) {
        let mut arcs = Vec::new();
        loop {
            let dist = self.dist[node.index()];
            if let Some(k) = sources.iter().position(|s| s.node == node && s.weight == dist) {
                arcs.reverse();
                return (k, arcs);
            }
            let keeps = |arc: &ArcId| {
                let tail = graph.tail(*arc).index();
                let nearer = self.settled[tail] && self.dist[tail] < dist;
                nearer && weight(*arc).checked_add(self.dist[tail]) == Some(dist)
            };
            let back = graph.out_arcs(node).iter().map(|&a| graph.reverse(a)).filter(keeps).min();
            // Only an arc that weighs nothing leaves the distance as it is.
            let arc = back.unwrap_or(self.pred[node.index()]);
            arcs.push(arc);
            node = graph.tail(arc);
        }
    }
}

/// Distance of every node from the seeds (or to them), under closures.
pub fn distances(graph: &Graph, weight: impl Fn(ArcId) -> u32, seeds: &[Seed], towards: bool) -> Vec<u32> {
    let mut dist = vec![INFINITY; graph.node_count()];
    let mut heap = BinaryHeap::new();
    for seed in seeds {
        if seed.weight < dist[seed.node.index()] {
            dist[seed.node.index()] = seed.weight;
            heap.push(Reverse((seed.weight, seed.node.0)));
        }
    }
    while let Some(Reverse((base, v))) = heap.pop() {
        let node = NodeId(v);
        if base > dist[node.index()] {
            continue;
        }
        for &arc in graph.out_arcs(node) {
            let cost = weight(if towards { graph.reverse(arc) } else { arc });
            let head = graph.head(arc);
            if cost < INFINITY && base + cost < dist[head.index()] {
                dist[head.index()] = base + cost;
                heap.push(Reverse((base + cost, head.0)));
            }
        }
    }
    dist
}

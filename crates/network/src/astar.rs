//! Searches on the graph itself, for one run's closures.

use crate::cch::{INFINITY, Path, Potential, Seed};
use crate::graph::{ArcId, Graph};
use landbridge_model::id::Id;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The shortest path under closures. `weight` gives the cost of an arc, at
/// least [`INFINITY`] where it is closed; it must be nowhere below the weights
/// behind `potential`.
pub fn shortest_path(
    graph: &Graph,
    weight: impl Fn(ArcId) -> u32,
    sources: &[Seed],
    targets: &[Seed],
    potential: &mut Potential<'_>,
) -> Option<Path> {
    let n = graph.node_count();
    let mut dist = vec![INFINITY; n];
    let mut pred = vec![ArcId(u32::MAX); n];
    let mut source_of = vec![0usize; 0];
    source_of.resize(n, usize::MAX);
    let mut heap = BinaryHeap::new();
    for (k, seed) in sources.iter().enumerate() {
        if seed.weight < dist[seed.node.index()] {
            dist[seed.node.index()] = seed.weight;
            source_of[seed.node.index()] = k;
            let key = seed.weight.saturating_add(potential.to_target(seed.node.0));
            if key < INFINITY {
                heap.push(Reverse((key, seed.node.0)));
            }
        }
    }
    let mut best: Option<(u32, usize, u32)> = None;
    let mut settled = vec![false; n];
    while let Some(Reverse((key, v))) = heap.pop() {
        if best.is_some_and(|(weight, ..)| weight <= key) {
            break;
        }
        let node = crate::world::NodeId(v);
        if std::mem::replace(&mut settled[node.index()], true) {
            continue;
        }
        let base = dist[node.index()];
        for (k, target) in targets.iter().enumerate() {
            if target.node == node {
                let total = base + target.weight;
                if best.is_none_or(|(weight, ..)| total < weight) {
                    best = Some((total, k, v));
                }
            }
        }
        for &arc in graph.out_arcs(node) {
            let cost = weight(arc);
            if cost >= INFINITY {
                continue;
            }
            let head = graph.head(arc);
            let next = base + cost;
            if next < dist[head.index()] && !settled[head.index()] {
                let key = next.saturating_add(potential.to_target(head.0));
                if key >= INFINITY {
                    continue;
                }
                dist[head.index()] = next;
                pred[head.index()] = arc;
                source_of[head.index()] = source_of[node.index()];
                heap.push(Reverse((key, head.0)));
            }
        }
    }
    let (weight, target, end) = best?;
    let mut arcs = Vec::new();
    let mut node = crate::world::NodeId(end);
    while pred[node.index()].0 != u32::MAX {
        let arc = pred[node.index()];
        arcs.push(arc);
        node = graph.tail(arc);
    }
    arcs.reverse();
    Some(Path { weight, arcs, source: source_of[end as usize], target })
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
        let node = crate::world::NodeId(v);
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

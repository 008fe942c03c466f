//! The hierarchy and the plain searches beside a slow oracle, on random graphs.

use super::*;
use crate::astar;
use crate::graph::{ArcId, Graph};
use crate::world::NodeId;
use landbridge_testkit::oracle;
use proptest::prelude::*;

/// A graph of `nodes` with parallel edges, loops and isolated nodes, and a
/// weight for each arc; every seventh arc is closed.
fn graph_strategy() -> impl Strategy<Value = (Graph, Vec<u32>)> {
    (2usize..40, any::<bool>()).prop_flat_map(|(nodes, in_postorder)| {
        let top = u32::try_from(nodes).unwrap_or(2);
        proptest::collection::vec((0..top, 0..top, 0u32..50, 0u32..50), 1..120).prop_map(move |edges| {
            let mut ends: Vec<_> = edges.iter().map(|&(a, b, ..)| (NodeId(a), NodeId(b))).collect();
            if in_postorder {
                let rank = postorder(&Topology::build(&Graph::from_ends(nodes, ends.clone())));
                let new = |v: NodeId| NodeId(rank[v.0 as usize]);
                ends = ends.into_iter().map(|(a, b)| (new(a), new(b))).collect();
            }
            let close = |w: u32| if w % 7 == 6 { INFINITY } else { w };
            let weights = edges.iter().flat_map(|&(_, _, there, back)| [close(there), close(back)]).collect();
            (Graph::from_ends(nodes, ends), weights)
        })
    })
}

/// Ranks in which every subtree of the elimination tree is a range: these are
/// worked on in stages.
fn postorder(topology: &Topology) -> Vec<u32> {
    let n = topology.node_count();
    let mut rank = vec![0; n];
    let mut next = 0;
    let children = |p: u32| (0u32..).zip(&topology.parent).filter(move |c| *c.1 == p).map(|c| c.0);
    let mut stack: Vec<(u32, bool)> = children(NONE).map(|v| (v, false)).collect();
    while let Some((v, done)) = stack.pop() {
        if done {
            rank[v as usize] = next;
            next += 1;
        } else {
            stack.push((v, true));
            stack.extend(children(v).map(|c| (c, false)));
        }
    }
    rank
}

fn seed(node: u32, weight: u32) -> Seed {
    Seed { node: NodeId(node), weight }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_answer_equals_the_oracle((graph, weights) in graph_strategy(), pruned in any::<bool>()) {
        let topology = Topology::build(&graph);
        let weight = |arc: ArcId| weights[arc.0 as usize];
        let [mut metric, mut reversed] = customise(&topology, |arc| [weight(arc), weight(ArcId(arc.0 ^ 1))]);
        let mut anew = customise(&topology, |_| [7])[0].clone();
        anew.reweight(&topology, weight);
        prop_assert_eq!(&anew, &metric, "one metric at a time is the same as two");
        if pruned {
            metric.prune(&topology);
            reversed.prune(&topology);
        }
        let mut query = Query::new(&topology);
        for s in 0..3.min(graph.node_count()) {
            let from = u32::try_from(s).unwrap_or(0);
            let seeds = [seed(from, 3), seed((from + 1) % 2, 10)];
            let oracle = slow(&graph, weight, &seeds);
            prop_assert_eq!(&astar::distances(&graph, weight, &seeds, false), &oracle);
            let sweep = Sweep::run(&topology, &metric, &seeds, Direction::FromSeeds);
            let mirrored = Sweep::run(&topology, &reversed, &seeds, Direction::ToSeeds);
            prop_assert_eq!(&sweep.dist, &oracle);
            prop_assert_eq!(&mirrored.dist, &oracle);
            for (t, &reached) in oracle.iter().enumerate() {
                let target = [seed(u32::try_from(t).unwrap_or(0), 0)];
                let expected = Some(reached).filter(|&d| d < INFINITY);
                prop_assert_eq!(query.distance(&topology, &metric, &seeds, &target), expected);
                let path = query.path(&topology, &metric, &seeds, &target);
                prop_assert_eq!(path.as_ref().map(|p| p.weight), expected);
                if let Some(path) = path {
                    check_path(&graph, &weights, &seeds, &target, &path)?;
                }
                let mut potential = Potential::new(&topology, &metric, &target);
                let found = astar::shortest_path(&graph, weight, &seeds, &target, |node| potential.to_target(node));
                prop_assert_eq!(found.as_ref().map(|p| p.weight), expected);
                if let Some(path) = found {
                    check_path(&graph, &weights, &seeds, &target, &path)?;
                }
            }
        }
    }

    #[test]
    fn all_of_a_demand_takes_best_paths(
        (graph, weights) in graph_strategy(),
        wanted in proptest::collection::vec(0u32..40, 1..6),
        demand in proptest::collection::vec(0u64..9, 36),
    ) {
        let topology = Topology::build(&graph);
        let weight = |arc: ArcId| weights[arc.0 as usize];
        let [metric] = customise(&topology, |arc| [weight(arc)]);
        let sums = skim::Sums::of(&topology, &metric, |_| []);
        let node = |raw: u32| NodeId(raw % u32::try_from(graph.node_count()).unwrap_or(1));
        let ends: Vec<skim::Ends<0>> = wanted
            .iter()
            .map(|&w| vec![(Seed { node: node(w), weight: 0 }, []), (Seed { node: node(w + 7), weight: 0 }, [])])
            .collect();
        let targets = skim::Targets::new(&topology, &metric, &sums, &ends);
        let of = |i: usize, j: usize| demand[i * 6 + j];
        let loads = skim::loads(&topology, &metric, &sums, (&ends, &targets), graph.arc_count(), &of);
        // What the arcs carry weighs what the pairs weigh.
        let mut pairs: u64 = 0;
        // What leaves a node is what comes, starts there or ends there.
        let mut balance = vec![0i64; graph.node_count()];
        let mut query = Query::new(&topology);
        for (i, from) in ends.iter().enumerate() {
            for (j, to) in ends.iter().enumerate() {
                let seeds = |e: &skim::Ends<0>| e.iter().map(|s| s.0).collect::<Vec<_>>();
                let Some(path) = query.path(&topology, &metric, &seeds(from), &seeds(to)) else { continue };
                pairs += of(i, j) * u64::from(path.weight);
            }
        }
        let mut along: u64 = 0;
        for (k, &load) in loads.iter().enumerate() {
            let arc = ArcId(u32::try_from(k).unwrap_or(0));
            prop_assert!(load == 0 || weight(arc) < INFINITY);
            along += load * u64::from(weight(arc));
            let load = i64::try_from(load).unwrap_or(0);
            balance[graph.tail(arc).0 as usize] += load;
            balance[graph.head(arc).0 as usize] -= load;
        }
        prop_assert_eq!(along, pairs);
        let ends_of_ways: std::collections::BTreeSet<usize> = ends.iter().flatten().map(|s| s.0.node.0 as usize).collect();
        for (v, left) in balance.iter().enumerate() {
            prop_assert!(*left == 0 || ends_of_ways.contains(&v), "node {v} keeps {left}");
        }
        prop_assert_eq!(balance.iter().sum::<i64>(), 0);
    }

    #[test]
    fn a_skim_reads_along_the_best_path((graph, weights) in graph_strategy(), wanted in proptest::collection::vec(0u32..40, 1..6)) {
        let topology = Topology::build(&graph);
        let weight = |arc: ArcId| weights[arc.0 as usize];
        let [metric] = customise(&topology, |arc| [weight(arc)]);
        // The weight itself, and the arcs one by one.
        let sums = skim::Sums::of(&topology, &metric, |arc| [weight(arc), 1]);
        let node = |raw: u32| NodeId(raw % u32::try_from(graph.node_count()).unwrap_or(1));
        // Targets touch the network at two nodes, one of them four further away.
        let ends: Vec<_> = wanted
            .iter()
            .map(|&w| vec![(Seed { node: node(w), weight: 0 }, [0, 0]), (Seed { node: node(w + 7), weight: 4 }, [4, 1000])])
            .collect();
        let targets = skim::Targets::new(&topology, &metric, &sums, &ends);
        // More than are swept together.
        let sources: Vec<_> = (0..21).map(|k| vec![(seed(node(k).0, 3), [0, 100]), (seed(0, 9), [6, 200])]).collect();
        let rows = skim::many_to_many(&topology, &metric, &sums, &sources, &targets);
        for (row, seeds) in rows.iter().zip(&sources) {
            let seeds: Vec<Seed> = seeds.iter().map(|s| s.0).collect();
            let oracle = slow(&graph, weight, &seeds);
            for (cell, ends) in row.iter().zip(&ends) {
                let to = |end: &(Seed, [u32; 2])| Some(oracle[end.0.node.0 as usize]).filter(|&d| d < INFINITY).map(|d| d + end.0.weight);
                let reached = ends.iter().filter_map(to).min();
                prop_assert_eq!(cell.map(|c| c.weight), reached);
                if let Some(cell) = cell {
                    // Both seeds lie three above what is read along their way.
                    prop_assert_eq!(cell.sums[0], cell.weight - 3);
                    prop_assert!(cell.sums[1] >= 100);
                }
            }
        }
        // From the targets back to the sources: the same ways, row by column.
        let back = skim::Targets::backward(&topology, &metric, &sums, &sources);
        let columns = skim::many_to_many(&topology, &metric, &sums, &ends, &back);
        for (k, column) in columns.iter().enumerate() {
            for (cell, row) in column.iter().zip(&rows) {
                prop_assert_eq!(cell.map(|c| c.weight), row[k].map(|c| c.weight));
                prop_assert!(cell.is_none_or(|c| c.sums[0] == c.weight - 3));
            }
        }
    }

    #[test]
    fn closures_are_kept_with_a_potential_from_the_open_graph((graph, weights) in graph_strategy(), closed in 0u32..60) {
        let topology = Topology::build(&graph);
        let open = |arc: ArcId| weights[arc.0 as usize];
        let shut = |arc: ArcId| if arc.0 / 2 % 60 == closed { INFINITY } else { open(arc) };
        let [metric] = customise(&topology, |arc| [open(arc)]);
        let oracle = slow(&graph, shut, &[seed(0, 0)]);
        for (t, &reached) in oracle.iter().enumerate() {
            let target = [seed(u32::try_from(t).unwrap_or(0), 0)];
            let mut potential = Potential::new(&topology, &metric, &target);
            let found = astar::shortest_path(&graph, shut, &[seed(0, 0)], &target, |node| potential.to_target(node));
            prop_assert_eq!(found.map(|p| p.weight), Some(reached).filter(|&d| d < INFINITY));
        }
    }

    #[test]
    fn which_path_is_found_does_not_depend_on_the_bound((graph, weights) in graph_strategy(), closed in 0u32..60) {
        let topology = Topology::build(&graph);
        // Few different weights, so that many paths are equally short.
        let open = |arc: ArcId| if weights[arc.0 as usize] < INFINITY { 1 + weights[arc.0 as usize] % 3 } else { INFINITY };
        let shut = |arc: ArcId| if arc.0 / 2 % 60 == closed { INFINITY } else { open(arc) };
        let [metric] = customise(&topology, |arc| [open(arc)]);
        let sources = [seed(0, 2), seed(1, 1), seed(0, 2)];
        for t in 0..graph.node_count() {
            let t = u32::try_from(t).unwrap_or(0);
            let targets = [seed(t, 1), seed(t / 2, 2), seed(t, 1)];
            let exact = astar::distances(&graph, shut, &targets, true);
            let mut potential = Potential::new(&topology, &metric, &targets);
            let blind = astar::shortest_path(&graph, shut, &sources, &targets, |_| 0);
            let guided = astar::shortest_path(&graph, shut, &sources, &targets, |node| potential.to_target(node));
            let led = astar::shortest_path(&graph, shut, &sources, &targets, |node| exact[node as usize]);
            prop_assert_eq!(&blind, &guided);
            prop_assert_eq!(&blind, &led);
        }
    }
}

/// Distances by the oracle, [`INFINITY`] where there is no way.
fn slow(graph: &Graph, weight: impl Fn(ArcId) -> u32, seeds: &[Seed]) -> Vec<u32> {
    let index = |node: NodeId| node.0 as usize;
    let arcs: Vec<_> = (0u32..)
        .map(ArcId)
        .take(graph.arc_count())
        .map(|arc| (index(graph.tail(arc)), index(graph.head(arc)), Some(weight(arc)).filter(|&w| w < INFINITY)))
        .collect();
    let seeds: Vec<_> = seeds.iter().map(|s| (index(s.node), s.weight)).collect();
    let weight = |distance: Option<u64>| distance.and_then(|d| u32::try_from(d).ok()).unwrap_or(INFINITY);
    oracle::distances(graph.node_count(), &arcs, &seeds).into_iter().map(weight).collect()
}

/// The arcs of a path hang together and cost what the path says.
fn check_path(graph: &Graph, weights: &[u32], sources: &[Seed], targets: &[Seed], path: &Path) -> Result<(), TestCaseError> {
    let mut node = sources[path.source].node;
    let mut total = sources[path.source].weight;
    for &arc in &path.arcs {
        prop_assert_eq!(graph.tail(arc), node);
        node = graph.head(arc);
        total += weights[arc.0 as usize];
    }
    prop_assert_eq!(node, targets[path.target].node);
    prop_assert_eq!(total + targets[path.target].weight, path.weight);
    Ok(())
}

//! How long opening, re-weighting and routing take on the shipped world.
//!
//! `cargo bench -p landbridge-engine`. Prints medians and 99th percentiles;
//! asserts nothing, since machines differ.

#![expect(clippy::panic, clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_engine::{Engine, data};
use landbridge_network::cch::{Query, Seed, Topology, customise};
use landbridge_network::graph::Graph;
use landbridge_network::lbn::WorldFile;
use landbridge_network::snap::Snapper;
use landbridge_network::world::NodeId;
use std::hint::black_box;
use std::time::Instant;

fn time<T>(what: &str, runs: usize, mut work: impl FnMut() -> T) -> T {
    let mut all = Vec::new();
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        last = Some(black_box(work()));
        all.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    all.sort_by(f64::total_cmp);
    println!("{what:<44} median {:9.3} ms  p99 {:9.3} ms", all[all.len() / 2], all[(all.len() * 99 / 100).min(all.len() - 1)]);
    last.unwrap_or_else(|| panic!("no run"))
}

fn main() {
    let folder = data::find_data().unwrap_or_else(|e| panic!("{e}"));
    let file = time("read and check the file", 5, || WorldFile::open(&folder.join("world.lbn")).unwrap_or_else(|e| panic!("{e}")));
    let world = time("decode the network", 5, || file.world().unwrap_or_else(|e| panic!("{e}")));
    time("decode the names", 5, || file.gazetteer().unwrap_or_else(|e| panic!("{e}")));
    let graph = time("graph", 5, || Graph::of(&world));
    let topology = time("contraction", 3, || Topology::build(&graph));
    time("boxes", 5, || Snapper::new(&world));
    println!("{} nodes, {} arcs, {} hierarchy arcs", graph.node_count(), graph.arc_count(), topology.arc_count());
    let lengths: Vec<u32> = (0..graph.ends.len()).map(|e| world.links.as_slice().get(e).map_or(1000, |l| l.metres)).collect();
    let weight = |arc: landbridge_network::ArcId| lengths[arc.edge()];
    time("customise one metric", 5, || customise(&topology, |a| [weight(a)]));
    let [mut metric, ..] =
        time("customise three metrics", 5, || customise(&topology, |a| [weight(a), weight(a) / 2 + 1, weight(a) / 3 + 1]));
    time("customise four metrics", 5, || customise(&topology, |a| [weight(a), weight(a) / 2 + 1, weight(a) / 3 + 1, weight(a) / 4 + 1]));
    time("re-weight one metric in its memory", 9, || metric.reweight(&topology, weight));
    time("prune one metric", 1, || metric.prune(&topology));
    let mut query = Query::new(&topology);
    let mut state = 1u64;
    let mut random = || {
        // A fixed linear congruential sequence: the same pairs on every run.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        NodeId(u32::try_from((state >> 33) % (graph.node_count() as u64)).unwrap_or(0))
    };
    let pairs: Vec<(NodeId, NodeId)> = (0..2000).map(|_| (random(), random())).collect();
    let mut next = pairs.iter().cycle();
    time("query with path, random pairs", 2000, || {
        let &(a, b) = next.next().unwrap_or(&pairs[0]);
        query.path(&topology, &metric, &[Seed { node: a, weight: 0 }], &[Seed { node: b, weight: 0 }])
    });
    time("distance alone, random pairs", 2000, || {
        let &(a, b) = next.next().unwrap_or(&pairs[0]);
        query.distance(&topology, &metric, &[Seed { node: a, weight: 0 }], &[Seed { node: b, weight: 0 }])
    });
    let depth: usize = pairs.iter().map(|p| topology.depth(p.0)).sum::<usize>() / pairs.len();
    println!("mean depth of the elimination tree {depth}");
    let engine = time("open everything", 3, || Engine::open(&folder).unwrap_or_else(|e| panic!("{e}")));
    println!("world {:032x}", engine.hash);
}

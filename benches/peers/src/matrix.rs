//! Matrices between many places: Landbridge beside the crate `cch`, on the same
//! graphs, new weights included; every cell is compared.

use crate::case::{Case, Outcome, number};
use crate::tools::{changed, timed};
use landbridge_network::cch::skim::{Ends, Sums, Targets, many_to_many};
use landbridge_network::cch::{Seed, Topology, customise};
use landbridge_network::graph::ArcId;
use landbridge_network::world::NodeId;
use rayon::prelude::*;

/// Places on each side.
const PLACES: usize = 2000;

/// Runs, of which the fastest counts.
const RUNS: usize = 3;

/// Rows that a thread of `cch` asks for at once.
const ROWS: usize = 125;

/// Compares both tools on a graph and prints two rows of the table.
pub fn run(case: &Case) -> Outcome<()> {
    let places = draw(case);
    let weights: Vec<Vec<u32>> = (0..RUNS).map(|run| changed(case, run)).collect();
    let graph = case.graph();
    let topology = Topology::build(&graph);
    let mut own = (f64::INFINITY, Vec::new());
    let mut plain = f64::INFINITY;
    for weight in &weights {
        let (seconds, cells) = timed(|| landbridge::<4>(&topology, weight, &places, |w| [w, w / 2, w / 3, 1]));
        own = (own.0.min(seconds), cells);
        plain = plain.min(timed(|| landbridge::<0>(&topology, weight, &places, |_| [])).0);
    }
    let (lat, lon): (Vec<f32>, Vec<f32>) = case.points.iter().map(|p| (p.lat as f32, p.lon as f32)).unzip();
    let (peer, picks) = case.forward_star();
    let order = cch::inertial_order(number(case.nodes()), &case.tail, &case.head, &lat, &lon);
    let built = cch::Cch::build(&peer, &order);
    let (customizer, view) = (built.customizer(), built.view());
    let mut metric = customizer.customize(&peer.weight);
    let (mut whole, mut split) = (f64::INFINITY, f64::INFINITY);
    for weight in &weights {
        let weight: Vec<u32> = picks.iter().map(|&a| weight[a]).collect();
        let (again, ()) = timed(|| customizer.customize_into(&weight, &mut metric));
        let rows = |sources: &[u32]| cch::distance_matrix(&view, &metric.view(), sources, &places);
        let (one, cells) = timed(|| rows(&places));
        let (all, chunks) = timed(|| places.par_chunks(ROWS).map(rows).collect::<Vec<_>>());
        (whole, split) = (whole.min(again + one), split.min(again + all));
        if chunks.concat() != cells {
            return Err("cch says one thing on one thread and another on several".into());
        }
        if weight == picks.iter().map(|&a| weights[RUNS - 1][a]).collect::<Vec<_>>() && cells != own.1 {
            let differ = cells.iter().zip(&own.1).filter(|(a, b)| a != b).count();
            return Err(format!("{}: {differ} of {} cells differ", case.name, cells.len()).into());
        }
    }
    println!("| {} | Landbridge, with four sums along each path | {:.2} |", case.name, own.0);
    println!("| {} | Landbridge, weights alone | {plain:.2} |", case.name);
    println!("| {} | cch, as its function does it, on one thread; weights alone | {whole:.2} |", case.name);
    println!("| {} | cch, its rows shared among all threads; weights alone | {split:.2} |", case.name);
    Ok(())
}

/// Customisation, sums, the part of the hierarchy and all rows.
fn landbridge<const K: usize>(topology: &Topology, weights: &[u32], places: &[u32], along: impl Fn(u32) -> [u32; K]) -> Vec<u32> {
    let weight = |arc: ArcId| weights[arc.0 as usize];
    let [metric] = customise(topology, |arc| [weight(arc)]);
    let sums = Sums::of(topology, &metric, |arc| along(weight(arc)));
    let ends: Vec<Ends<K>> = places.iter().map(|&v| vec![(Seed { node: NodeId(v), weight: 0 }, [0; K])]).collect();
    let targets = Targets::new(topology, &metric, &sums, &ends);
    let rows = many_to_many(topology, &metric, &sums, &ends, &targets);
    rows.iter().flatten().map(|cell| cell.map_or(cch::INF_WEIGHT, |c| c.weight)).collect()
}

/// Nodes of the largest connected part by a fixed sequence.
fn draw(case: &Case) -> Vec<u32> {
    let part = case.largest_part();
    let mut state = 20_261_128u64;
    (0..PLACES)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            part[(state >> 33) as usize % part.len()]
        })
        .collect()
}

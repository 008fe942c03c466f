//! Landbridge beside its peers: the same graphs, the same pairs, one run.
//!
//! Prints rows of the table of `README.md`; every answer is checked.

mod case;
mod matrix;
mod oracle;
mod pairs;
mod tools;

use case::{By, Case, Outcome, highways_and_sea, multimodal, number, railways};
use landbridge_network::cch::Topology;
use oracle::Oracle;
use pairs::{CHECKED, Pairs};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;
use tools::{Cch, FastPaths, Landbridge, RoutingKit, Tool, Way, best_ms, changed, landbridge_customise, timed};

/// Rounds over the pairs; the fastest counts for each pair, since other
/// programs may take the processor meanwhile.
const ROUNDS: usize = 5;
/// Runs of a customisation.
const RUNS: usize = 7;

fn main() -> Outcome<()> {
    let export = std::env::args().nth(1);
    if export.as_deref() == Some("matrix") {
        println!("| graph | tool | 2,000 x 2,000, new weights included, s |");
        println!("|---|---|---|");
        for load in [|| multimodal(By::Time), highways_and_sea] as [fn() -> Outcome<Case>; 2] {
            matrix::run(&load()?)?;
        }
        return Ok(());
    }
    let cases: [fn() -> Outcome<Case>; 4] = [|| multimodal(By::Time), railways, highways_and_sea, || multimodal(By::Cost)];
    println!("| graph | tool | preparation s | re-weighting ms | random median ms | p99 | long median ms | p99 |");
    println!("|---|---|---|---|---|---|---|---|");
    for load in cases {
        let case = load()?;
        let bench = Bench::new(case)?;
        if let Some(folder) = &export {
            let slug = bench.case.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-").replace("--", "-");
            bench.case.write(&Path::new(folder).join(format!("{slug}.txt")))?;
            bench.write_pairs(&Path::new(folder).join(format!("{slug}-pairs.txt")))?;
        }
        bench.run()?;
    }
    Ok(())
}

/// A case with its pairs and their right answers.
struct Bench {
    case: Case,
    pairs: Pairs,
    /// Weights by Dijkstra's algorithm of the first pairs of both kinds.
    checked: [Vec<u64>; 2],
    /// Lightest arc between two nodes.
    lightest: HashMap<(u32, u32), u32>,
    /// Weights for the runs of a customisation.
    changed: Vec<Vec<u32>>,
}

impl Bench {
    fn new(case: Case) -> Outcome<Self> {
        let pairs = Pairs::draw(&case);
        let oracle = Oracle::new(&case);
        let solve = |list: &[(u32, u32)]| -> Outcome<Vec<u64>> {
            let found: Option<Vec<u64>> = list[..CHECKED].par_iter().map(|&(a, b)| oracle.distance(a, b)).collect();
            found.ok_or_else(|| "a pair of one connected part has no way".into())
        };
        let checked = [solve(&pairs.random)?, solve(&pairs.long)?];
        let mut lightest: HashMap<(u32, u32), u32> = HashMap::new();
        for ((&a, &b), &w) in case.tail.iter().zip(&case.head).zip(&case.weight) {
            lightest.entry((a, b)).and_modify(|x| *x = w.min(*x)).or_insert(w);
        }
        let changed = (0..RUNS).map(|run| changed(&case, run)).collect();
        let bench = Self { case, pairs, checked, lightest, changed };
        let mut times: Vec<f64> = bench.pairs.long[..20].iter().map(|&(a, b)| timed(|| oracle.distance(a, b)).0 * 1000.0).collect();
        times.sort_by(f64::total_cmp);
        println!(
            "| **{}** | {} nodes, {} arcs, weights in {}; Dijkstra's algorithm takes {:.0} ms (median of 20 long pairs) | | | | | | |",
            bench.case.name,
            bench.case.nodes(),
            bench.case.tail.len(),
            bench.case.unit,
            times[times.len() / 2]
        );
        Ok(bench)
    }

    fn write_pairs(&self, path: &Path) -> Outcome<()> {
        let lines =
            |list: &[(u32, u32)], right: &[u64]| list.iter().zip(right).map(|((a, b), w)| format!("{a} {b} {w}\n")).collect::<String>();
        let text = lines(&self.pairs.random, &self.checked[0]) + &lines(&self.pairs.long, &self.checked[1]);
        Ok(std::fs::write(path, text)?)
    }

    fn run(&self) -> Outcome<()> {
        let reference = self.landbridge()?;
        self.routingkit(&reference)?;
        self.cch(&reference)?;
        self.fast_paths(&reference)
    }

    fn landbridge(&self) -> Outcome<Answers> {
        let case = &self.case;
        let graph = case.graph();
        let (build_s, topology) = timed(|| Topology::build(&graph));
        let prepare = case.order_s + build_s;
        let [mut metric] = landbridge_customise::<1>(&topology, &case.weight);
        let one = best_ms(RUNS, |run| metric.reweight(&topology, |arc| self.changed[run][arc.0 as usize]));
        let three = best_ms(RUNS, |run| drop(landbridge_customise::<3>(&topology, &self.changed[run])));
        metric.reweight(&topology, |arc| case.weight[arc.0 as usize]);
        let reference =
            self.measure("Landbridge", &format!("{prepare:.1}"), &format!("{one:.0}; three metrics {three:.0}"), None, || {
                Ok(Landbridge::new(&topology, &metric))
            })?;
        let prune = best_ms(3, |_| metric.prune(&topology));
        self.measure("Landbridge, pruned", "", &format!("{:.0}", one + prune), Some(&reference), || {
            Ok(Landbridge::new(&topology, &metric))
        })?;
        let arcs = topology.arc_count();
        println!("| | (Landbridge's hierarchy: {arcs} arcs; order {:.1} s, contraction {build_s:.1} s) | | | | | | |", case.order_s);
        Ok(reference)
    }

    fn routingkit(&self, reference: &Answers) -> Outcome<()> {
        let case = &self.case;
        let (lat, lon): (Vec<f32>, Vec<f32>) = case.points.iter().map(|p| (p.lat as f32, p.lon as f32)).unzip();
        let nodes = number(case.nodes());
        let (order_s, own) = timed(|| routingkit_cch::compute_order_inertial(nodes, &case.tail, &case.head, &lat, &lon));
        for (name, order, order_s) in [("RoutingKit", own, order_s), ("RoutingKit, Landbridge's order", (0..nodes).collect(), case.order_s)]
        {
            let (build_s, cch) = timed(|| routingkit_cch::CCH::new(&order, &case.tail, &case.head, |_| {}, false));
            let mut metric = routingkit_cch::CCHMetric::new(&cch, case.weight.clone());
            let (mut once, mut twice) = (self.changed.clone(), self.changed.clone());
            let one = best_ms(RUNS, |run| metric.reset(std::mem::take(&mut once[run])));
            let parallel = best_ms(RUNS, |run| metric.parallel_reset(std::mem::take(&mut twice[run]), 0));
            metric.reset(case.weight.clone());
            let again = format!("{one:.0}; parallel {parallel:.0}");
            self.measure(name, &format!("{:.1}", order_s + build_s), &again, Some(reference), || {
                Ok(RoutingKit(routingkit_cch::CCHQuery::new(&metric)))
            })?;
        }
        Ok(())
    }

    fn cch(&self, reference: &Answers) -> Outcome<()> {
        let case = &self.case;
        let (lat, lon): (Vec<f32>, Vec<f32>) = case.points.iter().map(|p| (p.lat as f32, p.lon as f32)).unzip();
        let (graph, picks) = case.forward_star();
        let pick = |list: &[u32]| picks.iter().map(|&a| list[a]).collect::<Vec<u32>>();
        let (order_s, order) = timed(|| cch::inertial_order(number(case.nodes()), &case.tail, &case.head, &lat, &lon));
        let (build_s, built) = timed(|| cch::Cch::build(&graph, &order));
        let customizer = built.customizer();
        let mut metric = customizer.customize(&graph.weight);
        let weights: Vec<Vec<u32>> = self.changed.iter().map(|w| pick(w)).collect();
        let parallel = best_ms(RUNS, |run| customizer.customize_into(&weights[run], &mut metric));
        customizer.customize_into(&graph.weight, &mut metric);
        let view = built.view();
        self.measure("cch", &format!("{:.1}", order_s + build_s), &format!("parallel {parallel:.0}"), Some(reference), || {
            Ok(Cch { query: cch::PathQuery::new(&view), metric: metric.view() })
        })?;
        Ok(())
    }

    fn fast_paths(&self, reference: &Answers) -> Outcome<()> {
        let case = &self.case;
        let mut input = fast_paths::InputGraph::new();
        for ((&a, &b), &w) in case.tail.iter().zip(&case.head).zip(&case.weight) {
            if a != b {
                input.add_edge(a as usize, b as usize, w as usize);
            }
        }
        input.freeze();
        let (prepare, graph) = timed(|| fast_paths::prepare(&input));
        let again = format!("{:.0} (prepares anew)", prepare * 1000.0);
        self.measure("fast_paths", &format!("{prepare:.1}"), &again, Some(reference), || {
            Ok(FastPaths { graph: &graph, calculator: fast_paths::create_calculator(&graph) })
        })?;
        Ok(())
    }

    /// Times and checks a tool, and prints its row.
    fn measure<T: Tool>(
        &self,
        name: &str,
        prepare: &str,
        again: &str,
        reference: Option<&Answers>,
        tool: impl FnOnce() -> Outcome<T>,
    ) -> Outcome<Answers> {
        let mut tool = tool()?;
        let mut answers = Answers::default();
        let mut figures = Vec::new();
        for (kind, list) in [&self.pairs.random, &self.pairs.long].into_iter().enumerate() {
            let (times, ways) = rounds(&mut tool, list)?;
            figures.push(times[times.len() / 2]);
            figures.push(times[times.len() * 99 / 100]);
            for (i, (&(from, to), way)) in list.iter().zip(&ways).enumerate() {
                let weight = self.weigh(from, to, way).map_err(|e| format!("{name}: {from} to {to}: {e}"))?;
                let right = self.checked[kind].get(i).or_else(|| reference.and_then(|r| r.0[kind].get(i)));
                if let Some(&right) = right.filter(|&&r| r != weight) {
                    return Err(format!("{name}: {from} to {to} weighs {weight}, the shortest {right}").into());
                }
                answers.0[kind].push(weight);
            }
            if reference.is_none() {
                let arcs: usize = ways.iter().map(|w| if let Way::Arcs(a) = w { a.len() } else { 0 }).sum();
                let what = ["random", "long"][kind];
                println!("| | ({what} paths: {} arcs on average) | | | | | | |", arcs / ways.len());
            }
        }
        let [a, b, c, d] = figures[..] else { return Err("two kinds of pairs are measured".into()) };
        println!("| {} | {name} | {prepare} | {again} | {a:.3} | {b:.3} | {c:.3} | {d:.3} |", self.case.name);
        Ok(answers)
    }

    /// Weight of a way, which must hang together.
    fn weigh(&self, from: u32, to: u32, way: &Way) -> Result<u64, String> {
        let (mut here, mut sum) = (from, 0u64);
        match way {
            Way::Arcs(arcs) => {
                for &arc in arcs {
                    if self.case.tail[arc as usize] != here {
                        return Err(format!("arc {arc} does not begin where the last one ends"));
                    }
                    here = self.case.head[arc as usize];
                    sum += u64::from(self.case.weight[arc as usize]);
                }
            }
            Way::Nodes(nodes) => {
                for step in nodes.windows(2) {
                    let weight = self.lightest.get(&(step[0], step[1])).ok_or("two nodes in a row have no arc between them")?;
                    sum += u64::from(*weight);
                }
                if nodes.first() != Some(&from) {
                    return Err("the way begins elsewhere".into());
                }
                here = nodes.last().copied().unwrap_or(from);
            }
        }
        if here == to { Ok(sum) } else { Err("the way ends elsewhere".into()) }
    }
}

/// Weights of the answers to both kinds of pairs.
#[derive(Default)]
struct Answers([Vec<u64>; 2]);

/// Sorted milliseconds of all pairs, and the ways.
fn rounds(tool: &mut dyn Tool, list: &[(u32, u32)]) -> Outcome<(Vec<f64>, Vec<Way>)> {
    let mut best = vec![f64::INFINITY; list.len()];
    let mut ways = Vec::new();
    for _ in 0..ROUNDS {
        ways.clear();
        for (&(from, to), best) in list.iter().zip(&mut best) {
            let start = Instant::now();
            let way = tool.ask(from, to);
            *best = best.min(start.elapsed().as_secs_f64() * 1000.0);
            ways.push(way.ok_or_else(|| format!("no way from {from} to {to}"))?);
        }
    }
    best.sort_by(f64::total_cmp);
    Ok((best, ways))
}

//! How long plans take between random pairs of the largest terminals.
//!
//! `cargo bench -p landbridge-engine --bench plan`. Every question looks ahead
//! at least 90 days. Prints medians and 99th percentiles of the whole answer,
//! reliability of every way included, one question after the other, each on all
//! threads; asserts nothing, since machines differ.

#![expect(clippy::panic, clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_engine::plan::PlanRequest;
use landbridge_engine::{Engine, data};
use std::time::Instant;

fn main() {
    let folder = data::find_data().unwrap_or_else(|e| panic!("{e}"));
    let engine = Engine::open(&folder).unwrap_or_else(|e| panic!("{e}"));
    let terminals = engine.largest_terminals().unwrap_or_else(|e| panic!("{e}"));
    let terminals: Vec<_> = terminals.into_iter().take(300).map(|t| t.0).collect();
    let epsilon = std::env::args().find_map(|a| a.strip_prefix("--epsilon=").and_then(|e| e.parse().ok()));
    let request = PlanRequest { epsilon, depart: "2024-09-02".to_owned(), ..PlanRequest::default() };
    let first = Instant::now();
    let pair = |k: usize| (terminals[k % terminals.len()], terminals[(k * 7 + 13) % terminals.len()]);
    let _ = engine.plan_between(&request, pair(0).0, pair(0).1);
    let threads = rayon::current_num_threads();
    println!("{} terminals, {threads} threads; preparing for a cargo and year: {:.2} s", terminals.len(), first.elapsed().as_secs_f64());
    // A fixed linear congruential sequence: the same pairs on every run.
    let mut state = 1u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % terminals.len()
    };
    let (mut times, mut sizes, mut labels, mut none, mut bounded) = (Vec::new(), Vec::new(), Vec::new(), 0, 0);
    while times.len() < 1000 {
        let (a, b) = (random(), random());
        if a == b {
            continue;
        }
        if std::env::args().any(|a| a == "--each") {
            println!("{} → {}", engine.world.facilities[terminals[a]].name, engine.world.facilities[terminals[b]].name);
        }
        let start = Instant::now();
        let answer = engine.plan_between(&request, terminals[a], terminals[b]);
        let most = std::env::args().find_map(|a| a.strip_prefix("--pairs=").and_then(|e| e.parse().ok())).unwrap_or(1000);
        if times.len() >= most {
            break;
        }
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        match answer {
            Ok(answer) => {
                sizes.push(answer.options.len());
                labels.push(answer.search.labels);
                bounded += usize::from(answer.search.epsilon > 0.0);
                if std::env::args().any(|a| a == "--each") {
                    println!(
                        "{:8.1} ms {:5} options {:7} labels ε {}  {} → {}",
                        times[times.len() - 1],
                        answer.options.len(),
                        answer.search.labels,
                        answer.search.epsilon,
                        answer.from,
                        answer.to
                    );
                }
            }
            Err(_) => none += 1,
        }
    }
    times.sort_by(f64::total_cmp);
    sizes.sort_unstable();
    labels.sort_unstable();
    let at = |p: usize| times[times.len() * p / 100];
    println!(
        "{} pairs: median {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        times.len(),
        at(50),
        at(90),
        at(99),
        times[times.len() - 1]
    );
    println!(
        "ways: median {}, largest {}; labels: median {}, largest {}; {none} pairs without a way, {bounded} sets bounded",
        sizes[sizes.len() / 2],
        sizes[sizes.len() - 1],
        labels[labels.len() / 2],
        labels[labels.len() - 1]
    );
}

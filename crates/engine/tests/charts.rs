//! The charts of the ledger that ships: drawn whole from its series.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

use landbridge_engine::Engine;
use landbridge_engine::data::find_data;
use landbridge_evidence::chart::Chart;

const LEDGER: &str = "eight-major-steps";

fn charts() -> Vec<Chart> {
    let engine = Engine::open(&find_data().unwrap()).unwrap();
    engine.ledger_charts(LEDGER, &engine.ledger(LEDGER).unwrap()).unwrap_or_else(|e| panic!("{e}: {}", e.hint))
}

/// Steps of time with a value, of all, for each panel of a chart.
fn told(chart: &Chart) -> Vec<(usize, usize)> {
    chart.panels.iter().map(|p| (p.steps.len() - p.missing.len(), p.steps.len())).collect()
}

#[test]
fn each_chart_says_what_it_has_and_what_it_lacks() {
    let all: Vec<_> = charts().iter().map(told).collect();
    assert_eq!(all, [vec![(13, 13); 2], vec![(9, 11); 2], vec![(2, 11), (2, 11), (1, 11), (1, 11)], vec![(6, 11), (4, 11), (7, 11)]]);
}

#[test]
fn claims_rest_on_the_series_of_their_chart() {
    let all = charts();
    let of = |k: usize| all.get(k).map(|c| c.claims.join(" ")).unwrap_or_default();
    assert_eq!(of(0), "cre-figure-first-year cre-figure-last-year");
    assert!(of(1).contains("cre-trains-august") && of(1).contains("cre-figure-months"), "{}", of(1));
    assert_eq!(of(2), "contracts-figure-span");
    assert_eq!(of(3), "");
}

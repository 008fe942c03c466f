//! Routes over small drawn worlds, and all searches beside a slow oracle on
//! random ones.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test: failing loudly is its purpose")]

use landbridge_network::cch::{Direction, INFINITY, Path, Potential, Query, Seed, Sweep, Topology, customise};
use landbridge_network::{ArcId, EdgeRef, Graph, NodeId, astar};
use landbridge_testkit::{Sketch, oracle};
use proptest::prelude::*;
use std::fmt::Write;

/// Weight of a transfer and of a border in the drawn worlds, in metres.
const STOP: u32 = 5_000;

/// The letters of the shortest way by length, a stop counting as 5 km; `-`
/// where there is none. `closed` are letters that may not be touched.
fn way(sketch: &Sketch, question: &str, closed: &str) -> String {
    let graph = Graph::of(&sketch.world);
    let topology = Topology::build(&graph);
    let metres = |arc: ArcId| match graph.edge(arc.edge()) {
        EdgeRef::Link(link) => sketch.world.links[link].metres,
        EdgeRef::Crossing(_) | EdgeRef::Dock(_) => STOP,
    };
    let shut = |arc: ArcId| [graph.tail(arc), graph.head(arc)].iter().any(|&n| closed.chars().any(|c| sketch.node(c) == Ok(n)));
    let [metric] = customise(&topology, |arc| [metres(arc)]);
    let ends: Vec<[Seed; 1]> = question.chars().map(|c| [Seed { node: sketch.node(c).unwrap(), weight: 0 }]).collect();
    let path = if closed.is_empty() {
        Query::new(&topology).path(&topology, &metric, &ends[0], &ends[1])
    } else {
        let mut potential = Potential::new(&topology, &metric, &ends[1]);
        astar::shortest_path(
            &graph,
            |arc| if shut(arc) { INFINITY } else { metres(arc) },
            &ends[0],
            &ends[1],
            |node| potential.to_target(node),
        )
    };
    path.map_or("-".to_owned(), |p| sketch.spell(&graph, &p.arcs))
}

/// Checks a table of questions, closures and ways.
#[track_caller]
fn check(sketch: &Sketch, cases: &[(&str, &str, &str)]) {
    for &(question, closed, expected) in cases {
        assert_eq!(way(sketch, question, closed), expected, "{question} without '{closed}'");
    }
}

#[test]
fn the_shorter_side_of_a_square_is_taken() {
    let sketch = Sketch::of(
        "
        A-----B
        |     |
        C-----D     E",
        "
        A-B rail 10
        B-D rail 10
        A-C rail 10
        C-D rail 11",
    );
    check(&sketch, &[("AD", "", "ABD"), ("DA", "", "DBA"), ("AD", "B", "ACD"), ("AD", "BC", "-"), ("AE", "", "-")]);
}

#[test]
fn of_two_lines_side_by_side_the_shorter_counts() {
    let sketch = Sketch::of("A--B--C", "A-B rail 30\nA-B rail 20\nB-C rail 5\nA-C rail 26");
    check(&sketch, &[("AC", "", "ABC")]);
}

#[test]
fn modes_meet_at_facilities_alone() {
    // The road R–S passes the rail B–C and touches it at P alone.
    let sketch = Sketch::of(
        "
        A--B--C
            P
        R-----S",
        "
        A-B rail 10
        B-C rail 10
        R-S road 20
        P: B rail, R road",
    );
    check(&sketch, &[("AC", "", "ABC"), ("AS", "", "ABPRS"), ("SC", "", "SRPBC"), ("AS", "P", "-")]);
}

#[test]
fn a_border_is_passed_where_there_is_a_crossing() {
    // Two lines run up to the border; only the southern one goes over.
    let sketch = Sketch::of(
        "
        A--B  C--D
        |        |
        E--F  G--H",
        "
        A-B rail 1 in:CHN
        A-E rail 9 in:CHN
        E-F rail 9 in:CHN
        C-D rail 1 in:KAZ gauge:1520
        D-H rail 9 in:KAZ gauge:1520
        G-H rail 9 in:KAZ gauge:1520
        F=G border rail",
    );
    check(&sketch, &[("BC", "", "BAEFGHDC"), ("BC", "G", "-")]);
    assert!(sketch.world.crossings.iter().all(|c| c.gauge_change.is_some_and(|g| (g.0, g.1) == (1435, 1520))));
}

#[test]
fn a_ferry_is_worth_two_transfers_only_when_the_land_way_is_long() {
    let sketch = Sketch::of(
        "
        A--B     C--D
            P   Q
             X Y
        Z-----------W",
        "
        A-B road 10
        C-D road 10
        X-Y sea 30
        A-Z road 20
        Z-W road 20
        W-D road 20
        P: B road, X sea
        Q: C road, Y sea",
    );
    check(&sketch, &[("AD", "", "AZWD"), ("BC", "", "BPXYQC"), ("BC", "P", "BAZWDC"), ("AD", "Z", "ABPXYQCD")]);
}

/// The table of a random world on the map `abcdefghijkl`.
fn table() -> impl Strategy<Value = String> {
    const MODES: [&str; 4] = ["rail", "road", "sea", "ferry"];
    const COUNTRIES: [&str; 3] = ["CHN", "KAZ", "RUS"];
    let letter = || (0u8..12).prop_map(|n| char::from(b'a' + n));
    let link = (letter(), letter(), 0usize..4, 0u32..90, 0usize..3);
    let crossing = (letter(), letter(), 0usize..2);
    let facility = (letter(), letter(), 0usize..4, letter(), 0usize..4);
    (proptest::collection::vec(link, 1..24), proptest::collection::vec(crossing, 0..4), proptest::collection::vec(facility, 0..4)).prop_map(
        |(links, crossings, facilities)| {
            let mut text = String::new();
            for (a, b, mode, km, country) in links {
                let _ = writeln!(text, "{a}-{b} {} {km} in:{}", MODES[mode], COUNTRIES[country]);
            }
            for (a, b, mode) in crossings {
                let _ = writeln!(text, "{a}={b} border {}", MODES[mode]);
            }
            for (p, a, m, b, n) in facilities {
                let _ = writeln!(text, "{p}: {a} {}, {b} {}", MODES[m], MODES[n]);
            }
            text
        },
    )
}

/// A weight for every arc, by number; one in eight arcs is one-way or shut.
fn weights() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(prop_oneof![7 => 0u32..1000, 1 => Just(INFINITY)], 128)
}

fn known(weight: u32) -> Option<u64> {
    (weight < INFINITY).then_some(u64::from(weight))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_search_equals_the_oracle(
        text in table(),
        metrics in [weights(), weights(), weights()],
        closed in proptest::collection::btree_set(0usize..40, 0..6),
        sources in proptest::collection::vec((0u32..12, 0u32..50), 1..4),
    ) {
        let sketch = Sketch::of("abcdefghijkl", &text);
        let graph = Graph::of(&sketch.world);
        let topology = Topology::build(&graph);
        let edges = sketch.edges();
        let lanes = customise(&topology, |arc| [0, 1, 2].map(|lane: usize| metrics[lane][arc.0 as usize]));
        let sources: Vec<Seed> = sources.iter().map(|&(node, weight)| Seed { node: NodeId(node), weight }).collect();
        for (metric, weights) in lanes.into_iter().zip(&metrics) {
            let open = |arc: ArcId| weights[arc.0 as usize];
            let shut = |arc: ArcId| if closed.contains(&arc.edge()) { INFINITY } else { open(arc) };
            let without = slow(&edges, &sources, shut, false);
            let plain = slow(&edges, &sources, open, false);
            let towards = slow(&edges, &sources, open, true);
            let mut pruned = metric.clone();
            pruned.prune(&topology);
            for metric in [&metric, &pruned] {
                let sweep = |direction| Sweep::run(&topology, metric, &sources, direction).dist.into_iter().map(known).collect::<Vec<_>>();
                prop_assert_eq!(&sweep(Direction::FromSeeds), &plain);
                prop_assert_eq!(&sweep(Direction::ToSeeds), &towards);
                for (t, target) in (0..12).map(|t| (t as usize, [Seed { node: NodeId(t), weight: 0 }])) {
                    let mut query = Query::new(&topology);
                    prop_assert_eq!(query.distance(&topology, metric, &sources, &target).map(u64::from), plain[t]);
                    let path = query.path(&topology, metric, &sources, &target);
                    check_path(&edges, &sources, t, path.as_ref(), plain[t], open)?;
                    let mut potential = Potential::new(&topology, metric, &target);
                    let path = astar::shortest_path(&graph, shut, &sources, &target, |node| potential.to_target(node));
                    check_path(&edges, &sources, t, path.as_ref(), without[t], shut)?;
                }
            }
            let searched = astar::distances(&graph, shut, &sources, false).into_iter().map(known).collect::<Vec<_>>();
            prop_assert_eq!(&searched, &without);
        }
    }
}

/// The oracle's distances from the seeds, or towards them.
fn slow(edges: &[(usize, usize)], seeds: &[Seed], weight: impl Fn(ArcId) -> u32, towards: bool) -> Vec<Option<u64>> {
    let both = (0u32..).zip(edges).flat_map(|(e, &(a, b))| [(a, b, ArcId(2 * e)), (b, a, ArcId(2 * e + 1))]);
    let arcs: Vec<_> = both
        .map(|(tail, head, arc)| if towards { (head, tail, arc) } else { (tail, head, arc) })
        .map(|(tail, head, arc)| (tail, head, Some(weight(arc)).filter(|&w| w < INFINITY)))
        .collect();
    let seeds: Vec<(usize, u32)> = seeds.iter().map(|s| (s.node.0 as usize, s.weight)).collect();
    oracle::distances(12, &arcs, &seeds)
}

/// A path weighs what the oracle says, hangs together from its source to the
/// target and uses no closed arc.
fn check_path(
    edges: &[(usize, usize)],
    sources: &[Seed],
    target: usize,
    path: Option<&Path>,
    expected: Option<u64>,
    weight: impl Fn(ArcId) -> u32,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(path.map(|p| u64::from(p.weight)), expected);
    let Some(path) = path else { return Ok(()) };
    let mut node = sources[path.source].node.0 as usize;
    let mut total = sources[path.source].weight;
    for &arc in &path.arcs {
        let (a, b) = edges[arc.edge()];
        let (tail, head) = if arc.is_backward() { (b, a) } else { (a, b) };
        prop_assert_eq!(tail, node);
        prop_assert!(weight(arc) < INFINITY);
        total += weight(arc);
        node = head;
    }
    prop_assert_eq!(node, target);
    prop_assert_eq!(total, path.weight);
    Ok(())
}

//! Every chain of a small board, tried one by one.

use crate::board::{Board, Fare, Floor, Leave, LegArc, Line, LineCall, ride};
use crate::criteria::{Criteria, Slack, Value};
use crate::search::{DESTINATION, ORIGIN, Query, search};
use proptest::prelude::*;

/// Values of all chains of at most `rides` rides, of which none covers another.
fn exhaustive(board: &Board, query: &Query, rides: u64) -> Vec<Value> {
    let mut ends = Vec::new();
    let start = stage_at(query, query.from, 0);
    go(board, query, rides, Value::default(), query.from, start, &mut ends);
    let ends: Vec<Value> = ends.into_iter().filter(|v| v.minutes <= query.horizon).map(|v| query.criteria.mask(v)).collect();
    let mut best: Vec<Value> = ends.iter().filter(|v| !ends.iter().any(|o| o.covers(v) && o != *v)).copied().collect();
    best.sort_unstable();
    best.dedup();
    best
}

fn stage_at(query: &Query, stop: u32, mut stage: usize) -> usize {
    while stage < query.via.len() && query.via[stage].get(stop as usize) == Some(&true) {
        stage += 1;
    }
    stage
}

fn go(board: &Board, query: &Query, left: u64, value: Value, stop: u32, stage: usize, ends: &mut Vec<Value>) {
    if stop == query.to && stage == query.via.len() {
        ends.push(value);
    }
    if left == 0 {
        return;
    }
    let none = Vec::new();
    let own = if stop == query.from { &query.first } else { &none };
    let legs = if stop < ORIGIN - 1 { board.legs(stop) } else { &[] };
    for leg in legs.iter().chain(own).chain(query.last.iter().filter(|l| l.0 == stop).map(|l| &l.1)) {
        let next = value.plus(&leg.fare.value(1));
        go(board, query, left - 1, next, leg.to, stage_at(query, leg.to, stage), ends);
    }
    for line in board.lines() {
        for (i, a) in line.calls.iter().enumerate().filter(|c| c.1.stop == stop && c.1.board) {
            for (j, b) in line.calls.iter().enumerate().skip(i + 1).filter(|c| c.1.alight && c.1.stop != stop) {
                if line.calls[i..j].iter().any(|c| !c.onward) {
                    continue;
                }
                let at = query.ready + value.minutes.cast_signed() + i64::from(a.load.minutes);
                let start = match &line.leave {
                    // The first that can be caught, looked for one by one.
                    Leave::At(starts) => starts.iter().copied().find(|s| s + i64::from(a.timetable) >= at),
                    Leave::Every { minutes, from, to } => {
                        let start = (at - i64::from(a.timetable)).max(*from) + i64::from(*minutes) / 2;
                        Some(start).filter(|s| s <= to)
                    }
                };
                let Some(start) = start else { continue };
                let mut next = value.plus(&ride(a, b));
                next.minutes = (start + i64::from(a.timetable) + i64::from(b.arrive - a.depart) + i64::from(b.unload.minutes)
                    - query.ready)
                    .unsigned_abs();
                let stage = line.calls[i + 1..=j].iter().fold(stage, |s, c| stage_at(query, c.stop, s));
                go(board, query, left - 1, next, b.stop, stage, ends);
            }
        }
    }
}

fn fare() -> impl Strategy<Value = Fare> {
    (0u32..60, 0u64..20, 0u64..20).prop_map(|(minutes, cents, grams)| Fare { minutes, cents, grams })
}

fn line(stops: u32) -> impl Strategy<Value = Line> {
    let call =
        (0..stops, 1u32..200, 0u32..30, any::<bool>(), any::<bool>(), 0u64..15, 0u64..15, (fare(), fare()), proptest::bool::weighted(0.9));
    let leave = prop_oneof![
        (1u32..400, 0i64..100, 100i64..4000).prop_map(|(minutes, from, to)| Leave::Every { minutes, from, to }),
        proptest::collection::btree_set(0i64..3000, 1..6).prop_map(|s| Leave::At(s.into_iter().collect())),
    ];
    (proptest::collection::vec(call, 2..5), leave).prop_map(|(calls, leave)| {
        let (mut clock, mut cents, mut grams) = (0, 0, 0);
        let calls = calls
            .into_iter()
            .map(|(stop, run, dwell, board, alight, c, g, (load, unload), onward)| {
                let arrive = clock + run;
                (clock, cents, grams) = (arrive + dwell, cents + c, grams + g);
                LineCall { stop, arrive, depart: clock, timetable: arrive, board, alight, cents, grams, load, unload, onward }
            })
            .collect();
        Line { calls, leave }
    })
}

fn board() -> impl Strategy<Value = Board> {
    (3u32..6).prop_flat_map(|stops| {
        let legs = proptest::collection::vec((0..stops, 0..stops, fare()), 0..7);
        (Just(stops), legs, proptest::collection::vec(line(stops), 0..4)).prop_map(|(stops, legs, lines)| {
            let mut lists = vec![Vec::new(); stops as usize];
            for (what, (from, to, fare)) in (0..).zip(legs) {
                lists[from as usize].push(LegArc { to, fare, what });
            }
            Board::new(lists, lines)
        })
    })
}

/// From the origin straight to the destination, back to the place to be
/// touched, and to the destination again: a leg of the question from outside the
/// board leads to a stop from which the chain goes on.
#[test]
fn the_destination_may_be_passed_on_the_way_to_a_place_to_be_touched() {
    let leg = |to| LegArc { to, fare: Fare { minutes: 1, cents: 2, grams: 3 }, what: 0 };
    let board = Board::new(vec![Vec::new(), Vec::new(), vec![leg(0)]], Vec::new());
    let query = Query {
        from: ORIGIN,
        to: 2,
        ready: 0,
        horizon: 200,
        via: vec![vec![true, false, false]],
        first: Vec::new(),
        last: vec![(0, leg(2)), (ORIGIN, leg(2))],
        criteria: Criteria::ALL,
        slack: Slack::default(),
        wider: Vec::new(),
        most_labels: usize::MAX,
    };
    let found: Vec<Value> = search(&board, &Floor::of(&board), &query).chains.iter().map(|c| c.value).collect();
    assert_eq!(found, [Value { minutes: 3, cents: 6, grams: 9, rides: 3 }]);
    assert_eq!(found, exhaustive(&board, &query, RIDES));
}

/// Longest chains that the oracle tries; a chain that is worth anything does
/// not come to a stop and stage twice.
const RIDES: u64 = 5;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn the_set_is_complete(
        board in board(),
        ready in 0i64..500,
        horizon in 200u64..6000,
        via in proptest::option::of(0u32..3),
        ends in (any::<bool>(), any::<bool>()),
        own in (proptest::collection::vec((0u32..3, fare()), 0..3), proptest::collection::vec((0u32..4, fare()), 0..3)),
        mask in any::<[bool; 3]>(),
    ) {
        let member = |stop: u32| (0..board.stops()).map(|s| s == stop as usize).collect::<Vec<_>>();
        // Transfers always count here, so that chains beyond the oracle's
        // reach can be told and left out.
        let criteria = Criteria { time: mask[0], cost: mask[1], co2: mask[2], transfers: true };
        let (from, to) = (if ends.0 { ORIGIN } else { 0 }, if ends.1 { DESTINATION } else { 2 });
        let first = own.0.into_iter().map(|(to, fare)| LegArc { to, fare, what: 7 });
        let last = own.1.into_iter().filter(|l| l.0 < 3 || ends.0);
        let last = last.map(|(at, fare)| (if at < 3 { at } else { ORIGIN }, LegArc { to, fare, what: 8 }));
        let query = Query {
            from,
            to,
            ready,
            horizon,
            via: via.map(member).into_iter().collect(),
            first: first.collect(),
            last: last.collect(),
            criteria,
            slack: Slack::default(),
            wider: Vec::new(),
        most_labels: usize::MAX,
        };
        let found = search(&board, &Floor::of(&board), &query);
        prop_assert!(found.complete);
        let mut values: Vec<Value> = found.chains.iter().map(|c| criteria.mask(c.value)).filter(|v| v.rides <= RIDES).collect();
        values.sort_unstable();
        values.dedup();
        prop_assert_eq!(&values, &exhaustive(&board, &query, RIDES));
        // With slack every chain that is left out has one that stands for it.
        // Also where it came and grew on the way.
        let slack = |share| Slack { share };
        let wide = Query { slack: slack(0.2), ..query.clone() };
        let wider = Query { wider: vec![(2, slack(0.1)), (5, slack(0.3)), (8, slack(0.2))], ..query.clone() };
        for query in [wide, wider] {
            let near = search(&board, &Floor::of(&board), &query);
            let taken = query.wider.iter().filter(|w| near.labels >= w.0).map(|w| w.1.share);
            prop_assert!(near.complete);
            prop_assert_eq!(near.slack.share, taken.fold(query.slack.share, f64::max));
            for v in &values {
                let relaxed = criteria.mask(near.slack.relaxed(*v));
                prop_assert!(near.chains.iter().any(|c| criteria.mask(c.value).covers(&relaxed)));
            }
        }
    }
}

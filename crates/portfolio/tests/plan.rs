//! Times of plans beside all ways through them, and simulated plans beside what can be
//! computed.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "tests")]

use landbridge_model::date::day;
use landbridge_portfolio::plan::{Plan, schedule};
use landbridge_portfolio::risk::outside::Reference;
use landbridge_portfolio::risk::simulate::{Simulated, simulate};
use landbridge_portfolio::risk::{Grade, Settings};
use proptest::prelude::*;

const HEAD: &str = "id = \"p\"\nname = \"P\"\nstart = \"2026-01-01\"\n";
/// Without which nothing costs anything.
const MONEY: &str = "currency = \"USD\"\nprice_year = 2024\n";

fn today() -> f64 {
    day("2026-01-01").unwrap()
}

fn plan(activities: &[(&str, &str, &str)], rest: &str) -> Result<Plan, String> {
    let activity = |(id, days, after): &(&str, &str, &str)| {
        let after = after.split_whitespace().map(|a| format!("\"{a}\"")).collect::<Vec<_>>().join(", ");
        format!("[[activity]]\nid = \"{id}\"\nname = \"{id}\"\ndays = {days}\nafter = [{after}]\n")
    };
    let money = if rest.contains("[[risk]]") && !rest.contains("cost = 1\n") { MONEY } else { "" };
    Plan::read("p.toml", &format!("{HEAD}{money}{}{rest}", activities.iter().map(activity).collect::<String>()))
}

fn settings() -> Settings {
    settings_with("correlation = 0.0")
}

fn settings_with(correlation: &str) -> Settings {
    let text = format!(
        "why = \"w\"\nprobability = [0.1, 0.3, 0.5, 0.7]\nimpact = [0.01, 0.05, 0.1, 0.2]\ngrade = [4, 8, 15]\ndraws = 20000\n{correlation}\n\
         samples = 200\nfewest = 3\ntell = {{}}\n"
    );
    Settings::read("r.toml", &text).unwrap()
}

#[test]
fn the_critical_path_decides_the_end() {
    let own = plan(
        &[("design", "30", ""), ("land", "50", ""), ("build", "100", "design+10 land"), ("open", "5", "build"), ("train", "20", "design")],
        "",
    );
    let found = schedule(&own.unwrap(), today()).unwrap();
    assert_eq!((found.ready.as_str(), found.days, found.critical.join(" ").as_str()), ("2026-06-05", 155.0, "land build open"));
    let floats: Vec<(f64, f64)> = found.activities.iter().map(|a| (a.total_float, a.free_float)).collect();
    assert_eq!(floats, [(10.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (105.0, 105.0)]);
    assert_eq!((found.activities[0].latest_from.as_str(), found.activities[4].latest_ready.as_str()), ("2026-01-11", "2026-06-05"));
}

#[test]
fn what_has_begun_or_is_done_stands_as_it_is() {
    let text = |began: &str, done: &str| {
        format!(
            "{HEAD}due = \"2026-03-01\"\n[[activity]]\nid = \"a\"\nname = \"A\"\ndays = 10\n{began}\n{done}\n[[activity]]\nid = \"b\"\nname = \"B\"\ndays = 20\nafter = [\"a\"]\n\
             [[review]]\nname = \"later\"\ndue = \"2026-09-01\"\n[[review]]\nname = \"next\"\ndue = \"2026-05-01\"\n[[review]]\nname = \"held\"\ndue = \"2026-02-01\"\nheld = \"2026-02-03\"\n"
        )
    };
    let on = |text: &str, today: &str| schedule(&Plan::read("p.toml", text).unwrap(), day(today).unwrap()).unwrap();
    let begun = on(&text("began = \"2026-01-05\"", ""), "2026-02-01");
    assert_eq!((begun.activities[0].ready.as_str(), begun.ready.as_str()), ("2026-02-01", "2026-02-21"), "it is not done before today");
    assert_eq!(begun.late, Some(-8.0));
    assert_eq!(begun.reviews.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["next", "later"]);
    let done = on(&text("began = \"2026-01-05\"", "done = \"2026-01-20\""), "2026-02-01");
    assert_eq!((done.activities[0].days, done.activities[1].from.as_str(), done.critical.join(" ").as_str()), (15.0, "2026-02-01", "b"));
    assert!(done.activities[0].done && !done.activities[0].critical);
    assert!(Plan::read("p.toml", &text("began = \"2026-02-05\"", "done = \"2026-01-20\"")).is_err_and(|e| e.contains("before it began")));
}

#[test]
fn plans_that_cannot_be_are_refused() {
    for (activities, rest, part) in [
        (vec![("a", "1", "b"), ("b", "1", "c"), ("c", "1", "a"), ("d", "1", "c")], "", "circle: "),
        (vec![("a", "1", "z")], "", "'z', which is not there"),
        (vec![("a", "1", ""), ("a", "1", "")], "", "stands twice"),
        (vec![("a", "-1", "")], "", "from 0 to"),
        (vec![("a", "{ low = 3, likely = 2, high = 4 }", "")], "", "0 ≤ low"),
        (vec![("a", "1", "a+x")], "", "no id with days"),
        (vec![("a", "nan", "")], "", "from 0 to"),
        (vec![], "", "nothing to do"),
        (vec![("a", "1", ""), ("b", "1", "a a+2")], "", "twice after 'a'"),
        (vec![("a", "2e6", "")], "", "to 1e6"),
        (vec![("a", "1", "")], "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"legal\"\nprobability = 1\ncost = 1\n", "'currency'"),
        (
            vec![("a", "1", "")],
            "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"legal\"\nprobability = 1\ndays = 1\nhits = [\"a\", \"a\"]\n",
            "twice",
        ),
        (vec![("a", "1", "")], "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"legal\"\nprobability = 2\ncost = 1\n", "0 to 1"),
        (
            vec![("a", "1", "")],
            "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"legal\"\nprobability = 1\ndays = 1\n",
            "no activity that it hits",
        ),
        (vec![("a", "1", "")], "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"legal\"\nprobability = 1\n", "neither cost nor days"),
        (
            vec![("a", "1", "")],
            "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"legal\"\nprobability = 1\ndays = 1\nhits = [\"q\"]\n",
            "hits 'q'",
        ),
    ] {
        let error = plan(&activities, rest).err().unwrap_or_default();
        assert!(error.contains(part), "{activities:?}: {error}");
    }
    let circle = plan(&[("a", "1", "b"), ("b", "1", "c"), ("c", "1", "a"), ("d", "1", "c")], "").unwrap_err();
    assert!(!circle.contains('d'), "{circle}");
}

/// Length of the longest way to the end of an activity, over all ways.
fn longest(days: &[f64], before: &[Vec<usize>], i: usize) -> f64 {
    days[i] + before[i].iter().map(|&b| longest(days, before, b)).fold(0.0, f64::max)
}

proptest! {
    #[test]
    fn times_are_those_of_the_longest_ways(days in proptest::collection::vec(0_u32..30, 1..9), links in proptest::collection::vec((0_usize..9, 0_usize..9), 0..16)) {
        let n = days.len();
        let mut before = vec![Vec::new(); n];
        for (a, b) in links {
            let (first, then) = (a.min(b), a.max(b));
            if first < then && then < n && !before[then].contains(&first) { before[then].push(first); }
        }
        let of = |days: &[f64]| (0..n).map(|i| longest(days, &before, i)).fold(0.0, f64::max);
        let days: Vec<f64> = days.iter().map(|d| f64::from(*d)).collect();
        let end = of(&days);
        let names: Vec<String> = (0..n).map(|i| format!("a{i}")).collect();
        let rows: Vec<(String, String)> = (0..n).map(|i| (days[i].to_string(), before[i].iter().map(|&b| names[b].clone()).collect::<Vec<_>>().join(" "))).collect();
        let activities: Vec<(&str, &str, &str)> = (0..n).map(|i| (names[i].as_str(), rows[i].0.as_str(), rows[i].1.as_str())).collect();
        let found = schedule(&plan(&activities, "").unwrap(), today()).unwrap();
        prop_assert_eq!(found.days, end);
        for (i, activity) in found.activities.iter().enumerate() {
            // It can take as much longer as it floats, and not a day more.
            let mut longer = days.clone();
            longer[i] += activity.total_float;
            prop_assert_eq!(of(&longer), end);
            longer[i] += 1.0;
            prop_assert_eq!(of(&longer), end + 1.0);
            prop_assert_eq!(activity.critical, activity.total_float == 0.0);
            // As much longer as it floats freely, nothing else moves.
            let mut freely = days.clone();
            freely[i] += activity.free_float;
            for j in (0..n).filter(|&j| j != i) {
                prop_assert_eq!(longest(&freely, &before, j), longest(&days, &before, j));
            }
        }
    }
}

fn simulated(activities: &[(&str, &str, &str)], rest: &str, settings: &Settings) -> Simulated {
    simulate(&plan(activities, rest).unwrap(), settings, today(), 1).unwrap()
}

#[test]
fn draws_follow_their_laws() {
    let certain = simulated(&[("a", "10", ""), ("b", "5", "a")], "", &settings());
    assert_eq!((certain.days.p10, certain.days.p90, certain.cost), (15.0, 15.0, None));
    let wide = "{ low = 10, likely = 20, high = 60 }";
    let one = simulated(&[("a", wide, "")], "", &settings());
    assert!((one.days.mean - 30.0).abs() < 0.3, "{one:?}");
    // Triangular: 1 − (60 − x)² / (50 · 40) = 0.9.
    assert!((one.days.p90 - (60.0 - 200.0_f64.sqrt())).abs() < 0.5, "{one:?}");
    // In a row, two independent ones are less uncertain together than two that go together.
    let row = [("a", wide, ""), ("b", wide, "a")];
    let spread = |s: &Simulated| s.days.p90 - s.days.p10;
    let (loose, tied) = (simulated(&row, "", &settings()), simulated(&row, "", &settings_with("correlation = 0.99")));
    assert!((spread(&tied) / (2.0 * spread(&one)) - 1.0).abs() < 0.03, "{tied:?}");
    assert!((spread(&loose) / (2.0_f64.sqrt() * spread(&one)) - 1.0).abs() < 0.05, "{loose:?}");
    // Side by side, both are done later than each, and each decides half of the time.
    let both = simulated(&[("a", wide, ""), ("b", wide, "")], "", &settings());
    assert!(both.days.mean > one.days.mean + 4.0 && (both.critical[0].share - 0.5).abs() < 0.02, "{both:?}");
}

#[test]
fn what_is_under_way_or_done_is_drawn_from_what_is_left() {
    let wide = |more: &str| {
        let text = format!(
            "{HEAD}{MONEY}budget = 20\n[[activity]]\nid = \"a\"\nname = \"A\"\ndays = {{ low = 200, likely = 300, high = 700 }}\ncost = {{ low = 0, likely = 10, high = 50 }}\n{more}"
        );
        Plan::read("p.toml", &text).unwrap()
    };
    let on = |plan: &Plan, day: f64| simulate(plan, &settings(), today() + day, 1).unwrap();
    let begun = wide("began = \"2026-01-01\"");
    // Triangular: of those above 400 days, half are above 700 − 300 / √2.
    let later = on(&begun, 400.0);
    assert!((later.days.p50 - (700.0 - 300.0 / 2.0_f64.sqrt())).abs() < 3.0 && later.days.p10 > 400.0, "{later:?}");
    let over = on(&begun, 800.0);
    assert_eq!((over.days.p10, over.days.p90), (800.0, 800.0), "longer than it was to take at most");
    let done = on(&wide("began = \"2026-01-01\"\ndone = \"2026-06-01\""), 400.0).cost.unwrap();
    assert_eq!((done.p10, done.p90), (10.0, 10.0));
    let spent = on(&wide("began = \"2026-01-01\"\ndone = \"2026-06-01\"\nspent = 14"), 400.0);
    assert_eq!((spent.cost.unwrap().p90, spent.within_budget), (14.0, Some(1.0)));
    // On a day before it began, nothing of that is known.
    assert!(on(&wide("began = \"2026-03-01\"\ndone = \"2026-06-01\""), 0.0).days.p10 < on(&begun, 400.0).days.p10);
}

#[test]
fn risks_add_what_they_cost_by_how_likely_they_are() {
    let risk = "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"legal\"\nprobability = 0.3\ncost = 50\ndays = 20\nhits = [\"a\"]\n\
                [[risk]]\nid = \"shut\"\nname = \"S\"\ncategory = \"security\"\nprobability = 1\ncost = 9\nclosed = true\n";
    let found = simulated(&[("a", "100", ""), ("b", "10", "")], risk, &settings());
    let own = &found.risks[0];
    assert_eq!((found.risks.len(), own.risk.id.as_str()), (1, "r"));
    assert!((own.cost - 15.0).abs() < 0.3 && own.end_shift.is_some_and(|d| (d - 20.0).abs() < 1e-9), "{found:?}");
    // It moves the end by less where something else decides: here by nothing.
    let beside = simulated(&[("a", "100", ""), ("b", "200", "")], risk, &settings());
    assert_eq!((beside.risks[0].end_shift, beside.days.p90), (Some(0.0), 200.0));
    assert_eq!((found.days.p50, found.days.p80, found.ends[1].as_str()), (100.0, 120.0, "2026-05-01"));
    // A probability of 0.3 begins level 3, 20 of 100 days level 5: 15 is severe.
    assert_eq!((own.place.probability, own.place.impact, own.place.grade), (3, 5, Grade::Severe));
    assert_eq!(found, simulated(&[("a", "100", ""), ("b", "10", "")], risk, &settings()));
    let due = plan(&[("a", "100", "")], risk).map(|p| Plan { due: Some("2026-04-15".to_owned()), budget: Some(40.0), ..p }).unwrap();
    let due = simulate(&due, &settings(), today(), 2).unwrap();
    assert!(due.in_time.is_some_and(|s| (s - 0.7).abs() < 0.01) && due.within_budget == due.in_time, "{due:?}");
}

#[test]
fn past_projects_of_a_class_make_its_percentiles() {
    let rows = "name,class,planned_cost,actual_cost,price_basis,planned_years,actual_years,status,confidence\n\
                A,rail,100,100,nominal,4,4,complete,seen\nB,rail,100,150,nominal,4,6,complete,recalled\nC,rail,100,200,nominal,,,complete,seen\n\
                D,rail,100,900,mixed,2,6,complete,seen\nG,rail,100,300,constant,,,complete,seen\nE,rail,100,900,nominal,1,9,ongoing,seen\nF,road,1,2,nominal,1,2,complete,seen\n";
    let published = "class,measure,percentile,value,price_basis,source,confidence\nrail,cost-uplift,50,0.4,constant,S,recalled\nroad,cost-uplift,50,0.15,constant,S,recalled\n";
    let mut findings = landbridge_model::Findings::default();
    let reference = Reference::read(("r.csv", rows), ("p.csv", published), &mut findings).unwrap();
    assert!(findings.0.is_empty());
    let view = reference.view("rail", &settings(), 1).unwrap();
    assert_eq!((view.cost_projects, view.cost_seen, view.years_projects, view.published.len()), (3, 2, 3, 1));
    let ratios: Vec<f64> = view.cost.iter().map(|p| p.ratio).collect();
    assert_eq!(ratios, [1.5, 1.7, 1.8, 1.9]);
    assert!(view.cost.iter().all(|p| 1.0 <= p.low && p.low <= p.ratio && p.ratio <= p.high && p.high <= 2.0), "{view:?}");
    assert_eq!(view.years[0].ratio, 1.5);
    assert_eq!(
        view.left_out.iter().map(|(k, n)| format!("{k} {n}")).collect::<Vec<_>>(),
        ["costs in constant prices 1", "costs in different prices 1", "not done 1"]
    );
    let few = reference.view("road", &settings(), 1).unwrap();
    assert!(few.cost.is_empty() && few.cost_projects == 1);
    assert!(reference.view("ferry", &settings(), 1).is_err_and(|e| e.contains("rail, road")));
}

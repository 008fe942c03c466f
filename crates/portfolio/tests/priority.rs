//! Orders, how far they hold, and choices beside all choices there are.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "tests")]

use landbridge_model::Prices;
use landbridge_portfolio::green::light;
use landbridge_portfolio::priority::robust::core;
use landbridge_portfolio::priority::select::{CHEAPER, Candidate, Count, Excludes, Limit, Requires, Rules, select};
use landbridge_portfolio::priority::sensitivity::{acceptability, stability};
use landbridge_portfolio::priority::{Columns, Criteria, Known, Scored, score};
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::hosts::Hosts;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::small;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const CRITERIA: &str = r#"
note = "n"
spread = 0.5
draws = 2000
choices = 50
ahead = 2
[[criterion]]
id = "benefit"
name = "Benefit"
weight = 3
measure = { of = "column", id = "benefit" }
worst = 0
best = 10
why = "w"
[[criterion]]
id = "risk"
name = "Risk"
weight = 1
measure = { of = "column", id = "risk" }
worst = 10
best = 0
why = "w"
"#;

const SMALL: &str =
    "benefit_units = []\npeople_units = []\nengaged_roles = []\nmost_usd = 1\nprice_year = 2024\nsustained_years = 3\nwhy = \"w\"\n";

fn register(ids: &[String]) -> Register {
    let text = |id: &String| {
        let (country, step) = if id.ends_with(['0', '2', '4', '6', '8']) { ("KE", 1) } else { ("KZ", 4) };
        format!(
            "id = \"{id}\"\nname = \"{id}\"\nkind = \"project\"\nsize = \"other\"\nstep = {step}\nsector = \"rail\"\nstatus = \"preparation\"\ncountries = [\"{country}\"]\n"
        )
    };
    let files: Vec<(String, String)> = ids.iter().map(|id| (format!("{id}.toml"), text(id))).collect();
    Register::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap()
}

/// Scores by a table of benefit and risk.
fn scored(rows: &str) -> (Vec<Scored>, Criteria) {
    let criteria = Criteria::read("c.toml", CRITERIA).unwrap();
    let ids: Vec<String> = rows.lines().map(|r| r.split(',').next().unwrap().to_owned()).collect();
    let register = register(&ids);
    let projects: Vec<&Project> = register.projects.iter().collect();
    let mut findings = landbridge_model::Findings::default();
    let text = format!("project,benefit,risk\n{rows}");
    let columns = Columns::read("s.csv", &text, &projects, &BTreeSet::from(["benefit", "risk"]), &mut findings).unwrap();
    assert!(findings.0.is_empty(), "{:?}", findings.0);
    let known = Known {
        prices: &Prices::default(),
        price_year: 2024,
        countries: &BTreeMap::new(),
        columns: &columns,
        lights: &light::Rules::default(),
        small: &small::Settings::read("s.toml", SMALL).unwrap(),
        hosts: &Hosts::default(),
        today: 20_000.0,
    };
    (score(&projects, &criteria, &known), criteria)
}

fn rows(scored: &[Scored]) -> Vec<(&str, f64, f64, f64)> {
    let round = |x: f64| (x * 1e6).round() / 1e6;
    scored.iter().map(|s| (s.project.as_str(), round(s.value), round(s.low), round(s.high))).collect()
}

#[test]
fn values_are_weighted_sums_and_what_is_unknown_makes_a_range() {
    let (scored, _) = scored("a,8,5\nb,4,0\nc,,0\n");
    // Three quarters of benefit and one quarter of what risk leaves.
    assert_eq!(rows(&scored), [("a", 0.725, 0.725, 0.725), ("c", 0.625, 0.25, 1.0), ("b", 0.55, 0.55, 0.55)]);
    assert_eq!(scored[1].parts[0].why_not.as_deref(), Some("no 'benefit' in a table of scores"));
}

#[test]
fn a_weight_can_move_until_another_is_first() {
    // a: 0.8 and 0.5; b: 0.4 and 1. They meet where 0.8 w + 0.5 (1 − w) = 0.4 w + (1 − w).
    let (scored, criteria) = scored("a,8,5\nb,4,0\n");
    let found = stability(&scored, &criteria);
    let w = 0.5 / 0.9;
    assert!((found[0].low - w).abs() < 1e-12 && (found[0].high - 1.0).abs() < 1e-12, "{found:?}");
    assert_eq!((found[0].below.as_deref(), found[0].above.as_deref()), (Some("b"), None));
    assert!((found[1].high - (1.0 - w)).abs() < 1e-12 && found[1].above.as_deref() == Some("b"), "{found:?}");
    let draws = acceptability(&scored, &criteria, 1);
    // Weights within half of 3 and 1: b is first where 1.5 to 4.5 is below 1.25 times 0.5 to 1.5.
    // Area of {x < 1.25 y} in that box over the box: the mean of (1.25 y − 1.5)+ over y, by 3.
    let share = 0.5 * 1.25 * (1.5_f64 - 1.2).powi(2) / 3.0;
    assert!((draws[1].first - share).abs() < 0.01, "{draws:?} beside {share}");
    assert_eq!(draws, acceptability(&scored, &criteria, 1));
    assert!((draws[0].first + draws[1].first - 1.0).abs() < 1e-12);
    assert_eq!((draws[0].rank_p50, draws[1].rank_p95, draws[0].ahead), (1, 2, 1.0));
}

/// What a choice is worth less what it costs, as the programme weighs it: the most over
/// all choices that keep to the rules, tried one by one.
fn exhaustive(candidates: &[Candidate<'_>], rules: &Rules, budget: f64, count: Count) -> Option<f64> {
    let mut best: Option<f64> = None;
    for mask in 0_u32..1 << candidates.len() {
        let chosen: Vec<&Candidate<'_>> = candidates.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, c)| c).collect();
        let has = |id: &str| chosen.iter().any(|c| c.project.id == id);
        let is = |id: &str| candidates.iter().any(|c| c.project.id == id);
        let spent: f64 = chosen.iter().map(|c| c.usd).sum();
        let keeps = spent <= budget * (1.0 + 1e-9)
            && rules.requires.iter().all(|r| !has(&r.project) || !is(&r.needs) || has(&r.needs))
            && rules.excludes.iter().all(|e| !has(&e.project) || !has(&e.other))
            && rules.must.iter().all(|id| has(id))
            && !rules.never.iter().any(|id| has(id))
            && rules.limit.iter().all(|l| {
                let own = |c: &&&Candidate<'_>| {
                    l.country.as_ref().is_none_or(|x| c.project.countries.contains(x)) && l.step.is_none_or(|x| c.project.step == Some(x))
                };
                let n = u32::try_from(chosen.iter().filter(own).count()).unwrap();
                let usd: f64 = chosen.iter().filter(own).map(|c| c.usd).sum();
                l.least.is_none_or(|x| n >= x)
                    && l.most.is_none_or(|x| n <= x)
                    && l.most_share.is_none_or(|x| usd <= x * budget * (1.0 + 1e-9))
            });
        if !keeps {
            continue;
        }
        let value = weighed(candidates, &chosen.iter().map(|c| c.project.id.clone()).collect::<Vec<_>>(), budget, count);
        best = Some(best.map_or(value, |b| b.max(value)));
    }
    best
}

fn weighed(candidates: &[Candidate<'_>], chosen: &[String], budget: f64, count: Count) -> f64 {
    let all: f64 = candidates.iter().map(|c| c.usd).sum();
    let worth = |c: &&Candidate<'_>| c.value * if count == Count::Dollar { c.usd / all } else { 1.0 } - CHEAPER * c.usd / budget;
    candidates.iter().filter(|c| chosen.contains(&c.project.id)).map(|c| worth(&c)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_choice_is_the_best_of_all(
        items in proptest::collection::vec((1_u32..100, 0_u32..=20), 1..10),
        budget in 20_u32..300,
        pairs in proptest::collection::vec((0_usize..10, 0_usize..10, any::<bool>()), 0..4),
        must in proptest::option::weighted(0.2, 0_usize..10),
        limit in proptest::option::of((any::<bool>(), 0_u32..3, 0_u32..4)),
        dollar in any::<bool>(),
    ) {
        let ids: Vec<String> = (0..items.len()).map(|i| format!("p{i}")).collect();
        let register = register(&ids);
        let candidates: Vec<Candidate<'_>> = register.projects.iter().zip(&items)
            .map(|(project, (usd, value))| Candidate { project, value: f64::from(*value) / 20.0, usd: f64::from(*usd) }).collect();
        let mut rules = Rules::default();
        for (a, b, requires) in pairs.into_iter().filter(|p| p.0 != p.1 && p.0.max(p.1) < items.len()) {
            let (project, other, why) = (ids[a].clone(), ids[b].clone(), String::new());
            if requires { rules.requires.push(Requires { project, needs: other, why }) } else { rules.excludes.push(Excludes { project, other, why }) }
        }
        rules.must.extend(must.and_then(|i| ids.get(i).cloned()));
        if let Some((step, least, most)) = limit {
            rules.limit.push(Limit { step: step.then_some(4), country: (!step).then(|| "KE".to_owned()), least: Some(least), most: Some(most), most_share: Some(0.75), ..Limit::default() });
        }
        let count = if dollar { Count::Dollar } else { Count::Project };
        let budget = f64::from(budget);
        let found = select(&candidates, &rules, budget, count);
        match exhaustive(&candidates, &rules, budget, count) {
            None => prop_assert_eq!(found, Err("no choice within the budget keeps to all rules".to_owned())),
            Some(most) => {
                let found = found.unwrap();
                let own = weighed(&candidates, &found.chosen, budget, count);
                prop_assert!((own - most).abs() < 1e-9 && found.proven && found.spent <= budget * (1.0 + 1e-9), "{own} {most} {found:?}");
            }
        }
    }
}

#[test]
fn what_is_always_worth_it_is_in_the_core() {
    let (scored, criteria) = scored("p0,10,0\np1,6,1\np2,5,6\np3,9,9\n");
    let register = register(&["p0", "p1", "p2", "p3"].map(str::to_owned));
    let value = |id: &str| scored.iter().find(|s| s.project == id).unwrap().value;
    let candidates: Vec<Candidate<'_>> =
        register.projects.iter().map(|project| Candidate { project, value: value(&project.id), usd: 1.0 }).collect();
    let shares = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = pool.install(|| core(&candidates, &scored, &criteria, (&Rules::default(), 2.0, Count::Project), 7)).unwrap();
        found.into_iter().map(|c| c.share).collect::<Vec<f64>>()
    };
    let one = shares(1);
    assert_eq!((one[0], one[2]), (1.0, 0.0), "{one:?}");
    assert!(one[1] > 0.0 && one[3] > 0.0 && (one[1] + one[3] - 1.0).abs() < 1e-12, "{one:?}");
    assert_eq!(one, shares(3));
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let register = register(&["p0", "p1"].map(str::to_owned));
    for (text, part) in [
        ("must = [\"p9\"]", "no project 'p9'"),
        ("must = [\"p0\"]\nnever = [\"p0\"]", "must and must not"),
        ("[[limit]]\nmost = 1", "names a country"),
        ("[[limit]]\nstep = 1", "says 'least'"),
        ("[[limit]]\nstep = 1\nmost_share = 2", "from 0 to 1"),
        ("[[limit]]\nsector = \"rial\"\nmost = 1", "for no project"),
        ("[[requires]]\nproject = \"p0\"\nneeds = \"p7\"\nwhy = \"\"", "no project 'p7'"),
    ] {
        let error = Rules::read("r.toml", text, &register).err().unwrap_or_default();
        assert!(error.contains(part), "{text}: {error}");
    }
    let rules = Rules::read("r.toml", "[[requires]]\nproject = \"p0\"\nneeds = \"p1\"\nwhy = \"\"", &register).unwrap();
    assert_eq!(rules.lacks("p0", &BTreeSet::from(["p0"]), &register).as_deref(), Some("p1"));
    assert_eq!(rules.lacks("p0", &BTreeSet::from(["p0", "p1"]), &register), None);
}

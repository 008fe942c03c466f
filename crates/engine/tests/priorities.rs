//! What ships to put projects in order, to choose among them and to look at plans.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "tests")]

use landbridge_engine::portfolio::{self, Options};
use landbridge_engine::{Engine, data};
use landbridge_model::date;
use landbridge_portfolio::priority::select::Count;
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::cost::cost;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::register::words::Kind;
use std::path::Path;

fn engine() -> Engine {
    Engine::open(&data::find_data().unwrap()).unwrap_or_else(|e| panic!("{e}"))
}

fn register(engine: &Engine) -> Register {
    engine.register().unwrap_or_else(|e| panic!("{e}"))
}

fn today() -> f64 {
    date::day("2026-11-29").unwrap()
}

fn ahead(register: &Register) -> Vec<&Project> {
    register.projects.iter().filter(|p| p.kind == Kind::Project && p.status.is_ahead()).collect()
}

#[test]
fn every_amount_can_be_brought_to_dollars_of_one_year() {
    let engine = engine();
    let economy = engine.economy().unwrap_or_else(|e| panic!("{e}"));
    let prices = &economy.prices;
    let year = prices.latest().unwrap();
    let register = register(&engine);
    let failed: Vec<String> = register
        .projects
        .iter()
        .filter(|p| !p.budget.is_empty())
        .filter_map(|p| cost(p, prices, year).err().map(|why| format!("{}: {why}", p.id)))
        .filter(|why| !why.contains("neither the year of prices nor of works"))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    // The Standard Gauge Railway was agreed at 3.8 billion dollars (2014).
    let railway = cost(register.project("mombasa-nairobi-railway").unwrap(), prices, year).unwrap();
    assert!((3e9..6e9).contains(&railway.usd), "{railway:?}");
}

#[test]
fn evidence_and_types_are_of_records_that_there_are() {
    let engine = engine();
    let (register, rules) = (register(&engine), engine.light_rules(None).unwrap_or_else(|e| panic!("{e}")));
    let named = rules.assigned.iter().map(|a| &a.project).chain(rules.evidence.iter().map(|e| &e.project));
    let unknown: Vec<&String> = named.chain(rules.harm.iter().map(|h| &h.project)).filter(|id| register.project(id).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let sectors: Vec<&String> = rules.sector.keys().filter(|s| !register.projects.iter().any(|p| p.sector == **s)).collect();
    assert!(sectors.is_empty(), "{sectors:?}");
}

#[test]
fn emissions_avoided_follow_what_the_record_says() {
    let engine = engine();
    let register = register(&engine);
    let mut plant = register.project("karuma-hydropower-station").unwrap().clone();
    let tonnes = |plant: &Project| engine.green(&register, &[plant], None, today()).unwrap()[0].avoided.clone().unwrap();
    let first = tonnes(&plant);
    assert!(!first.potential && first.stated.is_some());
    let output = plant.indicator.iter_mut().find(|i| i.id == "annual-output").unwrap();
    for value in &mut output.value {
        value.actual = value.actual.map(|a| 2.0 * a);
    }
    assert!((tonnes(&plant).tonnes / first.tonnes - 2.0).abs() < 1e-12);
    plant.countries.push("KE".to_owned());
    assert!(
        engine.green(&register, &[&plant], None, today()).unwrap()[0].not_avoided.as_ref().is_some_and(|why| why.contains("2 countries"))
    );
    plant.countries = vec!["ZZ".to_owned(), "CN".to_owned()];
    assert!(engine.green(&register, &[&plant], None, today()).unwrap()[0].not_avoided.as_ref().is_some_and(|why| why.contains("ZZ")));
}

#[test]
fn weights_move_the_order_and_money_the_choice() {
    let engine = engine();
    let register = register(&engine);
    let order = |weights: &[(&str, f64)]| {
        let weights = weights.iter().map(|(id, w)| ((*id).to_owned(), *w)).collect();
        engine.prioritise(&ahead(&register), &Options { weights, seed: 1, ..Options::default() }, today())
    };
    let equal = order(&[]).unwrap_or_else(|e| panic!("{e}"));
    let debt = order(&[("debt", 50.0)]).unwrap_or_else(|e| panic!("{e}"));
    assert_ne!(equal.projects[0].project, debt.projects[0].project);
    let worth = |p: &portfolio::Priority| p.projects[0].parts.iter().find(|p| p.criterion == "debt").unwrap().worth.unwrap();
    assert!(worth(&debt) > worth(&equal));
    assert!(order(&[("beauty", 1.0)]).is_err_and(|e| e.to_string().contains("access, countries")));
    let choose = |budget: f64| engine.within_budget(&register, &equal, None, (budget, Count::Project)).unwrap_or_else(|e| panic!("{e}"));
    let all = choose(1e13);
    // But what excludes each other: the line over Laos and its sections in Thailand.
    let missing: Vec<&str> = all.candidates.iter().filter(|c| !c.chosen).map(|c| c.project.as_str()).collect();
    let sections = ["bangkok-nakhon-ratchasima-high-speed-railway", "nakhon-ratchasima-nong-khai-high-speed-railway"];
    assert!(missing == ["china-laos-thailand-railway"] || missing == sections, "{missing:?}");
    let free = |c: &&portfolio::Costed| c.project != "china-laos-thailand-railway" && !sections.contains(&c.project.as_str());
    assert!(all.candidates.iter().filter(free).all(|c| c.core > 0.999));
    let branch = all.candidates.iter().find(|c| c.project == "uvinza-musongati-railway").unwrap();
    let alone = choose(branch.usd * 1.01);
    assert!(!alone.choice.chosen.contains(&branch.project), "it branches off from a line that is not built");
    assert!(alone.choice.proven && alone.choice.spent <= alone.choice.budget);
}

#[test]
fn the_plan_that_is_shown_as_an_example_can_be_read_and_is_dearer_than_planned() {
    let engine = engine();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples/second-track.toml");
    let plan = portfolio::plan(&path).unwrap_or_else(|e| panic!("{e}"));
    let outlook = engine.outlook(&plan, date::day("2026-02-01").unwrap(), 1).unwrap_or_else(|e| panic!("{e}"));
    let cost = outlook.inside.cost.unwrap();
    assert!(cost.p50 > outlook.inside.planned_cost.unwrap() && cost.p10 < cost.p50 && cost.p80 < cost.p90);
    let outside = outlook.outside.unwrap();
    assert!(outside.cost_projects >= 8 && outside.cost.windows(2).all(|p| p[0].ratio <= p[1].ratio));
    let sorts: std::collections::BTreeSet<_> = plan.risk.iter().map(|r| r.category).collect();
    assert_eq!(sorts.len(), 6);
}

#[test]
fn countries_are_exposed_to_what_their_projects_cost() {
    let engine = engine();
    let mut register = register(&engine);
    let of = |register: &Register, country: &str| {
        engine.exposure(register, None).unwrap_or_else(|e| panic!("{e}")).into_iter().find(|e| e.country == country).unwrap()
    };
    let before = of(&register, "KE");
    assert!(before.of_gdp.is_some() && before.told.iter().any(|t| t == "debt-distress"), "{before:?}");
    register.projects.retain(|p| p.id != "mombasa-nairobi-railway");
    assert!(of(&register, "KE").musd < before.musd);
}

//! Named corridors and profiles over the shipped data: what holds whatever the
//! figures are.

#![expect(clippy::panic, reason = "a test: failing loudly is its purpose")]

use landbridge_engine::corridor::{CorridorAnswer, CorridorRequest};
use landbridge_engine::plan::PlanRequest;
use landbridge_engine::route::{Objective, Request};
use landbridge_engine::steps::{Step, StepKind};
use landbridge_engine::{Engine, EngineError, data};
use landbridge_model::Cargo;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| open(data::find_data().and_then(|d| Engine::open(&d))))
}

fn open<T>(result: Result<T, EngineError>) -> T {
    result.unwrap_or_else(|e| panic!("{e}: {}", e.hint))
}

fn ask() -> CorridorRequest {
    let cargo = Cargo::parse("teu:1").unwrap_or_else(|e| panic!("{e}"));
    CorridorRequest { cargo, year: None, set: Vec::new() }
}

fn all() -> &'static [CorridorAnswer] {
    static ALL: OnceLock<Vec<CorridorAnswer>> = OnceLock::new();
    ALL.get_or_init(|| open(engine().corridors(&ask())).corridors)
}

/// Borders join the countries of the stretches before and behind them.
fn borders_join(steps: &[Step]) -> bool {
    let land = |s: &&Step| s.what == StepKind::Run && !s.countries.is_empty();
    steps.iter().enumerate().filter(|(_, s)| s.what == StepKind::Border).all(|(i, s)| {
        let (before, behind) = (steps[..i].iter().rfind(land), steps[i..].iter().find(land));
        before.is_none_or(|b| b.countries[0] == s.countries[0]) && behind.is_none_or(|b| b.countries[0] == s.countries[1])
    })
}

#[test]
fn the_corridors_of_the_report_ship_and_nearly_all_are_computable() {
    let ids: Vec<&str> = all().iter().map(|c| c.id.as_str()).collect();
    for id in ["trans-caspian", "china-europe-west", "china-europe-centre", "china-europe-east", "new-western-land-sea", "china-laos"] {
        assert!(ids.contains(&id), "{ids:?}");
    }
    assert!(ids.len() >= 13);
    let computable = all().iter().filter(|c| c.way.is_some()).count();
    assert!(computable >= 11, "{computable}");
    for c in all().iter().filter(|c| c.way.is_none()) {
        assert!(c.problem.as_ref().is_some_and(|p| p.len() > 20), "{}: a problem says what it is", c.id);
    }
}

#[test]
fn a_corridor_adds_up_and_keeps_to_its_countries() {
    let files = open(engine().corridor_files());
    for (c, file) in all().iter().zip(&files) {
        let Some(way) = &c.way else { continue };
        let sum = |of: fn(&Step) -> f64| way.steps.iter().map(of).sum::<f64>();
        assert!((sum(|s| s.km) - way.totals.km).abs() < 1e-6 && (sum(|s| s.hours) - way.totals.hours).abs() < 1e-6);
        assert!(way.days.p10 < way.days.p50 && way.days.p50 < way.days.p90, "{}", c.id);
        assert!(borders_join(&way.steps), "{}: {:?}", c.id, way.steps);
        let drawn: f64 = way.lines.iter().map(|l| landbridge_model::geo::polyline_km(&l.1)).sum();
        assert!((0.8..1.05).contains(&(drawn / way.totals.km)), "{}: {drawn:.0} of {:.0} km drawn", c.id, way.totals.km);
        let passed: Vec<&String> =
            way.steps.iter().filter(|s| s.what == StepKind::Run && s.mode != "sea").flat_map(|s| &s.countries).collect();
        for country in &passed {
            let said = way.notes.iter().any(|n| n.contains(country.as_str()));
            assert!(file.countries.contains(country) || said, "{} passes {country}, which nobody says", c.id);
        }
    }
}

#[test]
fn corridors_are_the_same_on_any_number_of_threads() {
    let said = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap_or_else(|e| panic!("{e}"));
        let fresh = open(data::find_data().and_then(|d| Engine::open(&d)));
        pool.install(|| serde_json::to_string(&open(fresh.corridors(&ask()))).unwrap_or_else(|e| panic!("{e}")))
    };
    assert_eq!(said(1), said(3));
}

#[test]
fn a_corridor_answers_to_all_its_names_and_strangers_are_told_which_there_are() {
    for name in ["trans-caspian", "Middle Corridor", "跨里海国际运输走廊"] {
        assert_eq!(open(engine().corridor(name, &ask())).id, "trans-caspian");
    }
    let Err(error) = engine().corridor("silk", &ask()) else { panic!("there is no such corridor") };
    assert!(error.hint.contains("china-laos"), "{}", error.hint);
}

#[test]
fn dearer_rail_makes_a_rail_corridor_dearer() {
    let parameters = &engine().parameters;
    let Some(name) = parameters.iter().map(|p| p.0).find(|n| n.starts_with("rail.") && n.contains("usd")) else {
        panic!("no price of rail")
    };
    let value = parameters.get(name).map_or(0.0, |p| p.value);
    let changed = CorridorRequest { set: vec![(name.to_owned(), 3.0 * value)], ..ask() };
    let cost = |request: &CorridorRequest| open(engine().corridor("china-europe-east", request)).way.map_or(0.0, |w| w.totals.usd);
    assert!(cost(&changed) > cost(&ask()), "{name}");
}

#[test]
fn the_way_of_a_plan_adds_up_to_the_plan() {
    let question = PlanRequest {
        from: "Xi'an".to_owned(),
        to: "Mannheim".to_owned(),
        depart: "2024-09-02".to_owned(),
        avoid: vec!["mode:air".to_owned()],
        ..PlanRequest::default()
    };
    let plain = open(engine().plan(&question));
    let answer = open(engine().plan(&PlanRequest { ways: true, ..question }));
    let ids = |a: &landbridge_engine::plan::PlanAnswer| a.options.iter().map(|o| o.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&plain), ids(&answer), "ways are no part of the question");
    assert!(plain.options.iter().flat_map(|o| &o.legs).all(|l| l.way.is_empty()));
    for o in answer.options.iter().filter(|o| o.p_lost == 0.0) {
        let steps: Vec<Step> = o.legs.iter().flat_map(|l| l.way.clone()).collect();
        let sum = |of: fn(&Step) -> f64| steps.iter().map(of).sum::<f64>();
        assert!((sum(|s| s.hours) - o.days_expected * 24.0).abs() < 0.1, "{} {}", sum(|s| s.hours), o.days_expected * 24.0);
        assert!((sum(|s| s.usd) - o.usd).abs() < 0.01 * o.usd, "{} {}", sum(|s| s.usd), o.usd);
        assert!((sum(|s| s.kg_co2e) - o.kg_co2e).abs() < 0.01 * o.kg_co2e);
        assert!(borders_join(&steps), "{steps:?}");
        for leg in &o.legs {
            let km: f64 = leg.way.iter().map(|s| s.km).sum();
            assert!((km - leg.km).abs() <= 0.01 * leg.km + 1.0, "{km} {} {leg:?}", leg.km);
            assert!(leg.line.len() >= 2);
        }
    }
}

#[test]
fn a_profile_of_a_plan_is_that_of_its_option() {
    let question =
        PlanRequest { from: "CNSHA".to_owned(), to: "NLRTM".to_owned(), depart: "2024-09-02".to_owned(), ..PlanRequest::default() };
    let option = open(engine().plan(&question)).options.pop().unwrap_or_else(|| panic!("no option"));
    let profile = open(engine().profile_of_plan(&option.id));
    assert!((profile.totals.usd - option.usd).abs() < 0.01 * option.usd);
    assert_eq!(profile.days.map(|d| d.p50), Some(option.days_p50));
    assert!(Engine::is_plan_id(&option.id) && !Engine::is_plan_id("trans-caspian"));
}

#[test]
fn a_profile_of_a_route_adds_up_to_the_route() {
    let cargo = ask().cargo;
    let places = vec!["Xi'an".to_owned(), "Mannheim".to_owned()];
    let request = Request { places, cargo, year: None, modes: None, avoid: Vec::new(), no_access: false, set: Vec::new() };
    for objective in Objective::ALL {
        let profile = open(engine().profile_of_route(&request, objective));
        let sum = |of: fn(&Step) -> f64| profile.steps.iter().map(of).sum::<f64>();
        assert!((sum(|s| s.hours) - profile.totals.hours).abs() < 1e-6, "{objective:?}");
        assert!((sum(|s| s.usd) - profile.totals.usd).abs() < 1e-6 && (sum(|s| s.km) - profile.totals.km).abs() < 1e-6);
    }
}

#[test]
fn indicators_stand_beside_observed_ones() {
    let profile = open(engine().profile_of_corridor("china-europe-west", &ask()));
    let of = |name: &str| profile.indicators.iter().find(|i| i.mode == "rail" && i.name == name).unwrap_or_else(|| panic!("no {name}"));
    for name in ["TFI1", "TFI2", "TFI3", "TFI4", "SWOD"] {
        assert!(of(name).model.is_some_and(|m| m > 0.0));
        assert!(of(name).observed.iter().any(|o| o.kind == "region"), "{name}");
    }
    assert!(of("TFI1").observed.iter().any(|o| o.place == "CAREC Corridor 1"));
    assert!(of("TFI4").model < of("SWOD").model, "delays make it slower");
}

//! Matrices on the network that ships.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test")]

use landbridge_engine::data::find_data;
use landbridge_engine::route::{Objective, Request};
use landbridge_engine::skim::{SkimAnswer, SkimObjective, SkimRequest};
use landbridge_engine::{Engine, EngineError};
use landbridge_model::Cargo;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::open(&find_data().unwrap()).unwrap())
}

fn ask(origins: &str, destinations: &str, objective: SkimObjective) -> SkimRequest {
    SkimRequest {
        origins: origins.to_owned(),
        destinations: destinations.to_owned(),
        objective,
        cargo: Cargo::parse("teu:1").unwrap(),
        year: None,
        modes: None,
        avoid: Vec::new(),
        set: Vec::new(),
    }
}

fn skim(request: &SkimRequest) -> SkimAnswer {
    engine().skim(request, &|_, _| ()).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn a_cell_is_the_way_that_route_finds() {
    let places = ["Xi'an", "Mannheim", "CNSHA", "Almaty", "Lima, PE", "Nairobi", "Karlsruhe", "34.34,108.94"];
    for objective in Objective::ALL {
        let skim = skim(&ask(&places.join(";"), &places.join(";"), SkimObjective::One(objective))).skim;
        for (i, from) in places.iter().enumerate() {
            for (j, to) in places.iter().enumerate() {
                let cell = skim.row(i)[j].unwrap();
                let request = Request {
                    places: vec![(*from).to_owned(), (*to).to_owned()],
                    cargo: Cargo::parse("teu:1").unwrap(),
                    year: None,
                    modes: None,
                    avoid: Vec::new(),
                    no_access: false,
                    set: Vec::new(),
                };
                if i == j {
                    assert_eq!(cell.seconds, 0);
                    continue;
                }
                let answer = engine().route(&request).unwrap_or_else(|e| panic!("{e}"));
                let way = answer.itineraries.iter().find(|w| w.objective == objective.as_str()).unwrap();
                let pair = format!("{from} → {to} by {}", objective.as_str());
                // Each arc is rounded on its own; of ways that weigh the same,
                // to the second or the gram, either may be taken.
                let near = |what: Objective, a: f64, b: f64| {
                    let share = if what == objective { 1e-4 } else { 0.01 };
                    assert!((a - b).abs() <= 0.05 + share * b, "{pair}: {} {a} beside {b}", what.as_str());
                };
                near(Objective::Time, cell.hours(), way.totals.hours);
                near(Objective::Cost, cell.usd(), way.totals.usd);
                near(Objective::Co2, cell.kg_co2e(), way.totals.kg_co2e);
                assert!((cell.km() / way.totals.km - 1.0).abs() < 0.01, "{pair}: {} km beside {}", cell.km(), way.totals.km);
            }
        }
    }
}

#[test]
fn generalised_cost_lies_between_its_parts() {
    let list = "cities:30";
    let of = |objective| skim(&ask(list, list, objective));
    let (time, cost, both) =
        (of(SkimObjective::One(Objective::Time)), of(SkimObjective::One(Objective::Cost)), of(SkimObjective::Generalised));
    let worth = both.manifest.usd_per_hour;
    assert!(worth > 0.0);
    for ((t, c), g) in time.skim.cells.iter().zip(&cost.skim.cells).zip(&both.skim.cells) {
        let [t, c, g] = [t, c, g].map(|x| x.unwrap());
        let sum = |x: landbridge_model::SkimCell| x.usd() + worth * x.hours();
        assert!(t.seconds <= g.seconds + 60 && c.usd_10000 <= g.usd_10000 + 600);
        assert!(sum(g) <= sum(t) + 0.1 && sum(g) <= sum(c) + 0.1);
    }
}

#[test]
fn places_are_named_once_and_the_same_question_gives_the_same_cells() {
    let request = ask("cities:300", "ports:40", SkimObjective::Generalised);
    let answer = skim(&request);
    for zones in [&answer.skim.origins, &answer.skim.destinations] {
        let names: std::collections::BTreeSet<&str> = zones.iter().map(|z| z.name.as_str()).collect();
        assert_eq!(names.len(), zones.len());
    }
    assert!(answer.skim.destinations.iter().any(|z| z.name.starts_with("Shanghai")));
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(alone.install(|| skim(&request)), answer, "one thread or several");
    // A row does not depend on what else is asked for.
    let name = answer.skim.origins[17].name.clone();
    let one = skim(&ask(&name, "ports:40", SkimObjective::Generalised));
    assert_eq!(one.skim.row(0), answer.skim.row(17), "{name}");
}

#[test]
fn lists_that_are_not_understood_say_what_to_write() {
    for (list, part) in [("cities:none", "no number"), ("cities:0", "no number"), ("Nowhereville", "no place is called"), (" ; ", "empty")]
    {
        let error: EngineError = engine().skim(&ask(list, "cities:3", SkimObjective::Generalised), &|_, _| ()).unwrap_err();
        assert!(error.message.contains(part) && error.hint.contains("cities:1000"), "{list}: {error} {}", error.hint);
    }
}

#[test]
fn a_closed_country_is_not_passed() {
    let mut request = ask("Almaty; Tashkent", "Warsaw; Moscow", SkimObjective::Generalised);
    request.avoid = vec!["country:RUS".to_owned()];
    let answer = skim(&request);
    assert!(answer.skim.row(0)[0].is_some() && answer.skim.row(0)[1].is_none(), "Moscow lies in it");
    assert!(answer.notes.iter().any(|n| n.contains("Moscow")), "{:?}", answer.notes);
}

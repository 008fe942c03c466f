//! Values alone and as the last on the network that ships.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test")]

use landbridge_engine::Engine;
use landbridge_engine::data::find_data;
use landbridge_engine::scenario::{Scenario, read_scenario};
use landbridge_engine::skim::{SkimObjective, SkimRequest};
use landbridge_engine::sweep::{SweepAnswer, SweepRequest};
use landbridge_model::Cargo;
use landbridge_scenario::Relation;
use std::path::Path;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::open(&find_data().unwrap()).unwrap())
}

fn scenario(id: &str, sense: &str, changes: &str) -> Scenario {
    of_status(id, "planned", sense, changes)
}

fn of_status(id: &str, status: &str, sense: &str, changes: &str) -> Scenario {
    let text = format!(
        "name = \"{id}\"\nkind = \"project\"\nstatus = \"{status}\"\nsense = \"{sense}\"\nsource = \"a test\"\nconfidence = \"derived\"\n{changes}"
    );
    read_scenario(Path::new(&format!("{id}.toml")), &text).unwrap_or_else(|e| panic!("{e}"))
}

fn border(of: &str, factor: f64) -> String {
    format!("[[changes]]\ndo = \"border\"\nof = {of}\nhours_factor = {factor}\nfee_factor = {factor}\n")
}

fn sweep(scenarios: Vec<Scenario>, places: &str) -> SweepAnswer {
    let skim = SkimRequest {
        origins: places.to_owned(),
        destinations: places.to_owned(),
        objective: SkimObjective::Generalised,
        cargo: Cargo::parse("teu:1").unwrap(),
        year: None,
        modes: Some(landbridge_engine::constraint::parse_modes("rail,road").unwrap()),
        avoid: Vec::new(),
        set: Vec::new(),
    };
    engine().sweep(&SweepRequest { scenarios, skim, two_by_two: 3 }, &|_, _| ()).unwrap_or_else(|e| panic!("{e}"))
}

/// Every value is found a second time from whole worlds.
#[test]
fn values_add_up_to_whole_worlds() {
    let one = scenario("one", "with", &border("[\"CHN\", \"KAZ\"]", 0.5));
    let two = scenario("two", "with", &border("[\"CHN\", \"KAZ\"]", 0.5));
    let answer = sweep(vec![one.clone(), two.clone()], "Almaty; Urumqi; Xi'an; Astana");
    let [a, b] = [0, 1].map(|k| answer.projects[k].values.clone());
    let usd = |w: &Option<landbridge_scenario::Worth>| w.unwrap().access_percent;
    assert!(usd(&a.alone) > 0.01 && (usd(&a.alone) - usd(&b.alone)).abs() < 1e-9, "the same change");
    let together = usd(&answer.together);
    assert!((usd(&a.last) - (together - usd(&b.alone))).abs() < 1e-6, "the last is what is missing without it");
    // Ways change sides meanwhile, so that it is not half of it.
    assert!(usd(&a.last) < usd(&a.alone));
    assert_eq!(a.relation, Some(Relation::Replaced));
    let pair = &answer.two_by_two[0];
    assert!((pair.beyond_percent - (together - usd(&a.alone) - usd(&b.alone))).abs() < 1e-6);
    assert_eq!(pair.relation, Relation::Replaced);
}

#[test]
fn what_the_baseline_has_is_worth_what_its_loss_costs() {
    let slow = border("[\"CHN\", \"KAZ\"]", 2.0);
    let answer =
        sweep(vec![scenario("as-policy", "with", &slow), scenario("as-in-force", "without", &slow)], "Almaty; Urumqi; Xi'an; Astana");
    let by = |id: &str| answer.projects.iter().find(|r| r.id == id).unwrap().values.alone.unwrap().saved.generalised_usd;
    assert!(by("as-in-force") > 1.0);
    assert!((by("as-in-force") + by("as-policy")).abs() < 1e-9);
    assert_eq!(answer.projects[0].id, "as-in-force", "the most valuable first");
}

#[test]
fn what_cannot_be_made_is_told_in_its_row() {
    let broken = scenario("broken", "with", "[[changes]]\ndo = \"advance\"\nmode = \"rail\"\nline = \"Nowhere railway\"\n");
    let idle = scenario("idle", "with", "no_change = \"It carries passengers.\"\n");
    let answer = sweep(vec![broken, idle, scenario("fast", "with", &border("[\"CHN\", \"KAZ\"]", 0.5))], "Almaty; Urumqi");
    let row = answer.projects.iter().find(|r| r.id == "broken").unwrap();
    assert!(row.problem.contains("Nowhere railway") && row.values.alone.is_none());
    let fast = answer.projects.iter().find(|r| r.id == "fast").unwrap();
    assert!(fast.values.last.is_some() && fast.problem.is_empty(), "one that cannot be made spoils no other");
    assert_eq!(answer.projects.last().unwrap().id, "broken");
    assert_eq!(answer.unchanged[0].why, "It carries passengers.");
    let twice = vec![scenario("a", "with", &border("[\"CHN\"]", 0.5)); 2];
    let skim = SkimRequest {
        origins: "Almaty; Urumqi".to_owned(),
        destinations: "Almaty; Urumqi".to_owned(),
        objective: SkimObjective::Generalised,
        cargo: Cargo::parse("teu:1").unwrap(),
        year: None,
        modes: None,
        avoid: Vec::new(),
        set: Vec::new(),
    };
    let error = engine().sweep(&SweepRequest { scenarios: twice, skim, two_by_two: 0 }, &|_, _| ()).unwrap_err();
    assert!(error.message.contains("'a'"));
}

/// Two questions about one border do not stand together.
#[test]
fn a_question_is_no_part_of_all_others() {
    let ask = |id| of_status(id, "hypothetical", "with", &border("[\"CHN\", \"KAZ\"]", 0.5));
    let answer = sweep(vec![ask("one"), ask("two")], "Almaty; Urumqi");
    let usd = |w: &Option<landbridge_scenario::Worth>| w.unwrap().access_percent;
    for row in &answer.projects {
        assert!(usd(&row.values.alone) > 0.01 && (usd(&row.values.last) - usd(&row.values.alone)).abs() < 1e-9);
    }
    assert_eq!((usd(&answer.together), answer.sum_alone_percent), (0.0, 0.0));
}

/// No place of a large list is left out of market access for want of a figure.
#[test]
fn the_product_of_large_cities_is_known() {
    let answer = sweep(vec![scenario("fast", "with", &border("[\"CHN\", \"KAZ\"]", 0.5))], "cities:300");
    assert!(!answer.notes.iter().any(|n| n.contains("no product is known")), "{:?}", answer.notes);
    let named = sweep(vec![scenario("fast", "with", &border("[\"CHN\", \"KAZ\"]", 0.5))], "Almaty; Urumqi");
    assert!(named.notes.iter().any(|n| n.contains("count by weight")), "{:?}", named.notes);
}

/// Two places by rail alone: with the line they have a way, without it none.
#[test]
fn what_connects_counts_and_what_cuts_off_too() {
    let skim = SkimRequest {
        origins: "Kunming; Vientiane".to_owned(),
        destinations: "Kunming; Vientiane".to_owned(),
        objective: SkimObjective::Generalised,
        cargo: Cargo::parse("teu:1").unwrap(),
        year: None,
        modes: Some(landbridge_engine::constraint::parse_modes("rail").unwrap()),
        avoid: Vec::new(),
        set: Vec::new(),
    };
    let line = "[[changes]]\ndo = \"close\"\nwhat = \"border:CHN-LAO:rail\"\n";
    let mut closed = scenario("closed", "with", line);
    closed.kind = landbridge_engine::scenario::ScenarioKind::Disruption;
    let scenarios = vec![scenario("line", "without", line), closed];
    let answer = engine().sweep(&SweepRequest { scenarios, skim, two_by_two: 2 }, &|_, _| ()).unwrap_or_else(|e| panic!("{e}"));
    let (there, lost) = (answer.projects[0].values.clone(), answer.disruptions[0].values.clone());
    let (there, lost) = (there.alone.unwrap(), lost.alone.unwrap());
    assert_eq!((there.connected, lost.cut_off), (2, 2));
    assert!((there.access_percent - 100.0).abs() < 1e-9 && (lost.access_percent + 100.0).abs() < 1e-9, "{there:?} {lost:?}");
    assert_eq!(answer.projects[0].values.relation, Some(Relation::Independent));
}

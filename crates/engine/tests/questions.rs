//! Questions with and without an answer, on the shipped world.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a test: failing loudly is its purpose")]

use landbridge_engine::constraint::parse_modes;
use landbridge_engine::route::{Answer, Request};
use landbridge_engine::{Engine, EngineError, data};
use landbridge_model::Cargo;
use proptest::prelude::*;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}: {}", e.hint)))
}

/// A question as one line: places, then options as on the command line.
fn ask(line: &str) -> Result<Answer, EngineError> {
    let mut request = Request {
        places: Vec::new(),
        cargo: Cargo::default(),
        year: None,
        modes: None,
        avoid: Vec::new(),
        no_access: false,
        set: Vec::new(),
    };
    let bad = |e: String| EngineError::input(e, "");
    for part in line.split('|').map(str::trim) {
        match part.split_once('=') {
            Some(("avoid", a)) => request.avoid.push(a.to_owned()),
            Some(("modes", m)) => request.modes = Some(parse_modes(m)?),
            Some(("cargo", c)) => request.cargo = Cargo::parse(c).map_err(bad)?,
            Some(("year", y)) => request.year = y.parse().ok(),
            Some(("no-access", _)) => request.no_access = true,
            Some((name, value)) => request.set.push((name.to_owned(), value.parse().unwrap_or(f64::NAN))),
            None => request.places.push(part.to_owned()),
        }
    }
    engine().route(&request)
}

fn best(answer: &Answer, objective: &str) -> f64 {
    let of = |a: &landbridge_engine::itinerary::Itinerary| match objective {
        "time" => a.totals.hours,
        "cost" => a.totals.usd,
        _ => a.totals.kg_co2e,
    };
    answer.itineraries.iter().find(|i| i.objective == objective).map(of).unwrap_or(f64::NAN)
}

#[test]
fn bad_questions_get_a_reason_and_a_hint() {
    // The question, a part of the message and hint, and whether it is a
    // question without an answer (exit status 1) or a bad one (2).
    let cases: [(&str, &str, bool); 44] = [
        ("|Rome", "is empty", false),
        ("Xyzzyq|Rome", "no place is called 'Xyzzyq'", false),
        ("Manheim|Rome", "did you mean Mannheim", false),
        ("Shanghia|Rome", "did you mean Shanghai", false),
        ("San Jose|Rome", "several places", false),
        ("Rome, QQ|Milan", "'QQ' is no country", false),
        ("Rome, China|Milan", "no place is called 'Rome, China'", false),
        ("91,0|Rome", "not on the globe", false),
        ("0,181|Rome", "not on the globe", false),
        ("-90.1,0|Rome", "not on the globe", false),
        ("nan,0|Rome", "not on the globe", false),
        ("inf,0|Rome", "not on the globe", false),
        ("1e9,1e9|Rome", "not on the globe", false),
        ("ZZZZZ|Rome", "no place is called 'ZZZZZ'", false),
        ("''|Rome", "no place is called", false),
        ("0,-30|Rome", "no network near", true),
        ("-80,0|Rome", "no network near", true),
        ("Rome|0,-30", "no network near", true),
        ("Rome|Milan|avoid=foo", "has no kind", false),
        ("Rome|Milan|avoid=mode:car", "'car' is no mode", false),
        ("Rome|Milan|avoid=country:Atlantis", "'Atlantis' is no country", false),
        ("Rome|Milan|avoid=country:", "'' is no country", false),
        ("Rome,|Milan", "'' is no country", false),
        ("Rome|Milan|avoid=passage:x", "known are suez", false),
        ("Rome|Milan|avoid=crossing:", "no crossing is called", false),
        ("Rome|Milan|avoid=crossing:nowhere", "no crossing is called", false),
        ("Rome|Milan|avoid=crossing:a", "fits", false),
        ("Rome|Milan|avoid=weather:rain", "'weather' is nothing that can be avoided", false),
        ("Rome|Milan|modes=car", "'car' is no mode", false),
        ("Rome|Milan|modes=", "is no mode", false),
        ("Rome|Milan|modes=rail,", "'' is no mode", false),
        ("Rome|Milan|modes=pipeline", "cannot travel by the modes", true),
        ("Rome|Milan|cargo=box:1", "is no kind of cargo", false),
        ("Rome|Milan|cargo=teu:0", "must be above 0", false),
        ("Rome|Milan|cargo=teu:-1", "must be above 0", false),
        ("Rome|Milan|cargo=teu:many", "is not a number", false),
        ("Rome|Milan|cargo=teu:1:2:3", "one part too many", false),
        ("Rome|Milan|cargo=gas:100", "no network near", true),
        ("Rome|Milan|foo=1", "there is no parameter 'foo'", false),
        ("Rome|Milan|road.speed_kmh=-1", "must be a number of at least 0", false),
        ("Rome|Milan|road.speed_kmh=fast", "must be a number of at least 0", false),
        ("Tokyo|Seoul|modes=road", "modes asked for do not connect", true),
        ("Kunming|Vientiane|modes=rail|year=2020", "not open in that year", true),
        ("Rome|Milan|avoid=country:ITA", "no network near", true),
    ];
    let mut wrong = Vec::new();
    for (question, expected, no_result) in cases {
        match ask(question) {
            Ok(_) => wrong.push(format!("{question}: has an answer")),
            Err(e) => {
                let said = format!("{}\n{}", e.message, e.hint);
                if !said.contains(expected) || e.no_result != no_result {
                    wrong.push(format!("{question}: {said}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn names_in_any_script_are_the_same_place() {
    let places: Vec<_> = ["Xi'an", "西安", "Сиань", "xian"].iter().map(|n| engine().resolve(n).unwrap().position).collect();
    assert!(places.windows(2).all(|w| w[0].km_to(w[1]) < 1.0), "{places:?}");
    assert_eq!(engine().resolve("CNSHA").unwrap().facility, engine().resolve("cnsha").unwrap().facility);
    assert!(engine().resolve("FRA").unwrap().name.contains("Frankfurt"));
}

#[test]
fn a_closure_never_makes_anything_better() {
    let open = ask("CNSHA|NLRTM|modes=sea|no-access=1").unwrap();
    let shut = ask("CNSHA|NLRTM|modes=sea|no-access=1|avoid=passage:suez").unwrap();
    for objective in ["time", "cost", "co2"] {
        assert!(best(&shut, objective) > best(&open, objective), "{objective}");
    }
    let passages = |a: &Answer| a.itineraries[0].legs.iter().flat_map(|l| l.passages.clone()).collect::<Vec<_>>();
    assert!(passages(&open).iter().any(|p| p.contains("Suez")));
    assert!(!passages(&shut).iter().any(|p| p.contains("Suez")));
}

#[test]
fn totals_are_the_sums_of_what_is_shown_and_scale_with_quantity() {
    let one = ask("Xi'an|Mannheim|modes=rail,road").unwrap();
    let three = ask("Xi'an|Mannheim|modes=rail,road|cargo=teu:3").unwrap();
    for (i, j) in one.itineraries.iter().zip(&three.itineraries) {
        let hours: f64 = i.legs.iter().map(|l| l.hours).sum::<f64>()
            + i.transfers.iter().map(|t| t.hours).sum::<f64>()
            + i.border_crossings.iter().map(|b| b.hours).sum::<f64>()
            + i.gauge_breaks.iter().map(|g| g.hours).sum::<f64>();
        assert!((hours - i.totals.hours).abs() < 1e-6);
        assert!((j.totals.usd / i.totals.usd - 3.0).abs() < 1e-9);
        assert!((j.totals.hours - i.totals.hours).abs() < 1e-9);
    }
}

/// No way goes abroad past the border: the countries of the legs change where a
/// crossing is told of, and nowhere else. A dual-gauge yard is where it could.
#[test]
fn every_change_of_country_is_a_border_crossing() {
    for line in ["Xi'an|Mannheim|modes=rail,road", "Xi'an|Mannheim|modes=rail", "Almaty|Urumqi", "Minsk|Warsaw|modes=rail", "Hanoi|Kunming"]
    {
        for i in ask(line).unwrap().itineraries {
            let mut countries: Vec<&String> = i.legs.iter().filter(|l| l.mode != "access").flat_map(|l| &l.countries).collect();
            countries.dedup();
            let entered: Vec<Vec<String>> = countries.windows(2).map(|w| vec![w[0].clone(), w[1].clone()]).collect();
            let told: Vec<Vec<String>> = i.border_crossings.iter().map(|b| b.countries.clone()).collect();
            if i.legs.iter().all(|l| ["access", "rail", "road"].contains(&l.mode.as_str())) {
                assert_eq!(entered, told, "{line}, {}", i.objective);
            }
        }
    }
    let by_rail = ask("Xi'an|Mannheim|modes=rail").unwrap();
    assert!(by_rail.itineraries.iter().all(|i| i.gauge_breaks.len() >= 2), "1435 to 1520 and back");
}

#[test]
fn each_objective_is_best_at_what_it_minimises() {
    let answer = ask("Xi'an|Mannheim").unwrap();
    for objective in ["time", "cost", "co2"] {
        let own = best(&answer, objective);
        for other in &answer.itineraries {
            let value = match objective {
                "time" => other.totals.hours,
                "cost" => other.totals.usd,
                _ => other.totals.kg_co2e,
            };
            assert!(own <= value * (1.0 + 1e-4), "{objective}: {own} against {value} of {}", other.objective);
        }
    }
}

#[test]
fn a_sum_too_large_to_count_is_said_and_not_dropped_silently() {
    let answer = ask("SYD|Frankfurt|modes=air|cargo=teu:1:24t").unwrap();
    let shown: Vec<&str> = answer.itineraries.iter().map(|i| i.objective.as_str()).collect();
    assert!(!shown.contains(&"cost"), "107,374 USD a unit are the most that can be counted: {shown:?}");
    assert!(answer.notes.iter().any(|n| n.contains("for cost") && n.contains("107374 USD a unit")), "{:?}", answer.notes);
}

#[test]
fn the_same_question_has_the_same_answer() {
    // The first answer comes from plain searches, the later ones from the
    // customised profile; a year and a cargo of its own makes the first fresh.
    for line in ["Xi'an|Mannheim|year=2023", "Shanghai|Nairobi|year=2023|avoid=passage:suez", "Almaty|Tehran|year=2022|modes=rail"] {
        let answers: Vec<Answer> = (0..3).map(|_| ask(line).expect("a known question")).collect();
        assert_eq!(answers[0], answers[1], "{line}");
        assert_eq!(answers[1], answers[2], "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_makes_place_parsing_panic(text in "\\PC{0,40}") {
        let _ = engine().resolve(&text);
    }

    #[test]
    fn numbers_are_coordinates_or_refused(lat in -200.0f64..200.0, lon in -400.0f64..400.0) {
        let answer = engine().resolve(&format!("{lat},{lon}"));
        prop_assert_eq!(answer.is_ok(), lat.abs() <= 90.0 && lon.abs() <= 180.0);
    }
}

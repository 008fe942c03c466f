//! The real program on the shipped world: the shape of what it prints, and
//! that its parts add up, whatever the figures are.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test: failing loudly is its purpose")]

mod common;

use common::{landbridge, program, stdout};
use landbridge_formats::table::Table;
use landbridge_model::Findings;
use serde_json::Value;
use std::process::Stdio;

const QUESTION: [&str; 3] = ["route", "Xi'an", "Mannheim"];

fn answer(options: &[&str]) -> String {
    let output = landbridge(&[&QUESTION[..], options].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    stdout(&output)
}

fn numbers(value: &Value, path: &str, key: &str) -> f64 {
    value[path].as_array().unwrap().iter().map(|part| part[key].as_f64().unwrap()).sum()
}

fn keys(value: &Value, expected: &[&str]) {
    for key in expected {
        assert!(value.get(key).is_some(), "'{key}' is missing from {value}");
    }
}

#[test]
fn json_has_the_promised_keys_and_adds_up() {
    let answer: Value = serde_json::from_str(&answer(&["--format", "json", "--modes", "rail,road", "--cargo", "teu:2"])).unwrap();
    keys(&answer, &["itineraries", "notes", "manifest"]);
    keys(&answer["manifest"], &["world", "data", "version", "year", "cargo", "set"]);
    let itineraries = answer["itineraries"].as_array().unwrap();
    let objectives: Vec<_> = itineraries.iter().map(|i| i["objective"].as_str().unwrap()).collect();
    assert_eq!(objectives, ["time", "cost", "co2"]);
    for itinerary in itineraries {
        keys(itinerary, &["objective", "legs", "border_crossings", "gauge_breaks", "totals"]);
        keys(&itinerary["totals"], &["km", "hours", "usd", "kg_co2e"]);
        let legs = itinerary["legs"].as_array().unwrap();
        assert!(!legs.is_empty());
        for leg in legs {
            keys(leg, &["mode", "from", "to", "km", "hours", "usd", "kg_co2e", "countries"]);
            assert!(["km", "hours", "usd", "kg_co2e"].iter().all(|k| leg[k].as_f64().is_some_and(|v| v >= 0.0)), "{leg}");
        }
        assert!(legs.windows(2).all(|w| w[0]["to"] == w[1]["from"]), "each leg starts where the one before ended");
        for border in itinerary["border_crossings"].as_array().unwrap() {
            keys(border, &["name", "countries", "hours"]);
            assert_eq!(border["countries"].as_array().map(Vec::len), Some(2));
        }
        for gauge in itinerary["gauge_breaks"].as_array().unwrap() {
            keys(gauge, &["name", "from_mm", "to_mm", "hours"]);
            assert_ne!(gauge["from_mm"], gauge["to_mm"]);
        }
        let total = |key: &str| itinerary["totals"][key].as_f64().unwrap();
        let stops = ["transfers", "border_crossings", "gauge_breaks"];
        for key in ["hours", "usd"] {
            let sum = numbers(itinerary, "legs", key) + stops.iter().map(|s| numbers(itinerary, s, key)).sum::<f64>();
            assert!((sum - total(key)).abs() < 1e-6 * total(key), "{key}: {sum} against {}", total(key));
        }
        let kg = numbers(itinerary, "legs", "kg_co2e") + numbers(itinerary, "transfers", "kg_co2e");
        assert!((kg - total("kg_co2e")).abs() < 1e-6 * total("kg_co2e"), "{kg} against {}", total("kg_co2e"));
        assert!((numbers(itinerary, "legs", "km") - total("km")).abs() < 1e-6 * total("km"));
    }
}

#[test]
fn geojson_is_valid_and_has_a_line_for_each_leg() {
    let text = answer(&["--format", "geojson"]);
    let map: Value = serde_json::from_str(&text).unwrap();
    let json: Value = serde_json::from_str(&answer(&["--format", "json"])).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    let features = map["features"].as_array().unwrap();
    let legs: usize = json["itineraries"].as_array().unwrap().iter().map(|i| i["legs"].as_array().unwrap().len()).sum();
    assert_eq!(features.len(), legs);
    for feature in features {
        assert_eq!((&feature["type"], &feature["geometry"]["type"]), (&"Feature".into(), &"LineString".into()));
        keys(&feature["properties"], &["objective", "leg", "mode", "from", "to", "km", "hours", "usd", "kg_co2e"]);
        // RFC 7946, section 3.1.4: a line has two positions or more.
        let line = feature["geometry"]["coordinates"].as_array().unwrap();
        assert!(line.len() >= 2, "{}", feature["properties"]);
        for position in line {
            let (lon, lat) = (position[0].as_f64().unwrap(), position[1].as_f64().unwrap());
            assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0, "{lon}, {lat}");
        }
    }
}

#[test]
fn csv_has_the_rows_of_json() {
    let text = answer(&["--format", "csv"]);
    let json: Value = serde_json::from_str(&answer(&["--format", "json"])).unwrap();
    let columns = ["objective", "leg", "mode", "from", "to", "km", "hours", "usd", "kg_co2e", "countries"];
    let mut findings = Findings::default();
    let table = Table::read("route.csv", &text, &columns, &mut findings).unwrap();
    let legs = json["itineraries"].as_array().unwrap().iter().flat_map(|i| i["legs"].as_array().unwrap());
    assert_eq!(table.rows().count(), legs.clone().count());
    for (row, leg) in table.rows().zip(legs) {
        assert_eq!(row.text("from"), leg["from"].as_str().unwrap().trim());
        assert!((row.required("km", &mut findings).unwrap() - leg["km"].as_f64().unwrap()).abs() < 1e-3);
    }
    assert!(findings.0.is_empty(), "{findings:?}");
}

#[test]
fn the_table_names_all_three_ways_and_the_same_question_gives_the_same_bytes() {
    let text = answer(&[]);
    for word in ["FASTEST", "CHEAPEST", "LOWEST EMISSION", "why this one:", "rests on:", "transfer", "border"] {
        assert!(text.contains(word), "'{word}' is missing from\n{text}");
    }
    assert_eq!(text, answer(&[]));
}

#[test]
fn notes_go_to_stderr_and_a_closed_pipe_is_no_failure() {
    let output = landbridge(&["route", "Baku", "Tbilisi", "--via", "Poti", "--format", "json"]);
    assert!(serde_json::from_str::<Value>(&stdout(&output)).is_ok());
    assert!(String::from_utf8_lossy(&output.stderr).lines().all(|l| l.starts_with("note: ")));
    let mut child = program(&[&QUESTION[..], &["--format", "geojson"]].concat()).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_can_be_explained_is_in_the_shipped_data() {
    for name in ["Alashankou", "road.speed_kmh", "suez", "CNSHA", "52.5,117.0"] {
        let output = landbridge(&["explain", name, "--json"]);
        assert!(output.status.success(), "{name}");
        let facts: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert!(!facts.as_array().unwrap().is_empty());
        for fact in facts.as_array().unwrap() {
            keys(fact, &["subject", "what", "value", "basis", "source"]);
        }
    }
    let all = landbridge(&["parameters", "--json"]);
    let all: Value = serde_json::from_str(&stdout(&all)).unwrap();
    for (name, parameter) in all.as_object().unwrap() {
        assert!(parameter["value"].is_number() && parameter["source"].as_str().is_some_and(|s| !s.is_empty()), "{name}");
    }
}

#[test]
fn a_plan_is_printed_and_its_ids_open_again() {
    let ask = ["plan", "Xi'an", "Mannheim", "--depart", "2024-09-02", "--modes", "rail", "--arrive-by", "2024-10-01"];
    let run = |more: &[&str]| {
        let output = landbridge(&[&ask[..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        stdout(&output)
    };
    let answer: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    keys(&answer, &["options", "notes", "search", "manifest"]);
    let options = answer["options"].as_array().unwrap();
    for option in options {
        let expected =
            ["id", "depart", "arrive_p50", "arrive_p90", "days_p50", "usd", "kg_co2e", "p_deadline", "transfers", "legs", "stages", "why"];
        keys(option, &expected);
    }
    let table = run(&[]);
    for word in ["ways worth choosing", "complete", "p10", "on time", "fastest", "cheapest"] {
        assert!(table.contains(word), "the table lacks '{word}': {table}");
    }
    let mut findings = Findings::default();
    let rows = Table::read("plan.csv", &run(&["--format", "csv"]), &["option", "leg", "mode", "id"], &mut findings).unwrap();
    assert_eq!(findings.0, []);
    let legs: usize = options.iter().map(|o| o["legs"].as_array().unwrap().len()).sum();
    assert_eq!(rows.rows().count(), legs);
    let opened = landbridge(&["plan", "show", options[0]["id"].as_str().unwrap()]);
    let opened = stdout(&opened);
    for word in ["stage", "cut-off", "wait", "release", "by"] {
        assert!(opened.contains(word), "it lacks '{word}': {opened}");
    }
    // Reopened, an option is what it was, the reason included.
    for option in options.iter().step_by(options.len() / 3 + 1) {
        let again = landbridge(&["plan", "show", option["id"].as_str().unwrap(), "--format", "json"]);
        let again: Value = serde_json::from_str(&stdout(&again)).unwrap();
        let again = &again["options"][0];
        for part in ["id", "days_p50", "usd", "kg_co2e", "why", "stages"] {
            assert_eq!(again[part], option[part], "{part}");
        }
    }
    let reliable = run(&["--format", "json", "--reliable", "0.9", "--sort", "cost"]);
    let reliable: Value = serde_json::from_str(&reliable).unwrap();
    let reliable = reliable["options"].as_array().unwrap();
    assert!(reliable.len() < options.len() && reliable.iter().all(|o| o["p_deadline"].as_f64().unwrap() >= 0.9));
    assert!(reliable.windows(2).all(|w| w[0]["usd"].as_f64() <= w[1]["usd"].as_f64()));
    let none = landbridge(&[&ask[..7], &["--arrive-by", "2024-09-03", "--reliable", "0.9"]].concat());
    assert_eq!(none.status.code(), Some(1));
}

#[test]
fn a_station_where_trains_are_only_handed_over_is_a_place_like_any_other() {
    for ends in [["Naushki", "Duisburg"], ["Duisburg", "Naushki"]] {
        let output = landbridge(&["plan", ends[0], ends[1], "--depart", "2024-09-02", "--modes", "rail,road"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_has_no_meaning_is_refused() {
    let cases: [&[&str]; 8] = [
        &["profile", "china-laos", "--via", "Boten"],
        &["profile", "china-laos", "--by", "cost"],
        &["profile", "Mannheim", "Mannheim"],
        &["plan", "Baku", "Poti", "--depart", "2024-09-02", "--cargo", "passengers:3"],
        &["plan", "Baku", "Poti", "--depart", "2024-09-02", "--cargo", "gas:3"],
        &["plan", "Baku", "Poti", "--depart", "2024-09-02", "--reliable", "5"],
        &["services", "--near", "Shanghai", "--scenario", "nowhere"],
        &["plan", "Baku", "Poti", "--depart", "2024-09-02", "--with", "nowhere"],
    ];
    for case in cases {
        let output = landbridge(case);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.starts_with("error:"), "{case:?}: {said}");
    }
    let none = landbridge(&["services", "--near", "Xi'an", "--to", "Duisburg", "--on", "2024-09-02", "--json"]);
    let none: Value = serde_json::from_str(&stdout(&none)).unwrap();
    // A Monday: what leaves on Wednesdays and Saturdays alone is not among them.
    assert!(none["services"].as_array().unwrap().iter().all(|s| !s["leaves"].as_str().unwrap().starts_with("Wed Sat")));
}

#[test]
fn corridors_and_profiles_come_in_every_form() {
    let run = |args: &[&str]| {
        let output = landbridge(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        stdout(&output)
    };
    let table = run(&["corridors"]);
    for word in ["trans-caspian", "china-laos", "bottleneck", "TEU/year"] {
        assert!(table.contains(word), "{word}: {table}");
    }
    let mut findings = Findings::default();
    let csv =
        Table::read("corridors", &run(&["corridors", "--format", "csv"]), &["id", "km", "days_p50", "problem"], &mut findings).unwrap();
    assert!(csv.rows().count() >= 13 && findings.0.is_empty(), "{findings:?}");
    let map: Value = serde_json::from_str(&run(&["corridors", "--format", "geojson"])).unwrap();
    assert!(map["features"].as_array().unwrap().len() >= 11);
    let profile = run(&["profile", "china-laos"]);
    assert!(profile.contains("TFI1") && profile.contains("border Mohan"), "{profile}");
    let csv = Table::read("profile", &run(&["profile", "china-laos", "--format", "csv"]), &["what", "km_until"], &mut findings).unwrap();
    assert!(csv.rows().count() > 5 && findings.0.is_empty());
    let drawn = run(&["profile", "Baku", "Istanbul", "--via", "Tbilisi", "--by", "cost", "--format", "svg"]);
    assert!(drawn.starts_with("<svg") && drawn.trim_end().ends_with("</svg>"));
    let unknown = landbridge(&["profile", "atlantis"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("known are"));
}

#[test]
fn a_plan_is_drawn_leg_by_leg_and_its_id_opens_a_profile() {
    let question = ["plan", "Shanghai", "Rotterdam", "--depart", "2024-09-02", "--modes", "sea"];
    let output = landbridge(&[&question[..], &["--format", "geojson"]].concat());
    let map: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let features = map["features"].as_array().unwrap();
    assert!(!features.is_empty());
    for f in features {
        keys(&f["properties"], &["option", "id", "leg", "mode", "km", "usd"]);
        assert!(["LineString", "MultiLineString"].contains(&f["geometry"]["type"].as_str().unwrap()));
        assert!(f["geometry"]["coordinates"].as_array().unwrap().len() > 1, "{f}");
    }
    let id = features[0]["properties"]["id"].as_str().unwrap();
    let profile = stdout(&landbridge(&["profile", id]));
    assert!(profile.contains("Rotterdam") && profile.contains("sea"), "{profile}");
}

#[test]
fn services_between_two_places_ride_from_one_to_the_other() {
    let list = |more: &[&str]| -> Value {
        let output = landbridge(&[&["services", "--near", "CNSHA", "--json"][..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_str(&stdout(&output)).unwrap()
    };
    let count = |list: &Value| list["services"].as_array().map_or(0, Vec::len);
    let (near, there) = (list(&[]), list(&["--to", "NLRTM"]));
    let (sea, day) = (list(&["--to", "NLRTM", "--modes", "sea"]), list(&["--to", "NLRTM", "--on", "2024-06-03", "--scenario", ""]));
    assert!(count(&near) > count(&there) && count(&there) > count(&day) && count(&day) > 3, "{near}");
    assert!(count(&there) >= count(&sea) && count(&sea) > 3);
    let rides: Vec<f64> = day["services"].as_array().unwrap().iter().map(|s| s["ride"]["days"].as_f64().unwrap()).collect();
    assert!(rides.is_sorted() && rides.iter().all(|d| (20.0..70.0).contains(d)), "{rides:?}");
    let half = day["days_of_half_the_teu"].as_f64().unwrap();
    assert!(rides.contains(&half), "{half}");
    assert!(day["services"].as_array().unwrap().iter().all(|s| s["scenario"] == ""));
    let by = list(&["--to", "NLRTM", "--via", "Singapore"]);
    assert!(count(&by) < count(&there) && count(&by) > 0, "some call at Singapore, some do not");
    assert_eq!(count(&list(&["--to", "Ulaanbaatar", "--modes", "sea"])), 0);
    let refused = landbridge(&["services", "--near", "CNSHA", "--to", "NLRTM", "--on", "soon"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("2024-09-02"), "the hint shows a day");
}

#[test]
fn a_matrix_is_written_whole_and_says_what_it_is() {
    let output = landbridge(&["skim", "--origins", "cities:20", "--destinations", "Xi'an; CNSHA; countries"]);
    assert_eq!(output.status.code(), Some(2), "a list of a list");
    let output = landbridge(&["skim", "--origins", "cities:20", "--destinations", "Xi'an; CNSHA"]);
    let mut findings = Findings::default();
    let columns = ["origin", "destination", "hours", "usd", "kg_co2e", "km"];
    let rows = Table::read("skim.csv", &stdout(&output), &columns, &mut findings).unwrap();
    assert!(rows.rows().count() == 40 && findings.0.is_empty(), "{findings:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    for word in ["20 × 2 by generalised", "teu:1", "pairs have a way"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert_eq!(stdout(&landbridge(&["skim", "--origins", "cities:20", "--destinations", "Xi'an; CNSHA"])), stdout(&output));
}

#[test]
fn a_scenario_is_named_in_what_it_changes() {
    let list = stdout(&landbridge(&["scenarios"]));
    assert!(list.contains("suez-closed") && list.contains("disruption"), "{list}");
    let all: Value = serde_json::from_str(&stdout(&landbridge(&["scenarios", "--json"]))).unwrap();
    let all = all.as_array().unwrap();
    let changes = |s: &&Value| !s["changes"].as_array().unwrap().is_empty();
    assert!(all.iter().all(|s| !s["source"].as_str().unwrap().is_empty() && changes(&s) == s["no_change"].as_str().unwrap().is_empty()));
    let of = |kind: &str| all.iter().filter(changes).filter(|s| s["kind"] == kind).count();
    assert!(of("project") + of("policy") >= 60 && of("disruption") >= 10, "{} {} {}", of("project"), of("policy"), of("disruption"));
    let ask = ["route", "CNSHA", "NLRTM", "--modes", "sea"];
    let with = |more: &[&str]| stdout(&landbridge(&[&ask[..], more].concat()));
    assert!(with(&[]).contains("Suez Canal") && !with(&[]).contains("· with"));
    let closed = with(&["--scenario", "suez-closed"]);
    assert!(closed.contains("· with suez-closed") && closed.contains("Cape of Good Hope") && !closed.contains("Suez Canal"), "{closed}");
    let json: Value = serde_json::from_str(&with(&["--scenario", "suez-closed", "--format", "json"])).unwrap();
    assert_eq!(json["manifest"]["scenarios"][0], "suez-closed");
    let unknown = landbridge(&[&ask[..], &["--scenario", "nothing"]].concat());
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn scenarios_are_set_beside_the_baseline() {
    let places = "Xi'an; Almaty; Warsaw; Tashkent";
    let ask = ["compare", "fast-borders", "--origins", places, "--modes", "rail"];
    let run = |more: &[&str]| {
        let output = landbridge(&[&ask[..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        stdout(&output)
    };
    let answer: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    keys(&answer, &["pairs", "countries", "corridors", "before", "after", "gaining", "losing", "cut_off", "connected", "all"]);
    let of = |pair: &Value, side: &str, figure: &str| pair[side][figure].as_f64().unwrap();
    let pairs = answer["pairs"].as_array().unwrap();
    assert!(!pairs.is_empty() && answer["losing"] == 0, "{answer}");
    for pair in pairs {
        keys(pair, &["from", "to", "before", "after", "change", "why"]);
        for figure in ["hours", "usd", "kg_co2e", "km", "generalised_usd"] {
            let sum = of(pair, "before", figure) + of(pair, "change", figure);
            assert!((sum - of(pair, "after", figure)).abs() < 1e-6, "{pair}");
        }
        assert!(of(pair, "change", "generalised_usd") < 0.0);
    }
    let table = run(&[]);
    for word in ["fast-borders beside the baseline", "countries that gain the most", "KAZ", "Xi'an → Almaty", "china-europe-west"] {
        assert!(table.contains(word), "'{word}': {table}");
    }
    let mut findings = Findings::default();
    let rows = Table::read("pairs.csv", &run(&["--format", "csv"]), &["origin", "hours_before", "usd_change"], &mut findings).unwrap();
    assert!(rows.rows().count() == pairs.len() && findings.0.is_empty(), "{findings:?}");
    let map: Value = serde_json::from_str(&run(&["--format", "geojson"])).unwrap();
    assert_eq!(map["features"].as_array().unwrap().len(), 4);
    assert_eq!(run(&["--format", "json"]), run(&["--format", "json"]), "the same bytes");
    let same = landbridge(&["compare", "fast-borders", "--against", "fast-borders"]);
    assert_eq!(same.status.code(), Some(2));
}

#[test]
fn a_sweep_ranks_scenarios_and_says_which_replace_each_other() {
    let places = "Bangkok; Colombo, LK; Singapore; Chennai; Hong Kong";
    let ask = ["sweep", "thai-canal", "thailand-land-bridge", "malacca-closed", "silk-road-maritime", "--origins", places];
    let run = |more: &[&str]| {
        let output = landbridge(&[&ask[..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        stdout(&output)
    };
    let answer: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    keys(&answer, &["projects", "disruptions", "together", "sum_alone_percent", "two_by_two", "unchanged", "scale", "baseline"]);
    let usd = |row: &Value, side: &str| row[side]["access_percent"].as_f64().unwrap();
    let projects = answer["projects"].as_array().unwrap();
    assert_eq!(projects.len(), 2);
    assert!(usd(&projects[0], "alone") >= usd(&projects[1], "alone"), "ranked");
    let row = |id: &str| projects.iter().find(|r| r["id"] == id).unwrap();
    assert!(usd(row("thai-canal"), "alone") > 0.0 && usd(row("thailand-land-bridge"), "last") >= 0.0);
    assert!(usd(&answer["disruptions"][0], "alone") < 0.0);
    assert_eq!(answer["unchanged"][0]["id"], "silk-road-maritime");
    assert_eq!(run(&["--format", "json"]), run(&["--format", "json"]), "the same bytes");
    let table = run(&[]);
    for word in ["alone", "last", "gap", "malacca-closed", "no change for freight"] {
        assert!(table.contains(word), "{word}: {table}");
    }
    let csv = run(&["--format", "csv"]);
    let cells = |line: &str| line.split(',').count();
    let head = csv.lines().next().unwrap();
    assert!(csv.lines().skip(1).filter(|l| !l.contains('"')).all(|l| cells(l) == cells(head)), "{csv}");
}

#[test]
fn losses_are_ranked() {
    let ask = ["criticality", "--kinds", "passages,crossings", "--most", "3", "--origins", "Shanghai; Rotterdam; Mumbai; Almaty"];
    let run = |more: &[&str]| stdout(&landbridge(&[&ask[..], more].concat()));
    let answer: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let losses = answer["losses"].as_array().unwrap();
    assert!(losses.len() >= 4);
    let access = |l: &Value| l["access_lost_percent"].as_f64().unwrap();
    assert!(losses.windows(2).all(|w| access(&w[0]) >= access(&w[1])));
    for loss in losses {
        keys(loss, &["part", "name", "close", "carried", "lost", "access_lost_percent", "cut_off_pairs_share"]);
    }
    let map: Value = serde_json::from_str(&run(&["--format", "geojson"])).unwrap();
    assert_eq!(map["features"].as_array().unwrap().len(), losses.len());
    assert_eq!(run(&["--format", "csv"]).lines().count(), losses.len() + 1);
    assert!(run(&[]).contains("access %"));
}

#[test]
fn a_large_ship_keeps_out_of_panama() {
    let ask = ["route", "JPTYO", "NLRTM", "--modes", "sea", "--avoid", "passage:suez"];
    let with = |ship: &[&str]| landbridge(&[&ask[..], ship].concat());
    assert!(stdout(&with(&[])).contains("Panama Canal"));
    assert!(stdout(&with(&["--ship", "panamax"])).contains("Panama Canal"));
    let large = with(&["--ship", "400x61.5x16.5"]);
    assert!(!stdout(&large).contains("Panama Canal") && stdout(&large).contains("Cape of Good Hope"));
    assert!(String::from_utf8_lossy(&large.stderr).contains("beam 61.5 m of at most 51.25"));
    let suez = |ship: &str| stdout(&landbridge(&["route", "JPTYO", "NLRTM", "--modes", "sea", "--ship", ship])).contains("Suez Canal");
    assert!(suez("ultra-large") && suez("400x50x20") && !suez("400x77X17") && !suez("vlcc"));
    for odd in ["tugboat", "400", "0x1x1"] {
        let refused = with(&["--ship", odd]);
        assert_eq!(refused.status.code(), Some(2), "{odd}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("hint: known are feeder"), "{odd}");
    }
}

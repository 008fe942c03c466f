//! One's own data over the shipped ones.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test")]

use landbridge_engine::constraint::parse_modes;
use landbridge_engine::data::find_data;
use landbridge_engine::route::Request;
use landbridge_engine::{Engine, EngineError};
use landbridge_model::Cargo;
use std::fs;
use std::path::PathBuf;

/// A folder of its own for each test, with some files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("landbridge-over-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn over(name: &str, files: &[(&str, &str)]) -> Result<Engine, EngineError> {
    Engine::open(&find_data().unwrap()).unwrap().over(&folder(name, files))
}

fn parameter(name: &str, value: f64) -> String {
    format!("[\"{name}\"]\nvalue = {value}\nunit = \"USD/TEU\"\nsource = \"a contract\"\nyear = 2026\nconfidence = \"seen\"\n")
}

const BORDER: &str = "name = \"Our border\"\nkind = \"policy\"\nstatus = \"in-force\"\nsource = \"us\"\nconfidence = \"seen\"\n\
    [[changes]]\ndo = \"border\"\nof = [\"CHN\", \"LAO\"]\nmode = \"rail\"\nhours = 40\n";

fn hours_and_usd(engine: &Engine) -> (f64, f64) {
    let request = Request {
        places: vec!["Kunming".to_owned(), "Vientiane".to_owned()],
        cargo: Cargo::parse("teu:1").unwrap(),
        year: None,
        modes: Some(parse_modes("rail").unwrap()),
        avoid: Vec::new(),
        no_access: false,
        set: Vec::new(),
    };
    let answer = engine.route(&request).unwrap_or_else(|e| panic!("{e}"));
    (answer.itineraries[0].totals.hours, answer.itineraries[0].totals.usd)
}

#[test]
fn prices_and_borders_of_ones_own_count() {
    let shipped = Engine::open(&find_data().unwrap()).unwrap();
    let (hours, usd) = hours_and_usd(&shipped);
    let dear = shipped.parameters.get("handling.rail.usd").unwrap().value + 100.0;
    let parameters = parameter("handling.rail.usd", dear);
    let own = over("both", &[("parameters/own.toml", &parameters), ("network.toml", BORDER)]).unwrap_or_else(|e| panic!("{e}"));
    let (own_hours, own_usd) = hours_and_usd(&own);
    assert!((own_hours - hours - 35.0).abs() < 0.1, "5 h to 40 h at the border: {hours} {own_hours}");
    assert!(own_usd >= usd, "{usd} {own_usd}");
    assert_ne!(own.hash, shipped.hash);
    assert_eq!(own.parameters.get("handling.rail.usd").unwrap().source, "a contract");
}

#[test]
fn scenarios_of_ones_own_are_known_by_id() {
    let engine = over("scenarios", &[("scenarios/our-border.toml", BORDER)]).unwrap();
    let own = engine.scenario("our-border").unwrap();
    let with = engine.with_scenarios(&[own]).unwrap();
    assert!(with.scenario("our-border").is_ok() && with.scenario("suez-closed").is_ok());
    assert!(hours_and_usd(&with).0 > hours_and_usd(&engine).0 + 30.0);
}

#[test]
fn what_is_wrong_is_refused() {
    let unknown = parameter("handling.rail.usdd", 3.0).replace("handling.rail", "handlng.rayl");
    let negative = parameter("handling.rail.usd", -3.0);
    let misspelt = parameter("trade.elasticty", 3.0);
    let bananas = parameter("handling.rail.usd", 3.0).replace("\"USD/TEU\"", "\"bananas\"");
    let without = BORDER.replace("[[changes]]", "sense = \"without\"\n[[changes]]");
    type Files<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&str, Files<'_>, &str); 9] = [
        ("nothing", &[("readme.txt", "x")], "no data of one's own"),
        ("unknown", &[("parameters/a.toml", &unknown)], "handlng.rayl.usdd"),
        ("negative", &[("parameters/a.toml", &negative)], "at least 0"),
        ("twice", &[("scenarios/suez-closed.toml", BORDER)], "has this name already"),
        ("without", &[("network.toml", &without)], "without something"),
        ("broken", &[("network.toml", "name = 1\n")], "line 1"),
        ("misspelt", &[("parameters/a.toml", &misspelt)], "trade.elasticty"),
        ("unit", &[("parameters/a.toml", &bananas)], "bananas"),
        ("strange", &[("network.toml", BORDER), ("parameter/a.toml", "")], "no part of data"),
    ];
    for (name, files, part) in cases {
        let error = over(name, files).err().unwrap_or_else(|| panic!("{name} is taken"));
        assert!(error.message.contains(part), "{name}: {error}");
    }
}

#[test]
fn order_counts_and_two_of_one_name_are_refused() {
    let one = folder("order-one", &[("parameters/a.toml", &parameter("trade.elasticity", 2.0).replace("\"USD/TEU\"", "\"1\""))]);
    let other = folder("order-other", &[("parameters/a.toml", &parameter("trade.elasticity", 9.0).replace("\"USD/TEU\"", "\"1\""))]);
    let open = |folders: [&PathBuf; 2]| {
        let engine = Engine::open(&find_data().unwrap()).unwrap();
        engine.over(folders[0]).and_then(|e| e.over(folders[1]))
    };
    assert_ne!(open([&one, &other]).unwrap().hash, open([&other, &one]).unwrap().hash);
    assert!(open([&one, &one]).err().unwrap().message.contains("two folders"));
    assert!(Engine::open(&find_data().unwrap()).unwrap().over(&one.join("nowhere")).is_err());
}

//! Sea routes of Landbridge for many pairs of ports, the engine opened once.
//!
//! Reads a line `FROM TO` of UN/LOCODEs for each pair and writes a line of
//! JSON for each: what `landbridge route FROM TO --modes sea --no-access
//! --format json` answers, of its three ways the shortest.

use landbridge_engine::itinerary::Itinerary;
use landbridge_engine::route::Request;
use landbridge_engine::{Engine, data};
use landbridge_model::{Cargo, Mode, ModeSet};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;
use std::time::Instant;

/// Pairs that are answered one after the other.
const ALONE: usize = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Engine::open(&data::find_data()?)?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let pairs: Vec<(&str, &str)> = text.lines().filter_map(|l| l.split_once(' ')).collect();
    let titles: BTreeMap<&str, &str> = engine.world.passages.iter().map(|p| (p.title.as_str(), p.name.as_str())).collect();
    // The first ones alone, so that their times mean something.
    let (first, rest) = pairs.split_at(ALONE.min(pairs.len()));
    let alone: Vec<Value> = first.iter().map(|&(a, b)| answer(&engine, &titles, a, b)).collect();
    let together: Vec<Value> = rest.par_iter().map(|&(a, b)| answer(&engine, &titles, a, b)).collect();
    for answer in alone.into_iter().chain(together) {
        println!("{answer}");
    }
    Ok(())
}

fn answer(engine: &Engine, titles: &BTreeMap<&str, &str>, from: &str, to: &str) -> Value {
    let request = Request {
        places: vec![from.to_owned(), to.to_owned()],
        cargo: Cargo::default(),
        year: None,
        modes: Some(ModeSet::of(&[Mode::Sea])),
        avoid: Vec::new(),
        no_access: true,
        set: Vec::new(),
    };
    let start = Instant::now();
    let ends = json!([dock(engine, from), dock(engine, to)]);
    match engine.route(&request) {
        Err(error) => json!({ "error": error.to_string(), "ends": ends }),
        Ok(found) => {
            let Some(way) = found.itineraries.iter().min_by(|a, b| a.totals.km.total_cmp(&b.totals.km)) else {
                return json!({ "error": "no itinerary", "ends": ends });
            };
            json!({
                "km": way.totals.km,
                "objective": way.objective,
                "passages": passages(way, titles),
                "other_km": found.itineraries.iter().map(|w| w.totals.km).collect::<Vec<f64>>(),
                "ends": ends,
                "ms": start.elapsed().as_secs_f64() * 1000.0,
            })
        }
    }
}

fn passages(way: &Itinerary, titles: &BTreeMap<&str, &str>) -> Vec<String> {
    let all = way.legs.iter().flat_map(|l| &l.passages);
    all.map(|title| titles.get(title.as_str()).copied().unwrap_or(title).to_owned()).collect()
}

/// Position of a port and of its node of the sea network, and the kilometres
/// between both.
fn dock(engine: &Engine, code: &str) -> Value {
    let Ok(place) = engine.resolve(code) else { return Value::Null };
    let found = engine.world.docks.iter().find(|d| Some(d.facility) == place.facility && d.mode == Mode::Sea);
    let node = found.map(|d| engine.world.position(d.node));
    json!({
        "name": place.name,
        "port": [place.position.lon, place.position.lat],
        "node": node.map(|p| [p.lon, p.lat]),
        "km": found.map_or(0.0, |d| f64::from(d.metres) / 1000.0),
    })
}

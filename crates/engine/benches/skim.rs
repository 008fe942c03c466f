//! How long a matrix between the largest cities takes on the whole multimodal
//! network, everything included: prices, customisation, all rows; and how long a
//! scenario and the matrix on its network take. Prints the fastest and the
//! median of a few runs; asserts nothing.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_engine::Engine;
use landbridge_engine::data::find_data;
use landbridge_engine::skim::{SkimObjective, SkimRequest};
use landbridge_model::Cargo;
use std::time::Instant;

const RUNS: usize = 5;

/// Scenarios that are made and asked: new lines, a line opened, borders, closures.
const SCENARIOS: [&str; 4] = ["rail-baltica", "china-kyrgyzstan-uzbekistan-railway", "fast-borders", "suez-closed"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::open(&find_data()?)?;
    let start = Instant::now();
    engine.topology();
    engine.gazetteer()?;
    println!("hierarchy and names, once: {:.2} s", start.elapsed().as_secs_f64());
    for cities in [1000, 2000] {
        for objective in SkimObjective::ALL {
            let list = format!("cities:{cities}");
            let request = request(&list, objective)?;
            let mut seconds = Vec::new();
            let mut found = (0, 0);
            for _ in 0..RUNS {
                let start = Instant::now();
                let answer = engine.skim(&request, &|_, _| ())?;
                seconds.push(start.elapsed().as_secs_f64());
                found = answer.skim.connected();
            }
            seconds.sort_by(f64::total_cmp);
            println!(
                "{cities} × {cities} by {}: fastest {:.2} s, median {:.2} s; {} of {} pairs have a way",
                objective.as_str(),
                seconds[0],
                seconds[RUNS / 2],
                found.0,
                found.1
            );
        }
    }
    let request = request("cities:1000", SkimObjective::Generalised)?;
    for id in SCENARIOS {
        let scenario = [engine.scenario(id)?];
        let mut seconds = Vec::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            engine.with_scenarios(&scenario)?.skim(&request, &|_, _| ())?;
            seconds.push(start.elapsed().as_secs_f64());
        }
        seconds.sort_by(f64::total_cmp);
        println!("{id} made and 1000 × 1000 on its network: fastest {:.2} s, median {:.2} s", seconds[0], seconds[RUNS / 2]);
    }
    Ok(())
}

fn request(list: &str, objective: SkimObjective) -> Result<SkimRequest, String> {
    Ok(SkimRequest {
        origins: list.to_owned(),
        destinations: list.to_owned(),
        objective,
        cargo: Cargo::parse("teu:1")?,
        year: None,
        modes: None,
        avoid: Vec::new(),
        set: Vec::new(),
    })
}

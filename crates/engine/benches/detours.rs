//! With Suez closed: how far ships go, beside published distances. Prints each
//! pair and the errors; asserts nothing. Ships are too large for Panama, as
//! those of the published figures are.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_engine::Engine;
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::data::find_data;
use landbridge_engine::route::Request;
use landbridge_formats::table::Table;
use landbridge_model::{Cargo, Findings};

const KM_PER_NM: f64 = 1.852;

fn nm(engine: &Engine, from: &str, to: &str, avoid: Vec<String>) -> Result<(f64, Vec<String>), Box<dyn std::error::Error>> {
    let request = Request {
        places: vec![from.to_owned(), to.to_owned()],
        cargo: Cargo::parse("teu:1")?,
        year: None,
        modes: Some(parse_modes("sea")?),
        avoid,
        no_access: false,
        set: Vec::new(),
    };
    let way = engine.route(&request)?.itineraries.remove(0);
    let passages = way.legs.iter().flat_map(|l| l.passages.clone()).collect();
    Ok((way.totals.km / KM_PER_NM, passages))
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = find_data()?;
    let engine = Engine::open(&folder)?;
    let mut findings = Findings::default();
    let text = std::fs::read_to_string(folder.join("evidence/sea_detours.csv"))?;
    let columns = ["origin", "destination", "from", "to", "nm_suez", "nm_cape", "confidence"];
    let table = Table::read("sea_detours.csv", &text, &columns, &mut findings)?;
    let too_large: Vec<String> = engine.too_small_for(&engine.ship("ultra-large")?)?.into_iter().map(|c| c.0).collect();
    println!("{:<26} {:>15} {:>15} {:>23}  published", "nautical miles", "Suez", "closed", "detour");
    let mut errors: [Vec<f64>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    let mut seen = Vec::new();
    for row in table.rows() {
        let (Some(suez), Some(cape)) = (row.required("nm_suez", &mut findings), row.required("nm_cape", &mut findings)) else { continue };
        let (open, _) = nm(&engine, row.text("origin"), row.text("destination"), too_large.clone())?;
        let avoid = too_large.iter().cloned().chain(["passage:suez".to_owned()]).collect();
        let (closed, passages) = nm(&engine, row.text("origin"), row.text("destination"), avoid)?;
        let error = |own: f64, published: f64| 100.0 * (own / published - 1.0);
        let all = [error(open, suez), error(closed, cape), error(closed - open, cape - suez)];
        errors.iter_mut().zip(all).for_each(|(list, e)| list.push(e.abs()));
        if row.text("confidence") == "seen" {
            seen.push(all[2].abs());
        }
        let round = if passages.iter().any(|p| p.contains("Good Hope")) { "" } else { " not by the Cape" };
        println!(
            "{:<26} {open:>6.0} ({:>6.0}) {closed:>6.0} ({:>6.0}) {:>6.0} ({:>6.0}) {:>+6.1} %  {}{round}",
            format!("{} – {}", row.text("from"), row.text("to")),
            suez,
            cape,
            closed - open,
            cape - suez,
            all[2],
            row.text("confidence")
        );
    }
    let [suez, cape, detour] = &mut errors;
    println!(
        "{} pairs, published in brackets; median error: by Suez {:.1} %, closed {:.1} %, detour {:.1} %; detour of the {} read in a source {:.1} %",
        detour.len(),
        median(suez),
        median(cape),
        median(detour),
        seen.len(),
        median(&mut seen)
    );
    findings.0.iter().for_each(|f| println!("{f}"));
    Ok(())
}

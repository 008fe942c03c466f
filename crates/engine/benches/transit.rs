//! Published transit times beside the model's, none of which is an input.
//!
//! `cargo bench -p landbridge-engine --bench transit` prints every row of
//! `data/evidence/transit_times.csv`, and the median error. Left out by rule,
//! whatever the model says of them: rows that say the same as a service of the
//! feed, records, and years of the pandemic and its congestion (2020–2022).
//! Asserts nothing: a figure that the model gets wrong is shown wrong.

#![expect(clippy::panic, clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_engine::plan::{PlanAnswer, PlanOption, PlanRequest};
use landbridge_engine::{Engine, EngineError, data};
use landbridge_formats::table::{Row, Table};
use landbridge_model::Findings;

fn request(row: &Row<'_>) -> PlanRequest {
    let year: String = row.text("year").chars().take(4).collect();
    let list = |column: &str| row.text(column).split(';').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let modes = list("modes");
    let passage = |word: &str| word.contains("Canal") || word.contains("Cape of");
    let cape = list("via").iter().any(|v| v.contains("Cape"));
    // By one mode a load goes the way of the network or of its service; where
    // modes change, the table says where.
    let via = list("via").into_iter().filter(|v| !passage(v) && modes.len() > 1).collect();
    let avoid = list("avoid").into_iter().map(|a| if a.contains("Suez") { "passage:suez".to_owned() } else { format!("country:{a}") });
    PlanRequest {
        from: format!("{},{}", row.text("from_lat"), row.text("from_lon")),
        to: format!("{},{}", row.text("to_lat"), row.text("to_lon")),
        depart: format!("{year}-06-03"),
        via,
        avoid: avoid.collect(),
        modes: Some(modes.join(",")),
        with: if cape { vec!["cape".to_owned()] } else { Vec::new() },
        ..PlanRequest::default()
    }
}

/// Days of the fastest option that uses all modes of the row: from door to door,
/// or between the departure of the first main leg and the arrival of the last.
fn days(answer: &PlanAnswer, row: &Row<'_>) -> Option<(f64, PlanOption)> {
    let asked: Vec<&str> = row.text("modes").split(';').map(str::trim).filter(|m| *m != "road").collect();
    let of = |o: &PlanOption| -> f64 {
        let is_main = |i: &usize| o.stages[*i].what == "run" && (o.stages[*i].at != "road" || asked.is_empty());
        let main: Vec<usize> = (0..o.stages.len()).filter(is_main).collect();
        let (Some(&first), Some(&last)) = (main.first(), main.last()) else { return o.days_p50 };
        if row.text("what").starts_with("door") {
            return o.days_p50;
        }
        // Borders and yards of the last main leg belong to it.
        let more = o.stages[last + 1..].iter().take_while(|s| ["borders", "yards"].contains(&s.what.as_str())).count();
        let start = first.checked_sub(1).map_or(0.0, |i| o.stages[i].days.p50);
        o.stages[last + more].days.p50 - start
    };
    let uses = |o: &&PlanOption| asked.iter().all(|m| o.legs.iter().any(|l| l.mode.split('+').any(|own| own == *m)));
    answer.options.iter().filter(uses).map(|o| (of(o), o.clone())).min_by(|a, b| a.0.total_cmp(&b.0))
}

fn left_out(row: &Row<'_>) -> Option<&'static str> {
    let year: u32 = row.text("year").chars().take(4).collect::<String>().parse().unwrap_or(0);
    if row.text("same_as_service") == "yes" {
        Some("says what a service says")
    } else if row.text("statistic") == "record" {
        Some("a record")
    } else if (2020..=2022).contains(&year) {
        Some("pandemic and congestion")
    } else {
        None
    }
}

fn main() {
    let engine = data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}"));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/evidence/transit_times.csv");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut findings = Findings::default();
    let columns = ["id", "from", "to", "modes", "via", "avoid", "days", "statistic", "what", "year", "same_as_service"];
    let table = Table::read("transit_times.csv", &text, &columns, &mut findings).unwrap_or_else(|e| panic!("{e}"));
    let mut errors: Vec<(f64, &str)> = Vec::new();
    let mut out = 0;
    for row in table.rows() {
        let Some(published) = row.number("days", &mut findings) else { continue };
        if left_out(&row).is_some() {
            out += 1;
            continue;
        }
        let said: Result<(f64, PlanOption), EngineError> = engine
            .plan(&request(&row))
            .and_then(|answer| days(&answer, &row).ok_or_else(|| EngineError::none("no option uses all of its modes", "")));
        let name = format!(
            "{} {} → {} ({}, {}, {})",
            row.text("id"),
            row.text("from"),
            row.text("to"),
            row.text("modes"),
            row.text("what"),
            row.text("statistic")
        );
        match said {
            Ok((model, option)) => {
                let error = 100.0 * (model - published) / published;
                let way: Vec<String> =
                    option.legs.iter().map(|l| format!("{} {}", l.mode, if l.service.is_empty() { "–" } else { &l.service })).collect();
                println!("{name}: published {published}, model {model:.1} days, {error:+.0} %; {}", way.join(", "));
                errors.push((error, row.text("statistic")));
            }
            Err(e) => println!("{name}: published {published}, not computable: {e}"),
        }
    }
    for finding in &findings.0 {
        println!("{finding}");
    }
    let median = |of: &dyn Fn(&str) -> bool| {
        let mut all: Vec<f64> = errors.iter().filter(|e| of(e.1)).map(|e| e.0.abs()).collect();
        all.sort_by(f64::total_cmp);
        (all.len(), all.get(all.len() / 2).copied().unwrap_or(f64::INFINITY))
    };
    let (count, all) = median(&|_| true);
    let (means, of_means) = median(&|s| s == "mean" || s == "median");
    let mut signed: Vec<f64> = errors.iter().map(|e| e.0).collect();
    signed.sort_by(f64::total_cmp);
    println!(
        "{count} rows, median absolute error {all:.1} %, of {means} means and medians {of_means:.1} %; median error {:+.1} %; {out} rows left out by rule",
        signed[count / 2]
    );
}

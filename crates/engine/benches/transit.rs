//! Published transit times beside the model's, none of which is an input.
//!
//! `cargo bench -p landbridge-engine --bench transit` prints every row of
//! `data/evidence/transit_times.csv`, then every question (the same ends, modes,
//! way and extent) with the median of what was published on it, and the median
//! error over the questions. Where figures of several years answer a question,
//! those of the last five of them count, since the network is that of today.
//!
//! A scheduled time is that of the fastest service, so the model's fastest
//! option is set beside it. Means, medians and what is announced to customers
//! tell what cargo usually takes: beside them stand the days within which half
//! of the TEU offered between the two places is there, where services go by the
//! asked modes and way, else the option of the least price and value of time
//! together. Left out, whatever the
//! model says of them: what says the same as a service of the feed, records,
//! bounds, plans, computed times, figures that were not read in a source, and
//! the years of the pandemic and its congestion (2020–2022). Asserts nothing: a
//! figure that the model gets wrong is shown wrong.

#![expect(clippy::panic, clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_engine::constraint::parse_modes;
use landbridge_engine::plan::{PlanAnswer, PlanOption, PlanRequest, ServiceQuery};
use landbridge_engine::{Engine, EngineError, data};
use landbridge_formats::table::{Row, Table};
use landbridge_model::{Cargo, Findings};
use std::collections::BTreeMap;

fn request(row: &Row<'_>) -> PlanRequest {
    let year: String = row.text("year").chars().take(4).collect();
    let list = |column: &str| row.text(column).split(';').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let mut modes = list("modes");
    // Where a time from door to door begins with road, road is the access.
    if row.text("what").starts_with("door") && modes.len() > 1 && modes.first().is_some_and(|m| m == "road") {
        modes.remove(0);
    }
    let passage = |word: &str| word.contains("Canal") || word.contains("Cape of");
    let cape = list("via").iter().any(|v| v.contains("Cape"));
    // By one mode a load goes the way of the network or of its service; where
    // modes change, the table says where.
    let via = list("via").into_iter().filter(|v| !passage(v) && modes.len() > 1).collect();
    let avoid = list("avoid").into_iter().map(|a| if a.contains("Suez") { "passage:suez".to_owned() } else { format!("country:{a}") });
    PlanRequest {
        scenarios: Vec::new(),
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

/// Days from door to door, or between the departure of the first main leg and
/// the arrival of the last; to a port, its release included.
fn days(option: &PlanOption, row: &Row<'_>) -> f64 {
    let asked = main_modes(row);
    let is_main = |i: &usize| option.stages[*i].what == "run" && (option.stages[*i].at != "road" || asked.is_empty());
    let main: Vec<usize> = (0..option.stages.len()).filter(is_main).collect();
    let (Some(&first), Some(&last)) = (main.first(), main.last()) else { return option.days_p50 };
    let what = row.text("what");
    // Borders and yards of the last main leg belong to it, and where the source
    // counts to the gate of the port its release.
    let belongs: &[&str] = if what == "door to port" { &["borders", "yards", "release"] } else { &["borders", "yards"] };
    let more = option.stages[last + 1..].iter().take_while(|s| belongs.contains(&s.what.as_str())).count();
    let end = option.stages[last + more].days.p50;
    match what {
        "door to door" => option.days_p50,
        "door to port" => end,
        _ => end - first.checked_sub(1).map_or(0.0, |i| option.stages[i].days.p50),
    }
}

fn main_modes<'a>(row: &Row<'a>) -> Vec<&'a str> {
    row.text("modes").split(';').map(str::trim).filter(|m| *m != "road").collect()
}

/// The option that answers a row, of those that use all of its modes.
fn option<'a>(answer: &'a PlanAnswer, row: &Row<'_>, usd_per_day: f64) -> Option<&'a PlanOption> {
    let asked = main_modes(row);
    let uses = |o: &&PlanOption| asked.iter().all(|m| o.legs.iter().any(|l| l.mode.split('+').any(|own| own == *m)));
    let all = answer.options.iter().filter(uses);
    if row.text("statistic") == "scheduled" {
        return all.min_by(|a, b| days(a, row).total_cmp(&days(b, row)));
    }
    let whole = |o: &PlanOption| o.usd + usd_per_day * o.days_p50;
    all.min_by(|a, b| whole(a).total_cmp(&whole(b)))
}

/// Days of what is usually taken where services go all the way, the rest of the
/// chain not asked for.
fn usual(engine: &Engine, row: &Row<'_>) -> Option<f64> {
    let request = request(row);
    let countries = request.avoid.iter().any(|a| a.starts_with("country:"));
    if row.text("statistic") == "scheduled" || row.text("what").starts_with("door") || countries {
        return None;
    }
    let query = ServiceQuery {
        near: Some(request.from),
        to: Some(request.to),
        via: request.via,
        on: Some(request.depart),
        modes: request.modes.as_deref().map(|m| parse_modes(m).unwrap_or_else(|e| panic!("{e}"))),
        scenario: Some(request.with.first().cloned().unwrap_or_default()),
    };
    engine.list_services(&query).unwrap_or_else(|e| panic!("{e}")).days_of_half_the_teu
}

fn year(row: &Row<'_>) -> u32 {
    row.text("year").chars().take(4).collect::<String>().parse().unwrap_or(0)
}

fn left_out(row: &Row<'_>) -> Option<&'static str> {
    let year = year(row);
    match row.text("statistic") {
        "mean" | "median" | "announced" | "scheduled" => {}
        "record" => return Some("records"),
        "bound" => return Some("bounds"),
        "plan" => return Some("plans"),
        "computed" => return Some("computed times"),
        _ => return Some("of unknown statistic"),
    }
    if row.text("same_as_service") == "yes" {
        Some("say what a service says")
    } else if row.text("confidence") != "seen" {
        Some("not read in a source")
    } else if (2020..=2022).contains(&year) {
        Some("pandemic and congestion")
    } else {
        None
    }
}

/// What a row asks; several rows can answer the same.
fn question(row: &Row<'_>) -> String {
    let timetable = if row.text("statistic") == "scheduled" { ", fastest" } else { "" };
    let way = [("via ", "via"), ("not ", "avoid")].map(|(word, column)| match row.text(column) {
        "" => String::new(),
        places => format!(" {word}{places}"),
    });
    format!("{} → {} ({}{}{}; {}{timetable})", row.text("from"), row.text("to"), row.text("modes"), way[0], way[1], row.text("what"))
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    match all.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => all[n / 2],
        n => 0.5 * (all[n / 2 - 1] + all[n / 2]),
    }
}

/// Years before the last figure on a question whose figures count as well.
const YEARS: u32 = 5;

/// What was published on a question, what the model says.
#[derive(Default)]
struct Answered {
    /// Year and days.
    published: Vec<(u32, f64)>,
    model: Vec<f64>,
    /// Whether a published figure is a mean or median.
    observed: bool,
    modes: String,
}

impl Answered {
    /// Published days that count, from the least.
    fn counted(&self) -> Vec<f64> {
        let last = self.published.iter().map(|p| p.0).max().unwrap_or(0);
        let mut all: Vec<f64> = self.published.iter().filter(|p| p.0 + YEARS > last).map(|p| p.1).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    fn error(&self) -> f64 {
        let published = median(self.counted());
        100.0 * (median(self.model.clone()) - published) / published
    }
}

fn main() {
    let engine = data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}"));
    let usd_per_day = engine.usd_per_day(&Cargo::default()).unwrap_or_else(|e| panic!("{e}"));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/evidence/transit_times.csv");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut findings = Findings::default();
    let columns = ["id", "from", "to", "modes", "via", "avoid", "days", "statistic", "what", "year", "confidence", "same_as_service"];
    let table = Table::read("transit_times.csv", &text, &columns, &mut findings).unwrap_or_else(|e| panic!("{e}"));
    let mut all: BTreeMap<String, Answered> = BTreeMap::new();
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut rows, mut none) = (0, 0);
    for row in table.rows() {
        let Some(published) = row.number("days", &mut findings) else { continue };
        if let Some(why) = left_out(&row) {
            *out.entry(why).or_default() += 1;
            continue;
        }
        rows += 1;
        let of = |o: &PlanOption| {
            let legs = o.legs.iter().map(|l| format!("{} {}", l.mode, if l.service.is_empty() { "–" } else { &l.service }));
            (days(o, &row), legs.collect::<Vec<_>>().join(", "))
        };
        let planned = || {
            let none = || EngineError::none("no option uses all of its modes", "");
            engine.plan(&request(&row)).and_then(|answer| option(&answer, &row, usd_per_day).map(of).ok_or_else(none))
        };
        let said = usual(&engine, &row).map_or_else(planned, |days| Ok((days, "half of the TEU offered".to_owned())));
        let name = format!("{} {}, {}", row.text("id"), question(&row), row.text("statistic"));
        match said {
            Ok((model, way)) => {
                let error = 100.0 * (model - published) / published;
                println!("{name}: published {published}, model {model:.1} days, {error:+.0} %; {way}");
                let answered = all.entry(question(&row)).or_default();
                row.text("modes").clone_into(&mut answered.modes);
                answered.published.push((year(&row), published));
                answered.model.push(model);
                answered.observed |= ["mean", "median"].contains(&row.text("statistic"));
            }
            Err(e) => {
                none += 1;
                println!("{name}: published {published}, not computable: {e}");
            }
        }
    }
    for finding in &findings.0 {
        println!("{finding}");
    }
    println!();
    for (question, a) in &all {
        let list: Vec<String> = a.counted().iter().map(ToString::to_string).collect();
        println!("{:+4.0} %  {question}: published {}, model {:.1}", a.error(), list.join(" | "), median(a.model.clone()));
    }
    println!();
    for (why, count) in &out {
        println!("left out by rule: {count} rows {why}");
    }
    println!("{rows} rows, {none} of them not computable");
    let of = |keep: &dyn Fn(&Answered) -> bool| -> Vec<f64> { all.values().filter(|a| keep(a)).map(Answered::error).collect() };
    let groups: [(&str, Vec<f64>); 5] = [
        ("all questions", of(&|_| true)),
        ("with a mean or median", of(&|a| a.observed)),
        ("by sea alone", of(&|a| a.modes == "sea")),
        ("by rail alone", of(&|a| a.modes == "rail")),
        ("by road alone", of(&|a| a.modes == "road")),
    ];
    for (name, errors) in groups {
        let absolute: Vec<f64> = errors.iter().map(|e| e.abs()).collect();
        println!("{name}: {}, median absolute error {:.1} %, median error {:+.1} %", errors.len(), median(absolute), median(errors));
    }
}

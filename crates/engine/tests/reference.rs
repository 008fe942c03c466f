//! Lengths and connections of the shipped world beside reference data.
//!
//! Needs `LANDBRIDGE_REFERENCE` for the reference table of official lengths;
//! without it the tests that use it are reported as ignored, by name. The list
//! in `data/network/check_lengths.csv` needs no folder.

#![expect(
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test harness: it prints what it measured and fails loudly"
)]

#[path = "reference/gauge.rs"]
mod gauge;
#[path = "reference/ledger.rs"]
mod ledger;

use landbridge_engine::itinerary::Itinerary;
use landbridge_engine::route::{Answer, Request};
use landbridge_engine::{Engine, EngineError, data};
use landbridge_formats::table::Table;
use landbridge_model::{Cargo, CargoKind, Findings, ModeSet};
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use std::sync::OnceLock;

/// Bounds that the shipped world keeps, in per cent. They guard what has been
/// reached; the target is a median of 1.5 and none above 5.
const MEDIAN: f64 = 1.0;
const WITHIN_FIVE: usize = 31;
const HELD_OUT_MEDIAN: f64 = 1.0;
const HELD_OUT_WITHIN_FIVE: usize = 195;

/// A chain this many times as long as the straight lines between its places
/// goes round a gap of the network.
const DETOUR: f64 = 2.0;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}: {}", e.hint)))
}

fn route(places: &[&str], modes: &str, no_access: bool, kind: CargoKind) -> Result<Answer, EngineError> {
    engine().route(&Request {
        places: places.iter().map(|p| (*p).to_owned()).collect(),
        cargo: Cargo { kind, ..Cargo::default() },
        year: None,
        modes: Some(landbridge_engine::constraint::parse_modes(modes).unwrap_or(ModeSet::NONE)),
        avoid: Vec::new(),
        no_access,
        set: Vec::new(),
    })
}

/// Shortest of the three chains.
fn shortest(answer: &Answer) -> Option<&Itinerary> {
    answer.itineraries.iter().min_by(|a, b| a.totals.km.total_cmp(&b.totals.km))
}

fn km(answer: &Answer) -> f64 {
    shortest(answer).map_or(f64::INFINITY, |i| i.totals.km)
}

/// A line with more than this share supplied by the curated tables has no
/// length of its own without them.
const SUPPLIED: f64 = 0.1;

/// Errors of one line in per cent.
struct LineError {
    mode: String,
    error: f64,
    /// Without any line's own official length; `None` where the map lacks the
    /// line.
    withheld: Option<f64>,
}

/// One of the errors of a line.
type Error = fn(&LineError) -> Option<f64>;

/// Errors of the lines of a table, in the table's order.
struct Measured {
    name: &'static str,
    errors: Vec<LineError>,
}

impl Measured {
    /// Routes every line of the table through its points and prints what came out.
    fn of(name: &'static str, text: &str) -> Result<Self, Failed> {
        let mut findings = Findings::default();
        let table = Table::read(name, text, &["mode", "line", "points", "official_km"], &mut findings)?;
        let mut errors = Vec::new();
        for row in table.rows() {
            let points: Vec<String> = row.text("points").split(';').map(|p| p.trim().replacen(' ', ",", 1)).collect();
            let places: Vec<&str> = points.iter().map(String::as_str).collect();
            let mode = row.text("mode");
            let kind = if mode == "rail-passenger" { CargoKind::Passengers } else { CargoKind::Teu };
            let official = row.required("official_km", &mut findings).ok_or("no length")?;
            let answer = route(&places, mode, true, kind).ok();
            let percent = |km: f64| 100.0 * (km / official - 1.0);
            let way = answer.as_ref().and_then(shortest);
            let found = way.map_or(f64::NAN, |i| i.totals.km);
            let withheld = way.filter(|i| i.basis.km_supplied <= SUPPLIED).map(|i| percent(i.basis.withheld_km));
            let shown = withheld.map_or("       -".to_owned(), |w| format!("{w:+7.2} %"));
            println!("{:+7.2} %  {shown:>9} withheld  {found:8.0} of {official:8.0} km  {mode}: {}", percent(found), row.text("line"));
            let error = way.map_or(f64::INFINITY, |i| percent(i.totals.km).abs());
            errors.push(LineError { mode: mode.to_owned(), error, withheld: withheld.map(f64::abs) });
        }
        Ok(Self { name, errors })
    }

    /// Median, how many are within 5 %, and how many there are; of one mode or of all.
    fn summary(&self, mode: Option<&str>, error: Error) -> (f64, usize, usize) {
        let mut errors: Vec<f64> = self.errors.iter().filter(|e| mode.is_none_or(|m| e.mode == m)).filter_map(error).collect();
        errors.sort_by(f64::total_cmp);
        let median = errors.get(errors.len() / 2).copied().unwrap_or(f64::INFINITY);
        (median, errors.iter().filter(|e| **e <= 5.0).count(), errors.len())
    }

    /// Prints the summaries and fails where they are worse than the bounds.
    fn guard(&self, median_bound: f64, within_bound: usize) -> Result<(), Failed> {
        let modes: std::collections::BTreeSet<&str> = self.errors.iter().map(|e| e.mode.as_str()).collect();
        let kinds: [(&str, Error); 2] = [("", |e| Some(e.error)), (", own lengths withheld", |e| e.withheld)];
        for (mode, (what, error)) in modes.into_iter().map(Some).chain([None]).flat_map(|m| kinds.map(|k| (m, k))) {
            let (median, within, all) = self.summary(mode, error);
            if all == 0 {
                continue;
            }
            println!("{}, {}{what}: median {median:.2} %, {within} of {all} within 5 %", self.name, mode.unwrap_or("all"));
        }
        let (median, within, _) = self.summary(None, kinds[0].1);
        if median > median_bound || within < within_bound {
            return Err(format!("{}: median {median:.2} %, {within} within 5 %", self.name).into());
        }
        Ok(())
    }
}

fn line_lengths() -> Result<(), Failed> {
    let path = landbridge_testkit::reference("data/network/line_lengths.csv").ok_or("the reference data is not there")?;
    Measured::of("line_lengths.csv", &std::fs::read_to_string(path)?)?.guard(MEDIAN, WITHIN_FIVE)
}

/// The repository's own list of official lengths, which the build of the
/// network does not read.
fn held_out_lines() -> Result<(), Failed> {
    let text = include_str!("../../../data/network/check_lengths.csv");
    Measured::of("check_lengths.csv", text)?.guard(HELD_OUT_MEDIAN, HELD_OUT_WITHIN_FIVE)
}

fn connected(modes: &str, from: &str, via: &[&str], to: &str) -> Result<(), Failed> {
    let places: Vec<&str> = std::iter::once(from).chain(via.iter().copied()).chain([to]).collect();
    match route(&places, modes, false, CargoKind::Teu) {
        Ok(answer) => {
            let allowed = |mode: &str| mode == "access" || modes.split(',').any(|m| m == mode);
            if let Some(leg) = answer.itineraries.iter().flat_map(|i| &i.legs).find(|l| !allowed(&l.mode)) {
                return Err(format!("goes by {} from {} to {}, which was not asked for", leg.mode, leg.from, leg.to).into());
            }
            let points: Result<Vec<_>, _> = places.iter().map(|p| engine().resolve(p)).collect();
            let straight: f64 = points.map_err(|e| e.to_string())?.windows(2).map(|w| w[0].position.km_to(w[1].position)).sum();
            println!("{from} – {to}: {:.0} km, {straight:.0} in straight lines", km(&answer));
            if km(&answer) > DETOUR * straight {
                return Err(format!("{:.0} km are a detour", km(&answer)).into());
            }
            Ok(())
        }
        Err(e) => Err(format!("{e}; {}", e.hint).into()),
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let reference = match landbridge_testkit::reference_folder() {
        Ok(folder) => folder.is_some(),
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::FAILURE;
        }
    };
    let mut trials = vec![
        Trial::test("line_lengths", line_lengths).with_ignored_flag(!reference),
        Trial::test("held_out_lines", held_out_lines),
        Trial::test("numbers_of_the_report", || ledger::conformance(engine())).with_ignored_flag(!reference),
        Trial::test("rail_gauge_by_country", || gauge::conformance(engine())).with_ignored_flag(!reference),
    ];
    let pairs: [(&str, &str, &[&str], &str); 18] = [
        ("rail", "Xi'an", &[], "Duisburg"),
        ("rail", "Xi'an", &[], "Madrid"),
        ("rail", "Xi'an", &[], "Istanbul"),
        ("rail", "Xi'an", &[], "Tehran"),
        ("rail", "Xi'an", &[], "Hanoi"),
        ("rail", "Xi'an", &[], "Vientiane"),
        ("rail", "Xi'an", &[], "1.437,103.770"),
        ("rail", "Xi'an", &[], "Almaty"),
        ("rail", "Xi'an", &[], "Tashkent"),
        ("rail", "Xi'an", &[], "Aktau"),
        ("rail", "Karachi", &[], "Peshawar"),
        ("rail", "Mombasa", &[], "Nairobi"),
        ("rail", "Dar es Salaam", &["Kapiri Mposhi"], "Lobito"),
        ("rail,sea,ferry", "Baku", &["Poti"], "Istanbul"),
        ("rail", "Khorgos", &["Altynkol"], "Almaty"),
        ("rail", "Tbilisi", &["Akhalkalaki"], "Kars"),
        ("rail", "Alat", &["Tbilisi"], "Istanbul"),
        ("rail,ferry", "Aktau", &["Alat"], "Kars"),
    ];
    for (modes, from, via, to) in pairs {
        trials.push(Trial::test(format!("{modes} from {from} to {to}"), move || connected(modes, from, via, to)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

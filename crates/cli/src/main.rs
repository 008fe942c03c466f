//! The command `landbridge`.

mod args;
mod assess;
mod compare;
mod corridor;
mod criticality;
mod evidence;
mod integrity;
mod opener;
mod output;
mod plan;
mod portfolio;
mod profile;
mod scenario;
mod screen;
mod serve;
mod services;
mod skim;
mod sweep;
mod table;

use args::{Cli, Command, Format, RouteArgs};
use clap::Parser;
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::route::Request;
use landbridge_engine::{Engine, EngineError, geojson};
use landbridge_model::Cargo;
use std::io::Write;
use std::process::ExitCode;

/// Exit statuses: done, no result, bad input or failure.
const NO_RESULT: u8 = 1;
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = run(&cli);
    let (text, notes) = match result {
        Ok(done) => done,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {}", error.message);
            if !error.hint.is_empty() {
                let _ = writeln!(std::io::stderr(), "hint: {}", error.hint);
            }
            return ExitCode::from(if error.no_result { NO_RESULT } else { BAD_INPUT });
        }
    };
    for note in notes {
        let _ = writeln!(std::io::stderr(), "note: {note}");
    }
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        // Somebody closed the pipe: they have read enough.
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(e) => {
            let _ = writeln!(std::io::stderr(), "error: the answer cannot be written: {e}\nhint: make room, or choose another place");
            ExitCode::from(BAD_INPUT)
        }
    }
}

fn run(cli: &Cli) -> Result<(String, Vec<String>), EngineError> {
    let opener = &opener::Opener { over: cli.over.clone() };
    match &cli.command {
        Command::Route(args) => {
            let mut request = request(args)?;
            let engine = opener.open(&[], &args.scenarios.scenarios)?;
            let why = args.ship.close(&engine, &mut request.avoid)?;
            let mut answer = engine.route(&request)?;
            answer.notes.extend(why);
            let text = match args.format {
                Format::Table => table::answer(&answer, &request),
                Format::Json => output::json(&answer)?,
                Format::Geojson => output::json(&geojson::route(&answer))?,
                Format::Csv => output::csv(&answer),
            };
            Ok((text, answer.notes))
        }
        Command::Plan(args) => plan::run(opener, args),
        Command::Corridors(args) => corridor::run(opener, args),
        Command::Profile(args) => profile::run(opener, args),
        Command::Skim(args) => Ok((String::new(), skim::run(opener, args)?)),
        Command::Compare(args) => compare::run(opener, args),
        Command::Criticality(args) => criticality::run(opener, args),
        Command::Sweep(args) => sweep::run(opener, args),
        Command::Scenarios { json } => scenario::run(opener, *json),
        Command::Evidence(args) => evidence::run(opener, args),
        Command::Integrity(args) => integrity::run(opener, args),
        Command::Portfolio(args) => portfolio::run(opener, args),
        Command::Serve(args) => serve::run(opener, args),
        Command::Services(args) => services::run(opener, args),
        Command::Explain { name, json } => {
            let facts = opener.open(&[], &[])?.explain(name)?;
            Ok((if *json { output::json(&facts)? } else { table::facts(&facts) }, Vec::new()))
        }
        Command::Parameters { json } => {
            let set = opener.open(&[], &[])?.parameters;
            let all: std::collections::BTreeMap<&str, _> = set.iter().collect();
            Ok((if *json { output::json(&all)? } else { table::parameters(&set) }, Vec::new()))
        }
    }
}

fn request(args: &RouteArgs) -> Result<Request, EngineError> {
    let (cargo, set) = (args.run.cargo()?, settings(&args.run.set)?);
    let modes = args.modes.as_deref().map(parse_modes).transpose()?;
    let mut places = vec![args.from.clone()];
    places.extend(args.via.iter().cloned());
    places.push(args.to.clone());
    Ok(Request { places, cargo, year: args.run.year, modes, avoid: args.avoid.clone(), no_access: args.no_access, set })
}

/// What moves, by `--cargo` and `--value`.
pub(crate) fn cargo(text: &str, value_usd: Option<&str>) -> Result<Cargo, EngineError> {
    let cargo = Cargo::parse(text)
        .map_err(|e| EngineError::input(e, "write --cargo teu:2, reefer:1, bulk:5000, liquid:100000 or passengers:300"))?;
    cargo.worth(value_usd.map(value).transpose()?).map_err(|e| EngineError::input(e, "write --value usd:90000"))
}

impl args::Run {
    /// What moves.
    pub(crate) fn cargo(&self) -> Result<Cargo, EngineError> {
        cargo(&self.cargo, self.value.as_deref())
    }
}

impl args::ShipArg {
    /// Closes what the ship does not fit through; why, for people.
    pub(crate) fn close(&self, engine: &Engine, avoid: &mut Vec<String>) -> Result<Vec<String>, EngineError> {
        let Some(ship) = &self.ship else { return Ok(Vec::new()) };
        let (closed, why): (Vec<_>, Vec<_>) = engine.too_small_for(&engine.ship(ship)?)?.into_iter().unzip();
        avoid.extend(closed);
        Ok(why)
    }
}

/// All of `--set`.
pub(crate) fn settings(all: &[String]) -> Result<Vec<(String, f64)>, EngineError> {
    all.iter().map(|s| setting(s)).collect()
}

pub(crate) fn value(text: &str) -> Result<f64, EngineError> {
    let fail = || EngineError::input(format!("--value '{text}' is not understood"), "write --value usd:90000");
    let digits = text.strip_prefix("usd:").or_else(|| text.strip_prefix("USD:")).unwrap_or(text);
    digits.parse::<f64>().ok().filter(|v| v.is_finite() && *v >= 0.0).ok_or_else(fail)
}

fn setting(text: &str) -> Result<(String, f64), EngineError> {
    let fail =
        || EngineError::input(format!("--set '{text}' is not understood"), "write --set name=value, for example --set road.speed_kmh=70");
    let (name, value) = text.split_once('=').ok_or_else(fail)?;
    Ok((name.trim().to_owned(), value.trim().parse().map_err(|_| fail())?))
}

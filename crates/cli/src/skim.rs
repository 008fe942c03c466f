//! The command `skim`.

use crate::args::{Matrix, SkimArgs, SkimFormat, SkimObjectiveWord};
use crate::opener::Opener;
use crate::output::counted;
use crate::settings;
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::route::Objective;
use landbridge_engine::scenario::with;
use landbridge_engine::skim::{SkimAnswer, SkimObjective, SkimRequest};
use landbridge_engine::{Engine, EngineError};
use landbridge_formats::skim::csv;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// Runs `skim`: writes the matrix itself, since it may be far larger than what
/// people read; returns what is said about it.
pub(crate) fn run(opener: &Opener, args: &SkimArgs) -> Result<Vec<String>, EngineError> {
    let format = form(args)?;
    let engine = opener.open(&[], &args.scenarios.scenarios)?;
    let (request, why) = args.matrix.request(&engine, &args.origins)?;
    let start = Instant::now();
    let answer = engine.skim(&request, &counted("rows"))?;
    let seconds = start.elapsed().as_secs_f64();
    write(&answer, format, args.out.as_deref())?;
    let mut said = answer.notes.clone();
    said.extend(why);
    said.push(summary(&answer, seconds));
    Ok(said)
}

impl Matrix {
    /// The question of a matrix with these rows, and what people should know
    /// of its ship.
    pub(crate) fn request(&self, engine: &Engine, origins: &str) -> Result<(SkimRequest, Vec<String>), EngineError> {
        let mut avoid = self.avoid.clone();
        let why = self.ship.close(engine, &mut avoid)?;
        let request = SkimRequest {
            origins: origins.to_owned(),
            destinations: self.destinations.clone().unwrap_or_else(|| origins.to_owned()),
            objective: match self.objective {
                SkimObjectiveWord::Generalised => SkimObjective::Generalised,
                SkimObjectiveWord::Time => SkimObjective::One(Objective::Time),
                SkimObjectiveWord::Cost => SkimObjective::One(Objective::Cost),
                SkimObjectiveWord::Co2 => SkimObjective::One(Objective::Co2),
            },
            cargo: self.run.cargo()?,
            year: self.run.year,
            modes: self.modes.as_deref().map(parse_modes).transpose()?,
            avoid,
            set: settings(&self.run.set)?,
        };
        Ok((request, why))
    }
}

/// The form asked for, else that of the file's ending, else CSV.
fn form(args: &SkimArgs) -> Result<SkimFormat, EngineError> {
    let ending = args.out.as_deref().and_then(Path::extension).and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    let format = match (args.format, ending.as_str()) {
        (Some(format), _) => format,
        (None, "parquet") => SkimFormat::Parquet,
        (None, "omx") => SkimFormat::Omx,
        (None, "" | "csv") => SkimFormat::Csv,
        (None, other) => {
            let hint = "end it in .csv, .parquet or .omx, or say --format";
            return Err(EngineError::input(format!("'.{other}' is no form of a matrix"), hint));
        }
    };
    let known = match format {
        SkimFormat::Csv => true,
        SkimFormat::Parquet => cfg!(feature = "parquet"),
        SkimFormat::Omx => cfg!(feature = "omx"),
    };
    if !known {
        let word = if format == SkimFormat::Omx { "omx" } else { "parquet" };
        let hint = format!("build it with: cargo build --release --features {word}");
        return Err(EngineError::input(format!("this program was built without {word}"), hint));
    }
    if format != SkimFormat::Csv && args.out.is_none() {
        return Err(EngineError::input("this form needs a file to be written to", "name one with --out"));
    }
    Ok(format)
}

fn write(answer: &SkimAnswer, format: SkimFormat, out: Option<&Path>) -> Result<(), EngineError> {
    let Some(path) = out else {
        return match csv(&answer.skim, std::io::stdout().lock()) {
            Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(EngineError::input(e.to_string(), "")),
            _ => Ok(()),
        };
    };
    let fail = |e: &dyn std::fmt::Display| EngineError::input(format!("{}: {e}", path.display()), "choose another file");
    let mut file = File::create(path).map_err(|e| fail(&e))?;
    match format {
        SkimFormat::Csv => csv(&answer.skim, &mut file).map_err(|e| fail(&e))?,
        #[cfg(feature = "parquet")]
        SkimFormat::Parquet => landbridge_formats::skim::parquet::write(&answer.skim, &about(answer), &mut file).map_err(|e| fail(&e))?,
        #[cfg(feature = "omx")]
        SkimFormat::Omx => {
            let bytes = landbridge_formats::skim::omx::bytes(&answer.skim, &about(answer)).map_err(|e| fail(&e))?;
            file.write_all(&bytes).map_err(|e| fail(&e))?;
        }
        #[cfg(not(all(feature = "parquet", feature = "omx")))]
        _ => {}
    }
    file.flush().map_err(|e| fail(&e))
}

/// Where the figures come from, for the metadata of a file.
#[cfg(any(feature = "parquet", feature = "omx"))]
fn about(answer: &SkimAnswer) -> Vec<(String, String)> {
    let m = &answer.manifest;
    let set: Vec<String> = m.run.set.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let units = "hours; USD, kg CO2e for one unit of cargo; km";
    [
        ("landbridge", m.run.version.clone()),
        ("world", m.world.clone()),
        ("data", m.data.clone()),
        ("year", m.run.year.to_string()),
        ("cargo", m.run.cargo.clone()),
        ("objective", m.objective.clone()),
        ("usd_per_hour", m.usd_per_hour.to_string()),
        ("set", set.join(" ")),
        ("scenarios", m.run.scenarios.join(" ")),
        ("units", units.to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

fn summary(answer: &SkimAnswer, seconds: f64) -> String {
    let (skim, m) = (&answer.skim, &answer.manifest);
    let (found, all) = skim.connected();
    let mut hours: Vec<f64> = skim.cells.iter().flatten().map(|c| c.hours()).filter(|h| *h > 0.0).collect();
    hours.sort_by(f64::total_cmp);
    let days = |share: usize| hours.get(hours.len() * share / 10).map(|h| h / 24.0);
    let spread = match (days(1), days(5), days(9)) {
        (Some(one), Some(five), Some(nine)) => format!("; days {one:.1}, {five:.1} and {nine:.1} for one, five and nine of ten pairs"),
        _ => String::new(),
    };
    let worth = if m.objective == "generalised" { format!(", an hour worth {:.2} USD", m.usd_per_hour) } else { String::new() };
    format!(
        "{} × {} by {}{worth} · {} · network at the end of {}{}: {found} of {all} pairs have a way{spread}; {seconds:.2} s",
        skim.origins.len(),
        skim.destinations.len(),
        m.objective,
        m.run.cargo,
        m.run.year,
        with(&m.run.scenarios)
    )
}

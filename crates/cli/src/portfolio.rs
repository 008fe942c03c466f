//! The command `portfolio`.

mod convert;
mod green;
mod plan;
mod priority;
mod schema;
mod text;

use crate::args::TableFormat;
use crate::opener::Opener;
use crate::output;
use crate::plan::Done;
use clap::{Args, Subcommand, ValueEnum};
use landbridge_engine::EngineError;
use landbridge_engine::portfolio;
use landbridge_formats::oc4ids::Publisher;
use landbridge_model::{Findings, Severity, date};
use landbridge_portfolio::monitor::changes::changes;
use landbridge_portfolio::monitor::rollup::{By, rollup};
use landbridge_portfolio::monitor::standing::standing;
use landbridge_portfolio::monitor::warnings::warnings;
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::register::selection::Selection;
use landbridge_portfolio::register::words::word;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct PortfolioArgs {
    #[command(subcommand)]
    what: What,
    /// Register instead of the one that ships: a folder of records or of tables (with projects.csv), a workbook (.xlsx), a record, an OC4IDS package (.json) or an IATI file (.xml)
    #[arg(long, value_name = "PATH", global = true)]
    from: Option<PathBuf>,
    /// Day on which things are looked at; today by default
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    on: Option<String>,
}

#[derive(Subcommand)]
enum What {
    /// Records by step, country, sector, status or kind
    List(ListArgs),
    /// All that a record says, with its sources
    Show {
        /// Id of the record
        id: String,
        /// Form of the output
        #[arg(long, value_enum, default_value = "text")]
        format: ShowFormat,
    },
    /// What in the records cannot be, or is doubtful; the exit status is 2 on an error
    #[command(after_help = "Examples:
  landbridge portfolio check --from my-tables
  landbridge portfolio check --schema project-schema.json
  landbridge portfolio check --schema project-schema.json --from package.json")]
    Check {
        /// JSON Schema in a file: holds the OC4IDS package of the register against it, or the .json file named by --from as it stands
        #[arg(long, value_name = "FILE")]
        schema: Option<PathBuf>,
        /// Form of the output
        #[arg(long, value_enum, default_value = "table")]
        format: TableFormat,
    },
    /// Projects, money by currency and indicators, by step, country, sector, kind or status
    Rollup {
        /// What projects are grouped by
        #[arg(long, value_enum, default_value = "step")]
        by: Group,
        /// Form of the output
        #[arg(long, value_enum, default_value = "table")]
        format: TableFormat,
    },
    /// Indicators beside their targets
    Indicators(ListArgs),
    /// What asks for attention: late, dearer than planned, behind a target, due, silent
    Warnings {
        /// Form of the output
        #[arg(long, value_enum, default_value = "table")]
        format: TableFormat,
    },
    /// What happened since a day
    Changes {
        /// Day after which it happened
        #[arg(long, value_name = "YYYY-MM-DD")]
        since: String,
        /// Form of the output
        #[arg(long, value_enum, default_value = "table")]
        format: TableFormat,
    },
    /// Projects by criteria with weights, and how much the order depends on them
    #[command(after_help = "Examples:
  landbridge portfolio prioritise
  landbridge portfolio prioritise --sector rail --weight debt=2 --weight light=0
  landbridge sweep --format csv > access.csv; landbridge portfolio prioritise --scores access.csv")]
    Prioritise(priority::PrioritiseArgs),
    /// The best choice of projects within a budget, with what depends on what
    #[command(after_help = "Examples:
  landbridge portfolio select --budget 20000
  landbridge portfolio select --budget 20000 --count dollar --sector rail --rules mine.toml")]
    Select(priority::SelectArgs),
    /// Traffic light with its conditions and their evidence, and emissions avoided
    #[command(after_help = "Examples:
  landbridge portfolio green
  landbridge portfolio green karuma-hydropower-station")]
    Green(green::GreenArgs),
    /// Whether projects are small yet smart: four tests, each with its evidence
    Small(green::SmallArgs),
    /// When an action plan is ready, what decides it, and what can move
    Schedule(plan::ScheduleArgs),
    /// What may become of an action plan: simulated with its risks, and as past projects went
    #[command(after_help = "Examples:
  landbridge portfolio risk docs/examples/second-track.toml
  landbridge portfolio risk --class rail")]
    Risk(plan::RiskArgs),
    /// What projects cost in each country beside its product and debt
    Exposure(plan::ExposureArgs),
    /// The register in another form; what that form has no word for is kept within
    #[command(after_help = "Examples:
  landbridge portfolio convert --to oc4ids > package.json
  landbridge portfolio convert --from package.json --to toml --into records
  landbridge portfolio convert --from activities.xml --to oc4ids
  landbridge portfolio convert --to csv --into tables
  landbridge portfolio convert --from register.xlsx --to toml --into records")]
    Convert {
        /// Form to write
        #[arg(long, value_enum)]
        to: convert::To,
        /// Folder for records, one file each (toml), or for tables (csv); file for a workbook (xlsx)
        #[arg(long, value_name = "PATH")]
        into: Option<PathBuf>,
        /// Who publishes the package
        #[arg(long, default_value = "Landbridge")]
        publisher: String,
        /// Address of the package
        #[arg(long, default_value = "urn:landbridge:portfolio")]
        uri: String,
    },
    /// Empty tables to fill in, with a guide that says what each column holds
    #[command(after_help = "Examples:
  landbridge portfolio template --to csv --into tables
  landbridge portfolio template --to xlsx --into register.xlsx
  landbridge portfolio check --from register.xlsx")]
    Template {
        /// Form to write
        #[arg(long, value_enum)]
        to: convert::TablesTo,
        /// Folder for the tables (csv), or file for the workbook (xlsx)
        #[arg(long, value_name = "PATH")]
        into: PathBuf,
    },
}

#[derive(Args)]
struct ListArgs {
    /// Only this step, 1 to 8
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=8))]
    step: Option<u8>,
    /// Only what touches any of these countries, ISO 3166-1 alpha-2, as KZ,UZ
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = Selection::country)]
    country: Vec<String>,
    /// Only this sector, such as rail, road, port, digital or health
    #[arg(long)]
    sector: Option<String>,
    /// Only this status: identification, preparation, implementation, completion, operation, completed, ended, cancelled and others
    #[arg(long)]
    status: Option<String>,
    /// Only this kind: project, service, platform, alliance, programme, training, mechanism, strategy, principles, agreement or event
    #[arg(long)]
    kind: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    Text,
    Json,
    Toml,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    Step,
    Country,
    Sector,
    Kind,
    Status,
}

/// Runs `portfolio`.
pub(crate) fn run(opener: &Opener, args: &PortfolioArgs) -> Done {
    match &args.what {
        What::Template { to, into } => return convert::template(*to, into),
        What::Check { format, schema: Some(schema) } => return schema::check(opener, schema, args.from.as_deref(), *format),
        _ => {}
    }
    let engine = opener.open(&[], &[])?;
    let (register, findings) = match &args.from {
        Some(path) => portfolio::read(path)?,
        None => {
            let register = engine.register()?;
            let findings = register.check();
            (register, findings)
        }
    };
    let errors = findings.count(Severity::Error);
    let of_register = match args.what {
        What::Check { .. } => errors == 0,
        What::Schedule(_) | What::Risk(_) => false,
        _ => true,
    };
    if let (Some(path), true) = (&args.from, of_register && register.projects.is_empty()) {
        let empty = EngineError::none(
            format!("{} holds no record", path.display()),
            "name a folder of records or of tables (with projects.csv), a workbook, a record, an OC4IDS package or an IATI file",
        );
        return Err(EngineError::of_findings(&findings).unwrap_or(empty));
    }
    let today = day(args.on.as_deref())?;
    let mut notes = Vec::new();
    if errors > 0 && !matches!(args.what, What::Check { .. }) {
        notes.push(format!("{errors} errors in the records: `landbridge portfolio check` names them"));
    }
    let told = |(text, more): (String, Vec<String>), notes: &mut Vec<String>| {
        notes.extend(more);
        text
    };
    let text = match &args.what {
        What::Prioritise(args) => told(priority::prioritise(&engine, &register, args, today)?, &mut notes),
        What::Select(args) => told(priority::select(&engine, &register, args, today)?, &mut notes),
        What::Green(args) => told(green::green(&engine, &register, args, today)?, &mut notes),
        What::Small(args) => told(green::small(&engine, &register, args, today)?, &mut notes),
        What::Schedule(args) => told(plan::schedule(args, today)?, &mut notes),
        What::Risk(args) => told(plan::risk(&engine, args, today)?, &mut notes),
        What::Exposure(args) => told(plan::exposure(&engine, &register, args)?, &mut notes),
        What::List(list) => {
            let chosen = chosen(&register, list)?;
            form(list.format, &chosen, || text::list(&chosen), || text::list_csv(&chosen))?
        }
        What::Show { id, format } => show(&register, id, *format, today)?,
        What::Check { format, .. } => {
            let text = checked(&findings, *format)?;
            notes.push(format!("records read: {}", register.projects.len()));
            text
        }
        What::Rollup { by, format } => {
            let groups = rollup(&register, by.by(), &engine.economy()?.prices, today);
            notes.push(
                "a project under several countries or steps is counted in each; amounts by currency are in prices as given".to_owned(),
            );
            if groups.iter().any(|g| g.year_assumed > 0) {
                notes.push(text::ASSUMED.to_owned());
            }
            form(*format, &groups, || text::rollup(&groups), || text::rollup_csv(&groups))?
        }
        What::Indicators(list) => {
            let chosen = chosen(&register, list)?;
            let all: Vec<_> = chosen.iter().flat_map(|p| p.indicator.iter().map(|i| standing(&p.id, i, today))).collect();
            form(list.format, &all, || text::indicators(&all), || text::indicators_csv(&all))?
        }
        What::Warnings { format } => {
            let settings = engine.monitor_settings()?;
            let all = warnings(&register, &settings, today);
            notes.push("a warning says what the records say: a silent project may be well, and its records out of date".to_owned());
            form(*format, &all, || text::warnings(&all), || text::warnings_csv(&all))?
        }
        What::Changes { since, format } => {
            let all = changes(&register, day(Some(since))?, today);
            form(*format, &all, || text::changes(&all), || text::changes_csv(&all))?
        }
        What::Convert { to, into, publisher, uri } => {
            let moment = format!("{}T00:00:00Z", date::text(today).unwrap_or_default());
            let told = findings.0.iter().filter(|f| f.severity >= Severity::Warning);
            notes.extend(told.take(20).map(ToString::to_string));
            convert::convert(&register, *to, into.as_deref(), &Publisher { name: publisher, uri, date: &moment }, &mut notes)?
        }
        What::Template { .. } => String::new(),
    };
    Ok((text, notes))
}

impl Group {
    fn by(self) -> By {
        match self {
            Self::Step => By::Step,
            Self::Country => By::Country,
            Self::Sector => By::Sector,
            Self::Kind => By::Kind,
            Self::Status => By::Status,
        }
    }
}

/// Findings in a form; an error where one of them is.
fn checked(findings: &Findings, format: TableFormat) -> Result<String, EngineError> {
    let text = form(format, &findings.0, || text::findings(&findings.0), || text::findings_csv(&findings.0))?;
    let errors = findings.count(Severity::Error);
    if errors == 0 {
        return Ok(text);
    }
    let _ = std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes());
    Err(EngineError::input(format!("what is wrong in the records: {errors}"), "see the findings above"))
}

fn form<T: serde::Serialize>(
    format: TableFormat,
    value: &T,
    table: impl FnOnce() -> String,
    csv: impl FnOnce() -> String,
) -> Result<String, EngineError> {
    match format {
        TableFormat::Table => Ok(table()),
        TableFormat::Csv => Ok(csv()),
        TableFormat::Json => output::json(value),
    }
}

/// A day as its number; today where none is named.
fn day(text: Option<&str>) -> Result<f64, EngineError> {
    let Some(text) = text else {
        #[expect(clippy::disallowed_methods, reason = "a face knows which day it is")]
        let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64());
        return Ok((seconds / 86_400.0).floor());
    };
    date::day(text).ok_or_else(|| EngineError::input(format!("'{text}' is no day"), "write 2026-05-10"))
}

fn selection(args: &ListArgs) -> Result<Selection, EngineError> {
    Ok(Selection {
        step: args.step,
        countries: args.country.clone(),
        sector: args.sector.clone(),
        status: args.status.as_deref().map(|w| known("status", w)).transpose()?,
        kind: args.kind.as_deref().map(|w| known("kind", w)).transpose()?,
    })
}

fn chosen<'a>(register: &'a Register, args: &ListArgs) -> Result<Vec<&'a Project>, EngineError> {
    let found = selection(args)?.of(register);
    if !found.is_empty() || register.projects.is_empty() {
        return Ok(found);
    }
    let all = |of: fn(&Project) -> String| {
        let words: std::collections::BTreeSet<String> = register.projects.iter().map(of).collect();
        words.into_iter().collect::<Vec<_>>().join(", ")
    };
    let hint = format!("sectors: {}; status: {}; kinds: {}", all(|p| p.sector.clone()), all(|p| word(p.status)), all(|p| word(p.kind)));
    Err(EngineError::none("no record is like this", hint))
}

/// A word of a list of words.
fn known<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T, EngineError> {
    let word = serde_json::Value::String(text.to_lowercase());
    serde_json::from_value(word).map_err(|e| EngineError::input(format!("{what}: {e}"), "write one of the words"))
}

/// A record by its id.
fn record<'a>(register: &'a Register, id: &str) -> Result<&'a Project, EngineError> {
    register.project(id).ok_or_else(|| {
        let near: Vec<&str> = register.projects.iter().map(|p| p.id.as_str()).filter(|p| p.contains(id)).take(8).collect();
        let hint = if near.is_empty() { "see `landbridge portfolio list`".to_owned() } else { format!("perhaps {}", near.join(", ")) };
        EngineError::input(format!("there is no record '{id}'"), hint)
    })
}

fn show(register: &Register, id: &str, format: ShowFormat, today: f64) -> Result<String, EngineError> {
    let project = record(register, id)?;
    match format {
        ShowFormat::Text => Ok(text::project(project, today)),
        ShowFormat::Json => output::json(project),
        ShowFormat::Toml => portfolio::record(project),
    }
}

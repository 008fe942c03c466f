//! The files of `data/scenarios/`.

use crate::data::{file_text, toml_files};
use crate::error::EngineError;
use landbridge_model::Confidence;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use utoipa::ToSchema;

/// A scenario as its file tells it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Slug: the name of its file.
    #[serde(default, deserialize_with = "of_the_file")]
    pub id: String,
    /// Where its file lies.
    #[serde(skip)]
    pub file: PathBuf,
    /// Name in English.
    pub name: String,
    /// What it is.
    pub kind: ScenarioKind,
    /// How far it has come.
    pub status: ScenarioStatus,
    /// Whether it tells of the world with it or without it.
    #[serde(default)]
    pub sense: Sense,
    /// Year of opening, where known. What a scenario builds stands on the
    /// baseline of the run, whatever its year.
    #[serde(default)]
    pub year: Option<u16>,
    /// First day of a disruption, `YYYY-MM-DD`.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day of a disruption; `None` where it has not ended.
    #[serde(default)]
    pub until: Option<String>,
    /// Document and publisher.
    pub source: String,
    /// How its figures are known.
    pub confidence: Confidence,
    /// What people should know.
    #[serde(default)]
    pub note: String,
    /// What it is to cost, in millions of a currency of a year.
    #[serde(default)]
    pub cost: Option<Cost>,
    /// What was published of its effects, to be set beside the model's.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// What it changes, in order.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// Why it changes nothing in freight from door to door, where it does not.
    #[serde(default)]
    pub no_change: String,
}

/// Which world the changes of a scenario make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// The baseline with it.
    #[default]
    With,
    /// The baseline has it: the world without it.
    Without,
}

impl Scenario {
    /// Whether it is in force on a day: between its first and its last where it
    /// has these.
    pub fn covers(&self, day: jiff::civil::Date) -> bool {
        let at = |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<jiff::civil::Date>().ok());
        at(&self.from).is_none_or(|from| from <= day) && at(&self.until).is_none_or(|until| day <= until)
    }

    /// The days in words: `2021-03-23 to 2021-03-29`.
    pub fn days(&self) -> String {
        match (&self.from, &self.until) {
            (Some(from), Some(until)) => format!("{from} to {until}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => String::new(),
        }
    }

    /// Refuses what no scenario can be: figures, days and words that do not fit.
    ///
    /// # Errors
    /// What does not fit, and where.
    pub fn check(&self) -> Result<(), EngineError> {
        let hint = FORM;
        for (number, change) in (1..).zip(&self.changes) {
            let value = toml::Value::try_from(change).map_err(|e| EngineError::input(format!("{}: {e}", self.file.display()), hint))?;
            if let Some(said) = odd_figure("", &value) {
                let message = format!("{}, change {number}: {said}", self.file.display());
                return Err(EngineError::input(
                    message,
                    "write a number that can be one: hours and prices of 0 or more, factors from 0 to 1000, lengths and speeds above 0",
                ));
            }
        }
        if let Some(odd) = self.odd_days() {
            return Err(EngineError::input(
                format!("{}: {odd}", self.file.display()),
                "write days as 2021-03-23, the first before the last",
            ));
        }
        if self.status == ScenarioStatus::Past && self.from.is_some() && self.until.is_none() {
            let hint = "give until, or status = \"in-force\" where it has not ended";
            return Err(EngineError::input(format!("{}: it is past and has no last day", self.file.display()), hint));
        }
        if self.kind == ScenarioKind::Disruption && self.sense == Sense::Without {
            let hint = "leave out sense: it is the world without a project in force";
            return Err(EngineError::input(format!("{}: a disruption has no sense = \"without\"", self.file.display()), hint));
        }
        match (self.changes.is_empty(), self.no_change.is_empty()) {
            (true, true) => {
                let hint = "give [[changes]], or say in no_change why there are none";
                return Err(EngineError::input(format!("{}: it changes nothing", self.file.display()), hint));
            }
            (false, false) => {
                let hint = "leave out [[changes]] or no_change";
                return Err(EngineError::input(format!("{}: it has changes and says that it has none", self.file.display()), hint));
            }
            _ => {}
        }
        Ok(())
    }

    /// What is wrong with its days, in words.
    fn odd_days(&self) -> Option<String> {
        let mut days = Vec::new();
        for (name, text) in [("from", &self.from), ("until", &self.until)] {
            let Some(text) = text else { continue };
            match text.parse::<jiff::civil::Date>() {
                Ok(day) if text.len() == "2021-03-23".len() => days.push(day),
                _ => return Some(format!("{name} = \"{text}\" is no day")),
            }
        }
        (days.len() == 2 && days[0] > days[1]).then(|| format!("it ends before it begins: {}", self.days()))
    }
}

/// What a scenario is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ScenarioKind {
    /// Something that is built.
    Project,
    /// Rules, fees, procedures, services.
    Policy,
    /// Something that closes or slows.
    Disruption,
}

impl ScenarioKind {
    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Policy => "policy",
            Self::Disruption => "disruption",
        }
    }
}

/// How far a scenario has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ScenarioStatus {
    /// Open or in force: the baseline has it already, unless it is a disruption,
    /// which the baseline never has.
    InForce,
    /// Being built.
    Construction,
    /// Decided or proposed.
    Planned,
    /// Given up or asleep.
    Shelved,
    /// It was, and is over.
    Past,
    /// Nobody has proposed it: a question.
    Hypothetical,
}

impl ScenarioStatus {
    /// The word for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in force",
            Self::Construction => "under construction",
            Self::Planned => "planned",
            Self::Shelved => "shelved",
            Self::Past => "past",
            Self::Hypothetical => "hypothetical",
        }
    }
}

/// What something costs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Millions.
    pub million: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Year of the prices.
    pub year: u16,
}

/// A published effect.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScenarioClaim)]
pub struct Claim {
    /// What it speaks of.
    pub what: String,
    /// Before, where told.
    #[serde(default)]
    pub before: Option<f64>,
    /// After.
    #[serde(default)]
    pub after: Option<f64>,
    /// Unit of both.
    pub unit: String,
    /// Places between which it is to hold.
    #[serde(default)]
    pub between: Vec<String>,
    /// Document and publisher.
    pub source: String,
    /// Year.
    pub year: u16,
}

/// A point on a line.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StationRow {
    /// Name.
    pub name: String,
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// Whether it joins the lines that are there; yes by default.
    #[serde(default)]
    pub joins: Option<bool>,
    /// The country behind a border that is crossed here, alpha-3.
    #[serde(default)]
    pub border: Option<String>,
    /// Median hours at the border.
    #[serde(default)]
    pub hours: Option<f64>,
    /// USD for a container or truck at the border.
    #[serde(default)]
    pub fee_usd: Option<f64>,
    /// Gauge behind the border, where it changes.
    #[serde(default)]
    pub gauge_mm: Option<u16>,
}

/// A point by which a line is found.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PointRow {
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// A new line.
    Build {
        /// Mode.
        mode: String,
        /// Gauge of the first section.
        #[serde(default)]
        gauge_mm: u16,
        /// Main tracks; for roads, two for separate carriageways.
        #[serde(default = "one")]
        tracks: u8,
        /// Whether it is electrified, where known.
        #[serde(default)]
        electrified: Option<bool>,
        /// Freight speed, where it is not that of the country.
        #[serde(default)]
        kmh: Option<f64>,
        /// Length; by default the straight one times the usual detour.
        #[serde(default)]
        km: Option<f64>,
        /// Country of the first section, alpha-3.
        country: String,
        /// How far a station may lie from what it joins.
        #[serde(default)]
        reach_km: Option<f64>,
        /// Stations in order.
        stations: Vec<StationRow>,
    },
    /// A line that the network knows as planned is open.
    Advance {
        /// Mode.
        mode: String,
        /// The beginning of its name in the curated tables.
        line: String,
        /// Facilities that open with it, by name.
        #[serde(default)]
        facilities: Vec<String>,
    },
    /// A line that is there gets better or worse.
    Improve {
        /// Mode.
        mode: String,
        /// Points along it, in order.
        #[serde(default)]
        along: Vec<PointRow>,
        /// Or the beginning of its name in the curated tables.
        #[serde(default)]
        line: Option<String>,
        /// Freight speed.
        #[serde(default)]
        kmh: Option<f64>,
        /// Factor on hours.
        #[serde(default)]
        hours_factor: Option<f64>,
        /// Factor on USD.
        #[serde(default)]
        usd_factor: Option<f64>,
        /// Whether it is electrified.
        #[serde(default)]
        electrified: Option<bool>,
        /// Main tracks.
        #[serde(default)]
        tracks: Option<u8>,
    },
    /// A new facility.
    Open {
        /// Name.
        name: String,
        /// `seaport`, `rail-terminal`, `dry-port`, `river-port`, `ferry-port` or
        /// `airport`.
        #[schema(value_type = String)]
        kind: landbridge_network::world::FacilityKind,
        /// Country, alpha-3.
        country: String,
        /// Degrees.
        lat: f64,
        /// Degrees.
        lon: f64,
        /// Modes, rail with its gauge: `sea`, `rail:1435`.
        modes: Vec<String>,
        /// Yearly capacity.
        #[serde(default)]
        capacity_teu: Option<f64>,
        /// How far the network of a mode may lie.
        #[serde(default)]
        reach_km: Option<f64>,
    },
    /// Time and fee at borders that are there.
    Border {
        /// One crossing by id or a part of its name that is its alone.
        #[serde(default)]
        crossing: Option<String>,
        /// Or all between two countries, or at all borders of one, alpha-3.
        #[serde(default)]
        of: Vec<String>,
        /// Of these, those of a mode.
        #[serde(default)]
        mode: Option<String>,
        /// Median hours.
        #[serde(default)]
        hours: Option<f64>,
        /// Factor on hours.
        #[serde(default)]
        hours_factor: Option<f64>,
        /// USD for a container or truck.
        #[serde(default)]
        fee_usd: Option<f64>,
        /// Factor on the fee.
        #[serde(default)]
        fee_factor: Option<f64>,
    },
    /// Other parameters.
    Set {
        /// Values by name.
        #[serde(default)]
        values: BTreeMap<String, f64>,
        /// Factors by name.
        #[serde(default)]
        factors: BTreeMap<String, f64>,
    },
    /// Something is closed: `passage:suez`, `country:RUS`, `crossing:ID`,
    /// `mode:air`, `facility:NAME`, `line:NAME`; or the lines of a mode along
    /// some points.
    Close {
        /// What.
        #[serde(default)]
        what: Option<String>,
        /// Or the mode of a line that is there.
        #[serde(default)]
        mode: Option<String>,
        /// And points along it, in order.
        #[serde(default)]
        along: Vec<PointRow>,
    },
    /// Loading and unloading at a facility takes or costs something else.
    Handle {
        /// Its name.
        facility: String,
        /// Factor on the usual hours.
        #[serde(default)]
        hours_factor: Option<f64>,
        /// Factor on the usual USD.
        #[serde(default)]
        usd_factor: Option<f64>,
        /// Hours more.
        #[serde(default)]
        hours: Option<f64>,
        /// USD for a TEU more.
        #[serde(default)]
        usd_per_teu: Option<f64>,
    },
    /// A passage, a facility or all lines of a country take longer.
    Slow {
        /// `passage:panama`, `facility:NAME` or `country:RUS`.
        what: String,
        /// Of a country, lines of a mode.
        #[serde(default)]
        mode: Option<String>,
        /// Hours more; of a country none.
        #[serde(default)]
        hours: Option<f64>,
        /// Factor on hours of a country's lines or of a passage.
        #[serde(default)]
        hours_factor: Option<f64>,
        /// USD more for a TEU; of a country none.
        #[serde(default)]
        usd_per_teu: Option<f64>,
    },
    /// Services run.
    Serve {
        /// Those of a folder beside the file, in the form of `data/services/`.
        #[serde(default)]
        #[schema(value_type = Option<String>)]
        folder: Option<PathBuf>,
        /// Those of the shipped feed that belong to a scenario, such as `cape`.
        #[serde(default)]
        with: Option<String>,
    },
}

/// Refuses an id in a file: it is the name of the file.
fn of_the_file<'de, D: serde::Deserializer<'de>>(_: D) -> Result<String, D::Error> {
    Err(serde::de::Error::custom("the id of a scenario is the name of its file"))
}

fn one() -> u8 {
    1
}

const FORM: &str = "see data/scenarios/README.md for the form of a scenario";

/// Reads a scenario; `file` names it in errors.
///
/// # Errors
/// The line that is not understood and why.
pub fn read_scenario(file: &Path, text: &str) -> Result<Scenario, EngineError> {
    let hint = FORM;
    let mut scenario: Scenario =
        landbridge_formats::toml::read(&file.display().to_string(), text).map_err(|e| EngineError::input(e.to_string(), hint))?;
    scenario.id = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
    file.clone_into(&mut scenario.file);
    scenario.check()?;
    Ok(scenario)
}

/// Nothing becomes so many times dearer or slower: a slip of the pen.
const MOST_FACTOR: f64 = 1000.0;
/// Nor does anything take so many hours or dollars.
const MOST_FIGURE: f64 = 1e12;

/// The first figure that can be none, in words.
fn odd_figure(name: &str, value: &toml::Value) -> Option<String> {
    let odd = |x: f64| {
        let fits = match name {
            "lat" | "lon" => x.is_finite(),
            "km" | "kmh" | "reach_km" => x.is_finite() && x > 0.0,
            "hours_factor" | "usd_factor" | "fee_factor" => (0.0..=MOST_FACTOR).contains(&x),
            _ => (0.0..=MOST_FIGURE).contains(&x),
        };
        (!fits).then(|| format!("{name} is {x}"))
    };
    match value {
        toml::Value::Float(x) => odd(*x),
        #[expect(clippy::cast_precision_loss, reason = "the sign is what counts")]
        toml::Value::Integer(x) => odd(*x as f64),
        toml::Value::Array(all) => all.iter().find_map(|v| odd_figure(name, v)),
        toml::Value::Table(all) => all.iter().find_map(|(name, v)| odd_figure(name, v)),
        _ => None,
    }
}

/// Reads all `*.toml` of a folder in the order of their names.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn read_folder(folder: &Path) -> Result<Vec<Scenario>, EngineError> {
    toml_files(folder).map_err(|e| EngineError::input(e, ""))?.iter().map(|file| read_file(file)).collect()
}

/// Reads one file.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn read_file(file: &Path) -> Result<Scenario, EngineError> {
    read_scenario(file, &file_text(file, FORM)?.1)
}

//! The files of `data/corridors/`.

use crate::data::toml_files;
use crate::error::EngineError;
use landbridge_model::{Confidence, Mode, Point};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;
use utoipa::ToSchema;

/// A named corridor as its file tells it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corridor {
    /// Slug, as in `profile ID`.
    pub id: String,
    /// Name in English.
    pub name: String,
    /// Names by language.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// `operating`, `partly` or `planned`.
    pub status: Status,
    /// Where it is taken to begin.
    pub from: String,
    /// Where it is taken to end.
    pub to: String,
    /// Countries, alpha-3.
    pub countries: Vec<String>,
    /// Names under which published indicators speak of it.
    #[serde(default)]
    pub observed_as: Vec<String>,
    /// Months in which it is open; always, where there are none.
    #[serde(default)]
    pub season: Vec<String>,
    /// What people should know.
    #[serde(default)]
    pub note: String,
    /// Points in order.
    pub points: Vec<Spanned<PointRow>>,
    /// Yearly capacities.
    #[serde(default)]
    pub capacity: Vec<Capacity>,
    /// Published figures.
    #[serde(default)]
    pub published: Vec<Published>,
}

/// Whether freight moves on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// All of it.
    Operating,
    /// Parts of it, or little.
    Partly,
    /// None yet.
    Planned,
}

impl Status {
    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operating => "operating",
            Self::Partly => "partly",
            Self::Planned => "planned",
        }
    }
}

/// A point as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointRow {
    /// Name.
    pub place: String,
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// What it is.
    pub kind: PointKind,
    /// Mode of the section behind it; none at the end.
    #[serde(default)]
    pub mode_after: Option<String>,
}

/// What a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PointKind {
    /// Passed, or where the corridor begins or ends.
    City,
    /// Where two countries meet.
    Border,
    /// A strait or canal.
    Passage,
    /// A seaport.
    Port,
    /// An inland terminal.
    Terminal,
}

/// How much a place on the corridor can take in a year.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Which part of the corridor.
    pub section: String,
    /// Whether it speaks of all of the corridor.
    #[serde(default)]
    pub whole: bool,
    /// Figure.
    pub value: f64,
    /// Unit.
    pub unit: CapacityUnit,
    /// What the figure is.
    pub kind: CapacityKind,
    /// Year.
    pub year: u16,
    /// Document and publisher.
    pub source: String,
    /// How it is known.
    pub confidence: Confidence,
    /// What people should know.
    #[serde(default)]
    pub note: String,
}

/// Unit of a capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum CapacityUnit {
    /// Containers.
    #[serde(rename = "TEU/year")]
    Teu,
    /// Million tonnes of all cargo.
    #[serde(rename = "Mt/year")]
    MillionTonnes,
}

impl CapacityUnit {
    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Teu => "TEU/year",
            Self::MillionTonnes => "Mt/year",
        }
    }
}

/// What a capacity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CapacityKind {
    /// More does not go through.
    Limit,
    /// What it was built for.
    Design,
    /// What it is to be built for; it limits nothing today.
    Planned,
    /// What went through; it can be more.
    Observed,
}

impl CapacityKind {
    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::Design => "design",
            Self::Planned => "planned",
            Self::Observed => "observed",
        }
    }
}

/// A figure that somebody published.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// `days`, `km`, `teu`, `tonnes`, `trains`, `tfi1` and so on.
    pub what: String,
    /// Figure.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// Year.
    pub year: u16,
    /// Document and publisher.
    pub source: String,
    /// How it is known.
    pub confidence: Confidence,
    /// What it stands for exactly.
    #[serde(default)]
    pub note: String,
}

impl PointRow {
    /// Position.
    pub fn position(&self) -> Point {
        Point::new(self.lat, self.lon)
    }

    /// Mode of the section behind it, checked when the file was read.
    pub fn mode(&self) -> Option<Mode> {
        self.mode_after.as_deref().and_then(Mode::parse)
    }
}

/// Reads one file.
///
/// # Errors
/// File, line and what to do where it is no corridor.
pub fn read_corridor(file: &str, text: &str) -> Result<Corridor, EngineError> {
    let corridor: Corridor =
        toml::from_str(text).map_err(|e| EngineError::data(format!("{file}: {e}"), "see data/corridors/README.md for the form"))?;
    let line = |offset: usize| text.get(..offset).map_or(1, |before| before.matches('\n').count() + 1);
    let fail = |offset: usize, what: String, hint: &str| Err(EngineError::data(format!("{file}:{}: {what}", line(offset)), hint));
    let [.., last] = &corridor.points[..] else { return fail(0, "a corridor needs two points".to_owned(), "add [[points]]") };
    if corridor.points.len() < 2 {
        return fail(0, "a corridor needs two points".to_owned(), "add [[points]]");
    }
    for point in &corridor.points {
        let (at, row) = (point.span().start, point.get_ref());
        if !row.position().is_valid() {
            return fail(at, format!("{} lies off the globe", row.place), "latitude −90 to 90, longitude −180 to 180");
        }
        let is_last = std::ptr::eq(point, last);
        match &row.mode_after {
            None if !is_last => return fail(at, format!("the section behind {} has no mode", row.place), "add mode_after = \"rail\""),
            Some(_) if is_last => return fail(at, format!("nothing lies behind {}", row.place), "remove mode_after from the last point"),
            Some(word) if Mode::parse(word).is_none() => {
                return fail(at, format!("'{word}' is no mode"), "use rail, road, sea, ferry, waterway or air");
            }
            _ => {}
        }
    }
    for capacity in &corridor.capacity {
        if !(capacity.value.is_finite() && capacity.value > 0.0) {
            return fail(0, format!("the capacity of {} is not above 0", capacity.section), "leave out what is not known");
        }
    }
    Ok(corridor)
}

/// Reads all files of a folder in the order of their names.
///
/// # Errors
/// A folder or file that cannot be read; two corridors with one id.
pub(super) fn read_folder(folder: &Path) -> Result<Vec<Corridor>, EngineError> {
    let mut all: Vec<Corridor> = Vec::new();
    for path in toml_files(folder).map_err(|e| EngineError::data(e, ""))? {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|e| EngineError::data(format!("{name}: {e}"), ""))?;
        let corridor = read_corridor(&name, &text)?;
        if all.iter().any(|c| c.id == corridor.id) {
            return Err(EngineError::data(format!("{name}: a corridor '{}' is there already", corridor.id), "choose another id"));
        }
        all.push(corridor);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
id = "a-b"
name = "A to B"
status = "operating"
from = "A"
to = "B"
countries = ["AAA"]

[[points]]
place = "A"
lat = 1
lon = 2
kind = "terminal"
mode_after = "rail"

[[points]]
place = "B"
lat = 3
lon = 4
kind = "city"
"#;

    #[test]
    fn a_corridor_is_read() {
        let c = read_corridor("f.toml", GOOD).expect("a good file");
        assert_eq!((c.points.len(), c.points[0].get_ref().mode()), (2, Some(Mode::Rail)));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let cases = [
            ("mode_after = \"rail\"", "mode_after = \"rial\"", "f.toml:9: 'rial' is no mode"),
            ("mode_after = \"rail\"\n", "", "f.toml:9: the section behind A has no mode"),
            ("lat = 3", "lat = 93", "f.toml:16: B lies off the globe"),
            ("kind = \"city\"", "kind = \"city\"\nmode_after = \"sea\"", "f.toml:16: nothing lies behind B"),
            ("kind = \"city\"", "kind = \"town\"", "line 20"),
            ("name =", "nmae =", "unknown field `nmae`"),
        ];
        for (from, to, message) in cases {
            let error = read_corridor("f.toml", &GOOD.replacen(from, to, 1)).expect_err("a bad file").message;
            assert!(error.contains(message), "{error}");
        }
    }
}

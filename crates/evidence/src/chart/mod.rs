//! Charts of a document, drawn again from published series.
//!
//! What a printed chart shows stands in a picture and in no number of the text.
//! Here each one is told by the series behind it and a stretch of time: values
//! that there are become bars, steps of time without one are named as missing.
//! Nothing is filled in.

mod draw;
mod span;

pub use draw::draw;

use crate::ledger::LedgerError;
use landbridge_model::Confidence;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A value of a published series, as its table tells it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SeriesValue {
    /// Where, or of whom.
    pub place: String,
    /// Year, month, day, or a stretch of them: `2023`, `2024-08`, `2024-01/08`.
    pub period: String,
    /// What sort of period: `year`, `month`, `ytd`, `cumulative`, …
    pub period_type: String,
    /// The value, in the unit of the series.
    pub value: f64,
    /// Document and publisher.
    pub source: String,
    /// How it is known.
    pub confidence: Confidence,
    /// What people should know of it.
    pub note: String,
}

/// A published series in one unit: two sources of one period are two values.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Series {
    /// Its id.
    pub id: String,
    /// Unit of its values.
    pub unit: String,
    /// Its values in the order of the table.
    pub values: Vec<SeriesValue>,
}

/// How the values of a panel are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PanelForm {
    /// Each over its period, as high as its mean for one step of time.
    Rate,
    /// Each at the end of its period, as high as all since the year began.
    ToDate,
}

/// A chart as `charts.toml` tells it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartPlan {
    id: String,
    number: u16,
    section: String,
    says: String,
    source: String,
    from: String,
    until: String,
    #[serde(default)]
    note: String,
    /// Claims that speak of the chart itself.
    #[serde(default)]
    claims: Vec<String>,
    /// Series of the same thing that are not drawn; what claims ask of them rests on
    /// it too.
    #[serde(default)]
    beside: Vec<String>,
    panel: Vec<PanelPlan>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct PanelPlan {
    says: String,
    unit: String,
    form: PanelForm,
    series: Vec<String>,
}

/// A chart of a document, drawn again.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Chart {
    /// Slug, unique in its ledger.
    pub id: String,
    /// Its number in the document.
    pub number: u16,
    /// Section of the document.
    pub section: String,
    /// What it shows, in our words.
    pub says: String,
    /// The source that the document names for it.
    pub source: String,
    /// First year or month.
    pub from: String,
    /// Last year or month.
    pub until: String,
    /// What people should know of it.
    pub note: String,
    /// Its parts, each with one unit.
    pub panels: Vec<Panel>,
    /// Ids of the claims that rest on its series, or speak of it.
    pub claims: Vec<String>,
}

/// A part of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Panel {
    /// What it shows.
    pub says: String,
    /// Unit of its values.
    pub unit: String,
    /// How they are drawn.
    pub form: PanelForm,
    /// The series that they are of.
    pub series: Vec<String>,
    /// All steps of time, years or months.
    pub steps: Vec<String>,
    /// Values in the order of time.
    pub bars: Vec<Bar>,
    /// Steps of time without a value.
    pub missing: Vec<String>,
}

/// A value of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Bar {
    /// Its period as the table has it.
    pub period: String,
    /// First step that it stands over, counted from 0.
    pub first: usize,
    /// Last step that it stands over.
    pub last: usize,
    /// How high it is: the mean of a step, or the sum to date.
    pub height: f64,
    /// The least by any source, as high.
    pub low: f64,
    /// The most by any source, as high.
    pub high: f64,
    /// The series that it is of.
    pub series: String,
    /// Published values of the period; the first is drawn.
    pub values: Vec<SeriesValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartFile {
    #[serde(default)]
    chart: Vec<ChartPlan>,
}

/// Reads `charts.toml`: file and text.
///
/// # Errors
/// The line that is not understood.
pub fn read((name, text): &(String, String)) -> Result<Vec<ChartPlan>, LedgerError> {
    let fail = |e: landbridge_formats::toml::TomlError| LedgerError {
        place: format!("{}, line {}", e.file, e.line),
        message: e.message,
        hint: "see data/evidence/README.md for the form of charts".to_owned(),
    };
    Ok(landbridge_formats::toml::read::<ChartFile>(name, text).map_err(fail)?.chart)
}

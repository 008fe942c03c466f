//! Questions with points, answered with evidence: compliance programmes,
//! disclosure, transparency of projects.
//!
//! A rubric is data with a version. It is a framework of those who wrote it, and
//! nobody's official verdict on anybody.

mod score;

pub use score::{Answer, Part, Scored, read_answers, score};

use landbridge_formats::toml;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A rubric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Version, such as the year in which it was published.
    pub version: String,
    /// Where the questions come from.
    pub source: String,
    /// Whether that was read, or is general knowledge.
    pub confidence: landbridge_model::Confidence,
    /// What users should know of it.
    pub note: String,
    /// What a question without an answer is.
    pub unanswered: Unanswered,
    /// What points mean, from none to all.
    pub scale: Vec<Step>,
    /// Points that need other questions to be answered as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<Others>,
    /// Parts that are scored each by itself.
    pub dimension: Vec<Dimension>,
}

/// What a question without an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unanswered {
    /// No points: what is not found in public is not disclosed.
    None,
    /// Open: the score has a lower and an upper end.
    Open,
}

/// Points and what they mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RubricStep)]
pub struct Step {
    /// Points.
    pub points: f64,
    /// What they mean.
    pub means: String,
}

/// Points from a number on need as many other questions with at least so many
/// points on the same site.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Others {
    /// Points from which on it holds.
    pub from: f64,
    /// How many others are needed.
    pub count: usize,
    /// Points that each of the others needs.
    pub with: f64,
}

/// A part of a rubric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What every question is asked for, such as `country`; once where nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// Its questions.
    pub question: Vec<Question>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub asks: String,
}

impl Rubric {
    /// Reads a rubric; `file` names it in errors.
    ///
    /// # Errors
    /// The line that is not understood; a scale that does not rise from nothing; a
    /// question that stands twice.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let rubric: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        let rises = rubric.scale.windows(2).all(|s| s[0].points < s[1].points);
        if !rises || rubric.scale.len() < 2 || rubric.scale[0].points != 0.0 {
            return Err(format!("{file}: the scale must rise from 0"));
        }
        let mut ids: Vec<&str> = rubric.questions().map(|q| q.1.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|p| p[0] == p[1]) {
            return Err(format!("{file}: the question '{}' stands twice", twice[0]));
        }
        Ok(rubric)
    }

    /// All questions with their dimensions.
    pub fn questions(&self) -> impl Iterator<Item = (&Dimension, &Question)> {
        self.dimension.iter().flat_map(|d| d.question.iter().map(move |q| (d, q)))
    }

    /// Points of a question at most.
    pub fn most(&self) -> f64 {
        self.scale.last().map_or(0.0, |s| s.points)
    }

    /// A table to fill in.
    pub fn template(&self) -> String {
        let mut out = String::from("question,for,points,site,evidence,asks\n");
        for (dimension, question) in self.questions() {
            let each = dimension.per.as_ref().map(|p| format!("<{p}>")).unwrap_or_default();
            out.push_str(&format!("{},{each},,,,{}\n", question.id, landbridge_formats::table::quote(&question.asks)));
        }
        out
    }
}

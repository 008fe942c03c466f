//! What comes with a request, refused by problem documents.

use crate::problem::Problem;
use axum::extract::{FromRequest, FromRequestParts};
use landbridge_engine::EngineError;
use landbridge_model::Cargo;
use serde::Deserialize;
use utoipa::ToSchema;

/// A body of JSON.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub(crate) struct Body<T>(pub(crate) T);

/// Parameters behind the question mark.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub(crate) struct Params<T>(pub(crate) T);

/// Parts of the address.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub(crate) struct Part<T>(pub(crate) T);

/// What moves, and in which world.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, serde::Serialize, ToSchema)]
pub(crate) struct Conditions {
    /// Kind and quantity: `teu:2`, `reefer:1`, `bulk:5000`, `liquid:100000`; one
    /// TEU by default.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) cargo: String,
    /// Value of the whole consignment in US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value_usd: Option<f64>,
    /// State of the network at the end of this year; by default that of the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 65535)]
    pub(crate) year: Option<u16>,
    /// Parameters changed for this question, as pairs of name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<(String, f64)>,
}

impl Conditions {
    /// The cargo in question.
    pub(crate) fn cargo(&self) -> Result<Cargo, EngineError> {
        cargo(&self.cargo, self.value_usd)
    }
}

/// A cargo by its word and value; one TEU where nothing is said.
pub(crate) fn cargo(text: &str, value_usd: Option<f64>) -> Result<Cargo, EngineError> {
    let text = if text.trim().is_empty() { "teu:1" } else { text };
    let mut cargo =
        Cargo::parse(text).map_err(|e| EngineError::input(e, "write teu:2, reefer:1, bulk:5000, liquid:100000 or passengers:300"))?;
    if value_usd.is_some_and(|v| !v.is_finite() || v < 0.0) {
        return Err(EngineError::input("the value of the consignment is no sum of money", "write US dollars, 0 or more"));
    }
    cargo.value_usd = value_usd;
    Ok(cargo)
}

/// Characters of a word at most.
const MOST_CHARACTERS: usize = 200;

/// Refuses words that are longer than anything is called.
pub(crate) fn short(what: &str, text: &str) -> Result<(), Problem> {
    if text.chars().count() <= MOST_CHARACTERS {
        Ok(())
    } else {
        Err(Problem::bad(format!("{what} is too long"), format!("give at most {MOST_CHARACTERS} characters")))
    }
}

/// A number within limits, or its default.
pub(crate) fn within<T: PartialOrd + Copy + std::fmt::Display>(
    what: &str,
    value: Option<T>,
    default: T,
    (least, most): (T, T),
) -> Result<T, Problem> {
    let value = value.unwrap_or(default);
    if value >= least && value <= most {
        Ok(value)
    } else {
        Err(Problem::bad(format!("{what} is {value}"), format!("give {least} to {most}")))
    }
}

/// Refuses lists that are longer than anybody needs.
pub(crate) fn few(what: &str, length: usize, most: usize) -> Result<(), Problem> {
    if length <= most { Ok(()) } else { Err(Problem::bad(format!("{length} {what} are too many"), format!("give at most {most}"))) }
}

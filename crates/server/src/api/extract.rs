//! What comes with a request, refused by problem documents.

use crate::app::lock;
use crate::problem::Problem;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use landbridge_engine::EngineError;
use landbridge_model::Cargo;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};

/// A body of JSON. A field that the form does not know is refused: a question
/// that leaves out what was meant would be answered wrongly.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned + ToSchema, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let axum::Json(value) = axum::Json::<Value>::from_request(request, state).await?;
        if let (Value::Object(fields), Some(known)) = (&value, fields_of::<T>()) {
            refuse_unknown(fields.keys().map(String::as_str), &known)?;
        }
        let form = |e: serde_json::Error| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, e.to_string(), "see /api/openapi.json for the form of a request")
        };
        Ok(Self(serde_json::from_value(value).map_err(form)?))
    }
}

/// Parameters behind the question mark; those that are not known are refused.
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned + IntoParams, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let axum::extract::Query(given) = axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, state).await?;
        let known: BTreeSet<String> = T::into_params(|| None).into_iter().map(|p| p.name).collect();
        refuse_unknown(given.iter().map(|(name, _)| name.as_str()), &known)?;
        let axum::extract::Query(read) = axum::extract::Query::<T>::from_request_parts(parts, state).await?;
        Ok(Self(read))
    }
}

fn refuse_unknown<'a>(mut given: impl Iterator<Item = &'a str>, known: &BTreeSet<String>) -> Result<(), Problem> {
    match given.find(|name| !known.contains(*name)) {
        None => Ok(()),
        Some(name) => {
            let all: Vec<&str> = known.iter().map(String::as_str).collect();
            Err(Problem::bad(format!("'{name}' is no part of this question"), format!("it may have {}", all.join(", "))))
        }
    }
}

/// The fields of a form as the description of the interface has them; `None` where
/// it is no object. Read off the description at the first request of a form.
fn fields_of<T: ToSchema>() -> Option<Arc<BTreeSet<String>>> {
    type Known = BTreeMap<&'static str, Option<Arc<BTreeSet<String>>>>;
    static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
    let read = || {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        let parts: BTreeMap<String, RefOr<Schema>> = parts.into_iter().collect();
        let mut fields = BTreeSet::new();
        gather(&T::schema(), &parts, &mut fields).then(|| Arc::new(fields))
    };
    lock(&KNOWN).entry(std::any::type_name::<T>()).or_insert_with(read).clone()
}

fn gather(schema: &RefOr<Schema>, parts: &BTreeMap<String, RefOr<Schema>>, known: &mut BTreeSet<String>) -> bool {
    match schema {
        RefOr::Ref(to) => {
            let name = to.ref_location.rsplit('/').next().unwrap_or_default();
            parts.get(name).is_some_and(|part| gather(part, parts, known))
        }
        RefOr::T(Schema::Object(object)) => {
            known.extend(object.properties.keys().cloned());
            !object.properties.is_empty()
        }
        // All of them are gathered, whether or not one is no object.
        RefOr::T(Schema::AllOf(all)) => all.items.iter().filter(|item| !gather(item, parts, known)).count() == 0,
        RefOr::T(_) => false,
    }
}

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
    #[schema(minimum = 1990, maximum = 2100)]
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
    let cargo =
        Cargo::parse(text).map_err(|e| EngineError::input(e, "write teu:2, reefer:1, bulk:5000, liquid:100000 or passengers:300"))?;
    cargo.worth(value_usd).map_err(|e| EngineError::input(e, "write US dollars"))
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

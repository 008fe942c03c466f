//! A ledger: the claims of one document, and the numbers of its text.

mod read;
mod sound;

pub use read::{Files, LedgerError, read, read_document, sha256, write_numbers};

use crate::claim::{Claim, Value};
use crate::figure::Figure;
use crate::numbers::Number;
use landbridge_model::date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The claims of one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// Slug: the name of its folder.
    pub id: String,
    /// What it is a ledger of.
    pub document: Document,
    /// Its claims in the order of the text.
    pub claims: Vec<Claim>,
    /// All numbers of the text.
    pub numbers: Vec<Number>,
}

/// The document of a ledger.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LedgerDocument)]
pub struct Document {
    /// Title in English.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Year of publication.
    pub year: u16,
    /// Where it is to be had, if that is known.
    #[serde(default)]
    pub address: Option<String>,
    /// What people should know of the text that was read.
    #[serde(default)]
    pub note: String,
    /// SHA-256 of the text that was read, in hexadecimal.
    pub sha256: String,
    /// Length of the text that was read.
    pub bytes: usize,
    /// Names that hold numbers and are no statements.
    pub names: Vec<String>,
}

impl Ledger {
    /// The claim of an id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|c| c.id == id)
    }

    /// The number of the text that is the figure of a claim: the first of those
    /// that it covers with its value.
    pub fn printed(&self, claim: &Claim) -> Option<&Number> {
        claim.at.iter().filter_map(|at| self.number(*at)).find(|n| is_printed(claim, n))
    }

    /// The number at an offset.
    pub fn number(&self, offset: usize) -> Option<&Number> {
        self.numbers.binary_search_by_key(&offset, |n| n.offset).ok().and_then(|i| self.numbers.get(i))
    }

    /// The figure of a claim, as good as it is printed; days for dates.
    pub fn figure(&self, claim: &Claim) -> Option<Figure> {
        let from = format!("claim {}", claim.id);
        match claim.value.as_ref()? {
            Value::Number(v) => {
                let half = self.printed(claim).and_then(|n| n.half_unit).unwrap_or(0.0);
                Some(Figure::between(v - half, *v, v + half, from))
            }
            Value::Date(text) => date::days(text).map(|(first, last)| Figure::between(first, first, last, from)),
        }
    }
}

/// Whether a number of the text has the value of a claim.
fn is_printed(claim: &Claim, number: &Number) -> bool {
    match &claim.value {
        None => number.value.is_empty(),
        Some(Value::Number(v)) => number.value.parse::<f64>().is_ok_and(|n| (n - v).abs() <= v.abs() * 1e-9),
        // The text may leave the year out (`--05-10`).
        Some(Value::Date(text)) => number.value == *text || number.value.strip_prefix("--").is_some_and(|rest| text.get(5..) == Some(rest)),
    }
}

//! The files of a ledger.

use super::{Document, Ledger, sound};
use crate::claim::Claim;
use crate::numbers::{Exclusion, Form, Number};
use landbridge_formats::table::{Row, Table, write};
use landbridge_model::Findings;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// The files of a ledger by name, as they were read.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// `ledger.toml`: the document.
    pub document: (String, String),
    /// `numbers.csv`: the numbers of its text.
    pub numbers: (String, String),
    /// `claims/*.toml`, in the order of their names.
    pub claims: Vec<(String, String)>,
}

/// What is wrong with a ledger, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct LedgerError {
    /// File, with line or claim.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl LedgerError {
    pub(super) fn new(place: impl Into<String>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        LedgerError { place: place.into(), message: message.into(), hint: hint.into() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimFile {
    #[serde(default)]
    claim: Vec<Claim>,
}

const FORM: &str = "see data/evidence/README.md for the form of a ledger";

fn toml<T: DeserializeOwned>((name, text): &(String, String)) -> Result<T, LedgerError> {
    landbridge_formats::toml::read(name, text).map_err(|e| LedgerError::new(format!("{}, line {}", e.file, e.line), e.message, FORM))
}

/// Reads what a ledger says of its document: file and text.
///
/// # Errors
/// The line that is not understood.
pub fn read_document(file: &(String, String)) -> Result<Document, LedgerError> {
    toml(file)
}

/// The SHA-256 of a text in hexadecimal, as `ledger.toml` has it.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a ledger and makes sure that it holds together.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(id: &str, files: &Files) -> Result<Ledger, LedgerError> {
    let document: Document = toml(&files.document)?;
    let numbers = read_numbers(&files.numbers)?;
    let mut claims = Vec::new();
    let mut places = Vec::new();
    for file in &files.claims {
        for claim in toml::<ClaimFile>(file)?.claim {
            places.push(format!("{}, claim {}", file.0, claim.id));
            claims.push(claim);
        }
    }
    let ledger = Ledger { id: id.to_owned(), document, claims, numbers };
    sound::check(&ledger, &places)?;
    Ok(ledger)
}

const COLUMNS: [&str; 7] = ["offset", "length", "section", "form", "value", "half_unit", "excluded"];

fn read_numbers((name, text): &(String, String)) -> Result<Vec<Number>, LedgerError> {
    let mut findings = Findings::default();
    let table = Table::read(name, text, &COLUMNS, &mut findings).map_err(|message| LedgerError::new(name, message, AGAIN))?;
    let numbers: Result<Vec<Number>, LedgerError> = table.rows().map(|row| number(&row)).collect();
    if let Some(finding) = findings.0.first() {
        return Err(LedgerError::new(&finding.place, &finding.message, AGAIN));
    }
    let numbers = numbers?;
    if !numbers.is_sorted_by(|a, b| a.offset < b.offset) {
        return Err(LedgerError::new(name, "the offsets do not rise", AGAIN));
    }
    Ok(numbers)
}

const AGAIN: &str = "make it anew from the text: landbridge evidence numbers TEXT --ledger FOLDER --all --format csv";

fn number(row: &Row<'_>) -> Result<Number, LedgerError> {
    let wrong = |column: &str| LedgerError::new(row.place(column), format!("'{}' is not understood", row.text(column)), AGAIN);
    let whole = |column: &str| row.text(column).parse::<usize>().map_err(|_| wrong(column));
    let excluded = match row.text("excluded") {
        "" => None,
        text => Some(Exclusion::ALL.into_iter().find(|e| e.word() == text).ok_or_else(|| wrong("excluded"))?),
    };
    let half_unit = match row.text("half_unit") {
        "" => None,
        text => Some(text.parse::<f64>().map_err(|_| wrong("half_unit"))?),
    };
    Ok(Number {
        offset: whole("offset")?,
        length: whole("length")?,
        section: row.text("section").to_owned(),
        form: Form::ALL.into_iter().find(|f| f.word() == row.text("form")).ok_or_else(|| wrong("form"))?,
        value: row.text("value").to_owned(),
        half_unit,
        excluded,
    })
}

/// The numbers of a text as `numbers.csv`: where they stand and what they are
/// worth, none of the words around them.
pub fn write_numbers(numbers: &[Number]) -> String {
    let rows = numbers.iter().map(|n| {
        [
            n.offset.to_string(),
            n.length.to_string(),
            n.section.clone(),
            n.form.word().to_owned(),
            n.value.clone(),
            n.half_unit.map(|h| h.to_string()).unwrap_or_default(),
            n.excluded.map(Exclusion::word).unwrap_or_default().to_owned(),
        ]
    });
    write(&COLUMNS, rows)
}

//! Screening of parties: names beside those of a list.

use crate::data::Engine;
use crate::error::EngineError;
use crate::kept::Kept;
use jiff::civil::Date;
use landbridge_formats::ocds::names_of_parties;
use landbridge_model::Findings;
use landbridge_portfolio::screening::{Hit, Lexicon, List, Screener, Settings, Tables, Weights, read_list, read_parties};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa::ToSchema;

/// What stands beside every result.
const NOTE: &str = "a match is a question to a person, not a legal finding: names alone do not tell who is meant";

/// The screener, read at its first use.
pub(crate) type Screeners = Kept<Result<Arc<Screener>, EngineError>>;

/// Parties beside a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Screening {
    /// What it is not.
    pub note: &'static str,
    /// The list, as it was named.
    pub list: String,
    /// Its entries that were looked at.
    pub entries: usize,
    /// Names and other names of these.
    pub names: usize,
    /// Its entries that were not in force on the day asked for.
    pub not_in_force: usize,
    /// Where the weights come from.
    pub weights: String,
    /// Likelihood from which on two names are a match.
    pub match_from: f64,
    /// Likelihood from which on a match is possible.
    pub possible_from: f64,
    /// Party by party, in the order in which they were given.
    pub parties: Vec<Screened>,
    /// What was noticed when files were read.
    pub findings: Vec<String>,
}

/// A party and the entries that it may be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Screened {
    /// Its name, as it was given.
    pub name: String,
    /// Entries, the likeliest first.
    pub hits: Vec<Hit>,
}

impl Engine {
    /// What names of parties are compared by.
    ///
    /// # Errors
    /// Files of `data/screening/` that are missing or not understood.
    pub fn screener(&self) -> Result<Arc<Screener>, EngineError> {
        self.screeners.get("", || self.read_screener().map(Arc::new)).as_ref().clone()
    }

    fn read_screener(&self) -> Result<Screener, EngineError> {
        let fail = |e: String| EngineError::data(e, "see data/screening/README.md for the form");
        let text = |name: &str| self.data_text(&format!("screening/{name}"));
        let (lexicon, acronyms, related) = (text("lexicon.csv")?, text("acronyms.csv")?, text("related.csv")?);
        let mut findings = Findings::default();
        let lexicon = Lexicon::read(Tables { lexicon: &lexicon, acronyms: &acronyms, related: &related }, &mut findings).map_err(fail)?;
        if let Some(finding) = findings.0.first() {
            return Err(EngineError::found(finding));
        }
        let settings = Settings::read("data/screening/settings.toml", &text("settings.toml")?).map_err(fail)?;
        let weights = Weights::read("data/screening/weights.toml", &text("weights.toml")?).map_err(fail)?;
        Ok(Screener::new(lexicon, settings, weights))
    }

    /// Screens parties against a list, of whose entries those count that are in
    /// force on a day, or all. `file` names the list in findings.
    ///
    /// # Errors
    /// A list without the column `name`, or without an entry that counts; no party;
    /// data that cannot be read.
    pub fn screen(&self, file: &str, list: &str, parties: &[String], on: Option<Date>) -> Result<Screening, EngineError> {
        let screener = self.screener()?;
        let mut findings = Findings::default();
        let fail = |e| {
            EngineError::input(e, "a list is a CSV table with the column name, and where known id, aliases, country, list, from, until")
        };
        let mut entries = read_list(file, list, &mut findings).map_err(fail)?;
        let all = entries.len();
        entries.retain(|e| on.is_none_or(|day| e.is_in_force(day)));
        let not_in_force = all - entries.len();
        if entries.is_empty() {
            let none =
                EngineError::none(format!("{file}: no entry to compare with, {not_in_force} not in force"), "name a list with entries");
            let wrong = EngineError::of_findings(&findings).filter(|_| all == 0);
            return Err(wrong.unwrap_or(none));
        }
        if parties.is_empty() {
            return Err(EngineError::input("no party is named", "name parties after the list, or a file by --parties"));
        }
        let list = List::of(entries, &screener);
        let screened = parties.par_iter().map(|name| Screened { name: name.clone(), hits: screener.screen(&list, name) }).collect();
        Ok(Screening {
            note: NOTE,
            list: file.to_owned(),
            entries: list.entries().len(),
            names: list.name_count(),
            not_in_force,
            weights: format!("{}, {}", screener.weights.source, screener.weights.made),
            match_from: screener.weights.match_from,
            possible_from: screener.weights.possible_from,
            parties: screened,
            findings: findings.0.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Names of parties in a file, each once: a CSV table with the column `name`, or
/// JSON of the open contracting standards, one text or one a line.
///
/// # Errors
/// A table without the column; nothing that is understood. Lines that are not understood
/// become findings where others are.
pub fn parties(file: &str, text: &str, findings: &mut Vec<String>) -> Result<Vec<String>, EngineError> {
    if text.trim_start().starts_with(['{', '[']) {
        let (names, not_read) = names_of_parties(text);
        if let (true, Some((line, e))) = (names.is_empty(), not_read.first()) {
            return Err(EngineError::input(format!("{file}:{line}: no JSON: {e}"), "give OCDS or OC4IDS, one text or one a line"));
        }
        findings.extend(not_read.into_iter().map(|(line, e)| format!("error: {file}:{line}: no JSON: {e}")));
        return Ok(names);
    }
    let mut noticed = Findings::default();
    let fail = |e| EngineError::input(e, "parties are a CSV table with the column name, or OCDS or OC4IDS as JSON");
    let names = read_parties(file, text, &mut noticed).map_err(fail)?;
    if names.is_empty() {
        let empty = EngineError::none(format!("{file}: no party is named"), "name one a row in the column name");
        return Err(EngineError::of_findings(&noticed).unwrap_or(empty));
    }
    findings.extend(noticed.0.iter().map(ToString::to_string));
    let mut seen = BTreeSet::new();
    Ok(names.into_iter().filter(|n| seen.insert(n.clone())).collect())
}

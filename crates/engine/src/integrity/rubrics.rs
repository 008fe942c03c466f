//! Rubrics: what programmes and disclosures are scored by.

use crate::data::{Engine, file_text, toml_files};
use crate::error::EngineError;
use landbridge_model::Findings;
use landbridge_portfolio::rubric::{Rubric, Scored, read_answers, score};
use std::path::Path;

/// Folder of rubrics in the data.
const RUBRICS: &str = "integrity/rubrics";

const FORM: &str = "see data/integrity/README.md for the form of a rubric";

fn wrong(message: String) -> EngineError {
    EngineError::input(message, FORM)
}

impl Engine {
    /// The rubrics that ship, in the order of their ids.
    ///
    /// # Errors
    /// A rubric that is not understood, with its line.
    pub fn rubrics(&self) -> Result<Vec<Rubric>, EngineError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let own = folder.join(RUBRICS);
        let files = if own.is_dir() { toml_files(&own).map_err(wrong)? } else { Vec::new() };
        files.iter().map(|p| file(p)).collect()
    }

    /// A rubric by its id, or a file of one's own.
    ///
    /// # Errors
    /// An unknown id, with those that are known.
    pub fn rubric(&self, name: &str) -> Result<Rubric, EngineError> {
        let all = self.rubrics()?;
        let known: Vec<String> = all.iter().map(|r| r.id.clone()).collect();
        if let Some(found) = all.into_iter().find(|r| r.id == name) {
            return Ok(found);
        }
        if Path::new(name).is_file() {
            return file(Path::new(name));
        }
        Err(EngineError::input(format!("there is no rubric '{name}'"), format!("known are {}", known.join(", "))))
    }
}

fn file(path: &Path) -> Result<Rubric, EngineError> {
    let (name, text) = file_text(path, FORM)?;
    Rubric::read(&name, &text).map_err(wrong)
}

/// Scores a file of answers, with what in it does not fit.
///
/// # Errors
/// A file that cannot be read, or lacks a column.
pub fn assess(rubric: &Rubric, answers: &Path) -> Result<(Scored, Findings), EngineError> {
    let (name, text) = file_text(answers, &form(rubric))?;
    assess_text(rubric, &name, &text)
}

fn form(rubric: &Rubric) -> String {
    format!("`landbridge integrity assess {} --template` writes the table to fill in", rubric.id)
}

/// The same of a text; `file` names it in errors.
///
/// # Errors
/// A column that is missing, a row that is not understood, no answer: a score of what
/// is left would be no score of the answers.
pub fn assess_text(rubric: &Rubric, file: &str, text: &str) -> Result<(Scored, Findings), EngineError> {
    let mut findings = Findings::default();
    let answers = read_answers(file, text, rubric, &mut findings).map_err(|e| EngineError::input(e, form(rubric)))?;
    if let Some(error) = EngineError::of_findings(&findings) {
        return Err(error);
    }
    if answers.is_empty() {
        return Err(EngineError::none(format!("{file}: no row answers a question of the rubric"), form(rubric)));
    }
    let scored = score(rubric, answers, &mut findings);
    Ok((scored, findings))
}

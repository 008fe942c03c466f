//! What can go wrong, and what to do about it.

use landbridge_model::{Finding, Findings, Severity};

/// An error with a hint. `no_result` tells a question without an answer from
/// a bad question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct EngineError {
    /// What is wrong.
    pub message: String,
    /// What to do next, empty where nothing helps.
    pub hint: String,
    /// The input was fine but there is no answer.
    pub no_result: bool,
    /// The fault is in the data folder, not in the question.
    pub of_data: bool,
}

impl EngineError {
    /// Bad input.
    pub fn input(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), no_result: false, of_data: false }
    }
    /// Bad input that a reader found, with what it says to do.
    pub fn found(finding: &Finding) -> Self {
        Self::input(format!("{}: {}", finding.place, finding.message), finding.hint.clone())
    }
    /// What is wrong in what was read, the first few errors named; `None` where none is.
    pub fn of_findings(findings: &Findings) -> Option<Self> {
        const NAMED: usize = 5;
        let wrong: Vec<&Finding> = findings.0.iter().filter(|f| f.severity == Severity::Error).collect();
        let first = wrong.first()?;
        let named: Vec<String> = wrong.iter().take(NAMED).map(|f| format!("{}: {}", f.place, f.message)).collect();
        let more = wrong.len().saturating_sub(NAMED);
        let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
        Some(Self::input(format!("{}{rest}", named.join("; ")), first.hint.clone()))
    }
    /// A question without an answer.
    pub fn none(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), no_result: true, of_data: false }
    }
    /// Data that cannot be read.
    pub fn data(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { of_data: true, ..Self::input(message, hint) }
    }
}

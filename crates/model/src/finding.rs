//! What a reader noticed: it never drops a record silently, it says so here.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Used, but doubtful.
    Warning,
    /// The record cannot be used.
    Error,
}

/// One observation about one place of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Input, line and field, as `file:line:field`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{word}: {}: {}", self.place, self.message)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}

/// Findings collected while reading.
#[derive(Clone, Debug, Default)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Adds one finding.
    pub fn push(&mut self, severity: Severity, place: impl Into<String>, message: impl Into<String>, hint: impl Into<String>) {
        self.0.push(Finding { severity, place: place.into(), message: message.into(), hint: hint.into() });
    }
    /// Number of findings of at least this severity.
    pub fn count(&self, at_least: Severity) -> usize {
        self.0.iter().filter(|f| f.severity >= at_least).count()
    }
}

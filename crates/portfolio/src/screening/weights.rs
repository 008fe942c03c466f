//! How likely two names are one party, from what they have in common.

use super::features::{COUNT, FEATURES, Features};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use utoipa::ToSchema;

/// Coefficients and thresholds, as `data/screening/weights.toml` has them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Weights {
    /// What the coefficients were fitted on, and how.
    pub source: String,
    /// The day on which they were.
    pub made: String,
    /// Likelihood from which on two names are a match.
    pub match_from: f64,
    /// Likelihood from which on they are a possible match.
    pub possible_from: f64,
    /// Coefficient of each feature.
    pub coefficient: BTreeMap<String, f64>,
}

/// What two names are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ScreeningVerdict)]
pub enum Verdict {
    /// They do not denote one party, as far as names tell.
    Different,
    /// They may; a person has to look.
    Possible,
    /// They most likely do; a person has to look.
    Match,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Different => "different",
            Self::Possible => "possible",
            Self::Match => "match",
        }
    }
}

impl Weights {
    /// Reads a file of weights.
    ///
    /// # Errors
    /// What is not understood, or the feature that has no coefficient.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let weights: Weights = landbridge_formats::toml::read(file, text).map_err(|e| e.to_string())?;
        if let Some(missing) = names().find(|f| !weights.coefficient.contains_key(*f)) {
            return Err(format!("{file}: the feature '{missing}' has no coefficient"));
        }
        if let Some(idle) = weights.coefficient.keys().find(|k| !names().any(|f| f == k.as_str())) {
            return Err(format!("{file}: '{idle}' is no feature"));
        }
        if !weights.coefficient.values().all(|c| c.is_finite()) {
            return Err(format!("{file}: a coefficient is no number"));
        }
        if !(0.0 < weights.possible_from && weights.possible_from <= weights.match_from && weights.match_from <= 1.0) {
            return Err(format!("{file}: 0 < possible-from ≤ match-from ≤ 1"));
        }
        Ok(weights)
    }

    /// The file; what is read from it is what is written.
    pub fn write(&self) -> String {
        let mut out = format!(
            "# Made by `cargo bench -p landbridge-portfolio --bench screening -- --fit {}`;\n# a test compares. README.md beside it says how well it does.\n\n",
            self.made
        );
        let _ = writeln!(out, "source = \"{}\"\nmade = \"{}\"", self.source, self.made);
        let _ = writeln!(out, "match-from = {}\npossible-from = {}\n\n[coefficient]", self.match_from, self.possible_from);
        for feature in names() {
            let _ = writeln!(out, "{feature} = {:?}", self.coefficient.get(feature).copied().unwrap_or(0.0));
        }
        out
    }

    /// Coefficients in the order of [`FEATURES`].
    pub(super) fn in_order(&self) -> Features {
        FEATURES.map(|(f, _)| self.coefficient.get(f).copied().unwrap_or(0.0))
    }

    /// What a likelihood says.
    pub fn verdict(&self, likelihood: f64) -> Verdict {
        if likelihood >= self.match_from {
            Verdict::Match
        } else if likelihood >= self.possible_from {
            Verdict::Possible
        } else {
            Verdict::Different
        }
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    FEATURES.iter().map(|(name, _)| *name)
}

/// The logistic function of the weighted features.
pub(super) fn likelihood(coefficients: &Features, features: &Features) -> f64 {
    let sum: f64 = coefficients.iter().zip(features).map(|(c, f)| c * f).sum();
    1.0 / (1.0 + libm::exp(-sum))
}

/// Coefficients by name, rounded as they are written.
pub(super) fn by_name(coefficients: &[f64; COUNT]) -> BTreeMap<String, f64> {
    names().zip(coefficients).map(|(f, c)| (f.to_owned(), rounded(*c))).collect()
}

/// Four digits behind the point.
pub(super) fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e4).round() / 1e4;
    // No negative zero in files.
    if rounded == 0.0 { 0.0 } else { rounded }
}

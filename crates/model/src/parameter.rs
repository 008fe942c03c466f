//! A number of the domain, with its unit, source and spread.

use crate::status::Confidence;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One parameter as it stands in `data/parameters/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The value in `unit`.
    pub value: f64,
    /// Unit of the value.
    pub unit: String,
    /// Document and publisher.
    pub source: String,
    /// Year the value describes.
    pub year: u16,
    /// Whether the value was read in the source.
    pub confidence: Confidence,
    /// Lower end of the plausible range, same unit.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end of the plausible range, same unit.
    #[serde(default)]
    pub high: Option<f64>,
    /// What the value means and how it was derived.
    #[serde(default)]
    pub note: Option<String>,
}

/// Parameters by dotted name, for example `rail.usd_per_teu_km`. A name may be
/// refined by a country, `rail.speed.KAZ`, which wins over the plain name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ParameterSet {
    entries: BTreeMap<String, Parameter>,
}

impl ParameterSet {
    /// Adds or replaces a parameter.
    pub fn insert(&mut self, name: impl Into<String>, parameter: Parameter) {
        self.entries.insert(name.into(), parameter);
    }
    /// The parameter called `name`.
    pub fn get(&self, name: &str) -> Option<&Parameter> {
        self.entries.get(name)
    }
    /// All parameters in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Parameter)> {
        self.entries.iter().map(|(name, p)| (name.as_str(), p))
    }
    /// Number of parameters.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Replaces the value of an existing parameter for one run; its source
    /// becomes `set for this run`.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), String> {
        if !value.is_finite() || value < 0.0 {
            return Err(format!("{name}={value}: the value must be a number of at least 0"));
        }
        match self.entries.get_mut(name) {
            Some(p) => {
                p.value = value;
                p.source = "set for this run".to_owned();
                p.low = None;
                p.high = None;
                Ok(())
            }
            None => Err(format!("there is no parameter '{name}'; 'landbridge parameters' lists them")),
        }
    }
}

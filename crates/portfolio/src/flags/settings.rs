//! What indicators are measured by.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Thresholds and choices, as `data/integrity/flags.toml` has them.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Where the defaults come from.
    pub source: String,
    /// The one currency in which prices are compared; the first of the file where
    /// none is named.
    #[serde(default)]
    pub currency: Option<String>,
    /// Methods in the words of the country whose processes are left out.
    #[serde(default)]
    pub leave_out_method_details: Vec<String>,
    /// Methods in the words of the country by which prices are not compared.
    #[serde(default)]
    pub no_price_method_details: Vec<String>,
    /// How many times the distance of the quartiles a fence is beyond them.
    pub fence_times: f64,
    /// R003: days below which a period is short.
    pub r003_days: i64,
    /// R003: methods for which it is measured; all where none is named.
    #[serde(default)]
    pub r003_methods: Vec<String>,
    /// R018: methods for which it is measured; all where none is named.
    #[serde(default)]
    pub r018_methods: Vec<String>,
    /// R024: share instead of the fence.
    #[serde(default)]
    pub r024_threshold: Option<f64>,
    /// R025: share of bidders that bid less than a top bidder.
    pub r025_top_share: f64,
    /// R025: share instead of the fence.
    #[serde(default)]
    pub r025_threshold: Option<f64>,
    /// R035: disqualified bidders from which on it is raised.
    pub r035_disqualified: usize,
    /// R038: share instead of the fences.
    #[serde(default)]
    pub r038_threshold: Option<f64>,
    /// R038: bids from which on an organization is looked at.
    pub r038_bids: u32,
    /// R048: first digits of a classification that make a kind.
    pub r048_digits: usize,
    /// R048: processes with classified awards from which on a supplier is looked at.
    pub r048_processes: u32,
    /// R048: kinds instead of the fence.
    #[serde(default)]
    pub r048_threshold: Option<f64>,
    /// R058: share instead of the fence.
    #[serde(default)]
    pub r058_threshold: Option<f64>,
}

impl Settings {
    /// Reads a file of settings.
    ///
    /// # Errors
    /// The line that is not understood, or a value that makes no sense.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let settings: Settings = landbridge_formats::toml::read(file, text).map_err(|e| e.to_string())?;
        let finite = |v: f64| v.is_finite() && v >= 0.0;
        if !finite(settings.fence_times) || !(0.0..=1.0).contains(&settings.r025_top_share) {
            return Err(format!("{file}: fence-times is 0 or more, r025-top-share 0 to 1"));
        }
        Ok(settings)
    }
}

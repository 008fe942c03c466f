//! Indicators against targets, sums by step, country and sector, early
//! warnings, and what changed since a day.
//!
//! Days are counted from 1 January 1970, as [`landbridge_model::date`] does.

pub mod changes;
pub mod opening;
pub mod rollup;
pub mod standing;
pub mod warnings;

use landbridge_model::date;

/// First and last day of a period; without end on a side that is `..`.
pub fn period(text: &str) -> Option<(f64, f64)> {
    match text.split_once('/') {
        Some(("..", until)) => Some((f64::NEG_INFINITY, date::days(until)?.1)),
        Some((from, "..")) => Some((date::days(from)?.0, f64::INFINITY)),
        _ => date::days(text),
    }
}

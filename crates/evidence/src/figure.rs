//! A figure with its range and where it comes from.

use serde::Serialize;
use utoipa::ToSchema;

/// A figure in a range, in the unit of who gave it. Dates are days since
/// 1 January of the year 1.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = RangedFigure)]
pub struct Figure {
    /// What is taken for it.
    pub value: f64,
    /// The least that it may be.
    pub low: f64,
    /// The most that it may be.
    pub high: f64,
    /// Documents, data or computations that it rests on.
    pub from: Vec<String>,
}

impl Figure {
    /// A figure without a range.
    pub fn exact(value: f64, from: impl Into<String>) -> Self {
        Figure { value, low: value, high: value, from: vec![from.into()] }
    }

    /// A figure within a range; the ends are put in order and spread to hold it.
    pub fn between(low: f64, value: f64, high: f64, from: impl Into<String>) -> Self {
        Figure { value, low: low.min(high).min(value), high: low.max(high).max(value), from: vec![from.into()] }
    }
}

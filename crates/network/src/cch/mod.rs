//! Customizable contraction hierarchy.
//!
//! The preparation ([`Topology`]) depends on the graph alone. Changing what
//! arcs cost means a new [`Metric`], not a new preparation (Dibbelt, Strasser
//! and Wagner, "Customizable Contraction Hierarchies", ACM JEA 21, 2016:
//! section 5 for the contraction, section 7 for the customisation and the
//! perfect witness search, section 8 for the elimination-tree query).
//!
//! Node numbers are ranks: node 0 is contracted first.

mod exact;
mod metric;
mod potential;
mod query;
pub mod skim;
mod sweep;
mod topology;

pub use metric::{Entry, Metric, customise};
pub use potential::Potential;
pub use query::{Path, Query, Seed};
pub use sweep::{Direction, Sweep};
pub use topology::{NONE, Topology};

/// Weight of an arc that cannot be used. Two of them add up without overflow.
pub const INFINITY: u32 = 1 << 30;

#[cfg(test)]
mod tests;

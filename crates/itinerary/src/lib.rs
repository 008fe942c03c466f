//! Chains of services and unscheduled legs: all that are worth choosing among,
//! and how surely each arrives.
//!
//! * [`criteria`] — what is compared, and sets of what nothing else beats.
//! * [`board`] — the stops, lines and legs that a question is asked of.
//! * [`mod@search`] — the complete Pareto set between two stops.
//! * [`reliability`] — the law of a chain's arrival from those of its stages.

pub mod board;
pub mod criteria;
pub mod reliability;
pub mod search;

#[cfg(test)]
mod oracle;

pub use board::{Board, Fare, Floor, Leave, LegArc, Line, LineCall, ride};
pub use criteria::{Criteria, Slack, Value};
pub use search::{Chain, Found, Query, Ride, search};

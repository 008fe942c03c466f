//! The ledger of claims: what was published, and what the figures say of it.
//!
//! [`numbers`] finds every number of a text by a written rule. A [`ledger`] holds
//! the claims of the text, and [`coverage`] counts which numbers they cover. Each
//! [`claim`] has checks: formulas over figures that it [`ask`]s for. [`check`]
//! gathers them through the trait [`ask::Figures`], which the engine implements,
//! and [`judge`] sets claimed and computed figures beside each other. Nothing here
//! reads a file or knows a network. A [`chart`] is one of the text, drawn again from series.

pub mod ask;
pub mod chart;
pub mod check;
pub mod claim;
pub mod coverage;
pub mod figure;
pub mod formula;
pub mod judge;
pub mod ledger;
pub mod numbers;
pub mod report;
pub mod words;

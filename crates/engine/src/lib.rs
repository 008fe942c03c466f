//! The one API that faces use: one module a verb.
//!
//! * [`data`] — finding and opening what ships.
//! * [`resolve`] — from what a person typed to a place.
//! * [`route`] — the fastest, cheapest and lowest-emission way.
//! * [`plan`] — on a day: all ways worth choosing, over services.
//! * [`explain`] — where a figure comes from.

pub mod constraint;
pub mod data;
pub mod error;
pub mod explain;
mod finder;
pub mod itinerary;
mod mode;
pub mod plan;
pub mod resolve;
pub mod route;
pub mod snap;

pub use data::Engine;
pub use error::EngineError;

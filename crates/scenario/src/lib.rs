//! What a change is worth.
//!
//! * [`mod@compare`] — two matrices of the same places, pair by pair, by place
//!   and by country.

pub mod compare;

pub use compare::{Comparison, Figures, PairChange, PlaceChange, compare, pair};

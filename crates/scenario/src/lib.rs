//! What a change is worth.
//!
//! * [`mod@compare`] — two matrices of the same places, pair by pair, by place
//!   and by country;
//! * [`mod@worth`] — a few figures for a whole matrix, market access among them;
//! * [`sweep`] — value alone, value as the last, and what the gap says.

pub mod compare;
pub mod sweep;
pub mod worth;

pub use compare::{Comparison, Figures, PairChange, PlaceChange, compare, pair};
pub use sweep::{Relation, Values, interplay};
pub use worth::{Measured, Scale, Worth, by_product, worth};

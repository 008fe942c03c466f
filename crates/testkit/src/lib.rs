//! What tests share.
//!
//! * [`reference`](mod@reference) — where the reference data is.

pub mod reference;

pub use reference::{REFERENCE_VARIABLE, reference, reference_folder};

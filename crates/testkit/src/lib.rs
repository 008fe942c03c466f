//! What tests share.
//!
//! * [`sketch`] — small worlds drawn with letters.
//! * [`oracle`] — slow and obviously right searches.
//! * [`reference`](mod@reference) — where the reference data is.

pub mod oracle;
pub mod reference;
pub mod sketch;

pub use reference::{REFERENCE_VARIABLE, reference, reference_folder};
pub use sketch::Sketch;

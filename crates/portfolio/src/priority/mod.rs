//! What to do first: criteria with weights, how much the order depends on them, and
//! the best choice within a budget.
//!
//! Values are added (Keeney and Raiffa, Decisions with Multiple Objectives, 1976,
//! eq. 3.22): each measure of a project is brought to 0 for the worst and 1 for the
//! best that the criteria name, and these are summed by weight. Adding presumes that
//! what is lost in one criterion can be made good in another: who does not want that
//! states a rule for the choice instead.

mod criteria;
mod measure;
pub mod robust;
mod score;
pub mod select;
pub mod sensitivity;

pub use criteria::{Criteria, Criterion, Measure};
pub use measure::{Columns, Known};
pub use score::{Part, Scored, score};

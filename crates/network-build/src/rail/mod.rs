//! The railway layer.

pub mod backbone;
pub mod matching;
pub mod passenger;

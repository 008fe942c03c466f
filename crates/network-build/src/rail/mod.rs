//! The railway layer.

pub mod backbone;
mod joints;
pub mod matching;
pub mod passenger;

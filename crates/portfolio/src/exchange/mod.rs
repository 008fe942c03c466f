//! Records as other systems write them.
//!
//! What is read keeps the whole document beside it, and what is written is that
//! document with what has changed: nothing is lost on the way there and back.

pub mod iati;
pub mod oc4ids;
mod standard;
pub mod tables;
mod view;

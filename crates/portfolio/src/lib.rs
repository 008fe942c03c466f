//! Cooperation projects: the [`register`] of them, how they are [`monitor`]ed,
//! their [`exchange`] with other systems, and [`flags`], the red flags of
//! procurement on OCDS releases. Nothing here reads a file.

pub mod exchange;
pub mod flags;
pub mod monitor;
pub mod register;
pub mod rubric;

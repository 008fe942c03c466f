//! Cooperation projects and how openly they are done: the [`register`] of them,
//! how they are [`monitor`]ed, their [`exchange`] with other systems, [`rubric`]s of
//! compliance and disclosure, [`flags`], the red flags of procurement on OCDS
//! releases, and [`screening`], which compares names of parties in any script with
//! those of a list and explains each match. Nothing here reads a file.

pub mod exchange;
pub mod flags;
pub mod monitor;
pub mod register;
pub mod rubric;
pub mod screening;

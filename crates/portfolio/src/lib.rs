//! Cooperation projects and how openly they are done: [`flags`], the red flags of
//! procurement on OCDS releases, and [`screening`], which compares names of parties
//! in any script with those of a list and explains each match. Nothing here reads a
//! file.

pub mod flags;
pub mod screening;

//! Projects, integrity and risk: what is planned, by whom, and how openly.
//!
//! [`flags`] measures red flags of procurement on OCDS releases. [`screening`] compares names of parties in any script with those of a list and
//! explains each match. Nothing here reads a file.

pub mod flags;
pub mod screening;

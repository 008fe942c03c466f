//! Projects, integrity and risk: what is planned, by whom, and how openly.
//!
//! [`screening`] compares names of parties in any script with those of a list and
//! explains each match. Nothing here reads a file.

pub mod screening;

//! Readers and writers of files people exchange: one module a format.

pub mod gtfs;
pub mod oc4ids;
pub mod ocds;
pub mod skim;
pub mod table;
pub mod toml;
pub mod topojson;
pub mod xml;

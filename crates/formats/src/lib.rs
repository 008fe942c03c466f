//! Readers and writers of files people exchange: one module a format.

pub mod gtfs;
#[cfg(feature = "json-schema")]
pub mod json_schema;
pub mod oc4ids;
pub mod ocds;
pub mod sheet;
pub mod skim;
pub mod table;
pub mod toml;
pub mod topojson;
#[cfg(feature = "excel")]
pub mod workbook;
pub mod xml;

//! Ground floor: the words of the field as types.
//!
//! Units, places, codes, modes, cargo, money, findings and parameters. Nothing
//! here reads a file or knows a network; every other crate stands on this one.

pub mod cargo;
pub mod code;
pub mod country;
pub mod date;
pub mod finding;
pub mod geo;
pub mod id;
pub mod law;
pub mod mode;
pub mod money;
pub mod parameter;
pub mod skim;
pub mod status;
pub mod units;

pub use cargo::{Cargo, CargoKind};
pub use country::CountryCode;
pub use finding::{Finding, Findings, Severity};
pub use geo::Point;
pub use law::Law;
pub use mode::{Mode, ModeSet};
pub use money::{Money, Prices};
pub use skim::{Skim, SkimCell, Zone};
pub use status::{Confidence, Lifespan, Provenance};
pub use units::{Hours, KgCo2e, Km, Usd};

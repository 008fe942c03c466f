//! Time, money and CO2e of links, transfers and borders for a cargo.
//!
//! Emissions have the form of ISO 14083: mass × distance × intensity for each
//! leg, plus the hubs; intensities are well to wheel.

pub mod delay;
pub mod parameters;
pub mod rates;

pub use delay::Delays;
pub use parameters::read_parameters;
pub use rates::{Charge, Rates};

//! The one API that faces use: one module a verb.
//!
//! * [`data`] — finding and opening what ships.
//! * [`resolve`] — from what a person typed to a place.
//! * [`places`] — for people who are still typing.
//! * [`route`] — the fastest, cheapest and lowest-emission way.
//! * [`plan`] — on a day: all ways worth choosing, over services.
//! * [`corridor`] — named corridors: what they are, what they take, what limits
//!   them.
//! * [`profile`] — time and cost against distance, beside what was observed.
//! * [`scenario`] — what a project, a closure or a faster border changes.
//! * [`compare`](mod@compare) — pairs, countries and corridors before and after.
//! * [`skim`] — matrices between many places.
//! * [`geojson`] — answers as lines and points.
//! * [`watch`] — how far a long answer is, and stopping it.
//! * [`evidence`] — claims that were published, and what the figures say of them.
//! * [`integrity`] — red flags of procurement, and screening of parties.
//! * [`explain`] — where a figure comes from.

pub mod compare;
pub mod constraint;
pub mod corridor;
pub mod criticality;
pub mod data;
pub mod error;
pub mod evidence;
pub mod explain;
mod finder;
pub mod geojson;
pub mod integrity;
pub mod itinerary;
mod kept;
pub mod manifest;
mod mode;
pub mod over;
pub mod places;
pub mod plan;
pub mod portfolio;
mod products;
pub mod profile;
pub mod resolve;
pub mod route;
pub mod scenario;
pub mod ships;
pub mod skim;
pub mod snap;
pub mod steps;
pub mod sweep;
pub mod watch;

pub use data::Engine;
pub use error::EngineError;
pub use landbridge_network::world::Country;

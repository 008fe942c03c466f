//! Makes the world network from data packages and curated tables.
//!
//! Only the project's own chores use this crate; the engine reads the
//! finished `world.lbn`. The steps, in order, stand in [`build`].

pub mod assemble;
pub mod border;
pub mod bridge;
pub mod build;
pub mod calibrate;
pub mod clean;
pub mod curated;
pub mod draft;
pub mod facility;
pub mod gauge;
pub mod layers;
pub mod locate;
pub mod names;
pub mod order;
pub mod rail;
pub mod report;
pub mod road;
pub mod rules;
pub mod sources;
pub mod supply;
pub mod thread;
pub mod weld;

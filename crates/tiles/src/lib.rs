//! Vector tiles cut from the network, so that the whole world is smooth at every
//! zoom.
//!
//! An [`Atlas`] is made of a world once: its lines are joined, simplified for
//! bands of zooms and put in boxes. [`Atlas::tile`] then cuts a tile of it in
//! the form of Mapbox Vector Tile 2.1, in the projection of Web Mercator.
//!
//! | layer | geometry | properties |
//! |---|---|---|
//! | `land` | polygons | `code` |
//! | `border`, `coast` | lines | |
//! | `line` | lines | `mode`, `gauge`, `electrified`, `tracks`, `from`, `until`, `main` |
//! | `passage` | points | `id`, `name`, `open` |
//! | `facility` | points | `kind`, `name`, `local`, `code`, `country`, `capacity`, `from`, `until` |
//! | `crossing` | points | `id`, `name`, `mode`, `hours`, `countries`, `gauges`, `named`, `from`, `until` |
//! | `city` | points | `name`, `local`, `country`, `people` |
//!
//! `from` and `until` are years, left out where the thing is always open; `from`
//! of 65535 is something planned without a year.

mod atlas;
mod clip;
mod cut;
pub mod land;
mod mercator;
mod points;
mod simplify;
pub mod territory;
mod trails;

pub use atlas::Atlas;
pub use cut::{MAX_ZOOM, TileId};
pub use land::Land;
pub use territory::Territory;

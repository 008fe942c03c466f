//! The physical network and the search structures on it.
//!
//! * [`world`] — what the network is made of: nodes, links, facilities,
//!   border crossings, and the table of place names.
//! * [`lbn`] — the file format `world.lbn`.
//! * [`graph`] — links, crossings and docks as one multimodal graph.
//! * [`cch`] — customizable contraction hierarchy: preparation, weights,
//!   queries, potentials, one-to-all sweeps.
//! * [`astar`] — searches on the graph itself, with closures.
//! * [`overlay`] — how a change patches a world.
//! * [`boxes`] — boxes around many things, for scans of a region.
//! * [`snap`] — from a position to places on links.
//! * [`gazetteer`] — from a name in any script to a place.

pub mod astar;
pub mod boxes;
pub mod cch;
pub mod gazetteer;
pub mod graph;
pub mod lbn;
pub mod overlay;
pub mod snap;
pub mod world;

pub use graph::{ArcId, EdgeRef, Graph};
pub use world::{CrossingId, FacilityId, LinkId, NodeId, World};

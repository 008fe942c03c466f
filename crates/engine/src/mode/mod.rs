//! The network of one mode: what its arcs take and cost, and the best ways over
//! them. Plans and corridors are made of legs by one mode each.

pub(crate) mod along;
pub(crate) mod net;
pub(crate) mod nets;
pub(crate) mod stages;

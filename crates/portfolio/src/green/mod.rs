//! How green projects are: a conditional [`light`] and emissions [`avoided`].

pub mod avoided;
pub mod light;

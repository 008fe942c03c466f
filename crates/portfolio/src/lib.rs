//! Cooperation projects and how openly they are done: so far [`flags`], the red
//! flags of procurement on OCDS releases. Nothing here reads a file.

pub mod flags;

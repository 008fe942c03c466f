//! Cooperation projects and how openly they are done: the [`register`] of them,
//! how they are [`monitor`]ed, their [`exchange`] with other systems, what to do
//! first ([`priority`]), when it can be done ([`plan`]) and what may go otherwise
//! ([`risk`]), how [`green`] they are and whether they are [`small`] yet smart, [`rubric`]s of compliance and disclosure, [`flags`], the red flags of
//! procurement on OCDS releases, and [`screening`], which compares names of parties
//! in any script with those of a list and explains each match. Nothing here reads a
//! file.

pub mod exchange;
pub mod flags;
pub mod green;
pub mod monitor;
pub mod plan;
pub mod priority;
pub mod register;
pub mod risk;
pub mod rubric;
pub mod screening;
pub mod small;

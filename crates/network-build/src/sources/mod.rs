//! Readers of the data packages from which the network is built.

pub mod airports;
pub mod archive;
pub mod cities;
pub mod literal;
pub mod marnet;
pub mod scgraph;
pub mod territory;

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{package}: {message}")]
pub struct SourceError {
    /// The package.
    pub package: String,
    /// What is wrong.
    pub message: String,
}

impl SourceError {
    /// An error in a package.
    pub fn new(package: &str, message: impl Into<String>) -> Self {
        Self { package: package.to_owned(), message: message.into() }
    }
}

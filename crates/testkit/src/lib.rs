//! What tests share: where the reference data is.

use std::path::PathBuf;

/// Names the folder that holds the reference data.
pub const REFERENCE_VARIABLE: &str = "LANDBRIDGE_REFERENCE";

/// A file of the reference data, by its path below the folder; `None` where
/// the variable is not set.
///
/// # Panics
/// When the variable is set and the file is not there: then its absence is a
/// failure of the set-up, not a reason to skip.
#[expect(clippy::panic, reason = "a test helper: failing loudly is its purpose")]
pub fn reference(path: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os(REFERENCE_VARIABLE)?);
    let file = folder.join(path);
    if !file.exists() {
        panic!("{REFERENCE_VARIABLE} is set but {} is not there", file.display());
    }
    Some(file)
}

//! Where the reference data is, and what to say when it is not where it should be.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Names the folder that holds the reference data.
pub const REFERENCE_VARIABLE: &str = "LANDBRIDGE_REFERENCE";

/// The folder of the reference data; `None` where the variable is not set.
///
/// # Errors
/// The variable is set to something that is no folder: a wrong set-up is a
/// failure, not a reason to skip.
pub fn reference_folder() -> Result<Option<PathBuf>, String> {
    std::env::var_os(REFERENCE_VARIABLE).map(|named| folder_named(&named)).transpose()
}

/// A file of the reference data, by its path below the folder; `None` where
/// the variable is not set.
///
/// # Panics
/// When the variable is set and names no folder, or the file is not in it.
#[expect(clippy::panic, reason = "a test helper: failing loudly is its purpose")]
pub fn reference(path: &str) -> Option<PathBuf> {
    let file = reference_folder().unwrap_or_else(|e| panic!("{e}"))?.join(path);
    if !file.exists() {
        panic!("{REFERENCE_VARIABLE} is set but {} is not there", file.display());
    }
    Some(file)
}

/// The folder that a value of the variable names.
///
/// # Errors
/// An empty or relative path, and a path that is no folder. A relative path is
/// refused because tests run in the folder of their own crate, so that it
/// would name a different folder for each.
pub fn folder_named(value: &OsStr) -> Result<PathBuf, String> {
    let path = Path::new(value);
    if value.is_empty() {
        return Err(format!("{REFERENCE_VARIABLE} is set but empty; unset it, or let it name the folder of the reference data"));
    }
    if path.is_relative() {
        return Err(format!(
            "{REFERENCE_VARIABLE} is the relative path '{0}', which each test would look for in its own folder; \
             write the whole path, for example {REFERENCE_VARIABLE}=\"$(cd '{0}' && pwd)\"",
            path.display()
        ));
    }
    if !path.is_dir() {
        let what = if path.exists() { "is a file, not a folder" } else { "is not there" };
        return Err(format!("{REFERENCE_VARIABLE} names {}, which {what}; let it name the folder above data/", path.display()));
    }
    Ok(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_folder_is_refused_with_a_reason() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(folder_named(here.as_os_str()), Ok(here.to_owned()));
        let refused = |value: &OsStr| folder_named(value).err().unwrap_or_default();
        assert!(refused(OsStr::new("")).contains("is set but empty"));
        assert!(refused(OsStr::new("../shared")).contains("the relative path '../shared'"));
        assert!(refused(here.join("nowhere").as_os_str()).contains("is not there"));
        assert!(refused(here.join("Cargo.toml").as_os_str()).contains("is a file, not a folder"));
    }
}

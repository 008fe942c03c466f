//! TOML files whose errors name their line.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What of a file is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {message}")]
pub struct TomlError {
    /// The file as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

/// Reads a file; `file` names it in errors.
///
/// # Errors
/// The line that is not understood and why.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, TomlError> {
    toml::from_str(text).map_err(|e| {
        let before = e.span().and_then(|s| text.get(..s.start)).unwrap_or_default();
        TomlError { file: file.to_owned(), line: before.matches('\n').count() + 1, message: e.message().to_owned() }
    })
}

/// Writes a value as the text of a file.
///
/// # Errors
/// What TOML cannot hold.
pub fn write<T: Serialize>(value: &T) -> Result<String, String> {
    toml::to_string_pretty(value).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[test]
    fn an_error_names_its_line() {
        let error = super::read::<BTreeMap<String, u8>>("a.toml", "x = 1\ny = \"2\"\n").unwrap_err();
        assert_eq!((error.line, error.to_string().starts_with("a.toml, line 2: ")), (2, true), "{error}");
    }
}

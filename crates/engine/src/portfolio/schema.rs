//! Packages of projects held against a JSON Schema that stands in a file.

use crate::error::EngineError;
use landbridge_model::Findings;
use serde_json::Value;
use std::path::Path;

/// What of a document breaks which rule of a schema, and how many projects or
/// packages were held against it. `name` names the document.
///
/// # Errors
/// A file that is no schema, or refers to what is not beside it; a program without
/// JSON Schema.
pub fn check(schema: &Path, name: &str, document: &Value) -> Result<(Findings, usize), EngineError> {
    let ending = schema.extension().map(|x| x.to_string_lossy().to_lowercase()).unwrap_or_default();
    if ending == "xsd" {
        return Err(EngineError::input(
            format!("{}: an XSD cannot be checked here", schema.display()),
            format!("use xmllint: xmllint --noout --schema {} FILE.xml", schema.display()),
        ));
    }
    #[cfg(feature = "json-schema")]
    return local::check(schema, name, document);
    #[cfg(not(feature = "json-schema"))]
    {
        let _ = (name, document);
        Err(EngineError::input("this program was built without json-schema", "build it with: cargo build --release --features json-schema"))
    }
}

#[cfg(feature = "json-schema")]
mod local {
    use super::{EngineError, Findings, Path, Value};
    use crate::data::{entries, file_text};
    use landbridge_formats::json_schema::{Documents, Schema};
    use landbridge_formats::oc4ids::schema;
    use std::path::PathBuf;

    const HINT: &str = "name a file that holds a JSON Schema, such as project-schema.json of OC4IDS";

    pub(super) fn check(path: &Path, name: &str, document: &Value) -> Result<(Findings, usize), EngineError> {
        let (file, text) = file_text(path, HINT)?;
        let whole = path.canonicalize().map_err(|e| EngineError::input(format!("{file}: {e}"), HINT))?;
        let folder = whole.parent().map(Path::to_owned).unwrap_or_default();
        let schema = Schema::read(&file, &text, &address(&whole), Files(folder)).map_err(|e| EngineError::input(e, HINT))?;
        let mut findings = Findings::default();
        let held = schema::check(&schema, name, document, &mut findings);
        Ok((findings, held))
    }

    /// Files by their place, and those beside a schema by the address they say they
    /// are of.
    struct Files(PathBuf);

    impl Documents for Files {
        fn text(&self, address: &str) -> Result<String, String> {
            if let Some(path) = place(address) {
                return std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()));
            }
            let beside = entries(&self.0)?.into_iter().filter(|p| p.extension().is_some_and(|x| x == "json"));
            let is_it = |text: &String| {
                let document = serde_json::from_str::<Value>(text).unwrap_or_default();
                ["id", "$id"].iter().filter_map(|k| document.get(k)?.as_str()).any(|id| id.trim_end_matches('#') == address)
            };
            let found = beside.filter_map(|p| std::fs::read_to_string(p).ok()).find(is_it);
            found.ok_or_else(|| {
                format!("'{address}' is no local file and nothing is fetched: save it beside the schema as a file ending in .json that has this address as its id")
            })
        }
    }

    /// A path as an address.
    fn address(path: &Path) -> String {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~".contains(&b);
        let byte = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
        format!("file://{}", path.to_string_lossy().bytes().map(byte).collect::<String>())
    }

    /// The path of an address.
    fn place(address: &str) -> Option<PathBuf> {
        let mut bytes = address.strip_prefix("file://")?.bytes();
        let mut path = Vec::new();
        while let Some(b) = bytes.next() {
            let hex = |b: Option<u8>| char::from(b.unwrap_or_default()).to_digit(16).and_then(|d| u8::try_from(d).ok());
            path.push(if b == b'%' { hex(bytes.next())? << 4 | hex(bytes.next())? } else { b });
        }
        String::from_utf8(path).ok().map(PathBuf::from)
    }

    #[test]
    fn an_address_is_a_place() {
        let path = Path::new("/a b/ü%/s.json");
        assert_eq!(address(path), "file:///a%20b/%C3%BC%25/s.json");
        assert_eq!((place(&address(path)).as_deref(), place("https://example.org")), (Some(path), None));
    }
}

//! A package of projects held against a JSON Schema.

use super::checked;
use crate::args::TableFormat;
use crate::opener::Opener;
use crate::plan::Done;
use landbridge_engine::EngineError;
use landbridge_engine::portfolio::{self, Form};
use landbridge_formats::oc4ids::Publisher;
use serde_json::Value;
use std::path::Path;

/// Who publishes does not matter to the projects.
const PUBLISHER: Publisher<'_> = Publisher { name: "Landbridge", uri: "urn:landbridge:portfolio", date: "2024-01-01T00:00:00Z" };

pub(super) fn check(opener: &Opener, schema: &Path, from: Option<&Path>, format: TableFormat) -> Done {
    let ends_in = |ending: &str| from.is_some_and(|p| p.extension().is_some_and(|x| x.eq_ignore_ascii_case(ending)));
    let mut notes = Vec::new();
    let (name, document) = match from {
        Some(path) if ends_in("json") => {
            let name = path.display().to_string();
            let wrong = |e: String| EngineError::input(format!("{name}: {e}"), "name a package of OC4IDS");
            let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
            let document: Value = serde_json::from_str(&text).map_err(|e| wrong(format!("it is no JSON: {e}")))?;
            (name, document)
        }
        _ => {
            let register = match from {
                Some(path) => portfolio::read(path)?.0,
                None => opener.open(&[], &[])?.register()?,
            };
            if ends_in("xml") {
                notes.push(
                    "what is checked is the OC4IDS package made of these activities; an XSD cannot be checked here: \
                     xmllint --noout --schema iati-activities-schema.xsd FILE.xml"
                        .to_owned(),
                );
            }
            let text = portfolio::write(&register, Form::Oc4ids, &PUBLISHER)?;
            let document = serde_json::from_str(&text).map_err(|e| EngineError::input(e.to_string(), ""))?;
            ("package".to_owned(), document)
        }
    };
    let (findings, held) = portfolio::schema::check(schema, &name, &document)?;
    notes.push(format!("held against {}: {held} document{} of {name}", schema.display(), if held == 1 { "" } else { "s" }));
    Ok((checked(&findings, format)?, notes))
}

//! Documents held against a JSON Schema of one's own.
//!
//! Nothing is fetched: what a schema refers to is given by a function, which may
//! look among files.

use jsonschema::{Retrieve, Uri, Validator};
use landbridge_model::{Findings, Severity};
use serde_json::Value;
use std::error::Error;

/// Characters of a message that are shown: a message may quote a whole document.
const LONGEST: usize = 240;

/// Gives the text of the document at an address.
pub trait Documents: Send + Sync + 'static {
    /// The text, or why there is none.
    ///
    /// # Errors
    /// Nothing is known of the address.
    fn text(&self, address: &str) -> Result<String, String>;
}

struct Lookup<D>(D);

impl<D: Documents> Retrieve for Lookup<D> {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let text = self.0.text(uri.as_str())?;
        serde_json::from_str(&text).map_err(|e| format!("{uri}: {e}").into())
    }
}

/// A schema that is ready to be used.
#[derive(Debug)]
pub struct Schema {
    name: String,
    validator: Validator,
    /// What it is the schema of: the names of the fields of its object.
    pub properties: Vec<String>,
}

impl Schema {
    /// Reads a schema of any draft from 4 on; `name` names it in messages and
    /// `address` is where it stands, for what it refers to.
    ///
    /// # Errors
    /// Text that is no schema, or a reference to what is not there.
    pub fn read(name: &str, text: &str, address: &str, documents: impl Documents) -> Result<Self, String> {
        let schema: Value = serde_json::from_str(text).map_err(|e| format!("{name}: it is no JSON: {e}"))?;
        if !schema.is_object() && !schema.is_boolean() {
            return Err(format!("{name}: it is no JSON Schema, which is an object"));
        }
        let options = jsonschema::options().with_base_uri(address).with_retriever(Lookup(documents)).should_validate_formats(true);
        let validator = options.build(&schema).map_err(|e| format!("{name}: {e}{}", causes(&e)))?;
        let properties = schema.get("properties").and_then(Value::as_object);
        let properties = properties.map(|p| p.keys().cloned().collect()).unwrap_or_default();
        Ok(Self { name: name.to_owned(), validator, properties })
    }

    /// What of a document breaks which rule; `place` leads the JSON pointer of what
    /// is found.
    pub fn check(&self, place: &str, document: &Value, findings: &mut Findings) {
        for error in self.validator.iter_errors(document) {
            let message = error.to_string();
            let short: String = message.chars().take(LONGEST).collect();
            let message = if short.len() < message.len() { short + "…" } else { message };
            let rule = format!("rule {} of {}", error.schema_path(), self.name);
            findings.push(Severity::Error, format!("{place}{}", error.instance_path()), message, rule);
        }
    }
}

/// What lies behind an error, where it does not say so itself.
fn causes(error: &dyn Error) -> String {
    let said = error.to_string();
    let mut more = String::new();
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !said.contains(&text) && !more.contains(&text) {
            more += &format!(": {text}");
        }
        next = cause.source();
    }
    more
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    struct One;

    impl Documents for One {
        fn text(&self, address: &str) -> Result<String, String> {
            let known = address == "file:///s/day.json";
            if known { Ok(r#"{ "type": "string", "format": "date" }"#.to_owned()) } else { Err(format!("{address} is not here")) }
        }
    }

    fn schema(text: &str) -> Result<Schema, String> {
        Schema::read("s.json", text, "file:///s/s.json", One)
    }

    #[test]
    fn a_finding_names_the_place_and_the_rule() {
        let text = r##"{ "$schema": "http://json-schema.org/draft-04/schema#", "properties": { "a": { "items": { "$ref": "#/definitions/n" } },
            "day": { "$ref": "day.json" } }, "definitions": { "n": { "minimum": 1, "exclusiveMinimum": true } } }"##;
        let schema = schema(text).unwrap();
        let mut findings = Findings::default();
        schema.check("d.json#", &json!({ "a": [2, 1], "day": "2024-02-30" }), &mut findings);
        let mut found: Vec<String> = findings.0.iter().map(|f| format!("{} {}", f.place, f.hint)).collect();
        found.sort();
        assert_eq!(found.len(), 2, "{findings:?}");
        assert!(found[0].starts_with("d.json#/a/1 rule ") && found[0].ends_with(" of s.json"), "{found:?}");
        assert!(found[1].starts_with("d.json#/day rule ") && found[1].contains("format"), "{found:?}");
        assert_eq!(schema.properties, ["a", "day"]);
    }

    #[test]
    fn what_is_elsewhere_is_refused() {
        let error = schema(r#"{ "$ref": "https://example.org/far.json" }"#).unwrap_err();
        assert!(error.contains("https://example.org/far.json is not here"), "{error}");
        assert!(schema("<xs:schema/>").unwrap_err().starts_with("s.json: it is no JSON: "));
        assert!(schema(r#"{ "type": "strin" }"#).is_err());
    }
}

//! Packages held against a schema.

use crate::json_schema::Schema;
use landbridge_model::Findings;
use serde_json::Value;

/// Holds a document against the schema of a package or of one project: a schema
/// that knows `projects` is of a package. With that of one project every project of
/// a package is checked by itself. Answers how many documents were checked.
pub fn check(schema: &Schema, name: &str, document: &Value, findings: &mut Findings) -> usize {
    let projects = document.get("projects").and_then(Value::as_array);
    match projects.filter(|_| !schema.properties.iter().any(|p| p == "projects")) {
        Some(all) => {
            all.iter().enumerate().for_each(|(i, p)| schema.check(&format!("{name}#/projects/{i}"), p, findings));
            all.len()
        }
        None => {
            schema.check(&format!("{name}#"), document, findings);
            1
        }
    }
}

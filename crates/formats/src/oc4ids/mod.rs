//! Open Contracting for Infrastructure Data Standard 0.9.5: project packages.
//!
//! A package stays the document that it was: whoever reads takes what they know
//! and writes back into it, so that nothing else is lost.

mod check;
mod fields;
#[cfg(feature = "json-schema")]
pub mod schema;

pub use check::check;

use landbridge_model::{Findings, Severity};
use serde_json::{Map, Value, json};

/// Version that is written.
pub const VERSION: &str = "0.9";

/// A package of projects.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// Everything but the projects.
    pub about: Map<String, Value>,
    /// Projects in order; each is an object.
    pub projects: Vec<Map<String, Value>>,
}

/// Who publishes a package, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher<'a> {
    /// Name of who publishes.
    pub name: &'a str,
    /// Address of the package.
    pub uri: &'a str,
    /// Moment of publication, RFC 3339.
    pub date: &'a str,
}

/// Reads a package, a list of projects or one project, with what is wrong in it
/// by the standard; `name` stands for the file in findings.
///
/// # Errors
/// No JSON, or JSON that is none of these; a number that cannot be kept.
pub fn read(name: &str, text: &str) -> Result<(Package, Findings), String> {
    let value: Value = serde_json::from_str(text).map_err(|e| format!("{name}, line {}: {e}", e.line()))?;
    let mut about = Map::new();
    let list = match value {
        Value::Object(mut object) if object.contains_key("projects") => {
            let list = object.remove("projects");
            about = object;
            match list {
                Some(Value::Array(list)) => list,
                _ => return Err(format!("{name}: `projects` is no list")),
            }
        }
        Value::Array(list) => list,
        Value::Object(project) => vec![Value::Object(project)],
        _ => return Err(format!("{name}: neither a package, nor a list of projects, nor a project")),
    };
    let mut projects = Vec::with_capacity(list.len());
    for (i, project) in list.into_iter().enumerate() {
        match project {
            Value::Object(project) => projects.push(project),
            other => return Err(format!("{name}: projects[{i}] is no object but {other}")),
        }
    }
    if let Some(large) = projects.iter().flat_map(|p| p.values()).chain(about.values()).find_map(inexact) {
        return Err(format!("{name}: the number {large} has more digits than can be kept: write it as text"));
    }
    let mut findings = Findings::default();
    for (i, project) in projects.iter().enumerate() {
        check(&format!("{name}:projects[{i}]"), project, &mut findings);
    }
    let version = about.get("version").and_then(Value::as_str);
    if let Some(other) = version.filter(|v| *v != VERSION) {
        let say = format!("the package follows version {other}");
        findings.push(Severity::Warning, format!("{name}:version"), say, "it is read as 0.9; what is unknown is kept");
    }
    Ok((Package { about, projects }, findings))
}

/// Whole numbers up to here are kept exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number, without a point where it is whole.
pub fn number(x: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "whole and within what is exact")]
    if x.fract() == 0.0 && x.abs() < EXACT { json!(x as i64) } else { json!(x) }
}

/// A whole number beyond what is kept exactly.
fn inexact(value: &Value) -> Option<String> {
    match value {
        Value::Number(n) if n.is_f64() => n.as_f64().filter(|x| x.abs() > EXACT).map(|_| n.to_string()),
        Value::Array(list) => list.iter().find_map(inexact),
        Value::Object(object) => object.values().find_map(inexact),
        _ => None,
    }
}

impl Package {
    /// A package of projects with nothing else known.
    pub fn new(projects: Vec<Map<String, Value>>, publisher: &Publisher<'_>) -> Self {
        let mut about = Map::new();
        about.insert("version".to_owned(), json!(VERSION));
        about.insert("uri".to_owned(), json!(publisher.uri));
        about.insert("publishedDate".to_owned(), json!(publisher.date));
        about.insert("publisher".to_owned(), json!({ "name": publisher.name }));
        Self { about, projects }
    }

    /// The package as JSON.
    pub fn write(&self) -> Value {
        let mut all = self.about.clone();
        all.insert("projects".to_owned(), Value::Array(self.projects.iter().cloned().map(Value::Object).collect()));
        Value::Object(all)
    }
}

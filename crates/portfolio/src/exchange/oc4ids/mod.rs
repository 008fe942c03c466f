//! Records as OC4IDS projects.

mod build;
mod view;

use super::standard::{self, Standard};
use super::view::View;
use crate::register::project::Project;
use landbridge_model::{Findings, Severity};
use serde_json::{Map, Value};

/// Field of a project that holds the record where the standard cannot.
const OWN: &str = "x_landbridge";

struct Oc4ids;

impl Standard for Oc4ids {
    type Document = Map<String, Value>;
    const KEPT: &str = "oc4ids";

    fn blank(_: &Project) -> Self::Document {
        Map::new()
    }

    fn parse(text: &str) -> Result<Self::Document, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }

    fn text(document: &Self::Document) -> String {
        Value::Object(document.clone()).to_string()
    }

    fn take_own(document: &mut Self::Document) -> Result<Option<Value>, String> {
        Ok(document.shift_remove(OWN))
    }

    fn put_own(document: &mut Self::Document, own: Value) {
        document.insert(OWN.to_owned(), own);
    }

    fn says(document: &Self::Document) -> View {
        view::says(document)
    }

    fn wants(project: &Project) -> View {
        view::wants(project)
    }

    fn change(document: &mut Self::Document, has: &View, wants: &View) {
        build::change(document, has, wants);
    }
}

/// The record of a project; `place` names it in findings.
///
/// # Errors
/// A record within it that is not understood.
pub fn read(place: &str, document: &Map<String, Value>, findings: &mut Findings) -> Result<Project, String> {
    if let Some(measure) = view::no_number(document) {
        let say = format!("the measure '{measure}' is no number");
        findings.push(Severity::Warning, format!("{place}.metrics"), say, "it is kept as it is, and no figure of the record");
    }
    standard::read::<Oc4ids>(document).map_err(|e| format!("{place}.{e}"))
}

/// The project of a record.
///
/// # Errors
/// A kept document that is no JSON.
pub fn write(project: &Project) -> Result<Map<String, Value>, String> {
    standard::write::<Oc4ids>(project)
}

//! Reading and writing through what a record and a standard have in common.
//!
//! Two laws hold, and tests say so: a document that is read and written again is
//! the same; a record that is written and read again is the same. What the
//! standard has no word for stands whole within the document, as an extension.

use super::view::View;
use crate::register::project::Project;
use crate::register::words::{Kind, Size, Status};
use serde_json::Value;
use std::collections::BTreeMap;

/// A standard of documents that each stand for a record.
pub(super) trait Standard {
    /// A document of one project.
    type Document: Clone + PartialEq;
    /// Key of the document among what a record keeps.
    const KEPT: &str;

    /// A document that says nothing yet.
    fn blank(project: &Project) -> Self::Document;
    /// A document from a text that [`Standard::text`] made.
    fn parse(text: &str) -> Result<Self::Document, String>;
    /// A document as text.
    fn text(document: &Self::Document) -> String;
    /// Takes the record out that stands within.
    fn take_own(document: &mut Self::Document) -> Result<Option<Value>, String>;
    /// Puts a record within.
    fn put_own(document: &mut Self::Document, own: Value);
    /// What a document says.
    fn says(document: &Self::Document) -> View;
    /// What of a record the standard can say.
    fn wants(project: &Project) -> View;
    /// Changes a document that says `has` so that it says `wants`.
    fn change(document: &mut Self::Document, has: &View, wants: &View);
}

/// The record of a document.
pub(super) fn read<S: Standard>(document: &S::Document) -> Result<Project, String> {
    let mut document = document.clone();
    let own = S::take_own(&mut document)?;
    let seen = S::says(&document);
    let Some(own) = own else {
        let mut project = blank();
        seen.change(&View::default(), &mut project);
        project.kept.insert(S::KEPT.to_owned(), S::text(&document));
        return Ok(project);
    };
    let mut project: Project = serde_json::from_value(own).map_err(|e| format!("the record within: {e}"))?;
    // What was changed in fields of the standard since counts before what the
    // record says there.
    let written = plain::<S>(&project)?;
    if written != document {
        seen.change(&S::says(&written), &mut project);
        project.kept.insert(S::KEPT.to_owned(), S::text(&document));
    }
    Ok(project)
}

/// The document of a record.
pub(super) fn write<S: Standard>(project: &Project) -> Result<S::Document, String> {
    let mut document = plain::<S>(project)?;
    let back = read::<S>(&document)?;
    if without::<S>(&back) != without::<S>(project) {
        S::put_own(&mut document, serde_json::to_value(without::<S>(project)).map_err(|e| e.to_string())?);
    }
    Ok(document)
}

/// A record without the document of this standard.
fn without<S: Standard>(project: &Project) -> Project {
    let mut project = project.clone();
    project.kept.remove(S::KEPT);
    project
}

/// What the standard can say of a record, in the document that it came from.
fn plain<S: Standard>(project: &Project) -> Result<S::Document, String> {
    let mut document = match project.kept.get(S::KEPT) {
        Some(text) => S::parse(text).map_err(|e| format!("{}: the kept document: {e}", project.id))?,
        None => S::blank(project),
    };
    let (has, wants) = (S::says(&document), S::wants(project));
    S::change(&mut document, &has, &wants);
    Ok(document)
}

fn blank() -> Project {
    Project {
        id: String::new(),
        name: String::new(),
        names: BTreeMap::new(),
        in_report: false,
        kind: Kind::Project,
        size: Size::Other,
        step: None,
        also: Vec::new(),
        sector: String::new(),
        status: Status::Unknown,
        countries: Vec::new(),
        place: Vec::new(),
        scenario: None,
        summary: String::new(),
        note: None,
        partner: Vec::new(),
        date: Vec::new(),
        budget: Vec::new(),
        contract: Vec::new(),
        milestone: Vec::new(),
        indicator: Vec::new(),
        document: Vec::new(),
        source: BTreeMap::new(),
        kept: BTreeMap::new(),
    }
}

//! Records as activities of IATI 2.03.

mod build;
mod check;
mod view;

use super::standard::{self, Standard};
use super::view::View;
use crate::register::project::Project;
use landbridge_formats::oc4ids::Publisher;
use landbridge_formats::xml::{self, Document, Element, Node};
use landbridge_model::Findings;
use serde_json::Value;
use std::collections::BTreeMap;

/// Namespace of the element that holds a record where the standard cannot.
const SPACE: &str = "urn:landbridge:record";
/// Its name.
const OWN: &str = "landbridge:record";
/// Version that is written.
const VERSION: &str = "2.03";
/// Root and the element of one project.
const ROOT: &str = "iati-activities";
const ACTIVITY: &str = "iati-activity";

struct Iati;

impl Standard for Iati {
    type Document = Element;
    const KEPT: &str = "iati";

    fn blank(_: &Project) -> Element {
        Element::new(ACTIVITY, &[], Vec::new())
    }

    fn parse(text: &str) -> Result<Element, String> {
        Ok(xml::read("the kept activity", text)?.root)
    }

    fn text(document: &Element) -> String {
        document.to_text()
    }

    fn take_own(document: &mut Element) -> Result<Option<Value>, String> {
        let Some(own) = document.first(OWN) else { return Ok(None) };
        let own = serde_json::from_str(&own.own_text()).map_err(|e| format!("<{OWN}>: {e}"))?;
        document.replace(OWN, |_| false, Vec::new());
        Ok(Some(own))
    }

    fn put_own(document: &mut Element, own: Value) {
        let element = Element::text(OWN, &[("xmlns:landbridge", SPACE)], &own.to_string());
        document.replace(OWN, |_| false, vec![element]);
    }

    fn says(document: &Element) -> View {
        view::says(document)
    }

    fn wants(project: &Project) -> View {
        view::wants(project)
    }

    fn change(document: &mut Element, has: &View, wants: &View) {
        build::change(document, has, wants);
    }
}

/// Reads a file of activities, or one activity, with what is wrong in it by the
/// standard; `name` stands for the file in findings.
///
/// # Errors
/// No XML, with its line; another root; a record within that is not understood.
pub fn read(name: &str, text: &str) -> Result<(Vec<Project>, Findings), String> {
    let document = xml::read(name, text)?;
    let root = &document.root;
    let activities: Vec<&Element> = match root.name.as_str() {
        ROOT => root.all(ACTIVITY).collect(),
        ACTIVITY => vec![root],
        other => return Err(format!("{name}: <{other}> is no file of IATI activities; <{ROOT}> is expected")),
    };
    let mut findings = Findings::default();
    let mut projects = Vec::with_capacity(activities.len());
    for (i, activity) in activities.into_iter().enumerate() {
        let place = format!("{name}:{ACTIVITY}[{}]", i + 1);
        check::check(&place, activity, &mut findings);
        projects.push(standard::read::<Iati>(activity).map_err(|e| format!("{place}: {e}"))?);
    }
    Ok((projects, findings))
}

/// A file of activities, reported by the publisher where nobody does yet.
///
/// # Errors
/// A kept activity that is no XML.
pub fn write(projects: &[Project], publisher: &Publisher<'_>) -> Result<String, String> {
    let mut children = vec![Node::Text("\n".to_owned())];
    for project in projects {
        let mut activity = standard::write::<Iati>(project)?;
        if !project.kept.contains_key(Iati::KEPT) {
            build::finish(&mut activity, publisher.name, publisher.uri);
        }
        children.push(Node::Element(activity));
        children.push(Node::Text("\n".to_owned()));
    }
    let root = Element::new(ROOT, &[("version", VERSION), ("generated-datetime", publisher.date)], children);
    Ok(Document::new(root).write())
}

/// How many activities of a file have all that the standard needs, how many there
/// are, and how many lack which element.
///
/// # Errors
/// No XML.
pub fn lacking(text: &str) -> Result<(usize, usize, BTreeMap<&'static str, usize>), String> {
    let root = xml::read("the activities", text)?.root;
    let (mut whole, mut all, mut counts) = (0, 0, BTreeMap::new());
    for activity in root.all(ACTIVITY) {
        let own: Vec<&str> = check::lacks(activity).collect();
        all += 1;
        whole += usize::from(own.is_empty());
        for name in own {
            *counts.entry(name).or_default() += 1;
        }
    }
    Ok((whole, all, counts))
}

//! Records that are put together row by row.

use super::form::{Of, Table};
use super::labels;
use super::read::{Item, Object};
use crate::register::project::Project;
use landbridge_model::{Findings, Severity};
use serde_json::Value;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// What is known so far.
#[derive(Default)]
pub(super) struct Records {
    /// Ids of all rows of projects, also of those that are left out: what belongs
    /// to them is no fault of its own.
    ids: BTreeSet<String>,
    records: BTreeMap<String, (Object, String)>,
    /// Which indicator of a project is meant by its name.
    indicators: BTreeMap<(String, String), usize>,
}

impl Records {
    /// Whether there is a row of a project.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Adds the rows of a table.
    pub(super) fn add(&mut self, table: &Table, items: Vec<Item>, findings: &mut Findings) {
        match table.of {
            Of::Project => items.into_iter().for_each(|i| self.project(i, findings)),
            Of::List(field) => {
                for item in items {
                    let Some((record, _)) = self.records.get_mut(&item.project) else { continue };
                    let list = record.entry(field).or_insert_with(|| Value::Array(Vec::new()));
                    if let Value::Array(list) = list {
                        list.push(Value::Object(item.fields));
                    }
                }
                if field == "indicator" {
                    self.name_indicators(findings);
                }
            }
            Of::Keyed(field, key, text) => {
                let items = if table.has_parts() { joined(items, key, text, findings) } else { items };
                let is_text = table.column(text).is_some();
                items.into_iter().for_each(|i| self.keyed(i, field, key, is_text.then_some(text), findings));
            }
            Of::Indicator(field) => items.into_iter().for_each(|i| self.value(i, field, findings)),
        }
    }

    /// The records that are whole.
    pub(super) fn projects(self, findings: &mut Findings) -> Vec<Project> {
        let read = |(fields, place): (Object, String)| match serde_json::from_value(Value::Object(fields)) {
            Ok(project) => Some(project),
            Err(e) => {
                findings.push(Severity::Error, place, format!("the project is left out: {e}"), "see the table guide for its form");
                None
            }
        };
        self.records.into_values().filter_map(read).collect()
    }

    fn project(&mut self, item: Item, findings: &mut Findings) {
        if !self.ids.insert(item.project.clone()) {
            let say = format!("the project '{}' is there twice: this row is left out", item.project);
            findings.push(Severity::Error, format!("{}:id", item.place), say, "give it an id of its own, or take it out");
        } else if item.whole {
            self.records.insert(item.project, (item.fields, item.place));
        }
    }

    fn name_indicators(&mut self, findings: &mut Findings) {
        for (project, (record, place)) in &self.records {
            let Some(Value::Array(all)) = record.get("indicator") else { continue };
            let ids: Vec<&str> = all.iter().map(|i| i.get("id").and_then(Value::as_str).unwrap_or_default()).collect();
            for ((at, id), label) in ids.iter().enumerate().zip(labels(ids.iter().copied())) {
                if label != *id {
                    let say = format!("the indicator '{id}' of '{project}' is there again: its values are those of '{label}'");
                    findings.push(Severity::Warning, place, say, "give it an id of its own in indicators and values");
                }
                self.indicators.insert((project.clone(), label), at);
            }
        }
    }

    fn value(&mut self, mut item: Item, field: &str, findings: &mut Findings) {
        let Some(Value::String(label)) = item.fields.remove("indicator") else { return };
        let Some((record, _)) = self.records.get_mut(&item.project) else { return };
        let key = (item.project, label);
        let at = self.indicators.get(&key);
        let indicator = at.and_then(|&at| record.get_mut("indicator")?.get_mut(at)?.as_object_mut());
        let Some(indicator) = indicator else {
            let say = format!("'{}' has no indicator '{}': the row is left out", key.0, key.1);
            findings.push(
                Severity::Error,
                format!("{}:indicator", item.place),
                say,
                "write the id of a row of indicators, or add it there",
            );
            return;
        };
        if let Value::Array(list) = indicator.entry(field).or_insert_with(|| Value::Array(Vec::new())) {
            list.push(Value::Object(item.fields));
        }
    }

    fn keyed(&mut self, mut item: Item, field: &str, key: &str, text: Option<&str>, findings: &mut Findings) {
        let Some(Value::String(name)) = item.fields.remove(key) else { return };
        let Some((record, _)) = self.records.get_mut(&item.project) else { return };
        let value = match text {
            Some(text) => item.fields.remove(text).unwrap_or_default(),
            None => Value::Object(item.fields),
        };
        let Value::Object(all) = record.entry(field).or_insert_with(|| Value::Object(Object::new())) else { return };
        if all.contains_key(&name) {
            twice(findings, &item.place, key, &name);
        } else {
            all.insert(name, value);
        }
    }
}

fn twice(findings: &mut Findings, place: &str, column: &str, name: &str) {
    let say = format!("'{name}' of this project is there twice: this row is left out");
    findings.push(Severity::Error, format!("{place}:{column}"), say, "take one of the two out");
}

/// Texts of their parts, in the order of the numbers.
fn joined(items: Vec<Item>, key: &str, text: &str, findings: &mut Findings) -> Vec<Item> {
    let mut all: BTreeMap<(String, String), BTreeMap<u64, Item>> = BTreeMap::new();
    for mut item in items {
        let Some(Value::String(name)) = item.fields.get(key) else { continue };
        let whose = (item.project.clone(), name.clone());
        let number = item.fields.remove("part").and_then(|p| p.as_u64()).unwrap_or_default();
        match all.entry(whose).or_default().entry(number) {
            Entry::Occupied(_) => twice(findings, &item.place, "part", &number.to_string()),
            Entry::Vacant(free) => {
                free.insert(item);
            }
        }
    }
    let mut whole = Vec::new();
    for ((project, name), parts) in all {
        let missing = parts.keys().zip(1u64..).find(|(number, at)| *number != at).map(|p| p.1);
        let mut parts = parts.into_values();
        let Some(mut first) = parts.next() else { continue };
        if let Some(missing) = missing {
            let say = format!("part {missing} of '{name}' of '{project}' is missing: the document is left out");
            findings.push(Severity::Error, format!("{}:part", first.place), say, "add the row of that part");
            continue;
        }
        if let Some(Value::String(whole)) = first.fields.get_mut(text) {
            parts.for_each(|p| whole.push_str(p.fields.get(text).and_then(Value::as_str).unwrap_or_default()));
        }
        whole.push(first);
    }
    whole
}

//! Rows as records.

use super::GUIDE;
use super::cell::{self, or};
use super::columns::TABLES;
use super::form::{Of, Table};
use super::records::Records;
use crate::register::Register;
use landbridge_formats::table::{Row, Table as Rows};
use landbridge_model::{Findings, Severity};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

pub(super) type Object = Map<String, Value>;

/// A row of a project, and where it stands.
pub(super) struct Item {
    pub(super) project: String,
    pub(super) fields: Object,
    pub(super) place: String,
    /// Whether all is there that the row needs.
    pub(super) whole: bool,
}

/// Records of tables, each with its name. What is not understood is an error that
/// names file, row and column: a cell is left out where the row can do without it,
/// otherwise the row.
///
/// # Errors
/// There is no table of projects.
pub fn read(tables: &[(String, Rows)], findings: &mut Findings) -> Result<Register, String> {
    let known: Vec<String> = TABLES.iter().map(|t| t.name.to_owned()).collect();
    for (name, rows) in tables.iter().filter(|t| !t.0.eq_ignore_ascii_case(GUIDE) && !known.contains(&t.0)) {
        findings.push(Severity::Error, &rows.name, format!("there is no table '{name}'"), format!("name it {}", or(&known)));
    }
    let mut records = Records::default();
    for table in &TABLES {
        let rows = tables.iter().find(|t| t.0 == table.name).map(|t| &t.1);
        if table.of == Of::Project && rows.is_none() {
            return Err("there is no table 'projects'".to_owned());
        }
        let items = rows.map(|rows| items(table, rows, &records, findings)).unwrap_or_default();
        records.add(table, items, findings);
    }
    Register::of(records.projects(findings))
}

/// The rows of a table that are understood.
fn items(table: &Table, rows: &Rows, records: &Records, findings: &mut Findings) -> Vec<Item> {
    if !header(table, rows, findings) {
        return Vec::new();
    }
    rows.rows().filter(|r| !r.cells().all(str::is_empty)).filter_map(|row| item(table, &row, records, findings)).collect()
}

/// Whether the columns that every row needs are there.
fn header(table: &Table, rows: &Rows, findings: &mut Findings) -> bool {
    let mut seen = BTreeSet::new();
    for (at, name) in rows.headers().iter().enumerate() {
        let place = format!("{}:1:{name}", rows.name);
        if name.contains([';', '\t']) && rows.headers().len() == 1 {
            findings.push(Severity::Error, place, "there is one column", "part the columns by commas, not by semicolons or tabs");
            return false;
        }
        if !seen.insert(name) && !name.is_empty() {
            findings.push(Severity::Error, place, format!("the column '{name}' is there twice"), "take one of the two out");
            return false;
        }
        // Spreadsheets leave empty columns behind.
        let unused = || name.is_empty() && rows.rows().all(|r| r.cells().nth(at).is_none_or(str::is_empty));
        if table.column(name).is_none() && !unused() {
            let names: Vec<String> = table.columns.iter().map(|c| c.name.to_owned()).collect();
            findings.push(Severity::Error, place, format!("there is no column '{name}'"), format!("name it {}", or(&names)));
        }
    }
    let needed = table.columns.iter().filter(|c| c.must && !c.name.contains('.'));
    let missing: Vec<String> = needed.map(|c| c.name.to_owned()).filter(|n| !rows.headers().contains(n)).collect();
    if !missing.is_empty() && rows.rows().next().is_some() {
        let say = format!("without {} no row can be read", missing.join(", "));
        findings.push(Severity::Error, format!("{}:1", rows.name), say, "add the columns");
    }
    missing.is_empty()
}

fn item(table: &Table, row: &Row<'_>, records: &Records, findings: &mut Findings) -> Option<Item> {
    let mut fields = Object::new();
    let mut wrong = BTreeSet::new();
    for column in table.columns {
        match cell::read(column, row.cell(column.name)) {
            Ok(Some(value)) => put(&mut fields, column.name, value),
            Ok(None) => {}
            Err((what, hint)) => {
                wrong.insert(column.name);
                findings.push(Severity::Error, row.place(column.name), what, hint);
            }
        }
    }
    let mut whole = true;
    for column in table.columns.iter().filter(|c| c.must) {
        let (group, there) = match column.name.split_once('.') {
            None => (None, fields.contains_key(column.name)),
            Some((group, name)) => (Some(group), fields.get(group).is_none_or(|g| g.get(name).is_some())),
        };
        if there {
            continue;
        }
        let left = group.unwrap_or("row");
        if !wrong.contains(column.name) {
            let say = format!("the cell is empty: the {left} is left out");
            findings.push(Severity::Error, row.place(column.name), say, format!("write this: {}", column.holds));
        }
        match group {
            Some(group) => drop(fields.remove(group)),
            None => whole = false,
        }
    }
    let place = row.place("").trim_end_matches(':').to_owned();
    if table.of == Of::Project {
        let project = fields.get("id")?.as_str()?.to_owned();
        // A record always has its list of countries.
        fields.entry("countries").or_insert_with(|| Value::Array(Vec::new()));
        return Some(Item { project, fields, place, whole });
    }
    let Some(Value::String(project)) = fields.remove("project") else { return None };
    if !records.has(&project) {
        let hint = "write the id of a row of projects, or add the project there";
        findings.push(Severity::Error, row.place("project"), format!("there is no project '{project}'"), hint);
        return None;
    }
    whole.then_some(Item { project, fields, place, whole })
}

/// A field, or a field within a field, put into an object.
fn put(object: &mut Object, name: &str, value: Value) {
    match name.split_once('.') {
        None => drop(object.insert(name.to_owned(), value)),
        Some((group, name)) => {
            if let Value::Object(within) = object.entry(group).or_insert_with(|| Value::Object(Object::new())) {
                within.insert(name.to_owned(), value);
            }
        }
    }
}

//! Records as rows.

use super::columns::TABLES;
use super::form::{Of, Table};
use super::{PART, cell, guide, labels};
use crate::register::Register;
use landbridge_formats::sheet::Sheet;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// A register as its guide and its tables; those of an empty one are a template.
///
/// # Errors
/// A figure that is no finite number.
pub fn write(register: &Register) -> Result<Vec<Sheet>, String> {
    let mut sheets: Vec<Sheet> = TABLES.iter().map(Table::sheet).collect();
    for project in &register.projects {
        let Ok(Value::Object(mut whole)) = serde_json::to_value(project) else { return Err(format!("{}: no record", project.id)) };
        // The project is what is left when its lists are taken out, and an
        // indicator what is left without its values.
        for (table, sheet) in TABLES.iter().zip(&mut sheets).rev() {
            for item in items(table, &mut whole) {
                sheet.rows.push(row(table, item, &project.id)?);
            }
        }
    }
    sheets.insert(0, guide::guide());
    Ok(sheets)
}

/// What of a record stands in a table; it is taken out of the record.
fn items(table: &Table, whole: &mut Object) -> Vec<Object> {
    let list = |value: Option<Value>| match value {
        Some(Value::Array(all)) => all.into_iter().filter_map(object).collect(),
        _ => Vec::new(),
    };
    match table.of {
        Of::Project => vec![std::mem::take(whole)],
        Of::List(field) => list(whole.remove(field)),
        Of::Keyed(field, key, text) => {
            let Some(Value::Object(all)) = whole.remove(field) else { return Vec::new() };
            all.into_iter().flat_map(|(k, value)| keyed(table, key, text, k, value)).collect()
        }
        Of::Indicator(field) => {
            let Some(Value::Array(all)) = whole.get_mut("indicator") else { return Vec::new() };
            let ids = labels(all.iter().map(|i| i.get("id").and_then(Value::as_str).unwrap_or_default()));
            let values = all.iter_mut().zip(ids).flat_map(|(indicator, id)| {
                let mut values: Vec<Object> = list(indicator.as_object_mut().and_then(|i| i.remove(field)));
                values.iter_mut().for_each(|v| drop(v.insert("indicator".to_owned(), id.clone().into())));
                values
            });
            values.collect()
        }
    }
}

fn object(value: Value) -> Option<Object> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn keyed(table: &Table, key: &str, text: &str, k: String, value: Value) -> Vec<Object> {
    let with = |mut object: Object, k: &str| {
        object.insert(key.to_owned(), k.into());
        object
    };
    match value {
        Value::Object(object) => vec![with(object, &k)],
        Value::String(whole) if table.has_parts() => {
            let part = |(number, part): (usize, &str)| {
                let object = [("part".to_owned(), Value::from(number + 1)), (text.to_owned(), Value::from(part))];
                with(object.into_iter().collect(), &k)
            };
            parts(&whole).into_iter().enumerate().map(part).collect()
        }
        other => vec![with([(text.to_owned(), other)].into_iter().collect(), &k)],
    }
}

/// A text in pieces that fit in a cell; one piece where it is empty.
fn parts(text: &str) -> Vec<&str> {
    let mut ends = vec![0];
    let mut long = 0;
    for (at, c) in text.char_indices() {
        long += c.len_utf16();
        if long > PART {
            ends.push(at);
            long = c.len_utf16();
        }
    }
    ends.push(text.len());
    ends.windows(2).filter_map(|w| text.get(w[0]..w[1])).collect()
}

/// The cells of a row.
fn row(table: &Table, mut item: Object, project: &str) -> Result<Vec<String>, String> {
    if table.of != Of::Project {
        item.insert("project".to_owned(), project.into());
    }
    let mut cells = Vec::new();
    for column in table.columns {
        cells.push(match take(&mut item, column.name) {
            None => String::new(),
            Some(value) => cell::write(column, &value)
                .ok_or_else(|| format!("{project}: {} {}: {value} cannot be written in a table", table.name, column.name))?,
        });
    }
    // A test holds that every field has a column.
    let left = item.into_iter().find(|(_, v)| v.as_object().is_none_or(|o| !o.is_empty()));
    left.map_or(Ok(cells), |(field, _)| Err(format!("{project}: {} has no column '{field}'", table.name)))
}

/// A field, or a field within a field, taken out of an object.
fn take(object: &mut Object, name: &str) -> Option<Value> {
    match name.split_once('.') {
        None => object.remove(name),
        Some((group, name)) => object.get_mut(group)?.as_object_mut()?.remove(name),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_fit_and_make_the_whole() {
        let text = "a😀".repeat(30_000);
        let parts = super::parts(&text);
        assert!(parts.iter().all(|p| p.encode_utf16().count() <= super::PART && !p.is_empty()));
        assert_eq!((parts.len(), parts.concat() == text, super::parts("").len()), (3, true, 1));
    }
}

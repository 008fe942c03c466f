//! A document with what a record says otherwise.

use super::view::{self, DATES, METRICS};
use crate::exchange::view::{Metric, View, stays};
use crate::register::project::{Budget, Contract, Document, Milestone, Partner, Place};
use landbridge_formats::oc4ids::number;
use serde_json::{Map, Value, json};

/// Changes a document that says `has` so that it says `wants`.
pub(super) fn change(document: &mut Map<String, Value>, has: &View, wants: &View) {
    let mut text = |key: &str, has: &str, wants: &str| {
        if has != wants {
            put(document, key, (!wants.is_empty()).then(|| json!(wants)));
        }
    };
    text("id", &has.id, &wants.id);
    text("title", &has.name, &wants.name);
    text("description", &has.summary, &wants.summary);
    if has.status != wants.status {
        put(document, "status", wants.status.and_then(view::status_word).map(|w| json!(w)));
    }
    if has.sector != wants.sector {
        let other = |w: &&Value| w.as_str().and_then(view::sector_of).is_none();
        let mut sectors: Vec<Value> = view::list(document, "sector").iter().filter(other).cloned().collect();
        sectors.extend(view::sector_word(&wants.sector).map(|w| json!(w)));
        put(document, "sector", (!sectors.is_empty()).then_some(Value::Array(sectors)));
    }
    merge(document, "locations", &wants.place, |v| view::place(v).into_iter().collect(), location);
    merge(document, "parties", &wants.partner, view::partners, party);
    merge(document, "contractingProcesses", &wants.contract, |v| view::contract(v).into_iter().collect(), process);
    merge(document, "milestones", &wants.milestone, |v| view::milestone(v).into_iter().collect(), milestone);
    merge(document, "documents", &wants.document, |v| view::document(v).into_iter().collect(), file);
    for (list, wants) in METRICS.iter().zip(&wants.metrics) {
        merge(document, list, wants, |v| view::metric(v).into_iter().collect(), metric);
    }
    for (event, object, field) in DATES {
        let day = |v: &View| v.date.iter().find(|d| d.event == event).map(|d| d.date.clone());
        if day(has) != day(wants) {
            within(document, object, field, day(wants).map(|d| json!(moment(&d))));
        }
    }
    if has.planned != wants.planned {
        within(document, "budget", "amount", wants.planned.as_ref().map(value));
    }
    if has.actual != wants.actual {
        within(document, "completion", "finalValue", wants.actual.as_ref().map(value));
    }
}

/// A day as a moment.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

fn put(document: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(document.insert(key.to_owned(), value)),
        None => drop(document.shift_remove(key)),
    }
}

/// Puts a field into an object within, or takes it out; an object that is empty
/// then goes as well.
fn within(document: &mut Map<String, Value>, object: &str, field: &str, value: Option<Value>) {
    let mut inner = match document.get(object) {
        Some(Value::Object(inner)) => inner.clone(),
        _ => Map::new(),
    };
    put(&mut inner, field, value);
    put(document, object, (!inner.is_empty()).then_some(Value::Object(inner)));
}

/// Makes a list say what is wanted: elements that say nothing known, or only what
/// is wanted, stay as they are; the others go; what is still wanted is added.
fn merge<T: PartialEq>(
    document: &mut Map<String, Value>,
    key: &str,
    wants: &[T],
    says: impl Fn(&Value) -> Vec<T>,
    build: impl Fn(&T, usize) -> Value,
) {
    let mut left: Vec<&T> = wants.iter().collect();
    let mut list: Vec<Value> = Vec::new();
    for old in view::list(document, key) {
        if stays(&says(old), &mut left) {
            list.push(old.clone());
        }
    }
    for new in left {
        // A number that no element has yet.
        let taken = |n: usize| list.iter().any(|v| v.get("id").and_then(Value::as_str) == Some(n.to_string().as_str()));
        let number = (list.len() + 1..).find(|n| !taken(*n)).unwrap_or(list.len() + 1);
        list.push(build(new, number));
    }
    let same = view::list(document, key) == list.as_slice();
    if !same {
        put(document, key, (!list.is_empty()).then_some(Value::Array(list)));
    }
}

fn value(budget: &Budget) -> Value {
    json!({ "amount": number(budget.amount), "currency": budget.currency })
}

fn location(place: &Place, n: usize) -> Value {
    let mut location = json!({ "id": n.to_string(), "geometry": { "type": "Point", "coordinates": [place.lon, place.lat] } });
    if !place.name.is_empty() {
        location["description"] = json!(place.name);
    }
    location
}

fn party(partner: &Partner, n: usize) -> Value {
    json!({ "id": n.to_string(), "name": partner.name, "roles": [view::role_word(partner.role).unwrap_or_default()] })
}

fn process(contract: &Contract, n: usize) -> Value {
    let mut summary = json!({ "title": contract.title });
    if !contract.supplier.is_empty() {
        summary["suppliers"] = json!([{ "name": contract.supplier }]);
    }
    if let (Some(amount), Some(currency)) = (contract.amount, &contract.currency) {
        summary["contractValue"] = json!({ "amount": number(amount), "currency": currency });
    }
    if let Some(day) = &contract.date {
        summary["contractPeriod"] = json!({ "startDate": moment(day) });
    }
    json!({ "id": n.to_string(), "summary": summary })
}

fn milestone(milestone: &Milestone, n: usize) -> Value {
    let mut value = json!({ "id": n.to_string(), "title": milestone.title });
    for (key, day) in [("dueDate", &milestone.due), ("dateMet", &milestone.met)] {
        if let Some(day) = day {
            value[key] = json!(moment(day));
        }
    }
    value
}

fn file(document: &Document, n: usize) -> Value {
    json!({ "id": n.to_string(), "title": document.title, "url": document.url })
}

fn metric(metric: &Metric, _: usize) -> Value {
    let observation = |(i, (period, figure)): (usize, &(String, f64))| {
        let (from, until) = period.split_once('/').unwrap_or((period, period));
        let mut days = Map::new();
        for (key, day) in [("startDate", from), ("endDate", until)] {
            if day != ".." {
                days.insert(key.to_owned(), json!(moment(day)));
            }
        }
        let mut one = json!({ "id": (i + 1).to_string(), "period": days, "measure": number(*figure) });
        if !metric.unit.is_empty() {
            one["unit"] = json!({ "name": metric.unit });
        }
        one
    };
    let mut value = json!({ "id": metric.id });
    if !metric.name.is_empty() {
        value["title"] = json!(metric.name);
    }
    value["observations"] = metric.values.iter().enumerate().map(observation).collect();
    value
}

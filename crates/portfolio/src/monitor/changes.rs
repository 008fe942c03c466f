//! What happened in the projects since a day, by their dates.

use super::period;
use crate::register::Register;
use landbridge_model::date;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectChange)]
pub struct Change {
    /// Day, month or year, as the source gives it.
    pub date: String,
    /// Id of the project.
    pub project: String,
    /// What happened.
    pub what: String,
    /// Key of its source.
    pub source: String,
}

/// Events, milestones that were met, contracts and new figures of which the last
/// day that they can mean lies after `since` and the first not after `until`; the
/// latest first.
pub fn changes(register: &Register, since: f64, until: f64) -> Vec<Change> {
    let mut all: Vec<(f64, Change)> = Vec::new();
    for project in &register.projects {
        let mut add = |text: &str, what: String, source: &str| {
            if let Some((first, last)) = period(text).filter(|d| d.1 > since && d.0 <= until && d.1.is_finite()) {
                let change = Change { date: text.to_owned(), project: project.id.clone(), what, source: source.to_owned() };
                all.push((last.max(first), change));
            }
        };
        for event in project.date.iter().filter(|d| !d.planned) {
            add(&event.date, event.event.replace('-', " "), &event.source);
        }
        for milestone in &project.milestone {
            if let Some(met) = &milestone.met {
                add(met, format!("milestone met: {}", milestone.title), &milestone.source);
            }
        }
        for contract in &project.contract {
            if let Some(day) = contract.date.as_ref().filter(|d| date::days(d).is_some()) {
                add(day, format!("contract: {}", contract.title), &contract.source);
            }
        }
        for indicator in &project.indicator {
            for value in &indicator.value {
                if let Some(actual) = value.actual {
                    add(&value.period, format!("{}: {actual} {}", indicator.name, indicator.unit), &value.source);
                }
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.project.cmp(&b.1.project)).then_with(|| a.1.what.cmp(&b.1.what)));
    all.into_iter().map(|c| c.1).collect()
}

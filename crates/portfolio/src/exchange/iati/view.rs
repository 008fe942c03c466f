//! What an activity says, in the words of a record.

use crate::exchange::view::{View, full, is_day, ones};
use crate::register::project::{Baseline, Budget, Document, Event, Indicator, Observed, Partner, Place, Project};
use crate::register::words::{BudgetKind, Comparator, Direction, Role, Scale, Status};
use landbridge_formats::xml::Element;
use landbridge_model::date;
use std::collections::BTreeMap;

/// Status by the standard's codes. "6", suspended, is none that a record knows.
pub(super) const STATUS: [(Status, &str); 5] = [
    (Status::Identification, "1"),
    (Status::Implementation, "2"),
    (Status::Completion, "3"),
    (Status::Completed, "4"),
    (Status::Cancelled, "5"),
];
/// Roles by the standard's codes.
pub(super) const ROLES: [(Role, &str); 4] = [(Role::Funder, "1"), (Role::Owner, "2"), (Role::Initiator, "3"), (Role::Contractor, "4")];
/// Events by the standard's codes: planned start, start, planned end, end.
pub(super) const DATES: [(&str, bool, &str); 4] =
    [("construction-start", true, "1"), ("construction-start", false, "2"), ("opening", true, "3"), ("opening", false, "4")];

/// The status that comes nearest where the standard, which follows the works and not
/// what was built, has no word for a record's; the record within says its own.
fn nearest_status(status: Status) -> Option<Status> {
    match status {
        Status::Preparation => Some(Status::Identification),
        Status::Operation | Status::Ended | Status::Decommissioning | Status::Decommissioned => Some(Status::Completed),
        Status::Unknown => None,
        other => Some(other),
    }
}

/// The role that comes nearest, where there is one.
fn nearest_role(role: Role) -> Option<Role> {
    match role {
        // Who runs it carries it out; who hosts or oversees it answers for it.
        Role::Operator => Some(Role::Contractor),
        Role::Host | Role::Supervisor => Some(Role::Owner),
        Role::Funder | Role::Owner | Role::Initiator | Role::Contractor => Some(role),
        Role::Beneficiary | Role::Member | Role::Aligned | Role::Partner => None,
    }
}

/// The event that comes nearest, where there is one.
fn nearest_event(event: &str) -> &str {
    match event {
        "launch" => "construction-start",
        "planned-opening" => "opening",
        other => other,
    }
}

/// The text of a narrative within an element.
pub(super) fn narrative(element: Option<&Element>) -> String {
    element.and_then(|e| e.first("narrative")).map(Element::own_text).unwrap_or_default()
}

/// A number as the schema's strings write it: "75%" is none, and never 0.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    text.parse::<f64>().ok().filter(|x| x.is_finite() && text.chars().all(plain))
}

pub(super) fn partner(org: &Element) -> Option<Partner> {
    let role = ROLES.iter().find(|r| Some(r.1) == org.attribute("role"))?.0;
    let name = narrative(Some(org));
    (!name.is_empty()).then_some(Partner { name, country: None, role, source: String::new() })
}

pub(super) fn event(element: &Element) -> Option<Event> {
    let (event, planned, _) = DATES.iter().find(|d| Some(d.2) == element.attribute("type"))?;
    let day = element.attribute("iso-date").filter(|d| is_day(d))?;
    // A narrative says where only the month or year is known that the day is one end of.
    let known = narrative(Some(element));
    let is_end = |(first, last): (f64, f64)| date::day(day).is_some_and(|d| d.total_cmp(&first).is_eq() || d.total_cmp(&last).is_eq());
    let short = !known.contains('/') && date::days(&known).is_some_and(is_end);
    let text = if short { known } else { day.to_owned() };
    Some(Event { event: (*event).to_owned(), date: text, planned: *planned, source: String::new() })
}

/// A day for a date of which the month or year is known: the first, or the last of an
/// end.
pub(super) fn iso_day(text: &str, is_end: bool) -> Option<String> {
    let (first, last) = date::days(text)?;
    date::text(if is_end { last } else { first })
}

pub(super) fn place(location: &Element) -> Option<Place> {
    let text = location.first("point")?.first("pos")?.own_text();
    let mut parts = text.split_whitespace().map(number);
    let (lat, lon) = (parts.next()??, parts.next()??);
    Some(Place { name: narrative(location.first("name")), lat, lon })
}

pub(super) fn country(element: &Element) -> Option<String> {
    element.attribute("code").map(str::to_uppercase)
}

pub(super) fn document(link: &Element) -> Option<Document> {
    let title = narrative(link.first("title"));
    let url = link.attribute("url")?.to_owned();
    (!title.is_empty()).then_some(Document { title, url })
}

fn budget(activity: &Element) -> Option<Budget> {
    // One budget stands for the whole; several are parts of it by period.
    let mut all = activity.all("budget");
    let (one, None) = (all.next()?, all.next()) else { return None };
    let value = one.first("value")?;
    let currency = value.attribute("currency").or(activity.attribute("default-currency"))?.to_owned();
    let amount = number(&value.own_text())?;
    Some(Budget { kind: BudgetKind::Planned, amount, unit: Scale::One, currency, price_year: None, source: String::new() })
}

/// An indicator, which the standard gives no id; its unit is said by its measure.
pub(super) fn indicator(element: &Element) -> Indicator {
    let figure = |e: Option<&Element>| e.and_then(|e| e.attribute("value")).and_then(number);
    let parts = |e: &Element| -> BTreeMap<String, String> {
        let pair = |d: &Element| Some((d.attribute("name")?.to_owned(), d.attribute("value")?.to_owned()));
        e.all("dimension").filter_map(pair).collect()
    };
    let baseline = element.first("baseline").and_then(|b| {
        let period = b.attribute("iso-date").filter(|d| is_day(d)).or(b.attribute("year").filter(|y| y.len() == 4))?.to_owned();
        Some(Baseline { period, value: number(b.attribute("value")?)?, source: String::new() })
    });
    let mut value = Vec::new();
    for period in element.all("period") {
        let day = |name: &str| period.first(name).and_then(|p| p.attribute("iso-date")).unwrap_or_default();
        let (from, until) = (day("period-start"), day("period-end"));
        let text = if from == until { from.to_owned() } else { format!("{from}/{until}") };
        // One that ends before it begins is no figure of the record.
        if !is_day(from) || !is_day(until) || crate::monitor::period(&text).is_none() {
            continue;
        }
        for (target, e) in period.all("target").map(|e| (true, e)).chain(period.all("actual").map(|e| (false, e))) {
            let Some(x) = figure(Some(e)) else { continue };
            value.push(Observed { actual: (!target).then_some(x), target: target.then_some(x), by: parts(e), ..Observed::of(&text) });
        }
    }
    let direction = if element.attribute("ascending") == Some("0") { Direction::Down } else { Direction::Up };
    Indicator { id: String::new(), name: narrative(element.first("title")), unit: unit(element), direction, baseline, value }
}

/// Measures by the standard's codes.
pub(super) const UNITS: [(&str, &str); 4] = [("1", "unit"), ("2", "%"), ("3", "nominal"), ("4", "ordinal")];

fn unit(element: &Element) -> String {
    UNITS.iter().find(|u| Some(u.0) == element.attribute("measure")).map(|u| u.1.to_owned()).unwrap_or_default()
}

/// Indicators of all results, in order.
pub(super) fn indicators(activity: &Element) -> impl Iterator<Item = &Element> {
    activity.all("result").flat_map(|r| r.all("indicator"))
}

/// What an activity says.
pub(super) fn says(activity: &Element) -> View {
    let text = |name: &str| activity.first(name).map(Element::own_text).unwrap_or_default();
    let status = activity.first("activity-status").and_then(|s| s.attribute("code"));
    View {
        id: text("iati-identifier"),
        name: narrative(activity.first("title")),
        summary: narrative(activity.first("description")),
        status: STATUS.iter().find(|s| Some(s.1) == status).map(|s| s.0),
        place: activity.all("location").filter_map(place).collect(),
        partner: activity.all("participating-org").filter_map(partner).collect(),
        date: activity.all("activity-date").filter_map(event).collect(),
        planned: budget(activity),
        document: activity.all("document-link").filter_map(document).collect(),
        countries: activity.all("recipient-country").filter_map(country).collect(),
        indicator: indicators(activity).map(indicator).collect(),
        ..View::default()
    }
}

/// What of a record the standard can say.
pub(super) fn wants(p: &Project) -> View {
    let dated = |d: &Event| {
        let near = Event { event: nearest_event(&d.event).to_owned(), source: String::new(), ..d.clone() };
        (!d.date.contains('/')
            && date::days(&d.date).is_some()
            && DATES.iter().any(|(event, planned, _)| *event == near.event && *planned == d.planned))
        .then_some(near)
    };
    let value = |v: &Observed| {
        let period = full(&v.period).filter(|t| !t.contains(".."))?;
        (v.actual.is_some() || v.target.is_some()).then(|| Observed {
            period,
            numerator: None,
            denominator: None,
            comparator: Comparator::Exact,
            source: String::new(),
            place: None,
            ..v.clone()
        })
    };
    let indicator = |i: &Indicator| Indicator {
        id: String::new(),
        direction: if i.direction == Direction::Down { Direction::Down } else { Direction::Up },
        // A unit of its own is counted in units.
        unit: if i.unit.is_empty() { String::new() } else { UNITS.iter().find(|u| u.1 == i.unit).unwrap_or(&UNITS[0]).1.to_owned() },
        baseline: i
            .baseline
            .as_ref()
            .filter(|b| b.period.len() == 4 || is_day(&b.period))
            .map(|b| Baseline { source: String::new(), ..b.clone() }),
        // A target and an actual of one period are two figures of it.
        value: i.value.iter().filter(|v| v.place.is_none()).filter_map(value).flat_map(|v| split(&v)).collect(),
        ..i.clone()
    };
    View {
        id: p.id.clone(),
        name: p.name.clone(),
        summary: p.summary.clone(),
        status: nearest_status(p.status),
        place: p.place.clone(),
        partner: p.partner.iter().filter_map(bare).collect(),
        date: p.date.iter().filter_map(dated).collect(),
        planned: ones(p, BudgetKind::Planned),
        document: p.document.clone(),
        countries: p.countries.clone(),
        indicator: p.indicator.iter().map(indicator).collect(),
        ..View::default()
    }
}

fn bare(partner: &Partner) -> Option<Partner> {
    Some(Partner { country: None, source: String::new(), role: nearest_role(partner.role)?, ..partner.clone() })
}

fn split(value: &Observed) -> Vec<Observed> {
    let target = value.target.map(|t| Observed { target: Some(t), actual: None, ..value.clone() });
    let actual = value.actual.map(|a| Observed { actual: Some(a), target: None, ..value.clone() });
    target.into_iter().chain(actual).collect()
}

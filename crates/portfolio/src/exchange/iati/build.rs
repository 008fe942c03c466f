//! An activity with what a record says otherwise.

use super::view::{self, DATES, ROLES, STATUS, UNITS};
use crate::exchange::view::{View, stays};
use crate::register::project::{Budget, Document, Event, Indicator, Observed, Partner, Place};
use crate::register::words::Direction;
use landbridge_formats::xml::{Element, Node};

/// Order of the elements in an activity, of those that are written here.
const ORDER: [&str; 12] = [
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
    "recipient-country",
    "location",
    "budget",
    "document-link",
    "result",
];

/// Says who reports, and puts the elements of a new activity in their order.
pub(super) fn finish(activity: &mut Element, name: &str, id: &str) {
    if activity.first("reporting-org").is_none() {
        // "90" is any other sort of organization.
        activity.replace("reporting-org", |_| true, vec![narrative("reporting-org", &[("ref", id), ("type", "90")], name)]);
    }
    let rank = |n: &Node| match n {
        Node::Element(e) => ORDER.iter().position(|o| *o == e.name).unwrap_or(ORDER.len()),
        _ => ORDER.len(),
    };
    activity.children.sort_by_key(rank);
}

/// Changes an activity that says `has` so that it says `wants`.
pub(super) fn change(activity: &mut Element, has: &View, wants: &View) {
    if has.id != wants.id {
        activity.replace("iati-identifier", |_| false, vec![Element::text("iati-identifier", &[], &wants.id)]);
    }
    for (name, has, wants) in [("title", &has.name, &wants.name), ("description", &has.summary, &wants.summary)] {
        if has != wants {
            let new = (!wants.is_empty()).then(|| narrative(name, &[], wants));
            // Only the first of several descriptions is the record's.
            let mut first = true;
            activity.replace(name, |_| !std::mem::take(&mut first), new.into_iter().collect());
        }
    }
    merge(activity, "participating-org", &wants.partner, view::partner, org);
    if has.status != wants.status {
        let code = wants.status.and_then(|s| STATUS.iter().find(|k| k.0 == s)).map(|s| s.1);
        let new = code.map(|c| Element::new("activity-status", &[("code", c)], Vec::new()));
        activity.replace("activity-status", |_| false, new.into_iter().collect());
    }
    merge(activity, "activity-date", &wants.date, view::event, day);
    merge(activity, "recipient-country", &wants.countries, view::country, |c| {
        Element::new("recipient-country", &[("code", c)], Vec::new())
    });
    merge(activity, "location", &wants.place, view::place, location);
    let years = years(wants);
    // A budget must have a period; without one the record within says it.
    if has.planned != wants.planned && (wants.planned.is_none() || years.iter().all(|y| !y.is_empty())) {
        // Budgets by period stay: they are no figure of the record.
        let several = activity.all("budget").count() > 1;
        let new = wants.planned.as_ref().map(|b| budget(b, &years));
        activity.replace("budget", |_| several, new.into_iter().collect());
    }
    merge(activity, "document-link", &wants.document, view::document, link);
    if has.indicator != wants.indicator {
        let result = |i: &Indicator| {
            Element::new("result", &[("type", "1")], vec![Node::Element(narrative("title", &[], &i.name)), Node::Element(indicator(i))])
        };
        let known = &has.indicator;
        let mut left: Vec<&Indicator> = wants.indicator.iter().collect();
        let mut n = 0;
        // A result stays while all its indicators are wanted as they are.
        let keep = |e: &Element| {
            let count = e.all("indicator").count();
            let own = known.get(n..n + count).unwrap_or_default();
            n += count;
            stays(own, &mut left)
        };
        activity.replace("result", keep, Vec::new());
        let new = left.into_iter().map(result).collect();
        activity.replace("result", |_| true, new);
    }
}

/// Makes the elements of a name say what is wanted: those that say nothing known,
/// or what is wanted, stay; the others go; what is still wanted is added.
fn merge<T: PartialEq>(
    activity: &mut Element,
    name: &str,
    wants: &[T],
    says: impl Fn(&Element) -> Option<T>,
    build: impl Fn(&T) -> Element,
) {
    let mut left: Vec<&T> = wants.iter().collect();
    activity.replace(name, |e| says(e).is_none_or(|k| left.iter().position(|w| **w == k).map(|at| left.remove(at)).is_some()), Vec::new());
    let new: Vec<Element> = left.into_iter().map(build).collect();
    if !new.is_empty() {
        activity.replace(name, |_| true, new);
    }
}

fn narrative(name: &str, attributes: &[(&str, &str)], text: &str) -> Element {
    Element::new(name, attributes, vec![Node::Element(Element::text("narrative", &[], text))])
}

fn org(partner: &Partner) -> Element {
    let code = ROLES.iter().find(|r| r.0 == partner.role).map_or("4", |r| r.1);
    narrative("participating-org", &[("role", code)], &partner.name)
}

fn day(event: &Event) -> Element {
    let code = DATES.iter().find(|d| d.0 == event.event && d.1 == event.planned).map_or("1", |d| d.2);
    let day = view::iso_day(&event.date, event.event == "opening").unwrap_or_default();
    let known = (day != event.date).then(|| Node::Element(Element::text("narrative", &[], &event.date)));
    Element::new("activity-date", &[("iso-date", &day), ("type", code)], known.into_iter().collect())
}

fn location(place: &Place) -> Element {
    let mut children = Vec::new();
    if !place.name.is_empty() {
        children.push(Node::Element(narrative("name", &[], &place.name)));
    }
    let pos = Element::text("pos", &[], &format!("{} {}", place.lat, place.lon));
    let system = [("srsName", "http://www.opengis.net/def/crs/EPSG/0/4326")];
    children.push(Node::Element(Element::new("point", &system, vec![Node::Element(pos)])));
    Element::new("location", &[], children)
}

/// First and last day of what is planned, for a budget must have a period.
fn years(wants: &View) -> [String; 2] {
    let of =
        |event: &str, is_end| wants.date.iter().find(|d| d.event == event).and_then(|d| view::iso_day(&d.date, is_end)).unwrap_or_default();
    [of("construction-start", false), of("opening", true)]
}

fn budget(budget: &Budget, [from, until]: &[String; 2]) -> Element {
    let mut children = Vec::new();
    for (name, day) in [("period-start", from), ("period-end", until)] {
        if !day.is_empty() {
            children.push(Node::Element(Element::new(name, &[("iso-date", day)], Vec::new())));
        }
    }
    let mut attributes = vec![("currency", budget.currency.as_str())];
    if !from.is_empty() {
        attributes.push(("value-date", from));
    }
    children.push(Node::Element(Element::text("value", &attributes, &budget.amount.to_string())));
    Element::new("budget", &[], children)
}

fn link(document: &Document) -> Element {
    Element::new(
        "document-link",
        &[("format", "text/html"), ("url", &document.url)],
        // "A12" is a page on the activity.
        vec![
            Node::Element(narrative("title", &[], &document.title)),
            Node::Element(Element::new("category", &[("code", "A12")], Vec::new())),
        ],
    )
}

fn indicator(indicator: &Indicator) -> Element {
    let measure = UNITS.iter().find(|u| u.1 == indicator.unit).map(|u| u.0);
    let ascending = if indicator.direction == Direction::Down { "0" } else { "1" };
    let mut attributes: Vec<(&str, &str)> = measure.map(|m| ("measure", m)).into_iter().collect();
    attributes.push(("ascending", ascending));
    let mut children = vec![Node::Element(narrative("title", &[], &indicator.name))];
    if let Some(base) = &indicator.baseline {
        let key = if base.period.len() == 4 { "year" } else { "iso-date" };
        let value = base.value.to_string();
        children.push(Node::Element(Element::new("baseline", &[(key, &base.period), ("value", &value)], Vec::new())));
    }
    for value in &indicator.value {
        children.push(Node::Element(period(value)));
    }
    Element::new("indicator", &attributes, children)
}

fn period(value: &Observed) -> Element {
    let (from, until) = value.period.split_once('/').unwrap_or((&value.period, &value.period));
    let mut children: Vec<Node> = [("period-start", from), ("period-end", until)]
        .map(|(name, day)| Node::Element(Element::new(name, &[("iso-date", day)], Vec::new())))
        .into();
    for (name, figure) in [("target", value.target), ("actual", value.actual)] {
        if let Some(x) = figure {
            let parts = value.by.iter().map(|(k, v)| Node::Element(Element::new("dimension", &[("name", k), ("value", v)], Vec::new())));
            children.push(Node::Element(Element::new(name, &[("value", &x.to_string())], parts.collect())));
        }
    }
    Element::new("period", &[], children)
}

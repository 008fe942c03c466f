//! What in an activity is not as the standard says.

use super::view::number;
use landbridge_formats::xml::Element;
use landbridge_model::{Findings, Severity, date};

/// Elements that every activity has.
const NEEDED: [&str; 7] =
    ["iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date"];

/// What an activity lacks of what the standard needs.
pub(super) fn lacks(activity: &Element) -> impl Iterator<Item = &'static str> {
    NEEDED.into_iter().filter(|n| activity.first(n).is_none())
}

pub(super) fn check(place: &str, activity: &Element, findings: &mut Findings) {
    for name in lacks(activity) {
        findings.push(Severity::Error, place, format!("<{name}> is missing"), "IATI 2.03 needs it");
    }
    walk(place, activity, findings);
}

fn walk(place: &str, element: &Element, findings: &mut Findings) {
    let mut error = |message: String, hint: &str| findings.push(Severity::Error, place, message, hint);
    for key in ["iso-date", "value-date"] {
        if let Some(day) = element.attribute(key).filter(|d| day_of(d).is_none()) {
            error(format!("{key} '{day}' is no day"), "write 2024-05-10");
        }
    }
    // In 2.03 these figures are texts: whoever reads a share as a number must not
    // take it for nothing.
    let figure = matches!(element.name.as_str(), "target" | "actual" | "baseline").then(|| element.attribute("value")).flatten();
    let amount = (element.name == "value").then(|| element.own_text());
    for text in figure.map(str::to_owned).into_iter().chain(amount) {
        if number(&text).is_none() {
            let hint = match text.trim().strip_suffix('%').and_then(|t| number(t.trim())) {
                Some(x) => format!("write {x}, with measure=\"2\" on the indicator"),
                None => "write a number with a point and no unit; it is kept as it is, and no figure of the record".to_owned(),
            };
            error(format!("<{}> '{text}' is no number", element.name), &hint);
        }
    }
    for child in element.elements() {
        walk(&format!("{place}/{}", child.name), child, findings);
    }
}

/// A day, of which the standard lets a time zone follow.
fn day_of(text: &str) -> Option<(f64, f64)> {
    let day = text.get(..10)?;
    let zone = text.get(10..)?;
    (zone.is_empty() || zone == "Z" || zone.starts_with(['+', '-', 'T'])).then(|| date::days(day)).flatten()
}

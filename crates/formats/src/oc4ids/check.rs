//! What in a project is not as the standard says.

use super::fields::{FIELDS, Kind};
use landbridge_model::{Findings, Severity};
use serde_json::{Map, Value};

/// Checks a project; `place` names it in findings. Fields that the standard does
/// not know are notes: they are kept.
pub fn check(place: &str, project: &Map<String, Value>, findings: &mut Findings) {
    object(place, "Project", project, findings);
}

fn object(place: &str, name: &str, object: &Map<String, Value>, findings: &mut Findings) {
    let Some(fields) = FIELDS.get(name) else { return };
    if object.is_empty() {
        findings.push(Severity::Error, place, "it is empty", "leave it out");
    }
    for (key, value) in object {
        let place = format!("{place}.{key}");
        match fields.get(key.as_str()) {
            Some(field) => is(&place, &field.kind, value, findings),
            None => findings.push(Severity::Note, place, "the standard has no such field", "it is kept as it is"),
        }
    }
    let mut missing: Vec<&str> = fields.iter().filter(|f| f.1.needed && !object.contains_key(*f.0)).map(|f| *f.0).collect();
    missing.sort_unstable();
    for key in missing {
        findings.push(Severity::Error, place, format!("`{key}` is missing"), "the standard needs it");
    }
}

fn is(place: &str, kind: &Kind, value: &Value, findings: &mut Findings) {
    let wrong = |findings: &mut Findings, what: &str| {
        findings.push(
            Severity::Error,
            place,
            format!("{what} is expected, here stands {}", short(value)),
            "see the reference of OC4IDS 0.9",
        );
    };
    let text = value.as_str();
    match kind {
        Kind::Any => {}
        Kind::Object(name) => match value {
            Value::Object(inner) => object(place, name, inner, findings),
            _ => wrong(findings, "an object"),
        },
        Kind::List(item) => match value {
            Value::Array(list) => {
                if list.is_empty() {
                    findings.push(Severity::Error, place, "the list is empty", "leave it out");
                }
                for (i, value) in list.iter().enumerate() {
                    is(&format!("{place}[{i}]"), item, value, findings);
                    if list[..i].contains(value) {
                        findings.push(Severity::Error, format!("{place}[{i}]"), "it stands twice in the list", "keep one of them");
                    }
                }
            }
            _ => wrong(findings, "a list"),
        },
        Kind::Text if text.is_none_or(str::is_empty) => wrong(findings, "a text that is not empty"),
        Kind::Date if text.is_none_or(|t| t.parse::<jiff::Timestamp>().is_err()) => {
            wrong(findings, "a moment such as 2024-05-10T00:00:00Z");
        }
        Kind::Uri if text.is_none_or(|t| t.split_once(':').is_none_or(|p| p.0.is_empty() || p.1.is_empty())) => {
            wrong(findings, "an address such as https://example.org/a");
        }
        Kind::Email if text.is_none_or(|t| !t.contains('@')) => wrong(findings, "an e-mail address"),
        // A text such as "75%" is no number: whoever reads it must not take it for one.
        Kind::Number if !value.is_number() => wrong(findings, "a number"),
        Kind::Integer if !value.is_i64() && !value.is_u64() => wrong(findings, "a whole number"),
        Kind::Bool if !value.is_boolean() => wrong(findings, "true or false"),
        Kind::Currency if text.is_none_or(|t| !capitals(t, 3)) => wrong(findings, "a currency of ISO 4217"),
        Kind::Country if text.is_none_or(|t| !capitals(t, 2)) => wrong(findings, "a country of ISO 3166-1"),
        Kind::Codes(codes) if text.is_none_or(|t| !codes.contains(&t)) => {
            wrong(findings, &format!("one of {}", codes.join(", ")));
        }
        _ => {}
    }
}

fn capitals(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    let cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(project: &str) -> Vec<String> {
        let mut findings = Findings::default();
        let project: Map<String, Value> = serde_json::from_str(project).unwrap_or_default();
        check("p", &project, &mut findings);
        findings.0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert_eq!(messages(r#"{"id":"a","title":"b","own":[1]}"#), ["note: p.own: the standard has no such field (it is kept as it is)"]);
        let wrong = messages(
            r#"{"title":"","status":"planned","period":{"startDate":"2024"},"budget":{"amount":{"amount":"75%","currency":"usd"}},
                "locations":[],"sector":["a","a"],"parties":[{"name":4}],"environment":{}}"#,
        );
        for (place, what) in [
            ("p:", "`id` is missing"),
            ("p.title", "a text that is not empty"),
            ("p.status", "one of identification"),
            ("p.period.startDate", "a moment"),
            ("p.budget.amount.amount", "a number is expected, here stands \"75%\""),
            ("p.budget.amount.currency", "a currency"),
            ("p.locations", "the list is empty"),
            ("p.sector[1]", "twice"),
            ("p.parties[0].name", "a text"),
            ("p.environment", "it is empty"),
        ] {
            assert!(wrong.iter().any(|w| w.contains(place) && w.contains(what)), "{place} {what}: {wrong:#?}");
        }
        assert_eq!(wrong.len(), 10);
    }
}

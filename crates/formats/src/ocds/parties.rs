//! Names of organizations in JSON of the open contracting standards (OCDS, OC4IDS),
//! wherever they stand: records, packages, releases, projects.

use serde_json::Value;
use std::collections::BTreeSet;

/// Members whose objects are organizations.
const ORGANIZATIONS: [&str; 9] =
    ["parties", "buyer", "procuringEntity", "suppliers", "tenderers", "publicAuthority", "funders", "payer", "payee"];

/// Names of all organizations of a JSON text, or of JSON texts one a line, each
/// once, sorted; and for lines that are no JSON their number and what is wrong.
pub fn names_of_parties(text: &str) -> (Vec<String>, Vec<(usize, String)>) {
    let (mut names, mut not_read) = (BTreeSet::new(), Vec::new());
    match serde_json::from_str::<Value>(text) {
        Ok(value) => walk(&value, false, &mut names),
        Err(whole) => {
            let mut lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()).peekable();
            if lines.peek().is_none() {
                not_read.push((whole.line(), whole.to_string()));
            }
            for (i, line) in lines {
                match serde_json::from_str::<Value>(line) {
                    Ok(value) => walk(&value, false, &mut names),
                    Err(e) => not_read.push((i + 1, e.to_string())),
                }
            }
        }
    }
    (names.into_iter().collect(), not_read)
}

/// The reader of JSON bounds how deep a text goes.
fn walk(value: &Value, is_organization: bool, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|v| walk(v, is_organization, names)),
        Value::Object(members) => {
            let name = members.get("name").and_then(Value::as_str).map(str::trim).filter(|n| is_organization && !n.is_empty());
            names.extend(name.map(str::to_owned));
            members.iter().for_each(|(member, v)| walk(v, ORGANIZATIONS.contains(&member.as_str()), names));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organizations_wherever_they_stand() {
        let release = r#"{"parties":[{"name":"A","contactPoint":{"name":"a person"}}],"awards":[{"suppliers":[{"name":" B "},{"id":1}]}],"tender":{"name":"no party"}}"#;
        let both = |text: &str| names_of_parties(text);
        assert_eq!(both(release), (vec!["A".to_owned(), "B".to_owned()], vec![]));
        assert_eq!(both(&format!("{{\"releases\":[{release}]}}")).0, ["A", "B"]);
        let (names, not_read) = both(&format!("{release}\n{{\"buyer\":{{\"name\":\"C\"}}}}\n{{\n"));
        assert_eq!((names.len(), not_read[0].0), (3, 3));
        assert_eq!(both("").1.len(), 1);
    }
}

//! What the standard says of its fields.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Date,
    Uri,
    Email,
    Number,
    Integer,
    Bool,
    Currency,
    Country,
    /// Whatever.
    Any,
    /// One of these words.
    Codes(Vec<&'static str>),
    /// An object of this name.
    Object(&'static str),
    List(Box<Kind>),
}

/// A field of an object.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) kind: Kind,
    pub(super) needed: bool,
}

/// Fields by object.
pub(super) static FIELDS: LazyLock<HashMap<&'static str, HashMap<&'static str, Field>>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, HashMap<&'static str, Field>> = HashMap::new();
    let mut object = "";
    for line in include_str!("fields.txt").lines().filter(|l| !l.starts_with('#')) {
        if let Some(name) = line.strip_suffix(':') {
            object = name;
            continue;
        }
        for (name, kind) in line.split_whitespace().filter_map(|f| f.split_once('=')) {
            let needed = name.ends_with('!');
            let field = Field { kind: of(kind), needed };
            all.entry(object).or_default().insert(name.trim_end_matches('!'), field);
        }
    }
    all
});

fn of(kind: &'static str) -> Kind {
    if let Some(item) = kind.strip_prefix('[').and_then(|k| k.strip_suffix(']')) {
        return Kind::List(Box::new(of(item)));
    }
    match kind {
        "text" => Kind::Text,
        "date" => Kind::Date,
        "uri" => Kind::Uri,
        "email" => Kind::Email,
        "number" => Kind::Number,
        "integer" => Kind::Integer,
        "bool" => Kind::Bool,
        "currency" => Kind::Currency,
        "country" => Kind::Country,
        "any" => Kind::Any,
        codes if codes.contains('|') => Kind::Codes(codes.split('|').filter(|c| !c.is_empty()).collect()),
        object => Kind::Object(object),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(kind: &Kind) -> Option<&'static str> {
        match kind {
            Kind::Object(name) => Some(name),
            Kind::List(item) => named(item),
            _ => None,
        }
    }

    #[test]
    fn every_object_that_a_field_names_is_described() {
        for (object, fields) in FIELDS.iter() {
            for (name, field) in fields {
                assert!(named(&field.kind).is_none_or(|n| FIELDS.contains_key(n)), "{object}.{name}");
            }
        }
        assert!(FIELDS["Project"]["id"].needed && !FIELDS["Project"]["title"].needed);
    }
}

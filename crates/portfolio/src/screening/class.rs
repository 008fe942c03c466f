//! Sorts of words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What sort of word it is, which says how much it tells of a party.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Of no weight: and, of.
    Link,
    /// Legal form: Ltd, ООО, 有限公司.
    Form,
    /// Brothers, sons.
    Family,
    /// Part of an organisation: group, bureau, ministry.
    Structure,
    /// Field of work.
    Industry,
    /// Who owns it: state, private.
    Ownership,
    /// Number or rank.
    Rank,
    /// North, upper.
    Direction,
    /// A country, province or city.
    Place,
    /// Any other word: a proper name.
    #[default]
    Proper,
}

impl Class {
    /// All of them in order.
    pub const ALL: [Class; 10] = [
        Class::Link,
        Class::Form,
        Class::Family,
        Class::Structure,
        Class::Industry,
        Class::Ownership,
        Class::Rank,
        Class::Direction,
        Class::Place,
        Class::Proper,
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Class::Link => "link",
            Class::Form => "form",
            Class::Family => "family",
            Class::Structure => "structure",
            Class::Industry => "industry",
            Class::Ownership => "ownership",
            Class::Rank => "rank",
            Class::Direction => "direction",
            Class::Place => "place",
            Class::Proper => "proper",
        }
    }

    /// The class of a word, if it is one.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.word() == word)
    }
}

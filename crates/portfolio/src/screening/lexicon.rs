//! Words of names, and what they mean in any language.

use super::fold::{Script, folded};
use landbridge_formats::table::Table;
use landbridge_model::{Findings, Severity};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;

/// What sort of word it is, which says how much it tells of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Of no weight: and, of.
    Link,
    /// Legal form: Ltd, ООО, 有限公司.
    Form,
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
    Proper,
}

impl Class {
    /// All of them in order.
    pub const ALL: [Class; 9] = [
        Class::Link,
        Class::Form,
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
            Class::Structure => "structure",
            Class::Industry => "industry",
            Class::Ownership => "ownership",
            Class::Rank => "rank",
            Class::Direction => "direction",
            Class::Place => "place",
            Class::Proper => "proper",
        }
    }
}

/// What a term means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Meaning {
    pub(super) concept: u32,
    pub(super) class: Class,
}

/// Terms of many languages by what they mean.
pub struct Lexicon {
    concepts: Vec<String>,
    terms: HashMap<String, Vec<Meaning>>,
    /// Terms of one word by their stem, where the word itself is not known.
    stems: HashMap<String, Vec<Meaning>>,
    acronyms: BTreeMap<String, Vec<u32>>,
    /// Words of the longest term.
    pub(super) most_words: usize,
    /// Characters of the longest term in Han script.
    pub(super) most_han: usize,
    russian: Stemmer,
    arabic: Stemmer,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("concepts", &self.concepts.len()).field("terms", &self.terms.len()).finish()
    }
}

impl Lexicon {
    /// Reads `lexicon.csv` and `acronyms.csv`.
    ///
    /// # Errors
    /// A missing column; findings name the rows that are not understood.
    pub fn read(lexicon: &str, acronyms: &str, findings: &mut Findings) -> Result<Self, String> {
        let mut it = Lexicon {
            concepts: Vec::new(),
            terms: HashMap::new(),
            stems: HashMap::new(),
            acronyms: BTreeMap::new(),
            most_words: 1,
            most_han: 1,
            russian: Stemmer::create(Algorithm::Russian),
            arabic: Stemmer::create(Algorithm::Arabic),
        };
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let table = Table::read("lexicon.csv", lexicon, &["concept", "class", "language", "term"], findings)?;
        for row in table.rows() {
            let Some(class) = Class::ALL.into_iter().find(|c| c.word() == row.text("class")) else {
                let hint = "use link, form, structure, industry, ownership, rank, direction or place";
                findings.push(Severity::Error, row.place("class"), format!("'{}' is no class", row.text("class")), hint);
                continue;
            };
            let concept = *numbers.entry(row.text("concept").to_owned()).or_insert_with(|| {
                it.concepts.push(row.text("concept").to_owned());
                u32::try_from(it.concepts.len() - 1).unwrap_or(u32::MAX)
            });
            it.add(row.text("term"), Meaning { concept, class });
        }
        let table = Table::read("acronyms.csv", acronyms, &["acronym", "name", "concepts"], findings)?;
        for row in table.rows() {
            let concepts = row.text("concepts").split([' ', ';', ',']).filter(|c| !c.is_empty());
            let known: Vec<u32> = concepts.filter_map(|c| numbers.get(c).copied()).collect();
            if !known.is_empty() {
                it.acronyms.insert(super::fold::latin(&folded(row.text("acronym"))), known);
            }
        }
        Ok(it)
    }

    fn add(&mut self, term: &str, meaning: Meaning) {
        let key = words(&folded(term)).join(" ");
        if key.is_empty() {
            return;
        }
        let is_han = key.chars().next().map(Script::of) == Some(Script::Han);
        if is_han {
            self.most_han = self.most_han.max(key.chars().count());
        } else {
            self.most_words = self.most_words.max(key.split(' ').count());
        }
        if let Some(stem) = self.stem(&key) {
            insert(self.stems.entry(stem).or_default(), meaning);
        }
        insert(self.terms.entry(key).or_default(), meaning);
    }

    /// What a term means, in one form as [`folded`] makes it; nothing where it is
    /// not known.
    pub(super) fn term(&self, key: &str) -> &[Meaning] {
        self.terms.get(key).map_or(&[], Vec::as_slice)
    }

    /// What a word means by its stem.
    pub(super) fn by_stem(&self, word: &str) -> &[Meaning] {
        self.stem(word).and_then(|s| self.stems.get(&s)).map_or(&[], Vec::as_slice)
    }

    /// The stem of one Russian or Arabic word.
    fn stem(&self, word: &str) -> Option<String> {
        if word.contains(' ') || word.chars().count() < 4 {
            return None;
        }
        match Script::of(word.chars().next()?) {
            Script::Cyrillic => Some(self.russian.stem(word).into_owned()),
            Script::Arabic => {
                let bare = ["وال", "ال", "لل"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
                Some(self.arabic.stem(bare).into_owned())
            }
            _ => None,
        }
    }

    /// The concepts that an acronym stands for, in Latin letters.
    pub(super) fn acronym(&self, latin: &str) -> &[u32] {
        self.acronyms.get(latin).map_or(&[], Vec::as_slice)
    }

    /// The slug of a concept.
    pub(super) fn concept(&self, number: u32) -> &str {
        self.concepts.get(number as usize).map_or("", String::as_str)
    }
}

fn insert(meanings: &mut Vec<Meaning>, meaning: Meaning) {
    if !meanings.contains(&meaning) {
        meanings.push(meaning);
    }
}

/// Words of a text in one form: letters and digits together, dots within
/// abbreviations gone (`L.L.C.`, `ذ.م.م`).
pub(super) fn words(folded: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for piece in folded.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '\'' || c == '’' || c == '`')) {
        let plain: String = piece.chars().filter(|c| c.is_alphanumeric()).collect();
        if plain.is_empty() {
            continue;
        }
        // Dots part words, unless each part is a letter or two.
        let parts: Vec<&str> = piece.split('.').filter(|p| !p.is_empty()).collect();
        if parts.len() > 1 && parts.iter().any(|p| p.chars().count() > 2) {
            all.extend(parts.iter().map(|p| p.chars().filter(|c| c.is_alphanumeric()).collect()));
        } else {
            all.push(plain);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_and_hyphens() {
        assert_eq!(words("l.l.c. st.petersburg co-op o'neil"), ["llc", "st", "petersburg", "co", "op", "oneil"]);
    }

    #[test]
    fn inflected_words_are_known_by_their_stem() {
        let rows = "concept,class,language,term\nconstruction,industry,ru,строительный\nengineering,industry,ar,هندسة\n";
        let lexicon = Lexicon::read(rows, "acronym,name,concepts\n", &mut Findings::default()).unwrap();
        assert_eq!(lexicon.by_stem("строительная").len(), 1);
        assert_eq!(lexicon.by_stem(&folded("الهندسة")).len(), 1);
        assert!(lexicon.by_stem("мост").is_empty());
    }
}

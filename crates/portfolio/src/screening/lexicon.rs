//! Words of names, and what they mean in any language.

use super::class::Class;
use super::cut::{pieces, without_articles};
use super::fold::{Script, folded};
use landbridge_formats::table::Table;
use landbridge_model::{Findings, Severity};
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeSet, HashMap};

/// What a term may mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning {
    pub(super) concept: u16,
    pub(super) class: Class,
    /// Line of `lexicon.csv` that says so.
    pub(super) line: u32,
    /// A bit for each language in which it does.
    pub(super) languages: u32,
}

/// What a term means: all of the parts together, of each part one of its meanings.
pub(super) type Parts = Vec<Vec<Meaning>>;

/// Terms of many languages by what they mean.
pub struct Lexicon {
    concepts: Vec<String>,
    terms: HashMap<String, Parts>,
    /// Terms in Arabic script without articles.
    without_articles: HashMap<String, Parts>,
    /// Terms of one word by their stem, where the word itself is not known.
    stems: HashMap<String, Parts>,
    acronyms: HashMap<String, Vec<u16>>,
    /// A bit for each two concepts that translators exchange.
    related: Vec<u64>,
    /// Words of the longest term.
    pub(super) most_words: usize,
    /// Characters of the longest term in Han script.
    pub(super) most_han: usize,
    russian: Stemmer,
    arabic: Stemmer,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("concepts", &self.concepts.len()).field("terms", &self.terms.len()).finish_non_exhaustive()
    }
}

/// The three tables of `data/screening/` of which a lexicon is made, as text.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// `lexicon.csv`.
    pub lexicon: &'a str,
    /// `acronyms.csv`.
    pub acronyms: &'a str,
    /// `related.csv`.
    pub related: &'a str,
}

/// Meanings of a term by language, as they are read.
type ByLanguage = Vec<(String, Vec<Meaning>)>;

impl Lexicon {
    /// Reads the tables.
    ///
    /// # Errors
    /// A missing column; findings name the rows that are not understood.
    pub fn read(tables: Tables<'_>, findings: &mut Findings) -> Result<Self, String> {
        let mut it = Lexicon {
            concepts: Vec::new(),
            terms: HashMap::new(),
            without_articles: HashMap::new(),
            stems: HashMap::new(),
            acronyms: HashMap::new(),
            related: Vec::new(),
            most_words: 1,
            most_han: 1,
            russian: Stemmer::create(Algorithm::Russian),
            arabic: Stemmer::create(Algorithm::Arabic),
        };
        let mut numbers: HashMap<String, u16> = HashMap::new();
        let table = Table::read("lexicon.csv", tables.lexicon, &["concept", "class", "language", "term"], findings)?;
        // In the order of the file, so that the same file gives the same lexicon.
        let mut order: Vec<(String, ByLanguage)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut known: Vec<String> = Vec::new();
        // Legal forms say nothing of what an acronym stands for.
        let mut forms: BTreeSet<u16> = BTreeSet::new();
        for row in table.rows() {
            let Some(class) = Class::parse(row.text("class")).filter(|c| *c != Class::Proper) else {
                let hint = "use link, form, family, structure, industry, ownership, rank, direction or place";
                findings.push(Severity::Error, row.place("class"), format!("'{}' is no class", row.text("class")), hint);
                continue;
            };
            let concept = match numbers.get(row.text("concept")) {
                Some(known) => *known,
                None => {
                    let Ok(next) = u16::try_from(it.concepts.len()) else {
                        return Err("lexicon.csv: more than 65,536 concepts".to_owned());
                    };
                    it.concepts.push(row.text("concept").to_owned());
                    numbers.insert(row.text("concept").to_owned(), next);
                    next
                }
            };
            if class == Class::Form {
                forms.insert(concept);
            }
            let key = pieces(&folded(row.text("term"))).join(" ");
            if key.is_empty() {
                continue;
            }
            let at = *places.entry(key.clone()).or_insert_with(|| {
                order.push((key, Vec::new()));
                order.len() - 1
            });
            let language = known.iter().position(|l| l == row.text("language")).unwrap_or_else(|| {
                known.push(row.text("language").to_owned());
                known.len() - 1
            });
            // Beyond 32 languages some share a bit.
            let meaning = Meaning { concept, class, line: u32::try_from(row.line()).unwrap_or(u32::MAX), languages: 1 << (language % 32) };
            if let Some((_, languages)) = order.get_mut(at) {
                add(languages, row.text("language"), meaning);
            }
        }
        for (key, languages) in order {
            it.learn(key, parts(languages));
        }
        it.read_acronyms(tables.acronyms, &numbers, &forms, findings)?;
        it.read_related(tables.related, &numbers, findings)?;
        Ok(it)
    }

    fn read_acronyms(
        &mut self,
        text: &str,
        numbers: &HashMap<String, u16>,
        forms: &BTreeSet<u16>,
        findings: &mut Findings,
    ) -> Result<(), String> {
        let table = Table::read("acronyms.csv", text, &["acronym", "name", "concepts"], findings)?;
        for row in table.rows() {
            let concepts = row.text("concepts").split([' ', ';', ',']).filter(|c| !c.is_empty());
            let known: Vec<u16> = concepts.filter_map(|c| numbers.get(c).copied()).filter(|c| !forms.contains(c)).collect();
            if !known.is_empty() {
                self.acronyms.insert(pieces(&folded(row.text("acronym"))).concat(), known);
            }
        }
        Ok(())
    }

    fn read_related(&mut self, text: &str, numbers: &HashMap<String, u16>, findings: &mut Findings) -> Result<(), String> {
        let n = self.concepts.len();
        self.related = vec![0; (n * n).div_ceil(64)];
        let table = Table::read("related.csv", text, &["concept_a", "concept_b"], findings)?;
        for row in table.rows() {
            let both = [row.text("concept_a"), row.text("concept_b")];
            let [Some(a), Some(b)] = both.map(|c| numbers.get(c).map(|n| usize::from(*n))) else {
                let message = format!("'{}' or '{}' is no concept of lexicon.csv", both[0], both[1]);
                findings.push(Severity::Error, row.place("concept_a"), message, "name concepts of lexicon.csv");
                continue;
            };
            for bit in [a * n + b, b * n + a] {
                if let Some(word) = self.related.get_mut(bit / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
        }
        Ok(())
    }

    fn learn(&mut self, key: String, parts: Parts) {
        if key.chars().next().map(Script::of) == Some(Script::Han) {
            self.most_han = self.most_han.max(key.chars().count());
        } else {
            self.most_words = self.most_words.max(key.split(' ').count());
        }
        if let Some(stem) = self.stem(&key) {
            self.stems.entry(stem).or_insert_with(|| parts.clone());
        }
        if key.chars().next().map(Script::of) == Some(Script::Arabic) {
            self.without_articles.entry(without_articles(&key)).or_insert_with(|| parts.clone());
        }
        self.terms.insert(key, parts);
    }

    /// What a term means, in one form as [`folded`] makes it; nothing where it is
    /// not known.
    pub(super) fn term(&self, key: &str) -> Option<&Parts> {
        self.terms.get(key).or_else(|| self.without_articles.get(key))
    }

    /// What a word means by its stem.
    pub(super) fn by_stem(&self, word: &str) -> Option<&Parts> {
        self.stem(word).and_then(|s| self.stems.get(&s))
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

    /// The concepts that an acronym in one form stands for.
    pub(super) fn acronym(&self, folded: &str) -> &[u16] {
        self.acronyms.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Whether translators put one concept for the other.
    pub(super) fn are_related(&self, a: u16, b: u16) -> bool {
        let bit = usize::from(a) * self.concepts.len() + usize::from(b);
        self.related.get(bit / 64).is_some_and(|w| w >> (bit % 64) & 1 == 1)
    }

    /// The slug of a concept.
    pub(super) fn concept(&self, number: u16) -> &str {
        self.concepts.get(usize::from(number)).map_or("", String::as_str)
    }
}

fn add(languages: &mut ByLanguage, language: &str, meaning: Meaning) {
    let at = languages.iter().position(|l| l.0 == language).unwrap_or_else(|| {
        languages.push((language.to_owned(), Vec::new()));
        languages.len() - 1
    });
    if let Some((_, all)) = languages.get_mut(at).filter(|(_, all)| all.iter().all(|m| m.concept != meaning.concept)) {
        all.push(meaning);
    }
}

/// Rows of one language mean jointly, those of another are other readings: the
/// longest list makes the parts, the others add to them what they do not have.
fn parts(mut languages: ByLanguage) -> Parts {
    languages.sort_by_key(|l| std::cmp::Reverse(l.1.len()));
    let mut all: Parts = Vec::new();
    for (_, meanings) in languages {
        for (i, meaning) in meanings.into_iter().enumerate() {
            if let Some(there) = all.iter_mut().flatten().find(|m| m.concept == meaning.concept) {
                there.languages |= meaning.languages;
                continue;
            }
            match all.get_mut(i).filter(|part| !part.is_empty()) {
                Some(part) => part.push(meaning),
                None => all.push(vec![meaning]),
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &str) -> Lexicon {
        let lexicon = format!("concept,class,language,term\n{rows}");
        let tables = Tables { lexicon: &lexicon, acronyms: "acronym,name,concepts\n", related: "concept_a,concept_b\n" };
        Lexicon::read(tables, &mut Findings::default()).unwrap()
    }

    #[test]
    fn inflected_words_are_known_by_their_stem() {
        let lexicon = of("construction,industry,ru,строительный\nengineering,industry,ar,هندسة\n");
        assert!(lexicon.by_stem("строительная").is_some());
        assert!(lexicon.by_stem(&folded("الهندسة")).is_some());
        assert!(lexicon.by_stem("мост").is_none());
    }

    #[test]
    fn one_language_means_jointly_others_are_readings() {
        let lexicon = of("road,industry,zh,路桥\nbridge,industry,zh,路桥\nold,rank,es,antigua\nantigua,place,en,antigua\n");
        assert_eq!(lexicon.term("路桥").unwrap().len(), 2);
        let antigua = lexicon.term("antigua").unwrap();
        assert_eq!((antigua.len(), antigua[0].len()), (1, 2));
    }
}

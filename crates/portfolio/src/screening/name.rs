//! A name made ready for comparison.

use super::fold::{Script, folded, latin, skeleton};
use super::lexicon::{Class, Lexicon, Meaning, words};

/// A word of a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// As it is written, in one form.
    pub(super) text: String,
    /// In Latin letters.
    pub(super) latin: String,
    /// Its sounds.
    pub(super) skeleton: String,
    /// What it may mean; nothing for proper names.
    pub(super) meanings: Vec<Meaning>,
}

impl Word {
    /// The class that says most of it.
    pub(super) fn class(&self) -> Class {
        self.meanings.iter().map(|m| m.class).max().unwrap_or(Class::Proper)
    }
}

/// A name made ready for comparison.
#[derive(Clone, Debug)]
pub struct Name {
    /// As it was given.
    pub text: String,
    pub(super) script: Script,
    pub(super) folded: String,
    pub(super) words: Vec<Word>,
    /// All its letters in Latin ones without legal forms, sorted by word.
    pub(super) letters: String,
    /// First letters of its words in order, those of no weight left out.
    pub(super) initials: String,
    /// What it stands for if it is an acronym alone: the acronym, and its concepts.
    pub(super) acronym: Option<(String, Vec<u32>)>,
}

impl Name {
    /// Makes a name ready.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let folded = folded(text);
        let pieces = words(&folded);
        let words = understood(&pieces, lexicon);
        let script = script_of(&folded);
        let tells = |w: &&Word| !matches!(w.class(), Class::Link | Class::Form);
        let mut sorted: Vec<&str> = words.iter().filter(tells).map(|w| w.latin.as_str()).collect();
        sorted.sort_unstable();
        let letters = sorted.concat();
        let initials = words.iter().filter(|w| w.class() != Class::Link).filter_map(|w| w.latin.chars().next()).collect();
        let acronym = acronym_of(text, &words, lexicon);
        Name { text: text.to_owned(), script, folded: pieces.join(" "), words, letters, initials, acronym }
    }
}

fn script_of(folded: &str) -> Script {
    let mut counts = [0usize; 4];
    for c in folded.chars() {
        match Script::of(c) {
            Script::Latin => counts[0] += 1,
            Script::Cyrillic => counts[1] += 1,
            Script::Arabic => counts[2] += 1,
            Script::Han => counts[3] += 2,
            Script::Other => {}
        }
    }
    let scripts = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Han];
    scripts.into_iter().zip(counts).max_by_key(|(_, n)| *n).map_or(Script::Other, |(s, _)| s)
}

/// Words with what they mean: terms of several words and of Han characters by
/// their longest match.
fn understood(pieces: &[String], lexicon: &Lexicon) -> Vec<Word> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let most = lexicon.most_words.min(pieces.len() - at);
        let longest = (2..=most).rev().find_map(|n| {
            let key = pieces[at..at + n].join(" ");
            let meanings = lexicon.term(&key);
            (!meanings.is_empty()).then(|| (n, key, meanings.to_vec()))
        });
        if let Some((n, key, meanings)) = longest {
            out.push(word(key, meanings));
            at += n;
            continue;
        }
        let piece = &pieces[at];
        at += 1;
        if piece.chars().any(|c| Script::of(c) == Script::Han) {
            han(piece, lexicon, &mut out);
            continue;
        }
        out.push(word(piece.clone(), meanings_of(piece, lexicon)));
    }
    out
}

fn meanings_of(piece: &str, lexicon: &Lexicon) -> Vec<Meaning> {
    let known = lexicon.term(piece);
    if !known.is_empty() {
        return known.to_vec();
    }
    // The article and "and" are written together with Arabic words.
    for prefix in ["وال", "ال", "لل", "و"] {
        if let Some(rest) = piece.strip_prefix(prefix).filter(|r| r.chars().count() > 2) {
            let known = lexicon.term(rest);
            if !known.is_empty() {
                return known.to_vec();
            }
        }
    }
    lexicon.by_stem(piece).to_vec()
}

fn word(text: String, meanings: Vec<Meaning>) -> Word {
    let latin = latin(&text);
    let skeleton = skeleton(&latin);
    Word { text, latin, skeleton, meanings }
}

/// Words of a run of Han characters; what the lexicon does not know is a proper
/// name until the next word that it knows.
fn han(run: &str, lexicon: &Lexicon, out: &mut Vec<Word>) {
    let chars: Vec<char> = run.chars().collect();
    let mut proper = String::new();
    let mut at = 0;
    while at < chars.len() {
        let most = lexicon.most_han.min(chars.len() - at);
        let longest = (1..=most).rev().find_map(|n| {
            let key: String = chars[at..at + n].iter().collect();
            let meanings = lexicon.term(&key);
            (!meanings.is_empty()).then(|| (n, key, meanings.to_vec()))
        });
        match longest {
            Some((n, key, meanings)) => {
                if !proper.is_empty() {
                    out.push(word(std::mem::take(&mut proper), Vec::new()));
                }
                out.push(word(key, meanings));
                at += n;
            }
            None => {
                proper.push(chars[at]);
                at += 1;
            }
        }
    }
    if !proper.is_empty() {
        out.push(word(proper, Vec::new()));
    }
}

/// Letters of the longest acronym.
const LONGEST_ACRONYM: usize = 7;

fn acronym_of(text: &str, words: &[Word], lexicon: &Lexicon) -> Option<(String, Vec<u32>)> {
    let told: Vec<&Word> = words.iter().filter(|w| !matches!(w.class(), Class::Link | Class::Form)).collect();
    let [only] = told.as_slice() else { return None };
    let capitals = text.chars().filter(|c| c.is_uppercase()).count() >= only.text.chars().count().min(2);
    let short = (2..=LONGEST_ACRONYM).contains(&only.latin.len()) && Script::of(only.text.chars().next()?) != Script::Han;
    let concepts = lexicon.acronym(&only.latin).to_vec();
    (short && (capitals || !concepts.is_empty())).then(|| (only.latin.clone(), concepts))
}

//! A name made ready for comparison.

use super::class::Class;
use super::cut::{cut, is_number, pieces};
use super::fold::{Script, folded, latin};
use super::lexicon::{Lexicon, Meaning};
use super::settings::Settings;
use super::sound::{bare, skeleton};
use std::collections::BTreeSet;

/// A word of a name: a term, one part of a term that means several things
/// together, or a proper name.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// As it is written, in one form.
    pub(super) text: String,
    /// In Latin letters.
    pub(super) latin: String,
    /// Its sounds.
    pub(super) skeleton: String,
    /// Its sounds as far as Arabic letters keep them apart.
    pub(super) bare: String,
    pub(super) script: Script,
    pub(super) class: Class,
    /// What it may mean; nothing for proper names.
    pub(super) meanings: Vec<Meaning>,
    /// Which part of its term it is; letters are compared of the first alone.
    pub(super) part: usize,
    /// Pieces of the name that it covers.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it may stand for a whole name, and the concepts known for it.
    pub(super) acronym: bool,
    pub(super) stands_for: Vec<u16>,
    pub(super) is_number: bool,
}

impl Word {
    /// Whether it tells parties apart at all.
    pub(super) fn tells(&self) -> bool {
        !matches!(self.class, Class::Link | Class::Form)
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
    /// Its Latin letters without legal forms, sorted by word.
    pub(super) letters: String,
    /// The same in the order of the name.
    pub(super) run: String,
    /// Its Han characters without legal forms, if it is of no other letters.
    pub(super) han: Vec<char>,
    /// First letter of each piece, and whether it is of a word with weight.
    pub(super) initials: Vec<(char, bool)>,
}

impl Name {
    /// Makes a name ready.
    pub fn of(text: &str, lexicon: &Lexicon, settings: &Settings) -> Self {
        let form = folded(text);
        let pieces = pieces(&form);
        let capitals = capitals(text, settings);
        let mut words: Vec<Word> = Vec::with_capacity(pieces.len() + 2);
        for cut in cut(&pieces, lexicon, settings) {
            let script = cut.text.chars().map(Script::of).find(|s| *s != Script::Other).unwrap_or_default();
            let latin = latin(match script {
                Script::Arabic => cut.text.strip_prefix("ال").filter(|r| r.chars().count() > 2).unwrap_or(&cut.text),
                _ => &cut.text,
            });
            let stands_for = lexicon.acronym(&cut.text).to_vec();
            let is_number = is_number(&cut.text);
            let word = Word {
                skeleton: skeleton(&latin),
                bare: bare(&latin),
                script,
                class: if is_number { Class::Rank } else { Class::Proper },
                meanings: Vec::new(),
                part: 0,
                from: cut.from,
                to: cut.to,
                acronym: !is_number && (!stands_for.is_empty() || capitals.contains(&cut.text)),
                stands_for,
                is_number,
                text: cut.text,
                latin,
            };
            if cut.parts.is_empty() {
                words.push(word);
            } else {
                for (part, meanings) in cut.parts.into_iter().enumerate() {
                    let class = class_of(&meanings);
                    words.push(Word { class, meanings, part, ..word.clone() });
                }
            }
        }
        once(&mut words);
        let told = || words.iter().filter(|w| w.part == 0 && w.tells());
        let mut sorted: Vec<&str> = told().map(|w| w.latin.as_str()).collect();
        let run = sorted.concat();
        sorted.sort_unstable();
        let letters = sorted.concat();
        let script = script_of(&form);
        let han = if script == Script::Han { told().flat_map(|w| w.text.chars()).collect() } else { Vec::new() };
        let is_link = |p: &str| lexicon.term(p).is_some_and(|parts| parts.iter().flatten().any(|m| m.class == Class::Link));
        let initials = pieces.iter().filter_map(|p| Some((p.chars().next()?, !is_link(p)))).collect();
        Name { text: text.to_owned(), script, folded: pieces.join(" "), words, letters, run, han, initials }
    }
}

/// The class that tells the most, but what may be a link is one: `des`, `da`.
fn class_of(meanings: &[Meaning]) -> Class {
    let classes = || meanings.iter().map(|m| m.class);
    if classes().any(|c| c == Class::Link) { Class::Link } else { classes().max().unwrap_or_default() }
}

/// What is said twice is taken once: 中国中铁 says China two times.
fn once(words: &mut Vec<Word>) {
    let mut seen: BTreeSet<u16> = BTreeSet::new();
    words.retain(|w| w.meanings.first().is_none_or(|m| w.meanings.len() > 1 || seen.insert(m.concept)));
}

/// Words in capitals that are short enough for an acronym, in one form.
fn capitals(text: &str, settings: &Settings) -> BTreeSet<String> {
    let letters = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    text.split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .filter(|w| w.chars().filter(|c| c.is_uppercase()).count() >= 2)
        .map(|w| letters(&folded(w)))
        .filter(|w| (settings.shortest_acronym..=settings.longest_acronym).contains(&w.chars().count()))
        .collect()
}

fn script_of(folded: &str) -> Script {
    let scripts = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Han];
    // One Han character says about as much as two letters.
    let letters = |s: Script| folded.chars().filter(|c| Script::of(*c) == s).count() * if s == Script::Han { 2 } else { 1 };
    scripts.into_iter().map(|s| (letters(s), s)).max_by_key(|(n, _)| *n).filter(|(n, _)| *n > 0).map_or(Script::Other, |(_, s)| s)
}

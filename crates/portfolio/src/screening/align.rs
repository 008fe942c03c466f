//! Two names beside each other: which words agree.

use super::acronym;
use super::class::Class;
use super::distance::{bound, likeness};
use super::fold::Script;
use super::lexicon::{Lexicon, Meaning};
use super::name::{Name, Word};
use super::settings::Settings;
use serde::Serialize;
use utoipa::ToSchema;

/// How two words agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Letter by letter.
    Same,
    /// They mean the same.
    Meaning,
    /// Translators put one for the other.
    Related,
    /// They sound alike in Latin letters.
    Sound,
    /// They differ in few letters.
    Spelling,
    /// One is the first letters of words of the other, or known to stand for them.
    Acronym,
}

/// Two words that agree, by place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) how: How,
    pub(super) like: f64,
    pub(super) class: Class,
}

/// What two names have in common and what not.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    pub(super) agree: Vec<Pair>,
    /// Words of the one name that nothing in the other agrees with.
    pub(super) only_one: Vec<usize>,
    /// Words of the other name likewise.
    pub(super) only_other: Vec<usize>,
    /// Acronyms that were found for words of the other side.
    pub(super) acronyms: usize,
    /// Words of one language that the lexicon takes for one and that do not look it.
    pub(super) synonyms: usize,
}

impl Beside {
    /// Sets two names beside each other. What is the same or means the same comes
    /// first, then what translators exchange, then the likest spellings, then
    /// acronyms.
    pub(super) fn of(one: &Name, other: &Name, lexicon: &Lexicon, settings: &Settings) -> Self {
        let mut it = Beside::default();
        let (mut a_free, mut b_free) = (vec![true; one.words.len()], vec![true; other.words.len()]);
        for how in [How::Same, How::Meaning, How::Related] {
            for (i, (a, free)) in one.words.iter().zip(&mut a_free).enumerate() {
                if !*free {
                    continue;
                }
                let fits = |b: &Word| match how {
                    How::Same => a.text == b.text && a.part == b.part,
                    How::Meaning => shares_meaning(a, b, settings),
                    _ => is_related(a, b, lexicon),
                };
                let found = other.words.iter().zip(&mut b_free).enumerate().find(|(_, (b, free))| **free && fits(b));
                if let Some((j, (b, b_free))) = found {
                    (*free, *b_free) = (false, false);
                    let like = if how == How::Related { settings.related } else { 1.0 };
                    it.synonyms += usize::from(how == How::Meaning && are_synonyms(a, b, settings));
                    it.agree.push(Pair { one: i, other: j, how, like, class: a.class.min(b.class) });
                }
            }
        }
        it.alike(one, other, (&mut a_free, &mut b_free), settings);
        it.joined((one, &mut a_free), (other, &mut b_free), false, settings);
        it.joined((other, &mut b_free), (one, &mut a_free), true, settings);
        acronym::cover(&mut it, one, other, (&mut a_free, &mut b_free), lexicon, settings);
        let left = |free: &[bool]| free.iter().enumerate().filter(|(_, f)| **f).map(|(i, _)| i).collect();
        (it.only_one, it.only_other) = (left(&a_free), left(&b_free));
        it
    }

    /// The likest spellings first.
    fn alike(&mut self, one: &Name, other: &Name, (a_free, b_free): (&mut [bool], &mut [bool]), settings: &Settings) {
        let mut found: Vec<(How, f64, usize, usize)> = Vec::new();
        for (i, (a, _)) in one.words.iter().zip(a_free.iter()).enumerate().filter(|(_, (w, free))| **free && w.part == 0) {
            for (j, (b, _)) in other.words.iter().zip(b_free.iter()).enumerate().filter(|(_, (w, free))| **free && w.part == 0) {
                if let Some((how, like)) = alike(a, b, settings) {
                    found.push((how, like, i, j));
                }
            }
        }
        found.sort_by(|x, y| y.1.total_cmp(&x.1));
        for (how, like, i, j) in found {
            if a_free.get(i) != Some(&true) || b_free.get(j) != Some(&true) {
                continue;
            }
            let (Some(a), Some(b)) = (one.words.get(i), other.words.get(j)) else { continue };
            self.agree.push(Pair { one: i, other: j, how, like, class: a.class.min(b.class) });
            take(one, a, a_free);
            take(other, b, b_free);
        }
    }

    /// Proper names of one side that the other writes as several words: 威 and 海
    /// for Weihai, Tavan Tolgoi for Tavantolgoi.
    fn joined(&mut self, (one, free): (&Name, &mut [bool]), (other, other_free): (&Name, &mut [bool]), swapped: bool, settings: &Settings) {
        for (i, word) in one.words.iter().enumerate() {
            if free.get(i) != Some(&true) || word.class != Class::Proper || word.is_number || word.latin.len() < settings.shortest_joined {
                continue;
            }
            let Some((from, to)) = joined(word, other, other_free, settings) else { continue };
            for (j, w) in other.words.iter().enumerate().take(to).skip(from) {
                let (one, other) = if swapped { (j, i) } else { (i, j) };
                // The first stands for all: the word is one.
                if j == from {
                    self.agree.push(Pair { one, other, how: How::Sound, like: 1.0, class: w.class.min(word.class) });
                }
                if let Some(free) = other_free.get_mut(j) {
                    *free = false;
                }
            }
            take(one, word, free);
        }
    }
}

/// Free words of a name beside each other that are written as one word is.
fn joined(word: &Word, name: &Name, free: &[bool], settings: &Settings) -> Option<(usize, usize)> {
    let count = name.words.len();
    (0..count).find_map(|from| {
        let mut letters = String::new();
        for (to, w) in name.words.iter().enumerate().skip(from) {
            if free.get(to) != Some(&true) || w.class == Class::Form {
                return None;
            }
            if w.part == 0 {
                letters.push_str(&w.latin);
            }
            if letters.len() > word.latin.len() + 2 {
                return None;
            }
            if to > from && bound(letters.len(), word.latin.len()) >= settings.joined && likeness(&letters, &word.latin) >= settings.joined
            {
                return Some((from, to + 1));
            }
        }
        None
    })
}

/// All parts of a term are written in the same letters.
pub(super) fn take(name: &Name, word: &Word, free: &mut [bool]) {
    for (w, free) in name.words.iter().zip(free) {
        if w.from == word.from && w.text == word.text {
            *free = false;
        }
    }
}

fn shares_meaning(a: &Word, b: &Word, settings: &Settings) -> bool {
    let shared = a.meanings.iter().any(|m| b.meanings.iter().any(|n| m.concept == n.concept));
    // The lexicon has small towns with the next large one.
    shared && !(a.class == Class::Place && b.class == Class::Place && are_synonyms(a, b, settings))
}

/// Words that one language has for one thing and that are no forms of one word.
fn are_synonyms(a: &Word, b: &Word, settings: &Settings) -> bool {
    let one_language = a.meanings.iter().any(|m| b.meanings.iter().any(|n| m.concept == n.concept && m.languages & n.languages != 0));
    one_language
        && a.class != Class::Form
        && a.script == b.script
        && a.script != Script::Han
        && likeness(&a.latin, &b.latin) < settings.inflected
}

/// Concepts that translators exchange; within one language they are two things:
/// National Iranian Oil and National Iranian Gas.
fn is_related(a: &Word, b: &Word, lexicon: &Lexicon) -> bool {
    let exchanged =
        |m: &Meaning, n: &Meaning| (m.languages & n.languages == 0 || m.class == Class::Form) && lexicon.are_related(m.concept, n.concept);
    a.meanings.iter().any(|m| b.meanings.iter().any(|n| exchanged(m, n)))
}

/// How like two words are, where at least one is a proper name: a place or a field
/// of work that the lexicon knows is not a misprint of another.
fn alike(a: &Word, b: &Word, settings: &Settings) -> Option<(How, f64)> {
    if (a.class != Class::Proper && b.class != Class::Proper) || a.is_number || b.is_number || a.latin.is_empty() || b.latin.is_empty() {
        return None;
    }
    if a.script == Script::Han && b.script == Script::Han {
        // Simple and traditional characters are read alike; one other character
        // is another name.
        return (a.latin == b.latin).then_some((How::Sound, 1.0));
    }
    if a.acronym && b.acronym && a.script == b.script {
        // One other letter makes another acronym.
        return (a.latin == b.latin).then_some((How::Same, 1.0));
    }
    let least = settings.alike;
    let close = |a: &str, b: &str| if bound(a.len(), b.len()) >= least { likeness(a, b) } else { 0.0 };
    let spelled = close(&a.latin, &b.latin);
    let sounds = if a.script != b.script && (a.script == Script::Arabic || b.script == Script::Arabic) {
        if a.bare.len().min(b.bare.len()) > 1 { settings.arabic_trust * close(&a.bare, &b.bare) } else { 0.0 }
    } else if a.skeleton.len().min(b.skeleton.len()) > 1 {
        let like = close(&a.skeleton, &b.skeleton);
        // Vowels are lost on the way between scripts, but say something.
        let trust = if a.script == b.script { settings.sound_trust } else { settings.sound_trust_across };
        if like < least { 0.0 } else { trust * like + (1.0 - trust) * likeness(&a.latin, &b.latin) }
    } else {
        0.0
    };
    let (how, like) = if sounds > spelled || a.script != b.script { (How::Sound, sounds.max(spelled)) } else { (How::Spelling, spelled) };
    (like >= least).then_some((how, like))
}

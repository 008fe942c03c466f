//! Two names beside each other.

use super::lexicon::{Class, Lexicon};
use super::name::{Name, Word};
use serde::Serialize;
use utoipa::ToSchema;

/// How two words agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Letter by letter.
    Same,
    /// They mean the same.
    Meaning,
    /// They sound alike.
    Sound,
    /// They differ in few letters.
    Spelling,
}

/// Two words that agree.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Agreement {
    /// Word of the one name.
    pub one: String,
    /// Word of the other.
    pub other: String,
    /// How they agree.
    pub how: How,
    /// What both mean, or what sort of word they are.
    pub meaning: String,
}

/// What two names have in common and what not.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// Pairs of words by place: the one, the other, how, likeness.
    pub(super) agree: Vec<(usize, usize, How, f64)>,
    /// Words of the one name that nothing in the other agrees with.
    pub(super) only_one: Vec<usize>,
    /// Words of the other name likewise.
    pub(super) only_other: Vec<usize>,
}

/// From this likeness on two proper names are taken for spellings of one.
const ALIKE: f64 = 0.78;

impl Beside {
    pub(super) fn of(one: &Name, other: &Name) -> Self {
        let mut it = Beside::default();
        let mut free: Vec<bool> = vec![true; other.words.len()];
        let mut left = Vec::with_capacity(one.words.len());
        // What is the same or means the same first, then what sounds alike.
        for (i, a) in one.words.iter().enumerate() {
            let found = other.words.iter().enumerate().filter(|(j, _)| free[*j]).find_map(|(j, b)| exact(a, b).map(|how| (j, how)));
            match found {
                Some((j, how)) => {
                    free[j] = false;
                    it.agree.push((i, j, how, 1.0));
                }
                None => left.push(i),
            }
        }
        for i in left {
            let a = &one.words[i];
            let likest = (0..free.len())
                .filter(|j| free[*j])
                .filter_map(|j| likeness(a, &other.words[j], one.script != other.script).map(|(how, l)| (j, how, l)))
                .max_by(|x, y| x.2.total_cmp(&y.2));
            match likest {
                Some((j, how, like)) => {
                    free[j] = false;
                    it.agree.push((i, j, how, like));
                }
                None => it.only_one.push(i),
            }
        }
        it.only_other = (0..free.len()).filter(|j| free[*j]).collect();
        it
    }

    /// The agreements in words.
    pub(super) fn agreements(&self, one: &Name, other: &Name, lexicon: &Lexicon) -> Vec<Agreement> {
        let of = |&(i, j, how, _): &(usize, usize, How, f64)| {
            let (a, b) = (&one.words[i], &other.words[j]);
            let shared = a.meanings.iter().find(|m| b.meanings.contains(m));
            let meaning = shared.map_or_else(|| a.class().word().to_owned(), |m| lexicon.concept(m.concept).to_owned());
            Agreement { one: a.text.clone(), other: b.text.clone(), how, meaning }
        };
        self.agree.iter().map(of).collect()
    }
}

fn exact(a: &Word, b: &Word) -> Option<How> {
    if a.text == b.text {
        return Some(How::Same);
    }
    a.meanings.iter().any(|m| b.meanings.contains(m)).then_some(How::Meaning)
}

/// How like two words are, where at least one is a proper name: a place or a
/// field of work that the lexicon knows is not a misprint of another.
fn likeness(a: &Word, b: &Word, across: bool) -> Option<(How, f64)> {
    if a.class() != Class::Proper && b.class() != Class::Proper {
        return None;
    }
    if a.latin.is_empty() || b.latin.is_empty() || is_number(a) != is_number(b) {
        return None;
    }
    if is_number(a) {
        return (a.latin.trim_start_matches('0') == b.latin.trim_start_matches('0')).then_some((How::Same, 1.0));
    }
    let spelled = strsim::normalized_damerau_levenshtein(&a.latin, &b.latin);
    let sounds = if a.skeleton.len() > 1 && b.skeleton.len() > 1 {
        let like = strsim::normalized_damerau_levenshtein(&a.skeleton, &b.skeleton);
        // Vowels are lost on the way between scripts, and a little sure.
        if across { like.mul_add(0.8, 0.2 * spelled) } else { 0.5 * (like + spelled) }
    } else {
        0.0
    };
    let (how, like) = if sounds > spelled { (How::Sound, sounds) } else { (How::Spelling, spelled) };
    (like >= ALIKE).then_some((how, like))
}

fn is_number(w: &Word) -> bool {
    !w.latin.is_empty() && w.latin.bytes().all(|b| b.is_ascii_digit())
}

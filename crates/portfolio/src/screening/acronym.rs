//! Acronyms beside words: a hint, never a proof.

use super::align::{Beside, How, Pair, take};
use super::class::Class;
use super::fold::Script;
use super::lexicon::Lexicon;
use super::name::{Name, Word};
use super::settings::Settings;
use std::collections::BTreeSet;

/// A piece of a name: place of its word, its letters, and whether it may be left out.
type Beginning = (usize, Vec<char>, bool);

/// Takes the words for which an acronym of the other name stands as agreeing.
pub(super) fn cover(
    it: &mut Beside,
    one: &Name,
    other: &Name,
    (a_free, b_free): (&mut [bool], &mut [bool]),
    lexicon: &Lexicon,
    settings: &Settings,
) {
    cover_by(it, (one, a_free), (other, b_free), false, lexicon, settings);
    cover_by(it, (other, b_free), (one, a_free), true, lexicon, settings);
}

/// The same with the acronyms of the first name alone.
fn cover_by(
    it: &mut Beside,
    (name, free): (&Name, &mut [bool]),
    (beside, beside_free): (&Name, &mut [bool]),
    swapped: bool,
    lexicon: &Lexicon,
    settings: &Settings,
) {
    for (i, word) in name.words.iter().enumerate() {
        if word.part > 0 || free.get(i) != Some(&true) {
            continue;
        }
        let covered = if word.acronym {
            by_letters(word, beside, beside_free, settings).or_else(|| by_meaning(word, beside, lexicon, settings))
        } else {
            None
        };
        let covered = covered.or_else(|| by_beginnings(word, beside, beside_free, settings));
        let Some(covered) = covered else { continue };
        it.acronyms += 1;
        take(name, word, free);
        for j in covered {
            let Some(free) = beside_free.get_mut(j).filter(|f| **f) else { continue };
            *free = false;
            let Some(class) = beside.words.get(j).map(|w| w.class) else { continue };
            let (one, other) = if swapped { (j, i) } else { (i, j) };
            it.agree.push(Pair { one, other, how: How::Acronym, like: settings.acronym, class });
        }
    }
}

/// Words whose first letters the acronym is, links left out or not. Those of two
/// letters have to be all of the name or free.
fn by_letters(word: &Word, name: &Name, free: &[bool], settings: &Settings) -> Option<Vec<usize>> {
    let letters: Vec<char> = word.text.chars().collect();
    for with_links in [false, true] {
        let pieces = || name.initials.iter().enumerate().filter(move |(_, (_, tells))| with_links || *tells);
        let initials: Vec<char> = pieces().map(|(_, (c, _))| *c).collect();
        let whole = initials.len() == letters.len();
        let Some(at) = initials.windows(letters.len()).position(|w| w == letters) else { continue };
        let places: Vec<usize> = pieces().skip(at).take(letters.len()).map(|(i, _)| i).collect();
        let covers = |w: &Word| places.iter().any(|p| (w.from..w.to).contains(p));
        let covered: Vec<usize> = name.words.iter().enumerate().filter(|(_, w)| covers(w)).map(|(j, _)| j).collect();
        let are_free = covered.iter().all(|j| free.get(*j) == Some(&true));
        if letters.len() > settings.shortest_acronym || (letters.len() == settings.shortest_acronym && (whole || are_free)) {
            return Some(covered);
        }
    }
    None
}

/// Words that mean what the acronym is known to stand for, if most of that is there.
fn by_meaning(word: &Word, name: &Name, lexicon: &Lexicon, settings: &Settings) -> Option<Vec<usize>> {
    if word.stands_for.is_empty() {
        return None;
    }
    if name.words.iter().all(|w| !w.tells()) {
        return None;
    }
    let means = |w: &Word, c: u16| w.meanings.iter().any(|m| m.concept == c || lexicon.are_related(m.concept, c));
    let found = word.stands_for.iter().filter(|c| name.words.iter().any(|w| means(w, **c))).count();
    let share = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if share(found) < settings.acronym_share * share(word.stands_for.len()) {
        return None;
    }
    let covered = |w: &Word| word.stands_for.iter().any(|c| means(w, *c));
    Some(name.words.iter().enumerate().filter(|(_, w)| covered(w)).map(|(j, _)| j).collect())
}

/// Words whose first letters, one or more of each, make the word: TANROADS, БелЖД,
/// 中土. Of what is free only links and parts of organisations may be left out.
fn by_beginnings(word: &Word, name: &Name, free: &[bool], settings: &Settings) -> Option<Vec<usize>> {
    let letters: Vec<char> = word.text.chars().collect();
    // One character is a word.
    let shortest = if word.script == Script::Han { settings.shortest_acronym } else { settings.shortest_blend };
    if word.class != Class::Proper
        || word.is_number
        || word.script != name.script
        || !(shortest..=settings.longest_blend).contains(&letters.len())
    {
        return None;
    }
    let mut words: Vec<Beginning> = Vec::new();
    for (j, w) in name.words.iter().enumerate().filter(|(j, w)| w.part == 0 && free.get(*j) == Some(&true)) {
        let may_be_left = matches!(w.class, Class::Link | Class::Form | Class::Structure | Class::Ownership);
        for piece in w.text.split(' ') {
            words.push((j, piece.chars().collect(), may_be_left));
        }
    }
    let mut covered = Vec::new();
    (begin(&letters, &words, &mut covered, &mut BTreeSet::new()) && covered.len() > 1).then(|| {
        covered.dedup();
        name.words
            .iter()
            .enumerate()
            .filter(|(_, w)| covered.iter().any(|c| name.words.get(*c).is_some_and(|o| o.from == w.from && o.text == w.text)))
            .map(|(j, _)| j)
            .collect()
    })
}

/// Whether letters are beginnings of all words in their order. What is left of both
/// and was tried in vain is remembered: many short words make no long search.
fn begin(letters: &[char], words: &[Beginning], covered: &mut Vec<usize>, failed: &mut BTreeSet<(usize, usize)>) -> bool {
    let Some(((place, word, may_be_left), rest)) = words.split_first() else { return letters.is_empty() };
    let left = (letters.len(), words.len());
    if failed.contains(&left) {
        return false;
    }
    let most = word.iter().zip(letters).take_while(|(a, b)| a == b).count();
    for n in (1..=most).rev() {
        covered.push(*place);
        if begin(letters.get(n..).unwrap_or_default(), rest, covered, failed) {
            return true;
        }
        covered.pop();
    }
    let found = *may_be_left && begin(letters, rest, covered, failed);
    if !found {
        failed.insert(left);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_short_words_make_no_long_search() {
        let letters: Vec<char> = "aaaaaaaaaaaaaaab".chars().collect();
        let words: Vec<Beginning> = (0..200).map(|i| (i, vec!['a'], true)).collect();
        let mut covered = Vec::new();
        assert!(!begin(&letters, &words, &mut covered, &mut BTreeSet::new()) && covered.is_empty());
        assert!(begin(&letters[..15], &words, &mut covered, &mut BTreeSet::new()));
        assert_eq!(covered, (0..15).collect::<Vec<usize>>());
    }
}

//! What two names have in common, as counts that a person can check.

use super::align::{Beside, How};
use super::class::Class;
use super::distance::likeness;
use super::name::Name;

/// Number of features.
pub(super) const COUNT: usize = FEATURES.len();

/// A value for each of [`FEATURES`].
pub(super) type Features = [f64; COUNT];

/// What a feature may say: for one party, against it, or either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    For,
    Against,
    Either,
}

use Sign::{Against, Either, For};

/// Names of the features in their order, and what they may say. "Both" is what each
/// side has alone, so that it stands against each other; "more" is what one side has
/// beyond that.
pub(super) const FEATURES: [(&str, Sign); 41] = [
    ("bias", Either),
    ("same-letters", For),
    ("likeness-of-letters", For),
    ("share-agreeing", For),
    ("proper-agreeing", For),
    ("place-agreeing", For),
    ("industry-agreeing", For),
    ("rank-agreeing", For),
    ("spelled-otherwise", Against),
    ("sounds-otherwise", Against),
    ("related-not-same", Against),
    ("synonyms", Against),
    ("proper-both", Against),
    ("proper-more", Against),
    ("place-both", Against),
    ("place-more", Against),
    ("industry-both", Against),
    ("industry-more", Against),
    ("rank-both", Against),
    ("rank-more", Against),
    ("direction-both", Against),
    ("direction-more", Against),
    ("ownership-both", Against),
    ("ownership-more", Against),
    ("structure-both", Against),
    ("structure-more", Against),
    ("form-both", Against),
    ("lone-weight-both", Against),
    ("lone-weight-more", Against),
    ("nothing-left", For),
    ("one-within-other", Either),
    ("acronym-of-words", For),
    ("acronym-with-lone-words", Against),
    ("acronym-alone", Against),
    ("acronyms-both", Against),
    ("short-form-in-characters", For),
    ("nothing-telling-agrees", Against),
    ("only-place-agrees", Against),
    ("across-share-agreeing", For),
    ("across-proper-both", For),
    ("across-one-within-other", For),
];

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn flag(b: bool) -> f64 {
    f64::from(u8::from(b))
}

/// Words of one side that nothing agrees with, by class, and what they weigh.
fn lone(name: &Name, indices: &[usize], weights: &[f64; Class::ALL.len()]) -> ([f64; Class::ALL.len()], f64) {
    let (mut counts, mut weight) = ([0.0; Class::ALL.len()], 0.0);
    for word in indices.iter().filter_map(|i| name.words.get(*i)) {
        counts[word.class as usize] += 1.0;
        if !word.tells() {
            continue;
        }
        weight += weights[word.class as usize];
    }
    (counts, weight)
}

/// The features of two names, in the order of [`FEATURES`].
pub(super) fn features(one: &Name, other: &Name, beside: &Beside, weights: &[f64; Class::ALL.len()], most: f64) -> Features {
    let (a, a_weight) = lone(one, &beside.only_one, weights);
    let (b, b_weight) = lone(other, &beside.only_other, weights);
    let mut agreeing = [0.0; Class::ALL.len()];
    let (mut agreed, mut spelled, mut sounds, mut related) = (0.0, 0.0, 0.0, 0.0);
    for pair in &beside.agree {
        agreeing[pair.class as usize] += pair.like;
        agreed += 2.0 * pair.like * weights[pair.class as usize];
        match pair.how {
            How::Spelling => spelled += 1.0 - pair.like,
            How::Sound => sounds += 1.0 - pair.like,
            How::Related => related += 1.0,
            How::Same | How::Meaning | How::Acronym => {}
        }
    }
    let whole = agreed + a_weight + b_weight;
    let both = |c: Class| a[c as usize].min(b[c as usize]).min(most);
    let more = |c: Class| (a[c as usize] - b[c as usize]).abs().min(most);
    let capped = |c: Class| agreeing[c as usize].min(most);
    let telling = agreeing[Class::Proper as usize] + agreeing[Class::Place as usize] + agreeing[Class::Industry as usize];
    // More than legal forms.
    let most_slight = weights[Class::Structure as usize];
    let nothing = flag(telling == 0.0 && beside.acronyms == 0);
    let only_place = flag(agreeing[Class::Place as usize] > 0.0 && agreeing[Class::Place as usize] == telling && beside.acronyms == 0);
    let same_letters = !one.run.is_empty() && (one.run == other.run || one.letters == other.letters);
    let letters = if one.letters.is_empty() || other.letters.is_empty() { 0.0 } else { likeness(&one.letters, &other.letters) };
    let across = flag(one.script != other.script);
    let share = if whole > 0.0 { agreed / whole } else { 0.0 };
    let (lone_both, lone_more) = (a_weight.min(b_weight), (a_weight - b_weight).abs());
    let within = lone_both == 0.0 && lone_more > 0.0;
    let acronyms = |name: &Name, indices: &[usize]| indices.iter().any(|i| name.words.get(*i).is_some_and(|w| w.acronym));
    let (a_acronym, b_acronym) = (acronyms(one, &beside.only_one), acronyms(other, &beside.only_other));
    [
        1.0,
        flag(same_letters),
        letters,
        share,
        capped(Class::Proper),
        capped(Class::Place),
        capped(Class::Industry),
        capped(Class::Rank),
        spelled,
        sounds,
        related,
        number(beside.synonyms),
        both(Class::Proper),
        more(Class::Proper),
        both(Class::Place),
        more(Class::Place),
        both(Class::Industry),
        more(Class::Industry),
        both(Class::Rank),
        more(Class::Rank),
        both(Class::Direction),
        more(Class::Direction),
        both(Class::Ownership),
        more(Class::Ownership),
        both(Class::Structure),
        more(Class::Structure),
        both(Class::Form),
        lone_both,
        lone_more,
        flag(lone_both + lone_more == 0.0 && agreed > 0.0),
        flag(within),
        number(beside.acronyms),
        flag(beside.acronyms > 0 && lone_both + lone_more >= most_slight),
        flag(a_acronym != b_acronym),
        flag(a_acronym && b_acronym),
        flag(is_short_form(&one.han, &other.han) || is_short_form(&other.han, &one.han)),
        nothing,
        only_place,
        across * share,
        across * both(Class::Proper) * (1.0 - nothing),
        across * flag(within && nothing + only_place == 0.0),
    ]
}

/// Whether all characters of the shorter name stand in the longer one in their
/// order: 中土 and 中国土木.
fn is_short_form(short: &[char], long: &[char]) -> bool {
    if short.len() < 2 || short.len() >= long.len() {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|d| c == d))
}

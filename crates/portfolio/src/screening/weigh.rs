//! From what two names have in common to how likely they are one party.
//!
//! A logistic regression over counts that a person can check. Its coefficients
//! are data (`data/screening/weights.toml`), fitted on the half of the labelled
//! pairs that is there for it.

use super::compare::Beside;
use super::lexicon::Class;
use super::name::Name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names of the features in their order.
pub const FEATURES: [&str; 24] = [
    "bias",
    "same-letters",
    "likeness-of-letters",
    "share-agreeing",
    "proper-agreeing",
    "place-agreeing",
    "industry-agreeing",
    "proper-on-both-sides",
    "proper-on-one-side",
    "place-on-both-sides",
    "place-on-one-side",
    "industry-on-both-sides",
    "industry-on-one-side",
    "rank-on-both-sides",
    "rank-on-one-side",
    "direction-on-both-sides",
    "direction-on-one-side",
    "ownership-differing",
    "structure-differing",
    "acronym-of-the-other",
    "acronym-against-name",
    "acronyms-differing",
    "no-agreement",
    "across-scripts",
];

/// How much a class of words says in the share of words that agree.
fn weight(class: Class) -> f64 {
    match class {
        Class::Link => 0.0,
        Class::Form => 0.1,
        Class::Structure | Class::Ownership => 0.5,
        Class::Industry | Class::Direction => 1.0,
        Class::Rank | Class::Place => 1.5,
        Class::Proper => 2.0,
    }
}

/// The features of two names, in the order of [`FEATURES`].
pub(super) fn features(one: &Name, other: &Name, beside: &Beside) -> [f64; FEATURES.len()] {
    let count = |indices: &[usize], name: &Name, class: Class| -> f64 {
        let n = indices.iter().filter(|i| name.words[**i].class() == class).count();
        f64::from(u32::try_from(n).unwrap_or(u32::MAX))
    };
    let agreeing = |class: Class| -> f64 {
        beside.agree.iter().filter(|(i, j, ..)| one.words[*i].class().max(other.words[*j].class()) == class).map(|a| a.3).sum()
    };
    let both = |class| count(&beside.only_one, one, class).min(count(&beside.only_other, other, class));
    let one_side = |class| (count(&beside.only_one, one, class) - count(&beside.only_other, other, class)).abs();
    let either = |class| count(&beside.only_one, one, class) + count(&beside.only_other, other, class);
    let agreed: f64 = beside.agree.iter().map(|(i, _, _, like)| 2.0 * like * weight(one.words[*i].class())).sum();
    let alone = |indices: &[usize], name: &Name| -> f64 { indices.iter().map(|i| weight(name.words[*i].class())).sum() };
    let whole = agreed + alone(&beside.only_one, one) + alone(&beside.only_other, other);
    let share = if whole > 0.0 { agreed / whole } else { 0.0 };
    let flag = |b: bool| f64::from(u8::from(b));
    let letters = if one.letters.is_empty() || other.letters.is_empty() {
        0.0
    } else {
        strsim::normalized_damerau_levenshtein(&one.letters, &other.letters)
    };
    let acronym = acronyms(one, other);
    let nothing = agreeing(Class::Proper) + agreeing(Class::Place) + agreeing(Class::Industry) == 0.0;
    [
        1.0,
        flag(!one.letters.is_empty() && one.letters == other.letters),
        letters,
        share,
        agreeing(Class::Proper).min(3.0),
        agreeing(Class::Place).min(2.0),
        agreeing(Class::Industry).min(3.0),
        both(Class::Proper),
        one_side(Class::Proper),
        both(Class::Place),
        one_side(Class::Place),
        both(Class::Industry),
        one_side(Class::Industry),
        both(Class::Rank),
        one_side(Class::Rank),
        both(Class::Direction),
        one_side(Class::Direction),
        either(Class::Ownership),
        either(Class::Structure),
        flag(acronym == Acronyms::OfTheOther),
        flag(acronym == Acronyms::AgainstName),
        flag(acronym == Acronyms::Differ),
        flag(nothing && acronym != Acronyms::OfTheOther),
        flag(one.script != other.script),
    ]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Acronyms {
    None,
    OfTheOther,
    AgainstName,
    Differ,
}

fn acronyms(one: &Name, other: &Name) -> Acronyms {
    match (&one.acronym, &other.acronym) {
        (None, None) => Acronyms::None,
        (Some((a, ca)), Some((b, cb))) => {
            if a == b || (!ca.is_empty() && ca == cb) {
                Acronyms::OfTheOther
            } else {
                Acronyms::Differ
            }
        }
        (Some((letters, concepts)), None) => against(letters, concepts, other),
        (None, Some((letters, concepts))) => against(letters, concepts, one),
    }
}

/// An acronym beside a whole name: its letters are the first ones of the words,
/// or its concepts are theirs.
fn against(letters: &str, concepts: &[u32], name: &Name) -> Acronyms {
    let spelled = name.initials.contains(letters) || name.words.iter().any(|w| w.latin == letters);
    let has = |c: &u32| name.words.iter().any(|w| w.meanings.iter().any(|m| m.concept == *c));
    let meant = !concepts.is_empty() && concepts.iter().all(has);
    if spelled || meant { Acronyms::OfTheOther } else { Acronyms::AgainstName }
}

/// Coefficients and the threshold, as `weights.toml` has them.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Likelihood from which on two names are reported as a match.
    pub threshold: f64,
    /// What the coefficients were fitted on.
    pub source: String,
    /// Coefficient of each feature.
    pub coefficients: BTreeMap<String, f64>,
}

impl Weights {
    /// Reads `weights.toml`.
    ///
    /// # Errors
    /// What is not understood, or the feature that has no coefficient.
    pub fn read(text: &str) -> Result<Self, String> {
        let weights: Weights = toml::from_str(text).map_err(|e| format!("weights.toml: {}", e.message()))?;
        if let Some(missing) = FEATURES.iter().find(|f| !weights.coefficients.contains_key(**f)) {
            return Err(format!("weights.toml: the feature '{missing}' has no coefficient"));
        }
        if let Some(idle) = weights.coefficients.keys().find(|k| !FEATURES.contains(&k.as_str())) {
            return Err(format!("weights.toml: '{idle}' is no feature"));
        }
        Ok(weights)
    }

    /// Coefficients in the order of [`FEATURES`].
    pub(super) fn in_order(&self) -> [f64; FEATURES.len()] {
        FEATURES.map(|f| self.coefficients.get(f).copied().unwrap_or(0.0))
    }
}

/// The logistic function of the weighted features.
pub(super) fn likelihood(coefficients: &[f64; FEATURES.len()], features: &[f64; FEATURES.len()]) -> f64 {
    let sum: f64 = coefficients.iter().zip(features).map(|(c, f)| c * f).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Fits coefficients by Newton's method with a ridge (Hosmer and Lemeshow,
/// "Applied Logistic Regression", 2000, section 1.2), all from the same start, so
/// that the same pairs give the same coefficients.
pub fn fit(rows: &[([f64; FEATURES.len()], bool)], ridge: f64) -> [f64; FEATURES.len()] {
    const N: usize = FEATURES.len();
    const STEPS: usize = 50;
    let mut w = [0.0; N];
    for _ in 0..STEPS {
        let mut gradient = w.map(|c| -ridge * c);
        let mut hessian = [[0.0; N]; N];
        for (i, row) in hessian.iter_mut().enumerate() {
            row[i] = ridge;
        }
        for (x, same) in rows {
            let p = likelihood(&w, x);
            let error = f64::from(u8::from(*same)) - p;
            for i in 0..N {
                gradient[i] += error * x[i];
                for j in 0..N {
                    hessian[i][j] += p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        let step = solve(hessian, gradient);
        let most = step.iter().fold(0.0f64, |m, s| m.max(s.abs()));
        for (c, s) in w.iter_mut().zip(step) {
            *c += s;
        }
        if most < 1e-9 {
            break;
        }
    }
    w
}

/// Solves a symmetric positive definite system by Gauss with pivots.
fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [f64; N]) -> [f64; N] {
    for i in 0..N {
        let pivot = (i..N).max_by(|x, y| a[*x][i].abs().total_cmp(&a[*y][i].abs())).unwrap_or(i);
        a.swap(i, pivot);
        b.swap(i, pivot);
        for k in i + 1..N {
            let f = a[k][i] / a[i][i];
            let row = a[i];
            for (x, y) in a[k].iter_mut().zip(row).skip(i) {
                *x -= f * y;
            }
            b[k] -= f * b[i];
        }
    }
    let mut x = [0.0; N];
    for i in (0..N).rev() {
        let rest: f64 = (i + 1..N).map(|j| a[i][j] * x[j]).sum();
        x[i] = (b[i] - rest) / a[i][i];
    }
    x
}

//! Weights from labelled pairs.

use super::features::{COUNT, FEATURES, Features, Sign};
use super::labelled::Labelled;
use super::lexicon::Lexicon;
use super::settings::Settings;
use super::weights::{Weights, by_name, likelihood, rounded};
use super::{Measure, Name};
use std::collections::BTreeMap;

/// Steps of Newton's method; it needs about ten.
const STEPS: usize = 60;
/// A step that changes no coefficient by more than this is the last.
const STILL: f64 = 1e-10;

/// Fits weights on pairs, which should be those for tuning alone: coefficients by
/// logistic regression, thresholds by cross-validation.
pub fn fit(pairs: &[&Labelled], lexicon: &Lexicon, settings: &Settings, made: &str) -> Weights {
    let measure = Measure::new(settings);
    let used = pairs.iter().filter(|p| !settings.leave_out.contains(&p.relation));
    let used: Vec<&Labelled> = used.copied().collect();
    let name = |text: &str| Name::of(text, lexicon, settings);
    let names: Vec<(Name, Name)> = used.iter().map(|p| (name(&p.query), name(&p.listed))).collect();
    let row = |a: &Name, b: &Name, same: bool| (measure.features(a, b, lexicon, settings), same);
    let rows: Vec<(Features, bool)> = names.iter().zip(&used).map(|((a, b), p)| row(a, b, p.same)).collect();
    let others = mixed(pairs, &used, settings.mixed).into_iter().filter_map(|(i, j)| Some(row(&names.get(i)?.0, &names.get(j)?.1, false)));
    let others: Vec<(Features, bool)> = others.collect();
    let mut judged = cross_validated(&rows, &others, settings);
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (match_from, possible_from) = thresholds(&judged, settings.possible_recall);
    let found = judged.iter().filter(|j| j.0 >= match_from);
    let (hits, all) = (found.clone().filter(|j| j.1).count(), found.count());
    Weights {
        source: format!(
            "logistic regression with ridge {} on {} pairs of the split tune of pairs.csv and {} of names of different ones of them; thresholds by cross-validation in {} parts, in which {hits} of {all} matches are right and {} are to be found",
            settings.ridge,
            rows.len(),
            others.len(),
            settings.folds,
            judged.iter().filter(|j| j.1).count()
        ),
        made: made.to_owned(),
        match_from,
        possible_from,
        coefficient: by_name(&regression(&[rows, others].concat(), settings.ridge)),
    }
}

/// Places of pairs of whose first the query, and of whose second the listed name is
/// taken: they denote two parties unless pairs of one party connect them.
fn mixed(all: &[&Labelled], used: &[&Labelled], times: usize) -> Vec<(usize, usize)> {
    // Numbers of parties by name: names of one party get the lowest of its numbers.
    let mut party: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, text) in all.iter().flat_map(|p| [&p.query, &p.listed]).enumerate() {
        party.entry(text).or_insert(i);
    }
    for p in all.iter().filter(|p| p.same) {
        let of = |text: &str| party.get(text).copied().unwrap_or_default();
        let (low, high) = (of(&p.query).min(of(&p.listed)), of(&p.query).max(of(&p.listed)));
        party.values_mut().filter(|n| **n == high).for_each(|n| *n = low);
    }
    let other = |i: usize, k: usize| (i + k) % used.len();
    let places = (1..=times).flat_map(|k| (0..used.len()).map(move |i| (i, k))).map(|(i, k)| (i, other(i, k)));
    let differ = |(i, j): &(usize, usize)| match (used.get(*i), used.get(*j)) {
        (Some(a), Some(b)) => party.get(a.query.as_str()) != party.get(b.listed.as_str()),
        _ => false,
    };
    places.filter(differ).collect()
}

/// Likelihood of each row by coefficients that were fitted without its part, and
/// always with the others.
fn cross_validated(rows: &[(Features, bool)], always: &[(Features, bool)], settings: &Settings) -> Vec<(f64, bool)> {
    let mut all = Vec::with_capacity(rows.len());
    for fold in 0..settings.folds {
        let others: Vec<_> =
            rows.iter().enumerate().filter(|(i, _)| i % settings.folds != fold).map(|(_, r)| *r).chain(always.iter().copied()).collect();
        let coefficients = regression(&others, settings.ridge);
        let part = rows.iter().enumerate().filter(|(i, _)| i % settings.folds == fold);
        all.extend(part.map(|(_, (x, same))| (likelihood(&coefficients, x), *same)));
    }
    all
}

/// The likelihood with the best harmonic mean of precision and recall, and the
/// one that keeps so much of the pairs of one party; of judged pairs, the
/// likeliest first.
fn thresholds(judged: &[(f64, bool)], keep: f64) -> (f64, f64) {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let same = number(judged.iter().filter(|j| j.1).count());
    let (mut best, mut possible, mut hits) = ((0.0, 1.0), None, 0);
    for (i, (l, is)) in judged.iter().enumerate() {
        hits += usize::from(*is);
        let f1 = 2.0 * number(hits) / (number(i + 1) + same);
        if f1 > best.0 {
            best = (f1, *l);
        }
        if possible.is_none() && number(hits) >= keep * same {
            possible = Some(*l);
        }
    }
    // Downwards, so that the pair that sets it is within.
    let down = |l: f64| rounded((l * 1e3).floor() / 1e3).max(1e-3);
    let found = down(best.1);
    (found, possible.map_or(found, down).min(found))
}

/// Coefficients none of which says the opposite of what its feature means: those
/// that would are left out, the worst first, and the others fitted again.
fn regression(rows: &[(Features, bool)], ridge: f64) -> Features {
    let mut used = [true; COUNT];
    loop {
        let w = newton(rows, ridge, &used);
        let against = |(i, (_, sign)): (usize, &(&str, Sign))| match sign {
            Sign::For => (i, -w[i]),
            Sign::Against => (i, w[i]),
            Sign::Either => (i, 0.0),
        };
        match FEATURES.iter().enumerate().map(against).max_by(|a, b| a.1.total_cmp(&b.1)) {
            Some((worst, by)) if by > 0.0 => used[worst] = false,
            _ => return w,
        }
    }
}

/// Coefficients by Newton's method with a ridge on all but the first (Hosmer and
/// Lemeshow, "Applied Logistic Regression", 2000, section 1.2), always from the
/// same start, so that the same rows give the same coefficients.
fn newton(rows: &[(Features, bool)], ridge: f64, used: &[bool; COUNT]) -> Features {
    let mut w = [0.0; COUNT];
    let ridges: Features = std::array::from_fn(|i| if i == 0 { 1e-6 } else { ridge });
    for _ in 0..STEPS {
        let mut gradient: Features = std::array::from_fn(|i| -ridges[i] * w[i]);
        let mut hessian = [[0.0; COUNT]; COUNT];
        for (i, row) in hessian.iter_mut().enumerate() {
            row[i] = ridges[i];
        }
        for (x, same) in rows {
            let x: Features = std::array::from_fn(|i| if used[i] { x[i] } else { 0.0 });
            let p = likelihood(&w, &x);
            let error = f64::from(u8::from(*same)) - p;
            for (i, xi) in x.iter().enumerate().filter(|(i, _)| used[*i]) {
                gradient[i] += error * xi;
                for (h, xj) in hessian[i].iter_mut().zip(&x) {
                    *h += p * (1.0 - p) * xi * xj;
                }
            }
        }
        let step = solve(hessian, gradient);
        let most = step.iter().fold(0.0f64, |m, s| m.max(s.abs()));
        for (c, s) in w.iter_mut().zip(step) {
            *c += s;
        }
        if most < STILL {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_feature_that_tells_gets_the_weight() {
        let row = |x: f64, same: bool| {
            let mut f = [0.0; COUNT];
            (f[0], f[1]) = (1.0, x);
            (f, same)
        };
        let rows: Vec<_> = (0..40).map(|i| row(f64::from(i) / 40.0, i >= 20)).collect();
        let w = regression(&rows, 0.01);
        assert!(w[1] > 5.0 && w[0] < 0.0 && w[2..].iter().all(|c| *c == 0.0), "{w:?}");
        let mut judged: Vec<_> = rows.iter().map(|(x, same)| (likelihood(&w, x), *same)).collect();
        judged.reverse();
        let (found, possible) = thresholds(&judged, 0.9);
        assert!(possible >= found || (possible - found).abs() < 1e-9, "{found} {possible}");
        assert!((0.4..0.6).contains(&found), "{found}");
    }

    #[test]
    fn a_system_is_solved() {
        let x = solve([[0.0, 2.0], [1.0, 1.0]], [4.0, 3.0]);
        assert!((x[0] - 1.0).abs() < 1e-12 && (x[1] - 2.0).abs() < 1e-12);
    }
}

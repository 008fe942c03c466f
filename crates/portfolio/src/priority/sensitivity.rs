//! How much an order depends on the weights.

use super::criteria::Criteria;
use super::score::{Scored, UNKNOWN};
use serde::Serialize;
use utoipa::ToSchema;

/// Between which weights of one criterion, the others sharing the rest as before, the
/// first project stays first (Triantaphyllou and Sánchez, Decision Sciences 28,
/// 1997, section 3).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Stability {
    /// Id of the criterion.
    pub criterion: String,
    /// Its weight.
    pub weight: f64,
    /// Least weight at which the first stays first.
    pub low: f64,
    /// Most weight at which the first stays first.
    pub high: f64,
    /// Who is first below the least weight.
    pub below: Option<String>,
    /// Who is first above the most weight.
    pub above: Option<String>,
}

/// How often a project comes how far ahead when weights vary and what is unknown is
/// drawn (stochastic multicriteria acceptability analysis: Lahdelma, Hokkanen and
/// Salminen, EJOR 106, 1998, eq. 6 and 7).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Acceptability {
    /// Id of the project.
    pub project: String,
    /// Share of draws in which it comes first.
    pub first: f64,
    /// Share of draws in which it is among those ahead.
    pub ahead: f64,
    /// Place that it does better than in a twentieth of draws.
    pub rank_p05: usize,
    /// Place in the middle.
    pub rank_p50: usize,
    /// Place that it does worse than in a twentieth of draws.
    pub rank_p95: usize,
}

/// Weights that differ by less are the same.
const LEAST: f64 = 1e-9;

/// For each criterion, how far its weight can move before another project is first.
pub fn stability(scored: &[Scored], criteria: &Criteria) -> Vec<Stability> {
    let weights = criteria.weights();
    let Some(first) = scored.first() else { return Vec::new() };
    let row = |i: usize| {
        let weight = weights[i];
        // Value of a project as a line in the weight of this criterion.
        let line = |s: &Scored| {
            let own = s.parts[i].worth.unwrap_or(UNKNOWN);
            let rest = if weight < 1.0 { (s.under(&weights, |_| UNKNOWN) - weight * own) / (1.0 - weight) } else { own };
            (rest, own - rest)
        };
        let (mut low, mut high, mut below, mut above) = (0.0, 1.0, None, None);
        let (a, b) = line(first);
        for other in &scored[1..] {
            let (c, d) = line(other);
            if (b - d).abs() < f64::EPSILON {
                continue;
            }
            let at = (c - a) / (b - d);
            // The first leads where (b − d)·w ≥ c − a.
            if b > d && at > low + LEAST {
                (low, below) = (at.min(weight), Some(other.project.clone()));
            } else if b < d && at < high - LEAST {
                (high, above) = (at.max(weight), Some(other.project.clone()));
            }
        }
        Stability { criterion: criteria.criterion[i].id.clone(), weight, low, high, below, above }
    };
    (0..weights.len()).map(row).collect()
}

/// Draws weights and what is unknown, and counts places.
///
/// Each weight is drawn uniformly within the spread around itself and all are
/// brought to a sum of one again; a worth that cannot be computed is uniform between
/// 0 and 1. The same seed gives the same answer.
pub fn acceptability(scored: &[Scored], criteria: &Criteria, seed: u64) -> Vec<Acceptability> {
    let base = criteria.weights();
    let mut random = fastrand::Rng::with_seed(seed);
    let mut counts = vec![vec![0_usize; scored.len()]; scored.len()];
    for _ in 0..criteria.draws {
        let weights = drawn(&base, criteria.spread, &mut random);
        let mut order: Vec<(f64, usize)> = scored.iter().enumerate().map(|(i, s)| (s.under(&weights, |_| random.f64()), i)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (place, (_, i)) in order.iter().enumerate() {
            counts[*i][place] += 1;
        }
    }
    let row = |(s, counts): (&Scored, &Vec<usize>)| {
        let place = |share: f64| place(counts, criteria.draws, share);
        let within = |n: usize| share(counts.iter().take(n).sum(), criteria.draws);
        Acceptability {
            project: s.project.clone(),
            first: within(1),
            ahead: within(criteria.ahead),
            rank_p05: place(0.05),
            rank_p50: place(0.5),
            rank_p95: place(0.95),
        }
    };
    scored.iter().zip(&counts).map(row).collect()
}

/// Weights near others, with a sum of one.
pub(super) fn drawn(base: &[f64], spread: f64, random: &mut fastrand::Rng) -> Vec<f64> {
    let raw: Vec<f64> = base.iter().map(|w| w * (1.0 + spread * (2.0 * random.f64() - 1.0))).collect();
    let sum: f64 = raw.iter().sum();
    raw.iter().map(|w| w / sum).collect()
}

/// The first place, from 1, up to which a share of all draws lies.
fn place(counts: &[usize], draws: usize, wanted: f64) -> usize {
    let mut sum = 0;
    for (i, count) in counts.iter().enumerate() {
        sum += count;
        if share(sum, draws) >= wanted {
            return i + 1;
        }
    }
    counts.len()
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
fn share(part: usize, of: usize) -> f64 {
    part as f64 / of as f64
}

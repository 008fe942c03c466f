//! How much the best choice depends on the weights and on the budget.

use super::criteria::Criteria;
use super::score::Scored;
use super::select::{Candidate, Choice, Count, Rules, select};
use super::sensitivity::drawn;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// In what share of draws a project is in the best choice: its core index, over draws
/// of weights and of what is unknown (Liesiö, Mild and Salo, EJOR 181, 2007, eq. 10,
/// there over all sets of weights that are not dominated).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CoreIndex)]
pub struct Core {
    /// Id of the project.
    pub project: String,
    /// Share of draws.
    pub share: f64,
}

/// The best choice for each draw of weights, counted by project, in the order of
/// candidates. The same seed gives the same answer on any number of threads.
///
/// # Errors
/// Rules that no choice within the budget keeps to.
pub fn core(
    candidates: &[Candidate<'_>],
    scored: &[Scored],
    criteria: &Criteria,
    (rules, budget, count): (&Rules, f64, Count),
    seed: u64,
) -> Result<Vec<Core>, String> {
    let base = criteria.weights();
    let by_id: BTreeMap<&str, &Scored> = scored.iter().map(|s| (s.project.as_str(), s)).collect();
    let mut random = fastrand::Rng::with_seed(seed);
    let draws: Vec<Vec<Candidate<'_>>> = (0..criteria.choices)
        .map(|_| {
            let weights = drawn(&base, criteria.spread, &mut random);
            let under = |c: &Candidate<'_>, random: &mut fastrand::Rng| {
                by_id.get(c.project.id.as_str()).map_or(c.value, |s| s.under(&weights, |_| random.f64()))
            };
            candidates.iter().map(|c| Candidate { value: under(c, &mut random), ..c.clone() }).collect()
        })
        .collect();
    let choices: Vec<Choice> = draws.par_iter().map(|c| select(c, rules, budget, count)).collect::<Result<_, String>>()?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in choices.iter().flat_map(|c| &c.chosen) {
        *counts.entry(id).or_default() += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    let share = |n: usize| n as f64 / criteria.choices.max(1) as f64;
    let row = |c: &Candidate<'_>| {
        let id = c.project.id.clone();
        Core { share: share(counts.get(id.as_str()).copied().unwrap_or_default()), project: id }
    };
    Ok(candidates.iter().map(row).collect())
}

/// The best choice for each of several budgets; none where rules cannot be kept.
pub fn frontier(candidates: &[Candidate<'_>], rules: &Rules, budgets: &[f64], count: Count) -> Vec<Result<Choice, String>> {
    budgets.par_iter().map(|budget| select(candidates, rules, *budget, count)).collect()
}

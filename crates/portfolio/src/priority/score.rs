//! Values of projects under weights.

use super::criteria::{Criteria, Criterion};
use super::measure::{Known, Value, measure};
use crate::register::project::Project;
use serde::Serialize;
use utoipa::ToSchema;

/// What a criterion makes of a project.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PriorityPart)]
pub struct Part {
    /// Id of the criterion.
    pub criterion: String,
    /// The measure, where it is a number.
    pub measured: Option<f64>,
    /// The measure, where it is a word.
    pub word: Option<String>,
    /// What it is worth, 0 to 1; none where it cannot be computed.
    pub worth: Option<f64>,
    /// Weight, of a sum of one.
    pub weight: f64,
    /// Why it cannot be computed.
    pub why_not: Option<String>,
}

/// The value of a project.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PriorityScore)]
pub struct Scored {
    /// Id of the project.
    pub project: String,
    /// Its name.
    pub name: String,
    /// Place in the order, from 1.
    pub rank: usize,
    /// Value, 0 to 1: what cannot be computed is taken as half.
    pub value: f64,
    /// Value if all that cannot be computed were worst.
    pub low: f64,
    /// Value if all that cannot be computed were best.
    pub high: f64,
    /// What each criterion makes of it.
    pub parts: Vec<Part>,
}

/// What is taken for a worth that cannot be computed: as far from the worst as from
/// the best.
pub(super) const UNKNOWN: f64 = 0.5;

impl Scored {
    /// The value under weights that sum to one, where what cannot be computed is
    /// worth `unknown(criterion)`.
    pub(super) fn under(&self, weights: &[f64], mut unknown: impl FnMut(usize) -> f64) -> f64 {
        let worth = |(i, (part, weight)): (usize, (&Part, &f64))| weight * part.worth.unwrap_or_else(|| unknown(i));
        self.parts.iter().zip(weights).enumerate().map(worth).sum()
    }
}

/// Values of projects, the best first, and of equal ones the first by id.
pub fn score(projects: &[&Project], criteria: &Criteria, known: &Known<'_>) -> Vec<Scored> {
    let weights = criteria.weights();
    let mut all: Vec<Scored> = projects
        .iter()
        .map(|project| {
            let parts: Vec<Part> = criteria.criterion.iter().zip(&weights).map(|(c, w)| part(project, c, *w, known)).collect();
            let mut scored =
                Scored { project: project.id.clone(), name: project.name.clone(), rank: 0, value: 0.0, low: 0.0, high: 0.0, parts };
            scored.value = scored.under(&weights, |_| UNKNOWN);
            (scored.low, scored.high) = (scored.under(&weights, |_| 0.0), scored.under(&weights, |_| 1.0));
            scored
        })
        .collect();
    all.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.project.cmp(&b.project)));
    for (i, scored) in all.iter_mut().enumerate() {
        scored.rank = i + 1;
    }
    all
}

fn part(project: &Project, criterion: &Criterion, weight: f64, known: &Known<'_>) -> Part {
    let found = measure(project, &criterion.measure, known);
    let (measured, word) = match &found {
        Ok(Value::Number(number)) => (Some(*number), None),
        Ok(Value::Word(word)) => (None, Some(word.clone())),
        Err(_) => (None, None),
    };
    let worth = match found {
        Ok(Value::Number(number)) => {
            criterion.worth(number).ok_or_else(|| "a number is measured where words are worth something".to_owned())
        }
        Ok(Value::Word(word)) => criterion.words.get(&word).copied().ok_or_else(|| format!("'{word}' is given no worth")),
        Err(why) => Err(why),
    };
    let (worth, why_not) = match worth {
        Ok(worth) => (Some(worth), None),
        Err(why) => (None, Some(why)),
    };
    Part { criterion: criterion.id.clone(), measured, word, worth, weight, why_not }
}

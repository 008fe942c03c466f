//! Criteria: what projects are measured by, and what the measures are worth.

use landbridge_formats::toml;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A set of criteria, with how their weights are varied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    /// What the set is for, and whose choice it is.
    pub note: String,
    /// Share by which each weight is varied up and down.
    pub spread: f64,
    /// How many sets of weights are drawn.
    pub draws: usize,
    /// How many of these a best choice is computed for.
    pub choices: usize,
    /// Places in the order that count as being ahead.
    pub ahead: usize,
    /// The criteria.
    pub criterion: Vec<Criterion>,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Weight; weights are brought to a sum of one.
    pub weight: f64,
    /// What is measured.
    pub measure: Measure,
    /// Unit of the measure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Measure that is worth nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<f64>,
    /// Measure that is worth all; may be below the worst.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<f64>,
    /// What each word is worth, where a word is measured.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, f64>,
    /// Why the criterion is there and its ends are what they are.
    pub why: String,
}

/// What is measured of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "of", rename_all = "kebab-case")]
#[schema(as = PriorityMeasure)]
pub enum Measure {
    /// How many countries take part.
    Countries,
    /// How many of the eight steps it serves.
    Steps,
    /// What it costs, in millions of dollars.
    Cost,
    /// Days that it is late.
    DaysLate,
    /// Share of its sources that were read.
    SourcesSeen,
    /// Word: its status.
    Status,
    /// Word: flagship, small yet smart, or other.
    Size,
    /// Word: its colour in the traffic light, with the evidence that is recorded.
    Light,
    /// Share of the tests of what is small yet smart that it passes.
    SmallYetSmart,
    /// Latest figure of an indicator of the record, else its target.
    Indicator {
        /// Its id.
        id: String,
    },
    /// Highest figure of an indicator among the countries in which it is.
    Country {
        /// Its id.
        id: String,
    },
    /// A column of a table of scores.
    Column {
        /// Name of the column.
        id: String,
    },
}

/// A weight at most.
const MOST_WEIGHT: f64 = 1e6;

impl Criteria {
    /// Reads criteria; `file` names them in errors.
    ///
    /// # Errors
    /// What is not understood, or cannot be a criterion.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let criteria: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        criteria.sound().map_err(|e| format!("{file}: {e}"))?;
        Ok(criteria)
    }

    /// Whether all can be computed with.
    fn sound(&self) -> Result<(), String> {
        if !(0.0..1.0).contains(&self.spread) {
            return Err(format!("a spread of {} is not from 0 to below 1", self.spread));
        }
        if self.draws == 0 || self.choices == 0 || self.ahead == 0 {
            return Err("'draws', 'choices' and 'ahead' are at least 1".to_owned());
        }
        let mut ids = BTreeSet::new();
        for c in &self.criterion {
            let id = &c.id;
            if !ids.insert(id) {
                return Err(format!("the criterion '{id}' stands twice"));
            }
            if !(0.0..=MOST_WEIGHT).contains(&c.weight) {
                return Err(format!("'{id}' weighs {}: write a number of at least 0 and at most {MOST_WEIGHT}", c.weight));
            }
            let line = matches!((c.worst, c.best), (Some(worst), Some(best)) if worst.is_finite() && best.is_finite() && worst != best);
            let none = c.worst.is_none() && c.best.is_none();
            match c.words.is_empty() {
                true if !line => return Err(format!("'{id}' needs 'worst' and 'best' that differ, or 'words'")),
                false if !none => return Err(format!("'{id}' has words, and so neither 'worst' nor 'best'")),
                _ => {}
            }
            if let Some((word, value)) = c.words.iter().find(|w| !(0.0..=1.0).contains(w.1)) {
                return Err(format!("'{id}': '{word}' is worth {value}, which is not from 0 to 1"));
            }
        }
        if self.criterion.iter().map(|c| c.weight).sum::<f64>() > 0.0 { Ok(()) } else { Err("no criterion weighs anything".to_owned()) }
    }

    /// Sets weights by the ids of criteria.
    ///
    /// # Errors
    /// An unknown id, with those that are known; a weight that is none.
    pub fn weigh(&mut self, weights: &[(String, f64)]) -> Result<(), String> {
        for (id, weight) in weights {
            let known = self.criterion.iter().map(|c| c.id.clone()).collect::<Vec<_>>().join(", ");
            let found = self.criterion.iter_mut().find(|c| c.id == *id);
            found.ok_or_else(|| format!("there is no criterion '{id}'; there are {known}"))?.weight = *weight;
        }
        self.sound()
    }

    /// Weights that sum to one, in the order of the criteria.
    pub fn weights(&self) -> Vec<f64> {
        let sum: f64 = self.criterion.iter().map(|c| c.weight).sum();
        self.criterion.iter().map(|c| c.weight / sum).collect()
    }
}

impl Criterion {
    /// What a number is worth, from 0 to 1; nothing where words are measured.
    pub fn worth(&self, number: f64) -> Option<f64> {
        let (worst, best) = (self.worst?, self.best?);
        Some(((number - worst) / (best - worst)).clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(criterion: &str) -> Result<Criteria, String> {
        let head = "note = \"n\"\nspread = 0.5\ndraws = 10\nchoices = 10\nahead = 3\n";
        Criteria::read("c.toml", &format!("{head}[[criterion]]\nid = \"a\"\nname = \"A\"\nwhy = \"w\"\n{criterion}"))
    }

    #[test]
    fn what_cannot_be_a_criterion_is_refused() {
        let cost = "measure = { of = \"cost\" }\n";
        let good = read(&format!("weight = 2\n{cost}worst = 5\nbest = 1\n"));
        assert_eq!(
            good.map(|c| (c.criterion[0].worth(2.0), c.criterion[0].worth(9.0), c.weights())),
            Ok((Some(0.75), Some(0.0), vec![1.0]))
        );
        for (rest, part) in [
            ("weight = 1\nworst = 1\nbest = 1\n", "that differ"),
            ("weight = 1\n", "that differ"),
            ("weight = -1\nworst = 0\nbest = 1\n", "at least 0"),
            ("weight = 0\nworst = 0\nbest = 1\n", "weighs anything"),
            ("weight = 1\nworst = 0\nbest = 1\nwords = { a = 1 }\n", "neither"),
            ("weight = 1\nwords = { a = 2 }\n", "from 0 to 1"),
            ("weight = 1\nworst = nan\nbest = 1\n", "that differ"),
        ] {
            let error = read(&format!("{cost}{rest}")).err().unwrap_or_default();
            assert!(error.contains(part), "{rest}: {error}");
        }
        assert!(read("weight = 1\nmeasure = { of = \"beauty\" }\nworst = 0\nbest = 1\n").is_err());
    }
}

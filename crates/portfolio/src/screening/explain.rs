//! What speaks for and against two names being one, in words.

use super::align::{How, Pair};
use super::class::Class;
use super::features::FEATURES;
use super::lexicon::Meaning;
use super::name::{Name, Word};
use super::weights::Verdict;
use super::{Screener, beside, features, weights};
use serde::Serialize;
use utoipa::ToSchema;

/// Two words that agree, and through what.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Agreement {
    /// Word of the asked name.
    pub asked: String,
    /// Word of the listed name.
    pub listed: String,
    /// How they agree.
    pub how: How,
    /// Share that agrees, 0 to 1.
    pub like: f64,
    /// The rows of the lexicon or the Latin letters by which they do.
    pub through: String,
}

/// A feature and what it adds to the log odds.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Reason {
    /// Name of the feature.
    pub feature: String,
    /// Its value.
    pub value: f64,
    /// What it adds to the log odds of one party; below 0 it speaks against.
    pub log_odds: f64,
}

/// What two names come to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Match {
    /// How likely both denote one party, 0 to 1.
    pub score: f64,
    /// What that says.
    pub verdict: Verdict,
    /// Words that agree.
    pub agree: Vec<Agreement>,
    /// Words of the asked name that nothing agrees with.
    pub only_asked: Vec<String>,
    /// Words of the listed name that nothing agrees with.
    pub only_listed: Vec<String>,
    /// What speaks for and against, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Log odds below which a feature is not worth a word.
const SLIGHT: f64 = 0.05;

impl Screener {
    /// Two names with what speaks for and against their being one.
    pub fn explain(&self, asked: &Name, listed: &Name) -> Match {
        let (one, other, beside, swapped) = beside(asked, listed, &self.lexicon, &self.settings);
        let values = features::features(one, other, &beside, &self.measure.weights, self.settings.most_words);
        let mut reasons: Vec<Reason> = FEATURES
            .iter()
            .zip(self.coefficients.iter().zip(values))
            .skip(1)
            .map(|((name, _), (c, value))| Reason {
                feature: (*name).to_owned(),
                value: weights::rounded(value),
                log_odds: weights::rounded(c * value),
            })
            .filter(|r| r.log_odds.abs() >= SLIGHT)
            .collect();
        reasons.sort_by(|a, b| b.log_odds.abs().total_cmp(&a.log_odds.abs()));
        let lone =
            |indices: &[usize], name: &Name| texts(indices.iter().filter_map(|i| name.words.get(*i)).filter(|w| w.class != Class::Link));
        let (only_one, only_other) = (lone(&beside.only_one, one), lone(&beside.only_other, other));
        let (only_asked, only_listed) = if swapped { (only_other, only_one) } else { (only_one, only_other) };
        let score = self.likelihood(asked, listed);
        let mut pairs = beside.agree;
        pairs.sort_by_key(|p| if swapped { (p.other, p.one) } else { (p.one, p.other) });
        let agree = pairs.iter().filter_map(|p| self.agreement(p, one, other, swapped)).collect();
        Match { score: weights::rounded(score), verdict: self.weights.verdict(score), agree, only_asked, only_listed, reasons }
    }

    fn agreement(&self, pair: &Pair, one: &Name, other: &Name, swapped: bool) -> Option<Agreement> {
        let (a, b) = (one.words.get(pair.one)?, other.words.get(pair.other)?);
        let (a, b) = if swapped { (b, a) } else { (a, b) };
        let row = |m: &Meaning| format!("{} (lexicon.csv:{})", self.lexicon.concept(m.concept), m.line);
        let through = match pair.how {
            How::Same => a.meanings.first().map_or_else(|| a.class.word().to_owned(), row),
            How::Meaning => {
                let both = a.meanings.iter().find_map(|m| Some((m, b.meanings.iter().find(|n| n.concept == m.concept)?)));
                let (m, n) = both?;
                format!("{} and line {}", row(m), n.line)
            }
            How::Related => {
                let exchanged = |m: &&Meaning, n: &&Meaning| self.lexicon.are_related(m.concept, n.concept);
                let both = a.meanings.iter().find_map(|m| Some((m, b.meanings.iter().find(|n| exchanged(&m, n))?)));
                let (m, n) = both?;
                format!("{} for {} (related.csv)", row(m), row(n))
            }
            How::Sound | How::Spelling => format!("{} ~ {}", a.latin, b.latin),
            How::Acronym if a.stands_for.is_empty() && b.stands_for.is_empty() => "first letters".to_owned(),
            How::Acronym => "first letters or acronyms.csv".to_owned(),
        };
        Some(Agreement { asked: a.text.clone(), listed: b.text.clone(), how: pair.how, like: weights::rounded(pair.like), through })
    }
}

/// Texts of words, those with several parts once.
fn texts<'a>(words: impl Iterator<Item = &'a Word>) -> Vec<String> {
    let mut all: Vec<String> = words.map(|w| w.text.clone()).collect();
    all.dedup();
    all
}

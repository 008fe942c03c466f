//! Screening of parties: which names of a list a name may denote, in any script,
//! and why.
//!
//! A name is cut into words ([`Name`]); the [`Lexicon`] says what they mean in any
//! language, so that 中国路桥 and "China Road and Bridge" come to the same concepts,
//! while proper names are compared by their letters and sounds in Latin script.
//! Of two names is counted what agrees and what stands against each other, and a
//! logistic regression makes a likelihood of the counts ([`Weights`]). A match is a
//! question to a person, no finding about a party.

mod compare;
mod fold;
mod lexicon;
mod name;
mod weigh;

pub use compare::{Agreement, How};
pub use lexicon::{Class, Lexicon};
pub use name::Name;
pub use weigh::{FEATURES, Weights, fit};

use compare::Beside;
use serde::Serialize;
use utoipa::ToSchema;

/// Names beside each other under one lexicon and one set of weights.
#[derive(Debug)]
pub struct Screener {
    lexicon: Lexicon,
    coefficients: [f64; FEATURES.len()],
    /// Likelihood from which on two names are reported.
    pub threshold: f64,
}

/// What two names come to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Match {
    /// How likely both denote one party, 0 to 1.
    pub likelihood: f64,
    /// Words that agree.
    pub agree: Vec<Agreement>,
    /// Words of the asked name that nothing agrees with.
    pub only_asked: Vec<String>,
    /// Words of the listed name that nothing agrees with.
    pub only_listed: Vec<String>,
    /// What speaks for and against, the weightiest first: feature and log odds.
    pub because: Vec<(String, f64)>,
}

impl Screener {
    /// A screener of a lexicon and weights.
    pub fn new(lexicon: Lexicon, weights: &Weights) -> Self {
        Screener { lexicon, coefficients: weights.in_order(), threshold: weights.threshold }
    }

    /// A name made ready.
    pub fn name(&self, text: &str) -> Name {
        Name::of(text, &self.lexicon)
    }

    /// How likely two names denote one party, 0 to 1.
    pub fn likelihood(&self, asked: &Name, listed: &Name) -> f64 {
        if asked.folded == listed.folded {
            return 1.0;
        }
        weigh::likelihood(&self.coefficients, &weigh::features(asked, listed, &Beside::of(asked, listed)))
    }

    /// The counts of two names, in the order of [`FEATURES`].
    pub fn features(&self, asked: &Name, listed: &Name) -> [f64; FEATURES.len()] {
        weigh::features(asked, listed, &Beside::of(asked, listed))
    }

    /// Two names with what speaks for and against their being one.
    pub fn explain(&self, asked: &Name, listed: &Name) -> Match {
        let beside = Beside::of(asked, listed);
        let features = weigh::features(asked, listed, &beside);
        let mut because: Vec<(String, f64)> = FEATURES
            .iter()
            .zip(self.coefficients.iter().zip(features))
            .skip(1)
            .map(|(name, (c, f))| ((*name).to_owned(), c * f))
            .filter(|(_, odds)| odds.abs() > 0.005)
            .collect();
        because.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let words = |indices: &[usize], name: &Name| indices.iter().map(|i| name.words[*i].text.clone()).collect();
        Match {
            likelihood: self.likelihood(asked, listed),
            agree: beside.agreements(asked, listed, &self.lexicon),
            only_asked: words(&beside.only_one, asked),
            only_listed: words(&beside.only_other, listed),
            because,
        }
    }
}

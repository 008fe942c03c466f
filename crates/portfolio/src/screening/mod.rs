//! Screening of parties: which names of a list a name may denote, in any script,
//! and why.
//!
//! A name is cut into words ([`Name`]); the [`Lexicon`] says what they mean in any
//! language, so that 中国路桥 and "China Road and Bridge" come to the same concepts,
//! while proper names are compared by their letters and sounds in Latin script.
//! Of two names is counted what agrees and what stands against each other, and a
//! logistic regression makes a likelihood of the counts ([`Weights`]). A match is a
//! question to a person, no finding about a party.

mod acronym;
mod align;
mod class;
mod cut;
mod distance;
mod explain;
mod features;
mod fit;
mod fold;
mod index;
pub mod labelled;
mod lexicon;
mod list;
mod name;
mod settings;
mod sound;
mod weights;

pub use align::How;
pub use class::Class;
pub use explain::{Agreement, Match, Reason};
pub use fit::fit;
pub use index::Index;
pub use lexicon::{Lexicon, Tables};
pub use list::{Entry, Hit, List, read_list, read_parties};
pub use name::Name;
pub use settings::Settings;
pub use weights::{Verdict, Weights};

use align::Beside;
use features::Features;

/// Names beside each other under one lexicon and one set of weights.
#[derive(Debug)]
pub struct Screener {
    /// What words mean.
    pub lexicon: Lexicon,
    /// What was chosen by hand.
    pub settings: Settings,
    /// What was fitted.
    pub weights: Weights,
    measure: Measure,
    coefficients: Features,
}

impl Screener {
    /// A screener of a lexicon, settings and weights.
    pub fn new(lexicon: Lexicon, settings: Settings, weights: Weights) -> Self {
        let (measure, coefficients) = (Measure::new(&settings), weights.in_order());
        Screener { lexicon, settings, weights, measure, coefficients }
    }

    /// A name made ready.
    pub fn name(&self, text: &str) -> Name {
        Name::of(text, &self.lexicon, &self.settings)
    }

    /// How likely two names denote one party, 0 to 1, the same either way round.
    pub fn likelihood(&self, one: &Name, other: &Name) -> f64 {
        if one.folded == other.folded && !one.folded.is_empty() {
            return 1.0;
        }
        weights::likelihood(&self.coefficients, &self.measure.features(one, other, &self.lexicon, &self.settings))
    }
}

/// What the features are measured by.
#[derive(Clone, Copy, Debug)]
struct Measure {
    weights: [f64; Class::ALL.len()],
}

impl Measure {
    fn new(settings: &Settings) -> Self {
        Self { weights: settings.weights() }
    }

    fn features(&self, one: &Name, other: &Name, lexicon: &Lexicon, settings: &Settings) -> Features {
        let (one, other, beside, _) = beside(one, other, lexicon, settings);
        features::features(one, other, &beside, &self.weights, settings.most_words)
    }
}

/// Two names beside each other in the order of their letters, so that it does not
/// matter which is asked about; and whether they were exchanged.
fn beside<'a>(one: &'a Name, other: &'a Name, lexicon: &Lexicon, settings: &Settings) -> (&'a Name, &'a Name, Beside, bool) {
    let swapped = (&other.folded, &other.text) < (&one.folded, &one.text);
    let (first, second) = if swapped { (other, one) } else { (one, other) };
    (first, second, Beside::of(first, second, lexicon, settings), swapped)
}

//! What names are compared by, chosen by hand.

use super::class::Class;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Choices, as `data/screening/settings.toml` has them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Where they come from.
    pub source: String,
    /// From this likeness on two words are spellings of one.
    pub alike: f64,
    /// How much sounds count beside letters within a script.
    pub sound_trust: f64,
    /// The same between scripts with vowels.
    pub sound_trust_across: f64,
    /// How much consonants alone are trusted between Arabic and another script.
    pub arabic_trust: f64,
    /// Likeness of two concepts that translators exchange.
    pub related: f64,
    /// Likeness of words for which an acronym stands.
    pub acronym: f64,
    /// Share of the concepts of a known acronym that has to be there.
    pub acronym_share: f64,
    /// Likeness of two forms of one word at least.
    pub inflected: f64,
    /// Likeness of a word and several that are written as one at least.
    pub joined: f64,
    /// Letters of the shortest term that is looked for within a word.
    pub shortest_within: usize,
    /// Letters of the shortest sound that is looked for with a letter left out.
    pub shortest_misspelt: usize,
    /// Letters of the shortest word that others write as several.
    pub shortest_joined: usize,
    /// Letters of the shortest word made of beginnings.
    pub shortest_blend: usize,
    /// Letters of the longest one.
    pub longest_blend: usize,
    /// Letters of the shortest acronym.
    pub shortest_acronym: usize,
    /// Letters of the longest acronym.
    pub longest_acronym: usize,
    /// Most agreeing or lone words of a class that count.
    pub most_words: f64,
    /// Names of a list that are compared with one name at most, those that share
    /// the rarest words with it.
    pub candidates: usize,
    /// Ridge of the logistic regression.
    pub ridge: f64,
    /// Relations of pairs whose names say nothing of each other, so that nothing is
    /// to be learnt from them; they count when a screener is measured.
    pub leave_out: Vec<String>,
    /// With how many listed names of other pairs each name is put as well, as names
    /// of two parties: a list is mostly that.
    pub mixed: usize,
    /// Parts of the cross-validation by which thresholds are chosen.
    pub folds: usize,
    /// Share of the pairs of one party that the threshold of a possible match keeps.
    pub possible_recall: f64,
    /// How much a word of each class says in the share of words that agree.
    pub weight: BTreeMap<Class, f64>,
}

impl Settings {
    /// Reads a file of settings.
    ///
    /// # Errors
    /// The line that is not understood, or a value that makes no sense.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let settings: Settings = landbridge_formats::toml::read(file, text).map_err(|e| e.to_string())?;
        let shares = [
            ("alike", settings.alike),
            ("sound-trust", settings.sound_trust),
            ("sound-trust-across", settings.sound_trust_across),
            ("arabic-trust", settings.arabic_trust),
            ("related", settings.related),
            ("acronym", settings.acronym),
            ("acronym-share", settings.acronym_share),
            ("inflected", settings.inflected),
            ("joined", settings.joined),
            ("possible-recall", settings.possible_recall),
        ];
        if let Some((name, _)) = shares.iter().find(|(_, v)| !(0.0..=1.0).contains(v)) {
            return Err(format!("{file}: {name} is 0 to 1"));
        }
        if let Some(class) = Class::ALL.iter().find(|c| !settings.weight.get(c).is_some_and(|w| w.is_finite() && *w >= 0.0)) {
            return Err(format!("{file}: the class '{}' needs a weight of 0 or more", class.word()));
        }
        if settings.candidates == 0
            || settings.folds < 2
            || settings.shortest_acronym < 2
            || !(settings.ridge.is_finite() && settings.ridge > 0.0)
        {
            return Err(format!("{file}: candidates is 1 or more, folds and shortest-acronym 2 or more, ridge above 0"));
        }
        Ok(settings)
    }

    /// Weights in the order of [`Class::ALL`].
    pub(super) fn weights(&self) -> [f64; Class::ALL.len()] {
        Class::ALL.map(|c| self.weight.get(&c).copied().unwrap_or(0.0))
    }
}

//! Names of a list by what they share with a name.

use super::Screener;
use super::name::Name;
use super::settings::Settings;
use std::collections::{BTreeSet, HashMap};

/// Keys under which names of a list are found. Names that share no word, sound or
/// acronym are never compared.
#[derive(Debug, Default)]
pub struct Index {
    names: Vec<Name>,
    /// Places of names by key; looked up alone, so that their order is of no matter.
    by_key: HashMap<String, Vec<u32>>,
    lengths: Lengths,
}

/// How long what names are found by is.
#[derive(Clone, Copy, Debug, Default)]
struct Lengths {
    /// Letters of the shortest sound that is looked up with a letter left out.
    misspelt: usize,
    /// First letters of words that an acronym may stand for at most.
    acronym: usize,
}

impl Index {
    /// An index of names made ready.
    pub fn of(names: Vec<Name>, settings: &Settings) -> Self {
        let lengths = Lengths { misspelt: settings.shortest_misspelt, acronym: settings.longest_acronym.max(settings.longest_blend) };
        let mut by_key: HashMap<String, Vec<u32>> = HashMap::new();
        for (i, name) in (0..).zip(&names) {
            for key in keys(name, lengths) {
                by_key.entry(key).or_default().push(i);
            }
        }
        Self { names, by_key, lengths }
    }

    /// The names in their order.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Places of at most so many names that share something with a name, those
    /// that share the rarest first. Whatever the order of the list, the same names.
    pub fn candidates(&self, name: &Name, most: usize) -> Vec<usize> {
        let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let mut scores = vec![0.0; self.names.len()];
        for key in keys(name, self.lengths) {
            let Some(places) = self.by_key.get(&key) else { continue };
            let rare = libm::log1p(number(self.names.len()) / number(places.len()));
            for place in places {
                if let Some(score) = scores.get_mut(*place as usize) {
                    *score += rare;
                }
            }
        }
        let mut found: Vec<(usize, f64)> = scores.into_iter().enumerate().filter(|(_, s)| *s > 0.0).collect();
        let folded = |i: usize| self.names.get(i).map_or("", |n| n.folded.as_str());
        let order = |a: &(usize, f64), b: &(usize, f64)| b.1.total_cmp(&a.1).then_with(|| folded(a.0).cmp(folded(b.0))).then(a.0.cmp(&b.0));
        if found.len() > most {
            found.select_nth_unstable_by(most, order);
            found.truncate(most);
        }
        found.sort_by(order);
        found.into_iter().map(|(i, _)| i).collect()
    }
}

/// What a name is found by, each once and in one order.
fn keys(name: &Name, lengths: Lengths) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for word in name.words.iter().filter(|w| w.tells()) {
        all.extend(word.meanings.iter().map(|m| format!("c{}", m.concept)));
        all.extend(word.stands_for.iter().map(|c| format!("c{c}")));
        all.insert(format!("t{}", word.text));
        if word.part > 0 || word.is_number {
            continue;
        }
        if word.skeleton.len() > 1 {
            all.insert(format!("s{}", word.skeleton));
            all.insert(format!("b{}", word.bare));
        }
        if word.skeleton.len() >= lengths.misspelt {
            all.insert(format!("d{}", word.skeleton));
            for at in 0..word.skeleton.len() {
                let left: String = word.skeleton.chars().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect();
                all.insert(format!("d{left}"));
            }
        }
        if word.acronym {
            all.insert(format!("i{}", word.text));
        }
    }
    let letters = |with_links: bool| name.initials.iter().filter(|(_, tells)| with_links || *tells).map(|(c, _)| *c).collect::<Vec<char>>();
    for initials in [letters(false), letters(true)] {
        for from in 0..initials.len() {
            let most = initials.len().min(from + lengths.acronym);
            all.extend((from + 2..=most).filter_map(|to| Some(format!("i{}", initials.get(from..to)?.iter().collect::<String>()))));
        }
    }
    if let Some((first, rest)) = name.han.split_first() {
        all.extend(rest.iter().map(|c| format!("h{first}{c}")));
        all.extend(name.han.windows(2).map(|w| format!("w{}", w.iter().collect::<String>())));
    }
    if !name.letters.is_empty() {
        all.insert(format!("l{}", name.letters));
        all.insert(format!("l{}", name.run));
    }
    all
}

impl Screener {
    /// Names of an index that a name may denote, the likeliest first: place and
    /// likelihood of those from which on a match is possible.
    pub fn find(&self, index: &Index, name: &Name) -> Vec<(usize, f64)> {
        let candidates = index.candidates(name, self.settings.candidates);
        let likely = |i: usize| Some((i, self.likelihood(name, index.names.get(i)?)));
        let mut found: Vec<(usize, f64)> =
            candidates.into_iter().filter_map(likely).filter(|(_, l)| *l >= self.weights.possible_from).collect();
        let text = |i: usize| index.names.get(i).map_or("", |n| n.text.as_str());
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| text(a.0).cmp(text(b.0))).then(a.0.cmp(&b.0)));
        found
    }
}

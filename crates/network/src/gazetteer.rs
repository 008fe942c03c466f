//! From a name in any script to places.

use crate::world::World;
use landbridge_model::Point;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlaceKind {
    /// A city or town.
    City,
    /// A facility; `target` is its number.
    Facility,
    /// A border crossing; `target` is its number.
    Crossing,
    /// A country; `target` is its number. Stands for its largest city.
    Country,
}

/// A place that can be named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Name shown to people.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Number in the table of its kind, or its number in the city list.
    pub target: u32,
    /// Position.
    pub position: Point,
    /// Alpha-2 code of the country, empty at sea.
    pub country: String,
    /// Inhabitants; for facilities a weight that ranks them.
    pub population: u32,
}

/// Who begins with a text counts for this many times its inhabitants where it is
/// its main name.
const MAIN_NAME: u64 = 20;

/// A name that matches a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match<'a> {
    /// The place.
    pub place: &'a Place,
    /// Whether the text is the place's main name or code.
    pub main: bool,
}

/// All names, sorted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gazetteer {
    places: Vec<Place>,
    /// All keys one behind the other.
    blob: String,
    /// End of each key in the blob.
    ends: Vec<u32>,
    /// Place of each key; the lowest bit says whether it is a main name.
    places_of: Vec<u32>,
}

/// The form of a name that is compared: decomposed, without accents, spaces
/// and punctuation, in lower case.
pub fn key(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .flat_map(|c| {
            let plain: &str = match c {
                'ø' => "o",
                'ł' => "l",
                'đ' | 'ð' => "d",
                'ı' => "i",
                'æ' => "ae",
                'œ' => "oe",
                'ß' => "ss",
                'þ' => "th",
                'ё' => "е",
                _ => return Piece::One(c.is_alphanumeric().then_some(c)),
            };
            Piece::Many(plain.chars())
        })
        .collect()
}

enum Piece {
    One(Option<char>),
    Many(std::str::Chars<'static>),
}

impl Iterator for Piece {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(c) => c.take(),
            Self::Many(chars) => chars.next(),
        }
    }
}

impl Gazetteer {
    /// Builds the table from places and their names; the first name of each
    /// list and every code is a main name where `main` says so.
    pub fn build(places: Vec<Place>, names: impl IntoIterator<Item = (String, u32, bool)>) -> Self {
        let mut keys: Vec<(String, u32, bool)> =
            names.into_iter().map(|(n, place, main)| (key(&n), place, !main)).filter(|k| !k.0.is_empty()).collect();
        keys.sort();
        keys.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
        let mut gazetteer = Self { places, ..Self::default() };
        for (key, place, alternative) in keys {
            gazetteer.blob.push_str(&key);
            gazetteer.ends.push(u32::try_from(gazetteer.blob.len()).unwrap_or(u32::MAX));
            gazetteer.places_of.push(place * 2 + u32::from(!alternative));
        }
        gazetteer
    }

    /// Checks that every index points into its table.
    pub fn check(&self) -> Result<(), String> {
        let ends = self.ends.windows(2).all(|w| w[0] <= w[1]) && self.ends.iter().all(|&e| self.blob.is_char_boundary(e as usize));
        let places = self.places_of.iter().all(|&p| ((p / 2) as usize) < self.places.len());
        if ends && places && self.ends.len() == self.places_of.len() {
            Ok(())
        } else {
            Err("the table of names does not hang together".to_owned())
        }
    }

    /// Checks that what the names stand for is in the tables of their world.
    pub fn check_targets(&self, world: &World) -> Result<(), String> {
        for place in &self.places {
            let known = match place.kind {
                PlaceKind::City => true,
                PlaceKind::Facility => (place.target as usize) < world.facilities.len(),
                PlaceKind::Crossing => (place.target as usize) < world.crossings.len(),
                PlaceKind::Country => (place.target as usize) < world.countries.len(),
            };
            if !known || !place.position.is_valid() {
                return Err(format!("the name '{}' stands for something that is not there", place.name));
            }
        }
        Ok(())
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.places.len()
    }
    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
    /// Number of names.
    pub fn name_count(&self) -> usize {
        self.ends.len()
    }
    /// All places.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    fn key_at(&self, i: usize) -> &str {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.blob.get(start..self.ends[i] as usize).unwrap_or_default()
    }

    fn match_at(&self, i: usize) -> Match<'_> {
        let code = self.places_of[i];
        Match { place: &self.places[(code / 2) as usize], main: code % 2 == 1 }
    }

    /// Places whose name is `text`.
    pub fn find(&self, text: &str) -> Vec<Match<'_>> {
        let wanted = key(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let start = self.lower_bound(&wanted);
        (start..self.ends.len()).take_while(|&i| self.key_at(i) == wanted).map(|i| self.match_at(i)).collect()
    }

    fn lower_bound(&self, wanted: &str) -> usize {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.key_at(middle) < wanted { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Of each place, by its number, the names that are written wholly in letters of
    /// a script.
    pub fn names_in(&self, script: impl Fn(char) -> bool) -> BTreeMap<usize, Vec<&str>> {
        let mut found: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for i in 0..self.ends.len() {
            let name = self.key_at(i);
            if !name.is_empty() && name.chars().all(&script) {
                found.entry((self.places_of[i] / 2) as usize).or_default().push(name);
            }
        }
        found
    }

    /// Places with a name that begins with `text`, each with that name in the form
    /// that is compared: whole names first, then the larger places.
    pub fn beginning(&self, text: &str, most: usize) -> Vec<(&Place, &str)> {
        let wanted = key(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let start = self.lower_bound(&wanted);
        let begins = (start..self.ends.len()).take_while(|&i| self.key_at(i).starts_with(&wanted));
        let rank = |i: usize| {
            let Match { place, main } = self.match_at(i);
            let weight = u64::from(place.population) * if main { MAIN_NAME } else { 1 };
            (self.key_at(i) != wanted, std::cmp::Reverse(weight), i)
        };
        let mut found: Vec<usize> = begins.collect();
        found.sort_by_cached_key(|&i| rank(i));
        let mut seen = std::collections::BTreeSet::new();
        let places = found.into_iter().filter(|&i| seen.insert(self.places_of[i] / 2));
        places.take(most).map(|i| (self.match_at(i).place, self.key_at(i))).collect()
    }

    /// Places whose name begins with or resembles `text`, best first.
    pub fn similar(&self, text: &str, most: usize) -> Vec<&Place> {
        let wanted = key(text);
        let length = wanted.chars().count();
        if length < 2 {
            return Vec::new();
        }
        let mut found: Vec<(usize, std::cmp::Reverse<u32>, u32)> = Vec::new();
        let start = self.lower_bound(&wanted);
        for i in (start..self.ends.len()).take(200) {
            if !self.key_at(i).starts_with(&wanted) {
                break;
            }
            let place = self.places_of[i] / 2;
            found.push((1, std::cmp::Reverse(self.places[place as usize].population), place));
        }
        let allowed = if length <= 4 { 1 } else { 2 };
        for i in 0..self.ends.len() {
            let key = self.key_at(i);
            // Bytes bound characters from above: a quick way past most names.
            if key.len().abs_diff(wanted.len()) > 4 * allowed || key.chars().count().abs_diff(length) > allowed {
                continue;
            }
            let distance = strsim::osa_distance(key, &wanted);
            if distance <= allowed {
                let place = self.places_of[i] / 2;
                found.push((distance, std::cmp::Reverse(self.places[place as usize].population), place));
            }
        }
        found.sort_unstable();
        let mut seen = std::collections::BTreeSet::new();
        found.into_iter().filter(|f| seen.insert(f.2)).take(most).map(|f| &self.places[f.2 as usize]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Gazetteer {
        let place = |name: &str, population: u32| Place {
            name: name.into(),
            kind: PlaceKind::City,
            target: 0,
            position: Point::new(0.0, 0.0),
            country: "XX".into(),
            population,
        };
        let names = [("Xi'an", 0, true), ("西安", 0, false), ("Сиань", 0, false), ("Łódź", 1, true), ("Xian", 2, true)];
        Gazetteer::build(
            vec![place("Xi'an", 9_000_000), place("Łódź", 700_000), place("Xian", 10)],
            names.map(|(n, p, m)| (n.to_owned(), p, m)),
        )
    }

    #[test]
    fn names_in_any_script_and_spelling() {
        let gazetteer = table();
        for text in ["Xi'an", "xi an", "XI’AN", "西安", "сиань"] {
            assert!(gazetteer.find(text).iter().any(|m| m.place.name == "Xi'an"), "{text}");
        }
        assert_eq!(gazetteer.find("lodz").first().map(|m| m.place.name.as_str()), Some("Łódź"));
        assert_eq!(gazetteer.find("xian").len(), 2);
        assert!(gazetteer.find("''").is_empty());
    }

    #[test]
    fn whole_names_come_before_larger_places() {
        let names = |text: &str| -> Vec<String> { table().beginning(text, 5).into_iter().map(|f| f.0.name.clone()).collect() };
        assert_eq!(names("Xia"), ["Xi'an", "Xian"]);
        assert_eq!(names("си"), ["Xi'an"]);
        assert!(names("zzz").is_empty());
    }

    #[test]
    fn names_of_a_script() {
        let gazetteer = table();
        let han = gazetteer.names_in(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert_eq!(han.into_iter().collect::<Vec<_>>(), [(0, vec!["西安"])]);
    }

    #[test]
    fn misspelt_names_have_candidates() {
        assert_eq!(table().similar("Lodx", 3).first().map(|p| p.name.as_str()), Some("Łódź"));
        assert_eq!(table().similar("Xia", 1).first().map(|p| p.name.as_str()), Some("Xi'an"));
    }
}

//! Ships and the straits and canals that they fit through.

use crate::constraint::Avoid;
use crate::data::Engine;
use crate::error::EngineError;
use std::collections::BTreeMap;

/// A ship by its size.
#[derive(Clone, Debug, PartialEq)]
pub struct Ship {
    /// Word for `--ship`; of a ship of one's own its sizes.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Length over all, beam and draught in metres.
    pub size: [f64; 3],
}

/// The largest that one part of a strait or canal takes.
#[derive(Clone, Debug, PartialEq)]
struct Limit {
    passage: String,
    /// Length over all, beam and draught in metres, where limited.
    size: [Option<f64>; 3],
}

/// What a size is called.
const SIZES: [&str; 3] = ["length", "beam", "draught"];

impl Ship {
    /// What of a limit the ship exceeds, in words; empty where it fits.
    fn exceeds(&self, limit: &Limit) -> Vec<String> {
        let parts = SIZES.iter().zip(self.size).zip(limit.size);
        parts.filter_map(|((what, own), most)| most.filter(|m| own > *m).map(|m| format!("{what} {own} m of at most {m}"))).collect()
    }

    /// Reads `400x61.5x16.5`.
    fn of_sizes(text: &str) -> Option<Self> {
        let parts: Vec<f64> = text.split(['x', 'X', '×']).map(|p| p.trim().parse().ok()).collect::<Option<_>>()?;
        let size: [f64; 3] = parts.try_into().ok()?;
        let title = format!("a ship of {} × {} × {} m", size[0], size[1], size[2]);
        size.iter().all(|s| s.is_finite() && *s > 0.0).then(|| Self { id: text.to_owned(), title, size })
    }
}

impl Engine {
    /// The usual ships.
    ///
    /// # Errors
    /// A table that cannot be read, with its line.
    pub fn ships(&self) -> Result<Vec<Ship>, EngineError> {
        self.table("ships/classes.csv", &["id", "title", "length_m", "beam_m", "draught_m"], |row, findings| {
            let size = SIZES.map(|what| row.required(&column(what), findings));
            let [length, beam, draught] = size;
            Some(Ship { id: row.text("id").to_owned(), title: row.text("title").to_owned(), size: [length?, beam?, draught?] })
        })
    }

    /// A ship by its word or sizes.
    ///
    /// # Errors
    /// Neither, with the words that are known.
    pub fn ship(&self, text: &str) -> Result<Ship, EngineError> {
        let all = self.ships()?;
        let known = all.iter().find(|s| s.id == text).cloned().or_else(|| Ship::of_sizes(text));
        known.ok_or_else(|| {
            let ids: Vec<&str> = all.iter().map(|s| s.id.as_str()).collect();
            EngineError::input(
                format!("no ship is called '{text}'"),
                format!("known are {}; or write length x beam x draught in metres: 400x61.5x16.5", ids.join(", ")),
            )
        })
    }

    /// The straits and canals that a ship does not fit through, in the words of
    /// `--avoid`, and why.
    ///
    /// # Errors
    /// A table that cannot be read; a passage in it that the world has not.
    pub fn too_small_for(&self, ship: &Ship) -> Result<Vec<(String, String)>, EngineError> {
        let limits = self.table("ships/limits.csv", &["passage", "length_m", "beam_m", "draught_m"], |row, findings| {
            Some(Limit { passage: row.text("passage").to_owned(), size: SIZES.map(|what| row.number(&column(what), findings)) })
        })?;
        let mut by: BTreeMap<&str, Vec<&Limit>> = BTreeMap::new();
        limits.iter().for_each(|limit| by.entry(&limit.passage).or_default().push(limit));
        let mut closed = Vec::new();
        for (passage, limits) in by {
            let (words, avoid) = self.parse_avoid(&format!("passage:{passage}"))?;
            let Avoid::Passage(id) = avoid else { continue };
            // One part that takes it is enough; else the one that it misses by
            // the least says why.
            let why = limits.iter().map(|limit| ship.exceeds(limit)).min_by_key(Vec::len).unwrap_or_default();
            if !why.is_empty() {
                let title = &self.world.passages[id].title;
                closed.push((words, format!("{} does not fit through {title}: {}", ship.title, why.join(", "))));
            }
        }
        Ok(closed)
    }
}

/// The column of a size.
fn column(what: &str) -> String {
    format!("{what}_m")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_ones_own() {
        let ship = Ship::of_sizes("400x61.5x16.5").unwrap();
        let limit = |size| Limit { passage: String::new(), size };
        assert!(ship.exceeds(&limit([None, None, None])).is_empty());
        assert_eq!(ship.exceeds(&limit([Some(370.33), Some(51.25), Some(20.0)])).len(), 2);
        for odd in ["400", "400x60", "400x-1x3", "axbxc", "1x2x3x4", "nanx1x1"] {
            assert!(Ship::of_sizes(odd).is_none(), "{odd}");
        }
    }
}

//! Modes of transport.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A mode of transport. `RailPassenger` is a line that carries no freight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Mode {
    /// Freight or mixed railway.
    Rail,
    /// Passenger-only railway, closed to freight.
    RailPassenger,
    /// Road.
    Road,
    /// Deep-sea and short-sea shipping.
    Sea,
    /// Scheduled ferry, road or rail.
    Ferry,
    /// Inland waterway.
    Waterway,
    /// Air freight.
    Air,
    /// Oil pipeline.
    OilPipeline,
    /// Gas pipeline.
    GasPipeline,
}

impl Mode {
    /// Every mode, in the order used by files and tables.
    pub const ALL: [Self; 9] = [
        Self::Rail,
        Self::RailPassenger,
        Self::Road,
        Self::Sea,
        Self::Ferry,
        Self::Waterway,
        Self::Air,
        Self::OilPipeline,
        Self::GasPipeline,
    ];

    /// The word used in commands, files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rail => "rail",
            Self::RailPassenger => "rail-passenger",
            Self::Road => "road",
            Self::Sea => "sea",
            Self::Ferry => "ferry",
            Self::Waterway => "waterway",
            Self::Air => "air",
            Self::OilPipeline => "pipeline-oil",
            Self::GasPipeline => "pipeline-gas",
        }
    }

    /// The mode of a word as in files and output.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.as_str() == word)
    }

    /// The mode stored as `code`, if there is one.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The code under which the mode is stored.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ModeSet(u16);

impl ModeSet {
    /// No mode.
    pub const NONE: Self = Self(0);
    /// Every mode.
    pub const ALL: Self = Self((1 << Mode::ALL.len()) - 1);

    /// The set of the given modes.
    pub fn of(modes: &[Mode]) -> Self {
        modes.iter().fold(Self::NONE, |set, &mode| set.with(mode))
    }
    /// Whether the set holds `mode`.
    pub fn contains(self, mode: Mode) -> bool {
        self.0 & (1 << mode.code()) != 0
    }
    /// The set with `mode` added.
    #[must_use]
    pub fn with(self, mode: Mode) -> Self {
        Self(self.0 | (1 << mode.code()))
    }
    /// The set with `mode` taken out.
    #[must_use]
    pub fn without(self, mode: Mode) -> Self {
        Self(self.0 & !(1 << mode.code()))
    }
    /// Modes that are in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    /// Modes that are in either set.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Whether no mode is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// The modes of the set in order.
    pub fn iter(self) -> impl Iterator<Item = Mode> {
        Mode::ALL.into_iter().filter(move |&m| self.contains(m))
    }

    /// The modes that a word stands for: a mode's own name, or `pipeline` for
    /// both kinds, `water` for waterway, `inland-waterway`, `barge`.
    pub fn parse_word(word: &str) -> Option<Self> {
        let word = word.trim().to_ascii_lowercase();
        match word.as_str() {
            "pipeline" => Some(Self::of(&[Mode::OilPipeline, Mode::GasPipeline])),
            "inland-waterway" | "iww" | "barge" | "river" => Some(Self::of(&[Mode::Waterway])),
            _ => Mode::parse(&word).map(|m| Self::of(&[m])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip() {
        for mode in Mode::ALL {
            assert_eq!(Mode::from_code(mode.code()), Some(mode));
            assert_eq!(ModeSet::parse_word(mode.as_str()), Some(ModeSet::of(&[mode])));
        }
        assert_eq!(ModeSet::parse_word("teleport"), None);
    }
}

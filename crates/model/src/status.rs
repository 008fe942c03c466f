//! When a thing exists, and how its figures are known.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a figure is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Read in the source named.
    Seen,
    /// General knowledge, to be checked; has a wide spread.
    Recalled,
    /// Derived by a rule from other data (geometry, a regional factor).
    Derived,
}

impl Confidence {
    /// Parses `seen`, `recalled` or `derived`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "seen" => Some(Self::Seen),
            "recalled" => Some(Self::Recalled),
            "derived" => Some(Self::Derived),
            _ => None,
        }
    }
    /// The word used in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Recalled => "recalled",
            Self::Derived => "derived",
        }
    }
}

/// The years in which a thing is open: from the end of `opened` to the end of
/// `closed`, both optional. `--year Y` shows the state at the end of Y.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lifespan {
    /// Year of opening; 0 when it has always been there as far as known.
    pub opened: u16,
    /// Year of closing; 0 when it is not closed.
    pub closed: u16,
}

impl Lifespan {
    /// Open in every year.
    pub const ALWAYS: Self = Self { opened: 0, closed: 0 };
    /// Exists in the data but is not open in any year yet known.
    pub const NEVER: Self = Self { opened: u16::MAX, closed: 0 };

    /// Whether the thing is open at the end of `year`.
    pub fn open_in(self, year: u16) -> bool {
        self.opened <= year && (self.closed == 0 || self.closed > year)
    }
}

impl std::fmt::Display for Lifespan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.opened, self.closed) {
            (u16::MAX, _) => write!(f, "planned, no year known"),
            (0, 0) => write!(f, "always"),
            (opened, 0) => write!(f, "from {opened}"),
            (0, closed) => write!(f, "until {closed}"),
            (opened, closed) => write!(f, "from {opened} until {closed}"),
        }
    }
}

/// Where a link or facility comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Provenance {
    /// Simplified OpenStreetMap geometry, length calibrated by region.
    Map,
    /// Map geometry whose length is set by the curated backbone.
    Backbone,
    /// A curated line that the map data lacks.
    Supplied,
    /// A small gap closed between two ends of the map data.
    Weld,
    /// A reviewed bridge over a real gap.
    Bridge,
    /// Sea lane of the sea network.
    SeaLane,
    /// A row of a curated table (ferry, waterway, pipeline, air lane).
    Curated,
    /// Derived by a rule (great circle, nearest track).
    Derived,
}

impl Provenance {
    /// Every provenance in the order of its code.
    pub const ALL: [Self; 8] =
        [Self::Map, Self::Backbone, Self::Supplied, Self::Weld, Self::Bridge, Self::SeaLane, Self::Curated, Self::Derived];
    /// The provenance stored as `code`.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
    /// A short phrase for people.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Map => "OpenStreetMap geometry, length calibrated by mode and region",
            Self::Backbone => "OpenStreetMap geometry, length set by the curated line table",
            Self::Supplied => "curated line that the map data lacks, drawn straight between stations",
            Self::Weld => "gap of the map data closed by a weld",
            Self::Bridge => "gap of the map data closed by a reviewed bridge",
            Self::SeaLane => "sea network lane",
            Self::Curated => "curated table",
            Self::Derived => "derived by rule",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_at_the_end_of_the_year() {
        let line = Lifespan { opened: 2021, closed: 2024 };
        assert_eq!([2020, 2021, 2023, 2024].map(|y| line.open_in(y)), [false, true, true, false]);
        assert!(Lifespan::ALWAYS.open_in(1900));
        assert!(!Lifespan::NEVER.open_in(2100));
    }
}

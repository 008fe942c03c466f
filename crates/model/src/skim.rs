//! Matrices of times, costs and emissions between places.

use crate::geo::Point;
use serde::Serialize;

/// A place of a matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Zone {
    /// Name, once in a list of zones.
    pub name: String,
    /// Alpha-3 code of the country, empty where it is in none.
    pub country: String,
    /// Position.
    pub position: Point,
    /// What it counts for in averages: inhabitants of a city or country, TEU a
    /// week that services offer at a terminal, one for a place by its name.
    pub weight: f64,
    /// What is made there a year, in millions of US dollars; 0 where not known.
    pub gdp_musd: f64,
}

/// What one path takes and costs: all four are read along the same path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SkimCell {
    /// Whole seconds.
    pub seconds: u32,
    /// Hundredths of a US cent.
    pub usd_10000: u32,
    /// Grams of CO2e.
    pub grams: u32,
    /// Metres.
    pub metres: u32,
}

impl SkimCell {
    /// Hours.
    pub fn hours(self) -> f64 {
        f64::from(self.seconds) / 3600.0
    }
    /// US dollars for one unit of cargo.
    pub fn usd(self) -> f64 {
        f64::from(self.usd_10000) / 10_000.0
    }
    /// Kilograms of CO2e for one unit of cargo.
    pub fn kg_co2e(self) -> f64 {
        f64::from(self.grams) / 1000.0
    }
    /// Kilometres.
    pub fn km(self) -> f64 {
        f64::from(self.metres) / 1000.0
    }
}

/// A matrix: one row an origin, one column a destination.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Skim {
    /// Origins in the order of the rows.
    pub origins: Vec<Zone>,
    /// Destinations in the order of the columns.
    pub destinations: Vec<Zone>,
    /// Row by row; `None` where there is no way.
    pub cells: Vec<Option<SkimCell>>,
}

impl Skim {
    /// The cells of an origin.
    pub fn row(&self, origin: usize) -> &[Option<SkimCell>] {
        let width = self.destinations.len();
        self.cells.get(origin * width..(origin + 1) * width).unwrap_or_default()
    }

    /// Pairs of different places between which there is a way, and all pairs of
    /// different places.
    pub fn connected(&self) -> (usize, usize) {
        let different = |(i, j): (usize, usize)| self.origins[i].position.km_to(self.destinations[j].position) > 0.0;
        let width = self.destinations.len().max(1);
        let pairs = self.cells.iter().enumerate().filter(|(k, _)| different((k / width, k % width)));
        pairs.fold((0, 0), |(found, all), (_, cell)| (found + usize::from(cell.is_some()), all + 1))
    }
}

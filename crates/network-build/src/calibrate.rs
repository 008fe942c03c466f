//! Factors from map length to real length.
//!
//! Each curated line whose way through the map is known gives one ratio,
//! official over map. The factor of a country is the median of its lines'
//! ratios; with fewer than three lines the region's is taken, then the
//! world's. A line's own ratio can be left out, which is how the withheld
//! lengths are made.

use std::collections::BTreeMap;

/// Fewest lines that a factor may rest on.
pub const FEWEST_LINES: usize = 3;

/// Official and map length of one curated line in one country.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Name of the line.
    pub line: String,
    /// Alpha-3 code of the country.
    pub country: String,
    /// Region that the country belongs to.
    pub region: String,
    /// Official length in kilometres.
    pub official_km: f64,
    /// Length on the map in kilometres.
    pub map_km: f64,
}

impl Sample {
    /// Official length over map length.
    pub fn ratio(&self) -> f64 {
        self.official_km / self.map_km
    }
}

/// Factors by country and region.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    /// The samples behind the factors.
    pub samples: Vec<Sample>,
}

/// A factor and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Official over map length.
    pub factor: f64,
    /// `country`, `region`, `world` or `none`.
    pub scope: &'static str,
    /// Number of lines.
    pub lines: usize,
}

impl Calibration {
    /// The factor of a country, without the named line.
    pub fn factor(&self, country: &str, region: &str, without: Option<&str>) -> Factor {
        let pick = |scope: &'static str, keep: &dyn Fn(&Sample) -> bool| {
            let mut ratios: Vec<(f64, f64)> =
                self.samples.iter().filter(|s| keep(s) && Some(s.line.as_str()) != without).map(|s| (s.ratio(), s.official_km)).collect();
            (ratios.len() >= FEWEST_LINES).then(|| Factor { factor: weighted_median(&mut ratios), scope, lines: ratios.len() })
        };
        pick("country", &|s| s.country == country)
            .or_else(|| pick("region", &|s| s.region == region))
            .or_else(|| pick("world", &|_| true))
            .unwrap_or(Factor { factor: 1.0, scope: "none", lines: 0 })
    }

    /// Factor of every country that has a sample, for the report.
    pub fn table(&self) -> BTreeMap<String, Factor> {
        let keys: BTreeMap<&str, &str> = self.samples.iter().map(|s| (s.country.as_str(), s.region.as_str())).collect();
        keys.into_iter().map(|(c, r)| (c.to_owned(), self.factor(c, r, None))).collect()
    }
}

/// Median by weight of (value, weight) pairs.
fn weighted_median(pairs: &mut [(f64, f64)]) -> f64 {
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = pairs.iter().map(|p| p.1).sum();
    let mut sum = 0.0;
    for &(value, weight) in pairs.iter() {
        sum += weight;
        if sum >= total / 2.0 {
            return value;
        }
    }
    1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(line: &str, country: &str, ratio: f64) -> Sample {
        Sample { line: line.into(), country: country.into(), region: "asia".into(), official_km: 100.0 * ratio, map_km: 100.0 }
    }

    #[test]
    fn a_country_needs_three_lines() {
        let calibration = Calibration {
            samples: vec![sample("a", "CHN", 1.01), sample("b", "CHN", 1.02), sample("c", "CHN", 1.03), sample("d", "KAZ", 1.5)],
        };
        assert_eq!(calibration.factor("CHN", "asia", None).scope, "country");
        let without = calibration.factor("CHN", "asia", Some("b"));
        assert_eq!((without.scope, without.lines), ("region", 3));
        assert_eq!(calibration.factor("KAZ", "asia", None).scope, "region");
        assert_eq!(calibration.factor("USA", "america", None).scope, "world");
    }
}

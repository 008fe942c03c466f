//! Which projects complement each other and which replace each other.
//!
//! A project has a value alone, added to the baseline, and a value as the last
//! one, added to all others. Where others make it worth more it complements
//! them; where they make it worth less they replace it (the two marginal values
//! of a set function: Topkis, "Supermodularity and complementarity", 1998,
//! chapter 2).

use crate::worth::Worth;
use serde::Serialize;
use utoipa::ToSchema;

/// How a project stands to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It is worth more with them.
    Complements,
    /// It is worth less with them.
    Replaced,
    /// It is worth about the same with and without them.
    Independent,
    /// It is worth nothing either way.
    NoEffect,
}

impl Relation {
    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complements => "complements",
            Self::Replaced => "replaced",
            Self::Independent => "independent",
            Self::NoEffect => "no effect",
        }
    }

    /// Of a value alone and the gap to the value with others, both in per cent of
    /// the baseline's market access. The two are about the same where the gap is
    /// less than the tenth part of the larger.
    pub fn of(alone: f64, gap: f64) -> Self {
        let size = alone.abs().max((alone + gap).abs());
        match () {
            () if size < NOTHING => Self::NoEffect,
            () if gap.abs() < SAME * size => Self::Independent,
            () if gap > 0.0 => Self::Complements,
            () => Self::Replaced,
        }
    }
}

/// Values that are about the same differ by less than this share.
const SAME: f64 = 0.1;

/// Less than this, in per cent of all market access, is nothing: what rounding of
/// cells leaves.
const NOTHING: f64 = 1e-7;

/// Value alone, value as the last of all, and the gap between them.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Values {
    /// Added to the baseline.
    pub alone: Option<Worth>,
    /// Added to all others.
    pub last: Option<Worth>,
    /// Market access by which the value as the last exceeds the value alone, in
    /// per cent of the baseline's.
    pub gap_percent: Option<f64>,
    /// What the gap says.
    pub relation: Option<Relation>,
}

impl Values {
    /// Of two values, where they could be found.
    pub fn new(alone: Option<Worth>, last: Option<Worth>) -> Self {
        let gap = alone.zip(last).map(|(a, l)| l.access_percent - a.access_percent);
        let relation = alone.zip(gap).map(|(a, gap)| Relation::of(a.access_percent, gap));
        Self { alone, last, gap_percent: gap, relation }
    }

    /// By what it is ranked: market access that it adds alone, since this counts
    /// pairs that it connects as well.
    pub fn rank(&self) -> f64 {
        self.alone.map_or(0.0, |w| w.access_percent)
    }
}

/// What two projects are worth together beyond the sum of both. `one`, `other` and
/// `both` are by what market access grows when they are switched from their
/// state in the baseline; `alike` says whether both are there in the baseline or
/// both are not.
pub fn interplay((one, other, both): (f64, f64, f64), alike: bool) -> f64 {
    let beyond = both - one - other;
    if alike { beyond } else { -beyond }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(percent: f64) -> Option<Worth> {
        Some(Worth { access_percent: percent, ..Worth::default() })
    }

    #[test]
    fn what_the_gap_says() {
        let of = |alone, last| Values::new(value(alone), value(last)).relation.unwrap();
        assert_eq!(of(1.0, 2.0), Relation::Complements);
        assert_eq!(of(1.0, 0.2), Relation::Replaced);
        assert_eq!(of(1.0, 1.05), Relation::Independent);
        assert_eq!(of(0.0, 1e-9), Relation::NoEffect);
        assert_eq!(of(0.0, 1.0), Relation::Complements);
        // What does harm does less of it beside others.
        assert_eq!(of(-3.0, -1.0), Relation::Complements);
        assert_eq!(Values::new(None, value(1.0)).relation, None);
    }

    #[test]
    fn two_halves_of_a_line_complement_and_two_ways_replace() {
        // Neither half adds anything alone, both add ten.
        assert_eq!(interplay((0.0, 0.0, 10.0), true), 10.0);
        // Each of two ways adds ten, both together no more.
        assert_eq!(interplay((10.0, 10.0, 10.0), true), -10.0);
        // Two halves that are there: to lose one is to lose all.
        assert_eq!(interplay((-10.0, -10.0, -10.0), true), 10.0);
        // One half is there: the other adds ten with it and nothing without.
        assert_eq!(interplay((10.0, 0.0, 0.0), false), 10.0);
    }
}

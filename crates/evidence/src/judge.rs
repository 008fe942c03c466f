//! From a claimed and a computed figure to a verdict.
//!
//! What a comparator lets pass is a parameter of `data/parameters/evidence.toml`,
//! no opinion of this code.

use crate::claim::Comparator;
use crate::figure::Figure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the figures say of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The computed figure is the claimed one, to its printed precision.
    Reproduced,
    /// The claimed figure lies in the range of the computed one, or the bound holds.
    Consistent,
    /// The computed range leaves no room for the claimed figure.
    Contradicted,
    /// The text leaves open what is claimed.
    Vague,
    /// The text names no source and nothing here computes it.
    SourceMissing,
    /// Nothing here computes it, for a reason that is given.
    NotCheckable,
}

impl Verdict {
    /// All of them in order.
    pub const ALL: [Verdict; 6] =
        [Verdict::Reproduced, Verdict::Consistent, Verdict::Contradicted, Verdict::Vague, Verdict::SourceMissing, Verdict::NotCheckable];

    /// The words for it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Reproduced => "reproduced",
            Verdict::Consistent => "consistent",
            Verdict::Contradicted => "contradicted",
            Verdict::Vague => "vague",
            Verdict::SourceMissing => "source missing",
            Verdict::NotCheckable => "not checkable",
        }
    }
}

/// What comparators let pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Share on both sides of "about".
    pub about: f64,
    /// Share below "nearly".
    pub nearly: f64,
    /// Share beyond a bound (over, up to) within which the printed bound is the
    /// round number nearest to the figure.
    pub reach: f64,
    /// Share of a computed range; where a claim reaches less far into it, only the end
    /// of the range bears it out, and the reason says so.
    pub edge: f64,
}

/// A verdict on two figures, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict: one of the first three.
    pub verdict: Verdict,
    /// What the figures are to each other, in words.
    pub why: &'static str,
}

/// What may be true if the claim is: ends of the range, and whether a figure
/// within is the claimed one itself.
struct Allowed {
    low: f64,
    high: f64,
    near_low: f64,
    near_high: f64,
}

fn allowed(claimed: &Figure, comparator: Comparator, rules: &Rules) -> Allowed {
    let v = claimed.value;
    let share = |s: f64| v.abs() * s;
    let both = |low: f64, high: f64| Allowed { low, high, near_low: low, near_high: high };
    match comparator {
        Comparator::Exact => both(claimed.low, claimed.high),
        Comparator::About => both((v - share(rules.about)).min(claimed.low), (v + share(rules.about)).max(claimed.high)),
        Comparator::Nearly => both(v - share(rules.nearly), v),
        Comparator::Over | Comparator::AtLeast => Allowed { low: v, high: f64::INFINITY, near_low: v, near_high: v + share(rules.reach) },
        Comparator::UpTo | Comparator::LessThan => {
            Allowed { low: f64::NEG_INFINITY, high: v, near_low: v - share(rules.reach), near_high: v }
        }
    }
}

/// Sets a computed figure beside a claimed one. `tolerance` is a share of the
/// computed figure by which its range is widened.
pub fn judge(claimed: &Figure, computed: &Figure, comparator: Comparator, tolerance: f64, rules: &Rules) -> Judgement {
    let allowed = allowed(claimed, comparator, rules);
    let m = computed.value;
    if allowed.near_low <= m && m <= allowed.near_high {
        return Judgement { verdict: Verdict::Reproduced, why: "the computed figure is the claimed one" };
    }
    if allowed.low <= m && m <= allowed.high {
        return Judgement { verdict: Verdict::Consistent, why: "the bound holds, by far" };
    }
    let wide = m.abs() * tolerance;
    let (low, high) = (computed.low - wide, computed.high + wide);
    if high < allowed.low {
        return Judgement { verdict: Verdict::Contradicted, why: "the computed figure is smaller, its whole range as well" };
    }
    if low > allowed.high {
        return Judgement { verdict: Verdict::Contradicted, why: "the computed figure is larger, its whole range as well" };
    }
    // How far into the range the claim reaches from the end where it lies.
    let reached = if m < allowed.low { high - allowed.low } else { allowed.high - low };
    let at_edge = high > low && reached < rules.edge * (high - low);
    let why = match (at_edge, m < allowed.low) {
        (true, true) => "only the upper end of the computed range reaches the claim",
        (true, false) => "only the lower end of the computed range reaches the claim",
        (false, _) => "the claim lies within the computed range",
    };
    Judgement { verdict: Verdict::Consistent, why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: Rules = Rules { about: 0.1, nearly: 0.1, reach: 0.25, edge: 0.1 };

    fn is(claimed: (f64, f64), comparator: Comparator, computed: (f64, f64, f64), verdict: Verdict) {
        let claimed = Figure::between(claimed.0 - claimed.1, claimed.0, claimed.0 + claimed.1, "");
        let (low, value, high) = computed;
        let it = judge(&claimed, &Figure::between(low, value, high, ""), comparator, 0.0, &RULES);
        assert_eq!(it.verdict, verdict, "{claimed:?} {comparator:?} {computed:?}: {}", it.why);
    }

    #[test]
    fn printed_precision_decides_for_exact_figures() {
        is((13056.0, 0.5), Comparator::Exact, (13056.0, 13056.0, 13056.0), Verdict::Reproduced);
        is((6e6, 5e5), Comparator::Exact, (2.764e6, 2.764e6, 2.764e6), Verdict::Contradicted);
        is((29.0, 0.5), Comparator::Exact, (22.0, 25.0, 31.0), Verdict::Consistent);
    }

    #[test]
    fn bounds_hold_on_one_side() {
        is((1600.0, 50.0), Comparator::Over, (1653.0, 1653.0, 1653.0), Verdict::Reproduced);
        is((1600.0, 50.0), Comparator::Over, (1599.0, 1599.0, 1599.0), Verdict::Contradicted);
        is((1600.0, 50.0), Comparator::Over, (9000.0, 9000.0, 9000.0), Verdict::Consistent);
        is((12.5, 0.0), Comparator::Nearly, (12.0, 12.0, 12.0), Verdict::Reproduced);
        is((12.5, 0.0), Comparator::Nearly, (12.6, 12.6, 12.6), Verdict::Contradicted);
        is((5.0, 0.5), Comparator::LessThan, (4.0, 4.5, 6.0), Verdict::Reproduced);
        is((5.0, 0.5), Comparator::LessThan, (40.0, 41.0, 42.0), Verdict::Contradicted);
    }

    #[test]
    fn an_upper_bound_quoted_as_over_is_told() {
        let claimed = Figure::exact(6.0, "");
        let it = judge(&claimed, &Figure::between(1.7, 4.1, 6.2, ""), Comparator::Over, 0.0, &RULES);
        assert_eq!(it.verdict, Verdict::Consistent);
        assert_eq!(it.why, "only the upper end of the computed range reaches the claim");
    }

    #[test]
    fn a_narrow_claim_within_a_wide_range_is_not_at_its_edge() {
        let it = judge(&Figure::between(64.5, 65.0, 65.5, ""), &Figure::between(60.7, 63.9, 67.1, ""), Comparator::Exact, 0.0, &RULES);
        assert_eq!((it.verdict, it.why), (Verdict::Consistent, "the claim lies within the computed range"));
    }

    proptest! {
        /// A wider computed range never contradicts where a narrower one does not.
        #[test]
        fn wider_ranges_contradict_less(v in 1.0..100.0f64, m in 1.0..100.0f64, r in 0.0..20.0f64, more in 0.0..20.0f64, c in 0..7usize) {
            let comparator = [Comparator::Exact, Comparator::Over, Comparator::AtLeast, Comparator::Nearly, Comparator::About, Comparator::UpTo, Comparator::LessThan][c];
            let narrow = judge(&Figure::exact(v, ""), &Figure::between(m - r, m, m + r, ""), comparator, 0.0, &RULES);
            let wide = judge(&Figure::exact(v, ""), &Figure::between(m - r - more, m, m + r + more, ""), comparator, 0.0, &RULES);
            prop_assert!(wide.verdict <= narrow.verdict);
        }
    }
}

//! Quartiles and fences.

/// The quantile of sorted values at `share`, by the eighth definition of Hyndman
/// and Fan ("Sample Quantiles in Statistical Packages", The American Statistician
/// 50, 1996): median-unbiased whatever the distribution. `None` of nothing.
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let (first, last) = (sorted.first()?, sorted.last()?);
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    let n = sorted.len() as f64;
    let third = 1.0 / 3.0;
    let h = (n + third) * share + third;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a little more than the count")]
    let k = h as usize;
    if k == 0 || share <= 0.0 {
        return Some(*first);
    }
    match (sorted.get(k - 1), sorted.get(k)) {
        (Some(a), Some(b)) if share < 1.0 => Some(a + (h - h.trunc()) * (b - a)),
        _ => Some(*last),
    }
}

/// Quartiles with the fences of Tukey ("Exploratory Data Analysis", 1977, section
/// 2D): so many times their distance beyond them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fences {
    pub(super) q1: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Fences {
    /// Of values in any order; `None` of nothing.
    pub(super) fn of(mut values: Vec<f64>, times: f64) -> Option<Self> {
        values.sort_unstable_by(f64::total_cmp);
        let (q1, q3) = (quantile(&values, 0.25)?, quantile(&values, 0.75)?);
        Some(Fences { q1, low: (q3 - q1).mul_add(-times, q1), high: (q3 - q1).mul_add(times, q3) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quartiles_by_hand() {
        // n = 6: h = 6.333 · 0.25 + 0.333 = 1.9167.
        let v = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert!((quantile(&v, 0.25).unwrap() - 1.916_666_666_666_666_5).abs() < 1e-12);
        assert!((quantile(&v, 0.5).unwrap() - 3.5).abs() < 1e-12);
        assert_eq!(quantile(&[7.0], 0.75), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
        let f = Fences::of(v.to_vec(), 1.5).unwrap();
        assert!((f.high - (5.083_333_333_333_333 + 1.5 * 3.166_666_666_666_666_5)).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn a_quantile_lies_among_its_values(mut v in proptest::collection::vec(-1e9..1e9f64, 1..60), p in 0.0..=1.0f64) {
            v.sort_unstable_by(f64::total_cmp);
            let q = quantile(&v, p).unwrap();
            prop_assert!(v[0] <= q && q <= v[v.len() - 1]);
            prop_assert!(quantile(&v, 0.25) <= quantile(&v, 0.75));
        }
    }
}

//! How long something takes when it does not always take the same: a law with
//! mean and quantiles.
//!
//! Times at borders, in ports and on the road are positive and have a heavy
//! right tail. They are taken as lognormal: the logarithm is normal with
//! standard deviation `sigma`, so that mean = median · exp(sigma² / 2) and
//! p90 / p50 = exp(1.2816 · sigma). Waiting for a service of which only the
//! headway is known is uniform between nothing and the headway.

use serde::{Deserialize, Serialize};

/// A law of hours.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Law {
    /// Always the same.
    Fixed(f64),
    /// Lognormal.
    Lognormal {
        /// Hours that half of all cases stay below.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Uniform.
    Uniform {
        /// Least hours.
        low: f64,
        /// Most hours.
        high: f64,
    },
}

/// The 90th percentile of the standard normal law.
pub const Z90: f64 = 1.281_551_565_544_600_4;

/// Distribution function of the standard normal law.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// Quantile of the standard normal law, by halving; between −8 and 8.
pub fn normal_quantile(p: f64) -> f64 {
    // Those that are asked for most are known.
    for (share, z) in [(0.1, -Z90), (0.5, 0.0), (0.9, Z90)] {
        if (p - share).abs() < 1e-15 {
            return z;
        }
    }
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal_cdf(middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

impl Law {
    /// A lognormal law of a mean.
    pub fn of_mean(mean: f64, sigma: f64) -> Self {
        Self::of_median(mean * libm::exp(-0.5 * sigma * sigma), sigma)
    }

    /// A lognormal law of a median.
    pub fn of_median(median: f64, sigma: f64) -> Self {
        if median > 0.0 && sigma > 0.0 { Self::Lognormal { median, sigma } } else { Self::Fixed(median.max(0.0)) }
    }

    /// A lognormal law of median and 90th percentile.
    pub fn of_p50_p90(p50: f64, p90: f64) -> Self {
        let sigma = if p50 > 0.0 && p90 > p50 { libm::log(p90 / p50) / Z90 } else { 0.0 };
        Self::of_median(p50, sigma)
    }

    /// A lognormal law of mean and variance (hours²).
    pub fn of_mean_variance(mean: f64, variance: f64) -> Self {
        let cv2 = if mean > 0.0 { variance / (mean * mean) } else { 0.0 };
        Self::of_mean(mean, libm::sqrt(libm::log1p(cv2)))
    }

    /// Variance in hours².
    pub fn variance(self) -> f64 {
        match self {
            Self::Fixed(_) => 0.0,
            Self::Lognormal { sigma, .. } => self.mean() * self.mean() * libm::expm1(sigma * sigma),
            Self::Uniform { low, high } => (high - low) * (high - low) / 12.0,
        }
    }

    /// Mean hours.
    pub fn mean(self) -> f64 {
        match self {
            Self::Fixed(hours) => hours,
            Self::Lognormal { median, sigma } => median * libm::exp(0.5 * sigma * sigma),
            Self::Uniform { low, high } => 0.5 * (low + high),
        }
    }

    /// Share of cases of at most so many hours.
    pub fn cdf(self, hours: f64) -> f64 {
        match self {
            Self::Fixed(all) => f64::from(u8::from(hours >= all)),
            Self::Lognormal { .. } if hours <= 0.0 => 0.0,
            Self::Lognormal { median, sigma } => normal_cdf(libm::log(hours / median) / sigma),
            Self::Uniform { low, high } if high > low => ((hours - low) / (high - low)).clamp(0.0, 1.0),
            Self::Uniform { low, .. } => f64::from(u8::from(hours >= low)),
        }
    }

    /// Hours that a share `p` of all cases stay below.
    pub fn quantile(self, p: f64) -> f64 {
        match self {
            Self::Fixed(hours) => hours,
            Self::Lognormal { median, sigma } => median * libm::exp(sigma * normal_quantile(p)),
            Self::Uniform { low, high } => low + (high - low) * p,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn quantiles_of_the_normal_law_are_those_of_the_tables() {
        near(normal_quantile(0.9), Z90);
        near(normal_quantile(0.5), 0.0);
        near(normal_cdf(1.0), 0.841_344_746_068_542_9);
    }

    #[test]
    fn a_law_keeps_what_it_was_made_of() {
        near(Law::of_mean(40.0, 0.8).mean(), 40.0);
        near(Law::of_median(40.0, 0.8).quantile(0.5), 40.0);
        let border = Law::of_p50_p90(8.0, 30.0);
        near(border.quantile(0.9), 30.0);
        near(border.cdf(30.0), 0.9);
        near(border.cdf(8.0), 0.5);
        let again = Law::of_mean_variance(border.mean(), border.variance());
        near(again.quantile(0.9), 30.0);
        let wait = Law::Uniform { low: 0.0, high: 168.0 };
        near(wait.mean(), 84.0);
        near(wait.variance(), 2352.0);
        near(wait.quantile(0.25), 42.0);
        near(wait.cdf(42.0), 0.25);
    }

    #[test]
    fn what_does_not_vary_is_fixed() {
        assert_eq!(Law::of_p50_p90(5.0, 5.0), Law::Fixed(5.0));
        assert_eq!(Law::of_mean(0.0, 1.0), Law::Fixed(0.0));
        near(Law::Fixed(3.0).cdf(3.0), 1.0);
        near(Law::Fixed(3.0).cdf(2.9), 0.0);
    }
}

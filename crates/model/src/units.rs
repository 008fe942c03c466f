//! Quantities that carry their unit in the type.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

macro_rules! quantity {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub f64);
        impl Add for $name { type Output = Self; fn add(self, o: Self) -> Self { Self(self.0 + o.0) } }
        impl Sub for $name { type Output = Self; fn sub(self, o: Self) -> Self { Self(self.0 - o.0) } }
        impl Mul<f64> for $name { type Output = Self; fn mul(self, k: f64) -> Self { Self(self.0 * k) } }
        impl AddAssign for $name { fn add_assign(&mut self, o: Self) { self.0 += o.0; } }
        impl Sum for $name { fn sum<I: Iterator<Item = Self>>(it: I) -> Self { it.fold(Self(0.0), |a, b| a + b) } }
    )+};
}

quantity! {
    /// Kilometres.
    Km,
    /// Hours.
    Hours,
    /// United States dollars of the parameter set's price year.
    Usd,
    /// Kilograms of CO2 equivalent, well to wheel.
    KgCo2e,
}

impl Hours {
    /// The same duration in days.
    pub fn days(self) -> f64 {
        self.0 / 24.0
    }
}

//! What moves.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Kind of cargo; decides which modes may carry it and at which rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CargoKind {
    /// Dry containers, counted in TEU.
    Teu,
    /// Refrigerated containers, counted in TEU.
    Reefer,
    /// Dry bulk, counted in tonnes.
    Bulk,
    /// Crude oil and oil products, counted in tonnes.
    Liquid,
    /// Natural gas, counted in tonnes.
    Gas,
    /// Passengers, counted in heads.
    Passengers,
}

impl CargoKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Teu, Self::Reefer, Self::Bulk, Self::Liquid, Self::Gas, Self::Passengers];

    /// The word used in commands and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Teu => "teu",
            Self::Reefer => "reefer",
            Self::Bulk => "bulk",
            Self::Liquid => "liquid",
            Self::Gas => "gas",
            Self::Passengers => "passengers",
        }
    }
    /// The unit in which the quantity is counted.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Teu | Self::Reefer => "TEU",
            Self::Bulk | Self::Liquid | Self::Gas => "t",
            Self::Passengers => "passengers",
        }
    }
    /// Whether the cargo travels in containers.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Teu | Self::Reefer)
    }
}

/// A consignment: kind, how much, how heavy, how valuable.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cargo {
    /// Kind of cargo.
    pub kind: CargoKind,
    /// Quantity in the unit of the kind.
    pub quantity: f64,
    /// Tonnes of one unit; `None` takes the parameter of the kind.
    pub tonnes_per_unit: Option<f64>,
    /// Value of the whole consignment in USD; `None` takes the parameter.
    pub value_usd: Option<f64>,
}

impl Default for Cargo {
    fn default() -> Self {
        Self { kind: CargoKind::Teu, quantity: 1.0, tonnes_per_unit: None, value_usd: None }
    }
}

impl fmt::Display for Cargo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.quantity)?;
        if let Some(tonnes) = self.tonnes_per_unit {
            write!(f, ":{tonnes}t")?;
        }
        Ok(())
    }
}

impl Cargo {
    /// Parses `teu:2`, `reefer:1`, `teu:2:14t` (tonnes a unit), `bulk:5000t`,
    /// `liquid:100000`, `passengers:300`; a kind alone means one unit.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split(':').map(str::trim);
        let word = parts.next().unwrap_or_default().to_ascii_lowercase();
        let kind = CargoKind::ALL.into_iter().find(|k| k.as_str() == word).ok_or_else(|| {
            let kinds: Vec<_> = CargoKind::ALL.iter().map(|k| k.as_str()).collect();
            format!("'{word}' is no kind of cargo; use one of {}", kinds.join(", "))
        })?;
        let number = |text: &str, what: &str| -> Result<f64, String> {
            let digits = text.trim_end_matches(['t', 'T']);
            match digits.parse::<f64>() {
                Ok(value) if value.is_finite() && value > 0.0 && value <= 1e9 => Ok(value),
                Ok(_) => Err(format!("the {what} '{text}' must be above 0 and at most 1e9")),
                Err(_) => Err(format!("the {what} '{text}' is not a number; write for example {word}:2")),
            }
        };
        let quantity = parts.next().map_or(Ok(1.0), |t| number(t, "quantity"))?;
        let tonnes_per_unit = parts.next().map(|t| number(t, "tonnes of one unit")).transpose()?;
        if let Some(rest) = parts.next() {
            return Err(format!("'{rest}' is one part too many; write kind:quantity or kind:quantity:tonnes"));
        }
        Ok(Self { kind, quantity, tonnes_per_unit, value_usd: None })
    }

    /// The same of a value in USD for the whole consignment; `None` takes the parameter.
    ///
    /// # Errors
    /// What is no sum of money, or more than any consignment.
    pub fn worth(self, value_usd: Option<f64>) -> Result<Self, String> {
        const MOST_USD: f64 = 1e12;
        match value_usd {
            Some(usd) if !(0.0..=MOST_USD).contains(&usd) => Err(format!(
                "the value of the consignment, {} US dollars, must be from 0 to {MOST_USD:e}",
                if usd.abs() < 1e7 { usd.to_string() } else { format!("{usd:e}") }
            )),
            _ => Ok(Self { value_usd, ..self }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_people_write() {
        assert_eq!(Cargo::parse("teu").map(|c| c.quantity), Ok(1.0));
        assert_eq!(Cargo::parse("bulk:5000t").map(|c| c.quantity), Ok(5000.0));
        assert_eq!(Cargo::parse("TEU:2:14t").map(|c| c.tonnes_per_unit), Ok(Some(14.0)));
    }

    #[test]
    fn refuses_what_makes_no_sense() {
        for bad in ["", "box:1", "teu:0", "teu:-1", "teu:nan", "teu:inf", "teu:x", "teu:1:2:3", "teu:1e300"] {
            assert!(Cargo::parse(bad).is_err(), "{bad}");
        }
    }
}

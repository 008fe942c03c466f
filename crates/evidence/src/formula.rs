//! Formulas over figures in ranges.

use crate::figure::Figure;
use exmex::prelude::*;
use std::collections::BTreeMap;

/// Figures in ranges that one formula may rest on: every corner of their ranges
/// is computed.
pub const MOST_RANGES: usize = 12;

/// A formula that was understood.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    tree: exmex::FlatEx<f64>,
}

impl Formula {
    /// Reads a formula: numbers, names, `+ - * / ^ ( )`.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read(text: &str) -> Result<Self, String> {
        let tree = exmex::parse::<f64>(text).map_err(|e| format!("the formula '{text}' is not understood: {}", e.msg()))?;
        Ok(Formula { text: text.to_owned(), tree })
    }

    /// The names that it uses, in their order.
    pub fn names(&self) -> &[String] {
        self.tree.var_names()
    }

    /// Its value over figures: that of their values, and the least and the most
    /// over all corners of their ranges. The range is exact where the formula
    /// rises or falls steadily in each figure, as sums, products and ratios of
    /// positive figures do.
    ///
    /// # Errors
    /// A name without a figure, too many ranges, a result that is no number.
    pub fn over(&self, figures: &BTreeMap<String, Figure>) -> Result<Figure, String> {
        let mut used = Vec::with_capacity(self.names().len());
        for name in self.names() {
            used.push(figures.get(name).ok_or_else(|| format!("the formula '{}' names '{name}', which is no input", self.text))?);
        }
        let ranges: Vec<usize> = (0..used.len()).filter(|&i| used[i].low < used[i].high).collect();
        if ranges.len() > MOST_RANGES {
            return Err(format!("'{}' rests on {} figures in ranges; at most {MOST_RANGES}", self.text, ranges.len()));
        }
        let mut point: Vec<f64> = used.iter().map(|f| f.value).collect();
        let value = self.at(&point)?;
        let (mut low, mut high) = (value, value);
        for corner in 0..(1_usize << ranges.len()) {
            for (bit, &i) in ranges.iter().enumerate() {
                point[i] = if corner >> bit & 1 == 0 { used[i].low } else { used[i].high };
            }
            let there = self.at(&point)?;
            low = low.min(there);
            high = high.max(there);
        }
        let mut from: Vec<String> = Vec::new();
        for source in used.iter().flat_map(|f| &f.from) {
            if !from.contains(source) {
                from.push(source.clone());
            }
        }
        Ok(Figure { value, low, high, from })
    }

    fn at(&self, point: &[f64]) -> Result<f64, String> {
        let value = self.tree.eval(point).map_err(|e| format!("'{}': {}", self.text, e.msg()))?;
        if value.is_finite() { Ok(value) } else { Err(format!("'{}' has no value where it divides by zero", self.text)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> BTreeMap<String, Figure> {
        [("t", Figure::between(95.0, 100.0, 105.0, "x")), ("n", Figure::exact(20.0, "y")), ("z", Figure::exact(0.0, "z"))]
            .map(|(name, figure)| (name.to_owned(), figure))
            .into()
    }

    fn over(text: &str) -> Result<Figure, String> {
        Formula::read(text)?.over(&figures())
    }

    #[test]
    fn ranges_are_carried() {
        let it = over("t / n + 1").unwrap();
        assert_eq!((it.value, it.low, it.high), (6.0, 5.75, 6.25));
        assert_eq!(it.from, ["y", "x"]);
    }

    #[test]
    fn what_has_no_value_says_so() {
        assert!(over("t / z").unwrap_err().contains("divides by zero"));
        assert!(over("t / q").unwrap_err().contains("no input"));
        assert!(over("t +* n").unwrap_err().contains("not understood"));
    }
}

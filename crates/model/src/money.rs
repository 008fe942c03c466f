//! Money of several currencies and years, brought to one.
//!
//! An amount is turned into United States dollars at the average market rate of its
//! own year, and these into the prices of another year by the deflator of the United
//! States' gross domestic product. So a loan in a currency that has since lost half
//! of its value keeps what it was worth when it was agreed on.

use serde::Deserialize;
use std::collections::BTreeMap;

/// An amount with its currency and the year of its prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    /// Ones of the currency.
    pub amount: f64,
    /// ISO 4217.
    pub currency: String,
    /// Year of the prices.
    pub year: i16,
}

/// When the last known year stands for one that is too young for statistics; never by
/// default.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandIn {
    /// Why it is so.
    pub why: String,
    /// Years by which statistics are late at most.
    pub late_years: i16,
    /// Change of a rate of exchange in its last known year at most, as a share.
    pub steady: f64,
}

/// Rates of exchange and a deflator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// Units of a currency for one dollar, average of a year.
    per_usd: BTreeMap<(String, i16), f64>,
    /// Level of prices in dollars by year, on any base.
    deflator: BTreeMap<i16, f64>,
    stand_in: StandIn,
}

impl Prices {
    /// When the last known year stands for a younger one.
    pub fn set_stand_in(&mut self, rule: StandIn) {
        self.stand_in = rule;
    }

    /// Adds the average rate of a year, in units of the currency for one dollar.
    ///
    /// # Errors
    /// A rate that is not above nothing, or that is there already.
    pub fn add_rate(&mut self, currency: &str, year: i16, per_usd: f64) -> Result<(), String> {
        let key = (currency.to_owned(), year);
        put(&mut self.per_usd, key, per_usd).map_err(|e| format!("{currency} {year}: {e}"))
    }

    /// Adds the level of prices of a year.
    ///
    /// # Errors
    /// A level that is not above nothing, or that is there already.
    pub fn add_level(&mut self, year: i16, index: f64) -> Result<(), String> {
        put(&mut self.deflator, year, index).map_err(|e| format!("{year}: {e}"))
    }

    /// The last year of which the level of prices is known.
    pub fn latest(&self) -> Option<i16> {
        self.deflator.keys().next_back().copied()
    }

    /// A year of which rate and level of prices are known, for an amount of a year that
    /// may be too young for them: that year, else the last one that is known, by the rule
    /// of [`StandIn`]. A rate of exchange stands in only where its own series goes on and
    /// was steady. `None` also where older years are missing, for which no
    /// other stands in.
    pub fn known_year(&self, currency: &str, year: i16) -> Option<i16> {
        let level = self.latest()?;
        let rate = |y: i16| if currency == "USD" { Some(1.0) } else { self.per_usd.get(&(currency.to_owned(), y)).copied() };
        if self.deflator.contains_key(&year) && rate(year).is_some() {
            return Some(year);
        }
        let last = [level, level - 1].into_iter().find(|&y| self.deflator.contains_key(&y) && rate(y).is_some())?;
        let steady = (rate(last)? / rate(last - 1)? - 1.0).abs() <= self.stand_in.steady;
        (last < year && year - last <= self.stand_in.late_years && steady).then_some(last)
    }

    /// An amount in dollars of the prices of a year.
    ///
    /// # Errors
    /// A rate or level of prices that is not known: no other year stands in for it.
    pub fn usd(&self, money: &Money, year: i16) -> Result<f64, String> {
        let rate = match money.currency.as_str() {
            "USD" => 1.0,
            other => *self
                .per_usd
                .get(&(other.to_owned(), money.year))
                .ok_or_else(|| format!("no rate of exchange of {other} in {}", money.year))?,
        };
        let level = |y: i16| self.deflator.get(&y).copied().ok_or_else(|| format!("no level of prices in {y}"));
        let scale = if year == money.year { 1.0 } else { level(year)? / level(money.year)? };
        Ok(money.amount / rate * scale)
    }
}

fn put<K: Ord>(map: &mut BTreeMap<K, f64>, key: K, value: f64) -> Result<(), String> {
    if !value.is_finite() || value <= 0.0 {
        return Err(format!("{value} is not above nothing"));
    }
    match map.insert(key, value) {
        None => Ok(()),
        Some(_) => Err("it stands twice".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices() -> Prices {
        let mut prices = Prices::default();
        for (year, index) in [(2010, 80.0), (2020, 100.0)] {
            assert_eq!(prices.add_level(year, index), Ok(()));
        }
        assert_eq!(prices.add_rate("KES", 2010, 80.0), Ok(()));
        prices
    }

    #[test]
    fn an_amount_is_exchanged_in_its_own_year_and_then_deflated() {
        let money = |amount, currency: &str, year| Money { amount, currency: currency.to_owned(), year };
        assert_eq!(prices().usd(&money(8000.0, "KES", 2010), 2020), Ok(125.0));
        assert_eq!(prices().usd(&money(7.0, "USD", 1066), 1066), Ok(7.0));
        assert_eq!(prices().latest(), Some(2020));
        assert_eq!(prices().usd(&money(1.0, "KES", 2011), 2020), Err("no rate of exchange of KES in 2011".to_owned()));
        assert_eq!(prices().usd(&money(1.0, "USD", 2011), 2020), Err("no level of prices in 2011".to_owned()));
    }

    #[test]
    fn years_that_are_too_young_for_statistics_take_the_last_that_is_known() {
        let mut prices = prices();
        assert_eq!(prices.add_level(2021, 104.0), Ok(()));
        assert_eq!(prices.known_year("USD", 2022), None, "not without a rule");
        prices.set_stand_in(StandIn { why: String::new(), late_years: 2, steady: 0.1 });
        // One rate that is steady, one that jumps, one whose series has ended.
        for (currency, rates) in
            [("MNT", [(2019, 2663.0), (2020, 2813.0)]), ("NGN", [(2019, 360.0), (2020, 645.0)]), ("ETB", [(2018, 27.0), (2019, 29.0)])]
        {
            for (year, rate) in rates {
                assert_eq!(prices.add_rate(currency, year, rate), Ok(()));
            }
        }
        let known = |currency: &str, year| prices.known_year(currency, year);
        assert_eq!((known("USD", 2020), known("USD", 2022), known("USD", 2024)), (Some(2020), Some(2021), None));
        assert_eq!((known("USD", 2011), known("KES", 2010), known("KES", 2012)), (None, Some(2010), None));
        assert_eq!((known("MNT", 2020), known("MNT", 2022), known("MNT", 2023)), (Some(2020), Some(2020), None));
        assert_eq!((known("NGN", 2021), known("ETB", 2021)), (None, None));
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        assert!(prices().add_rate("KES", 2010, 81.0).is_err_and(|e| e.contains("twice")));
        assert!(prices().add_rate("KES", 2011, 0.0).is_err());
        assert!(prices().add_level(2021, f64::NAN).is_err());
    }
}

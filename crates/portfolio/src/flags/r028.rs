//! R028, identical bid prices: different tenderers offered at one price in one
//! currency.

use super::case::{Case, Offer};
use super::outcome::{Outcome, Place};
use std::collections::BTreeSet;

/// The outcome, and who offered at one price with others.
pub(super) fn judge(case: &Case<'_>) -> (Outcome, Vec<String>) {
    if !case.priced {
        return (Outcome::not_computable("prices are not compared by this method"), Vec::new());
    }
    if case.offers.is_none() {
        return (Outcome::not_computable("no list of offers"), Vec::new());
    }
    let mut priced: Vec<(f64, &str, BTreeSet<&str>, u32)> = Vec::new();
    let read = |o: Offer<'_>| o.price().is_some() && o.tenderers().next().is_some();
    for offer in case.submitted().filter(|o| read(*o)) {
        let Some((price, currency)) = offer.price() else { continue };
        priced.push((price, currency, offer.tenderers().collect(), offer.at));
    }
    if priced.is_empty() {
        return (Outcome::not_computable("no offer with a price and a tenderer"), Vec::new());
    }
    priced.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)).then(a.3.cmp(&b.3)));
    let (mut evidence, mut who, mut most) = (Vec::new(), BTreeSet::new(), 1usize);
    for group in priced.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let different: BTreeSet<&BTreeSet<&str>> = group.iter().map(|g| &g.2).collect();
        if different.len() > 1 {
            evidence.extend(group.iter().map(|g| Place::BidPrice(g.3)));
            who.extend(group.iter().flat_map(|g| g.2.iter().copied()));
            most = most.max(different.len());
        }
    }
    let flagged = !evidence.is_empty();
    #[expect(clippy::cast_precision_loss, reason = "a count of bids")]
    let value = if flagged { most as f64 } else { 0.0 };
    let outcome = Outcome::measured(flagged, value, priced.len(), evidence);
    (outcome, who.into_iter().map(str::to_owned).collect())
}

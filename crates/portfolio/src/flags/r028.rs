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
    let priced = |o: Offer<'_>| o.tenderers().next().is_some();
    let mut offers: Vec<(f64, &str, Offer<'_>)> =
        case.submitted().filter(|o| priced(*o)).filter_map(|o| o.price().map(|(price, unit)| (price, unit, o))).collect();
    if offers.is_empty() {
        return (Outcome::not_computable("no offer with a price and a tenderer"), Vec::new());
    }
    offers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)).then(a.2.at.cmp(&b.2.at)));
    let (mut evidence, mut who, mut most) = (Vec::new(), BTreeSet::new(), 1usize);
    for group in offers.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1).filter(|g| g.len() > 1) {
        let sets: Vec<BTreeSet<&str>> = group.iter().map(|(_, _, o)| o.tenderers().collect()).collect();
        let different = sets.iter().collect::<BTreeSet<_>>().len();
        if different > 1 {
            evidence.extend(group.iter().map(|(_, _, o)| Place::BidPrice(o.at)));
            who.extend(sets.into_iter().flatten());
            most = most.max(different);
        }
    }
    let flagged = !evidence.is_empty();
    #[expect(clippy::cast_precision_loss, reason = "a count of bids")]
    let value = if flagged { most as f64 } else { 0.0 };
    let outcome = Outcome::measured(flagged, value, offers.len(), evidence);
    (outcome, who.into_iter().map(str::to_owned).collect())
}

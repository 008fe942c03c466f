//! R036, lowest bid disqualified: of the bids with a price in the main currency the
//! lowest is disqualified while another is valid, and there is an active award.

use super::case::Case;
use super::outcome::{Outcome, Place};
use landbridge_formats::ocds::text;

pub(super) fn judge(case: &Case<'_>, currency: Option<&str>) -> Outcome {
    if !case.priced {
        return Outcome::not_computable("prices are not compared by this method");
    }
    let Some(awards) = case.awards else { return Outcome::not_computable("no list of awards") };
    if !awards.iter().any(|a| a.get().and_then(|a| text(&a.status)) == Some("active")) {
        return Outcome::not_computable("no active award");
    }
    let mut lowest: Option<(f64, u32, &str)> = None;
    let (mut count, mut has_valid) = (0, false);
    for offer in case.submitted() {
        let Some((price, _)) = offer.price().filter(|(_, unit)| Some(*unit) == currency) else { continue };
        count += 1;
        has_valid |= offer.status == "valid";
        if lowest.is_none_or(|(p, ..)| price < p) {
            lowest = Some((price, offer.at, offer.status));
        }
    }
    let Some((price, at, status)) = lowest else { return Outcome::not_computable("no bid with a price in the main currency") };
    if !has_valid {
        return Outcome::not_computable("no valid bid with a price in the main currency");
    }
    let flagged = status == "disqualified";
    Outcome::measured(flagged, price, count, vec![Place::BidPrice(at), Place::BidStatus(at)])
}

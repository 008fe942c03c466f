//! R030, late bid won: a valid bid of a supplier of an active award is dated after
//! the end of the tender period. Both are compared as moments; where one of them
//! is no full date and time, as text, as their common form sorts.

use super::case::{Case, ids};
use super::moment::moment;
use super::outcome::{Outcome, Place};
use landbridge_formats::ocds::text;
use std::collections::BTreeSet;

/// The outcome, and who won by a late bid.
pub(super) fn judge(case: &Case<'_>) -> (Outcome, Vec<String>) {
    let none = |why| (Outcome::not_computable(why), Vec::new());
    let Some(awards) = case.awards else { return none("no list of awards") };
    let Some(offers) = &case.offers else { return none("no list of offers") };
    let period = case.tender.and_then(|t| t.tender_period.get());
    let Some(end) = period.and_then(|p| text(&p.end_date)) else { return none("no end of the tender period") };
    let active = awards.iter().filter_map(|a| a.get()).filter(|a| text(&a.status) == Some("active"));
    let suppliers: BTreeSet<&str> = active.flat_map(|a| ids(&a.suppliers)).collect();
    if suppliers.is_empty() {
        return none("no supplier of an active award");
    }
    let late = |date: &str| match (moment(date), moment(end)) {
        (Some(date), Some(end)) => date > end,
        _ => date.as_bytes() > end.as_bytes(),
    };
    let (mut evidence, mut who, mut dated) = (Vec::new(), BTreeSet::new(), 0);
    for offer in offers.iter().filter(|o| o.status == "valid") {
        let Some(date) = text(&offer.bid.date) else { continue };
        let winners: Vec<&str> = offer.tenderers().filter(|t| suppliers.contains(t)).collect();
        if winners.is_empty() {
            continue;
        }
        dated += 1;
        if late(date) {
            evidence.push(Place::BidDate(offer.at));
            who.extend(winners);
        }
    }
    if dated == 0 {
        return none("no dated valid bid of a supplier");
    }
    let flagged = !evidence.is_empty();
    #[expect(clippy::cast_precision_loss, reason = "a count of bids")]
    let value = evidence.len() as f64;
    if flagged {
        evidence.push(Place::End);
    }
    (Outcome::measured(flagged, value, dated, evidence), who.into_iter().map(str::to_owned).collect())
}

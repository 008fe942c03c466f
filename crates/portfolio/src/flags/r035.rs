//! R035, all except the winner disqualified: one tenderer has a valid bid and is
//! the supplier of the active awards, and others were disqualified.

use super::case::{Case, ids};
use super::outcome::{Outcome, Place};
use super::settings::Settings;
use std::collections::BTreeSet;

/// The outcome, and who is left.
pub(super) fn judge(case: &Case<'_>, settings: &Settings) -> (Outcome, Vec<String>) {
    let none = |why| (Outcome::not_computable(why), Vec::new());
    let Some(active) = &case.active else { return none("no list of offers, or an award that is not decided") };
    let suppliers: BTreeSet<&str> = active.iter().flat_map(|(_, a)| ids(&a.suppliers)).collect();
    if suppliers.is_empty() {
        return none("no supplier of an active award");
    }
    let good: BTreeSet<&str> = case.with("valid").flat_map(super::case::Offer::tenderers).collect();
    let bad: BTreeSet<&str> = case.with("disqualified").flat_map(super::case::Offer::tenderers).collect();
    if good.is_empty() && bad.is_empty() {
        return none("no offer that was judged");
    }
    let out = bad.difference(&good).count();
    let flagged = good.len() == 1 && good == suppliers && out >= settings.r035_disqualified.max(1);
    let evidence = if flagged { case.with("disqualified").map(|o| Place::BidStatus(o.at)).collect() } else { Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "a count of bidders")]
    let outcome = Outcome::measured(flagged, out as f64, good.len() + out, evidence);
    (outcome, if flagged { good.into_iter().map(str::to_owned).collect() } else { Vec::new() })
}

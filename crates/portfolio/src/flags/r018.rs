//! R018, single bid: one tenderer is counted where the method lets several offer.

use super::case::Case;
use super::outcome::{Outcome, Place};
use super::settings::Settings;

pub(super) fn judge(case: &Case<'_>, settings: &Settings) -> Outcome {
    let Some(tender) = case.tender else { return Outcome::not_computable("no tender") };
    if !super::of_method(tender, &settings.r018_methods) {
        return Outcome::not_computable("another procurement method");
    }
    match tender.number_of_tenderers.get() {
        Some(n) if n.whole && n.value >= 0.0 => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
            let count = n.value as usize;
            Outcome::measured(count == 1, n.value, count, vec![Place::NumberOfTenderers])
        }
        Some(_) => Outcome::not_computable("the number of tenderers is no count"),
        None => Outcome::not_computable("no number of tenderers"),
    }
}

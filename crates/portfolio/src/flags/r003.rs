//! R003, short submission period: offers could be made for fewer whole days than
//! the threshold, from the start to the end of the tender period.

use super::case::Case;
use super::moment::{days, moment};
use super::outcome::{Outcome, Place};
use super::settings::Settings;
use landbridge_formats::ocds::text;

pub(super) fn judge(case: &Case<'_>, settings: &Settings) -> Outcome {
    let Some(tender) = case.tender else { return Outcome::not_computable("no tender") };
    if !super::of_method(tender, &settings.r003_methods) {
        return Outcome::not_computable("another procurement method");
    }
    let period = tender.tender_period.get();
    let (Some(start), Some(end)) = (period.and_then(|p| text(&p.start_date)), period.and_then(|p| text(&p.end_date))) else {
        return Outcome::not_computable("no start or end of the tender period");
    };
    let (Some(start), Some(end)) = (moment(start), moment(end)) else {
        return Outcome::not_computable("start or end is no date with time and offset");
    };
    let whole = days(start, end);
    #[expect(clippy::cast_precision_loss, reason = "days of a lifetime")]
    let value = whole as f64;
    Outcome::measured(whole < i128::from(settings.r003_days), value, 1, vec![Place::Start, Place::End])
}

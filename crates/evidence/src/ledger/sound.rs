//! Whether a ledger holds together: nothing in it may be quietly void.

use super::read::LedgerError;
use super::{Ledger, is_printed};
use crate::ask::Ask;
use crate::claim::{Check, Claim, Value};
use crate::formula::Formula;
use landbridge_model::date;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(ledger: &Ledger, places: &[String]) -> Result<(), LedgerError> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (claim, place) in ledger.claims.iter().zip(places) {
        if let Some(first) = seen.insert(&claim.id, place) {
            return Err(LedgerError::new(place, format!("the id is taken by {first}"), "give each claim an id of its own"));
        }
    }
    for (claim, place) in ledger.claims.iter().zip(places) {
        numbers_of(ledger, claim, place)?;
        reason_of(claim, place)?;
        for (i, check) in claim.checks.iter().enumerate() {
            formulas_of(ledger, claim, check, &format!("{place}, check {}", i + 1))?;
        }
    }
    Ok(())
}

/// The numbers that a claim covers are there and are its own.
fn numbers_of(ledger: &Ledger, claim: &Claim, place: &str) -> Result<(), LedgerError> {
    if claim.at.is_empty() {
        return Err(LedgerError::new(place, "it covers no number of the text", "name the offset of its figure: at = […]"));
    }
    for at in &claim.at {
        let Some(number) = ledger.number(*at) else {
            return Err(LedgerError::new(place, format!("no number stands at {at}"), "numbers.csv lists all offsets"));
        };
        if let Some(rule) = number.excluded {
            let hint = "take it out of the claim";
            return Err(LedgerError::new(place, format!("the number at {at} is left out by the rule '{}'", rule.word()), hint));
        }
    }
    if let Some(Value::Date(text)) = &claim.value
        && date::days(text).is_none()
    {
        let hint = "write 2024-05-10, 2024-05 or 2024-01/2024-06";
        return Err(LedgerError::new(place, format!("'{text}' is no date"), hint));
    }
    // A rank told by a superlative has no number of its own in the text.
    let must = claim.value.is_some();
    if must && !claim.at.iter().filter_map(|at| ledger.number(*at)).any(|n| is_printed(claim, n)) {
        let printed: Vec<&str> = claim.at.iter().filter_map(|at| ledger.number(*at)).map(|n| n.value.as_str()).collect();
        let message = format!("its figure is none of the numbers that it covers ({})", printed.join(", "));
        return Err(LedgerError::new(place, message, "give the figure as numbers.csv has it, in its plain unit"));
    }
    Ok(())
}

/// A claim without a check says why.
fn reason_of(claim: &Claim, place: &str) -> Result<(), LedgerError> {
    let hint = "add a check, or say why there is none: unchecked = \"…\"";
    match (claim.checks.is_empty(), &claim.unchecked) {
        (true, None) if claim.vague.is_none() => Err(LedgerError::new(place, "it has neither a check nor a reason", hint)),
        (false, Some(_)) => Err(LedgerError::new(place, "it has a check and a reason for having none", "take one out")),
        _ if claim.unchecked.is_none() && claim.needs.is_some() => Err(LedgerError::new(place, "it says what it needs but not why", hint)),
        _ => Ok(()),
    }
}

fn formulas_of(ledger: &Ledger, claim: &Claim, check: &Check, place: &str) -> Result<(), LedgerError> {
    let fail = |message: String, hint: &str| Err(LedgerError::new(place, message, hint));
    let mut used: BTreeSet<String> = BTreeSet::new();
    for text in std::iter::once(&check.formula).chain(&check.claimed) {
        let formula = Formula::read(text).map_err(|m| LedgerError::new(place, m, "use numbers, names and + - * / ^ ( )"))?;
        used.extend(formula.names().iter().cloned());
    }
    if let Some(missing) = used.iter().find(|n| !check.inputs.contains_key(*n)) {
        return fail(format!("'{missing}' is no input"), "name each input in the check: inputs.x = {…}");
    }
    if let Some(idle) = check.inputs.keys().find(|n| !used.contains(*n)) {
        return fail(format!("the input '{idle}' is not used"), "use it in a formula, or take it out");
    }
    if check.claimed.is_none() && claim.value.is_none() {
        return fail("the claim has no figure to compare with".to_owned(), "say what is compared: claimed = \"…\"");
    }
    for ask in check.inputs.values() {
        if let Ask::Claim { claim: other } = ask {
            match ledger.claim(other) {
                None => return fail(format!("there is no claim '{other}'"), "evidence check lists the ids"),
                Some(found) if found.value.is_none() => {
                    return fail(format!("the claim '{other}' has no figure"), "rest on one that has");
                }
                Some(_) => {}
            }
        }
    }
    if check.tolerance.is_some() != check.tolerance_why.is_some() {
        return fail("a tolerance and its reason go together".to_owned(), "give tolerance and tolerance_why, or neither");
    }
    let itself = |ask: &Ask| matches!(ask, Ask::Claim { claim: other } if *other == claim.id);
    if check.claimed.is_none() && check.inputs.values().all(itself) {
        return fail("it compares the claim with itself".to_owned(), "rest on something else");
    }
    Ok(())
}

//! How many numbers of a text its claims cover.

use crate::ledger::Ledger;
use crate::numbers::{Exclusion, Number};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What of a text is covered.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Coverage {
    /// All numbers of the text.
    pub numbers: usize,
    /// Those that a claim covers.
    pub covered: usize,
    /// Those left out by a rule.
    pub excluded: usize,
    /// Those left out, by rule.
    pub by_rule: BTreeMap<Exclusion, usize>,
    /// Those that no claim covers and no rule leaves out.
    pub uncovered: Vec<Number>,
}

impl Coverage {
    /// The coverage of a ledger.
    pub fn of(ledger: &Ledger) -> Self {
        let claimed: BTreeSet<usize> = ledger.claims.iter().flat_map(|c| c.at.iter().copied()).collect();
        let mut by_rule = BTreeMap::new();
        let (mut covered, mut uncovered) = (0, Vec::new());
        for number in &ledger.numbers {
            match number.excluded {
                Some(rule) => *by_rule.entry(rule).or_insert(0) += 1,
                None if claimed.contains(&number.offset) => covered += 1,
                None => uncovered.push(number.clone()),
            }
        }
        Coverage { numbers: ledger.numbers.len(), covered, excluded: by_rule.values().sum(), by_rule, uncovered }
    }
}

//! R025, R038 and R048: what stands out among organizations.
//!
//! * R025, excessive unsuccessful bids: of the tenderers with as many valid bids as
//!   the top share of all or more, those whose share of processes won is at most
//!   the low fence of all shares.
//! * R038, excessive disqualified bids: buyers, procuring entities and tenderers
//!   whose share of bids disqualified is at least the high fence of their group.
//! * R048, heterogeneous supplier: suppliers with classified awards in enough
//!   processes whose kinds of goods are at least the high fence.

use super::outcome::Status;
use super::quantile::{Fences, quantile};
use super::rows::{Group, Row};
use super::scan::{Count, Kinds, SHOWN};
use super::settings::Settings;
use std::collections::BTreeMap;

fn row(group: Group, id: &str, indicator: &'static str, status: Status, value: f64, denominator: u32, shown: &[String]) -> Row {
    Row {
        group,
        id: id.to_owned(),
        line: None,
        indicator,
        status,
        value: Some(value),
        denominator: Some(denominator),
        evidence: shown.to_vec(),
        reason: "",
    }
}

fn too_few(group: Group, id: &str, indicator: &'static str, denominator: u32, reason: &'static str) -> Row {
    Row {
        group,
        id: id.to_owned(),
        line: None,
        indicator,
        status: Status::NotComputable,
        value: None,
        denominator: Some(denominator),
        evidence: Vec::new(),
        reason,
    }
}

fn raised(flagged: bool) -> Status {
    if flagged { Status::Flagged } else { Status::Clear }
}

fn share(c: &Count) -> f64 {
    f64::from(c.part) / f64::from(c.whole)
}

pub(super) fn r025(wins: &BTreeMap<String, Count>, settings: &Settings) -> Vec<Row> {
    let mut counts: Vec<f64> = wins.values().map(|c| f64::from(c.whole)).collect();
    counts.sort_unstable_by(f64::total_cmp);
    let Some(top) = quantile(&counts, settings.r025_top_share) else { return Vec::new() };
    let fence = settings.r025_threshold.or_else(|| {
        let fences = Fences::of(wins.values().map(share).collect(), settings.fence_times)?;
        (fences.q1 > 0.0).then_some(fences.low)
    });
    // A fence at nothing or below raises no flag: who has won nothing would be one.
    let fence = fence.filter(|f| *f > 0.0);
    wins.iter()
        .map(|(id, c)| {
            let flagged = f64::from(c.whole) >= top && fence.is_some_and(|f| share(c) <= f);
            row(Group::Tenderer, id, "R025", raised(flagged), share(c), c.whole, &c.shown)
        })
        .collect()
}

pub(super) fn r038(group: Group, counts: &BTreeMap<String, Count>, settings: &Settings) -> Vec<Row> {
    let enough = |c: &&Count| c.whole >= settings.r038_bids;
    let shares: Vec<f64> = counts.values().filter(enough).map(share).collect();
    let fence = settings.r038_threshold.or_else(|| Fences::of(shares, settings.fence_times).map(|f| f.high)).filter(|f| *f > 0.0);
    counts
        .iter()
        .map(|(id, c)| {
            if !enough(&c) {
                return too_few(group, id, "R038", c.whole, "fewer bids than are looked at");
            }
            row(group, id, "R038", raised(fence.is_some_and(|f| share(c) >= f)), share(c), c.whole, &c.shown)
        })
        .collect()
}

pub(super) fn r048(kinds: &BTreeMap<String, Kinds>, settings: &Settings) -> Vec<Row> {
    #[expect(clippy::cast_precision_loss, reason = "a count of kinds")]
    let count = |k: &Kinds| k.codes.len() as f64;
    // Processes that show the first kinds, each once.
    let shown = |k: &Kinds| {
        let mut all: Vec<String> = Vec::new();
        for ocid in k.codes.values() {
            if all.len() < SHOWN && !all.contains(ocid) {
                all.push(ocid.clone());
            }
        }
        all
    };
    let enough = |k: &&Kinds| k.processes >= settings.r048_processes;
    let counts: Vec<f64> = kinds.values().filter(enough).map(count).collect();
    let fence = settings.r048_threshold.or_else(|| Fences::of(counts, settings.fence_times).map(|f| f.high));
    kinds
        .iter()
        .map(|(id, k)| {
            if !enough(&k) {
                return too_few(Group::Tenderer, id, "R048", k.processes, "fewer processes than are looked at");
            }
            let flagged = fence.is_some_and(|f| count(k) >= f);
            row(Group::Tenderer, id, "R048", raised(flagged), count(k), k.processes, &shown(k))
        })
        .collect()
}

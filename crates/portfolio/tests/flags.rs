//! The red flags on small inputs beside what the program Cardinal (0.0.8) says of
//! them. `flags/cases/expected.json` holds its settings and answers; those that it
//! breaks off at, or that change from run to run, are left out.

#![expect(clippy::unwrap_used, reason = "a test")]

use landbridge_portfolio::flags::{Group, Settings, Status, measure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FLAGS: &str = include_str!("../../../data/integrity/flags.toml");

/// Cases in which Landbridge differs, and why it does.
const OTHERWISE: &[(&str, &str)] = &[
    ("R003-lines", "a line with two ocids is refused, not read by its last"),
    ("R018-private-number", "a member with a name that Cardinal's reader keeps for itself is no number"),
    ("R024-currency-alone", "the main currency is that of the first price, whichever flags are asked for"),
    ("R024-negative", "a winning price below nothing has no margin"),
    ("R024-zero-price", "a winning price of nothing has no margin"),
    ("R024-zero-price-many", "a winning price of nothing has no margin"),
    ("R030-fraction", "fractions of a second count as such"),
    ("R030-malformed", "`t` and `z` are as good as `T` and `Z`"),
    ("R030-offsets", "moments are compared, so that offsets count"),
    ("R058-zero-price", "a winning price of nothing has no margin"),
    ("R058-zero-price-threshold", "a winning price of nothing has no margin"),
];

/// What is flagged: group and identifier by indicator.
type Flagged = BTreeSet<(String, String, String)>;

fn list(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = text.split('|').map(str::to_owned).collect();
    if parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts
}

/// Settings of Cardinal as ours; `None` where ours have nothing of the kind.
fn settings(theirs: &BTreeMap<String, Value>) -> Option<Settings> {
    let mut ours = Settings::read("flags.toml", FLAGS).unwrap();
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    for (name, value) in theirs {
        match (name.as_str(), value) {
            ("currency", v) => ours.currency = Some(text(v)),
            ("no_price_comparison_procurement_methods", v) => ours.no_price_method_details = list(&text(v)),
            ("output", _) => {}
            ("exclusions", Value::Object(all)) => {
                ours.leave_out_method_details = all.get("procurement_method_details").map(|v| list(&text(v))).unwrap_or_default();
            }
            (section, Value::Object(members)) => {
                for (member, v) in members {
                    let (v, number) = (text(v), text(v).parse::<f64>().unwrap_or(f64::NAN));
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers of cases")]
                    match (section, member.as_str()) {
                        ("R003", "threshold") => ours.r003_days = number as i64,
                        ("R003", "procurement_methods") => ours.r003_methods = list(&v),
                        ("R018", "procurement_methods") => ours.r018_methods = list(&v),
                        ("R024", "threshold") => ours.r024_threshold = Some(number),
                        ("R025", "threshold") => ours.r025_threshold = Some(number),
                        ("R025", "percentile") => ours.r025_top_share = number / 100.0,
                        ("R035", "threshold") => ours.r035_disqualified = number as usize,
                        ("R038", "threshold") => ours.r038_threshold = Some(number),
                        ("R048", "threshold") => ours.r048_threshold = Some(number),
                        ("R048", "digits") => ours.r048_digits = number as usize,
                        ("R048", "minimum_contracting_processes") => ours.r048_processes = number as u32,
                        ("R058", "threshold") => ours.r058_threshold = Some(number),
                        _ => return None,
                    }
                }
            }
            _ => return None,
        }
    }
    Some(ours)
}

fn theirs(output: &Value) -> Flagged {
    let mut all = Flagged::new();
    for (group, by_id) in output.as_object().unwrap() {
        if matches!(group.as_str(), "Meta" | "Maps") {
            continue;
        }
        for (id, flags) in by_id.as_object().unwrap() {
            all.extend(flags.as_object().unwrap().keys().map(|code| (group.clone(), id.clone(), code.clone())));
        }
    }
    all
}

fn ours(input: &[u8], settings: &Settings, on: &BTreeSet<&str>) -> Flagged {
    let group = |g: Group| match g {
        Group::Process => "OCID",
        Group::Buyer => "Buyer",
        Group::ProcuringEntity => "ProcuringEntity",
        Group::Tenderer => "Tenderer",
    };
    let measured = measure(&mut &*input, settings).unwrap();
    let rows = measured.rows(Some(Status::Flagged)).filter(|r| on.contains(r.indicator));
    rows.map(|r| (group(r.group).to_owned(), r.id, r.indicator.to_owned())).collect()
}

#[test]
fn small_inputs_are_flagged_as_cardinal_flags_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flags/cases");
    let expected: BTreeMap<String, Value> = serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let (mut compared, mut differ) = (0, Vec::new());
    for (name, case) in &expected {
        if case.get("varying").is_some() || case["exit"] != 0 {
            continue;
        }
        let of: BTreeMap<String, Value> = serde_json::from_value(case["settings"].clone()).unwrap();
        let Some(settings) = settings(&of) else { continue };
        let on: BTreeSet<&str> = of.keys().map(String::as_str).collect();
        let input = std::fs::read(folder.join(format!("{name}.jsonl"))).unwrap();
        compared += 1;
        if ours(&input, &settings, &on) != theirs(&case["output"]) {
            differ.push(name.as_str());
        }
    }
    let known: Vec<&str> = OTHERWISE.iter().map(|(name, _)| *name).collect();
    assert_eq!(differ, known, "of {compared} compared");
    assert!(compared > 150, "{compared}");
}

//! Ledgers of claims as programs meet them.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a test: failing loudly is its purpose")]

mod common;

use common::Own;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_is_checked_once_and_its_claims_are_found() {
    let own = Own::start().await;
    let ledgers = own.get("/api/evidence/ledgers").await.json();
    let of = |value: &Value, name: &str| value["verdicts"].as_array().and_then(|v| v.iter().find(|v| v["verdict"] == name)).cloned();
    let (id, claims) = (ledgers[0]["id"].as_str().expect("an id"), ledgers[0]["claims"].as_u64().expect("a number"));
    let path = format!("/api/evidence/ledgers/{id}");
    // Several ask at once: one check answers all.
    let (all, other) = tokio::join!(own.patiently(&path), own.patiently(&path));
    assert_eq!((all.status, &all.body), (200, &other.body));
    let begun = std::time::Instant::now();
    assert_eq!(own.get(&path).await.body, all.body);
    assert!(begun.elapsed() < std::time::Duration::from_secs(2), "it is kept");
    let all = all.json();
    assert_eq!(all["claims"].as_array().map(Vec::len), usize::try_from(claims).ok());
    let against = own.get(&format!("{path}?verdict=contradicted")).await.json();
    let told = of(&all, "contradicted").expect("counted");
    assert_eq!(against["claims"].as_array().map(Vec::len).map(|n| json!(n)), Some(told["claims"].clone()));
    assert_eq!(against["verdicts"], all["verdicts"], "counts are of the whole ledger");
    let few = own.get(&format!("{path}?verdict=contradicted,vague&section=1.1&kind=observed&text=throughput+tonnes")).await.json();
    let few = few["claims"].as_array().expect("claims");
    assert!(!few.is_empty() && few.iter().all(|c| c["section"] == "1.1" && c["kind"] == "observed"), "{few:?}");

    let claim = own.get(&format!("{path}/claims/titr-throughput")).await.json();
    assert_eq!(claim["verdict"], "contradicted");
    let check = &claim["checks"][0];
    assert!(check["formula"].is_string() && check["inputs"].as_object().is_some_and(|i| !i.is_empty()), "{check}");
    assert!(claim["rules"]["evidence.model_time"]["value"].is_number());
    assert_eq!(own.get(&format!("{path}/claims/no-such")).await.status, 404);
    // Ledgers are known by id; requests name no folders.
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/evidence/ledgers/eight-major-steps").replace('/', "%2f");
    assert_eq!(own.get(&format!("/api/evidence/ledgers/{folder}")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn charts_are_drawn_from_series_and_gaps_stay_gaps() {
    let own = Own::start().await;
    let charts = own.get("/api/evidence/ledgers/eight-major-steps/charts").await.json();
    let charts = charts["charts"].as_array().expect("charts");
    assert_eq!(charts.len(), 4);
    let ids = |k: usize| charts[k]["claims"].as_array().cloned().unwrap_or_default();
    assert!(ids(1).contains(&json!("cre-trains-august")), "{:?}", ids(1));
    for panel in charts.iter().flat_map(|c| c["panels"].as_array().expect("panels")) {
        let series = own.get(&format!("/api/evidence/series?id={}", panel["series"][0].as_str().expect("an id"))).await.json();
        assert_eq!(series[0]["unit"], panel["unit"], "{panel}");
        let (bars, steps) = (panel["bars"].as_array().expect("bars"), panel["steps"].as_array().map_or(0, Vec::len));
        let whole: u64 = bars.iter().map(|b| b["last"].as_u64().unwrap_or(0) + 1 - b["first"].as_u64().unwrap_or(0)).sum();
        assert_eq!(usize::try_from(whole).unwrap_or(0) + panel["missing"].as_array().map_or(0, Vec::len), steps, "{panel}");
        assert!(bars.iter().all(|b| b["values"][0]["source"].is_string()));
    }
}

//! Cooperation projects over the interface.

use crate::common::Own;
use serde_json::{Value, json};

fn ids(list: &Value) -> Vec<&str> {
    list["projects"].as_array().expect("projects").iter().filter_map(|p| p["id"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn projects_are_listed_and_each_is_told_whole() {
    let own = Own::start().await;
    let all = own.get("/api/projects?on=2026-05-10").await.json();
    assert_eq!((&all["on"], all["of"].as_u64()), (&json!("2026-05-10"), Some(ids(&all).len() as u64)));
    let some = own.get("/api/projects?step=3&country=et&sector=rail&status=operation&kind=project&on=2026-05-10").await.json();
    assert!(ids(&some).contains(&"addis-ababa-djibouti-railway"), "a further step and a small letter: {some}");
    let fits = |p: &Value| {
        (p["step"] == 3 || p["also"].as_array().is_some_and(|a| a.contains(&json!(3))))
            && p["countries"].as_array().is_some_and(|c| c.contains(&json!("ET")))
            && (&p["sector"], &p["status"], &p["kind"]) == (&json!("rail"), &json!("operation"), &json!("project"))
    };
    assert!(some["projects"].as_array().is_some_and(|all| all.iter().all(fits)), "{some}");
    assert_eq!(own.get("/api/projects?country=AQ").await.json()["projects"], json!([]), "nothing is an answer");

    // What a line says of a project is what the record says.
    for line in all["projects"].as_array().expect("projects").iter().step_by(40) {
        let id = line["id"].as_str().expect("an id");
        let told = own.get(&format!("/api/projects/{id}?on=2026-05-10")).await.json();
        assert_eq!((&told["project"]["name"], &told["opening"]), (&line["name"], &line["opening"]), "{id}");
        let standings = told["standings"].as_array().expect("standings");
        let counted: u64 = line["indicators"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
        assert_eq!(standings.len() as u64, counted, "{id}");
        assert!(standings.iter().all(|s| s["project"] == id), "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_is_summed_and_watched() {
    let own = Own::start().await;
    let all = own.get("/api/projects?on=2026-05-10").await.json();
    let by_sector = own.get("/api/portfolio/rollup?by=sector&on=2026-05-10").await.json();
    let sum: u64 = by_sector.as_array().expect("groups").iter().filter_map(|g| g["projects"].as_u64()).sum();
    assert_eq!(Some(sum), all["of"].as_u64(), "each project has one sector");
    let steps = own.get("/api/portfolio/rollup").await.json();
    assert_eq!(steps.as_array().map(Vec::len), Some(8));

    let warnings = own.get("/api/portfolio/warnings?on=2026-05-10").await.json();
    let late = warnings.as_array().expect("warnings").iter().find(|w| w["why"] == "late").expect("something is late");
    let id = late["project"].as_str().expect("an id");
    let told = own.get(&format!("/api/projects/{id}?on=2026-05-10")).await.json();
    assert!(told["warnings"].as_array().is_some_and(|w| w.contains(late)), "{told}");
    assert!(told["opening"]["days_late"].as_f64().is_some_and(|d| d > 90.0), "{told}");
    let early = own.get("/api/portfolio/warnings?on=2000-01-01").await.json();
    assert!(early.as_array().is_some_and(|w| w.iter().all(|w| w["why"] != "late")), "nothing was late by then");

    let changes = own.get("/api/portfolio/changes?since=2024-05-01&on=2024-05-31").await.json();
    let handover = json!({"date": "2024-05-10", "project": "addis-ababa-djibouti-railway", "what": "handover", "source": "report"});
    assert!(changes.as_array().is_some_and(|c| c.contains(&handover)), "{changes}");
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_about_projects_that_cannot_be_are_refused() {
    let own = Own::start().await;
    for (path, status) in [
        ("/api/projects?steps=1", 400),
        ("/api/projects?step=9", 400),
        ("/api/projects?country=KAZ", 400),
        ("/api/projects?status=nowhere", 400),
        ("/api/projects?kind=bridge", 400),
        ("/api/projects?on=2024", 400),
        ("/api/projects?on=soon", 400),
        ("/api/projects/no-such", 404),
        ("/api/projects/..%2f..%2fmonitor", 404),
        ("/api/portfolio/rollup?by=size", 400),
        ("/api/portfolio/warnings?since=2024-01-01", 400),
        ("/api/portfolio/changes", 400),
        ("/api/portfolio/changes?since=2024-02-30", 400),
    ] {
        let answer = own.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.head);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
    }
}

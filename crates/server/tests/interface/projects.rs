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

#[tokio::test(flavor = "multi_thread")]
async fn projects_are_put_in_order_and_chosen_among() {
    let own = Own::start().await;
    let order = own.post("/api/portfolio/priority", &json!({"sector": "rail", "weights": {"debt": 3}, "on": "2026-05-10"})).await.json();
    let weights: f64 = order["projects"][0]["parts"].as_array().expect("parts").iter().filter_map(|p| p["weight"].as_f64()).sum();
    assert!((weights - 1.0).abs() < 1e-12, "{weights}");
    assert_eq!(order["acceptability"].as_array().map(Vec::len), order["projects"].as_array().map(Vec::len));
    let unknown = own.post("/api/portfolio/priority", &json!({"weights": {"beauty": 3}})).await;
    assert_eq!(unknown.status, 400, "{}", unknown.json());

    let choice = own.post("/api/portfolio/choice", &json!({"budget_musd": 10_000, "count": "dollar"})).await.json();
    let chosen = &choice["chosen"];
    let spent: f64 =
        chosen["candidates"].as_array().expect("rows").iter().filter(|c| c["chosen"] == true).filter_map(|c| c["usd"].as_f64()).sum();
    assert!(spent <= 1e10 && (chosen["choice"]["spent"].as_f64().expect("a sum") - spent).abs() < 1.0, "{choice}");
    assert_eq!(own.post("/api/portfolio/choice", &json!({"budget_musd": 0})).await.status, 400);
    let none = own.post("/api/portfolio/choice", &json!({"budget_musd": 1, "rules": "must = [\"rail-baltica\"]"})).await;
    assert_eq!(none.status, 404, "no choice keeps to it: {}", none.json());

    let green = own.get("/api/portfolio/green?sector=energy-hydro").await.json();
    let karuma = green.as_array().expect("rows").iter().find(|g| g["project"] == "karuma-hydropower-station").expect("a record");
    assert!(karuma["light"]["conditions"].as_array().is_some_and(|c| !c.is_empty()) && karuma["avoided"]["tonnes"].is_number(), "{karuma}");
    let small = own.get("/api/portfolio/small?sector=water").await.json();
    assert!(small.as_array().is_some_and(|all| all.iter().all(|t| t["tests"].as_array().map(Vec::len) == Some(4))), "{small}");
    let exposure = own.get("/api/portfolio/exposure").await.json();
    assert!(exposure.as_array().is_some_and(|all| all.iter().any(|e| e["country"] == "KE" && e["of_gdp"].is_number())), "{exposure}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_is_sent_is_looked_at() {
    let own = Own::start().await;
    let plan = include_str!("../../../../docs/examples/second-track.toml");
    let told = own.post("/api/portfolio/outlook", &json!({"plan": plan, "on": "2026-02-01"})).await.json();
    assert_eq!((&told["timetable"]["ready"], &told["outlook"]["inside"]["planned_end"]), (&json!("2031-03-10"), &json!("2031-03-10")));
    assert_eq!(told["outlook"]["outside"]["class"], "rail");
    let circle = "id = \"c\"\nname = \"C\"\nstart = \"2026-01-01\"\nactivity = [{ id = \"a\", name = \"A\", days = 1, after = [\"a\"] }]";
    let refused = own.post("/api/portfolio/outlook", &json!({"plan": circle})).await;
    assert!(refused.status == 400 && refused.json().to_string().contains("in a circle"), "{}", refused.json());
}

#[tokio::test(flavor = "multi_thread")]
async fn integrity_is_asked_with_files_of_ones_own() {
    let own = Own::start().await;
    let rubrics = own.get("/api/integrity/rubrics").await.json();
    assert!(rubrics.as_array().is_some_and(|all| all.iter().any(|r| r["id"] == "trac")), "{rubrics}");
    let answers: String = (1..=10).map(|i| format!("c1,country {i},{},example.org,p. {i}\n", u8::from(i <= 6))).collect();
    let asked = json!({"rubric": "trac", "answers": format!("question,for,points,site,evidence\n{answers}")});
    let scored = own.post("/api/integrity/score", &asked).await.json();
    let countries = scored["scored"]["parts"].as_array().expect("parts").iter().find(|p| p["dimension"] == "countries").expect("a part");
    assert_eq!(countries["percent"], 12.0);
    assert_eq!(own.post("/api/integrity/score", &json!({"rubric": "none", "answers": ""})).await.status, 404);

    let list = "name,country\nChina Road and Bridge Corporation,CHN\n";
    let screened = own.post("/api/integrity/screen", &json!({"list": list, "names": ["中国路桥工程有限责任公司", "Nobody"]})).await.json();
    assert_eq!(screened["parties"][0]["hits"][0]["verdict"], "match", "{screened}");
    assert_eq!(screened["parties"][1]["hits"], json!([]));
    let all = own.post("/api/integrity/screen", &json!({"list": list})).await.json();
    assert!(all["parties"].as_array().is_some_and(|p| p.len() > 100), "the register's own parties");

    let line = json!({"ocid": "a", "buyer": {"id": "b"}, "tender": {"status": "complete", "procurementMethod": "open", "numberOfTenderers": 1}, "awards": [{"status": "active"}]});
    let told = own.post("/api/integrity/flags", &json!({"releases": format!("{line}\nno release\n")})).await.json();
    assert_eq!((&told["lines"], &told["not_read"]), (&json!(2), &json!(1)), "{told}");
    assert!(told["flagged"].as_array().is_some_and(|rows| rows.iter().any(|r| r["indicator"] == "R018")), "{told}");
    let large = own.post("/api/integrity/flags", &json!({"releases": " ".repeat(9 << 20)})).await;
    assert_eq!(large.status, 413);
}

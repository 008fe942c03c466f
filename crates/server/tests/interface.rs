//! The interface as programs meet it: over a socket, on the data that ship.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a test: failing loudly is its purpose")]

mod common;
#[path = "interface/projects.rs"]
mod projects;

use common::{Answer, Own, fresh_folder};
use landbridge_engine::{Engine, data};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_problem_documents_with_their_status() {
    let own = Own::start().await;
    let json_type = "Content-Type: application/json\r\n";
    let cases = [
        (own.get("/api/nothing").await, 404),
        (own.get("/api/places").await, 400),
        (own.get("/api/places/near?lat=95&lon=0").await, 400),
        (own.get("/api/tiles/3/8/0").await, 404),
        (own.get("/api/tiles/x/8/0").await, 400),
        (own.get("/api/scenarios/no-such").await, 404),
        (own.get("/api/jobs/../../etc/passwd").await, 404),
        (own.get("/api/jobs/..%2f..%2fetc").await, 404),
        (own.get("/api/plan/abc").await, 400),
        (own.ask("DELETE", "/api/plan", "", "").await, 405),
        (own.ask("POST", "/api/plan", json_type, "{").await, 400),
        (own.ask("POST", "/api/plan", json_type, "{\"from\": 3}").await, 422),
        (own.ask("POST", "/api/plan", "Content-Type: text/plain\r\n", "{}").await, 415),
        (own.post("/api/plan", &json!({"from": "Xi'an", "to": "Nowherezz", "depart": "2024-09-02"})).await, 400),
        (own.post("/api/compare", &json!({"scenarios": ["suez-closed"], "origins": "cities:5000"})).await, 400),
        (own.post("/api/compare", &json!({})).await, 400),
        (own.post("/api/compare", &json!({"scenarios": ["suez-closed"], "origin": "ports:20"})).await, 400),
        (own.post("/api/plan", &json!({"from": "Almaty", "to": "Mannheim", "depart": "2024-09-02", "avoids": ["mode:air"]})).await, 400),
        (own.get("/api/corridors/trans-caspian?scenario=suez-closed").await, 400),
        (own.ask("POST", "/", json_type, "{}").await, 405),
        (own.get("/api/evidence/ledgers/no-such").await, 404),
        (own.get("/api/evidence/ledgers/eight-major-steps?verdicts=vague").await, 400),
        (own.get("/api/evidence/ledgers/eight-major-steps?verdict=wrong").await, 400),
        (own.get("/api/evidence/ledgers/eight-major-steps?kind=observed,rumour").await, 400),
        (own.get("/api/evidence/ledgers/no-such/charts").await, 404),
        (own.get("/api/evidence/series?id=no_such").await, 404),
        (own.post("/api/borders", &json!({"line": [[75.99, 39.47]]})).await, 400),
        (own.post("/api/borders", &json!({"line": [[75.99, 39.47], [72.34, 140.78]]})).await, 400),
    ];
    for (answer, status) in cases {
        assert_eq!(answer.status, status, "{}", answer.head);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.head);
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().is_some_and(|d| !d.is_empty()), "{problem}");
    }
    let large = format!("{{\"from\": \"{}\"}}", "x".repeat(300_000));
    assert_eq!(own.ask("POST", "/api/plan", json_type, &large).await.status, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_read_no_files() {
    let own = Own::start().await;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/scenarios/suez-closed.toml");
    let by_path = own.post("/api/compare", &json!({"scenarios": [file], "origins": "cities:5"})).await;
    assert_eq!(by_path.status, 404, "{}", by_path.json());
    let folder = json!({"name": "x", "changes": [{"do": "serve", "folder": "/etc"}]});
    assert_eq!(own.post("/api/scenarios/map", &folder).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_headers_and_other_sites_change_nothing() {
    let own = Own::start().await;
    for path in ["/", "/plan", "/api/world", "/api/nothing"] {
        let answer = own.get(path).await;
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    let body = json!({"places": ["Almaty", "Tashkent"]}).to_string();
    let foreign = "Content-Type: application/json\r\nOrigin: http://elsewhere.example\r\n";
    assert_eq!(own.ask("POST", "/api/route", foreign, &body).await.status, 403);
    let same = format!("Content-Type: application/json\r\nOrigin: http://{}\r\n", own.address);
    assert_eq!(own.ask("POST", "/api/route", &same, &body).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_and_its_ways_open_again() {
    let own = Own::start().await;
    let question = json!({"from": "Almaty", "to": "Mannheim", "depart": "2024-09-02", "avoid": ["mode:air"]});
    let plan = own.post("/api/plan", &question).await;
    assert_eq!(plan.status, 200, "{}", plan.json());
    let again = own.post("/api/plan", &question).await;
    assert_eq!(plan.body, again.body, "the same question has the same bytes");
    let plan = plan.json();
    let options = plan["options"].as_array().expect("options");
    assert!(options.len() > 3);
    let id = options[0]["id"].as_str().expect("an id");
    let shown = own.get(&format!("/api/plan/{id}")).await.json();
    assert_eq!(shown["options"][0]["days_p50"], options[0]["days_p50"]);
    let lines = shown["lines"]["features"].as_array().expect("lines");
    assert_eq!(lines.len(), options[0]["legs"].as_array().expect("legs").len());
    let profile = own.get(&format!("/api/plan/{id}/profile")).await.json();
    assert!(profile["steps"].as_array().is_some_and(|s| s.len() > 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_known_by_its_question_and_its_result_stays() {
    let own = Own::start().await;
    let question = json!({"scenarios": ["suez-closed"], "origins": "Mumbai; Rotterdam; Shanghai; Genoa"});
    let filed = own.post("/api/compare", &question).await;
    assert_eq!(filed.status, 202, "{}", filed.json());
    let id = filed.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(filed.header("location"), Some(format!("/api/jobs/{id}").as_str()));
    assert_eq!(own.over(&id).await["status"], "done");
    assert_eq!(own.post("/api/compare", &question).await.json()["status"], "done", "it is not computed again");
    let result = own.get(&format!("/api/jobs/{id}/result")).await;
    assert!(result.json()["losing"].as_u64().is_some_and(|n| n >= 2), "Mumbai–Rotterdam goes by the canal");
    assert_eq!(result.json()["places_map"]["features"].as_array().map(Vec::len), Some(4));
    // Another server on the same folder knows it.
    let next = Own::on(&own.folder).await;
    assert_eq!(next.get(&format!("/api/jobs/{id}/result")).await.body, result.body);
    assert_eq!(next.post("/api/compare", &question).await.json()["status"], "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_can_be_stopped_and_asked_again() {
    let own = Own::start().await;
    let long = json!({"origins": "cities:600", "kinds": ["passage", "crossing", "facility"], "most": 60});
    let id = own.post("/api/criticality", &long).await.json()["id"].as_str().expect("an id").to_owned();
    let waiting = own.post("/api/compare", &json!({"scenarios": ["suez-closed"], "origins": "cities:20"})).await.json();
    let behind = waiting["id"].as_str().expect("an id").to_owned();
    assert_eq!(own.get(&format!("/api/jobs/{id}/result")).await.status, 404, "not yet");
    assert_eq!(own.ask("DELETE", &format!("/api/jobs/{id}"), "", "").await.status, 200);
    assert_eq!(own.over(&id).await["status"], "cancelled");
    assert_eq!(own.over(&behind).await["status"], "done", "the next one has its turn");
    let again = own.post("/api/criticality", &long).await.json();
    assert!(matches!(again["status"].as_str(), Some("waiting" | "running")), "{again}");
    own.ask("DELETE", &format!("/api/jobs/{id}"), "", "").await;
    assert_eq!(own.over(&id).await["status"], "cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scenario_of_ones_own_is_drawn_and_compared() {
    let own = Own::start().await;
    let mine = json!({"name": "Faster Khorgos", "changes": [{"do": "border", "of": ["CHN", "KAZ"], "mode": "rail", "hours": 2.0}]});
    let map = own.post("/api/scenarios/map", &mine).await;
    assert_eq!(map.status, 200, "{}", map.json());
    let map = map.json();
    let borders = map["features"].as_array().expect("features");
    assert!(
        !borders.is_empty() && borders.iter().all(|f| f["properties"]["what"] == "changed" && f["properties"]["after"] == 2.0),
        "{map}"
    );
    let filed = own.post("/api/compare", &json!({"own": [mine], "origins": "Xi'an; Almaty", "modes": "rail"})).await.json();
    let id = filed["id"].as_str().expect("an id").to_owned();
    assert_eq!(own.over(&id).await["status"], "done");
    let result = own.get(&format!("/api/jobs/{id}/result")).await.json();
    assert_eq!(result["gaining"], 2, "{result}");
    let wrong = json!({"name": "x", "changes": [{"do": "border", "of": ["CHN", "KAZ"], "hours": -3.0}]});
    assert_eq!(own.post("/api/scenarios/map", &wrong).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_hold_the_network_and_are_known_again() {
    let own = Own::start().await;
    let world = own.get("/api/tiles/0/0/0").await;
    assert_eq!(world.status, 200);
    assert_eq!(world.header("content-type"), Some("application/vnd.mapbox-vector-tile"));
    let holds = |body: &[u8], word: &str| body.windows(word.len()).any(|w| w == word.as_bytes());
    for layer in ["land", "border", "coast", "line"] {
        assert!(holds(&world.body, layer), "{layer}");
    }
    // Khorgos: a border with a change of gauge.
    let khorgos = own.get("/api/tiles/8/185/92").await;
    for word in ["crossing", "horgos", "1435", "CHN KAZ"] {
        assert!(holds(&khorgos.body, word), "{word}");
    }
    let tag = world.header("etag").expect("a tag").to_owned();
    let again = own.ask("GET", "/api/tiles/0/0/0", &format!("If-None-Match: {tag}\r\n"), "").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn places_are_found_in_any_script() {
    let own = Own::start().await;
    for (text, name) in
        [("xian", "Xi’an"), ("%E8%A5%BF%E5%AE%89", "Xi’an"), ("CNSHA", "Shanghai"), ("%D1%81%D0%B8%D0%B0%D0%BD%D1%8C", "Xi’an")]
    {
        let found = own.get(&format!("/api/places?q={text}&limit=3")).await.json();
        assert!(
            found.as_array().is_some_and(|all| all.iter().any(|p| p["name"].as_str().is_some_and(|n| n.starts_with(name)))),
            "{text}: {found}"
        );
    }
    // What is found is asked by its `query`.
    let near = own.get("/api/places/near?lat=51.95&lon=4.1&km=20").await.json();
    for place in near.as_array().expect("places") {
        let text = place["query"].as_str().expect("a query");
        let answer = own.post("/api/route", &json!({"places": [text, "Berlin"]})).await;
        assert_eq!(answer.status, 200, "{text}: {}", answer.json());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workbench_is_at_every_address_of_it() {
    let own = Own::start().await;
    let start = own.get("/").await;
    assert_eq!(start.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(own.get("/scenarios?with=suez-closed").await.body, start.body);
    assert_eq!(own.get("/assets/nothing.js").await.status, 404);
    let tag = start.header("etag").expect("a tag").to_owned();
    assert_eq!(own.ask("GET", "/", &format!("If-None-Match: {tag}\r\n"), "").await.status, 304);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_tells_its_countries_and_where_they_change() {
    let own = Own::start().await;
    // From Kashgar over Kyrgyzstan to Andijan.
    let line = json!({"line": [[75.99, 39.47], [73.5, 41.2], [72.34, 40.78], [50.0, 42.0]]});
    let answer = own.post("/api/borders", &line).await.json();
    assert_eq!(answer["countries"], json!(["CHN", "KGZ", "UZB", null]));
    let crossings = answer["crossings"].as_array().expect("crossings");
    let told: Vec<(&Value, &Value)> = crossings.iter().take(2).map(|c| (&c["from"], &c["to"])).collect();
    assert_eq!(told, [(&json!("CHN"), &json!("KGZ")), (&json!("KGZ"), &json!("UZB"))], "{answer}");
    assert!((crossings[0]["lat"].as_f64().expect("a latitude") - 40.3).abs() < 0.5);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_its_own_names_reach_the_server() {
    let own = Own::start().await;
    let port = own.address.rsplit(':').next().expect("a port").to_owned();
    for (host, status) in [(format!("evil.example:{port}"), 421), (format!("localhost:{port}"), 200), (format!("[::1]:{port}"), 200)] {
        let answer = own.raw(&format!("GET /api/world HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await;
        assert_eq!(answer.status, status, "{host}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_job_frees_its_place() {
    let own = Own::start().await;
    let file = |n: usize| json!({"scenarios": ["suez-closed"], "origins": "cities:300", "pairs": n});
    let mut ids = Vec::new();
    let mut n = 1;
    loop {
        let filed = own.post("/api/compare", &file(n)).await;
        if filed.status == 429 {
            break;
        }
        assert_eq!(filed.status, 202, "{}", filed.json());
        ids.push(filed.json()["id"].as_str().expect("an id").to_owned());
        n += 1;
        assert!(n < 100, "the queue has an end");
    }
    for id in &ids {
        own.ask("DELETE", &format!("/api/jobs/{id}"), "", "").await;
    }
    assert_eq!(own.post("/api/compare", &file(n)).await.status, 202);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_scenarios_other_jobs() {
    let folder = fresh_folder();
    let over = folder.join("over");
    std::fs::create_dir_all(over.join("scenarios")).expect("a folder");
    let text = "name = \"x\"\nkind = \"disruption\"\nstatus = \"hypothetical\"\nsource = \"a test\"\nconfidence = \"recalled\"\n\
                [[changes]]\ndo = \"close\"\nwhat = \"passage:suez\"\n";
    std::fs::write(over.join("scenarios/x.toml"), text).expect("written");
    let question = json!({"scenarios": ["suez-closed"], "origins": "Mumbai; Rotterdam"});
    let plain = Own::start().await;
    let engine = Engine::open(&data::find_data().expect("the data ship")).expect("whole").over(&over).expect("it fits");
    let other = Own::with(engine, &folder).await;
    let id = |answer: Answer| answer.json()["id"].as_str().expect("an id").to_owned();
    let (one, two) = (id(plain.post("/api/compare", &question).await), id(other.post("/api/compare", &question).await));
    assert_ne!(one, two, "what a scenario says is part of what an answer rests on");
}

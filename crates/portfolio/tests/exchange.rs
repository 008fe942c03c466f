//! Records and documents of other standards, there and back.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "tests")]

use landbridge_formats::oc4ids::{self, Publisher};
use landbridge_model::{Findings, Severity};
use landbridge_portfolio::exchange;
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::register::words::Status;
use proptest::prelude::*;

const PUBLISHER: Publisher<'_> = Publisher { name: "Somebody & Co", uri: "urn:somebody", date: "2026-01-01T00:00:00Z" };

/// A record as text, so that only its form is said here and not its type.
fn record() -> impl Strategy<Value = Project> {
    let word = "[a-z&<\"é路]{1,8}";
    let day = (1990i16..2060, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let date = prop_oneof![day.clone(), (1990i16..2060).prop_map(|y| y.to_string()), Just("2019-07".to_owned())];
    let period = prop_oneof![date.clone(), Just("../2030".to_owned()), Just("2020/2024".to_owned())];
    let status =
        prop_oneof![Just("implementation"), Just("operation"), Just("completed"), Just("unknown"), Just("cancelled"), Just("preparation")];
    let role = prop_oneof![Just("owner"), Just("funder"), Just("contractor"), Just("member")];
    let event = prop_oneof![Just("opening"), Just("construction-start"), Just("completion"), Just("agreement")];
    let partner = (word, role).prop_map(|(n, r)| serde_json::json!({ "name": n, "role": r, "country": "KZ" }));
    let dated = (event, date, any::<bool>()).prop_map(|(e, d, p)| serde_json::json!({ "event": e, "date": d, "planned": p }));
    let budget = (prop_oneof![Just("planned"), Just("actual")], 1u32..5_000_000, prop_oneof![Just("one"), Just("million")]).prop_map(
        |(k, a, u)| serde_json::json!({ "kind": k, "amount": f64::from(a) / 8.0, "unit": u, "currency": "USD", "price_year": 2016 }),
    );
    let value = (period, proptest::option::of(-9000i32..9000), proptest::option::of(-9000i32..9000)).prop_map(|(p, a, t)| {
        serde_json::json!({ "period": p, "actual": a.map(|x| f64::from(x) / 16.0), "target": t.map(f64::from), "comparator": "over" })
    });
    let indicator = ("[a-z]{1,4}", word, prop_oneof![Just("up"), Just("down"), Just("none")], proptest::collection::vec(value, 0..4))
        .prop_map(|(i, n, d, v)| serde_json::json!({ "id": i, "name": n, "unit": "people", "direction": d, "value": v }));
    let place =
        (word, -90i32..=90, -180i32..=180).prop_map(|(n, a, o)| serde_json::json!({ "name": n, "lat": f64::from(a) / 2.0, "lon": o }));
    let milestone = (word, day).prop_map(|(t, d)| serde_json::json!({ "title": t, "due": d }));
    let lists = (
        proptest::collection::vec(partner, 0..4),
        proptest::collection::vec(dated, 0..4),
        proptest::collection::vec(budget, 0..3),
        proptest::collection::vec(indicator, 0..3),
        proptest::collection::vec(place, 0..3),
        proptest::collection::vec(milestone, 0..3),
    );
    ("[a-z][a-z0-9-]{0,12}", word, proptest::option::of(word), status, lists).prop_map(|(id, name, summary, status, l)| {
        serde_json::from_value(serde_json::json!({
            "id": id, "name": name, "summary": summary.unwrap_or_default(), "kind": "project", "size": "other", "step": 1, "sector": "rail",
            "status": status, "countries": ["KZ", "CN"], "partner": l.0, "date": l.1, "budget": l.2, "indicator": l.3, "place": l.4,
            "milestone": l.5,
        }))
        .unwrap()
    })
}

/// A record without what it keeps of documents.
fn bare(project: &Project) -> Project {
    Project { kept: std::collections::BTreeMap::new(), ..project.clone() }
}

fn errors(findings: &Findings) -> Vec<String> {
    findings.0.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_record_comes_back_from_oc4ids(project in record()) {
        let document = exchange::oc4ids::write(&project).unwrap();
        let mut findings = Findings::default();
        oc4ids::check("p", &document, &mut findings);
        prop_assert!(errors(&findings).is_empty(), "{:?}", errors(&findings));
        let back = exchange::oc4ids::read("p", &document, &mut findings).unwrap();
        prop_assert_eq!(bare(&back), project);
        prop_assert_eq!(exchange::oc4ids::write(&back).unwrap(), document);
    }

    #[test]
    fn a_record_comes_back_from_iati(project in record()) {
        let text = exchange::iati::write(std::slice::from_ref(&project), &PUBLISHER).unwrap();
        let (back, findings) = exchange::iati::read("a.xml", &text).unwrap();
        let needed = !project.summary.is_empty() && !project.partner.is_empty();
        let found: Vec<String> = errors(&findings).into_iter().filter(|f| needed && !f.contains("is missing")).collect();
        prop_assert!(found.is_empty(), "{:?}", found);
        prop_assert_eq!(bare(&back[0]), project);
        prop_assert_eq!(exchange::iati::write(&back, &PUBLISHER).unwrap(), text);
    }

    #[test]
    fn a_change_changes_only_what_it_says(project in record(), name in "[A-Z]{3}") {
        let mut document = exchange::oc4ids::write(&project).unwrap();
        document.insert("own".to_owned(), serde_json::json!([{ "x": 1.10 }]));
        document.shift_remove("x_landbridge");
        let mut read = exchange::oc4ids::read("p", &document, &mut Findings::default()).unwrap();
        prop_assert_eq!(&exchange::oc4ids::write(&read).unwrap(), &document);
        read.name.clone_from(&name);
        document.insert("title".to_owned(), name.into());
        prop_assert_eq!(exchange::oc4ids::write(&read).unwrap(), document);
    }

    #[test]
    fn a_record_comes_back_from_its_file(project in record()) {
        let text = landbridge_portfolio::register::write(&project).unwrap();
        let back = Register::read([("a.toml", text.as_str())]).unwrap();
        prop_assert_eq!(&back.projects[0], &project);
    }
}

const ACTIVITY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03">
  <!-- kept -->
  <iati-activity default-currency="EUR" xmlns:own="urn:own">
    <iati-identifier>XM-1</iati-identifier>
    <reporting-org ref="XM" type="40"><narrative>Bank</narrative></reporting-org>
    <title><narrative>Wells &amp; pumps</narrative><narrative xml:lang="fr">Puits</narrative></title>
    <description><narrative>Clean water.</narrative></description>
    <participating-org role="1"><narrative>Fund</narrative></participating-org>
    <activity-status code="2"/><activity-date iso-date="2020-12-31" type="3"><narrative>2020</narrative></activity-date>
    <own:thing a='1'><![CDATA[<raw>]]></own:thing>
    <result type="1">
      <title><narrative>Water</narrative></title>
      <indicator measure="2" ascending="1">
        <title><narrative>Share of homes with water</narrative></title>
        <baseline year="2018" value="40"/>
        <period><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/>
          <target value="80"><dimension name="sex" value="f"/></target><actual value="75%"/></period>
      </indicator>
    </result>
  </iati-activity>
</iati-activities>
"#;

#[test]
fn a_share_is_never_read_as_nothing() {
    let (projects, findings) = exchange::iati::read("a.xml", ACTIVITY).unwrap();
    let found = errors(&findings);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("<actual> '75%' is no number") && found[0].contains("write 75"), "{found:?}");
    let indicator = &projects[0].indicator[0];
    assert!(indicator.value.iter().all(|v| v.actual.is_none()));
    assert_eq!(indicator.value[0].target, Some(80.0));
    assert_eq!((indicator.unit.as_str(), indicator.value[0].by["sex"].as_str()), ("%", "f"));
}

#[test]
fn an_activity_stays_as_it_was_but_for_what_changes() {
    let (mut projects, _) = exchange::iati::read("a.xml", ACTIVITY).unwrap();
    let from = ACTIVITY.find("<iati-activity ").unwrap();
    let until = ACTIVITY.find("</iati-activity>").unwrap();
    let same = exchange::iati::write(&projects, &PUBLISHER).unwrap();
    assert!(same.contains(&ACTIVITY[from..until]), "{same}");
    projects[0].status = Status::Completed;
    let changed = exchange::iati::write(&projects, &PUBLISHER).unwrap();
    assert_eq!(changed, same.replace("<activity-status code=\"2\"/>", "<activity-status code=\"4\"/>"));
}

//! The register and the rubrics that ship.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "tests")]

use landbridge_engine::portfolio::{self, Form};
use landbridge_engine::{Engine, data, integrity};
use landbridge_formats::oc4ids::Publisher;
use landbridge_model::{Severity, date};
use landbridge_portfolio::monitor::warnings::{Why, warnings};

fn engine() -> Engine {
    Engine::open(&data::find_data().unwrap()).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn the_register_holds_together() {
    let engine = engine();
    let register = engine.register().unwrap_or_else(|e| panic!("{e}"));
    let wrong: Vec<String> = register.check().0.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let named = register.projects.iter().filter(|p| p.in_report).count();
    assert!(named > 100 && register.projects.len() > named, "{named} of {}", register.projects.len());
    let scenarios: Vec<String> = engine.scenarios().unwrap_or_else(|e| panic!("{e}")).into_iter().map(|s| s.id).collect();
    for project in &register.projects {
        assert!(project.scenario.as_ref().is_none_or(|s| scenarios.contains(s)), "{}: {:?}", project.id, project.scenario);
    }
}

#[test]
fn the_register_comes_back_from_every_form() {
    let register = engine().register().unwrap_or_else(|e| panic!("{e}"));
    let folder = std::env::temp_dir().join(format!("landbridge-portfolio-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let publisher = Publisher { name: "Somebody", uri: "urn:somebody", date: "2026-01-01T00:00:00Z" };
    for (form, file) in [(Form::Oc4ids, "all.json"), (Form::Iati, "all.xml")] {
        let text = portfolio::write(&register, form, &publisher).unwrap_or_else(|e| panic!("{e}"));
        let path = folder.join(file);
        std::fs::write(&path, &text).unwrap();
        let (mut back, _) = portfolio::read(&path).unwrap_or_else(|e| panic!("{e}"));
        for project in &mut back.projects {
            project.kept.clear();
        }
        assert!(back == register, "{file}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_late_project_is_told_and_a_date_takes_it_back() {
    let engine = engine();
    let settings = engine.monitor_settings().unwrap_or_else(|e| panic!("{e}"));
    let mut register = engine.register().unwrap_or_else(|e| panic!("{e}"));
    let today = date::days("2026-11-29").unwrap().0;
    let late = |register: &landbridge_portfolio::register::Register, on: f64| {
        warnings(register, &settings, on).iter().any(|w| w.why == Why::Late && w.project == "belgrade-budapest-railway")
    };
    assert!(late(&register, today));
    assert!(!late(&register, date::days("2015-01-01").unwrap().0));
    let project = register.projects.iter_mut().find(|p| p.id == "belgrade-budapest-railway").unwrap();
    let mut opened = project.date[0].clone();
    (opened.event, opened.date, opened.planned) = ("opening".to_owned(), "2026-06".to_owned(), false);
    project.date.push(opened);
    assert!(!late(&register, today));
}

#[test]
fn ten_countries_of_which_six_give_their_revenues_are_twelve_percent() {
    let rubric = engine().rubric("trac").unwrap_or_else(|e| panic!("{e}"));
    let mut text = String::from("question,for,points,site,evidence\n");
    for country in 1..=10 {
        let points = u8::from(country <= 6);
        text.push_str(&format!("c1,country {country},{points},example.org,annual report p. {country}\n"));
    }
    let path = std::env::temp_dir().join(format!("landbridge-trac-{}.csv", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let (scored, findings) = integrity::assess(&rubric, &path).unwrap_or_else(|e| panic!("{e}"));
    std::fs::remove_file(&path).unwrap();
    assert!(findings.0.is_empty(), "{:?}", findings.0);
    let part = scored.parts.iter().find(|p| p.dimension == "countries").unwrap();
    assert_eq!((part.points, part.most, part.percent, part.percent_high), (6.0, 50.0, Some(12.0), Some(12.0)));
}

#[test]
fn the_ladder_has_38_data_points_and_seven_steps() {
    let rubric = engine().rubric("infrastructure-transparency").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((rubric.questions().count(), rubric.scale.len(), rubric.most()), (38, 7, 6.0));
}

//! The register as tables, there and back: as CSV and as a workbook of Excel.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "tests")]

use landbridge_formats::sheet::Sheet;
use landbridge_formats::table::Table;
use landbridge_formats::workbook;
use landbridge_model::{Findings, Severity};
use landbridge_portfolio::exchange::tables;
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::project::{
    Baseline, Budget, Contract, Document, Event, Indicator, Milestone, Observed, Partner, Place, Project, Source,
};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use utoipa::PartialSchema;

fn from_csv(sheets: &[Sheet], findings: &mut Findings) -> Register {
    let read = |s: &Sheet| (s.name.clone(), Table::read(&format!("{}.csv", s.name), &s.csv(), &[], &mut Findings::default()).unwrap());
    tables::read(&sheets.iter().map(read).collect::<Vec<_>>(), findings).unwrap()
}

fn from_excel(sheets: &[Sheet], findings: &mut Findings) -> Register {
    let bytes = workbook::write(sheets).unwrap();
    tables::read(&workbook::read("r.xlsx", &bytes, findings).unwrap(), findings).unwrap()
}

fn told(findings: &Findings) -> Vec<String> {
    findings.0.iter().map(ToString::to_string).collect()
}

/// A register with every field that a record can have, and odd texts in all.
fn register() -> impl Strategy<Value = Register> {
    let text = || {
        prop_oneof![
            "(?s).{0,6}",
            "[ \\\\;=\"\r\n\t,é路_x0D]{0,6}",
            prop_oneof![Just("2024"), Just("true"), Just("1,5"), Just("75%"), Just("=1+1"), Just("_x000D_")].prop_map(str::to_owned),
        ]
    };
    let number = || any::<f64>().prop_filter("finite", |v| v.is_finite());
    let year = || of(any::<i16>());
    let partner = (text(), of(text()), text()).prop_map(|(n, c, s)| json!({ "name": n, "country": c, "role": "member", "source": s }));
    let date = (text(), text(), any::<bool>()).prop_map(|(e, d, p)| json!({ "event": e, "date": d, "planned": p, "source": "a" }));
    let budget = (number(), text(), year())
        .prop_map(|(a, c, y)| json!({ "kind": "actual", "amount": a, "unit": "billion", "currency": c, "price_year": y, "source": "" }));
    let contract = (text(), of(number()), of(text())).prop_map(
        |(t, a, c)| json!({ "title": t, "supplier": t, "amount": a, "unit": a.map(|_| "million"), "currency": c, "date": c, "source": t }),
    );
    let milestone = (text(), of(text()), of(text())).prop_map(|(t, d, m)| json!({ "title": t, "due": d, "met": m, "source": "s" }));
    let value = (vec(of(number()), 4), text(), of(text()), btree_map(text(), text(), 0..3)).prop_map(|(n, p, w, by)| {
        json!({ "period": p, "actual": n[0], "target": n[1], "numerator": n[2], "denominator": n[3],
            "comparator": "up-to", "source": p, "where": w, "by": by })
    });
    let baseline = of((text(), number())).prop_map(|b| b.map(|(p, v)| json!({ "period": p, "value": v, "source": p })));
    let indicator = ("[ab]{1}", text(), baseline, vec(value, 0..3))
        .prop_map(|(i, n, b, v)| json!({ "id": i, "name": n, "unit": n, "direction": "none", "baseline": b, "value": v }));
    let place = (text(), number(), number()).prop_map(|(n, a, o)| json!({ "name": n, "lat": a, "lon": o }));
    let document = (text(), text()).prop_map(|(t, u)| json!({ "title": t, "url": u }));
    let source = (text(), year(), of(text()))
        .prop_map(|(t, y, s)| json!({ "title": t, "year": y, "section": s, "url": s, "confidence": "derived" }));
    let long = prop_oneof![text(), (text(), 1usize..30_000).prop_map(|(t, n)| t.repeat(n))];
    let lists = (
        (vec(partner, 0..3), vec(date, 0..3), vec(budget, 0..3), vec(contract, 0..3), vec(milestone, 0..3), vec(indicator, 0..3)),
        (vec(place, 0..3), vec(document, 0..3), btree_map(text(), source, 0..3), btree_map(text(), long, 0..2)),
        btree_map(text(), text(), 0..3),
    );
    let own = (text(), any::<bool>(), of(any::<u8>()), vec(any::<u8>(), 0..3), vec(text(), 0..3), of(text()));
    let project = (text(), own, lists).prop_map(|(id, (name, report, step, also, countries, note), (l, m, names))| {
        json!({ "id": id, "name": name, "names": names, "in_report": report, "kind": "project", "size": "small-yet-smart", "step": step,
            "also": also, "sector": name, "status": "unknown", "countries": countries, "scenario": note, "summary": name, "note": note,
            "partner": l.0, "date": l.1, "budget": l.2, "contract": l.3, "milestone": l.4, "indicator": l.5,
            "place": m.0, "document": m.1, "source": m.2, "kept": m.3 })
    });
    vec(project, 1..4).prop_filter_map("ids of their own", |all: Vec<Value>| {
        Register::of(all.into_iter().map(|p| serde_json::from_value(p).unwrap()).collect()).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_register_comes_back_from_tables(register in register()) {
        let sheets = tables::write(&register).unwrap();
        for read in [from_csv, from_excel] {
            let mut findings = Findings::default();
            prop_assert_eq!(&read(&sheets, &mut findings), &register);
            prop_assert_eq!(findings.count(Severity::Error), 0, "{:?}", told(&findings));
        }
    }
}

#[test]
fn the_register_that_ships_comes_back_from_tables() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/portfolio/projects");
    let texts: Vec<String> = std::fs::read_dir(folder).unwrap().map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap()).collect();
    let register = Register::read(texts.iter().map(|t| ("r.toml", t.as_str()))).unwrap();
    assert!(register.projects.len() > 200);
    let sheets = tables::write(&register).unwrap();
    for read in [from_csv, from_excel] {
        let mut findings = Findings::default();
        assert!(read(&sheets, &mut findings) == register);
        assert_eq!(told(&findings), Vec::<String>::new());
    }
}

#[test]
fn every_field_of_a_record_has_a_column_or_a_table() {
    let sheets = tables::write(&Register::default()).unwrap();
    let has = |sheet: &str, name: &str| sheets.iter().any(|s| s.name == sheet && s.columns.iter().any(|c| c.name == name));
    let lists =
        ["names", "place", "partner", "date", "budget", "contract", "milestone", "indicator", "document", "source", "kept", "value"];
    let check = |sheet: &str, before: &str, schema: Value| {
        let fields: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        for field in fields.iter().filter(|f| !lists.contains(&f.as_str()) || sheet == "places") {
            let group = sheets.iter().flat_map(|s| &s.columns).any(|c| c.name.starts_with(&format!("{field}.")));
            assert!(group || has(sheet, &format!("{before}{field}")), "{sheet} {field}");
        }
    };
    fn schema<T: PartialSchema>() -> Value {
        serde_json::to_value(T::schema()).unwrap()
    }
    check("projects", "", schema::<Project>());
    check("places", "", schema::<Place>());
    check("partners", "", schema::<Partner>());
    check("dates", "", schema::<Event>());
    check("budgets", "", schema::<Budget>());
    check("contracts", "", schema::<Contract>());
    check("milestones", "", schema::<Milestone>());
    check("indicators", "", schema::<Indicator>());
    check("indicators", "baseline.", schema::<Baseline>());
    check("values", "", schema::<Observed>());
    check("documents", "", schema::<Document>());
    check("sources", "", schema::<Source>());
}

/// What is found in tables of this text, the projects being `a` and `b`.
fn found(tables_of: &[(&str, &str)]) -> (Register, Vec<String>) {
    let projects = "id,name,kind,size,sector,status\na,A,project,other,rail,operation\nb,B,project,other,rail,operation\n";
    let mut findings = Findings::default();
    let mut read = |(name, text): (&str, &str)| (name.to_owned(), Table::read(&format!("{name}.csv"), text, &[], &mut findings).unwrap());
    let mut all: Vec<(String, Table)> = tables_of.iter().map(|t| read(*t)).collect();
    if all.iter().all(|t| t.0 != "projects") {
        all.push(read(("projects", projects)));
    }
    let register = tables::read(&all, &mut findings).unwrap();
    (register, told(&findings))
}

#[test]
fn what_is_wrong_is_named_with_its_place_and_what_to_write() {
    let one = |name: &str, text: &str| {
        let (_, mut found) = found(&[(name, text)]);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    };
    let cases = [
        one("budget", "project\n"),
        one("places", "project,name,lat,lon,height\na,A,1,2,\n"),
        one("places", "project;name;lat;lon\na;A;1;2\n"),
        one("places", "project,name,lat\na,A,1\n"),
        one("places", "project,lat,lon,lat\na,1,2,1\n"),
        one("places", "project,lat,lon,,\na,1,2,,\na,1,2,x,\n"),
        one("places", "project,lat,lon\na,\"1,5\",2\n"),
        one("places", "project,lat,lon\n,1,2\n"),
        one("places", "project,lat,lon\nc,1,2\n"),
        one("partners", "project,name,role\na,A,Owner\n"),
        one("names", "project,language,name\na,fr,A\nb,fr,B\na,fr,C\n"),
        one("indicators", "project,id,name,unit,direction,baseline.period\na,i,I,people,up,2020\n"),
        one("values", "project,indicator,period,actual\na,i,2020,1\n"),
        one("kept", "project,standard,part,text\na,iati,1,x\na,iati,3,y\n"),
        one("kept", "project,standard,part,text\na,iati,1,x\na,iati,1,y\n"),
        one("projects", "id,name,kind,size,sector,status\na,A,project,other,rail,operation\na,B,project,other,rail,operation\n"),
        one("projects", "id,name,kind,size,sector,status,also\na,A,project,other,rail,operation,3;four\n"),
    ];
    let wanted = [
        "budget.csv: there is no table 'budget' (name it projects, ",
        "places.csv:1:height: there is no column 'height' (name it project, name, lat or lon)",
        "places.csv:1:project;name;lat;lon: there is one column (part the columns by commas",
        "places.csv:1: without lon no row can be read (add",
        "places.csv:1:lat: the column 'lat' is there twice (take",
        "places.csv:1:: there is no column '' (name it project, ",
        "places.csv:2:lat: '1,5' is no number (write 1.5 for decimals",
        "places.csv:2:project: the cell is empty: the row is left out (write this: Id of a row of projects)",
        "places.csv:2:project: there is no project 'c' (write the id",
        "partners.csv:2:role: 'Owner' is no word of this column (write owner, ",
        "names.csv:4:language: 'fr' of this project is there twice: this row is left out",
        "indicators.csv:2:baseline.value: the cell is empty: the baseline is left out",
        "values.csv:2:indicator: 'a' has no indicator 'i': the row is left out",
        "kept.csv:2:part: part 2 of 'iati' of 'a' is missing: the document is left out",
        "kept.csv:3:part: '1' of this project is there twice",
        "projects.csv:3:id: the project 'a' is there twice: this row is left out",
        "projects.csv:2:also: 'four' is no whole number from 0 to 255 (write digits",
    ];
    for (found, wanted) in cases.iter().zip(wanted) {
        assert!(found.starts_with(&format!("error: {wanted}")), "{found}\nnot {wanted}");
    }
}

#[test]
fn a_share_leaves_a_hole_and_no_figure() {
    let indicators = ("indicators", "project,id,name,unit,direction\na,i,I,people,up\na,i,I,people,up\n");
    let (register, found) = found(&[indicators, ("values", "project,indicator,period,actual,target\na,i#2,2020,75%,80\n\n,,,,\n")]);
    let value = &register.projects[0].indicator[1].value[0];
    assert_eq!((value.actual, value.target), (None, Some(80.0)));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("warning: projects.csv:2: the indicator 'i' of 'a' is there again: its values are those of 'i#2'"));
    assert!(found[1].starts_with("error: values.csv:2:actual: '75%' is no number (write 75, and % as the unit)"), "{found:?}");
}

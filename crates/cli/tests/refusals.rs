//! What cannot be answered is refused: with a status, what was wrong, and what to do.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test: failing loudly is its purpose")]

mod common;

use common::{folder, landbridge, program};

fn file(name: &str, bytes: &[u8]) -> String {
    let path = folder(&format!("refusals-{name}")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

/// The status, and that each of the words is said and something to do.
fn refused(arguments: &[&str], status: i32, words: &[&str]) {
    let output = landbridge(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{arguments:?}: '{word}' is missing from {said}");
    }
    assert!(said.contains("hint: ") || said.contains("--help"), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}: nothing stands on the output");
}

#[test]
fn a_matrix_that_no_machine_holds() {
    refused(&["compare", "suez-closed", "--origins", "cities:999999999"], 2, &["too many cells", "36000000"]);
    refused(&["skim", "--origins", "cities:99999"], 2, &["too many cells"]);
    refused(&["skim", "--origins", "Baku;Almaty", "--out", "x.zzz"], 2, &["'.zzz' is no form", ".parquet"]);
}

#[test]
fn figures_out_of_reach() {
    refused(&["route", "Almaty", "Baku", "--year", "1500"], 2, &["no network of the year 1500", "1990 to 2100"]);
    refused(&["route", "Almaty", "Baku", "--value", "usd:1e300"], 2, &["value of the consignment"]);
    let scenario = "name = \"T\"\nkind = \"project\"\nstatus = \"hypothetical\"\nsource = \"t\"\nconfidence = \"derived\"\n\
                    [[changes]]\ndo = \"border\"\nof = [\"CHN\"]\nhours = 1e300\n";
    let scenario = file("slow.toml", scenario.as_bytes());
    refused(&["route", "Almaty", "Baku", "--scenario", &scenario], 2, &["hours is 1"]);
    refused(&["route", "Almaty", "Baku", "--scenario", "nope.toml"], 2, &["nope.toml"]);
}

#[test]
fn releases_that_are_none() {
    for (name, bytes) in [("broken.jsonl", &b"{not json\n"[..]), ("bin.jsonl", b"\xff\xfe\n"), ("array.jsonl", b"[]\n")] {
        refused(&["integrity", "flags", &file(name, bytes)], 2, &["is a release"]);
    }
    refused(&["integrity", "flags", &file("empty.jsonl", b"")], 1, &["no line to read"]);
}

#[test]
fn answers_with_errors_are_not_scored() {
    let answers = file("an.csv", b"question,for,points,site,evidence\np01,,5,,\nzz,,1,,\np03,,1,s,e\n");
    refused(&["integrity", "assess", "trac", &answers], 2, &["'5' are no points", "no question 'zz'"]);
    let twice = file("twice.csv", b"question,for,points,site,evidence\np01,,1,s,e\np01,,0,s,e\n");
    refused(&["integrity", "assess", "trac", &twice], 2, &["answered twice"]);
    refused(&["integrity", "assess", "trac", &file("none.csv", b"question,for,points,site,evidence\n")], 1, &["no row answers"]);
}

#[test]
fn lists_and_parties_say_what_was_wrong_with_them() {
    let list = file("list.csv", b"name,country\nAcme,1,2,3\n");
    refused(&["integrity", "screen", &list, "Acme"], 2, &["list.csv:2"]);
    let (list, parties) = (file("good.csv", b"name\nAcme\n"), file("parties.json", b"{\"parties\": ["));
    refused(&["integrity", "screen", &list, "--parties", &parties], 2, &["parties.json:1", "no JSON"]);
}

#[test]
fn registers_without_records_and_words_that_name_nothing() {
    let empty = folder("refusals-records").display().to_string();
    refused(&["portfolio", "check", "--from", &empty], 1, &["holds no record"]);
    refused(&["portfolio", "list", "--from", &file("package.json", b"[]")], 1, &["holds no record"]);
    refused(&["portfolio", "list", "--country", "Kazakhstan"], 2, &["two letters"]);
    refused(&["portfolio", "list", "--step", "9"], 2, &["1..=8"]);
    refused(&["evidence", "check", "--section", "99"], 1, &["no claim is like this", "sections are 1"]);
}

#[test]
fn a_table_of_scores_that_names_no_project_is_told() {
    let scores = file("s.csv", b"project,access_percent_alone\nfoo,1\n");
    let output = landbridge(&["portfolio", "prioritise", "--scores", &scores]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("no row of") && said.contains("s.csv"), "{said}");
}

#[test]
fn plans_whose_figures_cannot_be() {
    let plan = |name: &str, line: &str| {
        let text = format!("id = \"p\"\nname = \"P\"\nstart = \"2026-01-05\"\n{line}\n[[activity]]\nid = \"a\"\nname = \"A\"\ndays = 3\n");
        file(name, text.as_bytes())
    };
    for (name, line, word) in [
        ("budget.toml", "budget = -1", "budget"),
        ("currency.toml", "currency = \"dollars\"", "ISO 4217"),
        ("year.toml", "price_year = 32000", "no year of prices"),
        ("due.toml", "due = \"2025-01-01\"", "due before it starts"),
    ] {
        refused(&["portfolio", "schedule", &plan(name, line)], 2, &[word]);
    }
    // In currencies of small units millions are many.
    let dong = plan("dong.toml", "currency = \"VND\"\nprice_year = 2024\nbudget = 43600000");
    assert!(landbridge(&["portfolio", "schedule", &dong]).status.success());
}

#[test]
fn an_output_that_takes_nothing() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = program(&["route", "Almaty", "Baku"]).stdout(full).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("cannot be written"), "{said}");
}

//! Packages of projects held against JSON Schemas, by the real program.
//!
//! Needs `LANDBRIDGE_REFERENCE` for the schemas of OC4IDS; without it the tests that
//! use them are reported as ignored, by name.

#![expect(clippy::panic, reason = "a test harness: failing loudly is its purpose")]

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The exit status and all that the program says.
fn said(arguments: &[&Path]) -> (Option<i32>, String) {
    let words = [Path::new("portfolio"), Path::new("check"), Path::new("--schema")];
    let output = Command::new(env!("CARGO_BIN_EXE_landbridge")).args(words).args(arguments).env("NO_COLOR", "1").output();
    let output = output.unwrap_or_else(|e| panic!("{e}"));
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code(), text)
}

fn expect(got: (Option<i32>, String), status: i32, parts: &[&str]) -> Result<(), Failed> {
    let missing: Vec<&&str> = parts.iter().filter(|p| !got.1.contains(**p)).collect();
    if got.0 == Some(status) && missing.is_empty() { Ok(()) } else { Err(format!("{got:?} lacks {missing:?}, or {status}").into()) }
}

fn write(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema").join(name);
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
    made.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    path
}

const SCHEMA: &str = r##"{ "$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["id"],
  "properties": { "id": { "$ref": "ids.json#/definitions/id" } } }"##;

fn a_schema_of_ones_own() -> Result<(), Failed> {
    write("ids.json", r#"{ "definitions": { "id": { "type": "string", "maxLength": 3 } } }"#);
    let schema = write("one.json", SCHEMA);
    let package = write("package.json", r#"{ "projects": [{ "id": "abc" }, { "id": "abcd" }, {}] }"#);
    let parts = ["package.json#/projects/1/id: ", "maxLength", "package.json#/projects/2: ", "rule /required of ", "2 errors"];
    expect(said(&[&schema, Path::new("--from"), &package]), 2, &parts)?;
    let project = write("project.json", r#"{ "id": "abc" }"#);
    expect(said(&[&schema, Path::new("--from"), &project]), 0, &["0 errors", "1 document of "])?;
    expect(
        said(&[&write("far.json", &SCHEMA.replace("ids.json", "https://example.org/x.json"))]),
        2,
        &["'https://example.org/x.json' is no local file and nothing is fetched"],
    )?;
    expect(said(&[&write("none.json", "<xs:schema/>")]), 2, &["none.json: it is no JSON"])?;
    let activities =
        write("a.xml", "<iati-activities><iati-activity><iati-identifier>abc</iati-identifier></iati-activity></iati-activities>");
    expect(said(&[&schema, Path::new("--from"), &activities]), 0, &["an XSD cannot be checked here", "xmllint --noout --schema"])
}

/// A file of the reference data.
fn oc4ids(name: &str) -> Result<PathBuf, Failed> {
    landbridge_testkit::reference(&format!("data/oc4ids/{name}")).ok_or_else(|| "the reference data is not there".into())
}

fn the_register_that_ships() -> Result<(), Failed> {
    expect(said(&[&oc4ids("project-schema.json")?]), 0, &["0 errors", " documents of package"])?;
    expect(said(&[&oc4ids("project-package-schema.json")?]), 0, &["0 errors", "1 document of package"])
}

fn the_example_of_the_standard() -> Result<(), Failed> {
    let (schema, example) = (oc4ids("project-schema.json")?, oc4ids("example.json")?);
    expect(said(&[&schema, Path::new("--from"), &example]), 0, &["0 errors"])?;
    let text = std::fs::read_to_string(example)?.replace("\"status\": \"", "\"status\": \"x");
    let parts = ["broken.json#/projects/0/status: ", "/enum of "];
    expect(said(&[&schema, Path::new("--from"), &write("broken.json", &text)]), 2, &parts)
}

fn main() -> ExitCode {
    let here = landbridge_testkit::reference_folder().unwrap_or_else(|e| panic!("{e}")).is_some();
    let tests = vec![
        Trial::test("a_schema_of_ones_own", a_schema_of_ones_own),
        Trial::test("the_register_that_ships", the_register_that_ships).with_ignored_flag(!here),
        Trial::test("the_example_of_the_standard", the_example_of_the_standard).with_ignored_flag(!here),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

//! Rules of the house that a compiler does not hold.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test: failing loudly is its purpose")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() && !entry.ends_with("target") {
            sources(&entry, out);
        } else if entry.extension().is_some_and(|x| x == "rs") {
            out.push(entry);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    sources(&root().join("xtask"), &mut files);
    assert!(files.len() > 30, "the sources were not found");
    files
}

#[test]
fn files_are_short_and_begin_with_their_idea() {
    for path in all_sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() <= 600, "{} has over 600 lines", path.display());
        assert!(text.starts_with("//!"), "{} does not begin with what it is for", path.display());
    }
}

#[test]
fn nothing_is_left_undone() {
    let words = ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "XX".to_owned() + "X:"];
    for path in all_sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        for word in &words {
            assert!(!text.contains(word.as_str()), "{} holds {word}", path.display());
        }
    }
}

/// Floor of each crate, read from the table of ARCHITECTURE.md.
fn floors() -> BTreeMap<String, f64> {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = page.split("## Floors").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut floors = BTreeMap::new();
    for row in section.lines().filter(|l| l.starts_with("| ")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        if let Ok(floor) = cells[1].parse::<f64>() {
            for name in cells[2].split_whitespace() {
                floors.insert(name.trim_matches('`').to_owned(), floor);
            }
        }
    }
    floors
}

#[test]
fn imports_point_down_and_the_page_names_every_crate() {
    let floors = floors();
    let mut manifests: Vec<PathBuf> =
        std::fs::read_dir(root().join("crates")).unwrap().map(|e| e.unwrap().path().join("Cargo.toml")).collect();
    manifests.push(root().join("xtask/Cargo.toml"));
    let mut seen = 0;
    for manifest in manifests {
        let text = std::fs::read_to_string(&manifest).unwrap();
        let name = text.lines().find_map(|l| l.strip_prefix("name = \"")).unwrap().trim_end_matches('"').to_owned();
        let own = *floors.get(&name).unwrap_or_else(|| panic!("ARCHITECTURE.md does not name {name}"));
        let dependencies = text.split("[dependencies]").nth(1).unwrap_or_default();
        for line in dependencies.lines().take_while(|l| !l.starts_with("[dev")).filter(|l| l.starts_with("landbridge")) {
            let other = line.split_whitespace().next().unwrap();
            assert!(floors[other] < own, "{name} imports {other}, which is not below it");
        }
        seen += 1;
    }
    assert_eq!(seen, floors.len(), "ARCHITECTURE.md names a crate that is not there");
}

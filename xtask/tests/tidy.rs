//! Rules of the house that a compiler does not hold.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test: failing loudly is its purpose")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files of the project: neither what is built nor what git keeps.
fn all_files() -> Vec<PathBuf> {
    let mut folders = vec![root()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            // In a worktree `.git` is a file.
            if ["target", ".git", ".cache", "node_modules"].iter().any(|n| entry.ends_with(n)) {
                continue;
            }
            if entry.is_dir() { folders.push(entry) } else { files.push(entry) }
        }
    }
    files.sort();
    files
}

fn all_sources() -> Vec<PathBuf> {
    let mut files = all_files();
    files.retain(|path| path.extension().is_some_and(|x| x == "rs"));
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

/// The first absolute path of somebody's machine in a text. What follows a
/// word, as in a web address or a relative path, is not absolute.
fn machine_path(text: &str) -> Option<&str> {
    let folders = ["work", "tmp", "home", "root", "Users"].map(|name| format!("/{name}/"));
    let absolute = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || "._-~)}".contains(c));
    folders.iter().find_map(|folder| {
        let (at, _) = text.match_indices(folder.as_str()).find(|(at, _)| absolute(*at))?;
        text[at..].split(|c: char| c.is_whitespace() || "\"'`".contains(c)).next()
    })
}

#[test]
fn no_file_names_a_machine() {
    let (mine, slash) = ("home", "/");
    assert_eq!(machine_path(&format!("see {slash}{mine}/me/x.csv")), Some(format!("{slash}{mine}/me/x.csv").as_str()));
    assert_eq!(machine_path(&format!("https://example.org{slash}{mine}/x and ..{slash}{mine}/x")), None);
    for path in all_files() {
        // What is not text (the world file, pictures) is not read by people.
        let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) else { continue };
        if let Some(found) = machine_path(&text) {
            panic!("{} holds {found}, which only one machine has", path.display());
        }
    }
}

#[test]
fn every_crate_begins_with_what_it_is_for() {
    let mut crates = 0;
    for manifest in all_files().into_iter().filter(|p| p.ends_with("Cargo.toml")) {
        let text = std::fs::read_to_string(&manifest).unwrap();
        if !text.contains("[package]") {
            continue;
        }
        assert!(text.contains("\ndescription = "), "{} has no description", manifest.display());
        let roots = ["src/lib.rs", "src/main.rs"].map(|f| manifest.with_file_name(f));
        let roots: Vec<&PathBuf> = roots.iter().filter(|p| p.exists()).collect();
        assert!(!roots.is_empty(), "{} has neither lib.rs nor main.rs", manifest.display());
        for path in roots {
            let first = std::fs::read_to_string(path).unwrap().lines().next().unwrap_or_default().to_owned();
            assert!(first.starts_with("//! ") && first.len() > 12, "{} has no header", path.display());
        }
        crates += 1;
    }
    assert!(crates >= floors().len(), "only {crates} crates were found");
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

/// The names under which types stand in the description of the interface, by file.
fn described(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut is_described, mut own) = (false, None);
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[derive(") {
            (is_described, own) = (line.contains("ToSchema"), None);
        } else if let Some((_, rest)) = line.split_once("as = ").filter(|_| line.starts_with("#[schema(")) {
            own = rest.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned);
        } else if let Some(at) =
            ["struct ", "enum "].iter().find_map(|w| line.find(w).filter(|_| !line.starts_with("//")).map(|at| at + w.len()))
        {
            if is_described {
                names.extend(own.take().or_else(|| line[at..].split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned)));
            }
            is_described = false;
        }
    }
    names
}

/// Of two types of one name the interface would describe only one, in silence.
#[test]
fn types_of_the_interface_have_names_of_their_own() {
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in all_sources() {
        for name in described(&std::fs::read_to_string(&path).unwrap()) {
            if let Some(other) = files.insert(name.clone(), path.clone()) {
                panic!("{} and {} both describe '{name}': write #[schema(as = …)]", other.display(), path.display());
            }
        }
    }
    assert!(files.len() > 100, "the types were not found");
}

//! The ledger that ships: whole, computed, and moved by what it rests on.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test")]

use landbridge_engine::Engine;
use landbridge_engine::data::find_data;
use landbridge_evidence::claim::Basis;
use landbridge_evidence::judge::Verdict;
use std::path::{Path, PathBuf};

const LEDGER: &str = "eight-major-steps";

fn engine() -> Engine {
    Engine::open(&find_data().unwrap()).unwrap()
}

fn verdict(engine: &Engine, claim: &str) -> Verdict {
    engine.check_claim(&engine.ledger(LEDGER).unwrap(), claim).unwrap_or_else(|e| panic!("{e}")).verdict
}

#[test]
fn every_number_is_covered_and_every_verdict_has_its_reason() {
    let engine = engine();
    let checked = engine.check_ledger(&engine.ledger(LEDGER).unwrap()).unwrap_or_else(|e| panic!("{e}: {}", e.hint));
    let c = &checked.coverage;
    assert!(c.uncovered.is_empty(), "{:?}", c.uncovered);
    assert_eq!(c.covered + c.excluded, c.numbers);
    assert!(checked.claims.len() > 300);
    for claim in &checked.claims {
        assert!(!claim.reason.is_empty(), "{}", claim.id);
        for check in &claim.checks {
            let of_model = matches!(check.by, Basis::Network | Basis::Scenario | Basis::Arithmetic);
            assert!(!of_model || check.computed.is_some() || !check.why.is_empty(), "{}", claim.id);
            assert!(check.verdict != Verdict::NotCheckable || check.computed.is_none(), "{}", claim.id);
        }
    }
}

#[test]
fn a_parameter_moves_a_verdict() {
    let mut engine = engine();
    assert_eq!(verdict(&engine, "cku-days"), Verdict::Contradicted);
    // A model that may be off by as much as its own figure contradicts nothing.
    engine.parameters.set("evidence.model_time", 1.0).unwrap();
    assert_eq!(verdict(&engine, "cku-days"), Verdict::Reproduced);
}

/// A data folder like the one that ships, with one file changed.
fn changed(name: &str, file: &str, change: impl Fn(&str) -> String) -> (Engine, PathBuf) {
    let data = find_data().unwrap();
    let folder = std::env::temp_dir().join(format!("landbridge-evidence-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    copy(&data, &folder, Path::new(file));
    let text = std::fs::read_to_string(data.join(file)).unwrap();
    let other = change(&text);
    assert_ne!(text, other, "the change finds what it changes");
    std::fs::write(folder.join(file), other).unwrap();
    (Engine::open(&folder).unwrap(), folder)
}

/// Links to everything in a folder, down the way of `but`, which is left out.
fn copy(from: &Path, to: &Path, but: &Path) {
    std::fs::create_dir_all(to).unwrap();
    let mut parts = but.components();
    let first = parts.next().map(|c| c.as_os_str().to_owned());
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let own = to.join(entry.file_name());
        if Some(entry.file_name()) != first {
            #[cfg(unix)]
            std::os::unix::fs::symlink(entry.path(), own).unwrap();
        } else if entry.path().is_dir() {
            copy(&entry.path(), &own, parts.as_path());
        }
    }
}

#[cfg(unix)]
#[test]
fn a_datum_moves_a_verdict() {
    assert_eq!(verdict(&engine(), "titr-throughput"), Verdict::Contradicted);
    let carried = |text: &str| -> String {
        let of = |line: &str| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if line.starts_with("titr_tonnes_year,") && cells.len() > 4 {
                let value = cells.iter().position(|c| c.parse::<f64>().is_ok_and(|v| v > 2500.0)).unwrap_or(4);
                cells[value] = "6000";
            }
            cells.join(",")
        };
        text.lines().map(of).collect::<Vec<_>>().join("\n") + "\n"
    };
    let (engine, folder) = changed("series", "evidence/series.csv", carried);
    let after = verdict(&engine, "titr-throughput");
    std::fs::remove_dir_all(folder).unwrap();
    // What is left is that the text may mean capacity.
    assert_eq!(after, Verdict::Vague);
}

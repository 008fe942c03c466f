//! The numbers of the report as the ledger has them, beside the text itself.

use landbridge_engine::Engine;
use landbridge_evidence::ledger::sha256;
use landbridge_evidence::numbers::numbers;
use libtest_mimic::Failed;

const LEDGER: &str = "eight-major-steps";

pub(crate) fn conformance(engine: &Engine) -> Result<(), Failed> {
    let folder = landbridge_testkit::reference_folder()?.ok_or("the reference folder is not named")?;
    let path = folder.join("seed/eight-major-steps-report.txt");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let ledger = engine.ledger(LEDGER).map_err(|e| e.message)?;
    if (sha256(&text), text.len()) != (ledger.document.sha256.clone(), ledger.document.bytes) {
        return Err("the text is not the one that the ledger is of".into());
    }
    let found = numbers(&text, &ledger.document.names);
    let first = found.iter().zip(&ledger.numbers).find(|(a, b)| a != b);
    if first.is_some() || found.len() != ledger.numbers.len() {
        return Err(
            format!("{} numbers in the text, {} in the ledger; first that differ: {first:?}", found.len(), ledger.numbers.len()).into()
        );
    }
    Ok(())
}

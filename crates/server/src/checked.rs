//! Ledgers that were checked: dear to make, and the same until the data change.

use crate::app::{App, lock};
use crate::problem::Problem;
use axum::http::StatusCode;
use landbridge_engine::EngineError;
use landbridge_evidence::check::Checked;
use landbridge_evidence::ledger::Ledger;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::OnceCell;

/// How long a request waits for a check; then it is told to ask again.
const WAIT: Duration = Duration::from_secs(20);

/// A ledger that was read, and its verdicts once they are made.
pub(crate) struct Known {
    pub(crate) ledger: Ledger,
    /// Fingerprint of all that its verdicts rest on.
    pub(crate) version: String,
    checked: OnceCell<Arc<Checked>>,
}

/// Ledgers by their id.
#[derive(Default)]
pub(crate) struct CheckedLedgers {
    known: Mutex<BTreeMap<String, Arc<Known>>>,
}

/// What is wrong with a ledger that ships is no fault of who asks, and where its files
/// lie is no business of theirs.
pub(crate) fn fault(_: EngineError) -> Problem {
    Problem::own("the evidence of this server does not hold together")
}

impl App {
    /// Ids of the ledgers that ship.
    pub(crate) fn ledgers(&self) -> Result<Vec<String>, Problem> {
        self.engine.ledgers().map_err(fault)
    }

    /// A ledger that ships, with the fingerprint of what verdicts on it rest on; read
    /// once, since the data of a server stay. Requests name no files, so that others
    /// are unknown.
    pub(crate) fn ledger(&self, id: &str) -> Result<Arc<Known>, Problem> {
        if let Some(known) = lock(&self.checked_ledgers.known).get(id) {
            return Ok(Arc::clone(known));
        }
        let all = self.ledgers()?;
        if !all.iter().any(|one| one == id) {
            let hint = format!("known are {}: see /api/evidence/ledgers", all.join(", "));
            return Err(Problem::missing(format!("no ledger is called '{id}'"), hint));
        }
        let ledger = self.engine.ledger(id).map_err(fault)?;
        let version = self.engine.evidence_version(&ledger).map_err(fault)?;
        let known = Arc::new(Known { ledger, version, checked: OnceCell::new() });
        Ok(Arc::clone(lock(&self.checked_ledgers.known).entry(id.to_owned()).or_insert(known)))
    }

    /// A ledger with its verdicts, computed by the first who asks. Others wait for the
    /// same without a place among those who compute, and it is finished and kept
    /// though nobody may wait any more.
    pub(crate) async fn checked(self: &Arc<Self>, id: String) -> Result<(Arc<Checked>, String), Problem> {
        let known = self.look_up(move |app| app.ledger(&id)).await?;
        let version = known.version.clone();
        if let Some(checked) = known.checked.get() {
            return Ok((Arc::clone(checked), version));
        }
        let app = Arc::clone(self);
        let make = async move {
            let of = Arc::clone(&known);
            let check = async || app.compute(move |app| Ok(Arc::new(app.engine.check_ledger(&of.ledger).map_err(fault)?))).await;
            known.checked.get_or_try_init(check).await.cloned()
        };
        let Ok(made) = tokio::time::timeout(WAIT, tokio::spawn(make)).await else {
            let detail = "the ledger is still being checked";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail, "ask again: it is finished and kept meanwhile"));
        };
        let made = made.map_err(|e| Problem::own(format!("the check ended early: {e}")))?;
        Ok((made?, version))
    }
}

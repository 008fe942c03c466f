//! Ledgers that were checked: dear to make, and the same until the data change.

use crate::app::{App, lock};
use crate::problem::Problem;
use axum::http::StatusCode;
use landbridge_engine::EngineError;
use landbridge_evidence::check::Checked;
use landbridge_evidence::ledger::Ledger;
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::OnceCell;

/// Checked ledgers that are kept.
const LEDGERS: NonZeroUsize = NonZeroUsize::new(4).expect("four");

/// How long a request waits for a check; then it is told to ask again.
const WAIT: Duration = Duration::from_secs(20);

type One = Arc<OnceCell<Arc<Checked>>>;

/// Checked ledgers by the fingerprint of all that their verdicts rest on.
pub(crate) struct CheckedLedgers(Mutex<LruCache<String, One>>);

impl Default for CheckedLedgers {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(LEDGERS)))
    }
}

/// What is wrong with a ledger that ships is no fault of who asks, and where its files
/// lie is no business of theirs.
pub(crate) fn fault(_: EngineError) -> Problem {
    Problem::own("the evidence of this server does not hold together")
}

impl App {
    /// A ledger that ships, with the fingerprint of what verdicts on it rest on.
    /// Requests name no files, so that others are unknown.
    pub(crate) fn ledger(&self, id: &str) -> Result<(Ledger, String), Problem> {
        let known = self.engine.ledgers().map_err(fault)?;
        if !known.iter().any(|one| one == id) {
            let hint = format!("known are {}: see /api/evidence/ledgers", known.join(", "));
            return Err(Problem::missing(format!("no ledger is called '{id}'"), hint));
        }
        let ledger = self.engine.ledger(id).map_err(fault)?;
        let version = self.engine.evidence_version(&ledger).map_err(fault)?;
        Ok((ledger, version))
    }

    /// A ledger with its verdicts, computed by the first who asks. Others wait for the
    /// same without a place among those who compute, and it is finished and kept
    /// though nobody may wait any more.
    pub(crate) async fn checked(self: &Arc<Self>, id: String) -> Result<(Arc<Checked>, String), Problem> {
        let (ledger, version) = self.look_up(move |app| app.ledger(&id)).await?;
        let cell = Arc::clone(lock(&self.checked_ledgers.0).get_or_insert(version.clone(), One::default));
        if let Some(known) = cell.get() {
            return Ok((Arc::clone(known), version));
        }
        let app = Arc::clone(self);
        let make = async move {
            let check = async || app.compute(move |app| Ok(Arc::new(app.engine.check_ledger(&ledger).map_err(fault)?))).await;
            cell.get_or_try_init(check).await.cloned()
        };
        let Ok(made) = tokio::time::timeout(WAIT, tokio::spawn(make)).await else {
            let detail = "the ledger is still being checked";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail, "ask again: it is finished and kept meanwhile"));
        };
        let made = made.map_err(|e| Problem::own(format!("the check ended early: {e}")))?;
        Ok((made?, version))
    }
}

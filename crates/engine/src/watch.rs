//! Telling who waits how far an answer is, and hearing whether they still want it.

use crate::error::EngineError;

/// Who waits for an answer that takes long. A closure over the two numbers is one
/// that never stops.
pub trait Watch: Sync {
    /// So many of so many are done; may come from several threads.
    fn tell(&self, done: usize, all: usize);

    /// Whether the answer is no longer wanted: what is under way ends early with
    /// [`stopped`].
    fn stopped(&self) -> bool {
        false
    }
}

impl<F: Fn(usize, usize) + Sync> Watch for F {
    fn tell(&self, done: usize, all: usize) {
        self(done, all);
    }
}

/// The error of an answer that is no longer wanted.
pub fn stopped() -> EngineError {
    EngineError::none("stopped before it was done", "ask again")
}

/// One half of a task.
pub(crate) struct Half<'a> {
    pub(crate) watch: &'a dyn Watch,
    /// Whether it is the second half.
    pub(crate) second: bool,
}

impl Watch for Half<'_> {
    fn tell(&self, done: usize, all: usize) {
        self.watch.tell(if self.second { all + done } else { done }, 2 * all);
    }

    fn stopped(&self) -> bool {
        self.watch.stopped()
    }
}

/// Hears whether an answer is still wanted and tells nobody how far it is.
pub(crate) struct Silent<'a>(pub(crate) &'a dyn Watch);

impl Watch for Silent<'_> {
    fn tell(&self, _: usize, _: usize) {}

    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}

/// Fails where an answer is no longer wanted.
pub(crate) fn still_wanted(watch: &dyn Watch) -> Result<(), EngineError> {
    if watch.stopped() { Err(stopped()) } else { Ok(()) }
}

//! The times of a leg by one mode as laws.

use super::along::Along;
use landbridge_cost::Delays;
use landbridge_model::{Law, Mode};

/// Laws of a leg in the order in which they pass.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LegLaws {
    pub(crate) cutoff: Law,
    pub(crate) wait: Law,
    pub(crate) run: Law,
    pub(crate) border: Law,
    /// What is spent in yards on the way.
    pub(crate) yards: Law,
    pub(crate) release: Law,
}

/// Below this a time in yards is what rounding leaves.
const LEAST_YARD_HOURS: f64 = 0.5 / 60.0;

impl LegLaws {
    /// Laws of a leg; `gates` says whether it begins and ends at a terminal.
    pub(crate) fn new(delays: &Delays, mode: Mode, along: &Along, gates: (bool, bool)) -> Self {
        let law = |gate: bool, law: Law| if gate { law } else { Law::Fixed(0.0) };
        let cutoff = law(gates.0, delays.cutoff(mode));
        let wait = law(gates.0, delays.wait(mode));
        let release = law(gates.1, delays.release(mode));
        // What is left of the time at docks was spent in yards.
        let yards = along.dock - cutoff.mean() - wait.mean() - release.mean();
        let yards = Law::Fixed(if yards > LEAST_YARD_HOURS { yards } else { 0.0 });
        Self { cutoff, wait, run: delays.run(mode, along.run), border: along.border_law(), yards, release }
    }
}

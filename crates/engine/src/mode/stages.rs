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
        let gate = law(gates.0, delays.wait(mode));
        let release = law(gates.1, delays.release(mode));
        // What is left of the time at docks was spent in yards.
        let yards = along.dock - cutoff.mean() - gate.mean() - release.mean();
        let yards = Law::Fixed(if yards > LEAST_YARD_HOURS { yards } else { 0.0 });
        // A ferry leaves as often as its line does.
        let wait = if along.ferry > 0.0 { Law::Uniform { low: 0.0, high: 2.0 * along.ferry } } else { gate };
        Self { cutoff, wait, run: delays.run(mode, along.run), border: along.border_law(), yards, release }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ferry_is_waited_for_once() {
        let along = Along { run: 20.0, ferry: 24.0, border: 5.0, dock: 3.0, ..Along::default() };
        let laws = LegLaws::new(&Delays::default(), Mode::Ferry, &along, (true, true));
        assert_eq!((laws.wait.mean(), laws.wait.quantile(1.0), laws.run.mean()), (24.0, 48.0, 20.0));
        let sum: f64 = [laws.cutoff, laws.wait, laws.run, laws.border, laws.yards, laws.release].map(Law::mean).iter().sum();
        assert!((sum - along.hours()).abs() < 1e-9, "{sum}");
    }
}

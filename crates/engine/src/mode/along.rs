//! What is read along the best path of one mode.

use crate::snap::Rules;
use landbridge_cost::{Charge, Delays};
use landbridge_model::{Law, Mode};
use landbridge_network::cch::INFINITY;
use landbridge_network::graph::{ArcId, EdgeRef};

/// Quantities read along a path.
pub(crate) const QUANTITIES: usize = 8;

/// Hundredths of an hour² in a unit of the variance.
const VARIANCE: f64 = 100.0;
const SECONDS: f64 = 3600.0;
const TEN_THOUSANDTHS: f64 = 10_000.0;
const GRAMS: f64 = 1000.0;

/// What a leg of one mode may cost a unit and take, for the units of weights:
/// far above any real one.
const MOST_USD: f64 = 400_000.0;
const MOST_HOURS: f64 = 3000.0;

/// Sums of one unit of cargo along a path of one mode.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Along {
    /// Mean hours in motion.
    pub(crate) run: f64,
    /// Mean hours of waiting for ferries.
    pub(crate) ferry: f64,
    /// Mean hours at borders and changes of gauge.
    pub(crate) border: f64,
    /// Variance of these, in hours².
    pub(crate) border_variance: f64,
    /// Mean hours of waiting, cut-off and release at the terminals.
    pub(crate) dock: f64,
    /// US dollars.
    pub(crate) usd: f64,
    /// Kilograms of CO2e.
    pub(crate) kg: f64,
    /// Kilometres.
    pub(crate) km: f64,
}

fn whole(value: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range first")]
    let rounded = value.round().clamp(0.0, f64::from(u32::MAX)) as u32;
    rounded
}

impl Along {
    /// From whole numbers, as they are added up along paths.
    pub(crate) fn of(q: [u32; QUANTITIES]) -> Self {
        let [run, ferry, border, variance, dock, usd, grams, metres] = q.map(f64::from);
        Self {
            run: run / SECONDS,
            ferry: ferry / SECONDS,
            border: border / SECONDS,
            border_variance: variance / VARIANCE,
            dock: dock / SECONDS,
            usd: usd / TEN_THOUSANDTHS,
            kg: grams / GRAMS,
            km: metres / 1000.0,
        }
    }

    /// As whole numbers.
    pub(crate) fn whole(self) -> [u32; QUANTITIES] {
        [
            whole(self.run * SECONDS),
            whole(self.ferry * SECONDS),
            whole(self.border * SECONDS),
            whole(self.border_variance * VARIANCE),
            whole(self.dock * SECONDS),
            whole(self.usd * TEN_THOUSANDTHS),
            whole(self.kg * GRAMS),
            whole(self.km * 1000.0),
        ]
    }

    /// Mean hours in all.
    pub(crate) fn hours(&self) -> f64 {
        self.run + self.ferry + self.border + self.dock
    }

    /// The law of the time at borders: the sum of independent lognormal times,
    /// taken as lognormal with the same mean and variance (Fenton, "The Sum of
    /// Log-Normal Probability Distributions in Scatter Transmission Systems",
    /// IRE Transactions 8, 1960).
    pub(crate) fn border_law(&self) -> Law {
        Law::of_mean_variance(self.border, self.border_variance)
    }
}

/// What arcs of one mode cost and take, for unscheduled legs.
pub(crate) struct ModeView<'a> {
    pub(crate) rules: &'a Rules<'a>,
    pub(crate) delays: &'a Delays,
    pub(crate) mode: Mode,
    /// Value of an hour in USD for one unit of cargo: what the best path of a
    /// mode is chosen by, beside its price.
    pub(crate) usd_per_hour: f64,
}

impl ModeView<'_> {
    /// Whether an arc belongs to the mode and is open.
    fn open(&self, arc: ArcId) -> bool {
        let engine = self.rules.engine;
        let world = &engine.world;
        let own = match engine.graph.edge(arc.edge()) {
            EdgeRef::Link(link) => world.class(link).mode == self.mode,
            EdgeRef::Crossing(i) => world.crossings[world.crossing_edges[i].crossing].mode == self.mode,
            EdgeRef::Dock(i) => world.docks[i].mode == self.mode,
        };
        own && self.rules.open(arc)
    }

    /// What an arc adds, one unit of cargo; `None` where it is closed.
    pub(crate) fn along(&self, arc: ArcId) -> Option<Along> {
        if !self.open(arc) {
            return None;
        }
        let (engine, rates, delays) = (self.rules.engine, self.rules.rates, self.delays);
        let (world, graph) = (&engine.world, &engine.graph);
        let charge = rates.charge(world, graph, arc);
        let money = Along { usd: charge.usd, kg: charge.kg, ..Along::default() };
        Some(match graph.edge(arc.edge()) {
            EdgeRef::Link(link) => {
                let ferry = world.class(link).wait_hours();
                let run = (charge.hours - ferry) * delays.over_direct(self.mode);
                Along { run, ferry, km: f64::from(world.links[link].metres) / 1000.0, ..money }
            }
            EdgeRef::Crossing(i) => {
                let edge = &world.crossing_edges[i];
                let laws = [delays.border(rates, &world.crossings[edge.crossing], edge), delays.gauge_break(rates, edge)];
                let border = laws.iter().map(|l| l.mean()).sum();
                Along { border, border_variance: laws.iter().map(|l| l.variance()).sum(), ..money }
            }
            EdgeRef::Dock(i) => {
                let dock = &world.docks[i];
                let dwell = if arc.is_backward() {
                    delays.release(dock.mode).mean()
                } else {
                    delays.cutoff(dock.mode).mean() + delays.wait(dock.mode).mean()
                };
                Along {
                    dock: rates.stay(world, dock, Charge { hours: dwell, ..Charge::default() }).hours,
                    run: rates.approach(dock).hours,
                    km: f64::from(dock.metres) / 1000.0,
                    ..money
                }
            }
        })
    }

    /// Weight of an arc: thousandths of a dollar of price and time, or coarser
    /// units where the cargo is worth so much that the longest legs would
    /// exceed what can be counted.
    pub(crate) fn weight(&self, along: Option<&Along>) -> u32 {
        let most = MOST_USD + MOST_HOURS * self.usd_per_hour;
        let units = (f64::from(INFINITY) / most).min(1000.0);
        along.map_or(INFINITY, |a| whole((a.usd + a.hours() * self.usd_per_hour) * units).clamp(1, INFINITY - 1))
    }
}

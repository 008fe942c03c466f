//! What arcs weigh by an objective, and what is read along them.

use crate::route::Objective;
use crate::snap::{Attachment, Rules};
use landbridge_cost::Charge;
use landbridge_network::cch::skim::Sums;
use landbridge_network::cch::{INFINITY, Metric, Seed, Topology, customise};
use landbridge_network::graph::{ArcId, EdgeRef};
use rayon::prelude::*;

/// Seconds, hundredths of a cent, grams, metres.
pub(super) const QUANTITIES: usize = 4;

/// What the path of a pair is the best by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkimObjective {
    /// Hours, US dollars or kilograms of CO2e alone.
    One(Objective),
    /// US dollars and the value of the time together.
    Generalised,
}

impl SkimObjective {
    /// All, the default first.
    pub const ALL: [Self; 4] = [Self::Generalised, Self::One(Objective::Time), Self::One(Objective::Cost), Self::One(Objective::Co2)];

    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::One(objective) => objective.as_str(),
            Self::Generalised => "generalised",
        }
    }
}

/// A network priced for one objective, customised.
pub(super) struct Priced {
    objective: SkimObjective,
    usd_per_hour: f64,
    pub(super) metric: Metric,
    pub(super) sums: Sums<QUANTITIES>,
}

/// Quantities as they are added up.
pub(super) fn sums_of(charge: Charge, km: f64) -> [u32; QUANTITIES] {
    [charge.hours * 3600.0, charge.usd * 10_000.0, charge.kg * 1000.0, km * 1000.0].map(|value| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range first")]
        let whole = value.round().clamp(0.0, f64::from(u32::MAX)) as u32;
        whole
    })
}

/// What every arc weighs by an objective, with what is read along it.
pub(super) struct Weights {
    objective: SkimObjective,
    usd_per_hour: f64,
    arcs: Vec<(u32, [u32; QUANTITIES])>,
}

impl Weights {
    pub(super) fn new(rules: &Rules<'_>, objective: SkimObjective, usd_per_hour: f64) -> Self {
        let (engine, rates) = (rules.engine, rules.rates);
        let count = u32::try_from(engine.graph.arc_count()).unwrap_or(0);
        let price = |raw: u32| {
            let arc = ArcId(raw);
            if !rules.open(arc) {
                return (INFINITY, [0; QUANTITIES]);
            }
            let charge = rates.charge(&engine.world, &engine.graph, arc);
            let km = match engine.graph.edge(arc.edge()) {
                EdgeRef::Link(link) => f64::from(engine.world.links[link].metres) / 1000.0,
                EdgeRef::Dock(dock) => f64::from(engine.world.docks[dock].metres) / 1000.0,
                EdgeRef::Crossing(_) => 0.0,
            };
            // Every arc weighs something, so that ways cannot go round in circles.
            (weight(objective, usd_per_hour, charge).max(1), sums_of(charge, km))
        };
        Self { objective, usd_per_hour, arcs: (0..count).into_par_iter().with_min_len(8192).map(price).collect() }
    }

    /// The hierarchy customised, with the arcs closed that are not `open`.
    pub(super) fn customised(&self, topology: &Topology, open: impl Fn(ArcId) -> bool + Sync) -> Priced {
        let at = |arc: ArcId| self.arcs.get(arc.0 as usize).copied().unwrap_or((INFINITY, [0; QUANTITIES]));
        let [metric] = customise(topology, |arc| {
            let weight = at(arc).0;
            [if weight < INFINITY && !open(arc) { INFINITY } else { weight }]
        });
        let sums = Sums::of(topology, &metric, |arc| at(arc).1);
        Priced { objective: self.objective, usd_per_hour: self.usd_per_hour, metric, sums }
    }
}

impl Priced {
    /// A charge as a whole number of the objective.
    pub(super) fn weight(&self, charge: Charge) -> u32 {
        weight(self.objective, self.usd_per_hour, charge)
    }

    /// Where a way starts or ends for an attachment.
    pub(super) fn end(&self, rules: &Rules<'_>, a: &Attachment) -> (Seed, [u32; QUANTITIES]) {
        let charge = rules.charge(a);
        let driven = rules.rates.access(a.access_km).0;
        let part = a.partial.map_or(0.0, |p| f64::from(rules.engine.world.links[p.link].metres) / 1000.0 * p.share);
        (Seed { node: a.node, weight: self.weight(charge).min(INFINITY - 1) }, sums_of(charge, driven + part))
    }
}

fn weight(objective: SkimObjective, usd_per_hour: f64, charge: Charge) -> u32 {
    match objective {
        SkimObjective::One(one) => one.weight(charge),
        SkimObjective::Generalised => Objective::Cost.weight(Charge { usd: charge.usd + charge.hours * usd_per_hour, ..charge }),
    }
}

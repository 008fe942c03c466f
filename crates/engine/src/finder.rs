//! What arcs cost for a cargo, and how paths are found over it.
//!
//! The first question about a cargo, year and set of parameters is answered by
//! plain searches: one question is not worth a customisation. From the second
//! on the metrics are customised and kept. Both ways give the same bytes, since
//! paths are chosen by exact distances alone ([`astar::shortest_path`]).

use crate::data::Engine;
use crate::route::Objective;
use crate::snap::Rules;
use landbridge_network::astar;
use landbridge_network::cch::{self, Direction, INFINITY, Metric, Path, Potential, Seed, Sweep};
use landbridge_network::graph::ArcId;
use rayon::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// Customised that are kept customised (about 90 MB each), and those whose
/// questions are counted.
const KEPT: usize = 2;
const COUNTED: usize = 64;

/// Weights of all arcs by objective.
type Weights = Vec<[u32; 3]>;

/// A cargo, year and set of parameters, customised.
pub(crate) struct Metrics {
    weights: Weights,
    metrics: [Metric; 3],
}

/// Customised by what they stand for, the last used first.
#[derive(Default)]
pub(crate) struct Customised(Mutex<Vec<Slot>>);

struct Slot {
    key: String,
    metrics: Option<Arc<Metrics>>,
}

impl Customised {
    /// The metrics of a key: `None` on its first use, later made by `make`.
    fn get(&self, key: &str, make: impl FnOnce() -> Metrics) -> Option<Arc<Metrics>> {
        let slots = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first_use = {
            let mut slots = slots();
            let place = slots.iter().position(|s| s.key == key);
            let slot = place.map(|i| slots.remove(i));
            let first_use = slot.is_none();
            let slot = slot.unwrap_or_else(|| Slot { key: key.to_owned(), metrics: None });
            let known = slot.metrics.clone();
            slots.insert(0, slot);
            slots.truncate(COUNTED);
            if known.is_some() {
                return known;
            }
            first_use
        };
        if first_use {
            return None;
        }
        let made = Arc::new(make());
        let mut slots = slots();
        if let Some(slot) = slots.iter_mut().find(|s| s.key == key) {
            slot.metrics = Some(Arc::clone(&made));
        }
        slots.iter_mut().filter(|s| s.metrics.is_some()).skip(KEPT).for_each(|s| s.metrics = None);
        Some(made)
    }
}

/// How the paths of one question are found.
pub(crate) enum Finder<'a> {
    /// By plain searches over weights that have the run's closures in them.
    Direct(&'a Engine, Weights),
    /// On customised metrics; the closures are kept while searching.
    Prepared(&'a Rules<'a>, Arc<Metrics>),
}

/// Distances towards the targets of a search.
pub(crate) enum Towards<'a> {
    Exact(Vec<u32>),
    Hierarchy(Box<Potential<'a>>),
}

/// Weights of an arc without the run's own closures.
fn base_weight(rules: &Rules<'_>, arc: ArcId) -> [u32; 3] {
    let engine = rules.engine;
    if !rules.rates.allows(&engine.world, &engine.graph, arc, rules.year) {
        return [INFINITY; 3];
    }
    let charge = rules.rates.charge(&engine.world, &engine.graph, arc);
    // Every arc weighs something, so that ways cannot go round in circles.
    Objective::ALL.map(|o| o.weight(charge).max(1))
}

fn all_weights(engine: &Engine, weight: impl Fn(ArcId) -> [u32; 3] + Sync) -> Weights {
    (0..u32::try_from(engine.graph.arc_count()).unwrap_or(0)).into_par_iter().with_min_len(8192).map(|raw| weight(ArcId(raw))).collect()
}

impl<'a> Finder<'a> {
    /// A finder for rules whose cargo, year and parameters are named by `key`.
    pub(crate) fn new(rules: &'a Rules<'a>, key: &str) -> Self {
        let engine = rules.engine;
        let make = || {
            let weights = all_weights(engine, |arc| base_weight(rules, arc));
            let metrics = cch::customise(engine.topology(), |arc| weights.get(arc.0 as usize).copied().unwrap_or([INFINITY; 3]));
            Metrics { weights, metrics }
        };
        match engine.customised.get(key, make) {
            Some(metrics) => Self::Prepared(rules, metrics),
            None => {
                let shut = |arc| rules.constraints.closes(engine, arc);
                Self::Direct(engine, all_weights(engine, |arc| if shut(arc) { [INFINITY; 3] } else { base_weight(rules, arc) }))
            }
        }
    }

    fn engine(&self) -> &'a Engine {
        match self {
            Self::Direct(engine, _) => engine,
            Self::Prepared(rules, _) => rules.engine,
        }
    }

    /// Weight of an arc by an objective.
    pub(crate) fn weight(&self, objective: Objective, arc: ArcId) -> u32 {
        let (weights, closed) = match self {
            Self::Direct(_, weights) => (weights, false),
            Self::Prepared(rules, metrics) => (&metrics.weights, rules.constraints.closes(rules.engine, arc)),
        };
        if closed { INFINITY } else { weights.get(arc.0 as usize).map_or(INFINITY, |w| w[objective.lane()]) }
    }

    /// Prepares a search towards targets.
    pub(crate) fn towards(&self, objective: Objective, targets: &[Seed]) -> Towards<'_> {
        match self {
            Self::Direct(..) => Towards::Exact(self.distances(objective, targets, Direction::ToSeeds)),
            Self::Prepared(rules, metrics) => {
                let metric = &metrics.metrics[objective.lane()];
                Towards::Hierarchy(Box::new(Potential::new(rules.engine.topology(), metric, targets)))
            }
        }
    }

    /// The best path to the targets that `towards` was made for.
    pub(crate) fn path(&self, objective: Objective, sources: &[Seed], targets: &[Seed], towards: &mut Towards<'_>) -> Option<Path> {
        let weight = |arc| self.weight(objective, arc);
        astar::shortest_path(&self.engine().graph, weight, sources, targets, |node| match towards {
            Towards::Exact(distances) => distances[node as usize],
            Towards::Hierarchy(potential) => potential.to_target(node),
        })
    }

    /// Distance of every node from the seeds or to them.
    pub(crate) fn distances(&self, objective: Objective, seeds: &[Seed], direction: Direction) -> Vec<u32> {
        match self {
            Self::Prepared(rules, metrics) if rules.constraints.is_empty() => {
                Sweep::run(rules.engine.topology(), &metrics.metrics[objective.lane()], seeds, direction).dist
            }
            _ => {
                let weight = |arc| self.weight(objective, arc);
                astar::distances(&self.engine().graph, weight, seeds, direction == Direction::ToSeeds)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_made_at_its_second_use_and_the_oldest_go() {
        let all = Customised::default();
        let made = || Metrics { weights: Vec::new(), metrics: Default::default() };
        let kept = || all.0.lock().expect("no panic before").iter().filter(|s| s.metrics.is_some()).count();
        for key in ["a", "b", "c"] {
            assert!(all.get(key, made).is_none(), "the first question is not worth it");
            assert!(all.get(key, made).is_some());
        }
        assert_eq!(kept(), KEPT);
        let fail = || -> Metrics { unreachable!("it is there") };
        assert!(all.get("c", fail).is_some());
        assert!(all.get("a", made).is_some(), "one that went is made again");
        assert_eq!(kept(), KEPT);
    }
}

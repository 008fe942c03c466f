//! A question of a matrix made ready: places attached, arcs weighed. It can be
//! asked again with something closed, for what is used, and for single ways.

use super::priced::{Priced, QUANTITIES, Weights};
use super::{Attached, SkimRequest, matrix};
use crate::constraint::{Avoid, Constraints};
use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::nets::Prices;
use crate::resolve::Resolved;
use crate::skim::Points;
use crate::snap::Rules;
use crate::watch::{Silent, Watch};
use landbridge_model::{Point, Skim, SkimCell, Zone};
use landbridge_network::cch::skim::{Ends, Targets, loads};
use rayon::prelude::*;

/// Under which conditions a matrix is made.
pub(crate) struct Setting {
    prices: Prices,
    constraints: Constraints,
    pub(crate) year: u16,
    /// Hash of network and parameters.
    pub(crate) data: String,
}

impl Setting {
    pub(crate) fn new(engine: &Engine, request: &SkimRequest) -> Result<Self, EngineError> {
        let parameters = engine.changed(&request.set)?;
        let prices = Prices::new(engine, &request.cargo, &parameters)?;
        let avoid = request.avoid.iter().map(|a| engine.parse_avoid(a)).collect::<Result<_, _>>()?;
        let constraints = engine.constraints(avoid, request.modes);
        Ok(Self { prices, constraints, year: engine.network_year(request.year)?, data: engine.priced_version(&parameters) })
    }

    /// Value of an hour in USD for one unit of cargo.
    pub(crate) fn usd_per_hour(&self) -> f64 {
        self.prices.usd_per_hour
    }

    fn rules<'a>(&'a self, engine: &'a Engine) -> Rules<'a> {
        self.prices.rules(engine, self.year, &self.constraints)
    }
}

/// A question made ready.
pub(crate) struct Prepared<'a> {
    rules: Rules<'a>,
    weights: Weights,
    priced: Priced,
    origins: &'a Points,
    destinations: &'a Points,
    from: Vec<Attached>,
    /// Those of the destinations, where they are others than the origins.
    to: Option<Vec<Attached>>,
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(
        engine: &'a Engine,
        setting: &'a Setting,
        objective: super::SkimObjective,
        (origins, destinations): (&'a Points, &'a Points),
    ) -> Self {
        let rules = setting.rules(engine);
        let weights = Weights::new(&rules, objective, setting.usd_per_hour());
        let priced = weights.customised(engine.topology(), |_| true);
        let from = attach(&rules, origins);
        let to = (origins != destinations).then(|| attach(&rules, destinations));
        Self { rules, weights, priced, origins, destinations, from, to }
    }

    fn to(&self) -> &[Attached] {
        self.to.as_ref().unwrap_or(&self.from)
    }

    /// What people should know: names that were understood in one of several
    /// ways, places with no network near.
    pub(crate) fn notes(&self) -> Vec<String> {
        let places = || self.origins.iter().chain(self.destinations);
        let mut notes: Vec<String> = places().filter_map(|p| p.1.note.clone()).collect();
        let unreached = places().zip(self.from.iter().chain(self.to())).filter(|(_, attached)| attached.ways.is_empty());
        notes.extend(unreached.map(|(point, _)| format!("{} has no network within {:.0} km", point.0.name, self.rules.reach_km)));
        notes.extend(self.rules.beside_lines(self.from.iter().chain(self.to()).map(|a| a.ways.as_slice())));
        notes.sort();
        notes.dedup();
        notes
    }

    fn skim(&self, cells: Vec<Option<SkimCell>>) -> Skim {
        let zones = |points: &Points| points.iter().map(|p| p.0.clone()).collect();
        Skim { origins: zones(self.origins), destinations: zones(self.destinations), cells }
    }

    /// The matrix.
    pub(crate) fn matrix(&self, watch: &dyn Watch) -> Result<Skim, EngineError> {
        Ok(self.skim(matrix(&self.rules, &self.priced, &self.from, self.to(), watch)?))
    }

    /// The matrix with something closed beside what is.
    pub(crate) fn without(&self, closed: (String, Avoid), watch: &dyn Watch) -> Result<Skim, EngineError> {
        let base = self.rules.constraints;
        let more = Constraints { avoid: base.avoid.iter().cloned().chain([closed.clone()]).collect(), modes: base.modes };
        let rules = Rules { constraints: &more, ..self.rules };
        let alone = Constraints { avoid: vec![closed], modes: None };
        let engine = rules.engine;
        let priced = self.weights.customised(engine.topology(), |arc| !alone.closes(engine, arc));
        // A place is attached anew where one of its ways begins on what is
        // closed; what closes elsewhere does not change the ways nearest to it.
        let again = |places: &[Attached]| -> Vec<Attached> {
            let lost = |a: &Attached| {
                let link = |way: &crate::snap::Attachment| way.partial.is_some_and(|p| alone.closes(engine, engine.graph.link_arc(p.link)));
                a.ways.iter().any(|way| link(way) || way.facility.is_some_and(|f| alone.closes_facility(f)))
            };
            let fresh = |a: &Attached| if lost(a) { attached(&rules, &a.place) } else { a.clone() };
            places.par_iter().map(fresh).collect()
        };
        let from = again(&self.from);
        let to = self.to.as_ref().map(|to| again(to));
        Ok(self.skim(matrix(&rules, &priced, &from, to.as_ref().unwrap_or(&from), &Silent(watch))?))
    }

    /// Of each origin the facility that it is, where its ways begin there.
    pub(crate) fn starts(&self) -> impl Iterator<Item = Option<landbridge_network::FacilityId>> + '_ {
        self.from.iter().map(|place| place.ways.first().and_then(|way| way.facility.filter(|f| place.place.facility == Some(*f))))
    }

    /// How much of a demand each arc of the graph carries on the best paths.
    pub(crate) fn loads(&self, demand: &(dyn Fn(usize, usize) -> u64 + Sync)) -> Vec<u64> {
        let (engine, priced) = (self.rules.engine, &self.priced);
        let ends = |places: &[Attached]| -> Vec<Ends<QUANTITIES>> {
            places.iter().map(|p| p.ways.iter().map(|a| priced.end(&self.rules, a)).collect()).collect()
        };
        let targets = Targets::new(engine.topology(), &priced.metric, &priced.sums, &ends(self.to()));
        let sources = ends(&self.from);
        loads(engine.topology(), &priced.metric, &priced.sums, (&sources, &targets), engine.graph.arc_count(), demand)
    }

    /// Where the way of a pair, by number, leads, with its line over the map; `None`
    /// where there is none between the nodes of the network.
    pub(crate) fn via(&self, (i, j): (usize, usize)) -> Option<(super::Via, Vec<Point>)> {
        super::via::via(&self.rules, &self.priced, &self.from[i], &self.to()[j])
    }
}

fn attach(rules: &Rules<'_>, points: &[(Zone, Resolved)]) -> Vec<Attached> {
    points.par_iter().map(|(_, place)| attached(rules, place)).collect()
}

fn attached(rules: &Rules<'_>, place: &Resolved) -> Attached {
    Attached { place: place.clone(), ways: rules.attach(place) }
}

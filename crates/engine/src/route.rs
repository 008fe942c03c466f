//! The fastest, the cheapest and the lowest-emission way.

use crate::constraint::Avoid;
use crate::data::Engine;
use crate::error::EngineError;
use crate::finder::{Finder, Towards};
use crate::itinerary::{Builder, Itinerary};
use crate::manifest::Run;
use crate::resolve::Resolved;
use crate::snap::{Attachment, Rules};
use landbridge_cost::{Charge, Rates};
use landbridge_model::parameter::ParameterSet;
use landbridge_model::{Cargo, ModeSet};
use landbridge_network::astar;
use landbridge_network::cch::{Direction, INFINITY, Path, Seed};
use landbridge_network::graph::{ArcId, EdgeRef};
use rayon::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

/// What is minimised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Hours.
    Time,
    /// US dollars.
    Cost,
    /// Kilograms of CO2e.
    Co2,
}

impl Objective {
    /// All objectives in the order of the lanes of a customisation.
    pub const ALL: [Self; 3] = [Self::Time, Self::Cost, Self::Co2];

    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Cost => "cost",
            Self::Co2 => "co2",
        }
    }

    /// What to say when only this objective finds no way: its sum is too large.
    fn beyond(self) -> String {
        let most = f64::from(INFINITY);
        let limit = match self {
            Self::Time => format!("{:.0} years", most / 3600.0 / 8760.0),
            Self::Cost => format!("{:.0} USD a unit", most / 10_000.0),
            Self::Co2 => format!("{:.0} t CO2e a unit", most / 1e6),
        };
        format!("no way is shown for {}: every way exceeds {limit}, the most that can be counted; take a smaller unit", self.as_str())
    }

    /// Place among [`Self::ALL`].
    pub(crate) fn lane(self) -> usize {
        self as usize
    }

    /// A charge as a whole number: seconds, or hundredths of a cent or grams
    /// with one unit an hour, so that of equal ways the faster is taken.
    pub(crate) fn weight(self, charge: Charge) -> u32 {
        let units = match self {
            Self::Time => charge.hours * 3600.0,
            Self::Cost => charge.usd * 10_000.0 + charge.hours,
            Self::Co2 => charge.kg * 1000.0 + charge.hours,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to below INFINITY first")]
        let weight = units.round().clamp(0.0, f64::from(INFINITY - 1)) as u32;
        weight
    }
}

/// A question.
#[derive(Clone, Debug)]
pub struct Request {
    /// Places in order: from, via, to.
    pub places: Vec<String>,
    /// What moves.
    pub cargo: Cargo,
    /// State of the network at the end of this year; `None` takes the data's.
    pub year: Option<u16>,
    /// Modes of the main haul.
    pub modes: Option<ModeSet>,
    /// What to keep away from.
    pub avoid: Vec<String>,
    /// No road to and from facilities.
    pub no_access: bool,
    /// Parameters changed for this run.
    pub set: Vec<(String, f64)>,
}

/// Where the answer comes from.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Manifest {
    /// Hash of the network, with scenarios.
    pub world: String,
    /// Hash of network and parameters.
    pub data: String,
    /// Under which conditions.
    #[serde(flatten)]
    pub run: Run,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Answer {
    /// The best chain by time, cost and CO2e.
    pub itineraries: Vec<Itinerary>,
    /// What people should know about how the question was understood.
    pub notes: Vec<String>,
    /// Where the answer comes from.
    pub manifest: Manifest,
}

/// No parameter is larger: beyond it sums over long ways and large cargoes would no
/// longer be numbers.
const MOST_VALUE: f64 = 1e12;

/// Places nearer to each other than this are the same.
pub(crate) const SAME_KM: f64 = 0.1;

/// How many times a road's cost a place's distance from the line weighs when
/// no access leg is counted, so that the nearest line is the one meant.
const BESIDE: f64 = 20.0;

/// A path between two places with the attachments it uses.
struct Found<'a> {
    attachments: (Attachment, Attachment),
    path: Option<Path>,
    weight: u64,
    /// Distances to the end, where the search had them all.
    towards: Option<Towards<'a>>,
}

/// What all searches of a question by one objective share.
struct Search<'a> {
    rules: &'a Rules<'a>,
    finder: &'a Finder<'a>,
    objective: Objective,
}

impl Search<'_> {
    /// Where a search starts or ends for an attachment.
    fn seed(&self, a: &Attachment) -> Seed {
        // A place beside the line costs nothing but should be near it.
        let offset = self.rules.rates.access(a.offset_km * BESIDE).1;
        let weight = self.objective.weight(self.rules.charge(a)).saturating_add(self.objective.weight(offset));
        Seed { node: a.node, weight: weight.min(INFINITY - 1) }
    }

    fn seeds(&self, attachments: &[Attachment]) -> Vec<Seed> {
        attachments.iter().map(|a| self.seed(a)).collect()
    }
}

impl Engine {
    /// Answers a question.
    ///
    /// # Errors
    /// A place, constraint or parameter that is not known; a place with no
    /// network near; no route, with the constraint that forbids it.
    pub fn route(&self, request: &Request) -> Result<Answer, EngineError> {
        let places: Vec<Resolved> = request.places.iter().map(|p| self.resolve(p)).collect::<Result<_, _>>()?;
        if let Some(w) = places.windows(2).find(|w| w[0].position.km_to(w[1].position) < SAME_KM) {
            return Err(EngineError::input(format!("{} is where the cargo already is", w[1].name), "name different places"));
        }
        let avoid: Vec<(String, Avoid)> = request.avoid.iter().map(|a| self.parse_avoid(a)).collect::<Result<_, _>>()?;
        let parameters = self.changed(&request.set)?;
        let rates = Rates::new(&request.cargo, &parameters, &self.world).map_err(|e| EngineError::input(e, ""))?;
        let constraints = self.constraints(avoid, request.modes);
        let reach_km = parameters.get("access.most_km").map_or(50.0, |p| p.value);
        let year = self.network_year(request.year)?;
        let rules = Rules { engine: self, rates: &rates, year, constraints: &constraints, no_access: request.no_access, reach_km };
        if rules.modes().is_empty() {
            return Err(EngineError::none(
                format!("{} cannot travel by the modes asked for", request.cargo),
                "choose other modes or another cargo",
            ));
        }
        let attached = attach_all(&rules, &places)?;
        let finder = Finder::new(&rules, &format!("{:?} {year} {:?}", request.cargo, request.set));
        let found: Vec<Option<Itinerary>> = Objective::ALL
            .par_iter()
            .map(|&objective| self.best(&Search { rules: &rules, finder: &finder, objective }, request, &places, &attached))
            .collect();
        let itineraries: Vec<Itinerary> = found.iter().flatten().cloned().collect();
        if itineraries.is_empty() {
            return Err(self.why_none(request, &places));
        }
        let beyond = found.iter().zip(Objective::ALL).filter(|f| f.0.is_none()).map(|f| f.1.beyond());
        let beside = rules.beside_lines(attached.iter().map(Vec::as_slice));
        let notes = places.iter().filter_map(|p| p.note.clone()).chain(beyond).chain(beside).collect();
        let run = self.run(year, &request.cargo, &request.set);
        let manifest = Manifest { world: format!("{:032x}", self.hash), data: self.priced_version(&parameters), run };
        Ok(Answer { itineraries, notes, manifest })
    }

    pub(crate) fn changed(&self, set: &[(String, f64)]) -> Result<ParameterSet, EngineError> {
        let mut parameters = self.parameters.clone();
        for (name, value) in set {
            if value.is_finite() && value.abs() > MOST_VALUE {
                let hint = format!("give at most {MOST_VALUE:e}");
                return Err(EngineError::input(format!("the parameter {name} cannot be {value:e}"), hint));
            }
            parameters.set(name, *value).map_err(|e| EngineError::input(e, "write --set name=value"))?;
        }
        Ok(parameters)
    }

    /// The best chain through all places by one objective.
    fn best(&self, search: &Search<'_>, request: &Request, places: &[Resolved], attached: &[Vec<Attachment>]) -> Option<Itinerary> {
        let (rules, objective) = (search.rules, search.objective);
        let mut builder = Builder::new(rules, request.cargo.quantity, objective.as_str(), &places.first()?.name);
        let mut starts = attached.first()?.clone();
        let mut ends_chosen = Vec::new();
        for ends in &attached[1..] {
            let found = self.between(search, &starts, ends)?;
            // The next stretch leaves where this one arrived.
            let arrived = found.attachments.1;
            starts = ends.iter().filter(|a| same_place(a, &arrived)).copied().collect();
            ends_chosen.push(found);
        }
        for (i, found) in ends_chosen.iter().enumerate() {
            let (from, to) = (&places[i], &places[i + 1]);
            match &found.path {
                Some(path) => {
                    builder.depart(&from.name, from.position, &found.attachments.0);
                    builder.follow(&path.arcs);
                }
                None => self.stay_on_link(&mut builder, from, &found.attachments),
            }
            let mut arrival = found.attachments.1;
            if found.path.is_none() {
                arrival.partial = None;
            }
            builder.arrive(&to.name, to.position, &arrival);
        }
        let mut itinerary = builder.finish();
        if let ([only], [starts, ends]) = (&ends_chosen[..], attached)
            && let Some(path) = &only.path
        {
            itinerary.next_best = self.next_best(search, starts, ends, path, only.towards.as_ref());
        }
        Some(itinerary)
    }

    fn stay_on_link(&self, builder: &mut Builder<'_>, from: &Resolved, (a, b): &(Attachment, Attachment)) {
        let mut start = *a;
        start.partial = None;
        builder.depart(&from.name, from.position, &start);
        if let (Some(p), Some(q)) = (a.partial, b.partial) {
            let arc = self.graph.link_arc(p.link);
            if p.at <= q.at { builder.within(arc, p.at, q.at) } else { builder.within(self.graph.reverse(arc), 1.0 - p.at, 1.0 - q.at) }
        }
    }

    fn between<'a>(&self, search: &Search<'a>, starts: &[Attachment], ends: &[Attachment]) -> Option<Found<'a>> {
        let (rules, objective) = (search.rules, search.objective);
        let (sources, targets) = (search.seeds(starts), search.seeds(ends));
        let mut towards = search.finder.towards(objective, &targets);
        let path = search.finder.path(objective, &sources, &targets, &mut towards);
        let through = path.map(|p| Found {
            attachments: (starts[p.source], ends[p.target]),
            weight: u64::from(p.weight),
            path: Some(p),
            towards: Some(towards),
        });
        // Both places on one link: straight along it.
        let mut along: Option<Found<'_>> = None;
        for a in starts {
            for b in ends.iter().filter(|b| b.partial.zip(a.partial).is_some_and(|(q, p)| q.link == p.link)) {
                let (Some(p), Some(q)) = (a.partial, b.partial) else { continue };
                let arc = self.graph.link_arc(p.link);
                let part = rules.rates.charge(&self.world, &self.graph, arc) * (p.at - q.at).abs();
                let rest = rules.rates.access(a.access_km + b.access_km + (a.offset_km + b.offset_km) * BESIDE).1;
                let weight = u64::from(objective.weight(part + rest));
                if along.as_ref().is_none_or(|f| weight < f.weight) {
                    along = Some(Found { attachments: (*a, *b), path: None, weight, towards: None });
                }
            }
        }
        match (through, along) {
            (Some(t), Some(a)) => Some(if a.weight <= t.weight { a } else { t }),
            (t, a) => t.or(a),
        }
    }

    /// The best way over a border or facility that the path does not use
    /// (single-via paths: Abraham, Delling, Goldberg and Werneck, "Alternative
    /// Routes in Road Networks", JEA 18, 2013).
    fn next_best(
        &self,
        search: &Search<'_>,
        starts: &[Attachment],
        ends: &[Attachment],
        path: &Path,
        towards: Option<&Towards<'_>>,
    ) -> Option<String> {
        let objective = search.objective;
        let from = search.finder.distances(objective, &search.seeds(starts), Direction::FromSeeds);
        let computed;
        let to = match towards {
            Some(Towards::Exact(distances)) => distances,
            _ => {
                computed = search.finder.distances(objective, &search.seeds(ends), Direction::ToSeeds);
                &computed
            }
        };
        let used: Vec<String> = path.arcs.iter().filter_map(|a| self.stop_name(*a)).collect();
        let first_stop = self.graph.ends.len() - self.world.docks.len() - self.world.crossing_edges.len();
        let mut best: Option<(u32, String)> = None;
        for edge in first_stop..self.graph.ends.len() {
            for arc in [edge * 2, edge * 2 + 1].map(|raw| ArcId(u32::try_from(raw).unwrap_or(u32::MAX))) {
                let cost = search.finder.weight(objective, arc);
                if cost >= INFINITY {
                    continue;
                }
                let (a, b) = (from[self.graph.tail(arc).0 as usize], to[self.graph.head(arc).0 as usize]);
                if a >= INFINITY || b >= INFINITY {
                    continue;
                }
                let total = a + cost + b;
                if best.as_ref().is_none_or(|x| total < x.0)
                    && let Some(name) = self.stop_name(arc)
                    && !used.contains(&name)
                {
                    best = Some((total, name));
                }
            }
        }
        let (total, name) = best?;
        let more = f64::from(total.saturating_sub(path.weight));
        let by = match objective {
            Objective::Time => format!("{:.1} h", more / 3600.0),
            Objective::Cost => format!("{:.0} USD a unit", more / 10_000.0),
            Objective::Co2 => format!("{:.1} kg CO2e a unit", more / 1000.0),
        };
        Some(format!("the next best goes by {name}: {by} more"))
    }

    fn stop_name(&self, arc: ArcId) -> Option<String> {
        match self.graph.edge(arc.edge()) {
            EdgeRef::Link(_) => None,
            EdgeRef::Crossing(i) => Some(self.world.crossings[self.world.crossing_edges[i].crossing].name.clone()),
            EdgeRef::Dock(i) => Some(self.world.facilities[self.world.docks[i].facility].name.clone()),
        }
    }

    /// Which constraint forbids a route: the first whose lifting opens one.
    fn why_none(&self, request: &Request, places: &[Resolved]) -> EngineError {
        let between = format!("no route from {} to {}", places.first().map_or("", |p| &p.name), places.last().map_or("", |p| &p.name));
        let opens = |changed: Request| {
            let worth = changed.avoid.len() < request.avoid.len()
                || changed.modes != request.modes
                || changed.year != request.year
                || changed.no_access != request.no_access;
            worth && self.exists(&changed)
        };
        for i in 0..request.avoid.len() {
            let mut changed = request.clone();
            let lifted = changed.avoid.remove(i);
            if opens(changed) {
                return EngineError::none(between, format!("--avoid {lifted} forbids it"));
            }
        }
        if request.year.is_some() && opens(Request { year: None, ..request.clone() }) {
            return EngineError::none(between, "the links it would need are not open in that year; leave out --year or take a later one");
        }
        if opens(Request { modes: None, ..request.clone() }) {
            return EngineError::none(between, "the modes asked for do not connect; leave out --modes or add one");
        }
        if opens(Request { no_access: false, ..request.clone() }) {
            return EngineError::none(between, "--no-access forbids it");
        }
        if self.exists(request) {
            return EngineError::none(between, Objective::ALL.map(Objective::beyond).join("; "));
        }
        EngineError::none(between, "the network of this cargo does not connect the two")
    }

    fn exists(&self, request: &Request) -> bool {
        self.route_exists(request).unwrap_or(false)
    }

    fn route_exists(&self, request: &Request) -> Result<bool, EngineError> {
        let places: Vec<Resolved> = request.places.iter().map(|p| self.resolve(p)).collect::<Result<_, _>>()?;
        let avoid = request.avoid.iter().map(|a| self.parse_avoid(a)).collect::<Result<_, _>>()?;
        let rates = Rates::new(&request.cargo, &self.parameters, &self.world).map_err(|e| EngineError::input(e, ""))?;
        let constraints = self.constraints(avoid, request.modes);
        let reach_km = self.parameters.get("access.most_km").map_or(50.0, |p| p.value);
        let rules = Rules {
            engine: self,
            rates: &rates,
            year: self.network_year(request.year)?,
            constraints: &constraints,
            no_access: request.no_access,
            reach_km,
        };
        let attached = attach_all(&rules, &places)?;
        let weight = |arc: ArcId| if rules.open(arc) { 1 } else { INFINITY };
        Ok(attached.windows(2).all(|w| {
            let seeds: Vec<Seed> = w[0].iter().map(|a| Seed { node: a.node, weight: 0 }).collect();
            let dist = astar::distances(&self.graph, weight, &seeds, false);
            w[1].iter().any(|a| dist[a.node.0 as usize] < INFINITY)
        }))
    }
}

/// Whether two attachments stand for the same spot.
fn same_place(a: &Attachment, b: &Attachment) -> bool {
    match (a.partial, b.partial) {
        (Some(p), Some(q)) => p.link == q.link,
        _ => a.node == b.node,
    }
}

fn attach_all(rules: &Rules<'_>, places: &[Resolved]) -> Result<Vec<Vec<Attachment>>, EngineError> {
    places
        .iter()
        .map(|place| {
            let found = rules.attach(place);
            if !found.is_empty() {
                return Ok(found);
            }
            let modes: Vec<&str> = rules.modes().iter().map(|m| m.as_str()).collect();
            let hint = match rules.nearest_km(place) {
                Some(km) => {
                    format!("the nearest open link of {} is {km:.0} km away; {:.0} km are allowed", modes.join(", "), rules.reach_km)
                }
                None => format!("no link of {} is open to this cargo", modes.join(", ")),
            };
            Err(EngineError::none(format!("{} has no network near", place.name), hint))
        })
        .collect()
}

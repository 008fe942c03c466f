//! Leave on this day: all ways worth choosing, with price, emission and how
//! surely they arrive.

mod answer;
mod calibration;
mod choice;
mod ends;
mod hubs;
mod id;
mod lines;
mod listing;
mod options;
mod planner;
mod question;
mod reopen;
mod services;
mod ways;

use crate::constraint::Constraints;
use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::nets::{Prices, parameter};
use crate::resolve::Resolved;
use crate::snap::Rules;
pub use answer::{PlanAnswer, PlanManifest, SearchFacts};
pub use calibration::Measured;
use choice::explain;
pub use choice::represent;
use ends::{OwnLegs, stop_of};
use id::Opened;
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_itinerary::{Chain, Query, Slack, search};
use landbridge_model::parameter::ParameterSet;
use landbridge_model::{Cargo, CargoKind};
use landbridge_network::FacilityId;
use landbridge_services::{Timetable, days};
pub use listing::{ListedService, ServiceList, ServiceQuery, ServiceRide};
pub(crate) use listing::{Way, days_between, half};
use options::Reader;
pub use options::{PlanLeg, PlanOption, Spread, StageTime};
use planner::Brief;
pub(crate) use planner::Planner;
pub use question::PlanRequest;
use question::Understood;
pub use services::{ServiceSummary, Services};
use std::collections::BTreeSet;

/// Labels that a search with a bound of its own may make.
const MOST_LABELS: usize = 600_000;
/// Labels from which on a search without one is bounded, and by how much.
const WIDER: [(usize, f64); 6] = [(120_000, 0.01), (140_000, 0.02), (160_000, 0.05), (180_000, 0.1), (200_000, 0.2), (220_000, 0.4)];
/// Planners that are kept.
pub(crate) const KEPT: usize = 2;

impl Engine {
    /// Answers a question.
    ///
    /// # Errors
    /// A place, day, constraint or parameter that is not understood; services
    /// that cannot be read; no way at all.
    pub fn plan(&self, request: &PlanRequest) -> Result<PlanAnswer, EngineError> {
        let asked = self.understand(request, self.resolve(&request.from)?, self.resolve(&request.to)?)?;
        self.planned(request, &asked, None)
    }

    /// Answers a question between two facilities, whatever the request calls
    /// its ends.
    ///
    /// # Errors
    /// As [`Engine::plan`].
    pub fn plan_between(&self, request: &PlanRequest, from: FacilityId, to: FacilityId) -> Result<PlanAnswer, EngineError> {
        let asked = self.understand(request, self.facility_place(from), self.facility_place(to))?;
        self.planned(request, &asked, None)
    }

    /// Reopens an option by its id. Where the data have changed since, it is
    /// computed anew and the notes say so.
    ///
    /// # Errors
    /// A text that is no id; an option whose services are gone.
    pub fn plan_show(&self, id: &str) -> Result<PlanAnswer, EngineError> {
        let opened = Opened::read(id)?;
        let question = &opened.question;
        let asked = self.understand(question, self.resolve(&question.from)?, self.resolve(&question.to)?)?;
        self.planned(question, &asked, Some(&opened))
    }

    /// The scenarios on whose network an option was found, by id, and the day on
    /// which its cargo is ready.
    ///
    /// # Errors
    /// A text that is no id.
    pub fn scenarios_of(id: &str) -> Result<(Vec<String>, String), EngineError> {
        let question = Opened::read(id)?.question;
        Ok((question.scenarios, question.depart))
    }

    /// Whether a text is the id of an option.
    pub fn is_plan_id(text: &str) -> bool {
        Opened::read(text).is_ok()
    }

    /// Where an answer that knows services comes from.
    pub(crate) fn manifest(
        &self,
        parameters: &ParameterSet,
        year: u16,
        cargo: &Cargo,
        set: &[(String, f64)],
    ) -> Result<PlanManifest, EngineError> {
        Ok(PlanManifest { data: self.version_with(parameters)?, run: self.run(year, cargo, set) })
    }

    fn planned(&self, request: &PlanRequest, asked: &Understood, reopened: Option<&Opened>) -> Result<PlanAnswer, EngineError> {
        freight(asked.cargo.kind)?;
        let parameters = self.changed(&request.set)?;
        let prices = Prices::new(self, &asked.cargo, &parameters)?;
        let parameter = |name: &str| parameter(&parameters, name);
        let services = self.services()?;
        let with: Vec<String> = self.with.iter().chain(&request.with).cloned().collect();
        scenarios_known(&services.timetable, &with)?;
        let constraints = asked.constraints(self);
        let rules = prices.rules(self, asked.year, &constraints);
        let nothing = Constraints { avoid: Vec::new(), modes: None };
        let free = Rules { constraints: &nothing, ..rules };
        let year = asked.depart.year();
        let brief = Brief {
            rules: &rules,
            free: &free,
            delays: &prices.delays,
            timetable: &services.timetable,
            modes: asked.modes_allowed().and(prices.rates.modes()),
            quantity: asked.cargo.quantity,
            // Departures are known from the year before, since a service may be
            // long under way before it calls, to the end of the next.
            window: (jiff::civil::date(year - 1, 1, 1), jiff::civil::date(year + 1, 12, 31)),
            with: &with,
            usd_per_hour: prices.usd_per_hour,
            road_km: parameter("plan.road_between_terminals_km")?,
        };
        let key = format!(
            "{:032x} {:?} {} {year} {:?} {:?} {:?} {:?}",
            services.hash, asked.cargo, asked.year, request.set, constraints.avoid, brief.modes, with
        );
        let planner = self.planners.get(&key, || Planner::new(&brief));
        let own = OwnLegs::new(&brief, &planner, &asked.from, &asked.to);
        let ready = days::midnight(asked.depart);
        let horizon_days = parameter("plan.horizon_days")?;
        let horizon = planner::minutes(horizon_days * 24.0);
        let (slack, wider, most_labels) = match request.epsilon {
            Some(share) => (Slack { share }, Vec::new(), MOST_LABELS),
            None => (Slack::default(), WIDER.map(|(from, share)| (from, Slack { share })).to_vec(), 5 * MOST_LABELS),
        };
        let question = Query {
            from: stop_of(&planner, &asked.from).unwrap_or(ORIGIN),
            to: stop_of(&planner, &asked.to).unwrap_or(DESTINATION),
            first: own.first.clone(),
            last: own.last.clone(),
            ready,
            horizon: u64::from(horizon),
            via: asked.via.iter().map(|v| touching(&planner, v, prices.reach_km)).collect::<Result<Vec<_>, _>>()?,
            criteria: asked.criteria,
            slack,
            wider,
            most_labels,
        };
        let found = search(&planner.board, &planner.floor, &question);
        if !found.complete {
            return Err(too_many(request.epsilon));
        }
        let epsilon = found.slack.share;
        let mut notes: Vec<String> = [&asked.from, &asked.to].into_iter().chain(&asked.via).filter_map(|p| p.note.clone()).collect();
        notes.extend(services.warnings.iter().cloned());
        let until = days::day_of(ready + i64::from(horizon)).unwrap_or(asked.depart);
        let runs = |l: &lines::LineInfo| services.timetable.services[l.service].departures.within(asked.depart, until);
        let running = planner.lines.iter().filter(|l| runs(l)).count();
        notes.extend(on_services(&planner, asked, running, horizon_days));
        let reader = Reader {
            brief: &brief,
            planner: &planner,
            own: &own,
            ends: (&asked.from, &asked.to),
            ready,
            deadline: asked.deadline,
            ways: request.ways && reopened.is_none(),
        };
        let manifest = self.manifest(&parameters, asked.year, &asked.cargo, &request.set)?;
        if found.chains.is_empty() && reopened.is_none() {
            return Err(no_way(asked, &question, prices.reach_km, horizon_days));
        }
        let asked_again = PlanRequest { scenarios: self.scenario_ids.clone(), ..request.clone() };
        let id = |chain: &Chain| Opened { question: asked_again.clone(), moves: reader.moves(chain), data: manifest.data.clone() }.write();
        let (mut options, gone) = choose(&reader, &found.chains, asked, id);
        if let Some(opened) = reopened {
            if opened.data != manifest.data {
                notes.push("the data have changed since this option was found: it is computed anew".to_owned());
            }
            let chain = reader.chain(&opened.moves, &question)?;
            let id = id(&chain);
            let why = options.into_iter().find(|o| o.id == id).map(|o| o.why);
            if why.is_none() {
                notes.push("this option is no longer among the ways worth choosing".to_owned());
            }
            options = Reader { ways: true, ..reader }.options(std::slice::from_ref(&chain));
            for option in &mut options {
                (option.id, option.why) = (id.clone(), why.clone().unwrap_or_default());
            }
        } else if gone > 0 {
            notes.push(format!(
                "ways left out: {gone}; by the law of their arrival, missed connections included, another is at least as good in everything"
            ));
        }
        Ok(PlanAnswer {
            from: asked.from.name.clone(),
            to: asked.to.name.clone(),
            options,
            notes,
            search: SearchFacts {
                criteria: asked.criteria_words(),
                epsilon,
                labels: found.labels,
                horizon_days,
                services: running,
                terminals: planner.hubs.all.len(),
            },
            manifest,
        })
    }
}

/// Refuses scenarios to which no service belongs.
fn scenarios_known(timetable: &Timetable, with: &[String]) -> Result<(), EngineError> {
    let known = timetable.scenarios();
    let unknown = with.iter().find(|w| !known.contains(*w));
    unknown.map_or(Ok(()), |other| Err(unknown_scenario(other, &known)))
}

fn unknown_scenario(other: &str, known: &BTreeSet<String>) -> EngineError {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    EngineError::input(format!("no service belongs to a scenario '{other}'"), format!("known are {}", known.join(", ")))
}

/// Why there is no way at all.
fn no_way(asked: &Understood, question: &Query, reach_km: f64, horizon_days: f64) -> EngineError {
    let ends = [(&asked.from, question.from, question.first.len()), (&asked.to, question.to, question.last.len())];
    if let Some((place, ..)) = ends.into_iter().find(|(_, stop, legs)| *stop >= DESTINATION && *legs == 0) {
        return EngineError::none(
            format!("{} has no terminal and no road network near", place.name),
            format!("name a place within {reach_km:.0} km of a road, port, station or airport"),
        );
    }
    EngineError::none(
        format!("no way from {} to {} within {horizon_days:.0} days", asked.from.name, asked.to.name),
        "allow more modes, avoid less, or choose another day",
    )
}

/// What people should know about the services of a plan.
fn on_services(planner: &Planner, asked: &Understood, running: usize, horizon_days: f64) -> Vec<String> {
    let mut notes = Vec::new();
    if running == 0 {
        notes.push(format!("no service is known to run within {horizon_days:.0} days of {}: all legs are unscheduled", asked.depart));
    }
    if planner.too_small > 0 {
        notes.push(format!("{} services are left out: one departure has no room for {}", planner.too_small, asked.cargo));
    }
    if asked.cargo.kind == CargoKind::Liquid {
        notes.push("pipelines are not among the modes of a plan: `route` knows them".to_owned());
    }
    notes
}

/// The options of chains without those that others cover, the soonest first,
/// each with its id and why it is there; and how many are left out.
fn choose(reader: &Reader<'_>, chains: &[Chain], asked: &Understood, id: impl Fn(&Chain) -> String) -> (Vec<PlanOption>, usize) {
    let mut options = reader.options(chains);
    for (option, chain) in options.iter_mut().zip(chains) {
        option.id = id(chain);
    }
    // The search counts expected time; missed connections, which the law of
    // the arrival knows, can change which way is sooner.
    options.sort_by(|a, b| a.days_p50.total_cmp(&b.days_p50).then(a.usd.total_cmp(&b.usd)).then(a.id.cmp(&b.id)));
    let before = options.len();
    let stay: Vec<bool> = options.iter().map(|o| !options.iter().any(|better| asked.covers(better, o))).collect();
    let mut stay = stay.into_iter();
    options.retain(|_| stay.next().unwrap_or(true));
    explain(&mut options, asked.criteria);
    let gone = before - options.len();
    (options, gone)
}

/// Refuses cargo that plans know no way of moving.
fn freight(kind: CargoKind) -> Result<(), EngineError> {
    let why = match kind {
        CargoKind::Gas => "gas goes by pipeline, of which a plan knows no services",
        CargoKind::Passengers => "a plan is for freight: its waits, cut-offs and services are those of goods",
        _ => return Ok(()),
    };
    Err(EngineError::input(why, "ask `landbridge route`"))
}

fn too_many(epsilon: Option<f64>) -> EngineError {
    match epsilon {
        Some(share) => EngineError::none(
            format!("with --epsilon {share} there are too many ways to look at"),
            "choose a larger one, or none: then the set is bounded by as much as it needs",
        ),
        None => EngineError::none("there are too many ways to look at", "ask for fewer criteria, modes or places to be touched"),
    }
}

/// Terminals that a place stands for when it is to be touched.
fn touching(planner: &Planner, place: &Resolved, reach_km: f64) -> Result<Vec<bool>, EngineError> {
    let own = place.facility.and_then(|f| planner.hubs.of_facility.get(&f)).copied();
    let near = |(stop, hub): (u32, &hubs::Hub)| own.map_or_else(|| hub.position.km_to(place.position) <= reach_km, |own| own == stop);
    let set: Vec<bool> = (0u32..).zip(&planner.hubs.all).map(near).collect();
    if set.contains(&true) {
        return Ok(set);
    }
    Err(EngineError::none(
        format!("no terminal of the plan lies within {reach_km:.0} km of {}", place.name),
        "name a port, rail terminal or airport on the way",
    ))
}

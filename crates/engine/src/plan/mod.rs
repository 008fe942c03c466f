//! Leave on this day: all ways worth choosing, with price, emission and how
//! surely they arrive.

mod calibration;
mod ends;
mod hubs;
mod id;
mod lines;
mod listing;
mod options;
mod planner;
mod services;
mod ways;

use crate::constraint::{Avoid, Constraints, parse_modes};
use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::nets::{Prices, parameter};
use crate::resolve::Resolved;
use crate::snap::Rules;
pub use calibration::Measured;
use ends::{OwnLegs, stop_of};
use id::{Move, Opened};
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_itinerary::{Chain, Criteria, Found, Query, Ride, Slack, search};
use landbridge_model::{Cargo, Mode, ModeSet};
use landbridge_network::FacilityId;
use landbridge_services::days;
pub use listing::{ListedService, ServiceList, ServiceQuery, ServiceRide};
pub(crate) use listing::{Way, days_between, half};
pub use options::{PlanLeg, PlanOption, Spread, StageTime, represent};
use options::{Reader, explain};
use planner::Brief;
pub(crate) use planner::Planner;
use serde::{Deserialize, Serialize};
pub use services::{ServiceSummary, Services};

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanRequest {
    /// Origin.
    pub from: String,
    /// Destination.
    pub to: String,
    /// Day on which the cargo is ready, `YYYY-MM-DD`, at its first minute UTC.
    pub depart: String,
    /// Day by whose end it should be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrive_by: Option<String>,
    /// Places to touch in order: within reach of a terminal where the chain
    /// changes, or where a service calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// Kind and quantity, as in `teu:2`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cargo: String,
    /// Value of the consignment in USD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_usd: Option<f64>,
    /// State of the network; by default that of the year of departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Modes, as in `rail,sea`; all by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<String>,
    /// What to keep away from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
    /// `time`, `cost`, `co2`, `transfers`; all four when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Scenarios whose services run as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Share by which a way may be worse and stand for another; by default none,
    /// and as much as it needs where the set has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epsilon: Option<f64>,
    /// Parameters changed for this run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<(String, f64)>,
    /// Whether legs come with their way over the map: terminals, stretches,
    /// borders. No part of the question, nor of ids.
    #[serde(default, skip_serializing)]
    pub ways: bool,
}

/// How the set was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchFacts {
    /// Criteria that count.
    pub criteria: Vec<String>,
    /// Share by which a way that is left out may be better than one that is
    /// there, in time, cost and emission; 0 where the set is complete.
    pub epsilon: f64,
    /// Labels that the search made.
    pub labels: usize,
    /// Days after which a way is too long to be of interest.
    pub horizon_days: f64,
    /// Services that run within the horizon and take the cargo.
    pub services: usize,
    /// Terminals that could be passed.
    pub terminals: usize,
}

/// Where the answer comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanManifest {
    /// Fingerprint of world, services and parameters.
    pub data: String,
    /// Version of the program.
    pub version: String,
    /// Year of the network.
    pub year: u16,
    /// Cargo.
    pub cargo: String,
    /// Parameters changed for this run.
    pub set: Vec<(String, f64)>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanAnswer {
    /// Origin as understood.
    pub from: String,
    /// Destination as understood.
    pub to: String,
    /// Ways worth choosing, the soonest to be expected first.
    pub options: Vec<PlanOption>,
    /// What people should know.
    pub notes: Vec<String>,
    /// How the set was found.
    pub search: SearchFacts,
    /// Where the answer comes from.
    pub manifest: PlanManifest,
}

/// Labels that a search may make before it is bounded.
const LABELS: usize = 60_000;
/// Bounds that are tried when the complete set is too large.
const SLACKS: [f64; 6] = [0.0, 0.01, 0.02, 0.05, 0.1, 0.2];
/// Planners that are kept.
pub(crate) const KEPT: usize = 2;

/// A question, understood.
struct Understood {
    from: Resolved,
    to: Resolved,
    via: Vec<Resolved>,
    depart: jiff::civil::Date,
    deadline: Option<i64>,
    cargo: Cargo,
    year: u16,
    modes: Option<ModeSet>,
    avoid: Vec<(String, Avoid)>,
    criteria: Criteria,
}

impl Understood {
    /// Whether an option is nowhere worse than another, as people see both, and
    /// somewhere better.
    fn covers(&self, a: &PlanOption, b: &PlanOption) -> bool {
        let c = &self.criteria;
        let pairs = [
            (c.time, a.days_p50, b.days_p50),
            (c.cost, a.usd, b.usd),
            (c.co2, a.kg_co2e, b.kg_co2e),
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            (c.transfers, a.transfers as f64, b.transfers as f64),
        ];
        let counted = || pairs.iter().filter(|p| p.0);
        counted().all(|p| p.1 <= p.2) && counted().any(|p| p.1 < p.2)
    }
}

/// Years of which a day of departure can be.
const FIRST_YEAR: i16 = 1990;
const LAST_YEAR: i16 = 2100;

const CRITERIA: [&str; 4] = ["time", "cost", "co2", "transfers"];

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

    /// Whether a text is the id of an option.
    pub fn is_plan_id(text: &str) -> bool {
        Opened::read(text).is_ok()
    }

    fn understand(&self, request: &PlanRequest, from: Resolved, to: Resolved) -> Result<Understood, EngineError> {
        let day = |text: &str| days::parse_date(text).map_err(|e| EngineError::input(e, "for example --depart 2024-09-02"));
        let depart = day(&request.depart)?;
        let sane = |d: jiff::civil::Date| {
            let hint = format!("choose a day from {FIRST_YEAR} to {LAST_YEAR}");
            if (FIRST_YEAR..=LAST_YEAR).contains(&d.year()) { Ok(d) } else { Err(EngineError::input(format!("{d} is out of reach"), hint)) }
        };
        let depart = sane(depart)?;
        let deadline = request.arrive_by.as_deref().map(day).transpose()?.map(sane).transpose()?;
        if from.position.km_to(to.position) < 0.1 {
            return Err(EngineError::input(format!("{} is where the cargo already is", to.name), "name two different places"));
        }
        if let Some(last) = deadline.filter(|d| *d < depart) {
            return Err(EngineError::input(format!("the deadline {last} is before the departure {depart}"), "swap the two days"));
        }
        let hint = "write --cargo teu:2, reefer:1, bulk:5000, liquid:100000 or passengers:300";
        let text = if request.cargo.is_empty() { "teu:1" } else { &request.cargo };
        let mut cargo = Cargo::parse(text).map_err(|e| EngineError::input(e, hint))?;
        cargo.value_usd = request.value_usd;
        let mut criteria = Criteria { time: false, cost: false, co2: false, transfers: false };
        for word in &request.criteria {
            match word.as_str() {
                "time" => criteria.time = true,
                "cost" => criteria.cost = true,
                "co2" => criteria.co2 = true,
                "transfers" => criteria.transfers = true,
                other => {
                    return Err(EngineError::input(format!("'{other}' is no criterion"), format!("use {}", CRITERIA.join(", "))));
                }
            }
        }
        if request.criteria.is_empty() {
            criteria = Criteria::ALL;
        }
        if request.epsilon.is_some_and(|e| !(0.0..=1.0).contains(&e)) {
            return Err(EngineError::input("--epsilon is a share", "write a number from 0 to 1, such as 0.02"));
        }
        Ok(Understood {
            from,
            to,
            via: request.via.iter().map(|v| self.resolve(v)).collect::<Result<_, _>>()?,
            depart,
            deadline: deadline.map(|d| days::midnight(days::shifted(d, 1))),
            cargo,
            year: request.year.unwrap_or_else(|| u16::try_from(depart.year()).unwrap_or(self.world.meta.as_of)),
            modes: request.modes.as_deref().map(parse_modes).transpose()?,
            avoid: request.avoid.iter().map(|a| self.parse_avoid(a)).collect::<Result<_, _>>()?,
            criteria,
        })
    }

    fn planned(&self, request: &PlanRequest, asked: &Understood, reopened: Option<&Opened>) -> Result<PlanAnswer, EngineError> {
        let parameters = self.changed(&request.set)?;
        let prices = Prices::new(self, &asked.cargo, &parameters)?;
        let (rates, reach_km) = (&prices.rates, prices.reach_km);
        let parameter = |name: &str| parameter(&parameters, name);
        let services = self.services()?;
        let avoided = asked.avoid.iter().filter_map(|(_, a)| if let Avoid::Modes(m) = a { Some(*m) } else { None });
        let allowed = asked.modes.unwrap_or(ModeSet::ALL).and(rates.modes());
        let modes = avoided.fold(allowed, |set, gone| gone.iter().fold(set, ModeSet::without));
        let others = asked.avoid.iter().filter(|(_, a)| !matches!(a, Avoid::Modes(_))).cloned().collect();
        let constraints = Constraints { avoid: others, modes: None };
        let rules = prices.rules(self, asked.year, &constraints);
        let nothing = Constraints { avoid: Vec::new(), modes: None };
        let free = Rules { constraints: &nothing, ..rules };
        // Departures are known from the year before, since a service may be long
        // under way before it calls, to the end of the next.
        let year = asked.depart.year();
        let window = (jiff::civil::date(year - 1, 1, 1), jiff::civil::date(year + 1, 12, 31));
        let brief = Brief {
            rules: &rules,
            free: &free,
            delays: &prices.delays,
            timetable: &services.timetable,
            modes,
            quantity: asked.cargo.quantity,
            window,
            with: &request.with,
            usd_per_hour: prices.usd_per_hour,
            road_km: parameter("plan.road_between_terminals_km")?,
        };
        let known = services.timetable.scenarios();
        if let Some(other) = request.with.iter().find(|w| !known.contains(*w)) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            return Err(EngineError::input(
                format!("no service belongs to a scenario '{other}'"),
                format!("known are {}", known.join(", ")),
            ));
        }
        let key = format!(
            "{:032x} {:?} {} {year} {:?} {:?} {modes:?} {:?}",
            services.hash, asked.cargo, asked.year, request.set, constraints.avoid, request.with
        );
        let planner = self.planners.get(&key, || Planner::new(&brief));
        let own = OwnLegs::new(&brief, &planner, &asked.from, &asked.to);
        let ready = days::midnight(asked.depart);
        let horizon_days = parameter("plan.horizon_days")?;
        let via = asked.via.iter().map(|v| touching(&planner, v, reach_km)).collect::<Result<Vec<_>, _>>()?;
        let question = Query {
            from: stop_of(&planner, &asked.from).unwrap_or(ORIGIN),
            to: stop_of(&planner, &asked.to).unwrap_or(DESTINATION),
            first: own.first.clone(),
            last: own.last.clone(),
            ready,
            horizon: u64::from(planner::minutes(horizon_days * 24.0)),
            via,
            criteria: asked.criteria,
            slack: Slack::default(),
            most_labels: LABELS,
        };
        let (found, epsilon) = bounded(&planner, &question, request.epsilon);
        let mut notes: Vec<String> = [&asked.from, &asked.to].into_iter().chain(&asked.via).filter_map(|p| p.note.clone()).collect();
        notes.extend(services.warnings.iter().cloned());
        let horizon_end = days::day_of(ready + i64::from(planner::minutes(horizon_days * 24.0))).unwrap_or(asked.depart);
        let runs = |l: &lines::LineInfo| services.timetable.services[l.service].departures.within(asked.depart, horizon_end);
        let running = planner.lines.iter().filter(|l| runs(l)).count();
        if running == 0 {
            notes.push(format!("no service is known to run within {horizon_days:.0} days of {}: all legs are unscheduled", asked.depart));
        }
        if planner.too_small > 0 {
            notes.push(format!("{} services are left out: one departure has no room for {}", planner.too_small, asked.cargo));
        }
        let reader = Reader {
            brief: &brief,
            planner: &planner,
            own: &own,
            ends: (&asked.from, &asked.to),
            ready,
            deadline: asked.deadline,
            ways: request.ways || reopened.is_some(),
        };
        let data =
            format!("{:032x}", self.hash ^ services.hash ^ landbridge_network::lbn::fingerprint(format!("{parameters:?}").as_bytes()));
        let mut chains = found.chains;
        if let Some(opened) = reopened {
            let missing = |m: &Move| match m {
                Move::S(id, ..) if !services.timetable.services.iter().any(|s| s.id == *id) => Some(id.clone()),
                _ => None,
            };
            if let Some(id) = opened.moves.iter().find_map(missing) {
                return Err(EngineError::none(
                    format!("the service '{id}' of this option is not among those that were read"),
                    "name its folder with --services, as when the option was found",
                ));
            }
            let chain = chains.iter().find(|c| reader.moves(c) == opened.moves).cloned();
            if opened.data != data {
                notes.push("the data have changed since this option was found: it is computed anew".to_owned());
            }
            let gone = || {
                EngineError::none(
                    "this option is no longer among the ways worth choosing",
                    "ask for the plan again: the data, the services or the program have changed",
                )
            };
            chains = vec![chain.ok_or_else(gone)?];
        }
        if chains.is_empty() {
            let reached = |stop: u32, legs: usize| stop < DESTINATION || legs > 0;
            for (place, stop, legs) in [(&asked.from, question.from, own.first.len()), (&asked.to, question.to, own.last.len())] {
                if !reached(stop, legs) {
                    return Err(EngineError::none(
                        format!("{} has no terminal and no road network near", place.name),
                        format!("name a place within {reach_km:.0} km of a road, port, station or airport"),
                    ));
                }
            }
            return Err(EngineError::none(
                format!("no way from {} to {} within {horizon_days:.0} days", asked.from.name, asked.to.name),
                "allow more modes, avoid less, or choose another day",
            ));
        }
        let mut options = reader.options(&chains);
        for (option, chain) in options.iter_mut().zip(&chains) {
            option.id = Opened { question: request.clone(), moves: reader.moves(chain), data: data.clone() }.write();
        }
        // The search counts expected time; missed connections, which the law of
        // the arrival knows, can change which way is sooner.
        options.sort_by(|a, b| a.days_p50.total_cmp(&b.days_p50).then(a.usd.total_cmp(&b.usd)).then(a.id.cmp(&b.id)));
        let found_options = options.len();
        let beaten = |o: &PlanOption| options.iter().any(|better| asked.covers(better, o));
        let stay: Vec<bool> = options.iter().map(|o| !beaten(o)).collect();
        let mut stay = stay.into_iter();
        options.retain(|_| stay.next().unwrap_or(true));
        if options.len() < found_options {
            notes.push(format!(
                "{} ways are left out: by the law of their arrival, missed connections included, another is at least as good in everything",
                found_options - options.len()
            ));
        }
        explain(&mut options);
        let words = [asked.criteria.time, asked.criteria.cost, asked.criteria.co2, asked.criteria.transfers];
        Ok(PlanAnswer {
            from: asked.from.name.clone(),
            to: asked.to.name.clone(),
            options,
            notes,
            search: SearchFacts {
                criteria: CRITERIA.iter().zip(words).filter(|c| c.1).map(|c| (*c.0).to_owned()).collect(),
                epsilon,
                labels: found.labels,
                horizon_days,
                services: running,
                terminals: planner.hubs.all.len(),
            },
            manifest: PlanManifest {
                data,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                year: asked.year,
                cargo: asked.cargo.to_string(),
                set: request.set.clone(),
            },
        })
    }
}

/// The complete set, or where it is too large the set with the smallest bound
/// that ends; and the bound.
fn bounded(planner: &Planner, question: &Query, epsilon: Option<f64>) -> (Found, f64) {
    let one = |share: f64, most_labels: usize| {
        search(&planner.board, &planner.floor, &Query { slack: Slack { share }, most_labels, ..question.clone() })
    };
    if let Some(share) = epsilon {
        return (one(share, usize::MAX), share);
    }
    for share in SLACKS {
        let found = one(share, LABELS);
        if found.complete {
            return (found, share);
        }
    }
    let last = 2.0 * SLACKS[SLACKS.len() - 1];
    (one(last, usize::MAX), last)
}

/// Terminals that a place stands for when it is to be touched.
fn touching(planner: &Planner, place: &Resolved, reach_km: f64) -> Result<Vec<bool>, EngineError> {
    let own = stop_of(planner, place);
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

impl Reader<'_> {
    /// The moves of a chain by name.
    fn moves(&self, chain: &Chain) -> Vec<Move> {
        chain
            .rides
            .iter()
            .map(|ride| match *ride {
                Ride::Line { line, board, alight, .. } => {
                    let service = self.planner.lines.get(line as usize).map(|l| &self.brief.timetable.services[l.service]);
                    Move::S(service.map_or_else(String::new, |s| s.id.clone()), board, alight)
                }
                Ride::Leg { to, what, .. } => {
                    let mode = self.own.info(self.planner, what).map_or(Mode::Road, |l| l.mode);
                    Move::L(mode.as_str().to_owned(), self.name(to))
                }
            })
            .collect()
    }
}

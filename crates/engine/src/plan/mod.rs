//! Leave on this day: all ways worth choosing, with price, emission and how
//! surely they arrive.

mod answer;
mod calibration;
mod ends;
mod hubs;
mod id;
mod lines;
mod listing;
mod options;
mod planner;
mod question;
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
use ends::{OwnLegs, stop_of};
use id::{Move, Opened};
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_itinerary::{Chain, Found, Query, Ride, Slack, search};
use landbridge_model::Mode;
use landbridge_network::FacilityId;
use landbridge_services::{Timetable, days};
pub use listing::{ListedService, ServiceList, ServiceQuery, ServiceRide};
pub(crate) use listing::{Way, days_between, half};
pub use options::{PlanLeg, PlanOption, Spread, StageTime, represent};
use options::{Reader, explain};
use planner::Brief;
pub(crate) use planner::Planner;
pub use question::PlanRequest;
use question::Understood;
pub use services::{ServiceSummary, Services};

/// Labels that a search may make before it is bounded.
const LABELS: usize = 60_000;
/// Bounds that are tried when the complete set is too large.
const SLACKS: [f64; 6] = [0.0, 0.01, 0.02, 0.05, 0.1, 0.2];
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

    /// Whether a text is the id of an option.
    pub fn is_plan_id(text: &str) -> bool {
        Opened::read(text).is_ok()
    }

    fn planned(&self, request: &PlanRequest, asked: &Understood, reopened: Option<&Opened>) -> Result<PlanAnswer, EngineError> {
        let parameters = self.changed(&request.set)?;
        let prices = Prices::new(self, &asked.cargo, &parameters)?;
        let parameter = |name: &str| parameter(&parameters, name);
        let services = self.services()?;
        scenarios_known(&services.timetable, &request.with)?;
        let constraints = asked.constraints();
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
            with: &request.with,
            usd_per_hour: prices.usd_per_hour,
            road_km: parameter("plan.road_between_terminals_km")?,
        };
        let key = format!(
            "{:032x} {:?} {} {year} {:?} {:?} {:?} {:?}",
            services.hash, asked.cargo, asked.year, request.set, constraints.avoid, brief.modes, request.with
        );
        let planner = self.planners.get(&key, || Planner::new(&brief));
        let own = OwnLegs::new(&brief, &planner, &asked.from, &asked.to);
        let ready = days::midnight(asked.depart);
        let horizon_days = parameter("plan.horizon_days")?;
        let horizon = planner::minutes(horizon_days * 24.0);
        let question = Query {
            from: stop_of(&planner, &asked.from).unwrap_or(ORIGIN),
            to: stop_of(&planner, &asked.to).unwrap_or(DESTINATION),
            first: own.first.clone(),
            last: own.last.clone(),
            ready,
            horizon: u64::from(horizon),
            via: asked.via.iter().map(|v| touching(&planner, v, prices.reach_km)).collect::<Result<Vec<_>, _>>()?,
            criteria: asked.criteria,
            slack: Slack::default(),
            most_labels: LABELS,
        };
        let (found, epsilon) = bounded(&planner, &question, request.epsilon);
        let mut notes: Vec<String> = [&asked.from, &asked.to].into_iter().chain(&asked.via).filter_map(|p| p.note.clone()).collect();
        notes.extend(services.warnings.iter().cloned());
        let until = days::day_of(ready + i64::from(horizon)).unwrap_or(asked.depart);
        let runs = |l: &lines::LineInfo| services.timetable.services[l.service].departures.within(asked.depart, until);
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
            if opened.data != data {
                notes.push("the data have changed since this option was found: it is computed anew".to_owned());
            }
            chains = vec![reader.reopened(opened, &chains)?];
        }
        if chains.is_empty() {
            return Err(no_way(asked, &question, prices.reach_km, horizon_days));
        }
        let mut options = reader.options(&chains);
        for (option, chain) in options.iter_mut().zip(&chains) {
            option.id = Opened { question: request.clone(), moves: reader.moves(chain), data: data.clone() }.write();
        }
        // The search counts expected time; missed connections, which the law of
        // the arrival knows, can change which way is sooner.
        options.sort_by(|a, b| a.days_p50.total_cmp(&b.days_p50).then(a.usd.total_cmp(&b.usd)).then(a.id.cmp(&b.id)));
        let gone = leave_out_covered(&mut options, asked);
        if gone > 0 {
            notes.push(format!(
                "{gone} ways are left out: by the law of their arrival, missed connections included, another is at least as good in everything"
            ));
        }
        explain(&mut options);
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

/// Refuses scenarios to which no service belongs.
fn scenarios_known(timetable: &Timetable, with: &[String]) -> Result<(), EngineError> {
    let known = timetable.scenarios();
    let Some(other) = with.iter().find(|w| !known.contains(*w)) else { return Ok(()) };
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(EngineError::input(format!("no service belongs to a scenario '{other}'"), format!("known are {}", known.join(", "))))
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

/// Leaves out options that others cover; how many.
fn leave_out_covered(options: &mut Vec<PlanOption>, asked: &Understood) -> usize {
    let before = options.len();
    let stay: Vec<bool> = options.iter().map(|o| !options.iter().any(|better| asked.covers(better, o))).collect();
    let mut stay = stay.into_iter();
    options.retain(|_| stay.next().unwrap_or(true));
    before - options.len()
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
    /// The chain of an option that was found before.
    fn reopened(&self, opened: &Opened, chains: &[Chain]) -> Result<Chain, EngineError> {
        let missing = |m: &Move| match m {
            Move::S(id, ..) if !self.brief.timetable.services.iter().any(|s| s.id == *id) => Some(id.clone()),
            _ => None,
        };
        if let Some(id) = opened.moves.iter().find_map(missing) {
            return Err(EngineError::none(
                format!("the service '{id}' of this option is not among those that were read"),
                "name its folder with --services, as when the option was found",
            ));
        }
        chains.iter().find(|c| self.moves(c) == opened.moves).cloned().ok_or_else(|| {
            EngineError::none(
                "this option is no longer among the ways worth choosing",
                "ask for the plan again: the data, the services or the program have changed",
            )
        })
    }

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

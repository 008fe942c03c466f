//! From a chain of the search to an option that people can read.

use super::ends::OwnLegs;
use super::planner::{Brief, LegInfo, Planner};
use super::ways::{LegHours, LegWay};
use crate::mode::stages::LegLaws;
use crate::resolve::Resolved;
use crate::steps::{Step, StepKind};
use landbridge_itinerary::reliability::{Arrival, Known, Stage};
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_itinerary::{Chain, Leave, Ride};
use landbridge_model::{Law, Mode, Point};
use landbridge_network::world::CountryId;
use landbridge_services::days;
use rayon::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

/// Hours that one, five and nine of ten cases stay below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Spread {
    /// One of ten.
    #[schema(value_type = Option<f64>)]
    pub p10: f64,
    /// Half.
    #[schema(value_type = Option<f64>)]
    pub p50: f64,
    /// Nine of ten.
    #[schema(value_type = Option<f64>)]
    pub p90: f64,
}

impl Spread {
    fn of(law: Law) -> Self {
        Self { p10: law.quantile(0.1), p50: law.quantile(0.5), p90: law.quantile(0.9) }
    }

    /// Days from a minute until an arrival.
    pub(crate) fn of_arrival(arrival: &Arrival, ready: i64) -> Self {
        let at = |p| arrival.quantile(p).map_or(f64::INFINITY, |m| f64_of(m - ready) / MINUTES_PER_DAY);
        Self { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
    }
}

/// A stage of an option: something that takes time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StageTime {
    /// `cut-off`, `wait`, `departure`, `run`, `borders`, `yards` or `release`.
    pub what: String,
    /// Where, or on what.
    pub at: String,
    /// Hours it takes; `None` where that depends on what came before: of a
    /// departure on known days, or of a service that begins to run later.
    pub hours: Option<Spread>,
    /// Days from the start until it is over.
    pub days: Spread,
}

/// A move of an option.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlanLeg {
    /// Mode, or several joined by `+` for a through service.
    pub mode: String,
    /// `service`, or `unscheduled` for a leg of which no service is known.
    pub kind: String,
    /// Id of the service's trip, empty without one.
    pub service: String,
    /// Name of the service.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// Where it starts.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Half of all cases leave by then (UTC).
    pub depart_p50: String,
    /// Half of all cases arrive by then (UTC).
    pub arrive_p50: String,
    /// Kilometres.
    pub km: f64,
    /// Kilometres of these that are measured straight, since the network has no
    /// way for them.
    pub km_straight: f64,
    /// US dollars for the whole consignment, handling included.
    pub usd: f64,
    /// `published`; `share of a published price` for a part of its way, by
    /// length; `partly published`; or `modelled`.
    pub price: String,
    /// Kilograms of CO2e for the whole consignment.
    pub kg_co2e: f64,
    /// Countries in order, alpha-3, where they are known.
    pub countries: Vec<String>,
    /// Straits and canals.
    pub passages: Vec<String>,
    /// How the service's figures are known.
    pub basis: String,
    /// Terminals, stretches and borders in order, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub way: Vec<Step>,
    /// The line over the map, with the way.
    #[serde(skip)]
    pub line: Vec<Point>,
}

impl PlanLeg {
    /// Takes its way, and from it the countries and passages.
    fn goes(&mut self, (way, line): LegWay) {
        let runs = || way.iter().filter(|s| s.what == StepKind::Run);
        self.countries = runs().flat_map(|s| s.countries.iter().cloned()).collect();
        self.countries.dedup();
        self.passages = runs().flat_map(|s| s.passages.iter().cloned()).collect();
        self.passages.dedup();
        (self.way, self.line) = (way, line);
    }
}

/// One way worth choosing.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlanOption {
    /// Reopens it: `plan show ID`.
    pub id: String,
    /// When the cargo is ready (UTC).
    pub depart: String,
    /// Half of all cases are there by then (UTC).
    pub arrive_p50: String,
    /// Nine of ten are.
    pub arrive_p90: String,
    /// Days from ready to there, one of ten cases.
    #[schema(value_type = Option<f64>)]
    pub days_p10: f64,
    /// Half of all cases.
    #[schema(value_type = Option<f64>)]
    pub days_p50: f64,
    /// Nine of ten.
    #[schema(value_type = Option<f64>)]
    pub days_p90: f64,
    /// Mean days of the cases that get there.
    #[schema(value_type = Option<f64>)]
    pub days_expected: f64,
    /// US dollars for the whole consignment.
    pub usd: f64,
    /// Kilograms of CO2e for the whole consignment.
    pub kg_co2e: f64,
    /// Chance to be there by the deadline; `None` without one.
    pub p_deadline: Option<f64>,
    /// Chance that a last departure is missed and the cargo never gets there.
    pub p_lost: f64,
    /// Changes of vehicle.
    pub transfers: u64,
    /// Why it is in the set.
    pub why: String,
    /// Moves in order.
    pub legs: Vec<PlanLeg>,
    /// Times in order.
    pub stages: Vec<StageTime>,
}

const MINUTES_PER_HOUR: f64 = 60.0;
const MINUTES_PER_DAY: f64 = 1440.0;

/// Reads chains of one question.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) brief: &'a Brief<'a>,
    pub(crate) planner: &'a Planner,
    pub(crate) own: &'a OwnLegs,
    pub(crate) ends: (&'a Resolved, &'a Resolved),
    /// Minute at which the cargo is ready.
    pub(crate) ready: i64,
    pub(crate) deadline: Option<i64>,
    /// Whether legs come with their way.
    pub(crate) ways: bool,
}

/// The clock of an option while its stages are added.
#[derive(Clone)]
struct Clock<'a> {
    ready: i64,
    arrival: Arrival,
    stages: Vec<StageTime>,
    known: &'a Known,
}

impl Clock<'_> {
    fn days(&self) -> Spread {
        Spread::of_arrival(&self.arrival, self.ready)
    }

    fn add(&mut self, what: &str, at: &str, stage: &Stage) {
        if *stage == Stage::Take(Law::Fixed(0.0)) {
            return;
        }
        let began = self.arrival.quantile(0.1).unwrap_or(i64::MIN);
        self.arrival = self.arrival.after_known(stage, self.known);
        let hours = match stage {
            Stage::Take(law) => Some(Spread::of(*law)),
            // Who comes before it runs waits for its first departure.
            Stage::Every { minutes, from, .. } if began >= *from => {
                Some(Spread::of(Law::Uniform { low: 0.0, high: f64::from(*minutes) / MINUTES_PER_HOUR }))
            }
            Stage::Every { .. } | Stage::Depart(_) => None,
        };
        self.stages.push(StageTime { what: what.to_owned(), at: at.to_owned(), hours, days: self.days() });
    }

    /// Mean hours from the start, of the cases that get there.
    fn hours(&self) -> f64 {
        self.arrival.mean().map_or(0.0, |m| (m - f64_of(self.ready)) / MINUTES_PER_HOUR)
    }

    fn p50(&self) -> String {
        self.arrival.quantile(0.5).map_or_else(String::new, days::write)
    }
}

impl Reader<'_> {
    pub(crate) fn name(&self, stop: u32) -> String {
        match stop {
            ORIGIN => self.ends.0.name.clone(),
            DESTINATION => self.ends.1.name.clone(),
            hub => self.planner.hubs.all.get(hub as usize).map_or_else(String::new, |h| h.name.clone()),
        }
    }

    /// The options of chains in their order; ids and why they are there are
    /// still empty. Chains that begin alike share the laws of their beginning.
    pub(crate) fn options(&self, chains: &[Chain]) -> Vec<PlanOption> {
        let mut order: Vec<usize> = (0..chains.len()).collect();
        order.sort_by(|&a, &b| chains[a].rides.cmp(&chains[b].rides));
        let known = Known::default();
        let clock = Clock { ready: self.ready, arrival: Arrival::at(self.ready), stages: Vec::new(), known: &known };
        let mut found = self.branches(chains, &order, 0, &(clock, Vec::new()));
        found.sort_by_key(|f| f.0);
        found.into_iter().map(|f| f.1).collect()
    }

    /// Options of chains whose first rides are the same and already taken.
    fn branches(&self, chains: &[Chain], order: &[usize], depth: usize, taken: &(Clock<'_>, Vec<PlanLeg>)) -> Vec<(usize, PlanOption)> {
        // In their order those that end here come first.
        let (ended, on) = order.split_at(order.partition_point(|&i| chains[i].rides.len() <= depth));
        let mut found: Vec<_> = ended.iter().map(|&i| (i, self.option(&chains[i], taken.clone()))).collect();
        let groups: Vec<&[usize]> = on.chunk_by(|&a, &b| chains[a].rides[depth] == chains[b].rides[depth]).collect();
        let further = |group: &&[usize]| {
            let (mut clock, mut legs) = taken.clone();
            legs.extend(self.ride(&chains[group[0]].rides[depth], &mut clock));
            self.branches(chains, group, depth + 1, &(clock, legs))
        };
        found.extend(groups.par_iter().map(further).collect::<Vec<_>>().into_iter().flatten());
        found
    }

    fn ride(&self, ride: &Ride, clock: &mut Clock<'_>) -> Option<PlanLeg> {
        match *ride {
            Ride::Leg { from, to, what } => {
                let info = self.own.info(self.planner, what)?;
                Some(self.unscheduled(info, (from, to), clock))
            }
            Ride::Line { line, board, alight, .. } => self.service(line as usize, (board as usize, alight as usize), clock),
        }
    }

    fn option(&self, chain: &Chain, (clock, legs): (Clock<'_>, Vec<PlanLeg>)) -> PlanOption {
        let days = clock.days();
        #[expect(clippy::cast_precision_loss, reason = "figures of one consignment")]
        let f = |x: u64| x as f64;
        let at = |p| clock.arrival.quantile(p).map_or_else(String::new, days::write);
        PlanOption {
            id: String::new(),
            depart: days::write(self.ready),
            arrive_p50: at(0.5),
            arrive_p90: at(0.9),
            days_p10: days.p10,
            days_p50: days.p50,
            days_p90: days.p90,
            days_expected: clock.arrival.mean().map_or(f64::INFINITY, |m| (m - f64_of(self.ready)) / MINUTES_PER_DAY),
            usd: f(chain.value.cents) / 100.0,
            kg_co2e: f(chain.value.grams) / 1000.0,
            p_deadline: self.deadline.map(|d| clock.arrival.by(d)),
            p_lost: clock.arrival.lost,
            transfers: chain.value.rides.saturating_sub(1),
            why: String::new(),
            legs,
            stages: clock.stages,
        }
    }

    fn unscheduled(&self, info: &LegInfo, ends: (u32, u32), clock: &mut Clock<'_>) -> PlanLeg {
        let (mode, along, delays) = (info.mode, &info.along, self.brief.delays);
        let (from, to) = (self.name(ends.0), self.name(ends.1));
        // Terminals have gates; a place beside the road has none.
        let gate = |stop: u32| mode != Mode::Road || (stop != ORIGIN && stop != DESTINATION);
        let laws = LegLaws::new(delays, mode, along, (gate(ends.0), gate(ends.1)));
        let start = clock.hours();
        clock.add("cut-off", &from, &Stage::Take(laws.cutoff));
        clock.add("wait", &from, &Stage::Take(laws.wait));
        let left = clock.hours();
        let depart_p50 = clock.p50();
        clock.add("run", mode.as_str(), &Stage::Take(laws.run));
        clock.add("borders", mode.as_str(), &Stage::Take(laws.border));
        clock.add("yards", mode.as_str(), &Stage::Take(laws.yards));
        let (arrive_p50, arrived) = (clock.p50(), clock.hours());
        clock.add("release", &to, &Stage::Take(laws.release));
        let hours = LegHours { load: left - start, run: arrived - left, release: clock.hours() - arrived };
        let mut leg = PlanLeg {
            mode: mode.as_str().to_owned(),
            kind: "unscheduled".to_owned(),
            service: String::new(),
            name: String::new(),
            operator: String::new(),
            from,
            to,
            depart_p50,
            arrive_p50,
            km: along.km,
            km_straight: 0.0,
            usd: along.usd * self.brief.quantity,
            price: "modelled".to_owned(),
            kg_co2e: along.kg * self.brief.quantity,
            countries: Vec::new(),
            passages: Vec::new(),
            basis: "modelled".to_owned(),
            way: Vec::new(),
            line: Vec::new(),
        };
        if self.ways {
            leg.goes(self.unscheduled_way(info, ends, hours));
        }
        leg
    }

    fn service(&self, number: usize, (board, alight): (usize, usize), clock: &mut Clock<'_>) -> Option<PlanLeg> {
        let (delays, planner) = (self.brief.delays, self.planner);
        let (line, info) = (planner.board.lines().get(number)?, planner.lines.get(number)?);
        let service = self.brief.timetable.services.get(info.service)?;
        let (a, b) = (line.calls.get(board)?, line.calls.get(alight)?);
        let (from, to) = (self.name(a.stop), self.name(b.stop));
        let modes = &service.modes[board..alight];
        let (first, last) = (*modes.first()?, *modes.last()?);
        let start = clock.hours();
        clock.add("cut-off", &from, &Stage::Take(delays.cutoff(first)));
        let offset = i64::from(a.timetable);
        match &line.leave {
            Leave::Every { minutes, from: first_day, to: last_day } => {
                let (first_day, last_day) = (first_day + offset, last_day + offset);
                clock.add("wait", &from, &Stage::Every { minutes: *minutes, from: first_day, to: last_day });
            }
            Leave::At(starts) => clock.add("departure", &from, &Stage::Depart(starts.iter().map(|s| s + offset).collect())),
        }
        let (depart_p50, left) = (clock.p50(), clock.hours());
        for (mode, hours) in stretches(service, info, (board, alight)) {
            clock.add("run", mode.as_str(), &Stage::Take(delays.scheduled(mode, hours)));
        }
        let (arrive_p50, arrived) = (clock.p50(), clock.hours());
        clock.add("release", &to, &Stage::Take(delays.release(last)));
        let hours = LegHours { load: left - start, run: arrived - left, release: clock.hours() - arrived };
        let hops = info.hops.get(board..alight).unwrap_or_default();
        let mut countries: Vec<CountryId> = hops.iter().flat_map(|h| h.countries.iter().copied()).collect();
        countries.dedup();
        let world = &self.brief.rules.engine.world;
        let mut passages: Vec<String> = hops.iter().flat_map(|h| &h.passages).map(|&p| world.passages[p].title.clone()).collect();
        passages.dedup();
        let mut words: Vec<&str> = modes.iter().map(|m| m.as_str()).collect();
        words.dedup();
        #[expect(clippy::cast_precision_loss, reason = "figures of one consignment")]
        let f = |x: u64| x as f64;
        let fare = f(b.cents.saturating_sub(a.cents) + a.load.cents + b.unload.cents) / 100.0;
        let mut leg = PlanLeg {
            mode: words.join("+"),
            kind: "service".to_owned(),
            service: service.id.clone(),
            name: service.name.clone(),
            operator: service.operator.clone(),
            from,
            to,
            depart_p50,
            arrive_p50,
            km: hops.iter().map(|h| h.along.km).sum(),
            km_straight: hops.iter().filter(|h| h.straight).fold(0.0, |km, h| km + h.along.km),
            usd: fare,
            price: price(service, board, alight).to_owned(),
            kg_co2e: f(b.grams.saturating_sub(a.grams) + a.load.grams + b.unload.grams) / 1000.0,
            countries: countries.iter().filter(|c| c.0 > 0).map(|&c| world.countries[c].code.to_string()).collect(),
            passages,
            basis: service.confidence.as_str().to_owned(),
            way: Vec::new(),
            line: Vec::new(),
        };
        if self.ways {
            leg.goes(self.service_way(info, &line.calls, (board, alight), hours));
        }
        Some(leg)
    }
}

fn f64_of(minute: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "minutes of a few centuries are exact")]
    let minute = minute as f64;
    minute
}

/// How the price of a ride is known.
fn price(service: &landbridge_services::Service, board: usize, alight: usize) -> &'static str {
    let Some(price) = service.price else { return "modelled" };
    let part = alight.min(price.to).saturating_sub(board.max(price.from));
    match part {
        0 => "modelled",
        _ if (board, alight) == (price.from, price.to) => "published",
        _ if part == alight - board => "share of a published price",
        _ => "partly published",
    }
}

/// Hours of a ride by mode, from one change of mode to the next; dwell at calls
/// counts for the hop before.
fn stretches(service: &landbridge_services::Service, info: &super::lines::LineInfo, (board, alight): (usize, usize)) -> Vec<(Mode, f64)> {
    let mut all: Vec<(Mode, f64)> = Vec::new();
    for k in board..alight {
        let (a, b) = (&service.calls[k], &service.calls[k + 1]);
        let until = if k + 1 == alight { b.arrive } else { b.depart };
        let hours = (f64::from(until.saturating_sub(a.depart)) / MINUTES_PER_HOUR + info.more(k)).max(0.0);
        match all.last_mut() {
            Some(last) if last.0 == service.modes[k] => last.1 += hours,
            _ => all.push((service.modes[k], hours)),
        }
    }
    all
}

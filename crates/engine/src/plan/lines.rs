//! Services as lines of the board.

use super::hubs::{Hub, Hubs};
use super::planner::{Brief, amount, minutes};
use crate::mode::along::Along;
use landbridge_itinerary::{Fare, Leave, Line, LineCall};
use landbridge_model::Mode;
use landbridge_network::graph::{ArcId, EdgeRef};
use landbridge_network::world::{CountryId, PassageId};
use landbridge_services::{Departures, PriceUnit, Service, ServiceId, days};
use std::collections::BTreeMap;

/// A hop of a service between two terminals, over the network.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hop {
    /// Money, emission and length for one unit of cargo; times are the
    /// timetable's.
    pub(crate) along: Along,
    pub(crate) countries: Vec<CountryId>,
    pub(crate) passages: Vec<PassageId>,
    /// Hours that scenarios add to the timetable, or take off it.
    pub(crate) more: f64,
    /// Whether the network has no way for it, so that it is measured straight.
    pub(crate) straight: bool,
    /// Whether it may be used at all.
    pub(crate) open: bool,
}

/// A line as people want to see it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LineInfo {
    pub(crate) service: ServiceId,
    pub(crate) hops: Vec<Hop>,
}

impl LineInfo {
    /// Hours that scenarios add to a hop.
    pub(crate) fn more(&self, hop: usize) -> f64 {
        self.hops.get(hop).map_or(0.0, |h| h.more)
    }
}

/// How much longer than the great circle a hop is that the network lacks.
const DETOUR: f64 = 1.2;
const MINUTES_PER_HOUR: f64 = 60.0;

/// A hop along a path, or straight where there is none.
pub(crate) fn hop(brief: &Brief<'_>, mode: Mode, ends: (&Hub, &Hub), path: Option<&[ArcId]>) -> Hop {
    let engine = brief.rules.engine;
    let view = brief.free_view(mode);
    let closes = |arc| brief.rules.constraints.closes(engine, arc);
    let Some(arcs) = path else {
        let km = ends.0.position.km_to(ends.1.position) * DETOUR;
        let charge = brief.rules.rates.over(mode, km);
        // Where it goes is not known, nor then whether it keeps to what a run
        // avoids: with closures it is not used.
        let along = Along { usd: charge.usd, kg: charge.kg, km, ..Along::default() };
        return Hop { along, straight: true, open: brief.rules.constraints.is_empty(), ..Hop::default() };
    };
    let mut hop = Hop { open: !arcs.iter().any(|&arc| closes(arc)), ..Hop::default() };
    let mut sum = Along::default();
    for &arc in arcs {
        let Some(a) = view.along(arc) else { continue };
        sum.usd += a.usd;
        sum.kg += a.kg;
        sum.km += a.km;
        hop.more += brief.rules.rates.delay(&engine.world, &engine.graph, arc);
        if let EdgeRef::Link(link) = engine.graph.edge(arc.edge()) {
            let class = engine.world.class(link);
            if hop.countries.last() != Some(&class.country) {
                hop.countries.push(class.country);
            }
            if let Some(passage) = class.passage.filter(|p| !hop.passages.contains(p)) {
                hop.passages.push(passage);
            }
        }
    }
    hop.along = sum;
    hop
}

/// All services that run in the window and take the cargo, as lines.
pub(crate) fn all(brief: &Brief<'_>, hubs: &Hubs, hops: &BTreeMap<(u32, u32, Mode), Option<Hop>>) -> (Vec<Line>, Vec<LineInfo>) {
    let mut lines = Vec::new();
    let mut infos = Vec::new();
    for (id, service) in brief.timetable.services.enumerate() {
        if !takes(brief, service) {
            continue;
        }
        let hub = |k: usize| hubs.of_stop[service.calls[k].stop.0 as usize];
        let along: Vec<Hop> = service
            .modes
            .iter()
            .enumerate()
            .map(|(k, &mode)| hops.get(&(hub(k), hub(k + 1), mode)).cloned().flatten().unwrap_or_default())
            .collect();
        let info = LineInfo { service: id, hops: along };
        lines.push(line(brief, service, &info, &hub));
        infos.push(info);
    }
    (lines, infos)
}

/// Whether a service runs in the window, takes the cargo and has the room.
fn takes(brief: &Brief<'_>, service: &Service) -> bool {
    suits(brief, service) && room(brief, service)
}

/// Whether a service is left out for its room alone.
pub(crate) fn too_small(brief: &Brief<'_>, service: &Service) -> bool {
    suits(brief, service) && !room(brief, service)
}

fn room(brief: &Brief<'_>, service: &Service) -> bool {
    let rates = brief.rules.rates;
    match service.capacity_teu {
        Some(teu) if rates.kind().is_container() => teu >= brief.quantity * rates.teu(),
        _ => service.capacity_t.is_none_or(|t| t >= brief.quantity * rates.tonnes),
    }
}

fn suits(brief: &Brief<'_>, service: &Service) -> bool {
    let asked = service.scenario.is_empty() || brief.with.contains(&service.scenario);
    asked && service.cargo.contains(&brief.rules.rates.kind()) && service.departures.within(brief.window.0, brief.window.1)
}

fn line(brief: &Brief<'_>, service: &Service, info: &LineInfo, hub: &dyn Fn(usize) -> u32) -> Line {
    let (rates, delays) = (brief.rules.rates, brief.delays);
    let fare = |mode: Mode, hours: f64| {
        let handling = rates.handling_of(mode);
        Fare {
            minutes: minutes(hours),
            cents: amount(handling.usd * brief.quantity * 100.0),
            grams: amount(handling.kg * brief.quantity * 1000.0),
        }
    };
    // A published price is shared by its hops according to their length.
    let priced = service.price.map_or(0..0, |p| p.from..p.to);
    let priced_km: f64 = info.hops.get(priced.clone()).unwrap_or_default().iter().map(|h| h.along.km).sum();
    let whole_price = service.price.map(|p| {
        p.usd
            * match p.unit {
                PriceUnit::Teu => rates.teu(),
                PriceUnit::Feu => rates.teu() / 2.0,
                PriceUnit::Tonne => rates.tonnes,
                PriceUnit::Kilogram => rates.tonnes * 1000.0,
            }
    });
    let (mut usd, mut kg, mut clock) = (0.0, 0.0, 0.0);
    let mut calls = Vec::with_capacity(service.calls.len());
    for (k, call) in service.calls.iter().enumerate() {
        if let Some(hop) = k.checked_sub(1).and_then(|b| info.hops.get(b)) {
            usd += match whole_price {
                Some(price) if priced.contains(&(k - 1)) && priced_km > 0.0 => price * hop.along.km / priced_km,
                _ => hop.along.usd,
            };
            kg += hop.along.kg;
            let before = &service.calls[k - 1];
            let hours = (f64::from(call.arrive - before.depart) / MINUTES_PER_HOUR + info.more(k - 1)).max(0.0);
            clock += delays.scheduled(service.modes[k - 1], hours).mean();
        }
        let (from, to) = (service.modes.get(k), k.checked_sub(1).map(|b| service.modes[b]));
        let arrive = minutes(clock);
        clock += f64::from(call.depart - call.arrive) / MINUTES_PER_HOUR;
        let allowed = |mode: Mode| brief.modes.contains(mode);
        calls.push(LineCall {
            stop: hub(k),
            // The line's clock starts with its first call.
            arrive: arrive.saturating_add(first(service)),
            depart: minutes(clock).saturating_add(first(service)),
            timetable: call.depart,
            board: call.board,
            alight: call.alight,
            cents: amount(usd * brief.quantity * 100.0),
            grams: amount(kg * brief.quantity * 1000.0),
            load: from.map_or_else(Fare::default, |&m| fare(m, delays.cutoff(m).mean())),
            unload: to.map_or_else(Fare::default, |m| fare(m, delays.release(m).mean())),
            onward: from.is_some_and(|&m| allowed(m)) && info.hops.get(k).is_some_and(|h| h.open),
        });
    }
    Line { calls, leave: leave(brief, service) }
}

/// Minutes from the start of the service day to the first call.
fn first(service: &Service) -> u32 {
    service.calls.first().map_or(0, |c| c.arrive)
}

fn leave(brief: &Brief<'_>, service: &Service) -> Leave {
    let (from, to) = service.departures.validity();
    match service.departures {
        Departures::Headway { minutes, .. } => {
            Leave::Every { minutes, from: days::midnight(from), to: days::midnight(days::shifted(to, 1)) }
        }
        Departures::Days { .. } => Leave::At(service.departures.starts(brief.window.0, brief.window.1)),
    }
}

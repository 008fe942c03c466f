//! Services for people: what calls at a place, what goes from one to another.

use super::services::ServiceSummary;
use super::unknown_scenario;
use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::nets::parameter;
use landbridge_model::{ModeSet, Point};
use landbridge_services::{Departures, Service, Timetable, days};
use serde::Serialize;
use utoipa::ToSchema;

/// Which services are listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServiceQuery {
    /// Those that call near a place; none without one.
    pub near: Option<String>,
    /// Of these, those that go on to near another.
    pub to: Option<String>,
    /// Places near which they call between the two, in order.
    pub via: Vec<String>,
    /// Of these, those that run on a day, `YYYY-MM-DD`.
    pub on: Option<String>,
    /// Of these, those that go by these modes alone, between the two places or
    /// on their whole way; all modes when `None`.
    pub modes: Option<ModeSet>,
    /// Of these, those of a scenario; all when `None`.
    pub scenario: Option<String>,
}

/// The way of a service between two places.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ServiceRide {
    /// Stop where cargo gets on.
    pub from: String,
    /// Stop where it gets off.
    pub to: String,
    /// Calls between the two.
    pub calls: usize,
    /// Days by the timetable.
    pub days: f64,
}

/// One service, for people.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ListedService {
    /// Id of its trip.
    pub id: String,
    /// Name.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// Modes in order, joined by `+`.
    pub mode: String,
    /// Names of its stops.
    pub stops: Vec<String>,
    /// Days from first to last stop.
    pub days: f64,
    /// When it leaves, in words.
    pub leaves: String,
    /// Departures a week.
    pub per_week: f64,
    /// TEU of one departure, where known.
    pub capacity_teu: Option<f64>,
    /// Scenario it belongs to, empty for the baseline.
    pub scenario: String,
    /// The way between the two places that were asked for: of several the
    /// shortest in time.
    pub ride: Option<ServiceRide>,
    /// How its figures are known.
    pub basis: String,
    /// Where they come from.
    pub source: String,
}

/// Services with their counts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ServiceList {
    /// Counts over all services.
    pub summary: ServiceSummary,
    /// Those asked for, the soonest there first; none without a place.
    pub services: Vec<ListedService>,
    /// Days of the ride that half of the TEU offered between the two places
    /// takes at most, over the listed services whose capacity is known: of the
    /// baseline, or of the scenario that was asked for.
    pub days_of_half_the_teu: Option<f64>,
    /// What people should know: how names were understood, what is wrong in a
    /// feed.
    pub notes: Vec<String>,
}

fn leaves(departures: &Departures) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let (from, to) = departures.validity();
    let when = match departures {
        Departures::Headway { minutes, .. } => format!("every {:.1} days", f64::from(*minutes) / 1440.0),
        Departures::Days { week, added, .. } => {
            let days = DAYS.iter().zip(week).filter(|d| *d.1).map(|d| (*d.0).to_owned());
            let more = (!added.is_empty()).then(|| format!("{} days of its own", added.len()));
            days.chain(more).collect::<Vec<_>>().join(" ")
        }
    };
    let until = if to.year() > 2090 { String::new() } else { format!(" until {to}") };
    format!("{when} from {from}{until}")
}

/// A way that services may go.
pub(crate) struct Way<'a> {
    pub(crate) timetable: &'a Timetable,
    /// How far a stop may lie from the places.
    pub(crate) reach_km: f64,
    /// Where it begins.
    pub(crate) near: Point,
    /// Where it ends.
    pub(crate) to: Option<Point>,
    /// What it passes, in order.
    pub(crate) via: Vec<Point>,
    /// By what it goes.
    pub(crate) modes: ModeSet,
}

impl Way<'_> {
    fn at(&self, service: &Service, call: usize, place: Point) -> bool {
        self.timetable.stops[service.calls[call].stop].position.km_to(place) <= self.reach_km
    }

    /// Whether a service goes from one call to another by the modes and places.
    fn suits(&self, service: &Service, from: usize, to: usize) -> bool {
        let mut ahead = from..=to;
        service.modes[from..to].iter().all(|&m| self.modes.contains(m))
            && self.via.iter().all(|&place| ahead.by_ref().any(|call| self.at(service, call, place)))
    }

    /// Whether cargo gets on or off where it begins.
    fn calls(&self, service: &Service) -> bool {
        let last = service.calls.len() - 1;
        let gate = |i: usize| service.calls[i].board || service.calls[i].alight;
        (0..=last).any(|i| gate(i) && self.at(service, i, self.near) && self.suits(service, 0, last))
    }

    /// The calls between which cargo rides, of several pairs the quickest.
    pub(crate) fn ride(&self, service: &Service) -> Option<(usize, usize)> {
        let to = self.to?;
        let calls = &service.calls;
        (0..calls.len())
            .filter(|&i| calls[i].board && self.at(service, i, self.near))
            .flat_map(|i| (i + 1..calls.len()).map(move |k| (i, k)))
            .filter(|&(i, k)| calls[k].alight && self.at(service, k, to) && self.suits(service, i, k))
            .min_by(|a, b| days_between(service, a.0, a.1).total_cmp(&days_between(service, b.0, b.1)))
    }
}

/// Days between two calls by the timetable.
pub(crate) fn days_between(service: &Service, from: usize, to: usize) -> f64 {
    f64::from(service.calls[to].arrive.saturating_sub(service.calls[from].depart)) / 1440.0
}

impl Engine {
    /// The services that call near a place or go from it to another, with
    /// counts over all.
    ///
    /// # Errors
    /// A place or day that is not understood; services that cannot be read.
    pub fn list_services(&self, query: &ServiceQuery) -> Result<ServiceList, EngineError> {
        let services = self.services()?;
        let reach_km = parameter(&self.parameters, "access.most_km")?;
        let place = |name: &Option<String>| name.as_deref().map(|n| self.resolve(n)).transpose();
        let (near, to) = (place(&query.near)?, place(&query.to)?);
        let via = query.via.iter().map(|v| self.resolve(v)).collect::<Result<Vec<_>, _>>()?;
        let day = |text: &str| days::parse_date(text).map_err(|e| EngineError::input(e, "for example --on 2024-09-02"));
        let on = query.on.as_deref().map(day).transpose()?;
        let stops = &services.timetable.stops;
        let scenarios = services.timetable.scenarios();
        if let Some(other) = query.scenario.as_ref().filter(|s| !s.is_empty() && !scenarios.contains(*s)) {
            return Err(unknown_scenario(other, &scenarios));
        }
        let runs =
            |s: &&Service| on.is_none_or(|day| s.departures.on(day)) && query.scenario.as_ref().is_none_or(|known| s.scenario == *known);
        let mut listed = Vec::new();
        for service in services.timetable.services.iter().filter(runs) {
            let Some(near) = &near else { break };
            let way = Way {
                timetable: &services.timetable,
                reach_km,
                near: near.position,
                to: to.as_ref().map(|p| p.position),
                via: via.iter().map(|p| p.position).collect(),
                modes: query.modes.unwrap_or(ModeSet::ALL),
            };
            let found = if to.is_some() { way.ride(service).map(Some) } else { way.calls(service).then_some(None) };
            let last = service.calls.len() - 1;
            let Some(ride) = found else { continue };
            let mut modes: Vec<&str> = service.modes.iter().map(|m| m.as_str()).collect();
            modes.dedup();
            let name = |call: usize| stops[service.calls[call].stop].name.clone();
            listed.push(ListedService {
                id: service.id.clone(),
                name: service.name.clone(),
                operator: service.operator.clone(),
                mode: modes.join("+"),
                stops: (0..=last).map(name).collect(),
                days: days_between(service, 0, last),
                leaves: leaves(&service.departures),
                per_week: service.departures.per_week(),
                capacity_teu: service.capacity_teu,
                scenario: service.scenario.clone(),
                ride: ride.map(|(i, k)| ServiceRide { from: name(i), to: name(k), calls: k - i - 1, days: days_between(service, i, k) }),
                basis: service.confidence.as_str().to_owned(),
                source: service.source.clone(),
            });
        }
        let key = |s: &ListedService| s.ride.as_ref().map_or(s.days, |r| r.days);
        if to.is_some() {
            listed.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.id.cmp(&b.id)));
        }
        let scenario = query.scenario.as_deref().unwrap_or_default();
        let offered = |s: &ListedService| Some((s.ride.as_ref()?.days, s.capacity_teu? * s.per_week));
        let days_of_half_the_teu = half(listed.iter().filter(|s| s.scenario == scenario).filter_map(offered).collect());
        let mut notes: Vec<String> = near.iter().chain(&to).chain(&via).filter_map(|p| p.note.clone()).collect();
        notes.extend(services.warnings.iter().cloned());
        Ok(ServiceList { summary: services.summary(), services: listed, days_of_half_the_teu, notes })
    }
}

/// Days within which half of what is offered is there, of pairs of days and TEU
/// a week.
pub(crate) fn half(mut offered: Vec<(f64, f64)>) -> Option<f64> {
    offered.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let all: f64 = offered.iter().map(|o| o.1).sum();
    let mut sum = 0.0;
    offered.iter().filter(|o| o.1 > 0.0).find_map(|&(days, teu)| {
        sum += teu;
        (sum >= 0.5 * all).then_some(days)
    })
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn half_of_the_teu_counts_large_and_frequent_services_more() {
        assert_eq!(half(vec![(16.0, 20_000.0), (10.0, 3000.0), (12.0, 0.0)]), Some(16.0));
        assert_eq!(half(vec![(16.0, 10.0), (10.0, 11.0)]), Some(10.0));
        assert_eq!(half(vec![(16.0, 10.0), (10.0, 10.0)]), Some(10.0), "half is enough");
        assert_eq!(half(vec![(3.0, 0.0)]), None);
        assert_eq!(half(Vec::new()), None);
    }
}

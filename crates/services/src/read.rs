//! From a feed to a timetable: what refers to what, and what cannot be.

use crate::days::{Departures, parse_date};
use crate::timetable::{Call, Price, PriceUnit, Service, Stop, StopId, Timetable};
use jiff::tz::TimeZone;
use landbridge_formats::gtfs::{Calendar, Feed, Freight, Route, Trip};
use landbridge_model::{CargoKind, Findings, Mode, ModeSet, Severity};
use std::collections::BTreeMap;

const MINUTES_PER_HOUR: f64 = 60.0;

/// The timetable of a feed. A trip with an error is left out and named in the
/// findings.
pub fn of_feed(feed: &Feed, findings: &mut Findings) -> Timetable {
    let mut timetable = Timetable::default();
    let mut stops: BTreeMap<&str, StopId> = BTreeMap::new();
    for stop in &feed.stops {
        let (id, code, name) = (stop.id.clone(), stop.code.clone(), stop.name.clone());
        let added = timetable.stops.push(Stop { id, code, name, position: stop.position });
        if stops.insert(&stop.id, added).is_some() {
            error(findings, &stop.place, format!("the stop '{}' stands twice", stop.id), "give each stop its own id");
        }
    }
    let reader = Reader {
        stops,
        routes: feed.routes.iter().map(|r| (r.id.as_str(), r)).collect(),
        calendars: feed.calendars.iter().map(|c| (c.id.as_str(), c)).collect(),
    };
    let mut ids: BTreeMap<&str, ()> = BTreeMap::new();
    for trip in &feed.trips {
        if ids.insert(&trip.id, ()).is_some() {
            error(findings, &trip.place, format!("the trip '{}' stands twice", trip.id), "give each trip its own id");
            continue;
        }
        if let Some(service) = reader.service(trip, findings) {
            timetable.services.push(service);
        }
    }
    timetable
}

fn error(findings: &mut Findings, place: &str, message: String, hint: &str) {
    findings.push(Severity::Error, place, message, hint);
}

struct Reader<'a> {
    stops: BTreeMap<&'a str, StopId>,
    routes: BTreeMap<&'a str, &'a Route>,
    calendars: BTreeMap<&'a str, &'a Calendar>,
}

impl Reader<'_> {
    fn service(&self, trip: &Trip, findings: &mut Findings) -> Option<Service> {
        let mut missing = |what: &str, hint: &str| error(findings, &trip.place, format!("the trip '{}' {what}", trip.id), hint);
        let Some(route) = self.routes.get(trip.route.as_str()) else {
            missing(&format!("names the route '{}', which there is not", trip.route), "name a route of routes.txt");
            return None;
        };
        let Some(calendar) = self.calendars.get(trip.calendar.as_str()) else {
            missing(&format!("names the service '{}', which there is not", trip.calendar), "name a service of calendar.txt");
            return None;
        };
        let Some(freight) = &trip.freight else {
            missing("has no row in freight.txt", "add one: what it carries, and where the row comes from");
            return None;
        };
        if trip.calls.len() < 2 {
            missing("has fewer than two calls", "add its stops to stop_times.txt");
            return None;
        }
        let calls = self.calls(trip, findings)?;
        let modes = modes(freight, calls.len() - 1, findings)?;
        let departures = departures(route, calendar, freight, findings)?;
        Some(Service {
            id: trip.id.clone(),
            name: route.name.clone(),
            operator: route.operator.clone(),
            calls,
            modes,
            departures,
            capacity_teu: freight.capacity_teu,
            capacity_t: freight.capacity_t,
            price: price(freight, trip, findings)?,
            cargo: cargo(freight, findings)?,
            scenario: freight.scenario.clone(),
            source: freight.source.clone(),
            year: freight.year,
            confidence: freight.confidence,
            seen_fields: freight.seen_fields.clone(),
            notes: freight.notes.clone(),
        })
    }

    fn calls(&self, trip: &Trip, findings: &mut Findings) -> Option<Vec<Call>> {
        let mut calls: Vec<Call> = Vec::with_capacity(trip.calls.len());
        for call in &trip.calls {
            let Some(&stop) = self.stops.get(call.stop.as_str()) else {
                error(findings, &call.place, format!("no stop is called '{}'", call.stop), "name a stop of stops.txt");
                return None;
            };
            let before = calls.last().map_or(0, |c| c.depart);
            if call.arrive < before || call.depart < call.arrive {
                error(
                    findings,
                    &call.place,
                    format!("the trip '{}' goes back in time at '{}'", trip.id, call.stop),
                    "let arrival and departure times rise along the trip",
                );
                return None;
            }
            let (arrive, depart) = (call.arrive, call.depart);
            calls.push(Call { stop, arrive, depart, board: call.board, alight: call.alight, published: call.published });
        }
        Some(calls)
    }
}

fn modes(freight: &Freight, hops: usize, findings: &mut Findings) -> Option<Vec<Mode>> {
    let mut modes = Vec::new();
    for word in &freight.hop_modes {
        let only = ModeSet::parse_word(word).and_then(|set| Some(set.iter().next()?).filter(|&m| set == ModeSet::of(&[m])));
        let Some(mode) = only else {
            error(findings, &freight.place, format!("'{word}' is no mode"), "use rail, sea, ferry, waterway, air or road");
            return None;
        };
        modes.push(mode);
    }
    match modes[..] {
        [all] => Some(vec![all; hops]),
        _ if modes.len() == hops => Some(modes),
        _ => {
            let message = format!("{} modes for {hops} hops between calls", modes.len());
            error(findings, &freight.place, message, "write one mode for all hops or one for each, joined by ;");
            None
        }
    }
}

fn departures(route: &Route, calendar: &Calendar, freight: &Freight, findings: &mut Findings) -> Option<Departures> {
    let mut date = |text: &str| parse_date(text).map_err(|e| error(findings, &calendar.place, e, "GTFS writes days as YYYYMMDD")).ok();
    let (from, to) = (date(&calendar.start)?, date(&calendar.end)?);
    let mut added = calendar.added.iter().map(|d| date(d)).collect::<Option<Vec<_>>>()?;
    let mut removed = calendar.removed.iter().map(|d| date(d)).collect::<Option<Vec<_>>>()?;
    added.sort_unstable();
    removed.sort_unstable();
    if to < from {
        error(findings, &calendar.place, format!("it ends on {to}, before it begins on {from}"), "swap the two days");
        return None;
    }
    let known = calendar.days.contains(&true) || !added.is_empty();
    match (known, freight.headway_hours) {
        (true, None) => {
            let Ok(timezone) = TimeZone::get(&route.timezone) else {
                let message = format!("'{}' is no time zone", route.timezone);
                error(findings, &calendar.place, message, "agency.txt needs a name such as Asia/Shanghai or Etc/UTC");
                return None;
            };
            Some(Departures::Days { week: calendar.days, from, to, added, removed, timezone })
        }
        (false, Some(hours)) if hours > 0.0 && hours * MINUTES_PER_HOUR < f64::from(u32::MAX) => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and below the maximum")]
            let minutes = (hours * MINUTES_PER_HOUR).round().max(1.0) as u32;
            Some(Departures::Headway { minutes, from, to })
        }
        (true, Some(_)) => {
            let hint = "take out the headway where weekdays are known, or the weekdays where they are not";
            error(findings, &freight.place, "the trip has both weekdays and a headway".to_owned(), hint);
            None
        }
        (false, _) => {
            let hint = "write days in calendar.txt where they are known, else headway_hours in freight.txt";
            error(findings, &freight.place, "it is not known when the trip leaves".to_owned(), hint);
            None
        }
    }
}

/// A price, where one is published; `None` where it cannot be understood.
fn price(freight: &Freight, trip: &Trip, findings: &mut Findings) -> Option<Option<Price>> {
    let Some(usd) = freight.price_usd else { return Some(None) };
    let Some(unit) = PriceUnit::parse(&freight.price_unit) else {
        error(findings, &freight.place, format!("'{}' is nothing a price is for", freight.price_unit), "use teu, feu, t or kg");
        return None;
    };
    let position = |stop: &str, after: usize| trip.calls.iter().skip(after).position(|c| c.stop == stop).map(|at| at + after);
    let from = if freight.price_from.is_empty() { Some(0) } else { position(&freight.price_from, 0) };
    let to = match from {
        Some(from) if !freight.price_to.is_empty() => position(&freight.price_to, from + 1),
        _ => Some(trip.calls.len() - 1),
    };
    let (Some(from), Some(to)) = (from, to) else {
        let message = format!("the trip does not call at '{}' and then at '{}'", freight.price_from, freight.price_to);
        error(findings, &freight.place, message, "name two stops of the trip in the order of its calls");
        return None;
    };
    Some(Some(Price { from, to, usd, unit }))
}

fn cargo(freight: &Freight, findings: &mut Findings) -> Option<Vec<CargoKind>> {
    let mut kinds = Vec::new();
    for word in &freight.cargo {
        let more: &[CargoKind] = match word.as_str() {
            "teu" => &[CargoKind::Teu],
            "reefer" => &[CargoKind::Teu, CargoKind::Reefer],
            "bulk" => &[CargoKind::Bulk],
            "liquid" => &[CargoKind::Liquid],
            "passengers" => &[CargoKind::Passengers],
            "roro" => &[CargoKind::Teu, CargoKind::Reefer],
            // The cargo of a question has no dangerous goods.
            "no-dangerous" => &[CargoKind::Teu],
            other => {
                let message = format!("'{other}' is no cargo");
                error(findings, &freight.place, message, "use teu, reefer, bulk, liquid, roro, passengers or no-dangerous");
                return None;
            }
        };
        kinds.extend(more.iter().filter(|k| !kinds.contains(*k)).copied().collect::<Vec<_>>());
    }
    if kinds.is_empty() {
        kinds.push(CargoKind::Teu);
    }
    Some(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use landbridge_formats::gtfs;

    /// A feed of one trip by headway and one on days, with some text changed.
    fn small(file: &str, from: &str, to: &str) -> (Timetable, Vec<String>) {
        let text = |name: &str| -> Option<String> {
            let text = match name {
                "agency.txt" => "agency_id,agency_name,agency_timezone\na,Rail,Asia/Shanghai\n",
                "stops.txt" => "stop_id,stop_code,stop_name,stop_lat,stop_lon\nx,AAXXX,X,1,2\ny,,Y,3,4\nz,,Z,5,6\n",
                "routes.txt" => "route_id,agency_id,route_long_name\nr,a,X to Z\n",
                "trips.txt" => "route_id,service_id,trip_id\nr,often,t\nr,days,u\n",
                "stop_times.txt" => {
                    "trip_id,stop_sequence,stop_id,arrival_time,departure_time\nt,1,x,00:00:00,00:00:00\nt,2,y,24:00:00,30:00:00\n\
                     t,3,z,48:00:00,48:00:00\nu,1,x,06:00:00,06:00:00\nu,2,z,40:00:00,40:00:00\n"
                }
                "calendar.txt" => {
                    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
                     often,0,0,0,0,0,0,0,20230101,20991231\ndays,0,0,1,0,0,1,0,20230101,20241231\n"
                }
                "freight.txt" => {
                    "trip_id,hop_modes,headway_hours,capacity_teu,price_usd,price_unit,price_from,price_to,cargo,source,year,confidence\n\
                     t,rail;sea,84,100,900,feu,y,z,,a page,2023,seen\nu,rail,,80,,,,,bulk,recollection,2023,recalled\n"
                }
                _ => return None,
            };
            Some(if name == file { text.replacen(from, to, 1) } else { text.to_owned() })
        };
        let mut findings = Findings::default();
        let feed = gtfs::read("feed", &text, &mut findings).unwrap_or_else(|e| panic!("{e}"));
        let timetable = of_feed(&feed, &mut findings);
        (timetable, findings.0.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_feed_becomes_a_timetable() {
        let (timetable, findings) = small("", "", "");
        assert_eq!(findings, Vec::<String>::new());
        assert_eq!((timetable.stops.len(), timetable.services.len(), timetable.seen()), (3, 2, 1));
        let [often, days] = timetable.services.as_slice() else { panic!("two services") };
        assert_eq!((often.modes.as_slice(), &often.departures.per_week()), (&[Mode::Rail, Mode::Sea][..], &2.0));
        assert_eq!(often.price, Some(Price { from: 1, to: 2, usd: 900.0, unit: PriceUnit::Feu }));
        assert_eq!((days.cargo.as_slice(), days.departures.per_week()), (&[CargoKind::Bulk][..], 2.0));
        let twice = {
            let mut all = timetable.clone();
            all.extend(timetable.clone());
            all
        };
        assert_eq!(twice.services.as_slice()[2].calls[0].stop.0, 3, "stops of the second feed have their own numbers");
    }

    #[test]
    fn what_cannot_be_is_left_out_and_named() {
        for (file, from, to, said) in [
            ("trips.txt", "r,often", "q,often", "feed/trips.txt:2:trip_id: the trip 't' names the route 'q'"),
            ("trips.txt", "r,often", "r,never", "names the service 'never'"),
            ("trips.txt", "days,u", "days,t", "the trip 't' stands twice"),
            ("stops.txt", "z,,Z", "y,,Z", "the stop 'y' stands twice"),
            ("stop_times.txt", "t,2,y", "t,2,w", "feed/stop_times.txt:3:stop_id: no stop is called 'w'"),
            ("stop_times.txt", "48:00:00", "28:00:00", "goes back in time at 'z'"),
            ("stop_times.txt", "u,2,z", "t,4,z", "goes back in time"),
            ("calendar.txt", "20241231", "20221231", "it ends on 2022-12-31, before it begins on 2023-01-01"),
            ("calendar.txt", "20241231", "someday", "'someday' is no day"),
            ("agency.txt", "Asia/Shanghai", "Shanghai time", "'Shanghai time' is no time zone"),
            ("freight.txt", "rail;sea", "rail;sled", "'sled' is no mode"),
            ("freight.txt", "rail;sea", "rail;sea;sea", "3 modes for 2 hops"),
            ("freight.txt", ",84,", ",,", "it is not known when the trip leaves"),
            ("freight.txt", "u,rail,,", "u,rail,84,", "both weekdays and a headway"),
            ("freight.txt", "feu", "box", "'box' is nothing a price is for"),
            ("freight.txt", "y,z", "z,y", "does not call at 'z' and then at 'y'"),
            ("freight.txt", "bulk", "cats", "'cats' is no cargo"),
            ("freight.txt", "u,rail", "v,rail", "the trip 'u' has no row in freight.txt"),
        ] {
            let (timetable, findings) = small(file, from, to);
            assert!(findings.iter().any(|f| f.contains(said)), "{said}: {findings:?}");
            assert!(findings[0].contains('('), "a hint: {findings:?}");
            assert!(timetable.services.len() <= 2);
        }
    }
}

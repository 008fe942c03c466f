//! GTFS feeds of freight services: the files of the General Transit Feed
//! Specification and one more, `freight.txt`.
//!
//! `freight.txt` has one row a trip: modes of its hops, headway where the days
//! of departure are not known, capacity, price, cargo, scenario, and where the
//! row comes from. A trip whose `calendar.txt` names no weekday runs by its
//! headway alone: a plain GTFS reader then sees no departure that nobody has
//! published.

use crate::table::{Row, Table};
use landbridge_model::{Confidence, Findings, Point, Severity};

/// A stop of `stops.txt`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// `stop_id`.
    pub id: String,
    /// UN/LOCODE, empty where there is none.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Position.
    pub position: Point,
    /// Where it stands in the feed.
    pub place: String,
}

/// A route of `routes.txt` with its agency's name and time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// `route_id`.
    pub id: String,
    /// Long name, else the short one.
    pub name: String,
    /// Name of the agency.
    pub operator: String,
    /// Time zone of the agency, an IANA name.
    pub timezone: String,
}

/// A row of `calendar.txt` with its exceptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// `service_id`.
    pub id: String,
    /// Monday to Sunday.
    pub days: [bool; 7],
    /// First day, `YYYYMMDD`.
    pub start: String,
    /// Last day, `YYYYMMDD`.
    pub end: String,
    /// Days of `calendar_dates.txt` on which it runs as well.
    pub added: Vec<String>,
    /// Days on which it does not.
    pub removed: Vec<String>,
    /// Where it stands in the feed.
    pub place: String,
}

/// A call of `stop_times.txt`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Stop.
    pub stop: String,
    /// Minutes from the start of the service day to the arrival.
    pub arrive: u32,
    /// The same to the departure.
    pub depart: u32,
    /// Whether cargo is taken on.
    pub board: bool,
    /// Whether cargo is put off.
    pub alight: bool,
    /// Whether the time was published, not put between two published ones.
    pub published: bool,
    /// Order among the calls of the trip.
    pub sequence: u32,
    /// Where it stands in the feed.
    pub place: String,
}

/// A row of `freight.txt`.
#[derive(Clone, Debug, PartialEq)]
pub struct Freight {
    /// Modes of the hops, or one for all.
    pub hop_modes: Vec<String>,
    /// Hours between two departures, where only that is known.
    pub headway_hours: Option<f64>,
    /// TEU of one departure.
    pub capacity_teu: Option<f64>,
    /// Tonnes of one departure.
    pub capacity_t: Option<f64>,
    /// Published price in USD.
    pub price_usd: Option<f64>,
    /// `teu`, `feu`, `t` or `kg`.
    pub price_unit: String,
    /// Stop from which the price holds, empty for the first.
    pub price_from: String,
    /// Stop to which it holds, empty for the last.
    pub price_to: String,
    /// Cargo it takes, empty for dry containers.
    pub cargo: Vec<String>,
    /// Empty for the baseline.
    pub scenario: String,
    /// Document and publisher.
    pub source: String,
    /// Year of the figures.
    pub year: u16,
    /// How the figures are known.
    pub confidence: Confidence,
    /// What was read in the source.
    pub seen_fields: String,
    /// For people.
    pub notes: String,
    /// Where it stands in the feed.
    pub place: String,
}

/// A trip of `trips.txt` with its calls and its row of `freight.txt`.
#[derive(Clone, Debug, PartialEq)]
pub struct Trip {
    /// `trip_id`.
    pub id: String,
    /// `route_id`.
    pub route: String,
    /// `service_id`.
    pub calendar: String,
    /// Calls in order.
    pub calls: Vec<Call>,
    /// The extension's row.
    pub freight: Option<Freight>,
    /// Where it stands in the feed.
    pub place: String,
}

/// A feed as it stands in its files; what refers to what is checked by whoever
/// builds a timetable of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// Stops.
    pub stops: Vec<Stop>,
    /// Routes.
    pub routes: Vec<Route>,
    /// Calendars.
    pub calendars: Vec<Calendar>,
    /// Trips.
    pub trips: Vec<Trip>,
}

/// Files of a feed that must be there.
pub const REQUIRED: [&str; 6] = ["agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "freight.txt"];

/// Reads a feed. `file` gives the text of a file of the feed, `None` where it
/// is not there; `name` is how findings call the feed.
///
/// # Errors
/// A file or column that is missing.
pub fn read(name: &str, file: &dyn Fn(&str) -> Option<String>, findings: &mut Findings) -> Result<Feed, String> {
    let table = |file_name: &str, columns: &[&str], findings: &mut Findings| -> Result<Table, String> {
        let text = file(file_name).ok_or_else(|| format!("{name}/{file_name} is missing; a feed needs {}", REQUIRED.join(", ")))?;
        Table::read(&format!("{name}/{file_name}"), text.trim_start_matches('\u{feff}'), columns, findings)
    };
    let agencies = table("agency.txt", &["agency_name", "agency_timezone"], findings)?;
    let stops = table("stops.txt", &["stop_id", "stop_name", "stop_lat", "stop_lon"], findings)?;
    let routes = table("routes.txt", &["route_id"], findings)?;
    let trips = table("trips.txt", &["trip_id", "route_id", "service_id"], findings)?;
    let times = table("stop_times.txt", &["trip_id", "stop_sequence", "stop_id", "arrival_time", "departure_time"], findings)?;
    let freight = table("freight.txt", &["trip_id", "hop_modes", "headway_hours", "source", "confidence"], findings)?;
    let mut feed = Feed::default();
    for row in stops.rows() {
        if let Some(position) = row.point("stop_lat", "stop_lon", findings) {
            let text = |column| row.text(column).to_owned();
            feed.stops.push(Stop {
                id: text("stop_id"),
                code: text("stop_code"),
                name: text("stop_name"),
                position,
                place: row.place("stop_id"),
            });
        }
    }
    for row in routes.rows() {
        let id = row.text("agency_id");
        // A feed of one agency need not name it.
        let agency = agencies.rows().find(|a| a.text("agency_id") == id || id.is_empty());
        let Some(agency) = agency else {
            findings.push(Severity::Error, row.place("agency_id"), format!("no agency is called '{id}'"), "name one of agency.txt");
            continue;
        };
        if feed.routes.iter().any(|r| r.id == row.text("route_id")) {
            findings.push(
                Severity::Error,
                row.place("route_id"),
                format!("'{}' stands twice", row.text("route_id")),
                "give each route its own id",
            );
        }
        let name = [row.text("route_long_name"), row.text("route_short_name")].into_iter().find(|n| !n.is_empty());
        feed.routes.push(Route {
            id: row.text("route_id").to_owned(),
            name: name.unwrap_or(row.text("route_id")).to_owned(),
            operator: agency.text("agency_name").to_owned(),
            timezone: agency.text("agency_timezone").to_owned(),
        });
    }
    feed.calendars = calendars(name, file, findings)?;
    let mut calls = calls(&times, findings);
    let mut rows = freight_rows(&freight, findings);
    for row in trips.rows() {
        let id = row.text("trip_id").to_owned();
        let text = |column| row.text(column).to_owned();
        let (calls, freight) = (calls.remove(&id).unwrap_or_default(), rows.remove(&id));
        feed.trips.push(Trip { route: text("route_id"), calendar: text("service_id"), calls, freight, place: row.place("trip_id"), id });
    }
    for (id, place) in calls.iter().filter_map(|(id, c)| Some((id, &c.first()?.place))).chain(rows.iter().map(|(id, f)| (id, &f.place))) {
        findings.push(Severity::Error, place.as_str(), format!("no trip is called '{id}'"), "add it to trips.txt or take the row out");
    }
    Ok(feed)
}

fn calendars(name: &str, file: &dyn Fn(&str) -> Option<String>, findings: &mut Findings) -> Result<Vec<Calendar>, String> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let mut all: Vec<Calendar> = Vec::new();
    if let Some(text) = file("calendar.txt") {
        let columns: Vec<&str> = ["service_id", "start_date", "end_date"].into_iter().chain(DAYS).collect();
        let table = Table::read(&format!("{name}/calendar.txt"), text.trim_start_matches('\u{feff}'), &columns, findings)?;
        for row in table.rows() {
            let text = |column| row.text(column).to_owned();
            if all.iter().any(|c| c.id == row.text("service_id")) {
                findings.push(
                    Severity::Error,
                    row.place("service_id"),
                    format!("'{}' stands twice", row.text("service_id")),
                    "one row for each service",
                );
            }
            all.push(Calendar {
                id: text("service_id"),
                days: DAYS.map(|day| flag(&row, day, findings)),
                start: text("start_date"),
                end: text("end_date"),
                added: Vec::new(),
                removed: Vec::new(),
                place: row.place("service_id"),
            });
        }
    }
    if let Some(text) = file("calendar_dates.txt") {
        let columns = ["service_id", "date", "exception_type"];
        let table = Table::read(&format!("{name}/calendar_dates.txt"), text.trim_start_matches('\u{feff}'), &columns, findings)?;
        for row in table.rows() {
            let (id, date) = (row.text("service_id"), row.text("date").to_owned());
            let at = all.iter().position(|c| c.id == id).unwrap_or_else(|| {
                // A calendar of exceptions alone.
                let (start, end) = (date.clone(), date.clone());
                let (added, removed) = (Vec::new(), Vec::new());
                all.push(Calendar { id: id.to_owned(), days: [false; 7], start, end, added, removed, place: row.place("service_id") });
                all.len() - 1
            });
            match row.text("exception_type") {
                "1" => all[at].added.push(date),
                "2" => all[at].removed.push(date),
                other => findings.push(
                    Severity::Error,
                    row.place("exception_type"),
                    format!("'{other}' is no kind of exception"),
                    "1 adds a day, 2 takes it out",
                ),
            }
        }
    }
    Ok(all)
}

fn flag(row: &Row<'_>, column: &str, findings: &mut Findings) -> bool {
    match row.text(column) {
        "1" => true,
        "0" | "" => false,
        other => {
            findings.push(Severity::Error, row.place(column), format!("'{other}' is neither 0 nor 1"), "write 1 for yes and 0 for no");
            false
        }
    }
}

type ByTrip<T> = std::collections::BTreeMap<String, T>;

fn calls(table: &Table, findings: &mut Findings) -> ByTrip<Vec<Call>> {
    let mut all: ByTrip<Vec<Call>> = ByTrip::new();
    for row in table.rows() {
        let time = |column: &str, findings: &mut Findings| {
            let text = row.text(column);
            let minutes = minutes(text);
            if minutes.is_none() {
                findings.push(
                    Severity::Error,
                    row.place(column),
                    format!("'{text}' is no time"),
                    "write HH:MM:SS from the start of the service day; hours may pass 24",
                );
            }
            minutes
        };
        let (arrive, depart) = (time("arrival_time", findings), time("departure_time", findings));
        let Ok(sequence) = row.text("stop_sequence").parse() else {
            findings.push(
                Severity::Error,
                row.place("stop_sequence"),
                format!("'{}' is no whole number", row.text("stop_sequence")),
                "number the calls of a trip upwards",
            );
            continue;
        };
        // GTFS: 1 says that there is no boarding (alighting); empty and 0 that there is.
        let (no_board, no_alight) = (flag(&row, "pickup_type", findings), flag(&row, "drop_off_type", findings));
        if let (Some(arrive), Some(depart)) = (arrive, depart) {
            all.entry(row.text("trip_id").to_owned()).or_default().push(Call {
                stop: row.text("stop_id").to_owned(),
                arrive,
                depart,
                board: !no_board,
                alight: !no_alight,
                published: row.text("timepoint") != "0",
                sequence,
                place: row.place("stop_id"),
            });
        }
    }
    for calls in all.values_mut() {
        calls.sort_by_key(|c| c.sequence);
        for twice in calls.windows(2).filter(|w| w[0].sequence == w[1].sequence) {
            let message = format!("the trip has two calls with the number {}", twice[1].sequence);
            findings.push(Severity::Error, twice[1].place.as_str(), message, "number the calls of a trip upwards");
        }
    }
    all
}

/// Minutes of `HH:MM:SS`, seconds rounded.
fn minutes(text: &str) -> Option<u32> {
    let mut parts = text.split(':');
    let mut part = || parts.next()?.parse::<u32>().ok();
    let (hours, minutes, seconds) = (part()?, part()?, part()?);
    /// More than a year on the way is a slip of the pen.
    const MOST_HOURS: u32 = 10_000;
    (parts.next().is_none() && minutes < 60 && seconds < 60 && hours <= MOST_HOURS).then_some(())?;
    hours.checked_mul(60)?.checked_add(minutes + u32::from(seconds >= 30))
}

fn freight_rows(table: &Table, findings: &mut Findings) -> ByTrip<Freight> {
    let list = |text: &str| text.split(';').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let mut all = ByTrip::new();
    for row in table.rows() {
        let text = |column| row.text(column).to_owned();
        let mut number = |column: &str| {
            let value = row.number(column, findings)?;
            if value >= 0.0 {
                return Some(value);
            }
            findings.push(
                Severity::Error,
                row.place(column),
                format!("{value} is below zero"),
                "leave the cell empty where nothing is known",
            );
            None
        };
        let (headway_hours, capacity_teu, capacity_t) = (number("headway_hours"), number("capacity_teu"), number("capacity_t"));
        let (price_usd, year) = (number("price_usd"), number("year").map_or(0, crate::table::saturating_u16));
        let id = text("trip_id");
        let freight = Freight {
            hop_modes: list(row.text("hop_modes")),
            headway_hours,
            capacity_teu,
            capacity_t,
            price_usd,
            price_unit: text("price_unit"),
            price_from: text("price_from"),
            price_to: text("price_to"),
            cargo: list(row.text("cargo")),
            scenario: text("scenario"),
            source: text("source"),
            year,
            confidence: row.confidence(findings),
            seen_fields: text("seen_fields"),
            notes: text("notes"),
            place: row.place("trip_id"),
        };
        if all.insert(id.clone(), freight).is_some() {
            findings.push(Severity::Error, row.place("trip_id"), format!("'{id}' stands twice"), "one row for each trip");
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(change: &dyn Fn(&str, String) -> String) -> (Result<Feed, String>, Findings) {
        let file = |name: &str| -> Option<String> {
            let text = match name {
                "agency.txt" => "agency_id,agency_name,agency_timezone\na,Rail,Etc/UTC\n",
                "stops.txt" => "stop_id,stop_code,stop_name,stop_lat,stop_lon\nx,AAXXX,X,1,2\ny,,Y,3,4\n",
                "routes.txt" => "route_id,agency_id,route_long_name\nr,a,X to Y\n",
                "trips.txt" => "route_id,service_id,trip_id\nr,c,t\n",
                "stop_times.txt" => {
                    "trip_id,stop_sequence,stop_id,arrival_time,departure_time,pickup_type,drop_off_type,timepoint\n\
                     t,2,y,228:00:30,230:00:00,1,,0\nt,1,x,00:00:00,00:00:00,,1,1\n"
                }
                "calendar.txt" => {
                    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nc,0,0,1,0,0,1,0,20230101,20991231\n"
                }
                "calendar_dates.txt" => "service_id,date,exception_type\nc,20240101,1\nc,20240103,2\nd,20240501,1\n",
                "freight.txt" => {
                    "trip_id,hop_modes,headway_hours,capacity_teu,cargo,source,year,confidence\nt,rail,,100,reefer;bulk,a page,2023,seen\n"
                }
                _ => return None,
            };
            Some(change(name, text.to_owned())).filter(|t| !t.is_empty())
        };
        let mut findings = Findings::default();
        (read("feed", &file, &mut findings), findings)
    }

    #[test]
    fn a_feed_is_read_whole() {
        let (feed, findings) = small(&|_, text| text);
        let feed = feed.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(findings.0, []);
        assert_eq!((feed.stops.len(), feed.routes[0].operator.as_str()), (2, "Rail"));
        let trip = &feed.trips[0];
        assert_eq!(
            trip.calls.iter().map(|c| (c.stop.as_str(), c.arrive, c.board, c.alight, c.published)).collect::<Vec<_>>(),
            [("x", 0, true, false, true), ("y", 228 * 60 + 1, false, true, false)]
        );
        let freight = trip.freight.as_ref().expect("it has a row");
        assert_eq!((freight.headway_hours, freight.capacity_teu, freight.year), (None, Some(100.0), 2023));
        assert_eq!(freight.cargo, ["reefer", "bulk"]);
        let ids: Vec<_> = feed.calendars.iter().map(|c| (c.id.as_str(), c.days[2], c.added.len(), c.removed.len())).collect();
        assert_eq!(ids, [("c", true, 1, 1), ("d", false, 1, 0)]);
    }

    #[test]
    fn what_is_wrong_is_named_by_file_and_row() {
        for (file, from, to, place) in [
            ("stops.txt", "1,2", "91,2", "feed/stops.txt:2:stop_lat"),
            ("routes.txt", "r,a", "r,b", "feed/routes.txt:2:agency_id"),
            ("stop_times.txt", "228:00:30", "228:61:00", "feed/stop_times.txt:2:arrival_time"),
            ("stop_times.txt", "t,1,", "t,one,", "feed/stop_times.txt:3:stop_sequence"),
            ("stop_times.txt", "t,1,", "t,2,", "feed/stop_times.txt:3:stop_id"),
            ("stop_times.txt", "228:00:30", "71582788:00:00", "feed/stop_times.txt:2:arrival_time"),
            ("routes.txt", "r,a,X to Y", "r,a,X to Y\nr,a,X to Z", "feed/routes.txt:3:route_id"),
            ("calendar.txt", "20991231", "20991231\nc,0,0,0,0,0,0,0,20230101,20231231", "feed/calendar.txt:3:service_id"),
            ("stop_times.txt", "t,1,x", "u,1,x", "feed/stop_times.txt:3:stop_id"),
            ("calendar.txt", "c,0", "c,x", "feed/calendar.txt:2:monday"),
            ("calendar_dates.txt", "0101,1", "0101,3", "feed/calendar_dates.txt:2:exception_type"),
            ("freight.txt", ",,100", ",-1,100", "feed/freight.txt:2:headway_hours"),
            ("freight.txt", "t,rail", "q,rail", "feed/freight.txt:2:trip_id"),
        ] {
            let (feed, findings) = small(&|name, text| if name == file { text.replacen(from, to, 1) } else { text });
            assert!(feed.is_ok(), "{file}");
            assert!(findings.0.iter().any(|f| f.place == place && f.severity == Severity::Error), "{place}: {:?}", findings.0);
        }
    }

    #[test]
    fn a_missing_file_or_column_is_refused() {
        let gone = |which: &'static str| move |name: &str, text: String| if name == which { String::new() } else { text };
        assert!(small(&gone("freight.txt")).0.is_err_and(|e| e.contains("freight.txt is missing")));
        assert!(small(&gone("calendar.txt")).0.is_ok(), "GTFS lets calendar.txt be absent");
        let (feed, _) = small(&|name, text| if name == "trips.txt" { text.replace("trip_id", "trip") } else { text });
        assert!(feed.is_err_and(|e| e.contains("'trip_id' is missing")));
    }
}

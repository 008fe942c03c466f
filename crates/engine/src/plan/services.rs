//! The services that ship, and those a user adds.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_formats::gtfs;
use landbridge_model::{Findings, Severity};
use landbridge_network::lbn::fingerprint;
use landbridge_services::{Departures, Service, Timetable, of_feed};
use serde::Serialize;
use std::path::Path;

/// Timetable with what it was read from.
#[derive(Clone, Debug, Default)]
pub struct Services {
    /// Stops and services.
    pub timetable: Timetable,
    /// Fingerprint of the files.
    pub hash: u128,
    /// What the readers doubted.
    pub warnings: Vec<String>,
}

/// Counts over all services.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceSummary {
    /// All services.
    pub services: usize,
    /// Those whose ends and time were read in a source.
    pub seen: usize,
    /// Those with known days of departure.
    pub with_days: usize,
    /// Those with a published price.
    pub with_price: usize,
    /// Stops.
    pub stops: usize,
}

const FILES: [&str; 8] =
    ["agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt", "calendar_dates.txt", "freight.txt"];
/// Findings that an error lists.
const LISTED: usize = 5;

impl Services {
    /// Adds the feed of a folder.
    ///
    /// # Errors
    /// A feed with an error: file, row and what to do.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), EngineError> {
        let name = folder.display().to_string();
        if !folder.is_dir() {
            return Err(EngineError::input(format!("there is no folder {name}"), "name a folder with a GTFS feed and freight.txt"));
        }
        let mut files = std::collections::BTreeMap::new();
        for file in FILES {
            match std::fs::read_to_string(folder.join(file)) {
                Ok(text) => drop(files.insert(file, text)),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
                Err(e) => {
                    return Err(EngineError::input(format!("{name}/{file} cannot be read: {e}"), "save it as plain text in UTF-8"));
                }
            }
        }
        let file = |name: &str| files.get(name).cloned();
        let mut findings = Findings::default();
        let refuse = |e: String| EngineError::input(e, "data/services/README.md describes the files of a feed");
        let feed = gtfs::read(&name, &file, &mut findings).map_err(refuse)?;
        let timetable = of_feed(&feed, &mut findings);
        let errors: Vec<String> = findings.0.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect();
        if let Some(first) = errors.first() {
            let more = errors.len().saturating_sub(LISTED);
            let listed = errors.iter().skip(1).take(LISTED - 1).fold(String::new(), |text, e| text + "\n  " + e);
            let rest = if more > 0 { format!("\n  and {more} more") } else { String::new() };
            return Err(EngineError::input(
                format!("the services in {name} cannot be used: {first}{listed}{rest}"),
                "repair the rows; no part of a feed with errors is used",
            ));
        }
        let twice = timetable.services.iter().find(|s| self.timetable.services.iter().any(|known| known.id == s.id));
        if let Some(service) = twice {
            return Err(EngineError::input(
                format!("the services in {name} cannot be used: another feed has a trip '{}' as well", service.id),
                "give each trip an id of its own",
            ));
        }
        self.warnings.extend(findings.0.iter().filter(|f| f.severity == Severity::Warning).map(ToString::to_string));
        for name in FILES {
            self.hash = self.hash.rotate_left(1) ^ fingerprint(file(name).unwrap_or_default().as_bytes());
        }
        self.timetable.extend(timetable);
        Ok(())
    }

    /// Counts over all services.
    pub fn summary(&self) -> ServiceSummary {
        let all = self.timetable.services.as_slice();
        ServiceSummary {
            services: all.len(),
            seen: self.timetable.seen(),
            with_days: all.iter().filter(|s| matches!(s.departures, Departures::Days { .. })).count(),
            with_price: all.iter().filter(|s| s.price.is_some()).count(),
            stops: self.timetable.stops.len(),
        }
    }
}

/// One service, for people.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// How its figures are known.
    pub basis: String,
    /// Where they come from.
    pub source: String,
}

/// Services with their counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceList {
    /// Counts over all services.
    pub summary: ServiceSummary,
    /// Those asked for; none without a place.
    pub services: Vec<ListedService>,
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

impl Engine {
    /// The services that call near a place, with counts over all.
    ///
    /// # Errors
    /// A place that is not known; services that cannot be read.
    pub fn list_services(&self, near: Option<&str>) -> Result<ServiceList, EngineError> {
        let services = self.services()?;
        let reach = self.parameters.get("access.most_km").map_or(50.0, |p| p.value);
        let place = near.map(|n| self.resolve(n)).transpose()?;
        let stops = &services.timetable.stops;
        let listed = |s: &&Service| {
            place
                .as_ref()
                .is_some_and(|p| s.calls.iter().any(|c| (c.board || c.alight) && stops[c.stop].position.km_to(p.position) <= reach))
        };
        let of = |s: &Service| {
            let mut modes: Vec<&str> = s.modes.iter().map(|m| m.as_str()).collect();
            modes.dedup();
            let minutes = s.calls.last().map_or(0, |c| c.arrive) - s.calls.first().map_or(0, |c| c.depart);
            ListedService {
                id: s.id.clone(),
                name: s.name.clone(),
                operator: s.operator.clone(),
                mode: modes.join("+"),
                stops: s.calls.iter().map(|c| stops[c.stop].name.clone()).collect(),
                days: f64::from(minutes) / 1440.0,
                leaves: leaves(&s.departures),
                basis: s.confidence.as_str().to_owned(),
                source: s.source.clone(),
            }
        };
        Ok(ServiceList { summary: services.summary(), services: services.timetable.services.iter().filter(listed).map(of).collect() })
    }

    /// The services: what ships, read at first use, and what was added.
    ///
    /// # Errors
    /// Services that cannot be read.
    pub fn services(&self) -> Result<&Services, EngineError> {
        if let Some(known) = self.services.get() {
            return Ok(known);
        }
        let mut services = Services::default();
        for folder in self.folder.iter().map(|f| f.join("services")).chain(self.more_services.iter().cloned()) {
            services.add_folder(&folder)?;
        }
        Ok(self.services.get_or_init(|| services))
    }

    /// Adds a folder of services, to be read with those that ship.
    pub fn with_services(&mut self, folder: &Path) {
        self.services = std::sync::OnceLock::new();
        self.more_services.push(folder.to_owned());
    }
}

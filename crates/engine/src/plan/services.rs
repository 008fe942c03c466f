//! The services that ship, and those a user adds.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_formats::gtfs;
use landbridge_model::{Findings, Severity};
use landbridge_network::lbn::fingerprint;
use landbridge_services::{Departures, Timetable, of_feed};
use serde::Serialize;
use std::path::Path;
use utoipa::ToSchema;

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
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
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
            return Err(EngineError::data(format!("there is no folder {name}"), "name a folder with a GTFS feed and freight.txt"));
        }
        let mut files = std::collections::BTreeMap::new();
        for file in FILES {
            match std::fs::read_to_string(folder.join(file)) {
                Ok(text) => drop(files.insert(file, text)),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
                Err(e) => {
                    return Err(EngineError::data(format!("{name}/{file} cannot be read: {e}"), "save it as plain text in UTF-8"));
                }
            }
        }
        let file = |name: &str| files.get(name).cloned();
        let mut findings = Findings::default();
        let refuse = |e: String| EngineError::data(e, "data/services/README.md describes the files of a feed");
        let feed = gtfs::read(&name, &file, &mut findings).map_err(refuse)?;
        let timetable = of_feed(&feed, &mut findings);
        let errors: Vec<String> = findings.0.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect();
        if let Some(first) = errors.first() {
            let more = errors.len().saturating_sub(LISTED);
            let listed = errors.iter().skip(1).take(LISTED - 1).fold(String::new(), |text, e| text + "\n  " + e);
            let rest = if more > 0 { format!("\n  and {more} more") } else { String::new() };
            return Err(EngineError::data(
                format!("the services in {name} cannot be used: {first}{listed}{rest}"),
                "repair the rows; no part of a feed with errors is used",
            ));
        }
        let twice = timetable.services.iter().find(|s| self.timetable.services.iter().any(|known| known.id == s.id));
        if let Some(service) = twice {
            return Err(EngineError::data(
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

impl Engine {
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

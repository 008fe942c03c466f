//! What a timetable holds.

use crate::days::Departures;
use landbridge_model::id::IdVec;
use landbridge_model::{CargoKind, Confidence, Mode, Point, define_id};

define_id! {
    /// A stop of a timetable.
    StopId,
    /// A service of a timetable.
    ServiceId,
}

/// A terminal at which services call.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Id in its feed.
    pub id: String,
    /// UN/LOCODE, empty where there is none.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Position.
    pub position: Point,
}

/// A stop on the way of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Where.
    pub stop: StopId,
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
}

/// What a price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceUnit {
    /// A TEU.
    Teu,
    /// A forty-foot container: two TEU.
    Feu,
    /// A tonne.
    Tonne,
    /// A kilogram.
    Kilogram,
}

impl PriceUnit {
    /// The unit that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "teu" => Some(Self::Teu),
            "feu" => Some(Self::Feu),
            "t" => Some(Self::Tonne),
            "kg" => Some(Self::Kilogram),
            _ => None,
        }
    }
}

/// A published price for the way between two calls of a service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// Position of the first of the two calls.
    pub from: usize,
    /// Position of the second.
    pub to: usize,
    /// US dollars.
    pub usd: f64,
    /// For what.
    pub unit: PriceUnit,
}

/// A train, sailing, flight, barge, ferry or truck line in one direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Id of the trip in its feed.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// Stops in order, at least two.
    pub calls: Vec<Call>,
    /// Mode of each hop between two calls: one fewer than calls.
    pub modes: Vec<Mode>,
    /// When it leaves.
    pub departures: Departures,
    /// TEU of one departure, where known.
    pub capacity_teu: Option<f64>,
    /// Tonnes of one departure, where known.
    pub capacity_t: Option<f64>,
    /// Published price; without one the price is modelled.
    pub price: Option<Price>,
    /// Cargo it takes.
    pub cargo: Vec<CargoKind>,
    /// Scenario it belongs to, empty for the baseline.
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
}

/// All services of the feeds that were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timetable {
    /// Stops.
    pub stops: IdVec<StopId, Stop>,
    /// Services.
    pub services: IdVec<ServiceId, Service>,
}

impl Timetable {
    /// Adds the stops and services of another feed.
    pub fn extend(&mut self, other: Self) {
        let shift = u32::try_from(self.stops.len()).unwrap_or(u32::MAX);
        for stop in other.stops.iter() {
            self.stops.push(stop.clone());
        }
        for service in other.services.iter() {
            let mut service = service.clone();
            service.calls.iter_mut().for_each(|c| c.stop.0 += shift);
            self.services.push(service);
        }
    }

    /// Scenarios that services belong to.
    pub fn scenarios(&self) -> std::collections::BTreeSet<String> {
        self.services.iter().map(|s| s.scenario.clone()).filter(|s| !s.is_empty()).collect()
    }

    /// Services whose end points and time were read in a source.
    pub fn seen(&self) -> usize {
        self.services.iter().filter(|s| s.confidence == Confidence::Seen).count()
    }
}

//! The terminals among which a plan chooses: the stops of services, and the
//! largest other ones.

use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::net::{End, at, line_ends};
use landbridge_model::{Mode, Point};
use landbridge_network::world::{CountryId, FacilityKind};
use landbridge_network::{FacilityId, LinkId};
use landbridge_services::{StopId, Timetable};
use std::collections::{BTreeMap, BTreeSet};

/// Terminals taken beside the stops of services, by capacity.
const LARGEST: usize = 300;
/// How far a stop may lie from the terminal it is taken for.
const STOP_REACH_KM: f64 = 30.0;

/// A terminal of the plan.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hub {
    pub(crate) name: String,
    pub(crate) position: Point,
    /// The facility, where there is one.
    pub(crate) facility: Option<FacilityId>,
    /// The facility's country.
    pub(crate) country: Option<CountryId>,
}

/// All terminals of the plan.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hubs {
    pub(crate) all: Vec<Hub>,
    /// Hub of each stop of the timetable.
    pub(crate) of_stop: Vec<u32>,
    pub(crate) of_facility: BTreeMap<FacilityId, u32>,
    /// Hubs where cargo gets on or off, as canals and handover yards are not.
    pub(crate) gates: BTreeSet<u32>,
}

impl Hubs {
    pub(crate) fn new(engine: &Engine, timetable: &Timetable) -> Self {
        let mut hubs = Self::default();
        let docks = docks(engine);
        let used = modes_at(timetable);
        for (id, stop) in timetable.stops.enumerate() {
            let wanted = used.get(&id).cloned().unwrap_or_default();
            // The terminal that serves most of the modes, then the one of the
            // same code, then the nearest.
            let found = engine
                .world
                .facilities
                .enumerate()
                .filter(|(_, f)| f.kind != FacilityKind::PipelineTerminal)
                .map(|(id, f)| (id, f, f.position.km_to(stop.position)))
                .filter(|(_, _, km)| *km <= STOP_REACH_KM)
                .map(|(id, f, km)| {
                    let served = docks.get(&id).map_or(0, |d| wanted.iter().filter(|m| d.contains(m)).count());
                    let other_code = stop.code.is_empty() || f.unlocode != stop.code;
                    ((std::cmp::Reverse(served), other_code), km, id)
                })
                .filter(|((served, _), _, _)| served.0 > 0)
                .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
            let hub = match found {
                Some((_, _, facility)) => hubs.facility(engine, facility),
                None => hubs.push(Hub { name: stop.name.clone(), position: stop.position, facility: None, country: None }),
            };
            hubs.of_stop.push(hub);
        }
        for call in timetable.services.iter().flat_map(|s| &s.calls).filter(|c| c.board || c.alight) {
            hubs.gates.insert(hubs.of_stop[call.stop.0 as usize]);
        }
        for id in largest(engine).into_iter().take(LARGEST) {
            let hub = hubs.facility(engine, id);
            hubs.gates.insert(hub);
        }
        hubs
    }

    fn push(&mut self, hub: Hub) -> u32 {
        self.all.push(hub);
        u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
    }

    fn facility(&mut self, engine: &Engine, id: FacilityId) -> u32 {
        if let Some(&known) = self.of_facility.get(&id) {
            return known;
        }
        let f = &engine.world.facilities[id];
        let hub = self.push(Hub { name: f.name.clone(), position: f.position, facility: Some(id), country: Some(f.country) });
        self.of_facility.insert(id, hub);
        hub
    }
}

/// Freight terminals from the largest yearly capacity down.
fn largest(engine: &Engine) -> Vec<FacilityId> {
    let capacity = |id: &FacilityId| engine.world.facilities[*id].capacity_teu.unwrap_or(0.0);
    let mut all: Vec<FacilityId> =
        engine.world.facilities.enumerate().filter(|(_, f)| f.capacity_teu.is_some_and(|c| c > 0.0)).map(|(id, _)| id).collect();
    all.sort_by(|a, b| capacity(b).total_cmp(&capacity(a)).then(a.cmp(b)));
    all
}

impl Engine {
    /// Terminals by the TEU a week that services offer there, the largest
    /// first.
    ///
    /// # Errors
    /// Services that cannot be read.
    pub fn largest_terminals(&self) -> Result<Vec<(FacilityId, f64)>, EngineError> {
        let timetable = &self.services()?.timetable;
        let hubs = Hubs::new(self, timetable);
        let mut offered: BTreeMap<FacilityId, f64> = BTreeMap::new();
        for service in timetable.services.iter() {
            let teu = service.capacity_teu.unwrap_or(0.0) * service.departures.per_week();
            for call in service.calls.iter().filter(|c| c.board || c.alight) {
                if let Some(facility) = hubs.all[hubs.of_stop[call.stop.0 as usize] as usize].facility {
                    *offered.entry(facility).or_default() += teu;
                }
            }
        }
        let mut all: Vec<(FacilityId, f64)> = offered.into_iter().collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(all)
    }
}

/// Modes of the docks of each facility.
fn docks(engine: &Engine) -> BTreeMap<FacilityId, BTreeSet<Mode>> {
    let mut all: BTreeMap<FacilityId, BTreeSet<Mode>> = BTreeMap::new();
    for dock in &engine.world.docks {
        all.entry(dock.facility).or_default().insert(dock.mode);
    }
    all
}

/// Modes by which services come to a stop or leave it.
fn modes_at(timetable: &Timetable) -> BTreeMap<StopId, BTreeSet<Mode>> {
    let mut all: BTreeMap<StopId, BTreeSet<Mode>> = BTreeMap::new();
    for service in timetable.services.iter() {
        for (hop, mode) in service.calls.windows(2).zip(&service.modes) {
            for call in hop {
                all.entry(call.stop).or_default().insert(*mode);
            }
        }
    }
    all
}

/// Network nodes of a mode at a hub: where services of the mode run.
pub(crate) fn track_ends(engine: &Engine, hub: &Hub, mode: Mode, open: &dyn Fn(LinkId) -> bool) -> Vec<End> {
    let docks = engine.world.docks.iter().filter(|d| hub.facility == Some(d.facility) && d.mode == mode);
    let at_docks: Vec<End> = docks.map(|d| at(d.node)).collect();
    if !at_docks.is_empty() {
        return at_docks;
    }
    /// How far a stop without a dock may lie from the line.
    const LINE_REACH_KM: f64 = 60.0;
    line_ends(engine, hub.position, mode, (LINE_REACH_KM, 1), open)
}

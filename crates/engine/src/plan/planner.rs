//! Everything a plan needs for one cargo, year and set of constraints: made
//! once, asked often.

use super::hubs::{Hub, Hubs, track_ends};
use super::lines::{self, Hop, LineInfo};
use crate::mode::along::{Along, ModeView, QUANTITIES};
use crate::mode::net::{End, ModeNet, Reached};
use crate::resolve::Resolved;
use crate::snap::{Attachment, Rules};
use jiff::civil::Date;
use landbridge_cost::Delays;
use landbridge_itinerary::{Board, Fare, Floor, LegArc};
use landbridge_model::{Mode, ModeSet};
use landbridge_network::cch::Query;
use landbridge_services::Timetable;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Modes that unscheduled legs go by.
pub(crate) const LEG_MODES: [Mode; 6] = [Mode::Road, Mode::Rail, Mode::Sea, Mode::Ferry, Mode::Waterway, Mode::Air];

/// An unscheduled leg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LegInfo {
    pub(crate) mode: Mode,
    /// For one unit of cargo.
    pub(crate) along: Along,
}

/// What a planner is made for.
pub(crate) struct Brief<'a> {
    pub(crate) rules: &'a Rules<'a>,
    /// The same without the run's closures: the way that services go.
    pub(crate) free: &'a Rules<'a>,
    pub(crate) delays: &'a Delays,
    pub(crate) timetable: &'a Timetable,
    /// Modes of legs and services.
    pub(crate) modes: ModeSet,
    /// Units of cargo.
    pub(crate) quantity: f64,
    /// First and last day of which departures are known.
    pub(crate) window: (Date, Date),
    /// Scenarios whose services run beside the baseline's.
    pub(crate) with: &'a [String],
    /// Value of an hour in USD for one unit of cargo.
    pub(crate) usd_per_hour: f64,
    /// Longest road leg between two terminals in kilometres.
    pub(crate) road_km: f64,
}

/// Terminals, lines and legs, ready for searches.
pub(crate) struct Planner {
    pub(crate) hubs: Hubs,
    pub(crate) board: Board,
    pub(crate) floor: Floor,
    /// By the number of a leg.
    pub(crate) legs: Vec<LegInfo>,
    /// Road legs too long to stand between two others: from a hub where a
    /// question begins, or to one where it ends.
    pub(crate) long: Vec<(u32, LegArc)>,
    /// By the number of a line.
    pub(crate) lines: Vec<LineInfo>,
    /// Services that would do but for their room.
    pub(crate) too_small: usize,
    /// Ways from each hub onto the network of each mode; none where nothing is
    /// loaded.
    pub(crate) ends: BTreeMap<Mode, HubEnds>,
    /// The network of each mode that legs go by.
    pub(crate) nets: BTreeMap<Mode, Arc<ModeNet>>,
    /// The same without the run's closures: the way that services go.
    pub(crate) free: BTreeMap<Mode, Arc<ModeNet>>,
}

/// Where all hubs touch the network of a mode.
pub(crate) struct HubEnds {
    /// By hub.
    pub(crate) ends: Vec<Vec<End>>,
    /// For ways from a place to the hubs.
    pub(crate) towards: Reached,
    /// For ways from the hubs to a place.
    pub(crate) away: Reached,
}

impl Brief<'_> {
    pub(crate) fn view(&self, mode: Mode) -> ModeView<'_> {
        ModeView { rules: self.rules, delays: self.delays, mode, usd_per_hour: self.usd_per_hour }
    }

    /// The network without the run's closures.
    pub(crate) fn free_view(&self, mode: Mode) -> ModeView<'_> {
        ModeView { rules: self.free, ..self.view(mode) }
    }

    /// What a leg costs the whole consignment in the expected case.
    pub(crate) fn fare(&self, along: &Along) -> Fare {
        Fare {
            minutes: minutes(along.hours()),
            cents: amount(along.usd * self.quantity * 100.0),
            grams: amount(along.kg * self.quantity * 1000.0),
        }
    }

    /// Ways from a place onto the network of a mode.
    pub(crate) fn ends(&self, place: &Resolved, mode: Mode) -> Vec<End> {
        let engine = self.rules.engine;
        if let Some(facility) = place.facility {
            let docked = engine.world.docks.iter().any(|d| d.facility == facility && d.mode == mode);
            if docked {
                return vec![(engine.world.facilities[facility].node, 0, [0; QUANTITIES])];
            }
        }
        if mode != Mode::Road {
            return if place.facility.is_none() { self.near(place, mode) } else { Vec::new() };
        }
        let on_road = Resolved { facility: None, ..place.clone() };
        let attach = |a: Attachment| {
            let charge = self.rules.charge(&a);
            let (km, _) = self.rules.rates.access(a.access_km);
            let part = a.partial.map_or(0.0, |p| f64::from(engine.world.links[p.link].metres) / 1000.0 * p.share);
            let along = Along { run: charge.hours, usd: charge.usd, kg: charge.kg, km: km + part, ..Along::default() };
            (a.node, self.view(mode).weight(Some(&along)), along.whole())
        };
        self.rules.attach(&on_road).into_iter().filter(|a| a.facility.is_none()).map(attach).collect()
    }
}

/// Terminals of a mode that are tried near a place.
const NEAR: usize = 3;

impl Brief<'_> {
    /// The nearest terminals of a mode within reach of a place, each with the
    /// road to it.
    fn near(&self, place: &Resolved, mode: Mode) -> Vec<End> {
        let world = &self.rules.engine.world;
        let mut found: Vec<(f64, landbridge_network::FacilityId)> = world
            .docks
            .iter()
            .filter(|d| d.mode == mode)
            .map(|d| (world.facilities[d.facility].position.km_to(place.position), d.facility))
            .filter(|f| f.0 <= self.rules.reach_km)
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.dedup();
        let end = |(straight, facility): (f64, landbridge_network::FacilityId)| {
            let (km, charge) = self.rules.rates.access(straight);
            let along = Along { run: charge.hours, usd: charge.usd, kg: charge.kg, km, ..Along::default() };
            (world.facilities[facility].node, self.view(mode).weight(Some(&along)), along.whole())
        };
        found.into_iter().take(NEAR).map(end).collect()
    }
}

pub(crate) fn minutes(hours: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range first")]
    let minutes = (hours * 60.0).round().clamp(0.0, f64::from(u32::MAX)) as u32;
    minutes
}

pub(crate) fn amount(value: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range first")]
    let amount = value.round().clamp(0.0, 1e15) as u64;
    amount
}

impl Planner {
    pub(crate) fn new(brief: &Brief<'_>) -> Self {
        let engine = brief.rules.engine;
        let hubs = Hubs::new(engine, brief.timetable);
        let mut lists = vec![Vec::new(); hubs.all.len()];
        let mut legs = Vec::new();
        let mut long = Vec::new();
        let mut all_ends = BTreeMap::new();
        let (mut nets, mut all_free) = (BTreeMap::new(), BTreeMap::new());
        let mut hops: BTreeMap<(u32, u32, Mode), Option<Hop>> = BTreeMap::new();
        for service in brief.timetable.services.iter() {
            for (pair, &mode) in service.calls.windows(2).zip(&service.modes) {
                let hub = |k: usize| hubs.of_stop[pair[k].stop.0 as usize];
                hops.insert((hub(0), hub(1), mode), None);
            }
        }
        for mode in LEG_MODES {
            let wanted: Vec<(u32, u32)> = hops.keys().filter(|k| k.2 == mode).map(|k| (k.0, k.1)).collect();
            // A service goes its own way: what the run closes stops it, it does
            // not go around.
            let free = Arc::new(ModeNet::new(&brief.free_view(mode)));
            let open = |l| free.is_open(engine.graph.link_arc(l));
            let nodes: BTreeMap<u32, Vec<End>> = wanted
                .iter()
                .flat_map(|p| [p.0, p.1])
                .collect::<BTreeSet<u32>>()
                .into_par_iter()
                .map(|h| (h, track_ends(engine, &hubs.all[h as usize], mode, &open)))
                .collect();
            let path = |query: &mut Query, &(a, b): &(u32, u32)| {
                let ends = (&hubs.all[a as usize], &hubs.all[b as usize]);
                let way = free.way(query, &nodes[&a], &nodes[&b]);
                lines::hop(brief, mode, ends, way.as_ref().map(|w| w.arcs.as_slice()))
            };
            let found: Vec<Hop> = wanted.par_iter().map_init(|| free.query(), path).collect();
            for (&(a, b), hop) in wanted.iter().zip(found) {
                hops.insert((a, b, mode), Some(hop));
            }
            all_free.insert(mode, Arc::clone(&free));
            if !brief.modes.contains(mode) && mode != Mode::Road {
                continue;
            }
            let closed = !brief.rules.constraints.is_empty();
            let net = if closed { Arc::new(ModeNet::new(&brief.view(mode))) } else { Arc::clone(&free) };
            let ends: Vec<Vec<End>> = (0..hubs.all.len())
                .into_par_iter()
                .map(|h| {
                    let gate = u32::try_from(h).is_ok_and(|h| hubs.gates.contains(&h));
                    if gate { brief.ends(&hubs.all[h].as_place(), mode) } else { Vec::new() }
                })
                .collect();
            let limit = if mode == Mode::Road { brief.road_limit() } else { f64::INFINITY };
            let hubs_reached = net.towards(&ends);
            for (from, row) in (0u32..).zip(net.rows(&ends, &hubs_reached)) {
                for (to, sums) in (0u32..).zip(row) {
                    let Some(along) = sums.filter(|_| from != to).map(Along::of) else { continue };
                    let what = u32::try_from(legs.len()).unwrap_or(u32::MAX);
                    let arc = LegArc { to, fare: brief.fare(&along), what };
                    if along.km <= limit {
                        lists[from as usize].push(arc);
                    } else if brief.modes.contains(mode) {
                        long.push((from, arc));
                    } else {
                        continue;
                    }
                    legs.push(LegInfo { mode, along });
                }
            }
            let away = net.away(&ends);
            all_ends.insert(mode, HubEnds { ends, towards: hubs_reached, away });
            nets.insert(mode, net);
        }
        let (lines, infos) = lines::all(brief, &hubs, &hops);
        let board = Board::new(lists, lines);
        let floor = Floor::of(&board);
        let too_small = brief.timetable.services.iter().filter(|s| lines::too_small(brief, s)).count();
        Self { hubs, board, floor, legs, long, lines: infos, too_small, ends: all_ends, nets, free: all_free }
    }
}

impl Brief<'_> {
    /// Longest road leg between terminals: where road is no mode of the main
    /// haul it is access alone.
    pub(crate) fn road_limit(&self) -> f64 {
        if self.modes.contains(Mode::Road) { self.road_km } else { self.rules.reach_km }
    }
}

impl Hub {
    pub(crate) fn as_place(&self) -> Resolved {
        Resolved { name: self.name.clone(), position: self.position, facility: self.facility, country: self.country, note: None }
    }
}

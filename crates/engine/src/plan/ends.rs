//! Legs between a place that is no terminal of the plan and all that are.

use super::planner::{Brief, LEG_MODES, LegInfo, Planner};
use crate::mode::along::{Along, QUANTITIES};
use crate::mode::net::{End, Reached};
use crate::resolve::Resolved;
use landbridge_itinerary::LegArc;
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_model::Mode;
use rayon::prelude::*;

/// Legs of one question.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnLegs {
    pub(crate) first: Vec<LegArc>,
    pub(crate) last: Vec<(u32, LegArc)>,
    /// By number, counted on from the planner's legs.
    pub(crate) infos: Vec<LegInfo>,
}

/// A place of the question among the planner's stops, where it is a terminal at
/// which cargo gets on and off. A station where services are only handed over
/// is none: it is a place like any other.
pub(crate) fn stop_of(planner: &Planner, place: &Resolved) -> Option<u32> {
    let stop = place.facility.and_then(|f| planner.hubs.of_facility.get(&f)).copied();
    stop.filter(|stop| planner.hubs.gates.contains(stop))
}

/// Ways of one mode between the places of a question, where they are no terminals,
/// and the hubs.
#[derive(Default)]
struct Ways {
    to_hubs: Vec<(u32, Along)>,
    from_hubs: Vec<(u32, Along)>,
    /// From place to place.
    direct: Option<Along>,
}

impl Ways {
    fn of(brief: &Brief<'_>, planner: &Planner, mode: Mode, (from, to): (&Resolved, &Resolved)) -> Self {
        let Some((hubs, net)) = planner.ends.get(&mode).zip(planner.nets.get(&mode)) else { return Self::default() };
        let most_km = if brief.modes.contains(mode) { f64::INFINITY } else { brief.rules.reach_km };
        // What passes no gate of the mode has not moved by it: the way to the
        // terminal near the place alone.
        let moved = |a: &Along| mode == Mode::Road || a.dock > 0.0;
        let near = |q: [u32; QUANTITIES]| Some(Along::of(q)).filter(|a| a.km <= most_km && moved(a));
        let own = |place: &Resolved| if stop_of(planner, place).is_none() { brief.ends(place, mode) } else { Vec::new() };
        let (starts, ends) = ([own(from)], [own(to)]);
        let row = |place: &[Vec<End>; 1], reached: &Reached| -> Vec<(u32, Along)> {
            if place[0].is_empty() {
                return Vec::new();
            }
            let cells = net.rows(place, reached).into_iter().flatten();
            (0u32..).zip(cells).filter_map(|(stop, sums)| Some((stop, sums.and_then(near)?))).collect()
        };
        let direct = if starts[0].is_empty() || ends[0].is_empty() { None } else { net.table(&starts, &ends).into_iter().flatten().next() };
        Self { to_hubs: row(&starts, &hubs.towards), from_hubs: row(&ends, &hubs.away), direct: direct.flatten().and_then(near) }
    }
}

impl OwnLegs {
    pub(crate) fn new(brief: &Brief<'_>, planner: &Planner, from: &Resolved, to: &Resolved) -> Self {
        let mut own = Self::default();
        let (from_stop, to_stop) = (stop_of(planner, from), stop_of(planner, to));
        if let Some(stop) = from_stop {
            own.first.extend(planner.long.iter().filter(|l| l.0 == stop).map(|l| l.1));
        }
        if let Some(stop) = to_stop {
            own.last.extend(planner.long.iter().filter(|l| l.1.to == stop && Some(l.0) != from_stop));
        }
        let found: Vec<Ways> = LEG_MODES.par_iter().map(|&mode| Ways::of(brief, planner, mode, (from, to))).collect();
        for (mode, ways) in LEG_MODES.into_iter().zip(found) {
            for (stop, along) in ways.to_hubs {
                let arc = own.leg(brief, planner, mode, along, stop);
                own.first.push(arc);
            }
            if let Some(along) = ways.direct {
                let arc = own.leg(brief, planner, mode, along, DESTINATION);
                own.last.push((ORIGIN, arc));
            }
            for (stop, along) in ways.from_hubs {
                let arc = own.leg(brief, planner, mode, along, DESTINATION);
                own.last.push((stop, arc));
            }
        }
        own
    }

    fn leg(&mut self, brief: &Brief<'_>, planner: &Planner, mode: Mode, along: Along, to: u32) -> LegArc {
        let what = u32::try_from(planner.legs.len() + self.infos.len()).unwrap_or(u32::MAX);
        self.infos.push(LegInfo { mode, along });
        LegArc { to, fare: brief.fare(&along), what }
    }

    /// A leg by its number.
    pub(crate) fn info<'a>(&'a self, planner: &'a Planner, what: u32) -> Option<&'a LegInfo> {
        let what = what as usize;
        planner.legs.get(what).or_else(|| self.infos.get(what.checked_sub(planner.legs.len())?))
    }
}

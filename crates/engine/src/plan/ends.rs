//! Legs between a place that is no terminal of the plan and all that are.

use super::planner::{Brief, LEG_MODES, LegInfo, Planner};
use crate::mode::along::{Along, QUANTITIES};
use crate::mode::net::End;
use crate::resolve::Resolved;
use landbridge_itinerary::LegArc;
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_model::Mode;

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
        for mode in LEG_MODES {
            let Some((hubs, net)) = planner.ends.get(&mode).zip(planner.nets.get(&mode)) else { continue };
            let most_km = if brief.modes.contains(mode) { f64::INFINITY } else { brief.rules.reach_km };
            // What passes no gate of the mode has not moved by it: the way to the
            // terminal near the place alone.
            let moved = |a: &Along| mode == Mode::Road || a.dock > 0.0;
            let near = |q: [u32; QUANTITIES]| Some(Along::of(q)).filter(|a| a.km <= most_km && moved(a));
            let (starts, ends) = (brief.ends(from, mode), brief.ends(to, mode));
            let legs = |from: &[Vec<End>], to: &[Vec<End>]| -> Vec<Option<Along>> {
                net.table(from, to).into_iter().flatten().map(|sums| sums.and_then(near)).collect()
            };
            if from_stop.is_none() && !starts.is_empty() {
                for (stop, along) in (0u32..).zip(legs(std::slice::from_ref(&starts), hubs)) {
                    let Some(along) = along else { continue };
                    let arc = own.leg(brief, planner, mode, along, stop);
                    own.first.push(arc);
                }
                if to_stop.is_none()
                    && let Some(along) = legs(std::slice::from_ref(&starts), std::slice::from_ref(&ends)).into_iter().flatten().next()
                {
                    let arc = own.leg(brief, planner, mode, along, DESTINATION);
                    own.last.push((ORIGIN, arc));
                }
            }
            if to_stop.is_none() && !ends.is_empty() {
                for (stop, along) in (0u32..).zip(legs(hubs, std::slice::from_ref(&ends))) {
                    let Some(along) = along else { continue };
                    let arc = own.leg(brief, planner, mode, along, DESTINATION);
                    own.last.push((stop, arc));
                }
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

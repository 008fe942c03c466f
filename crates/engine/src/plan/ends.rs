//! Legs between a place that is no terminal of the plan and all that are.

use super::planner::{Brief, LEG_MODES, LegInfo, Planner};
use crate::mode::along::{Along, ModeView, QUANTITIES};
use crate::mode::net::{End, add};
use crate::resolve::Resolved;
use landbridge_itinerary::LegArc;
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_model::Mode;
use landbridge_network::NodeId;
use landbridge_network::cch::INFINITY;
use landbridge_network::graph::ArcId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Legs of one question.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnLegs {
    pub(crate) first: Vec<LegArc>,
    pub(crate) last: Vec<(u32, LegArc)>,
    /// By number, counted on from the planner's legs.
    pub(crate) infos: Vec<LegInfo>,
}

/// A place of the question among the planner's stops: a terminal of its own or
/// somewhere else.
pub(crate) fn stop_of(planner: &Planner, place: &Resolved) -> Option<u32> {
    place.facility.and_then(|f| planner.hubs.of_facility.get(&f)).copied()
}

type Label = (u32, [u32; QUANTITIES]);

/// Best way of one mode from some nodes to every node, or back.
fn spread(view: &ModeView<'_>, seeds: &[End], towards: bool) -> Vec<Label> {
    let graph = &view.rules.engine.graph;
    let mut labels: Vec<Label> = vec![(INFINITY, [0; QUANTITIES]); graph.node_count()];
    let mut heap = BinaryHeap::new();
    for &(node, weight, sums) in seeds {
        if weight < labels[node.0 as usize].0 {
            labels[node.0 as usize] = (weight, sums);
            heap.push(Reverse((weight, node.0)));
        }
    }
    while let Some(Reverse((weight, v))) = heap.pop() {
        let (least, sums) = labels[v as usize];
        if weight > least {
            continue;
        }
        for &out in graph.out_arcs(NodeId(v)) {
            let arc: ArcId = if towards { graph.reverse(out) } else { out };
            let along = view.along(arc);
            let next = weight.saturating_add(view.weight(along.as_ref()));
            let head = graph.head(out).0 as usize;
            if next < labels[head].0 {
                labels[head] = (next, add(sums, along.unwrap_or_default().whole()));
                heap.push(Reverse((next, graph.head(out).0)));
            }
        }
    }
    labels
}

/// The best of several ways onto the network.
fn best(labels: &[Label], ends: &[End]) -> Option<[u32; QUANTITIES]> {
    let reached = |e: &End| {
        let (weight, sums) = labels[e.0.0 as usize];
        (weight < INFINITY).then(|| (weight.saturating_add(e.1), add(sums, e.2)))
    };
    ends.iter().filter_map(reached).min_by_key(|r| r.0).map(|r| r.1)
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
            let Some(hubs) = planner.ends.get(&mode) else { continue };
            let view = brief.view(mode);
            let most_km = if brief.modes.contains(mode) { f64::INFINITY } else { brief.rules.reach_km };
            // What passes no gate of the mode has not moved by it: the way to the
            // terminal near the place alone.
            let moved = |a: &Along| mode == Mode::Road || a.dock > 0.0;
            let near = |q: [u32; QUANTITIES]| Some(Along::of(q)).filter(|a| a.km <= most_km && moved(a));
            let (starts, ends) = (brief.ends(from, mode), brief.ends(to, mode));
            if from_stop.is_none() && !starts.is_empty() {
                let labels = spread(&view, &starts, false);
                for (stop, hub) in (0u32..).zip(hubs) {
                    if let Some(along) = best(&labels, hub).and_then(near) {
                        let arc = own.leg(brief, planner, mode, along, stop);
                        own.first.push(arc);
                    }
                }
                if to_stop.is_none()
                    && let Some(along) = best(&labels, &ends).and_then(near)
                {
                    let arc = own.leg(brief, planner, mode, along, DESTINATION);
                    own.last.push((ORIGIN, arc));
                }
            }
            if to_stop.is_none() && !ends.is_empty() {
                let labels = spread(&view, &ends, true);
                for (stop, hub) in (0u32..).zip(hubs) {
                    if let Some(along) = best(&labels, hub).and_then(near) {
                        let arc = own.leg(brief, planner, mode, along, DESTINATION);
                        own.last.push((stop, arc));
                    }
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

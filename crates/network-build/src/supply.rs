//! Links that curated lines supply where the map has none.

use crate::border::{CountryLookup, Crossings, crossing_edge};
use crate::draft::{Draft, DraftEdge};
use landbridge_network::world::{Country, CountryId, LinkClass};

/// A named crossing takes a supplied link within this distance of the border
/// point of the straight line.
const CROSSING_KM: f64 = 60.0;
/// Steps in which a straight line is searched for the border.
const STEPS: u32 = 32;

/// What matching needs beside the draft.
pub struct Context<'a> {
    /// Countries in the order of their ids.
    pub countries: &'a [Country],
    /// Region of each country.
    pub regions: &'a [String],
    /// Polygons.
    pub lookup: &'a CountryLookup<'a>,
}

/// A straight edge of official length, over a crossing where it goes abroad.
/// The class's country is set from the ends.
pub fn supply(draft: &mut Draft, (a, b): (u32, u32), km: f64, class: &LinkClass, context: &Context<'_>, crossings: &mut Crossings) {
    if a == b {
        return;
    }
    let (pa, pb) = (draft.nodes[a as usize].at, draft.nodes[b as usize].at);
    let (ca, cb) = (draft.nodes[a as usize].country, draft.nodes[b as usize].country);
    let edge = |a: u32, b: u32, km: f64, country: CountryId| DraftEdge {
        official: Some(km),
        ..DraftEdge::new(a, b, km, LinkClass { country, ..class.clone() })
    };
    if ca == cb {
        draft.add_edge(edge(a, b, km, ca));
        return;
    }
    let share = |k: u32| f64::from(k) / f64::from(STEPS);
    let fraction = (1..STEPS).map(share).find(|&f| context.lookup.at(pa.lerp(pb, f)) == cb).unwrap_or(0.5);
    let crossing = crossings.at(pa.lerp(pb, fraction), class.mode, ca, cb, CROSSING_KM, context.countries);
    let at = crossings.list[crossing as usize].position;
    let share = pa.km_to(at) / (pa.km_to(at) + pb.km_to(at)).max(1e-6);
    let (na, nb) = (draft.add_node(at, ca), draft.add_node(at, cb));
    draft.add_edge(edge(a, na, km * share, ca));
    draft.add_edge(edge(nb, b, km * (1.0 - share), cb));
    draft.add_edge(crossing_edge(na, nb, class.mode, crossing));
}

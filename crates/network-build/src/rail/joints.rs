//! Curated lines that name the same station meet there.
//!
//! Each line finds its own way over the map, and the map often draws two lines
//! of one station without the switch between them.

use crate::draft::{Adjacency, Draft, DraftEdge};
use crate::weld::{Weld, patch};
use landbridge_model::Mode;
use std::collections::BTreeSet;

/// Ends of lines at one station lie this close together.
const STATION_KM: f64 = 10.0;
/// A way between them over the map is this long at most, or the map has none.
const WAY_KM: f64 = 25.0;

/// Ends of lines of one gauge at one station.
pub(super) type Ends = BTreeSet<u32>;

/// Joins the ends at each station between which the map has no short way.
/// Returns what lay between them.
pub(super) fn join(draft: &mut Draft, stations: impl Iterator<Item = (u16, Ends)>) -> Vec<Weld> {
    let mut adjacency = draft.adjacency();
    let mut made = Vec::new();
    for (gauge, ends) in stations {
        let ends: Vec<u32> = ends.into_iter().collect();
        for (i, &end) in ends.iter().enumerate() {
            let Some((near, km)) = nearest_apart(draft, &adjacency, gauge, end, &ends[..i]) else { continue };
            let own = |e: &&u32| of_gauge(&draft.edges[**e as usize], gauge);
            let Some(class) = adjacency.at(end).iter().find(own).map(|&e| draft.edges[e as usize].class.clone()) else { continue };
            let places = (draft.nodes[end as usize].at, draft.nodes[near as usize].at);
            draft.add_edge(patch((end, near), km, class));
            adjacency = draft.adjacency();
            made.push(Weld { km, ends: places, joined_km: 0.0 });
        }
    }
    made
}

/// The nearest of the ends before, in the same country, where none of them is
/// within a short way over tracks of the gauge.
fn nearest_apart(draft: &Draft, adjacency: &Adjacency, gauge: u16, end: u32, before: &[u32]) -> Option<(u32, f64)> {
    let own = draft.nodes[end as usize];
    let before = || before.iter().copied().filter(|&v| draft.nodes[v as usize].country == own.country);
    before().next()?;
    let tree = draft.dijkstra(adjacency, &[(end, 0.0)], WAY_KM, |_, e| of_gauge(e, gauge).then(|| e.best_km()));
    if before().any(|v| tree.cost(v).is_some()) {
        return None;
    }
    let near = before().map(|v| (v, draft.nodes[v as usize].at.km_to(own.at)));
    near.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|n| n.1 <= STATION_KM)
}

fn of_gauge(e: &DraftEdge, gauge: u16) -> bool {
    e.class.mode == Mode::Rail && e.class.gauge_mm == gauge && e.crossing.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::plain_class;
    use landbridge_model::{Point, Provenance};
    use landbridge_network::world::{CountryId, LinkClass};

    /// Two lines that end beside each other at longitude 1, of a gauge each.
    fn two_lines(gauges: [u16; 2]) -> (Draft, Ends) {
        let mut draft = Draft::default();
        let mut ends = Ends::new();
        for (lat, gauge_mm) in [0.0, 0.01].into_iter().zip(gauges) {
            let [a, b] = [0.0, 1.0].map(|lon| draft.add_node(Point::new(lat, lon), CountryId(1)));
            let class = LinkClass { gauge_mm, ..plain_class(Mode::Rail, Provenance::Map) };
            draft.add_edge(DraftEdge::new(a, b, 111.0, class));
            ends.insert(b);
        }
        (draft, ends)
    }

    #[test]
    fn lines_of_one_station_meet_there_once() {
        let (mut draft, ends) = two_lines([1520, 1520]);
        let made = join(&mut draft, [(1520, ends.clone())].into_iter());
        assert_eq!(made.len(), 1);
        assert!((made[0].km - 1.1).abs() < 0.1);
        assert_eq!(join(&mut draft, [(1520, ends)].into_iter()).len(), 0);
    }

    #[test]
    fn no_track_joins_two_gauges() {
        let (mut draft, ends) = two_lines([1520, 1435]);
        let made = join(&mut draft, [(1520, ends)].into_iter());
        // The second end has a track of the other gauge alone.
        assert_eq!(made.len(), 0);
    }
}

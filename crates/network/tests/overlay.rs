//! Worlds that a change has patched, beside a slow oracle.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test: failing loudly is its purpose")]

use landbridge_model::{Confidence, Mode, Point};
use landbridge_network::cch::{INFINITY, Query, Seed, Topology, customise};
use landbridge_network::overlay::{Border, LinkChange, NewFacility, NewLine, Overlay, Station};
use landbridge_network::snap::Snapper;
use landbridge_network::world::{Facility, FacilityKind, LinkEffect, World};
use landbridge_network::{ArcId, EdgeRef, FacilityId, Graph, LinkId, NodeId};
use landbridge_testkit::{Sketch, oracle};
use proptest::prelude::*;

/// Weight of a crossing or a transfer, in metres.
const STOP: u32 = 5_000;

fn metres(world: &World, graph: &Graph, arc: ArcId) -> u32 {
    match graph.edge(arc.edge()) {
        EdgeRef::Link(link) if world.class(link).lifespan.open_in(2030) => world.links[link].metres,
        EdgeRef::Link(_) => INFINITY,
        EdgeRef::Crossing(_) | EdgeRef::Dock(_) => STOP,
    }
}

/// Shortest lengths between all nodes by the oracle and by the hierarchy, which
/// must agree; in the order of the rows.
fn lengths(world: &World) -> Vec<Vec<Option<u32>>> {
    let graph = Graph::of(world);
    let topology = Topology::build(&graph);
    let [metric] = customise(&topology, |arc| [metres(world, &graph, arc)]);
    let n = graph.node_count();
    let arcs: Vec<_> = (0..u32::try_from(graph.arc_count()).unwrap())
        .map(ArcId)
        .map(|arc| (graph.tail(arc).0 as usize, graph.head(arc).0 as usize, metres(world, &graph, arc)))
        .map(|(from, to, weight)| (from, to, Some(weight).filter(|&w| w < INFINITY)))
        .collect();
    let mut query = Query::new(&topology);
    let seed = |node: usize| [Seed { node: NodeId(u32::try_from(node).unwrap()), weight: 0 }];
    (0..n)
        .map(|from| {
            let slow: Vec<Option<u32>> =
                oracle::distances(n, &arcs, &[(from, 0)]).into_iter().map(|d| d.and_then(|d| u32::try_from(d).ok())).collect();
            let fast: Vec<Option<u32>> =
                (0..n).map(|to| query.path(&topology, &metric, &seed(from), &seed(to)).map(|p| p.weight)).collect();
            assert_eq!(slow, fast, "from {from}");
            slow
        })
        .collect()
}

fn line(world: &World, stations: Vec<Station>, km: f64) -> NewLine {
    NewLine {
        name: "new".to_owned(),
        source: "a test".to_owned(),
        confidence: Confidence::Recalled,
        mode: Mode::Rail,
        gauge_mm: 1435,
        tracks: 1,
        electrified: Some(true),
        kmh: Some(60.0),
        opened: 2028,
        km,
        country: world.country_by_code("XXA").unwrap(),
        stations,
        reach_km: 5.0,
    }
}

fn station(position: Point) -> Station {
    Station { name: String::new(), position, joins: true, border: None }
}

/// A ring of four with a tail in another country.
fn ring() -> Sketch {
    Sketch::of(
        "
        A---------B

        C---------D  E--F",
        "
        A-B rail 100
        A-C rail 30
        C-D rail 100
        B-D rail 30
        E-F rail 20 in:XXB gauge:1520",
    )
}

#[test]
fn nothing_changes_without_a_change() {
    let sketch = ring();
    let snapper = Snapper::new(&sketch.world);
    assert_eq!(Overlay::new(&sketch.world, &snapper).finish().unwrap(), sketch.world);
}

#[test]
fn a_line_joins_what_it_meets_and_parts_it_there() {
    let sketch = ring();
    let snapper = Snapper::new(&sketch.world);
    let at = |letter: char| sketch.world.position(sketch.node(letter).unwrap());
    let middle = |a: char, b: char| at(a).lerp(at(b), 0.5);
    let before = lengths(&sketch.world);
    let mut overlay = Overlay::new(&sketch.world, &snapper);
    let new = line(&sketch.world, vec![station(middle('A', 'B')), station(middle('C', 'D'))], 10.0);
    let links = overlay.build(&new).unwrap();
    let world = overlay.finish().unwrap();
    assert_eq!(links.len(), 1);
    assert_eq!(world.node_count(), sketch.world.node_count() + 2, "two new junctions");
    let after = lengths(&world);
    for (old, new) in before.iter().zip(&after) {
        for (old, new) in old.iter().zip(new) {
            assert!(new.is_some() == old.is_some() && new <= old, "nothing is longer: {old:?} {new:?}");
        }
    }
    let (p, q) = (sketch.world.node_count(), sketch.world.node_count() + 1);
    assert_eq!(after[p][q], Some(10_000), "over the new line");
    let node = |letter: char| sketch.node(letter).unwrap().0 as usize;
    assert_eq!(after[node('A')][node('B')], Some(100_000), "both halves are as long as the whole was");
    assert_eq!(after[node('A')][p].unwrap() + after[p][node('B')].unwrap(), 100_000);
    let class = world.class(links[0]);
    assert_eq!((class.lifespan.opened, class.electrified, class.gauge_mm), (2028, Some(true), 1435));
    assert_eq!(world.effects.links[&world.links[links[0]].class].kmh, Some(60.0));
}

#[test]
fn a_border_changes_country_and_gauge() {
    let sketch = ring();
    let snapper = Snapper::new(&sketch.world);
    let at = |letter: char| sketch.world.position(sketch.node(letter).unwrap());
    let abroad = sketch.world.country_by_code("XXB").unwrap();
    let border = Border { to: abroad, hours: Some(6.0), fee_usd: Some(90.0), gauge_mm: 1520 };
    let gate = Station { name: "Gate".to_owned(), position: at('D').lerp(at('E'), 0.5), joins: false, border: Some(border) };
    let mut overlay = Overlay::new(&sketch.world, &snapper);
    let links = overlay.build(&line(&sketch.world, vec![station(at('D')), gate, station(at('E'))], 40.0)).unwrap();
    let world = overlay.finish().unwrap();
    let gauges: Vec<u16> = links.iter().map(|&l| world.class(l).gauge_mm).collect();
    assert_eq!(gauges, [1435, 1520]);
    assert_eq!(links.iter().map(|&l| world.class(l).country).collect::<Vec<_>>()[1], abroad);
    let (crossing, edge) = (world.crossings.iter().last().unwrap(), world.crossing_edges.last().unwrap());
    assert_eq!((crossing.id.as_str(), crossing.hours_p50, edge.gauges), ("rail-gate", Some(6.0), (1435, 1520)));
    let node = |letter: char| sketch.node(letter).unwrap().0 as usize;
    assert_eq!(lengths(&world)[node('D')][node('F')], Some(40_000 + STOP + 20_000));
}

#[test]
fn what_joins_nothing_is_refused() {
    let sketch = ring();
    let snapper = Snapper::new(&sketch.world);
    let mut overlay = Overlay::new(&sketch.world, &snapper);
    let far = |lat| station(Point::new(lat, 100.0));
    let error = overlay.build(&line(&sketch.world, vec![far(0.0), far(1.0)], 120.0)).unwrap_err();
    assert!(error.contains("within 5 km"), "{error}");
    assert!(overlay.build(&line(&sketch.world, vec![far(0.0)], 120.0)).unwrap_err().contains("two different"));
}

#[test]
fn a_facility_has_docks_and_links_change_apart() {
    let sketch = ring();
    let snapper = Snapper::new(&sketch.world);
    let at = |letter: char| sketch.world.position(sketch.node(letter).unwrap());
    let mut overlay = Overlay::new(&sketch.world, &snapper);
    let facility = Facility {
        name: "Yard".to_owned(),
        local_name: String::new(),
        unlocode: String::new(),
        iata: String::new(),
        kind: FacilityKind::RailTerminal,
        country: sketch.world.country_by_code("XXA").unwrap(),
        node: NodeId(0),
        position: at('A').lerp(at('B'), 0.25),
        lifespan: landbridge_model::Lifespan::ALWAYS,
        capacity_teu: None,
        source: "a test".to_owned(),
        confidence: Confidence::Recalled,
    };
    let id = overlay.facility(&NewFacility { facility: facility.clone(), modes: vec![(Mode::Rail, 1435)], reach_km: 5.0 }).unwrap();
    assert_eq!(id, FacilityId(0));
    let error = overlay.facility(&NewFacility { facility, modes: vec![(Mode::Sea, 0)], reach_km: 5.0 }).unwrap_err();
    assert!(error.contains("sea"), "{error}");
    let faster = LinkChange { effect: LinkEffect { hours: 0.5, ..LinkEffect::default() }, electrified: Some(true), tracks: None };
    let old = overlay.world().links[LinkId(1)].class;
    assert_eq!(overlay.change([LinkId(1)], &faster), 1);
    assert_eq!(overlay.change([LinkId(1)], &faster), 1);
    let world = overlay.finish().unwrap();
    let new = world.links[LinkId(1)].class;
    assert!(new != old && !world.effects.links.contains_key(&old));
    assert_eq!((world.effects.links[&new].hours, world.classes[new].electrified), (0.25, Some(true)));
    assert!(world.docks.iter().any(|d| d.facility == id && d.mode == Mode::Rail));
}

proptest! {
    #[test]
    fn any_patched_world_is_searched_rightly(
        stops in proptest::collection::vec((0.0f64..1.0, 0usize..5, 0.0f64..1.0, 0usize..5, 1.0f64..80.0), 1..6)
    ) {
        let sketch = ring();
        let snapper = Snapper::new(&sketch.world);
        let at = |letter: char| sketch.world.position(sketch.node(letter).unwrap());
        let lines = [('A', 'B'), ('A', 'C'), ('C', 'D'), ('B', 'D'), ('A', 'D')];
        let mut overlay = Overlay::new(&sketch.world, &snapper);
        let mut length = lengths(&sketch.world);
        for (share, first, other, second, km) in stops {
            let place = |share: f64, line: usize| at(lines[line].0).lerp(at(lines[line].1), share);
            let stations = vec![station(place(share, first)), station(place(other, second))];
            let _ = overlay.build(&line(&sketch.world, stations, km));
            // The hierarchy says what the oracle says, and nothing gets longer.
            let now = lengths(overlay.world());
            for (old, new) in length.iter().zip(&now) {
                for (old, new) in old.iter().zip(new).filter(|p| p.0.is_some()) {
                    prop_assert!(new.unwrap() <= old.unwrap() + 1);
                }
            }
            length = now;
        }
        prop_assert!(overlay.finish().is_ok());
    }
}

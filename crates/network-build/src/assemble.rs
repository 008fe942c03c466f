//! From the finished draft to the world: contraction order, new numbers,
//! tables.

use crate::draft::{Draft, DraftEdge, number};
use crate::facility::DraftFacility;
use crate::order::contraction_order;
use landbridge_model::id::IdVec;
use landbridge_model::{Mode, Point};
use landbridge_network::world::*;
use std::collections::{BTreeMap, HashMap};

/// Tables that go into the world as they are.
pub struct Tables {
    /// Facts about the file.
    pub meta: Meta,
    /// Countries.
    pub countries: Vec<Country>,
    /// Curated lines.
    pub lines: Vec<Line>,
    /// Passages.
    pub passages: Vec<Passage>,
    /// Crossings.
    pub crossings: Vec<Crossing>,
}

/// Gives each gauge its own copy of a rail node, so that trains change gauge
/// at crossings and facilities alone.
pub fn part_gauges(draft: &mut Draft) -> usize {
    let adjacency = draft.adjacency();
    let mut copies = 0;
    for v in 0..number(draft.nodes.len()) {
        let mut by_gauge: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
        for &e in adjacency.at(v) {
            let edge = &draft.edges[e as usize];
            if edge.crossing.is_none() {
                by_gauge.entry(edge.class.gauge_mm).or_default().push(e);
            }
        }
        for edges in by_gauge.into_values().skip(1) {
            let node = draft.nodes[v as usize];
            let copy = draft.add_node(node.at, node.country);
            copies += 1;
            for e in edges {
                let edge = &mut draft.edges[e as usize];
                if edge.a == v { edge.a = copy } else { edge.b = copy }
            }
        }
    }
    copies
}

/// Builds the world. `top` nodes of the draft are contracted last.
pub fn assemble(draft: &Draft, facilities: &[DraftFacility], top: &[u32], tables: Tables) -> World {
    let alive: Vec<&DraftEdge> = draft.edges.iter().filter(|e| !e.gone && e.a != e.b).collect();
    // Nodes in use, then one node for each facility.
    let mut local: HashMap<u32, u32> = HashMap::new();
    let mut points: Vec<Point> = Vec::new();
    let mut used: Vec<u32> =
        alive.iter().flat_map(|e| [e.a, e.b]).chain(facilities.iter().flat_map(|f| f.docks.iter().map(|d| d.0))).collect();
    used.sort_unstable();
    used.dedup();
    for v in used {
        local.insert(v, number(points.len()));
        points.push(draft.nodes[v as usize].at);
    }
    let first_facility = number(points.len());
    points.extend(facilities.iter().map(|f| f.position));
    let docks = (first_facility..).zip(facilities).flat_map(|(node, f)| f.docks.iter().map(move |d| (node, d)));
    let mut pairs: Vec<(u32, u32)> = alive.iter().map(|e| (local[&e.a], local[&e.b])).collect();
    pairs.extend(docks.clone().map(|(node, d)| (node, local[&d.0])));
    let top: Vec<u32> = top.iter().filter_map(|v| local.get(v).copied()).collect();
    let order = contraction_order(&points, &pairs, &top);
    let mut rank = vec![0u32; points.len()];
    for (r, &v) in (0u32..).zip(&order) {
        rank[v as usize] = r;
    }
    let node = |v: u32| NodeId(rank[local[&v] as usize]);
    let mut world = World {
        meta: tables.meta,
        node_lat: order.iter().map(|&v| degrees(points[v as usize].lat)).collect(),
        node_lon: order.iter().map(|&v| degrees(points[v as usize].lon)).collect(),
        countries: IdVec::from(tables.countries),
        lines: IdVec::from(tables.lines),
        passages: IdVec::from(tables.passages),
        crossings: IdVec::from(tables.crossings),
        ..World::default()
    };
    add_links(&mut world, &alive, &node);
    add_crossings(&mut world, draft, &alive, &node);
    for (raw, f) in (first_facility..).zip(facilities) {
        let id = world.facilities.push(Facility {
            name: f.name.clone(),
            local_name: f.local_name.clone(),
            unlocode: f.unlocode.clone(),
            iata: f.iata.clone(),
            kind: f.kind,
            country: f.country,
            node: NodeId(rank[raw as usize]),
            position: f.position,
            lifespan: f.lifespan,
            capacity_teu: f.capacity_teu,
            source: f.source.clone(),
            confidence: f.confidence,
        });
        for &(at, mode, gauge_mm, km) in &f.docks {
            world.docks.push(Dock { facility: id, node: node(at), mode, gauge_mm, metres: metres(km) });
        }
    }
    world
}

fn add_links(world: &mut World, alive: &[&DraftEdge], node: &dyn Fn(u32) -> NodeId) {
    let mut links: Vec<(NodeId, NodeId, &DraftEdge)> =
        alive.iter().filter(|e| e.crossing.is_none()).map(|e| (node(e.a), node(e.b), *e)).collect();
    let key = |l: &(NodeId, NodeId, &DraftEdge)| (l.0.min(l.1), l.0.max(l.1), metres(l.2.best_km()), l.2.class.mode);
    links.sort_by(|x, y| key(x).cmp(&key(y)).then_with(|| x.2.class.cmp(&y.2.class)));
    let mut classes: BTreeMap<LinkClass, ClassId> = BTreeMap::new();
    world.shapes.first.push(0);
    for (a, b, edge) in links {
        let class = *classes.entry(edge.class.clone()).or_insert_with(|| world.classes.push(edge.class.clone()));
        let mut shape = edge.shape.clone();
        if a > b {
            shape.reverse();
        }
        world.shapes.lat.extend(shape.iter().map(|p| degrees(p.lat)));
        world.shapes.lon.extend(shape.iter().map(|p| degrees(p.lon)));
        world.shapes.first.push(number(world.shapes.lat.len()));
        // Supplied lines have no map length; withheld they keep the official.
        let withheld = edge.km * edge.factor;
        world.links.push(Link { from: a.min(b), to: a.max(b), metres: metres(edge.best_km()), withheld_metres: metres(withheld), class });
    }
}

fn add_crossings(world: &mut World, draft: &Draft, alive: &[&DraftEdge], node: &dyn Fn(u32) -> NodeId) {
    // Gauge of the rail link that ends at each border node.
    let mut gauge: HashMap<u32, u16> = HashMap::new();
    for e in alive.iter().filter(|e| e.crossing.is_none() && matches!(e.class.mode, Mode::Rail | Mode::RailPassenger)) {
        gauge.insert(e.a, e.class.gauge_mm);
        gauge.insert(e.b, e.class.gauge_mm);
    }
    let mut edges: Vec<CrossingEdge> = Vec::new();
    for e in alive {
        let Some(crossing) = e.crossing else { continue };
        let first = world.crossings[CrossingId(crossing)].country_a;
        let (a, b) = if draft.nodes[e.a as usize].country == first { (e.a, e.b) } else { (e.b, e.a) };
        let of = |v: u32| gauge.get(&v).copied().unwrap_or(0);
        let gauges = if e.class.mode == Mode::Rail { (of(a), of(b)) } else { (0, 0) };
        edges.push(CrossingEdge { a: node(a), b: node(b), crossing: CrossingId(crossing), gauges });
    }
    edges.sort_by_key(|c| (c.a, c.b, c.crossing));
    world.crossing_edges = edges;
}

fn metres(km: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no link is longer than the earth's circumference")]
    let metres = (km.clamp(0.0, 50_000.0) * 1000.0).round() as u32;
    metres
}

//! The network as columns of small numbers.

use crate::world::*;
use landbridge_model::Mode;
use landbridge_model::id::{Id, IdVec};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Tables {
    meta: Meta,
    classes: Vec<LinkClass>,
    countries: Vec<Country>,
    lines: Vec<Line>,
    passages: Vec<Passage>,
    facilities: Vec<Facility>,
    crossings: Vec<Crossing>,
}

#[derive(Serialize, Deserialize)]
struct Network {
    lat: Vec<i32>,
    lon: Vec<i32>,
    link_from: Vec<i32>,
    /// `to` minus `from`.
    link_to: Vec<i32>,
    link_metres: Vec<u32>,
    /// Withheld metres minus metres.
    link_withheld: Vec<i32>,
    link_class: Vec<u32>,
    docks: Vec<(u32, u32, u8, u16, u32)>,
    crossing_edges: Vec<(u32, u32, u32, u16, u16)>,
}

#[derive(Serialize, Deserialize)]
struct ShapeColumns {
    count: Vec<u32>,
    lat: Vec<i32>,
    lon: Vec<i32>,
}

/// Tables, network and shapes of a world as plain bytes.
pub(super) fn encode(world: &World) -> Result<[Vec<u8>; 3], String> {
    let tables = Tables {
        meta: world.meta.clone(),
        classes: world.classes.as_slice().to_vec(),
        countries: world.countries.as_slice().to_vec(),
        lines: world.lines.as_slice().to_vec(),
        passages: world.passages.as_slice().to_vec(),
        facilities: world.facilities.as_slice().to_vec(),
        crossings: world.crossings.as_slice().to_vec(),
    };
    let links = world.links.as_slice();
    let signed = |id: NodeId| i32::try_from(id.0).unwrap_or(i32::MAX);
    let network = Network {
        lat: differences(&world.node_lat),
        lon: differences(&world.node_lon),
        link_from: differences(&links.iter().map(|l| signed(l.from)).collect::<Vec<_>>()),
        link_to: links.iter().map(|l| signed(l.to).wrapping_sub(signed(l.from))).collect(),
        link_metres: links.iter().map(|l| l.metres).collect(),
        link_withheld: links.iter().map(|l| l.withheld_metres.wrapping_sub(l.metres).cast_signed()).collect(),
        link_class: links.iter().map(|l| l.class.0).collect(),
        docks: world.docks.iter().map(|d| (d.facility.0, d.node.0, d.mode.code(), d.gauge_mm, d.metres)).collect(),
        crossing_edges: world.crossing_edges.iter().map(|c| (c.a.0, c.b.0, c.crossing.0, c.gauges.0, c.gauges.1)).collect(),
    };
    let shapes = encode_shapes(world);
    let pack = |bytes: Result<Vec<u8>, postcard::Error>| bytes.map_err(|e| e.to_string());
    Ok([pack(postcard::to_stdvec(&tables))?, pack(postcard::to_stdvec(&network))?, pack(postcard::to_stdvec(&shapes))?])
}

/// Shape points as differences from the point before; the first of a link
/// from the link's first node.
fn encode_shapes(world: &World) -> ShapeColumns {
    let mut columns = ShapeColumns { count: Vec::new(), lat: Vec::new(), lon: Vec::new() };
    for (i, link) in world.links.iter().enumerate() {
        let range = world.shapes.first[i] as usize..world.shapes.first[i + 1] as usize;
        columns.count.push(u32::try_from(range.len()).unwrap_or(0));
        let (mut lat, mut lon) = (world.node_lat[link.from.index()], world.node_lon[link.from.index()]);
        for k in range {
            columns.lat.push(world.shapes.lat[k].wrapping_sub(lat));
            columns.lon.push(world.shapes.lon[k].wrapping_sub(lon));
            (lat, lon) = (world.shapes.lat[k], world.shapes.lon[k]);
        }
    }
    columns
}

/// The world behind the three sections.
pub(super) fn decode(tables: &[u8], network: &[u8], shapes: &[u8]) -> Result<World, String> {
    let fail = |e: postcard::Error| e.to_string();
    let tables: Tables = postcard::from_bytes(tables).map_err(fail)?;
    let network: Network = postcard::from_bytes(network).map_err(fail)?;
    let columns: ShapeColumns = postcard::from_bytes(shapes).map_err(fail)?;
    let links = decode_links(&network)?;
    let docks: Option<Vec<Dock>> = network
        .docks
        .iter()
        .map(|&(facility, node, mode, gauge_mm, metres)| {
            Some(Dock { facility: FacilityId(facility), node: NodeId(node), mode: Mode::from_code(mode)?, gauge_mm, metres })
        })
        .collect();
    let mut world = World {
        effects: crate::world::Effects::default(),
        meta: tables.meta,
        node_lat: sums(network.lat),
        node_lon: sums(network.lon),
        links,
        classes: IdVec::from(tables.classes),
        shapes: Shapes::default(),
        countries: IdVec::from(tables.countries),
        lines: IdVec::from(tables.lines),
        passages: IdVec::from(tables.passages),
        facilities: IdVec::from(tables.facilities),
        docks: docks.ok_or("a dock has a mode that is not known")?,
        crossings: IdVec::from(tables.crossings),
        crossing_edges: network
            .crossing_edges
            .iter()
            .map(|&(a, b, c, ga, gb)| CrossingEdge { a: NodeId(a), b: NodeId(b), crossing: CrossingId(c), gauges: (ga, gb) })
            .collect(),
    };
    world.shapes = decode_shapes(&world, &columns)?;
    Ok(world)
}

fn decode_links(network: &Network) -> Result<IdVec<LinkId, Link>, String> {
    let from = sums(network.link_from.clone());
    let n = from.len();
    if [network.link_to.len(), network.link_metres.len(), network.link_withheld.len(), network.link_class.len()].iter().any(|&len| len != n)
    {
        return Err("the columns of the links differ in length".to_owned());
    }
    let node = |raw: i32| u32::try_from(raw).map(NodeId).map_err(|_| "a link names a node below zero".to_owned());
    let links: Result<Vec<Link>, String> = (0..n)
        .map(|i| {
            Ok(Link {
                from: node(from[i])?,
                to: node(from[i].wrapping_add(network.link_to[i]))?,
                metres: network.link_metres[i],
                withheld_metres: network.link_metres[i].wrapping_add_signed(network.link_withheld[i]),
                class: ClassId(network.link_class[i]),
            })
        })
        .collect();
    links.map(IdVec::from)
}

fn decode_shapes(world: &World, columns: &ShapeColumns) -> Result<Shapes, String> {
    let total: u64 = columns.count.iter().map(|&c| u64::from(c)).sum();
    if columns.count.len() != world.links.len() || total != columns.lat.len() as u64 || columns.lat.len() != columns.lon.len() {
        return Err("the shapes do not fit the links".to_owned());
    }
    let mut shapes = Shapes { first: vec![0], lat: Vec::with_capacity(columns.lat.len()), lon: Vec::with_capacity(columns.lon.len()) };
    for (link, &count) in world.links.iter().zip(&columns.count) {
        let i = link.from.index();
        let (Some(&lat), Some(&lon)) = (world.node_lat.get(i), world.node_lon.get(i)) else {
            return Err("a link names a node that is not there".to_owned());
        };
        let (mut lat, mut lon) = (lat, lon);
        for _ in 0..count {
            let k = shapes.lat.len();
            lat = lat.wrapping_add(columns.lat[k]);
            lon = lon.wrapping_add(columns.lon[k]);
            shapes.lat.push(lat);
            shapes.lon.push(lon);
        }
        shapes.first.push(u32::try_from(shapes.lat.len()).map_err(|_| "too many shape points")?);
    }
    Ok(shapes)
}

fn differences(values: &[i32]) -> Vec<i32> {
    let mut before = 0i32;
    values.iter().map(|&v| v.wrapping_sub(std::mem::replace(&mut before, v))).collect()
}

fn sums(mut differences: Vec<i32>) -> Vec<i32> {
    let mut sum = 0i32;
    for d in &mut differences {
        sum = sum.wrapping_add(*d);
        *d = sum;
    }
    differences
}

//! Sea network and ports of the package `searoute`.

use super::{SourceError, literal::Literal};
use landbridge_model::{Point, geo::wrap_longitude};
use std::collections::BTreeMap;

/// The sea network.
#[derive(Clone, Debug, Default)]
pub struct SeaNetwork {
    /// Positions.
    pub nodes: Vec<Point>,
    /// Ends, length in kilometres, passage (empty for none).
    pub edges: Vec<(u32, u32, f64, String)>,
}

/// A port of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct SeaPort {
    /// Name.
    pub name: String,
    /// UN/LOCODE.
    pub unlocode: String,
    /// Position.
    pub position: Point,
    /// Whether the package marks it as a container terminal.
    pub terminal: bool,
}

/// Parses `marnet_dict.py`.
pub fn parse_network(text: &str) -> Result<SeaNetwork, SourceError> {
    let package = "searoute";
    let mut network = SeaNetwork::default();
    let mut index: BTreeMap<(i64, i64), u32> = BTreeMap::new();
    // Longitudes beyond ±180 and the two spellings of the antimeridian are
    // one and the same point.
    let mut node = |network: &mut SeaNetwork, (lon, lat): (f64, f64)| -> u32 {
        let lon = wrap_longitude(lon);
        let lon = if lon <= -180.0 + 1e-9 { 180.0 } else { lon };
        #[expect(clippy::cast_possible_truncation, reason = "a key in micro-degrees")]
        let key = ((lat * 1e6).round() as i64, (lon * 1e6).round() as i64);
        *index.entry(key).or_insert_with(|| {
            network.nodes.push(Point::new(lat, lon));
            u32::try_from(network.nodes.len() - 1).unwrap_or(u32::MAX)
        })
    };
    let mut edges = BTreeMap::new();
    Literal::assigned(package, text, "edge_list")?.dict(Literal::pair, |l, a| {
        l.dict(Literal::pair, |l, b| {
            let (mut km, mut passage) = (0.0, String::new());
            l.dict(Literal::string, |l, key| match key.as_str() {
                "weight" => {
                    km = l.number()?;
                    Ok(())
                }
                "passage" if l.peek().is_some_and(|c| c == b'\'' || c == b'"') => {
                    passage = l.string()?;
                    Ok(())
                }
                _ => l.skip_value(),
            })?;
            let (u, v) = (node(&mut network, a), node(&mut network, b));
            if u != v {
                edges.entry((u.min(v), u.max(v))).or_insert((km, passage));
            }
            Ok(())
        })
    })?;
    network.edges = edges.into_iter().map(|((u, v), (km, passage))| (u, v, km, passage)).collect();
    Ok(network)
}

/// Parses `ports_dict.py`.
pub fn parse_ports(text: &str) -> Result<Vec<SeaPort>, SourceError> {
    let mut ports = Vec::new();
    Literal::assigned("searoute", text, "node_list")?.dict(Literal::pair, |l, (lon, lat)| {
        let mut port =
            SeaPort { name: String::new(), unlocode: String::new(), position: Point::new(lat, wrap_longitude(lon)), terminal: false };
        l.dict(Literal::string, |l, key| match key.as_str() {
            "name" if l.peek() != Some(b'N') => {
                port.name = l.string()?;
                Ok(())
            }
            "port" if l.peek() != Some(b'N') => {
                port.unlocode = l.string()?;
                Ok(())
            }
            "t" if l.peek() != Some(b'N') => {
                port.terminal = l.number()? > 0.0;
                Ok(())
            }
            _ => l.skip_value(),
        })?;
        if !port.unlocode.is_empty() {
            ports.push(port);
        }
        Ok(())
    })?;
    ports.sort_by(|a, b| a.unlocode.cmp(&b.unlocode));
    ports.dedup_by(|a, b| a.unlocode == b.unlocode);
    Ok(ports)
}

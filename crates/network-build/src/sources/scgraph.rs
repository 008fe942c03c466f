//! World railways and highways of the package `scgraph_data`, from
//! OpenStreetMap.

use super::{SourceError, literal::Literal};
use landbridge_model::Point;

/// Points and undirected edges as the package has them.
#[derive(Clone, Debug, Default)]
pub struct RawGraph {
    /// Position of each node.
    pub nodes: Vec<Point>,
    /// Ends and length in kilometres; lower node first, without repeats and
    /// loops, the shortest of parallel edges.
    pub edges: Vec<(u32, u32, f64)>,
}

/// Parses `graph=[{neighbour: km, …}, …]` and `nodes=[[lat, lon], …]`.
pub fn parse(package: &str, text: &str) -> Result<RawGraph, SourceError> {
    let mut nodes = Vec::new();
    Literal::assigned(package, text, "nodes")?.list(|l| {
        let (lat, lon) = l.pair()?;
        nodes.push(Point::new(lat, lon));
        Ok(())
    })?;
    let mut edges = Vec::new();
    let mut from = 0u32;
    Literal::assigned(package, text, "graph")?.list(|l| {
        l.dict(Literal::number, |l, to| {
            let km = l.number()?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "node numbers are small whole numbers; the range is checked below"
            )]
            let to = to as u32;
            if to as usize >= nodes.len() {
                return Err(SourceError::new(package, format!("edge to node {to}, which is not there")));
            }
            if from != to {
                edges.push((from.min(to), from.max(to), km));
            }
            Ok(())
        })?;
        from += 1;
        Ok(())
    })?;
    edges.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    edges.dedup_by_key(|e| (e.0, e.1));
    Ok(RawGraph { nodes, edges })
}

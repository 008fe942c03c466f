//! From the raw graphs to plain ones: junction clusters become one node,
//! needless parallels and triangles go.

use crate::draft::{Draft, DraftEdge, UnionFind, number, plain_class};
use crate::sources::scgraph::RawGraph;
use landbridge_model::{Mode, Point, Provenance};
use landbridge_network::world::CountryId;
use std::collections::HashMap;

/// How to simplify a raw graph.
#[derive(Clone, Copy, Debug)]
pub struct Simplify {
    /// Mode of the edges.
    pub mode: Mode,
    /// Edges up to this length are drawn together into one node.
    pub cluster_km: f64,
    /// Two edges between the same nodes are both kept when their lengths
    /// differ by more than this share; infinite keeps the shorter alone.
    pub parallel_share: f64,
    /// An edge goes when two others make a way at most this much longer;
    /// below one switches the step off.
    pub triangle_share: f64,
}

/// What simplifying did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Simplified {
    /// Nodes and edges of the raw graph.
    pub raw: (usize, usize),
    /// Nodes and edges left.
    pub kept: (usize, usize),
}

/// Simplifies a raw graph whose nodes lie in the given countries.
pub fn simplify(raw: &RawGraph, countries: &[CountryId], how: Simplify) -> (Draft, Simplified) {
    let cluster = clusters(raw, countries, how.cluster_km);
    let mut draft = Draft::default();
    let mut index: HashMap<u32, u32> = HashMap::new();
    for v in 0..number(raw.nodes.len()) {
        if cluster[v as usize] == v {
            index.insert(v, draft.add_node(raw.nodes[v as usize], countries[v as usize]));
        }
    }
    let mut edges: Vec<(u32, u32, f64)> = Vec::new();
    for &(a, b, km) in &raw.edges {
        let (ca, cb) = (cluster[a as usize], cluster[b as usize]);
        if ca != cb {
            // What the cluster swallowed is added back to the edge.
            let km = km + raw.nodes[a as usize].km_to(raw.nodes[ca as usize]) + raw.nodes[b as usize].km_to(raw.nodes[cb as usize]);
            edges.push((index[&ca.min(cb)], index[&ca.max(cb)], km));
        }
    }
    edges.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    let mut kept: Vec<(u32, u32, f64)> = Vec::new();
    for edge in edges {
        let parallel = kept.last().is_some_and(|k| (k.0, k.1) == (edge.0, edge.1) && edge.2 <= k.2 * (1.0 + how.parallel_share));
        if !parallel {
            kept.push(edge);
        }
    }
    if how.triangle_share >= 1.0 {
        drop_triangles(draft.nodes.len(), &mut kept, how.triangle_share);
    }
    for (a, b, km) in kept {
        draft.add_edge(DraftEdge::new(a, b, km, plain_class(how.mode, Provenance::Map)));
    }
    let report = Simplified { raw: (raw.nodes.len(), raw.edges.len()), kept: (draft.nodes.len(), draft.edges.len()) };
    (draft, report)
}

/// Representative of each node: joined over short edges, within a country,
/// while the cluster stays small.
fn clusters(raw: &RawGraph, countries: &[CountryId], limit: f64) -> Vec<u32> {
    let mut short: Vec<&(u32, u32, f64)> =
        raw.edges.iter().filter(|e| e.2 <= limit && countries[e.0 as usize] == countries[e.1 as usize]).collect();
    short.sort_by(|a, b| a.2.total_cmp(&b.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut sets = UnionFind::new(raw.nodes.len());
    let mut bounds: Vec<[Point; 2]> = raw.nodes.iter().map(|&p| [p, p]).collect();
    for &&(a, b, _) in &short {
        let (a, b) = (sets.find(a), sets.find(b));
        let ([la, ha], [lb, hb]) = (bounds[a as usize], bounds[b as usize]);
        let low = Point::new(la.lat.min(lb.lat), la.lon.min(lb.lon));
        let high = Point::new(ha.lat.max(hb.lat), ha.lon.max(hb.lon));
        if a != b && low.km_to(high) <= 2.0 * limit {
            sets.union(a, b);
            let joined = sets.find(a);
            bounds[joined as usize] = [low, high];
        }
    }
    (0..number(raw.nodes.len())).map(|v| sets.find(v)).collect()
}

/// Drops edges that two others replace almost without detour, longest first.
fn drop_triangles(nodes: usize, edges: &mut Vec<(u32, u32, f64)>, share: f64) {
    let mut around: Vec<Vec<(u32, u32)>> = vec![Vec::new(); nodes];
    for (i, &(a, b, _)) in (0u32..).zip(edges.iter()) {
        around[a as usize].push((b, i));
        around[b as usize].push((a, i));
    }
    let mut order: Vec<u32> = (0..number(edges.len())).collect();
    order.sort_by(|&x, &y| edges[y as usize].2.total_cmp(&edges[x as usize].2).then(x.cmp(&y)));
    let mut gone = vec![false; edges.len()];
    for i in order {
        let (a, b, km) = edges[i as usize];
        let replaced = around[a as usize].iter().any(|&(w, e)| {
            w != b
                && !gone[e as usize]
                && around[b as usize]
                    .iter()
                    .any(|&(x, f)| x == w && !gone[f as usize] && edges[e as usize].2 + edges[f as usize].2 <= km * share)
        });
        gone[i as usize] = replaced;
    }
    let mut i = 0;
    edges.retain(|_| {
        i += 1;
        !gone[i - 1]
    });
}

//! The network while it is being built: a list of nodes and edges that every
//! step may change.

use landbridge_model::{Confidence, Lifespan, Mode, Point, Provenance};
use landbridge_network::world::{CountryId, LinkClass};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

/// A node of the draft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DraftNode {
    /// Position.
    pub at: Point,
    /// Country, 0 where not known yet or at sea.
    pub country: CountryId,
}

/// An edge of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftEdge {
    /// One end.
    pub a: u32,
    /// The other end.
    pub b: u32,
    /// Length on the map in kilometres, before calibration.
    pub km: f64,
    /// Official length in kilometres where a curated table sets it.
    pub official: Option<f64>,
    /// Factor of mode and region, without the edge's own line.
    pub factor: f64,
    /// Points between the ends.
    pub shape: Vec<Point>,
    /// Attributes.
    pub class: LinkClass,
    /// Index into the crossing list for an edge over a border.
    pub crossing: Option<u32>,
    /// Taken out by a step.
    pub gone: bool,
}

impl DraftEdge {
    /// A plain edge.
    pub fn new(a: u32, b: u32, km: f64, class: LinkClass) -> Self {
        Self { a, b, km, official: None, factor: 1.0, shape: Vec::new(), class, crossing: None, gone: false }
    }
    /// The end that is not `node`.
    pub fn other(&self, node: u32) -> u32 {
        if self.a == node { self.b } else { self.a }
    }
    /// Official length, or the map's times the factor.
    pub fn best_km(&self) -> f64 {
        self.official.unwrap_or(self.km * self.factor)
    }
}

/// Attributes of an edge nothing special is known about.
pub fn plain_class(mode: Mode, provenance: Provenance) -> LinkClass {
    LinkClass {
        mode,
        gauge_mm: 0,
        tracks: 0,
        electrified: None,
        freight_kmh: 0,
        lifespan: Lifespan::ALWAYS,
        provenance,
        confidence: Confidence::Derived,
        line: None,
        passage: None,
        country: CountryId(0),
        decihours: 0,
        wait_decihours: 0,
        usd_per_teu: 0,
    }
}

/// A network of one or several modes under construction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Nodes; nodes without edges disappear at the end.
    pub nodes: Vec<DraftNode>,
    /// Edges.
    pub edges: Vec<DraftEdge>,
}

/// Edges around each node.
pub struct Adjacency {
    first: Vec<u32>,
    edges: Vec<u32>,
}

impl Adjacency {
    /// Edges at a node.
    pub fn at(&self, node: u32) -> &[u32] {
        &self.edges[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}

impl Draft {
    /// Appends a node.
    pub fn add_node(&mut self, at: Point, country: CountryId) -> u32 {
        self.nodes.push(DraftNode { at, country });
        number(self.nodes.len() - 1)
    }

    /// Appends an edge.
    pub fn add_edge(&mut self, edge: DraftEdge) -> u32 {
        self.edges.push(edge);
        number(self.edges.len() - 1)
    }

    /// Edges around each node, leaving out those that are gone.
    pub fn adjacency(&self) -> Adjacency {
        let mut first = vec![0u32; self.nodes.len() + 1];
        let alive = || self.edges.iter().enumerate().filter(|(_, e)| !e.gone);
        for (_, e) in alive() {
            first[e.a as usize + 1] += 1;
            first[e.b as usize + 1] += 1;
        }
        for v in 0..self.nodes.len() {
            first[v + 1] += first[v];
        }
        let mut next = first.clone();
        let mut edges = vec![0u32; *first.last().unwrap_or(&0) as usize];
        for (i, e) in alive() {
            for node in [e.a, e.b] {
                edges[next[node as usize] as usize] = number(i);
                next[node as usize] += 1;
            }
        }
        Adjacency { first, edges }
    }

    /// Number of the connected component of each node, by edges that `keep`
    /// lets through; components are numbered by their first node.
    pub fn components(&self, keep: impl Fn(&DraftEdge) -> bool) -> Vec<u32> {
        let mut sets = UnionFind::new(self.nodes.len());
        for e in self.edges.iter().filter(|e| !e.gone && keep(e)) {
            sets.union(e.a, e.b);
        }
        (0..number(self.nodes.len())).map(|v| sets.find(v)).collect()
    }

    /// Shortest paths from several starts (node and cost to begin with), over
    /// the edges that `cost` prices, up to `limit`.
    pub fn dijkstra(
        &self,
        adjacency: &Adjacency,
        starts: &[(u32, f64)],
        limit: f64,
        cost: impl Fn(u32, &DraftEdge) -> Option<f64>,
    ) -> Tree {
        let mut tree = Tree::default();
        let mut heap = BinaryHeap::new();
        for &(node, km) in starts {
            if tree.reach.get(&node).is_none_or(|r| km < r.0) {
                tree.reach.insert(node, (km, u32::MAX));
                heap.push(Reverse((Ordered(km), node)));
            }
        }
        while let Some(Reverse((Ordered(km), node))) = heap.pop() {
            if km > tree.reach.get(&node).map_or(f64::INFINITY, |r| r.0) {
                continue;
            }
            for &e in adjacency.at(node) {
                let edge = &self.edges[e as usize];
                let Some(step) = cost(e, edge) else { continue };
                let (next, head) = (km + step, edge.other(node));
                if next <= limit && tree.reach.get(&head).is_none_or(|r| next < r.0) {
                    tree.reach.insert(head, (next, e));
                    heap.push(Reverse((Ordered(next), head)));
                }
            }
        }
        tree
    }

    /// Splits an edge at a fraction of its length and returns the new node.
    pub fn split_edge(&mut self, edge: u32, segment: usize, at: Point, fraction: f64) -> u32 {
        let old = self.edges[edge as usize].clone();
        let node = self.add_node(at, old.class.country);
        let part = |share: f64, a: u32, b: u32, shape: Vec<Point>| DraftEdge {
            a,
            b,
            km: old.km * share,
            official: old.official.map(|km| km * share),
            shape,
            ..old.clone()
        };
        let segment = segment.min(old.shape.len());
        let (head, tail) = old.shape.split_at(segment);
        let second = part(1.0 - fraction, node, old.b, tail.to_vec());
        self.edges[edge as usize] = part(fraction, old.a, node, head.to_vec());
        self.add_edge(second);
        node
    }

    /// All points of an edge, ends included.
    pub fn points(&self, edge: &DraftEdge) -> Vec<Point> {
        let mut points = Vec::with_capacity(edge.shape.len() + 2);
        points.push(self.nodes[edge.a as usize].at);
        points.extend_from_slice(&edge.shape);
        points.push(self.nodes[edge.b as usize].at);
        points
    }

    /// Appends another draft; its nodes keep their order behind ours.
    pub fn append(&mut self, other: Self) -> u32 {
        let offset = number(self.nodes.len());
        self.nodes.extend(other.nodes);
        self.edges.extend(other.edges.into_iter().map(|mut e| {
            e.a += offset;
            e.b += offset;
            e
        }));
        offset
    }

    /// Joins chains: a node between two edges of the same class disappears,
    /// its position stays in the shape. `keep` names nodes that must stay.
    pub fn contract_chains(&mut self, keep: &dyn Fn(u32) -> bool) {
        let adjacency = self.adjacency();
        // The list at each node changes as edges merge; follow the survivor.
        let mut survivor: Vec<u32> = (0..number(self.edges.len())).collect();
        for node in 0..number(self.nodes.len()) {
            let &[e, f] = adjacency.at(node) else { continue };
            let (e, f) = (root(&mut survivor, e), root(&mut survivor, f));
            if e == f || keep(node) {
                continue;
            }
            let (first, second) = (&self.edges[e as usize], &self.edges[f as usize]);
            let same = first.class == second.class && first.crossing.is_none() && second.crossing.is_none();
            // A loop would come back to where it started, and official
            // lengths must not mix with calibrated ones.
            if !same || first.other(node) == second.other(node) || first.official.is_some() != second.official.is_some() {
                continue;
            }
            let merged = merge(first, second, node, self.nodes[node as usize].at);
            self.edges[e as usize] = merged;
            self.edges[f as usize].gone = true;
            survivor[f as usize] = e;
        }
    }

    /// Takes out dead ends whose whole length, with what hung on them, is
    /// below `km`.
    pub fn prune_stubs(&mut self, km: f64, keep: &dyn Fn(u32) -> bool) -> usize {
        let mut degree = vec![0u32; self.nodes.len()];
        for e in self.edges.iter().filter(|e| !e.gone) {
            degree[e.a as usize] += 1;
            degree[e.b as usize] += 1;
        }
        let adjacency = self.adjacency();
        let mut queue: Vec<u32> = (0..number(self.nodes.len())).filter(|&v| degree[v as usize] == 1).collect();
        let mut removed = 0;
        // Longest way taken out behind each node.
        let mut behind = vec![0.0f64; self.nodes.len()];
        while let Some(node) = queue.pop() {
            if degree[node as usize] != 1 || keep(node) {
                continue;
            }
            let Some(&e) = adjacency.at(node).iter().find(|&&e| !self.edges[e as usize].gone) else { continue };
            let edge = &mut self.edges[e as usize];
            let whole = behind[node as usize] + edge.km;
            if whole >= km || edge.official.is_some() || edge.crossing.is_some() {
                continue;
            }
            edge.gone = true;
            removed += 1;
            let other = edge.other(node);
            behind[other as usize] = behind[other as usize].max(whole);
            degree[node as usize] -= 1;
            degree[other as usize] -= 1;
            if degree[other as usize] == 1 {
                queue.push(other);
            }
        }
        removed
    }
}

fn merge(first: &DraftEdge, second: &DraftEdge, node: u32, at: Point) -> DraftEdge {
    let oriented = |edge: &DraftEdge, towards_node: bool| {
        let mut shape = edge.shape.clone();
        if (edge.b == node) != towards_node {
            shape.reverse();
        }
        shape
    };
    let mut shape = oriented(first, true);
    shape.push(at);
    shape.extend(oriented(second, false));
    let km = first.km + second.km;
    let withheld = first.km * first.factor + second.km * second.factor;
    DraftEdge {
        a: first.other(node),
        b: second.other(node),
        km,
        official: first.official.zip(second.official).map(|(x, y)| x + y),
        factor: if km > 0.0 { withheld / km } else { first.factor },
        shape,
        ..first.clone()
    }
}

fn root(survivor: &mut [u32], mut e: u32) -> u32 {
    while survivor[e as usize] != e {
        survivor[e as usize] = survivor[survivor[e as usize] as usize];
        e = survivor[e as usize];
    }
    e
}

/// Result of a bounded Dijkstra: cost and last edge of each node reached.
#[derive(Default)]
pub struct Tree {
    reach: HashMap<u32, (f64, u32)>,
}

impl Tree {
    /// Cost of a node, if it was reached.
    pub fn cost(&self, node: u32) -> Option<f64> {
        self.reach.get(&node).map(|r| r.0)
    }
    /// Edges from the start to a node.
    pub fn path(&self, draft: &Draft, mut node: u32) -> Vec<u32> {
        let mut edges = Vec::new();
        while let Some(&(_, e)) = self.reach.get(&node) {
            if e == u32::MAX {
                break;
            }
            edges.push(e);
            node = draft.edges[e as usize].other(node);
        }
        edges.reverse();
        edges
    }
}

/// A float with a total order, for heaps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ordered(pub f64);

impl Eq for Ordered {}
impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}
impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Disjoint sets whose name is their smallest member.
pub struct UnionFind(Vec<u32>);

impl UnionFind {
    /// Sets of one member each.
    pub fn new(n: usize) -> Self {
        Self((0..number(n)).collect())
    }
    /// Name of the set of `v`.
    pub fn find(&mut self, v: u32) -> u32 {
        root(&mut self.0, v)
    }
    /// Joins two sets.
    pub fn union(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

/// A count as a node or edge number.
pub fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Kilometres of all edges that are not gone, by what `key` says of them.
pub fn km_by<K: Ord>(draft: &Draft, key: impl Fn(&DraftEdge) -> K) -> BTreeMap<K, f64> {
    let mut sums = BTreeMap::new();
    for e in draft.edges.iter().filter(|e| !e.gone) {
        *sums.entry(key(e)).or_insert(0.0) += e.best_km();
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of nodes a degree of latitude apart, with edges of the lengths.
    fn chain(km: &[f64]) -> Draft {
        let mut draft = Draft::default();
        for v in 0..=km.len() {
            draft.add_node(Point::new(f64::from(number(v)), 0.0), CountryId(0));
        }
        for (a, &km) in (0u32..).zip(km) {
            draft.add_edge(DraftEdge::new(a, a + 1, km, plain_class(Mode::Road, Provenance::Map)));
        }
        draft
    }

    #[test]
    fn a_long_dead_end_of_short_edges_stays() {
        let mut draft = chain(&[5.0; 10]);
        draft.prune_stubs(8.0, &|v| v == 0);
        let left = draft.edges.iter().filter(|e| !e.gone).count();
        assert_eq!(left, 9, "only the last edge is below 8 km with what hangs on it");
    }

    #[test]
    fn chains_keep_length_and_points() {
        let mut draft = chain(&[1.0, 2.0, 3.0]);
        draft.contract_chains(&|_| false);
        let left: Vec<_> = draft.edges.iter().filter(|e| !e.gone).collect();
        assert_eq!(left.len(), 1);
        assert!((left[0].km - 6.0).abs() < 1e-12);
        assert_eq!(left[0].shape.len(), 2);
    }

    #[test]
    fn a_split_edge_keeps_its_length() {
        let mut draft = chain(&[10.0]);
        let node = draft.split_edge(0, 0, Point::new(0.3, 0.0), 0.3);
        let km: Vec<f64> = draft.edges.iter().map(|e| e.km).collect();
        assert_eq!((node, km), (2, vec![3.0, 7.0]));
    }
}

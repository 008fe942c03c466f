//! Links, border crossings and docks as one multimodal graph.
//!
//! An *edge* is a link, a crossing edge or a dock, in that order of numbers;
//! each edge has two *arcs*, `2 * edge` forward and `2 * edge + 1` backward.

use crate::world::{LinkId, NodeId, World};
use landbridge_model::define_id;
use landbridge_model::id::Id;

define_id! {
    /// One direction of an edge of the multimodal graph.
    ArcId,
}

impl ArcId {
    /// The edge that the arc belongs to.
    pub fn edge(self) -> usize {
        self.index() / 2
    }
    /// Whether the arc runs against the edge's own direction.
    pub fn is_backward(self) -> bool {
        self.0 % 2 == 1
    }
}

/// What an edge of the graph stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeRef {
    /// A link of the physical network.
    Link(LinkId),
    /// Index into [`World::crossing_edges`].
    Crossing(usize),
    /// Index into [`World::docks`]; forward is facility → network (loading).
    Dock(usize),
}

/// Adjacency of the multimodal graph.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// End nodes of each edge.
    pub ends: Vec<(NodeId, NodeId)>,
    first: Vec<u32>,
    out: Vec<ArcId>,
    links: usize,
    crossings: usize,
}

impl Graph {
    /// The graph of a world.
    pub fn of(world: &World) -> Self {
        let ends = world
            .links
            .iter()
            .map(|l| (l.from, l.to))
            .chain(world.crossing_edges.iter().map(|c| (c.a, c.b)))
            .chain(world.docks.iter().map(|d| (world.facilities[d.facility].node, d.node)))
            .collect();
        let mut graph = Self::from_ends(world.node_count(), ends);
        graph.links = world.links.len();
        graph.crossings = world.crossing_edges.len();
        graph
    }

    /// A graph of plain links from the ends of its edges.
    pub fn from_ends(nodes: usize, ends: Vec<(NodeId, NodeId)>) -> Self {
        let mut first = vec![0u32; nodes + 1];
        for &(a, b) in &ends {
            first[a.index() + 1] += 1;
            first[b.index() + 1] += 1;
        }
        for v in 0..nodes {
            first[v + 1] += first[v];
        }
        let mut next = first.clone();
        let mut out = vec![ArcId(0); ends.len() * 2];
        for (raw, &(a, b)) in (0u32..).zip(&ends) {
            for (node, arc) in [(a, 2 * raw), (b, 2 * raw + 1)] {
                let slot = &mut next[node.index()];
                out[*slot as usize] = ArcId(arc);
                *slot += 1;
            }
        }
        let links = ends.len();
        Self { ends, first, out, links, crossings: 0 }
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.first.len().saturating_sub(1)
    }
    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.ends.len() * 2
    }
    /// Arcs that leave `node`.
    pub fn out_arcs(&self, node: NodeId) -> &[ArcId] {
        &self.out[self.first[node.index()] as usize..self.first[node.index() + 1] as usize]
    }
    /// Node where an arc starts.
    pub fn tail(&self, arc: ArcId) -> NodeId {
        let (a, b) = self.ends[arc.edge()];
        if arc.is_backward() { b } else { a }
    }
    /// Node where an arc ends.
    pub fn head(&self, arc: ArcId) -> NodeId {
        let (a, b) = self.ends[arc.edge()];
        if arc.is_backward() { a } else { b }
    }
    /// The arc in the opposite direction.
    pub fn reverse(&self, arc: ArcId) -> ArcId {
        ArcId(arc.0 ^ 1)
    }
    /// What an edge stands for.
    pub fn edge(&self, edge: usize) -> EdgeRef {
        if edge < self.links {
            EdgeRef::Link(LinkId::new(u32::try_from(edge).unwrap_or(u32::MAX)))
        } else if edge < self.links + self.crossings {
            EdgeRef::Crossing(edge - self.links)
        } else {
            EdgeRef::Dock(edge - self.links - self.crossings)
        }
    }
    /// The forward arc of a link.
    pub fn link_arc(&self, link: LinkId) -> ArcId {
        ArcId(link.0 * 2)
    }
}

//! The network of one mode, contracted and priced: small beside the whole.

use super::along::{ModeView, QUANTITIES};
use crate::data::Engine;
use landbridge_model::{Mode, Point};
use landbridge_network::cch::skim::{Ends, Sums, Targets, many_to_many};
use landbridge_network::cch::{INFINITY, Metric, NONE, Query, Seed, Topology, customise};
use landbridge_network::graph::{ArcId, Graph};
use landbridge_network::{LinkId, NodeId};
use rayon::prelude::*;
use std::sync::OnceLock;

/// Edges that are open to the mode, their ends, the hierarchy over them and
/// what its arcs cost. Nodes keep the order of the whole network, which is a
/// good order for its parts.
pub(crate) struct ModeNet {
    topology: Topology,
    metric: Metric,
    /// Edge of the whole network by edge.
    edges: Vec<u32>,
    /// Number here of each node of the whole network, [`NONE`] for others.
    here: Vec<u32>,
    along: Vec<[u32; QUANTITIES]>,
    weights: Vec<u32>,
    /// What the arcs of the hierarchy sum up to, made when first needed.
    sums: OnceLock<Sums<QUANTITIES>>,
}

/// Places of a network to which, or from which, ways are asked again and again.
pub(crate) struct Reached(Targets<QUANTITIES>);

/// Weight and quantities of an arc.
type Priced = (u32, [u32; QUANTITIES]);

/// A way onto the network: node of the whole network, what comes before.
pub(crate) type End = (NodeId, u32, [u32; QUANTITIES]);

impl ModeNet {
    pub(crate) fn new(view: &ModeView<'_>) -> Self {
        let whole = &view.rules.engine.graph;
        let count = u32::try_from(whole.ends.len()).unwrap_or(0);
        // Both directions of an edge in one go.
        let priced: Vec<(u32, [Priced; 2])> = (0..count)
            .into_par_iter()
            .with_min_len(8192)
            .filter_map(|edge| {
                let both = [2 * edge, 2 * edge + 1].map(|raw| {
                    let along = view.along(ArcId(raw));
                    (view.weight(along.as_ref()), along.unwrap_or_default().whole())
                });
                both.iter().any(|b| b.0 < INFINITY).then_some((edge, both))
            })
            .collect();
        let mut here = vec![NONE; whole.node_count()];
        for (edge, _) in &priced {
            let (a, b) = whole.ends[*edge as usize];
            (here[a.0 as usize], here[b.0 as usize]) = (0, 0);
        }
        let mut next = 0;
        for slot in here.iter_mut().filter(|slot| **slot == 0) {
            *slot = next;
            next += 1;
        }
        let node = |n: NodeId| NodeId(here[n.0 as usize]);
        let ends = priced.iter().map(|(edge, _)| whole.ends[*edge as usize]).map(|(a, b)| (node(a), node(b))).collect();
        let topology = Topology::build(&Graph::from_ends(next as usize, ends));
        let (mut edges, mut along, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for (edge, both) in priced {
            edges.push(edge);
            for (weight, sums) in both {
                weights.push(weight);
                along.push(sums);
            }
        }
        let [metric] = customise(&topology, |arc| [weights[arc.0 as usize]]);
        Self { topology, metric, edges, here, along, weights, sums: OnceLock::new() }
    }

    fn seed(&self, end: &End) -> Option<(Seed, [u32; QUANTITIES])> {
        let node = self.here.get(end.0.0 as usize).copied().filter(|&n| n != NONE)?;
        Some((Seed { node: NodeId(node), weight: end.1.min(INFINITY - 1) }, end.2))
    }

    /// Whether an arc of the whole network is open to the mode.
    pub(crate) fn is_open(&self, arc: ArcId) -> bool {
        let edge = u32::try_from(arc.edge()).unwrap_or(NONE);
        self.edges.binary_search(&edge).is_ok_and(|i| self.weights[2 * i + usize::from(arc.is_backward())] < INFINITY)
    }

    fn sums(&self) -> &Sums<QUANTITIES> {
        self.sums.get_or_init(|| Sums::of(&self.topology, &self.metric, |arc| self.along[arc.0 as usize]))
    }

    fn ends(&self, places: &[Vec<End>]) -> Vec<Ends<QUANTITIES>> {
        places.iter().map(|ends| ends.iter().filter_map(|e| self.seed(e)).collect()).collect()
    }

    /// Makes places ready for ways to them.
    pub(crate) fn towards(&self, places: &[Vec<End>]) -> Reached {
        Reached(Targets::new(&self.topology, &self.metric, self.sums(), &self.ends(places)))
    }

    /// Makes places ready for ways from them.
    pub(crate) fn away(&self, places: &[Vec<End>]) -> Reached {
        Reached(Targets::backward(&self.topology, &self.metric, self.sums(), &self.ends(places)))
    }

    /// Best ways between each of some places and each that was made ready, `None`
    /// where there is none.
    pub(crate) fn rows(&self, places: &[Vec<End>], reached: &Reached) -> Vec<Vec<Option<[u32; QUANTITIES]>>> {
        let rows = many_to_many(&self.topology, &self.metric, self.sums(), &self.ends(places), &reached.0);
        rows.into_par_iter().map(|row| row.into_iter().map(|cell| cell.map(|c| c.sums)).collect()).collect()
    }

    /// Best ways from each of some places to each, `None` where there is none.
    pub(crate) fn table(&self, from: &[Vec<End>], to: &[Vec<End>]) -> Vec<Vec<Option<[u32; QUANTITIES]>>> {
        self.rows(from, &self.towards(to))
    }

    /// Memory for [`ModeNet::way`].
    pub(crate) fn query(&self) -> Query {
        Query::new(&self.topology)
    }

    /// The best way from one of some places to one of others.
    pub(crate) fn way(&self, query: &mut Query, from: &[End], to: &[End]) -> Option<Way> {
        let known = |ends: &[End]| -> (Vec<usize>, Vec<Seed>) {
            ends.iter().enumerate().filter_map(|(i, end)| Some((i, self.seed(end)?.0))).unzip()
        };
        let ((sources, from), (targets, to)) = (known(from), known(to));
        let path = query.path(&self.topology, &self.metric, &from, &to)?;
        let whole = |arc: &ArcId| ArcId(2 * self.edges[arc.edge()] + u32::from(arc.is_backward()));
        Some(Way {
            weight: path.weight,
            from: *sources.get(path.source)?,
            to: *targets.get(path.target)?,
            arcs: path.arcs.iter().map(whole).collect(),
        })
    }
}

/// A way over the network of a mode.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    /// Weight, what comes before and behind included.
    pub(crate) weight: u32,
    /// Which of the places it starts from.
    pub(crate) from: usize,
    /// Which of the places it ends at.
    pub(crate) to: usize,
    /// Arcs of the whole network.
    pub(crate) arcs: Vec<ArcId>,
}

/// A node of the network as a place where a way starts or ends.
pub(crate) fn at(node: NodeId) -> End {
    (node, 0, [0; QUANTITIES])
}

/// The ends of the links of a mode that lie nearest to a point: within so many
/// kilometres, at most so many links.
pub(crate) fn line_ends(
    engine: &Engine,
    position: Point,
    mode: Mode,
    (reach_km, most): (f64, usize),
    open: &dyn Fn(LinkId) -> bool,
) -> Vec<End> {
    let keep = |l: LinkId| engine.world.class(l).mode == mode && open(l);
    let near = engine.snapper.nearest(&engine.world, position, reach_km, most, keep);
    near.iter().flat_map(|on| [engine.world.links[on.link].from, engine.world.links[on.link].to]).map(at).collect()
}

pub(crate) fn add(a: [u32; QUANTITIES], b: [u32; QUANTITIES]) -> [u32; QUANTITIES] {
    std::array::from_fn(|k| a[k].saturating_add(b[k]))
}

//! One way of asking for all tools.

use crate::case::{Case, number};
use landbridge_network::cch::{Metric, Query, Seed, Topology, customise};
use landbridge_network::graph::ArcId;
use landbridge_network::world::NodeId;
use std::time::Instant;

/// What a tool answers.
pub enum Way {
    /// Arcs of the graph, in order.
    Arcs(Vec<u32>),
    /// Nodes of the graph, in order, both ends included.
    Nodes(Vec<u32>),
}

/// A tool that is ready to answer.
pub trait Tool {
    /// The shortest way, its arcs or its nodes.
    fn ask(&mut self, from: u32, to: u32) -> Option<Way>;
}

/// Landbridge.
pub struct Landbridge<'a> {
    topology: &'a Topology,
    metric: &'a Metric,
    query: Query,
}

impl<'a> Landbridge<'a> {
    /// With memory for queries.
    pub fn new(topology: &'a Topology, metric: &'a Metric) -> Self {
        Self { topology, metric, query: Query::new(topology) }
    }
}

impl Tool for Landbridge<'_> {
    fn ask(&mut self, from: u32, to: u32) -> Option<Way> {
        let seed = |v| [Seed { node: NodeId(v), weight: 0 }];
        let path = self.query.path(self.topology, self.metric, &seed(from), &seed(to))?;
        Some(Way::Arcs(path.arcs.into_iter().map(|a| a.0).collect()))
    }
}

/// RoutingKit.
pub struct RoutingKit<'a>(pub routingkit_cch::CCHQuery<'a>);

impl Tool for RoutingKit<'_> {
    fn ask(&mut self, from: u32, to: u32) -> Option<Way> {
        self.0.add_source(from, 0);
        self.0.add_target(to, 0);
        let found = self.0.run();
        found.distance()?;
        Some(Way::Arcs(found.arc_path()))
    }
}

/// The crate `cch`.
pub struct Cch<'a> {
    /// Its query.
    pub query: cch::PathQuery<'a>,
    /// Its metric.
    pub metric: cch::MetricView<'a>,
}

impl Tool for Cch<'_> {
    fn ask(&mut self, from: u32, to: u32) -> Option<Way> {
        self.query.path(&self.metric, from, to).map(Way::Nodes)
    }
}

/// The crate `fast_paths`.
pub struct FastPaths<'a> {
    /// Its graph.
    pub graph: &'a fast_paths::FastGraph,
    /// Its query.
    pub calculator: fast_paths::PathCalculator,
}

impl Tool for FastPaths<'_> {
    fn ask(&mut self, from: u32, to: u32) -> Option<Way> {
        let path = self.calculator.calc_path(self.graph, from as usize, to as usize)?;
        Some(Way::Nodes(path.get_nodes().iter().map(|&v| number(v)).collect()))
    }
}

/// Seconds and result of one piece of work.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64(), done)
}

/// Milliseconds of the fastest of several runs: other programs may take the
/// processor meanwhile, and never make a run faster.
pub fn best_ms(runs: usize, mut work: impl FnMut(usize)) -> f64 {
    (0..runs).map(|run| timed(|| work(run)).0 * 1000.0).fold(f64::INFINITY, f64::min)
}

/// Weights that differ from run to run, so that nothing can be kept.
pub fn changed(case: &Case, run: usize) -> Vec<u32> {
    case.weight.iter().map(|&w| w / 2 + number(run) + 1).collect()
}

/// Customises `LANES` metrics of Landbridge at once.
pub fn landbridge_customise<const LANES: usize>(topology: &Topology, weights: &[u32]) -> [Metric; LANES] {
    customise(topology, |arc: ArcId| [weights[arc.0 as usize]; LANES])
}

//! The graphs that all tools get.

use landbridge_cost::Rates;
use landbridge_engine::{Engine, data};
use landbridge_model::{Cargo, Point};
use landbridge_network::graph::{ArcId, Graph};
use landbridge_network::world::NodeId;
use landbridge_network_build::order::contraction_order;
use landbridge_network_build::sources::{archive, marnet, scgraph};
use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Result of a step that may fail for any reason worth telling.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// How far a node of the sea network may lie from a road to be joined to it.
const CONNECTOR_KM: f64 = 50.0;

/// A graph with one weight for each arc. Arc `2 * e` runs along edge `e`, arc
/// `2 * e + 1` against it. Nodes are numbered in Landbridge's contraction
/// order.
pub struct Case {
    /// Short name.
    pub name: &'static str,
    /// What the weights are.
    pub unit: &'static str,
    /// Position of each node.
    pub points: Vec<Point>,
    /// Start of each arc.
    pub tail: Vec<u32>,
    /// End of each arc.
    pub head: Vec<u32>,
    /// Weight of each arc, above zero.
    pub weight: Vec<u32>,
    /// Seconds that Landbridge took for the contraction order.
    pub order_s: f64,
}

impl Case {
    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.points.len()
    }

    /// The same graph in Landbridge's form.
    pub fn graph(&self) -> Graph {
        let ends = self.tail.iter().zip(&self.head).step_by(2).map(|(&a, &b)| (NodeId(a), NodeId(b))).collect();
        Graph::from_ends(self.nodes(), ends)
    }

    /// The same graph in the form of the crate `cch`, and the arc behind each of
    /// its arcs.
    pub fn forward_star(&self) -> (cch::graph::Graph, Vec<usize>) {
        let mut arcs: Vec<usize> = (0..self.tail.len()).collect();
        arcs.sort_by_key(|&a| self.tail[a]);
        let pick = |list: &[u32]| arcs.iter().map(|&a| list[a]).collect::<Vec<u32>>();
        let mut first_out = vec![0u32; self.nodes() + 1];
        for &a in &self.tail {
            first_out[a as usize + 1] += 1;
        }
        for v in 0..self.nodes() {
            first_out[v + 1] += first_out[v];
        }
        (cch::graph::Graph { first_out, head: pick(&self.head), weight: pick(&self.weight) }, arcs)
    }

    /// The nodes of the largest connected part.
    pub fn largest_part(&self) -> Vec<u32> {
        let graph = self.graph();
        let mut part = vec![u32::MAX; self.nodes()];
        let mut sizes: Vec<usize> = Vec::new();
        for start in 0..number(self.nodes()) {
            if part[start as usize] != u32::MAX {
                continue;
            }
            let id = number(sizes.len());
            part[start as usize] = id;
            let mut stack = vec![start];
            let mut size = 0;
            while let Some(v) = stack.pop() {
                size += 1;
                for &arc in graph.out_arcs(NodeId(v)) {
                    let w = graph.head(arc).0;
                    if part[w as usize] == u32::MAX {
                        part[w as usize] = id;
                        stack.push(w);
                    }
                }
            }
            sizes.push(size);
        }
        let largest = (0..sizes.len()).max_by_key(|&i| sizes[i]).map_or(0, number);
        (0..number(self.nodes())).filter(|&v| part[v as usize] == largest).collect()
    }

    /// Nodes and arcs as text for the tools in other languages: a line
    /// `nodes arcs`, a line `lat lon` for each node, a line `tail head weight`
    /// for each arc.
    pub fn write(&self, path: &Path) -> Outcome<()> {
        let mut text = format!("{} {}\n", self.nodes(), self.tail.len());
        for p in &self.points {
            writeln!(text, "{} {}", p.lat, p.lon)?;
        }
        for ((a, b), w) in self.tail.iter().zip(&self.head).zip(&self.weight) {
            writeln!(text, "{a} {b} {w}")?;
        }
        Ok(std::fs::write(path, text)?)
    }
}

/// A count as a node number.
pub fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What is minimised on the multimodal graph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Seconds for a container.
    Time,
    /// Hundredths of a cent for a container.
    Cost,
}

/// Landbridge's own graph: every edge that a container may use.
pub fn multimodal(by: By) -> Outcome<Case> {
    let engine = Engine::open(&data::find_data()?)?;
    let rates = Rates::new(&Cargo::parse("teu:1")?, &engine.parameters, &engine.world)?;
    let year = engine.world.meta.as_of;
    let points: Vec<Point> = (0..number(engine.world.node_count())).map(|v| engine.world.position(NodeId(v))).collect();
    let (mut tail, mut head, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    for edge in 0..number(engine.graph.ends.len()) {
        let arcs = [ArcId(2 * edge), ArcId(2 * edge + 1)];
        if !arcs.iter().all(|&a| rates.allows(&engine.world, &engine.graph, a, year)) {
            continue;
        }
        for arc in arcs {
            let charge = rates.charge(&engine.world, &engine.graph, arc);
            tail.push(engine.graph.tail(arc).0);
            head.push(engine.graph.head(arc).0);
            weight.push(match by {
                By::Time => whole(charge.hours * 3600.0),
                By::Cost => whole(charge.usd * 10_000.0),
            });
        }
    }
    // The file holds the order; computing it anew shows what it takes.
    let airborne = |v: u32| {
        let mut arcs = engine.graph.out_arcs(NodeId(v)).iter();
        arcs.any(|a| (a.edge() < engine.world.links.len()) && is_air(&engine, *a))
    };
    let top: Vec<u32> = (0..number(points.len())).filter(|&v| airborne(v)).collect();
    let pairs: Vec<(u32, u32)> = tail.iter().copied().zip(head.iter().copied()).step_by(2).collect();
    let start = Instant::now();
    let order = contraction_order(&points, &pairs, &top);
    let order_s = start.elapsed().as_secs_f64();
    if order.len() != points.len() {
        return Err("the contraction order lacks nodes".into());
    }
    let (name, unit) = match by {
        By::Time => ("multimodal, by time", "seconds"),
        By::Cost => ("multimodal, by cost", "hundredths of a cent"),
    };
    Ok(Case { name, unit, points, tail, head, weight, order_s })
}

fn is_air(engine: &Engine, arc: ArcId) -> bool {
    use landbridge_network::graph::EdgeRef;
    matches!(engine.graph.edge(arc.edge()), EdgeRef::Link(l) if engine.world.class(l).mode == landbridge_model::Mode::Air)
}

/// The text of one member of a pinned package.
fn packaged(package: &str, member: &str) -> Outcome<String> {
    Ok(archive::read_text(&root().join(".cache/packages").join(package), member)?)
}

/// The file of the package with railways and highways.
const SCGRAPH_DATA: &str = "scgraph_data-2.0.0-py3-none-any.whl";

/// Railways as their package has them, not contracted.
pub fn railways() -> Outcome<Case> {
    let raw = scgraph::parse("scgraph_data", &packaged(SCGRAPH_DATA, "world_railways.py")?)?;
    Ok(by_length("railways, by length", &raw.nodes, &raw.edges))
}

/// Highways and sea network as their packages have them, not contracted.
pub fn highways_and_sea() -> Outcome<Case> {
    let roads = scgraph::parse("scgraph_data", &packaged(SCGRAPH_DATA, "world_highways.py")?)?;
    let sea = marnet::parse_network(&packaged("searoute-1.6.0.tar.gz", "searoute/data/marnet_dict.py")?)?;
    let offset = number(roads.nodes.len());
    let mut edges = roads.edges.clone();
    edges.extend(sea.edges.iter().map(|(a, b, km, _)| (a + offset, b + offset, *km)));
    let near = Nearest::new(&roads.nodes);
    edges.extend((offset..).zip(&sea.nodes).filter_map(|(v, &at)| near.find(&roads.nodes, at).map(|(w, km)| (w, v, km))));
    let mut points = roads.nodes;
    points.extend(&sea.nodes);
    Ok(by_length("highways and sea, by length", &points, &edges))
}

/// A graph of two-way edges in kilometres, its nodes brought into contraction
/// order.
fn by_length(name: &'static str, points: &[Point], edges: &[(u32, u32, f64)]) -> Case {
    let pairs: Vec<(u32, u32)> = edges.iter().map(|e| (e.0, e.1)).collect();
    let start = Instant::now();
    let order = contraction_order(points, &pairs, &[]);
    let order_s = start.elapsed().as_secs_f64();
    let mut rank = vec![0u32; points.len()];
    for (r, &v) in (0u32..).zip(&order) {
        rank[v as usize] = r;
    }
    let (mut tail, mut head, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    for &(a, b, km) in edges {
        let (a, b) = (rank[a as usize], rank[b as usize]);
        tail.extend([a, b]);
        head.extend([b, a]);
        weight.extend([whole(km * 1000.0); 2]);
    }
    let points = order.iter().map(|&v| points[v as usize]).collect();
    Case { name, unit: "metres", points, tail, head, weight, order_s }
}

/// A weight as a whole number above zero.
fn whole(value: f64) -> u32 {
    // Saturates: a weight is at most a few hundred million.
    (value.round() as u32).max(1)
}

/// Points by whole degree.
struct Nearest {
    cells: HashMap<(i32, i32), Vec<u32>>,
}

impl Nearest {
    fn new(points: &[Point]) -> Self {
        let mut cells: HashMap<(i32, i32), Vec<u32>> = HashMap::new();
        for (v, &p) in (0u32..).zip(points) {
            cells.entry(cell(p)).or_default().push(v);
        }
        Self { cells }
    }

    /// The nearest point within [`CONNECTOR_KM`].
    fn find(&self, points: &[Point], at: Point) -> Option<(u32, f64)> {
        let (lat, lon) = cell(at);
        // A degree of longitude shrinks towards the poles.
        let wide = (0.5 / at.lat.to_radians().cos().max(0.01)).ceil() as i32;
        let mut best: Option<(u32, f64)> = None;
        for y in lat - 1..=lat + 1 {
            for x in lon - wide..=lon + wide {
                let x = (x + 180).rem_euclid(360) - 180;
                for &v in self.cells.get(&(y, x)).map_or(&[][..], |list| list) {
                    let km = at.km_to(points[v as usize]);
                    if km <= CONNECTOR_KM && best.is_none_or(|b| km < b.1) {
                        best = Some((v, km));
                    }
                }
            }
        }
        best
    }
}

fn cell(p: Point) -> (i32, i32) {
    (p.lat.floor() as i32, (p.lon.floor() as i32 + 180).rem_euclid(360) - 180)
}

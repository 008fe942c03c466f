//! From the points of a corridor to one chain over the network.
//!
//! Points between two changes of mode are passed, not stopped at: the chain
//! takes, for each, the line near it over which the whole stretch is best (a
//! Viterbi pass over the ends of the nearest links).

use super::read::{Corridor, PointKind, PointRow};
use super::served::Served;
use crate::error::EngineError;
use crate::mode::along::{Along, ModeView, QUANTITIES};
use crate::mode::net::{End, ModeNet, add, at, line_ends};
use crate::mode::nets::{Nets, Prices};
use crate::mode::stages::LegLaws;
use crate::plan::Way;
use crate::snap::Rules;
use crate::steps::{Step, Steps, follow};
use landbridge_itinerary::reliability::{Arrival, Stage};
use landbridge_model::{Mode, ModeSet, Point};
use landbridge_network::graph::{ArcId, EdgeRef};
use landbridge_network::world::CountryId;
use landbridge_network::{FacilityId, NodeId};
use landbridge_services::Timetable;

/// How far a terminal of a corridor may lie from its point.
const TERMINAL_REACH_KM: f64 = 40.0;
/// How far a line of land may lie from a point that is passed, and a lane of
/// the sea.
const LAND_REACH_KM: f64 = 60.0;
const SEA_REACH_KM: f64 = 300.0;
/// Share of a stretch that may be gone over twice, as where a terminal lies on
/// a branch.
const MOST_TWICE: f64 = 0.02;
/// Links tried near a point that is passed.
const LINKS: usize = 4;

/// A corridor over the network.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) steps: Vec<Step>,
    /// Mode and line of each stretch.
    pub(crate) lines: Vec<(Mode, Vec<Point>)>,
    /// Law of the arrival, in minutes from the start.
    pub(crate) arrival: Arrival,
    /// What people should know.
    pub(crate) notes: Vec<String>,
}

/// Points of one mode in a row, both ends included.
struct Stretch<'a> {
    mode: Mode,
    points: Vec<&'a PointRow>,
}

fn stretches(corridor: &Corridor) -> Vec<Stretch<'_>> {
    let mut all: Vec<Stretch<'_>> = Vec::new();
    for pair in corridor.points.windows(2) {
        let (a, b) = (pair[0].get_ref(), pair[1].get_ref());
        let Some(mode) = a.mode() else { continue };
        match all.last_mut() {
            Some(last) if last.mode == mode => last.points.push(b),
            _ => all.push(Stretch { mode, points: vec![a, b] }),
        }
    }
    all
}

/// What is needed to follow a corridor.
pub(crate) struct Follower<'a> {
    pub(crate) prices: &'a Prices,
    pub(crate) rules: &'a Rules<'a>,
    pub(crate) nets: &'a Nets,
    pub(crate) quantity: f64,
    /// Services that say how often a stretch is served and how long they take.
    pub(crate) timetable: &'a Timetable,
}

impl Follower<'_> {
    /// The chain of a corridor.
    ///
    /// # Errors
    /// Names the point where the network of the mode is missing, or the two
    /// between which it does not connect.
    pub(crate) fn chain(&self, corridor: &Corridor) -> Result<Chain, EngineError> {
        let all = stretches(corridor);
        let mut steps = Steps::default();
        let mut chain = Chain { steps: Vec::new(), lines: Vec::new(), arrival: Arrival::at(0), notes: Vec::new() };
        for (i, stretch) in all.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|b| all.get(b)).map(|s| s.mode);
            let view = self.prices.view(self.rules, stretch.mode);
            let net = self.nets.get(&view);
            let others = (before, all.get(i + 1).map(|s| s.mode));
            let mut arcs = self.stretch(&net, stretch, others, &corridor.countries)?;
            let borders: Vec<&str> = stretch.points.iter().filter(|p| p.kind == PointKind::Border).map(|p| p.place.as_str()).collect();
            if self.leads_back(&arcs) && !borders.is_empty() {
                let points = stretch.points.iter().copied().filter(|p| p.kind != PointKind::Border).collect();
                arcs = self.stretch(&net, &Stretch { mode: stretch.mode, points }, others, &corridor.countries)?;
                let list = borders.join(", ");
                chain.notes.push(format!("borders taken freely: over those named ({list}) the network leads back over the same line"));
            }
            if self.leads_back(&arcs) {
                let ends = stretch
                    .points
                    .first()
                    .zip(stretch.points.last())
                    .map_or_else(String::new, |(a, b)| format!("{} and {}", a.place, b.place));
                return Err(EngineError::none(
                    format!("between {ends} the network of {} leads to a point and back over the same line", stretch.mode.as_str()),
                    "a line is missing from the network there, or a point lies on a branch",
                ));
            }
            let (mut inner, line) = follow(&view, &arcs, self.quantity);
            let mut laws = LegLaws::new(&self.prices.delays, stretch.mode, &sums(&view, &arcs), self.gates(&arcs));
            if let Some(ends) = self.terminals(&arcs) {
                // What runs more seldom than is presumed of a stretch without
                // known services, as trial trains do, does not stand for it.
                let often = |s: &Served| s.headway_hours <= laws.wait.quantile(1.0);
                match self.served(stretch.mode, ends).filter(often) {
                    Some(served) => {
                        // What scenarios change is not in the timetable.
                        let engine = self.rules.engine;
                        let more: f64 = arcs.iter().map(|&arc| self.prices.rates.delay(&engine.world, &engine.graph, arc)).sum();
                        let scheduled = |hours: f64| self.prices.delays.scheduled(stretch.mode, (hours + more).max(0.0));
                        served.apply(&mut laws, &mut inner.all, scheduled);
                    }
                    None if laws.wait.mean() > 0.0 => chain.notes.push(self.presumed(stretch.mode, ends, &laws)),
                    None => {}
                }
            }
            steps.append(inner.all);
            chain.lines.push((stretch.mode, line));
            for law in [laws.cutoff, laws.wait, laws.run, laws.border, laws.yards, laws.release] {
                chain.arrival = chain.arrival.after(&Stage::Take(law));
            }
        }
        chain.steps = steps.all;
        let mut strangers: Vec<&str> = chain.steps.iter().flat_map(|s| &s.countries).map(String::as_str).collect();
        strangers.retain(|c| !corridor.countries.iter().any(|own| own == c));
        strangers.sort_unstable();
        strangers.dedup();
        if !strangers.is_empty() {
            chain.notes.push(format!("the way over the network also passes {}, which the corridor does not name", strangers.join(", ")));
        }
        Ok(chain)
    }

    /// Whether a path begins and ends at a terminal.
    fn gates(&self, arcs: &[ArcId]) -> (bool, bool) {
        let dock = |arc: Option<&ArcId>| arc.is_some_and(|a| matches!(self.rules.engine.graph.edge(a.edge()), EdgeRef::Dock(_)));
        (dock(arcs.first()), dock(arcs.last()))
    }

    /// The terminals at which a path begins and ends.
    fn terminals(&self, arcs: &[ArcId]) -> Option<(FacilityId, FacilityId)> {
        let engine = self.rules.engine;
        let facility = |arc: &ArcId| match engine.graph.edge(arc.edge()) {
            EdgeRef::Dock(i) => Some(engine.world.docks[i].facility),
            _ => None,
        };
        facility(arcs.first()?).zip(facility(arcs.last()?))
    }

    /// What services of the year that take the cargo do between two terminals.
    fn served(&self, mode: Mode, (from, to): (FacilityId, FacilityId)) -> Option<Served> {
        let position = |f: FacilityId| self.rules.engine.world.facilities[f].position;
        let way = Way {
            timetable: self.timetable,
            reach_km: TERMINAL_REACH_KM,
            near: position(from),
            to: Some(position(to)),
            via: Vec::new(),
            modes: ModeSet::of(&[mode]),
        };
        Served::of(&way, self.rules.year, self.prices.rates.kind())
    }

    fn presumed(&self, mode: Mode, (from, to): (FacilityId, FacilityId), laws: &LegLaws) -> String {
        let name = |f: FacilityId| &self.rules.engine.world.facilities[f].name;
        let days = laws.wait.quantile(1.0) / 24.0;
        format!(
            "no regular service by {} is known from {} to {}: a departure every {days:.0} days is presumed",
            mode.as_str(),
            name(from),
            name(to)
        )
    }

    /// Whether a path goes over much of its way twice: to a point and back.
    fn leads_back(&self, arcs: &[ArcId]) -> bool {
        let engine = self.rules.engine;
        let km = |edge: usize| match engine.graph.edge(edge) {
            EdgeRef::Link(link) => f64::from(engine.world.links[link].metres) / 1000.0,
            _ => 0.0,
        };
        let mut edges: Vec<usize> = arcs.iter().map(|a| a.edge()).collect();
        let all: f64 = edges.iter().map(|&e| km(e)).sum();
        edges.sort_unstable();
        let twice: f64 = edges.windows(2).filter(|w| w[0] == w[1]).map(|w| km(w[0])).sum();
        twice > MOST_TWICE * all
    }

    fn stretch(
        &self,
        net: &ModeNet,
        stretch: &Stretch<'_>,
        (before, behind): (Option<Mode>, Option<Mode>),
        countries: &[String],
    ) -> Result<Vec<ArcId>, EngineError> {
        let mode = stretch.mode;
        let last = stretch.points.len() - 1;
        // Points of each layer, by number.
        let (mut layers, mut of): (Vec<Vec<End>>, Vec<usize>) = (Vec::new(), Vec::new());
        // Two points can lie at one crossing, one on each side.
        let mut crossed: Option<Vec<Vec<End>>> = None;
        for (k, point) in stretch.points.iter().enumerate() {
            let other = if k == 0 { before } else { behind.filter(|_| k == last) };
            let terminal = if k == 0 || k == last { self.terminal(point, mode, other) } else { None };
            let ends = match terminal {
                Some(facility) => vec![vec![at(self.rules.engine.world.facilities[facility].node)]],
                // Where the mode changes there must be a terminal of both.
                None if other.is_some() => Vec::new(),
                None => match self.border(net, point, mode, countries) {
                    Some(sides) if crossed.as_ref() == Some(&sides) => continue,
                    Some(sides) => crossed.insert(sides).clone(),
                    None => vec![self.passing(net, point, mode)],
                },
            };
            if ends.is_empty() || ends.iter().any(Vec::is_empty) {
                return Err(missing(point, mode, other));
            }
            of.extend(ends.iter().map(|_| k));
            layers.extend(ends);
        }
        through(net, &layers).map_err(|k| {
            let (a, b) = (&stretch.points[of[k - 1]].place, &stretch.points[of[k]].place);
            EngineError::none(
                format!("no way by {} from {a} to {b}", mode.as_str()),
                "the network of this year and cargo does not connect them; try another --year or --cargo",
            )
        })
    }

    /// The terminal of a mode at a point, and of another mode where it changes.
    fn terminal(&self, point: &PointRow, mode: Mode, other: Option<Mode>) -> Option<FacilityId> {
        if point.kind == PointKind::City || point.kind == PointKind::Passage {
            return None;
        }
        let world = &self.rules.engine.world;
        let serves = |f: FacilityId, mode: Mode| world.docks.iter().any(|d| d.facility == f && d.mode == mode);
        let open = |f: FacilityId| self.rules.engine.graph.out_arcs(world.facilities[f].node).iter().any(|&a| self.rules.open(a));
        let near = |f: FacilityId| world.facilities[f].position.km_to(point.position());
        let mut docked: Vec<FacilityId> = world.docks.iter().filter(|d| d.mode == mode).map(|d| d.facility).collect();
        docked.sort_unstable();
        docked.dedup();
        docked
            .into_iter()
            .filter(|&f| near(f) <= TERMINAL_REACH_KM && other.is_none_or(|m| serves(f, m)) && open(f))
            .min_by(|&a, &b| near(a).total_cmp(&near(b)).then(a.cmp(&b)))
    }

    /// Both sides of the crossings near a border point, in the order in which
    /// the corridor names its countries.
    fn border(&self, net: &ModeNet, point: &PointRow, mode: Mode, countries: &[String]) -> Option<Vec<Vec<End>>> {
        if point.kind != PointKind::Border {
            return None;
        }
        let (engine, world) = (self.rules.engine, &self.rules.engine.world);
        let rank = |c: CountryId| countries.iter().position(|code| *code == world.countries[c].code.to_string());
        let mut near: Vec<(f64, [NodeId; 2])> = Vec::new();
        for edge in &world.crossing_edges {
            let crossing = &world.crossings[edge.crossing];
            let km = crossing.position.km_to(point.position());
            let (Some(a), Some(b)) = (rank(crossing.country_a), rank(crossing.country_b)) else { continue };
            let open = engine.graph.out_arcs(edge.a).iter().any(|&arc| engine.graph.head(arc) == edge.b && net.is_open(arc));
            if crossing.mode == mode && km <= LAND_REACH_KM && open {
                near.push((km, if a < b { [edge.a, edge.b] } else { [edge.b, edge.a] }));
            }
        }
        let least = near.iter().map(|n| n.0).fold(f64::INFINITY, f64::min);
        // Several tracks can lie on one crossing.
        let sides: Vec<[NodeId; 2]> = near.into_iter().filter(|n| n.0 <= least).map(|n| n.1).collect();
        (!sides.is_empty()).then(|| [0, 1].map(|side| sides.iter().map(|s| at(s[side])).collect()).to_vec())
    }

    /// Places on the lines near a point that is passed.
    fn passing(&self, net: &ModeNet, point: &PointRow, mode: Mode) -> Vec<End> {
        let engine = self.rules.engine;
        let open = |l| net.is_open(engine.graph.link_arc(l));
        let reach = if mode == Mode::Sea { SEA_REACH_KM } else { LAND_REACH_KM };
        line_ends(engine, point.position(), mode, (reach, LINKS), &open)
    }
}

fn missing(point: &PointRow, mode: Mode, other: Option<Mode>) -> EngineError {
    let what = match other {
        Some(other) => format!("no terminal of {} and {} lies near {}", mode.as_str(), other.as_str(), point.place),
        None => format!("no line of {} lies near {}", mode.as_str(), point.place),
    };
    EngineError::none(what, "check the point's coordinates and modes in its file, or add the terminal")
}

/// What is added up along a path.
fn sums(view: &ModeView<'_>, arcs: &[ArcId]) -> Along {
    let whole = |arc: &ArcId| view.along(*arc).unwrap_or_default().whole();
    Along::of(arcs.iter().map(whole).fold([0; QUANTITIES], add))
}

/// Best way to a candidate of a layer.
struct Label {
    node: NodeId,
    weight: u32,
    /// Candidate of the layer before.
    before: usize,
    arcs: Vec<ArcId>,
}

/// The best path that touches one candidate of each layer in order.
///
/// # Errors
/// The first layer that cannot be reached.
pub(crate) fn through(net: &ModeNet, layers: &[Vec<End>]) -> Result<Vec<ArcId>, usize> {
    let mut query = net.query();
    let Some(first) = layers.first() else { return Ok(Vec::new()) };
    let mut labels: Vec<Vec<Label>> = vec![first.iter().map(|e| Label { node: e.0, weight: e.1, before: 0, arcs: Vec::new() }).collect()];
    for (k, layer) in layers.iter().enumerate().skip(1) {
        let starts: Vec<End> = labels[k - 1].iter().map(|l| (l.node, l.weight, [0; QUANTITIES])).collect();
        let reach = |end: &End| {
            let way = net.way(&mut query, &starts, std::slice::from_ref(end))?;
            Some(Label { node: end.0, weight: way.weight, before: way.from, arcs: way.arcs })
        };
        let reached: Vec<Label> = layer.iter().filter_map(reach).collect();
        if reached.is_empty() {
            return Err(k);
        }
        labels.push(reached);
    }
    let best = |layer: &[Label]| (0..layer.len()).min_by_key(|&i| layer[i].weight).unwrap_or(0);
    let mut at = labels.last().map_or(0, |l| best(l));
    let mut parts = Vec::new();
    for layer in labels.iter().rev() {
        let label = &layer[at];
        parts.push(label.arcs.as_slice());
        at = label.before;
    }
    parts.reverse();
    Ok(parts.concat())
}

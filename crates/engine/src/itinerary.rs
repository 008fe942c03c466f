//! Door-to-door chains of legs, transfers and crossings.

use crate::snap::{Attachment, Rules};
use crate::steps::{At, Step, Steps, both, country_of, times};
use landbridge_cost::{Charge, Rates};
use landbridge_model::{Confidence, Mode, Point, Provenance};
use landbridge_network::graph::{ArcId, EdgeRef};
use landbridge_network::world::CountryId;
use serde::Serialize;
use utoipa::ToSchema;

/// One move by one mode.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Leg {
    /// Mode, or `access` for the road between a place and the network.
    pub mode: String,
    /// Where it starts.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Kilometres.
    pub km: f64,
    /// Hours in motion.
    pub hours: f64,
    /// US dollars for the whole consignment.
    pub usd: f64,
    /// Kilograms of CO2e for the whole consignment.
    pub kg_co2e: f64,
    /// Countries in order, alpha-3.
    pub countries: Vec<String>,
    /// Curated lines followed for the longest stretches, longest first.
    pub lines: Vec<String>,
    /// Straits and canals.
    pub passages: Vec<String>,
    /// Points of the way as `[lon, lat]`.
    #[serde(skip)]
    pub shape: Vec<Point>,
}

/// A border on the way.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BorderCrossing {
    /// Slug for `--avoid crossing:` and `explain`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Countries in the order of travel.
    pub countries: Vec<String>,
    /// Hours at the border.
    pub hours: f64,
    /// Fees in US dollars.
    pub usd: f64,
    /// `seen`, `recalled`, or `default` where the crossing has no figure.
    pub basis: String,
}

/// A change of gauge on the way.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GaugeBreak {
    /// Where.
    pub name: String,
    /// Gauge before, in millimetres.
    pub from_mm: u16,
    /// Gauge behind, in millimetres.
    pub to_mm: u16,
    /// Hours it takes.
    pub hours: f64,
    /// US dollars.
    pub usd: f64,
}

/// A change of mode at a facility.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Transfer {
    /// Facility.
    pub name: String,
    /// Mode before, `gate` at the start of the chain.
    pub from_mode: String,
    /// Mode behind, `gate` at the end of the chain.
    pub to_mode: String,
    /// Hours of handling and dwell.
    pub hours: f64,
    /// US dollars.
    pub usd: f64,
    /// Kilograms of CO2e.
    pub kg_co2e: f64,
}

/// Sums over a chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Totals {
    /// Kilometres.
    pub km: f64,
    /// Hours.
    pub hours: f64,
    /// US dollars.
    pub usd: f64,
    /// Kilograms of CO2e.
    pub kg_co2e: f64,
}

impl Totals {
    /// Sums over steps.
    pub(crate) fn of_steps(steps: &[Step]) -> Self {
        let mut totals = Self::default();
        for s in steps {
            totals.km += s.km;
            totals.hours += s.hours;
            totals.usd += s.usd;
            totals.kg_co2e += s.kg_co2e;
        }
        totals
    }
}

/// How much of the answer rests on what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Basis {
    /// Share of the kilometres with a length read in a source.
    pub km_seen: f64,
    /// Share with a recalled length.
    pub km_recalled: f64,
    /// Share with a length derived from the map.
    pub km_derived: f64,
    /// Share of the border hours read in a source.
    pub border_hours_seen: f64,
    /// Kilometres of the same way when no line's own official length is used:
    /// the map's, times the factor of its country or region. A stretch that the
    /// map lacks keeps its official length.
    pub withheld_km: f64,
    /// Share of the kilometres on stretches that the map lacks, drawn straight.
    pub km_supplied: f64,
}

/// The best chain by one objective.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Itinerary {
    /// `time`, `cost` or `co2`.
    pub objective: String,
    /// Moves in order.
    pub legs: Vec<Leg>,
    /// Borders in order.
    pub border_crossings: Vec<BorderCrossing>,
    /// Changes of gauge in order.
    pub gauge_breaks: Vec<GaugeBreak>,
    /// Changes of mode in order.
    pub transfers: Vec<Transfer>,
    /// All of these in the order of travel.
    #[serde(skip)]
    pub steps: Vec<Step>,
    /// Sums.
    pub totals: Totals,
    /// What it rests on.
    pub basis: Basis,
    /// The best chain by another way, in words.
    pub next_best: Option<String>,
}

/// Builds an itinerary from the arcs of a path, piece by piece.
pub struct Builder<'a> {
    rules: &'a Rules<'a>,
    quantity: f64,
    itinerary: Itinerary,
    steps: Steps,
    leg: Option<Leg>,
    line_km: Vec<(String, f64)>,
    /// Name of the place where the next leg starts.
    here: String,
    /// Mode and place of an unloading not yet matched by a loading.
    unloaded: Option<(String, String, Charge, u16)>,
    km_by: [f64; 3],
    withheld_km: f64,
    supplied_km: f64,
    border_hours: [f64; 2],
}

impl<'a> Builder<'a> {
    /// Starts a chain at a place.
    pub fn new(rules: &'a Rules<'a>, quantity: f64, objective: &str, start: &str) -> Self {
        let itinerary = Itinerary { objective: objective.to_owned(), ..Itinerary::default() };
        Self {
            rules,
            quantity,
            itinerary,
            steps: Steps::default(),
            leg: None,
            line_km: Vec::new(),
            here: start.to_owned(),
            unloaded: None,
            km_by: [0.0; 3],
            withheld_km: 0.0,
            supplied_km: 0.0,
            border_hours: [0.0; 2],
        }
    }

    /// From a place onto the network.
    pub fn depart(&mut self, place: &str, position: Point, attachment: &Attachment) {
        self.here = place.to_owned();
        if attachment.access_km > 0.0 {
            let to = attachment
                .facility
                .map_or_else(|| format!("{place}, nearest line"), |f| self.rules.engine.world.facilities[f].name.clone());
            self.access(&to, attachment.access_km, vec![position, self.rules.engine.world.position(attachment.node)]);
        }
        self.partial(attachment, false);
    }

    /// From the network to a place.
    pub fn arrive(&mut self, place: &str, position: Point, attachment: &Attachment) {
        self.partial(attachment, true);
        let from =
            attachment.facility.map_or_else(|| format!("{place}, nearest line"), |f| self.rules.engine.world.facilities[f].name.clone());
        if attachment.access_km > 0.0 {
            self.close_leg(&from);
            self.here = from;
            self.access(place, attachment.access_km, vec![self.rules.engine.world.position(attachment.node), position]);
        } else {
            self.close_leg(place);
        }
        self.here = place.to_owned();
    }

    fn access(&mut self, to: &str, straight_km: f64, shape: Vec<Point>) {
        let (km, charge) = self.rules.rates.access(straight_km);
        self.km_by[2] += km;
        self.withheld_km += km;
        self.steps.run(Mode::Road.as_str(), None, km, times(charge, self.quantity));
        let mut leg = Leg { mode: "access".to_owned(), from: self.here.clone(), to: to.to_owned(), km, shape, ..Leg::default() };
        self.add(&mut leg, charge);
        self.itinerary.legs.push(leg);
        self.here = to.to_owned();
    }

    fn add(&self, leg: &mut Leg, charge: Charge) {
        leg.hours += charge.hours;
        leg.usd += charge.usd * self.quantity;
        leg.kg_co2e += charge.kg * self.quantity;
    }

    fn partial(&mut self, attachment: &Attachment, arriving: bool) {
        let Some(p) = attachment.partial.filter(|p| p.share > 0.0) else { return };
        let world = &self.rules.engine.world;
        let forward = arriving == (world.links[p.link].from == attachment.node);
        let arc = self.rules.engine.graph.link_arc(p.link);
        let arc = if forward { arc } else { self.rules.engine.graph.reverse(arc) };
        let (from, to) = match (forward, arriving) {
            (true, false) => (p.at, 1.0),
            (false, false) => (1.0 - p.at, 1.0),
            (true, true) => (0.0, p.at),
            (false, true) => (0.0, 1.0 - p.at),
        };
        self.link(arc, from, to);
    }

    /// Adds the part of one link between two shares of its length, for a
    /// route that begins and ends on it.
    pub fn within(&mut self, arc: ArcId, from: f64, to: f64) {
        self.link(arc, from, to);
    }

    /// Adds the arcs of a path.
    pub fn follow(&mut self, arcs: &[ArcId]) {
        for &arc in arcs {
            match self.rules.engine.graph.edge(arc.edge()) {
                EdgeRef::Link(_) => self.link(arc, 0.0, 1.0),
                EdgeRef::Crossing(i) => self.crossing(i, arc.is_backward()),
                EdgeRef::Dock(i) => self.dock(i, arc),
            }
        }
    }

    fn link(&mut self, arc: ArcId, from: f64, to: f64) {
        let engine = self.rules.engine;
        let EdgeRef::Link(id) = engine.graph.edge(arc.edge()) else { return };
        let (world, share) = (&engine.world, (to - from).max(0.0));
        let class = world.class(id);
        let km = f64::from(world.links[id].metres) / 1000.0 * share;
        let charge = self.rules.rates.charge(world, &engine.graph, arc) * share;
        self.km_by[match class.confidence {
            Confidence::Seen => 0,
            Confidence::Recalled => 1,
            Confidence::Derived => 2,
        }] += km;
        self.withheld_km += f64::from(world.links[id].withheld_metres) / 1000.0 * share;
        if class.provenance == Provenance::Supplied {
            self.supplied_km += km;
        }
        let mut shape = world.shape(id);
        if arc.is_backward() {
            shape.reverse();
        }
        let shape = cut(&shape, from, to);
        self.steps.run(class.mode.as_str(), country_of(world, class).as_deref(), km, times(charge, self.quantity));
        if let Some(passage) = class.passage {
            self.steps.pass(&world.passages[passage].title);
        }
        let mut leg = self.open_leg(class.mode);
        leg.km += km;
        self.add(&mut leg, charge);
        push_country(&mut leg, self, class.country);
        if let Some(passage) = class.passage.map(|p| world.passages[p].title.clone())
            && !leg.passages.contains(&passage)
        {
            leg.passages.push(passage);
        }
        if let Some(line) = class.line {
            let name = world.lines[line].name.split(" (").next().unwrap_or_default().to_owned();
            match self.line_km.iter_mut().find(|l| l.0 == name) {
                Some(entry) => entry.1 += km,
                None => self.line_km.push((name, km)),
            }
        }
        let skip = usize::from(leg.shape.last() == shape.first());
        leg.shape.extend(shape.into_iter().skip(skip));
        self.leg = Some(leg);
    }

    /// The leg under way, or a new one where the mode changes.
    fn open_leg(&mut self, mode: Mode) -> Leg {
        match self.leg.take() {
            Some(leg) if leg.mode == mode.as_str() => leg,
            Some(leg) => {
                self.leg = Some(leg);
                let here = self.here.clone();
                self.close_leg(&here);
                Leg { mode: mode.as_str().to_owned(), from: here, ..Leg::default() }
            }
            None => Leg { mode: mode.as_str().to_owned(), from: self.here.clone(), ..Leg::default() },
        }
    }

    fn close_leg(&mut self, to: &str) {
        if let Some(mut leg) = self.leg.take() {
            leg.to = to.to_owned();
            self.line_km.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            leg.lines = self.line_km.drain(..).filter(|l| l.1 >= 20.0).take(5).map(|l| l.0).collect();
            self.itinerary.legs.push(leg);
        }
        self.here = to.to_owned();
    }

    fn crossing(&mut self, i: usize, backward: bool) {
        let world = &self.rules.engine.world;
        let edge = &world.crossing_edges[i];
        let crossing = &world.crossings[edge.crossing];
        let charge = self.rules.rates.crossing(crossing, edge);
        let countries = both(world, (crossing.country_a, crossing.country_b), backward);
        let gauge = self.rules.rates.gauge_break(edge);
        self.steps.border(world, edge, backward, times(charge, self.quantity), times(gauge, self.quantity));
        self.border_hours[usize::from(!Rates::crossing_is_seen(crossing))] += charge.hours;
        let basis = if crossing.hours_p50.is_none() { "default" } else { crossing.confidence.as_str() };
        let usd = charge.usd * self.quantity;
        self.itinerary.border_crossings.push(BorderCrossing {
            id: crossing.id.clone(),
            name: crossing.name.clone(),
            countries,
            hours: charge.hours,
            usd,
            basis: basis.to_owned(),
        });
        if edge.gauges.0 != edge.gauges.1 {
            let (from_mm, to_mm) = if backward { (edge.gauges.1, edge.gauges.0) } else { edge.gauges };
            let usd = gauge.usd * self.quantity;
            self.itinerary.gauge_breaks.push(GaugeBreak { name: crossing.name.clone(), from_mm, to_mm, hours: gauge.hours, usd });
        }
    }

    fn dock(&mut self, i: usize, arc: ArcId) {
        let world = &self.rules.engine.world;
        let (rates, dock) = (self.rules.rates, &world.docks[i]);
        let name = world.facilities[dock.facility].name.clone();
        let (handling, approach) = (rates.stay(world, dock, rates.handling(dock)), rates.approach(dock));
        let km = f64::from(dock.metres) / 1000.0;
        self.km_by[2] += km;
        self.withheld_km += km;
        let (a, b) = (world.facilities[dock.facility].position, world.position(dock.node));
        let unloading = arc.is_backward();
        let country = world.countries[world.facilities[dock.facility].country].code.to_string();
        let land = (dock.mode != Mode::Sea).then_some(country.as_str());
        let at = At { name: &name, mode: dock.mode.as_str(), gauge_mm: dock.gauge_mm };
        self.steps.terminal(unloading, at, times(handling, self.quantity), (land, km, times(approach, self.quantity)));
        let mut leg = if unloading {
            self.leg.take().unwrap_or_else(|| Leg { mode: dock.mode.as_str().to_owned(), from: self.here.clone(), ..Leg::default() })
        } else {
            self.transfer(&name, dock.mode.as_str(), handling, dock.gauge_mm);
            Leg { mode: dock.mode.as_str().to_owned(), from: name.clone(), ..Leg::default() }
        };
        leg.km += km;
        self.add(&mut leg, approach);
        leg.shape.extend(if unloading { [b, a] } else { [a, b] });
        self.leg = Some(leg);
        if unloading {
            self.close_leg(&name);
            self.unloaded = Some((name, dock.mode.as_str().to_owned(), handling, dock.gauge_mm));
        }
    }

    fn transfer(&mut self, name: &str, to_mode: &str, loading: Charge, gauge: u16) {
        let here = name.to_owned();
        let (from_mode, unloading, before) = match self.unloaded.take() {
            Some((_, mode, charge, gauge)) => (mode, charge, gauge),
            None => ("gate".to_owned(), Charge::default(), 0),
        };
        let charge = unloading + loading;
        if from_mode == "rail" && to_mode == "rail" && before != gauge {
            self.itinerary.gauge_breaks.push(GaugeBreak {
                name: here.clone(),
                from_mm: before,
                to_mm: gauge,
                hours: charge.hours,
                usd: charge.usd * self.quantity,
            });
            return;
        }
        self.push_transfer(here, from_mode, to_mode.to_owned(), charge);
    }

    fn push_transfer(&mut self, name: String, from_mode: String, to_mode: String, charge: Charge) {
        let (usd, kg_co2e) = (charge.usd * self.quantity, charge.kg * self.quantity);
        self.itinerary.transfers.push(Transfer { name, from_mode, to_mode, hours: charge.hours, usd, kg_co2e });
    }

    /// The finished chain with its sums.
    pub fn finish(mut self) -> Itinerary {
        if let Some((name, mode, charge, _)) = self.unloaded.take() {
            self.push_transfer(name, mode, "gate".to_owned(), charge);
        }
        let mut totals = Totals::default();
        for leg in &self.itinerary.legs {
            totals.km += leg.km;
            totals.hours += leg.hours;
            totals.usd += leg.usd;
            totals.kg_co2e += leg.kg_co2e;
        }
        for t in &self.itinerary.transfers {
            totals.hours += t.hours;
            totals.usd += t.usd;
            totals.kg_co2e += t.kg_co2e;
        }
        for b in &self.itinerary.border_crossings {
            totals.hours += b.hours;
            totals.usd += b.usd;
        }
        for g in &self.itinerary.gauge_breaks {
            totals.hours += g.hours;
            totals.usd += g.usd;
        }
        let km: f64 = self.km_by.iter().sum::<f64>().max(1e-9);
        let border: f64 = self.border_hours.iter().sum();
        self.itinerary.totals = totals;
        self.itinerary.steps = std::mem::take(&mut self.steps.all);
        self.itinerary.basis = Basis {
            km_seen: self.km_by[0] / km,
            km_recalled: self.km_by[1] / km,
            km_derived: self.km_by[2] / km,
            withheld_km: self.withheld_km,
            km_supplied: self.supplied_km / km,
            border_hours_seen: if border > 0.0 { self.border_hours[0] / border } else { 0.0 },
        };
        self.itinerary
    }
}

fn push_country(leg: &mut Leg, builder: &Builder<'_>, country: CountryId) {
    if country.0 == 0 {
        return;
    }
    let code = builder.rules.engine.world.countries[country].code.to_string();
    if leg.countries.last() != Some(&code) {
        leg.countries.push(code);
    }
}

/// The stretch of a polyline between two shares of its length.
fn cut(points: &[Point], from: f64, to: f64) -> Vec<Point> {
    if from <= 0.0 && to >= 1.0 {
        return points.to_vec();
    }
    let total = landbridge_model::geo::polyline_km(points);
    let (start, end) = (from * total, to * total);
    let mut out = Vec::new();
    let mut before = 0.0;
    for w in points.windows(2) {
        let km = w[0].km_to(w[1]);
        let after = before + km;
        if after >= start && before <= end && km > 0.0 {
            if out.is_empty() {
                out.push(w[0].lerp(w[1], ((start - before) / km).clamp(0.0, 1.0)));
            }
            out.push(w[0].lerp(w[1], ((end - before) / km).clamp(0.0, 1.0)));
        }
        before = after;
    }
    out
}

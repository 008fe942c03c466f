//! What happens on the way, in order: stretches, terminals, borders.

use crate::mode::along::ModeView;
use landbridge_cost::Charge;
use landbridge_model::{Mode, Point};
use landbridge_network::World;
use landbridge_network::graph::{ArcId, EdgeRef};
use landbridge_network::world::{CountryId, CrossingEdge, Dock, LinkClass};
use serde::Serialize;
use utoipa::ToSchema;

/// What a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A stretch by one mode through one country, or over the sea.
    #[default]
    Run,
    /// Cut-off, waiting and loading at a terminal.
    Load,
    /// Unloading and release at a terminal.
    Unload,
    /// Unloading and loading at the same terminal.
    Transfer,
    /// A stop of a vehicle with the load on it.
    Call,
    /// Both posts of a border.
    Border,
    /// A change of track gauge.
    GaugeChange,
}

impl StepKind {
    /// The word in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Load => "load",
            Self::Unload => "unload",
            Self::Transfer => "transfer",
            Self::Call => "call",
            Self::Border => "border",
            Self::GaugeChange => "gauge-change",
        }
    }
}

/// One step; times are means, money and emission those of the whole consignment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Step {
    /// What it is.
    pub what: StepKind,
    /// Name of the terminal or crossing; empty on a stretch.
    pub at: String,
    /// Mode of the stretch, of the border, or of the vehicle boarded or left.
    pub mode: String,
    /// Country of a stretch, none at sea; the two of a border in order of travel.
    pub countries: Vec<String>,
    /// Straits and canals of a stretch.
    pub passages: Vec<String>,
    /// Kilometres.
    pub km: f64,
    /// Mean hours.
    pub hours: f64,
    /// US dollars.
    pub usd: f64,
    /// Kilograms of CO2e.
    pub kg_co2e: f64,
}

/// Steps while they are added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steps {
    pub(crate) all: Vec<Step>,
    /// Gauge of the train unloaded last.
    gauge_mm: u16,
}

/// Where a step takes place.
pub(crate) struct At<'a> {
    pub(crate) name: &'a str,
    pub(crate) mode: &'a str,
    /// Track gauge, 0 where there is no track.
    pub(crate) gauge_mm: u16,
}

impl Steps {
    /// A stretch; it continues the one before of the same mode and country.
    pub(crate) fn run(&mut self, mode: &str, country: Option<&str>, km: f64, charge: Charge) {
        let same = |s: &Step| s.what == StepKind::Run && s.mode == mode && s.countries.first().map(String::as_str) == country;
        if !self.all.last().is_some_and(same) {
            let countries = country.map(str::to_owned).into_iter().collect();
            self.all.push(Step { mode: mode.to_owned(), countries, ..Step::default() });
        }
        if let Some(step) = self.all.last_mut() {
            step.km += km;
            step.add(charge);
        }
    }

    /// Names a strait or canal of the stretch under way.
    pub(crate) fn pass(&mut self, passage: &str) {
        if let Some(step) = self.all.last_mut().filter(|s| !s.passages.iter().any(|p| p == passage)) {
            step.passages.push(passage.to_owned());
        }
    }

    /// A terminal; unloading and loading at the same one are a transfer, or from
    /// train to train of another gauge a change of gauge.
    pub(crate) fn gate(&mut self, what: StepKind, at: At<'_>, charge: Charge) {
        if what == StepKind::Unload {
            self.gauge_mm = at.gauge_mm;
        }
        let before = self.gauge_mm;
        let Some(last) = self.all.last_mut().filter(|s| s.what == StepKind::Unload && what == StepKind::Load && s.at == at.name) else {
            self.stop(what, at, Vec::new(), charge);
            return;
        };
        last.what = if at.gauge_mm > 0 && before > 0 && at.gauge_mm != before { StepKind::GaugeChange } else { StepKind::Transfer };
        if last.mode != at.mode {
            last.mode = format!("{}+{}", last.mode, at.mode);
        }
        last.add(charge);
    }

    /// A terminal and the stretch between it and the network: country if not at
    /// sea, kilometres, and what it takes.
    pub(crate) fn terminal(&mut self, unloading: bool, at: At<'_>, handling: Charge, (country, km, approach): (Option<&str>, f64, Charge)) {
        let mode = at.mode;
        if unloading {
            self.run(mode, country, km, approach);
            self.gate(StepKind::Unload, at, handling);
        } else {
            self.gate(StepKind::Load, at, handling);
            self.run(mode, country, km, approach);
        }
    }

    /// Anything else that takes place at a point.
    pub(crate) fn stop(&mut self, what: StepKind, at: At<'_>, countries: Vec<String>, charge: Charge) {
        let mut step = Step { what, at: at.name.to_owned(), mode: at.mode.to_owned(), countries, ..Step::default() };
        step.add(charge);
        self.all.push(step);
    }

    /// A border crossing and the change of gauge there.
    pub(crate) fn border(&mut self, world: &World, edge: &CrossingEdge, backward: bool, border: Charge, gauge: Charge) {
        let crossing = &world.crossings[edge.crossing];
        let at = || At { name: &crossing.name, mode: crossing.mode.as_str(), gauge_mm: 0 };
        self.stop(StepKind::Border, at(), both(world, (crossing.country_a, crossing.country_b), backward), border);
        if edge.gauges.0 != edge.gauges.1 {
            self.stop(StepKind::GaugeChange, at(), Vec::new(), gauge);
        }
    }

    /// Further steps behind these.
    pub(crate) fn append(&mut self, more: Vec<Step>) {
        for step in more {
            let charge = Charge { hours: step.hours, usd: step.usd, kg: step.kg_co2e };
            match step.what {
                StepKind::Run => {
                    self.run(&step.mode, step.countries.first().map(String::as_str), step.km, charge);
                    step.passages.iter().for_each(|p| self.pass(p));
                }
                StepKind::Load => self.gate(StepKind::Load, At { name: &step.at, mode: &step.mode, gauge_mm: 0 }, charge),
                _ => self.all.push(step),
            }
        }
    }
}

impl Step {
    fn add(&mut self, charge: Charge) {
        self.hours += charge.hours;
        self.usd += charge.usd;
        self.kg_co2e += charge.kg;
    }
}

/// Codes of the two countries of a border in the order of travel.
pub(crate) fn both(world: &World, (a, b): (CountryId, CountryId), backward: bool) -> Vec<String> {
    let code = |c: CountryId| world.countries[c].code.to_string();
    if backward { vec![code(b), code(a)] } else { vec![code(a), code(b)] }
}

/// Code of a link's country; none on the high seas.
pub(crate) fn country_of(world: &World, class: &LinkClass) -> Option<String> {
    (class.country.0 > 0).then(|| world.countries[class.country].code.to_string())
}

/// Money and emission of the whole consignment from those of a unit.
pub(crate) fn times(unit: Charge, quantity: f64) -> Charge {
    Charge { usd: unit.usd * quantity, kg: unit.kg * quantity, ..unit }
}

/// The steps of a path by one mode, and its line over the map.
pub(crate) fn follow(view: &ModeView<'_>, arcs: &[ArcId], quantity: f64) -> (Steps, Vec<Point>) {
    let (engine, rates) = (view.rules.engine, view.rules.rates);
    let world = &engine.world;
    let (mut steps, mut line) = (Steps::default(), Vec::new());
    for &arc in arcs {
        match engine.graph.edge(arc.edge()) {
            EdgeRef::Link(link) => {
                let class = world.class(link);
                let own = rates.charge(world, &engine.graph, arc);
                let charge = times(Charge { hours: own.hours * view.delays.over_direct(view.mode), ..own }, quantity);
                let km = f64::from(world.links[link].metres) / 1000.0;
                steps.run(view.mode.as_str(), country_of(world, class).as_deref(), km, charge);
                if let Some(passage) = class.passage {
                    steps.pass(&world.passages[passage].title);
                }
                let shape = world.shape(link);
                if arc.is_backward() { line.extend(shape.into_iter().rev()) } else { line.extend(shape) }
            }
            EdgeRef::Crossing(i) => {
                let edge = &world.crossing_edges[i];
                let crossing = &world.crossings[edge.crossing];
                let (fee, change) = (rates.crossing(crossing, edge), rates.gauge_break(edge));
                let border = Charge { hours: view.delays.border(rates, crossing, edge).mean(), ..fee };
                let gauge = Charge { hours: view.delays.gauge_break(rates, edge).mean(), ..change };
                steps.border(world, edge, arc.is_backward(), times(border, quantity), times(gauge, quantity));
            }
            EdgeRef::Dock(i) => dock(view, &world.docks[i], arc.is_backward(), quantity, (&mut steps, &mut line)),
        }
    }
    line.dedup();
    (steps, line)
}

fn dock(view: &ModeView<'_>, dock: &Dock, unloading: bool, quantity: f64, (steps, line): (&mut Steps, &mut Vec<Point>)) {
    let world = &view.rules.engine.world;
    let rates = view.rules.rates;
    let facility = &world.facilities[dock.facility];
    let hours = if unloading {
        view.delays.release(dock.mode).mean()
    } else {
        view.delays.cutoff(dock.mode).mean() + view.delays.wait(dock.mode).mean()
    };
    let handling = times(rates.stay(world, dock, Charge { hours, ..rates.handling(dock) }), quantity);
    let country = world.countries[facility.country].code.to_string();
    let at = At { name: &facility.name, mode: view.mode.as_str(), gauge_mm: dock.gauge_mm };
    // The lane before a port is sea, the yard before a line land.
    let land = (view.mode != Mode::Sea).then_some(country.as_str());
    steps.terminal(unloading, at, handling, (land, f64::from(dock.metres) / 1000.0, times(rates.approach(dock), quantity)));
    let (node, gate) = (world.position(dock.node), facility.position);
    line.extend(if unloading { [node, gate] } else { [gate, node] });
}

/// Makes the steps add up to a sum: each by its own share of it, or by its
/// length where none has any.
pub(crate) fn share(steps: &mut [&mut Step], of: fn(&mut Step) -> &mut f64, sum: f64) {
    let own: f64 = steps.iter_mut().map(|s| *of(s)).sum();
    let km: f64 = steps.iter().map(|s| s.km).sum();
    let most = steps.len();
    for step in steps.iter_mut() {
        let part = match (own > 0.0, km > 0.0) {
            (true, _) => *of(step) / own,
            (false, true) => step.km / km,
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            (false, false) => 1.0 / most as f64,
        };
        *of(step) = sum * part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_step_has_is_shared_by_length() {
        let (mut near, mut far) = (Step { km: 100.0, ..Step::default() }, Step { km: 300.0, ..Step::default() });
        share(&mut [&mut near, &mut far], |s| &mut s.usd, 8.0);
        assert_eq!((near.usd, far.usd), (2.0, 6.0));
    }
}

//! Rates of one cargo, ready to price the arcs of the graph.

use landbridge_model::parameter::ParameterSet;
use landbridge_model::{Cargo, CargoKind, Confidence, Mode, ModeSet};
use landbridge_network::graph::{ArcId, EdgeRef, Graph};
use landbridge_network::world::{Crossing, CrossingEdge, Dock, Link, LinkClass, LinkEffect, World};
use std::collections::BTreeMap;

/// Grams in a kilogram, metres in a kilometre.
const THOUSAND: f64 = 1000.0;
/// Kilometres per nautical mile, by definition.
const KM_PER_NAUTICAL_MILE: f64 = 1.852;
const HOURS_PER_DAY: f64 = 24.0;

/// What one arc costs the whole consignment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Charge {
    /// Hours.
    pub hours: f64,
    /// US dollars.
    pub usd: f64,
    /// Kilograms of CO2e, well to wheel.
    pub kg: f64,
}

impl std::ops::AddAssign for Charge {
    fn add_assign(&mut self, o: Self) {
        self.hours += o.hours;
        self.usd += o.usd;
        self.kg += o.kg;
    }
}

impl std::ops::Add for Charge {
    type Output = Self;
    fn add(mut self, o: Self) -> Self {
        self += o;
        self
    }
}

impl std::ops::Mul<f64> for Charge {
    type Output = Self;
    fn mul(self, k: f64) -> Self {
        Self { hours: self.hours * k, usd: self.usd * k, kg: self.kg * k }
    }
}

/// Hours, dollars and grams per kilometre for one unit of cargo.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct PerKm {
    hours: f64,
    usd: f64,
    kg: f64,
}

/// What a kind of road changes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct RoadRate {
    speed_factor: f64,
    usd: f64,
    energy_factor: f64,
}

/// Kinds of road, in the order of [`Rates`]' table and of the parameters.
const ROAD_KINDS: [&str; 3] = ["dual", "trunk", "other"];

/// Kind of road of a link: separate carriageways, another road of the curated
/// table, any other.
fn road_kind(class: &LinkClass) -> usize {
    match (class.line, class.tracks) {
        (Some(_), 2..) => 0,
        (Some(_), _) => 1,
        (None, _) => 2,
    }
}

/// Hours and dollars at one side of a facility.
type Handling = Charge;

/// Rates of one unit of cargo (one TEU, one tonne, one passenger).
#[derive(Clone, Debug)]
pub struct Rates {
    kind: CargoKind,
    modes: ModeSet,
    /// Tonnes of one unit.
    pub tonnes: f64,
    /// Value of one unit in USD.
    pub value_usd: f64,
    /// Share of a TEU that one unit takes up.
    teu: f64,
    rail_quality: [f64; 3],
    rail_traction: [f64; 3],
    speed: BTreeMap<(Mode, u32), f64>,
    per_km: BTreeMap<Mode, PerKm>,
    /// Factors on hours and emissions, and USD/km, by kind of road.
    roads: [RoadRate; 3],
    handling: BTreeMap<Mode, Handling>,
    border: BTreeMap<&'static str, Charge>,
    gauge: Charge,
    access_detour: f64,
    /// Length of each passage's links together.
    passage_metres: Vec<f64>,
}

fn passage_metres(world: &World) -> Vec<f64> {
    let mut sums = vec![0.0; world.passages.len()];
    for link in world.links.iter() {
        if let Some(slot) = world.classes[link.class].passage.and_then(|p| sums.get_mut(p.0 as usize)) {
            *slot += f64::from(link.metres);
        }
    }
    sums
}

/// The word of a crossing in the parameters `border.WORD.hours` and `.usd`.
pub fn border_word(crossing: &Crossing) -> &'static str {
    match (crossing.union.is_empty(), crossing.mode) {
        (false, _) => "union",
        (true, Mode::Road) => "road",
        (true, _) => "rail",
    }
}

/// Modes that a kind of cargo may use.
pub fn modes_of(kind: CargoKind) -> ModeSet {
    let freight = ModeSet::of(&[Mode::Rail, Mode::Road, Mode::Sea, Mode::Ferry, Mode::Waterway, Mode::Air]);
    match kind {
        CargoKind::Teu | CargoKind::Reefer => freight,
        CargoKind::Bulk => freight.without(Mode::Air),
        CargoKind::Liquid => freight.without(Mode::Air).with(Mode::OilPipeline),
        CargoKind::Gas => ModeSet::of(&[Mode::GasPipeline]),
        CargoKind::Passengers => ModeSet::of(&[Mode::Rail, Mode::RailPassenger, Mode::Road, Mode::Ferry, Mode::Air]),
    }
}

impl Rates {
    /// Rates of a cargo from the parameters.
    ///
    /// # Errors
    /// Names the first parameter that is missing.
    pub fn new(cargo: &Cargo, set: &ParameterSet, world: &World) -> Result<Self, String> {
        let get =
            |name: &str| set.get(name).map(|p| p.value).ok_or_else(|| format!("the parameter '{name}' is missing from data/parameters"));
        let kind = cargo.kind;
        let per_teu_tonnes = get("cargo.teu.tonnes")?;
        let (tonnes, teu, value) = match kind {
            CargoKind::Teu | CargoKind::Reefer => (cargo.tonnes_per_unit.unwrap_or(per_teu_tonnes), 1.0, get("cargo.teu.value_usd")?),
            CargoKind::Bulk | CargoKind::Liquid | CargoKind::Gas => {
                (1.0, 1.0 / get("cargo.bulk.tonnes_per_teu")?.max(1e-9), get("cargo.bulk.value_usd_per_t")?)
            }
            CargoKind::Passengers => (0.0, 0.0, 0.0),
        };
        let mut rates = Self {
            kind,
            modes: modes_of(kind),
            tonnes,
            value_usd: cargo.value_usd.map_or(value, |v| v / cargo.quantity),
            teu,
            rail_quality: [
                get("rail.usd_per_teu_km.low_quality")?,
                get("rail.usd_per_teu_km.unknown_quality")?,
                get("rail.usd_per_teu_km.high_quality")?,
            ],
            rail_traction: [get("rail.g_co2e_per_tkm.diesel")?, get("rail.g_co2e_per_tkm.average")?, get("rail.g_co2e_per_tkm.electric")?],
            speed: BTreeMap::new(),
            per_km: BTreeMap::new(),
            roads: [RoadRate::default(); 3],
            handling: BTreeMap::new(),
            border: BTreeMap::new(),
            gauge: Charge { hours: get("gauge.hours")?, usd: get("gauge.usd")? * teu, kg: 0.0 },
            access_detour: get("access.detour")?,
            passage_metres: passage_metres(world),
        };
        rates.set_speeds(set, world, &get)?;
        rates.set_per_km(&get)?;
        rates.set_handling(&get)?;
        for (word, hours, usd) in [
            ("rail", "border.rail.hours", "border.rail.usd"),
            ("road", "border.road.hours", "border.road.usd"),
            ("union", "border.union.hours", "border.union.usd"),
        ] {
            rates.border.insert(word, Charge { hours: get(hours)?, usd: get(usd)? * teu, kg: 0.0 });
        }
        if kind == CargoKind::Passengers {
            let hours = get("passenger.border_hours")?;
            rates.border.values_mut().for_each(|c| *c = Charge { hours, usd: 0.0, kg: 0.0 });
            rates.gauge = Charge { hours: rates.gauge.hours, ..Charge::default() };
        }
        Ok(rates)
    }

    fn set_speeds(&mut self, set: &ParameterSet, world: &World, get: &dyn Fn(&str) -> Result<f64, String>) -> Result<(), String> {
        let share = get("road.driving_hours_per_day")? / HOURS_PER_DAY;
        let passengers = self.kind == CargoKind::Passengers;
        for (mode, name, factor) in
            [(Mode::Rail, "rail.speed_kmh", 1.0), (Mode::Road, "road.speed_kmh", if passengers { 1.0 } else { share })]
        {
            let base = if passengers && mode == Mode::Rail { get("passenger.speed_kmh.rail")? } else { get(name)? };
            for (id, country) in world.countries.enumerate() {
                let own = set.get(&format!("{name}.{}", country.code)).map(|p| p.value).filter(|_| !(passengers && mode == Mode::Rail));
                self.speed.insert((mode, id.0), (own.unwrap_or(base) * factor).max(1e-3));
            }
        }
        Ok(())
    }

    fn set_per_km(&mut self, get: &dyn Fn(&str) -> Result<f64, String>) -> Result<(), String> {
        let (teu, tonnes) = (self.teu, self.tonnes);
        let passengers = self.kind == CargoKind::Passengers;
        for (rate, kind) in self.roads.iter_mut().zip(ROAD_KINDS) {
            *rate = RoadRate {
                speed_factor: get(&format!("road.speed_factor.{kind}"))?.max(1e-3),
                usd: if passengers { get("passenger.usd_per_km.road")? } else { get(&format!("road.usd_per_teu_km.{kind}"))? * teu },
                energy_factor: get(&format!("road.energy_factor.{kind}"))?,
            };
        }
        if self.kind == CargoKind::Passengers {
            for (mode, word) in
                [(Mode::Rail, "rail"), (Mode::RailPassenger, "rail"), (Mode::Road, "road"), (Mode::Ferry, "road"), (Mode::Air, "air")]
            {
                let hours = match mode {
                    Mode::RailPassenger => 1.0 / get("passenger.speed_kmh.rail_passenger")?.max(1e-3),
                    Mode::Air => 1.0 / get("air.speed_kmh")?.max(1e-3),
                    _ => 1.0 / get("ferry.speed_kmh")?.max(1e-3),
                };
                let usd = get(&format!("passenger.usd_per_km.{word}"))?;
                self.per_km.insert(mode, PerKm { hours, usd, kg: get(&format!("passenger.g_co2e_per_km.{word}"))? / THOUSAND });
            }
            return Ok(());
        }
        let mass = |g: f64| g * tonnes / THOUSAND;
        let sea_g = get(if self.kind == CargoKind::Reefer { "sea.g_co2e_per_tkm.reefer" } else { "sea.g_co2e_per_tkm" })?
            * get("sea.distance_adjustment")?;
        let rows = [
            (Mode::Road, 0.0, get("road.usd_per_teu_km.other")? * teu, mass(get("road.g_co2e_per_tkm")?)),
            (Mode::Sea, get("sea.speed_kn")? * KM_PER_NAUTICAL_MILE, get("sea.usd_per_teu_km")? * teu, mass(sea_g)),
            (Mode::Ferry, get("ferry.speed_kmh")?, get("ferry.usd_per_teu_km")? * teu, mass(get("ferry.g_co2e_per_tkm")?)),
            (Mode::Waterway, get("waterway.speed_kmh")?, get("waterway.usd_per_teu_km")? * teu, mass(get("waterway.g_co2e_per_tkm")?)),
            (Mode::Air, get("air.speed_kmh")?, get("air.usd_per_t_km")? * tonnes, mass(get("air.g_co2e_per_tkm")?)),
            (Mode::OilPipeline, get("pipeline.speed_kmh")?, get("pipeline.usd_per_t_km")? * tonnes, mass(get("pipeline.g_co2e_per_tkm")?)),
            (Mode::GasPipeline, get("pipeline.speed_kmh")?, get("pipeline.usd_per_t_km")? * tonnes, mass(get("pipeline.g_co2e_per_tkm")?)),
        ];
        for (mode, speed, usd, kg) in rows {
            self.per_km.insert(mode, PerKm { hours: 1.0 / f64::max(speed, 1e-3), usd, kg });
        }
        Ok(())
    }

    fn set_handling(&mut self, get: &dyn Fn(&str) -> Result<f64, String>) -> Result<(), String> {
        let kg = get("handling.kg_co2e_per_t")? * self.tonnes / 2.0;
        let passengers = self.kind == CargoKind::Passengers;
        for (mode, word) in
            [(Mode::Rail, "rail"), (Mode::Road, "road"), (Mode::Sea, "sea"), (Mode::Ferry, "ferry"), (Mode::Waterway, "waterway")]
        {
            let hours = if passengers { get("passenger.border_hours")? } else { get(&format!("handling.{word}.hours"))? };
            self.handling.insert(mode, Charge { hours, usd: get(&format!("handling.{word}.usd"))? * self.teu, kg });
        }
        let air = if passengers { get("passenger.border_hours")? } else { get("handling.air.hours")? };
        self.handling.insert(Mode::Air, Charge { hours: air, usd: get("handling.air.usd_per_t")? * self.tonnes, kg });
        self.handling.insert(Mode::RailPassenger, Charge::default());
        for mode in [Mode::OilPipeline, Mode::GasPipeline] {
            self.handling.insert(mode, Charge { hours: get("handling.pipeline.hours")?, usd: 0.0, kg: 0.0 });
        }
        Ok(())
    }

    /// Kind of cargo.
    pub fn kind(&self) -> CargoKind {
        self.kind
    }

    /// Share of a TEU that one unit takes up.
    pub fn teu(&self) -> f64 {
        self.teu
    }

    /// Modes the cargo may use.
    pub fn modes(&self) -> ModeSet {
        self.modes
    }

    /// Whether an arc may be used at all in a year.
    pub fn allows(&self, world: &World, graph: &Graph, arc: ArcId, year: u16) -> bool {
        match graph.edge(arc.edge()) {
            EdgeRef::Link(link) => {
                let class = world.class(link);
                let passage = class.passage.is_none_or(|p| world.passages[p].open);
                self.modes.contains(class.mode) && class.lifespan.open_in(year) && passage
            }
            EdgeRef::Crossing(i) => world.crossings[world.crossing_edges[i].crossing].lifespan.open_in(year),
            EdgeRef::Dock(i) => {
                let dock = &world.docks[i];
                self.modes.contains(dock.mode) && world.facilities[dock.facility].lifespan.open_in(year)
            }
        }
    }

    /// What an arc costs one unit of cargo.
    pub fn charge(&self, world: &World, graph: &Graph, arc: ArcId) -> Charge {
        match graph.edge(arc.edge()) {
            EdgeRef::Link(link) => self.link(world, &world.links[link], world.class(link)),
            EdgeRef::Crossing(i) => {
                let edge = &world.crossing_edges[i];
                self.crossing(&world.crossings[edge.crossing], edge) + self.gauge_break(edge)
            }
            EdgeRef::Dock(i) => self.stay(world, &world.docks[i], self.handling(&world.docks[i])) + self.approach(&world.docks[i]),
        }
    }

    fn link(&self, world: &World, link: &Link, class: &LinkClass) -> Charge {
        self.along_link(world, link, class, world.effects.links.get(&link.class))
    }

    fn along_link(&self, world: &World, link: &Link, class: &LinkClass, effect: Option<&LinkEffect>) -> Charge {
        let km = f64::from(link.metres) / THOUSAND;
        let mut charge = self.distance(class, km, effect.and_then(|e| e.kmh));
        if class.decihours > 0 {
            charge.hours = f64::from(class.decihours) / 10.0;
        }
        charge.hours += class.wait_hours();
        if class.usd_per_teu > 0 && self.teu > 0.0 {
            charge.usd = f64::from(class.usd_per_teu) * self.teu;
        }
        if let Some(passage) = class.passage.map(|p| &world.passages[p]) {
            // The toll is for the passage; its links share it by length.
            let total = class.passage.and_then(|p| self.passage_metres.get(p.0 as usize)).copied().unwrap_or(0.0);
            let share = f64::from(link.metres) / total.max(1.0);
            charge.hours += passage.hours * share;
            charge.usd += passage.usd_per_teu.unwrap_or(0.0) * self.teu * share;
        }
        if let Some(effect) = effect {
            (charge.hours, charge.usd) = (charge.hours * effect.hours, charge.usd * effect.usd);
        }
        charge
    }

    /// A distance on a link; `kmh` is a speed of its own.
    fn distance(&self, class: &LinkClass, km: f64, kmh: Option<f64>) -> Charge {
        let mut rate = self.per_km.get(&class.mode).copied().unwrap_or_default();
        if let Some(&speed) = self.speed.get(&(class.mode, class.country.0)) {
            rate.hours = 1.0 / speed;
        }
        if class.mode == Mode::Rail && self.kind != CargoKind::Passengers {
            let quality = match (class.tracks, class.electrified) {
                (2.., Some(true)) => 2,
                (0, _) | (2.., None) => 1,
                _ => 0,
            };
            let traction = class.electrified.map_or(1, |e| if e { 2 } else { 0 });
            rate.usd = self.rail_quality[quality] * self.teu;
            rate.kg = self.rail_traction[traction] * self.tonnes / THOUSAND;
        }
        if class.mode == Mode::Road {
            let road = &self.roads[road_kind(class)];
            rate = PerKm { hours: rate.hours / road.speed_factor, usd: road.usd, kg: rate.kg * road.energy_factor };
        }
        if let Some(kmh) = kmh.filter(|_| self.kind != CargoKind::Passengers) {
            rate.hours = 1.0 / kmh.max(1.0);
        }
        Charge { hours: rate.hours * km, usd: rate.usd * km, kg: rate.kg * km }
    }

    /// Border time and fee, without a change of gauge.
    pub fn crossing(&self, crossing: &Crossing, edge: &CrossingEdge) -> Charge {
        let default = self.border.get(border_word(crossing)).copied().unwrap_or_default();
        if self.kind == CargoKind::Passengers {
            return default;
        }
        // Published hours at a change of gauge include it.
        let inside = if edge.gauges.0 == edge.gauges.1 { 0.0 } else { self.gauge.hours };
        Charge {
            hours: crossing.hours_p50.map_or(default.hours, |h| (h - inside).max(0.0)),
            usd: crossing.fee_usd.map_or(default.usd, |f| f * self.teu),
            kg: 0.0,
        }
    }

    /// Time and money of a change of gauge on a crossing edge.
    pub fn gauge_break(&self, edge: &CrossingEdge) -> Charge {
        if edge.gauges.0 == edge.gauges.1 { Charge::default() } else { self.gauge }
    }

    /// Hours that an arc takes more than in the baseline, less where below zero:
    /// what a scenario does to a service whose timetable is that of the
    /// baseline. What is done at terminals is not among them.
    pub fn delay(&self, world: &World, graph: &Graph, arc: ArcId) -> f64 {
        match graph.edge(arc.edge()) {
            EdgeRef::Link(link) => {
                let (class, link) = (world.class(link), &world.links[link]);
                let mut more = 0.0;
                if world.effects.links.contains_key(&link.class) {
                    more += self.link(world, link, class).hours - self.along_link(world, link, class, None).hours;
                }
                if let Some((id, hours)) = class.passage.and_then(|p| world.effects.passages.get(&p).map(|h| (p, h))) {
                    let total = self.passage_metres.get(id.0 as usize).copied().unwrap_or(0.0);
                    more += hours * f64::from(link.metres) / total.max(1.0);
                }
                more
            }
            EdgeRef::Crossing(i) => world.effects.crossings.get(&world.crossing_edges[i].crossing).copied().unwrap_or(0.0),
            EdgeRef::Dock(_) => 0.0,
        }
    }

    /// Loading or unloading at a facility.
    pub fn handling(&self, dock: &Dock) -> Charge {
        self.handling_of(dock.mode)
    }

    /// What loading or unloading at a facility takes and costs where it
    /// `usually` takes and costs that: the same, unless a scenario changes it.
    pub fn stay(&self, world: &World, dock: &Dock, usually: Charge) -> Charge {
        let Some(stay) = world.effects.stays.get(&dock.facility) else { return usually };
        Charge {
            hours: usually.hours * stay.hours_factor + stay.hours,
            usd: usually.usd * stay.usd_factor + stay.usd_per_teu * self.teu,
            kg: usually.kg,
        }
    }

    /// The gap between a facility and the network: sailed at a seaport,
    /// driven elsewhere.
    pub fn approach(&self, dock: &Dock) -> Charge {
        let mode = if dock.mode == Mode::Sea { Mode::Sea } else { Mode::Road };
        self.short_haul(mode, f64::from(dock.metres) / THOUSAND)
    }

    /// Loading or unloading by a mode.
    pub fn handling_of(&self, mode: Mode) -> Charge {
        self.handling.get(&mode).copied().unwrap_or_default()
    }

    /// A distance by a mode where nothing else is known of the way.
    pub fn over(&self, mode: Mode, km: f64) -> Charge {
        if mode != Mode::Rail {
            return self.short_haul(mode, km);
        }
        let speed = self.speed.get(&(Mode::Rail, 0)).copied().unwrap_or(1.0);
        Charge { hours: km / speed, usd: self.rail_quality[1] * self.teu * km, kg: self.rail_traction[1] * self.tonnes / THOUSAND * km }
    }

    fn short_haul(&self, mode: Mode, km: f64) -> Charge {
        let mut rate = self.per_km.get(&mode).copied().unwrap_or_default();
        if mode == Mode::Road {
            let [.., other] = &self.roads;
            let hours = self.speed.get(&(Mode::Road, 0)).map_or(0.0, |s| 1.0 / s);
            rate = PerKm { hours: hours / other.speed_factor, usd: other.usd, kg: rate.kg * other.energy_factor };
        }
        Charge { hours: rate.hours * km, usd: rate.usd * km, kg: rate.kg * km }
    }

    /// Kilometres and cost of getting from a place to the network, or back,
    /// over a straight-line distance.
    pub fn access(&self, straight_km: f64) -> (f64, Charge) {
        let km = straight_km * self.access_detour;
        (km, self.short_haul(Mode::Road, km))
    }

    /// Whether the figures of a crossing are its own or defaults, and seen.
    pub fn crossing_is_seen(crossing: &Crossing) -> bool {
        crossing.hours_p50.is_some() && crossing.confidence == Confidence::Seen
    }
}

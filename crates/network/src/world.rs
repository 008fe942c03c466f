//! What the network is made of.

use landbridge_model::define_id;
use landbridge_model::id::{Id, IdVec};
use landbridge_model::{Confidence, CountryCode, Lifespan, Mode, Point, Provenance};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

define_id! {
    /// A point where links meet. Nodes are numbered in contraction order.
    NodeId,
    /// A stretch of line, road, lane or pipe between two nodes.
    LinkId,
    /// A place where freight changes mode, gauge or carrier.
    FacilityId,
    /// A pair of border posts.
    CrossingId,
    /// A country of the country table; 0 is the high seas.
    CountryId,
    /// A set of attributes that many links share.
    ClassId,
    /// A line of the curated tables.
    LineId,
    /// A named strait or canal.
    PassageId,
}

/// Degrees are stored as whole 1e-5 (about a metre).
pub const DEGREE: f64 = 1e5;

/// A coordinate as it is stored.
pub fn degrees(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "coordinates of the globe fit")]
    let whole = (value * DEGREE).round() as i32;
    whole
}

/// A country of the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: CountryCode,
    /// ISO 3166-1 alpha-2, empty where there is none.
    pub alpha2: String,
    /// Name in English.
    pub name: String,
    /// Inhabitants.
    pub population: f64,
    /// Gross domestic product in millions of USD, where known.
    pub gdp_musd: Option<f64>,
}

/// Attributes that many links share.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LinkClass {
    /// Mode of transport.
    pub mode: Mode,
    /// Track gauge in millimetres, 0 where there is no track.
    pub gauge_mm: u16,
    /// Main tracks, 0 where not known.
    pub tracks: u8,
    /// Whether the line is electrified, where known.
    pub electrified: Option<bool>,
    /// Freight speed of the source in km/h, 0 where not known.
    pub freight_kmh: u16,
    /// Years in which the link is open.
    pub lifespan: Lifespan,
    /// Where geometry and length come from.
    pub provenance: Provenance,
    /// How the length is known.
    pub confidence: Confidence,
    /// Curated line that the link belongs to.
    pub line: Option<LineId>,
    /// Strait or canal that the link runs through.
    pub passage: Option<PassageId>,
    /// Country of the link.
    pub country: CountryId,
    /// Published duration of the whole link in tenths of an hour (ferries).
    pub decihours: u16,
    /// Published waiting before departure in tenths of an hour (ferries).
    pub wait_decihours: u16,
    /// Published price in USD per TEU for the whole link (ferries), 0 unknown.
    pub usd_per_teu: u16,
}

impl LinkClass {
    /// Published waiting before departure in hours (ferries).
    pub fn wait_hours(&self) -> f64 {
        f64::from(self.wait_decihours) / 10.0
    }
}

/// A stretch between two nodes; links run both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// One end.
    pub from: NodeId,
    /// The other end.
    pub to: NodeId,
    /// Length in metres, official where the curated tables know it.
    pub metres: u32,
    /// Length in metres without the curated tables: map length times the
    /// factor of mode and region.
    pub withheld_metres: u32,
    /// Shared attributes.
    pub class: ClassId,
}

/// A curated line with its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Name of the line, and of the section where it has several.
    pub name: String,
    /// Document and publisher.
    pub source: String,
    /// How its length is known.
    pub confidence: Confidence,
}

/// A strait or canal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Short name used in `--avoid passage:NAME`.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Whether the baseline uses it.
    pub open: bool,
    /// Hours in transit beyond plain sailing, and waiting.
    pub hours: f64,
    /// Toll in USD per TEU of ship capacity, where known.
    pub usd_per_teu: Option<f64>,
    /// Document and publisher.
    pub source: String,
    /// How the figures are known.
    pub confidence: Confidence,
}

/// Kind of facility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FacilityKind {
    /// Seaport.
    Seaport,
    /// Rail freight terminal.
    RailTerminal,
    /// Inland port with customs.
    DryPort,
    /// Yard where the gauge changes.
    GaugeYard,
    /// Ferry port.
    FerryPort,
    /// River port.
    RiverPort,
    /// Cargo airport.
    Airport,
    /// Pipeline head, oil terminal.
    PipelineTerminal,
    /// Freight station of a town, derived: no terminal is documented there.
    Station,
}

impl FacilityKind {
    /// The words for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seaport => "seaport",
            Self::RailTerminal => "rail terminal",
            Self::DryPort => "dry port",
            Self::GaugeYard => "gauge yard",
            Self::FerryPort => "ferry port",
            Self::RiverPort => "river port",
            Self::Airport => "airport",
            Self::PipelineTerminal => "pipeline terminal",
            Self::Station => "freight station",
        }
    }
}

/// A place where freight changes mode, gauge or carrier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facility {
    /// Name in Latin script.
    pub name: String,
    /// Local name, empty where not known.
    pub local_name: String,
    /// UN/LOCODE, empty where there is none.
    pub unlocode: String,
    /// IATA code, empty where there is none.
    pub iata: String,
    /// Kind of facility.
    pub kind: FacilityKind,
    /// Country.
    pub country: CountryId,
    /// Its own node in the graph.
    pub node: NodeId,
    /// Position.
    pub position: Point,
    /// Years in which it is open.
    pub lifespan: Lifespan,
    /// Yearly capacity in TEU, where known.
    pub capacity_teu: Option<f64>,
    /// Document and publisher.
    pub source: String,
    /// How its figures are known.
    pub confidence: Confidence,
}

/// Where a facility touches the network of one mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dock {
    /// The facility.
    pub facility: FacilityId,
    /// The node of the mode's network.
    pub node: NodeId,
    /// Mode served.
    pub mode: Mode,
    /// Gauge served, 0 where there is no track.
    pub gauge_mm: u16,
    /// Distance between facility and network in metres.
    pub metres: u32,
}

/// How a load gets over a change of gauge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GaugeChange {
    /// Containers are lifted from one train to the other.
    Transload,
    /// The bogies are changed.
    Bogie,
}

/// A pair of border posts, or a crossing derived from geometry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// Slug used in `--avoid crossing:ID`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// First country.
    pub country_a: CountryId,
    /// Second country.
    pub country_b: CountryId,
    /// Rail, road, waterway or pipeline.
    pub mode: Mode,
    /// Point on the border.
    pub position: Point,
    /// Hours from arrival on one side to departure on the other, median.
    pub hours_p50: Option<f64>,
    /// The same, 90th percentile.
    pub hours_p90: Option<f64>,
    /// Border cost per truck, container or wagon in USD.
    pub fee_usd: Option<f64>,
    /// Gauges on the two sides where they differ, and how the load gets over.
    pub gauge_change: Option<(u16, u16, GaugeChange)>,
    /// Customs union of both sides, empty where there is none.
    pub union: String,
    /// Years in which it takes freight.
    pub lifespan: Lifespan,
    /// What its status rests on, for people.
    pub note: String,
    /// Document and publisher; for derived crossings the rule.
    pub source: String,
    /// How its hours are known; derived crossings take defaults.
    pub confidence: Confidence,
}

/// An edge that passes a crossing; several tracks or roads may share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrossingEdge {
    /// Node on the first side.
    pub a: NodeId,
    /// Node on the second side.
    pub b: NodeId,
    /// The crossing.
    pub crossing: CrossingId,
    /// Track gauge on the first and second side, 0 where there is no track.
    pub gauges: (u16, u16),
}

/// Lengths of a link's shape: all intermediate points of all links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes {
    /// First intermediate point of each link; one entry more than links.
    pub first: Vec<u32>,
    /// Latitudes in 1e-5 degrees.
    pub lat: Vec<i32>,
    /// Longitudes in 1e-5 degrees.
    pub lon: Vec<i32>,
}

/// Facts about the file itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Last year that the curated statuses describe; the default `--year`.
    pub as_of: u16,
    /// Data packages and curated tables with version or content hash.
    pub sources: Vec<(String, String)>,
    /// Notice of attribution and licence.
    pub attribution: String,
}

/// What a scenario changes about links beside their attributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkEffect {
    /// Freight speed in km/h that takes the place of the country's.
    pub kmh: Option<f64>,
    /// Factor on hours.
    pub hours: f64,
    /// Factor on USD.
    pub usd: f64,
}

impl Default for LinkEffect {
    fn default() -> Self {
        Self { kmh: None, hours: 1.0, usd: 1.0 }
    }
}

impl LinkEffect {
    /// This effect and then another.
    #[must_use]
    pub fn then(&self, other: &Self) -> Self {
        Self { kmh: other.kmh.or(self.kmh), hours: self.hours * other.hours, usd: self.usd * other.usd }
    }
}

/// What a scenario changes about each loading and unloading at a facility.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stay {
    /// Factor on the usual hours.
    pub hours_factor: f64,
    /// Factor on the usual USD.
    pub usd_factor: f64,
    /// Hours more.
    pub hours: f64,
    /// USD for one TEU more.
    pub usd_per_teu: f64,
}

impl Default for Stay {
    fn default() -> Self {
        Self { hours_factor: 1.0, usd_factor: 1.0, hours: 0.0, usd_per_teu: 0.0 }
    }
}

impl Stay {
    /// This stay and then another: its factors are on what was added before as
    /// well.
    #[must_use]
    pub fn then(&self, other: &Self) -> Self {
        Self {
            hours_factor: self.hours_factor * other.hours_factor,
            usd_factor: self.usd_factor * other.usd_factor,
            hours: self.hours * other.hours_factor + other.hours,
            usd_per_teu: self.usd_per_teu * other.usd_factor + other.usd_per_teu,
        }
    }
}

/// What scenarios change beside the attributes of things: nothing in the
/// baseline. It is in no file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// Of links, by class.
    pub links: BTreeMap<ClassId, LinkEffect>,
    /// At facilities.
    pub stays: BTreeMap<FacilityId, Stay>,
    /// Hours that a passage takes more than in the baseline.
    pub passages: BTreeMap<PassageId, f64>,
    /// Hours that a crossing takes more than in the baseline.
    pub crossings: BTreeMap<CrossingId, f64>,
}

/// The whole network, without the table of place names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// Facts about the file.
    pub meta: Meta,
    /// Latitude of each node in 1e-5 degrees.
    pub node_lat: Vec<i32>,
    /// Longitude of each node in 1e-5 degrees.
    pub node_lon: Vec<i32>,
    /// Links.
    pub links: IdVec<LinkId, Link>,
    /// Shared attributes of links.
    pub classes: IdVec<ClassId, LinkClass>,
    /// Intermediate points of links.
    pub shapes: Shapes,
    /// Countries; the first is the high seas.
    pub countries: IdVec<CountryId, Country>,
    /// Curated lines.
    pub lines: IdVec<LineId, Line>,
    /// Straits and canals.
    pub passages: IdVec<PassageId, Passage>,
    /// Facilities.
    pub facilities: IdVec<FacilityId, Facility>,
    /// Where facilities touch the network.
    pub docks: Vec<Dock>,
    /// Border crossings.
    pub crossings: IdVec<CrossingId, Crossing>,
    /// Edges over border crossings.
    pub crossing_edges: Vec<CrossingEdge>,
    /// What scenarios change.
    pub effects: Effects,
}

impl World {
    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.node_lat.len()
    }

    /// Position of a node.
    pub fn position(&self, node: NodeId) -> Point {
        let i = node.index();
        Point::new(f64::from(self.node_lat[i]) / DEGREE, f64::from(self.node_lon[i]) / DEGREE)
    }

    /// Attributes of a link.
    pub fn class(&self, link: LinkId) -> &LinkClass {
        &self.classes[self.links[link].class]
    }

    /// Points of a link from its `from` to its `to`, both ends included.
    pub fn shape(&self, link: LinkId) -> Vec<Point> {
        let (i, l) = (link.index(), &self.links[link]);
        let mut points = vec![self.position(l.from)];
        for k in self.shapes.first[i] as usize..self.shapes.first[i + 1] as usize {
            points.push(Point::new(f64::from(self.shapes.lat[k]) / DEGREE, f64::from(self.shapes.lon[k]) / DEGREE));
        }
        points.push(self.position(l.to));
        points
    }

    /// The country with this alpha-3 or alpha-2 code.
    pub fn country_by_code(&self, code: &str) -> Option<CountryId> {
        // Some countries have no alpha-2 code; nothing is not their name.
        let upper = Some(code.to_ascii_uppercase()).filter(|c| !c.is_empty())?;
        self.countries.enumerate().find(|(_, c)| c.code.as_str() == upper || c.alpha2 == upper).map(|(id, _)| id)
    }

    /// Checks that every index points into its table, so that no later code
    /// can run out of bounds whatever the file held.
    pub fn check(&self) -> Result<(), String> {
        let n = self.node_count();
        let node = |id: NodeId, what: &str| if id.index() < n { Ok(()) } else { Err(format!("{what} names node {} of {n}", id.0)) };
        if self.node_lon.len() != n {
            return Err("latitudes and longitudes differ in number".to_owned());
        }
        if self.shapes.first.len() != self.links.len() + 1
            || self.shapes.lat.len() != self.shapes.lon.len()
            || self.shapes.first.windows(2).any(|w| w[0] > w[1])
            || self.shapes.first.last().map(|&k| k as usize) != Some(self.shapes.lat.len())
        {
            return Err("the shapes do not fit the links".to_owned());
        }
        for (id, link) in self.links.enumerate() {
            node(link.from, "a link")?;
            node(link.to, "a link")?;
            if link.class.index() >= self.classes.len() {
                return Err(format!("link {} names class {}", id.0, link.class.0));
            }
        }
        for class in self.classes.iter() {
            let line = class.line.is_none_or(|l| l.index() < self.lines.len());
            let passage = class.passage.is_none_or(|p| p.index() < self.passages.len());
            if !line || !passage || class.country.index() >= self.countries.len() {
                return Err("a link class names a line, passage or country that is not there".to_owned());
            }
        }
        for facility in self.facilities.iter() {
            node(facility.node, "a facility")?;
            if facility.country.index() >= self.countries.len() {
                return Err("a facility names a country that is not there".to_owned());
            }
        }
        for dock in &self.docks {
            node(dock.node, "a dock")?;
            if dock.facility.index() >= self.facilities.len() {
                return Err("a dock names a facility that is not there".to_owned());
            }
        }
        for crossing in self.crossings.iter() {
            if crossing.country_a.index().max(crossing.country_b.index()) >= self.countries.len() {
                return Err("a crossing names a country that is not there".to_owned());
            }
        }
        for edge in &self.crossing_edges {
            node(edge.a, "a crossing")?;
            node(edge.b, "a crossing")?;
            if edge.crossing.index() >= self.crossings.len() {
                return Err("an edge names a crossing that is not there".to_owned());
            }
        }
        Ok(())
    }
}

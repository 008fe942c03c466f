//! Layers that come whole from their tables: sea, waterways, ferries,
//! pipelines, air.

use crate::curated::Countries;
use crate::draft::{Draft, DraftEdge, number, plain_class};
use crate::rules::Rules;
use crate::sources::marnet::SeaNetwork;
use landbridge_formats::table::{Row, Table, saturating_u16};
use landbridge_model::{Findings, Mode, Point, Provenance, Severity};
use landbridge_network::world::{CountryId, Line, LineId, LinkClass, Passage, PassageId};
use std::collections::BTreeMap;

/// The sea network.
pub fn sea(network: &SeaNetwork, passages: &[Passage]) -> Draft {
    let mut draft = Draft::default();
    for &at in &network.nodes {
        draft.add_node(at, CountryId(0));
    }
    for (a, b, km, passage) in &network.edges {
        let mut class = plain_class(Mode::Sea, Provenance::SeaLane);
        class.passage = passages.iter().position(|p| &p.name == passage).map(|i| PassageId(number(i)));
        draft.add_edge(DraftEdge::new(*a, *b, *km, class));
    }
    draft
}

/// Nodes of a layer by position, so that rows that name the same point join.
#[derive(Default)]
struct Points {
    index: BTreeMap<(i64, i64), u32>,
}

impl Points {
    fn node(&mut self, draft: &mut Draft, at: Point, country: CountryId) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "a key in 1e-4 degrees")]
        let key = ((at.lat * 1e4).round() as i64, (at.lon * 1e4).round() as i64);
        *self.index.entry(key).or_insert_with(|| draft.add_node(at, country))
    }
}

fn line(row: &Row<'_>, name: String, lines: &mut Vec<Line>, findings: &mut Findings) -> LineId {
    lines.push(Line { name, source: row.text("source").to_owned(), confidence: row.confidence(findings) });
    LineId(number(lines.len() - 1))
}

fn class(row: &Row<'_>, mode: Mode, country: CountryId, line: LineId, findings: &mut Findings) -> LinkClass {
    LinkClass {
        country,
        line: Some(line),
        lifespan: row.lifespan(findings),
        confidence: row.confidence(findings),
        ..plain_class(mode, Provenance::Curated)
    }
}

/// A river port that a waterway table names.
#[derive(Clone, Debug)]
pub struct RiverPort {
    /// Name.
    pub name: String,
    /// UN/LOCODE, empty where there is none.
    pub unlocode: String,
    /// Node of the waterway layer.
    pub node: u32,
    /// UN/LOCODE of the seaport where the waterway meets the sea.
    pub sea_port: String,
    /// Country.
    pub country: CountryId,
    /// Source of the row.
    pub source: String,
}

/// Inland waterways and their ports.
pub fn waterways(
    text: &str,
    countries: &Countries,
    lines: &mut Vec<Line>,
    findings: &mut Findings,
) -> Result<(Draft, Vec<RiverPort>), String> {
    let required = ["waterway", "seq", "lat", "lon", "km", "country", "is_port", "source", "confidence"];
    let table = Table::read("waterways.csv", text, &required, findings)?;
    let (mut draft, mut points, mut ports) = (Draft::default(), Points::default(), Vec::new());
    let mut before: Option<(String, u32, f64)> = None;
    for row in table.rows() {
        let (Some(at), Some(km), Some(code)) =
            (row.point("lat", "lon", findings), row.required("km", findings), row.country("country", findings))
        else {
            continue;
        };
        let country = countries.by_code(code);
        let node = points.node(&mut draft, at, country);
        let name = row.text("waterway");
        if let Some((previous, from, from_km)) = &before
            && previous == name
            && *from != node
        {
            let length = (km - from_km).abs();
            let straight = draft.nodes[*from as usize].at.km_to(at);
            if length + 1.0 < straight {
                findings.push(
                    Severity::Warning,
                    row.place("km"),
                    format!("{length:.0} km where the straight line is {straight:.0} km"),
                    "check position and chainage",
                );
            }
            let line = line(&row, name.to_owned(), lines, findings);
            let class = class(&row, Mode::Waterway, country, line, findings);
            let edge = DraftEdge { official: Some(length.max(straight)), ..DraftEdge::new(*from, node, straight, class) };
            draft.add_edge(edge);
        }
        if row.text("is_port") == "yes" || !row.text("sea_port_name").is_empty() {
            ports.push(RiverPort {
                name: row.text("place").to_owned(),
                unlocode: row.text("unlocode").to_owned(),
                node,
                sea_port: row.text("sea_port_name").to_owned(),
                country,
                source: row.text("source").to_owned(),
            });
        }
        before = Some((name.to_owned(), node, km));
    }
    Ok((draft, ports))
}

/// An end of a ferry or pipeline that wants a facility.
#[derive(Clone, Debug)]
pub struct End {
    /// Name of the place.
    pub name: String,
    /// UN/LOCODE, empty where there is none.
    pub unlocode: String,
    /// Node of the layer.
    pub node: u32,
    /// Country.
    pub country: CountryId,
    /// Source of the row.
    pub source: String,
}

/// Ferries; each end is a facility of its own.
pub fn ferries(text: &str, countries: &Countries, lines: &mut Vec<Line>, findings: &mut Findings) -> Result<(Draft, Vec<End>), String> {
    let required = [
        "name",
        "from_place",
        "from_country",
        "from_lat",
        "from_lon",
        "to_place",
        "to_country",
        "to_lat",
        "to_lon",
        "km",
        "hours",
        "source",
        "confidence",
    ];
    let table = Table::read("ferries.csv", text, &required, findings)?;
    let (mut draft, mut points, mut ends) = (Draft::default(), Points::default(), BTreeMap::new());
    for row in table.rows() {
        let Some((a, b)) = end_nodes(&row, &mut draft, &mut points, countries, &mut ends, findings) else { continue };
        let Some(km) = row.required("km", findings) else { continue };
        let line = line(&row, row.text("name").to_owned(), lines, findings);
        let mut class = class(&row, Mode::Ferry, CountryId(0), line, findings);
        let tenths = |column: &str, findings: &mut Findings| saturating_u16(row.number(column, findings).unwrap_or(0.0) * 10.0);
        class.decihours = tenths("hours", findings);
        class.wait_decihours = tenths("wait_hours", findings);
        class.usd_per_teu = saturating_u16(row.number("usd_per_teu", findings).unwrap_or(0.0));
        draft.add_edge(DraftEdge { official: Some(km), ..DraftEdge::new(a, b, km, class) });
    }
    Ok((draft, ends.into_values().collect()))
}

/// Oil and gas pipelines; each end of a section is a terminal.
pub fn pipelines(text: &str, countries: &Countries, lines: &mut Vec<Line>, findings: &mut Findings) -> Result<(Draft, Vec<End>), String> {
    let required = [
        "line",
        "product",
        "from_place",
        "from_country",
        "from_lat",
        "from_lon",
        "to_place",
        "to_country",
        "to_lat",
        "to_lon",
        "km",
        "status",
        "source",
        "confidence",
    ];
    let table = Table::read("pipelines.csv", text, &required, findings)?;
    let (mut draft, mut ends) = (Draft::default(), BTreeMap::new());
    // Oil and gas never share a node.
    let mut points: BTreeMap<bool, Points> = BTreeMap::new();
    for row in table.rows() {
        let gas = row.text("product") == "gas";
        let Some((a, b)) = end_nodes(&row, &mut draft, points.entry(gas).or_default(), countries, &mut ends, findings) else { continue };
        let Some(km) = row.required("km", findings) else { continue };
        let line = line(&row, row.text("line").to_owned(), lines, findings);
        let mode = if gas { Mode::GasPipeline } else { Mode::OilPipeline };
        let country = draft.nodes[a as usize].country;
        let class = class(&row, mode, country, line, findings);
        draft.add_edge(DraftEdge { official: Some(km), ..DraftEdge::new(a, b, km, class) });
    }
    Ok((draft, ends.into_values().collect()))
}

fn end_nodes(
    row: &Row<'_>,
    draft: &mut Draft,
    points: &mut Points,
    countries: &Countries,
    ends: &mut BTreeMap<u32, End>,
    findings: &mut Findings,
) -> Option<(u32, u32)> {
    let mut end = |side: &str| -> Option<u32> {
        let at = row.point(&format!("{side}_lat"), &format!("{side}_lon"), findings)?;
        let country = countries.by_code(row.country(&format!("{side}_country"), findings)?);
        let node = points.node(draft, at, country);
        ends.entry(node).or_insert_with(|| End {
            name: row.text(&format!("{side}_place")).to_owned(),
            unlocode: row.text(&format!("{side}_unlocode")).to_owned(),
            node,
            country,
            source: row.text("source").to_owned(),
        });
        Some(node)
    };
    let (a, b) = (end("from")?, end("to")?);
    (a != b).then_some((a, b))
}

/// A cargo airport of the curated list.
#[derive(Clone, Debug)]
pub struct CargoAirport {
    /// IATA code.
    pub iata: String,
    /// Whether it is one of the world's hubs.
    pub hub: bool,
    /// Source of the row.
    pub source: String,
    /// Node of the air layer.
    pub node: u32,
}

/// Airports as nodes; lanes from the table, between all hubs within range,
/// and from each other airport to its nearest hubs.
pub fn air(
    airports: &str,
    lanes: &str,
    positions: &BTreeMap<String, crate::sources::airports::Airport>,
    countries: &Countries,
    rules: &Rules,
    lines: &mut Vec<Line>,
    findings: &mut Findings,
) -> Result<(Draft, Vec<CargoAirport>), String> {
    let mut draft = Draft::default();
    let mut list: Vec<CargoAirport> = Vec::new();
    for row in Table::read("airports.csv", airports, &["iata", "hub", "source", "confidence"], findings)?.rows() {
        let iata = row.text("iata").to_owned();
        let Some(airport) = positions.get(&iata) else {
            findings.push(
                Severity::Error,
                row.place("iata"),
                format!("'{iata}' is no airport of the list"),
                "use the IATA code of an airport",
            );
            continue;
        };
        if list.iter().any(|a| a.iata == iata) {
            continue;
        }
        let node = draft.add_node(airport.position, countries.by_alpha2(&airport.country).unwrap_or(CountryId(0)));
        list.push(CargoAirport { iata, hub: row.text("hub") == "yes", source: row.text("source").to_owned(), node });
    }
    let index: BTreeMap<String, usize> = list.iter().enumerate().map(|(i, a)| (a.iata.clone(), i)).collect();
    let mut pairs: BTreeMap<(usize, usize), LinkClass> = BTreeMap::new();
    for row in Table::read("air_lanes.csv", lanes, &["from_iata", "to_iata", "source", "confidence"], findings)?.rows() {
        let (Some(&a), Some(&b)) = (index.get(row.text("from_iata")), index.get(row.text("to_iata"))) else {
            findings.push(Severity::Error, row.place("from_iata"), "an end of the lane is not in airports.csv", "add the airport");
            continue;
        };
        if a != b {
            let line = line(&row, format!("{} – {}", row.text("from_iata"), row.text("to_iata")), lines, findings);
            pairs.insert((a.min(b), a.max(b)), class(&row, Mode::Air, CountryId(0), line, findings));
        }
    }
    let km = |a: usize, b: usize| draft.nodes[list[a].node as usize].at.km_to(draft.nodes[list[b].node as usize].at);
    for a in 0..list.len() {
        let mut others: Vec<(f64, usize)> =
            (0..list.len()).filter(|&b| b != a && list[b].hub).map(|b| (km(a, b), b)).filter(|p| p.0 <= rules.freighter_range_km).collect();
        others.sort_by(|x, y| x.0.total_cmp(&y.0));
        if !list[a].hub {
            others.truncate(usize::from(saturating_u16(rules.hubs)));
        }
        for (_, b) in others {
            pairs.entry((a.min(b), a.max(b))).or_insert_with(|| plain_class(Mode::Air, Provenance::Derived));
        }
    }
    let edges: Vec<DraftEdge> =
        pairs.into_iter().map(|((a, b), class)| DraftEdge::new(list[a].node, list[b].node, km(a, b), class)).collect();
    draft.edges = edges;
    Ok((draft, list))
}

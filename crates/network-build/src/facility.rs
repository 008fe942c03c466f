//! Facilities and where they touch the network.

use crate::border::{Crossings, crossing_edge};
use crate::curated::Countries;
use crate::draft::Draft;
use crate::layers::{CargoAirport, End, RiverPort};
use crate::locate::EdgeIndex;
use crate::rules::Rules;
use crate::sources::airports::Airport;
use crate::sources::cities::City;
use crate::sources::marnet::SeaPort;
use landbridge_formats::table::Table;
use landbridge_model::{Confidence, Findings, Lifespan, Mode, Point, Severity};
use landbridge_network::world::{Country, CountryId, FacilityKind};
use std::collections::{BTreeMap, BTreeSet};

/// How close together the way to a sea lane is looked at.
const SEA_STEP_KM: f64 = 2.0;

/// A facility before the world is put together.
#[derive(Clone, Debug)]
pub struct DraftFacility {
    /// Name in Latin script.
    pub name: String,
    /// Local name.
    pub local_name: String,
    /// UN/LOCODE.
    pub unlocode: String,
    /// IATA code.
    pub iata: String,
    /// Kind.
    pub kind: FacilityKind,
    /// Country.
    pub country: CountryId,
    /// Position.
    pub position: Point,
    /// Years open.
    pub lifespan: Lifespan,
    /// Yearly capacity in TEU.
    pub capacity_teu: Option<f64>,
    /// Source.
    pub source: String,
    /// How its figures are known.
    pub confidence: Confidence,
    /// Modes the table says it has; empty for any.
    pub modes: BTreeSet<String>,
    /// Gauges the table says it has; empty for any.
    pub gauges: Vec<u16>,
    /// Docks: node, mode, gauge, kilometres.
    pub docks: Vec<(u32, Mode, u16, f64)>,
}

impl DraftFacility {
    fn plain(name: &str, kind: FacilityKind, country: CountryId, position: Point) -> Self {
        Self {
            name: name.to_owned(),
            local_name: String::new(),
            unlocode: String::new(),
            iata: String::new(),
            kind,
            country,
            position,
            lifespan: Lifespan::ALWAYS,
            capacity_teu: None,
            source: String::new(),
            confidence: Confidence::Derived,
            modes: BTreeSet::new(),
            gauges: Vec::new(),
            docks: Vec::new(),
        }
    }
}

/// Reads `terminals.csv`.
pub fn terminals(text: &str, countries: &Countries, findings: &mut Findings) -> Result<Vec<DraftFacility>, String> {
    let required = ["name", "unlocode", "country", "lat", "lon", "kind", "modes", "gauges", "status", "source", "confidence"];
    let mut list = Vec::new();
    for row in Table::read("terminals.csv", text, &required, findings)?.rows() {
        let (Some(position), Some(code)) = (row.point("lat", "lon", findings), row.country("country", findings)) else { continue };
        let kind = match row.text("kind") {
            "rail_terminal" => FacilityKind::RailTerminal,
            "dry_port" => FacilityKind::DryPort,
            "gauge_yard" => FacilityKind::GaugeYard,
            "seaport" => FacilityKind::Seaport,
            "ferry_port" => FacilityKind::FerryPort,
            "cargo_airport" => FacilityKind::Airport,
            other => {
                findings.push(
                    Severity::Error,
                    row.place("kind"),
                    format!("'{other}' is no kind of facility"),
                    "use rail_terminal, dry_port, gauge_yard, seaport, ferry_port or cargo_airport",
                );
                continue;
            }
        };
        list.push(DraftFacility {
            local_name: row.text("name_local").to_owned(),
            unlocode: row.text("unlocode").to_owned(),
            lifespan: row.lifespan(findings),
            capacity_teu: row.number("capacity_teu_per_year", findings),
            source: row.text("source").to_owned(),
            confidence: row.confidence(findings),
            modes: row.text("modes").split('/').filter(|m| !m.is_empty()).map(str::to_owned).collect(),
            gauges: row
                .text("gauges")
                .split('/')
                .filter_map(|g| g.trim().parse().ok())
                .map(|g: u16| if g == 1524 { 1520 } else { g })
                .collect(),
            ..DraftFacility::plain(row.text("name"), kind, countries.by_code(code), position)
        });
    }
    Ok(list)
}

/// Ports of the gazetteer that the table does not have.
pub fn add_sea_ports(list: &mut Vec<DraftFacility>, ports: &[SeaPort], countries: &Countries, source: &str) {
    let known: BTreeSet<String> =
        list.iter().filter(|f| matches!(f.kind, FacilityKind::Seaport | FacilityKind::FerryPort)).map(|f| f.unlocode.clone()).collect();
    for port in ports.iter().filter(|p| !known.contains(&p.unlocode)) {
        let country = port.unlocode.get(..2).and_then(|c| countries.by_alpha2(c)).unwrap_or(CountryId(0));
        list.push(DraftFacility {
            unlocode: port.unlocode.clone(),
            source: source.to_owned(),
            confidence: if port.terminal { Confidence::Recalled } else { Confidence::Derived },
            ..DraftFacility::plain(&port.name, FacilityKind::Seaport, country, port.position)
        });
    }
}

/// Airports of the curated list.
pub fn add_airports(
    list: &mut Vec<DraftFacility>,
    airports: &[CargoAirport],
    positions: &BTreeMap<String, Airport>,
    offset: u32,
    countries: &Countries,
) {
    list.retain(|f| f.kind != FacilityKind::Airport);
    for airport in airports {
        let Some(place) = positions.get(&airport.iata) else { continue };
        let country = countries.by_alpha2(&place.country).unwrap_or(CountryId(0));
        let name = if place.city.is_empty() || place.name.contains(&place.city) {
            place.name.clone()
        } else {
            format!("{} {}", place.city, place.name)
        };
        let mut facility = DraftFacility {
            iata: airport.iata.clone(),
            source: airport.source.clone(),
            confidence: Confidence::Recalled,
            ..DraftFacility::plain(&name, FacilityKind::Airport, country, place.position)
        };
        facility.docks.push((airport.node + offset, Mode::Air, 0, 0.0));
        list.push(facility);
    }
}

/// River ports: onto a seaport or terminal of the same place where there is
/// one, else as facilities of their own.
pub fn add_river_ports(list: &mut Vec<DraftFacility>, ports: &[RiverPort], draft: &Draft, offset: u32, rules: &Rules) {
    for port in ports {
        let node = port.node + offset;
        let at = draft.nodes[node as usize].at;
        let code = if port.sea_port.is_empty() { &port.unlocode } else { &port.sea_port };
        let same = |f: &DraftFacility| {
            let coded = !code.is_empty() && &f.unlocode == code && f.position.km_to(at) < 60.0;
            let near = f.modes.contains("waterway") && f.position.km_to(at) < rules.river_km;
            f.kind != FacilityKind::Airport && (coded || near)
        };
        if let Some(facility) = list.iter_mut().find(|f| same(f)) {
            let km = facility.position.km_to(at);
            facility.docks.push((node, Mode::Waterway, 0, km));
            continue;
        }
        let mut facility = DraftFacility {
            unlocode: port.unlocode.clone(),
            source: port.source.clone(),
            confidence: Confidence::Recalled,
            ..DraftFacility::plain(&port.name, FacilityKind::RiverPort, port.country, at)
        };
        facility.docks.push((node, Mode::Waterway, 0, 0.0));
        list.push(facility);
    }
}

/// Ferry ends: onto a port of the same code or place, else on their own.
pub fn add_ferry_ends(list: &mut Vec<DraftFacility>, ends: &[End], draft: &Draft, offset: u32) {
    for end in ends {
        let node = end.node + offset;
        let at = draft.nodes[node as usize].at;
        let port = |f: &DraftFacility| matches!(f.kind, FacilityKind::Seaport | FacilityKind::FerryPort);
        let near = list
            .iter()
            .enumerate()
            .filter(|(_, f)| port(f) && (f.unlocode == end.unlocode && !end.unlocode.is_empty() || f.position.km_to(at) < 4.0));
        let best = near.map(|(i, f)| (f.position.km_to(at), i)).filter(|p| p.0 < 25.0).min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((km, i)) = best {
            list[i].docks.push((node, Mode::Ferry, 0, km));
            continue;
        }
        let mut facility = DraftFacility {
            unlocode: end.unlocode.clone(),
            source: end.source.clone(),
            confidence: Confidence::Recalled,
            ..DraftFacility::plain(&end.name, FacilityKind::FerryPort, end.country, at)
        };
        facility.docks.push((node, Mode::Ferry, 0, 0.0));
        list.push(facility);
    }
}

/// Pipeline terminals; at a seaport within reach they share its sea lane.
pub fn add_pipeline_ends(list: &mut Vec<DraftFacility>, ends: &[End], draft: &Draft, offset: u32) {
    for end in ends {
        let node = end.node + offset;
        let at = draft.nodes[node as usize].at;
        let mode = draft.edges.iter().find(|e| !e.gone && (e.a == node || e.b == node)).map_or(Mode::OilPipeline, |e| e.class.mode);
        let mut facility = DraftFacility {
            source: end.source.clone(),
            confidence: Confidence::Recalled,
            ..DraftFacility::plain(&end.name, FacilityKind::PipelineTerminal, end.country, at)
        };
        facility.docks.push((node, mode, 0, 0.0));
        let harbour = list.iter().any(|f| f.kind == FacilityKind::Seaport && f.position.km_to(at) < 25.0);
        facility.modes = ["road", "rail"].into_iter().chain(harbour.then_some("sea")).map(str::to_owned).collect();
        list.push(facility);
    }
}

/// Freight stations of towns on the railway where the table has no terminal.
pub fn add_stations(list: &mut Vec<DraftFacility>, cities: &[City], draft: &Draft, countries: &Countries, rules: &Rules) {
    let index = EdgeIndex::new(draft, |e| e.class.mode == Mode::Rail);
    let mut taken: Vec<Point> =
        list.iter().filter(|f| matches!(f.kind, FacilityKind::RailTerminal | FacilityKind::DryPort)).map(|f| f.position).collect();
    let mut towns: Vec<&City> = cities.iter().filter(|c| f64::from(c.population) >= rules.station_population).collect();
    towns.sort_by_key(|c| (std::cmp::Reverse(c.population), c.geonameid));
    for city in towns {
        let at = city.position();
        if taken.iter().any(|p| p.km_to(at) < rules.station_apart_km) || index.near(draft, at, rules.station_rail_km).is_empty() {
            continue;
        }
        taken.push(at);
        let country = countries.by_alpha2(&city.countrycode).unwrap_or(CountryId(0));
        let mut station = DraftFacility::plain(&format!("{} freight station", city.name), FacilityKind::Station, country, at);
        station.source = "derived: a track runs within 6 km of the town and no documented terminal is near".to_owned();
        station.modes = ["rail", "road"].map(str::to_owned).into();
        list.push(station);
    }
}

/// Ties every facility to the networks it serves.
pub fn dock_all(list: &mut [DraftFacility], draft: &mut Draft, rules: &Rules, is_land: &dyn Fn(Point) -> bool) {
    let mut road = EdgeIndex::new(draft, |e| e.class.mode == Mode::Road);
    let mut rail = EdgeIndex::new(draft, |e| e.class.mode == Mode::Rail);
    let sea_nodes = sea_tree(draft);
    for facility in list.iter_mut() {
        let wants = |mode: &str| facility.modes.is_empty() || facility.modes.contains(mode);
        let at = facility.position;
        if wants("road") {
            // Nearest road of the own country first: a border river is no street.
            let near = road.near(draft, at, rules.road_km);
            let best = near.iter().find(|n| draft.edges[n.edge as usize].class.country == facility.country).or(near.first());
            if let Some(n) = best.copied() {
                let node = road.node_at(draft, &n, 0.5);
                facility.docks.push((node, Mode::Road, 0, n.km));
            }
        }
        let railway = match facility.kind {
            FacilityKind::Airport | FacilityKind::RiverPort => false,
            FacilityKind::Seaport | FacilityKind::FerryPort => wants("rail"),
            _ => facility.modes.contains("rail"),
        };
        if railway {
            let mut seen: BTreeSet<u16> = BTreeSet::new();
            let yard = facility.kind == FacilityKind::GaugeYard && facility.gauges.len() > 1;
            for n in rail.near(draft, at, if yard { rules.yard_km } else { rules.rail_km }) {
                let edge = &draft.edges[n.edge as usize];
                let gauge = edge.class.gauge_mm;
                let fits = facility.gauges.is_empty() || facility.gauges.contains(&gauge);
                let home = edge.class.country == facility.country || facility.kind == FacilityKind::GaugeYard;
                if fits && home && seen.insert(gauge) {
                    let node = rail.node_at(draft, &n, 0.5);
                    facility.docks.push((node, Mode::Rail, gauge, n.km));
                    // Without a documented gauge the nearest track is the one.
                    if facility.gauges.is_empty() {
                        break;
                    }
                }
            }
        }
        let maritime = matches!(facility.kind, FacilityKind::Seaport | FacilityKind::FerryPort) || facility.modes.contains("sea");
        if maritime
            && let Some((node, km)) = nearest_sea(&sea_nodes, at)
            && (km <= if facility.modes.is_empty() { rules.sea_gazetteer_km } else { rules.sea_km }
                || km <= rules.sea_km
                    && facility.docks.iter().any(|d| d.1 == Mode::Road)
                    && land_km(at, draft.nodes[node as usize].at, is_land) <= rules.sea_land_km)
        {
            facility.docks.push((node, Mode::Sea, 0, km));
        }
    }
}

/// Puts a border between a facility and the track of another country that it
/// docks at: in a yard with both gauges the foreign track has come over the
/// border, so that whoever loads there has it still before him. A named crossing
/// `within_km` of the track is the one.
pub fn cross_to_foreign_tracks(
    list: &mut [DraftFacility],
    draft: &mut Draft,
    crossings: &mut Crossings,
    countries: &[Country],
    within_km: f64,
) {
    for facility in list {
        for (node, mode, ..) in facility.docks.iter_mut().filter(|d| d.1 == Mode::Rail) {
            let track = draft.nodes[*node as usize];
            if track.country == facility.country {
                continue;
            }
            let crossing = crossings.at(track.at, *mode, facility.country, track.country, within_km, countries);
            let home = draft.add_node(track.at, facility.country);
            draft.add_edge(crossing_edge(home, *node, *mode, crossing));
            *node = home;
        }
    }
}

/// Kilometres of a straight way that run over land.
fn land_km(a: Point, b: Point, is_land: &dyn Fn(Point) -> bool) -> f64 {
    let km = a.km_to(b);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no way is longer than the earth's circumference")]
    let steps = (km / SEA_STEP_KM).ceil().max(1.0) as u32;
    let on_land = (0..steps).filter(|&i| is_land(a.lerp(b, (f64::from(i) + 0.5) / f64::from(steps)))).count();
    km * on_land as f64 / f64::from(steps)
}

/// Sea nodes for the search of the nearest in plain degrees, as the sea
/// network's own package does it.
fn sea_tree(draft: &Draft) -> Vec<(u32, Point)> {
    let mut nodes = BTreeSet::new();
    for e in draft.edges.iter().filter(|e| !e.gone && e.class.mode == Mode::Sea) {
        nodes.extend([e.a, e.b]);
    }
    nodes.into_iter().map(|v| (v, draft.nodes[v as usize].at)).collect()
}

fn nearest_sea(nodes: &[(u32, Point)], at: Point) -> Option<(u32, f64)> {
    let plain = |p: Point| (p.lat - at.lat).powi(2) + (p.lon - at.lon).powi(2);
    nodes.iter().min_by(|a, b| plain(a.1).total_cmp(&plain(b.1))).map(|&(v, p)| (v, p.km_to(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{DraftEdge, plain_class};
    use landbridge_model::Provenance;

    /// A sea lane 1.5 degrees east of a coast at longitude 0 with a road on it.
    fn coast() -> Draft {
        let mut draft = Draft::default();
        let mut edge = |mode, lon: f64| {
            let (a, b) = (Point::new(0.0, lon), Point::new(1.0, lon));
            let (from, to) = (draft.add_node(a, CountryId(1)), draft.add_node(b, CountryId(1)));
            draft.add_edge(DraftEdge::new(from, to, a.km_to(b), plain_class(mode, Provenance::Map)));
        };
        edge(Mode::Sea, 1.5);
        edge(Mode::Road, 0.0);
        edge(Mode::Road, -0.4);
        draft
    }

    #[test]
    fn a_foreign_track_lies_behind_the_border() {
        let mut draft = Draft::default();
        let at = [Point::new(0.0, 0.0), Point::new(0.1, 0.0)];
        let [a, b] = at.map(|p| draft.add_node(p, CountryId(2)));
        draft.add_edge(DraftEdge::new(a, b, 11.0, plain_class(Mode::Rail, Provenance::Map)));
        let country = |code: &str| Country {
            code: landbridge_model::CountryCode::parse(code).expect("a code"),
            alpha2: String::new(),
            name: code.to_owned(),
            population: 0.0,
            gdp_musd: None,
        };
        let countries = ["XXX", "CHN", "KAZ"].map(country);
        let mut crossings = Crossings { list: Vec::new(), closed: Vec::new(), unions: BTreeMap::new() };
        let mut yard = DraftFacility::plain("yard", FacilityKind::GaugeYard, CountryId(1), at[0]);
        yard.docks.push((a, Mode::Rail, 1520, 0.1));
        let mut list = [yard];
        cross_to_foreign_tracks(&mut list, &mut draft, &mut crossings, &countries, 25.0);
        let dock = list[0].docks[0].0;
        assert_eq!(draft.nodes[dock as usize].country, CountryId(1));
        let border = draft.edges.last().expect("it was added");
        assert_eq!((border.a, border.b, border.crossing), (dock, a, Some(0)));
        assert_eq!(crossings.list.len(), 1);
    }

    fn modes_at(lon: f64, is_land: &dyn Fn(Point) -> bool) -> Vec<Mode> {
        let port = DraftFacility::plain("port", FacilityKind::Seaport, CountryId(1), Point::new(0.0, lon));
        let mut list = [port];
        let rules = Rules::read(include_str!("../../../data/network/build.toml")).expect("it ships");
        dock_all(&mut list, &mut coast(), &rules, is_land);
        list[0].docks.iter().map(|d| d.1).collect()
    }

    #[test]
    fn a_port_of_the_gazetteer_far_from_the_lanes_is_tied_over_open_sea_alone() {
        let coast = |p: Point| p.lon < 0.1;
        // On the coast, 167 km from the lane; up a river; on no road.
        assert_eq!(modes_at(0.0, &coast), [Mode::Road, Mode::Sea]);
        assert_eq!(modes_at(-0.4, &coast), [Mode::Road]);
        assert_eq!(modes_at(0.7, &coast), []);
        // Within the plain reach nothing is asked.
        assert_eq!(modes_at(1.0, &|_| true), [Mode::Sea]);
    }
}

//! From the changes of a scenario to an engine.

use super::read::{Change, PointRow, Scenario, StationRow};
use crate::constraint::{Avoid, Constraints, lines_called, parse_modes};
use crate::corridor::through;
use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::net::{End, line_ends};
use crate::mode::nets::{Nets, Prices, parameter};
use landbridge_cost::rates::border_word;
use landbridge_model::id::Id;
use landbridge_model::parameter::ParameterSet;
use landbridge_model::{Cargo, Lifespan, Mode, Point};
use landbridge_network::graph::EdgeRef;
use landbridge_network::overlay::{Border, LinkChange, NewFacility, NewLine, Overlay, Station};
use landbridge_network::world::{CountryId, CrossingId, Facility, LinkEffect, Stay};
use landbridge_network::{FacilityId, LinkId, NodeId};
use std::path::PathBuf;

/// A baseline with the changes so far.
pub(super) struct Applied<'a> {
    base: &'a Engine,
    overlay: Overlay<'a>,
    parameters: ParameterSet,
    closures: Vec<(String, Avoid)>,
    services: Vec<PathBuf>,
    with: Vec<String>,
}

/// Roads and railways of a mode that are looked at near a point of a line.
const NEAR: usize = 4;

const NO_FIGURE: &str = "it says of no figure how it changes";

fn input(message: String, hint: &str) -> EngineError {
    EngineError::input(message, hint)
}

impl<'a> Applied<'a> {
    pub(super) fn new(base: &'a Engine) -> Self {
        Self {
            base,
            overlay: Overlay::new(&base.world, &base.snapper),
            parameters: base.parameters.clone(),
            closures: base.closures.clone(),
            services: base.more_services.clone(),
            with: base.with.clone(),
        }
    }

    /// The engine.
    pub(super) fn finish(self, scenarios: &[Scenario]) -> Result<Engine, EngineError> {
        let world = self.overlay.finish().map_err(|e| input(e, ""))?;
        // Where a file lies changes nothing.
        let made: Vec<Scenario> = scenarios.iter().map(|s| Scenario { file: std::path::PathBuf::new(), ..s.clone() }).collect();
        let mut engine = self.base.patched(world, self.parameters, &format!("{made:?}"));
        (engine.closures, engine.more_services, engine.with) = (self.closures, self.services, self.with);
        engine.scenario_ids = self.base.scenario_ids.iter().cloned().chain(scenarios.iter().map(|s| s.id.clone())).collect();
        Ok(engine)
    }

    /// Makes one change.
    pub(super) fn make(&mut self, scenario: &Scenario, change: &Change) -> Result<(), EngineError> {
        match change {
            Change::Build { .. } => self.build(scenario, change),
            Change::Advance { mode, line, facilities } => {
                let links = self.called(one_mode(mode)?, line)?;
                // Another scenario may have opened it before.
                let world = &self.base.world;
                let own = || links.iter().filter(|l| (l.raw() as usize) < world.links.len());
                if own().count() > 0 && own().all(|&l| world.class(l).lifespan.open_in(world.meta.as_of)) {
                    return Err(input(
                        format!("'{line}' is open already"),
                        "close it to see what it is worth: do = \"close\", what = \"line:…\"",
                    ));
                }
                self.overlay.advance(links);
                for name in facilities {
                    let id = self.base.find_facility(name)?;
                    self.overlay.world_mut().facilities[id].lifespan = Lifespan::ALWAYS;
                }
                Ok(())
            }
            Change::Improve { .. } => self.improve(change),
            Change::Open { .. } => self.open(scenario, change),
            Change::Border { .. } => self.border(change),
            Change::Slow { .. } => self.slow(change),
            Change::Close { what, mode, along } => self.close(what.as_deref(), mode.as_deref(), along),
            Change::Handle { facility, hours_factor, usd_factor, hours, usd_per_teu } => {
                let figures = [hours_factor, usd_factor, hours, usd_per_teu];
                if figures.iter().all(|f| f.is_none()) {
                    return Err(input(NO_FIGURE.to_owned(), "give hours_factor, usd_factor, hours or usd_per_teu"));
                }
                let id = self.base.find_facility(facility)?;
                let [hours_factor, usd_factor, hours, usd_per_teu] = figures;
                let stay = Stay {
                    hours_factor: hours_factor.unwrap_or(1.0),
                    usd_factor: usd_factor.unwrap_or(1.0),
                    hours: hours.unwrap_or(0.0),
                    usd_per_teu: usd_per_teu.unwrap_or(0.0),
                };
                self.handle(id, &stay);
                Ok(())
            }
            Change::Set { values, factors } => {
                let hint = "see `landbridge parameters` for those that are known";
                for (name, value) in values {
                    self.parameters.set(name, *value).map_err(|e| EngineError::input(e, hint))?;
                }
                for (name, factor) in factors {
                    let value = parameter(&self.parameters, name)? * factor;
                    self.parameters.set(name, value).map_err(|e| EngineError::input(e, hint))?;
                }
                Ok(())
            }
            Change::Serve { folder: None, with: None } => Err(input("it names no services".to_owned(), "give folder or with")),
            Change::Serve { folder, with } => {
                self.with.extend(with.clone());
                let Some(folder) = folder else { return Ok(()) };
                let folder = scenario.file.parent().map_or_else(|| folder.clone(), |beside| beside.join(folder));
                if !folder.is_dir() {
                    return Err(input(format!("{} is no folder", folder.display()), "name a folder beside the scenario's file"));
                }
                self.services.push(folder);
                Ok(())
            }
        }
    }

    fn country(&self, code: &str) -> Result<CountryId, EngineError> {
        let found = self.base.world.country_by_code(code);
        found.ok_or_else(|| input(format!("'{code}' is no country"), "use an ISO 3166 code such as KAZ"))
    }

    fn handle(&mut self, id: FacilityId, by: &Stay) {
        let stay = self.overlay.world_mut().effects.stays.entry(id).or_default();
        *stay = stay.then(by);
    }

    fn close(&mut self, what: Option<&str>, mode: Option<&str>, along: &[PointRow]) -> Result<(), EngineError> {
        match (what, mode) {
            (Some(what), None) if along.is_empty() => self.closures.push(self.base.parse_avoid(what)?),
            (None, Some(mode)) => {
                let links = self.along(one_mode(mode)?, along)?;
                self.overlay.retire(links);
            }
            _ => return Err(input("what it closes is not clear".to_owned(), "give what, or mode and points in `along`")),
        }
        Ok(())
    }

    fn build(&mut self, scenario: &Scenario, change: &Change) -> Result<(), EngineError> {
        let Change::Build { mode, gauge_mm, tracks, electrified, kmh, km, country, reach_km, stations } = change else { return Ok(()) };
        let mode = one_mode(mode)?;
        if mode == Mode::Rail && *gauge_mm == 0 {
            return Err(input("a railway has a gauge".to_owned(), "write gauge_mm = 1435"));
        }
        let points = stations.iter().map(|s| point(s.lat, s.lon)).collect::<Result<Vec<_>, _>>()?;
        let straight: f64 = points.windows(2).map(|w| w[0].km_to(w[1])).sum();
        let km = match km {
            Some(km) if *km < 0.9 * straight => {
                let hint = "correct the length or the stations";
                return Err(input(format!("{km} km are less than the {straight:.0} km straight from station to station"), hint));
            }
            Some(km) => *km,
            None => straight * parameter(&self.parameters, "access.detour")?,
        };
        let station = |(row, position): (&StationRow, &Point)| -> Result<Station, EngineError> {
            let border = row.border.as_deref().map(|code| self.country(code)).transpose()?.map(|to| Border {
                to,
                hours: row.hours,
                fee_usd: row.fee_usd,
                gauge_mm: row.gauge_mm.unwrap_or(0),
            });
            Ok(Station { name: row.name.clone(), position: *position, joins: row.joins.unwrap_or(true), border })
        };
        let line = NewLine {
            name: scenario.name.clone(),
            source: scenario.source.clone(),
            confidence: scenario.confidence,
            mode,
            gauge_mm: *gauge_mm,
            tracks: *tracks,
            electrified: *electrified,
            kmh: *kmh,
            opened: 0,
            km,
            country: self.country(country)?,
            stations: stations.iter().zip(&points).map(station).collect::<Result<_, _>>()?,
            reach_km: self.reach(*reach_km)?,
        };
        self.overlay.build(&line).map(drop).map_err(|e| input(e, "give more stations, or a larger reach_km"))
    }

    fn reach(&self, asked: Option<f64>) -> Result<f64, EngineError> {
        asked.map_or_else(|| parameter(&self.parameters, "scenario.reach_km"), Ok)
    }

    fn improve(&mut self, change: &Change) -> Result<(), EngineError> {
        let Change::Improve { mode, along, line, kmh, hours_factor, usd_factor, electrified, tracks } = change else { return Ok(()) };
        let mode = one_mode(mode)?;
        let change = LinkChange {
            electrified: *electrified,
            tracks: *tracks,
            effect: LinkEffect { kmh: *kmh, hours: hours_factor.unwrap_or(1.0), usd: usd_factor.unwrap_or(1.0) },
        };
        if change == LinkChange::default() {
            return Err(input(NO_FIGURE.to_owned(), "give kmh, hours_factor, usd_factor, electrified or tracks"));
        }
        let links = match line {
            Some(name) => self.called(mode, name)?,
            None => self.along(mode, along)?,
        };
        self.overlay.change(links, &change);
        Ok(())
    }

    /// Links of the curated lines whose name begins so.
    fn called(&self, mode: Mode, name: &str) -> Result<Vec<LinkId>, EngineError> {
        let world = self.overlay.world();
        let lines = lines_called(world, name)?;
        let belongs = |link: LinkId| world.class(link).mode == mode && world.class(link).line.is_some_and(|l| lines.contains(&l));
        let links: Vec<LinkId> = world.links.enumerate().map(|l| l.0).filter(|&l| belongs(l)).collect();
        if links.is_empty() {
            let hint = "see `landbridge explain lat,lon` for the names of lines, or give points in `along`";
            return Err(input(format!("no line of {} has a name that begins with '{name}'", mode.as_str()), hint));
        }
        Ok(links)
    }

    /// Links of the best way of a mode through some points, on the baseline.
    fn along(&self, mode: Mode, rows: &[PointRow]) -> Result<Vec<LinkId>, EngineError> {
        let base = self.base;
        let points = rows.iter().map(|r| point(r.lat, r.lon)).collect::<Result<Vec<_>, _>>()?;
        if points.len() < 2 {
            return Err(input("a line is found by two points or more".to_owned(), "give them in `along`, or its name in `line`"));
        }
        let cargo = Cargo::parse("teu:1").map_err(|e| EngineError::input(e, ""))?;
        let prices = Prices::new(base, &cargo, &base.parameters)?;
        let nothing = Constraints { avoid: Vec::new(), modes: None };
        let rules = prices.rules(base, base.world.meta.as_of, &nothing);
        let key = format!("{cargo:?} {} []", base.world.meta.as_of);
        let nets = base.nets.get(&key, Nets::default);
        let net = nets.get(&prices.view(&rules, mode));
        let open = |l| net.is_open(base.graph.link_arc(l));
        let reach = parameter(&self.parameters, "scenario.reach_km")?;
        let layers: Vec<Vec<End>> = points.iter().map(|&p| line_ends(base, p, mode, (reach, NEAR), &open)).collect();
        let arcs = through(&net, &layers).map_err(|k| {
            let p = points.get(k).copied().unwrap_or(points[0]);
            input(format!("no line of {} leads to {:.2}, {:.2}", mode.as_str(), p.lat, p.lon), "correct the point, or add one before it")
        })?;
        let link = |edge: usize| if let EdgeRef::Link(link) = base.graph.edge(edge) { Some(link) } else { None };
        let mut links: Vec<LinkId> = arcs.iter().filter_map(|arc| link(arc.edge())).collect();
        links.sort_unstable();
        links.dedup();
        if links.is_empty() {
            return Err(input("the points lie at one place of the network".to_owned(), "give points further apart"));
        }
        Ok(links)
    }

    fn open(&mut self, scenario: &Scenario, change: &Change) -> Result<(), EngineError> {
        let Change::Open { name, kind, country, lat, lon, modes, capacity_teu, reach_km } = change else { return Ok(()) };
        let of_gauge = |text: &String| -> Result<(Mode, u16), EngineError> {
            let (mode, gauge) = text.split_once(':').unwrap_or((text, "0"));
            let gauge = gauge.trim().parse().map_err(|_| input(format!("'{text}' is no mode with a gauge"), "write rail:1435"))?;
            Ok((one_mode(mode)?, gauge))
        };
        let facility = Facility {
            name: name.clone(),
            local_name: String::new(),
            unlocode: String::new(),
            iata: String::new(),
            kind: *kind,
            country: self.country(country)?,
            node: NodeId::new(0),
            position: point(*lat, *lon)?,
            lifespan: Lifespan::ALWAYS,
            capacity_teu: *capacity_teu,
            source: scenario.source.clone(),
            confidence: scenario.confidence,
        };
        let modes = modes.iter().map(of_gauge).collect::<Result<_, _>>()?;
        let new = NewFacility { facility, modes, reach_km: self.reach(*reach_km)? };
        self.overlay.facility(&new).map(drop).map_err(|e| input(e, "correct its place, its modes or reach_km"))
    }

    fn border(&mut self, change: &Change) -> Result<(), EngineError> {
        let Change::Border { crossing, of, mode, hours, hours_factor, fee_usd, fee_factor } = change else { return Ok(()) };
        if [hours, hours_factor, fee_usd, fee_factor].iter().all(|f| f.is_none()) {
            return Err(input(NO_FIGURE.to_owned(), "give hours, hours_factor, fee_usd or fee_factor"));
        }
        let mode = mode.as_deref().map(one_mode).transpose()?;
        let countries = of.iter().map(|code| self.country(code)).collect::<Result<Vec<_>, _>>()?;
        let chosen: Vec<CrossingId> = match (crossing, &countries[..]) {
            (Some(name), _) => vec![self.base.find_crossing(name, mode)?],
            (None, []) => return Err(input("it names no border".to_owned(), "give crossing, or one or two countries in `of`")),
            (None, of) => {
                let world = self.overlay.world();
                let at = |id: &CrossingId| {
                    let c = &world.crossings[*id];
                    of.iter().all(|o| c.country_a == *o || c.country_b == *o) && mode.is_none_or(|m| c.mode == m)
                };
                world.crossings.enumerate().map(|c| c.0).filter(at).collect()
            }
        };
        if chosen.is_empty() {
            return Err(input(format!("there is no such border between {}", of.join(" and ")), "see `landbridge explain` for crossings"));
        }
        for id in chosen {
            let word = border_word(&self.overlay.world().crossings[id]);
            let default = |what: &str| parameter(&self.parameters, &format!("border.{word}.{what}"));
            let (usual_hours, usual_fee) = (default("hours")?, default("usd")?);
            let crossing = &mut self.overlay.world_mut().crossings[id];
            let before = crossing.hours_p50.unwrap_or(usual_hours);
            let after = hours.unwrap_or(before) * hours_factor.unwrap_or(1.0);
            if fee_usd.is_some() || fee_factor.is_some() {
                crossing.fee_usd = Some(fee_usd.or(crossing.fee_usd).unwrap_or(usual_fee) * fee_factor.unwrap_or(1.0));
            }
            if hours.is_some() || hours_factor.is_some() {
                let factor = if before > 0.0 { after / before } else { 1.0 };
                crossing.hours_p50 = Some(after);
                crossing.hours_p90 = crossing.hours_p90.map(|p90| p90 * factor);
                *self.overlay.world_mut().effects.crossings.entry(id).or_default() += after - before;
            }
        }
        Ok(())
    }

    fn slow(&mut self, change: &Change) -> Result<(), EngineError> {
        let Change::Slow { what, mode, hours, hours_factor, usd_per_teu } = change else { return Ok(()) };
        if [hours, hours_factor, usd_per_teu].iter().all(|f| f.is_none()) {
            return Err(input(NO_FIGURE.to_owned(), "give hours, hours_factor or usd_per_teu"));
        }
        let (factor, more) = (hours_factor.unwrap_or(1.0), hours.unwrap_or(0.0));
        let mode = mode.as_deref().map(one_mode).transpose()?;
        match self.base.parse_avoid(what)?.1 {
            Avoid::Passage(id) => {
                let world = self.overlay.world_mut();
                let passage = &mut world.passages[id];
                let before = passage.hours;
                passage.hours = before * factor + more;
                *world.effects.passages.entry(id).or_default() += passage.hours - before;
                if let Some(usd) = usd_per_teu {
                    passage.usd_per_teu = Some(passage.usd_per_teu.unwrap_or(0.0) + usd);
                }
            }
            Avoid::Facility(id) => {
                let usd_per_teu = usd_per_teu.unwrap_or(0.0);
                self.handle(id, &Stay { hours_factor: factor, hours: more, usd_per_teu, ..Stay::default() });
            }
            Avoid::Country(id) if hours.is_none() && usd_per_teu.is_none() => {
                let world = self.overlay.world_mut();
                let own = world.classes.enumerate().filter(|(_, c)| c.country == id && mode.is_none_or(|m| c.mode == m));
                let effect = LinkEffect { hours: factor, ..LinkEffect::default() };
                for class in own.map(|c| c.0).collect::<Vec<_>>() {
                    let before = world.effects.links.get(&class).copied().unwrap_or_default();
                    world.effects.links.insert(class, before.then(&effect));
                }
            }
            _ => {
                let hint = "slow a passage, a facility, or with hours_factor alone a country; for borders use do = \"border\"";
                return Err(input(format!("'{what}' cannot be slowed so"), hint));
            }
        }
        Ok(())
    }
}

fn one_mode(text: &str) -> Result<Mode, EngineError> {
    let set = parse_modes(text)?;
    let mut modes = set.iter();
    match (modes.next(), modes.next()) {
        (Some(mode), None) => Ok(mode),
        _ => Err(input(format!("'{text}' is more than one mode"), "name one")),
    }
}

fn point(lat: f64, lon: f64) -> Result<Point, EngineError> {
    let point = Point::new(lat, lon);
    if point.is_valid() { Ok(point) } else { Err(input(format!("{lat}, {lon} is not on the globe"), "correct the coordinates")) }
}

//! New lines with their borders, and new facilities.

use super::Overlay;
use super::join::Wanted;
use crate::world::{CountryId, GaugeChange};
use crate::world::{Crossing, CrossingEdge, CrossingId, Dock, Facility, FacilityId, Line, Link, LinkClass, LinkEffect, LinkId, NodeId};
use landbridge_model::{Confidence, Lifespan, Mode, Point, Provenance};

/// A line that is not there yet.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLine {
    /// Name.
    pub name: String,
    /// Document and publisher.
    pub source: String,
    /// How its figures are known.
    pub confidence: Confidence,
    /// Mode.
    pub mode: Mode,
    /// Gauge of the first section in millimetres, 0 without track.
    pub gauge_mm: u16,
    /// Main tracks; for roads, two for separate carriageways.
    pub tracks: u8,
    /// Whether it is electrified, where known.
    pub electrified: Option<bool>,
    /// Freight speed in km/h, where it is not that of the country.
    pub kmh: Option<f64>,
    /// Year of opening.
    pub opened: u16,
    /// Length from the first station to the last in kilometres.
    pub km: f64,
    /// Country of the first section.
    pub country: CountryId,
    /// Stations in order, at least two.
    pub stations: Vec<Station>,
    /// How far a station may lie from the line that it joins, in kilometres.
    pub reach_km: f64,
}

/// A place on a new line.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// Name.
    pub name: String,
    /// Position.
    pub position: Point,
    /// Whether it joins the lines that are there.
    pub joins: bool,
    /// The border that is crossed here.
    pub border: Option<Border>,
}

/// A border on a new line.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// Country behind it.
    pub to: CountryId,
    /// Median hours, where they are not the default.
    pub hours: Option<f64>,
    /// USD for a container or truck, where it is not the default.
    pub fee_usd: Option<f64>,
    /// Gauge behind it in millimetres, 0 for that before it.
    pub gauge_mm: u16,
}

/// A facility that is not there yet.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFacility {
    /// What it is, but for its node.
    pub facility: Facility,
    /// Modes that it serves, and the gauge of each, 0 for any.
    pub modes: Vec<(Mode, u16)>,
    /// How far the network of a mode may lie, in kilometres.
    pub reach_km: f64,
}

/// Nothing can be measured below this.
const LEAST_METRES: f64 = 1.0;

fn metres(km: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range first")]
    let metres = (km * 1000.0).round().clamp(LEAST_METRES, f64::from(u32::MAX)) as u32;
    metres
}

/// A place where a section ends: at most its node before and behind a border.
struct Stop {
    before: NodeId,
    behind: NodeId,
}

impl Overlay<'_> {
    /// Builds a line; its links in order.
    ///
    /// # Errors
    /// A line without two stations, or that joins nothing.
    pub fn build(&mut self, line: &NewLine) -> Result<Vec<LinkId>, String> {
        let straight: Vec<f64> = line.stations.windows(2).map(|w| w[0].position.km_to(w[1].position)).collect();
        let all: f64 = straight.iter().sum();
        if line.stations.len() < 2 || all <= 0.0 {
            return Err(format!("the line {} needs two different stations", line.name));
        }
        let id = self.world.lines.push(Line { name: line.name.clone(), source: line.source.clone(), confidence: line.confidence });
        let (mut country, mut gauge_mm) = (line.country, line.gauge_mm);
        let (mut links, mut joined) = (Vec::new(), 0);
        let mut start: Option<NodeId> = None;
        let (mut between, mut km): (Vec<Point>, f64) = (Vec::new(), 0.0);
        for (k, station) in line.stations.iter().enumerate() {
            if k > 0 {
                km += straight[k - 1] / all * line.km;
            }
            let end = k == 0 || k + 1 == line.stations.len();
            let wanted = Wanted { mode: line.mode, gauge_mm, country: inland(line.mode).then_some(country) };
            let found = (station.joins && station.border.is_none()).then(|| self.join(station.position, wanted, line.reach_km)).flatten();
            joined += usize::from(found.is_some());
            let stop = match (&station.border, found) {
                (Some(border), _) => self.border(line, station, (country, gauge_mm), border),
                (None, Some((node, _))) => Stop { before: node, behind: node },
                (None, None) if end => {
                    let node = self.node(station.position);
                    Stop { before: node, behind: node }
                }
                (None, None) => {
                    between.push(station.position);
                    continue;
                }
            };
            if let Some(from) = start {
                let class = self.class(LinkClass {
                    mode: line.mode,
                    gauge_mm,
                    tracks: line.tracks,
                    electrified: line.electrified,
                    freight_kmh: 0,
                    lifespan: Lifespan { opened: line.opened, closed: 0 },
                    provenance: Provenance::Curated,
                    confidence: line.confidence,
                    line: Some(id),
                    passage: None,
                    country,
                    decihours: 0,
                    wait_decihours: 0,
                    usd_per_teu: 0,
                });
                if line.kmh.is_some() {
                    self.world.effects.links.insert(class, LinkEffect { kmh: line.kmh, ..LinkEffect::default() });
                }
                let length = metres(km);
                let link = Link { from, to: stop.before, metres: length, withheld_metres: length, class };
                links.push(self.link(link, &between));
                between.clear();
                km = 0.0;
            }
            start = Some(stop.behind);
            if let Some(border) = &station.border {
                country = border.to;
                gauge_mm = if border.gauge_mm > 0 { border.gauge_mm } else { gauge_mm };
            }
        }
        if joined == 0 {
            return Err(format!(
                "no station of {} lies within {:.0} km of a line of {} that it could join",
                line.name,
                line.reach_km,
                line.mode.as_str()
            ));
        }
        Ok(links)
    }

    fn border(&mut self, line: &NewLine, station: &Station, (from, gauge_mm): (CountryId, u16), border: &Border) -> Stop {
        let gauges = (gauge_mm, if border.gauge_mm > 0 { border.gauge_mm } else { gauge_mm });
        let stop = Stop { before: self.node(station.position), behind: self.node(station.position) };
        let crossing: CrossingId = self.world.crossings.push(Crossing {
            id: slug(&format!("{} {}", line.mode.as_str(), station.name)),
            name: station.name.clone(),
            country_a: from,
            country_b: border.to,
            mode: line.mode,
            position: station.position,
            hours_p50: border.hours,
            hours_p90: None,
            fee_usd: border.fee_usd,
            gauge_change: (gauges.0 != gauges.1).then_some((gauges.0, gauges.1, GaugeChange::Transload)),
            union: self.union(from, border.to),
            lifespan: Lifespan { opened: line.opened, closed: 0 },
            note: format!("on the line {}", line.name),
            source: line.source.clone(),
            confidence: line.confidence,
        });
        self.world.crossing_edges.push(CrossingEdge { a: stop.before, b: stop.behind, crossing, gauges });
        stop
    }

    /// The customs union of two countries: that of a crossing between them, else
    /// one to which both belong at other borders; empty where there is none.
    fn union(&self, a: CountryId, b: CountryId) -> String {
        let united = || self.world.crossings.iter().filter(|c| !c.union.is_empty());
        let at = |c: &Crossing, id: CountryId| c.country_a == id || c.country_b == id;
        let between = |c: &&Crossing| at(c, a) && at(c, b);
        let strangers = self.world.crossings.iter().any(|c| between(&c) && c.union.is_empty());
        let shared = || united().find(|c| at(c, a) && united().any(|o| o.union == c.union && at(o, b))).filter(|_| !strangers);
        united().find(between).or_else(shared).map_or_else(String::new, |c| c.union.clone())
    }

    /// Builds a facility.
    ///
    /// # Errors
    /// A mode whose network is too far away.
    pub fn facility(&mut self, new: &NewFacility) -> Result<FacilityId, String> {
        let node = self.node(new.facility.position);
        let id = self.world.facilities.push(Facility { node, ..new.facility.clone() });
        for &(mode, gauge_mm) in &new.modes {
            let wanted = Wanted { mode, gauge_mm, country: inland(mode).then_some(new.facility.country) };
            let Some((at, km)) = self.join(new.facility.position, wanted, new.reach_km) else {
                return Err(format!("no line of {} lies within {:.0} km of {}", mode.as_str(), new.reach_km, new.facility.name));
            };
            self.world.docks.push(Dock { facility: id, node: at, mode, gauge_mm, metres: metres(km) });
        }
        Ok(id)
    }
}

/// Whether the lines of a mode belong to countries: lanes belong to none.
fn inland(mode: Mode) -> bool {
    !matches!(mode, Mode::Sea | Mode::Ferry | Mode::Air)
}

/// A name as an id: lower case, words joined by a dash.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    words.collect::<Vec<_>>().join("-")
}

//! What could be closed: all of a kind that carries something.

use super::{Carried, Part};
use crate::constraint::{Avoid, lines_called};
use crate::data::Engine;
use landbridge_model::{Mode, Point};
use landbridge_network::gazetteer::PlaceKind;
use landbridge_network::graph::{ArcId, EdgeRef};
use landbridge_network::world::{CrossingId, FacilityKind, PassageId};
use landbridge_network::{FacilityId, LinkId};
use std::collections::BTreeMap;

/// Something that could be closed.
pub(super) struct Candidate {
    pub(super) part: Part,
    pub(super) name: String,
    pub(super) close: String,
    pub(super) position: Point,
    pub(super) avoid: Avoid,
    pub(super) carried: f64,
}

impl Engine {
    /// All of a kind that carries something.
    pub(super) fn used(&self, part: Part, carried: &Carried, apart_km: f64) -> Vec<Candidate> {
        let world = &self.world;
        let both = carried.arcs.chunks(2).map(|both| both.iter().sum::<f64>()).enumerate();
        let edges: Vec<(EdgeRef, f64)> = both.filter(|(_, c)| *c > 0.0).map(|(edge, c)| (self.graph.edge(edge), c)).collect();
        let edges = || edges.iter().copied();
        match part {
            Part::Passage => {
                let mut by: BTreeMap<PassageId, f64> = BTreeMap::new();
                for (edge, c) in edges() {
                    let EdgeRef::Link(link) = edge else { continue };
                    if let Some(passage) = world.class(link).passage {
                        let most = by.entry(passage).or_default();
                        *most = most.max(c);
                    }
                }
                by.into_iter().map(|(id, carried)| self.passage(id, carried)).collect()
            }
            Part::Crossing => {
                let mut by: BTreeMap<CrossingId, f64> = BTreeMap::new();
                for (edge, c) in edges() {
                    if let EdgeRef::Crossing(i) = edge {
                        *by.entry(world.crossing_edges[i].crossing).or_default() += c;
                    }
                }
                by.into_iter().map(|(id, carried)| self.crossing(id, carried)).collect()
            }
            Part::Facility => {
                // Who starts there and who comes in: each counts once.
                let mut by = carried.starts.clone();
                for (k, &c) in (0u32..).zip(&carried.arcs).filter(|(_, c)| **c > 0.0) {
                    let arc = ArcId(k);
                    let EdgeRef::Dock(i) = self.graph.edge(arc.edge()) else { continue };
                    let id = world.docks[i].facility;
                    if self.graph.head(arc) == world.facilities[id].node {
                        *by.entry(id).or_default() += c;
                    }
                }
                // A freight station stands for the town that it lies in: no
                // terminal is documented there.
                by.retain(|id, _| world.facilities[*id].kind != FacilityKind::Station);
                by.into_iter().map(|(id, carried)| self.facility(id, carried)).collect()
            }
            Part::Line => {
                let mut by: BTreeMap<&str, (f64, LinkId)> = BTreeMap::new();
                for (edge, c) in edges() {
                    let EdgeRef::Link(link) = edge else { continue };
                    let class = world.class(link);
                    if let Some(line) = class.line.filter(|_| is_land(class.mode)) {
                        let most = by.entry(whole_line(&world.lines[line].name)).or_insert((0.0, link));
                        if c > most.0 {
                            *most = (c, link);
                        }
                    }
                }
                by.into_iter().map(|(name, (carried, link))| self.line(name, carried, link)).collect()
            }
            Part::Link => {
                let mut all: Vec<(f64, LinkId)> = edges()
                    .filter_map(|(edge, c)| if let EdgeRef::Link(link) = edge { Some((c, link)) } else { None })
                    .filter(|(_, link)| is_land(world.class(*link).mode))
                    .collect();
                all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                self.spread(&all, apart_km).into_iter().map(|(carried, link)| self.link(link, carried)).collect()
            }
        }
    }

    /// Of links, the most used first, those that lie apart from all before of
    /// their mode: a road is one link after the other that carry the same.
    fn spread(&self, links: &[(f64, LinkId)], apart_km: f64) -> Vec<(f64, LinkId)> {
        let mut kept: BTreeMap<(Mode, i32, i32), Vec<Point>> = BTreeMap::new();
        let mut out = Vec::new();
        for &(carried, link) in links {
            let (mode, at) = (self.world.class(link).mode, self.middle(link));
            #[expect(clippy::cast_possible_truncation, reason = "degrees")]
            let cell = |p: Point| (p.lat.floor() as i32, p.lon.floor() as i32);
            let (lat, lon) = cell(at);
            // Degrees of longitude shrink towards the poles.
            #[expect(clippy::cast_possible_truncation, reason = "a few degrees")]
            let reach = |km_per_degree: f64| (apart_km / km_per_degree.max(1.0)).ceil().min(180.0) as i32;
            let (up, side) = (reach(110.0), reach(110.0 * at.lat.to_radians().cos()));
            let near = (lat - up..=lat + up).flat_map(|a| (lon - side..=lon + side).map(move |b| (mode, a, b)));
            if near.filter_map(|cell| kept.get(&cell)).flatten().all(|p| p.km_to(at) >= apart_km) {
                kept.entry((mode, lat, lon)).or_default().push(at);
                out.push((carried, link));
            }
        }
        out
    }

    fn middle(&self, link: LinkId) -> Point {
        let shape = self.world.shape(link);
        shape.get(shape.len() / 2).copied().unwrap_or_else(|| self.world.position(self.world.links[link].from))
    }

    fn passage(&self, id: PassageId, carried: f64) -> Candidate {
        let passage = &self.world.passages[id];
        let links = self.world.links.enumerate().find(|(l, _)| self.world.class(*l).passage == Some(id));
        let position = links.map_or(Point::new(0.0, 0.0), |(l, _)| self.middle(l));
        let close = format!("passage:{}", passage.name);
        Candidate { part: Part::Passage, name: passage.title.clone(), close, position, avoid: Avoid::Passage(id), carried }
    }

    fn crossing(&self, id: CrossingId, carried: f64) -> Candidate {
        let (crossing, world) = (&self.world.crossings[id], &self.world);
        let side = |c| world.countries[c].code;
        let name = format!("{} ({}, {}–{})", crossing.name, crossing.mode.as_str(), side(crossing.country_a), side(crossing.country_b));
        let position = world.crossing_edges.iter().find(|e| e.crossing == id).map_or(Point::new(0.0, 0.0), |e| world.position(e.a));
        Candidate { part: Part::Crossing, name, close: format!("crossing:{}", crossing.id), position, avoid: Avoid::Crossing(id), carried }
    }

    fn facility(&self, id: FacilityId, carried: f64) -> Candidate {
        let name = self.facility_words(id);
        let close = format!("facility:{name}");
        let position = self.world.facilities[id].position;
        Candidate { part: Part::Facility, name, close, position, avoid: Avoid::Facility(id), carried }
    }

    fn line(&self, name: &str, carried: f64, link: LinkId) -> Candidate {
        Candidate {
            part: Part::Line,
            name: format!("{name} ({})", self.world.class(link).mode.as_str()),
            close: format!("line:{name}"),
            position: self.middle(link),
            avoid: Avoid::Lines(lines_called(&self.world, name).unwrap_or_default()),
            carried,
        }
    }

    fn link(&self, link: LinkId, carried: f64) -> Candidate {
        let (class, at) = (self.world.class(link), self.middle(link));
        let mode = class.mode.as_str();
        let line = class.line.map(|l| format!("{}, ", self.world.lines[l].name)).unwrap_or_default();
        let near = self.nearest_city(at).map_or_else(String::new, |name| format!("near {name}, "));
        Candidate {
            part: Part::Link,
            name: format!("{line}{mode} {near}{}", self.world.countries[class.country].alpha2),
            close: format!("{mode} {:.3},{:.3}", at.lat, at.lon),
            position: at,
            avoid: Avoid::Link(link),
            carried,
        }
    }

    fn nearest_city(&self, at: Point) -> Option<String> {
        let places = self.gazetteer().ok()?.places().iter().filter(|p| p.kind == PlaceKind::City);
        let nearest = places.map(|p| (p.position.km_to(at), &p.name)).min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)))?;
        Some(nearest.1.clone())
    }
}

/// The name of a line without that of a section, which stands behind it: of
/// `Longhai railway (Dingxi – Lanzhou)` the first two words.
fn whole_line(name: &str) -> &str {
    // The bracket that closes at the end, whatever brackets are in it.
    let mut depth = 0;
    for (at, sign) in name.char_indices().rev() {
        depth += i32::from(sign == ')') - i32::from(sign == '(');
        if depth == 0 {
            let (line, section) = name.split_at(at);
            return if section.contains(" – ") && line.ends_with(' ') { line.trim_end() } else { name };
        }
    }
    name
}

/// Lines that stand on the ground, or a ferry. A lane over the open sea or
/// through the air is not lost; straits and canals are passages.
fn is_land(mode: Mode) -> bool {
    matches!(mode, Mode::Road | Mode::Rail | Mode::Waterway | Mode::Ferry)
}

#[cfg(test)]
mod tests {
    use super::whole_line;

    #[test]
    fn sections_of_a_line_have_its_name() {
        assert_eq!(whole_line("Longhai railway (Dingxi – Lanzhou)"), "Longhai railway");
        assert_eq!(whole_line("Lanzhou-Xinjiang railway (Lanxin) (Liuyuan – Hami)"), "Lanzhou-Xinjiang railway (Lanxin)");
        assert_eq!(whole_line("Lanxin (Lanxin) (Turpan (Daheyan) – Urumqi)"), "Lanxin (Lanxin)");
        assert_eq!(whole_line("Lanxin (Shanshan – Turpan (Daheyan))"), "Lanxin");
        assert_eq!(whole_line("A – B"), "A – B");
        assert_eq!(whole_line("Northern Xinjiang railway (Beijiang)"), "Northern Xinjiang railway (Beijiang)");
    }
}

//! What a scenario changes, on a map.

use super::Scenario;
use crate::constraint::Avoid;
use crate::data::Engine;
use crate::error::EngineError;
use crate::geojson::{line, point};
use landbridge_model::id::Id;
use landbridge_model::{Lifespan, Point};
use landbridge_network::world::{ClassId, CrossingId};
use landbridge_network::{FacilityId, LinkId};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Links that are drawn one by one at most; what changes more of them is told in
/// words.
const MOST_LINKS: usize = 4000;

impl Engine {
    /// What a scenario builds, opens, closes and changes, as GeoJSON: each feature
    /// has `what` (`built`, `opened`, `changed`, `closed`), a `name`, and of borders
    /// the hours `before` and `after`.
    ///
    /// # Errors
    /// A change that names what is not there.
    pub fn scenario_map(&self, scenario: &Scenario) -> Result<Value, EngineError> {
        let other = self.with_scenarios(std::slice::from_ref(scenario))?;
        let mut notes = Vec::new();
        let mut features = Vec::new();
        features.extend(self.links_of(&other, &mut notes));
        features.extend(self.points_of(&other));
        for (_, avoid) in &other.closures[self.closures.len().min(other.closures.len())..] {
            features.extend(self.closed(avoid, &mut notes));
        }
        let about = |(name, value): (&String, &f64)| format!("{name} = {value}");
        notes.extend(self.parameters_changed(&other).iter().map(|(n, v)| about((n, v))));
        Ok(json!({ "type": "FeatureCollection", "scenario": scenario.id, "notes": notes, "features": features }))
    }

    /// Links that are new, that open or that change.
    fn links_of(&self, other: &Self, notes: &mut Vec<String>) -> Vec<Value> {
        let own = self.world.classes.len();
        let changed = |class: ClassId| class.index() >= own || other.world.effects.links.contains_key(&class);
        let all = other.world.links.enumerate().filter(|(_, l)| changed(l.class));
        let found: Vec<(LinkId, &str)> = all.filter_map(|(id, l)| Some((id, self.what(other, id, l.class)?))).collect();
        if found.len() > MOST_LINKS {
            notes.push(format!("{} links change: too many to be drawn one by one", found.len()));
            return Vec::new();
        }
        let feature = |&(id, what): &(LinkId, &str)| {
            let class = other.world.class(id);
            let name = class.line.map_or_else(String::new, |l| other.world.lines[l].name.clone());
            json!({
                "type": "Feature",
                "properties": { "what": what, "mode": class.mode.as_str(), "name": name },
                "geometry": line(&other.world.shape(id)),
            })
        };
        found.iter().map(feature).collect()
    }

    /// What happens to a link; nothing where it only was parted.
    fn what(&self, other: &Self, id: LinkId, class: ClassId) -> Option<&'static str> {
        let lifespan = other.world.classes[class].lifespan;
        let Some(old) = self.world.links.get(id) else {
            return (class.index() >= self.world.classes.len()).then_some("built");
        };
        let before = self.world.classes[old.class].lifespan;
        let year = self.world.meta.as_of;
        match (before.open_in(year), lifespan.open_in(year)) {
            (false, true) => Some("opened"),
            (true, false) if lifespan == Lifespan::NEVER => Some("closed"),
            _ => (before == lifespan).then_some("changed"),
        }
    }

    /// Facilities that are new or whose handling changes, passages and borders that
    /// take longer or shorter.
    fn points_of(&self, other: &Self) -> Vec<Value> {
        let feature = |what: &str, kind: &str, name: &str, at: Point, hours: Option<(f64, f64)>| {
            let mut properties = json!({ "what": what, "kind": kind, "name": name });
            if let Some((before, after)) = hours {
                (properties["before"], properties["after"]) = (json!(before), json!(after));
            }
            json!({ "type": "Feature", "properties": properties, "geometry": point(at) })
        };
        let world = &other.world;
        let mut all = Vec::new();
        for (id, f) in world.facilities.enumerate() {
            let what = match self.world.facilities.get(id) {
                None => Some("built"),
                Some(old) if old.lifespan != f.lifespan => Some("opened"),
                Some(_) => world.effects.stays.contains_key(&id).then_some("changed"),
            };
            all.extend(what.map(|what| feature(what, f.kind.as_str(), &f.name, f.position, None)));
        }
        for (id, c) in world.crossings.enumerate() {
            let kind = format!("{} border", c.mode.as_str());
            match self.world.crossings.get(id) {
                None => all.push(feature("built", &kind, &c.name, c.position, None)),
                Some(old) if (old.hours_p50, old.fee_usd) != (c.hours_p50, c.fee_usd) => {
                    let more = world.effects.crossings.get(&id).copied().unwrap_or(0.0);
                    let hours = c.hours_p50.map(|after| (after - more, after));
                    all.push(feature("changed", &kind, &c.name, c.position, hours));
                }
                Some(_) => {}
            }
        }
        for (id, p) in world.passages.enumerate() {
            let before = &self.world.passages[id];
            if (before.hours, before.usd_per_teu) != (p.hours, p.usd_per_teu) {
                let own = world.links.enumerate().find(|(_, l)| world.classes[l.class].passage == Some(id));
                let at = own.map(|(l, _)| world.position(world.links[l].from));
                all.extend(at.map(|at| feature("changed", "passage", &p.title, at, Some((before.hours, p.hours)))));
            }
        }
        all
    }

    /// What is closed.
    fn closed(&self, avoid: &Avoid, notes: &mut Vec<String>) -> Vec<Value> {
        let world = &self.world;
        let at = |kind: &str, name: &str, p: Point| json!({ "type": "Feature", "properties": { "what": "closed", "kind": kind, "name": name }, "geometry": point(p) });
        let links = |keep: &dyn Fn(LinkId) -> bool, name: &str| -> Vec<Value> {
            let own = world.links.enumerate().map(|(id, _)| id).filter(|&id| keep(id));
            let feature = |id: LinkId| {
                json!({
                    "type": "Feature",
                    "properties": { "what": "closed", "mode": world.class(id).mode.as_str(), "name": name },
                    "geometry": line(&world.shape(id)),
                })
            };
            own.map(feature).collect()
        };
        let crossings = |keep: &dyn Fn(CrossingId) -> bool| -> Vec<Value> {
            world.crossings.enumerate().filter(|(id, _)| keep(*id)).map(|(_, c)| at("border", &c.name, c.position)).collect()
        };
        match avoid {
            Avoid::Passage(p) => links(&|id| world.class(id).passage == Some(*p), &world.passages[*p].title),
            Avoid::Crossing(c) => crossings(&|id| id == *c),
            Avoid::Border(a, b, modes) => {
                let between = |id: CrossingId| {
                    let c = &world.crossings[id];
                    let ends = BTreeSet::from([c.country_a, c.country_b]);
                    ends == BTreeSet::from([*a, *b]) && modes.is_none_or(|m| m.contains(c.mode))
                };
                crossings(&between)
            }
            Avoid::Facility(f) => self.facility_at(*f).into_iter().map(|(name, p)| at("facility", &name, p)).collect(),
            Avoid::Lines(lines) => links(&|id| world.class(id).line.is_some_and(|l| lines.contains(&l)), ""),
            Avoid::Link(l) => links(&|id| id == *l, ""),
            Avoid::Country(c) => {
                notes.push(format!("{} is closed", world.countries[*c].name));
                Vec::new()
            }
            Avoid::Modes(modes) => {
                let words: Vec<&str> = modes.iter().map(|m| m.as_str()).collect();
                notes.push(format!("{} is closed", words.join(", ")));
                Vec::new()
            }
        }
    }

    fn facility_at(&self, id: FacilityId) -> Option<(String, Point)> {
        self.world.facilities.get(id).map(|f| (f.name.clone(), f.position))
    }

    fn parameters_changed(&self, other: &Self) -> Vec<(String, f64)> {
        let differs = |(name, p): (&str, &landbridge_model::parameter::Parameter)| {
            (self.parameters.get(name).map(|old| old.value) != Some(p.value)).then(|| (name.to_owned(), p.value))
        };
        other.parameters.iter().filter_map(differs).collect()
    }
}

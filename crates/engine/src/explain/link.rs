//! Where the figures of the links near a point come from.

use super::Fact;
use crate::data::Engine;
use landbridge_model::{Confidence, Lifespan, Mode, ModeSet, Point};
use landbridge_network::LinkId;
use landbridge_network::snap::OnLink;

/// How far from the point a link is looked for.
const NEAR_KM: f64 = 25.0;

impl Engine {
    /// Facts about the nearest link of each mode within 25 km of a point, the
    /// nearest first.
    pub(super) fn explain_links(&self, at: Point) -> Vec<Fact> {
        let mut near: Vec<OnLink> = Mode::ALL
            .into_iter()
            .filter_map(|mode| {
                let modes = ModeSet::of(&[mode]);
                let keep = |l: LinkId| modes.contains(self.world.class(l).mode);
                self.snapper.nearest(&self.world, at, NEAR_KM, 1, keep).first().copied()
            })
            .collect();
        near.sort_by(|a, b| a.km.total_cmp(&b.km).then(a.link.cmp(&b.link)));
        near.iter().flat_map(|on| self.link_facts(on)).collect()
    }

    fn link_facts(&self, on: &OnLink) -> Vec<Fact> {
        let (link, class) = (&self.world.links[on.link], self.world.class(on.link));
        let [a, b] = [link.from, link.to].map(|v| self.world.position(v));
        let subject = format!(
            "{} link {:.2}, {:.2} – {:.2}, {:.2}, {:.1} km away, {}",
            class.mode.as_str(),
            a.lat,
            a.lon,
            b.lat,
            b.lon,
            on.km,
            self.world.countries[class.country].code
        );
        let line = class.line.map(|id| &self.world.lines[id]);
        let origin = class.provenance.describe();
        let source = line.map_or(origin, |l| l.source.as_str());
        let mut facts = Vec::new();
        let mut tell = |what: &str, value: String, basis: Confidence, source: &str| {
            let basis = basis.as_str().to_owned();
            facts.push(Fact { subject: subject.clone(), what: what.to_owned(), value, basis, source: source.to_owned() });
        };
        let km = |metres: u32| format!("{:.1} km", f64::from(metres) / 1000.0);
        tell("length", km(link.metres), class.confidence, source);
        if link.withheld_metres != link.metres {
            let factor = "map length times the factor of country or region (data/quality.md)";
            tell("length without its own line", km(link.withheld_metres), Confidence::Derived, factor);
        }
        tell("geometry and length", origin.to_owned(), Confidence::Derived, origin);
        let mut add = |what: &str, value: String, source: &str| tell(what, value, class.confidence, source);
        if let Some(line) = line {
            add("line", line.name.clone(), source);
        }
        if class.gauge_mm > 0 {
            add("gauge", format!("{} mm", class.gauge_mm), if line.is_some() { source } else { "usual gauge of the area (gauges.csv)" });
        }
        let attributes = [
            (class.tracks > 0, if class.mode == Mode::Road { "carriageways" } else { "tracks" }, class.tracks.to_string()),
            (class.electrified.is_some(), "electrified", if class.electrified == Some(true) { "yes" } else { "no" }.to_owned()),
            (class.freight_kmh > 0, "freight speed", format!("{} km/h", class.freight_kmh)),
            (class.lifespan != Lifespan::ALWAYS, "open", class.lifespan.to_string()),
        ];
        for (_, what, value) in attributes.into_iter().filter(|a| a.0) {
            add(what, value, source);
        }
        facts
    }
}

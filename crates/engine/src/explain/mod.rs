//! Where the figures of a link, crossing, facility, parameter or passage come
//! from.

mod link;

use crate::data::Engine;
use crate::error::EngineError;
use crate::resolve::coordinates;
use serde::Serialize;
use utoipa::ToSchema;

/// One figure with its source.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Fact {
    /// What it is a figure of.
    pub subject: String,
    /// Which figure.
    pub what: String,
    /// Value with unit, or `not known`.
    pub value: String,
    /// `seen`, `recalled`, `derived` or `default`.
    pub basis: String,
    /// Document and publisher.
    pub source: String,
}

impl Engine {
    /// All facts about what a text names: a parameter, a crossing, a
    /// facility, a passage, a line, or by `lat,lon` the links there.
    ///
    /// # Errors
    /// Nothing is known by that name.
    pub fn explain(&self, text: &str) -> Result<Vec<Fact>, EngineError> {
        let wanted = text.trim().to_lowercase();
        if wanted.is_empty() {
            return Err(EngineError::input(
                "nothing was named",
                "name a parameter, crossing, facility, passage or line, or a point as lat,lon",
            ));
        }
        if let Some(at) = coordinates(&wanted)? {
            let facts = self.explain_links(at);
            let nothing = || EngineError::none(format!("no link lies within 25 km of {wanted}"), "name a point nearer to a line");
            return if facts.is_empty() { Err(nothing()) } else { Ok(facts) };
        }
        let mut facts = Vec::new();
        let fact = |subject: &str, what: &str, value: String, basis: &str, source: &str| Fact {
            subject: subject.to_owned(),
            what: what.to_owned(),
            value,
            basis: basis.to_owned(),
            source: source.to_owned(),
        };
        for (name, p) in
            self.parameters.iter().filter(|(name, _)| *name == wanted || name.to_lowercase().starts_with(&format!("{wanted}.")))
        {
            facts.push(fact(
                name,
                "value",
                format!("{} {}", p.value, p.unit),
                p.confidence.as_str(),
                &format!("{} ({})", p.source, p.year),
            ));
        }
        let named = |name: &str| name.to_lowercase().contains(&wanted);
        for c in self.world.crossings.iter().filter(|c| c.id == wanted || (!c.name.contains('/') && named(&c.name))) {
            let known = |v: Option<f64>, unit: &str| v.map_or("not known; the default is used".to_owned(), |v| format!("{v} {unit}"));
            facts.push(fact(
                &c.name,
                "hours, median",
                known(c.hours_p50, "h"),
                if c.hours_p50.is_some() { c.confidence.as_str() } else { "default" },
                &c.source,
            ));
            facts.push(fact(
                &c.name,
                "fee",
                known(c.fee_usd, "USD"),
                if c.fee_usd.is_some() { c.confidence.as_str() } else { "default" },
                &c.source,
            ));
            if !c.note.is_empty() {
                facts.push(fact(&c.name, "note", c.note.clone(), c.confidence.as_str(), &c.source));
            }
        }
        for f in self
            .world
            .facilities
            .iter()
            .filter(|f| f.unlocode.eq_ignore_ascii_case(&wanted) || f.iata.eq_ignore_ascii_case(&wanted) || named(&f.name))
            .take(20)
        {
            facts.push(fact(
                &f.name,
                f.kind.as_str(),
                format!("{:.3}, {:.3}", f.position.lat, f.position.lon),
                f.confidence.as_str(),
                &f.source,
            ));
        }
        for p in self.world.passages.iter().filter(|p| p.name == wanted || named(&p.title)) {
            facts.push(fact(&p.title, "transit and wait", format!("{} h", p.hours), p.confidence.as_str(), &p.source));
            facts.push(fact(
                &p.title,
                "toll",
                p.usd_per_teu.map_or("not known".to_owned(), |u| format!("{u} USD/TEU")),
                p.confidence.as_str(),
                &p.source,
            ));
        }
        for (id, line) in self.world.lines.enumerate().filter(|(_, l)| named(&l.name)).take(60) {
            let metres: u64 =
                self.world.links.iter().filter(|l| self.world.classes[l.class].line == Some(id)).map(|l| u64::from(l.metres)).sum();
            #[expect(clippy::cast_precision_loss, reason = "metres of a line")]
            let km = metres as f64 / 1000.0;
            facts.push(fact(&line.name, "length", format!("{km:.1} km"), line.confidence.as_str(), &line.source));
        }
        if facts.is_empty() {
            return Err(EngineError::none(
                format!("nothing is known by the name '{text}'"),
                "name a parameter (road.speed_kmh), crossing, facility, UN/LOCODE, passage, line, or a point as lat,lon",
            ));
        }
        Ok(facts)
    }
}

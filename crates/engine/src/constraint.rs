//! What a route must keep to.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_model::id::Id;
use landbridge_model::{ModeSet, mode::Mode};
use landbridge_network::graph::{ArcId, EdgeRef};
use landbridge_network::world::{CountryId, Crossing, CrossingId, Line, LineId, PassageId};
use landbridge_network::{FacilityId, LinkId, World};
use std::collections::BTreeSet;

/// Something to keep away from.
#[derive(Clone, Debug, PartialEq)]
pub enum Avoid {
    /// Modes.
    Modes(ModeSet),
    /// A country.
    Country(CountryId),
    /// A strait or canal.
    Passage(PassageId),
    /// A border crossing.
    Crossing(CrossingId),
    /// All crossings between two countries, or those of some modes.
    Border(CountryId, CountryId, Option<ModeSet>),
    /// A facility.
    Facility(FacilityId),
    /// Curated lines.
    Lines(BTreeSet<LineId>),
    /// One link.
    Link(LinkId),
}

/// Everything that closes arcs for one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraints {
    /// What to avoid, with the words it was asked in.
    pub avoid: Vec<(String, Avoid)>,
    /// Modes of the main haul; `None` for all.
    pub modes: Option<ModeSet>,
}

impl Constraints {
    /// Whether nothing is closed.
    pub fn is_empty(&self) -> bool {
        self.avoid.is_empty() && self.modes.is_none()
    }

    /// Whether an arc is closed.
    pub fn closes(&self, engine: &Engine, arc: ArcId) -> bool {
        let world = &engine.world;
        match engine.graph.edge(arc.edge()) {
            EdgeRef::Link(link) => {
                let class = world.class(link);
                self.closes_mode(class.mode)
                    || self.avoid.iter().any(|(_, a)| match a {
                        Avoid::Country(c) => class.country == *c,
                        Avoid::Passage(p) => class.passage == Some(*p),
                        Avoid::Link(l) => link == *l,
                        Avoid::Lines(lines) => class.line.is_some_and(|l| lines.contains(&l)),
                        _ => false,
                    })
            }
            EdgeRef::Crossing(i) => {
                let id = world.crossing_edges[i].crossing;
                let crossing = &world.crossings[id];
                self.avoid.iter().any(|(_, a)| match a {
                    Avoid::Crossing(c) => *c == id,
                    Avoid::Country(c) => crossing.country_a == *c || crossing.country_b == *c,
                    Avoid::Border(a, b, modes) => {
                        modes.is_none_or(|m| m.contains(crossing.mode))
                            && [(a, b), (b, a)].iter().any(|(x, y)| crossing.country_a == **x && crossing.country_b == **y)
                    }
                    _ => false,
                })
            }
            EdgeRef::Dock(i) => {
                let dock = &world.docks[i];
                let country = world.facilities[dock.facility].country;
                self.closes_mode(dock.mode)
                    || self.avoid.iter().any(|(_, a)| match a {
                        Avoid::Country(c) => *c == country,
                        Avoid::Facility(f) => *f == dock.facility,
                        _ => false,
                    })
            }
        }
    }

    /// Whether a facility is closed itself, not only one of its modes.
    pub(crate) fn closes_facility(&self, id: FacilityId) -> bool {
        self.avoid.iter().any(|(_, a)| matches!(a, Avoid::Facility(f) if *f == id))
    }

    fn closes_mode(&self, mode: Mode) -> bool {
        self.modes.is_some_and(|m| !m.contains(mode)) || self.avoid.iter().any(|(_, a)| matches!(a, Avoid::Modes(m) if m.contains(mode)))
    }
}

impl Engine {
    /// Constraints of a run with what the scenarios of this engine close.
    pub(crate) fn constraints(&self, avoid: Vec<(String, Avoid)>, modes: Option<ModeSet>) -> Constraints {
        Constraints { avoid: self.closures.iter().cloned().chain(avoid).collect(), modes }
    }

    /// Parses `mode:air`, `country:RUS`, `passage:suez`, `crossing:ID`,
    /// `border:NGA-BEN`, `border:NGA-BEN:road`, `facility:NAME`, `line:NAME`.
    ///
    /// # Errors
    /// An unknown kind or name, with what is known.
    pub fn parse_avoid(&self, text: &str) -> Result<(String, Avoid), EngineError> {
        let Some((kind, name)) = text.split_once(':') else {
            return Err(EngineError::input(
                format!("--avoid '{text}' has no kind"),
                "write mode:air, country:RUS, passage:suez, crossing:NAME, border:NGA-BEN, facility:NAME or line:NAME",
            ));
        };
        let name = name.trim();
        let avoid = match kind.trim() {
            "mode" => Avoid::Modes(parse_modes(name)?),
            "country" => Avoid::Country(self.country_called(name)?),
            "border" => {
                let (pair, modes) = name.split_once(':').map_or((name, None), |(pair, modes)| (pair, Some(modes)));
                let modes = modes.map(parse_modes).transpose()?;
                let Some((a, b)) = pair.split_once('-') else {
                    return Err(EngineError::input(
                        format!("'{name}' names no two countries"),
                        "write border:NGA-BEN or border:NGA-BEN:road",
                    ));
                };
                let (a, b) = (self.country_called(a.trim())?, self.country_called(b.trim())?);
                let between = |c: &Crossing| [c.country_a, c.country_b] == [a, b] || [c.country_a, c.country_b] == [b, a];
                if !self.world.crossings.iter().any(|c| between(c) && modes.is_none_or(|m| m.contains(c.mode))) {
                    return Err(EngineError::input(format!("there is no crossing at '{name}'"), "name two neighbours by their codes"));
                }
                Avoid::Border(a, b, modes)
            }
            "passage" => {
                let names: Vec<&str> = self.world.passages.iter().map(|p| p.name.as_str()).collect();
                let found =
                    self.world.passages.enumerate().find(|(_, p)| p.name.eq_ignore_ascii_case(name) || p.title.eq_ignore_ascii_case(name));
                Avoid::Passage(
                    found
                        .map(|f| f.0)
                        .ok_or_else(|| EngineError::input(format!("'{name}' is no passage"), format!("known are {}", names.join(", "))))?,
                )
            }
            "crossing" => Avoid::Crossing(self.find_crossing(name, None)?),
            "facility" => Avoid::Facility(self.find_facility(name)?),
            "line" => Avoid::Lines(lines_called(&self.world, name)?),
            other => {
                return Err(EngineError::input(
                    format!("'{other}' is nothing that can be avoided"),
                    "use mode, country, passage, crossing, border, facility or line",
                ));
            }
        };
        Ok((text.to_owned(), avoid))
    }

    fn country_called(&self, name: &str) -> Result<CountryId, EngineError> {
        let by_name = || self.world.countries.enumerate().find(|(_, c)| c.name.eq_ignore_ascii_case(name)).map(|(id, _)| id);
        let id = self.world.country_by_code(name).or_else(by_name);
        id.ok_or_else(|| EngineError::input(format!("'{name}' is no country"), "use an ISO 3166 code such as RUS or RU"))
    }

    /// A facility in words that are its alone: `Astrakhan, RU (rail terminal)`.
    pub(crate) fn facility_words(&self, id: FacilityId) -> String {
        let facility = &self.world.facilities[id];
        format!("{}, {} ({})", facility.name, self.world.countries[facility.country].alpha2, facility.kind.as_str())
    }

    /// A facility by its own name, which it may share with a town, by UN/LOCODE
    /// or IATA code, by its name with country and kind, else by whatever else
    /// it is called.
    ///
    /// # Errors
    /// No facility, or several of that name.
    pub fn find_facility(&self, name: &str) -> Result<FacilityId, EngineError> {
        let wanted = name.to_lowercase();
        let is = |text: &str| !text.is_empty() && text.to_lowercase() == wanted;
        let by = |keep: &dyn Fn(FacilityId) -> bool| -> Vec<FacilityId> {
            self.world.facilities.enumerate().map(|(id, _)| id).filter(|&id| keep(id)).collect()
        };
        let mut found = by(&|id| is(&self.facility_words(id)));
        if found.is_empty() {
            let facility = |id| &self.world.facilities[id];
            found = by(&|id| is(&facility(id).name) || is(&facility(id).unlocode) || is(&facility(id).iata));
        }
        if let [only] = found[..] {
            return Ok(only);
        }
        // The search for places may know which of several is meant.
        let place = if found.is_empty() { self.resolve(name)?.facility } else { self.resolve(name).ok().and_then(|p| p.facility) };
        place.ok_or_else(|| match &found[..] {
            [] => EngineError::input(
                format!("'{name}' is no facility"),
                "use the name of a port, terminal or airport as it stands in the route's output",
            ),
            many => {
                let words: Vec<String> = many.iter().map(|&id| self.facility_words(id)).collect();
                EngineError::input(format!("'{name}' fits {} facilities", many.len()), format!("say which: {}", words.join("; ")))
            }
        })
    }

    /// A crossing by its id, or by a part of its name that is its alone, of those of
    /// one mode or of all.
    ///
    /// # Errors
    /// No crossing or several, with candidates.
    pub(crate) fn find_crossing(&self, name: &str, mode: Option<Mode>) -> Result<CrossingId, EngineError> {
        let of_mode = |c: &Crossing| mode.is_none_or(|m| c.mode == m);
        if let Some((id, _)) = self.world.crossings.enumerate().find(|(_, c)| c.id == name && of_mode(c)) {
            return Ok(id);
        }
        let wanted = name.to_lowercase();
        let found: Vec<(u32, String)> = self
            .world
            .crossings
            .enumerate()
            .filter(|(_, c)| !wanted.is_empty() && of_mode(c) && c.name.to_lowercase().contains(&wanted))
            .map(|(id, c)| (id.raw(), c.id.clone()))
            .collect();
        match &found[..] {
            [(raw, _)] => Ok(CrossingId::new(*raw)),
            [] => Err(EngineError::input(
                format!("no {}crossing is called '{name}'", mode.map_or_else(String::new, |m| format!("{m} "))),
                "give the name of a border station, or an id from the route's output",
            )),
            many => Err(EngineError::input(
                format!("'{name}' fits {} crossings", many.len()),
                format!("say which: {}", many.iter().take(6).map(|m| m.1.clone()).collect::<Vec<_>>().join(", ")),
            )),
        }
    }
}

/// Curated lines whose name begins so.
///
/// # Errors
/// No such line.
pub(crate) fn lines_called(world: &World, name: &str) -> Result<BTreeSet<LineId>, EngineError> {
    let begins = |line: &Line| !name.is_empty() && line.name.starts_with(name);
    let lines: BTreeSet<LineId> = world.lines.enumerate().filter(|(_, line)| begins(line)).map(|(id, _)| id).collect();
    if lines.is_empty() {
        let hint = "see `landbridge explain lat,lon` for the names of lines";
        return Err(EngineError::input(format!("no line has a name that begins with '{name}'"), hint));
    }
    Ok(lines)
}

/// Parses `rail,sea`.
///
/// # Errors
/// A word that is no mode.
pub fn parse_modes(text: &str) -> Result<ModeSet, EngineError> {
    let mut set = ModeSet::NONE;
    for word in text.split(',') {
        let Some(modes) = ModeSet::parse_word(word) else {
            let known: Vec<&str> = Mode::ALL.iter().map(|m| m.as_str()).collect();
            return Err(EngineError::input(format!("'{}' is no mode", word.trim()), format!("use {} or pipeline", known.join(", "))));
        };
        set = set.or(modes);
    }
    Ok(set)
}

//! From what a person typed to a place.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_model::Point;
use landbridge_model::code::{parse_iata, parse_unlocode};
use landbridge_model::id::Id;
use landbridge_network::FacilityId;
use landbridge_network::gazetteer::{Match, Place, PlaceKind, key};
use landbridge_network::world::{CountryId, FacilityKind};
use std::cmp::Reverse;

/// A place a route can start or end at.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// Name shown in results.
    pub name: String,
    /// Position.
    pub position: Point,
    /// The facility, where the place is one.
    pub facility: Option<FacilityId>,
    /// The country that it lies in, where that is known.
    pub country: Option<CountryId>,
    /// What was chosen among several, for people.
    pub note: Option<String>,
}

/// A name belongs to the larger place when it is this many times as large.
const DOMINANT: u64 = 4;
/// A main name counts for this many times its inhabitants.
const MAIN_NAME: u64 = 200;
/// A town with fewer inhabitants comes after the facilities of a name that is
/// only another name of the town.
const TOWN: u32 = 100_000;
/// Candidates that an error lists.
const CANDIDATES: usize = 6;

impl Engine {
    /// Finds a place by coordinates (`34.3,108.9`), UN/LOCODE, IATA code or
    /// name in any script; `Name, CC` names the country.
    ///
    /// # Errors
    /// An unknown, misspelt or ambiguous name, with candidates; a coordinate
    /// off the globe.
    pub fn resolve(&self, text: &str) -> Result<Resolved, EngineError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EngineError::input("the name of a place is empty", "write a name, a UN/LOCODE, an IATA code or lat,lon"));
        }
        if let Some(point) = coordinates(text)? {
            return Ok(Resolved {
                name: format!("{:.3}, {:.3}", point.lat, point.lon),
                position: point,
                facility: None,
                country: None,
                note: None,
            });
        }
        if let Some(id) = self.by_code(text) {
            return Ok(self.facility_place(id));
        }
        let added = self.world.facilities.enumerate().skip(self.own_facilities);
        if let Some((id, _)) = added.into_iter().find(|(_, f)| key(&f.name) == key(text)) {
            return Ok(self.facility_place(id));
        }
        let gazetteer = self.gazetteer()?;
        let (name, country) = match text.rsplit_once(',') {
            Some((name, country)) => (name.trim(), Some(self.country_hint(country.trim())?)),
            None => (text, None),
        };
        let matches: Vec<Match<'_>> =
            gazetteer.find(name).into_iter().filter(|m| country.as_ref().is_none_or(|c| &m.place.country == c)).collect();
        if matches.is_empty() {
            let similar: Vec<String> = gazetteer.similar(name, CANDIDATES).into_iter().map(|p| self.describe(p)).collect();
            let hint = if similar.is_empty() {
                "write a name, a UN/LOCODE, an IATA code or lat,lon".to_owned()
            } else {
                format!("did you mean {}?", similar.join("; "))
            };
            return Err(EngineError::input(format!("no place is called '{text}'"), hint));
        }
        self.choose(text, matches)
    }

    pub(crate) fn by_code(&self, text: &str) -> Option<FacilityId> {
        let rank = |kind: FacilityKind| match kind {
            FacilityKind::Seaport => 0,
            FacilityKind::RailTerminal => 1,
            FacilityKind::DryPort => 2,
            FacilityKind::GaugeYard => 3,
            _ => 4,
        };
        if let Some(code) = parse_unlocode(text) {
            let found = self.world.facilities.enumerate().filter(|(_, f)| f.unlocode == code).min_by_key(|(id, f)| (rank(f.kind), *id));
            if let Some((id, _)) = found {
                return Some(id);
            }
        }
        // Three letters in lower or mixed case are more likely a name.
        let code = parse_iata(text).filter(|_| text.chars().all(char::is_uppercase))?;
        self.world.facilities.enumerate().find(|(_, f)| f.iata == code).map(|(id, _)| id)
    }

    pub(crate) fn facility_place(&self, id: FacilityId) -> Resolved {
        let f = &self.world.facilities[id];
        Resolved { name: f.name.clone(), position: f.position, facility: Some(id), country: Some(f.country), note: None }
    }

    fn country_hint(&self, text: &str) -> Result<String, EngineError> {
        let by_code = self.world.country_by_code(text).map(|id| self.world.countries[id].alpha2.clone());
        let by_name = || {
            self.world
                .countries
                .iter()
                .find(|c| landbridge_network::gazetteer::key(&c.name) == landbridge_network::gazetteer::key(text))
                .map(|c| c.alpha2.clone())
        };
        by_code.or_else(by_name).ok_or_else(|| EngineError::input(format!("'{text}' is no country"), "write Name, Country or Name, CC"))
    }

    /// Cities before facilities before crossings before countries, but small
    /// towns that only have it as another name last; among cities the one that
    /// is far larger than all others.
    fn choose(&self, text: &str, matches: Vec<Match<'_>>) -> Result<Resolved, EngineError> {
        let weight = |m: &Match<'_>| u64::from(m.place.population) * if m.main { MAIN_NAME } else { 1 };
        let aside = |m: &Match<'_>| m.place.kind == PlaceKind::City && !m.main && m.place.population < TOWN;
        let mut ranked = matches;
        ranked.sort_by_key(|m| (aside(m), m.place.kind, Reverse(weight(m)), m.place.target));
        let first = ranked[0];
        let rivals: Vec<&Match<'_>> = ranked[1..]
            .iter()
            .filter(|m| m.place.kind == first.place.kind && m.place.position.km_to(first.place.position) > 40.0)
            .collect();
        let close = first.place.kind == PlaceKind::City && rivals.first().is_some_and(|r| weight(r) * DOMINANT > weight(&first));
        let same_kind_rivals = first.place.kind != PlaceKind::City && !rivals.is_empty();
        if close || same_kind_rivals {
            let list: Vec<String> =
                std::iter::once(&first).chain(rivals.iter().copied()).take(CANDIDATES).map(|m| self.describe(m.place)).collect();
            return Err(EngineError::input(
                format!("'{text}' is the name of several places"),
                format!("say which: {}; write Name, CC or lat,lon", list.join("; ")),
            ));
        }
        let note = (!rivals.is_empty())
            .then(|| format!("'{text}' is taken as {}; other places of that name are far smaller", self.describe(first.place)));
        Ok(self.place(first.place, note))
    }

    fn place(&self, place: &Place, note: Option<String>) -> Resolved {
        let country = self.world.country_by_code(&place.country);
        match place.kind {
            PlaceKind::Facility => Resolved { note, ..self.facility_place(FacilityId::new(place.target)) },
            PlaceKind::Country => Resolved {
                name: place.name.clone(),
                position: place.position,
                facility: None,
                country,
                note: Some(format!("the country {} is taken at its largest city", place.name)),
            },
            PlaceKind::Crossing => Resolved { name: place.name.clone(), position: place.position, facility: None, country: None, note },
            PlaceKind::City => Resolved { name: place.name.clone(), position: place.position, facility: None, country, note },
        }
    }

    fn describe(&self, place: &Place) -> String {
        let what = match place.kind {
            PlaceKind::City => format!("{} inhabitants", place.population),
            PlaceKind::Facility => {
                self.world.facilities.get(FacilityId::new(place.target)).map_or("facility", |f| f.kind.as_str()).to_owned()
            }
            PlaceKind::Crossing => "border crossing".to_owned(),
            PlaceKind::Country => "country".to_owned(),
        };
        format!("{}, {} ({what})", place.name, place.country)
    }
}

/// Coordinates `lat,lon`, if the text is two numbers.
pub(crate) fn coordinates(text: &str) -> Result<Option<Point>, EngineError> {
    let Some((lat, lon)) = text.split_once(',') else { return Ok(None) };
    let (Ok(lat), Ok(lon)) = (lat.trim().parse::<f64>(), lon.trim().parse::<f64>()) else { return Ok(None) };
    let point = Point::new(lat, lon);
    if point.is_valid() {
        return Ok(Some(point));
    }
    Err(EngineError::input(format!("{text} is not on the globe"), "write lat,lon with latitude −90 to 90 and longitude −180 to 180"))
}

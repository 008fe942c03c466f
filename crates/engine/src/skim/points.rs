//! Lists of places: cities, ports, terminals, countries, or names.

use crate::data::Engine;
use crate::error::EngineError;
use crate::resolve::Resolved;
use landbridge_model::Zone;
use landbridge_network::FacilityId;
use landbridge_network::gazetteer::{Place, PlaceKind};
use landbridge_network::world::{CountryId, FacilityKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Words for lists of places.
const FORMS: &str = "cities:1000, ports:200, terminals:300, countries, or names joined by ';'";

/// Zones with the places behind them.
pub(crate) type Points = Vec<(Zone, Resolved)>;

impl Engine {
    /// How many places a list has.
    ///
    /// # Errors
    /// A list that is not understood.
    pub fn place_count(&self, text: &str) -> Result<usize, EngineError> {
        Ok(self.points(text)?.len())
    }

    /// The places of a list.
    ///
    /// # Errors
    /// A word that is none of the forms, a number that is none, a place that is
    /// not known.
    pub(crate) fn points(&self, text: &str) -> Result<Points, EngineError> {
        let text = text.trim();
        let (word, number) = text.split_once(':').map_or((text, None), |(word, number)| (word.trim(), Some(number.trim())));
        let many = |default: usize| -> Result<usize, EngineError> {
            let Some(number) = number else { return Ok(default) };
            number
                .parse()
                .ok()
                .filter(|&n| n > 0)
                .ok_or_else(|| EngineError::input(format!("'{number}' in '{text}' is no number of places"), format!("write {FORMS}")))
        };
        let mut points = match word {
            "cities" => self.cities(many(1000)?)?,
            "ports" => self.facilities(many(200)?, |kind| kind == FacilityKind::Seaport)?,
            "terminals" => self.facilities(many(300)?, |_| true)?,
            "countries" => self.countries(many(usize::MAX)?)?,
            _ => return self.named(text),
        };
        name_apart(&mut points);
        Ok(points)
    }

    /// The largest cities by inhabitants.
    fn cities(&self, most: usize) -> Result<Points, EngineError> {
        let mut cities: Vec<&Place> = self.gazetteer()?.places().iter().filter(|p| p.kind == PlaceKind::City).collect();
        cities.sort_by_key(|p| (Reverse(p.population), p.target));
        Ok(cities.into_iter().take(most).map(|p| self.city(p)).collect())
    }

    fn city(&self, place: &Place) -> (Zone, Resolved) {
        let country = self.world.country_by_code(&place.country);
        let name = format!("{}, {}", place.name, place.country);
        let zone = Zone {
            name: name.clone(),
            country: country.map_or_else(String::new, |id| self.world.countries[id].code.to_string()),
            position: place.position,
            weight: f64::from(place.population),
            gdp_musd: country.map_or(0.0, |id| self.gdp_per_head_musd(id)) * f64::from(place.population),
        };
        (zone, Resolved { name, position: place.position, facility: None, country, note: None })
    }

    /// What a country makes a year for each of its inhabitants, in millions of
    /// US dollars; 0 where not known.
    fn gdp_per_head_musd(&self, id: CountryId) -> f64 {
        let country = &self.world.countries[id];
        country.gdp_musd.filter(|_| country.population > 0.0).map_or(0.0, |gdp| gdp / country.population)
    }

    /// The largest facilities by the TEU a week that services offer there.
    fn facilities(&self, most: usize, kind: impl Fn(FacilityKind) -> bool) -> Result<Points, EngineError> {
        let point = |(id, teu): (FacilityId, f64)| {
            let place = self.facility_place(id);
            let country = &self.world.countries[self.world.facilities[id].country];
            let name = format!("{}, {}", place.name, country.alpha2);
            (Zone { name, country: country.code.to_string(), position: place.position, weight: teu, gdp_musd: 0.0 }, place)
        };
        let all = self.largest_terminals()?.into_iter();
        Ok(all.filter(|(id, teu)| *teu > 0.0 && kind(self.world.facilities[*id].kind)).take(most).map(point).collect())
    }

    /// One place for each country, the countries with the most inhabitants
    /// first: of its cities the one nearest to the centre of its inhabitants.
    fn countries(&self, most: usize) -> Result<Points, EngineError> {
        let mut by_country: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
        for place in self.gazetteer()?.places().iter().filter(|p| p.kind == PlaceKind::City && p.population > 0) {
            by_country.entry(&place.country).or_default().push(place);
        }
        let mut centres: Vec<(Zone, Resolved)> = by_country.into_values().filter_map(|cities| self.centre(&cities)).collect();
        centres.sort_by(|a, b| b.0.weight.total_cmp(&a.0.weight).then_with(|| a.0.name.cmp(&b.0.name)));
        centres.truncate(most);
        Ok(centres)
    }

    fn centre(&self, cities: &[&Place]) -> Option<(Zone, Resolved)> {
        let country = self.world.country_by_code(&cities.first()?.country)?;
        let all: f64 = cities.iter().map(|p| f64::from(p.population)).sum();
        // The city to which all inhabitants together have the shortest way in
        // a straight line, among the largest.
        let mut largest = cities.to_vec();
        largest.sort_by_key(|p| (Reverse(p.population), p.target));
        largest.truncate(CENTRES);
        let away = |centre: &Place| -> f64 { cities.iter().map(|p| f64::from(p.population) * p.position.km_to(centre.position)).sum() };
        let (_, centre) = largest.iter().map(|p| (away(p), *p)).min_by(|a, b| a.0.total_cmp(&b.0))?;
        let (zone, place) = self.city(centre);
        let name = self.world.countries[country].name.clone();
        Some((Zone { name, weight: all, gdp_musd: self.world.countries[country].gdp_musd.unwrap_or(0.0), ..zone }, place))
    }

    fn named(&self, text: &str) -> Result<Points, EngineError> {
        let mut points = Vec::new();
        for name in text.split(';').map(str::trim).filter(|n| !n.is_empty()) {
            let place = self.resolve(name).map_err(|e| EngineError::input(e.to_string(), format!("write {FORMS}")))?;
            let country = place.country.map_or_else(String::new, |id| self.world.countries[id].code.to_string());
            points.push((Zone { name: name.to_owned(), country, position: place.position, weight: 1.0, gdp_musd: 0.0 }, place));
        }
        if points.is_empty() {
            return Err(EngineError::input("the list of places is empty", format!("write {FORMS}")));
        }
        Ok(points)
    }
}

/// Cities of a country that may stand for its centre.
const CENTRES: usize = 50;

/// Gives places that share a name their coordinates beside it.
fn name_apart(points: &mut Points) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (zone, _) in points.iter() {
        *times.entry(zone.name.clone()).or_default() += 1;
    }
    for (zone, _) in points.iter_mut().filter(|p| times[&p.0.name] > 1) {
        zone.name = format!("{} ({:.2} {:.2})", zone.name, zone.position.lat, zone.position.lon);
    }
}

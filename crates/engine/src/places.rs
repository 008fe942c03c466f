//! Places for people who are still typing, or who point at a map.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_model::Point;
use landbridge_network::gazetteer::{Place, PlaceKind};
use landbridge_network::world::Facility;
use serde::Serialize;
use utoipa::ToSchema;

/// A place that was found.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FoundPlace {
    /// Name.
    pub name: String,
    /// A text that names this place and no other in questions.
    pub query: String,
    /// `city`, `crossing`, `country`, or the kind of facility.
    pub kind: String,
    /// Alpha-2 code of the country, empty where it is in none.
    pub country: String,
    /// Where it is.
    pub position: Point,
    /// Inhabitants of a city.
    pub people: Option<u32>,
    /// The name that matches what was typed, in the form that is compared, where
    /// it is another one.
    pub matched: Option<String>,
    /// Whether its name is only like what was typed, with which none begins.
    pub alike: bool,
    /// Kilometres from the point that was asked for.
    pub km: Option<f64>,
}

impl Engine {
    /// Places whose name, in any script, or code begins with a text: whole names
    /// first, then the larger places; where there is none, those whose name is
    /// like it.
    ///
    /// # Errors
    /// A damaged table of names.
    pub fn places(&self, text: &str, most: usize) -> Result<Vec<FoundPlace>, EngineError> {
        let gazetteer = self.gazetteer()?;
        let mut found: Vec<FoundPlace> = Vec::new();
        if let Ok(Some(position)) = crate::resolve::coordinates(text.trim()) {
            found.push(self.at(position));
        }
        // A code that is written as one means its facility before any name.
        let by_code = self.by_code(text.trim()).map(|id| self.facility_place(id));
        let own = by_code
            .and_then(|f| gazetteer.places().iter().find(|p| p.kind == PlaceKind::Facility && Some(p.target) == f.facility.map(|id| id.0)));
        found.extend(own.map(|place| FoundPlace { matched: Some(text.trim().to_owned()), ..self.found(place) }));
        for (place, name) in gazetteer.beginning(text, most).into_iter().filter(|(p, _)| own.is_none_or(|o| !std::ptr::eq(*p, o))) {
            let same = landbridge_network::gazetteer::key(&place.name) == name;
            let matched = (!same).then(|| name.to_owned());
            found.push(FoundPlace { matched, ..self.found(place) });
        }
        if found.is_empty() {
            found.extend(gazetteer.similar(text, most).into_iter().map(|p| FoundPlace { alike: true, ..self.found(p) }));
        }
        found.truncate(most);
        Ok(found)
    }

    /// Cities and facilities within some kilometres of a point, the nearest first,
    /// behind the point itself.
    ///
    /// # Errors
    /// A damaged table of names.
    pub fn places_near(&self, at: Point, km: f64, most: usize) -> Result<Vec<FoundPlace>, EngineError> {
        let kinds = [PlaceKind::City, PlaceKind::Facility];
        let near = self.gazetteer()?.places().iter().filter(|p| kinds.contains(&p.kind));
        let mut near: Vec<(f64, &Place)> = near.map(|p| (at.km_to(p.position), p)).filter(|p| p.0 <= km).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
        let mut found = vec![self.at(at)];
        found.extend(near.into_iter().take(most).map(|(km, place)| FoundPlace { km: Some(km), ..self.found(place) }));
        Ok(found)
    }

    fn at(&self, position: Point) -> FoundPlace {
        let name = format!("{:.3}, {:.3}", position.lat, position.lon);
        FoundPlace {
            query: format!("{},{}", position.lat, position.lon),
            name,
            kind: "point".to_owned(),
            country: String::new(),
            position,
            people: None,
            matched: None,
            alike: false,
            km: None,
        }
    }

    fn found(&self, place: &Place) -> FoundPlace {
        let facility: Option<&Facility> =
            (place.kind == PlaceKind::Facility).then(|| self.world.facilities.iter().nth(place.target as usize)).flatten();
        let kind = match (place.kind, facility) {
            (PlaceKind::Facility, Some(f)) => f.kind.as_str(),
            (PlaceKind::Facility, None) => "facility",
            (PlaceKind::City, _) => "city",
            (PlaceKind::Crossing, _) => "crossing",
            (PlaceKind::Country, _) => "country",
        };
        FoundPlace {
            name: place.name.clone(),
            query: self.naming(place, facility),
            kind: kind.to_owned(),
            country: place.country.clone(),
            position: place.position,
            people: (place.kind == PlaceKind::City).then_some(place.population),
            matched: None,
            alike: false,
            km: None,
        }
    }

    /// A text that resolves to this place: its code, its name, its name with the
    /// country, else its position.
    fn naming(&self, place: &Place, facility: Option<&Facility>) -> String {
        let code = facility.map(|f| f.unlocode.clone()).filter(|c| !c.is_empty());
        let iata = facility.map(|f| f.iata.clone()).filter(|c| !c.is_empty());
        let names = [place.name.clone(), format!("{}, {}", place.name, place.country)];
        let means = |text: &String| {
            self.resolve(text).is_ok_and(|found| {
                found.position == place.position && found.facility.is_some() == facility.is_some() && found.name == place.name
            })
        };
        let all = code.into_iter().chain(iata).chain(names);
        all.into_iter().find(means).unwrap_or_else(|| format!("{},{}", place.position.lat, place.position.lon))
    }
}

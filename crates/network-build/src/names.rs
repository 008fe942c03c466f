//! The table of place names.

use crate::sources::cities::City;
use landbridge_model::id::Id;
use landbridge_network::gazetteer::{Gazetteer, Place, PlaceKind};
use landbridge_network::world::{CountryId, FacilityKind, World};

/// Longest alternative name that is kept, in characters.
const LONGEST: usize = 60;

/// Names of cities, facilities, crossings and countries.
pub fn gazetteer(world: &World, cities: &[City]) -> Gazetteer {
    let mut places = Vec::new();
    let mut names: Vec<(String, u32, bool)> = Vec::new();
    let alpha2 = |id: CountryId| world.countries.get(id).map(|c| c.alpha2.clone()).unwrap_or_default();
    for city in cities {
        let place = index(&places);
        places.push(Place {
            name: city.name.clone(),
            kind: PlaceKind::City,
            target: city.geonameid,
            position: city.position(),
            country: city.countrycode.clone(),
            population: city.population,
        });
        names.push((city.name.clone(), place, true));
        names.extend(city.alternatenames.iter().filter(|n| n.chars().count() <= LONGEST).map(|n| (n.clone(), place, false)));
    }
    for (id, f) in world.facilities.enumerate() {
        // Derived stations carry their town's name and would only shadow it.
        if f.kind == FacilityKind::Station {
            continue;
        }
        let place = index(&places);
        places.push(Place {
            name: f.name.clone(),
            kind: PlaceKind::Facility,
            target: id.raw(),
            position: f.position,
            country: alpha2(f.country),
            population: 0,
        });
        names.push((f.name.clone(), place, true));
        names.extend([&f.local_name, &f.unlocode, &f.iata].into_iter().filter(|n| !n.is_empty()).map(|n| (n.clone(), place, true)));
        names.extend(f.local_name.split('/').map(|n| (n.trim().to_owned(), place, false)));
        names.extend(parts(&f.name).map(|n| (n.to_owned(), place, false)));
    }
    for (id, c) in world.crossings.enumerate().filter(|(_, c)| c.confidence != landbridge_model::Confidence::Derived) {
        let place = index(&places);
        places.push(Place {
            name: c.name.clone(),
            kind: PlaceKind::Crossing,
            target: id.raw(),
            position: c.position,
            country: alpha2(c.country_a),
            population: 0,
        });
        names.push((c.id.clone(), place, true));
        names.push((c.name.clone(), place, true));
        names.extend(c.name.split(" – ").map(|n| (n.to_owned(), place, false)));
    }
    for (id, c) in world.countries.enumerate().filter(|(_, c)| !c.alpha2.is_empty()) {
        let largest = cities
            .iter()
            .filter(|city| city.countrycode == c.alpha2)
            .max_by_key(|city| (city.population, std::cmp::Reverse(city.geonameid)));
        if let Some(city) = largest {
            let place = index(&places);
            places.push(Place {
                name: c.name.clone(),
                kind: PlaceKind::Country,
                target: id.raw(),
                position: city.position(),
                country: c.alpha2.clone(),
                population: 0,
            });
            names.push((c.name.clone(), place, true));
        }
    }
    Gazetteer::build(places, names)
}

/// What stands before and within the brackets of a name: `Port of Baku (Alat)`.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let both = name.strip_suffix(')').and_then(|n| n.split_once('('));
    both.into_iter()
        .flat_map(|(before, within)| std::iter::once(before).chain(within.split([',', '/'])))
        .map(str::trim)
        .filter(|n| !n.is_empty())
}

fn index(places: &[Place]) -> u32 {
    u32::try_from(places.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn brackets_hold_a_name_of_their_own() {
        assert_eq!(parts("Port of Baku (Alat)").collect::<Vec<_>>(), ["Port of Baku", "Alat"]);
        assert_eq!(parts("Shanghai (Yangshan, Waigaoqiao)").collect::<Vec<_>>(), ["Shanghai", "Yangshan", "Waigaoqiao"]);
        assert_eq!(parts("Poti").count(), 0);
    }
}

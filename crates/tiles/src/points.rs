//! Places of a map: who is shown from which zoom on.

use crate::cut::{Cutter, Tags};
use crate::mercator::{Unit, project};
use landbridge_model::Confidence;
use landbridge_model::id::Id;
use landbridge_network::World;
use landbridge_network::boxes::{Bounds, Boxes};
use landbridge_network::gazetteer::{Gazetteer, PlaceKind};
use landbridge_network::world::FacilityKind;
use mvt::{Error, Feature};

/// Points of all kinds with the zoom from which each is shown.
pub(crate) struct Points {
    layers: Vec<PointLayer>,
}

struct PointLayer {
    name: &'static str,
    points: Vec<Shown>,
    boxes: Boxes,
}

struct Shown {
    at: Unit,
    first_zoom: u8,
    tags: Vec<(&'static str, Tag)>,
}

enum Tag {
    Text(String),
    Number(f64),
    Year(u16),
    Yes(bool),
}

/// Zooms from which the first so many of a kind are shown, the weightiest first.
const FACILITIES: [(usize, u8); 4] = [(40, 2), (150, 4), (500, 5), (usize::MAX, 7)];
const CITIES: [(usize, u8); 6] = [(40, 2), (150, 3), (600, 4), (2_000, 6), (6_000, 7), (usize::MAX, 8)];

fn from_rank(rank: usize, steps: &[(usize, u8)]) -> u8 {
    steps.iter().find(|(most, _)| rank < *most).map_or(crate::cut::MAX_ZOOM, |s| s.1)
}

impl Points {
    pub(crate) fn new(world: &World, gazetteer: &Gazetteer) -> Self {
        let layers = [
            ("passage", passages(world)),
            ("facility", facilities(world, gazetteer)),
            ("crossing", crossings(world)),
            ("city", cities(gazetteer)),
        ];
        Self {
            layers: layers
                .into_iter()
                .map(|(name, points)| {
                    let boxes = Boxes::new(points.iter().map(|p: &Shown| [p.at[0], p.at[1], p.at[0], p.at[1]]));
                    PointLayer { name, points, boxes }
                })
                .collect(),
        }
    }

    /// Adds the layers of a tile.
    pub(crate) fn add(&self, cutter: &mut Cutter, zoom: u8, bounds: &Bounds) -> Result<(), Error> {
        for all in &self.layers {
            let mut layer = cutter.layer(all.name);
            for k in all.boxes.within(bounds) {
                let shown = &all.points[k as usize];
                if shown.first_zoom > zoom {
                    continue;
                }
                let mut feature = layer.into_feature(cutter.point(shown.at)?);
                shown.tags.iter().for_each(|(key, tag)| tag.add(key, &mut feature));
                layer = feature.into_layer();
            }
            cutter.add(layer)?;
        }
        Ok(())
    }
}

impl Tag {
    fn text(value: &str) -> Self {
        Self::Text(value.to_owned())
    }

    fn add(&self, key: &str, feature: &mut Feature) {
        match self {
            Self::Text(text) => feature.text(key, text),
            Self::Number(number) => feature.add_tag_double(key, *number),
            Self::Year(year) => feature.year(key, *year),
            Self::Yes(yes) => feature.add_tag_bool(key, *yes),
        }
    }
}

/// Straits and canals, each at the point of its lanes nearest to their middle.
fn passages(world: &World) -> Vec<Shown> {
    let mut out = Vec::new();
    for (id, passage) in world.passages.enumerate() {
        let own = world.links.enumerate().filter(|(_, l)| world.classes[l.class].passage == Some(id));
        let points: Vec<Unit> = own.flat_map(|(l, _)| world.shape(l)).map(project).collect();
        let Some(middle) = mean(&points) else { continue };
        let square = |p: &Unit| (0..2).map(|k| (f64::from(p[k]) - middle[k]).powi(2)).sum::<f64>();
        let Some(&at) = points.iter().min_by(|a, b| square(a).total_cmp(&square(b))) else { continue };
        let tags = vec![("id", Tag::text(&passage.name)), ("name", Tag::text(&passage.title)), ("open", Tag::Yes(passage.open))];
        out.push(Shown { at, first_zoom: 1, tags });
    }
    out
}

fn mean(points: &[Unit]) -> Option<[f64; 2]> {
    #[expect(clippy::cast_precision_loss, reason = "points of a strait")]
    let count = points.len() as f64;
    (!points.is_empty()).then(|| [0, 1].map(|k| points.iter().map(|p| f64::from(p[k])).sum::<f64>() / count))
}

fn facilities(world: &World, gazetteer: &Gazetteer) -> Vec<Shown> {
    let around = Around::new(gazetteer);
    let people: Vec<u64> = world.facilities.iter().map(|f| around.people(f.position)).collect();
    let capacity: Vec<f64> = world.facilities.iter().map(|f| f.capacity_teu.unwrap_or(0.0)).collect();
    // Derived freight stations come last of all.
    let documented = world.facilities.enumerate().filter(|(_, f)| f.kind != FacilityKind::Station);
    let mut order: Vec<usize> = documented.map(|(id, _)| id.index()).collect();
    order.sort_by(|&a, &b| capacity[b].total_cmp(&capacity[a]).then(people[b].cmp(&people[a])).then(a.cmp(&b)));
    let mut first = vec![8; world.facilities.len()];
    for (rank, k) in order.into_iter().enumerate() {
        first[k] = from_rank(rank, &FACILITIES);
    }
    let shown = |(k, f): (usize, &landbridge_network::world::Facility)| {
        let mut tags = vec![
            ("kind", Tag::text(f.kind.as_str())),
            ("name", Tag::text(&f.name)),
            ("local", Tag::text(&f.local_name)),
            ("code", Tag::text(if f.unlocode.is_empty() { &f.iata } else { &f.unlocode })),
            ("country", Tag::text(world.countries[f.country].code.as_str())),
            ("from", Tag::Year(f.lifespan.opened)),
            ("until", Tag::Year(f.lifespan.closed)),
        ];
        tags.extend(f.capacity_teu.map(|teu| ("capacity", Tag::Number(teu))));
        Shown { at: project(f.position), first_zoom: first[k], tags }
    };
    world.facilities.iter().enumerate().map(shown).collect()
}

/// How many live near a point.
struct Around<'a> {
    gazetteer: &'a Gazetteer,
    boxes: Boxes,
}

impl<'a> Around<'a> {
    /// What counts as near.
    const KM: f64 = 40.0;

    fn new(gazetteer: &'a Gazetteer) -> Self {
        let at = |p: &landbridge_network::gazetteer::Place| project(p.position);
        let boxes = Boxes::new(gazetteer.places().iter().map(at).map(|[x, y]| [x, y, x, y]));
        Self { gazetteer, boxes }
    }

    fn people(&self, p: landbridge_model::Point) -> u64 {
        let reach = Self::KM / 110.0;
        let wide = reach / libm::cos(p.lat.to_radians()).max(0.1);
        let corner = |dlat: f64, dlon: f64| project(landbridge_model::Point::new(p.lat + dlat, p.lon + dlon));
        let ([west, north], [east, south]) = (corner(reach, -wide), corner(-reach, wide));
        let places = self.gazetteer.places();
        let near = self.boxes.within(&[west, north, east, south]);
        near.into_iter().map(|k| &places[k as usize]).filter(|p| p.kind == PlaceKind::City).map(|p| u64::from(p.population)).sum()
    }
}

fn crossings(world: &World) -> Vec<Shown> {
    let shown = |c: &landbridge_network::world::Crossing| {
        let named = c.confidence != Confidence::Derived;
        let countries = [c.country_a, c.country_b].map(|id| world.countries[id].code.as_str());
        let mut tags = vec![
            ("id", Tag::text(&c.id)),
            ("name", Tag::text(&c.name)),
            ("mode", Tag::text(c.mode.as_str())),
            ("countries", Tag::text(&countries.join(" "))),
            ("named", Tag::Yes(named)),
            ("from", Tag::Year(c.lifespan.opened)),
            ("until", Tag::Year(c.lifespan.closed)),
        ];
        tags.extend(c.hours_p50.map(|hours| ("hours", Tag::Number(hours))));
        tags.extend(c.gauge_change.map(|(a, b, _)| ("gauges", Tag::Text(format!("{a} {b}")))));
        let first_zoom = if named { 4 } else { 7 };
        Shown { at: project(c.position), first_zoom, tags }
    };
    world.crossings.iter().map(shown).collect()
}

fn cities(gazetteer: &Gazetteer) -> Vec<Shown> {
    let local = gazetteer.names_in(is_han);
    let mut order: Vec<usize> = (0..gazetteer.len()).filter(|&k| gazetteer.places()[k].kind == PlaceKind::City).collect();
    let people = |k: usize| gazetteer.places()[k].population;
    order.sort_by_key(|&k| (std::cmp::Reverse(people(k)), k));
    let shown = |(rank, &k): (usize, &usize)| {
        let place = &gazetteer.places()[k];
        let mut tags = vec![
            ("name", Tag::text(&place.name)),
            ("country", Tag::text(&place.country)),
            ("people", Tag::Number(f64::from(place.population))),
        ];
        // Elsewhere a name in these characters may be Japanese or outdated.
        let own = local.get(&k).filter(|_| HAN.contains(&place.country.as_str()));
        tags.extend(own.and_then(|names| usual(names)).map(|name| ("local", Tag::text(name))));
        Shown { at: project(place.position), first_zoom: from_rank(rank, &CITIES), tags }
    };
    order.iter().enumerate().map(shown).collect()
}

/// Countries and territories, alpha-2, whose places are written in Han characters.
const HAN: [&str; 5] = ["CN", "HK", "MO", "TW", "JP"];

/// Of several names the one that most of them begin with, of these the shortest:
/// of 天府, 成都 and 成都市 that is 成都.
fn usual<'a>(names: &[&'a str]) -> Option<&'a str> {
    let begun = |name: &str| names.iter().filter(|other| other.starts_with(name)).count();
    names.iter().copied().min_by_key(|name| (std::cmp::Reverse(begun(name)), name.chars().count(), *name))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_name_is_the_one_that_others_begin_with() {
        assert_eq!(usual(&["天府", "成都", "成都市"]), Some("成都"));
        assert_eq!(usual(&["銀川", "银川", "银川市"]), Some("银川"));
        assert_eq!(usual(&[]), None);
    }

    #[test]
    fn the_first_come_early() {
        assert_eq!([0, 39, 40, 10_000].map(|rank| from_rank(rank, &CITIES)), [2, 2, 3, 8]);
    }
}

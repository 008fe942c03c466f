//! From a position to the nearest places on links.

use crate::boxes::{Bounds, Boxes};
use crate::world::{DEGREE, LinkId, World};
use landbridge_model::Point;
use landbridge_model::id::Id;

/// A place on a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnLink {
    /// The link.
    pub link: LinkId,
    /// Share of the link's length before the place.
    pub fraction: f64,
    /// Distance from the position asked for, in kilometres.
    pub km: f64,
    /// The place itself.
    pub at: Point,
}

/// Kilometres per degree of latitude, rounded down: for lower bounds only.
const KM_PER_DEGREE: f64 = 110.5;

/// Boxes around links, for scans: south, west, north, east in 1e-5 degrees.
#[derive(Clone, Debug, Default)]
pub struct Snapper(Boxes);

/// A position from which boxes are judged.
struct Near {
    position: Point,
    scale: f64,
}

impl Near {
    fn new(position: Point) -> Self {
        Self { position, scale: libm::cos(position.lat.to_radians()).max(0.01) }
    }

    /// At most the kilometres to what is in a box.
    fn at_least_km(&self, bounds: &Bounds) -> f64 {
        let [south, west, north, east] = bounds.map(|v| f64::from(v) / DEGREE);
        let dlat = (south - self.position.lat).max(self.position.lat - north).max(0.0);
        let dlon = (west - self.position.lon).max(self.position.lon - east).max(0.0) * self.scale;
        dlat.max(dlon * 0.95) * KM_PER_DEGREE
    }
}

impl Snapper {
    /// Boxes of all links of a world. Links over the antimeridian get a box
    /// right round the globe.
    pub fn new(world: &World) -> Self {
        let boxes = world.links.iter().enumerate().map(|(i, link)| {
            let (a, b) = (link.from.index(), link.to.index());
            let range = world.shapes.first[i] as usize..world.shapes.first[i + 1] as usize;
            let lats = world.shapes.lat[range.clone()].iter().chain([&world.node_lat[a], &world.node_lat[b]]);
            let lons = world.shapes.lon[range].iter().chain([&world.node_lon[a], &world.node_lon[b]]);
            let bounds =
                |values: &mut dyn Iterator<Item = &i32>| values.fold((i32::MAX, i32::MIN), |(low, high), &v| (low.min(v), high.max(v)));
            let (south, north) = bounds(&mut { lats });
            let (west, east) = bounds(&mut { lons });
            if i64::from(east) - i64::from(west) > 180 * 100_000 { [south, i32::MIN, north, i32::MAX] } else { [south, west, north, east] }
        });
        Self(Boxes::new(boxes))
    }

    /// Up to `most` places on links that `keep` lets through, within `km`,
    /// nearest first.
    pub fn nearest(&self, world: &World, p: Point, km: f64, most: usize, keep: impl Fn(LinkId) -> bool) -> Vec<OnLink> {
        let near = Near::new(p);
        let mut found: Vec<OnLink> = Vec::new();
        let mut limit = km;
        for (block, boxes) in self.0.blocks() {
            if near.at_least_km(block) > limit {
                continue;
            }
            for (bounds, raw) in boxes {
                if near.at_least_km(bounds) > limit || !keep(LinkId(*raw)) {
                    continue;
                }
                if let Some(on) = on_link(world, LinkId(*raw), p).filter(|on| on.km <= limit) {
                    found.push(on);
                    if found.len() > 4 * most {
                        trim(&mut found, most);
                        limit = found.last().map_or(limit, |on| on.km);
                    }
                }
            }
        }
        trim(&mut found, most);
        found
    }
}

fn trim(found: &mut Vec<OnLink>, most: usize) {
    found.sort_by(|a, b| a.km.total_cmp(&b.km).then(a.link.cmp(&b.link)));
    found.truncate(most);
}

/// The place on one link nearest to a position.
pub fn on_link(world: &World, link: LinkId, p: Point) -> Option<OnLink> {
    let points = world.shape(link);
    let mut best: Option<(f64, f64, Point)> = None;
    let mut before = 0.0;
    for w in points.windows(2) {
        let projection = p.project_on(w[0], w[1]);
        let along = before + w[0].km_to(projection.point);
        if best.is_none_or(|b| projection.km < b.0) {
            best = Some((projection.km, along, projection.point));
        }
        before += w[0].km_to(w[1]);
    }
    let (km, along, at) = best?;
    let fraction = if before > 0.0 { (along / before).clamp(0.0, 1.0) } else { 0.0 };
    Some(OnLink { link, fraction, km, at })
}

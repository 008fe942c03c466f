//! From a position to the nearest places on links.

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

/// Boxes around links, for scans.
#[derive(Clone, Debug, Default)]
pub struct Snapper {
    /// South, west, north, east in 1e-5 degrees.
    boxes: Vec<[i32; 4]>,
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
        Self { boxes: boxes.collect() }
    }

    /// Up to `most` places on links that `keep` lets through, within `km`,
    /// nearest first.
    pub fn nearest(&self, world: &World, p: Point, km: f64, most: usize, keep: impl Fn(LinkId) -> bool) -> Vec<OnLink> {
        let scale = libm::cos(p.lat.to_radians()).max(0.01);
        let mut found: Vec<OnLink> = Vec::new();
        let mut limit = km;
        for (raw, bounds) in (0u32..).zip(&self.boxes) {
            let [south, west, north, east] = bounds.map(|v| f64::from(v) / DEGREE);
            let dlat = (south - p.lat).max(p.lat - north).max(0.0);
            let dlon = (west - p.lon).max(p.lon - east).max(0.0) * scale;
            if dlat.max(dlon * 0.95) * KM_PER_DEGREE > limit || !keep(LinkId(raw)) {
                continue;
            }
            if let Some(on) = on_link(world, LinkId(raw), p).filter(|on| on.km <= limit) {
                found.push(on);
                if found.len() > 4 * most {
                    trim(&mut found, most);
                    limit = found.last().map_or(limit, |on| on.km);
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

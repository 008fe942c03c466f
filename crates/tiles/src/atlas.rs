//! A world made ready for cutting tiles.

use crate::clip;
use crate::cut::{Cutter, Tags, TileId};
use crate::land::{ArcKind, Land, around};
use crate::mercator::{Unit, pixel, project};
use crate::points::Points;
use crate::simplify::simplify;
use crate::trails::trails;
use landbridge_model::{Lifespan, Mode};
use landbridge_network::boxes::Boxes;
use landbridge_network::gazetteer::Gazetteer;
use landbridge_network::world::LinkClass;
use landbridge_network::{LinkId, World};
use mvt::Error;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Last zooms of the bands in which lines are simplified alike.
const BANDS: [u8; 5] = [1, 3, 5, 7, crate::cut::MAX_ZOOM];
/// Pixels at the last zoom of a band that a line may be off.
const OFF: f64 = 0.6;
/// Lines shorter than so many pixels at the last zoom of a band are left out.
const SHORT: f64 = 2.0;

/// A world, its names and its base map, ready for cutting tiles.
pub struct Atlas {
    bands: Vec<Band>,
    points: Points,
}

/// Lines for some zooms.
struct Band {
    lines: Vec<(Look, Vec<Unit>)>,
    boxes: Boxes,
    land: Land,
}

/// What lines of one kind have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    mode: Mode,
    gauge_mm: u16,
    electrified: Option<bool>,
    tracks: u8,
    main: bool,
    lifespan: Lifespan,
}

impl Look {
    fn of(class: &LinkClass, band: u8) -> Self {
        let near = band >= 7;
        Self {
            mode: class.mode,
            gauge_mm: class.gauge_mm,
            electrified: class.electrified.filter(|_| near),
            tracks: if near { class.tracks } else { 0 },
            main: class.line.is_some() || (class.mode == Mode::Rail && (class.tracks > 1 || class.electrified == Some(true))),
            lifespan: class.lifespan,
        }
    }

    /// The first zoom at which lines of this look are drawn.
    fn first_zoom(self) -> u8 {
        match (self.mode, self.main) {
            (Mode::Rail, true) | (Mode::Sea | Mode::Air | Mode::OilPipeline | Mode::GasPipeline, _) => 0,
            (Mode::Rail, false) | (Mode::Waterway | Mode::Ferry, _) => 2,
            (Mode::Road, true) => 3,
            (Mode::Road, false) | (Mode::RailPassenger, _) => 5,
        }
    }
}

impl Atlas {
    /// Makes a world ready: on two cores some hundred milliseconds.
    pub fn new(world: &World, gazetteer: &Gazetteer, land: &Land) -> Self {
        let bands = BANDS.par_iter().map(|&last| Band::new(world, land, last)).collect();
        Self { bands, points: Points::new(world, gazetteer) }
    }

    /// The bytes of a tile.
    ///
    /// # Errors
    /// Geometry that the form cannot hold; none is known.
    pub fn tile(&self, id: TileId) -> Result<Vec<u8>, Error> {
        let at = BANDS.iter().position(|&last| id.zoom() <= last).unwrap_or(BANDS.len() - 1);
        let (band, bounds) = (&self.bands[at], id.bounds());
        let mut cutter = Cutter::new(id);
        let mut layer = cutter.layer("land");
        for (code, polygons) in band.land.polygons(&bounds) {
            if let Some(shape) = cutter.polygons(&polygons)? {
                let mut feature = layer.into_feature(shape);
                feature.text("code", code);
                layer = feature.into_layer();
            }
        }
        cutter.add(layer)?;
        for (name, kind) in [("coast", ArcKind::Coast), ("border", ArcKind::Border)] {
            if let Some(shape) = cutter.lines(&band.land.lines(kind, &bounds))? {
                let layer = cutter.layer(name).into_feature(shape).into_layer();
                cutter.add(layer)?;
            }
        }
        let mut by_look: BTreeMap<Look, Vec<Vec<Unit>>> = BTreeMap::new();
        for k in band.boxes.within(&bounds) {
            let (look, points) = &band.lines[k as usize];
            if look.first_zoom() <= id.zoom() {
                by_look.entry(*look).or_default().extend(clip::line(points, &bounds));
            }
        }
        let mut layer = cutter.layer("line");
        for (look, parts) in by_look {
            let Some(shape) = cutter.lines(&parts)? else { continue };
            let mut feature = layer.into_feature(shape);
            feature.text("mode", look.mode.as_str());
            feature.year("gauge", look.gauge_mm);
            if let Some(wired) = look.electrified {
                feature.add_tag_bool("electrified", wired);
            }
            if look.tracks > 0 {
                feature.add_tag_uint("tracks", u64::from(look.tracks));
            }
            feature.add_tag_bool("main", look.main);
            feature.year("from", look.lifespan.opened);
            feature.year("until", look.lifespan.closed);
            layer = feature.into_layer();
        }
        cutter.add(layer)?;
        self.points.add(&mut cutter, id.zoom(), &bounds)?;
        cutter.bytes()
    }
}

impl Band {
    fn new(world: &World, land: &Land, last: u8) -> Self {
        let mut by_look: BTreeMap<Look, Vec<LinkId>> = BTreeMap::new();
        for (id, link) in world.links.enumerate() {
            let look = Look::of(&world.classes[link.class], last);
            if look.first_zoom() <= last {
                by_look.entry(look).or_default().push(id);
            }
        }
        let by_look: Vec<(Look, Vec<LinkId>)> = by_look.into_iter().collect();
        let lines: Vec<(Look, Vec<Unit>)> = by_look
            .par_iter()
            .flat_map_iter(|(look, links)| joined(world, links).into_iter().map(|points| (*look, points)))
            .filter_map(|(look, points)| Some((look, fewer(&points, last)?)))
            .collect();
        let boxes = Boxes::new(lines.iter().map(|(_, points)| around(points).unwrap_or_default()));
        Self { lines, boxes, land: land.simplified(OFF * pixel(last)) }
    }
}

/// Links of one look as long lines, each cut at the edge of the map.
fn joined(world: &World, links: &[LinkId]) -> Vec<Vec<Unit>> {
    let ends: Vec<(u32, u32)> = links.iter().map(|&l| (world.links[l].from.0, world.links[l].to.0)).collect();
    let mut lines = Vec::new();
    for trail in trails(&ends) {
        let mut line: Vec<Unit> = Vec::new();
        for (k, backward) in trail {
            let mut points: Vec<Unit> = world.shape(links[k]).into_iter().map(project).collect();
            if backward {
                points.reverse();
            }
            for point in points {
                match line.last() {
                    Some(last) if *last == point => {}
                    Some(last) if over_the_edge(*last, point) => {
                        lines.push(over(&mut line, point));
                        line.push(point);
                    }
                    _ => line.push(point),
                }
            }
        }
        lines.push(line);
    }
    lines.retain(|line| line.len() > 1);
    lines
}

/// Whether a step goes round the back of the map.
fn over_the_edge(a: Unit, b: Unit) -> bool {
    (i64::from(a[0]) - i64::from(b[0])).abs() > i64::from(crate::mercator::WORLD / 2)
}

/// Ends a line at the edge of the map on its way to a point beyond, and begins
/// the next one at the other edge.
fn over(line: &mut Vec<Unit>, to: Unit) -> Vec<Unit> {
    let from = line.last().copied().unwrap_or(to);
    let world = i64::from(crate::mercator::WORLD);
    let (edge, other) = if from[0] > to[0] { (world, 0) } else { (0, world) };
    let (before, after) = ((edge - i64::from(from[0])).abs(), (i64::from(to[0]) - other).abs());
    let rise = i64::from(to[1]) - i64::from(from[1]);
    let y = i64::from(from[1]) + if before + after > 0 { rise * before / (before + after) } else { 0 };
    let unit = |x: i64| [x, y].map(|v| i32::try_from(v).unwrap_or_default());
    line.push(unit(edge));
    std::mem::replace(line, vec![unit(other)])
}

/// A line for a band of zooms; none where it is too short to be seen.
fn fewer(points: &[Unit], last: u8) -> Option<Vec<Unit>> {
    let pixel = pixel(last);
    let deepest = last == crate::cut::MAX_ZOOM;
    let [west, north, east, south] = around(points)?;
    let long = f64::from(east - west).max(f64::from(south - north)) >= SHORT * pixel;
    (deepest || long).then(|| simplify(points, OFF * pixel))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mercator::WORLD;

    #[test]
    fn a_line_round_the_back_is_cut_at_the_edges() {
        let mut line = vec![[WORLD - 100, 50]];
        let first = over(&mut line, [100, 70]);
        assert_eq!(first, [[WORLD - 100, 50], [WORLD, 60]]);
        assert_eq!(line, [[0, 60]]);
    }
}

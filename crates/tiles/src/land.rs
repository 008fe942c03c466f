//! Countries, their borders and coasts, from `data/map/land.topojson`.

use crate::clip;
use crate::mercator::{Unit, project};
use crate::simplify::simplify;
use landbridge_formats::topojson::{self, ArcRef, Area, TopologyError};
use landbridge_network::boxes::{Bounds, meet};
use std::sync::Arc as Shared;

/// Countries as polygons that share their arcs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Land {
    arcs: Vec<Arc>,
    countries: Shared<Vec<Country>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Arc {
    points: Vec<Unit>,
    /// The box around them; none around none.
    bounds: Option<Bounds>,
    kind: ArcKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArcKind {
    /// Between two countries.
    Border,
    /// Between a country and the sea.
    Coast,
    /// The edge of the map or a line within a country: no line of the world.
    Seam,
}

#[derive(Clone, Debug, PartialEq)]
struct Country {
    code: String,
    polygons: Vec<Vec<Vec<ArcRef>>>,
}

impl Land {
    /// Reads TopoJSON with an object `countries` and, in `seams`, the arcs that
    /// are no line of the world.
    ///
    /// # Errors
    /// Says what is not as it should be.
    pub fn read(text: &str) -> Result<Self, TopologyError> {
        let topology = topojson::read(text)?;
        let mut uses: Vec<Vec<&str>> = vec![Vec::new(); topology.arcs.len()];
        for area in &topology.areas {
            area.polygons.iter().flatten().flatten().for_each(|one| uses[one.arc].push(&area.code));
        }
        let kind = |(k, codes): (usize, Vec<&str>)| match codes.as_slice() {
            _ if topology.seams.contains(&k) => ArcKind::Seam,
            // Two areas of one country: a line within it.
            [first, rest @ ..] if !rest.is_empty() && !first.is_empty() && rest.iter().all(|code| code == first) => ArcKind::Seam,
            [_, _, ..] => ArcKind::Border,
            _ => ArcKind::Coast,
        };
        let kinds: Vec<ArcKind> = uses.into_iter().enumerate().map(kind).collect();
        let arcs = topology.arcs.iter().zip(kinds).map(|(points, kind)| Arc::new(points.iter().map(|&p| project(p)).collect(), kind));
        let country = |area: &Area| Country { code: area.code.clone(), polygons: area.polygons.clone() };
        Ok(Self { arcs: arcs.collect(), countries: Shared::new(topology.areas.iter().map(country).collect()) })
    }

    /// The same with fewer points: neighbours stay neighbours, since arcs are
    /// simplified and not rings.
    pub(crate) fn simplified(&self, tolerance: f64) -> Self {
        let fewer = |arc: &Arc| Arc::new(simplify(&arc.points, tolerance), arc.kind);
        Self { arcs: self.arcs.iter().map(fewer).collect(), countries: Shared::clone(&self.countries) }
    }

    /// Countries with their polygons within a box, the outer ring of each first.
    pub(crate) fn polygons(&self, bounds: &Bounds) -> Vec<(&str, Vec<Vec<Vec<Unit>>>)> {
        let cut = |rings: &Vec<Vec<ArcRef>>| -> Vec<Vec<Unit>> {
            let mut cut: Vec<Vec<Unit>> = Vec::new();
            for (k, ring) in rings.iter().enumerate() {
                let near = ring.iter().filter_map(|one| self.arcs[one.arc].bounds).reduce(both).is_some_and(|b| meet(&b, bounds));
                let part = if near { clip::ring(&self.ring(ring), bounds) } else { Vec::new() };
                match (k, part.is_empty()) {
                    (0, true) => return Vec::new(),
                    (_, true) => {}
                    _ => cut.push(part),
                }
            }
            cut
        };
        self.countries
            .iter()
            .map(|country| (country.code.as_str(), country.polygons.iter().map(cut).filter(|p| !p.is_empty()).collect::<Vec<_>>()))
            .filter(|(_, polygons)| !polygons.is_empty())
            .collect()
    }

    /// The points of a ring, each once.
    fn ring(&self, ring: &[ArcRef]) -> Vec<Unit> {
        let mut points = topojson::joined(ring, |arc| &self.arcs[arc].points);
        points.pop();
        points
    }

    /// Parts of the arcs of a kind within a box.
    pub(crate) fn lines(&self, kind: ArcKind, bounds: &Bounds) -> Vec<Vec<Unit>> {
        let near = |arc: &&Arc| arc.kind == kind && arc.bounds.is_some_and(|b| meet(&b, bounds));
        self.arcs.iter().filter(near).flat_map(|arc| clip::line(&arc.points, bounds)).collect()
    }
}

impl Arc {
    fn new(points: Vec<Unit>, kind: ArcKind) -> Self {
        Self { bounds: around(&points), points, kind }
    }
}

/// The box around two boxes.
fn both(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// The box around points; none around none.
pub(crate) fn around(points: &[Unit]) -> Option<Bounds> {
    let mut points = points.iter();
    let first = points.next()?;
    let grow = |b: Bounds, p: &Unit| [b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])];
    Some(points.fold([first[0], first[1], first[0], first[1]], grow))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two countries of ten by ten degrees side by side, the left one at the edge of
    /// the map, the right one with a hole.
    const TWO: &str = r#"{"type":"Topology","transform":{"scale":[1,1],"translate":[-180,0]},
        "arcs":[[[10,0],[0,10]],[[10,10],[-10,0]],[[0,10],[0,-10]],[[0,0],[10,0]],
                [[10,0],[10,0],[0,10],[-10,0]],[[12,2],[0,2],[2,0],[0,-2],[-2,0]]],
        "seams":[2],
        "objects":{"countries":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,1,2,3]],"properties":{"code":"AAA","name":"A"}},
            {"type":"MultiPolygon","arcs":[[[4,-1],[5]]],"properties":{"code":"BBB","name":"B"}}]}}}"#;

    #[test]
    fn what_two_areas_of_one_country_share_is_no_line() {
        let land = Land::read(&TWO.replace("BBB", "AAA")).expect("it is whole");
        assert_eq!((land.lines(ArcKind::Border, &ALL).len(), land.lines(ArcKind::Seam, &ALL).len()), (0, 2));
    }

    const ALL: Bounds = [0, 0, 1 << 30, 1 << 30];

    #[test]
    fn what_two_share_is_a_border_and_the_edge_of_the_map_no_line() {
        let land = Land::read(TWO).expect("it is whole");
        assert_eq!(land.lines(ArcKind::Border, &ALL).len(), 1);
        assert_eq!(land.lines(ArcKind::Seam, &ALL).len(), 1);
        assert_eq!(land.lines(ArcKind::Coast, &ALL).len(), 4);
        let polygons = land.polygons(&ALL);
        let shape: Vec<(&str, Vec<Vec<usize>>)> =
            polygons.iter().map(|(code, p)| (*code, p.iter().map(|rings| rings.iter().map(Vec::len).collect()).collect())).collect();
        assert_eq!(shape, vec![("AAA", vec![vec![4]]), ("BBB", vec![vec![4, 4]])]);
    }
}

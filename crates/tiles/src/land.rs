//! Countries, their borders and coasts, from `data/map/land.topojson`.

use crate::clip;
use crate::mercator::{Unit, project};
use crate::simplify::simplify;
use landbridge_model::Point;
use landbridge_network::boxes::{Bounds, meet};
use serde::Deserialize;

/// Why a base map cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LandError(String);

/// Countries as polygons that share their arcs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Land {
    arcs: Vec<Arc>,
    countries: Vec<Country>,
}

#[derive(Clone, Debug, PartialEq)]
struct Arc {
    points: Vec<Unit>,
    kind: ArcKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArcKind {
    /// Between two countries.
    Border,
    /// Between a country and the sea.
    Coast,
    /// The edge of the map, which is no line of the world.
    Seam,
}

#[derive(Clone, Debug, PartialEq)]
struct Country {
    code: String,
    /// Polygons of rings of arcs; `!k` is arc `k` from its end.
    polygons: Vec<Vec<Vec<i32>>>,
}

#[derive(Deserialize)]
struct Topology {
    transform: Transform,
    arcs: Vec<Vec<[i64; 2]>>,
    objects: Objects,
    #[serde(default)]
    seams: Vec<usize>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(default)]
    properties: Properties,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Default, Deserialize)]
struct Properties {
    #[serde(default)]
    code: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i32>>),
    MultiPolygon(Vec<Vec<Vec<i32>>>),
}

impl Land {
    /// Reads TopoJSON with an object `countries` and, in `seams`, the arcs that
    /// are no line of the world.
    ///
    /// # Errors
    /// Says what is not as it should be.
    pub fn read(text: &str) -> Result<Self, LandError> {
        let topology: Topology = serde_json::from_str(text).map_err(|e| LandError(e.to_string()))?;
        let (scale, shift) = (topology.transform.scale, topology.transform.translate);
        let mut arcs: Vec<Arc> = Vec::with_capacity(topology.arcs.len());
        for deltas in &topology.arcs {
            let mut at = [0i64; 2];
            let mut points = Vec::with_capacity(deltas.len());
            for d in deltas {
                at = [at[0].saturating_add(d[0]), at[1].saturating_add(d[1])];
                #[expect(clippy::cast_precision_loss, reason = "steps of a quantised map")]
                let [lon, lat] = [0, 1].map(|k| at[k] as f64 * scale[k] + shift[k]);
                points.push(project(Point::new(lat, lon)));
            }
            arcs.push(Arc { points, kind: ArcKind::Coast });
        }
        let mut uses = vec![0u32; arcs.len()];
        let mut countries = Vec::new();
        for geometry in topology.objects.countries.geometries {
            let polygons = match geometry.shape {
                Shape::Polygon(rings) => vec![rings],
                Shape::MultiPolygon(polygons) => polygons,
            };
            for &arc in polygons.iter().flatten().flatten() {
                let known = uses.get_mut(number(arc)).ok_or_else(|| LandError(format!("arc {arc} is not there")))?;
                *known += 1;
            }
            countries.push(Country { code: geometry.properties.code, polygons });
        }
        for (arc, uses) in arcs.iter_mut().zip(uses) {
            arc.kind = if uses > 1 { ArcKind::Border } else { ArcKind::Coast };
        }
        for seam in topology.seams {
            arcs.get_mut(seam).ok_or_else(|| LandError(format!("seam {seam} is not there")))?.kind = ArcKind::Seam;
        }
        Ok(Self { arcs, countries })
    }

    /// The same with fewer points: neighbours stay neighbours, since arcs are
    /// simplified and not rings.
    pub(crate) fn simplified(&self, tolerance: f64) -> Self {
        let fewer = |arc: &Arc| Arc { points: simplify(&arc.points, tolerance), kind: arc.kind };
        Self { arcs: self.arcs.iter().map(fewer).collect(), countries: self.countries.clone() }
    }

    /// Countries with their polygons within a box, the outer ring of each first.
    pub(crate) fn polygons(&self, bounds: &Bounds) -> Vec<(&str, Vec<Vec<Vec<Unit>>>)> {
        let cut = |rings: &Vec<Vec<i32>>| -> Vec<Vec<Unit>> {
            let mut cut: Vec<Vec<Unit>> = Vec::new();
            for (k, ring) in rings.iter().enumerate() {
                let points = self.ring(ring);
                let part = if around(&points).is_some_and(|b| meet(&b, bounds)) { clip::ring(&points, bounds) } else { Vec::new() };
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

    fn ring(&self, arcs: &[i32]) -> Vec<Unit> {
        let mut points: Vec<Unit> = Vec::new();
        for &arc in arcs {
            let own = &self.arcs[number(arc)].points;
            // Arcs share their ends.
            points.pop();
            if arc < 0 { points.extend(own.iter().rev()) } else { points.extend(own) }
        }
        points.pop();
        points
    }

    /// Parts of the arcs of a kind within a box.
    pub(crate) fn lines(&self, kind: ArcKind, bounds: &Bounds) -> Vec<Vec<Unit>> {
        let near = |arc: &&Arc| arc.kind == kind && around(&arc.points).is_some_and(|b| meet(&b, bounds));
        self.arcs.iter().filter(near).flat_map(|arc| clip::line(&arc.points, bounds)).collect()
    }
}

fn number(arc: i32) -> usize {
    usize::try_from(if arc < 0 { !arc } else { arc }).unwrap_or(usize::MAX)
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

    #[test]
    fn what_is_not_there_is_said() {
        let broken = TWO.replace("[[4,-1],[5]]", "[[4,-1],[9]]");
        assert_eq!(Land::read(&broken).expect_err("arc 9").to_string(), "arc 9 is not there");
        assert!(Land::read(&TWO.replace("\"seams\":[2]", "\"seams\":[77]")).is_err());
        assert!(Land::read("{}").is_err());
    }
}

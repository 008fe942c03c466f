//! Countries as TopoJSON: polygons of arcs that neighbours share, as quantised
//! steps (Bostock and Metcalf, "The TopoJSON Format Specification", 2013).

use landbridge_model::Point;
use serde::Deserialize;

/// What cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TopologyError(String);

/// Polygons over shared arcs. Every arc that a polygon names is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    /// Points of each arc.
    pub arcs: Vec<Vec<Point>>,
    /// The areas of the object `countries`.
    pub areas: Vec<Area>,
    /// Arcs that are no line of the world, such as the edge of the map.
    pub seams: Vec<usize>,
}

/// An area with its names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Area {
    /// Its id, empty where it has none.
    pub id: String,
    /// Its property `name`.
    pub name: String,
    /// Its property `code`.
    pub code: String,
    /// Polygons of rings of arcs, the outer ring first.
    pub polygons: Vec<Vec<Vec<ArcRef>>>,
}

/// An arc of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArcRef {
    /// Its number among the arcs.
    pub arc: usize,
    /// Whether it is run from its end.
    pub reversed: bool,
}

#[derive(Deserialize)]
struct Raw {
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
    id: Option<String>,
    #[serde(default)]
    properties: Properties,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Default, Deserialize)]
struct Properties {
    #[serde(default)]
    name: String,
    #[serde(default)]
    code: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

/// Reads TopoJSON with an object `countries`.
///
/// # Errors
/// Text that is no such thing; a ring or seam of an arc that is not there.
pub fn read(text: &str) -> Result<Topology, TopologyError> {
    let raw: Raw = serde_json::from_str(text).map_err(|e| TopologyError(e.to_string()))?;
    let count = raw.arcs.len();
    if let Some(seam) = raw.seams.iter().find(|s| **s >= count) {
        return Err(TopologyError(format!("seam {seam} is not there")));
    }
    let named = |index: i64| -> Result<ArcRef, TopologyError> {
        let (number, reversed) = if index < 0 { (!index, true) } else { (index, false) };
        let arc = usize::try_from(number).ok().filter(|k| *k < count);
        Ok(ArcRef { arc: arc.ok_or_else(|| TopologyError(format!("arc {index} is not there")))?, reversed })
    };
    let mut areas = Vec::with_capacity(raw.objects.countries.geometries.len());
    for geometry in raw.objects.countries.geometries {
        let polygons = match geometry.shape {
            Shape::Polygon(rings) => vec![rings],
            Shape::MultiPolygon(polygons) => polygons,
        };
        let ring = |ring: Vec<i64>| ring.into_iter().map(named).collect::<Result<Vec<_>, _>>();
        let polygon = |rings: Vec<Vec<i64>>| rings.into_iter().map(ring).collect::<Result<Vec<_>, _>>();
        areas.push(Area {
            id: geometry.id.unwrap_or_default(),
            name: geometry.properties.name,
            code: geometry.properties.code,
            polygons: polygons.into_iter().map(polygon).collect::<Result<_, _>>()?,
        });
    }
    Ok(Topology { arcs: raw.arcs.iter().map(|arc| decode(arc, &raw.transform)).collect(), areas, seams: raw.seams })
}

fn decode(arc: &[[i64; 2]], transform: &Transform) -> Vec<Point> {
    let (mut x, mut y) = (0i64, 0i64);
    arc.iter()
        .map(|d| {
            (x, y) = (x.saturating_add(d[0]), y.saturating_add(d[1]));
            #[expect(clippy::cast_precision_loss, reason = "quantised coordinates are far below 2^52")]
            let (x, y) = (x as f64, y as f64);
            Point::new(y * transform.scale[1] + transform.translate[1], x * transform.scale[0] + transform.translate[0])
        })
        .collect()
}

impl Topology {
    /// The points of a ring; arcs share their ends, which stand once.
    pub fn ring(&self, ring: &[ArcRef]) -> Vec<Point> {
        joined(ring, |arc| &self.arcs[arc])
    }
}

/// The points of a ring over arcs in any form.
pub fn joined<'a, P: Copy + 'a>(ring: &[ArcRef], points: impl Fn(usize) -> &'a [P]) -> Vec<P> {
    let mut all: Vec<P> = Vec::new();
    for one in ring {
        let own = points(one.arc);
        let skip = usize::from(!all.is_empty());
        if one.reversed { all.extend(own.iter().rev().skip(skip)) } else { all.extend(own.iter().skip(skip)) }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = r#"{"type":"Topology","transform":{"scale":[2,1],"translate":[-10,0]},
        "arcs":[[[0,0],[10,0],[0,10]],[[0,0],[0,10],[10,0]]],"seams":[1],
        "objects":{"countries":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,-2]],"id":"001","properties":{"name":"Square","code":"SQU"}}]}}}"#;

    #[test]
    fn a_ring_over_an_arc_from_its_end() {
        let topology = read(SQUARE).unwrap_or_else(|e| panic!("{e}"));
        let area = &topology.areas[0];
        assert_eq!((area.id.as_str(), area.name.as_str(), area.code.as_str()), ("001", "Square", "SQU"));
        let ring: Vec<[f64; 2]> = topology.ring(&area.polygons[0][0]).iter().map(|p| [p.lon, p.lat]).collect();
        assert_eq!(ring, [[-10.0, 0.0], [10.0, 0.0], [10.0, 10.0], [-10.0, 10.0], [-10.0, 0.0]]);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let said = |text: &str| read(text).err().map(|e| e.to_string()).unwrap_or_default();
        assert_eq!(said(&SQUARE.replace("[[0,-2]]", "[[0,9]]")), "arc 9 is not there");
        assert_eq!(said(&SQUARE.replace("\"seams\":[1]", "\"seams\":[7]")), "seam 7 is not there");
        assert!(read("{}").is_err());
    }
}

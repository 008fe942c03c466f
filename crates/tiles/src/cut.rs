//! From what lies within a tile to its bytes.

use crate::mercator::{Unit, WORLD};
use landbridge_network::boxes::Bounds;
use mvt::{Error, Feature, GeomData, GeomEncoder, GeomType, Layer, Tile};

/// The deepest zoom of tiles: beyond it the network has no more detail.
pub const MAX_ZOOM: u8 = 10;
/// Steps of a tile.
const EXTENT: u32 = 4096;
/// Steps around a tile that are drawn as well, so that wide lines meet.
const BUFFER: i64 = 80;

/// Which tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileId {
    zoom: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// A tile by zoom, column and row, if there is one.
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        (zoom <= MAX_ZOOM && x < 1 << zoom && y < 1 << zoom).then_some(Self { zoom, x, y })
    }

    /// Zoom.
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    fn width(self) -> i64 {
        i64::from(WORLD) >> self.zoom
    }

    fn corner(self) -> [i64; 2] {
        [self.x, self.y].map(|k| i64::from(k) * self.width())
    }

    /// What is drawn: the tile with a rim.
    pub(crate) fn bounds(self) -> Bounds {
        let ([west, north], rim) = (self.corner(), self.width() * BUFFER / i64::from(EXTENT));
        // The world and a rim fit into 31 bits.
        [west - rim, north - rim, west + self.width() + rim, north + self.width() + rim].map(|v| i32::try_from(v).unwrap_or(i32::MAX))
    }

    /// A position in steps of the tile.
    fn steps(self, p: Unit) -> [f64; 2] {
        let corner = self.corner();
        [0, 1].map(|k| {
            #[expect(clippy::cast_precision_loss, reason = "below 2^31")]
            let share = (i64::from(p[k]) - corner[k]) as f64 / self.width() as f64;
            (share * f64::from(EXTENT)).round()
        })
    }
}

/// A tile while it is filled.
pub(crate) struct Cutter {
    id: TileId,
    tile: Tile,
}

impl Cutter {
    pub(crate) fn new(id: TileId) -> Self {
        Self { id, tile: Tile::new(EXTENT) }
    }

    pub(crate) fn layer(&self, name: &str) -> Layer {
        self.tile.create_layer(name)
    }

    /// Adds a layer that holds something.
    pub(crate) fn add(&mut self, layer: Layer) -> Result<(), Error> {
        if layer.num_features() > 0 { self.tile.add_layer(layer) } else { Ok(()) }
    }

    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Error> {
        self.tile.to_bytes()
    }

    pub(crate) fn point(&self, p: Unit) -> Result<GeomData, Error> {
        let [x, y] = self.id.steps(p);
        GeomEncoder::new(GeomType::Point).point(x, y)?.encode()
    }

    /// Lines of one feature; none where all of them are shorter than a step.
    pub(crate) fn lines(&self, parts: &[Vec<Unit>]) -> Result<Option<GeomData>, Error> {
        self.shape(GeomType::Linestring, parts.iter().map(|part| self.stepped(part)).filter(|steps| steps.len() > 1))
    }

    /// Polygons of one feature; the first ring of each is the outer one.
    pub(crate) fn polygons(&self, polygons: &[Vec<Vec<Unit>>]) -> Result<Option<GeomData>, Error> {
        let mut rings: Vec<Vec<[f64; 2]>> = Vec::new();
        for polygon in polygons {
            for (k, ring) in polygon.iter().enumerate() {
                let mut steps = self.stepped(ring);
                if steps.first() == steps.last() {
                    steps.pop();
                }
                let twice = twice_area(&steps);
                if steps.len() < 3 || twice == 0.0 {
                    if k == 0 {
                        break;
                    }
                    continue;
                }
                // Outer rings go one way round, holes the other.
                if (twice > 0.0) != (k == 0) {
                    steps.reverse();
                }
                rings.push(steps);
            }
        }
        self.shape(GeomType::Polygon, rings.into_iter())
    }

    fn shape(&self, kind: GeomType, parts: impl Iterator<Item = Vec<[f64; 2]>>) -> Result<Option<GeomData>, Error> {
        let mut encoder = GeomEncoder::new(kind);
        let mut any = false;
        for part in parts {
            any = true;
            for [x, y] in part {
                encoder.add_point(x, y)?;
            }
            encoder.complete_geom()?;
        }
        Ok(if any { Some(encoder.encode()?) } else { None })
    }

    /// Points in steps without those that fall on the one before.
    fn stepped(&self, points: &[Unit]) -> Vec<[f64; 2]> {
        let mut steps: Vec<[f64; 2]> = points.iter().map(|&p| self.id.steps(p)).collect();
        steps.dedup();
        steps
    }
}

/// Twice the area of a ring, positive where it goes clockwise on the screen.
fn twice_area(ring: &[[f64; 2]]) -> f64 {
    (0..ring.len())
        .map(|i| {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            a[0] * b[1] - b[0] * a[1]
        })
        .sum()
}

/// Properties of a feature that are there.
pub(crate) trait Tags {
    fn text(&mut self, key: &str, value: &str);
    fn year(&mut self, key: &str, value: u16);
}

impl Tags for Feature {
    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.add_tag_string(key, value);
        }
    }

    fn year(&mut self, key: &str, value: u16) {
        if value > 0 {
            self.add_tag_uint(key, u64::from(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_that_are_not_there() {
        assert!(TileId::new(0, 0, 0).is_some());
        assert!(TileId::new(1, 2, 0).is_none());
        assert!(TileId::new(3, 0, 8).is_none());
        assert!(TileId::new(MAX_ZOOM + 1, 0, 0).is_none());
    }

    #[test]
    fn the_middle_of_the_world_is_the_corner_of_a_tile() {
        let id = TileId::new(1, 1, 1).expect("it is there");
        assert_eq!(id.steps([WORLD / 2, WORLD / 2]), [0.0, 0.0]);
        assert_eq!(id.steps([WORLD, WORLD]), [4096.0, 4096.0]);
        let [west, _, east, _] = id.bounds();
        assert!(west < WORLD / 2 && east > WORLD);
    }
}

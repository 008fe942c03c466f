//! Web Mercator in whole units.

use landbridge_model::Point;

/// Width and height of the world in units; a unit is 4 cm at the equator.
pub(crate) const WORLD: i32 = 1 << 30;

/// A position in units, from the north-west corner.
pub(crate) type Unit = [i32; 2];

/// Latitude at which the world is a square.
const MOST_LATITUDE: f64 = 85.051_128_779_806_59;

/// Projects a position; what lies beyond the square is put on its edge.
pub(crate) fn project(p: Point) -> Unit {
    let lat = p.lat.clamp(-MOST_LATITUDE, MOST_LATITUDE).to_radians();
    let x = p.lon / 360.0 + 0.5;
    let y = 0.5 - libm::log(libm::tan(lat / 2.0 + std::f64::consts::FRAC_PI_4)) / std::f64::consts::TAU;
    [x, y].map(|share| {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the world first")]
        let unit = (share * f64::from(WORLD)).round().clamp(0.0, f64::from(WORLD)) as i32;
        unit
    })
}

/// Units of one pixel of a tile of 512 pixels at a zoom.
pub(crate) fn pixel(zoom: u8) -> f64 {
    f64::from(WORLD) / f64::from(512u32 << zoom.min(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_and_middle() {
        assert_eq!(project(Point::new(0.0, 0.0)), [WORLD / 2, WORLD / 2]);
        assert_eq!(project(Point::new(90.0, -180.0)), [0, 0]);
        assert_eq!(project(Point::new(-90.0, 180.0)), [WORLD, WORLD]);
    }

    #[test]
    fn a_known_place() {
        // Berlin, 52.52 N 13.405 E, is in tile 17/70416/42985 (the usual formula of slippy maps).
        let [x, y] = project(Point::new(52.52, 13.405)).map(|v| v >> (30 - 17));
        assert_eq!((x, y), (70_416, 42_985));
    }
}

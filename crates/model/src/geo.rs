//! Points on the globe, great-circle distances and projections onto segments.
//!
//! All trigonometry goes through `libm`, so the same inputs give the same
//! bytes on every platform.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Mean radius of the earth in kilometres (IUGG, mean radius R1).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A WGS 84 position in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Point {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

/// Result of projecting a point onto a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// Nearest point on the segment.
    pub point: Point,
    /// Position along the segment, 0 at its start and 1 at its end.
    pub fraction: f64,
    /// Distance from the projected point to the segment in kilometres.
    pub km: f64,
}

impl Point {
    /// A point from latitude and longitude in degrees.
    pub fn new(lat: f64, lon: f64) -> Self {
        Self { lat, lon }
    }

    /// Whether latitude and longitude are finite and in range.
    pub fn is_valid(self) -> bool {
        self.lat.is_finite() && self.lon.is_finite() && self.lat.abs() <= 90.0 && self.lon.abs() <= 180.0
    }

    /// Great-circle distance in kilometres (haversine formula).
    pub fn km_to(self, other: Self) -> f64 {
        let (la, lb) = (self.lat.to_radians(), other.lat.to_radians());
        let dlat = libm::sin((lb - la) / 2.0);
        let dlon = libm::sin((other.lon - self.lon).to_radians() / 2.0);
        let a = dlat * dlat + libm::cos(la) * libm::cos(lb) * dlon * dlon;
        2.0 * EARTH_RADIUS_KM * libm::asin(libm::sqrt(a.clamp(0.0, 1.0)))
    }

    /// The point `fraction` of the way to `other`, linear in degrees, the
    /// short way round the antimeridian.
    pub fn lerp(self, other: Self, fraction: f64) -> Self {
        let dlon = wrap_longitude(other.lon - self.lon);
        // Rounding can step over a pole.
        let lat = (self.lat + (other.lat - self.lat) * fraction).clamp(-90.0, 90.0);
        Self { lat, lon: wrap_longitude(self.lon + dlon * fraction) }
    }

    /// Projects this point onto the segment `a`–`b` in a local plane.
    pub fn project_on(self, a: Self, b: Self) -> Projection {
        let scale = libm::cos(self.lat.to_radians()).max(1e-6);
        let (bx, by) = (wrap_longitude(b.lon - a.lon) * scale, b.lat - a.lat);
        let (px, py) = (wrap_longitude(self.lon - a.lon) * scale, self.lat - a.lat);
        let norm = bx * bx + by * by;
        let fraction = if norm > 0.0 { ((px * bx + py * by) / norm).clamp(0.0, 1.0) } else { 0.0 };
        let point = a.lerp(b, fraction);
        Projection { point, fraction, km: self.km_to(point) }
    }

    /// Initial bearing towards `other` in degrees, 0 to 360.
    pub fn bearing_to(self, other: Self) -> f64 {
        let (la, lb) = (self.lat.to_radians(), other.lat.to_radians());
        let dlon = (other.lon - self.lon).to_radians();
        let y = libm::sin(dlon) * libm::cos(lb);
        let x = libm::cos(la) * libm::sin(lb) - libm::sin(la) * libm::cos(lb) * libm::cos(dlon);
        (libm::atan2(y, x).to_degrees() + 360.0) % 360.0
    }
}

/// A longitude, or difference of longitudes, brought into −180 to 180.
pub fn wrap_longitude(degrees: f64) -> f64 {
    if (-180.0..=180.0).contains(&degrees) { degrees } else { (degrees + 180.0).rem_euclid(360.0) - 180.0 }
}

/// Length of a polyline in kilometres.
pub fn polyline_km(points: &[Point]) -> f64 {
    points.windows(2).map(|w| w[0].km_to(w[1])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_about_111_km() {
        assert!((Point::new(0.0, 0.0).km_to(Point::new(1.0, 0.0)) - 111.195).abs() < 0.01);
    }

    #[test]
    fn a_pole_is_not_stepped_over() {
        let (a, pole) = (Point::new(89.999_999_999_999_99, -180.0), Point::new(-90.0, -0.040_039_062_5));
        assert!(a.lerp(pole, 1.0).is_valid());
        assert!(pole.project_on(a, pole).point.is_valid());
    }

    #[test]
    fn antimeridian_is_crossed_the_short_way() {
        let (a, b) = (Point::new(0.0, 179.0), Point::new(0.0, -179.0));
        assert!((a.km_to(b) - 222.39).abs() < 0.1);
        assert!((a.lerp(b, 0.5).lon.abs() - 180.0).abs() < 1e-9);
        let projection = Point::new(1.0, 180.0).project_on(a, b);
        assert!((projection.fraction - 0.5).abs() < 1e-9);
    }
}

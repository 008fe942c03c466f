//! In which country a place lies, and where a line changes from one to another.

use crate::land::Land;
use crate::mercator::{Unit, project};
use landbridge_model::Point;
use landbridge_network::boxes::Bounds;

/// Countries as polygons that can be asked for what they hold.
#[derive(Clone, Debug, Default)]
pub struct Territory {
    polygons: Vec<Polygon>,
}

#[derive(Clone, Debug)]
struct Polygon {
    code: String,
    bounds: Bounds,
    /// The outer ring and its holes.
    rings: Vec<Vec<Unit>>,
}

/// A place where a line goes from one country, or the sea, into another.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub at: Point,
    /// Alpha-3 code of the country that it leaves; none at sea.
    pub from: Option<String>,
    /// Alpha-3 code of the country that it enters; none at sea.
    pub to: Option<String>,
}

/// Degrees between two looks at a line: no country that a railway or road is drawn
/// through is thinner where it matters.
const STEP: f64 = 0.02;
/// Halvings of a step that find a border to some metres.
const HALVINGS: usize = 10;

impl Territory {
    /// The polygons of all countries.
    pub fn of(land: &Land) -> Self {
        let whole: Bounds = [i32::MIN, i32::MIN, i32::MAX, i32::MAX];
        let mut polygons = Vec::new();
        for (code, of_country) in land.polygons(&whole) {
            for rings in of_country {
                let Some(bounds) = rings.first().and_then(|outer| crate::land::around(outer)) else { continue };
                polygons.push(Polygon { code: code.to_owned(), bounds, rings });
            }
        }
        Territory { polygons }
    }

    /// The alpha-3 code of the country at a place; `None` at sea.
    pub fn at(&self, place: Point) -> Option<&str> {
        let [x, y] = project(place);
        let near = |p: &&Polygon| p.bounds[0] <= x && x <= p.bounds[2] && p.bounds[1] <= y && y <= p.bounds[3];
        self.polygons.iter().filter(near).find(|p| p.holds([x, y])).map(|p| p.code.as_str())
    }

    /// Every change of country along straight pieces between places, in order. A
    /// piece is straight in latitude and longitude.
    pub fn along(&self, places: &[Point]) -> Vec<Change> {
        let mut changes = Vec::new();
        for ends in places.windows(2) {
            let [a, b] = ends else { continue };
            let between = |t: f64| Point::new(a.lat + (b.lat - a.lat) * t, a.lon + (b.lon - a.lon) * t);
            let length = (b.lat - a.lat).hypot(b.lon - a.lon);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 360 degrees in steps")]
            let steps = (length / STEP).ceil().max(1.0) as u32;
            let mut before = (0.0, self.at(*a));
            for step in 1..=steps {
                let t = f64::from(step) / f64::from(steps);
                let here = self.at(between(t));
                if here != before.1 {
                    let at = between(self.halved(before, t, &between));
                    changes.push(Change { at, from: before.1.map(str::to_owned), to: here.map(str::to_owned) });
                }
                before = (t, here);
            }
        }
        changes
    }

    /// Where between two looks the first country ends.
    fn halved(&self, (mut low, country): (f64, Option<&str>), mut high: f64, between: &impl Fn(f64) -> Point) -> f64 {
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.at(between(middle)) == country {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }
}

impl Polygon {
    /// Even and odd crossings of a line to the east, holes counted with the outer
    /// ring (Haines, "Point in Polygon Strategies", Graphics Gems IV, 1994).
    fn holds(&self, [x, y]: Unit) -> bool {
        let mut inside = false;
        for ring in &self.rings {
            let mut last = ring.last().copied().unwrap_or_default();
            for &point in ring {
                if (point[1] > y) != (last[1] > y) {
                    let [(px, py), (lx, ly)] = [point, last].map(|[x, y]| (i128::from(x), i128::from(y)));
                    let (x, y) = (i128::from(x), i128::from(y));
                    // x < px + (lx − px) · (y − py) / (ly − py), without a division.
                    let (left, right) = ((x - px) * (ly - py), (lx - px) * (y - py));
                    if if ly > py { left < right } else { left > right } {
                        inside = !inside;
                    }
                }
                last = point;
            }
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two countries of ten by ten degrees side by side, the right one with a hole
    /// of two by two.
    const TWO: &str = r#"{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
        "arcs":[[[10,0],[0,10]],[[10,10],[-10,0]],[[0,10],[0,-10]],[[0,0],[10,0]],
                [[10,0],[10,0],[0,10],[-10,0]],[[12,2],[0,2],[2,0],[0,-2],[-2,0]]],
        "objects":{"countries":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,1,2,3]],"properties":{"code":"AAA","name":"A"}},
            {"type":"MultiPolygon","arcs":[[[4,-1],[5]]],"properties":{"code":"BBB","name":"B"}}]}}}"#;

    fn territory() -> Territory {
        Territory::of(&Land::read(TWO).expect("it is whole"))
    }

    #[test]
    fn places_have_their_country() {
        let t = territory();
        for (lat, lon, code) in [(5.0, 5.0, Some("AAA")), (5.0, 15.0, Some("BBB")), (3.0, 13.0, None), (-5.0, 5.0, None), (5.0, 25.0, None)]
        {
            assert_eq!(t.at(Point::new(lat, lon)), code, "{lat} {lon}");
        }
    }

    #[test]
    fn a_line_tells_every_change_in_order() {
        let changes = territory().along(&[Point::new(3.0, 5.0), Point::new(3.0, 18.0)]);
        let told: Vec<(Option<&str>, Option<&str>, f64)> =
            changes.iter().map(|c| (c.from.as_deref(), c.to.as_deref(), (c.at.lon * 1000.0).round() / 1000.0)).collect();
        assert_eq!(told, [(Some("AAA"), Some("BBB"), 10.0), (Some("BBB"), None, 12.0), (None, Some("BBB"), 14.0)]);
    }
}

//! Fewer points where nobody sees the difference.

use crate::mercator::Unit;

/// The points of a line without those that lie nearer than `tolerance` to what
/// is left (Douglas and Peucker, "Algorithms for the reduction of the number of
/// points required to represent a digitized line or its caricature",
/// Cartographica 10, 1973). Both ends stay.
pub(crate) fn simplify(points: &[Unit], tolerance: f64) -> Vec<Unit> {
    if points.len() < 3 || tolerance <= 0.0 {
        return points.to_vec();
    }
    let mut stays = vec![false; points.len()];
    let last = points.len() - 1;
    (stays[0], stays[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        let mut far: Option<(f64, usize)> = None;
        for k in from + 1..to {
            let square = distance_square(points[k], points[from], points[to]);
            if far.is_none_or(|f| square > f.0) {
                far = Some((square, k));
            }
        }
        if let Some((_, k)) = far.filter(|f| f.0 > tolerance * tolerance) {
            stays[k] = true;
            open.extend([(from, k), (k, to)]);
        }
    }
    points.iter().zip(stays).filter(|(_, stays)| *stays).map(|(p, _)| *p).collect()
}

/// Square of the distance of a point from a segment.
fn distance_square(p: Unit, a: Unit, b: Unit) -> f64 {
    let minus = |p: Unit, q: Unit| [f64::from(p[0]) - f64::from(q[0]), f64::from(p[1]) - f64::from(q[1])];
    let ([px, py], [bx, by]) = (minus(p, a), minus(b, a));
    let norm = bx * bx + by * by;
    let share = if norm > 0.0 { ((px * bx + py * by) / norm).clamp(0.0, 1.0) } else { 0.0 };
    let (dx, dy) = (px - share * bx, py - share * by);
    dx * dx + dy * dy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bends_stays_and_what_does_not_goes() {
        let line = [[0, 0], [10, 1], [20, 0], [30, 50], [40, 0]];
        assert_eq!(simplify(&line, 2.0), [[0, 0], [20, 0], [30, 50], [40, 0]]);
        assert_eq!(simplify(&line, 0.0), line);
        assert_eq!(simplify(&line, 1000.0), [[0, 0], [40, 0]]);
    }
}

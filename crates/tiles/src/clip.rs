//! Cutting lines and rings at a box.

use crate::mercator::Unit;
use landbridge_network::boxes::Bounds;

/// The parts of a line within a box (Liang and Barsky, "A new concept and method
/// for line clipping", ACM Transactions on Graphics 3, 1984, for each segment).
pub(crate) fn line(points: &[Unit], bounds: &Bounds) -> Vec<Vec<Unit>> {
    let mut parts: Vec<Vec<Unit>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((a, b)) = segment(pair[0], pair[1], bounds) else {
            open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if open && part.last() == Some(&a) => part.push(b),
            _ => parts.push(vec![a, b]),
        }
        open = b == pair[1];
    }
    parts.retain(|part| part.len() > 1 && part.iter().any(|p| *p != part[0]));
    parts
}

fn segment(a: Unit, b: Unit, [west, north, east, south]: &Bounds) -> Option<(Unit, Unit)> {
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let d = [0, 1].map(|k| f64::from(b[k]) - f64::from(a[k]));
    for (k, low, high) in [(0, *west, *east), (1, *north, *south)] {
        let (to_low, to_high) = (f64::from(low) - f64::from(a[k]), f64::from(high) - f64::from(a[k]));
        if d[k] == 0.0 {
            if to_low > 0.0 || to_high < 0.0 {
                return None;
            }
            continue;
        }
        let (first, second) = if d[k] > 0.0 { (to_low / d[k], to_high / d[k]) } else { (to_high / d[k], to_low / d[k]) };
        (enter, leave) = (enter.max(first), leave.min(second));
    }
    let at = |share: f64| [0, 1].map(|k| between(a[k], b[k], share));
    (enter <= leave).then(|| (if enter > 0.0 { at(enter) } else { a }, if leave < 1.0 { at(leave) } else { b }))
}

fn between(a: i32, b: i32, share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "between two numbers that fit")]
    let value = (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as i32;
    value
}

/// A ring within a box (Sutherland and Hodgman, "Reentrant polygon clipping",
/// Communications of the ACM 17, 1974); parts of the result may run along the
/// box. Empty where nothing is left.
pub(crate) fn ring(points: &[Unit], [west, north, east, south]: &Bounds) -> Vec<Unit> {
    let mut left = points.to_vec();
    for (k, limit, sign) in [(0, *west, 1), (0, *east, -1), (1, *north, 1), (1, *south, -1)] {
        let Some(&last) = left.last() else { break };
        let inside = |p: Unit| i64::from(sign) * (i64::from(p[k]) - i64::from(limit)) >= 0;
        let mut out = Vec::with_capacity(left.len());
        let mut before = last;
        for &p in &left {
            if inside(p) != inside(before) {
                let share = (f64::from(limit) - f64::from(before[k])) / (f64::from(p[k]) - f64::from(before[k]));
                let mut cut = [0, 1].map(|i| between(before[i], p[i], share));
                cut[k] = limit;
                out.push(cut);
            }
            if inside(p) {
                out.push(p);
            }
            before = p;
        }
        left = out;
    }
    if left.len() < 3 { Vec::new() } else { left }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOX: Bounds = [0, 0, 100, 100];

    #[test]
    fn a_line_that_leaves_and_comes_back_has_two_parts() {
        let parts = line(&[[50, 50], [150, 50], [150, 80], [50, 80]], &BOX);
        assert_eq!(parts, vec![vec![[50, 50], [100, 50]], vec![[100, 80], [50, 80]]]);
        assert!(line(&[[-10, -10], [-10, 200]], &BOX).is_empty());
        assert_eq!(line(&[[10, 10], [20, 20], [30, 10]], &BOX), vec![vec![[10, 10], [20, 20], [30, 10]]]);
    }

    #[test]
    fn a_square_over_a_corner_is_cut_to_it() {
        let cut = ring(&[[50, 50], [150, 50], [150, 150], [50, 150]], &BOX);
        let area: i64 = (0..cut.len())
            .map(|i| {
                let (a, b) = (cut[i], cut[(i + 1) % cut.len()]);
                i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])
            })
            .sum();
        assert_eq!(area.abs(), 2 * 50 * 50);
        assert!(ring(&[[200, 200], [300, 200], [300, 300]], &BOX).is_empty());
        assert_eq!(ring(&[[-10, -10], [110, -10], [110, 110], [-10, 110]], &BOX).len(), 4);
    }

    proptest! {
        #[test]
        fn nothing_lies_outside(points in prop::collection::vec([-500..500, -500..500], 2..20)) {
            let inside = |p: &Unit| p.iter().all(|v| (0..=100).contains(v));
            prop_assert!(line(&points, &BOX).iter().flatten().all(inside));
            prop_assert!(ring(&points, &BOX).iter().all(inside));
        }
    }
}

//! Boxes around many things, for scans of a region.

use rayon::prelude::*;

/// Low first, low second, high first and high second coordinate, such as south,
/// west, north, east.
pub type Bounds = [i32; 4];

/// Boxes under one larger box.
const BLOCK: usize = 32;

/// Boxes along a space-filling curve (Morton, "A Computer Oriented Geodetic Data
/// Base", IBM 1966), so that blocks of neighbours in it are small.
#[derive(Clone, Debug, Default)]
pub struct Boxes {
    boxes: Vec<(Bounds, u32)>,
    blocks: Vec<Bounds>,
}

/// Place of the middle of a box on the curve.
fn place_on_curve([first, second, third, fourth]: Bounds) -> u64 {
    let middle = |low: i32, high: i32| (i64::from(low) + i64::from(high)) / 2 - i64::from(i32::MIN);
    let spread = |value: i64| (0..32).fold(0u64, |code, bit| code | u64::try_from(value >> bit & 1).unwrap_or(0) << (2 * bit));
    spread(middle(first, third)) << 1 | spread(middle(second, fourth))
}

fn around(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Whether two boxes have a point in common.
pub fn meet(a: &Bounds, b: &Bounds) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

impl Boxes {
    /// Boxes of things that are numbered in the order in which they come.
    pub fn new(boxes: impl Iterator<Item = Bounds>) -> Self {
        let mut placed: Vec<(u64, u32, Bounds)> = boxes.zip(0..).map(|(b, number)| (place_on_curve(b), number, b)).collect();
        placed.par_sort_unstable();
        let boxes: Vec<(Bounds, u32)> = placed.into_iter().map(|(_, number, b)| (b, number)).collect();
        let nothing = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
        let blocks = boxes.chunks(BLOCK).map(|block| block.iter().map(|b| b.0).fold(nothing, around)).collect();
        Self { boxes, blocks }
    }

    /// Blocks of neighbours with the box around them.
    pub fn blocks(&self) -> impl Iterator<Item = (&Bounds, &[(Bounds, u32)])> {
        self.blocks.iter().zip(self.boxes.chunks(BLOCK))
    }

    /// Numbers of the things whose box meets another, in rising order.
    pub fn within(&self, bounds: &Bounds) -> Vec<u32> {
        let near = self.blocks().filter(|(block, _)| meet(block, bounds));
        let mut found: Vec<u32> = near.flat_map(|(_, boxes)| boxes.iter().filter(|b| meet(&b.0, bounds)).map(|b| b.1)).collect();
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_meets_a_box_is_found_as_by_looking_at_all() {
        let boxes: Vec<Bounds> = (0..500i32)
            .map(|k| {
                let (x, y) = (k * 7919 % 1000, k * 104_729 % 997);
                [x, y, x + k % 40, y + k % 13]
            })
            .collect();
        let index = Boxes::new(boxes.iter().copied());
        for bounds in [[0, 0, 100, 100], [500, 500, 500, 500], [-10, -10, -1, -1], [0, 0, 2000, 2000]] {
            let plain: Vec<u32> = (0u32..).zip(&boxes).filter(|(_, b)| meet(b, &bounds)).map(|(k, _)| k).collect();
            assert_eq!(index.within(&bounds), plain);
        }
    }
}

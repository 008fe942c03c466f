//! The pairs that are asked for, the same on every run and for every tool.

use crate::case::Case;

/// Pairs that are drawn without regard to distance.
pub const RANDOM: usize = 2000;
/// Pairs that lie far apart.
pub const LONG: usize = 500;
/// What far apart means.
pub const LONG_KM: f64 = 3000.0;
/// Pairs of each kind that are checked with Dijkstra's algorithm.
pub const CHECKED: usize = 100;

/// Source and target nodes.
pub struct Pairs {
    /// Any two nodes of the largest connected part.
    pub random: Vec<(u32, u32)>,
    /// The same, more than [`LONG_KM`] apart as the crow flies.
    pub long: Vec<(u32, u32)>,
}

impl Pairs {
    /// Draws the pairs by a fixed linear congruential sequence.
    pub fn draw(case: &Case) -> Self {
        let nodes = case.largest_part();
        let mut state = 1u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            nodes[((state >> 33) % nodes.len() as u64) as usize]
        };
        let random = (0..RANDOM).map(|_| (next(), next())).collect();
        let mut long = Vec::new();
        while long.len() < LONG {
            let (a, b) = (next(), next());
            if case.points[a as usize].km_to(case.points[b as usize]) > LONG_KM {
                long.push((a, b));
            }
        }
        Self { random, long }
    }
}

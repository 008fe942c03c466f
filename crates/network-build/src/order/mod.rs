//! Contraction order by nested dissection.
//!
//! Separators come from inertial flow (Schild and Sommer, "On Balanced
//! Separators in Road Networks", SEA 2015): sort the nodes along a direction,
//! make the outer ones sources and sinks, take a smallest node separator, keep
//! the best of several directions. As in Gottesbüren, Hamann, Uhl and Wagner
//! ("Faster and Better Nested Dissection Orders for Customizable Contraction
//! Hierarchies", Algorithms 12, 2019) the terminals grow step by step on the
//! same flow. Nodes of the separator go to the top.

mod flow;

use flow::{Flow, Rows, Side};
use landbridge_model::Point;
use rayon::prelude::*;

/// Shares of the nodes that are fixed at either side, one after the other.
const FIXED_SHARES: [f64; 4] = [0.1, 0.2, 0.3, 0.4];
/// A separator is scored by its size over this power of the smaller side: below
/// one, a smaller separator counts for more than balance. Measured on the
/// world: 0.6 leaves 4 % fewer triangles than 1.
const BALANCE: f64 = 0.6;
/// Below this many nodes a cell is ordered by degree.
const SMALL: usize = 12;
/// Cells above this size are worked on in parallel.
const PARALLEL: usize = 2000;
/// Directions in space along which nodes are sorted.
const DIRECTIONS: [[f64; 3]; 9] = [
    [1.0, 0.0, 0.0],
    [0.0, 1.0, 0.0],
    [0.0, 0.0, 1.0],
    [1.0, 1.0, 0.0],
    [1.0, -1.0, 0.0],
    [1.0, 0.0, 1.0],
    [1.0, 0.0, -1.0],
    [0.0, 1.0, 1.0],
    [0.0, 1.0, -1.0],
];

/// Nodes in contraction order, first contracted first. `top` nodes (hubs with
/// long arcs to everywhere) are contracted last.
pub fn contraction_order(points: &[Point], edges: &[(u32, u32)], top: &[u32]) -> Vec<u32> {
    let mut is_top = vec![false; points.len()];
    for &v in top {
        is_top[v as usize] = true;
    }
    let space: Vec<[f64; 3]> = points.iter().map(|&p| on_sphere(p)).collect();
    let cell = Cell::new(&space, edges, &is_top);
    let mut order = cell.dissect();
    order.extend_from_slice(top);
    postorder(&order, edges)
}

/// The same elimination in postorder of its tree: no arc is added or lost, and
/// every subtree becomes a range of numbers, which can be worked on apart.
fn postorder(order: &[u32], edges: &[(u32, u32)]) -> Vec<u32> {
    let n = order.len();
    let mut rank = vec![0u32; n];
    for (r, &v) in (0u32..).zip(order) {
        rank[v as usize] = r;
    }
    let mut below: Vec<Vec<u32>> = vec![Vec::new(); n];
    for &(a, b) in edges {
        let (a, b) = (rank[a as usize], rank[b as usize]);
        if a != b {
            below[a.max(b) as usize].push(a.min(b));
        }
    }
    // The elimination tree (Liu, "The Role of Elimination Trees in Sparse
    // Factorization", 1990, algorithm 4.2).
    let mut parent = vec![u32::MAX; n];
    let mut ancestor = vec![u32::MAX; n];
    for v in 0..u32_of(n) {
        for &low in &below[v as usize] {
            let mut w = low;
            while w != u32::MAX && w != v {
                let next = std::mem::replace(&mut ancestor[w as usize], v);
                if next == u32::MAX {
                    parent[w as usize] = v;
                }
                w = next;
            }
        }
    }
    let mut children: Vec<Vec<u32>> = vec![Vec::new(); n];
    for v in (0..u32_of(n)).rev().filter(|&v| parent[v as usize] != u32::MAX) {
        children[parent[v as usize] as usize].push(v);
    }
    let mut out = Vec::with_capacity(n);
    for root in (0..u32_of(n)).filter(|&v| parent[v as usize] == u32::MAX) {
        let mut stack = vec![root];
        while let Some(&v) = stack.last() {
            match children[v as usize].pop() {
                Some(child) => stack.push(child),
                None => {
                    out.push(order[v as usize]);
                    stack.pop();
                }
            }
        }
    }
    out
}

fn on_sphere(p: Point) -> [f64; 3] {
    let (lat, lon) = (p.lat.to_radians(), p.lon.to_radians());
    [libm::cos(lat) * libm::cos(lon), libm::cos(lat) * libm::sin(lon), libm::sin(lat)]
}

/// A subgraph with its own node numbers.
struct Cell {
    /// Original numbers.
    ids: Vec<u32>,
    space: Vec<[f64; 3]>,
    first: Vec<u32>,
    heads: Vec<u32>,
}

impl Cell {
    fn new(space: &[[f64; 3]], edges: &[(u32, u32)], skip: &[bool]) -> Self {
        let mut local = vec![u32::MAX; space.len()];
        let mut ids = Vec::new();
        for v in 0..space.len() {
            if !skip[v] {
                local[v] = u32_of(ids.len());
                ids.push(u32_of(v));
            }
        }
        let mut pairs: Vec<(u32, u32)> = edges
            .iter()
            .map(|&(a, b)| (local[a as usize], local[b as usize]))
            .filter(|&(a, b)| a != b && a != u32::MAX && b != u32::MAX)
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let space = ids.iter().map(|&v| space[v as usize]).collect();
        Self::from_pairs(ids, space, &pairs)
    }

    fn from_pairs(ids: Vec<u32>, space: Vec<[f64; 3]>, pairs: &[(u32, u32)]) -> Self {
        let mut first = vec![0u32; ids.len() + 1];
        for &(a, _) in pairs {
            first[a as usize + 1] += 1;
        }
        for v in 0..ids.len() {
            first[v + 1] += first[v];
        }
        Self { ids, space, first, heads: pairs.iter().map(|p| p.1).collect() }
    }

    fn len(&self) -> usize {
        self.ids.len()
    }
    fn around(&self, v: u32) -> &[u32] {
        &self.heads[self.first[v as usize] as usize..self.first[v as usize + 1] as usize]
    }

    fn subset(&self, keep: &[u32]) -> Self {
        let mut local = vec![u32::MAX; self.len()];
        for (i, &v) in (0u32..).zip(keep) {
            local[v as usize] = i;
        }
        let pairs: Vec<(u32, u32)> = keep
            .iter()
            .flat_map(|&v| self.around(v).iter().map(move |&w| (v, w)))
            .map(|(v, w)| (local[v as usize], local[w as usize]))
            .filter(|&(_, w)| w != u32::MAX)
            .collect();
        let ids = keep.iter().map(|&v| self.ids[v as usize]).collect();
        let space = keep.iter().map(|&v| self.space[v as usize]).collect();
        Self::from_pairs(ids, space, &pairs)
    }

    fn components(&self) -> Vec<Vec<u32>> {
        let mut seen = vec![false; self.len()];
        let mut parts = Vec::new();
        for start in 0..u32_of(self.len()) {
            if seen[start as usize] {
                continue;
            }
            seen[start as usize] = true;
            let mut part = vec![start];
            let mut i = 0;
            while i < part.len() {
                for &w in self.around(part[i]) {
                    if !std::mem::replace(&mut seen[w as usize], true) {
                        part.push(w);
                    }
                }
                i += 1;
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }

    /// Original node numbers in contraction order.
    fn dissect(&self) -> Vec<u32> {
        if self.len() <= SMALL {
            let mut nodes: Vec<u32> = (0..u32_of(self.len())).collect();
            nodes.sort_by_key(|&v| (self.around(v).len(), v));
            return nodes.into_iter().map(|v| self.ids[v as usize]).collect();
        }
        let parts = self.components();
        if parts.len() > 1 {
            let work = |part: &Vec<u32>| self.subset(part).dissect();
            let done: Vec<Vec<u32>> =
                if self.len() > PARALLEL { parts.par_iter().map(work).collect() } else { parts.iter().map(work).collect() };
            return done.concat();
        }
        let (separator, rest) = self.separator();
        let below = self.subset(&rest);
        let mut order = below.dissect();
        order.extend(separator.into_iter().map(|v| self.ids[v as usize]));
        order
    }

    /// Nodes whose removal parts the cell, and the others.
    fn separator(&self) -> (Vec<u32>, Vec<u32>) {
        let work = |direction: &[f64; 3]| self.cut_along(*direction);
        let cuts: Vec<Option<Cut>> =
            if self.len() > PARALLEL { DIRECTIONS.par_iter().map(work).collect() } else { DIRECTIONS.iter().map(work).collect() };
        let best = cuts.into_iter().flatten().min_by(|a, b| a.score.total_cmp(&b.score));
        let separator = best.map(|c| c.separator).unwrap_or_default();
        let mut is_separator = vec![false; self.len()];
        for &v in &separator {
            is_separator[v as usize] = true;
        }
        let rest = (0..u32_of(self.len())).filter(|&v| !is_separator[v as usize]).collect();
        (separator, rest)
    }

    /// Best separator along one direction, over growing terminals.
    fn cut_along(&self, direction: [f64; 3]) -> Option<Cut> {
        let n = self.len();
        let key = |v: u32| self.space[v as usize].iter().zip(direction).map(|(x, d)| x * d).sum::<f64>();
        let mut sorted: Vec<u32> = (0..u32_of(n)).collect();
        sorted.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
        let mut flow = Flow::new(Rows { first: &self.first, heads: &self.heads }, &[], &[]);
        let mut best: Option<Cut> = None;
        for share in FIXED_SHARES {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a share of a node count"
            )]
            let fixed = ((n as f64 * share) as usize).max(1);
            flow.grow(&sorted[..fixed], &sorted[n - fixed..]);
            // No separator of this size can beat the best one any more.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a share of a node count"
            )]
            let most = best.as_ref().map_or(n, |b| (b.score * libm::pow(n as f64 / 2.0, BALANCE)) as usize);
            if !flow.maximise(most) {
                break;
            }
            for sides in [flow.near_sources(), flow.near_sinks()] {
                let cut = Cut::of(&sides);
                if best.as_ref().is_none_or(|b| cut.score < b.score) {
                    best = Some(cut);
                }
            }
        }
        best
    }
}

/// A separator and its score, the lower the better.
struct Cut {
    score: f64,
    separator: Vec<u32>,
}

impl Cut {
    fn of(sides: &[Side]) -> Self {
        let on = |side: Side| (0u32..).zip(sides).filter(move |s| *s.1 == side).map(|s| s.0);
        let separator: Vec<u32> = on(Side::Separator).collect();
        let smaller = on(Side::Source).count().min(on(Side::Sink).count());
        #[expect(clippy::cast_precision_loss, reason = "node counts")]
        let score = separator.len() as f64 / libm::pow((smaller as f64).max(0.5), BALANCE);
        Self { score, separator }
    }
}

fn u32_of(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use landbridge_network::NodeId;
    use landbridge_network::cch::Topology;
    use landbridge_network::graph::Graph;

    fn grid(side: u32) -> (Vec<Point>, Vec<(u32, u32)>) {
        let points = (0..side * side).map(|v| Point::new(f64::from(v / side), f64::from(v % side))).collect();
        let right = (0..side * side).filter(|v| v % side + 1 < side).map(|v| (v, v + 1));
        let down = (0..side * side - side).map(|v| (v, v + side));
        (points, right.chain(down).collect())
    }

    #[test]
    fn every_node_once_and_the_top_last() {
        let (points, edges) = grid(20);
        let order = contraction_order(&points, &edges, &[7]);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..400).collect::<Vec<_>>());
        assert_eq!(order.last(), Some(&7));
    }

    #[test]
    fn subtrees_are_ranges_and_the_elimination_is_the_same() {
        let (points, edges) = grid(12);
        let space: Vec<[f64; 3]> = points.iter().map(|&p| on_sphere(p)).collect();
        let before = Cell::new(&space, &edges, &[false; 144]).dissect();
        let after = postorder(&before, &edges);
        let hierarchy = |order: &[u32]| {
            let mut rank = vec![0; order.len()];
            for (r, &v) in (0u32..).zip(order) {
                rank[v as usize] = r;
            }
            let ends = edges.iter().map(|&(a, b)| (NodeId(rank[a as usize]), NodeId(rank[b as usize]))).collect();
            Topology::build(&Graph::from_ends(order.len(), ends))
        };
        assert_eq!(hierarchy(&before).arc_count(), hierarchy(&after).arc_count());
        assert!(hierarchy(&after).stages.len() > 1, "a postorder is worked on in stages");
    }

    #[test]
    fn a_grid_is_cut_along_a_line() {
        let (points, edges) = grid(16);
        let cell = Cell::new(&points.iter().map(|&p| on_sphere(p)).collect::<Vec<_>>(), &edges, &vec![false; points.len()]);
        let (separator, rest) = cell.separator();
        assert!(separator.len() <= 20, "{}", separator.len());
        assert!(cell.subset(&rest).components().len() >= 2);
    }
}

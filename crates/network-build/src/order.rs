//! Contraction order by nested dissection.
//!
//! Separators come from inertial flow (Schild and Sommer, "On Balanced
//! Separators in Road Networks", SEA 2015): sort the nodes along a direction,
//! join the outer quarters to a source and a sink, take a minimum cut, keep
//! the best of several directions. Nodes of the cut go to the top.

use landbridge_model::Point;
use rayon::prelude::*;
use std::collections::VecDeque;

/// Share of the nodes that is fixed at either side.
const FIXED_SHARE: f64 = 0.25;
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
    order
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
        let cuts: Vec<(f64, Vec<u32>)> =
            if self.len() > PARALLEL { DIRECTIONS.par_iter().map(work).collect() } else { DIRECTIONS.iter().map(work).collect() };
        let separator = cuts.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map(|c| c.1).unwrap_or_default();
        let mut is_separator = vec![false; self.len()];
        for &v in &separator {
            is_separator[v as usize] = true;
        }
        let rest = (0..u32_of(self.len())).filter(|&v| !is_separator[v as usize]).collect();
        (separator, rest)
    }

    /// Separator along one direction with its score: separator size over the
    /// size of the smaller side.
    fn cut_along(&self, direction: [f64; 3]) -> (f64, Vec<u32>) {
        let n = self.len();
        let key = |v: u32| self.space[v as usize].iter().zip(direction).map(|(x, d)| x * d).sum::<f64>();
        let mut sorted: Vec<u32> = (0..u32_of(n)).collect();
        sorted.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a node count")]
        let fixed = ((n as f64 * FIXED_SHARE) as usize).max(1);
        let side = Flow::new(self, &sorted[..fixed], &sorted[n - fixed..]).minimum_cut();
        // Either end of the cut edges separates; take the fewer.
        let rim = |inside: bool| -> Vec<u32> {
            (0..u32_of(n)).filter(|&v| side[v as usize] == inside && self.around(v).iter().any(|&w| side[w as usize] != inside)).collect()
        };
        let (near, far) = (rim(true), rim(false));
        let separator = if near.len() <= far.len() { near } else { far };
        let inside = side.iter().filter(|&&s| s).count();
        let smaller = inside.min(n - inside).max(1);
        #[expect(clippy::cast_precision_loss, reason = "node counts")]
        let score = separator.len() as f64 / smaller as f64;
        (score, separator)
    }
}

/// Unit-capacity maximum flow between two node sets (Dinic).
struct Flow<'a> {
    cell: &'a Cell,
    /// Flow on each arc: −1, 0 or 1 seen from its tail.
    flow: Vec<i8>,
    is_source: Vec<bool>,
    is_sink: Vec<bool>,
    level: Vec<u32>,
    next: Vec<u32>,
    sources: Vec<u32>,
}

impl<'a> Flow<'a> {
    fn new(cell: &'a Cell, sources: &[u32], sinks: &[u32]) -> Self {
        let mut flow = Self {
            cell,
            flow: vec![0; cell.heads.len()],
            is_source: vec![false; cell.len()],
            is_sink: vec![false; cell.len()],
            level: Vec::new(),
            next: Vec::new(),
            sources: sources.to_vec(),
        };
        for &v in sources {
            flow.is_source[v as usize] = true;
        }
        for &v in sinks {
            flow.is_sink[v as usize] = true;
        }
        flow
    }

    fn reverse(&self, tail: u32, arc: usize) -> usize {
        let head = self.cell.heads[arc];
        let start = self.cell.first[head as usize] as usize;
        start + self.cell.around(head).binary_search(&tail).unwrap_or(0)
    }

    /// Nodes on the source side of a minimum cut.
    fn minimum_cut(mut self) -> Vec<bool> {
        while self.levels() {
            self.next = self.cell.first[..self.cell.len()].to_vec();
            for i in 0..self.sources.len() {
                while self.augment(self.sources[i]) {}
            }
        }
        self.level.iter().map(|&l| l != u32::MAX).collect()
    }

    /// Breadth-first levels; whether a sink can be reached.
    fn levels(&mut self) -> bool {
        self.level = vec![u32::MAX; self.cell.len()];
        let mut queue: VecDeque<u32> = self.sources.iter().copied().collect();
        for &v in &self.sources {
            self.level[v as usize] = 0;
        }
        let mut reached = false;
        while let Some(v) = queue.pop_front() {
            for arc in self.cell.first[v as usize] as usize..self.cell.first[v as usize + 1] as usize {
                let w = self.cell.heads[arc];
                if self.flow[arc] < 1 && self.level[w as usize] == u32::MAX {
                    self.level[w as usize] = self.level[v as usize] + 1;
                    reached |= self.is_sink[w as usize];
                    queue.push_back(w);
                }
            }
        }
        reached
    }

    /// Pushes one unit along a level path from `start`, iteratively.
    fn augment(&mut self, start: u32) -> bool {
        let mut path: Vec<usize> = Vec::new();
        let mut v = start;
        loop {
            if self.is_sink[v as usize] {
                let mut tail = start;
                for &arc in &path {
                    let back = self.reverse(tail, arc);
                    self.flow[arc] += 1;
                    self.flow[back] -= 1;
                    tail = self.cell.heads[arc];
                }
                return true;
            }
            let end = self.cell.first[v as usize + 1];
            let mut advanced = false;
            while self.next[v as usize] < end {
                let arc = self.next[v as usize] as usize;
                let w = self.cell.heads[arc];
                if self.flow[arc] < 1 && self.level[w as usize] == self.level[v as usize] + 1 {
                    path.push(arc);
                    v = w;
                    advanced = true;
                    break;
                }
                self.next[v as usize] += 1;
            }
            if advanced {
                continue;
            }
            let Some(arc) = path.pop() else { return false };
            // Dead end: step back over the arc and never try it again.
            v = path.last().map_or(start, |&a| self.cell.heads[a]);
            debug_assert_eq!(self.next[v as usize] as usize, arc);
            self.next[v as usize] += 1;
        }
    }
}

fn u32_of(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_grid_is_cut_along_a_line() {
        let (points, edges) = grid(16);
        let cell = Cell::new(&points.iter().map(|&p| on_sphere(p)).collect::<Vec<_>>(), &edges, &vec![false; points.len()]);
        let (separator, rest) = cell.separator();
        assert!(separator.len() <= 20, "{}", separator.len());
        assert!(cell.subset(&rest).components().len() >= 2);
    }
}

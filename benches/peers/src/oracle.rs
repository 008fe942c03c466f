//! Dijkstra's algorithm, plain, against which all answers are checked.

use crate::case::{Case, number};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The graph by start of arcs.
pub struct Oracle {
    first: Vec<u32>,
    out: Vec<(u32, u32)>,
}

impl Oracle {
    /// Sorts the arcs of a case.
    pub fn new(case: &Case) -> Self {
        let mut first = vec![0u32; case.nodes() + 1];
        for &a in &case.tail {
            first[a as usize + 1] += 1;
        }
        for v in 0..case.nodes() {
            first[v + 1] += first[v];
        }
        let mut arcs: Vec<u32> = (0..number(case.tail.len())).collect();
        arcs.sort_by_key(|&a| case.tail[a as usize]);
        let out = arcs.iter().map(|&a| (case.head[a as usize], case.weight[a as usize])).collect();
        Self { first, out }
    }

    /// Weight of the shortest path.
    pub fn distance(&self, from: u32, to: u32) -> Option<u64> {
        let mut best = vec![u64::MAX; self.first.len() - 1];
        let mut heap = BinaryHeap::from([Reverse((0u64, from))]);
        best[from as usize] = 0;
        while let Some(Reverse((far, v))) = heap.pop() {
            if v == to {
                return Some(far);
            }
            if far > best[v as usize] {
                continue;
            }
            for &(w, weight) in &self.out[self.first[v as usize] as usize..self.first[v as usize + 1] as usize] {
                let next = far + u64::from(weight);
                if next < best[w as usize] {
                    best[w as usize] = next;
                    heap.push(Reverse((next, w)));
                }
            }
        }
        None
    }
}

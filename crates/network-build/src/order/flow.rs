//! Smallest node separators by maximum flow.
//!
//! Every node carries one unit at most (Menger 1927; the split of a node into
//! an entry and an exit goes back to Ford and Fulkerson, "Flows in Networks",
//! 1962, chapter I.11). The blocking flow is Dinic's (1970). Sources and sinks
//! carry one unit too, so that a separator may run through them and exists
//! even where a source neighbours a sink.

use std::collections::VecDeque;

/// A graph in rows: the neighbours of node `v` are
/// `heads[first[v]..first[v + 1]]`, ascending, both directions present.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) first: &'a [u32],
    pub(super) heads: &'a [u32],
}

impl Rows<'_> {
    fn len(self) -> usize {
        self.first.len() - 1
    }
    fn arcs(self, v: u32) -> std::ops::Range<usize> {
        self.first[v as usize] as usize..self.first[v as usize + 1] as usize
    }
}

/// Which side of a separator a node lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Source,
    Separator,
    Sink,
}

const NONE: u32 = u32::MAX;

/// Unit flow through nodes.
pub(super) struct Flow<'a> {
    rows: Rows<'a>,
    terminal: Vec<Side>,
    /// The node that hands its unit to this one: itself for a source, [`NONE`]
    /// where the node carries nothing.
    from: Vec<u32>,
    /// The node that takes this one's unit: itself for a sink.
    to: Vec<u32>,
    /// Breadth-first level of entry (`2v`) and exit (`2v + 1`).
    level: Vec<u32>,
    /// Next arc to try from an exit, and whether an entry's one way is spent.
    next: Vec<u32>,
    spent: Vec<bool>,
}

impl<'a> Flow<'a> {
    /// A flow of nothing from the first to the second set.
    pub(super) fn new(rows: Rows<'a>, sources: &[u32], sinks: &[u32]) -> Self {
        let n = rows.len();
        let mut flow = Self {
            rows,
            terminal: vec![Side::Separator; n],
            from: vec![NONE; n],
            to: vec![NONE; n],
            level: vec![NONE; 2 * n],
            next: vec![0; n],
            spent: vec![false; n],
        };
        flow.grow(sources, sinks);
        flow
    }

    /// Adds sources and sinks; the flow there is stays one.
    pub(super) fn grow(&mut self, sources: &[u32], sinks: &[u32]) {
        for &v in sources {
            self.terminal[v as usize] = Side::Source;
        }
        for &v in sinks {
            self.terminal[v as usize] = Side::Sink;
        }
    }

    /// Pushes all the flow there is; gives up (false) when it exceeds `most`.
    pub(super) fn maximise(&mut self, most: usize) -> bool {
        let sources: Vec<u32> = (0u32..).zip(&self.terminal).filter(|(_, t)| **t == Side::Source).map(|(v, _)| v).collect();
        while self.levels(&sources) {
            self.next.copy_from_slice(&self.rows.first[..self.rows.len()]);
            self.spent.fill(false);
            for &s in &sources {
                if self.from[s as usize] != s {
                    self.augment(s);
                }
            }
            if self.value() > most {
                return false;
            }
        }
        true
    }

    /// Units that flow.
    pub(super) fn value(&self) -> usize {
        (0u32..).zip(&self.to).filter(|(v, to)| v == *to).count()
    }

    /// Whether an exit may hand a unit to the sink.
    fn ends(&self, v: u32) -> bool {
        self.terminal[v as usize] == Side::Sink && self.to[v as usize] != v
    }

    fn levels(&mut self, sources: &[u32]) -> bool {
        self.level.fill(NONE);
        let mut queue = VecDeque::new();
        for &s in sources.iter().filter(|&&s| self.from[s as usize] != s) {
            self.level[2 * s as usize] = 0;
            queue.push_back(2 * s);
        }
        let mut reached = false;
        while let Some(state) = queue.pop_front() {
            let next = self.level[state as usize] + 1;
            let v = state / 2;
            let mut visit = |to: u32, level: &mut Vec<u32>| {
                if level[to as usize] == NONE {
                    level[to as usize] = next;
                    queue.push_back(to);
                }
            };
            if state.is_multiple_of(2) {
                match self.from[v as usize] {
                    NONE => visit(2 * v + 1, &mut self.level),
                    u if u != v => visit(2 * u + 1, &mut self.level),
                    _ => {}
                }
            } else {
                reached |= self.ends(v);
                if self.from[v as usize] != NONE {
                    visit(2 * v, &mut self.level);
                }
                for &w in &self.rows.heads[self.rows.arcs(v)] {
                    visit(2 * w, &mut self.level);
                }
            }
        }
        reached
    }

    /// Pushes one unit along a level path from the entry of a source.
    fn augment(&mut self, source: u32) -> bool {
        let mut path = vec![2 * source];
        while let Some(&state) = path.last() {
            let v = state / 2;
            let deeper = |to: u32, level: &[u32]| level[to as usize] != NONE && level[to as usize] == level[state as usize] + 1;
            let step = if state.is_multiple_of(2) {
                let spent = std::mem::replace(&mut self.spent[v as usize], true);
                match self.from[v as usize] {
                    _ if spent => None,
                    NONE => Some(2 * v + 1).filter(|&s| deeper(s, &self.level)),
                    u if u != v => Some(2 * u + 1).filter(|&s| deeper(s, &self.level)),
                    _ => None,
                }
            } else if self.ends(v) {
                self.apply(&path);
                return true;
            } else {
                self.exit_step(v, &deeper)
            };
            match step {
                Some(to) => path.push(to),
                None => {
                    path.pop();
                }
            }
        }
        false
    }

    fn exit_step(&mut self, v: u32, deeper: &dyn Fn(u32, &[u32]) -> bool) -> Option<u32> {
        let arcs = self.rows.arcs(v);
        // The arcs first, then (one past the last) the way back to the entry.
        while self.next[v as usize] as usize <= arcs.end {
            let arc = self.next[v as usize] as usize;
            self.next[v as usize] += 1;
            if arc == arcs.end {
                if self.from[v as usize] != NONE && deeper(2 * v, &self.level) {
                    return Some(2 * v);
                }
            } else {
                let w = self.rows.heads[arc];
                if deeper(2 * w, &self.level) {
                    return Some(2 * w);
                }
            }
        }
        None
    }

    /// Changes the flow along a path of states.
    fn apply(&mut self, path: &[u32]) {
        // First what is taken back, then what is new, since a node can lose
        // one neighbour and gain another on the same path.
        let steps = || path.windows(2).map(|w| (w[0], w[1]));
        for (s, t) in steps() {
            let (v, w) = (s / 2, t / 2);
            if s % 2 == 0 && t % 2 == 1 && v != w {
                // The unit that w gave to v is taken back.
                self.to[w as usize] = NONE;
                self.from[v as usize] = NONE;
            }
        }
        for (s, t) in steps() {
            let (v, w) = (s / 2, t / 2);
            if s % 2 == 1 && t % 2 == 0 && v != w {
                self.to[v as usize] = w;
                self.from[w as usize] = v;
            }
        }
        let (first, last) = (path[0] / 2, path[path.len() - 1] / 2);
        self.from[first as usize] = first;
        self.to[last as usize] = last;
    }

    /// The separator nearest to the sources, after [`Flow::maximise`].
    pub(super) fn near_sources(&self) -> Vec<Side> {
        // The last levels reached no sink: they are what the sources reach.
        let reached = |state: usize| self.level[state] != NONE || (state.is_multiple_of(2) && self.terminal[state / 2] == Side::Source);
        (0..self.rows.len())
            .map(|v| match (reached(2 * v), reached(2 * v + 1)) {
                (_, true) => Side::Source,
                (true, false) => Side::Separator,
                (false, false) => Side::Sink,
            })
            .collect()
    }

    /// The separator nearest to the sinks, after [`Flow::maximise`].
    pub(super) fn near_sinks(&self) -> Vec<Side> {
        let n = self.rows.len();
        let mut reaches = vec![false; 2 * n];
        let mut stack: Vec<u32> = Vec::new();
        for v in (0u32..).take(n).filter(|&v| self.terminal[v as usize] == Side::Sink) {
            reaches[2 * v as usize + 1] = true;
            stack.push(2 * v + 1);
        }
        while let Some(state) = stack.pop() {
            let v = state / 2;
            let mut visit = |from: u32| {
                if !std::mem::replace(&mut reaches[from as usize], true) {
                    stack.push(from);
                }
            };
            if state.is_multiple_of(2) {
                if self.from[v as usize] != NONE {
                    visit(2 * v + 1);
                }
                for &u in &self.rows.heads[self.rows.arcs(v)] {
                    visit(2 * u + 1);
                }
            } else {
                if self.from[v as usize] == NONE {
                    visit(2 * v);
                }
                let w = self.to[v as usize];
                if w != NONE && w != v {
                    visit(2 * w);
                }
            }
        }
        (0..n)
            .map(|v| match (reaches[2 * v], reaches[2 * v + 1]) {
                (true, _) => Side::Sink,
                (false, true) => Side::Separator,
                (false, false) => Side::Source,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(n: u32, edges: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
        let mut pairs: Vec<(u32, u32)> = edges.iter().filter(|e| e.0 != e.1).flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let first = (0..=n).map(|v| u32::try_from(pairs.partition_point(|p| p.0 < v)).expect("small")).collect();
        (first, pairs.into_iter().map(|p| p.1).collect())
    }

    /// Whether a set of nodes parts the sources from the sinks.
    fn parts(n: u32, edges: &[(u32, u32)], cut: u32, sources: &[u32], sinks: &[u32]) -> bool {
        let free = |v: u32| cut >> v & 1 == 0;
        let mut seen = sources.iter().filter(|&&v| free(v)).fold(0u32, |set, &v| set | 1 << v);
        for _ in 0..n {
            for &(a, b) in edges {
                for (a, b) in [(a, b), (b, a)] {
                    if seen >> a & 1 == 1 && free(b) {
                        seen |= 1 << b;
                    }
                }
            }
        }
        sinks.iter().all(|&v| seen >> v & 1 == 0)
    }

    proptest! {
        #[test]
        fn separators_are_as_small_as_any(
            edges in proptest::collection::vec((0u32..9, 0u32..9), 6..24),
            grown in 1usize..4,
        ) {
            let n = 9;
            let (first, heads) = rows(n, &edges);
            let mut flow = Flow::new(Rows { first: &first, heads: &heads }, &[0], &[8]);
            flow.maximise(usize::MAX);
            let (sources, sinks) = ([0u32, 1, 2, 3], [8u32, 7, 6, 5]);
            let (sources, sinks) = (&sources[..=grown], &sinks[..=grown]);
            flow.grow(sources, sinks);
            prop_assert!(flow.maximise(usize::MAX));
            let least = (0u32..1 << n).filter(|&cut| parts(n, &edges, cut, sources, sinks)).map(u32::count_ones).min();
            prop_assert_eq!(Some(flow.value()), least.map(|k| k as usize));
            for sides in [flow.near_sources(), flow.near_sinks()] {
                let cut = (0u32..).zip(&sides).filter(|(_, s)| **s == Side::Separator).fold(0u32, |set, (v, _)| set | 1 << v);
                prop_assert_eq!(Some(cut.count_ones()), least);
                prop_assert!(parts(n, &edges, cut, sources, sinks));
                for &(a, b) in &edges {
                    let pair = (sides[a as usize], sides[b as usize]);
                    prop_assert!(pair != (Side::Source, Side::Sink) && pair != (Side::Sink, Side::Source));
                }
            }
        }
    }
}

//! Joining links of one kind to long lines, so that simplifying them leaves few
//! points.

use std::collections::BTreeMap;

/// Splits links, given by their ends, into trails: each link is in one trail, and
/// consecutive links of a trail share a node. A trail is a list of links with
/// whether each is run from its second end to its first.
pub(crate) fn trails(ends: &[(u32, u32)]) -> Vec<Vec<(usize, bool)>> {
    let mut at: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (k, &(a, b)) in ends.iter().enumerate() {
        at.entry(a).or_default().push(k);
        at.entry(b).or_default().push(k);
    }
    let mut used = vec![false; ends.len()];
    let mut trails = Vec::new();
    // Ends and junctions first, so that lines are not begun in their middle.
    let (odd, even): (Vec<u32>, Vec<u32>) = at.keys().partition(|node| at[node].len() != 2);
    for start in odd.into_iter().chain(even) {
        while let Some(trail) = walk(start, ends, &at, &mut used) {
            trails.push(trail);
        }
    }
    trails
}

/// A trail of unused links from a node on, until there are none.
fn walk(start: u32, ends: &[(u32, u32)], at: &BTreeMap<u32, Vec<usize>>, used: &mut [bool]) -> Option<Vec<(usize, bool)>> {
    let mut trail = Vec::new();
    let mut here = start;
    while let Some(&next) = at.get(&here).and_then(|links| links.iter().find(|&&k| !used[k])) {
        used[next] = true;
        let (a, b) = ends[next];
        let backward = a != here;
        trail.push((next, backward));
        here = if backward { a } else { b };
    }
    (!trail.is_empty()).then_some(trail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_is_in_one_trail_that_hangs_together() {
        // A star with a loop beside a line.
        let ends = [(0, 1), (2, 1), (1, 3), (3, 4), (4, 1), (7, 8), (9, 8)];
        let found = trails(&ends);
        let mut all: Vec<usize> = found.iter().flatten().map(|l| l.0).collect();
        all.sort_unstable();
        assert_eq!(all, (0..ends.len()).collect::<Vec<_>>());
        for trail in &found {
            let run = |&(k, backward): &(usize, bool)| if backward { (ends[k].1, ends[k].0) } else { ends[k] };
            assert!(trail.windows(2).all(|w| run(&w[0]).1 == run(&w[1]).0));
        }
        assert!(found.len() <= 4, "{found:?}");
    }
}

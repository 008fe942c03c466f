//! Slow and obviously right: what the fast searches are compared with.

/// Distance of every node from the nearest seed, `None` where no seed reaches
/// it. Arcs are `(tail, head, weight)`, one direction each; a closed arc has
/// no weight. Seeds are `(node, weight before it)`.
///
/// Bellman and Ford's method without any shortcut: every arc is tried again
/// until nothing gets shorter.
pub fn distances(nodes: usize, arcs: &[(usize, usize, Option<u32>)], seeds: &[(usize, u32)]) -> Vec<Option<u64>> {
    let mut best: Vec<Option<u64>> = vec![None; nodes];
    let shorter = |old: Option<u64>, new: u64| old.is_none_or(|old| new < old);
    for &(node, weight) in seeds {
        if shorter(best[node], u64::from(weight)) {
            best[node] = Some(u64::from(weight));
        }
    }
    loop {
        let mut changed = false;
        for &(tail, head, weight) in arcs {
            let (Some(before), Some(weight)) = (best[tail], weight) else { continue };
            let total = before + u64::from(weight);
            if shorter(best[head], total) {
                best[head] = Some(total);
                changed = true;
            }
        }
        if !changed {
            return best;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::distances;

    #[test]
    fn a_detour_can_be_shorter_and_closed_arcs_are_not_used() {
        let arcs = [(0, 1, Some(9)), (0, 2, Some(2)), (2, 1, Some(3)), (1, 3, None)];
        assert_eq!(distances(4, &arcs, &[(0, 1)]), [Some(1), Some(6), Some(3), None]);
    }
}

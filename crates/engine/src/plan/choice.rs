//! Why an option is in the set, and few that stand for many.

use super::options::PlanOption;
use landbridge_itinerary::Criteria;

/// Says of each option why it is in the set, by what was asked for; they come
/// the fastest first.
pub(super) fn explain(options: &mut [PlanOption], criteria: Criteria) {
    let least =
        |of: fn(&PlanOption) -> f64, until: usize, options: &[PlanOption]| options[..until].iter().map(of).fold(f64::INFINITY, f64::min);
    type Part = (bool, &'static str, &'static str, fn(&PlanOption) -> f64);
    let parts: [Part; 3] = [
        (criteria.cost, "cheapest", "cheaper than any faster one", |o| o.usd),
        (criteria.co2, "lowest emission", "emits less than any faster one", |o| o.kg_co2e),
        (criteria.transfers, "fewest transfers", "fewer transfers than any faster one", |o| {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let transfers = o.transfers as f64;
            transfers
        }),
    ];
    let count = options.len();
    for i in 0..count {
        let mut reasons: Vec<String> = Vec::new();
        if i == 0 && criteria.time {
            reasons.push("fastest".to_owned());
        }
        for (_, best, better, of) in parts.into_iter().filter(|p| p.0) {
            let mine = of(&options[i]);
            if mine <= least(of, count, options) && (i == 0 || mine < least(of, i, options)) {
                reasons.push(best.to_owned());
            } else if i > 0 && mine < least(of, i, options) {
                reasons.push(better.to_owned());
            }
        }
        if reasons.is_empty() {
            // Every faster one is beaten in something, no single thing beats all.
            let mut beats = Vec::new();
            if criteria.cost {
                beats.push(format!("is cheaper than {}", options[..i].iter().filter(|o| options[i].usd < o.usd).count()));
            }
            if criteria.co2 {
                beats.push(format!("emits less than {}", options[..i].iter().filter(|o| options[i].kg_co2e < o.kg_co2e).count()));
            }
            if !beats.is_empty() {
                reasons.push(format!("of the {i} faster ones it {}", beats.join(" and ")));
            }
        }
        options[i].why = reasons.join(", ");
    }
}

/// Shares that [`represent`] tries, smallest first.
const SHARES: [f64; 12] = [0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0];

/// A few options that stand for all: none that is left out is better by more
/// than the share that is returned in time, cost and emission together, nor has
/// fewer transfers. Positions in order; all of them where they are few enough.
pub fn represent(options: &[PlanOption], most: usize) -> (Vec<usize>, f64) {
    let mut kept = Vec::new();
    for share in SHARES {
        kept = chosen(options, share);
        if kept.len() <= most {
            return (kept, share);
        }
    }
    (kept, SHARES[SHARES.len() - 1])
}

/// Options of which no other within a share stands for one: the best in each
/// criterion first.
fn chosen(options: &[PlanOption], share: f64) -> Vec<usize> {
    let stands = |a: &PlanOption, b: &PlanOption| {
        let near = |x: f64, y: f64| x <= y * (1.0 + share);
        near(a.days_p50, b.days_p50) && near(a.usd, b.usd) && near(a.kg_co2e, b.kg_co2e) && a.transfers <= b.transfers
    };
    let best = |of: fn(&PlanOption) -> f64| (0..options.len()).min_by(|&a, &b| of(&options[a]).total_cmp(&of(&options[b])));
    let mut kept: Vec<usize> = [best(|o| o.days_p50), best(|o| o.usd), best(|o| o.kg_co2e)].into_iter().flatten().collect();
    kept.sort_unstable();
    kept.dedup();
    // Whatever stands for most of the rest is taken next.
    let mut open: Vec<usize> = (0..options.len()).filter(|&o| !kept.iter().any(|&k| stands(&options[k], &options[o]))).collect();
    while !open.is_empty() {
        let count = |&k: &usize| open.iter().filter(|&&o| stands(&options[k], &options[o])).count();
        let Some(next) = open.iter().copied().max_by_key(|k| (count(k), std::cmp::Reverse(*k))) else { break };
        open.retain(|&o| o != next && !stands(&options[next], &options[o]));
        kept.push(next);
    }
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(days: f64, usd: f64, kg: f64, transfers: u64) -> PlanOption {
        PlanOption {
            id: String::new(),
            depart: String::new(),
            arrive_p50: String::new(),
            arrive_p90: String::new(),
            days_p10: days,
            days_p50: days,
            days_p90: days,
            days_expected: days,
            usd,
            kg_co2e: kg,
            p_deadline: None,
            p_lost: 0.0,
            transfers,
            why: String::new(),
            legs: Vec::new(),
            stages: Vec::new(),
        }
    }

    fn some() -> Vec<PlanOption> {
        vec![
            option(3.0, 40_000.0, 70_000.0, 2),
            option(3.1, 39_900.0, 69_900.0, 2),
            option(14.0, 4_000.0, 1_500.0, 2),
            option(14.5, 3_990.0, 1_490.0, 3),
            option(40.0, 2_000.0, 500.0, 1),
        ]
    }

    #[test]
    fn what_stands_for_the_rest_keeps_the_best() {
        assert_eq!(represent(&some(), 5), (vec![0, 1, 2, 3, 4], 0.0));
        let (few, share) = represent(&some(), 3);
        assert_eq!((few, share), (vec![0, 2, 4], 0.01));
        // More than were asked for, where nothing stands for so many.
        assert_eq!(represent(&some(), 1).0, [0, 2, 4]);
    }

    #[test]
    fn only_what_was_asked_for_is_a_reason() {
        let mut options = vec![option(33.0, 3_200.0, 1_236.0, 2)];
        explain(&mut options, Criteria { time: false, cost: false, co2: true, transfers: false });
        assert_eq!(options[0].why, "lowest emission");
    }

    #[test]
    fn each_option_says_why_it_is_there() {
        let mut options = some();
        explain(&mut options, Criteria::ALL);
        let why: Vec<&str> = options.iter().map(|o| o.why.as_str()).collect();
        assert_eq!(
            why,
            [
                "fastest",
                "cheaper than any faster one, emits less than any faster one",
                "cheaper than any faster one, emits less than any faster one",
                "cheaper than any faster one, emits less than any faster one",
                "cheapest, lowest emission, fewest transfers"
            ]
        );
    }
}

//! The law of a chain's arrival from those of its stages.
//!
//! Stages are independent. The law of the time so far is kept as shares of
//! equal bins; a stage that takes time is added by convolution, a departure on
//! known days moves every share to the first departure it can catch, so that a
//! missed connection is part of the law and not an afterthought.

use landbridge_model::Law;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A stage of a chain.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Something that takes time.
    Take(Law),
    /// Waiting for the next of these minutes.
    Depart(Vec<i64>),
    /// Waiting for the next departure of a service of which only the headway is
    /// known, within the time that it runs.
    Every {
        /// Minutes between two departures.
        minutes: u32,
        /// First minute of a departure.
        from: i64,
        /// Last minute of a departure.
        to: i64,
    },
}

/// Minutes of a bin.
pub const BIN: i64 = 60;
/// Share of the cases at each end of a law that is put into its last bin, and
/// how many standard deviations of a normal law leave it outside.
const TAIL: f64 = 5e-4;
const TAIL_Z: f64 = 3.290_526_731_491_926;
/// Bins of a law at most: 400 days.
const MOST: usize = 9600;

/// A law as shares of bins: minute in the middle of the first, shares.
type Bins = (i64, Vec<f64>);

/// Laws of stages that have been put into bins: the same terminals, waits and
/// legs are part of many chains.
#[derive(Debug, Default)]
pub struct Known(Mutex<HashMap<[u64; 3], Arc<Bins>>>);

impl Known {
    fn of(&self, law: Law) -> Arc<Bins> {
        let key = match law {
            Law::Fixed(hours) => [0, hours.to_bits(), 0],
            Law::Lognormal { median, sigma } => [1, median.to_bits(), sigma.to_bits()],
            Law::Uniform { low, high } => [2, low.to_bits(), high.to_bits()],
        };
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Arc::clone(known);
        }
        let made = Arc::new(bins(law));
        lock().insert(key, Arc::clone(&made));
        made
    }
}

/// A law of a point in time, as shares of bins.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// Minute in the middle of the first bin.
    first: i64,
    shares: Vec<f64>,
    /// Share of cases that never get there: the last departure was missed.
    pub lost: f64,
}

impl Arrival {
    /// A point in time that is certain.
    pub fn at(minute: i64) -> Self {
        Self { first: minute, shares: vec![1.0], lost: 0.0 }
    }

    /// The law after a stage.
    #[must_use]
    pub fn after(&self, stage: &Stage) -> Self {
        self.after_known(stage, &Known::default())
    }

    /// The law after a stage, whose own law may be known.
    #[must_use]
    pub fn after_known(&self, stage: &Stage, known: &Known) -> Self {
        match stage {
            Stage::Take(law) => self.plus(*law, known),
            Stage::Depart(minutes) => self.caught(minutes),
            Stage::Every { minutes, from, to } => {
                let wait = Law::Uniform { low: 0.0, high: f64::from(*minutes) / 60.0 };
                self.not_before(*from).plus(wait, known).not_after(*to)
            }
        }
    }

    /// Cases that are too early wait.
    fn not_before(&self, minute: i64) -> Self {
        let early = usize::try_from((minute - self.first + BIN / 2).div_euclid(BIN)).unwrap_or(0).min(self.shares.len());
        if early == 0 {
            return self.clone();
        }
        let waiting: f64 = self.shares[..early].iter().sum();
        let mut shares = self.shares[early..].to_vec();
        if shares.is_empty() {
            return Self { first: minute, shares: vec![waiting], lost: self.lost };
        }
        shares[0] += waiting;
        Self { first: self.minute(early), shares, lost: self.lost }
    }

    /// Cases that are too late are lost, of the bin of the last minute the part
    /// behind it.
    fn not_after(mut self, minute: i64) -> Self {
        let before = (minute - self.first + BIN / 2).max(0);
        let whole = usize::try_from(before / BIN).unwrap_or(0).min(self.shares.len());
        let mut late = self.shares.split_off(whole);
        if let Some(last) = late.first_mut() {
            #[expect(clippy::cast_precision_loss, reason = "minutes of a bin")]
            let kept = *last * (before % BIN) as f64 / BIN as f64;
            *last -= kept;
            self.shares.push(kept);
        }
        self.lost += late.iter().sum::<f64>();
        self
    }

    fn plus(&self, law: Law, known: &Known) -> Self {
        let of = known.of(law);
        let (offset, weights) = &*of;
        let shares = if let Law::Uniform { .. } = law { evenly(&self.shares, weights) } else { convolved(&self.shares, weights) };
        let mut sum = Self { first: self.first + offset, shares, lost: self.lost };
        sum.trim();
        sum
    }

    /// Each share to the first of the minutes that it can catch.
    fn caught(&self, minutes: &[i64]) -> Self {
        let catch = |i: usize| {
            let ready = self.minute(i);
            minutes.get(minutes.partition_point(|&m| m < ready)).copied()
        };
        let Some(first) = (0..self.shares.len()).find_map(catch) else {
            return Self { first: self.first, shares: vec![0.0], lost: 1.0 };
        };
        let mut out = Self { first, shares: Vec::new(), lost: self.lost };
        for (i, &s) in self.shares.iter().enumerate() {
            match catch(i) {
                Some(minute) => {
                    let bin = usize::try_from((minute - first + BIN / 2).div_euclid(BIN)).unwrap_or(0).min(MOST);
                    if out.shares.len() <= bin {
                        out.shares.resize(bin + 1, 0.0);
                    }
                    out.shares[bin] += s;
                }
                None => out.lost += s,
            }
        }
        out
    }

    fn trim(&mut self) {
        let ends = |shares: &mut dyn Iterator<Item = f64>| {
            let mut sum = 0.0;
            shares
                .take_while(|s| {
                    sum += s;
                    sum < TAIL
                })
                .count()
        };
        let low = ends(&mut self.shares.iter().copied()).min(self.shares.len() - 1);
        let cut: f64 = self.shares.drain(..low).sum();
        self.shares[0] += cut;
        self.first += i64::try_from(low).unwrap_or(0) * BIN;
        let high = ends(&mut self.shares.iter().rev().copied()).min(self.shares.len() - 1);
        let keep = (self.shares.len() - high).min(MOST);
        let cut: f64 = self.shares.drain(keep..).sum();
        self.shares[keep - 1] += cut;
    }

    fn minute(&self, bin: usize) -> i64 {
        self.first + i64::try_from(bin).unwrap_or(0) * BIN
    }

    /// The minute that a share `p` of all cases stay below; `None` where too
    /// many cases never arrive.
    pub fn quantile(&self, p: f64) -> Option<i64> {
        let mut sum = 0.0;
        for (i, &s) in self.shares.iter().enumerate() {
            if s > 0.0 && sum + s >= p - 1e-12 {
                // Within its bin a share is spread evenly.
                #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "minutes within a bin")]
                let within = if self.shares.len() == 1 { 0 } else { (((p - sum) / s - 0.5) * BIN as f64).round() as i64 };
                return Some(self.minute(i) + within);
            }
            sum += s;
        }
        None
    }

    /// Share of cases that are there by a minute.
    pub fn by(&self, minute: i64) -> f64 {
        let mut sum = 0.0;
        for (i, &s) in self.shares.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "minutes within a bin")]
            let part = ((minute - self.minute(i)) as f64 / BIN as f64 + 0.5).clamp(0.0, 1.0);
            let whole = if self.shares.len() == 1 { f64::from(u8::from(minute >= self.first)) } else { part };
            sum += s * whole;
        }
        sum.min(1.0)
    }

    /// Mean minute of the cases that arrive.
    pub fn mean(&self) -> Option<f64> {
        let all: f64 = self.shares.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "minutes of a few centuries are exact")]
        let sum: f64 = self.shares.iter().enumerate().map(|(i, s)| s * self.minute(i) as f64).sum();
        (all > 0.0).then(|| sum / all)
    }
}

/// Sources that are spread at once: each share of the sum is then read and
/// written so many times less often.
const AT_ONCE: usize = 8;

/// Shares after a stage with these weights.
fn convolved(shares: &[f64], weights: &[f64]) -> Vec<f64> {
    // The shorter of the two is the one whose parts are spread.
    let (shares, weights) = if shares.len() < weights.len() { (shares, weights) } else { (weights, shares) };
    let mut out = vec![0.0; shares.len() + weights.len() - 1];
    // Nothing on both sides, so that every source finds all its neighbours.
    let mut padded = vec![0.0; weights.len() + 2 * (AT_ONCE - 1)];
    padded[AT_ONCE - 1..AT_ONCE - 1 + weights.len()].copy_from_slice(weights);
    for (block, sources) in shares.chunks(AT_ONCE).enumerate() {
        if sources.iter().all(|&s| s <= 0.0) {
            continue;
        }
        let mut s = [0.0; AT_ONCE];
        s[..sources.len()].copy_from_slice(sources);
        let from = block * AT_ONCE;
        let length = (weights.len() + AT_ONCE - 1).min(out.len() - from);
        // Source k reaches slot j by the weight j - k.
        let lagged: [&[f64]; AT_ONCE] = std::array::from_fn(|k| &padded[AT_ONCE - 1 - k..AT_ONCE - 1 - k + length]);
        for (j, slot) in out[from..from + length].iter_mut().enumerate() {
            let pair = |k: usize| s[k] * lagged[k][j] + s[k + 1] * lagged[k + 1][j];
            *slot += (pair(0) + pair(2)) + (pair(4) + pair(6));
        }
    }
    out
}

/// The same where all weights but the last are equal: a moving sum.
fn evenly(shares: &[f64], weights: &[f64]) -> Vec<f64> {
    let (n, m) = (shares.len(), weights.len());
    let mut until = Vec::with_capacity(n + 1);
    until.push(0.0);
    for s in shares {
        until.push(until[until.len() - 1] + s);
    }
    let sum = |from: usize, to: usize| until[to.min(n)] - until[from.min(n)];
    let (each, last) = (weights[0], weights[m - 1]);
    (0..n + m - 1)
        .map(|i| {
            // Sources whose weight is one of the equal ones, then the last.
            let even = if m > 1 { each * sum((i + 2).saturating_sub(m), i + 1).max(0.0) } else { 0.0 };
            let source = (i + 1).checked_sub(m).and_then(|k| shares.get(k));
            even + source.map_or(0.0, |s| last * s)
        })
        .collect()
}

fn bins(law: Law) -> Bins {
    const MINUTES: f64 = 60.0;
    #[expect(clippy::cast_possible_truncation, reason = "hours of a stage")]
    let whole = |hours: f64| (hours * MINUTES).round() as i64;
    if let Law::Fixed(hours) = law {
        return (whole(hours), vec![1.0]);
    }
    let (low, high) = match law {
        Law::Lognormal { median, sigma } => (median * libm::exp(-TAIL_Z * sigma), median * libm::exp(TAIL_Z * sigma)),
        Law::Uniform { low, high } => (low, high),
        Law::Fixed(hours) => (hours, hours),
    };
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let width = BIN as f64 / MINUTES;
    // The first bin begins at the lowest case; shares are those between edges.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the bins there may be")]
    let count = (((high - low) / width).ceil().max(1.0) as usize).min(MOST);
    #[expect(clippy::cast_precision_loss, reason = "bins are few")]
    let edge = |k: usize| low + width * k as f64;
    let below: Vec<f64> = (0..=count).map(|k| law.cdf(edge(k))).collect();
    let mut shares: Vec<f64> = below.windows(2).map(|w| w[1] - w[0]).collect();
    shares[0] += below[0];
    shares[count - 1] += 1.0 - below[count];
    (whole(low + 0.5 * width), shares)
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a simulation counts in floating point")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same chain, drawn many times.
    fn simulate(stages: &[Stage], start: i64, draws: usize, seed: u64) -> (Vec<f64>, f64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut all = Vec::new();
        let mut lost = 0.0;
        'draw: for _ in 0..draws {
            let mut minute = start as f64;
            for stage in stages {
                match stage {
                    Stage::Take(law) => minute += law.quantile(random.f64()) * 60.0,
                    Stage::Every { minutes, from, to } => {
                        minute = minute.max(*from as f64) + random.f64() * f64::from(*minutes);
                        if minute > *to as f64 {
                            lost += 1.0 / draws as f64;
                            continue 'draw;
                        }
                    }
                    Stage::Depart(minutes) => match minutes.iter().find(|&&m| m as f64 >= minute) {
                        Some(&m) => minute = m as f64,
                        None => {
                            lost += 1.0 / draws as f64;
                            continue 'draw;
                        }
                    },
                }
            }
            all.push(minute);
        }
        all.sort_by(f64::total_cmp);
        (all, lost)
    }

    fn law() -> impl Strategy<Value = Law> {
        prop_oneof![
            (1.0..60.0).prop_map(Law::Fixed),
            (1.0..200.0, 0.05..1.1).prop_map(|(median, sigma)| Law::Lognormal { median, sigma }),
            (24.0..170.0).prop_map(|high| Law::Uniform { low: 0.0, high }),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_law_is_what_a_simulation_finds(
            laws in proptest::collection::vec(law(), 2..7), weekly in 0usize..6, offset in 0i64..10_000, seed in any::<u64>(),
            every in (0usize..6, 600u32..12_000, 0i64..8_000, 9_000i64..40_000),
        ) {
            let mut stages: Vec<Stage> = laws.into_iter().map(Stage::Take).collect();
            if every.0 < stages.len() {
                stages.insert(every.0, Stage::Every { minutes: every.1, from: every.2, to: every.3 });
            }
            if weekly < stages.len() {
                stages.insert(weekly, Stage::Depart((0..60).map(|k| offset + k * 7 * 24 * 60).collect()));
            }
            let law = stages.iter().fold(Arrival::at(0), |a, s| a.after(s));
            let (drawn, lost) = simulate(&stages, 0, 20_000, seed);
            prop_assume!(drawn.len() > 2000);
            prop_assert!((law.lost - lost).abs() < 0.02, "{} {lost}", law.lost);
            // Kolmogorov's distance: 1.63/√n bounds it in 99 of 100 cases by
            // chance alone; the bins add a little where a departure is a step.
            for p in [0.1_f64, 0.25, 0.5, 0.75, 0.9] {
                let minute = drawn[(drawn.len() as f64 * p) as usize];
                let below = drawn.partition_point(|&d| d < minute - 90.0) as f64 / drawn.len() as f64 * (1.0 - lost);
                let above = drawn.partition_point(|&d| d <= minute + 90.0) as f64 / drawn.len() as f64 * (1.0 - lost);
                let by = law.by(minute as i64);
                prop_assert!(by > below - 0.025 && by < above + 0.025, "{p}: {below} {by} {above}");
            }
            let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
            let sd = (drawn.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / drawn.len() as f64).sqrt();
            prop_assert!((law.mean().unwrap_or(0.0) - mean).abs() < 90.0 + 5.0 * sd / 141.0, "{:?} {mean}", law.mean());
        }
    }

    #[test]
    fn a_missed_connection_costs_a_week() {
        let week = 7 * 24 * 60;
        let ready = Arrival::at(0).after(&Stage::Take(Law::Uniform { low: 0.0, high: 48.0 }));
        let left = ready.after(&Stage::Depart(vec![24 * 60, 24 * 60 + week]));
        assert!((left.by(24 * 60 + 30) - 0.5).abs() < 0.03);
        assert_eq!(left.quantile(0.9).map(|m| (m - 24 * 60) / week), Some(1));
        let never = ready.after(&Stage::Depart(vec![24 * 60]));
        assert!((never.lost - 0.5).abs() < 0.03);
        assert_eq!(never.quantile(0.9), None);
    }

    #[test]
    fn a_service_that_has_not_begun_is_waited_for_and_one_that_ended_is_missed() {
        let day = 24 * 60;
        let soon = Arrival::at(0).after(&Stage::Every { minutes: 1440, from: 60 * day, to: 90 * day });
        assert!(soon.quantile(0.01).is_some_and(|m| m >= 60 * day - BIN) && soon.lost == 0.0);
        let half = Arrival::at(0).after(&Stage::Every { minutes: 2880, from: 0, to: day });
        assert!((half.lost - 0.5).abs() < 0.03, "{}", half.lost);
        let never = Arrival::at(2 * day).after(&Stage::Every { minutes: 60, from: 0, to: day });
        assert!((never.lost - 1.0).abs() < 1e-9 && never.quantile(0.1).is_none());
    }

    #[test]
    fn a_moving_sum_is_a_convolution() {
        for (n, m) in [(1, 1), (1, 5), (7, 1), (7, 3), (3, 9)] {
            let shares: Vec<f64> = (0..n).map(|i| f64::from(i % 4 + 1)).collect();
            let mut weights = vec![0.25; m];
            weights[m - 1] = 0.1;
            let (even, slow) = (evenly(&shares, &weights), convolved(&shares, &weights));
            assert_eq!(even.len(), slow.len());
            assert!(even.iter().zip(&slow).all(|(a, b)| (a - b).abs() < 1e-12), "{n} {m}: {even:?} {slow:?}");
        }
    }

    #[test]
    fn spreading_several_at_once_is_a_convolution() {
        for (n, m) in [(1, 1), (1, 6), (4, 4), (5, 9), (9, 5), (13, 2), (17, 18)] {
            let of = |n: usize, by: usize| -> Vec<f64> { (0..n).map(|i| ((i * by) % 7) as f64).collect() };
            let (shares, weights) = (of(n, 3), of(m, 5));
            let mut slow = vec![0.0; n + m - 1];
            for (i, s) in shares.iter().enumerate() {
                for (j, w) in weights.iter().enumerate() {
                    slow[i + j] += s * w;
                }
            }
            assert_eq!(convolved(&shares, &weights), slow, "{n} {m}");
        }
    }

    #[test]
    fn what_is_certain_stays_certain() {
        let sure = Arrival::at(100).after(&Stage::Take(Law::Fixed(2.0)));
        assert_eq!((sure.quantile(0.1), sure.quantile(0.9), sure.by(219), sure.by(220)), (Some(220), Some(220), 0.0, 1.0));
    }

    #[test]
    fn a_service_that_ends_within_a_bin_loses_what_is_behind() {
        // A wait of 2,021 minutes from 7,868 on, of which 9,788 is the last.
        let every = Stage::Every { minutes: 2021, from: 7868, to: 9788 };
        let law = Arrival::at(0).after(&every);
        assert!((law.lost - 101.0 / 2021.0).abs() < 1e-3, "{}", law.lost);
        let (_, lost) = simulate(&[every], 0, 20_000, 0);
        assert!((law.lost - lost).abs() < 0.01, "{lost}");
    }
}

//! Cost and end of a plan, simulated.
//!
//! In each draw every activity takes days and money of its triangular law, every open
//! risk happens or not, and the plan is computed anew. Durations go together as far as
//! the settings say, and so do costs: each follows a normal variable that shares a
//! part with all others (a Gaussian copula of one factor). Without that, what is
//! uncertain would cancel out in large plans, and ends would look certain that are not.

use super::{Place, Risk, Settings};
use crate::plan::{Frame, NONE, Plan, Spread};
use landbridge_model::date;
use landbridge_model::law::normal_cdf;
use serde::Serialize;
use utoipa::ToSchema;

/// Percentiles of many draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = RiskPercentiles)]
pub struct Percentiles {
    /// Mean.
    pub mean: f64,
    /// Below this in a tenth of draws.
    pub p10: f64,
    /// Below this in half of draws.
    pub p50: f64,
    /// Below this in eight tenths of draws.
    pub p80: f64,
    /// Below this in nine tenths of draws.
    pub p90: f64,
}

/// A risk with what it did.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = RiskOutcome)]
pub struct Outcome {
    /// The risk.
    pub risk: Risk,
    /// Where it lies in the matrix.
    pub place: Place,
    /// Millions that it adds on average.
    pub cost: f64,
    /// Days by which the end is later, on average over the draws in which it happens,
    /// than if all had gone the same but for it; none where it never happened.
    pub end_shift: Option<f64>,
}

/// How often an activity decides when all is done.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = RiskCritical)]
pub struct Critical {
    /// Id of the activity.
    pub activity: String,
    /// Share of draws in which it is on the critical path.
    pub share: f64,
}

/// A simulated plan.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PlanSimulated)]
pub struct Simulated {
    /// Id of the plan.
    pub plan: String,
    /// Its name.
    pub name: String,
    /// Draws.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// Millions that the plan costs at its most likely; none where no activity costs
    /// anything.
    pub planned_cost: Option<f64>,
    /// Currency and price year of costs.
    pub currency: Option<String>,
    /// Year of the prices.
    pub price_year: Option<i16>,
    /// Millions.
    pub cost: Option<Percentiles>,
    /// Share of draws that keep to the budget.
    pub within_budget: Option<f64>,
    /// Day on which all is done at its most likely.
    pub planned_end: String,
    /// Days from the start of the plan until all is done.
    pub days: Percentiles,
    /// The same as days of the calendar: half, eight and nine tenths of draws.
    pub ends: [String; 3],
    /// Share of draws that are done when all is due.
    pub in_time: Option<f64>,
    /// Risks, the most costly first, and then those that move the end most.
    pub risks: Vec<Outcome>,
    /// Activities in the order of the plan.
    pub critical: Vec<Critical>,
}

/// Simulates a plan as it stands on a day. The same seed gives the same answer.
///
/// # Errors
/// A day outside of the calendar.
pub fn simulate(plan: &Plan, settings: &Settings, today: f64, seed: u64) -> Result<Simulated, String> {
    let frame = Frame::new(plan, today)?;
    let open: Vec<&Risk> = plan.risk.iter().filter(|r| !r.closed).collect();
    let hits: Vec<Vec<usize>> =
        open.iter().map(|r| r.hits.iter().filter_map(|h| plan.activity.iter().position(|a| a.id == *h)).collect()).collect();
    let mut hit_by: Vec<Vec<usize>> = vec![Vec::new(); plan.activity.len()];
    for (r, hits) in hits.iter().enumerate() {
        hits.iter().for_each(|&i| hit_by[i].push(r));
    }
    let likely: Vec<f64> = plan.activity.iter().map(|a| a.days.likely()).collect();
    let planned_times = frame.earliest(&likely);
    let planned_days = Frame::end(&planned_times) - frame.start;
    let planned_cost: f64 = plan.activity.iter().filter_map(|a| a.cost).map(Spread::likely).sum();
    let mut random = fastrand::Rng::with_seed(seed);
    let n = settings.draws;
    let (mut costs, mut ends) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let mut on_path = vec![0_usize; likely.len()];
    // Of each risk: millions, draws in which it happened, days by which it moved the end.
    let mut told = vec![(0.0, 0_u32, 0.0); open.len()];
    for _ in 0..n {
        let mut normals = Normals::new(&mut random, settings.correlation);
        // What is under way takes longer than it has taken.
        let own: Vec<f64> =
            plan.activity.iter().enumerate().map(|(i, a)| a.days.quantile_above(frame.elapsed(i), normals.next(Shared::Days))).collect();
        // What is done costs what it has cost, or what it was to cost where that is not recorded.
        let mut cost = 0.0;
        for (i, activity) in plan.activity.iter().enumerate() {
            let drawn = normals.next(Shared::Cost);
            let law = activity.cost.map(|c| if frame.is_done(i) { c.likely() } else { c.quantile(drawn) });
            cost += activity.spent.or(law).unwrap_or(0.0);
        }
        // Days that each risk adds in this draw, where it happens.
        let mut extra: Vec<Option<f64>> = vec![None; open.len()];
        for (r, risk) in open.iter().enumerate() {
            // Numbers are drawn for each risk whether it happens or not, so that the
            // draws of others stay when one changes.
            let [whether, money, time] = [(); 3].map(|()| normals.random.f64());
            // What can only hit what is done does not happen any more.
            let past = !hits[r].is_empty() && hits[r].iter().all(|&i| frame.is_done(i));
            if whether < risk.probability && !past {
                let usd = risk.cost.map_or(0.0, |c| c.quantile(money));
                cost += usd;
                told[r].0 += usd;
                told[r].1 += 1;
                extra[r] = risk.days.map(|d| d.quantile(time));
            }
        }
        // Days of an activity with all risks but one.
        let days_of = |i: usize, but: Option<usize>| {
            let added = hit_by[i].iter().filter(|r| Some(**r) != but).filter_map(|&r| extra[r]);
            added.fold(own[i], |sum, more| sum + more)
        };
        let days: Vec<f64> = (0..own.len()).map(|i| days_of(i, None)).collect();
        let times = frame.earliest(&days);
        let latest = frame.latest(&times);
        let end = Frame::end(&times);
        for (i, count) in on_path.iter_mut().enumerate() {
            *count += usize::from(!frame.is_done(i) && latest[i] - times[i].1 < NONE);
        }
        for (r, told) in told.iter_mut().enumerate().filter(|(r, _)| extra[*r].is_some()) {
            let mut without = days.clone();
            hits[r].iter().for_each(|&i| without[i] = days_of(i, Some(r)));
            told.2 += end - Frame::end(&frame.earliest(&without));
        }
        costs.push(cost);
        ends.push(end - frame.start);
    }
    let due = plan.due.as_deref().and_then(date::day).map(|d| d - frame.start);
    let days = percentiles(&mut ends);
    let costly = plan.activity.iter().any(|a| a.cost.is_some() || a.spent.is_some()) || open.iter().any(|r| r.cost.is_some());
    let cost = costly.then(|| percentiles(&mut costs));
    let text = |days: f64| date::text((frame.start + days).ceil()).ok_or_else(|| "the end lies outside of the calendar".to_owned());
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    let share = |count: usize| count as f64 / n as f64;
    let mut risks: Vec<Outcome> = open
        .iter()
        .zip(&told)
        .map(|(risk, &(money, count, moved))| Outcome {
            risk: (*risk).clone(),
            place: settings.place(risk, planned_cost, planned_days),
            cost: money * share(1),
            end_shift: (count > 0).then(|| moved / f64::from(count)),
        })
        .collect();
    risks.sort_by(|a, b| {
        let shift = |o: &Outcome| o.end_shift.unwrap_or(0.0);
        b.cost.total_cmp(&a.cost).then(shift(b).total_cmp(&shift(a))).then_with(|| a.risk.id.cmp(&b.risk.id))
    });
    Ok(Simulated {
        plan: plan.id.clone(),
        name: plan.name.clone(),
        draws: n,
        seed,
        planned_cost: (planned_cost > 0.0).then_some(planned_cost),
        currency: plan.currency.clone(),
        price_year: plan.price_year,
        cost,
        within_budget: plan.budget.filter(|_| cost.is_some()).map(|b| share(costs.iter().filter(|c| **c <= b).count())),
        planned_end: text(planned_days)?,
        days,
        ends: [text(days.p50)?, text(days.p80)?, text(days.p90)?],
        in_time: due.map(|d| share(ends.iter().filter(|e| **e <= d).count())),
        risks,
        critical: plan.activity.iter().zip(&on_path).map(|(a, c)| Critical { activity: a.id.clone(), share: share(*c) }).collect(),
    })
}

/// What uncertain figures share a part with.
#[derive(Clone, Copy)]
enum Shared {
    Days,
    Cost,
}

/// Shares of cases that go together.
struct Normals<'a> {
    random: &'a mut fastrand::Rng,
    all: [f64; 2],
    own: f64,
    spare: Option<f64>,
}

impl<'a> Normals<'a> {
    fn new(random: &'a mut fastrand::Rng, correlation: f64) -> Self {
        let mut normals = Self { random, all: [0.0; 2], own: libm::sqrt(1.0 - correlation), spare: None };
        normals.all = [(); 2].map(|()| libm::sqrt(correlation) * normals.normal());
        normals
    }

    /// A share, uniform between 0 and 1, that goes together with the others of its sort.
    fn next(&mut self, of: Shared) -> f64 {
        let own = self.own * self.normal();
        let all = match of {
            Shared::Days => self.all[0],
            Shared::Cost => self.all[1],
        };
        normal_cdf(all + own)
    }

    /// A standard normal number (Box and Muller, Annals of Mathematical Statistics 29,
    /// 1958).
    fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let (u, angle) = (1.0 - self.random.f64(), std::f64::consts::TAU * self.random.f64());
        let length = libm::sqrt(-2.0 * libm::log(u));
        self.spare = Some(length * libm::sin(angle));
        length * libm::cos(angle)
    }
}

/// Percentiles of numbers, which are put in order.
pub(super) fn percentiles(all: &mut [f64]) -> Percentiles {
    all.sort_by(f64::total_cmp);
    let at = |share| quantile(all, share).unwrap_or(f64::NAN);
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    Percentiles { mean, p10: at(0.1), p50: at(0.5), p80: at(0.8), p90: at(0.9) }
}

/// A quantile of numbers in order, between its neighbours (type 7 of Hyndman and Fan,
/// The American Statistician 50, 1996).
pub(super) fn quantile(ordered: &[f64], share: f64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    let place = share * ordered.len().checked_sub(1)? as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the numbers")]
    let below = place.floor() as usize;
    let (low, high) = (*ordered.get(below)?, *ordered.get(below + 1).unwrap_or(ordered.get(below)?));
    Some(low + (high - low) * (place - place.floor()))
}

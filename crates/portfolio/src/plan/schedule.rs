//! When each activity of a plan can begin and has to be done, and which of them decide
//! when all is done: the critical path (Kelley and Walker, Critical-path planning and
//! scheduling, 1959).

use super::{Order, Plan, Spread};
use landbridge_model::date;
use serde::Serialize;
use utoipa::ToSchema;

/// A day, from the first moment of which on it holds.
pub type Moment = String;

/// An activity with its times.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PlanScheduled)]
pub struct Scheduled {
    /// Id of the activity.
    pub activity: String,
    /// Its name.
    pub name: String,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Days that it takes.
    pub days: f64,
    /// Day on which it began or can begin.
    pub from: Moment,
    /// Day on which it was or can be done, so that what follows can begin.
    pub ready: Moment,
    /// Day on which it has to begin so that the end does not move.
    pub latest_from: Moment,
    /// Day on which it has to be done.
    pub latest_ready: Moment,
    /// Days that it can move without moving the end.
    pub total_float: f64,
    /// Days that it can move without moving anything else.
    pub free_float: f64,
    /// Whether it decides when all is done.
    pub critical: bool,
    /// Whether it is done.
    pub done: bool,
}

/// A plan with its times.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PlanTimetable)]
pub struct Timetable {
    /// Id of the plan.
    pub plan: String,
    /// Its name.
    pub name: String,
    /// Day on which all is done.
    pub ready: Moment,
    /// Days from the start of the plan.
    pub days: f64,
    /// Days after the day by which all was to be done; below nothing is before.
    pub late: Option<f64>,
    /// Ids of the activities that decide, each after those that come before it.
    pub critical: Vec<String>,
    /// Activities in the order of the plan.
    pub activities: Vec<Scheduled>,
    /// Reviews that were not held, the next first.
    pub reviews: Vec<super::Review>,
}

/// Floats below this share of a day are none.
pub(crate) const NONE: f64 = 1e-6;

/// Times on which a plan stands, in days since 1 January 1970.
pub(crate) struct Frame {
    pub(crate) order: Vec<usize>,
    pub(crate) before: Vec<Vec<(usize, f64)>>,
    pub(crate) start: f64,
    today: f64,
    began: Vec<Option<f64>>,
    done: Vec<Option<f64>>,
}

impl Frame {
    pub(crate) fn new(plan: &Plan, today: f64) -> Result<Self, String> {
        let Order { order, before } = plan.order()?;
        // What is to come on the day that is looked at has not happened.
        let day = |text: &Option<String>| text.as_deref().and_then(date::day).filter(|d| *d <= today);
        Ok(Self {
            order,
            before,
            start: date::day(&plan.start).ok_or_else(|| format!("start: '{}' is no day", plan.start))?,
            today,
            began: plan.activity.iter().map(|a| day(&a.began)).collect(),
            done: plan.activity.iter().map(|a| day(&a.done)).collect(),
        })
    }

    /// Days that an activity has taken that is under way.
    pub(crate) fn elapsed(&self, i: usize) -> f64 {
        self.began[i].filter(|_| !self.is_done(i)).map_or(0.0, |began| self.today - began)
    }

    /// Whether an activity is done.
    pub(crate) fn is_done(&self, i: usize) -> bool {
        self.done[i].is_some()
    }

    /// Earliest beginning and end of each activity that takes so many days. What is
    /// done keeps its days. What has begun ends after its days, and not before today;
    /// what has not begun does not begin before today.
    pub(crate) fn earliest(&self, days: &[f64]) -> Vec<(f64, f64)> {
        let mut times = vec![(0.0, 0.0); days.len()];
        for &i in &self.order {
            let ready = self.before[i].iter().map(|&(b, wait)| times[b].1 + wait).fold(self.start, f64::max);
            times[i] = match (self.began[i], self.done[i]) {
                // Without a beginning it took the days that it was to take.
                (began, Some(done)) => (began.unwrap_or((done - days[i]).max(self.start.min(done))), done),
                (Some(began), None) => (began, (began + days[i]).max(self.today)),
                (None, None) => {
                    let from = ready.max(self.today);
                    (from, from + days[i])
                }
            };
        }
        times
    }

    /// The end of all.
    pub(crate) fn end(times: &[(f64, f64)]) -> f64 {
        times.iter().map(|t| t.1).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Latest end of each activity so that the end of all stays.
    pub(crate) fn latest(&self, times: &[(f64, f64)]) -> Vec<f64> {
        let end = Self::end(times);
        let mut latest = vec![end; times.len()];
        for &i in self.order.iter().rev() {
            // What follows and is under way or done cannot move any more.
            let from = if self.began[i].is_some() || self.is_done(i) { f64::INFINITY } else { latest[i] - (times[i].1 - times[i].0) };
            for &(b, wait) in &self.before[i] {
                latest[b] = latest[b].min(from - wait);
            }
        }
        latest
    }
}

/// The times of a plan on a day, activities at their most likely days.
///
/// # Errors
/// A day outside of the calendar.
pub fn schedule(plan: &Plan, today: f64) -> Result<Timetable, String> {
    let frame = Frame::new(plan, today)?;
    let days: Vec<f64> = plan.activity.iter().map(|a| Spread::likely(a.days)).collect();
    let times = frame.earliest(&days);
    let latest = frame.latest(&times);
    let end = Frame::end(&times);
    let text = |day: f64| date::text(day.ceil()).ok_or_else(|| format!("day {day} lies outside of the calendar"));
    let follows = |i: usize| {
        let own =
            frame.before.iter().enumerate().flat_map(|(next, before)| before.iter().filter(move |b| b.0 == i).map(move |b| (next, b.1)));
        own.map(|(next, wait)| times[next].0 - wait).fold(end, f64::min)
    };
    let mut activities = Vec::with_capacity(days.len());
    for (i, activity) in plan.activity.iter().enumerate() {
        let (from, ready) = times[i];
        let done = frame.is_done(i);
        let total = if done { 0.0 } else { (latest[i] - ready).max(0.0) };
        activities.push(Scheduled {
            activity: activity.id.clone(),
            name: activity.name.clone(),
            owner: activity.owner.clone(),
            days: ready - from,
            from: text(from)?,
            ready: text(ready)?,
            latest_from: text(from + total)?,
            latest_ready: text(ready + total)?,
            total_float: total,
            free_float: if done { 0.0 } else { (follows(i) - ready).clamp(0.0, total) },
            critical: !done && total < NONE,
            done,
        });
    }
    let mut reviews: Vec<super::Review> = plan.review.iter().filter(|r| r.held.is_none()).cloned().collect();
    reviews.sort_by(|a, b| a.due.cmp(&b.due));
    Ok(Timetable {
        plan: plan.id.clone(),
        name: plan.name.clone(),
        ready: text(end)?,
        days: end - frame.start,
        late: plan.due.as_deref().and_then(date::day).map(|due| end - due),
        critical: frame.order.iter().map(|&i| &activities[i]).filter(|a| a.critical).map(|a| a.activity.clone()).collect(),
        activities,
        reviews,
    })
}

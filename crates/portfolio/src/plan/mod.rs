//! Action plans: what is to be done in which order, by when, and what decides it.

mod schedule;

pub(crate) use schedule::{Frame, NONE};
pub use schedule::{Moment, Scheduled, Timetable, schedule};

use landbridge_formats::toml;
use landbridge_model::date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// An action plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActionPlan)]
pub struct Plan {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Record of the register that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Day from which on anything can begin.
    pub start: String,
    /// Day by which all is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Currency of costs, ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Year of the prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_year: Option<i16>,
    /// What may be spent, in millions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<f64>,
    /// Class of past projects that it is like, for the view from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What a reader should know of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is to be done.
    #[serde(default)]
    pub activity: Vec<Activity>,
    /// When it is looked at again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<Review>,
    /// What may go otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risk: Vec<crate::risk::Risk>,
}

/// A thing to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlanActivity)]
pub struct Activity {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Calendar days that it takes.
    pub days: Spread,
    /// What it costs, in millions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Spread>,
    /// What it has cost in the end, in millions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<f64>,
    /// What has to be done before: an id, or an id with days of waiting after it, such
    /// as `design+30`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Day on which it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<String>,
    /// Day by which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// Where its figures come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A figure that is known, or that may be less or more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(as = PlanSpread)]
pub enum Spread {
    /// Known.
    Fixed(f64),
    /// Between two ends.
    Between {
        /// At least.
        low: f64,
        /// Most likely.
        likely: f64,
        /// At most.
        high: f64,
    },
}

/// A review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlanReview)]
pub struct Review {
    /// What is looked at.
    pub name: String,
    /// When it is due.
    pub due: String,
    /// When it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
}

impl Spread {
    /// The most likely figure.
    pub fn likely(self) -> f64 {
        match self {
            Self::Fixed(x) => x,
            Self::Between { likely, .. } => likely,
        }
    }

    /// Share of cases that stay below a figure.
    pub fn share_below(self, x: f64) -> f64 {
        let Self::Between { low, likely, high } = self else { return f64::from(u8::from(x >= self.likely())) };
        if x <= low {
            0.0
        } else if x >= high {
            1.0
        } else if x < likely {
            (x - low) * (x - low) / ((high - low) * (likely - low))
        } else {
            1.0 - (high - x) * (high - x) / ((high - low) * (high - likely))
        }
    }

    /// The figure that a share `u` of those cases stays below that are above `least`;
    /// `least` itself where none is.
    pub fn quantile_above(self, least: f64, u: f64) -> f64 {
        let below = self.share_below(least);
        if below >= 1.0 { least.max(self.quantile(u)) } else { self.quantile(below + u * (1.0 - below)) }
    }

    /// The figure that a share `u` of cases stays below: the law is triangular.
    pub fn quantile(self, u: f64) -> f64 {
        let Self::Between { low, likely, high } = self else { return self.likely() };
        if high <= low {
            return likely;
        }
        let turn = (likely - low) / (high - low);
        if u < turn {
            low + libm::sqrt(u * (high - low) * (likely - low))
        } else {
            high - libm::sqrt((1.0 - u) * (high - low) * (high - likely))
        }
    }

    /// Mean.
    pub fn mean(self) -> f64 {
        match self {
            Self::Fixed(x) => x,
            Self::Between { low, likely, high } => (low + likely + high) / 3.0,
        }
    }

    pub(crate) fn sound(self, most: f64) -> Result<(), String> {
        let Self::Between { low, likely, high } = self else {
            let x = self.likely();
            return if (0.0..=most).contains(&x) { Ok(()) } else { Err(format!("{} is no number from 0 to {most:e}", figure(x))) };
        };
        let ordered = 0.0 <= low && low <= likely && likely <= high && high <= most;
        if ordered {
            Ok(())
        } else {
            {
                let [low, likely, high] = [low, likely, high].map(figure);
                Err(format!("0 ≤ low ≤ likely ≤ high ≤ {most:e} does not hold of {low}, {likely}, {high}"))
            }
        }
    }
}

/// A figure that can be of any size, as people read it.
fn figure(x: f64) -> String {
    if x.abs() < 1e7 { x.to_string() } else { format!("{x:e}") }
}

/// Days at most.
pub(crate) const MOST_DAYS: f64 = 1e6;
/// Millions at most, of whichever currency.
pub(crate) const MOST_MILLIONS: f64 = 1e12;
/// Years whose prices costs can be in.
const PRICE_YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

/// A day as its number.
fn day(what: &str, text: &str) -> Result<f64, String> {
    date::day(text).ok_or_else(|| format!("{what}: '{text}' is no day: write 2026-05-10"))
}

impl Plan {
    /// Reads a plan; `file` names it in errors.
    ///
    /// # Errors
    /// What is not understood, or cannot be: an id twice, an activity after one that is
    /// not there or after itself by way of others, a day that is none.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let plan: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        plan.sound().map_err(|e| format!("{file}: {e}"))?;
        Ok(plan)
    }

    /// Days, money and prices of the plan itself.
    fn frame(&self) -> Result<(), String> {
        let start = day("start", &self.start)?;
        if let Some(due) = &self.due
            && day("due", due)? < start
        {
            return Err("it is due before it starts".to_owned());
        }
        if self.budget.is_some_and(|b| !(0.0..=MOST_MILLIONS).contains(&b)) {
            return Err(format!("budget: write millions, from 0 to {MOST_MILLIONS:e}"));
        }
        if let Some(year) = self.price_year.filter(|y| !PRICE_YEARS.contains(y)) {
            return Err(format!(
                "price_year: {year} is no year of prices: write one from {} to {}",
                PRICE_YEARS.start(),
                PRICE_YEARS.end()
            ));
        }
        match &self.currency {
            Some(code) if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) => {
                Err(format!("currency: '{code}' is no code: write three letters of ISO 4217, such as USD"))
            }
            _ => Ok(()),
        }
    }

    fn sound(&self) -> Result<(), String> {
        self.frame()?;
        if self.activity.is_empty() {
            return Err("there is nothing to do: write [[activity]]".to_owned());
        }
        let mut ids = BTreeSet::new();
        for activity in &self.activity {
            let id = &activity.id;
            if id.contains('+') || !ids.insert(id.as_str()) {
                return Err(format!("the activity '{id}' stands twice, or has a '+' in its id"));
            }
            let spreads = std::iter::once(("days", activity.days, MOST_DAYS)).chain(activity.cost.map(|c| ("cost", c, MOST_MILLIONS)));
            for (what, spread, most) in spreads {
                spread.sound(most).map_err(|e| format!("'{id}', {what}: {e}"))?;
            }
            if activity.spent.is_some_and(|s| !(0.0..=MOST_MILLIONS).contains(&s)) {
                return Err(format!("'{id}', spent: write millions, from 0 to {MOST_MILLIONS:e}"));
            }
            if (activity.cost.is_some() || activity.spent.is_some()) && (self.currency.is_none() || self.price_year.is_none()) {
                return Err(format!("'{id}' costs something: write 'currency' and 'price_year' of the plan"));
            }
            let mut befores = BTreeSet::new();
            if let Some(twice) = activity.after.iter().filter_map(|b| before_of(b)).find(|b| !befores.insert(b.0)) {
                return Err(format!("'{id}' comes twice after '{}'", twice.0));
            }
            let [began, done] = [("began", &activity.began), ("done", &activity.done)]
                .map(|(what, text)| text.as_ref().map(|t| day(&format!("'{id}', {what}"), t)).transpose());
            if let (Some(began), Some(done)) = (began?, done?)
                && done < began
            {
                return Err(format!("'{id}' was done before it began"));
            }
        }
        for review in &self.review {
            day(&review.name, &review.due)?;
            review.held.iter().try_for_each(|h| day(&review.name, h).map(drop))?;
        }
        let known = |id: &str| ids.contains(id);
        for activity in &self.activity {
            for before in &activity.after {
                let (id, _) = before_of(before)
                    .ok_or_else(|| format!("'{}', after: '{before}' is no id and no id with days, such as design+30", activity.id))?;
                if !known(id) {
                    return Err(format!("'{}' comes after '{id}', which is not there", activity.id));
                }
            }
        }
        for risk in &self.risk {
            risk.sound(&known)?;
            if risk.cost.is_some() && (self.currency.is_none() || self.price_year.is_none()) {
                return Err(format!("the risk '{}' costs something: write 'currency' and 'price_year' of the plan", risk.id));
            }
        }
        let mut twice = BTreeSet::new();
        if let Some(risk) = self.risk.iter().find(|r| !twice.insert(&r.id)) {
            return Err(format!("the risk '{}' stands twice", risk.id));
        }
        self.order().map(|_| ())
    }

    /// The order of activities.
    pub(crate) fn order(&self) -> Result<Order, String> {
        let at: BTreeMap<&str, usize> = self.activity.iter().enumerate().map(|(i, a)| (a.id.as_str(), i)).collect();
        let before: Vec<Vec<(usize, f64)>> = self
            .activity
            .iter()
            .map(|a| a.after.iter().filter_map(|b| before_of(b)).filter_map(|(id, wait)| Some((*at.get(id)?, wait))).collect())
            .collect();
        let mut order = Vec::with_capacity(before.len());
        let mut placed = vec![false; before.len()];
        while order.len() < before.len() {
            let free: Vec<usize> = (0..before.len()).filter(|&i| !placed[i] && before[i].iter().all(|b| placed[b.0])).collect();
            if free.is_empty() {
                return Err(format!("these come after one another in a circle: {}", circle(&before, &placed, &self.activity)));
            }
            free.iter().for_each(|&i| placed[i] = true);
            order.extend(free);
        }
        Ok(Order { order, before })
    }
}

/// Activities in an order in which they can be done, by their places in the plan.
pub(crate) struct Order {
    /// Each comes after all that have to be done before it.
    pub(crate) order: Vec<usize>,
    /// What comes right before each, with days of waiting.
    pub(crate) before: Vec<Vec<(usize, f64)>>,
}

/// A circle among what could not be placed, as ids.
fn circle(before: &[Vec<(usize, f64)>], placed: &[bool], activities: &[Activity]) -> String {
    let open = |i: usize| before[i].iter().map(|b| b.0).find(|&b| !placed[b]);
    let mut path: Vec<usize> = placed.iter().position(|p| !p).into_iter().collect();
    while let Some(next) = path.last().and_then(|&last| open(last)) {
        if let Some(from) = path.iter().position(|&p| p == next) {
            path.drain(..from);
            break;
        }
        path.push(next);
    }
    path.reverse();
    path.iter().map(|&i| activities[i].id.as_str()).collect::<Vec<_>>().join(", ")
}

/// What comes before, and the days of waiting after it.
fn before_of(text: &str) -> Option<(&str, f64)> {
    match text.split_once('+') {
        None => Some((text, 0.0)),
        Some((id, days)) => Some((id, days.parse().ok().filter(|d: &f64| d.is_finite() && *d >= 0.0)?)),
    }
}

//! What a record and a document of some standard have both a word for.

use crate::register::project::{Budget, Contract, Document, Event, Indicator, Milestone, Observed, Partner, Place, Project};
use crate::register::words::{BudgetKind, Direction, Scale, Status};
use landbridge_model::date;

/// The common part; what a standard cannot say stays as it is by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct View {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) status: Option<Status>,
    pub(super) sector: String,
    pub(super) place: Vec<Place>,
    pub(super) partner: Vec<Partner>,
    pub(super) date: Vec<Event>,
    pub(super) planned: Option<Budget>,
    pub(super) actual: Option<Budget>,
    pub(super) contract: Vec<Contract>,
    pub(super) milestone: Vec<Milestone>,
    pub(super) document: Vec<Document>,
    /// Countries, where the standard names them.
    pub(super) countries: Vec<String>,
    /// Indicators, where the standard keeps baselines and targets with them.
    pub(super) indicator: Vec<Indicator>,
    /// Actual figures, then targets, where it keeps them apart.
    pub(super) metrics: [Vec<Metric>; 2],
}

/// An indicator as the standard has it: actuals and targets apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Metric {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) values: Vec<(String, f64)>,
}

impl View {
    /// Puts into a record what this says otherwise than it did before.
    pub(super) fn change(self, before: &Self, project: &mut Project) {
        fn put<T: PartialEq>(now: T, before: &T, slot: &mut T) {
            if now != *before {
                *slot = now;
            }
        }
        put(self.id, &before.id, &mut project.id);
        put(self.name, &before.name, &mut project.name);
        put(self.summary, &before.summary, &mut project.summary);
        put(self.status.unwrap_or(Status::Unknown), &before.status.unwrap_or(Status::Unknown), &mut project.status);
        put(self.sector, &before.sector, &mut project.sector);
        put(self.place, &before.place, &mut project.place);
        put(self.partner, &before.partner, &mut project.partner);
        put(self.date, &before.date, &mut project.date);
        put(self.contract, &before.contract, &mut project.contract);
        put(self.milestone, &before.milestone, &mut project.milestone);
        put(self.document, &before.document, &mut project.document);
        if (&self.planned, &self.actual) != (&before.planned, &before.actual) {
            project.budget = self.planned.into_iter().chain(self.actual).collect();
        }
        put(self.countries, &before.countries, &mut project.countries);
        if self.indicator != before.indicator {
            let number = |(i, one): (usize, Indicator)| Indicator { id: (i + 1).to_string(), ..one };
            project.indicator = self.indicator.into_iter().enumerate().map(number).collect();
        }
        if self.metrics != before.metrics {
            project.indicator = indicators(&self.metrics);
        }
    }
}

/// Whether all that an element of a document says is still wanted, and takes it from
/// what is left to be said.
pub(super) fn stays<T: PartialEq>(says: &[T], left: &mut Vec<&T>) -> bool {
    let mut rest = left.clone();
    let stays = says.iter().all(|s| rest.iter().position(|w| *w == s).map(|at| rest.remove(at)).is_some());
    if stays {
        *left = rest;
    }
    stays
}

/// The first amount of a kind, in ones.
pub(super) fn ones(p: &Project, kind: BudgetKind) -> Option<Budget> {
    let b = p.budget.iter().find(|b| b.kind == kind)?;
    Some(Budget { amount: b.ones(), unit: Scale::One, price_year: None, source: String::new(), ..b.clone() })
}

/// Whether a date is known to the day.
pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10 && date::days(text).is_some()
}

/// A period by its days: a year is from its first to its last.
pub(super) fn full(period: &str) -> Option<String> {
    let (from, until) = crate::monitor::period(period)?;
    let day = |x: f64| if x.is_finite() { date::text(x) } else { Some("..".to_owned()) };
    let (from, until) = (day(from)?, day(until)?);
    Some(if from == until { from } else { format!("{from}/{until}") })
}

fn indicators(metrics: &[Vec<Metric>; 2]) -> Vec<Indicator> {
    let mut all: Vec<Indicator> = Vec::new();
    for (target, metric) in metrics[0].iter().map(|m| (false, m)).chain(metrics[1].iter().map(|m| (true, m))) {
        let value = |(period, figure): &(String, f64)| Observed {
            actual: (!target).then_some(*figure),
            target: target.then_some(*figure),
            ..Observed::of(period)
        };
        let values = metric.values.iter().map(value);
        // A target belongs to the actual figures of the same name; what a list has
        // twice stays apart.
        let same = |i: &&mut Indicator| {
            let apart = |v: &Observed| v.target.is_some() == target;
            (&i.id, &i.name, &i.unit) == (&metric.id, &metric.name, &metric.unit) && !i.value.iter().any(apart)
        };
        match all.iter_mut().find(same) {
            Some(known) => known.value.extend(values),
            None => all.push(Indicator {
                id: metric.id.clone(),
                name: metric.name.clone(),
                unit: metric.unit.clone(),
                direction: Direction::None,
                baseline: None,
                value: values.collect(),
            }),
        }
    }
    all
}

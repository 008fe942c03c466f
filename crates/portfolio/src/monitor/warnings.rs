//! Early warnings: what in the records asks for attention, by settings in the
//! data.

use super::opening::opening;
use super::standing::{Verdict, standing};
use crate::register::Register;
use crate::register::project::Project;
use crate::register::words::{BudgetKind, word};
use landbridge_model::date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Thresholds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Share by which spending may be above the plan before it is told.
    pub cost_over: f64,
    /// Days after which a planned date that has passed is told.
    pub late_days: f64,
    /// Days before a date that is due at which it is told.
    pub ahead_days: f64,
    /// Days after which a project under way without any new fact is told.
    pub silent_days: f64,
}

/// Why attention is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectWarningReason)]
pub enum Why {
    /// A planned opening has passed and the project is not open.
    Late,
    /// More was spent than planned.
    Cost,
    /// An indicator is behind its target.
    Behind,
    /// A milestone is due or overdue.
    Milestone,
    /// A review is due or overdue.
    Review,
    /// Nothing new is known of a project under way.
    Silent,
}

/// A warning.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectWarning)]
pub struct Warning {
    /// Id of the project.
    pub project: String,
    /// Reason.
    pub why: Why,
    /// What is known, with its figures.
    pub says: String,
}

/// Warnings of a register on a day, by reason and then by project.
pub fn warnings(register: &Register, settings: &Settings, today: f64) -> Vec<Warning> {
    let mut all: Vec<Warning> = register.projects.iter().flat_map(|p| warnings_of(p, settings, today)).collect();
    all.sort_by(|a, b| (a.why, &a.project, &a.says).cmp(&(b.why, &b.project, &b.says)));
    all
}

/// Warnings of one project on a day, by reason.
pub fn warnings_of(project: &Project, settings: &Settings, today: f64) -> Vec<Warning> {
    let mut all = Vec::new();
    let mut say = |why: Why, says: String| all.push(Warning { project: project.id.clone(), why, says });
    late(project, settings, today, &mut say);
    cost(project, settings, &mut say);
    due(project, settings, today, &mut say);
    silent(project, settings, today, &mut say);
    for indicator in &project.indicator {
        let s = standing(&project.id, indicator, today);
        if let (Verdict::Behind, Some(has), Some(wants)) = (s.verdict, s.actual, s.target) {
            let (then, until) = (s.actual_period.unwrap_or_default(), s.target_period.unwrap_or_default());
            say(Why::Behind, format!("{}: {has} {} in {then}, {wants} by {until} is the target", s.name, s.unit));
        }
    }
    all.sort_by(|a, b| (a.why, &a.says).cmp(&(b.why, &b.says)));
    all
}

fn late(project: &Project, settings: &Settings, today: f64, say: &mut impl FnMut(Why, String)) {
    let opening = opening(project, today);
    let (true, Some(days)) = (opening.actual.is_empty(), opening.days_late) else { return };
    // The latest of several plans counts.
    if let (true, Some(plan)) = (days > settings.late_days, opening.planned.last()) {
        say(Why::Late, format!("planned to open by {plan}, {days:.0} days ago; its status is {}", word(project.status)));
    }
}

fn cost(project: &Project, settings: &Settings, say: &mut impl FnMut(Why, String)) {
    if let (Some((plan, a)), Some((spent, b))) = (project.money(BudgetKind::Planned), project.money(BudgetKind::Actual))
        && a == b
        && spent > plan * (1.0 + settings.cost_over)
    {
        let more = (spent / plan - 1.0) * 100.0;
        say(
            Why::Cost,
            format!("{:.0} million {a} spent, {:.0} million planned: {more:.0} % more, in prices as given", spent / 1e6, plan / 1e6),
        );
    }
}

fn due(project: &Project, settings: &Settings, today: f64, say: &mut impl FnMut(Why, String)) {
    let mut tell = |why: Why, what: &str, text: &str| {
        if let Some((_, last)) = date::days(text).filter(|d| d.1 < today + settings.ahead_days) {
            let days = last - today;
            let when = if days < 0.0 { format!("overdue by {:.0} days", -days) } else { format!("due in {days:.0} days") };
            say(why, format!("{what}, {text}: {when}"));
        }
    };
    for milestone in project.milestone.iter().filter(|m| m.met.is_none()) {
        if let Some(text) = &milestone.due {
            tell(Why::Milestone, &milestone.title, text);
        }
    }
    for event in project.date.iter().filter(|d| d.planned && d.event == "review-due") {
        tell(Why::Review, "review", &event.date);
    }
}

fn silent(project: &Project, settings: &Settings, today: f64, say: &mut impl FnMut(Why, String)) {
    if !project.status.is_ahead() {
        return;
    }
    let dates = project.date.iter().filter(|d| !d.planned).map(|d| &d.date);
    let figures = project.indicator.iter().flat_map(|i| &i.value).filter(|v| v.actual.is_some()).map(|v| &v.period);
    let met = project.milestone.iter().filter_map(|m| m.met.as_ref());
    let last = dates.chain(figures).chain(met).filter_map(|t| super::period(t)).map(|d| d.1.min(today)).reduce(f64::max);
    match last {
        Some(day) if day + settings.silent_days < today => {
            let since = date::text(day).unwrap_or_default();
            say(Why::Silent, format!("nothing new is recorded after {since}"));
        }
        None => say(Why::Silent, "nothing with a date is recorded".to_owned()),
        Some(_) => {}
    }
}

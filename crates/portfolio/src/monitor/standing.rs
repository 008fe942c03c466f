//! Where an indicator stands beside its target.

use super::period;
use crate::register::project::{Indicator, Observed, Project};
use crate::register::words::{Direction, word};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ProjectVerdict)]
pub enum Verdict {
    /// The target is reached.
    Reached,
    /// Less of the way is done than of the time has passed, or the time is over.
    Behind,
    /// As much of the way is done as of the time has passed.
    OnTrack,
    /// It has no target.
    NoTarget,
    /// It has a target and no actual figure.
    NoActual,
    /// More is neither better nor worse.
    NoDirection,
    /// The time of the target is not over and no baseline says where it began.
    NotComputable,
}

/// An indicator beside its target.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectStanding)]
pub struct Standing {
    /// Id of the project.
    pub project: String,
    /// Indicators.
    pub indicator: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// How it stands.
    pub verdict: Verdict,
    /// The latest actual figure and its period.
    pub actual: Option<f64>,
    /// Period of the latest actual figure.
    pub actual_period: Option<String>,
    /// The target that is next or was last, and its period.
    pub target: Option<f64>,
    /// Period of the target.
    pub target_period: Option<String>,
    /// Share of the way from the baseline to the target that is done.
    pub done: Option<f64>,
}

/// The figure of a value: its own, or that of its ratio.
fn actual(value: &Observed) -> Option<f64> {
    value.actual.or_else(|| Some(value.numerator? / value.denominator.filter(|d| *d > 0.0)?))
}

/// Values of the whole: of no single country and no part.
fn whole(indicator: &Indicator) -> impl Iterator<Item = (&Observed, (f64, f64))> {
    indicator.value.iter().filter(|v| v.place.is_none() && v.by.is_empty()).filter_map(|v| Some((v, period(&v.period)?)))
}

/// How many indicators of a project stand how on a day, by the word for it.
pub fn standings(project: &Project, today: f64) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for indicator in &project.indicator {
        *counts.entry(word(standing(&project.id, indicator, today).verdict)).or_default() += 1;
    }
    counts
}

/// How an indicator of a project stands on a day.
pub fn standing(project: &str, indicator: &Indicator, today: f64) -> Standing {
    let latest = whole(indicator)
        .filter(|(v, days)| actual(v).is_some() && days.0 <= today)
        .max_by(|a, b| (a.1.1.min(today)).total_cmp(&b.1.1.min(today)).then(a.1.0.total_cmp(&b.1.0)));
    let targets = || whole(indicator).filter(|(v, _)| v.target.is_some());
    // The target that comes next, or else the last that was.
    let next = targets().filter(|t| t.1.1 >= today).min_by(|a, b| a.1.1.total_cmp(&b.1.1));
    let goal = next.or_else(|| targets().max_by(|a, b| a.1.1.total_cmp(&b.1.1)));
    let base = indicator.baseline.as_ref().and_then(|b| Some((b.value, period(&b.period)?.1)));
    let (has, wants) = (latest.and_then(|l| actual(l.0)), goal.and_then(|g| g.0.target));
    let done = match (has, wants, base) {
        (Some(has), Some(wants), Some((from, _))) if (wants - from).abs() > 0.0 => Some((has - from) / (wants - from)),
        _ => None,
    };
    let verdict = match (has, wants, goal) {
        (_, Some(wants), Some((_, days))) if indicator.direction != Direction::None => match has {
            None => Verdict::NoActual,
            Some(has) if reached(indicator.direction, has, wants) => Verdict::Reached,
            Some(_) if days.1 < today => Verdict::Behind,
            Some(_) => match (done, base) {
                (Some(done), Some((_, from))) if days.1 > from => {
                    // The time of the latest figure counts, not that of the reader.
                    let at = latest.map_or(today, |l| l.1.1.min(today));
                    let passed = ((at - from) / (days.1 - from)).clamp(0.0, 1.0);
                    if done >= passed { Verdict::OnTrack } else { Verdict::Behind }
                }
                _ => Verdict::NotComputable,
            },
        },
        (_, Some(_), _) => Verdict::NoDirection,
        _ => Verdict::NoTarget,
    };
    Standing {
        project: project.to_owned(),
        indicator: indicator.id.clone(),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        verdict,
        actual: has,
        actual_period: latest.map(|l| l.0.period.clone()),
        target: wants,
        target_period: goal.map(|g| g.0.period.clone()),
        done,
    }
}

fn reached(direction: Direction, has: f64, wants: f64) -> bool {
    match direction {
        Direction::Up => has >= wants,
        Direction::Down => has <= wants,
        Direction::None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::project::Baseline;
    use landbridge_model::date::days;

    fn value(period: &str, actual: Option<f64>, target: Option<f64>) -> Observed {
        Observed { actual, target, ..Observed::of(period) }
    }

    fn indicator(direction: Direction, base: Option<f64>, values: Vec<Observed>) -> Indicator {
        let baseline = base.map(|value| Baseline { period: "2020".to_owned(), value, source: String::new() });
        Indicator { id: "i".to_owned(), name: String::new(), unit: String::new(), direction, baseline, value: values }
    }

    fn verdict(indicator: &Indicator, day: &str) -> Verdict {
        standing("p", indicator, days(day).unwrap_or_default().0).verdict
    }

    #[test]
    fn time_and_way_are_set_beside_each_other() {
        let values = |has| vec![value("2022", Some(has), None), value("2024", None, Some(100.0))];
        let up = |has| indicator(Direction::Up, Some(0.0), values(has));
        assert_eq!(verdict(&up(60.0), "2023-01-01"), Verdict::OnTrack);
        assert_eq!(verdict(&up(40.0), "2023-01-01"), Verdict::Behind);
        assert_eq!(verdict(&up(100.0), "2023-01-01"), Verdict::Reached);
        assert_eq!(verdict(&up(99.0), "2025-06-01"), Verdict::Behind);
        let down = indicator(Direction::Down, Some(200.0), values(90.0));
        assert_eq!(verdict(&down, "2023-01-01"), Verdict::Reached);
        assert_eq!(verdict(&indicator(Direction::Up, None, values(60.0)), "2023-01-01"), Verdict::NotComputable);
        assert_eq!(verdict(&indicator(Direction::None, None, values(60.0)), "2023-01-01"), Verdict::NoDirection);
        assert_eq!(verdict(&indicator(Direction::Up, None, vec![value("2022", Some(1.0), None)]), "2023-01-01"), Verdict::NoTarget);
        assert_eq!(verdict(&indicator(Direction::Up, None, vec![value("2022", None, Some(1.0))]), "2023-01-01"), Verdict::NoActual);
    }

    #[test]
    fn a_part_is_not_the_whole() {
        let mut part = value("2023", Some(500.0), None);
        part.place = Some("ET".to_owned());
        let all = indicator(Direction::Up, Some(0.0), vec![value("2022", Some(10.0), None), part, value("2023", None, Some(100.0))]);
        assert_eq!(standing("p", &all, days("2024-01-01").unwrap_or_default().0).actual, Some(10.0));
    }

    #[test]
    fn a_ratio_is_its_parts() {
        let mut ratio = value("2023", None, None);
        (ratio.numerator, ratio.denominator) = (Some(6.0), Some(50.0));
        assert_eq!(standing("p", &indicator(Direction::Up, None, vec![ratio]), 20000.0).actual, Some(0.12));
    }
}

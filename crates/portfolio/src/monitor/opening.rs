//! When projects were to open and when they did.

use crate::register::project::{Event, Project};
use landbridge_model::date;
use serde::Serialize;
use utoipa::ToSchema;

/// Openings of a project: the earliest first, conflicting sources side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectOpening)]
pub struct Opening {
    /// When it was or is to open: day, month or year, as much as is known.
    pub planned: Vec<String>,
    /// When it opened.
    pub actual: Vec<String>,
    /// Whole days that the opening came, or is, later than the latest plan, by the
    /// readings of both dates that are the most favourable; none where it is not
    /// later, or where the records do not say.
    pub days_late: Option<f64>,
}

/// Openings of a project, as they stand on a day.
pub fn opening(project: &Project, today: f64) -> Opening {
    let (planned, actual) = (dates(project, true), dates(project, false));
    // A plan is kept to its last day; an opening counts from the first that it can mean.
    let plan = planned.iter().filter_map(|d| Some(date::days(d)?.1)).reduce(f64::max);
    let opened = actual.iter().filter_map(|d| Some(date::days(d)?.0)).reduce(f64::min);
    let until = opened.or_else(|| project.status.is_ahead().then_some(today));
    let late = plan.zip(until).map(|(plan, until)| until - plan).filter(|days| *days > 0.0);
    Opening { planned, actual, days_late: late }
}

fn dates(project: &Project, planned: bool) -> Vec<String> {
    let is = |e: &&Event| e.planned == planned && if planned { e.event.contains("opening") } else { e.event == "opening" };
    let mut all: Vec<(f64, &String)> = project.date.iter().filter(is).filter_map(|e| Some((date::days(&e.date)?.0, &e.date))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    all.dedup();
    all.into_iter().map(|d| d.1.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Register;
    use landbridge_model::date::days;

    /// The days that a project of a status with dates is late on 2024-01-01.
    fn late(status: &str, dates: &[(&str, &str, bool)]) -> Option<f64> {
        let head = format!("id = \"a\"\nname = \"A\"\nkind = \"project\"\nsize = \"other\"\nsector = \"rail\"\nstatus = \"{status}\"\n");
        let dates =
            dates.iter().map(|(event, date, planned)| format!("[[date]]\nevent = \"{event}\"\ndate = \"{date}\"\nplanned = {planned}\n"));
        let text = format!("{head}countries = [\"KZ\"]\n{}", dates.collect::<String>());
        let register = Register::read([("a.toml", text.as_str())]).expect("a record");
        opening(&register.projects[0], days("2024-01-01").expect("a day").0).days_late
    }

    #[test]
    fn what_is_late_is_late_by_any_reading() {
        let plan = ("planned-opening", "2020", true);
        assert_eq!(late("operation", &[plan, ("opening", "2020-06", false)]), None);
        assert_eq!(late("operation", &[plan, ("opening", "2021", false)]), Some(1.0));
        assert_eq!(late("operation", &[plan, ("opening", "2021-02", false), ("opening", "2021-01-11", false)]), Some(11.0));
        assert_eq!(late("implementation", &[plan]), Some(1096.0));
        assert_eq!(late("implementation", &[plan, ("planned-opening", "2026", true)]), None, "the latest plan counts");
        assert_eq!(late("unknown", &[plan]), None, "nobody says that it is not open");
        assert_eq!(late("implementation", &[]), None);
    }
}

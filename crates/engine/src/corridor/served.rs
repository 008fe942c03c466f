//! How often services go over a stretch of a corridor, and how long they take.

use crate::mode::stages::LegLaws;
use crate::plan::{Way, days_between, half};
use crate::steps::{Step, StepKind, share};
use landbridge_model::{CargoKind, Law};
use landbridge_services::Service;

/// Services between the two terminals of a stretch by its mode alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Served {
    /// Mean hours between two departures of any of them.
    pub(crate) headway_hours: f64,
    /// Hours within which half of the TEU offered is there, where the capacity
    /// of a service is known.
    ride_hours: Option<f64>,
}

impl Served {
    /// Those of the baseline that run in a year and take the cargo; `None`
    /// where there is none.
    pub(crate) fn of(way: &Way<'_>, year: u16, cargo: CargoKind) -> Option<Self> {
        const HOURS_PER_WEEK: f64 = 168.0;
        let year = i16::try_from(year).ok()?;
        let (first, last) = (jiff::civil::Date::new(year, 1, 1).ok()?, jiff::civil::Date::new(year, 12, 31).ok()?);
        let runs = |s: &&Service| s.scenario.is_empty() && s.cargo.contains(&cargo) && s.departures.within(first, last);
        let (mut per_week, mut offered) = (0.0, Vec::new());
        for service in way.timetable.services.iter().filter(runs) {
            let Some((from, to)) = way.ride(service) else { continue };
            per_week += service.departures.per_week();
            let teu = service.capacity_teu.unwrap_or(0.0) * service.departures.per_week();
            offered.push((days_between(service, from, to), teu));
        }
        let ride_hours = half(offered).map(|days| days * 24.0);
        (per_week > 0.0).then(|| Self { headway_hours: HOURS_PER_WEEK / per_week, ride_hours })
    }

    /// Puts the wait for the next departure in the place of the presumed one,
    /// and on a stretch without borders the time of the timetable in the place
    /// of the network's. At borders it is the observed time that a corridor is
    /// about, not the time that a timetable leaves for it.
    pub(crate) fn apply(self, laws: &mut LegLaws, steps: &mut [Step], scheduled: impl Fn(f64) -> Law) {
        laws.wait = Law::Uniform { low: 0.0, high: self.headway_hours };
        if let Some(load) = steps.iter_mut().find(|s| s.what == StepKind::Load) {
            load.hours = laws.cutoff.mean() + laws.wait.mean();
        }
        let whole = laws.border.mean() <= 0.0 && laws.yards.mean() <= 0.0;
        if let Some(hours) = self.ride_hours.filter(|h| whole && *h > 0.0) {
            laws.run = scheduled(hours);
            let mut runs: Vec<&mut Step> = steps.iter_mut().filter(|s| s.what == StepKind::Run).collect();
            share(&mut runs, |s| &mut s.hours, laws.run.mean());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laws(border: f64) -> LegLaws {
        let fixed = Law::Fixed;
        LegLaws { cutoff: fixed(12.0), wait: fixed(84.0), run: fixed(100.0), border: fixed(border), yards: fixed(0.0), release: fixed(5.0) }
    }

    fn steps() -> [Step; 3] {
        let run = |hours| Step { hours, km: 1.0, ..Step::default() };
        [Step { what: StepKind::Load, hours: 96.0, ..Step::default() }, run(25.0), run(75.0)]
    }

    const SERVED: Served = Served { headway_hours: 24.0, ride_hours: Some(60.0) };

    #[test]
    fn a_stretch_without_borders_takes_the_time_of_its_services() {
        let (mut laws, mut steps) = (laws(0.0), steps());
        SERVED.apply(&mut laws, &mut steps, Law::Fixed);
        assert_eq!((laws.wait.mean(), laws.run.mean()), (12.0, 60.0));
        assert_eq!(steps.map(|s| s.hours), [24.0, 15.0, 45.0]);
    }

    #[test]
    fn over_borders_the_network_says_how_long_it_takes() {
        let (mut laws, mut steps) = (laws(30.0), steps());
        SERVED.apply(&mut laws, &mut steps, Law::Fixed);
        assert_eq!((laws.wait.mean(), laws.run.mean()), (12.0, 100.0));
        assert_eq!(steps.map(|s| s.hours), [24.0, 25.0, 75.0]);
    }
}

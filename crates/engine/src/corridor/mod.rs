//! Named corridors: what each is, takes and costs, and what limits it.

mod follow;
mod read;
mod served;

use crate::data::Engine;
use crate::error::EngineError;
use crate::itinerary::Totals;
use crate::mode::nets::{Nets, Prices};
use crate::plan::{PlanManifest, Spread};
use crate::steps::{Step, StepKind};
pub(crate) use follow::through;
use follow::{Chain, Follower};
use landbridge_model::{Cargo, Mode, Point};
use landbridge_network::gazetteer;
use rayon::prelude::*;
pub use read::{Capacity, CapacityKind, CapacityUnit, Corridor, PointKind, PointRow, Published, Status, read_corridor};
use serde::Serialize;
use utoipa::ToSchema;

/// Under which conditions corridors are looked at.
#[derive(Clone, Debug)]
pub struct CorridorRequest {
    /// What moves.
    pub cargo: Cargo,
    /// State of the network at the end of this year; `None` takes the data's.
    pub year: Option<u16>,
    /// Parameters changed for this run.
    pub set: Vec<(String, f64)>,
}

/// A corridor over the network.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Followed {
    /// Terminals, stretches and borders in order.
    pub steps: Vec<Step>,
    /// Sums, hours the mean ones.
    pub totals: Totals,
    /// Days from the first gate to the last.
    pub days: Spread,
    /// Borders crossed.
    pub borders: usize,
    /// Mean hours at them, changes of gauge there included.
    pub border_hours: f64,
    /// Changes of gauge.
    pub gauge_breaks: usize,
    /// What people should know of it.
    pub notes: Vec<String>,
    /// Mode and line over the map, stretch by stretch.
    #[serde(skip)]
    pub lines: Vec<(Mode, Vec<Point>)>,
}

/// What limits a corridor.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Limits {
    /// What goes through in a year: the figure for the whole where there is one,
    /// else that of the bottleneck.
    pub capacity: Option<Capacity>,
    /// The smallest limit or design of a part, in the unit of the capacity;
    /// where no part has one, the smallest traffic observed, which is no limit.
    pub bottleneck: Option<Capacity>,
    /// The smallest limit or design of a part in million tonnes, where the
    /// capacity is in TEU: the two cannot be compared.
    pub bottleneck_tonnes: Option<Capacity>,
}

/// A corridor with its figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CorridorAnswer {
    /// Slug.
    pub id: String,
    /// Name in English.
    pub name: String,
    /// Names by language.
    pub names: std::collections::BTreeMap<String, String>,
    /// Whether freight moves on it.
    pub status: Status,
    /// Where it is taken to begin.
    pub from: String,
    /// Where it is taken to end.
    pub to: String,
    /// Months in which it is open, where not in all.
    pub season: Vec<String>,
    /// What people should know.
    pub note: String,
    /// The way over the network; none where it is not computable.
    pub way: Option<Followed>,
    /// Why it is not.
    pub problem: Option<String>,
    /// What limits it.
    pub limits: Limits,
    /// Published figures.
    pub published: Vec<Published>,
    /// Names under which published indicators speak of it.
    #[serde(skip)]
    pub observed_as: Vec<String>,
}

/// Corridors with where their figures come from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Corridors {
    /// Where they come from.
    pub manifest: PlanManifest,
    /// Corridors in the order of their ids.
    pub corridors: Vec<CorridorAnswer>,
}

impl Limits {
    fn of(all: &[Capacity]) -> Self {
        let least = |unit: CapacityUnit, whole: bool, kinds: &[CapacityKind]| {
            let fits = |c: &&Capacity| c.unit == unit && c.whole == whole && kinds.contains(&c.kind);
            all.iter().filter(fits).min_by(|a, b| a.value.total_cmp(&b.value)).cloned()
        };
        let firm = [CapacityKind::Limit, CapacityKind::Design];
        let of = |unit| {
            let part = least(unit, false, &firm).or_else(|| least(unit, false, &[CapacityKind::Observed]));
            let whole = least(unit, true, &firm).or_else(|| least(unit, true, &[CapacityKind::Observed]));
            (whole.or_else(|| part.clone()), part)
        };
        let tonnes = of(CapacityUnit::MillionTonnes);
        let ((capacity, bottleneck), bottleneck_tonnes) = match of(CapacityUnit::Teu) {
            (None, None) => (tonnes, None),
            known => (known, tonnes.1.filter(|c| firm.contains(&c.kind))),
        };
        Self { capacity, bottleneck, bottleneck_tonnes }
    }
}

impl Followed {
    fn of(chain: Chain) -> Self {
        let count = |kind: StepKind| chain.steps.iter().filter(|s| s.what == kind).count();
        // A sum of nothing is minus zero.
        let at_border = border_steps(&chain.steps).map(|s| s.hours).sum::<f64>() + 0.0;
        Self {
            totals: Totals::of_steps(&chain.steps),
            days: Spread::of_arrival(&chain.arrival, 0),
            borders: count(StepKind::Border),
            border_hours: at_border,
            gauge_breaks: count(StepKind::GaugeChange),
            notes: chain.notes,
            lines: chain.lines,
            steps: chain.steps,
        }
    }
}

/// Borders and the changes of gauge at them.
pub(crate) fn border_steps(steps: &[Step]) -> impl Iterator<Item = &Step> {
    let at_border = |i: usize| {
        let own = &steps[i];
        own.what == StepKind::Border || own.what == StepKind::GaugeChange && i > 0 && steps[i - 1].what == StepKind::Border
    };
    (0..steps.len()).filter(move |&i| at_border(i)).map(|i| &steps[i])
}

impl Engine {
    /// The corridors that ship, as their files tell them.
    ///
    /// # Errors
    /// A file that cannot be read, with its line.
    pub fn corridor_files(&self) -> Result<Vec<Corridor>, EngineError> {
        match &self.folder {
            Some(folder) => read::read_folder(&folder.join("corridors")),
            None => Ok(Vec::new()),
        }
    }

    /// All corridors with their figures.
    ///
    /// # Errors
    /// Files or parameters that cannot be read. A corridor that the network
    /// does not connect is no error: it says why.
    pub fn corridors(&self, request: &CorridorRequest) -> Result<Corridors, EngineError> {
        let corridors = self.follow_all(&self.corridor_files()?, request)?;
        Ok(Corridors { manifest: self.corridor_manifest(request)?, corridors })
    }

    /// One corridor by its id, name or another of its names.
    ///
    /// # Errors
    /// An unknown name, with those that are known.
    pub fn corridor(&self, name: &str, request: &CorridorRequest) -> Result<CorridorAnswer, EngineError> {
        let mut all = self.corridor_files()?;
        let key = gazetteer::key(name);
        let called = |c: &Corridor| {
            let others = c.names.values().chain(&c.aliases);
            [&c.id, &c.name].into_iter().chain(others).any(|n| gazetteer::key(n) == key)
        };
        let Some(at) = all.iter().position(called) else {
            let ids: Vec<&str> = all.iter().map(|c| c.id.as_str()).collect();
            return Err(EngineError::input(format!("no corridor is called '{name}'"), format!("known are {}", ids.join(", "))));
        };
        let one = vec![all.swap_remove(at)];
        self.follow_all(&one, request)?.pop().ok_or_else(|| EngineError::none(format!("'{name}' has no figures"), ""))
    }

    /// Where the figures of corridors come from.
    pub(crate) fn corridor_manifest(&self, request: &CorridorRequest) -> Result<PlanManifest, EngineError> {
        let year = self.network_year(request.year)?;
        self.manifest(&self.changed(&request.set)?, year, &request.cargo, &request.set)
    }

    fn follow_all(&self, corridors: &[Corridor], request: &CorridorRequest) -> Result<Vec<CorridorAnswer>, EngineError> {
        let parameters = self.changed(&request.set)?;
        let prices = Prices::new(self, &request.cargo, &parameters)?;
        let year = self.network_year(request.year)?;
        let constraints = self.constraints(Vec::new(), None);
        let rules = prices.rules(self, year, &constraints);
        let nets = self.nets.get(&format!("{:?} {year} {:?}", request.cargo, request.set), Nets::default);
        let timetable = &self.services()?.timetable;
        let follower = Follower { prices: &prices, rules: &rules, nets: &nets, quantity: request.cargo.quantity, timetable };
        Ok(corridors.par_iter().map(|c| answer(c, follower.chain(c))).collect())
    }
}

fn answer(corridor: &Corridor, chain: Result<Chain, EngineError>) -> CorridorAnswer {
    let (way, problem) = match chain {
        Ok(chain) => (Some(Followed::of(chain)), None),
        Err(e) => (None, Some(e.message)),
    };
    CorridorAnswer {
        id: corridor.id.clone(),
        name: corridor.name.clone(),
        names: corridor.names.clone(),
        status: corridor.status,
        from: corridor.from.clone(),
        to: corridor.to.clone(),
        season: corridor.season.clone(),
        note: corridor.note.clone(),
        way,
        problem,
        limits: Limits::of(&corridor.capacity),
        published: corridor.published.clone(),
        observed_as: corridor.observed_as.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use landbridge_model::Confidence;

    fn capacity(section: &str, value: f64, unit: CapacityUnit, kind: CapacityKind, whole: bool) -> Capacity {
        Capacity {
            section: section.to_owned(),
            whole,
            value,
            unit,
            kind,
            year: 2024,
            source: "s".to_owned(),
            confidence: Confidence::Seen,
            note: String::new(),
        }
    }

    fn of(all: &[Capacity]) -> (Option<f64>, Option<String>) {
        let limits = Limits::of(all);
        (limits.capacity.map(|c| c.value), limits.bottleneck.map(|c| c.section))
    }

    #[test]
    fn the_bottleneck_is_the_smallest_limit_and_no_plan() {
        use CapacityKind::{Design, Limit, Observed, Planned};
        use CapacityUnit::{MillionTonnes, Teu};
        let a = capacity("a", 500.0, Teu, Limit, false);
        let b = capacity("b", 300.0, Teu, Design, false);
        let seen = capacity("seen", 100.0, Teu, Observed, false);
        let plan = capacity("plan", 10.0, Teu, Planned, false);
        let bulk = capacity("bulk", 1.0, MillionTonnes, Limit, false);
        let whole = capacity("whole", 200.0, Teu, Limit, true);
        assert_eq!(of(&[a.clone(), b.clone(), seen.clone(), plan.clone(), bulk.clone()]), (Some(300.0), Some("b".to_owned())));
        assert_eq!(of(&[a, whole]), (Some(200.0), Some("a".to_owned())), "the figure for the whole, the part that limits it");
        assert_eq!(of(&[seen, plan]), (Some(100.0), Some("seen".to_owned())), "traffic where nothing limits");
        let mixed = Limits::of(&[capacity("x", 9.0, Teu, Limit, false), bulk.clone()]);
        assert_eq!(mixed.bottleneck_tonnes.map(|c| c.section), Some("bulk".to_owned()), "tonnes stand beside TEU");
        assert_eq!(of(&[bulk]), (Some(1.0), Some("bulk".to_owned())));
        assert_eq!(of(&[]), (None, None));
    }
}

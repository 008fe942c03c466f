//! What every scenario is worth alone, as the last of all, and beside others.

use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::nets::{Prices, parameter};
use crate::scenario::{Scenario, ScenarioKind, ScenarioStatus, Sense};
use crate::skim::{Points, SkimManifest, SkimRequest};
use crate::watch::{Silent, Watch, still_wanted};
use landbridge_model::Skim;
use landbridge_scenario::{Measured, Relation, Scale, Values, Worth, by_product, interplay, worth};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::atomic::{AtomicUsize, Ordering};
use utoipa::ToSchema;

/// A question.
#[derive(Clone, Debug)]
pub struct SweepRequest {
    /// Scenarios, in the order in which they are made together.
    pub scenarios: Vec<Scenario>,
    /// Places, cargo and objective.
    pub skim: SkimRequest,
    /// How many of the strongest projects are looked at two by two.
    pub two_by_two: usize,
}

/// A scenario with its values.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SweepRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Project, policy or disruption.
    pub kind: ScenarioKind,
    /// How far it has come.
    pub status: ScenarioStatus,
    /// Whether the baseline has it.
    pub sense: Sense,
    /// Alone, as the last, and the gap.
    #[serde(flatten)]
    pub values: Values,
    /// Why a value could not be found; empty where both were.
    pub problem: String,
}

/// Two projects beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Interplay {
    /// Id.
    pub one: String,
    /// Id.
    pub other: String,
    /// Worth together beyond the sum of both, in per cent of the baseline's market
    /// access.
    pub beyond_percent: f64,
    /// What that says of the lesser of the two.
    pub relation: Relation,
}

/// A scenario that changes nothing, and why.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Unchanged {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Why.
    pub why: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SweepAnswer {
    /// Projects and policies, the most valuable alone first.
    pub projects: Vec<SweepRow>,
    /// Disruptions, the worst first: alone on the baseline, and on the world with
    /// all projects.
    pub disruptions: Vec<SweepRow>,
    /// All projects and policies that are under construction or planned, together.
    pub together: Option<Worth>,
    /// Sum of what these are worth alone, in per cent of market access.
    pub sum_alone_percent: f64,
    /// The strongest projects two by two, the largest interplay first.
    pub two_by_two: Vec<Interplay>,
    /// Scenarios that change nothing.
    pub unchanged: Vec<Unchanged>,
    /// Rows and columns of each matrix.
    pub size: (usize, usize),
    /// Worlds that were evaluated.
    pub worlds: usize,
    /// By what changes are measured.
    pub scale: Scale,
    /// Where the figures of the baseline come from.
    pub baseline: SkimManifest,
    /// What people should know.
    pub notes: Vec<String>,
}

/// The worlds of a run. Several are made at once: to patch a world, to contract
/// it and to snap places to it keep one thread busy and not all.
struct Worlds<'a> {
    base: &'a Engine,
    request: &'a SkimRequest,
    points: [Points; 2],
    scale: Scale,
    done: AtomicUsize,
    all: usize,
    watch: &'a dyn Watch,
}

impl Worlds<'_> {
    fn with(&self, scenarios: &[&Scenario]) -> Result<Measured, EngineError> {
        let made = self.made(scenarios);
        self.watch.tell(self.done.fetch_add(1, Ordering::Relaxed) + 1, self.all);
        made
    }

    fn made(&self, scenarios: &[&Scenario]) -> Result<Measured, EngineError> {
        let list: Vec<Scenario> = scenarios.iter().map(|&s| s.clone()).collect();
        let engine = self.base.with_scenarios(&list)?;
        let skim = engine.skim_between(self.request, &self.points[0], &self.points[1], &Silent(self.watch))?.skim;
        Ok(Measured::new(skim, &self.scale))
    }

    fn worth(&self, there: &Measured, beside: &Measured, baseline: &Measured) -> Result<Worth, EngineError> {
        worth(there, beside, baseline, &self.scale).map_err(|e| EngineError::input(e, "choose places that both sides have"))
    }
}

/// What is worth something where it can be found, else why not.
type Found = Result<Worth, EngineError>;

impl Engine {
    /// Answers a question; `self` is the baseline. `watch` is told how many
    /// worlds of how many are done.
    ///
    /// # Errors
    /// Places, cargo or parameters that are not understood; two scenarios of
    /// one id. A scenario that cannot be made is told in its row.
    pub fn sweep(&self, request: &SweepRequest, watch: &dyn Watch) -> Result<SweepAnswer, EngineError> {
        apart(&self.scenario_ids, &request.scenarios)?;
        let points = [self.points(&request.skim.origins)?, self.points(&request.skim.destinations)?];
        let [from, to] = &points;
        let baseline = self.skim_between(&request.skim, from, to, &Silent(watch))?;
        let scale = self.scale(&request.skim)?;
        let (with, unchanged): (Vec<&Scenario>, Vec<&Scenario>) = request.scenarios.iter().partition(|s| !s.changes.is_empty());
        let (disruptions, projects): (Vec<&Scenario>, Vec<&Scenario>) = with.into_iter().partition(|s| s.kind == ScenarioKind::Disruption);
        if !pairs(from, to) {
            return Err(EngineError::none("there are no two different places", "name two places or more"));
        }
        // What cannot be made alone does not spoil what is made of all others.
        let can = |s: &&Scenario| counts(s) && self.with_scenarios(&[(*s).clone()]).is_ok();
        let planned: Vec<&Scenario> = projects.par_iter().copied().filter(can).collect();
        let strongest = request.two_by_two.min(projects.len());
        let size = (from.len(), to.len());
        let mut notes = baseline.notes;
        notes.extend(self.on_access(&baseline.skim));
        let worlds = Worlds {
            base: self,
            request: &request.skim,
            points,
            scale,
            done: AtomicUsize::new(0),
            all: 1 + 2 * (projects.len() + disruptions.len()) + strongest * strongest.saturating_sub(1) / 2,
            watch,
        };
        let base = Measured::new(baseline.skim, &scale);
        let together = worlds.with(&planned);
        let mut projects = rows(&worlds, &projects, &planned, (&base, together.as_ref()));
        let mut disruptions = rows(&worlds, &disruptions, &planned, (&base, together.as_ref()));
        let rank = |a: &(SweepRow, &Scenario), b: &(SweepRow, &Scenario)| {
            let known = |r: &SweepRow| r.values.alone.is_some();
            known(&b.0).cmp(&known(&a.0)).then_with(|| b.0.values.rank().total_cmp(&a.0.values.rank())).then_with(|| a.0.id.cmp(&b.0.id))
        };
        projects.sort_by(rank);
        disruptions.sort_by(|a, b| rank(b, a));
        let found = projects.iter().take_while(|r| r.0.values.alone.is_some()).take(strongest).count();
        let two_by_two = two_by_two(&worlds, &projects[..found], &base);
        still_wanted(watch)?;
        let worth_together = together.as_ref().ok().map(|t| worlds.worth(t, &base, &base)).transpose()?;
        let counted = |r: &&(SweepRow, &Scenario)| counts(r.1);
        Ok(SweepAnswer {
            sum_alone_percent: projects.iter().filter(counted).map(|r| r.0.values.rank()).sum(),
            projects: projects.into_iter().map(|r| r.0).collect(),
            disruptions: disruptions.into_iter().map(|r| r.0).collect(),
            together: worth_together,
            two_by_two,
            unchanged: unchanged
                .into_iter()
                .map(|s| Unchanged { id: s.id.clone(), name: s.name.clone(), why: s.no_change.clone() })
                .collect(),
            size,
            worlds: worlds.done.into_inner() + 1,
            scale,
            baseline: baseline.manifest,
            notes,
        })
    }

    /// What people should know of the weights of market access.
    pub(crate) fn on_access(&self, skim: &Skim) -> Vec<String> {
        let mut notes = Vec::new();
        for (side, zones) in [("rows", &skim.origins), ("columns", &skim.destinations)] {
            if !by_product(zones) {
                notes.push(format!("market access: no product is known of the places of the {side}, which count by weight"));
                continue;
            }
            let mut without: Vec<&str> = zones.iter().filter(|z| z.gdp_musd <= 0.0).map(|z| z.country.as_str()).collect();
            without.sort_unstable();
            without.dedup();
            if !without.is_empty() {
                notes.push(format!("market access: no product is known of places in {}, which do not count in it", without.join(", ")));
            }
        }
        notes.dedup();
        notes
    }

    /// By what the changes of a matrix are measured.
    pub(crate) fn scale(&self, request: &SkimRequest) -> Result<Scale, EngineError> {
        let parameters = self.changed(&request.set)?;
        let prices = Prices::new(self, &request.cargo, &parameters)?;
        if prices.rates.value_usd <= 0.0 {
            return Err(EngineError::input("cargo without a value has no market access", "give it one: --value usd:45000"));
        }
        Ok(Scale {
            usd_per_hour: prices.usd_per_hour,
            unit_usd: prices.rates.value_usd,
            elasticity: parameter(&parameters, "trade.elasticity")?,
        })
    }
}

/// Whether a scenario is one of all others that are there together: what is under
/// construction or planned. Questions, what is shelved and what is over are
/// added to these and are no part of them: several may ask about one border.
fn counts(scenario: &Scenario) -> bool {
    let coming = matches!(scenario.status, ScenarioStatus::Construction | ScenarioStatus::Planned);
    scenario.sense == Sense::With && coming && scenario.kind != ScenarioKind::Disruption
}

/// Whether there is a pair of different places.
pub(crate) fn pairs(from: &Points, to: &Points) -> bool {
    from.iter().any(|a| to.iter().any(|b| a.0.position != b.0.position))
}

fn apart(made: &[String], scenarios: &[Scenario]) -> Result<(), EngineError> {
    let mut ids: Vec<&str> = made.iter().map(String::as_str).chain(scenarios.iter().map(|s| s.id.as_str())).collect();
    ids.sort_unstable();
    match ids.windows(2).find(|w| w[0] == w[1]) {
        Some(twice) => {
            Err(EngineError::input(format!("'{}' is there twice", twice[0]), "give each scenario once, and files of one's own other names"))
        }
        None => Ok(()),
    }
}

fn rows<'a>(
    worlds: &Worlds<'_>,
    list: &[&'a Scenario],
    planned: &[&Scenario],
    ends: (&Measured, Result<&Measured, &EngineError>),
) -> Vec<(SweepRow, &'a Scenario)> {
    list.par_iter().with_max_len(1).map(|&scenario| (row(worlds, scenario, planned, ends), scenario)).collect()
}

/// The values of a scenario. Of what the baseline has, the world without it is
/// made and the sign turned.
fn row(
    worlds: &Worlds<'_>,
    scenario: &Scenario,
    planned: &[&Scenario],
    (base, together): (&Measured, Result<&Measured, &EngineError>),
) -> SweepRow {
    let without = scenario.sense == Sense::Without;
    let alone: Found =
        worlds.with(&[scenario]).and_then(|one| if without { worlds.worth(base, &one, base) } else { worlds.worth(&one, base, base) });
    let among = planned.iter().any(|p| p.id == scenario.id);
    let others: Vec<&Scenario> = if among {
        planned.iter().copied().filter(|p| p.id != scenario.id).collect()
    } else {
        planned.iter().copied().chain([scenario]).collect()
    };
    let last: Found = match together {
        Err(e) => Err(EngineError::input(format!("the scenarios cannot be made together: {}", e.message), "")),
        Ok(all) => worlds
            .with(&others)
            .and_then(|rest| if among || without { worlds.worth(all, &rest, base) } else { worlds.worth(&rest, all, base) }),
    };
    let problem =
        [alone.as_ref().err(), last.as_ref().err()].into_iter().flatten().map(|e| e.message.clone()).collect::<Vec<_>>().join("; ");
    SweepRow {
        id: scenario.id.clone(),
        name: scenario.name.clone(),
        kind: scenario.kind,
        status: scenario.status,
        sense: scenario.sense,
        values: Values::new(alone.ok(), last.ok()),
        problem,
    }
}

/// The strongest two by two.
fn two_by_two(worlds: &Worlds<'_>, strongest: &[(SweepRow, &Scenario)], base: &Measured) -> Vec<Interplay> {
    let sign = |s: &Scenario| if s.sense == Sense::Without { -1.0 } else { 1.0 };
    let change = |row: &SweepRow, s: &Scenario| sign(s) * row.values.rank();
    let pairs: Vec<(usize, usize)> = (0..strongest.len()).flat_map(|k| (k + 1..strongest.len()).map(move |l| (k, l))).collect();
    let beside = |&(k, l): &(usize, usize)| -> Option<Interplay> {
        let ((row, scenario), (other_row, other)) = (&strongest[k], &strongest[l]);
        let both = worlds.with(&[scenario, other]).and_then(|both| worlds.worth(&both, base, base)).ok()?;
        let changes = (change(row, scenario), change(other_row, other), both.access_percent);
        let beyond_percent = interplay(changes, scenario.sense == other.sense);
        let relation = Relation::of(row.values.rank().min(other_row.values.rank()), beyond_percent);
        Some(Interplay { one: row.id.clone(), other: other_row.id.clone(), beyond_percent, relation })
    };
    let mut found: Vec<Interplay> = pairs.par_iter().with_max_len(1).filter_map(beside).collect();
    found.sort_by(|a, b| {
        b.beyond_percent.abs().total_cmp(&a.beyond_percent.abs()).then_with(|| (&a.one, &a.other).cmp(&(&b.one, &b.other)))
    });
    found
}

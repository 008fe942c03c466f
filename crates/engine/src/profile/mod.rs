//! Time and cost against distance: the profile of an itinerary or a corridor.
//!
//! The chart is the Time–Cost–Distance method of UN ESCAP (Banomyong and
//! Beresford, "Multimodal transport: the case of Laotian garment exporters",
//! International Journal of Physical Distribution & Logistics Management 31,
//! 2001): a curve climbs with the distance on stretches and straight up at
//! terminals and borders.

mod chart;
mod indicators;
mod observed;

use crate::corridor::{CorridorAnswer, CorridorRequest, Limits, Published};
use crate::data::Engine;
use crate::error::EngineError;
use crate::itinerary::Totals;
use crate::plan::{PlanManifest, PlanOption, Spread};
use crate::route::{Objective, Request};
use crate::scenario::with;
use crate::steps::{Step, Steps};
pub use chart::svg;
pub use indicators::{Indicator, Observation};
use landbridge_model::Cargo;
use serde::Serialize;
use utoipa::ToSchema;

/// A profile.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Profile {
    /// What it is of.
    pub title: String,
    /// More about it: cargo, year, day.
    pub subtitle: String,
    /// Terminals, stretches and borders in order.
    pub steps: Vec<Step>,
    /// Sums, hours the mean ones.
    pub totals: Totals,
    /// Days that one, five and nine of ten cases take; none where only means are
    /// known.
    pub days: Option<Spread>,
    /// The indicators TFI1 to TFI4 of the CAREC corridors (CPMM), by mode.
    pub indicators: Vec<Indicator>,
    /// What limits the corridor, where it is one.
    pub limits: Option<Limits>,
    /// What was published of the corridor, where it is one.
    pub published: Vec<Published>,
    /// What people should know.
    pub notes: Vec<String>,
    /// Where it comes from.
    pub manifest: PlanManifest,
}

impl Engine {
    /// The profile of a named corridor.
    ///
    /// # Errors
    /// An unknown name; a corridor that the network does not connect.
    pub fn profile_of_corridor(&self, name: &str, request: &CorridorRequest) -> Result<Profile, EngineError> {
        self.profile_of(self.corridor(name, request)?, request)
    }

    /// The profile of a corridor that was followed already, by the same request.
    ///
    /// # Errors
    /// A corridor that the network does not connect.
    pub fn profile_of(&self, corridor: CorridorAnswer, request: &CorridorRequest) -> Result<Profile, EngineError> {
        let Some(way) = corridor.way else {
            let why = corridor.problem.unwrap_or_default();
            return Err(EngineError::none(
                format!("the corridor {} is not computable: {why}", corridor.id),
                "see its file in data/corridors",
            ));
        };
        let year = self.network_year(request.year)?;
        let indicators = self.indicators(&way.steps, (&request.cargo, &request.set), &corridor.observed_as)?;
        let notes = [corridor.note, season(&corridor.season)].into_iter().chain(way.notes).filter(|n| !n.is_empty()).collect();
        Ok(Profile {
            title: format!("{}: {} → {}", corridor.name, corridor.from, corridor.to),
            subtitle: format!(
                "{} · {} · network at the end of {year}{}",
                corridor.status.as_str(),
                request.cargo,
                with(&self.scenario_ids)
            ),
            steps: way.steps,
            totals: way.totals,
            days: Some(way.days),
            indicators,
            limits: Some(corridor.limits),
            published: corridor.published,
            notes,
            manifest: self.corridor_manifest(request)?,
        })
    }

    /// The profile of a way of a plan, by its id.
    ///
    /// # Errors
    /// As [`Engine::plan_show`].
    pub fn profile_of_plan(&self, id: &str) -> Result<Profile, EngineError> {
        let answer = self.plan_show(id)?;
        let cargo = Cargo::parse(&answer.manifest.run.cargo).map_err(|e| EngineError::input(e, ""))?;
        let Some(option) = answer.options.first() else {
            return Err(EngineError::none("the plan has no way of this id", "ask for the plan again"));
        };
        let steps = steps_of(option);
        Ok(Profile {
            title: format!("{} → {}", answer.from, answer.to),
            subtitle: format!("{} · ready {}", answer.manifest.run.cargo, option.depart),
            totals: Totals::of_steps(&steps),
            days: Some(Spread { p10: option.days_p10, p50: option.days_p50, p90: option.days_p90 }),
            indicators: self.indicators(&steps, (&cargo, &answer.manifest.run.set), &[])?,
            steps,
            limits: None,
            published: Vec::new(),
            notes: answer.notes,
            manifest: answer.manifest,
        })
    }

    /// The profile of the best way over the infrastructure by an objective.
    ///
    /// # Errors
    /// As [`Engine::route`].
    pub fn profile_of_route(&self, request: &Request, objective: Objective) -> Result<Profile, EngineError> {
        let answer = self.route(request)?;
        let Some(best) = answer.itineraries.into_iter().find(|i| i.objective == objective.as_str()) else {
            return Err(EngineError::none(format!("no way was found by {}", objective.as_str()), "choose another objective"));
        };
        let by = match objective {
            Objective::Time => "fastest",
            Objective::Cost => "cheapest",
            Objective::Co2 => "lowest emission",
        };
        Ok(Profile {
            title: request.places.join(" → "),
            subtitle: format!(
                "{by} · {} · network at the end of {}{}",
                answer.manifest.run.cargo,
                answer.manifest.run.year,
                with(&self.scenario_ids)
            ),
            totals: best.totals,
            days: None,
            indicators: self.indicators(&best.steps, (&request.cargo, &request.set), &[])?,
            steps: best.steps,
            limits: None,
            published: Vec::new(),
            notes: answer.notes,
            manifest: PlanManifest { data: answer.manifest.data, run: answer.manifest.run },
        })
    }
}

fn season(months: &[String]) -> String {
    if months.is_empty() { String::new() } else { format!("open in {}", months.join(", ")) }
}

/// All steps of an option, leg after leg.
fn steps_of(option: &PlanOption) -> Vec<Step> {
    let mut steps = Steps::default();
    for leg in &option.legs {
        steps.append(leg.way.clone());
    }
    steps.all
}

//! Questions over many pairs of places: they take longer than a request and are
//! jobs.

use super::extract::{Body, Conditions, few, within};
use super::scenarios::OwnScenario;
use super::{Shared, jobs};
use crate::app::App;
use crate::jobs::{Job, Work};
use crate::problem::{BodyRefusals, Problem, Refusals};
use axum::response::Response;
use landbridge_engine::compare::{CompareAnswer, CompareRequest};
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::criticality::{CriticalityRequest, Part};
use landbridge_engine::geojson;
use landbridge_engine::skim::{SkimObjective, SkimRequest};
use landbridge_engine::sweep::SweepRequest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use utoipa::ToSchema;

/// Places on a side at most.
const MOST_PLACES: usize = 2000;
/// Pairs whose ways are told.
const MOST_WAYS: usize = 40;

/// What paths are the best by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ObjectiveWord {
    /// US dollars and the value of the time together.
    #[default]
    Generalised,
    /// Hours.
    Time,
    /// US dollars.
    Cost,
    /// Kilograms of CO2e.
    Co2,
}

impl ObjectiveWord {
    fn objective(self) -> SkimObjective {
        let [generalised, time, cost, co2] = SkimObjective::ALL;
        match self {
            Self::Generalised => generalised,
            Self::Time => time,
            Self::Cost => cost,
            Self::Co2 => co2,
        }
    }
}

/// Which pairs of places, and by what.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, ToSchema)]
pub(crate) struct Pairs {
    /// Places of the rows: `cities:300` (the default), `ports:200`,
    /// `terminals:300`, `countries`, or names joined by `;`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origins: Option<String>,
    /// Places of the columns; those of the rows by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    destinations: Option<String>,
    /// What the path of each pair is the best by.
    #[serde(default)]
    objective: ObjectiveWord,
    /// Modes of the main haul, as in `rail,sea`; all by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modes: Option<String>,
    /// What to keep away from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    avoid: Vec<String>,
    #[serde(flatten)]
    conditions: Conditions,
}

impl Pairs {
    fn request(&self, app: &App) -> Result<SkimRequest, Problem> {
        few("things to avoid", self.avoid.len(), 60)?;
        let origins = self.origins.clone().unwrap_or_else(|| "cities:300".to_owned());
        let destinations = self.destinations.clone().unwrap_or_else(|| origins.clone());
        for list in [&origins, &destinations] {
            few("places", app.engine.place_count(list)?, MOST_PLACES)?;
        }
        Ok(SkimRequest {
            origins,
            destinations,
            objective: self.objective.objective(),
            cargo: self.conditions.cargo()?,
            year: self.conditions.year,
            modes: self.modes.as_deref().map(parse_modes).transpose()?,
            avoid: self.avoid.clone(),
            set: self.conditions.set.clone(),
        })
    }
}

/// Scenarios beside the baseline or beside others.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
pub(crate) struct CompareQuestion {
    /// Scenarios by id, made in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<String>,
    /// Scenarios of one's own, made behind these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    own: Vec<OwnScenario>,
    /// Scenarios of the side to compare with; the baseline by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    against: Vec<String>,
    /// How many pairs are told, those that change the most; 200 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 1000)]
    pairs: Option<usize>,
    #[serde(flatten)]
    on: Pairs,
}

/// What the loss of passages, crossings, facilities, lines and links costs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
pub(crate) struct CriticalityQuestion {
    /// What is closed, one by one: `passage`, `crossing`, `facility`, `line`, `link`;
    /// all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<PartWord>,
    /// How many of each kind, those that carry the most; 15 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 200)]
    most: Option<usize>,
    /// Scenarios by id that are there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<String>,
    #[serde(flatten)]
    on: Pairs,
}

/// Kinds of things that can be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PartWord {
    /// Straits and canals.
    Passage,
    /// Border crossings.
    Crossing,
    /// Ports, terminals and airports.
    Facility,
    /// Lines of the curated tables.
    Line,
    /// Pieces between two junctions.
    Link,
}

impl PartWord {
    fn part(self) -> Part {
        match self {
            Self::Passage => Part::Passage,
            Self::Crossing => Part::Crossing,
            Self::Facility => Part::Facility,
            Self::Line => Part::Line,
            Self::Link => Part::Link,
        }
    }
}

/// What scenarios are worth alone and as the last one added to all others.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
pub(crate) struct SweepQuestion {
    /// Scenarios by id; all that are known by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<String>,
    /// How many of the strongest are looked at two by two; 8 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 20)]
    two_by_two: Option<usize>,
    #[serde(flatten)]
    on: Pairs,
}

/// A comparison with its maps.
#[derive(Serialize, ToSchema)]
pub(crate) struct CompareReply {
    #[serde(flatten)]
    answer: CompareAnswer,
    /// GeoJSON: the places of the rows with their mean change.
    #[schema(value_type = Object)]
    places_map: Value,
    /// GeoJSON: the ways of the first pairs before and after.
    #[schema(value_type = Object)]
    ways_map: Value,
}

/// Files a question as a job. What is wrong with it is said at once: `make` reads it
/// whole and gives back the work.
async fn file(
    app: Shared,
    kind: &'static str,
    question: impl Serialize,
    make: impl FnOnce(&Arc<App>) -> Result<Work, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let question = serde_json::to_value(question).map_err(|e| Problem::own(e.to_string()))?;
    let own = Arc::clone(&app);
    let work = app.compute(move |_| make(&own)).await?;
    let basis = app.basis()?;
    Ok(jobs::accepted(&app.jobs.ask(kind, &basis, question, work)?))
}

fn value(answer: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(answer).map_err(|e| Problem::own(e.to_string()))
}

/// Sets scenarios beside the baseline
///
/// The result has the figures and, as GeoJSON, places and ways before and after.
#[utoipa::path(post, path = "/compare", tag = "jobs",
    request_body(content = CompareQuestion, example = json!({"scenarios": ["suez-closed"], "origins": "ports:60"})),
    responses((status = 202, body = Job), Refusals, BodyRefusals))]
pub(crate) async fn compare(app: Shared, Body(question): Body<CompareQuestion>) -> Result<Response, Problem> {
    let asked = question.clone();
    let make = move |app: &Arc<App>| -> Result<Work, Problem> {
        let request = CompareRequest {
            scenarios: app.all_scenarios(&asked.scenarios, &asked.own)?,
            against: app.scenarios_called(&asked.against)?,
            skim: asked.on.request(app)?,
            most_pairs: within("pairs", asked.pairs, 200, (0, 1000))?,
            most_ways: MOST_WAYS,
        };
        if request.scenarios.is_empty() {
            return Err(Problem::bad("no scenario is named", "name one by its id, or give one of your own"));
        }
        let app = Arc::clone(app);
        Ok(Box::new(move |watch| {
            let answer = app.engine.compare(&request, watch)?;
            let (places_map, ways_map) = (geojson::compared(&answer), geojson::compared_ways(&answer));
            value(&CompareReply { answer, places_map, ways_map })
        }))
    };
    file(app, "compare", question, make).await
}

/// Ranks what the loss of parts of the network costs
#[utoipa::path(post, path = "/criticality", tag = "jobs",
    request_body(content = CriticalityQuestion, example = json!({"kinds": ["passage"], "most": 6, "origins": "ports:60"})),
    responses((status = 202, body = Job), Refusals, BodyRefusals))]
pub(crate) async fn criticality(app: Shared, Body(question): Body<CriticalityQuestion>) -> Result<Response, Problem> {
    let asked = question.clone();
    let make = move |app: &Arc<App>| -> Result<Work, Problem> {
        let kinds: Vec<Part> = asked.kinds.iter().map(|k| k.part()).collect();
        let request = CriticalityRequest {
            skim: asked.on.request(app)?,
            kinds: if kinds.is_empty() { Part::ALL.to_vec() } else { kinds },
            most: within("most", asked.most, 15, (1, 200))?,
        };
        let (app, scenarios) = (Arc::clone(app), app.scenarios_called(&asked.scenarios)?);
        Ok(Box::new(move |watch| value(&app.world(&scenarios)?.criticality(&request, watch)?)))
    };
    file(app, "criticality", question, make).await
}

/// Says what scenarios are worth alone and together
#[utoipa::path(post, path = "/sweep", tag = "jobs",
    request_body(content = SweepQuestion, example = json!({"scenarios": ["rail-baltica", "suez-closed"], "origins": "cities:100"})),
    responses((status = 202, body = Job), Refusals, BodyRefusals))]
pub(crate) async fn sweep(app: Shared, Body(question): Body<SweepQuestion>) -> Result<Response, Problem> {
    let asked = question.clone();
    let make = move |app: &Arc<App>| -> Result<Work, Problem> {
        let all = if asked.scenarios.is_empty() { app.scenarios.clone() } else { app.scenarios_called(&asked.scenarios)? };
        let request =
            SweepRequest { scenarios: all, skim: asked.on.request(app)?, two_by_two: within("two_by_two", asked.two_by_two, 8, (0, 20))? };
        let app = Arc::clone(app);
        Ok(Box::new(move |watch| value(&app.engine.sweep(&request, watch)?)))
    };
    file(app, "sweep", question, make).await
}

/// The forms of results, for the description of the interface.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes results and is never made")]
pub(crate) enum JobResult {
    /// Of `compare`.
    Compare(Box<CompareReply>),
    /// Of `criticality`.
    Criticality(landbridge_engine::criticality::CriticalityAnswer),
    /// Of `sweep`.
    Sweep(landbridge_engine::sweep::SweepAnswer),
}

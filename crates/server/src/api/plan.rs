//! All ways worth choosing, leaving on a day.

use super::extract::{Body, Part, few};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{BodyRefusals, Problem, Refusals};
use axum::response::Response;
use landbridge_engine::over::OVER;
use landbridge_engine::plan::{PlanAnswer, PlanRequest, represent};
use landbridge_engine::profile::Profile;
use landbridge_engine::{Engine, geojson};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;
use utoipa::ToSchema;

/// Ways that stand for all, at most.
const SHOWN: usize = 20;
/// Longest lists of a question.
const MOST: usize = 60;

/// A plan.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanReply {
    #[serde(flatten)]
    answer: PlanAnswer,
    /// Positions of options that stand for all: none that is left out is better by
    /// more than `shown_share` in everything.
    shown: Vec<usize>,
    /// By how much one that is left out may be better.
    shown_share: f64,
}

/// One way of a plan with its way over the map.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanShown {
    #[serde(flatten)]
    answer: PlanAnswer,
    /// GeoJSON: a line for each leg.
    #[schema(value_type = Object)]
    lines: Value,
}

/// All ways worth choosing
///
/// Stages are left out here: `/api/plan/{id}` has those of a way, and its line over the
/// map.
#[utoipa::path(post, path = "/plan", tag = "plan", request_body(content = PlanRequest,
        example = json!({"from": "Xi'an", "to": "Mannheim", "depart": "2024-09-02", "arrive_by": "2024-10-01", "avoid": ["mode:air"]})),
    responses((status = 200, body = PlanReply), Refusals, BodyRefusals))]
pub(crate) async fn plan(app: Shared, Body(request): Body<PlanRequest>) -> Result<Response, Problem> {
    few("places to touch", request.via.len(), 8)?;
    few("things to avoid", request.avoid.len(), MOST)?;
    few("parameters", request.set.len(), MOST)?;
    few("scenarios", request.scenarios.len(), MOST)?;
    let request = PlanRequest { ways: false, ..request };
    let question = serde_json::to_string(&request).map_err(|e| Problem::own(e.to_string()))?;
    let work = move |app: &App| {
        let (world, notes) = app.world_on(&request.depart, app.scenarios_called(&request.scenarios)?)?;
        let asked = PlanRequest { scenarios: Vec::new(), ..request };
        let mut answer = world.plan(&asked)?;
        answer.notes.extend(notes);
        answer.options.iter_mut().for_each(|o| o.stages.clear());
        let (shown, shown_share) = represent(&answer.options, SHOWN);
        bytes(&PlanReply { answer, shown, shown_share })
    };
    Ok(json(app.kept(format!("plan {question}"), work).await?))
}

/// The world on which a way was found, and what people should know of it.
fn world_of(app: &App, id: &str) -> Result<(Arc<Engine>, Vec<String>), Problem> {
    let (ids, depart) = Engine::scenarios_of(id)?;
    let ids: Vec<String> = ids.into_iter().filter(|s| !s.starts_with(OVER)).collect();
    app.world_on(&depart, app.scenarios_called(&ids)?)
}

/// A way of a plan, stage by stage
#[utoipa::path(get, path = "/plan/{id}", tag = "plan", params(("id" = String, Path, description = "Id of an option of a plan")),
    responses((status = 200, body = PlanShown), Refusals))]
pub(crate) async fn plan_show(app: Shared, Part(id): Part<String>) -> Result<Response, Problem> {
    let key = format!("show {id}");
    let work = move |app: &App| {
        let (world, notes) = world_of(app, &id)?;
        let mut answer = world.plan_show(&id)?;
        answer.notes.extend(notes);
        let lines = geojson::plan(&answer);
        bytes(&PlanShown { answer, lines })
    };
    Ok(json(app.kept(key, work).await?))
}

/// Time and cost of a way of a plan against distance
#[utoipa::path(get, path = "/plan/{id}/profile", tag = "plan", params(("id" = String, Path, description = "Id of an option of a plan")),
    responses((status = 200, body = Profile), Refusals))]
pub(crate) async fn plan_profile(app: Shared, Part(id): Part<String>) -> Result<Response, Problem> {
    let key = format!("profile {id}");
    let work = move |app: &App| bytes(&world_of(app, &id)?.0.profile_of_plan(&id)?);
    Ok(json(app.kept(key, work).await?))
}

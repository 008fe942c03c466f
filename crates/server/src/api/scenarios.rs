//! Projects, policies and disruptions.

use super::extract::{Body, Part, few};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{BodyRefusals, Problem, Refusals};
use axum::response::Response;
use landbridge_engine::scenario::{Change, Scenario, ScenarioKind, ScenarioStatus, Sense};
use landbridge_model::Confidence;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A scenario of one's own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnScenario {
    /// Name.
    #[schema(max_length = 120, min_length = 1)]
    pub(crate) name: String,
    /// What it changes, in order; services of a folder are for the command line.
    #[schema(min_items = 1, max_items = 40)]
    pub(crate) changes: Vec<Change>,
}

/// Characters of a name at most.
const MOST_NAME: usize = 120;

/// What it begins with: no scenario that ships is called so.
pub(crate) const OWN: &str = "own:";

impl OwnScenario {
    /// The scenario, if it can be one.
    pub(crate) fn scenario(&self) -> Result<Scenario, Problem> {
        few("changes", self.changes.len(), 40)?;
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > MOST_NAME {
            return Err(Problem::bad("a scenario of one's own has a name", format!("give it one of 1 to {MOST_NAME} characters")));
        }
        if self.changes.iter().any(|c| matches!(c, Change::Serve { folder: Some(_), .. })) {
            let hint = "give the services to the command line, or lay a folder over the data of the server: --over";
            return Err(Problem::bad("a request names no folders", hint));
        }
        let id = format!("{OWN}{name}");
        let scenario = Scenario {
            file: std::path::PathBuf::from(&name),
            id,
            name,
            kind: ScenarioKind::Project,
            status: ScenarioStatus::Hypothetical,
            sense: Sense::With,
            year: None,
            from: None,
            until: None,
            source: "who asks".to_owned(),
            confidence: Confidence::Recalled,
            note: String::new(),
            cost: None,
            claims: Vec::new(),
            changes: self.changes.clone(),
            no_change: String::new(),
        };
        scenario.check()?;
        Ok(scenario)
    }
}

impl App {
    /// Scenarios by id and of one's own, in order.
    pub(crate) fn all_scenarios(&self, ids: &[String], own: &[OwnScenario]) -> Result<Vec<Scenario>, Problem> {
        few("scenarios", ids.len() + own.len(), 60)?;
        let mut all = self.scenarios_called(ids)?;
        for own in own {
            all.push(own.scenario()?);
        }
        Ok(all)
    }
}

/// All scenarios that are known
#[utoipa::path(get, path = "/scenarios", tag = "scenarios", responses((status = 200, body = Vec<Scenario>), Refusals))]
pub(crate) async fn scenarios(app: Shared) -> Result<Response, Problem> {
    Ok(json(app.kept("scenarios".to_owned(), |app| bytes(&app.scenarios)).await?))
}

/// A scenario
#[utoipa::path(get, path = "/scenarios/{id}", tag = "scenarios",
    params(("id" = String, Path, description = "Id of a scenario", example = "suez-closed")),
    responses((status = 200, body = Scenario), Refusals))]
pub(crate) async fn scenario(app: Shared, Part(id): Part<String>) -> Result<Response, Problem> {
    Ok(json(bytes(&app.scenario(&id)?)?))
}

/// What a scenario builds, opens and closes, as GeoJSON
#[utoipa::path(get, path = "/scenarios/{id}/map", tag = "scenarios",
    params(("id" = String, Path, description = "Id of a scenario", example = "rail-baltica")),
    responses((status = 200, body = Object), Refusals))]
pub(crate) async fn scenario_map(app: Shared, Part(id): Part<String>) -> Result<Response, Problem> {
    let work = move |app: &App| bytes(&app.engine.scenario_map(&app.scenario(&id)?)?);
    Ok(json(app.compute(work).await?))
}

/// What a scenario of one's own would build, open and close, as GeoJSON
#[utoipa::path(post, path = "/scenarios/map", tag = "scenarios",
    request_body(content = OwnScenario, example = json!({"name": "Faster Khorgos", "changes": [
        {"do": "border", "of": ["CHN", "KAZ"], "mode": "rail", "hours": 12}]})),
    responses((status = 200, body = Object), Refusals, BodyRefusals))]
pub(crate) async fn own_scenario_map(app: Shared, Body(own): Body<OwnScenario>) -> Result<Response, Problem> {
    let work = move |app: &App| bytes(&app.engine.scenario_map(&own.scenario()?)?);
    Ok(json(app.compute(work).await?))
}

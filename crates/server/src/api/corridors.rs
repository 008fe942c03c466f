//! Named corridors and their profiles.

use super::extract::{Params, Part, cargo};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{Problem, Refusals};
use axum::response::Response;
use landbridge_engine::corridor::{CorridorAnswer, CorridorRequest, Corridors};
use landbridge_engine::profile::Profile;
use landbridge_engine::{EngineError, geojson};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Debug, Deserialize, Serialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CorridorQuestion {
    /// Kind and quantity; one TEU by default.
    #[param(example = "teu:1")]
    cargo: Option<String>,
    /// Value of the whole consignment in US dollars.
    value_usd: Option<f64>,
    /// State of the network at the end of this year.
    #[param(minimum = 1990, maximum = 2100)]
    year: Option<u16>,
    /// Scenarios by id, joined by commas.
    scenarios: Option<String>,
}

impl CorridorQuestion {
    fn request(&self) -> Result<CorridorRequest, EngineError> {
        let cargo = cargo(self.cargo.as_deref().unwrap_or_default(), self.value_usd)?;
        Ok(CorridorRequest { cargo, year: self.year, set: Vec::new() })
    }

    fn key(&self, what: &str) -> Result<String, Problem> {
        Ok(format!("{what} {}", serde_json::to_string(self).map_err(|e| Problem::own(e.to_string()))?))
    }

    fn world(&self, app: &App) -> Result<std::sync::Arc<landbridge_engine::Engine>, Problem> {
        let ids: Vec<String> =
            self.scenarios.iter().flat_map(|s| s.split(',')).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
        app.world(&app.scenarios_called(&ids)?)
    }
}

/// A corridor with its indicators and its way over the map.
#[derive(Serialize, ToSchema)]
pub(crate) struct CorridorReply {
    #[serde(flatten)]
    corridor: CorridorAnswer,
    /// Its profile; none where it is not computable.
    profile: Option<Profile>,
    /// GeoJSON: a line for each stretch.
    #[schema(value_type = Object)]
    lines: Value,
}

/// All corridors
#[utoipa::path(get, path = "/corridors", tag = "corridors", params(CorridorQuestion),
    responses((status = 200, body = Corridors), Refusals))]
pub(crate) async fn corridors(app: Shared, Params(question): Params<CorridorQuestion>) -> Result<Response, Problem> {
    let key = question.key("corridors")?;
    Ok(json(app.kept(key, move |app| bytes(&question.world(app)?.corridors(&question.request()?)?)).await?))
}

/// All corridors as GeoJSON
#[utoipa::path(get, path = "/corridors/lines", tag = "corridors", params(CorridorQuestion),
    responses((status = 200, body = Object), Refusals))]
pub(crate) async fn corridor_lines(app: Shared, Params(question): Params<CorridorQuestion>) -> Result<Response, Problem> {
    let key = question.key("lines")?;
    let work = move |app: &App| bytes(&geojson::corridors(&question.world(app)?.corridors(&question.request()?)?));
    Ok(json(app.kept(key, work).await?))
}

/// A corridor with its profile
#[utoipa::path(get, path = "/corridors/{id}", tag = "corridors",
    params(("id" = String, Path, description = "Id or name of a corridor", example = "trans-caspian"), CorridorQuestion),
    responses((status = 200, body = CorridorReply), Refusals))]
pub(crate) async fn corridor(app: Shared, Part(id): Part<String>, Params(question): Params<CorridorQuestion>) -> Result<Response, Problem> {
    let key = question.key(&format!("corridor {id}"))?;
    let work = move |app: &App| {
        let (world, request) = (question.world(app)?, question.request()?);
        let corridor = world.corridor(&id, &request)?;
        let profile = if corridor.way.is_some() { Some(world.profile_of(corridor.clone(), &request)?) } else { None };
        let manifest = profile.as_ref().map(|p| p.manifest.clone()).unwrap_or_default();
        let alone = Corridors { manifest, corridors: vec![corridor.clone()] };
        bytes(&CorridorReply { corridor, profile, lines: geojson::corridors(&alone) })
    };
    Ok(json(app.kept(key, work).await?))
}

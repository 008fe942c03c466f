//! What the network makes possible, whatever runs on it.

use super::extract::{Body, Conditions, few};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{BodyRefusals, Problem, Refusals};
use axum::response::Response;
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::geojson;
use landbridge_engine::route::{Answer, Request};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A question for the fastest, the cheapest and the lowest-emission way.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RouteQuestion {
    /// Places in order: from, via, to.
    #[schema(min_items = 2, max_items = 10)]
    places: Vec<String>,
    /// Kind and quantity; one TEU by default.
    #[serde(default)]
    cargo: String,
    /// Value of the whole consignment in US dollars.
    #[serde(default)]
    value_usd: Option<f64>,
    /// State of the network at the end of this year.
    #[serde(default)]
    #[schema(minimum = 1990, maximum = 2100)]
    year: Option<u16>,
    /// Modes of the main haul, as in `rail,sea`; all by default.
    #[serde(default)]
    modes: Option<String>,
    /// What to keep away from: `mode:air`, `country:RUS`, `passage:suez`,
    /// `crossing:NAME`, `border:NGA-BEN`, `facility:NAME`, `line:NAME`.
    #[serde(default)]
    avoid: Vec<String>,
    /// Scenarios by id, made in order.
    #[serde(default)]
    scenarios: Vec<String>,
    /// Parameters changed for this question.
    #[serde(default)]
    set: Vec<(String, f64)>,
}

/// The best ways by time, cost and emission.
#[derive(Serialize, ToSchema)]
pub(crate) struct RouteReply {
    #[serde(flatten)]
    answer: Answer,
    /// GeoJSON: a line for each leg.
    #[schema(value_type = Object)]
    lines: Value,
}

/// The fastest, the cheapest and the lowest-emission way
#[utoipa::path(post, path = "/route", tag = "route",
    request_body(content = RouteQuestion, example = json!({"places": ["Xi'an", "Mannheim"], "avoid": ["mode:air"]})),
    responses((status = 200, body = RouteReply), Refusals, BodyRefusals))]
pub(crate) async fn route(app: Shared, Body(question): Body<RouteQuestion>) -> Result<Response, Problem> {
    few("places", question.places.len(), 10)?;
    few("things to avoid", question.avoid.len(), 60)?;
    if question.places.len() < 2 {
        return Err(Problem::bad("a route has two places or more", "give places in order: from, via, to"));
    }
    let key = format!("route {}", serde_json::to_string(&question).map_err(|e| Problem::own(e.to_string()))?);
    let work = move |app: &App| {
        let world = app.world(&app.scenarios_called(&question.scenarios)?)?;
        let conditions = Conditions { cargo: question.cargo, value_usd: question.value_usd, ..Conditions::default() };
        let request = Request {
            places: question.places,
            cargo: conditions.cargo()?,
            year: question.year,
            modes: question.modes.as_deref().map(parse_modes).transpose()?,
            avoid: question.avoid,
            no_access: false,
            set: question.set,
        };
        let answer = world.route(&request)?;
        let lines = geojson::route(&answer);
        bytes(&RouteReply { answer, lines })
    };
    Ok(json(app.kept(key, work).await?))
}

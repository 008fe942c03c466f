//! Where a figure comes from.

use super::extract::{Params, short};
use super::{Shared, bytes, json};
use crate::problem::{Problem, Refusals};
use axum::response::Response;
use landbridge_engine::explain::Fact;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExplainQuestion {
    /// A parameter, crossing, facility, UN/LOCODE, passage or line, or `lat,lon` for
    /// the links there.
    #[param(example = "suez", max_length = 200)]
    what: String,
}

/// Facts with their sources
#[utoipa::path(get, path = "/explain", tag = "network", params(ExplainQuestion),
    responses((status = 200, body = Vec<Fact>), Refusals))]
pub(crate) async fn explain(app: Shared, Params(question): Params<ExplainQuestion>) -> Result<Response, Problem> {
    short("what", &question.what)?;
    let facts = app.look_up(move |app| bytes(&app.engine.explain(&question.what)?)).await?;
    Ok(json(facts))
}

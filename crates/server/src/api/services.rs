//! Services: what calls at a place, what goes from one to another.

use super::extract::Params;
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{Problem, Refusals};
use axum::response::Response;
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::plan::{ServiceList, ServiceQuery};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ServicesQuestion {
    /// A place near which they call; without one the counts alone.
    #[param(example = "Khorgos")]
    near: Option<String>,
    /// Of these, those that go on to near this place.
    to: Option<String>,
    /// Of these, those that run on a day, `YYYY-MM-DD`.
    on: Option<String>,
    /// Of these, those that go by these modes alone: `rail,sea`.
    modes: Option<String>,
}

/// Services near a place
#[utoipa::path(get, path = "/services", tag = "network", params(ServicesQuestion),
    responses((status = 200, body = ServiceList), Refusals))]
pub(crate) async fn services(app: Shared, Params(question): Params<ServicesQuestion>) -> Result<Response, Problem> {
    let work = move |app: &App| {
        let modes = question.modes.as_deref().map(parse_modes).transpose()?;
        let query = ServiceQuery { near: question.near, to: question.to, on: question.on, modes, ..ServiceQuery::default() };
        bytes(&app.engine.list_services(&query)?)
    };
    Ok(json(app.compute(work).await?))
}

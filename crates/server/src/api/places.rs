//! From what a person types or points at to a place.

use super::extract::{Params, short, within};
use super::{Shared, bytes, json};
use crate::problem::{Problem, Refusals};
use axum::response::Response;
use landbridge_engine::places::FoundPlace;
use landbridge_model::Point;
use serde::Deserialize;
use utoipa::IntoParams;

/// Places of an answer at most.
const MOST: usize = 50;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PlacesQuestion {
    /// The beginning of a name in any script, a UN/LOCODE, an IATA code or `lat,lon`.
    #[param(example = "西安", max_length = 200)]
    q: String,
    /// How many at most, 8 by default.
    #[param(minimum = 1, maximum = 50)]
    limit: Option<usize>,
}

/// Places whose name begins with a text
#[utoipa::path(get, path = "/places", tag = "places", params(PlacesQuestion),
    responses((status = 200, body = Vec<FoundPlace>), Refusals))]
pub(crate) async fn places(app: Shared, Params(question): Params<PlacesQuestion>) -> Result<Response, Problem> {
    short("q", &question.q)?;
    let most = within("limit", question.limit, 8, (1, MOST))?;
    let found = app.look_up(move |app| bytes(&app.engine.places(&question.q, most)?)).await?;
    Ok(json(found))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NearQuestion {
    /// Degrees of latitude.
    #[param(minimum = -90, maximum = 90, example = 34.34)]
    lat: f64,
    /// Degrees of longitude.
    #[param(minimum = -180, maximum = 180, example = 108.94)]
    lon: f64,
    /// How far away in kilometres, 30 by default.
    #[param(minimum = 0, maximum = 500)]
    km: Option<f64>,
    /// How many at most behind the point itself, 8 by default.
    #[param(minimum = 1, maximum = 50)]
    limit: Option<usize>,
}

/// Places near a point, behind the point itself
#[utoipa::path(get, path = "/places/near", tag = "places", params(NearQuestion),
    responses((status = 200, body = Vec<FoundPlace>), Refusals))]
pub(crate) async fn places_near(app: Shared, Params(question): Params<NearQuestion>) -> Result<Response, Problem> {
    let at = Point::new(question.lat, question.lon);
    if !at.is_valid() {
        return Err(Problem::bad("the point lies off the globe", "give degrees: lat from -90 to 90, lon from -180 to 180"));
    }
    let km = within("km", question.km, 30.0, (0.0, 500.0))?;
    let most = within("limit", question.limit, 8, (1, MOST))?;
    let found = app.look_up(move |app| bytes(&app.engine.places_near(at, km, most)?)).await?;
    Ok(json(found))
}

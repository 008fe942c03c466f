//! In which countries a line lies.

use super::extract::{Body, few};
use super::{Shared, bytes, json};
use crate::problem::{BodyRefusals, Problem, Refusals};
use axum::response::Response;
use landbridge_model::Point;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Points of a line at most.
const MOST: usize = 200;

/// A line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineQuestion {
    /// Positions as longitude and latitude, two or more.
    #[schema(min_items = 2, max_items = 200)]
    line: Vec<[f64; 2]>,
}

/// Countries of a line.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineCountries {
    /// Alpha-3 code of the country at each position; none at sea.
    countries: Vec<Option<String>>,
    /// Every change of country on the straight pieces between them, in order.
    crossings: Vec<LineCrossing>,
}

/// A change of country.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineCrossing {
    /// Latitude.
    lat: f64,
    /// Longitude.
    lon: f64,
    /// The country that it leaves; none at sea.
    from: Option<String>,
    /// The country that it enters; none at sea.
    to: Option<String>,
}

/// The countries of a line
///
/// Borders follow Natural Earth. Pieces are straight in latitude and longitude.
#[utoipa::path(post, path = "/borders", tag = "network",
    request_body(content = LineQuestion, example = json!({"line": [[75.99, 39.47], [72.34, 40.78]]})),
    responses((status = 200, body = LineCountries), Refusals, BodyRefusals))]
pub(crate) async fn borders(app: Shared, Body(question): Body<LineQuestion>) -> Result<Response, Problem> {
    few("positions", question.line.len(), MOST)?;
    if question.line.len() < 2 {
        return Err(Problem::bad("a line has two positions or more", "give each as [longitude, latitude]"));
    }
    let points: Vec<Point> = question.line.iter().map(|[lon, lat]| Point::new(*lat, *lon)).collect();
    if let Some(off) = points.iter().find(|p| !p.is_valid()) {
        let hint = "give longitude first, -180 to 180, then latitude, -90 to 90";
        return Err(Problem::bad(format!("{}, {} is not on the globe", off.lat, off.lon), hint));
    }
    let answer = app
        .look_up(move |app| {
            let territory = app.territory()?;
            let countries = points.iter().map(|p| territory.at(*p).map(str::to_owned)).collect();
            let of = |c: landbridge_tiles::territory::Change| LineCrossing { lat: c.at.lat, lon: c.at.lon, from: c.from, to: c.to };
            Ok(LineCountries { countries, crossings: territory.along(&points).into_iter().map(of).collect() })
        })
        .await?;
    Ok(json(bytes(&answer)?))
}

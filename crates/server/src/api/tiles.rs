//! Map tiles cut from the network.

use super::Shared;
use super::extract::Part;
use crate::problem::{Problem, Refusals};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use landbridge_tiles::{MAX_ZOOM, TileId};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TileAddress {
    /// Zoom.
    #[param(maximum = 10)]
    z: u8,
    /// Column.
    x: u32,
    /// Row.
    y: u32,
}

/// A tile in the form of Mapbox Vector Tile 2.1.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes answers and is never made")]
pub(crate) struct TileBytes(Vec<u8>);

/// A map tile
///
/// Layers and properties: see the crate `landbridge-tiles`.
#[utoipa::path(get, path = "/tiles/{z}/{x}/{y}", tag = "network", params(TileAddress),
    responses((status = 200, body = TileBytes, content_type = "application/vnd.mapbox-vector-tile"), (status = 304, description = "The one that is known"), Refusals))]
pub(crate) async fn tile(app: Shared, Part(at): Part<TileAddress>, headers: HeaderMap) -> Result<Response, Problem> {
    let id = TileId::new(at.z, at.x, at.y)
        .ok_or_else(|| Problem::missing("there is no such tile", format!("zooms go from 0 to {MAX_ZOOM}, columns and rows to 2^zoom")))?;
    let tile = app.tile(id).await?;
    let keep = [(header::ETAG, HeaderValue::from_str(&tile.tag)), (header::CACHE_CONTROL, Ok(HeaderValue::from_static("no-cache")))];
    let mut response = if headers.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tile.tag.as_bytes()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let form = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
        ([(header::CONTENT_TYPE, form)], tile.bytes).into_response()
    };
    for (name, value) in keep {
        response.headers_mut().extend(value.ok().map(|v| (name, v)));
    }
    Ok(response)
}

//! The interface: one module a noun.

mod borders;
mod corridors;
mod evidence;
mod extract;
mod facts;
mod integrity;
mod jobs;
mod matrix;
mod places;
mod plan;
mod portfolio;
mod priority;
mod route;
mod scenarios;
mod services;
mod tiles;
mod world;

use crate::app::App;
use crate::guard;
use crate::problem::Problem;
use crate::workbench;
use axum::Router;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
pub(crate) use extract::few;
use serde::Serialize;
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What all requests share, as handlers get it.
pub(crate) type Shared = axum::extract::State<Arc<App>>;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Landbridge",
        description = "Plans, tracks and appraises cross-border freight corridors. Money is in US dollars, emission in kilograms of \
            CO2e, for the whole consignment unless told otherwise. A number that is not computable is null, never zero. Errors are \
            problem documents (RFC 9457). Landbridge measures; it neither promotes nor disparages anybody. It is not affiliated with \
            any institution. Borders follow Natural Earth.",
    ),
    tags(
        (name = "places", description = "From what a person types or points at to a place"),
        (name = "plan", description = "All ways worth choosing, leaving on a day"),
        (name = "route", description = "What the network makes possible"),
        (name = "corridors", description = "Named corridors and their profiles"),
        (name = "scenarios", description = "Projects, policies and disruptions"),
        (name = "evidence", description = "Published claims, and what figures and model say of them"),
        (name = "projects", description = "Cooperation projects: what is recorded of them, and how they stand"),
        (name = "integrity", description = "Rubrics, parties beside lists, red flags of procurement"),
        (name = "jobs", description = "What takes longer than a request"),
        (name = "network", description = "The network, where its figures come from, and map tiles"),
    )
)]
struct Description;

/// What takes whole files.
fn sent() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(integrity::score))
        .routes(routes!(integrity::screen))
        .routes(routes!(integrity::red_flags))
        .layer(axum::extract::DefaultBodyLimit::max(MOST_FILE))
}

/// Bytes of a file that is sent at most.
const MOST_FILE: usize = 8 << 20;

fn described() -> (Router<Arc<App>>, utoipa::openapi::OpenApi) {
    let all = OpenApiRouter::new()
        .routes(routes!(world::world))
        .routes(routes!(world::parameters))
        .routes(routes!(places::places))
        .routes(routes!(places::places_near))
        .routes(routes!(plan::plan))
        .routes(routes!(plan::plan_show))
        .routes(routes!(plan::plan_profile))
        .routes(routes!(route::route))
        .routes(routes!(services::services))
        .routes(routes!(corridors::corridors))
        .routes(routes!(corridors::corridor_lines))
        .routes(routes!(corridors::corridor))
        .routes(routes!(scenarios::scenarios))
        .routes(routes!(scenarios::scenario))
        .routes(routes!(scenarios::scenario_map))
        .routes(routes!(scenarios::own_scenario_map))
        .routes(routes!(portfolio::projects))
        .routes(routes!(portfolio::project))
        .routes(routes!(portfolio::portfolio_rollup))
        .routes(routes!(portfolio::portfolio_warnings))
        .routes(routes!(portfolio::portfolio_changes))
        .routes(routes!(priority::portfolio_green))
        .routes(routes!(priority::portfolio_small))
        .routes(routes!(priority::portfolio_exposure))
        .routes(routes!(priority::portfolio_priority))
        .routes(routes!(priority::portfolio_choice))
        .routes(routes!(priority::portfolio_outlook))
        .routes(routes!(integrity::rubrics))
        .merge(sent())
        .routes(routes!(matrix::compare))
        .routes(routes!(matrix::criticality))
        .routes(routes!(matrix::sweep))
        .routes(routes!(evidence::ledgers))
        .routes(routes!(evidence::ledger))
        .routes(routes!(evidence::claim))
        .routes(routes!(evidence::charts))
        .routes(routes!(evidence::series))
        .routes(routes!(jobs::job, jobs::cancel))
        .routes(routes!(jobs::job_result))
        .routes(routes!(facts::explain))
        .routes(routes!(borders::borders))
        .routes(routes!(tiles::tile));
    OpenApiRouter::with_openapi(Description::openapi()).nest("/api", all).split_for_parts()
}

/// The description of the interface (OpenAPI 3.1) as JSON.
pub fn openapi() -> String {
    let mut description = described().1;
    // The licence of the program, not of the data.
    description.info.license = Some(utoipa::openapi::License::new(env!("CARGO_PKG_LICENSE")));
    description.info.version = env!("CARGO_PKG_VERSION").to_owned();
    description.to_pretty_json().map(|text| text + "\n").unwrap_or_default()
}

async fn wrong() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "the address does not take this method", "see /api/openapi.json")
}

/// All addresses of a server.
pub(crate) fn router(app: Arc<App>, hosts: guard::Hosts) -> Router {
    let description = openapi();
    let described = described().0;
    let read = move || {
        let text = description.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], text) }
    };
    let unknown = async || Problem::missing("the interface has no such address", "see /api/openapi.json");
    let router = described
        .route("/api/openapi.json", get(read))
        .route("/api/{*rest}", axum::routing::any(unknown))
        .method_not_allowed_fallback(wrong)
        .fallback(async |method: Method, uri: Uri, headers: HeaderMap| match method {
            Method::GET | Method::HEAD => workbench::page(uri, headers).await,
            _ => wrong().await.into_response(),
        })
        .with_state(app);
    guard::around(router, hosts)
}

/// A value as the bytes of JSON.
pub(crate) fn bytes(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|e| Problem::own(e.to_string()))
}

/// Bytes of JSON as an answer.
pub(crate) fn json(bytes: impl Into<axum::body::Body>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], bytes.into()).into_response()
}

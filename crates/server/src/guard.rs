//! Limits and headers of every request.

use crate::problem::Problem;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// Bytes of a body.
const MOST_BODY: usize = 256 * 1024;
/// How long a request may take; what takes longer is a job.
const PATIENCE: Duration = Duration::from_secs(60);

/// Scripts, styles, pictures and data from the server alone; workers of the map are
/// files of it too.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=()"),
];

/// Puts limits and headers around a router.
pub(crate) fn around(router: Router) -> Router {
    router
        .layer(middleware::from_fn(in_time))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn(of_this_host))
        .layer(middleware::from_fn(with_headers))
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("the answer took more than {} seconds", PATIENCE.as_secs()),
            "ask for less: fewer places, fewer criteria, a larger bound",
        )
        .into_response(),
    }
}

/// Refuses what a page of another site asks in the name of the person at this
/// browser: what changes something must come from this origin. Programs send no
/// `Origin` and are let through.
async fn of_this_host(request: Request, next: Next) -> Response {
    if may_ask(&request) {
        return next.run(request).await;
    }
    Problem::new(StatusCode::FORBIDDEN, "the request comes from a page of another site", "open the workbench at this server's own address")
        .into_response()
}

fn may_ask(request: &Request) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    let same = match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, own)| own == host),
        (Some(_), None) => false,
        (None, _) => true,
    };
    same || matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
}

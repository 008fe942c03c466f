//! Limits and headers of every request.

use crate::problem::Problem;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;
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

/// Names under which the server may be asked for. A page of another site can let
/// its own name point to this machine ("DNS rebinding"), and then asks with that
/// name; addresses in digits and `localhost` cannot be made to do so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts(pub(crate) Arc<[String]>);

impl Hosts {
    /// Whether a host, with or without a port, is one of them.
    fn hold(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        let digits = name.trim_start_matches('[').trim_end_matches(']');
        name.eq_ignore_ascii_case("localhost")
            || digits.parse::<IpAddr>().is_ok()
            || self.0.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// Puts limits and headers around a router.
pub(crate) fn around(router: Router, hosts: Hosts) -> Router {
    router
        .layer(middleware::from_fn(in_time))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn(of_this_site))
        .layer(middleware::from_fn_with_state(hosts, by_this_name))
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

/// Refuses requests for a name that is not this server's.
async fn by_this_name(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|v| v.to_str().ok()).or_else(|| request.uri().host());
    if named.is_some_and(|host| hosts.hold(host)) {
        return next.run(request).await;
    }
    let detail = format!("this server is not called '{}'", named.unwrap_or_default());
    Problem::new(StatusCode::MISDIRECTED_REQUEST, detail, "ask for its address in digits, or name it when it starts: --host NAME")
        .into_response()
}

/// Refuses what a page of another site asks in the name of the person at this
/// browser: what changes something must come from this origin. Programs send no
/// `Origin` and are let through.
async fn of_this_site(request: Request, next: Next) -> Response {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_others_can_point_here_are_none() {
        let hosts = Hosts(Arc::from(["corridors.example".to_owned()]));
        for own in ["127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080", "10.0.0.3:80", "corridors.example:443"] {
            assert!(hosts.hold(own), "{own}");
        }
        for other in ["evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "", "corridors.example.evil"] {
            assert!(!hosts.hold(other), "{other}");
        }
    }
}

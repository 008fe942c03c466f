//! Errors as problem documents (RFC 9457, "Problem Details for HTTP APIs").

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use landbridge_engine::EngineError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Problem {
    /// HTTP status.
    pub status: u16,
    /// The kind of problem in few words.
    pub title: String,
    /// What is wrong with this request.
    pub detail: String,
    /// What to do next, where something helps.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
}

/// The media type of a problem document.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>, hint: impl Into<String>) -> Self {
        let title = match status {
            StatusCode::BAD_REQUEST => "The question is not understood",
            StatusCode::NOT_FOUND => "There is no answer",
            StatusCode::TOO_MANY_REQUESTS => "Too much is waiting",
            _ => status.canonical_reason().unwrap_or("Something went wrong"),
        };
        Self { status: status.as_u16(), title: title.to_owned(), detail: detail.into(), hint: hint.into() }
    }

    pub(crate) fn bad(detail: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail, hint)
    }

    pub(crate) fn missing(detail: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail, hint)
    }

    /// Something that the one who asks cannot mend.
    pub(crate) fn own(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail, "ask again; if it stays, report it with the request")
    }
}

impl From<EngineError> for Problem {
    fn from(e: EngineError) -> Self {
        match (e.of_data, e.no_result) {
            // Where its files lie is no business of who asks.
            (true, _) => Self::own("the data of this server cannot be read"),
            (_, true) => Self::missing(e.message, e.hint),
            _ => Self::bad(e.message, e.hint),
        }
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text(), "see /api/openapi.json for the form of a request")
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::bad(rejection.body_text(), "see /api/openapi.json for the parameters of a request")
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::bad(rejection.body_text(), "see /api/openapi.json for the form of an address")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response()
    }
}

/// The refusals that every request may meet, for the description of the
/// interface.
#[derive(utoipa::IntoResponses)]
pub(crate) enum Refusals {
    /// The question is not understood.
    #[response(status = 400, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Bad(Problem),
    /// There is no answer.
    #[response(status = 404, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    None(Problem),
    /// The request is for a name that is not this server's.
    #[response(status = 421, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Misdirected(Problem),
    /// The server or its data are at fault.
    #[response(status = 500, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Own(Problem),
    /// It took too long.
    #[response(status = 503, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Late(Problem),
}

/// What a request that changes something may meet besides.
#[derive(utoipa::IntoResponses)]
pub(crate) enum ForeignRefusals {
    /// It comes from a page of another site.
    #[response(status = 403, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Foreign(Problem),
}

/// What a request with a body may meet besides.
#[derive(utoipa::IntoResponses)]
pub(crate) enum BodyRefusals {
    /// It comes from a page of another site.
    #[response(status = 403, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Foreign(Problem),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Large(Problem),
    /// The body is no JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Media(Problem),
    /// The body is JSON of another form.
    #[response(status = 422, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Form(Problem),
    /// Too much is waiting.
    #[response(status = 429, content_type = "application/problem+json")]
    #[expect(dead_code, reason = "describes answers and is never made")]
    Full(Problem),
}

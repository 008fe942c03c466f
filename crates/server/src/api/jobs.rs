//! Jobs: how far they are, their results, stopping them.

use super::extract::Part;
use super::matrix::JobResult;
use super::{Shared, json};
use crate::jobs::Job;
use crate::problem::{ForeignRefusals, Problem, Refusals};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A job that was filed, with its address.
pub(crate) fn accepted(job: &Job) -> Response {
    (StatusCode::ACCEPTED, [(header::LOCATION, format!("/api/jobs/{}", job.id))], Json(job)).into_response()
}

/// How far a job is
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs", params(("id" = String, Path, description = "Id of a job")),
    responses((status = 200, body = Job), Refusals))]
pub(crate) async fn job(app: Shared, Part(id): Part<String>) -> Result<Json<Job>, Problem> {
    app.jobs.job(&id).map(Json)
}

/// Stops a job
#[utoipa::path(delete, path = "/jobs/{id}", tag = "jobs", params(("id" = String, Path, description = "Id of a job")),
    responses((status = 200, body = Job), Refusals, ForeignRefusals))]
pub(crate) async fn cancel(app: Shared, Part(id): Part<String>) -> Result<Json<Job>, Problem> {
    app.jobs.cancel(&id).map(Json)
}

/// The result of a job; its address stays
#[utoipa::path(get, path = "/jobs/{id}/result", tag = "jobs", params(("id" = String, Path, description = "Id of a job")),
    responses((status = 200, body = JobResult), Refusals))]
pub(crate) async fn job_result(app: Shared, Part(id): Part<String>) -> Result<Response, Problem> {
    let bytes = app.look_up(move |app| app.jobs.result(&id)).await?;
    Ok(json(bytes))
}

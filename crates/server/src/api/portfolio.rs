//! Cooperation projects: the register, and what is watched in it.

use super::extract::{Params, Part, short, within};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{Problem, Refusals};
use axum::response::Response;
use landbridge_model::date;
use landbridge_portfolio::monitor::changes::{Change, changes};
use landbridge_portfolio::monitor::opening::{Opening, opening};
use landbridge_portfolio::monitor::rollup::{By, Group, rollup};
use landbridge_portfolio::monitor::standing::{Standing, standing, standings};
use landbridge_portfolio::monitor::warnings::{Warning, warnings, warnings_of};
use landbridge_portfolio::register::project::{Place, Project};
use landbridge_portfolio::register::selection::Selection;
use landbridge_portfolio::register::words::{BudgetKind, Kind, Size, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProjectsQuestion {
    /// Only this step, main or further.
    #[param(minimum = 1, maximum = 8)]
    step: Option<u8>,
    /// Only what touches any of these countries, ISO 3166-1 alpha-2, parted by commas.
    #[param(example = "KZ,UZ", max_length = 200)]
    country: Option<String>,
    /// Only this sector.
    #[param(example = "rail", max_length = 200)]
    sector: Option<String>,
    /// Only this status.
    #[param(inline)]
    status: Option<Status>,
    /// Only this kind.
    #[param(inline)]
    kind: Option<Kind>,
    /// Day on which things are looked at; today by default.
    #[param(example = "2026-05-10", max_length = 200)]
    on: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OnDay {
    /// Day on which things are looked at; today by default.
    #[param(example = "2026-05-10", max_length = 200)]
    on: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RollupQuestion {
    /// What projects are grouped by; steps by default.
    #[param(inline)]
    by: Option<By>,
    /// Day on which things are looked at; today by default.
    #[param(example = "2026-05-10", max_length = 200)]
    on: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuestion {
    /// Day after which it happened.
    #[param(example = "2024-01-01", max_length = 200)]
    since: String,
    /// Last day on which it may have happened; today by default.
    #[param(example = "2026-05-10", max_length = 200)]
    on: Option<String>,
}

/// An amount of money.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectMoney {
    /// In ones of the currency, in prices as the source gives them.
    amount: f64,
    /// ISO 4217.
    currency: String,
}

/// A project in a line.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectRow {
    id: String,
    name: String,
    /// Names by language, ISO 639-1.
    names: BTreeMap<String, String>,
    kind: Kind,
    size: Size,
    /// Main step of the eight.
    step: Option<u8>,
    /// Further steps.
    also: Vec<u8>,
    sector: String,
    status: Status,
    /// ISO 3166-1 alpha-2.
    countries: Vec<String>,
    /// Where it is; none where it has no place.
    places: Vec<Place>,
    /// First planned amount of the record.
    planned: Option<ProjectMoney>,
    /// First amount spent.
    actual: Option<ProjectMoney>,
    opening: Opening,
    /// Indicators by how they stand.
    indicators: BTreeMap<String, usize>,
}

/// Projects that fit a question.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectList {
    /// Day on which things are looked at.
    on: String,
    /// Records of the whole register.
    of: usize,
    projects: Vec<ProjectRow>,
}

/// A record with how it stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectReply {
    /// Day on which things are looked at.
    on: String,
    project: Project,
    opening: Opening,
    /// One for each indicator, in the order of the record.
    standings: Vec<Standing>,
    warnings: Vec<Warning>,
}

/// All records that fit, in the order of their ids
#[utoipa::path(get, path = "/projects", tag = "projects", params(ProjectsQuestion),
    responses((status = 200, body = ProjectList), Refusals))]
pub(crate) async fn projects(app: Shared, Params(question): Params<ProjectsQuestion>) -> Result<Response, Problem> {
    let (wanted, today) = question.wanted()?;
    let work = move |app: &App| {
        let (register, _) = app.portfolio()?;
        let found = wanted.of(register).into_iter().map(|p| row(p, today)).collect();
        bytes(&ProjectList { on: text(today), of: register.projects.len(), projects: found })
    };
    Ok(json(app.look_up(work).await?))
}

/// A record, with its indicators beside their targets
#[utoipa::path(get, path = "/projects/{id}", tag = "projects",
    params(("id" = String, Path, description = "Id of a record", example = "addis-ababa-djibouti-railway"), OnDay),
    responses((status = 200, body = ProjectReply), Refusals))]
pub(crate) async fn project(app: Shared, Part(id): Part<String>, Params(question): Params<OnDay>) -> Result<Response, Problem> {
    short("the id", &id)?;
    let today = day("on", question.on.as_deref())?;
    let work = move |app: &App| {
        let (register, settings) = app.portfolio()?;
        let Some(project) = register.project(&id) else {
            return Err(Problem::missing(format!("no project is called '{id}'"), "/api/projects lists those that are known"));
        };
        bytes(&ProjectReply {
            on: text(today),
            opening: opening(project, today),
            standings: project.indicator.iter().map(|i| standing(&project.id, i, today)).collect(),
            warnings: warnings_of(project, settings, today),
            project: project.clone(),
        })
    };
    Ok(json(app.look_up(work).await?))
}

/// Projects, money by currency and indicators, by group
///
/// A project under several countries or steps is counted in each, so that groups
/// do not add up; amounts by currency are in prices as given, and costs together in
/// dollars of one year.
#[utoipa::path(get, path = "/portfolio/rollup", tag = "projects", params(RollupQuestion),
    responses((status = 200, body = Vec<Group>), Refusals))]
pub(crate) async fn portfolio_rollup(app: Shared, Params(question): Params<RollupQuestion>) -> Result<Response, Problem> {
    let today = day("on", question.on.as_deref())?;
    let by = question.by.unwrap_or(By::Step);
    let work = move |app: &App| bytes(&rollup(&app.portfolio()?.0, by, &app.engine.economy()?.prices, today));
    Ok(json(app.look_up(work).await?))
}

/// What asks for attention: late, dearer than planned, behind a target, due, silent
///
/// A warning says what the records say: a silent project may be well, and its
/// records out of date.
#[utoipa::path(get, path = "/portfolio/warnings", tag = "projects", params(OnDay),
    responses((status = 200, body = Vec<Warning>), Refusals))]
pub(crate) async fn portfolio_warnings(app: Shared, Params(question): Params<OnDay>) -> Result<Response, Problem> {
    let today = day("on", question.on.as_deref())?;
    let work = move |app: &App| {
        let (register, settings) = app.portfolio()?;
        bytes(&warnings(register, settings, today))
    };
    Ok(json(app.look_up(work).await?))
}

/// What happened since a day, the latest first
#[utoipa::path(get, path = "/portfolio/changes", tag = "projects", params(ChangesQuestion),
    responses((status = 200, body = Vec<Change>), Refusals))]
pub(crate) async fn portfolio_changes(app: Shared, Params(question): Params<ChangesQuestion>) -> Result<Response, Problem> {
    let (since, today) = (day("since", Some(&question.since))?, day("on", question.on.as_deref())?);
    Ok(json(app.look_up(move |app| bytes(&changes(&app.portfolio()?.0, since, today))).await?))
}

impl ProjectsQuestion {
    /// Which records, and on which day.
    pub(super) fn wanted(self) -> Result<(Selection, f64), Problem> {
        let today = day("on", self.on.as_deref())?;
        Ok((self.selection()?, today))
    }

    fn selection(self) -> Result<Selection, Problem> {
        within("step", self.step, 1, (1, 8))?;
        short("sector", self.sector.as_deref().unwrap_or_default())?;
        let countries = countries(self.country.as_deref())?;
        Ok(Selection { step: self.step, countries, sector: self.sector, status: self.status, kind: self.kind })
    }
}

/// Codes of countries, parted by commas.
pub(super) fn countries(text: Option<&str>) -> Result<Vec<String>, Problem> {
    let code = |c: &str| Selection::country(c).map_err(|e| Problem::bad(e, "part several by commas: KZ,UZ"));
    text.map_or_else(|| Ok(Vec::new()), |t| t.split(',').map(code).collect())
}

fn row(project: &Project, today: f64) -> ProjectRow {
    let money = |kind| project.money(kind).map(|(amount, currency)| ProjectMoney { amount, currency: currency.to_owned() });
    ProjectRow {
        id: project.id.clone(),
        name: project.name.clone(),
        names: project.names.clone(),
        kind: project.kind,
        size: project.size,
        step: project.step,
        also: project.also.clone(),
        sector: project.sector.clone(),
        status: project.status,
        countries: project.countries.clone(),
        places: project.place.clone(),
        planned: money(BudgetKind::Planned),
        actual: money(BudgetKind::Actual),
        opening: opening(project, today),
        indicators: standings(project, today),
    }
}

/// A day as its number; today where none is named.
pub(super) fn day(what: &str, named: Option<&str>) -> Result<f64, Problem> {
    let Some(named) = named else { return Ok(today()) };
    let hint = "write 2026-05-10";
    date::day(named).ok_or_else(|| {
        let told: String = named.chars().take(40).collect();
        Problem::bad(format!("{what} is '{told}', which is no day"), hint)
    })
}

#[expect(clippy::disallowed_methods, reason = "what asks for attention depends on the day")]
fn today() -> f64 {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64());
    (seconds / 86_400.0).floor()
}

pub(super) fn text(day: f64) -> String {
    date::text(day).unwrap_or_default()
}

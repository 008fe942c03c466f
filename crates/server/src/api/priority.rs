//! What to do first, what may go otherwise, and how green projects are.

use super::extract::{Body, Params, few, short, within};
use super::portfolio::{ProjectsQuestion, countries, day};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{BodyRefusals, Problem, Refusals};
use axum::response::Response;
use landbridge_engine::portfolio::{Chosen, Green, Named, Options, Outlook, Priority, plan_of, timetable};
use landbridge_portfolio::plan::{Plan, Timetable};
use landbridge_portfolio::priority::select::Count;
use landbridge_portfolio::register::selection::Selection;
use landbridge_portfolio::register::words::{Kind, Status};
use landbridge_portfolio::risk::exposure::Exposure;
use landbridge_portfolio::small::Tested;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Millions of dollars at most.
const MOST_BUDGET: f64 = 1e9;
/// Bytes of rules at most: each is a row of the programme.
const MOST_RULES: usize = 10_000;

/// Which projects are put in order, and by which weights.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PriorityQuestion {
    /// Only this step, main or further.
    #[schema(minimum = 1, maximum = 8)]
    step: Option<u8>,
    /// Only what touches any of these countries, ISO 3166-1 alpha-2, parted by commas.
    country: Option<String>,
    /// Only this sector.
    sector: Option<String>,
    /// Only this status; by default all that are not open yet.
    status: Option<Status>,
    /// Only this kind; by default projects.
    kind: Option<Kind>,
    /// Weights by the ids of criteria, in place of those that ship.
    weights: BTreeMap<String, f64>,
    /// A table of scores as CSV: with a column `project`, or what a sweep gives.
    scores: Option<String>,
    /// Seed of the draws; 1 by default.
    seed: Option<u64>,
    /// Day on which things are looked at; today by default.
    on: Option<String>,
}

/// The same, with what may be spent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoiceQuestion {
    /// Millions of dollars of the latest prices.
    #[schema(minimum = 0.000_001, maximum = 1e9)]
    budget_musd: f64,
    /// What a project counts for: its value, or its value times its cost.
    #[serde(default)]
    count: Count,
    /// Rules as TOML, in place of those that ship.
    #[serde(default)]
    rules: Option<String>,
    /// Which projects, and by which weights.
    #[serde(default)]
    order: PriorityQuestion,
}

/// An action plan.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanText {
    /// The plan as TOML.
    plan: String,
    /// Seed of the draws; 1 by default.
    #[serde(default)]
    seed: Option<u64>,
    /// Day on which the plan is looked at; today by default.
    #[serde(default)]
    on: Option<String>,
}

/// When a plan is ready, and what may become of it.
#[derive(Serialize, ToSchema)]
#[schema(as = ActionPlanReply)]
pub(crate) struct PlanReply {
    /// Day on which it is looked at.
    on: String,
    plan: Plan,
    timetable: Timetable,
    outlook: Outlook,
}

/// A choice with the order that it rests on.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChoiceReply {
    priority: Priority,
    chosen: Chosen,
}

impl PriorityQuestion {
    fn order(&self, app: &App) -> Result<Priority, Problem> {
        let today = day("on", self.on.as_deref())?;
        within("step", self.step, 1, (1, 8))?;
        few("weights", self.weights.len(), 50)?;
        short("the sector", self.sector.as_deref().unwrap_or_default())?;
        let countries = countries(self.country.as_deref())?;
        let wanted = Selection { step: self.step, countries, sector: self.sector.clone(), status: self.status, kind: self.kind };
        let projects = wanted.candidates(&app.portfolio()?.0);
        if projects.is_empty() {
            return Err(Problem::missing("no project is like this", "ask for another status or kind"));
        }
        let options = Options {
            criteria: None,
            weights: self.weights.iter().map(|(id, weight)| (id.clone(), *weight)).collect(),
            scores: self.scores.clone().map(|text| Named { name: "scores".to_owned(), text }),
            seed: self.seed.unwrap_or(1),
        };
        Ok(app.engine.prioritise(&projects, &options, today)?)
    }
}

/// Projects by criteria with weights, and how much the order depends on them
///
/// The weights that ship are equal, and nobody's priorities.
#[utoipa::path(post, path = "/portfolio/priority", tag = "projects",
    request_body(content = PriorityQuestion, example = json!({"sector": "rail", "weights": {"debt": 2}})),
    responses((status = 200, body = Priority), Refusals, BodyRefusals))]
pub(crate) async fn portfolio_priority(app: Shared, Body(question): Body<PriorityQuestion>) -> Result<Response, Problem> {
    Ok(json(app.compute(move |app| bytes(&question.order(app)?)).await?))
}

/// The best choice of projects within a budget
///
/// Exact: an integer programme, with what depends on what.
#[utoipa::path(post, path = "/portfolio/choice", tag = "projects",
    request_body(content = ChoiceQuestion, example = json!({"budget_musd": 20000})),
    responses((status = 200, body = ChoiceReply), Refusals, BodyRefusals))]
pub(crate) async fn portfolio_choice(app: Shared, Body(question): Body<ChoiceQuestion>) -> Result<Response, Problem> {
    let budget = question.budget_musd;
    if !(budget > 0.0 && budget <= MOST_BUDGET) {
        return Err(Problem::bad(
            format!("the budget is {budget}"),
            format!("give millions of dollars above nothing, at most {MOST_BUDGET}"),
        ));
    }
    let work = move |app: &App| {
        let priority = question.order.order(app)?;
        if question.rules.as_ref().is_some_and(|text| text.len() > MOST_RULES) {
            return Err(Problem::bad("the rules are too long", format!("give at most {MOST_RULES} bytes")));
        }
        let rules = question.rules.map(|text| Named { name: "rules".to_owned(), text });
        let asked = (budget * 1e6, question.count);
        let chosen = app.engine.within_budget(&app.portfolio()?.0, &priority, rules.as_ref(), asked)?;
        bytes(&ChoiceReply { priority, chosen })
    };
    Ok(json(app.compute(work).await?))
}

/// Traffic light with its conditions, and emissions avoided
///
/// A framework of its authors: nobody's official verdict on a project.
#[utoipa::path(get, path = "/portfolio/green", tag = "projects", params(ProjectsQuestion),
    responses((status = 200, body = Vec<Green>), Refusals))]
pub(crate) async fn portfolio_green(app: Shared, Params(question): Params<ProjectsQuestion>) -> Result<Response, Problem> {
    let (wanted, today) = question.wanted()?;
    let work = move |app: &App| {
        let (register, _) = app.portfolio()?;
        bytes(&app.engine.green(register, &wanted.of(register), None, today)?)
    };
    Ok(json(app.look_up(work).await?))
}

/// Whether projects are small yet smart: four tests, each with its evidence
#[utoipa::path(get, path = "/portfolio/small", tag = "projects", params(ProjectsQuestion),
    responses((status = 200, body = Vec<Tested>), Refusals))]
pub(crate) async fn portfolio_small(app: Shared, Params(question): Params<ProjectsQuestion>) -> Result<Response, Problem> {
    let (wanted, today) = question.wanted()?;
    let work = move |app: &App| bytes(&app.engine.small_yet_smart(&wanted.of(&app.portfolio()?.0), today)?);
    Ok(json(app.look_up(work).await?))
}

/// What projects cost in each country beside its product and debt
#[utoipa::path(get, path = "/portfolio/exposure", tag = "projects",
    responses((status = 200, body = Vec<Exposure>), Refusals))]
pub(crate) async fn portfolio_exposure(app: Shared) -> Result<Response, Problem> {
    Ok(json(app.look_up(|app| bytes(&app.engine.exposure(&app.portfolio()?.0, None)?)).await?))
}

/// When an action plan is ready, what decides it, and what may become of it
///
/// Nothing of the plan is kept.
#[utoipa::path(post, path = "/portfolio/outlook", tag = "projects",
    request_body(content = PlanText, example = json!({"plan": "id = \"a\"\nname = \"A\"\nstart = \"2026-01-01\"\nactivity = [{ id = \"build\", name = \"Build\", days = { low = 80, likely = 100, high = 200 } }]\n", "on": "2026-01-01"})),
    responses((status = 200, body = PlanReply), Refusals, BodyRefusals))]
pub(crate) async fn portfolio_outlook(app: Shared, Body(question): Body<PlanText>) -> Result<Response, Problem> {
    let today = day("on", question.on.as_deref())?;
    let work = move |app: &App| {
        let plan = plan_of("plan", &question.plan)?;
        // Each draw computes the plan once, and once more for each risk that happens.
        few("activities", plan.activity.len(), 300)?;
        few("risks", plan.risk.len(), 50)?;
        few("links", plan.activity.iter().map(|a| a.after.len()).sum(), 1000)?;
        few("hits of risks", plan.risk.iter().map(|r| r.hits.len()).sum(), 500)?;
        let timetable = timetable(&plan, today)?;
        let outlook = app.engine.outlook(&plan, today, question.seed.unwrap_or(1))?;
        bytes(&PlanReply { on: super::portfolio::text(today), plan, timetable, outlook })
    };
    Ok(json(app.compute(work).await?))
}

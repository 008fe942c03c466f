//! Integrity: rubrics, parties beside lists, red flags. Nothing that is sent is kept.

use super::extract::{Body, few, short};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::problem::{BodyRefusals, Problem, Refusals};
use axum::response::Response;
use jiff::civil::Date;
use landbridge_engine::integrity::{Screening, assess_text, flags};
use landbridge_portfolio::flags::{Counts, Group, Row, Status};
use landbridge_portfolio::rubric::{Rubric, Scored};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Names of parties at most.
const MOST_NAMES: usize = 2000;
/// Flagged rows told at most.
const MOST_ROWS: usize = 500;

/// Answers to a rubric.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answers {
    /// Id of the rubric.
    rubric: String,
    /// Answers as CSV: question, for, points, site, evidence.
    answers: String,
}

/// A scored rubric.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoreReply {
    scored: Scored,
    /// What in the answers does not fit.
    findings: Vec<String>,
}

/// A list to compare parties with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScreenQuestion {
    /// The list as CSV: name, and if it likes id, aliases, country, list, from, until.
    list: String,
    /// Names of parties; where none is given, those of the register's partners and
    /// suppliers.
    #[serde(default)]
    names: Vec<String>,
    /// Day on which entries are in force; all entries by default.
    #[serde(default)]
    on: Option<String>,
}

/// Releases to look at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlagsQuestion {
    /// Compiled releases of OCDS, one JSON text a line.
    releases: String,
}

/// How an indicator came out.
#[derive(Serialize, ToSchema)]
pub(crate) struct FlagCounts {
    /// Code of the indicator.
    indicator: String,
    /// What its rows are about.
    group: Group,
    counts: Counts,
}

/// Red flags of releases.
#[derive(Serialize, ToSchema)]
pub(crate) struct FlagsReply {
    /// Lines that were read.
    lines: usize,
    /// Lines that are no releases.
    not_read: usize,
    /// The first of these, with what is wrong.
    problems: Vec<String>,
    /// The main currency; others are left out.
    currency: Option<String>,
    counts: Vec<FlagCounts>,
    /// Rows that are flagged, the first of them.
    flagged: Vec<Row>,
    /// How many rows are flagged.
    flagged_count: usize,
}

/// Rubrics of compliance and disclosure
///
/// A rubric is a framework of those who wrote it, and nobody's official verdict.
#[utoipa::path(get, path = "/integrity/rubrics", tag = "integrity",
    responses((status = 200, body = Vec<Rubric>), Refusals))]
pub(crate) async fn rubrics(app: Shared) -> Result<Response, Problem> {
    Ok(json(app.look_up(|app| bytes(&app.engine.rubrics()?)).await?))
}

/// Points of answers to a rubric
#[utoipa::path(post, path = "/integrity/score", tag = "integrity",
    request_body(content = Answers, example = json!({"rubric": "trac", "answers": "question,for,points,site,evidence\np01,,1,example.org,code of conduct p. 2\n"})),
    responses((status = 200, body = ScoreReply), Refusals, BodyRefusals))]
pub(crate) async fn score(app: Shared, Body(question): Body<Answers>) -> Result<Response, Problem> {
    short("the rubric", &question.rubric)?;
    let work = move |app: &App| {
        let rubric = app.engine.rubrics()?.into_iter().find(|r| r.id == question.rubric);
        let rubric =
            rubric.ok_or_else(|| Problem::missing("there is no such rubric", "/api/integrity/rubrics lists those that are known"))?;
        let (scored, findings) = assess_text(&rubric, "answers", &question.answers)?;
        bytes(&ScoreReply { scored, findings: findings.0.iter().map(ToString::to_string).collect() })
    };
    Ok(json(app.look_up(work).await?))
}

/// Names of parties beside a list, in any script
///
/// A match is a question to a person, not a legal finding.
#[utoipa::path(post, path = "/integrity/screen", tag = "integrity",
    request_body(content = ScreenQuestion, example = json!({"list": "name,country\nChina Road and Bridge Corporation,CHN\n", "names": ["中国路桥工程有限责任公司"]})),
    responses((status = 200, body = Screening), Refusals, BodyRefusals))]
pub(crate) async fn screen(app: Shared, Body(question): Body<ScreenQuestion>) -> Result<Response, Problem> {
    few("names", question.names.len(), MOST_NAMES)?;
    question.names.iter().try_for_each(|name| short("a name", name))?;
    let parse = |text: &String| text.parse::<Date>().map_err(|_| Problem::bad("'on' is no day", "write 2026-05-10"));
    let on = question.on.as_ref().map(parse).transpose()?;
    let work = move |app: &App| {
        let names = if question.names.is_empty() { parties(app)? } else { question.names };
        bytes(&app.engine.screen("list", &question.list, &names, on)?)
    };
    Ok(json(app.compute(work).await?))
}

/// Partners and suppliers of the register, each once.
fn parties(app: &App) -> Result<Vec<String>, Problem> {
    let projects = &app.portfolio()?.0.projects;
    let partners = projects.iter().flat_map(|p| p.partner.iter().map(|x| &x.name));
    let suppliers = projects.iter().flat_map(|p| p.contract.iter().map(|x| &x.supplier)).filter(|s| !s.is_empty());
    let all: BTreeSet<&String> = partners.chain(suppliers).collect();
    Ok(all.into_iter().cloned().collect())
}

/// Red flags of procurement on compiled releases
///
/// A raised flag is a question to be asked, no finding about anybody. Larger files
/// than a request takes are measured by the command `integrity flags`.
#[utoipa::path(post, path = "/integrity/flags", tag = "integrity",
    request_body(content = FlagsQuestion, example = json!({"releases": "{\"ocid\":\"a\",\"tender\":{\"numberOfTenderers\":1,\"procurementMethod\":\"open\",\"status\":\"complete\"}}"})),
    responses((status = 200, body = FlagsReply), Refusals, BodyRefusals))]
pub(crate) async fn red_flags(app: Shared, Body(question): Body<FlagsQuestion>) -> Result<Response, Problem> {
    let work = move |app: &App| {
        let settings = app.engine.flag_settings(None)?;
        let measured = flags(&mut question.releases.as_bytes(), &settings)?;
        let counts = measured.counts().into_iter().map(|((group, code), counts)| FlagCounts { indicator: code.to_owned(), group, counts });
        let flagged: Vec<Row> = measured.rows(Some(Status::Flagged)).collect();
        bytes(&FlagsReply {
            lines: measured.lines,
            not_read: measured.not_read_count,
            problems: measured.not_read.iter().map(|(line, why)| format!("line {line}: {why}")).collect(),
            currency: measured.currency.clone(),
            counts: counts.collect(),
            flagged_count: flagged.len(),
            flagged: flagged.into_iter().take(MOST_ROWS).collect(),
        })
    };
    Ok(json(app.compute(work).await?))
}

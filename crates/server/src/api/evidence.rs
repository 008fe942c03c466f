//! Ledgers of published claims: verdicts, one claim with its reasoning, charts, and
//! the series behind them.

use super::extract::{Params, Part, few, short};
use super::{Shared, bytes, json};
use crate::app::App;
use crate::checked::fault;
use crate::problem::{Problem, Refusals};
use axum::response::Response;
use landbridge_evidence::chart::{Chart, Series};
use landbridge_evidence::check::{Checked, Outcome, VerdictCount};
use landbridge_evidence::claim::{Basis, ClaimValue, Comparator, Kind, Needs};
use landbridge_evidence::coverage::Coverage;
use landbridge_evidence::figure::Figure;
use landbridge_evidence::judge::Verdict;
use landbridge_evidence::ledger::Document;
use landbridge_model::parameter::Parameter;
use serde::de::IntoDeserializer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Words that a question may join.
const MOST_WORDS: usize = 200;

/// What an answer on a ledger was made with.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvidenceManifest {
    /// Version of the program.
    version: String,
    /// Fingerprint of data, ledger and published tables.
    data: String,
}

impl EvidenceManifest {
    fn of(data: String) -> Self {
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), data }
    }
}

/// A ledger before it is checked.
#[derive(Serialize, ToSchema)]
pub(crate) struct LedgerFacts {
    /// Its id.
    id: String,
    /// What it is a ledger of.
    document: Document,
    /// How many claims it has.
    claims: usize,
    /// How many numbers of the text they cover.
    coverage: Coverage,
}

/// A claim with its verdict, without its checks.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimRow {
    /// Its id.
    id: String,
    /// Section of the text.
    section: String,
    /// What it says, in our words.
    says: String,
    /// What is counted or measured.
    quantity: String,
    /// What sort of statement it is.
    kind: Kind,
    /// The time that it speaks of.
    as_of: String,
    /// The place that it speaks of.
    place: String,
    /// Address of the source that the text names.
    source: Option<String>,
    /// The verdict.
    verdict: Verdict,
    /// How the text bounds the figure.
    comparator: Comparator,
    /// The figure of the text; none where it is a word without a value.
    claimed: Option<ClaimValue>,
    /// The computed figure, none where nothing was computed or something else than
    /// the claim's own figure was compared.
    computed: Option<Figure>,
    /// Unit of both.
    unit: String,
    /// Why this verdict.
    reason: String,
    /// What it waits for.
    needs: Option<Needs>,
    /// What its checks rest on, one for each check.
    by: Vec<Basis>,
}

impl ClaimRow {
    fn of(o: &Outcome) -> Self {
        Self {
            id: o.id.clone(),
            section: o.section.clone(),
            says: o.says.clone(),
            quantity: o.quantity.clone(),
            kind: o.kind,
            as_of: o.as_of.clone(),
            place: o.place.clone(),
            source: o.source.clone(),
            verdict: o.verdict,
            comparator: o.comparator,
            claimed: o.claimed.clone(),
            computed: o.computed.clone(),
            unit: o.unit.clone(),
            reason: o.reason.clone(),
            needs: o.needs,
            by: o.checks.iter().map(|c| c.by).collect(),
        }
    }
}

/// A ledger with its verdicts.
#[derive(Serialize, ToSchema)]
pub(crate) struct LedgerReply {
    /// What it was made with.
    manifest: EvidenceManifest,
    /// Its id.
    ledger: String,
    /// What it is a ledger of.
    document: Document,
    /// How many claims of the whole ledger have which verdict.
    verdicts: Vec<VerdictCount>,
    /// How many numbers of the text the claims cover.
    coverage: Coverage,
    /// The claims that pass the filters, in the order of the text.
    claims: Vec<ClaimRow>,
}

/// A claim with its whole reasoning.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimReply {
    /// What it was made with.
    manifest: EvidenceManifest,
    /// Id of its ledger.
    ledger: String,
    #[serde(flatten)]
    outcome: Outcome,
    /// What the ledger takes words and its own model to mean.
    rules: BTreeMap<String, Parameter>,
}

/// The charts of a ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChartsReply {
    /// What they were made with.
    manifest: EvidenceManifest,
    /// In the order of the document.
    charts: Vec<Chart>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ClaimsQuestion {
    /// Only claims with one of these verdicts, joined by commas: `reproduced`,
    /// `consistent`, `contradicted`, `vague`, `source-missing`, `not-checkable`.
    #[param(example = "contradicted")]
    verdict: Option<String>,
    /// Only claims of this section.
    #[param(example = "1.1", max_length = 200)]
    section: Option<String>,
    /// Only statements of these sorts, joined by commas: `observed`, `estimated`,
    /// `target`, `opinion`, `definition`.
    kind: Option<String>,
    /// Only claims that hold all these words, in any case, in their id, statement,
    /// quantity, place, time or reason.
    #[param(max_length = 200)]
    text: Option<String>,
}

/// The words of a list as values of an enumeration.
fn listed<T: for<'de> Deserialize<'de>>(what: &str, text: Option<&str>) -> Result<Vec<T>, Problem> {
    let words: Vec<&str> = text.unwrap_or_default().split(',').map(str::trim).filter(|w| !w.is_empty()).collect();
    few("words", words.len(), MOST_WORDS)?;
    let read = |word: &&str| {
        let own = IntoDeserializer::<serde::de::value::Error>::into_deserializer(*word);
        T::deserialize(own).map_err(|e| Problem::bad(format!("{what}: {e}"), "join words by commas"))
    };
    words.iter().map(read).collect()
}

/// Filters as they were asked for.
struct Filter {
    verdicts: Vec<Verdict>,
    kinds: Vec<Kind>,
    section: Option<String>,
    words: Vec<String>,
}

impl ClaimsQuestion {
    fn filter(&self) -> Result<Filter, Problem> {
        for (what, text) in [("section", &self.section), ("text", &self.text)] {
            short(what, text.as_deref().unwrap_or_default())?;
        }
        Ok(Filter {
            verdicts: listed("verdict", self.verdict.as_deref())?,
            kinds: listed("kind", self.kind.as_deref())?,
            section: self.section.clone().filter(|s| !s.is_empty()),
            words: self.text.as_deref().unwrap_or_default().to_lowercase().split_whitespace().map(str::to_owned).collect(),
        })
    }
}

impl Filter {
    fn passes(&self, o: &Outcome) -> bool {
        let all = || [&o.id, &o.says, &o.quantity, &o.place, &o.as_of, &o.reason].map(|t| t.to_lowercase()).join(" ");
        (self.verdicts.is_empty() || self.verdicts.contains(&o.verdict))
            && (self.kinds.is_empty() || self.kinds.contains(&o.kind))
            && self.section.as_ref().is_none_or(|s| o.section == *s)
            && (self.words.is_empty() || {
                let all = all();
                self.words.iter().all(|word| all.contains(word))
            })
    }

    fn reply(&self, checked: &Checked, version: String) -> LedgerReply {
        LedgerReply {
            manifest: EvidenceManifest::of(version),
            ledger: checked.ledger.clone(),
            document: checked.document.clone(),
            verdicts: checked.verdicts.clone(),
            coverage: checked.coverage.clone(),
            claims: checked.claims.iter().filter(|o| self.passes(o)).map(ClaimRow::of).collect(),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SeriesQuestion {
    /// Ids joined by commas; all series by default.
    #[param(example = "cre_trains_year")]
    id: Option<String>,
}

/// The ledgers that ship, with their coverage
#[utoipa::path(get, path = "/evidence/ledgers", tag = "evidence", responses((status = 200, body = Vec<LedgerFacts>), Refusals))]
pub(crate) async fn ledgers(app: Shared) -> Result<Response, Problem> {
    let work = |app: &App| {
        let facts = |id: String| -> Result<LedgerFacts, Problem> {
            let known = app.ledger(&id)?;
            let ledger = &known.ledger;
            Ok(LedgerFacts { id, claims: ledger.claims.len(), coverage: Coverage::of(ledger), document: ledger.document.clone() })
        };
        bytes(&app.ledgers()?.into_iter().map(facts).collect::<Result<Vec<_>, _>>()?)
    };
    Ok(json(app.look_up(work).await?))
}

/// A ledger with a verdict on each claim
///
/// The first who asks waits for the check, some seconds, or is told (503) to ask again while
/// it goes on; its verdicts are kept as long as the data stay the same.
#[utoipa::path(get, path = "/evidence/ledgers/{ledger}", tag = "evidence",
    params(("ledger" = String, Path, description = "Id of a ledger", example = "eight-major-steps"), ClaimsQuestion),
    responses((status = 200, body = LedgerReply), Refusals))]
pub(crate) async fn ledger(app: Shared, Part(id): Part<String>, Params(question): Params<ClaimsQuestion>) -> Result<Response, Problem> {
    let filter = question.filter()?;
    let (checked, version) = app.checked(id).await?;
    Ok(json(app.look_up(move |_| bytes(&filter.reply(&checked, version))).await?))
}

/// A claim with its checks, their figures and where these come from
#[utoipa::path(get, path = "/evidence/ledgers/{ledger}/claims/{claim}", tag = "evidence",
    params(("ledger" = String, Path, description = "Id of a ledger", example = "eight-major-steps"),
        ("claim" = String, Path, description = "Id of a claim", example = "titr-throughput")),
    responses((status = 200, body = ClaimReply), Refusals))]
pub(crate) async fn claim(app: Shared, Part((id, claim)): Part<(String, String)>) -> Result<Response, Problem> {
    short("claim", &claim)?;
    let (checked, version) = app.checked(id).await?;
    let work = move |app: &App| {
        let Some(outcome) = checked.claims.iter().find(|o| o.id == claim) else {
            let hint = format!("/api/evidence/ledgers/{} lists all", checked.ledger);
            return Err(Problem::missing(format!("no claim of {} is called '{claim}'", checked.ledger), hint));
        };
        let own = |(name, p): (&str, &Parameter)| name.starts_with("evidence.").then(|| (name.to_owned(), p.clone()));
        bytes(&ClaimReply {
            manifest: EvidenceManifest::of(version),
            ledger: checked.ledger.clone(),
            outcome: outcome.clone(),
            rules: app.engine.parameters.iter().filter_map(own).collect(),
        })
    };
    Ok(json(app.look_up(work).await?))
}

/// The charts of a document, drawn again from published series
///
/// Steps of time without a published value are named as missing; nothing is filled in.
#[utoipa::path(get, path = "/evidence/ledgers/{ledger}/charts", tag = "evidence",
    params(("ledger" = String, Path, description = "Id of a ledger", example = "eight-major-steps")),
    responses((status = 200, body = ChartsReply), Refusals))]
pub(crate) async fn charts(app: Shared, Part(id): Part<String>) -> Result<Response, Problem> {
    let work = move |app: &App| {
        let known = app.ledger(&id)?;
        let charts = app.engine.ledger_charts(&id, &known.ledger).map_err(fault)?;
        bytes(&ChartsReply { manifest: EvidenceManifest::of(known.version.clone()), charts })
    };
    Ok(json(app.look_up(work).await?))
}

/// Published series with the source of each value
#[utoipa::path(get, path = "/evidence/series", tag = "evidence", params(SeriesQuestion),
    responses((status = 200, body = Vec<Series>), Refusals))]
pub(crate) async fn series(app: Shared, Params(question): Params<SeriesQuestion>) -> Result<Response, Problem> {
    let ids: Vec<String> = listed("id", question.id.as_deref())?;
    let work = move |app: &App| {
        let mut all = app.engine.evidence_series().map_err(fault)?;
        if let Some(id) = ids.iter().find(|id| !all.iter().any(|s| s.id == **id)) {
            return Err(Problem::missing(format!("no series is called '{id}'"), "/api/evidence/series lists all"));
        }
        all.retain(|s| ids.is_empty() || ids.contains(&s.id));
        bytes(&all)
    };
    Ok(json(app.look_up(work).await?))
}

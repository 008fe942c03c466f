//! Verdicts on the claims of a ledger.

use crate::ask::{Ask, Figures, NoFigure};
use crate::claim::{Basis, Check, Claim, ClaimValue, Comparator, Kind, Needs};
use crate::coverage::Coverage;
use crate::figure::Figure;
use crate::formula::Formula;
use crate::judge::{Rules, Verdict, judge};
use crate::ledger::{Document, Ledger};
use crate::words;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A ledger with its verdicts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Checked {
    /// Its id.
    pub ledger: String,
    /// What it is a ledger of.
    pub document: Document,
    /// Each claim with its verdict, in the order of the text.
    pub claims: Vec<Outcome>,
    /// How many claims have which verdict, in the order of the verdicts.
    pub verdicts: Vec<VerdictCount>,
    /// How many numbers of the text the claims cover.
    pub coverage: Coverage,
}

/// How many claims have a verdict.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: Verdict,
    /// The claims.
    pub claims: usize,
}

/// A claim with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// Section of the text.
    pub section: String,
    /// What it says, in our words.
    pub says: String,
    /// What is counted or measured.
    pub quantity: String,
    /// What sort of statement it is.
    pub kind: Kind,
    /// The time that it speaks of.
    pub as_of: String,
    /// The place that it speaks of.
    pub place: String,
    /// Address of the source that the text names.
    pub source: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// How the text bounds the figure.
    pub comparator: Comparator,
    /// The figure of the text; none where it is a word without a value.
    pub claimed: Option<ClaimValue>,
    /// The computed figure of the check that decides, none where it compares
    /// something else than the claim's own figure, or where nothing was computed.
    pub computed: Option<Figure>,
    /// Unit of both.
    pub unit: String,
    /// Why this verdict.
    pub reason: String,
    /// What it waits for.
    pub needs: Option<Needs>,
    /// All checks.
    pub checks: Vec<CheckOutcome>,
}

/// A check with its result.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CheckOutcome {
    /// What it rests on.
    pub by: Basis,
    /// What it does.
    pub note: String,
    /// Whether it compares with something that is like the claim and not the same.
    pub weak: bool,
    /// The computed side as a formula.
    pub formula: String,
    /// The claimed side as a formula, where it is not the claim's own figure.
    pub claimed_formula: Option<String>,
    /// The figures that went in.
    pub inputs: BTreeMap<String, Figure>,
    /// How the claimed side bounds the computed one.
    pub comparator: Comparator,
    /// The claimed side.
    pub claimed: Option<Figure>,
    /// The computed side.
    pub computed: Option<Figure>,
    /// Unit of both.
    pub unit: String,
    /// Reproduced, consistent, contradicted, or not checkable.
    pub verdict: Verdict,
    /// What the two are to each other, or why there is nothing to compare.
    pub why: String,
}

/// A ledger that asks for something that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("claim {claim}: {message}")]
pub struct CheckError {
    /// Id of the claim.
    pub claim: String,
    /// What is wrong.
    pub message: String,
}

/// Checks a ledger.
///
/// # Errors
/// The first claim that asks for something that is not there.
pub fn check(ledger: &Ledger, figures: &dyn Figures, rules: &Rules) -> Result<Checked, CheckError> {
    let claims: Vec<Outcome> = ledger.claims.iter().map(|claim| outcome(ledger, claim, figures, rules)).collect::<Result<_, _>>()?;
    let count = |verdict| claims.iter().filter(|c| c.verdict == verdict).count();
    let verdicts = Verdict::ALL.into_iter().map(|verdict| VerdictCount { verdict, claims: count(verdict) }).collect();
    Ok(Checked { ledger: ledger.id.clone(), document: ledger.document.clone(), verdicts, coverage: Coverage::of(ledger), claims })
}

/// Checks one claim.
///
/// # Errors
/// It asks for something that is not there.
pub fn outcome(ledger: &Ledger, claim: &Claim, figures: &dyn Figures, rules: &Rules) -> Result<Outcome, CheckError> {
    let checks: Vec<CheckOutcome> = claim.checks.iter().map(|c| run(ledger, claim, c, figures, rules)).collect::<Result<_, _>>()?;
    let (verdict, reason, decides) = verdict(claim, &checks);
    let own = decides.filter(|c| c.claimed_formula.is_none());
    Ok(Outcome {
        id: claim.id.clone(),
        section: claim.section.clone(),
        says: claim.says.clone(),
        quantity: claim.quantity.clone(),
        kind: claim.kind,
        as_of: claim.as_of.clone(),
        place: claim.place.clone(),
        source: claim.source.clone(),
        verdict,
        comparator: claim.comparator,
        claimed: claim.value.clone(),
        computed: own.and_then(|c| c.computed.clone()),
        unit: claim.unit.clone(),
        reason,
        needs: claim.needs,
        checks,
    })
}

/// The verdict on a claim: contradicted where one check contradicts it, else the
/// best of its checks, unless what it claims is left open. A weak check makes a
/// claim consistent at most, and contradicts nothing.
fn verdict<'a>(claim: &Claim, checks: &'a [CheckOutcome]) -> (Verdict, String, Option<&'a CheckOutcome>) {
    let first = |v: Verdict, weak: bool| checks.iter().find(|c| c.verdict == v && c.weak == weak);
    if let Some(c) = first(Verdict::Contradicted, false) {
        return (Verdict::Contradicted, words::reason(c), Some(c));
    }
    let strong = first(Verdict::Reproduced, false).or_else(|| first(Verdict::Consistent, false));
    let best = strong.or_else(|| first(Verdict::Reproduced, true)).or_else(|| first(Verdict::Consistent, true));
    let against = first(Verdict::Contradicted, true).map(|c| format!("beside it, of something like it: {}", words::reason(c)));
    let told = |reason: String| against.iter().fold(reason, |all, one| format!("{all}; {one}"));
    if let Some(open) = &claim.vague {
        let reason = best.map_or_else(|| open.clone(), |c| format!("{open}; {}", words::reason(c)));
        return (Verdict::Vague, told(reason), best);
    }
    if let Some(c) = best {
        let verdict = if c.weak { Verdict::Consistent } else { c.verdict };
        return (verdict, told(words::reason(c)), Some(c));
    }
    if let Some(against) = against {
        return (Verdict::NotCheckable, format!("nothing computes the same thing; {against}"), None);
    }
    let reason = claim.unchecked.clone().unwrap_or_else(|| {
        let all: Vec<&str> = checks.iter().map(|c| c.why.as_str()).collect();
        all.join("; ")
    });
    let waits = claim.needs.is_some_and(|n| n != Needs::Data);
    let none = claim.source.is_none() && !waits && checks.is_empty();
    (if none { Verdict::SourceMissing } else { Verdict::NotCheckable }, reason, None)
}

fn run(ledger: &Ledger, claim: &Claim, check: &Check, figures: &dyn Figures, rules: &Rules) -> Result<CheckOutcome, CheckError> {
    let wrong = |message: String| CheckError { claim: claim.id.clone(), message };
    let comparator = check.comparator.unwrap_or(claim.comparator);
    let mut out = CheckOutcome {
        by: check.by,
        note: check.note.clone(),
        weak: check.weak,
        formula: check.formula.clone(),
        claimed_formula: check.claimed.clone(),
        inputs: BTreeMap::new(),
        comparator,
        claimed: None,
        computed: None,
        unit: check.unit.clone().unwrap_or_else(|| claim.unit.clone()),
        verdict: Verdict::NotCheckable,
        why: String::new(),
    };
    for (name, ask) in &check.inputs {
        match figure(ledger, ask, figures) {
            Ok(figure) => {
                out.inputs.insert(name.clone(), figure);
            }
            Err(NoFigure::Unknown(message)) => return Err(wrong(format!("input {name}: {message}"))),
            Err(NoFigure::NotComputable(why)) => {
                out.why = format!("{name} is not computable: {why}");
                return Ok(out);
            }
        }
    }
    let over = |text: &str| Formula::read(text).and_then(|f| f.over(&out.inputs));
    let claimed = match &check.claimed {
        Some(text) => over(text),
        None => ledger.figure(claim).ok_or_else(|| "the claim has no figure".to_owned()),
    };
    match (claimed, over(&check.formula)) {
        (Ok(claimed), Ok(computed)) => {
            let judgement = judge(&claimed, &computed, comparator, check.tolerance.unwrap_or(0.0), rules);
            out.verdict = judgement.verdict;
            judgement.why.clone_into(&mut out.why);
            out.claimed = Some(claimed);
            out.computed = Some(computed);
        }
        (Err(why), _) | (_, Err(why)) => out.why = why,
    }
    Ok(out)
}

fn figure(ledger: &Ledger, ask: &Ask, figures: &dyn Figures) -> Result<Figure, NoFigure> {
    match ask {
        Ask::Claim { claim } => ledger
            .claim(claim)
            .and_then(|c| ledger.figure(c))
            .ok_or_else(|| NoFigure::Unknown(format!("there is no claim '{claim}' with a figure"))),
        Ask::Number { number, what } => Ok(Figure::exact(*number, what)),
        Ask::Items { items } => {
            let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
            Ok(Figure::exact(f64::from(count), format!("named: {}", items.join(", "))))
        }
        _ => figures.figure(ask),
    }
}

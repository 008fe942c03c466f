//! A ledger with its verdicts as one page of HTML and as rows of CSV.

use crate::check::{CheckOutcome, Checked, Outcome};
use crate::claim::{Comparator, Value};
use crate::numbers::Exclusion;
use crate::words;
use landbridge_formats::table::write;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("report.css");

/// The figure of a claim as the text bounds it.
pub fn claimed(outcome: &Outcome) -> String {
    let value = match &outcome.claimed {
        None => return "no figure".to_owned(),
        Some(Value::Date(text)) => text.clone(),
        Some(Value::Number(v)) => words::number(*v, &outcome.unit),
    };
    match outcome.comparator {
        Comparator::Exact => value,
        other => format!("{} {value}", other.word()),
    }
}

/// Rows of claims with their verdicts.
pub fn csv(checked: &Checked) -> String {
    let columns = [
        "id",
        "section",
        "says",
        "quantity",
        "kind",
        "as_of",
        "place",
        "comparator",
        "claimed",
        "computed",
        "low",
        "high",
        "unit",
        "verdict",
        "reason",
        "source",
    ];
    let rows = checked.claims.iter().map(|c| {
        let computed = |part: fn(&crate::figure::Figure) -> f64| c.computed.as_ref().map(|f| part(f).to_string()).unwrap_or_default();
        [
            c.id.clone(),
            c.section.clone(),
            c.says.clone(),
            c.quantity.clone(),
            c.kind.word().to_owned(),
            c.as_of.clone(),
            c.place.clone(),
            c.comparator.word().to_owned(),
            match &c.claimed {
                None => String::new(),
                Some(Value::Date(text)) => text.clone(),
                Some(Value::Number(v)) => v.to_string(),
            },
            computed(|f| f.value),
            computed(|f| f.low),
            computed(|f| f.high),
            c.unit.clone(),
            c.verdict.word().to_owned(),
            c.reason.clone(),
            c.source.clone().unwrap_or_default(),
        ]
    });
    write(&columns, rows)
}

/// One page that needs nothing else: verdicts, coverage, each claim with its
/// checks and what they rest on.
pub fn html(checked: &Checked, manifest: &[(String, String)]) -> String {
    let document = &checked.document;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Claims of " (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Claims of “" (document.title) "”" }
                p { (document.publisher) ", " (document.year) "." @if !document.note.is_empty() { " " (document.note) } }
                p.small {
                    "Each quantitative statement stands in the words of this project beside what can be computed of it. "
                    "A verdict says what figures, network and model say of a statement, with the range of the computed figure; "
                    "it says nothing about anybody's intentions. Not affiliated with any institution."
                }
                table.verdicts {
                    thead { tr { th { "Verdict" } th { "Claims" } } }
                    tbody { @for v in &checked.verdicts { tr { td { (v.verdict.word()) } td.number { (v.claims) } } } }
                }
                (coverage(checked))
                @for outcome in &checked.claims { (claim(outcome)) }
                h2 { "What this rests on" }
                dl { @for (name, value) in manifest { dt { (name) } dd { (value) } } }
            }
        }
    };
    page.into_string()
}

fn coverage(checked: &Checked) -> Markup {
    let c = &checked.coverage;
    let by_rule: Vec<String> = c.by_rule.iter().map(|(rule, n)| format!("{} {n}", Exclusion::word(*rule))).collect();
    html! {
        p {
            (c.numbers) " numbers in the text: " (c.covered) " covered by claims, " (c.excluded) " left out by rule ("
            (by_rule.join(", ")) "), " (c.uncovered.len()) " covered by none."
        }
    }
}

fn claim(c: &Outcome) -> Markup {
    html! {
        section.claim id=(c.id) {
            h2 { span.verdict.(c.verdict.word().replace(' ', "-")) { (c.verdict.word()) } " " (c.says) }
            p.small {
                "Section " (c.section) " · " (c.quantity) " · " (claimed(c)) " " (c.unit)
                @if !c.as_of.is_empty() { " · " (c.as_of) }
                @if !c.place.is_empty() { " · " (c.place) }
                @if let Some(source) = &c.source { " · source named: " (source) }
                " · " a href={ "#" (c.id) } { (c.id) }
            }
            p { (c.reason) }
            @for check in &c.checks { (check_of(check)) }
        }
    }
}

fn check_of(check: &CheckOutcome) -> Markup {
    let against = check.claimed_formula.as_deref().unwrap_or("the claim");
    html! {
        details {
            summary { (check.by.word()) ": " (check.verdict.word()) " · " (check.note) }
            p.small { (check.formula) " against " (against) @if let Some(computed) = &check.computed { ": " (words::figure(computed, &check.unit)) " " (check.unit) } }
            dl { @for (name, figure) in &check.inputs { dt { (name) " = " (words::figure(figure, "")) } dd { (figure.from.join("; ")) } } }
        }
    }
}

//! Records for people, and as rows.

use crate::table::short;
use landbridge_formats::table::write;
use landbridge_model::{Finding, Severity};
use landbridge_portfolio::monitor::changes::Change;
use landbridge_portfolio::monitor::rollup::Group;
use landbridge_portfolio::monitor::standing::{Standing, standing};
use landbridge_portfolio::monitor::warnings::Warning;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::register::words::{BudgetKind, STEPS, word};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is said of costs whose price year is assumed.
pub(super) const ASSUMED: &str = "some costs are in prices of an assumed year: that of works, or the last of which statistics are known";

pub(super) fn several(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn number(value: Option<f64>) -> String {
    value.map_or(String::new(), |v| v.to_string())
}

fn step(project: &Project) -> String {
    project.step.map_or(String::new(), |s| s.to_string())
}

fn money(project: &Project) -> String {
    let amount = |kind| project.money(kind).map(|(amount, currency)| format!("{:.0} million {currency}", amount / 1e6));
    amount(BudgetKind::Planned).or_else(|| amount(BudgetKind::Estimate)).or_else(|| amount(BudgetKind::Actual)).unwrap_or_default()
}

pub(super) fn list(projects: &[&Project]) -> String {
    let mut out = format!("{:<46} {:<4} {:<12} {:<15} {:<14} {:<22} name\n", "id", "step", "sector", "status", "countries", "planned");
    for p in projects {
        let countries = p.countries.join(" ");
        let _ = writeln!(
            out,
            "{:<46} {:<4} {:<12} {:<15} {:<14} {:<22} {}",
            short(&p.id, 46),
            step(p),
            p.sector,
            word(p.status),
            short(&countries, 14),
            money(p),
            p.name
        );
    }
    let _ = writeln!(out, "{}", several(projects.len(), "record"));
    out
}

pub(super) fn list_csv(projects: &[&Project]) -> String {
    let row = |p: &&Project| {
        let amount = |kind| p.money(kind).map(|m| (m.0.to_string(), m.1.to_owned())).unwrap_or_default();
        let (planned, currency) = amount(BudgetKind::Planned);
        let (actual, actual_currency) = amount(BudgetKind::Actual);
        let place = p.place.first();
        [
            p.id.clone(),
            p.name.clone(),
            word(p.kind),
            word(p.size),
            step(p),
            p.sector.clone(),
            word(p.status),
            p.countries.join(" "),
            planned,
            currency,
            actual,
            actual_currency,
            number(place.map(|x| x.lat)),
            number(place.map(|x| x.lon)),
            p.scenario.clone().unwrap_or_default(),
        ]
    };
    write(
        &[
            "id",
            "name",
            "kind",
            "size",
            "step",
            "sector",
            "status",
            "countries",
            "planned",
            "currency",
            "actual",
            "actual_currency",
            "lat",
            "lon",
            "scenario",
        ],
        projects.iter().map(row),
    )
}

/// All that a record says.
pub(super) fn project(p: &Project, today: f64) -> String {
    let mut out = format!("{} ({})\n", p.name, p.id);
    let steps: Vec<String> = p
        .step
        .iter()
        .chain(&p.also)
        .map(|s| format!("{s} {}", STEPS.get(usize::from(*s).wrapping_sub(1)).copied().unwrap_or_default()))
        .collect();
    let _ = writeln!(out, "{}, {}, {}; {}; {}", word(p.kind), p.sector, word(p.status), p.countries.join(" "), steps.join(", "));
    let _ = writeln!(out, "{}", p.summary);
    let from = |key: &str| if key.is_empty() { String::new() } else { format!("  [{key}]") };
    for x in &p.partner {
        let country = x.country.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
        let _ = writeln!(out, "  {:<12} {}{country}{}", word(x.role), x.name, from(&x.source));
    }
    for x in &p.date {
        let plan = if x.planned { " (plan)" } else { "" };
        let _ = writeln!(out, "  {:<12} {}{plan}{}", x.date, x.event.replace('-', " "), from(&x.source));
    }
    for x in &p.milestone {
        let when = match (&x.met, &x.due) {
            (Some(met), _) => format!("{met} met"),
            (None, Some(due)) => format!("{due} due"),
            (None, None) => String::new(),
        };
        let _ = writeln!(out, "  {when:<12} {}{}", x.title, from(&x.source));
    }
    for x in &p.budget {
        let year = x.price_year.map(|y| format!(", prices of {y}")).unwrap_or_default();
        let _ = writeln!(out, "  {:<12} {} {} {}{year}{}", word(x.kind), x.amount, word(x.unit), x.currency, from(&x.source));
    }
    for x in &p.contract {
        let amount = x.amount.map(|a| format!(", {a} {} {}", word(x.unit.unwrap_or_default()), x.currency.as_deref().unwrap_or_default()));
        let _ = writeln!(out, "  contract     {}, {}{}{}", x.title, x.supplier, amount.unwrap_or_default(), from(&x.source));
    }
    for indicator in &p.indicator {
        let s = standing(&p.id, indicator, today);
        let _ = writeln!(out, "  {} ({}): {}", indicator.name, indicator.unit, word(s.verdict).replace('-', " "));
        for v in &indicator.value {
            let parts: Vec<String> = v.place.iter().cloned().chain(v.by.values().cloned()).collect();
            let part = if parts.is_empty() { String::new() } else { format!(" of {}", parts.join(", ")) };
            let figure = |x: Option<f64>, what: &str| x.map(|x| format!("{} {x}{what}", word(v.comparator))).unwrap_or_default();
            let (actual, target) = (figure(v.actual, ""), figure(v.target, " as target"));
            let _ = writeln!(out, "    {:<22} {actual}{target}{part}{}", v.period, from(&v.source));
        }
    }
    for x in &p.document {
        let _ = writeln!(out, "  document     {}, {}", x.title, x.url);
    }
    for (key, s) in &p.source {
        let place = s.section.as_ref().map(|x| format!(", {x}")).unwrap_or_default();
        let year = s.year.map(|y| format!(", {y}")).unwrap_or_default();
        let known = format!("{:?}", s.confidence).to_lowercase();
        let _ = writeln!(out, "  [{key}] {}{year}{place}: {known}", s.title);
    }
    if let Some(note) = &p.note {
        let _ = writeln!(out, "  note         {note}");
    }
    out
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

pub(super) fn findings(all: &[Finding]) -> String {
    let mut out = String::new();
    for finding in all {
        let _ = writeln!(out, "{finding}");
    }
    let count = |s: Severity| all.iter().filter(|f| f.severity == s).count();
    let parts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let _ = writeln!(out, "{}", parts.map(|(s, word)| several(count(s), word)).join(", "));
    out
}

pub(super) fn findings_csv(all: &[Finding]) -> String {
    let row = |f: &Finding| [severity(f).to_owned(), f.place.clone(), f.message.clone(), f.hint.clone()];
    write(&["severity", "place", "message", "hint"], all.iter().map(row))
}

fn sums(of: &BTreeMap<String, f64>) -> String {
    let sums: Vec<String> = of.iter().map(|(c, a)| format!("{c} {:.0}", a / 1e6)).collect();
    sums.join(" ")
}

fn counts(of: &BTreeMap<String, usize>) -> String {
    let counts: Vec<String> = of.iter().map(|(k, n)| format!("{k} {n}")).collect();
    counts.join(", ")
}

pub(super) fn rollup(groups: &[Group]) -> String {
    let mut out = String::new();
    for g in groups {
        let name = g.group.parse::<usize>().ok().and_then(|n| STEPS.get(n.wrapping_sub(1)));
        let name = name.map_or_else(|| g.group.clone(), |s| format!("{} {s}", g.group));
        let _ = writeln!(out, "{name}: {} ({})", several(g.projects, "project"), counts(&g.status));
        for (what, of) in [("planned", &g.planned), ("actual", &g.actual)] {
            if !of.is_empty() {
                let _ = writeln!(out, "  {what}, million: {}", sums(of));
            }
        }
        if let Some(year) = g.price_year.filter(|_| g.with_cost > 0) {
            let _ = writeln!(out, "  cost of {}: {:.0} million USD of {year}", several(g.with_cost, "project"), g.cost_usd / 1e6);
        }
        if g.without_budget > 0 {
            let _ = writeln!(out, "  without any amount: {}", g.without_budget);
        }
        if !g.indicators.is_empty() {
            let _ = writeln!(out, "  indicators: {}", counts(&g.indicators));
        }
    }
    out
}

pub(super) fn rollup_csv(groups: &[Group]) -> String {
    let rows = groups.iter().flat_map(|g| {
        let row = |what: &str, key: &str, value: String| [g.group.clone(), what.to_owned(), key.to_owned(), value];
        let mut rows = vec![row("projects", "", g.projects.to_string())];
        rows.extend(g.status.iter().map(|(k, n)| row("status", k, n.to_string())));
        rows.extend(g.planned.iter().map(|(k, a)| row("planned", k, a.to_string())));
        rows.extend(g.actual.iter().map(|(k, a)| row("actual", k, a.to_string())));
        if let Some(year) = g.price_year {
            rows.push(row("cost_usd", &year.to_string(), g.cost_usd.to_string()));
            rows.push(row("with_cost", "", g.with_cost.to_string()));
        }
        rows.push(row("without_budget", "", g.without_budget.to_string()));
        rows.extend(g.indicators.iter().map(|(k, n)| row("indicators", k, n.to_string())));
        rows
    });
    write(&["group", "what", "key", "value"], rows)
}

pub(super) fn indicators(all: &[Standing]) -> String {
    let mut out = format!("{:<40} {:<15} {:>14} {:<12} {:>14} {:<12} indicator\n", "project", "stands", "actual", "in", "target", "by");
    for s in all {
        let _ = writeln!(
            out,
            "{:<40} {:<15} {:>14} {:<12} {:>14} {:<12} {} ({})",
            short(&s.project, 40),
            word(s.verdict),
            number(s.actual),
            short(s.actual_period.as_deref().unwrap_or_default(), 12),
            number(s.target),
            short(s.target_period.as_deref().unwrap_or_default(), 12),
            s.name,
            s.unit
        );
    }
    out
}

pub(super) fn indicators_csv(all: &[Standing]) -> String {
    let row = |s: &Standing| {
        [
            s.project.clone(),
            s.indicator.clone(),
            s.name.clone(),
            s.unit.clone(),
            word(s.verdict),
            number(s.actual),
            s.actual_period.clone().unwrap_or_default(),
            number(s.target),
            s.target_period.clone().unwrap_or_default(),
            number(s.done),
        ]
    };
    write(
        &["project", "indicator", "name", "unit", "stands", "actual", "actual_period", "target", "target_period", "done"],
        all.iter().map(row),
    )
}

pub(super) fn warnings(all: &[Warning]) -> String {
    let mut out = String::new();
    for w in all {
        let _ = writeln!(out, "{:<10} {:<40} {}", word(w.why), short(&w.project, 40), w.says);
    }
    let _ = writeln!(out, "{}", several(all.len(), "warning"));
    out
}

pub(super) fn warnings_csv(all: &[Warning]) -> String {
    write(&["why", "project", "says"], all.iter().map(|w| [word(w.why), w.project.clone(), w.says.clone()]))
}

pub(super) fn changes(all: &[Change]) -> String {
    let mut out = String::new();
    for c in all {
        let _ = writeln!(out, "{:<22} {:<40} {}", c.date, short(&c.project, 40), c.what);
    }
    let _ = writeln!(out, "{}", several(all.len(), "change"));
    out
}

pub(super) fn changes_csv(all: &[Change]) -> String {
    write(&["date", "project", "what", "source"], all.iter().map(|c| [c.date.clone(), c.project.clone(), c.what.clone(), c.source.clone()]))
}

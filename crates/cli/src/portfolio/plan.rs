//! `portfolio schedule`, `portfolio risk` and `portfolio exposure`.

use super::form;
use super::text::{ASSUMED, several};
use crate::args::TableFormat;
use crate::plan::Done;
use crate::table::short;
use clap::Args;
use landbridge_engine::data::Engine;
use landbridge_engine::portfolio::{Outlook, plan, timetable};
use landbridge_formats::table::write;
use landbridge_model::date;
use landbridge_portfolio::plan::Timetable;
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::words::word;
use landbridge_portfolio::risk::exposure::Exposure;
use landbridge_portfolio::risk::outside::{Outside, Percentile};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Indicators of countries that have a column of their own.
const DEBT: &str = "debt-to-gdp";
const DISTRESS: &str = "debt-distress";

#[derive(Args)]
pub(super) struct ScheduleArgs {
    /// Action plan (.toml); docs/action-plans.md has the form
    plan: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

#[derive(Args)]
pub(super) struct RiskArgs {
    /// Action plan (.toml) with its risks; or --class for past projects alone
    #[arg(required_unless_present = "class")]
    plan: Option<PathBuf>,
    /// Only what became of past projects of this class, such as rail or fixed-link
    #[arg(long, conflicts_with = "plan")]
    class: Option<String>,
    /// Seed of the draws
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

#[derive(Args)]
pub(super) struct ExposureArgs {
    /// Indicators of countries of one's own, in the form of data/economy/country_indicators.csv
    #[arg(long, value_name = "FILE")]
    indicators: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

/// What a reader of past projects should know.
const LEAN: &str =
    "past projects are those that are talked about, and so lean to large overruns: a range, and no mean of all that is built";

pub(super) fn schedule(args: &ScheduleArgs, today: f64) -> Done {
    let plan = plan(&args.plan)?;
    let found = timetable(&plan, today)?;
    let text = form(args.format, &found, || schedule_table(&found, today), || schedule_csv(&found))?;
    let mut notes = vec!["days of the calendar, each activity at its most likely; `portfolio risk` says what may become of it".to_owned()];
    notes.extend(plan.note);
    Ok((text, notes))
}

pub(super) fn risk(engine: &Engine, args: &RiskArgs, today: f64) -> Done {
    if let Some(class) = &args.class {
        let found = engine.outside(class, args.seed)?;
        return Ok((form(args.format, &found, || outside_table(&found), || outside_csv(&found))?, vec![LEAN.to_owned()]));
    }
    let plan = plan(&args.plan.clone().unwrap_or_default())?;
    let found = engine.outlook(&plan, today, args.seed)?;
    let text = form(args.format, &found, || outlook_table(&found), || outlook_csv(&found))?;
    let lean = found.outside.iter().map(|_| LEAN.to_owned());
    Ok((text, plan.note.into_iter().chain(lean).collect()))
}

pub(super) fn exposure(engine: &Engine, register: &Register, args: &ExposureArgs) -> Done {
    let found = engine.exposure(register, args.indicators.as_deref())?;
    let text = form(args.format, &found, || exposure_table(&found), || exposure_csv(&found))?;
    let mut notes = vec![
        "product: Natural Earth's, of 2019 for most countries".to_owned(),
        "costs of projects are not debt: who pays and lends stands in the records; a project of several countries counts in each by equal parts".to_owned(),
    ];
    if found.iter().any(|e| e.year_assumed > 0) {
        notes.push(ASSUMED.to_owned());
    }
    Ok((text, notes))
}

fn schedule_table(t: &Timetable, today: f64) -> String {
    let late = t.late.map_or_else(String::new, |d| {
        if d > 0.0 { format!(", {d:.0} days after it is due") } else { format!(", {:.0} days before it is due", -d) }
    });
    let mut out = format!("{}: ready on {}, after {:.0} days{late}\n", t.name, t.ready, t.days);
    let _ = writeln!(out, "decided by {}\n", t.critical.join(" → "));
    let _ = writeln!(
        out,
        "  {:<18} {:>5} {:<10} {:<10} {:<10} {:>6} {:>6}  owner",
        "activity", "days", "from", "ready", "latest", "float", "free"
    );
    for a in &t.activities {
        let mark = if a.done {
            "✓"
        } else if a.critical {
            "!"
        } else {
            " "
        };
        let _ = writeln!(
            out,
            "{mark} {:<18} {:>5.0} {:<10} {:<10} {:<10} {:>6.0} {:>6.0}  {}",
            short(&a.activity, 18),
            a.days,
            a.from,
            a.ready,
            a.latest_ready,
            a.total_float,
            a.free_float,
            a.owner.as_deref().unwrap_or_default()
        );
    }
    if !t.reviews.is_empty() {
        let _ = writeln!(out, "\nnext reviews");
        for r in &t.reviews {
            let overdue = if date::day(&r.due).is_some_and(|due| due < today) { ", overdue" } else { "" };
            let _ = writeln!(out, "  {:<10} {}{overdue}", r.due, r.name);
        }
    }
    out
}

fn schedule_csv(t: &Timetable) -> String {
    let row = |a: &landbridge_portfolio::plan::Scheduled| {
        [
            a.activity.clone(),
            a.name.clone(),
            a.owner.clone().unwrap_or_default(),
            a.days.to_string(),
            a.from.clone(),
            a.ready.clone(),
            a.latest_from.clone(),
            a.latest_ready.clone(),
            a.total_float.to_string(),
            a.free_float.to_string(),
            a.critical.to_string(),
            a.done.to_string(),
        ]
    };
    let columns = [
        "activity",
        "name",
        "owner",
        "days",
        "from",
        "ready",
        "latest_from",
        "latest_ready",
        "total_float",
        "free_float",
        "critical",
        "done",
    ];
    write(&columns, t.activities.iter().map(row))
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn outlook_table(o: &Outlook) -> String {
    let s = &o.inside;
    let mut out = format!("{}: {} draws, seed {}\n\n", s.name, s.draws, s.seed);
    let _ = writeln!(out, "{:<26} {:>12} {:>12} {:>12} {:>12} {:>12}", "from within", "planned", "half", "8 in 10", "9 in 10", "mean");
    let money =
        format!("million {}{}", s.currency.as_deref().unwrap_or_default(), s.price_year.map_or_else(String::new, |y| format!(" of {y}")));
    if let Some(c) = s.cost {
        let _ = writeln!(
            out,
            "{money:<26} {:>12.1} {:>12.1} {:>12.1} {:>12.1} {:>12.1}",
            s.planned_cost.unwrap_or_default(),
            c.p50,
            c.p80,
            c.p90,
            c.mean
        );
    }
    let [half, eight, nine] = &s.ends;
    let _ = writeln!(out, "{:<26} {:>12} {half:>12} {eight:>12} {nine:>12}", "ready on", s.planned_end);
    if let Some(share) = s.within_budget {
        let _ = writeln!(out, "within the budget in {} of draws", percent(share));
    }
    if let Some(share) = s.in_time {
        let _ = writeln!(out, "in time in {} of draws", percent(share));
    }
    if !s.risks.is_empty() {
        let _ = writeln!(
            out,
            "\n{:<20} {:<13} {:>5} {:>5} {:<8} {:>9} {:>10}  mitigation",
            "risk", "category", "prob.", "P × I", "grade", "mean cost", "end later"
        );
        for r in &s.risks {
            let shift = r.end_shift.map_or_else(String::new, |d| format!("{d:.0} days"));
            let _ = writeln!(
                out,
                "{:<20} {:<13} {:>5} {:>2}×{:<2} {:<8} {:>9.1} {shift:>10}  {}",
                short(&r.risk.id, 20),
                word(r.risk.category),
                percent(r.risk.probability),
                r.place.probability,
                r.place.impact,
                word(r.place.grade),
                r.cost,
                r.risk.mitigation
            );
        }
    }
    let _ = writeln!(out, "\non the critical path in so many draws");
    for c in s.critical.iter().filter(|c| c.share > 0.0) {
        let _ = writeln!(out, "  {:<20} {:>5}", short(&c.activity, 20), percent(c.share));
    }
    if let Some(outside) = &o.outside {
        let _ = write!(out, "\n{}", outside_table(outside));
    }
    out
}

fn outlook_csv(o: &Outlook) -> String {
    let s = &o.inside;
    let rows = s.risks.iter().map(|r| {
        [
            r.risk.id.clone(),
            r.risk.name.clone(),
            word(r.risk.category),
            r.risk.probability.to_string(),
            r.place.probability.to_string(),
            r.place.impact.to_string(),
            word(r.place.grade),
            r.cost.to_string(),
            r.end_shift.map_or_else(String::new, |d| d.to_string()),
            r.risk.mitigation.clone(),
            r.risk.owner.clone().unwrap_or_default(),
        ]
    });
    let columns = [
        "risk",
        "name",
        "category",
        "probability",
        "probability_level",
        "impact_level",
        "grade",
        "mean_cost",
        "end_shift_days",
        "mitigation",
        "owner",
    ];
    write(&columns, rows)
}

fn outside_table(o: &Outside) -> String {
    let mut out = format!(
        "from outside: {} of class {} ({} read in a source), costs as planned and as spent, inflation in them\n",
        several(o.cost_projects, "past project"),
        o.class,
        o.cost_seen
    );
    let mut lines = |what: &str, n: usize, of: &[Percentile]| {
        if of.is_empty() {
            let _ = writeln!(out, "  {what}: too few past projects for percentiles ({n})");
        }
        for p in of {
            let _ = writeln!(
                out,
                "  {what} × {:.2} or less in {:.0} of 100 ({:.2} to {:.2} by chance of the sample)",
                p.ratio, p.percentile, p.low, p.high
            );
        }
    };
    lines("cost", o.cost_projects, &o.cost);
    lines("years", o.years_projects, &o.years);
    for (why, n) in &o.left_out {
        let _ = writeln!(out, "  left out: {n}, {why}");
    }
    for p in &o.published {
        let at = p.percentile.map_or_else(String::new, |x| format!(" at {x:.0} in 100"));
        let _ = writeln!(
            out,
            "  published: {}{at} {:+.0} %, {} prices, {} ({})",
            p.measure.replace('-', " "),
            p.value * 100.0,
            p.basis,
            p.source,
            word(p.confidence)
        );
    }
    out
}

fn outside_csv(o: &Outside) -> String {
    let rows = |what: &'static str, of: &[Percentile]| -> Vec<[String; 6]> {
        of.iter()
            .map(|p| {
                [o.class.clone(), what.to_owned(), p.percentile.to_string(), p.ratio.to_string(), p.low.to_string(), p.high.to_string()]
            })
            .collect()
    };
    write(&["class", "what", "percentile", "ratio", "low", "high"], rows("cost", &o.cost).into_iter().chain(rows("years", &o.years)))
}

fn whole(of: Option<f64>) -> String {
    of.map_or_else(String::new, |x| format!("{x:.0}"))
}

fn exposure_table(found: &[Exposure]) -> String {
    let mut out = format!(
        "{:<7} {:>8} {:>9} {:>12} {:>12} {:>9} {:>14} {:>9}  told\n",
        "country", "projects", "with cost", "million USD", "not yet open", "of GDP", "debt, % of GDP", "distress"
    );
    for e in found {
        let figure = |id: &str| e.figures.get(id).map_or_else(String::new, |f| format!("{} ({})", f.value, f.year));
        let _ = writeln!(
            out,
            "{:<7} {:>8} {:>9} {:>12} {:>12} {:>9} {:>14} {:>9}  {}",
            e.country,
            e.projects,
            e.with_cost,
            whole(e.musd),
            whole(e.ahead_musd),
            e.of_gdp.map_or_else(String::new, |s| format!("{:.1} %", s * 100.0)),
            figure(DEBT),
            figure(DISTRESS),
            e.told.join(", ")
        );
    }
    out
}

fn exposure_csv(found: &[Exposure]) -> String {
    let row = |e: &Exposure| {
        let figure =
            |id: &str, of: fn(&landbridge_portfolio::risk::exposure::Figure) -> String| e.figures.get(id).map(of).unwrap_or_default();
        let value = |f: &landbridge_portfolio::risk::exposure::Figure| f.value.to_string();
        let year = |f: &landbridge_portfolio::risk::exposure::Figure| f.year.to_string();
        [
            e.country.clone(),
            e.projects.to_string(),
            e.with_cost.to_string(),
            e.year_assumed.to_string(),
            e.musd.map_or_else(String::new, |m| m.to_string()),
            e.ahead_musd.map_or_else(String::new, |m| m.to_string()),
            e.price_year.to_string(),
            e.gdp_musd.map_or_else(String::new, |g| g.to_string()),
            e.of_gdp.map_or_else(String::new, |g| g.to_string()),
            figure(DEBT, value),
            figure(DEBT, year),
            figure(DISTRESS, value),
            figure(DISTRESS, year),
            e.told.join(";"),
        ]
    };
    let columns = [
        "country",
        "projects",
        "with_cost",
        "year_assumed",
        "musd",
        "ahead_musd",
        "price_year",
        "gdp_musd",
        "of_gdp",
        "debt_to_gdp",
        "debt_year",
        "debt_distress",
        "distress_year",
        "told",
    ];
    write(&columns, found.iter().map(row))
}

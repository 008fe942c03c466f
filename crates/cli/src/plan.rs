//! The command `plan`.

use crate::args::{PlanArgs, PlanCommand, PlanFormat, Sort};
use crate::opener::Opener;
use crate::output;
use crate::table::{short, thousands};
use crate::{settings, value};
use landbridge_engine::geojson;
use landbridge_engine::over::OVER;
use landbridge_engine::plan::{PlanAnswer, PlanOption, PlanRequest, represent};
use landbridge_engine::scenario::with;
use landbridge_engine::{Engine, EngineError};
use std::fmt::Write;

pub(crate) type Done = Result<(String, Vec<String>), EngineError>;

/// Runs `plan` and `plan show`.
pub(crate) fn run(opener: &Opener, args: &PlanArgs) -> Done {
    if let Some(PlanCommand::Show { id, scenarios: given }) = &args.show {
        let (mut scenarios, depart) = Engine::scenarios_of(id)?;
        scenarios.retain(|s| !s.starts_with(OVER));
        let named = if given.scenarios.is_empty() { &scenarios } else { &given.scenarios };
        let (engine, notes) = opener.open_on(&depart, &args.services, named).map_err(|e| {
            let own =
                "the id keeps the names of scenarios: give files of your own, and folders over the data, again with --scenario and --over";
            if given.scenarios.is_empty() && !scenarios.is_empty() { EngineError::input(e.message, own) } else { e }
        })?;
        let mut answer = engine.plan_show(id)?;
        answer.notes.extend(notes);
        let text = match args.format {
            PlanFormat::Table => stages(&answer),
            PlanFormat::Json => output::json(&answer)?,
            PlanFormat::Geojson => output::json(&geojson::plan(&answer))?,
            PlanFormat::Csv => csv(&answer),
        };
        return Ok((text, answer.notes));
    }
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let request = PlanRequest {
        from: text(&args.from),
        to: text(&args.to),
        depart: text(&args.depart),
        arrive_by: args.arrive_by.clone(),
        via: args.via.clone(),
        cargo: args.cargo.clone(),
        value_usd: args.value.as_deref().map(value).transpose()?,
        year: args.year,
        modes: args.modes.clone(),
        avoid: args.avoid.clone(),
        criteria: args.criteria.clone(),
        with: args.with.clone(),
        scenarios: Vec::new(),
        epsilon: args.epsilon,
        set: settings(&args.set)?,
        ways: matches!(args.format, PlanFormat::Json | PlanFormat::Geojson),
    };
    let (engine, dated) = opener.open_on(&request.depart, &args.services, &args.scenarios.scenarios)?;
    let mut answer = engine.plan(&request)?;
    answer.notes.extend(dated);
    let all = answer.options.len();
    if let Some(least) = args.reliable {
        if !(0.0..=1.0).contains(&least) {
            return Err(EngineError::input("--reliable is a chance", "write a number from 0 to 1, such as 0.9"));
        }
        answer.options.retain(|o| o.p_deadline.unwrap_or(0.0) >= least);
        if answer.options.is_empty() {
            return Err(EngineError::none(
                format!("none of {all} ways meets the deadline with a chance of {least}"),
                "choose a later deadline or a smaller chance",
            ));
        }
    }
    sort(&mut answer.options, args.sort);
    let text = match args.format {
        PlanFormat::Table => table(&answer, &request, args.show_most),
        PlanFormat::Json => output::json(&answer)?,
        PlanFormat::Geojson => output::json(&geojson::plan(&answer))?,
        PlanFormat::Csv => csv(&answer),
    };
    Ok((text, answer.notes))
}

fn sort(options: &mut [PlanOption], by: Sort) {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let key = |o: &PlanOption| match by {
        Sort::Time => o.days_p50,
        Sort::Cost => o.usd,
        Sort::Co2 => o.kg_co2e,
        Sort::Transfers => o.transfers as f64,
        Sort::Reliability => -o.p_deadline.unwrap_or(-o.days_p90),
    };
    options.sort_by(|a, b| key(a).total_cmp(&key(b)));
}

fn table(answer: &PlanAnswer, request: &PlanRequest, most: usize) -> String {
    let mut out = String::new();
    let s = &answer.search;
    let (m, with) = (&answer.manifest, with(&answer.manifest.run.scenarios));
    let _ = writeln!(out, "{} → {} · {} · ready on {}{with}", answer.from, answer.to, m.run.cargo, request.depart);
    let bound = if s.epsilon > 0.0 {
        format!("bounded: no way that is missing is better by more than {:.0} % in everything", s.epsilon * 100.0)
    } else {
        "complete for mean times and one way of each mode between two terminals".to_owned()
    };
    let _ = writeln!(
        out,
        "{}{} worth choosing by {} ({bound}), among {} services and {} terminals",
        answer.options.len(),
        if answer.options.len() == 1 { " way" } else { " ways" },
        s.criteria.join(", "),
        s.services,
        s.terminals
    );
    let (shown, share) = represent(&answer.options, most);
    if shown.len() < answer.options.len() {
        let _ = writeln!(
            out,
            "{} of them stand for all: none left out is better by more than {:.0} % in everything (--show all)",
            shown.len(),
            share * 100.0
        );
    }
    let deadline = request.arrive_by.is_some();
    let _ = write!(out, "\n{:>3} {:>5} {:>5} {:>5} {:>7} {:>8} {:>9}", "", "p10", "p50", "p90", "USD", "kg CO2e", "transfers");
    let _ = writeln!(out, "{} days from ready to there; way", if deadline { " on time" } else { "" });
    for i in shown {
        let o = &answer.options[i];
        let chance = o.p_deadline.map_or_else(String::new, |p| format!(" {:>5.0} %", p * 100.0));
        let _ = writeln!(
            out,
            "{:>3} {:>5} {:>5} {:>5} {:>7} {:>8} {:>9}{chance} {}",
            i + 1,
            days(o.days_p10),
            days(o.days_p50),
            days(o.days_p90),
            thousands(o.usd),
            thousands(o.kg_co2e),
            o.transfers,
            way(o)
        );
        let lost = if o.p_lost >= 0.005 {
            format!("; in {:.0} % of the cases no departure is left to catch", o.p_lost * 100.0)
        } else {
            String::new()
        };
        let _ = writeln!(out, "{:>3} {}{lost}", "", o.why);
    }
    let _ = writeln!(
        out,
        "\nDays: one, five and nine of ten cases are there by then. The ids that `plan show` opens are in --format csv and json."
    );
    out
}

/// Days for other programs, nothing where too many cases never arrive.
fn figure(days: f64) -> String {
    if days.is_finite() { format!("{days:.3}") } else { String::new() }
}

/// Days, or a dash where too many cases never arrive.
pub(crate) fn days(days: f64) -> String {
    if days.is_finite() { format!("{days:.1}") } else { "–".to_owned() }
}

/// The way in a line: mode and place by place.
fn way(option: &PlanOption) -> String {
    let mut out = option.legs.first().map_or_else(String::new, |l| l.from.clone());
    for leg in &option.legs {
        let by = if leg.kind == "service" { format!("{} {}", leg.mode, leg.service) } else { leg.mode.clone() };
        let _ = write!(out, " ({by}) {}", leg.to);
    }
    out
}

/// One option stage by stage.
fn stages(answer: &PlanAnswer) -> String {
    let mut out = String::new();
    for o in &answer.options {
        let _ = writeln!(out, "{} → {} · {} · ready {}", answer.from, answer.to, answer.manifest.run.cargo, o.depart);
        let _ = writeln!(
            out,
            "{} days in half of all cases, {} in nine of ten · {} USD · {} kg CO2e · {} transfers",
            days(o.days_p50),
            days(o.days_p90),
            thousands(o.usd),
            thousands(o.kg_co2e),
            o.transfers
        );
        let _ = writeln!(out, "\n  {:<9} {:<28} {:<28} {:>7} {:>7} {:>8}  by", "mode", "from", "to", "km", "USD", "kg CO2e");
        for leg in &o.legs {
            let by = if leg.kind == "service" { format!("{} ({}), {}", leg.name, leg.operator, leg.basis) } else { leg.kind.clone() };
            let _ = writeln!(
                out,
                "  {:<9} {:<28} {:<28} {:>7} {:>7} {:>8}  {by}; price {}",
                leg.mode,
                short(&leg.from, 28),
                short(&leg.to, 28),
                thousands(leg.km),
                thousands(leg.usd),
                thousands(leg.kg_co2e),
                leg.price
            );
        }
        let _ = writeln!(out, "\n  {:<10} {:<34} {:^23}   {:^20}", "stage", "", "hours p10 p50 p90", "days until then");
        for s in &o.stages {
            let hours =
                s.hours.map_or_else(|| format!("{:>23}", "next on its days"), |h| format!("{:>7.1} {:>7.1} {:>7.1}", h.p10, h.p50, h.p90));
            let _ = writeln!(
                out,
                "  {:<10} {:<34} {hours}   {:>6} {:>6} {:>6}",
                s.what,
                short(&s.at, 34),
                days(s.days.p10),
                days(s.days.p50),
                days(s.days.p90)
            );
        }
    }
    out
}

fn csv(answer: &PlanAnswer) -> String {
    let mut out = String::from(
        "option,days_p10,days_p50,days_p90,usd,kg_co2e,transfers,p_deadline,leg,mode,service,from,to,leg_km,leg_usd,leg_kg_co2e,price,why,id\n",
    );
    for (i, o) in answer.options.iter().enumerate() {
        for (k, leg) in o.legs.iter().enumerate() {
            let chance = o.p_deadline.map_or_else(String::new, |p| format!("{p:.4}"));
            let _ = writeln!(
                out,
                "{},{},{},{},{:.2},{:.3},{},{chance},{},{},{},{},{},{:.1},{:.2},{:.3},{},{},{}",
                i + 1,
                figure(o.days_p10),
                figure(o.days_p50),
                figure(o.days_p90),
                o.usd,
                o.kg_co2e,
                o.transfers,
                k + 1,
                leg.mode,
                output::quote(&leg.service),
                output::quote(&leg.from),
                output::quote(&leg.to),
                leg.km,
                leg.usd,
                leg.kg_co2e,
                leg.price,
                output::quote(&o.why),
                o.id
            );
        }
    }
    out
}

//! The command `compare`.

use crate::args::{CompareArgs, Format};
use crate::opener::Opener;
use crate::output::{self, counted};
use crate::plan::Done;
use crate::table::{short, signed, thousands};
use landbridge_engine::compare::{CompareAnswer, CompareRequest};
use landbridge_engine::geojson;
use landbridge_scenario::{Figures, PlaceChange};
use std::fmt::Write;

/// Pairs in a table, and countries at each end of the list.
const SHOWN: usize = 12;
const COUNTRIES: usize = 8;

/// Runs `compare`.
pub(crate) fn run(opener: &Opener, args: &CompareArgs) -> Done {
    let engine = opener.open(&[], &[])?;
    let read = |names: &[String]| names.iter().map(|s| engine.scenario(s)).collect::<Result<Vec<_>, _>>();
    let against: Vec<String> = args.against.iter().filter(|a| *a != "baseline").cloned().collect();
    let (skim, why) = args.matrix.request(&engine, &args.origins)?;
    let request = CompareRequest {
        scenarios: read(&args.scenarios)?,
        against: read(&against)?,
        skim,
        most_pairs: args.pairs,
        most_ways: if args.format == Format::Csv { 0 } else { args.pairs.min(SHOWN) },
    };
    let mut answer = engine.compare(&request, &counted("rows"))?;
    answer.notes.extend(why);
    let text = match args.format {
        Format::Table => table(&answer, args),
        Format::Json => output::json(&answer)?,
        Format::Geojson => output::json(&geojson::compared(&answer))?,
        Format::Csv => csv(&answer),
    };
    Ok((text, answer.notes))
}

fn title(args: &CompareArgs) -> String {
    let against = if args.against.is_empty() { "the baseline".to_owned() } else { args.against.join(", ") };
    format!("{} beside {against}", args.scenarios.join(", "))
}

fn change(before: &Figures, by: &Figures) -> String {
    let share = if before.generalised_usd > 0.0 { 100.0 * by.generalised_usd / before.generalised_usd } else { 0.0 };
    format!(
        "{:>7} {:>8} {:>9} {:>8} {:>7}",
        signed(by.hours / 24.0, 2),
        signed(by.usd, 0),
        signed(by.kg_co2e, 0),
        signed(by.km, 0),
        signed(share, 1)
    )
}

fn table(answer: &CompareAnswer, args: &CompareArgs) -> String {
    let (c, m) = (&answer.comparison, &answer.after);
    let mut out = String::new();
    let _ = writeln!(out, "{} · {} × {} by {} · {}", title(args), answer.size.0, answer.size.1, m.objective, m.run.cargo);
    let _ = writeln!(
        out,
        "of {} pairs {} gain, {} lose, {} are cut off, {} are newly connected",
        thousands_of(c.pair_count),
        thousands_of(c.gaining),
        thousands_of(c.losing),
        thousands_of(c.cut_off),
        thousands_of(c.connected)
    );
    let head = format!("{:>7} {:>8} {:>9} {:>8} {:>7}", "days", "USD", "kg CO2e", "km", "%");
    let _ = writeln!(out, "\n{:<46} {head}  of generalised cost", "mean of pairs that have a way before and after");
    let _ = writeln!(out, "{:<46} {}", "", change(&c.all.before, &c.all.change));
    countries(&mut out, &c.countries, &head);
    if !answer.pairs.is_empty() {
        let _ = writeln!(out, "\n{:<46} {head}", "pairs that change the most");
        for p in answer.pairs.iter().take(SHOWN) {
            let name = short(&format!("{} → {}", p.figures.from, p.figures.to), 46);
            let figures = match (&p.figures.before, &p.figures.change) {
                (Some(before), Some(by)) => change(before, by),
                (Some(_), None) => "cut off".to_owned(),
                _ => "newly connected".to_owned(),
            };
            let _ = writeln!(out, "{name:<46} {figures}");
            if !p.why.is_empty() {
                let _ = writeln!(out, "    {}", p.why);
            }
        }
    }
    if !answer.corridors.is_empty() {
        let _ = writeln!(out, "\n{:<34} {:>14} {:>17} {:>17}", "corridors", "days p50", "USD", "km");
        let two = |a: Option<f64>, b: Option<f64>, f: &dyn Fn(f64) -> String| {
            let of = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), f);
            format!("{} → {}", of(a), of(b))
        };
        for k in &answer.corridors {
            let days = two(k.days_before, k.days_after, &|d| format!("{d:.1}"));
            let (usd, km) = (two(k.usd_before, k.usd_after, &|x| thousands(x)), two(k.km_before, k.km_after, &|x| thousands(x)));
            let _ = writeln!(out, "{:<34} {days:>14} {usd:>17} {km:>17}", k.id);
            if let (None, Some(problem)) = (k.days_after, &k.problem) {
                let _ = writeln!(out, "    not computable: {problem}");
            }
        }
    }
    out
}

pub(crate) fn thousands_of(count: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a count of pairs")]
    let count = count as f64;
    thousands(count)
}

fn countries(out: &mut String, all: &[PlaceChange], head: &str) {
    let by = |p: &PlaceChange| p.change.generalised_usd;
    let mut moved: Vec<&PlaceChange> = all.iter().filter(|p| by(p).abs() >= 0.01 || p.cut_off > 0.0 || p.connected > 0.0).collect();
    moved.sort_by(|a, b| by(a).total_cmp(&by(b)).then_with(|| a.name.cmp(&b.name)));
    let gain = moved.iter().filter(|p| by(p) < 0.0).take(COUNTRIES);
    let lose = moved.iter().rev().filter(|p| by(p) > 0.0 || p.cut_off > 0.0).take(COUNTRIES);
    for (word, list) in [("countries that gain the most", gain.collect::<Vec<_>>()), ("countries that lose the most", lose.collect())] {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{word:<46} {head}");
        for p in list {
            let cut = if p.cut_off > 0.0 { format!("  {:.1} % cut off", 100.0 * p.cut_off) } else { String::new() };
            let _ = writeln!(out, "{:<46} {}{cut}", p.name, change(&p.before, &p.change));
        }
    }
}

fn csv(answer: &CompareAnswer) -> String {
    let mut out = String::from("origin,destination,weight");
    for side in ["before", "after", "change"] {
        for figure in ["hours", "usd", "kg_co2e", "km", "generalised_usd"] {
            let _ = write!(out, ",{figure}_{side}");
        }
    }
    out.push('\n');
    for p in &answer.pairs {
        let f = &p.figures;
        let _ = write!(out, "{},{},{}", output::quote(&f.from), output::quote(&f.to), f.weight);
        for side in [&f.before, &f.after, &f.change] {
            match side {
                Some(x) => {
                    let _ = write!(out, ",{:.3},{:.2},{:.3},{:.1},{:.2}", x.hours, x.usd, x.kg_co2e, x.km, x.generalised_usd);
                }
                None => out.push_str(",,,,,"),
            }
        }
        out.push('\n');
    }
    out
}

//! The command `criticality`.

use crate::args::{CriticalityArgs, Format, PartWord};
use crate::opener::Opener;
use crate::output::{self, counted};
use crate::plan::Done;
use crate::table::{short, signed};
use landbridge_engine::criticality::{CriticalityAnswer, CriticalityRequest, Loss, Part};
use landbridge_engine::geojson;
use std::fmt::Write;
use std::time::Instant;

/// Runs `criticality`.
pub(crate) fn run(opener: &Opener, args: &CriticalityArgs) -> Done {
    let engine = opener.open(&[], &args.scenarios.scenarios)?;
    let kinds: Vec<Part> = if args.kinds.is_empty() { Part::ALL.to_vec() } else { args.kinds.iter().map(|k| k.part()).collect() };
    let (skim, why) = args.matrix.request(&engine, &args.origins)?;
    let request = CriticalityRequest { skim, kinds, most: usize::from(args.most) };
    let start = Instant::now();
    let answer = engine.criticality(&request, &counted("closed"))?;
    let mut notes = answer.notes.clone();
    notes.extend(why);
    notes.push(format!("{} things closed one by one in {:.1} s", answer.losses.len(), start.elapsed().as_secs_f64()));
    let text = match args.format {
        Format::Table => table(&answer, &request),
        Format::Json => output::json(&answer)?,
        Format::Geojson => output::json(&geojson::criticality(&answer))?,
        Format::Csv => csv(&answer),
    };
    Ok((text, notes))
}

impl PartWord {
    fn part(self) -> Part {
        match self {
            Self::Passages => Part::Passage,
            Self::Crossings => Part::Crossing,
            Self::Facilities => Part::Facility,
            Self::Lines => Part::Line,
            Self::Links => Part::Link,
        }
    }
}

fn table(answer: &CriticalityAnswer, request: &CriticalityRequest) -> String {
    let (mut out, m) = (String::new(), &answer.baseline);
    let _ = writeln!(
        out,
        "{} by {} · {} · network at the end of {}{} · {} pairs",
        request.skim.origins,
        m.objective,
        m.run.cargo,
        m.run.year,
        landbridge_engine::scenario::with(&m.run.scenarios),
        crate::compare::thousands_of(answer.pair_count)
    );
    let _ = writeln!(out, "each closed by itself, all others open; means over pairs that keep a way by what their places count for");
    for looked in &answer.looked {
        let losses: Vec<&Loss> = answer.losses.iter().filter(|l| l.part == looked.part).collect();
        let _ = writeln!(
            out,
            "\n{:<56} {:>9} {:>8} {:>8} {:>8} {:>8} {:>9}",
            format!("{} ({} of {} that are used)", looked.part.as_str(), looked.closed, looked.used),
            "carries %",
            "days",
            "USD",
            "cost %",
            "access %",
            "cut off %"
        );
        for l in losses {
            let _ = writeln!(
                out,
                "{:<56} {:>9} {:>8} {:>8} {:>8} {:>8} {:>9}",
                short(&l.name, 56),
                format!("{:.2}", 100.0 * l.carried),
                signed(l.lost.hours / 24.0, 3),
                signed(l.lost.usd, 2),
                signed(l.lost_percent, 3),
                signed(0.0 - l.access_lost_percent, 3),
                if l.cut_off > 0 { format!("{:.2}", 100.0 * l.cut_off_pairs_share) } else { "–".to_owned() }
            );
        }
        if looked.most_left > 0.0 {
            let _ = writeln!(out, "    none that was left open carries more than {:.2} %", 100.0 * looked.most_left);
        }
    }
    out
}

fn csv(answer: &CriticalityAnswer) -> String {
    let mut out = String::from(
        "part,name,close,lat,lon,carried,hours_lost,usd_lost,kg_co2e_lost,km_lost,generalised_usd_lost,lost_percent,access_lost_percent,losing,cut_off,cut_off_pairs_share,cut_off_share\n",
    );
    for l in &answer.losses {
        let f = &l.lost;
        let _ = write!(
            out,
            "{},{},{},{},{},{}",
            l.part.as_str(),
            output::quote(&l.name),
            output::quote(&l.close),
            l.position.lat,
            l.position.lon,
            l.carried
        );
        let _ = write!(out, ",{},{},{},{},{}", f.hours, f.usd, f.kg_co2e, f.km, f.generalised_usd);
        let _ = writeln!(
            out,
            ",{},{},{},{},{},{}",
            l.lost_percent, l.access_lost_percent, l.losing, l.cut_off, l.cut_off_pairs_share, l.cut_off_share
        );
    }
    out
}

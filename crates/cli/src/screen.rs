//! The command `integrity screen`.

use crate::args::TableFormat;
use crate::opener::Opener;
use crate::output::json;
use crate::plan::Done;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use landbridge_engine::EngineError;
use landbridge_engine::integrity::{Screened, Screening, parties};
use landbridge_formats::table::write;
use landbridge_portfolio::screening::{Agreement, Hit, How, Match, Reason, Verdict};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct ScreenArgs {
    /// List as CSV: the column name, and where known id, aliases (parted by ;), country, list, from, until
    list: PathBuf,
    /// Names of parties, in any script
    #[arg(value_name = "NAME", required_unless_present = "parties")]
    names: Vec<String>,
    /// Parties from a file: CSV with the column name, or OCDS or OC4IDS as JSON; - for standard input
    #[arg(long, value_name = "FILE")]
    parties: Option<PathBuf>,
    /// Only entries in force on this day, as 2024-01-31
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// Matches that are told: all that are possible, or only those that are likely
    #[arg(long, value_enum, default_value = "possible")]
    least: Least,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Least {
    Possible,
    Match,
}

fn read(path: &Path) -> Result<String, EngineError> {
    let fail = |e| EngineError::input(format!("{}: {e}", path.display()), "name a file of text in UTF-8 that is there");
    if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(fail)?;
        return Ok(text);
    }
    std::fs::read_to_string(path).map_err(fail)
}

/// Runs `integrity screen`.
pub(crate) fn run(opener: &Opener, args: &ScreenArgs) -> Done {
    let (mut names, mut noticed) = (args.names.clone(), Vec::new());
    if let Some(path) = &args.parties {
        names.extend(parties(&path.display().to_string(), &read(path)?, &mut noticed)?);
    }
    let list = read(&args.list)?;
    let engine = opener.open(&[], &[])?;
    let mut screening = engine.screen(&args.list.display().to_string(), &list, &names, args.on)?;
    screening.findings.splice(0..0, noticed);
    if args.least == Least::Match {
        screening.parties.iter_mut().for_each(|p| p.hits.retain(|h| h.result.verdict == Verdict::Match));
    }
    let mut notes = vec![screening.note.to_owned()];
    notes.extend(screening.findings.iter().cloned());
    let text = match args.format {
        TableFormat::Table => table(&screening),
        TableFormat::Json => json(&screening)?,
        TableFormat::Csv => csv(&screening),
    };
    Ok((text, notes))
}

fn table(screening: &Screening) -> String {
    let mut out = format!("{} · entries {}, names {}", screening.list, screening.entries, screening.names);
    if screening.not_in_force > 0 {
        let _ = write!(out, " · {} not in force", screening.not_in_force);
    }
    out.push('\n');
    for Screened { name, hits } in &screening.parties {
        let _ = writeln!(out, "\n{name}{}", if hits.is_empty() { ": no match" } else { "" });
        for hit in hits {
            let _ = writeln!(out, "  {:<9} {:.3}  {}{}", hit.result.verdict.word(), hit.result.score, hit.listed_name, entry(hit));
            for (what, words) in [("agree", agreements(&hit.result)), ("against", lone(&hit.result)), ("weighs", reasons(&hit.result))] {
                if !words.is_empty() {
                    let _ = writeln!(out, "    {what:<8} {}", words.join("; "));
                }
            }
        }
    }
    out
}

/// What else the list says of an entry.
fn entry(hit: &Hit) -> String {
    let e = &hit.entry;
    let alias = if hit.listed_name == e.name { String::new() } else { format!("other name of {}", e.name) };
    let day = |what: &str, day: Option<Date>| day.map(|d| format!("{what} {d}")).unwrap_or_default();
    let all = [alias, e.id.clone(), e.list.clone(), e.country.clone(), day("from", e.from), day("until", e.until)];
    let all: Vec<String> = all.into_iter().filter(|s| !s.is_empty()).collect();
    if all.is_empty() { String::new() } else { format!("  ({})", all.join(", ")) }
}

fn agreements(result: &Match) -> Vec<String> {
    let word = |a: &Agreement| match a.how {
        How::Same => a.asked.clone(),
        How::Meaning | How::Related => format!("{} = {} [{}]", a.asked, a.listed, a.through),
        How::Sound => format!("{} sounds as {} [{}]", a.asked, a.listed, a.through),
        How::Spelling => format!("{} spelled {} [{}]", a.asked, a.listed, a.through),
        How::Acronym => format!("{} of {} [{}]", a.asked, a.listed, a.through),
    };
    let mut all: Vec<String> = result.agree.iter().map(word).collect();
    all.dedup();
    all
}

fn lone(result: &Match) -> Vec<String> {
    let side = |what: &str, words: &[String]| if words.is_empty() { None } else { Some(format!("only {what}: {}", words.join(", "))) };
    [side("asked", &result.only_asked), side("listed", &result.only_listed)].into_iter().flatten().collect()
}

/// Features that weigh the most, as log odds.
fn reasons(result: &Match) -> Vec<String> {
    const TOLD: usize = 4;
    let word = |r: &Reason| format!("{} {:+.1}", r.feature, r.log_odds);
    result.reasons.iter().take(TOLD).map(word).collect()
}

fn csv(screening: &Screening) -> String {
    let columns = [
        "party",
        "verdict",
        "score",
        "listed_name",
        "entry",
        "id",
        "list",
        "country",
        "from",
        "until",
        "line",
        "agree",
        "only_asked",
        "only_listed",
        "reasons",
        "note",
    ];
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let row = |name: &str, Hit { entry, listed_name, result }: &Hit| {
        let reasons: Vec<String> = result.reasons.iter().map(|r| format!("{} {}", r.feature, r.log_odds)).collect();
        [
            name.to_owned(),
            result.verdict.word().to_owned(),
            result.score.to_string(),
            listed_name.clone(),
            entry.name.clone(),
            entry.id.clone(),
            entry.list.clone(),
            entry.country.clone(),
            day(entry.from),
            day(entry.until),
            entry.line.to_string(),
            agreements(result).join("; "),
            result.only_asked.join("; "),
            result.only_listed.join("; "),
            reasons.join("; "),
            screening.note.to_owned(),
        ]
    };
    write(&columns, screening.parties.iter().flat_map(|p| p.hits.iter().map(move |h| row(&p.name, h))))
}

//! The command `evidence`.

use crate::args::TableFormat;
use crate::opener::Opener;
use crate::output;
use crate::plan::Done;
use crate::table::short;
use clap::{Args, Subcommand, ValueEnum};
use landbridge_engine::{Engine, EngineError};
use landbridge_evidence::check::{CheckOutcome, Checked, Outcome};
use landbridge_evidence::judge::Verdict;
use landbridge_evidence::ledger::{Ledger, sha256, write_numbers};
use landbridge_evidence::numbers::{Exclusion, Number, numbers};
use landbridge_evidence::{report, words};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct EvidenceArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A verdict on every claim of a ledger, and how many numbers of its text they cover
    #[command(after_help = "Examples:
  landbridge evidence check
  landbridge evidence check --verdict contradicted --section 1.1
  landbridge evidence check --format json > verdicts.json")]
    Check(CheckArgs),
    /// One claim with its checks, their figures and where these come from
    #[command(after_help = "Example:
  landbridge evidence show titr-throughput")]
    Show(ShowArgs),
    /// The whole ledger as a page, or as rows
    #[command(after_help = "Example:
  landbridge evidence report > claims.html")]
    Report(ReportArgs),
    /// The numbers of any text that no claim covers
    #[command(after_help = "Examples:
  landbridge evidence numbers report.txt
  landbridge evidence numbers report.txt --ledger my-ledger --all --format csv > my-ledger/numbers.csv")]
    Numbers(NumbersArgs),
}

#[derive(Args)]
struct LedgerArg {
    /// A ledger that ships, or a folder with a ledger.toml; by default the one that ships
    #[arg(long, value_name = "ID")]
    ledger: Option<String>,
}

impl LedgerArg {
    fn read(&self, engine: &Engine) -> Result<Ledger, EngineError> {
        match &self.ledger {
            Some(name) => engine.ledger(name),
            None => engine.ledger(&engine.only_ledger()?),
        }
    }
}

#[derive(Args)]
struct CheckArgs {
    #[command(flatten)]
    of: LedgerArg,
    /// Only claims with this verdict
    #[arg(long, value_enum)]
    verdict: Option<VerdictWord>,
    /// Only claims of this section
    #[arg(long)]
    section: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

#[derive(Args)]
struct ShowArgs {
    /// Id of the claim
    id: String,
    #[command(flatten)]
    of: LedgerArg,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct ReportArgs {
    #[command(flatten)]
    of: LedgerArg,
    /// Form of the output
    #[arg(long, value_enum, default_value = "html")]
    format: ReportFormat,
}

#[derive(Args)]
struct NumbersArgs {
    /// A text in UTF-8
    file: PathBuf,
    /// Ledger whose names are no numbers and whose claims cover some; by default the one of this text
    #[arg(long, value_name = "ID")]
    ledger: Option<String>,
    /// List all numbers, those too that are covered or left out by rule
    #[arg(long)]
    all: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: TableFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    Html,
    Csv,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VerdictWord {
    Reproduced,
    Consistent,
    Contradicted,
    Vague,
    SourceMissing,
    NotCheckable,
}

impl VerdictWord {
    fn verdict(self) -> Verdict {
        match self {
            Self::Reproduced => Verdict::Reproduced,
            Self::Consistent => Verdict::Consistent,
            Self::Contradicted => Verdict::Contradicted,
            Self::Vague => Verdict::Vague,
            Self::SourceMissing => Verdict::SourceMissing,
            Self::NotCheckable => Verdict::NotCheckable,
        }
    }
}

/// Runs `evidence`.
pub(crate) fn run(opener: &Opener, args: &EvidenceArgs) -> Done {
    let engine = opener.open(&[], &[])?;
    match &args.what {
        What::Check(args) => check(&engine, args),
        What::Show(args) => show(&engine, args),
        What::Report(args) => whole(&engine, args),
        What::Numbers(args) => list(&engine, args),
    }
}

fn check(engine: &Engine, args: &CheckArgs) -> Done {
    let mut answer = engine.check_ledger(&args.of.read(engine)?)?;
    let wanted =
        |c: &Outcome| args.verdict.is_none_or(|v| c.verdict == v.verdict()) && args.section.as_ref().is_none_or(|s| c.section == *s);
    let sections: BTreeSet<String> = answer.claims.iter().map(|c| c.section.clone()).collect();
    let verdicts: BTreeSet<&str> = answer.claims.iter().map(|c| c.verdict.word()).collect();
    answer.claims.retain(wanted);
    if answer.claims.is_empty() && !sections.is_empty() {
        let known: Vec<String> = sections.into_iter().collect();
        return Err(EngineError::none(
            "no claim is like this",
            format!("sections are {}; verdicts {}", known.join(", "), verdicts.into_iter().collect::<Vec<_>>().join(", ")),
        ));
    }
    let text = match args.format {
        TableFormat::Table => table(&answer),
        TableFormat::Json => output::json(&answer)?,
        TableFormat::Csv => report::csv(&answer),
    };
    Ok((text, Vec::new()))
}

fn table(answer: &Checked) -> String {
    let (mut out, d) = (String::new(), &answer.document);
    let _ = writeln!(out, "{} ({}, {})", d.title, d.publisher, d.year);
    let counts: Vec<String> = answer.verdicts.iter().map(|v| format!("{} {}", v.claims, v.verdict.word())).collect();
    let _ = writeln!(out, "{}", counts.join(" · "));
    let c = &answer.coverage;
    let _ = writeln!(
        out,
        "{} numbers in the text: {} covered by claims, {} left out by rule, {} covered by none\n",
        c.numbers,
        c.covered,
        c.excluded,
        c.uncovered.len()
    );
    let _ = writeln!(out, "{:<15} {:<9} {:>16} {:>26} {:<14} claim", "verdict", "section", "claimed", "computed", "unit");
    for c in &answer.claims {
        let computed = c.computed.as_ref().map_or_else(|| "–".to_owned(), |f| words::figure(f, &c.unit));
        let _ = writeln!(
            out,
            "{:<15} {:<9} {:>16} {:>26} {:<14} {}",
            c.verdict.word(),
            short(&c.section, 9),
            short(&report::claimed(c), 16),
            short(&computed, 26),
            short(&c.unit, 14),
            c.id
        );
        let _ = writeln!(out, "                {}: {}", c.says, c.reason);
    }
    for n in &c.uncovered {
        let _ = writeln!(out, "no claim covers the number '{}' at {} in section {}", n.value, n.offset, n.section);
    }
    out
}

fn show(engine: &Engine, args: &ShowArgs) -> Done {
    let ledger = args.of.read(engine)?;
    let outcome = engine.check_claim(&ledger, &args.id)?;
    if args.json {
        return Ok((output::json(&outcome)?, Vec::new()));
    }
    let mut out = String::new();
    let c = &outcome;
    let _ = writeln!(out, "{} ({}, section {})", c.says, c.id, c.section);
    let _ = writeln!(out, "  claimed   {} {} · {} · {}", report::claimed(c), c.unit, c.quantity, c.kind.word());
    let of = [&c.as_of, &c.place].into_iter().filter(|t| !t.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ");
    if !of.is_empty() {
        let _ = writeln!(out, "  of        {of}");
    }
    let _ = writeln!(out, "  source    {}", c.source.as_deref().unwrap_or("none named in the text"));
    let _ = writeln!(out, "  verdict   {}: {}", c.verdict.word(), c.reason);
    if let Some(needs) = c.needs {
        let _ = writeln!(out, "  needs     {}", needs.word());
    }
    c.checks.iter().for_each(|check| show_check(&mut out, check));
    Ok((out, Vec::new()))
}

fn show_check(out: &mut String, check: &CheckOutcome) {
    let _ = writeln!(out, "\n  {} · {}: {}", check.by.word(), check.note, check.verdict.word());
    let against = check.claimed_formula.as_deref().unwrap_or("the claim");
    let _ = writeln!(out, "    {} against {against}: {}", check.formula, check.why);
    for (side, figure) in [("computed", &check.computed), ("claimed", &check.claimed)] {
        if let Some(figure) = figure {
            let _ = writeln!(out, "    {side:<9} {} {}", words::figure(figure, &check.unit), check.unit);
        }
    }
    for (name, figure) in &check.inputs {
        let _ = writeln!(out, "    {name:<9} {} · {}", words::figure(figure, ""), figure.from.join("; "));
    }
}

fn whole(engine: &Engine, args: &ReportArgs) -> Done {
    let answer = engine.check_ledger(&args.of.read(engine)?)?;
    let text = match args.format {
        ReportFormat::Csv => report::csv(&answer),
        ReportFormat::Json => output::json(&answer)?,
        ReportFormat::Html => {
            let version = env!("CARGO_PKG_VERSION").to_owned();
            let manifest = [
                ("Data".to_owned(), engine.data_version()?),
                ("Text, SHA-256".to_owned(), answer.document.sha256.clone()),
                ("Landbridge".to_owned(), version),
            ];
            report::html(&answer, &manifest)
        }
    };
    Ok((text, Vec::new()))
}

fn list(engine: &Engine, args: &NumbersArgs) -> Done {
    let text = read(&args.file)?;
    let hash = sha256(&text);
    let name = match &args.ledger {
        Some(name) => Some(name.clone()),
        None => engine.ledger_of(&text)?,
    };
    let document = name.as_ref().map(|n| engine.ledger_document(n)).transpose()?;
    let all = numbers(&text, document.as_ref().map_or(&[], |d| &d.names));
    let mut notes = vec![format!("{} bytes, SHA-256 {hash}", text.len())];
    let shown: Vec<Number> = if args.all {
        all
    } else {
        let covered: BTreeSet<usize> = match (&name, &document) {
            (Some(name), Some(document)) if document.sha256 == hash => {
                engine.ledger(name)?.claims.iter().flat_map(|c| c.at.iter().copied()).collect()
            }
            (Some(name), _) => {
                notes.push(format!("the ledger {name} is of another text: its claims cover none of these"));
                BTreeSet::new()
            }
            (None, _) => {
                notes.push("no ledger is of this text: all its numbers are listed".to_owned());
                BTreeSet::new()
            }
        };
        all.into_iter().filter(|n| n.excluded.is_none() && !covered.contains(&n.offset)).collect()
    };
    let out = match args.format {
        TableFormat::Json => output::json(&shown)?,
        TableFormat::Csv => write_numbers(&shown),
        TableFormat::Table => {
            let mut out = format!("{:>8} {:<10} {:<9} {:>16} {:<13} in the text\n", "offset", "section", "form", "value", "left out");
            for n in &shown {
                let rule = n.excluded.map_or("", Exclusion::word);
                let around = around(&text, n);
                let _ = writeln!(
                    out,
                    "{:>8} {:<10} {:<9} {:>16} {rule:<13} {around}",
                    n.offset,
                    short(&n.section, 10),
                    n.form.word(),
                    short(&n.value, 16)
                );
            }
            let _ = writeln!(out, "{} numbers", shown.len());
            out
        }
    };
    Ok((out, notes))
}

fn read(file: &Path) -> Result<String, EngineError> {
    let bytes =
        std::fs::read(file).map_err(|e| EngineError::input(format!("{}: {e}", file.display()), "name a text file that is there"))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        EngineError::input(format!("{}: byte {at} is not UTF-8", file.display()), "turn the text into UTF-8 first")
    })
}

/// A few words on both sides of a number.
fn around(text: &str, n: &Number) -> String {
    const CHARS: usize = 30;
    let before = text.get(..n.offset).unwrap_or_default();
    let from = before.char_indices().rev().nth(CHARS).map_or(0, |(i, _)| i);
    let behind = text.get(n.offset..).unwrap_or_default();
    let until = behind.char_indices().nth(CHARS).map_or(text.len(), |(i, _)| n.offset + i);
    text.get(from..until).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

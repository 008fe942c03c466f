//! The command `integrity`.

use crate::opener::Opener;
use crate::plan::Done;
use crate::screen::{self, ScreenArgs};
use clap::{Args, Subcommand, ValueEnum};
use landbridge_engine::{EngineError, integrity};
use landbridge_formats::table::quote;
use landbridge_portfolio::flags::{Measured, Row, Status};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct IntegrityArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Eleven red flags of procurement on OCDS compiled releases, one JSON text a line
    #[command(after_help = "A raised flag is a question to be asked, no finding about anybody.

Examples:
  landbridge integrity flags releases.jsonl
  landbridge integrity flags releases.jsonl --format json --status flagged
  zcat releases.jsonl.gz | landbridge integrity flags - --format ndjson > rows.ndjson")]
    Flags(FlagArgs),
    /// Rubrics, and the score of a compliance programme, a disclosure or a project by a rubric, from answers with evidence
    #[command(after_help = "A rubric is a framework of those who wrote it, and nobody's official verdict.

Examples:
  landbridge integrity assess
  landbridge integrity assess trac --template > answers.csv
  landbridge integrity assess trac answers.csv")]
    Assess(crate::assess::AssessArgs),
    /// Names of parties beside a list, in any script, with what speaks for and against each match
    #[command(after_help = "A match is a question to a person, not a legal finding: names alone do not tell who is meant.

Examples:
  landbridge integrity screen list.csv 中国路桥工程有限责任公司
  landbridge integrity screen list.csv --parties releases.jsonl --on 2024-01-31 --format csv
  landbridge integrity screen list.csv --parties parties.csv --least match --format json")]
    Screen(ScreenArgs),
}

#[derive(Args)]
struct FlagArgs {
    /// Compiled releases, one JSON text a line; - for standard input
    file: PathBuf,
    /// Thresholds and choices instead of the defaults in data/integrity/flags.toml
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// The one currency in which prices are compared; by default that of the first price
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Only rows with this status
    #[arg(long, value_enum)]
    status: Option<StatusWord>,
    /// Form of the output: counts as a table, else a row for each process or organization and indicator
    #[arg(long, value_enum, default_value = "table")]
    format: RowFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatusWord {
    Flagged,
    Clear,
    NotComputable,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RowFormat {
    Table,
    Json,
    Ndjson,
    Csv,
}

impl StatusWord {
    fn status(self) -> Status {
        match self {
            Self::Flagged => Status::Flagged,
            Self::Clear => Status::Clear,
            Self::NotComputable => Status::NotComputable,
        }
    }
}

/// Runs `integrity`.
pub(crate) fn run(opener: &Opener, args: &IntegrityArgs) -> Done {
    match &args.what {
        What::Flags(args) => flags(opener, args),
        What::Assess(args) => crate::assess::run(opener, args),
        What::Screen(args) => screen::run(opener, args),
    }
}

fn flags(opener: &Opener, args: &FlagArgs) -> Done {
    let engine = opener.open(&[], &[])?;
    let mut settings = engine.flag_settings(args.settings.as_deref())?;
    if args.currency.is_some() {
        settings.currency.clone_from(&args.currency);
    }
    let mut input: Box<dyn Read + Send> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let fail = |e| EngineError::input(format!("{}: {e}", args.file.display()), "name a file of releases, or - for standard input");
        Box::new(File::open(&args.file).map_err(fail)?)
    };
    let measured = integrity::flags(&mut *input, &settings)?;
    let notes = notes(&measured);
    if args.format == RowFormat::Table {
        return Ok((table(&measured), notes));
    }
    match write_rows(args.format, measured.rows(args.status.map(StatusWord::status))) {
        Ok(()) => Ok((String::new(), notes)),
        // Somebody closed the pipe: they have read enough.
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok((String::new(), notes)),
        Err(e) => Err(EngineError::input(format!("the rows cannot be written: {e}"), "make room, or choose another place")),
    }
}

/// Writes rows as they come: there may be millions.
fn write_rows(format: RowFormat, rows: impl Iterator<Item = Row>) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    if format == RowFormat::Csv {
        writeln!(out, "group,id,line,indicator,status,value,denominator,evidence,reason")?;
    }
    if format == RowFormat::Json {
        out.write_all(b"[")?;
    }
    for (i, row) in rows.enumerate() {
        match format {
            RowFormat::Csv => {
                let number = |v: Option<String>| v.unwrap_or_default();
                writeln!(
                    out,
                    "{},{},{},{},{},{},{},{},{}",
                    row.group.word(),
                    quote(&row.id),
                    number(row.line.map(|l| l.to_string())),
                    row.indicator,
                    row.status.word(),
                    number(row.value.map(|v| v.to_string())),
                    number(row.denominator.map(|d| d.to_string())),
                    quote(&row.evidence.join(" ")),
                    quote(row.reason)
                )?;
            }
            _ => {
                if format == RowFormat::Json {
                    out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
                }
                serde_json::to_writer(&mut out, &row)?;
                if format == RowFormat::Ndjson {
                    out.write_all(b"\n")?;
                }
            }
        }
    }
    if format == RowFormat::Json {
        out.write_all(b"\n]\n")?;
    }
    out.flush()
}

fn notes(measured: &Measured) -> Vec<String> {
    let mut notes = vec![format!("{} lines; prices compared in {}", measured.lines, measured.currency.as_deref().unwrap_or("no currency"))];
    notes.extend(measured.left_out.iter().map(|(why, n)| format!("{n} left out: {why}")));
    if measured.not_read_count > 0 {
        let first: Vec<String> = measured.not_read.iter().take(3).map(|(line, why)| format!("line {line}: {why}")).collect();
        notes.push(format!("lines that are no releases: {}; {}", measured.not_read_count, first.join("; ")));
    }
    notes
}

fn table(measured: &Measured) -> String {
    let mut out = format!("{:<17} {:<9} {:>9} {:>9} {:>15}  of 100 computable\n", "of", "indicator", "flagged", "clear", "not computable");
    for ((group, indicator), c) in measured.counts() {
        let computable = c.flagged + c.clear;
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let share = if computable == 0 { "–".to_owned() } else { format!("{:.1}", 100.0 * c.flagged as f64 / computable as f64) };
        let _ = writeln!(out, "{:<17} {:<9} {:>9} {:>9} {:>15} {share:>5}", group.word(), indicator, c.flagged, c.clear, c.not_computable);
    }
    let (low, high) = measured.fences();
    let fence = |f: Option<f64>| f.map_or("none".to_owned(), |f| format!("{f:.4}"));
    let _ = writeln!(out, "fences of the margin to the next bid: low {} (R024), high {} (R058)", fence(low), fence(high));
    out
}

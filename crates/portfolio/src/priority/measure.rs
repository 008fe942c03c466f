//! Measures of a project.

use super::criteria::Measure;
use crate::green::light;
use crate::monitor::opening::opening;
use crate::monitor::standing::standing;
use crate::register::cost::cost;
use crate::register::hosts::Hosts;
use crate::register::project::Project;
use crate::register::words::word;
use crate::risk::exposure::Figures;
use crate::small;
use landbridge_formats::table::Table;
use landbridge_model::money::Prices;
use landbridge_model::{Confidence, Findings, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// What is known beside the records.
#[derive(Debug)]
pub struct Known<'a> {
    /// Rates of exchange and levels of prices.
    pub prices: &'a Prices,
    /// Year whose prices amounts are in.
    pub price_year: i16,
    /// Indicators of countries.
    pub countries: &'a Figures,
    /// Scores from a table.
    pub columns: &'a Columns,
    /// Rules of the traffic light.
    pub lights: &'a light::Rules,
    /// Rules of what is small yet smart.
    pub small: &'a small::Settings,
    /// Countries that bring projects to others.
    pub hosts: &'a Hosts,
    /// Day on which things are looked at, counted from 1 January 1970.
    pub today: f64,
}

/// Scores by project and column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns(BTreeMap<(String, String), f64>);

/// A measure: a number or a word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Word(String),
}

impl Columns {
    /// Reads a table of scores: a column `project`, or else `id` for the scenario of a
    /// project, as `sweep` writes it, and columns of numbers. A project that stands
    /// twice is an error.
    ///
    /// # Errors
    /// A column that is missing.
    pub fn read(name: &str, text: &str, projects: &[&Project], columns: &BTreeSet<&str>, findings: &mut Findings) -> Result<Self, String> {
        let required: Vec<&str> = columns.iter().copied().collect();
        let table = Table::read(name, text, &required, findings)?;
        let has = |column: &str| table.headers().iter().any(|h| h == column);
        let key = ["project", "id"].into_iter().find(|k| has(k));
        let key = key.ok_or_else(|| format!("{name}:1: there is neither a column 'project' nor 'id'"))?;
        let mut scores = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for row in table.rows() {
            let id = row.text(key);
            let own = |p: &&&Project| if key == "project" { p.id == id } else { p.scenario.as_deref() == Some(id) };
            // Rows of what is not looked at may stand in the table.
            for project in projects.iter().filter(own) {
                if !seen.insert(project.id.clone()) {
                    findings.push(Severity::Error, row.place(key), format!("'{id}' stands twice"), "keep one of the rows");
                    continue;
                }
                for column in columns {
                    if let Some(number) = row.number(column, findings) {
                        scores.insert((project.id.clone(), (*column).to_owned()), number);
                    }
                }
            }
        }
        Ok(Self(scores))
    }
}

/// What a measure comes to.
///
/// # Errors
/// Why it cannot be computed.
pub(super) fn measure(project: &Project, of: &Measure, known: &Known<'_>) -> Result<Value, String> {
    #[expect(clippy::cast_precision_loss, reason = "counts of a record")]
    let count = |n: usize| Ok(Value::Number(n as f64));
    match of {
        Measure::Countries => count(project.countries.len()),
        Measure::Steps => count(project.step.iter().chain(&project.also).collect::<BTreeSet<_>>().len()),
        Measure::Cost => cost(project, known.prices, known.price_year).map(|c| Value::Number(c.usd / 1e6)),
        Measure::DaysLate => days_late(project, known.today),
        Measure::SourcesSeen => {
            let seen = project.source.values().filter(|s| s.confidence == Confidence::Seen).count();
            #[expect(clippy::cast_precision_loss, reason = "counts of a record")]
            let share = |n: usize, of: usize| n as f64 / of as f64;
            if project.source.is_empty() {
                Err("no source is recorded".to_owned())
            } else {
                Ok(Value::Number(share(seen, project.source.len())))
            }
        }
        Measure::Status => Ok(Value::Word(word(project.status))),
        Measure::Size => Ok(Value::Word(word(project.size))),
        Measure::Light => light::assess(project, known.lights).map(|light| Value::Word(word(light.colour))),
        Measure::SmallYetSmart => {
            let found = small::test(project, known.small, known.hosts, (known.prices, known.price_year), known.today);
            found.share.map(Value::Number).ok_or_else(|| "no test can be made".to_owned())
        }
        Measure::Indicator { id } => {
            let own = project.indicator.iter().find(|i| i.id == *id).ok_or_else(|| format!("no indicator '{id}' is recorded"))?;
            let stands = standing(&project.id, own, known.today);
            stands.actual.or(stands.target).map(Value::Number).ok_or_else(|| format!("'{id}' has no figure"))
        }
        Measure::Country { id } => {
            let of = |c: &String| {
                known.countries.get(&(c.clone(), id.clone())).map(|f| f.value).ok_or_else(|| format!("no '{id}' of {c} is known"))
            };
            let all: Vec<f64> = known.hosts.of(project).into_iter().map(of).collect::<Result<_, String>>()?;
            all.into_iter().reduce(f64::max).map(Value::Number).ok_or_else(|| "no country is recorded".to_owned())
        }
        Measure::Column { id } => {
            let found = known.columns.0.get(&(project.id.clone(), id.clone())).copied();
            found.map(Value::Number).ok_or_else(|| format!("no '{id}' in a table of scores"))
        }
    }
}

/// Days late; nothing where no plan says when it was to open.
fn days_late(project: &Project, today: f64) -> Result<Value, String> {
    let open = opening(project, today);
    match open.days_late {
        Some(days) => Ok(Value::Number(days)),
        None if open.planned.is_empty() => Err("no planned opening is recorded".to_owned()),
        None => Ok(Value::Number(0.0)),
    }
}

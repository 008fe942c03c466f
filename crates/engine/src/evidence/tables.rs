//! Published series and single figures of `data/evidence/`.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_evidence::ask::{NoFigure, Take};
use landbridge_evidence::chart::SeriesValue;
use landbridge_evidence::figure::Figure;
use landbridge_model::date;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The tables, in the data folder.
pub(super) const SERIES: &str = "evidence/series.csv";
pub(super) const FACTS: &str = "evidence/facts.csv";

/// Published figures by name.
pub(super) struct Tables {
    /// By series, then period: the first value, in the range of all sources.
    series: BTreeMap<String, BTreeMap<String, Figure>>,
    facts: BTreeMap<String, Figure>,
}

impl Tables {
    pub(super) fn of(engine: &Engine) -> Result<Self, EngineError> {
        let mut series: BTreeMap<String, BTreeMap<String, Figure>> = BTreeMap::new();
        for (id, _, row) in series_rows(engine)? {
            let figure = Figure::exact(row.value, format!("{id}, {}: {}", row.period, row.source));
            match series.entry(id).or_default().entry(row.period) {
                Entry::Vacant(first) => drop(first.insert(figure)),
                Entry::Occupied(mut first) => beside(first.get_mut(), figure),
            }
        }
        let columns = ["id", "what", "value", "low", "high", "unit", "period", "place", "source", "year", "confidence", "note"];
        let rows = engine.table(FACTS, &columns, |row, findings| {
            let source = format!("{}: {} ({})", row.text("what"), row.text("source"), row.text("year"));
            let figure = match date::days(row.text("value")).filter(|_| row.text("unit") == "date") {
                Some((first, last)) => Figure::between(first, first, last, source),
                None => {
                    let value = row.required("value", findings)?;
                    let low = row.number("low", findings).unwrap_or(value);
                    Figure::between(low, value, row.number("high", findings).unwrap_or(value), source)
                }
            };
            Some((row.text("id").to_owned(), figure))
        })?;
        let mut facts = BTreeMap::new();
        for (id, figure) in rows {
            if facts.insert(id.clone(), figure).is_some() {
                let hint = "give each figure an id of its own; a range stands in low and high";
                return Err(EngineError::input(format!("evidence/facts.csv has '{id}' twice"), hint));
            }
        }
        Ok(Tables { series, facts })
    }

    /// A single published figure.
    pub(super) fn fact(&self, id: &str) -> Result<Figure, NoFigure> {
        self.facts.get(id).cloned().ok_or_else(|| NoFigure::Unknown(format!("evidence/facts.csv has no '{id}'")))
    }

    /// A value of a series, or what is made of those within a stretch.
    pub(super) fn series(&self, id: &str, period: &str, take: Option<Take>) -> Result<Figure, NoFigure> {
        let unknown = |what: String| NoFigure::Unknown(format!("evidence/series.csv: {what}"));
        let series = self.series.get(id).ok_or_else(|| unknown(format!("there is no series '{id}'")))?;
        let Some(take) = take else {
            let known = || series.keys().cloned().collect::<Vec<_>>().join(", ");
            return series.get(period).cloned().ok_or_else(|| unknown(format!("{id} has no value of {period}; it has {}", known())));
        };
        let (from, until) = period.split_once('/').ok_or_else(|| unknown(format!("'{period}' is no stretch: write 2024-01/2024-07")))?;
        // Periods of one length are compared as text: 2024-01 to 2024-07.
        let within = |p: &&String| p.len() == from.len() && from <= p.as_str() && p.as_str() <= until;
        let found: Vec<(&String, Figure)> = series.iter().filter(|(p, _)| within(p)).map(|(p, f)| (p, f.clone())).collect();
        let expected = steps(from, until).ok_or_else(|| unknown(format!("'{period}' is no stretch of years, quarters or months")))?;
        if found.len() != expected && matches!(take, Take::Sum | Take::Mean) {
            let has: Vec<&str> = found.iter().map(|(p, _)| p.as_str()).collect();
            return Err(NoFigure::NotComputable(format!("{id} has {} of {expected} periods of {period}: {}", found.len(), has.join(", "))));
        }
        gather(found.into_iter().map(|(_, f)| f).collect(), take)
            .ok_or_else(|| NoFigure::NotComputable(format!("{id} has no value within {period}")))
    }
}

/// Rows of `evidence/series.csv`: series, unit and value.
pub(super) fn series_rows(engine: &Engine) -> Result<Vec<(String, String, SeriesValue)>, EngineError> {
    let columns = ["series_id", "place", "period", "period_type", "value", "unit", "source", "confidence", "note"];
    engine.table(SERIES, &columns, |row, findings| {
        let own = |column: &str| row.text(column).to_owned();
        let value = SeriesValue {
            place: own("place"),
            period: own("period"),
            period_type: own("period_type"),
            value: row.required("value", findings)?,
            source: own("source"),
            confidence: row.confidence(findings),
            note: own("note"),
        };
        Some((own("series_id"), own("unit"), value))
    })
}

/// A value of another source beside the first: its range grows by it.
fn beside(first: &mut Figure, other: Figure) {
    first.low = first.low.min(other.low);
    first.high = first.high.max(other.high);
    first.from.extend(other.from);
}

fn gather(all: Vec<Figure>, take: Take) -> Option<Figure> {
    let count = u32::try_from(all.len()).ok().filter(|n| *n > 0)?;
    let share = match take {
        Take::First => return all.into_iter().next(),
        Take::Last => return all.into_iter().next_back(),
        Take::Max => return all.into_iter().max_by(|a, b| a.value.total_cmp(&b.value)),
        Take::Min => return all.into_iter().min_by(|a, b| a.value.total_cmp(&b.value)),
        Take::Sum => 1.0,
        Take::Mean => f64::from(count),
    };
    let mut sum = Figure { value: 0.0, low: 0.0, high: 0.0, from: Vec::new() };
    for figure in all {
        sum.value += figure.value / share;
        sum.low += figure.low / share;
        sum.high += figure.high / share;
        sum.from.extend(figure.from);
    }
    Some(sum)
}

/// How many years, quarters or months a stretch has, both ends counted.
fn steps(from: &str, until: &str) -> Option<usize> {
    let number = |text: &str| -> Option<usize> {
        let (year, rest) = text.split_once('-').map_or((text, None), |(y, r)| (y, Some(r)));
        let year: usize = year.parse().ok()?;
        match rest {
            None => Some(year),
            Some(quarter) if quarter.starts_with('Q') => Some(year * 4 + quarter.get(1..)?.parse::<usize>().ok()?),
            Some(month) => Some(year * 12 + month.parse::<usize>().ok()?),
        }
    };
    (from.len() == until.len()).then_some(())?;
    number(until)?.checked_sub(number(from)?).map(|n| n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> Tables {
        let mut february = Figure::exact(20.0, "a");
        beside(&mut february, Figure::exact(22.0, "b"));
        let months = [("2024-01", Figure::exact(10.0, "a")), ("2024-02", february), ("2024-04", Figure::exact(9.0, "a"))];
        let months = months.into_iter().map(|(p, v)| (p.to_owned(), v)).collect();
        Tables { series: [("m".to_owned(), months)].into(), facts: BTreeMap::new() }
    }

    #[test]
    fn sources_that_differ_make_a_range() {
        let it = tables().series("m", "2024-02", None).unwrap();
        assert_eq!((it.low, it.value, it.high), (20.0, 20.0, 22.0));
        let sum = tables().series("m", "2024-01/2024-02", Some(Take::Sum)).unwrap();
        assert_eq!((sum.low, sum.value, sum.high), (30.0, 30.0, 32.0));
    }

    #[test]
    fn a_sum_with_a_gap_is_not_computable() {
        let it = tables().series("m", "2024-01/2024-04", Some(Take::Sum)).unwrap_err();
        assert!(matches!(&it, NoFigure::NotComputable(why) if why.contains("3 of 4")), "{it}");
        assert!(matches!(tables().series("x", "2024", None), Err(NoFigure::Unknown(_))));
        assert!(matches!(tables().series("m", "2024-03", None), Err(NoFigure::Unknown(_))));
    }

    #[test]
    fn stretches_are_counted() {
        assert_eq!(steps("2011", "2023"), Some(13));
        assert_eq!(steps("2023-11", "2024-02"), Some(4));
        assert_eq!(steps("2023-Q4", "2024-Q1"), Some(2));
        assert_eq!(steps("2024-02", "2023"), None);
    }
}

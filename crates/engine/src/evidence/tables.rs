//! Published series and single figures of `data/evidence/`.

use crate::data::Engine;
use crate::error::EngineError;
use landbridge_evidence::ask::{NoFigure, Take};
use landbridge_evidence::date;
use landbridge_evidence::figure::Figure;
use std::collections::BTreeMap;

/// A value of a series, or a single figure.
#[derive(Clone, Debug)]
struct Published {
    value: f64,
    low: f64,
    high: f64,
    source: String,
}

/// Published figures by name.
pub(super) struct Tables {
    /// By series, then period; where sources differ, more than one.
    series: BTreeMap<String, BTreeMap<String, Vec<Published>>>,
    facts: BTreeMap<String, Published>,
}

impl Tables {
    pub(super) fn of(engine: &Engine) -> Result<Self, EngineError> {
        let mut series: BTreeMap<String, BTreeMap<String, Vec<Published>>> = BTreeMap::new();
        let columns = ["series_id", "place", "period", "period_type", "value", "unit", "source", "confidence", "note"];
        let rows = engine.table("evidence/series.csv", &columns, |row, findings| {
            let value = row.required("value", findings)?;
            let source = format!("{}, {}: {}", row.text("series_id"), row.text("period"), row.text("source"));
            let published = Published { value, low: value, high: value, source };
            Some((row.text("series_id").to_owned(), row.text("period").to_owned(), published))
        })?;
        for (id, period, published) in rows {
            series.entry(id).or_default().entry(period).or_default().push(published);
        }
        let columns = ["id", "what", "value", "low", "high", "unit", "period", "place", "source", "year", "confidence", "note"];
        let rows = engine.table("evidence/facts.csv", &columns, |row, findings| {
            let source = format!("{}: {} ({})", row.text("what"), row.text("source"), row.text("year"));
            let published = match date::days(row.text("value")).filter(|_| row.text("unit") == "date") {
                Some((first, last)) => Published { value: first, low: first, high: last, source },
                None => {
                    let value = row.required("value", findings)?;
                    let low = row.number("low", findings).unwrap_or(value);
                    let high = row.number("high", findings).unwrap_or(value);
                    Published { value, low, high, source }
                }
            };
            Some((row.text("id").to_owned(), published))
        })?;
        let mut facts = BTreeMap::new();
        for (id, published) in rows {
            if facts.insert(id.clone(), published).is_some() {
                let hint = "give each figure an id of its own; a range stands in low and high";
                return Err(EngineError::input(format!("evidence/facts.csv has '{id}' twice"), hint));
            }
        }
        Ok(Tables { series, facts })
    }

    /// A single published figure.
    pub(super) fn fact(&self, id: &str) -> Result<Figure, NoFigure> {
        let fact = self.facts.get(id).ok_or_else(|| NoFigure::Unknown(format!("evidence/facts.csv has no '{id}'")))?;
        Ok(Figure::between(fact.low, fact.value, fact.high, &fact.source))
    }

    /// A value of a series, or what is made of those within a stretch.
    pub(super) fn series(&self, id: &str, period: &str, take: Option<Take>) -> Result<Figure, NoFigure> {
        let unknown = |what: String| NoFigure::Unknown(format!("evidence/series.csv: {what}"));
        let series = self.series.get(id).ok_or_else(|| unknown(format!("there is no series '{id}'")))?;
        let Some(take) = take else {
            let known = || series.keys().cloned().collect::<Vec<_>>().join(", ");
            return series
                .get(period)
                .map(|all| side_by_side(all))
                .ok_or_else(|| unknown(format!("{id} has no value of {period}; it has {}", known())));
        };
        let (from, until) = period.split_once('/').ok_or_else(|| unknown(format!("'{period}' is no stretch: write 2024-01/2024-07")))?;
        // Periods of one length are compared as text: 2024-01 to 2024-07.
        let within = |p: &&String| p.len() == from.len() && from <= p.as_str() && p.as_str() <= until;
        let found: Vec<(&String, Figure)> = series.iter().filter(|(p, _)| within(p)).map(|(p, all)| (p, side_by_side(all))).collect();
        let expected = steps(from, until).ok_or_else(|| unknown(format!("'{period}' is no stretch of years, quarters or months")))?;
        if found.len() != expected && matches!(take, Take::Sum | Take::Mean) {
            let has: Vec<&str> = found.iter().map(|(p, _)| p.as_str()).collect();
            return Err(NoFigure::NotComputable(format!("{id} has {} of {expected} periods of {period}: {}", found.len(), has.join(", "))));
        }
        gather(found.into_iter().map(|(_, f)| f).collect(), take)
            .ok_or_else(|| NoFigure::NotComputable(format!("{id} has no value within {period}")))
    }
}

/// Values of one period by several sources: the first read, in the range of all.
fn side_by_side(all: &[Published]) -> Figure {
    let mut all_of = all.iter();
    let Some(first) = all_of.next() else { return Figure::exact(f64::NAN, "nothing") };
    let mut figure = Figure::between(first.low, first.value, first.high, &first.source);
    for other in all_of {
        figure.low = figure.low.min(other.low);
        figure.high = figure.high.max(other.high);
        figure.from.push(other.source.clone());
    }
    figure
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
        let value = |v: f64, s: &str| Published { value: v, low: v, high: v, source: s.to_owned() };
        let months = [
            ("2024-01", vec![value(10.0, "a")]),
            ("2024-02", vec![value(20.0, "a"), value(22.0, "b")]),
            ("2024-04", vec![value(9.0, "a")]),
        ];
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

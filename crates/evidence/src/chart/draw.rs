//! From plans and series to charts.

use super::span::{Step, begins_year, name, span};
use super::{Bar, Chart, ChartPlan, Panel, PanelForm, PanelPlan, Series};
use crate::ask::Ask;
use crate::ledger::{Ledger, LedgerError};
use std::collections::BTreeSet;

/// A stretch of time in steps, both ends counted.
struct Stretch {
    step: Step,
    from: usize,
    until: usize,
}

/// Draws the charts of a ledger.
///
/// # Errors
/// A chart that names a series, claim or stretch that is not there.
pub fn draw(plans: &[ChartPlan], series: &[Series], ledger: &Ledger) -> Result<Vec<Chart>, LedgerError> {
    plans.iter().map(|plan| chart(plan, series, ledger)).collect()
}

fn wrong(plan: &ChartPlan, message: impl Into<String>) -> LedgerError {
    LedgerError {
        place: format!("charts.toml, chart {}", plan.id),
        message: message.into(),
        hint: "see data/evidence/README.md for the form of charts".to_owned(),
    }
}

fn chart(plan: &ChartPlan, series: &[Series], ledger: &Ledger) -> Result<Chart, LedgerError> {
    let step = if plan.from.contains('-') { Step::Month } else { Step::Year };
    let (Some((from, _)), Some((_, until))) = (span(&plan.from, step), span(&plan.until, step)) else {
        return Err(wrong(plan, format!("'{}' to '{}' is no stretch of years or months", plan.from, plan.until)));
    };
    if from > until {
        return Err(wrong(plan, format!("'{}' is before '{}'", plan.until, plan.from)));
    }
    let over = Stretch { step, from, until };
    if let Some(id) = plan.beside.iter().find(|id| !series.iter().any(|s| s.id == **id)) {
        return Err(wrong(plan, format!("there is no series '{id}'")));
    }
    let mut panels = Vec::new();
    for own in &plan.panel {
        let known = |id: &String| {
            let found = series.iter().find(|s| s.id == *id && s.unit == own.unit);
            found.ok_or_else(|| wrong(plan, format!("there is no series '{id}' in {}", own.unit)))
        };
        let drawn: Vec<&Series> = own.series.iter().map(known).collect::<Result<_, _>>()?;
        panels.push(panel(own, &drawn, &over));
    }
    if let Some(id) = plan.claims.iter().find(|id| ledger.claim(id).is_none()) {
        return Err(wrong(plan, format!("there is no claim '{id}'")));
    }
    let rests: BTreeSet<&str> = plan.panel.iter().flat_map(|p| &p.series).chain(&plan.beside).map(String::as_str).collect();
    let asks = |ask: &Ask| matches!(ask, Ask::Series { series, .. } if rests.contains(series.as_str()));
    let speaks = |c: &&crate::claim::Claim| plan.claims.contains(&c.id) || c.checks.iter().any(|k| k.inputs.values().any(asks));
    Ok(Chart {
        id: plan.id.clone(),
        number: plan.number,
        section: plan.section.clone(),
        says: plan.says.clone(),
        source: plan.source.clone(),
        from: plan.from.clone(),
        until: plan.until.clone(),
        note: plan.note.clone(),
        panels,
        claims: ledger.claims.iter().filter(speaks).map(|c| c.id.clone()).collect(),
    })
}

fn panel(plan: &PanelPlan, series: &[&Series], over: &Stretch) -> Panel {
    let mut bars = candidates(plan.form, series, over);
    if plan.form == PanelForm::Rate {
        // The finest period speaks for its time; a wider one only where there is none.
        bars.sort_by_key(|b| (b.last - b.first, b.first));
        let mut taken = BTreeSet::new();
        bars.retain(|b| {
            let free = (b.first..=b.last).all(|at| !taken.contains(&at));
            if free {
                taken.extend(b.first..=b.last);
            }
            free
        });
    }
    bars.sort_by_key(|b| b.first);
    let steps: Vec<String> = (over.from..=over.until).map(|at| name(at, over.step)).collect();
    let covered: BTreeSet<usize> = bars.iter().flat_map(|b| b.first..=b.last).collect();
    let missing = steps.iter().enumerate().filter(|(at, _)| !covered.contains(at)).map(|(_, step)| step.clone()).collect();
    Panel { says: plan.says.clone(), unit: plan.unit.clone(), form: plan.form, series: plan.series.clone(), steps, bars, missing }
}

/// A bar for each period of each series that lies in the stretch.
fn candidates(form: PanelForm, series: &[&Series], over: &Stretch) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for one in series {
        for value in &one.values {
            let Some((first, last)) = span(&value.period, over.step) else { continue };
            let fits = match form {
                PanelForm::Rate => first >= over.from && last <= over.until,
                PanelForm::ToDate => begins_year(first, over.step) && (over.from..=over.until).contains(&last),
            };
            if !fits {
                continue;
            }
            let length = u32::try_from(last - first + 1).map_or(1.0, f64::from);
            let (from, height) = match form {
                PanelForm::Rate => (first, value.value / length),
                PanelForm::ToDate => (last, value.value),
            };
            let (first, last) = (from - over.from, last - over.from);
            match bars.iter_mut().find(|b| b.series == one.id && b.first == first && b.last == last) {
                Some(bar) => {
                    bar.low = bar.low.min(height);
                    bar.high = bar.high.max(height);
                    bar.values.push(value.clone());
                }
                None => bars.push(Bar {
                    period: value.period.clone(),
                    first,
                    last,
                    height,
                    low: height,
                    high: height,
                    series: one.id.clone(),
                    values: vec![value.clone()],
                }),
            }
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::super::SeriesValue;
    use super::*;
    use landbridge_model::Confidence;

    fn series(id: &str, values: &[(&str, f64)]) -> Series {
        let value = |&(period, value): &(&str, f64)| SeriesValue {
            place: String::new(),
            period: period.to_owned(),
            period_type: String::new(),
            value,
            source: String::new(),
            confidence: Confidence::Seen,
            note: String::new(),
        };
        Series { id: id.to_owned(), unit: "t".to_owned(), values: values.iter().map(value).collect() }
    }

    fn drawn(form: PanelForm, all: &[Series]) -> Panel {
        let plan = PanelPlan { says: String::new(), unit: "t".to_owned(), form, series: Vec::new() };
        let (from, _) = span("2023-10", Step::Month).unwrap_or_default();
        let over = Stretch { step: Step::Month, from, until: from + 10 };
        panel(&plan, &all.iter().collect::<Vec<_>>(), &over)
    }

    #[test]
    fn a_wide_period_speaks_only_where_no_finer_one_does() {
        let months = series("month", &[("2023-12", 5.0), ("2024-03", 7.0), ("2024-03", 9.0), ("2024-09", 1.0)]);
        let sums = series("ytd", &[("2023-01/11", 60.0), ("2024-01/02", 8.0), ("2024-01/03", 15.0)]);
        let it = drawn(PanelForm::Rate, &[months, sums]);
        let told: Vec<_> = it.bars.iter().map(|b| (b.period.as_str(), b.height, b.low, b.high)).collect();
        assert_eq!(told, [("2023-12", 5.0, 5.0, 5.0), ("2024-01/02", 4.0, 4.0, 4.0), ("2024-03", 7.0, 7.0, 9.0)]);
        assert_eq!(it.missing, ["2023-10", "2023-11", "2024-04", "2024-05", "2024-06", "2024-07", "2024-08"]);
    }

    #[test]
    fn sums_to_date_stand_at_their_end() {
        let sums = series("ytd", &[("2023-01/11", 60.0), ("2023", 66.0), ("2024-03/04", 9.0), ("2024-01/09", 70.0)]);
        let it = drawn(PanelForm::ToDate, &[sums]);
        let told: Vec<_> = it.bars.iter().map(|b| (b.period.as_str(), b.first, b.last, b.height)).collect();
        assert_eq!(told, [("2023-01/11", 1, 1, 60.0), ("2023", 2, 2, 66.0)]);
    }
}

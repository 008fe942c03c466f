//! Periods of series as steps of time.

/// A step of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Year,
    Month,
}

const MONTHS: usize = 12;

/// The first and the last step of a period, as years or months since the year 0;
/// nothing for days, quarters and what is no period.
pub(super) fn span(period: &str, step: Step) -> Option<(usize, usize)> {
    let (from, until) = period.split_once('/').unwrap_or((period, period));
    let year = from.split('-').next()?;
    // `2024-01/08` says the year once.
    let until = if until.len() == 2 { format!("{year}-{until}") } else { until.to_owned() };
    let (first, last) = (ends(from)?.0, ends(&until)?.1);
    if first > last {
        return None;
    }
    match step {
        Step::Month => Some((first, last)),
        Step::Year => (first.is_multiple_of(MONTHS) && (last + 1).is_multiple_of(MONTHS)).then_some((first / MONTHS, last / MONTHS)),
    }
}

/// First and last month of a year or month.
fn ends(text: &str) -> Option<(usize, usize)> {
    let mut parts = text.split('-');
    let year: usize = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next().map(|m| m.parse::<usize>().ok().filter(|m| (1..=MONTHS).contains(m)));
    match (month, parts.next()) {
        (None, None) => Some((year * MONTHS, year * MONTHS + MONTHS - 1)),
        (Some(Some(month)), None) => Some((year * MONTHS + month - 1, year * MONTHS + month - 1)),
        _ => None,
    }
}

/// Whether a step begins a year.
pub(super) fn begins_year(at: usize, step: Step) -> bool {
    step == Step::Year || at.is_multiple_of(MONTHS)
}

/// A step as its table would write it.
pub(super) fn name(at: usize, step: Step) -> String {
    match step {
        Step::Year => format!("{at}"),
        Step::Month => format!("{}-{:02}", at / MONTHS, at % MONTHS + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_steps() {
        let month = |text: &str| span(text, Step::Month).map(|(a, b)| (name(a, Step::Month), b - a + 1));
        assert_eq!(month("2024-01/08"), Some(("2024-01".to_owned(), 8)));
        assert_eq!(month("2023-11/2024-02"), Some(("2023-11".to_owned(), 4)));
        assert_eq!(month("2023"), Some(("2023-01".to_owned(), 12)));
        for none in ["2024-08-31", "2024-Q1", "2024-13", "2024-08/03", "", "x"] {
            assert_eq!(month(none), None, "{none}");
        }
        assert_eq!(span("2023", Step::Year), Some((2023, 2023)));
        assert_eq!(span("2023-01/12", Step::Year), Some((2023, 2023)));
        assert_eq!(span("2023-02", Step::Year), None);
    }
}

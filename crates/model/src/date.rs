//! Dates of statements: days, months, years and stretches of them.

use jiff::civil::Date;

/// The first and the last day of a date, as days since 1 January 1970:
/// `2024-05-10`, `2024-05`, `2024`, `2024-01/2024-06`. A stretch does not end before
/// it begins.
pub fn days(text: &str) -> Option<(f64, f64)> {
    let (from, until) = text.split_once('/').unwrap_or((text, text));
    Some((bounds(from)?.0, bounds(until)?.1)).filter(|(from, until)| from <= until)
}

/// A day that is written as one: of a month or a year it is not known which is meant.
pub fn day(text: &str) -> Option<f64> {
    days(text).filter(|(first, last)| first.total_cmp(last).is_eq()).map(|d| d.0)
}

fn bounds(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let from = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let until = match (month, day) {
        (_, Some(_)) => from,
        (Some(_), None) => from.last_of_month(),
        (None, None) => from.last_of_year(),
    };
    Some((number(from)?, number(until)?))
}

/// Days since 1 January 1970.
fn number(date: Date) -> Option<f64> {
    let epoch = Date::new(1970, 1, 1).ok()?;
    Some(f64::from((date - epoch).get_days()))
}

/// The day of a number of days since 1 January 1970, as `2024-05-10`.
pub fn text(days: f64) -> Option<String> {
    use jiff::ToSpan;
    let whole = format!("{:.0}", days.floor()).parse::<i32>().ok()?;
    let epoch = Date::new(1970, 1, 1).ok()?;
    epoch.checked_add(whole.days()).ok().map(|d| d.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days() {
        assert_eq!(days("1970-01-01"), Some((0.0, 0.0)));
        assert_eq!(days("2024-02"), Some((19754.0, 19782.0)));
        assert_eq!(days("2024-01/2024-06").map(|(a, b)| b - a), Some(181.0));
        assert_eq!(text(19782.0).as_deref(), Some("2024-02-29"));
        for wrong in ["", "2024-13", "2024-02-30", "May", "2024-1-1-1", "2024/x", "2024-01/08", "2024/2023"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
        assert_eq!(["2024-02-29", "2024-02", "2024"].map(day), [Some(19782.0), None, None]);
    }
}

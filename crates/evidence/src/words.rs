//! Figures and reasons in words.

use crate::check::CheckOutcome;
use crate::claim::Comparator;
use crate::figure::Figure;
use landbridge_model::date;

/// A number with at most four significant digits and a blank between thousands;
/// a day where the unit is `date`.
pub fn number(value: f64, unit: &str) -> String {
    if unit == "date" {
        return date::text(value).unwrap_or_else(|| value.to_string());
    }
    if unit == "year" {
        return format!("{value:.0}");
    }
    let size = value.abs();
    let text = match size {
        s if s >= 1000.0 => format!("{value:.0}"),
        s if s >= 100.0 => format!("{value:.1}"),
        s if s >= 10.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    };
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    grouped(&text)
}

/// Commas between thousands of digits without decimals.
fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("−", rest));
    if digits.contains('.') || digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A figure with its range where it has one.
pub fn figure(figure: &Figure, unit: &str) -> String {
    let value = number(figure.value, unit);
    let (low, high) = (number(figure.low, unit), number(figure.high, unit));
    if low == value && high == value { value } else { format!("{value} ({low} to {high})") }
}

/// A bounded figure with its unit.
fn bounded(figure: &Figure, comparator: Comparator, unit: &str) -> String {
    let word = comparator.word();
    let value = number(figure.value, unit);
    if word.is_empty() { value } else { format!("{word} {value}") }
}

/// Why a check has its verdict: what it does, both sides, what they are to each
/// other.
pub fn reason(check: &CheckOutcome) -> String {
    let (Some(claimed), Some(computed)) = (&check.claimed, &check.computed) else {
        return format!("{}: {}", check.note, check.why);
    };
    let unit = &check.unit;
    let shown = match unit.as_str() {
        "date" | "year" => String::new(),
        unit => format!(" {unit}"),
    };
    format!("{}: {}{shown} against {} claimed; {}", check.note, figure(computed, unit), bounded(claimed, check.comparator, unit), check.why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (value, unit, text) in [
            (13056.0, "trains", "13,056"),
            (0.1253, "", "0.125"),
            (107.16, "TEU", "107.2"),
            (-1_234_567.0, "", "−1,234,567"),
            (2019.0, "year", "2019"),
            (19782.0, "date", "2024-02-29"),
            (12.0, "", "12"),
        ] {
            assert_eq!(number(value, unit), text);
        }
    }
}

//! Moments in time as releases write them (RFC 3339, section 5.6).

use jiff::civil::Date;

/// Nanoseconds since 1 January 1970 of a full date and time with an offset;
/// `None` for all else, a date alone among them.
pub(super) fn moment(text: &str) -> Option<i128> {
    const NANOS: i128 = 1_000_000_000;
    let bytes = text.as_bytes();
    let digits = |from: usize, n: usize| -> Option<i64> {
        let part = bytes.get(from..from + n)?;
        part.iter().all(u8::is_ascii_digit).then(|| part.iter().fold(0, |sum, d| sum * 10 + i64::from(d - b'0')))
    };
    let is = |at: usize, any: &[u8]| bytes.get(at).is_some_and(|b| any.contains(b));
    let separated = is(4, b"-") && is(7, b"-") && is(10, b"Tt ") && is(13, b":") && is(16, b":");
    let (hour, minute, second) = (digits(11, 2)?, digits(14, 2)?, digits(17, 2)?);
    if !separated || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let date = Date::new(i16::try_from(digits(0, 4)?).ok()?, i8::try_from(digits(5, 2)?).ok()?, i8::try_from(digits(8, 2)?).ok()?).ok()?;
    let mut at = 19;
    let mut nanos = 0i128;
    if is(at, b".") {
        let count = bytes.get(at + 1..)?.iter().take_while(|b| b.is_ascii_digit()).count();
        if count == 0 {
            return None;
        }
        let kept = count.min(9);
        nanos = i128::from(digits(at + 1, kept)?) * 10i128.pow(u32::try_from(9 - kept).ok()?);
        at += 1 + count;
    }
    let rest = text.get(at..)?;
    let offset = if matches!(rest, "Z" | "z") { 0 } else { offset(rest)? };
    let days = i128::from((date - Date::constant(1970, 1, 1)).get_days());
    let seconds = ((days * 24 + i128::from(hour)) * 60 + i128::from(minute)) * 60 + i128::from(second) - i128::from(offset);
    Some(seconds * NANOS + nanos)
}

/// Seconds east of Greenwich: `+05:30`, `-04:00`.
fn offset(text: &str) -> Option<i64> {
    let (sign, rest) = match text.chars().next()? {
        '+' => (1, text.get(1..)?),
        '-' => (-1, text.get(1..)?),
        // A minus sign proper.
        '\u{2212}' => (-1, text.get(3..)?),
        _ => return None,
    };
    let two = |part: &str| -> Option<i64> { (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())? };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Whole days from one moment to another, towards zero.
pub(super) fn days(from: i128, until: i128) -> i128 {
    const DAY: i128 = 86_400 * 1_000_000_000;
    (until - from) / DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_fractions() {
        let at = |t: &str| moment(t).unwrap_or_else(|| unreachable!("{t}"));
        assert_eq!(at("1970-01-02T00:00:00Z"), 86_400_000_000_000);
        assert_eq!(at("2024-01-01T00:00:00-04:00"), at("2024-01-01T04:00:00.000z"));
        assert_eq!(at("2024-01-01 00:00:00.5+00:00") - at("2024-01-01T00:00:00Z"), 500_000_000);
        assert_eq!(days(at("2024-01-01T00:00:00Z"), at("2024-01-15T23:59:59Z")), 14);
        assert_eq!(days(at("2024-01-02T00:00:00Z"), at("2024-01-01T00:00:01Z")), 0);
    }

    #[test]
    fn all_else_is_no_moment() {
        for text in [
            "",
            "2024-01-01",
            "2024-01-01T00:00:00",
            "2024-02-30T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+5:00",
            "２024-01-01T00:00:00Z",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}

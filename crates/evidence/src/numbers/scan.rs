//! From a text to its numbers.

use super::words::{scale, value};
use super::zones::Zones;
use super::{Exclusion, Form, Number};
use regex::{Captures, Regex};
use std::ops::Range;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// One alternation; what stands first wins at the same place.
fn pattern() -> String {
    let months = MONTHS.join("|");
    [
        r"(?P<mark>[\u2460-\u2473])".to_owned(),
        r"first half of (?P<half>\d{4})\b".to_owned(),
        format!(r"\b(?P<month>{months})(?: (?P<day>\d{{1,2}})\b)?(?:,? (?P<year>\d{{4}})\b)?"),
        r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<ordinal>(?:st|nd|rd|th)\b)?".to_owned(),
        r"(?P<word>\p{Alphabetic}+(?:-\p{Alphabetic}+)*)".to_owned(),
    ]
    .join("|")
}

/// All numbers of a text in its order, those left out by rule among them.
///
/// `names` are names that hold numbers (`Vision 2030`), as the text writes them.
pub fn numbers(text: &str, names: &[String]) -> Vec<Number> {
    // The pattern is a constant of this file; the tests compile it.
    let Ok(regex) = Regex::new(&pattern()) else { return Vec::new() };
    let zones = Zones::of(text, names);
    let mut found: Vec<Number> = Vec::new();
    // A number with the word behind it is one: the word is not read again.
    let mut read = 0;
    for captures in regex.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        if whole.start() < read {
            continue;
        }
        let Some(token) = token(text, &captures, whole.range()) else { continue };
        read = token.range.end;
        let excluded = match token.form {
            Form::Mark => Some(Exclusion::FootnoteMark),
            _ => zones.rule(&token.range).or(token.excluded),
        };
        found.push(Number {
            offset: token.range.start,
            length: token.range.len(),
            section: zones.section(token.range.start).to_owned(),
            form: token.form,
            value: token.value,
            half_unit: token.half_unit,
            excluded,
        });
    }
    found
}

struct Token {
    range: Range<usize>,
    form: Form,
    value: String,
    half_unit: Option<f64>,
    excluded: Option<Exclusion>,
}

impl Token {
    fn new(range: Range<usize>, form: Form, value: impl Into<String>) -> Self {
        Token { range, form, value: value.into(), half_unit: None, excluded: None }
    }
}

fn token(text: &str, captures: &Captures<'_>, whole: Range<usize>) -> Option<Token> {
    let group = |name: &str| captures.name(name).map(|m| m.as_str());
    if captures.name("mark").is_some() {
        return Some(Token::new(whole, Form::Mark, ""));
    }
    if let Some(year) = group("half") {
        return Some(Token::new(whole, Form::Date, format!("{year}-01/{year}-06")));
    }
    if let Some(month) = group("month") {
        let number = MONTHS.iter().position(|m| *m == month)? + 1;
        let day = group("day").and_then(|d| d.parse::<u8>().ok());
        let value = match (group("year"), day) {
            (Some(year), Some(day)) => format!("{year}-{number:02}-{day:02}"),
            (Some(year), None) => format!("{year}-{number:02}"),
            (None, Some(day)) => format!("--{number:02}-{day:02}"),
            // A month alone has no digits and is no number word.
            (None, None) => return None,
        };
        return Some(Token::new(whole, Form::Date, value));
    }
    if let Some(digits) = group("digits") {
        return Some(of_digits(text, digits, captures.name("ordinal").is_some(), whole));
    }
    of_word(text, group("word")?, whole)
}

/// A number in digits, with the scale word behind it.
fn of_digits(text: &str, digits: &str, ordinal: bool, whole: Range<usize>) -> Token {
    let plain = digits.replace(',', "");
    let behind = text.get(whole.end..).unwrap_or_default();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let within = is_letter(text.get(..whole.start).and_then(|t| t.chars().next_back())) || is_letter(behind.chars().next());
    if ordinal {
        return Token::new(whole, Form::Ordinal, plain);
    }
    if within {
        return Token { excluded: Some(Exclusion::WithinWord), ..Token::new(whole, Form::Digits, plain) };
    }
    let step = last_digit(digits);
    let (factor, length) = scale_behind(behind);
    let value = if factor == 1.0 { plain } else { number_text(plain.parse::<f64>().unwrap_or(f64::NAN) * factor) };
    let half_unit = Some(step * factor / 2.0);
    Token { half_unit, ..Token::new(whole.start..whole.end + length, Form::Digits, value) }
}

/// What a unit of the last printed digit is worth. Zeros at the end of a round
/// number are no precision, but two digits always are: 74,000 is good to a
/// thousand, 4,300 to a hundred, 300 to ten. Years are good to one.
fn last_digit(digits: &str) -> f64 {
    let plain = digits.replace(',', "");
    let power = |exponent: usize| 10f64.powi(i32::try_from(exponent).unwrap_or(i32::MAX));
    if let Some((_, decimals)) = plain.split_once('.') {
        return 1.0 / power(decimals.len());
    }
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if is_year {
        return 1.0;
    }
    let zeros = plain.len() - plain.trim_end_matches('0').len();
    power(zeros.min(plain.len().saturating_sub(2)))
}

/// A number word, with the scale word behind it.
fn of_word(text: &str, word: &str, whole: Range<usize>) -> Option<Token> {
    let behind = text.get(whole.end..).unwrap_or_default();
    let Some((form, worth)) = value(word) else {
        return of_compound(word, whole);
    };
    if form != Form::Word {
        return Some(Token { half_unit: of_words(form, worth), ..Token::new(whole, form, worth.map(number_text).unwrap_or_default()) });
    }
    let worth = worth?;
    let (factor, length) = scale_behind(behind);
    let excluded = (worth == 1.0 && factor == 1.0).then_some(Exclusion::One);
    let range = whole.start..whole.end + length;
    let half_unit = of_words(form, Some(worth * factor));
    Some(Token { excluded, half_unit, ..Token::new(range, Form::Word, number_text(worth * factor)) })
}

/// Half a unit of what words tell: counts and multiples are whole numbers, round
/// ones as round as in digits; ranks and parts are exact.
fn of_words(form: Form, worth: Option<f64>) -> Option<f64> {
    matches!(form, Form::Word | Form::Multiple).then(|| worth.map(|w| last_digit(&number_text(w)) / 2.0))?
}

/// A number at the head of words joined by hyphens: `nine-day`, `three-stage`.
fn of_compound(word: &str, whole: Range<usize>) -> Option<Token> {
    let (head, _) = word.split_once('-')?;
    let (form, worth) = value(head)?;
    let excluded = (worth == Some(1.0) && form == Form::Word).then_some(Exclusion::One);
    let range = whole.start..whole.start + head.len();
    let half_unit = of_words(form, worth);
    Some(Token { excluded, half_unit, ..Token::new(range, form, worth.map(number_text).unwrap_or_default()) })
}

/// The worth and length of a scale word behind a number, with the blank or
/// hyphen before it.
fn scale_behind(behind: &str) -> (f64, usize) {
    let mut chars = behind.chars();
    if !matches!(chars.next(), Some(' ' | '-')) {
        return (1.0, 0);
    }
    let word: String = chars.take_while(|c| c.is_alphabetic()).collect();
    match scale(&word) {
        Some(factor) => (factor, word.len() + 1),
        None => (1.0, 0),
    }
}

/// A number as text without an exponent and without trailing noise.
fn number_text(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Form, Option<Exclusion>)> {
        numbers(text, &["Vision 2030".to_owned()]).into_iter().map(|n| (n.value, n.form, n.excluded)).collect()
    }

    fn check(text: &str, expected: &[(&str, Form)]) {
        let expected: Vec<_> = expected.iter().map(|(v, f)| ((*v).to_owned(), *f, None)).collect();
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn digits_with_scale_and_precision() {
        check("13,056 trains with 1.399 million boxes", &[("13056", Form::Digits), ("1399000", Form::Digits)]);
        let all = numbers("1.399 million, $2.5 trillion, 17.5%", &[]);
        let half: Vec<_> = all.iter().map(|n| n.half_unit.unwrap_or(0.0)).collect();
        assert!((half[0] - 500.0).abs() < 1e-9 && (half[1] - 5e10).abs() < 1e-3 && (half[2] - 0.05).abs() < 1e-12);
    }

    #[test]
    fn round_numbers_are_good_to_two_digits_and_years_to_one() {
        for (printed, step) in [("74,000", 1e3), ("4,300", 1e2), ("300", 10.0), ("10", 1.0), ("12.50", 0.01), ("2030", 1.0)] {
            assert!((last_digit(printed) - step).abs() < 1e-12, "{printed}");
        }
    }

    #[test]
    fn dates_are_one_number() {
        check(
            "on May 10, 2024, in June 2024, on July 22 and in the first half of 2024; in May",
            &[("2024-05-10", Form::Date), ("2024-06", Form::Date), ("--07-22", Form::Date), ("2024-01/2024-06", Form::Date)],
        );
    }

    #[test]
    fn words_and_compounds() {
        check(
            "Sixty-five of nearly a thousand, a nine-day course, 68-year-old, three-quarters, 11th",
            &[
                ("65", Form::Word),
                ("1000", Form::Word),
                ("9", Form::Word),
                ("68", Form::Digits),
                ("0.75", Form::Fraction),
                ("11", Form::Ordinal),
            ],
        );
    }

    #[test]
    fn what_needs_no_claim_is_counted() {
        let of = |text: &str| found(text).into_iter().map(|(_, _, rule)| rule).collect::<Vec<_>>();
        assert_eq!(of("<http://a.org/2024-09/12.html>"), vec![Some(Exclusion::Link); 3]);
        assert_eq!(of("CO2 and 5G"), vec![Some(Exclusion::WithinWord); 2]);
        assert_eq!(of("one of them ①"), vec![Some(Exclusion::One), Some(Exclusion::FootnoteMark)]);
        assert_eq!(of("Vision 2030 by 2030"), vec![Some(Exclusion::Name), None]);
        assert_eq!(of("# 1.2 Title\nFigure 3: x"), vec![Some(Exclusion::Heading), Some(Exclusion::Figure)]);
        assert_eq!(of("1.1 Trade ......... 12"), vec![Some(Exclusion::Contents); 2]);
    }
}

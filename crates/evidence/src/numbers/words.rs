//! Number words of English and what they are worth.

use super::Form;

const SMALL: [(&str, f64); 28] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("a", 1.0),
];

const LARGE: [(&str, f64); 5] = [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

const ORDINALS: [(&str, f64); 12] = [
    ("first", 1.0),
    ("second", 2.0),
    ("third", 3.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
    ("eleventh", 11.0),
    ("twelfth", 12.0),
];

const VAGUE: [&str; 6] = ["dozens", "hundreds", "thousands", "millions", "billions", "trillions"];

const MULTIPLES: [(&str, f64); 9] = [
    ("double", 2.0),
    ("doubled", 2.0),
    ("doubles", 2.0),
    ("doubling", 2.0),
    ("twice", 2.0),
    ("triple", 3.0),
    ("tripled", 3.0),
    ("thrice", 3.0),
    ("quadrupled", 4.0),
];

fn of(list: &[(&str, f64)], word: &str) -> Option<f64> {
    list.iter().find(|(w, _)| *w == word).map(|(_, v)| *v)
}

/// The value of `hundred` to `trillion`.
pub(super) fn scale(word: &str) -> Option<f64> {
    of(&LARGE, word)
}

fn small(word: &str) -> Option<f64> {
    match word.split_once('-') {
        Some((tens, units)) => {
            let (t, u) = (of(&SMALL, tens)?, of(&SMALL, units)?);
            (t >= 20.0 && u < 10.0).then_some(t + u)
        }
        None => of(&SMALL, word),
    }
}

fn fraction(word: &str) -> Option<f64> {
    if word == "half" {
        return Some(0.5);
    }
    if word == "quarter" {
        return Some(0.25);
    }
    let (top, bottom) = word.split_once('-')?;
    let parts = bottom.strip_suffix('s').unwrap_or(bottom);
    let bottom = match parts {
        "half" | "halve" => 2.0,
        "quarter" => 4.0,
        "second" | "first" => return None,
        _ => of(&ORDINALS, parts)?,
    };
    Some(of(&SMALL, top)? / bottom)
}

/// What a word or words joined by hyphens are worth: `twenty-five`,
/// `three-quarters`, `twelvefold`, `dozens`; `None` for all other words.
/// The value is `None` for numbers of no value.
pub(super) fn value(word: &str) -> Option<(Form, Option<f64>)> {
    let word = word.to_lowercase();
    if VAGUE.contains(&word.as_str()) {
        return Some((Form::Vague, None));
    }
    if let Some(v) = of(&MULTIPLES, &word) {
        return Some((Form::Multiple, Some(v)));
    }
    if let Some(v) = word.strip_suffix("fold").and_then(|w| small(w.trim_end_matches('-'))) {
        return Some((Form::Multiple, Some(v)));
    }
    if let Some(v) = fraction(&word) {
        return Some((Form::Fraction, Some(v)));
    }
    if let Some(v) = of(&ORDINALS, &word) {
        return Some((Form::Ordinal, Some(v)));
    }
    if word == "a" {
        return None;
    }
    small(&word).or_else(|| scale(&word)).map(|v| (Form::Word, Some(v)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(word: &str, form: Form, worth: f64) {
        assert_eq!(value(word), Some((form, Some(worth))), "{word}");
    }

    #[test]
    fn words_are_worth_what_they_say() {
        is("Sixty-five", Form::Word, 65.0);
        is("three-quarters", Form::Fraction, 0.75);
        is("one-eighth", Form::Fraction, 0.125);
        is("half", Form::Fraction, 0.5);
        is("twelvefold", Form::Multiple, 12.0);
        is("First", Form::Ordinal, 1.0);
        is("thousand", Form::Word, 1000.0);
        assert_eq!(value("dozens"), Some((Form::Vague, None)));
    }

    #[test]
    fn other_words_are_no_numbers() {
        for word in ["a", "secondary", "tent", "often", "two-way", "third-party", "one-second", "decade", "someone"] {
            assert_eq!(value(word), None, "{word}");
        }
    }
}

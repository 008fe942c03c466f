//! What a cell says, as JSON and as text.
//!
//! An empty cell says nothing. A text that is there and empty is written `""`, and
//! one that is all quotes gets two more, so that each is read as it was. In a list
//! a backslash takes its meaning from the sign behind it.

use super::form::{Column, Form};
use serde_json::{Map, Number, Value};

/// What is wrong with a cell, and what to write.
pub(super) type Wrong = (String, String);

/// A value as a cell; `None` where it is not of the column's form.
pub(super) fn write(column: &Column, value: &Value) -> Option<String> {
    match (column.form, value) {
        (Form::Texts, Value::Array(all)) => {
            let items = all.iter().map(|v| Some(item(&quoted(v.as_str()?), &[';'])));
            Some(items.collect::<Option<Vec<_>>>()?.join("; "))
        }
        (Form::Wholes(..), Value::Array(all)) => Some(all.iter().map(Value::to_string).collect::<Vec<_>>().join("; ")),
        (Form::Pairs, Value::Object(all)) => {
            let pair = |(k, v): (&String, &Value)| Some(item(&quoted(k), &[';', '=']) + "=" + &item(&quoted(v.as_str()?), &[';']));
            Some(all.iter().map(pair).collect::<Option<Vec<_>>>()?.join("; "))
        }
        (Form::Text, Value::String(text)) => Some(quoted(text)),
        (Form::Word(_), Value::String(text)) => Some(text.clone()),
        (Form::Flag, Value::Bool(flag)) => Some(flag.to_string()),
        (Form::Number | Form::Whole(..), Value::Number(number)) => Some(number.as_f64()?.to_string()),
        _ => None,
    }
}

/// A cell as a value; `None` where it is empty.
pub(super) fn read(column: &Column, cell: &str) -> Result<Option<Value>, Wrong> {
    let word = cell.trim();
    // A text may be nothing but blanks; anything else is empty then.
    if cell.is_empty() || (word.is_empty() && !matches!(column.form, Form::Text)) {
        return Ok(None);
    }
    let value = match column.form {
        Form::Text => Value::from(unquoted(cell)),
        Form::Number => {
            let value = number(word)?;
            Value::from(Number::from_f64(value).ok_or_else(|| no_number(word))?)
        }
        Form::Whole(low, high) => Value::from(whole(word, low, high)?),
        Form::Flag => match word.to_lowercase().as_str() {
            "true" => Value::from(true),
            "false" => Value::from(false),
            _ => return Err((format!("'{word}' is neither true nor false"), "write true or false".to_owned())),
        },
        Form::Word(words) => {
            let words = words();
            if !words.iter().any(|w| w == word) {
                return Err((format!("'{word}' is no word of this column"), format!("write {}", or(&words))));
            }
            Value::from(word)
        }
        Form::Texts => items(cell).iter().map(|i| Value::from(text(i))).collect(),
        Form::Wholes(low, high) => items(cell).iter().map(|i| whole(&text(i), low, high).map(Value::from)).collect::<Result<_, _>>()?,
        Form::Pairs => Value::Object(pairs(cell)?),
    };
    Ok(Some(value))
}

/// `a, b or c`.
pub(super) fn or(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn all_quotes(text: &str) -> bool {
    text.chars().all(|c| c == '"')
}

fn quoted(text: &str) -> String {
    if text.is_empty() || (text.len() > 1 && all_quotes(text)) { format!("\"\"{text}") } else { text.to_owned() }
}

fn unquoted(cell: &str) -> &str {
    if all_quotes(cell) { cell.strip_prefix("\"\"").unwrap_or(cell) } else { cell }
}

/// A finite number as programs write it.
fn number(word: &str) -> Result<f64, Wrong> {
    word.parse::<f64>().ok().filter(|v| v.is_finite()).ok_or_else(|| no_number(word))
}

fn no_number(word: &str) -> Wrong {
    let share = word.strip_suffix('%').map(str::trim).filter(|w| w.parse::<f64>().is_ok());
    let hint = match (share, word.replacen(',', ".", 1).parse::<f64>()) {
        (Some(share), _) => format!("write {share}, and % as the unit"),
        (None, Ok(_)) => format!("write {} for decimals, {} for thousands", word.replace(',', "."), word.replace(',', "")),
        _ => "write digits with a point before the decimals, such as 1500 or 0.5, or leave the cell empty".to_owned(),
    };
    (format!("'{word}' is no number"), hint)
}

fn whole(word: &str, low: i64, high: i64) -> Result<i64, Wrong> {
    let value = match word.parse::<i64>() {
        Ok(value) => Some(value),
        // Spreadsheets may write 2016.0.
        Err(_) => word.strip_suffix(".0").and_then(|w| w.parse().ok()),
    };
    let value = value.filter(|v| (low..=high).contains(v));
    value.ok_or_else(|| (format!("'{word}' is no whole number from {low} to {high}"), "write digits alone, such as 2016".to_owned()))
}

/// An item of a list, with a backslash before what would be read otherwise.
fn item(text: &str, signs: &[char]) -> String {
    let (first, last) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        if c == '\\' || signs.contains(&c) || (c.is_whitespace() && (at < first || at >= last)) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A sign, and whether it means itself alone.
type Sign = (char, bool);

/// The signs of a cell between semicolons, without blanks around them.
fn items(cell: &str) -> Vec<Vec<Sign>> {
    let mut signs = cell.chars();
    let mut all: Vec<Sign> = Vec::new();
    while let Some(c) = signs.next() {
        all.push(if c == '\\' { (signs.next().unwrap_or(c), true) } else { (c, false) });
    }
    all.split(|s| *s == (';', false)).map(trim).filter(|i| !i.is_empty()).map(<[Sign]>::to_vec).collect()
}

fn trim(mut signs: &[Sign]) -> &[Sign] {
    let blank = |s: &Sign| s.0.is_whitespace() && !s.1;
    while let [first, rest @ ..] = signs
        && blank(first)
    {
        signs = rest;
    }
    while let [rest @ .., last] = signs
        && blank(last)
    {
        signs = rest;
    }
    signs
}

fn text(signs: &[Sign]) -> String {
    let text: String = signs.iter().map(|s| s.0).collect();
    unquoted(&text).to_owned()
}

fn pairs(cell: &str) -> Result<Map<String, Value>, Wrong> {
    let hint = || "write name=text; name=text, such as sex=f; age=60+".to_owned();
    let mut all = Map::new();
    for signs in items(cell) {
        let parts = signs.iter().position(|s| *s == ('=', false)).map(|at| signs.split_at(at));
        let Some((name, [_, value @ ..])) = parts else { return Err((format!("'{}' names no part", text(&signs)), hint())) };
        let name = text(trim(name));
        if all.insert(name.clone(), Value::from(text(trim(value)))).is_some() {
            return Err((format!("'{name}' is given twice"), hint()));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn column(form: Form) -> Column {
        Column { name: "c", form, must: false, holds: "" }
    }

    fn wrong(form: Form, cell: &str) -> String {
        read(&column(form), cell).map_or_else(|(what, hint)| format!("{what}: {hint}"), |v| panic!("{v:?}"))
    }

    #[test]
    fn what_is_no_number_says_what_to_write() {
        assert_eq!(wrong(Form::Number, "75%"), "'75%' is no number: write 75, and % as the unit");
        assert_eq!(wrong(Form::Number, "1,5"), "'1,5' is no number: write 1.5 for decimals, 15 for thousands");
        assert!(wrong(Form::Number, "about 5").ends_with("or leave the cell empty"));
        assert!(wrong(Form::Number, "inf").starts_with("'inf' is no number"));
        assert!(wrong(Form::Whole(0, 255), "300").contains("from 0 to 255"));
        assert_eq!(read(&column(Form::Whole(0, 9999)), "2016.0"), Ok(Some(json!(2016))));
        assert!(wrong(Form::Flag, "yes").ends_with("write true or false"));
        assert_eq!(wrong(Form::Pairs, "f"), "'f' names no part: write name=text; name=text, such as sex=f; age=60+");
    }

    #[test]
    fn lists_are_read_as_people_write_them() {
        assert_eq!(read(&column(Form::Texts), "KZ;UZ ; CN;"), Ok(Some(json!(["KZ", "UZ", "CN"]))));
        assert_eq!(read(&column(Form::Wholes(0, 9)), "3"), Ok(Some(json!([3]))));
        assert_eq!(read(&column(Form::Pairs), "sex = f;age=60+"), Ok(Some(json!({ "sex": "f", "age": "60+" }))));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(texts in proptest::collection::vec("[\"\\\\;= a\t-é]{0,4}", 1..4), number in any::<f64>()) {
            let there = |form, value: Value| {
                let cell = write(&column(form), &value).unwrap();
                prop_assert_eq!(read(&column(form), &cell), Ok(Some(value)), "{:?}", cell);
                Ok(())
            };
            there(Form::Text, json!(texts[0]))?;
            there(Form::Texts, json!(texts))?;
            let pairs: Map<String, Value> = texts.iter().map(|t| (t.clone(), json!(texts[0]))).collect();
            there(Form::Pairs, Value::Object(pairs))?;
            prop_assume!(number.is_finite());
            there(Form::Number, json!(number))?;
        }
    }
}

//! What people who fill in the tables read.

use super::cell::or;
use super::columns::TABLES;
use super::form::{Column, Form};
use landbridge_formats::sheet::{self, Sheet};

/// Name of the table that explains the others; it holds nothing of a project.
pub const GUIDE: &str = "Guide";

/// What holds for every table.
const NOTES: [&str; 5] = [
    "One row a fact. Every table but projects leads with the id of a project; rows of one project are kept in their order. Rows without anything are passed over.",
    "Numbers: digits, and a point before the decimals; no signs between thousands. A share of 75 % is 75, with % as the unit: a cell that Excel shows in percent holds 0.75 and is read so.",
    "Dates are text. Where Excel makes a date of what you type, it is read as the day: 2024-05 typed into an unformatted cell becomes 2024-05-01. The columns of text of this workbook keep what is typed.",
    "Lists in a cell are parted by semicolons. A backslash before a semicolon makes it part of the text.",
    "An empty cell says nothing. Two double quotes alone (\"\") are a text that is there and empty.",
];

impl Form {
    fn says(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Whole(..) => "whole number",
            Self::Flag => "true or false",
            Self::Word(_) => "a word",
            Self::Texts => "texts between semicolons",
            Self::Wholes(..) => "whole numbers between semicolons",
            Self::Pairs => "name=text between semicolons",
        }
    }
}

impl Column {
    fn needed(&self) -> String {
        match (self.must, self.name.split_once('.')) {
            (false, _) => String::new(),
            (true, None) => "yes".to_owned(),
            (true, Some((group, _))) => format!("where there is a {group}"),
        }
    }
}

/// A row for each table and each of its columns.
pub(super) fn guide() -> Sheet {
    let columns = [("table", 14), ("column", 16), ("needed", 14), ("form", 22), ("holds", 70), ("words", 60)];
    let columns = columns.map(|(name, width)| sheet::Column { name: name.to_owned(), width, ..sheet::Column::default() });
    let row = |table: &str, column: &str, needed: String, form: &str, holds: &str, words: String| {
        vec![table.to_owned(), column.to_owned(), needed, form.to_owned(), holds.to_owned(), words]
    };
    let notes = NOTES.map(|note| row("all", "", String::new(), "", note, String::new()));
    let tables = TABLES.iter().flat_map(|table| {
        let columns = table.columns.iter().map(|c| {
            let words = if matches!(c.form, Form::Word(_)) { or(&c.words()) } else { String::new() };
            row(table.name, c.name, c.needed(), c.form.says(), c.holds, words)
        });
        std::iter::once(row(table.name, "", String::new(), "", table.holds, String::new())).chain(columns)
    });
    Sheet { name: GUIDE.to_owned(), columns: columns.to_vec(), rows: notes.into_iter().chain(tables).collect() }
}

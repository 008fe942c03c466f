//! What a column of a table is.

use landbridge_formats::sheet;
use utoipa::PartialSchema;

/// What a cell holds.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Text as it stands.
    Text,
    /// A number.
    Number,
    /// A whole number between two.
    Whole(i64, i64),
    /// `true` or `false`.
    Flag,
    /// One of some words.
    Word(fn() -> Vec<String>),
    /// Texts between semicolons.
    Texts,
    /// Whole numbers between semicolons.
    Wholes(i64, i64),
    /// `name=text` between semicolons.
    Pairs,
}

/// A column.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Field of the record; `baseline.value` is a field within a field.
    pub(super) name: &'static str,
    pub(super) form: Form,
    /// Whether a row needs it; within a field, whether that field needs it.
    pub(super) must: bool,
    pub(super) holds: &'static str,
}

/// Which part of a record the rows of a table are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The record without its lists.
    Project,
    /// A list of the record.
    List(&'static str),
    /// Texts or objects by a key: the field, the column of the key, and that of the text.
    Keyed(&'static str, &'static str, &'static str),
    /// A list within each indicator.
    Indicator(&'static str),
}

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) of: Of,
    pub(super) holds: &'static str,
    pub(super) columns: &'static [Column],
}

impl Table {
    /// A column by its name.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// Whether long texts stand in several rows, numbered by the column `part`.
    pub(super) fn has_parts(&self) -> bool {
        self.column("part").is_some()
    }

    /// The table without a row.
    pub(super) fn sheet(&self) -> sheet::Sheet {
        sheet::Sheet { name: self.name.to_owned(), columns: self.columns.iter().map(Column::sheet).collect(), rows: Vec::new() }
    }
}

impl Column {
    /// The words it allows.
    pub(super) fn words(&self) -> Vec<String> {
        match self.form {
            Form::Word(words) => words(),
            Form::Flag => vec!["true".to_owned(), "false".to_owned()],
            _ => Vec::new(),
        }
    }

    fn sheet(&self) -> sheet::Column {
        let width = match self.name {
            "summary" | "note" | "text" => 60,
            "name" | "title" | "url" | "project" | "supplier" | "indicator" => 30,
            _ => 14,
        };
        let number = matches!(self.form, Form::Number | Form::Whole(..));
        sheet::Column { name: self.name.to_owned(), number, words: self.words(), width }
    }
}

/// The words of an enumeration, as its description says them.
pub(super) fn words<T: PartialSchema>() -> Vec<String> {
    let schema = serde_json::to_value(T::schema()).unwrap_or_default();
    let words = schema.get("enum").and_then(serde_json::Value::as_array);
    words.into_iter().flatten().filter_map(|w| w.as_str().map(str::to_owned)).collect()
}

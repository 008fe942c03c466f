//! Tables that are written for people to fill in: as CSV, or as the sheets of a
//! workbook.

use crate::table::csv;

/// A table with what a spreadsheet should know of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// Whether its cells are numbers; anything else is text, a date too.
    pub number: bool,
    /// The words it allows; none where it allows any.
    pub words: Vec<String>,
    /// About how many characters a cell holds.
    pub width: u16,
}

impl Sheet {
    /// The table as CSV.
    pub fn csv(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|c| c.name.as_str()).collect();
        csv(&names, self.rows.iter())
    }
}

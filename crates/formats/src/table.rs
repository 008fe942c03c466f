//! CSV tables whose readers never drop a row silently.

use landbridge_model::{Confidence, CountryCode, Findings, Lifespan, Point, Severity};
use std::collections::HashMap;

/// A CSV table with a header row.
#[derive(Clone, Debug)]
pub struct Table {
    /// File name used in findings.
    pub name: String,
    headers: Vec<String>,
    columns: HashMap<String, usize>,
    rows: Vec<(u64, csv::StringRecord)>,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    line: u64,
    record: &'a csv::StringRecord,
}

impl Table {
    /// Reads a table. Rows that are not CSV become findings; a missing header
    /// or column is an error.
    pub fn read(name: &str, text: &str, required: &[&str], findings: &mut Findings) -> Result<Self, String> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(|e| format!("{name}:1: {e}"))?.clone();
        let mut table = Self::of(name, headers.iter().map(|h| h.trim().to_owned()).collect());
        if let Some(missing) = required.iter().find(|c| !table.columns.contains_key(**c)) {
            return Err(format!("{name}:1: the column '{missing}' is missing; the header names {}", table.headers.join(", ")));
        }
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.len() != headers.len() {
                        findings.push(
                            Severity::Error,
                            format!("{name}:{line}"),
                            format!("{} cells where the header has {}", record.len(), headers.len()),
                            "quote cells that hold a comma",
                        );
                        continue;
                    }
                    table.rows.push((line, record));
                }
                Err(e) => findings.push(Severity::Error, name, e.to_string(), "repair the row"),
            }
        }
        Ok(table)
    }

    /// A table of these columns without a row.
    pub fn of(name: &str, headers: Vec<String>) -> Self {
        let columns = headers.iter().enumerate().map(|(i, h)| (h.clone(), i)).collect();
        Self { name: name.to_owned(), headers, columns, rows: Vec::new() }
    }

    /// Adds a row that begins on a line; cells that are not there are empty.
    pub fn push(&mut self, line: u64, cells: Vec<String>) {
        self.rows.push((line, cells.into()));
    }

    /// The columns in their order.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { table: self, line: *line, record })
    }
}

impl<'a> Row<'a> {
    /// `file:line:column` for findings.
    pub fn place(&self, column: &str) -> String {
        format!("{}:{}:{column}", self.table.name, self.line)
    }

    /// Line of the file on which the row begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The text of a cell as it stands, empty where the column is missing.
    pub fn cell(&self, column: &str) -> &'a str {
        self.table.columns.get(column).and_then(|&i| self.record.get(i)).unwrap_or_default()
    }

    /// The trimmed text of a cell, empty where the column is missing.
    pub fn text(&self, column: &str) -> &'a str {
        self.cell(column).trim()
    }

    /// The cells as they stand, in the order of the columns.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> {
        self.record.iter()
    }

    /// A number, `None` where the cell is empty; a finding where it is no number.
    pub fn number(&self, column: &str, findings: &mut Findings) -> Option<f64> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Some(value),
            _ => {
                findings.push(
                    Severity::Error,
                    self.place(column),
                    format!("'{text}' is not a number"),
                    "write digits, or leave the cell empty",
                );
                None
            }
        }
    }

    /// A number that must be there.
    pub fn required(&self, column: &str, findings: &mut Findings) -> Option<f64> {
        if self.text(column).is_empty() {
            findings.push(Severity::Error, self.place(column), "the cell is empty", "this column needs a number");
        }
        self.number(column, findings)
    }

    /// A position from two columns.
    pub fn point(&self, lat: &str, lon: &str, findings: &mut Findings) -> Option<Point> {
        let point = Point::new(self.required(lat, findings)?, self.required(lon, findings)?);
        if point.is_valid() {
            return Some(point);
        }
        findings.push(
            Severity::Error,
            self.place(lat),
            format!("{}, {} is not on the globe", point.lat, point.lon),
            "latitude −90 to 90, longitude −180 to 180",
        );
        None
    }

    /// An alpha-3 country code that must be there.
    pub fn country(&self, column: &str, findings: &mut Findings) -> Option<CountryCode> {
        let code = CountryCode::parse(self.text(column));
        if code.is_none() {
            findings.push(
                Severity::Error,
                self.place(column),
                format!("'{}' is not a country code", self.text(column)),
                "use ISO 3166 alpha-3",
            );
        }
        code
    }

    /// How the row's figures are known; `recalled` where it does not say.
    pub fn confidence(&self, findings: &mut Findings) -> Confidence {
        Confidence::parse(self.text("confidence")).unwrap_or_else(|| {
            findings.push(
                Severity::Warning,
                self.place("confidence"),
                format!("'{}' is no confidence", self.text("confidence")),
                "use seen, recalled or derived",
            );
            Confidence::Recalled
        })
    }

    /// Years open, from `opened_year`, `closed_year` and `status`. What is
    /// planned or under construction without a year never opens.
    pub fn lifespan(&self, findings: &mut Findings) -> Lifespan {
        let mut year = |column: &str| -> u16 {
            self.number(column, findings).map_or(0, |y| if (1700.0..=2100.0).contains(&y) { saturating_u16(y) } else { 0 })
        };
        let (opened, closed) = (year("opened_year"), year("closed_year"));
        let status = self.text("status");
        let unopened = matches!(status, "planned" | "under_construction" | "cancelled");
        match (unopened, opened) {
            (true, 0) => Lifespan::NEVER,
            _ => Lifespan { opened, closed },
        }
    }
}

/// Rounds to a `u16`, at the ends of its range where it does not fit.
pub fn saturating_u16(value: f64) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u16 first")]
    let rounded = value.round().clamp(0.0, f64::from(u16::MAX)) as u16;
    rounded
}

/// A cell of a CSV file that is written (RFC 4180).
pub fn quote(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A table as CSV: a header and rows, cells quoted where they need it.
pub fn write<const N: usize>(columns: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    csv(columns, rows)
}

/// The same of columns that are not known before.
pub(crate) fn csv<'a, R: IntoIterator<Item: AsRef<[u8]>>>(
    columns: impl IntoIterator<Item = &'a &'a str>,
    rows: impl Iterator<Item = R>,
) -> String {
    // Writing to memory does not fail.
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let _ = writer.write_record(columns);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "name,lat,lon,km,status,opened_year\nA,1,2,10,operational,1990\nB,x,2,,planned,\nC,1\n";

    #[test]
    fn rows_keep_their_line_and_findings_name_the_cell() {
        let mut findings = Findings::default();
        let table = Table::read("t.csv", TEXT, &["name", "lat"], &mut findings).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(table.rows().count(), 2);
        assert_eq!(findings.0[0].place, "t.csv:4");
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows[0].number("km", &mut findings), Some(10.0));
        assert_eq!(rows[1].point("lat", "lon", &mut findings), None);
        assert_eq!(findings.0[1].place, "t.csv:3:lat");
        assert_eq!(rows[0].lifespan(&mut findings), Lifespan { opened: 1990, closed: 0 });
        assert_eq!(rows[1].lifespan(&mut findings), Lifespan::NEVER);
    }

    #[test]
    fn a_missing_column_is_refused() {
        let error = Table::read("t.csv", TEXT, &["gauge"], &mut Findings::default()).unwrap_err();
        assert!(error.contains("'gauge'"));
    }
}

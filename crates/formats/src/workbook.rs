//! Workbooks of Excel (`.xlsx`), read and written cell by cell.
//!
//! Cells are text: numbers as they are, dates as ISO 8601. What a cell holds
//! besides is a finding.

use crate::sheet::Sheet;
use crate::table::Table;
use calamine::{DataRef, ExcelDateTime as Moment, Reader as _, SheetType, Xlsx};
use landbridge_model::{Findings, Severity};
use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Characters (of UTF-16) that a cell of Excel holds at the most.
pub const CELL: usize = 32_767;

/// Columns of a sheet at the most, lest a damaged file asks for memory without end.
const WIDEST: u32 = 256;
/// The last row and column of a sheet.
const LAST: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// Reads a workbook: each sheet by its name, as a table whose first row that is
/// not empty names the columns. `name` names the file in findings.
///
/// # Errors
/// A file that is no workbook, or is damaged.
pub fn read(name: &str, bytes: &[u8], findings: &mut Findings) -> Result<Vec<(String, Table)>, String> {
    // calamine 0.38 counts beyond its numbers on a reference such as `nlineStr1`, and
    // panics where that is checked: a damaged file, and no fault of the program.
    let read = catch_unwind(AssertUnwindSafe(|| read_sheets(name, bytes, findings)));
    read.unwrap_or_else(|_| Err(format!("{name}: it is damaged: save it again with Excel")))
}

fn read_sheets(name: &str, bytes: &[u8], findings: &mut Findings) -> Result<Vec<(String, Table)>, String> {
    let wrong = |e: calamine::XlsxError| format!("{name}: it is no workbook of Excel (.xlsx): {e}");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheets: Vec<String> = workbook.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect();
    let mut tables = Vec::new();
    for sheet in sheets {
        let place = format!("{name}:{sheet}");
        let rows = rows(&mut workbook, &sheet, &place, findings).map_err(|e| format!("{place}: it cannot be read: {e}"))?;
        tables.push((sheet, table(&place, rows, findings)));
    }
    Ok(tables)
}

type Rows = BTreeMap<u32, BTreeMap<u32, String>>;

/// The cells that hold something. They are taken one by one: a range of all
/// between the first and the last may be more than fits in memory.
fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, place: &str, findings: &mut Findings) -> Result<Rows, calamine::XlsxError> {
    let mut rows = Rows::new();
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        let place = || format!("{place}:{}:{}", u64::from(row) + 1, letters(column));
        let text = match text(cell.get_value()) {
            Ok(text) => text,
            Err(what) => {
                findings.push(Severity::Error, place(), format!("the cell holds {what}"), "write a number, a date or text");
                continue;
            }
        };
        let format = cells.styles().get(style).and_then(|s| s.number_format.as_ref());
        if format.is_some_and(|f| f.format_code.contains('%')) && matches!(cell.get_value(), DataRef::Float(_) | DataRef::Int(_)) {
            let hint = "Excel keeps 75% as 0.75: write 75, let the unit say %, and format the cell as a number";
            findings.push(Severity::Warning, place(), format!("the cell is shown in percent and read as {text}"), hint);
        }
        let beyond = row > LAST || column > LAST_COLUMN;
        if !text.is_empty() && (beyond || rows.entry(row).or_default().insert(column, text).is_some()) {
            let say = if beyond { "the cell stands beyond the end of a sheet" } else { "the cell is there twice" };
            findings.push(Severity::Error, place(), say, "the file is damaged: save it again with Excel");
        }
    }
    Ok(rows)
}

fn table(place: &str, rows: Rows, findings: &mut Findings) -> Table {
    let mut rows = rows.into_iter();
    let header = rows.next().map(|r| r.1).unwrap_or_default();
    let width = header.keys().next_back().map_or(0, |last| last.saturating_add(1)).min(WIDEST);
    let beyond = |row: u64, column: u32, findings: &mut Findings| {
        let place = format!("{place}:{row}:{}", letters(column));
        findings.push(
            Severity::Error,
            place,
            "the cell is in a column without a name",
            "name the column in the first row, or empty the cell",
        );
    };
    if let Some((&column, _)) = header.range(WIDEST..).next() {
        beyond(1, column, findings);
    }
    let names: Vec<String> = (0..width).map(|c| header.get(&c).map(|t| t.trim().to_owned()).unwrap_or_default()).collect();
    let nameless = |column: u32| usize::try_from(column).ok().and_then(|c| names.get(c)).is_none_or(String::is_empty);
    let mut table = Table::of(place, names.clone());
    for (row, mut cells) in rows {
        let row = u64::from(row) + 1;
        for &column in cells.keys().filter(|c| nameless(**c)) {
            beyond(row, column, findings);
        }
        table.push(row, (0..width).map(|c| cells.remove(&c).filter(|_| !nameless(c)).unwrap_or_default()).collect());
    }
    table
}

/// A cell as text, or what it holds instead.
fn text(value: &DataRef<'_>) -> Result<String, String> {
    match value {
        DataRef::Empty => Ok(String::new()),
        DataRef::Int(number) => Ok(number.to_string()),
        DataRef::Float(number) => Ok(number.to_string()),
        DataRef::String(text) => Ok(text.clone()),
        DataRef::SharedString(text) => Ok((*text).to_owned()),
        DataRef::Bool(value) => Ok(value.to_string()),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) => Ok(text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()),
        DataRef::DurationIso(text) => Err(format!("the duration {text}")),
        DataRef::Error(error) => Err(format!("the error {error}")),
    }
}

/// A date as Excel counts it, in days, as ISO 8601.
fn date(moment: &Moment) -> Result<String, String> {
    // Before the first day it is a time of the clock, and beyond these years
    // calamine answers with the last one.
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&moment.as_f64()) {
        return Err(format!("no date but a time ({} days)", moment.as_f64()));
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    Ok(if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") })
}

/// A column as Excel names it: A, B, …, Z, AA.
fn letters(column: u32) -> String {
    let last = char::from_u32(u32::from(b'A') + column % 26).unwrap_or('?');
    if column < 26 { last.to_string() } else { letters(column / 26 - 1) + &last.to_string() }
}

/// Writes sheets as a workbook: the header stays in sight, columns of text hold
/// what is typed as it is typed, and words are offered to choose from. The same
/// sheets give the same bytes.
///
/// # Errors
/// More than a sheet or a cell holds, with its place.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    let made = |e: XlsxError| e.to_string();
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(made)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for sheet in sheets {
        write_sheet(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer().map_err(made)
}

fn write_sheet(to: &mut rust_xlsxwriter::Worksheet, sheet: &Sheet) -> Result<(), String> {
    let plain = Format::new().set_align(FormatAlign::Top);
    let typed = plain.clone().set_num_format("@").set_text_wrap();
    let bold = Format::new().set_bold();
    let at = |row: usize, column: &str, e: XlsxError| format!("{}, row {}, {column}: {e}", sheet.name, row + 2);
    let head = |e: XlsxError| format!("{}: {e}", sheet.name);
    to.set_name(&sheet.name).and_then(|to| to.set_freeze_panes(1, 0)).map_err(head)?;
    for (column, number) in sheet.columns.iter().zip(0u16..) {
        let format = if column.number { &plain } else { &typed };
        to.set_column_width(number, f64::from(column.width)).map_err(head)?;
        to.set_column_format(number, format).map_err(head)?;
        to.write_string_with_format(0, number, &column.name, &bold).map_err(head)?;
        if !column.words.is_empty() {
            let rule = DataValidation::new().allow_list_strings(&column.words).map_err(head)?;
            to.add_data_validation(1, number, LAST, number, &rule).map_err(head)?;
        }
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for ((cell, column), number) in cells.iter().zip(&sheet.columns).zip(0u16..).filter(|c| !c.0.0.is_empty()) {
            let fail = |e: XlsxError| at(row, &column.name, e);
            let line = u32::try_from(row + 1).map_err(|_| fail(XlsxError::RowColumnLimitError))?;
            match cell.parse::<f64>() {
                Ok(value) if column.number => to.write_number_with_format(line, number, value, &plain).map_err(fail)?,
                _ => to.write_string_with_format(line, number, cell, &typed).map_err(fail)?,
            };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Column;
    use proptest::prelude::*;

    fn sheet(columns: &[(&str, bool)], rows: &[&[&str]]) -> Sheet {
        let columns = columns.iter().map(|&(name, number)| Column { name: name.to_owned(), number, words: Vec::new(), width: 9 });
        let rows = rows.iter().map(|row| row.iter().map(|c| (*c).to_owned()).collect());
        Sheet { name: "s".to_owned(), columns: columns.collect(), rows: rows.collect() }
    }

    /// The cells of the first sheet as they are read, and what was found.
    fn back(bytes: &[u8]) -> (Vec<Vec<String>>, Vec<String>) {
        let mut findings = Findings::default();
        let tables = read("w.xlsx", bytes, &mut findings).unwrap();
        let table = &tables[0].1;
        let rows = table.rows().map(|r| table.headers().iter().map(|h| r.cell(h).to_owned()).collect()).collect();
        (rows, findings.0.iter().map(ToString::to_string).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn cells_come_back(text in proptest::collection::vec("(?s).{0,12}|_x[0-9A-F]{4}_|[ \r\n\t]{1,3}|2024(-05)?", 1..6), number in any::<f64>()) {
            prop_assume!(number.is_finite());
            let number = number.to_string();
            let rows: Vec<Vec<&str>> = text.iter().map(|t| vec![t.as_str(), number.as_str()]).collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            let sheet = sheet(&[("text", false), ("number", true)], &rows);
            let bytes = write(std::slice::from_ref(&sheet)).unwrap();
            prop_assert_eq!(&bytes, &write(std::slice::from_ref(&sheet)).unwrap());
            prop_assert_eq!(back(&bytes), (sheet.rows, Vec::new()));
        }
    }

    #[test]
    fn cells_are_read_as_excel_writes_them() {
        let mut workbook = Workbook::new();
        let to = workbook.add_worksheet();
        let (day, share) = (Format::new().set_num_format("dd.mm.yyyy"), Format::new().set_num_format("0%"));
        for (column, name) in [(0, "year"), (1, "day"), (2, "flag"), (3, "share")] {
            to.write_string(0, column, name).unwrap();
        }
        to.write_number(2, 0, 2024).unwrap();
        to.write_with_format(2, 1, ExcelDateTime::from_ymd(2024, 5, 10).unwrap(), &day).unwrap();
        to.write_boolean(2, 2, true).unwrap();
        to.write_number_with_format(2, 3, 0.75, &share).unwrap();
        to.write_with_format(3, 1, ExcelDateTime::from_ymd(2024, 5, 10).unwrap().and_hms(6, 30, 0).unwrap(), &day).unwrap();
        to.write_with_format(4, 1, ExcelDateTime::from_hms(6, 30, 0).unwrap(), &day).unwrap();
        to.write_string(4, 9, "lost?").unwrap();
        let (rows, found) = back(&workbook.save_to_buffer().unwrap());
        assert_eq!(rows, [vec!["2024", "2024-05-10", "true", "0.75"], vec!["", "2024-05-10T06:30:00", "", ""], vec![""; 4]]);
        let starts = ["warning: w.xlsx:Sheet1:3:D: ", "error: w.xlsx:Sheet1:5:B: ", "error: w.xlsx:Sheet1:5:J: "];
        assert_eq!(found.len(), starts.len(), "{found:?}");
        assert!(found.iter().zip(starts).all(|(f, s)| f.starts_with(s)), "{found:?}");
    }

    #[test]
    fn what_a_cell_does_not_hold_is_refused_with_its_place() {
        let long = "x".repeat(CELL + 1);
        let error = write(&[sheet(&[("text", false)], &[&["a"], &[&long]])]).unwrap_err();
        assert!(error.starts_with("s, row 3, text: "), "{error}");
        assert!(write(&[sheet(&[("text", false)], &[&[&long[1..]]])]).is_ok());
    }
}

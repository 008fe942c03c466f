//! Lists of parties as tables.

use super::{Index, Match, Screener};
use jiff::civil::Date;
use landbridge_formats::table::{Row, Table};
use landbridge_model::{Findings, Severity};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// A party of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Entry {
    /// Line of the file.
    pub line: u64,
    /// Identifier of the list, empty where it has none.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Country, as the list has it.
    pub country: String,
    /// Which list it is of.
    pub list: String,
    /// First day on which it is listed.
    #[serde(serialize_with = "as_text")]
    #[schema(value_type = Option<String>)]
    pub from: Option<Date>,
    /// Last day on which it is listed.
    #[serde(serialize_with = "as_text")]
    #[schema(value_type = Option<String>)]
    pub until: Option<Date>,
}

fn as_text<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|d| d.to_string()).serialize(serializer)
}

impl Entry {
    /// Whether it is listed on a day; days that are not given do not bound it.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

fn day(row: &Row<'_>, column: &str, findings: &mut Findings) -> Option<Date> {
    let text = row.text(column);
    let parsed = text.parse().ok();
    if parsed.is_none() && !text.is_empty() {
        let message = format!("'{text}' is no day; the entry is taken as not bounded by it");
        findings.push(Severity::Warning, row.place(column), message, "write year-month-day, as 2024-01-31");
    }
    parsed
}

/// Reads a list: a CSV table with the column `name`, and if it likes `id`,
/// `aliases` (parted by `;`), `country`, `list`, `from` and `until`.
///
/// # Errors
/// A missing column. Rows without a name become findings.
pub fn read_list(file: &str, text: &str, findings: &mut Findings) -> Result<Vec<Entry>, String> {
    let table = Table::read(file, text.trim_start_matches('\u{feff}'), &["name"], findings)?;
    let mut all = Vec::new();
    for row in table.rows() {
        if row.text("name").is_empty() {
            findings.push(Severity::Error, row.place("name"), "the entry has no name and is left out", "name it");
            continue;
        }
        let aliases = row.text("aliases").split(';').map(str::trim).filter(|a| !a.is_empty());
        all.push(Entry {
            line: row.line(),
            id: row.text("id").to_owned(),
            name: row.text("name").to_owned(),
            aliases: aliases.map(str::to_owned).collect(),
            country: row.text("country").to_owned(),
            list: row.text("list").to_owned(),
            from: day(&row, "from", findings),
            until: day(&row, "until", findings),
        });
    }
    Ok(all)
}

/// Reads names of parties: a CSV table with the column `name`.
///
/// # Errors
/// A missing column. Rows without a name become findings.
pub fn read_parties(file: &str, text: &str, findings: &mut Findings) -> Result<Vec<String>, String> {
    Ok(read_list(file, text, findings)?.into_iter().map(|e| e.name).collect())
}

/// A list made ready for questions.
#[derive(Debug)]
pub struct List {
    entries: Vec<Entry>,
    index: Index,
    /// Entry of each name of the index.
    of_entry: Vec<usize>,
}

/// A listed party that a name may denote.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Hit {
    /// The party.
    pub entry: Entry,
    /// Its name or other name that was likest.
    pub listed_name: String,
    /// What the two names come to.
    #[serde(flatten)]
    pub result: Match,
}

impl List {
    /// A list made ready.
    pub fn of(entries: Vec<Entry>, screener: &Screener) -> Self {
        let (mut names, mut of_entry) = (Vec::new(), Vec::new());
        for (i, entry) in entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                names.push(screener.name(name));
                of_entry.push(i);
            }
        }
        Self { entries, index: Index::of(names, &screener.settings), of_entry }
    }

    /// Its entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Names of its entries with all their other names.
    pub fn name_count(&self) -> usize {
        self.of_entry.len()
    }
}

impl Screener {
    /// Entries of a list that a name may denote, each by its likest name, the
    /// likeliest first; of equal ones that whose name and identifier come first.
    pub fn screen(&self, list: &List, name: &str) -> Vec<Hit> {
        let asked = self.name(name);
        let mut seen = vec![false; list.entries.len()];
        let mut hits: Vec<Hit> = Vec::new();
        for (place, _) in self.find(&list.index, &asked) {
            let (Some(&of), Some(listed)) = (list.of_entry.get(place), list.index.names().get(place)) else { continue };
            let (Some(entry), Some(seen)) = (list.entries.get(of), seen.get_mut(of)) else { continue };
            if !std::mem::replace(seen, true) {
                hits.push(Hit { entry: entry.clone(), listed_name: listed.text.clone(), result: self.explain(&asked, listed) });
            }
        }
        hits.sort_by(|a, b| {
            let key = |h: &Hit| (h.listed_name.clone(), h.entry.name.clone(), h.entry.id.clone());
            b.result.score.total_cmp(&a.result.score).then_with(|| key(a).cmp(&key(b)))
        });
        hits
    }
}

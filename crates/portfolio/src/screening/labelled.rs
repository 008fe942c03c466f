//! Labelled pairs of names, by which a screener is fitted and measured.

use landbridge_formats::table::Table;
use landbridge_model::{Findings, Severity};

/// Two names and whether they denote one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// As a register writes it.
    pub query: String,
    /// As a list writes it.
    pub listed: String,
    /// Whether both denote one legal entity.
    pub same: bool,
    /// What makes them alike or different.
    pub relation: String,
    /// Scripts of both, the first of the alphabet first.
    pub scripts: String,
    /// Whether it is for tuning; the others are for measuring.
    pub for_tuning: bool,
}

/// Reads `pairs.csv`.
///
/// # Errors
/// A missing column; findings name the rows that are not understood.
pub fn read(text: &str, findings: &mut Findings) -> Result<Vec<Labelled>, String> {
    let columns = ["query", "listed", "same", "query_script", "listed_script", "relation", "split"];
    let table = Table::read("pairs.csv", text, &columns, findings)?;
    let mut all = Vec::new();
    for row in table.rows() {
        let (same, for_tuning) = match (row.text("same"), row.text("split")) {
            (same @ ("0" | "1"), split @ ("tune" | "held")) => (same == "1", split == "tune"),
            (same, split) => {
                let message = format!("same is '{same}', split '{split}'");
                findings.push(Severity::Error, row.place("same"), message, "write 0 or 1, and tune or held");
                continue;
            }
        };
        let mut scripts = [row.text("query_script"), row.text("listed_script")];
        scripts.sort_unstable();
        all.push(Labelled {
            query: row.text("query").to_owned(),
            listed: row.text("listed").to_owned(),
            same,
            relation: row.text("relation").to_owned(),
            scripts: scripts.join("/"),
            for_tuning,
        });
    }
    Ok(all)
}

//! The register as tables: one of projects, and one for each list that a project
//! has, its rows led by the id of the project.
//!
//! `columns` says once what each table holds; header, guide, what is offered to
//! choose from, reading and writing all go by it. Rows pass through JSON, so that
//! the types of a record are asked and not repeated.

mod cell;
mod columns;
mod form;
mod guide;
mod read;
mod records;
mod write;

pub use guide::GUIDE;
pub use read::read;
pub use write::write;

/// Characters (of UTF-16) of a part of a kept document: fewer than a cell of Excel
/// holds.
const PART: usize = 32_000;

/// Names by which the rows of a list are known to the rows below them, in order:
/// their ids, and `id#2` for one that is there again.
fn labels<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let ids: Vec<&str> = ids.collect();
    let mut taken: std::collections::BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let mut seen = std::collections::BTreeSet::new();
    let label = |id: &str| {
        if seen.insert(id.to_owned()) {
            return id.to_owned();
        }
        let free = (2usize..).map(|n| format!("{id}#{n}")).find(|l| !taken.contains(l)).unwrap_or_default();
        taken.insert(free.clone());
        free
    };
    ids.into_iter().map(label).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_two_labels_are_the_same() {
        assert_eq!(super::labels(["a", "b", "a", "a#2", "a", "a#2"].into_iter()), ["a", "b", "a#3", "a#2", "a#4", "a#2#2"]);
    }
}

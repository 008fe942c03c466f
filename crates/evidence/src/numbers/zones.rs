//! The stretches of a text whose numbers need no claim.

use super::Exclusion;
use regex::Regex;
use std::ops::Range;

/// Stretches of a text by rule, and its sections.
pub(super) struct Zones {
    stretches: Vec<(Range<usize>, Exclusion)>,
    /// Where each section begins and what it is called.
    sections: Vec<(usize, String)>,
}

fn all(stretches: &mut Vec<(Range<usize>, Exclusion)>, text: &str, pattern: &str, rule: Exclusion) {
    // The patterns are constants of this file; a test compiles each.
    if let Ok(regex) = Regex::new(pattern) {
        stretches.extend(regex.find_iter(text).map(|m| (m.range(), rule)));
    }
}

const LINK: &str = r"https?://[^\s<>\])]+";
const CONTENTS: &str = r"(?m)^.*\.{4,}.*$";
const HEADING: &str = r"(?m)^#+ +(?:\*\*)?\d+(?:\.\d+)*";
const CHAPTER: &str = r"\bChapter \w+";
const FIGURE: &str = r"\b[Ff]igure +\d+";

impl Zones {
    pub(super) fn of(text: &str, names: &[String]) -> Self {
        let mut stretches = Vec::new();
        all(&mut stretches, text, LINK, Exclusion::Link);
        all(&mut stretches, text, CONTENTS, Exclusion::Contents);
        all(&mut stretches, text, HEADING, Exclusion::Heading);
        all(&mut stretches, text, CHAPTER, Exclusion::Heading);
        all(&mut stretches, text, FIGURE, Exclusion::Figure);
        for name in names {
            stretches.extend(text.match_indices(name.as_str()).map(|(at, n)| (at..at + n.len(), Exclusion::Name)));
        }
        Zones { stretches, sections: sections(text) }
    }

    /// The rule that leaves out what lies at `range`, the first in the order of
    /// the rules.
    pub(super) fn rule(&self, range: &Range<usize>) -> Option<Exclusion> {
        self.stretches.iter().filter(|(z, _)| z.start <= range.start && range.end <= z.end).map(|(_, rule)| *rule).min()
    }

    /// The section at an offset.
    pub(super) fn section(&self, offset: usize) -> &str {
        let before = self.sections.partition_point(|(at, _)| *at <= offset);
        before.checked_sub(1).and_then(|i| self.sections.get(i)).map_or("", |(_, name)| name)
    }
}

/// Headings in the manner of Markdown: the number of the last numbered one, else
/// the title; `box` behind it where the last heading opens a box.
fn sections(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut numbered = String::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('#') {
            let title = line.trim_start_matches('#').replace("**", "");
            let title = title.trim();
            let first = title.split_whitespace().next().unwrap_or_default();
            let is_number = first.contains('.') && first.split('.').all(|p| p.parse::<u8>().is_ok());
            let section = if is_number {
                numbered = first.to_owned();
                numbered.clone()
            } else if title.starts_with("Fact Box") {
                format!("{numbered} box")
            } else if title.starts_with(['—', '-']) {
                numbered.clone()
            } else {
                numbered.clear();
                title.to_owned()
            };
            found.push((offset, section));
        }
        offset += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_compiles() {
        for pattern in [LINK, CONTENTS, HEADING, CHAPTER, FIGURE] {
            assert!(Regex::new(pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn sections_follow_headings() {
        let text = "# Title\n1\n## **2.1 Name**\n6\n### Fact Box: x\n7\n#### —Part\n8\n## Conclusion\n9";
        let zones = Zones::of(text, &[]);
        let at = |c: char| zones.section(text.rfind(c).unwrap_or(0)).to_owned();
        assert_eq!([at('6'), at('7'), at('8'), at('9')], ["2.1", "2.1 box", "2.1", "Conclusion"].map(str::to_owned));
    }
}

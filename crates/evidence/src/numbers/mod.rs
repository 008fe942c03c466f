//! Every number of a text, by a written rule.
//!
//! Coverage of a ledger is counted against what this module finds, so that a
//! claim left out shows. The rule:
//!
//! 1. **Digits**: `3,178`, `12.86`, `6`; with a following `hundred` to `trillion`
//!    they are one number. Digits with `st`, `nd`, `rd`, `th` are ordinals.
//! 2. **Dates**: a month with a day, a year or both is one number, as is "first
//!    half of" a year.
//! 3. **Words**: cardinals from two, `hundred` to `trillion`, ordinals from
//!    `first`, fractions (`one-eighth`, `half`), multiples (`twelvefold`, `double`)
//!    and numbers of no value (`dozens`, `hundreds`). `decade` and `both` are no
//!    numbers.
//! 4. **Left out, each by rule and counted**: what stands in a link, a footnote
//!    mark, the table of contents, the number of a heading, chapter or figure; digits
//!    within a word (`CO2`, `5G`); `one` as an article or pronoun; and the names
//!    that the ledger lists (`Vision 2030`).

mod scan;
mod words;
mod zones;

pub use scan::numbers;

use serde::Serialize;
use utoipa::ToSchema;

/// A number of a text.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = TextNumber)]
pub struct Number {
    /// Bytes of the text before it.
    pub offset: usize,
    /// Its bytes.
    pub length: usize,
    /// Number or title of the section, as the heading has it.
    pub section: String,
    /// How it is written.
    pub form: Form,
    /// Its value in digits, or a date `2024-05-10`, `2024-05`, `--05-10`,
    /// `2024-01/2024-06`; empty where it has none (`dozens`).
    pub value: String,
    /// Half a unit of its last printed digit, zeros of round numbers left out, of
    /// words half of one; nothing for ranks, parts and dates.
    pub half_unit: Option<f64>,
    /// The rule that leaves it out, if one does.
    pub excluded: Option<Exclusion>,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = NumberForm)]
pub enum Form {
    /// In digits.
    Digits,
    /// As a day, month, half year.
    Date,
    /// As a word.
    Word,
    /// As a place in an order.
    Ordinal,
    /// As a part of one.
    Fraction,
    /// As a multiple.
    Multiple,
    /// As a number of no value.
    Vague,
    /// As a mark of a footnote.
    Mark,
}

/// Why a number needs no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Exclusion {
    /// It is part of a link.
    Link,
    /// It marks a footnote.
    FootnoteMark,
    /// It stands in the table of contents.
    Contents,
    /// It numbers a heading or chapter.
    Heading,
    /// It numbers a figure.
    Figure,
    /// It is part of a word.
    WithinWord,
    /// `one` as an article or pronoun.
    One,
    /// It is part of a name that the ledger lists.
    Name,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 8] =
        [Form::Digits, Form::Date, Form::Word, Form::Ordinal, Form::Fraction, Form::Multiple, Form::Vague, Form::Mark];

    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Form::Digits => "digits",
            Form::Date => "date",
            Form::Word => "word",
            Form::Ordinal => "ordinal",
            Form::Fraction => "fraction",
            Form::Multiple => "multiple",
            Form::Vague => "vague",
            Form::Mark => "mark",
        }
    }
}

impl Exclusion {
    /// All of them.
    pub const ALL: [Exclusion; 8] = [
        Exclusion::Link,
        Exclusion::FootnoteMark,
        Exclusion::Contents,
        Exclusion::Heading,
        Exclusion::Figure,
        Exclusion::WithinWord,
        Exclusion::One,
        Exclusion::Name,
    ];

    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Exclusion::Link => "link",
            Exclusion::FootnoteMark => "footnote-mark",
            Exclusion::Contents => "contents",
            Exclusion::Heading => "heading",
            Exclusion::Figure => "figure",
            Exclusion::WithinWord => "within-word",
            Exclusion::One => "one",
            Exclusion::Name => "name",
        }
    }
}

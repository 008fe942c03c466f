//! Records by what they are.

use super::project::Project;
use super::words::{Kind, Status};

/// Records are kept that are all of this; what is not said does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Main or further step.
    pub step: Option<u8>,
    /// One of the countries, ISO 3166-1 alpha-2, in any case.
    pub country: Option<String>,
    /// Sector, in any case.
    pub sector: Option<String>,
    /// Status.
    pub status: Option<Status>,
    /// Kind.
    pub kind: Option<Kind>,
}

impl Selection {
    /// Whether a record is kept.
    pub fn keeps(&self, project: &Project) -> bool {
        let same = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|w| w.eq_ignore_ascii_case(has));
        self.step.is_none_or(|s| project.step == Some(s) || project.also.contains(&s))
            && (self.country.is_none() || project.countries.iter().any(|c| same(&self.country, c)))
            && same(&self.sector, &project.sector)
            && self.status.is_none_or(|s| project.status == s)
            && self.kind.is_none_or(|k| project.kind == k)
    }
}

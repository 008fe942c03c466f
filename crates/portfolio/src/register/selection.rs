//! Records by what they are.

use super::Register;
use super::project::Project;
use super::words::{Kind, Status};

/// Records are kept that are all of this; what is not said does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Main or further step.
    pub step: Option<u8>,
    /// Countries of which it touches any, ISO 3166-1 alpha-2, in any case; any country
    /// where none is named.
    pub countries: Vec<String>,
    /// Sector, in any case.
    pub sector: Option<String>,
    /// Status.
    pub status: Option<Status>,
    /// Kind.
    pub kind: Option<Kind>,
}

impl Selection {
    /// A code of a country, in capitals.
    ///
    /// # Errors
    /// What is no two letters.
    pub fn country(text: &str) -> Result<String, String> {
        let code = text.trim();
        if code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()) {
            Ok(code.to_ascii_uppercase())
        } else {
            Err(format!("'{code}' is no code of a country: write two letters of ISO 3166-1, such as KZ"))
        }
    }

    /// The records that are kept.
    pub fn of<'a>(&self, register: &'a Register) -> Vec<&'a Project> {
        register.projects.iter().filter(|p| self.keeps(p)).collect()
    }

    /// What can be put in order or chosen: without a kind projects, and without a status
    /// those that are not open yet.
    pub fn candidates<'a>(&self, register: &'a Register) -> Vec<&'a Project> {
        let wanted = Self { kind: Some(self.kind.unwrap_or(Kind::Project)), ..self.clone() };
        wanted.of(register).into_iter().filter(|p| self.status.is_some() || p.status.is_ahead()).collect()
    }

    /// Whether a record is kept.
    pub fn keeps(&self, project: &Project) -> bool {
        let same = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|w| w.eq_ignore_ascii_case(has));
        self.step.is_none_or(|s| project.step == Some(s) || project.also.contains(&s))
            && (self.countries.is_empty() || project.countries.iter().any(|c| self.countries.iter().any(|w| w.eq_ignore_ascii_case(c))))
            && same(&self.sector, &project.sector)
            && self.status.is_none_or(|s| project.status == s)
            && self.kind.is_none_or(|k| project.kind == k)
    }
}

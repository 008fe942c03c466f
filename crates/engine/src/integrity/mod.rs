//! Integrity: red flags of procurement, rubrics of compliance and disclosure, and
//! screening of parties against lists.

mod rubrics;
mod screening;

pub use rubrics::{assess, assess_text};
pub(crate) use screening::Screeners;
pub use screening::{Screened, Screening, parties};

use crate::data::{Engine, file_text};
use crate::error::EngineError;
use landbridge_portfolio::flags::{Measured, Settings, measure};
use std::io::Read;
use std::path::Path;

/// What to give where there are no releases.
const RELEASES: &str = "give compiled releases of OCDS, each as JSON on a line of its own";

/// Defaults of the red flags in the data.
const FLAGS: &str = "integrity/flags.toml";

impl Engine {
    /// Settings of the red flags: those of a file, else the defaults.
    ///
    /// # Errors
    /// A file that cannot be read, with its line.
    pub fn flag_settings(&self, own: Option<&Path>) -> Result<Settings, EngineError> {
        let (name, text) = match own {
            None => (format!("data/{FLAGS}"), self.data_text(FLAGS)?),
            Some(path) => file_text(path, "name a file that is there")?,
        };
        Settings::read(&name, &text).map_err(|e| EngineError::input(e, format!("see data/{FLAGS} for the form")))
    }
}

/// Measures the red flags on compiled releases, one JSON text a line.
///
/// # Errors
/// The input cannot be read, or holds no release.
pub fn flags(input: &mut (dyn Read + Send), settings: &Settings) -> Result<Measured, EngineError> {
    let fail = |e| EngineError::input(format!("the releases cannot be read: {e}"), "name a file that is there");
    let measured = measure(input, settings).map_err(fail)?;
    if measured.lines == 0 {
        return Err(EngineError::none("there is no line to read", RELEASES));
    }
    if measured.not_read_count == measured.lines {
        let why = measured.not_read.first().map(|(line, why)| format!(", line {line}: {why}")).unwrap_or_default();
        let message = format!("no line is a release{why}");
        return Err(EngineError::input(message, RELEASES));
    }
    Ok(measured)
}

//! Published series, and the charts of documents drawn again from them.

use super::tables::{FACTS, SERIES, series_rows};
use super::text_of;
use crate::data::Engine;
use crate::error::EngineError;
use crate::manifest::fingerprint;
use landbridge_evidence::chart::{Chart, Series, draw, read};
use landbridge_evidence::ledger::Ledger;

/// Charts of a ledger, in its folder.
const CHARTS: &str = "charts.toml";

impl Engine {
    /// The published series by id; one that was published in two units is two.
    ///
    /// # Errors
    /// A table that cannot be read.
    pub fn evidence_series(&self) -> Result<Vec<Series>, EngineError> {
        let mut all: Vec<Series> = Vec::new();
        for (id, unit, value) in series_rows(self)? {
            match all.iter_mut().find(|s| s.id == id && s.unit == unit) {
                None => all.push(Series { id, unit, values: vec![value] }),
                Some(series) => series.values.push(value),
            }
        }
        all.sort_by(|a, b| (&a.id, &a.unit).cmp(&(&b.id, &b.unit)));
        Ok(all)
    }

    /// The charts of a ledger, drawn again; none where it tells of none.
    ///
    /// # Errors
    /// A chart that names what is not there.
    pub fn ledger_charts(&self, name: &str, ledger: &Ledger) -> Result<Vec<Chart>, EngineError> {
        let file = self.ledger_folder(name)?.join(CHARTS);
        if !file.is_file() {
            return Ok(Vec::new());
        }
        Ok(draw(&read(&text_of(&file)?)?, &self.evidence_series()?, ledger)?)
    }

    /// Fingerprint of all that verdicts on a ledger rest on: the data, the ledger
    /// and the published tables.
    ///
    /// # Errors
    /// Data that cannot be read.
    pub fn evidence_version(&self, ledger: &Ledger) -> Result<String, EngineError> {
        let all = format!("{} {ledger:?} {} {}", self.data_version()?, self.data_text(SERIES)?, self.data_text(FACTS)?);
        Ok(format!("{:032x}", fingerprint(all.as_bytes())))
    }
}

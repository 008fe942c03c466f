//! Evidence for or against what was published: ledgers of claims, checked.

mod ask;
mod charts;
mod model;
mod tables;

use crate::data::{Engine, entries, file_text, toml_files};
use crate::error::EngineError;
use landbridge_evidence::check::{CheckError, Checked, Outcome, check, outcome};
use landbridge_evidence::judge::Rules;
use landbridge_evidence::ledger::{self, Document, Files, Ledger, LedgerError};
use model::Model;
use std::path::{Path, PathBuf};

/// Folder of ledgers in the data.
const LEDGERS: &str = "evidence/ledgers";
/// What a ledger is of.
const DOCUMENT: &str = "ledger.toml";
const FORM: &str = "see data/evidence/README.md for the form of a ledger";

impl From<LedgerError> for EngineError {
    fn from(e: LedgerError) -> Self {
        EngineError::input(format!("{}: {}", e.place, e.message), e.hint)
    }
}

impl From<CheckError> for EngineError {
    fn from(e: CheckError) -> Self {
        EngineError::input(e.to_string(), "mend the ledger: the input names what is not there")
    }
}

fn in_folder(message: String) -> EngineError {
    EngineError::input(message, FORM)
}

fn text_of(path: &Path) -> Result<(String, String), EngineError> {
    file_text(path, FORM)
}

impl Engine {
    /// Ids of the ledgers that ship.
    ///
    /// # Errors
    /// A world in memory; a folder that cannot be read.
    pub fn ledgers(&self) -> Result<Vec<String>, EngineError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let own = folder.join(LEDGERS);
        if !own.is_dir() {
            return Ok(Vec::new());
        }
        let all = entries(&own).map_err(in_folder)?;
        let name = |p: PathBuf| p.file_name().map(|n| n.to_string_lossy().into_owned());
        Ok(all.into_iter().filter(|p| p.is_dir()).filter_map(name).collect())
    }

    /// A ledger by its id, or a folder of one's own.
    ///
    /// # Errors
    /// An unknown id, with those that are known; a ledger that does not hold
    /// together, with the place.
    pub fn ledger(&self, name: &str) -> Result<Ledger, EngineError> {
        let folder = self.ledger_folder(name)?;
        let id = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let files = Files {
            document: text_of(&folder.join(DOCUMENT))?,
            numbers: text_of(&folder.join("numbers.csv"))?,
            claims: toml_files(&folder.join("claims")).map_err(in_folder)?.iter().map(|p| text_of(p)).collect::<Result<_, _>>()?,
        };
        Ok(ledger::read(&id, &files)?)
    }

    /// The ledger that ships, where it is one.
    ///
    /// # Errors
    /// None ships, or several do: these are named.
    pub fn only_ledger(&self) -> Result<String, EngineError> {
        let mut known = self.ledgers()?;
        match (known.len(), known.pop()) {
            (1, Some(id)) => Ok(id),
            (_, last) => {
                known.extend(last);
                Err(EngineError::input("no ledger is named", format!("name one with --ledger: {}", known.join(", "))))
            }
        }
    }

    /// What a ledger says of its document, whether or not it has claims yet.
    ///
    /// # Errors
    /// As of [`Self::ledger`].
    pub fn ledger_document(&self, name: &str) -> Result<Document, EngineError> {
        Ok(ledger::read_document(&text_of(&self.ledger_folder(name)?.join(DOCUMENT))?)?)
    }

    /// The ledger that ships of a text, if there is one.
    ///
    /// # Errors
    /// A ledger that cannot be read.
    pub fn ledger_of(&self, text: &str) -> Result<Option<String>, EngineError> {
        let hash = ledger::sha256(text);
        for id in self.ledgers()? {
            if self.ledger_document(&id)?.sha256 == hash {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn ledger_folder(&self, name: &str) -> Result<PathBuf, EngineError> {
        let known = self.ledgers()?;
        match (&self.folder, known.iter().any(|id| id == name)) {
            (Some(data), true) => Ok(data.join(LEDGERS).join(name)),
            _ if Path::new(name).join(DOCUMENT).is_file() => Ok(PathBuf::from(name)),
            _ => {
                let hint = format!("known are {}; or name a folder with a {DOCUMENT}", known.join(", "));
                Err(EngineError::input(format!("no ledger is called '{name}'"), hint))
            }
        }
    }

    /// Verdicts on all claims of a ledger.
    ///
    /// # Errors
    /// A claim that asks for what is not there.
    pub fn check_ledger(&self, ledger: &Ledger) -> Result<Checked, EngineError> {
        Ok(check(ledger, &Model::of(self)?, &self.evidence_rules()?)?)
    }

    /// The verdict on one claim.
    ///
    /// # Errors
    /// An unknown id, with those that resemble it; a claim that asks for what is
    /// not there.
    pub fn check_claim(&self, ledger: &Ledger, id: &str) -> Result<Outcome, EngineError> {
        let Some(claim) = ledger.claim(id) else {
            let alike: Vec<&str> = ledger
                .claims
                .iter()
                .map(|c| c.id.as_str())
                .filter(|known| id.split('-').any(|w| w.len() > 2 && known.contains(w)))
                .take(8)
                .collect();
            let hint = if alike.is_empty() {
                "'landbridge evidence check' lists all ids".to_owned()
            } else {
                format!("alike are {}", alike.join(", "))
            };
            return Err(EngineError::input(format!("no claim of {} is called '{id}'", ledger.id), hint));
        };
        Ok(outcome(ledger, claim, &Model::of(self)?, &self.evidence_rules()?)?)
    }

    fn evidence_rules(&self) -> Result<Rules, EngineError> {
        Ok(Rules {
            about: self.evidence_parameter("about")?,
            nearly: self.evidence_parameter("nearly")?,
            reach: self.evidence_parameter("reach")?,
            edge: self.evidence_parameter("edge")?,
        })
    }

    /// A parameter of the ledger by the last part of its name.
    fn evidence_parameter(&self, name: &str) -> Result<f64, EngineError> {
        let name = format!("evidence.{name}");
        self.parameters
            .get(&name)
            .map(|p| p.value)
            .ok_or_else(|| EngineError::input(format!("there is no parameter {name}"), "data/parameters/evidence.toml holds it"))
    }
}

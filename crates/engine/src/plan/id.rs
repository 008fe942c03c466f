//! The id of an option: the question, its moves and what the data were.
//!
//! JSON in URL-safe Base64 (RFC 4648), so that it survives a shell and a link.

use super::PlanRequest;
use crate::error::EngineError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// One move by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Move {
    /// A service's trip from one of its calls to another.
    S(String, u32, u32),
    /// An unscheduled leg: mode and where it ends.
    L(String, String),
}

/// What an id holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Opened {
    pub(crate) question: PlanRequest,
    pub(crate) moves: Vec<Move>,
    /// Fingerprint of world, services and parameters.
    pub(crate) data: String,
}

impl Opened {
    /// As text.
    pub(crate) fn write(&self) -> String {
        // Strings, numbers and lists of them always have a JSON form.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// From text.
    pub(crate) fn read(text: &str) -> Result<Self, EngineError> {
        let fail = || EngineError::input("this is not the id of an option", "copy the whole id from the output of plan");
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| fail())?;
        serde_json::from_slice(&bytes).map_err(|_| fail())
    }
}

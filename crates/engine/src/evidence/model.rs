//! The engine as who answers what claims ask.

use super::tables::Tables;
use crate::data::Engine;
use crate::error::EngineError;
use landbridge_evidence::ask::{Ask, Figures, NoFigure};
use landbridge_evidence::figure::Figure;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Shares by which the model's own figures may be off.
pub(super) struct Errors {
    pub(super) length: f64,
    pub(super) time: f64,
    pub(super) cost: f64,
}

/// An engine with published tables, answering claims.
pub(super) struct Model<'a> {
    pub(super) engine: &'a Engine,
    pub(super) errors: Errors,
    tables: Tables,
    /// Engines with scenarios by their ids: many claims ask on the same.
    with: Mutex<BTreeMap<Vec<String>, Arc<Engine>>>,
    /// Answers by question.
    answered: Mutex<BTreeMap<String, Result<Figure, NoFigure>>>,
}

impl<'a> Model<'a> {
    pub(super) fn of(engine: &'a Engine) -> Result<Self, EngineError> {
        let errors = Errors {
            length: engine.evidence_parameter("model_length")?,
            time: engine.evidence_parameter("model_time")?,
            cost: engine.evidence_parameter("model_cost")?,
        };
        let tables = Tables::of(engine)?;
        Ok(Model { engine, errors, tables, with: Mutex::default(), answered: Mutex::default() })
    }

    /// Asks the engine with scenarios made before.
    pub(super) fn on<T>(&self, scenarios: &[String], ask: impl FnOnce(&Engine) -> Result<T, EngineError>) -> Result<T, EngineError> {
        if scenarios.is_empty() {
            return ask(self.engine);
        }
        let kept = self.with.lock().unwrap_or_else(PoisonError::into_inner).get(scenarios).cloned();
        let engine = match kept {
            Some(engine) => engine,
            None => {
                let files = scenarios.iter().map(|s| self.engine.scenario(s)).collect::<Result<Vec<_>, _>>()?;
                let made = Arc::new(self.engine.with_scenarios(&files)?);
                self.with.lock().unwrap_or_else(PoisonError::into_inner).insert(scenarios.to_vec(), Arc::clone(&made));
                made
            }
        };
        ask(&engine)
    }

    fn answer(&self, ask: &Ask) -> Result<Figure, NoFigure> {
        match ask {
            Ask::Series { series, period, take } => self.tables.series(series, period, *take),
            Ask::Fact { fact } => self.tables.fact(fact),
            Ask::Route { route } => self.route(route),
            Ask::Plan { plan } => self.plan(plan),
            Ask::Corridor { corridor } => self.corridor(corridor),
            Ask::Crossing { crossing } => self.crossing(crossing),
            Ask::Portfolio { .. } => Err(NoFigure::NotComputable("the register of projects is not there yet".to_owned())),
            Ask::Claim { .. } | Ask::Number { .. } | Ask::Items { .. } => {
                Err(NoFigure::Unknown("the ledger answers this itself".to_owned()))
            }
        }
    }
}

impl Figures for Model<'_> {
    fn figure(&self, ask: &Ask) -> Result<Figure, NoFigure> {
        let question = serde_json::to_string(ask).map_err(|e| NoFigure::Unknown(e.to_string()))?;
        if let Some(known) = self.answered.lock().unwrap_or_else(PoisonError::into_inner).get(&question) {
            return known.clone();
        }
        let answer = self.answer(ask);
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).insert(question, answer.clone());
        answer
    }
}

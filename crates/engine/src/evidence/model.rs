//! The engine as who answers what claims ask.

use super::tables::Tables;
use crate::data::Engine;
use crate::error::EngineError;
use crate::kept::Kept;
use landbridge_evidence::ask::{Ask, Figures, NoFigure};
use landbridge_evidence::figure::Figure;

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
    /// Engines with scenarios: many claims ask on the same.
    with: Kept<Result<Engine, EngineError>>,
    answered: Kept<Result<Figure, NoFigure>>,
}

/// Engines with scenarios that are kept, each some 100 MB.
const WORLDS: usize = 4;
/// Answers that are kept: more than a ledger has questions.
const ANSWERS: usize = 4096;

impl<'a> Model<'a> {
    pub(super) fn of(engine: &'a Engine) -> Result<Self, EngineError> {
        let errors = Errors {
            length: engine.evidence_parameter("model_length")?,
            time: engine.evidence_parameter("model_time")?,
            cost: engine.evidence_parameter("model_cost")?,
        };
        Ok(Model { engine, errors, tables: Tables::of(engine)?, with: Kept::new(WORLDS), answered: Kept::new(ANSWERS) })
    }

    /// Asks the engine with scenarios made before.
    pub(super) fn on<T>(&self, scenarios: &[String], ask: impl FnOnce(&Engine) -> Result<T, EngineError>) -> Result<T, EngineError> {
        if scenarios.is_empty() {
            return ask(self.engine);
        }
        let make = || {
            let files = scenarios.iter().map(|s| self.engine.scenario(s)).collect::<Result<Vec<_>, _>>()?;
            self.engine.with_scenarios(&files)
        };
        ask(self.with.get(&scenarios.join(" "), make).as_ref().as_ref().map_err(Clone::clone)?)
    }

    fn answer(&self, ask: &Ask) -> Result<Figure, NoFigure> {
        match ask {
            Ask::Series { series, period, take } => self.tables.series(series, period, *take),
            Ask::Fact { fact } => self.tables.fact(fact),
            Ask::Route { route } => self.route(route),
            Ask::Plan { plan } => self.plan(plan),
            Ask::Corridor { corridor } => self.corridor(corridor),
            Ask::Crossing { crossing } => self.crossing(crossing),
            Ask::Claim { .. } | Ask::Number { .. } | Ask::Items { .. } => {
                Err(NoFigure::Unknown("the ledger answers this itself".to_owned()))
            }
        }
    }
}

impl Figures for Model<'_> {
    fn figure(&self, ask: &Ask) -> Result<Figure, NoFigure> {
        let question = serde_json::to_string(ask).map_err(|e| NoFigure::Unknown(e.to_string()))?;
        self.answered.get(&question, || self.answer(ask)).as_ref().clone()
    }
}

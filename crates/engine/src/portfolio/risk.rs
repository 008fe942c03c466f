//! Plans, their risks, and what countries are exposed to.

use super::economy::own_figures;
use super::wrong;
use crate::data::{Engine, file_text};
use crate::error::EngineError;
use landbridge_model::{Findings, Severity};
use landbridge_portfolio::plan::{Plan, Timetable, schedule};
use landbridge_portfolio::register::Register;
use landbridge_portfolio::risk::Settings;
use landbridge_portfolio::risk::exposure::{Exposure, exposure};
use landbridge_portfolio::risk::outside::{Outside, Reference};
use landbridge_portfolio::risk::simulate::{Simulated, simulate};
use serde::Serialize;
use std::path::Path;
use utoipa::ToSchema;

/// Levels of risk.
const RISK: &str = "portfolio/risk.toml";
/// Past projects.
const PAST: &str = "portfolio/reference_classes.csv";
/// Published distributions.
const PUBLISHED: &str = "portfolio/reference_uplifts.csv";
const PLAN: &str = "see docs/action-plans.md for the form of a plan";

/// What may become of a plan, seen from within and from outside.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Outlook {
    /// The plan simulated.
    pub inside: Simulated,
    /// Past projects of its class; none where it names no class.
    pub outside: Option<Outside>,
}

impl Engine {
    /// Settings of risk.
    ///
    /// # Errors
    /// What is not understood.
    pub fn risk_settings(&self) -> Result<Settings, EngineError> {
        Settings::read(&format!("data/{RISK}"), &self.data_text(RISK)?).map_err(wrong)
    }

    /// Past projects by class.
    ///
    /// # Errors
    /// A row that is not understood.
    pub fn reference(&self) -> Result<Reference, EngineError> {
        let [past, published] = [PAST, PUBLISHED].map(|name| self.data_text(name).map(|text| (format!("data/{name}"), text)));
        let (past, published) = (past?, published?);
        let mut findings = Findings::default();
        let reference = Reference::read((&past.0, &past.1), (&published.0, &published.1), &mut findings).map_err(wrong)?;
        match findings.0.iter().find(|f| f.severity == Severity::Error) {
            Some(finding) => Err(EngineError::found(finding)),
            None => Ok(reference),
        }
    }

    /// What became of past projects of a class.
    ///
    /// # Errors
    /// An unknown class, with those that are known.
    pub fn outside(&self, class: &str, seed: u64) -> Result<Outside, EngineError> {
        let view = self.reference()?.view(class, &self.risk_settings()?, seed);
        view.map_err(|e| EngineError::input(e, "see data/portfolio/reference_classes.csv"))
    }

    /// A plan simulated, and past projects of its class.
    ///
    /// # Errors
    /// An unknown class.
    pub fn outlook(&self, plan: &Plan, today: f64, seed: u64) -> Result<Outlook, EngineError> {
        let inside = simulate(plan, &self.risk_settings()?, today, seed).map_err(|e| EngineError::input(e, PLAN))?;
        let outside = plan.class.as_deref().map(|class| self.outside(class, seed)).transpose()?;
        Ok(Outlook { inside, outside })
    }

    /// What the projects of each country come to beside its product and debt, which are
    /// those that ship or of a table of one's own.
    ///
    /// # Errors
    /// A table that is not understood.
    pub fn exposure(&self, register: &Register, figures: Option<&Path>) -> Result<Vec<Exposure>, EngineError> {
        let (economy, settings, hosts) = (self.economy()?, self.risk_settings()?, self.hosts()?);
        let own = figures.map(own_figures).transpose()?;
        let prices = (&economy.prices, economy.price_year()?);
        let figures = own.as_ref().unwrap_or(&economy.figures);
        Ok(exposure(register, (&settings, &hosts), prices, &|c| self.gdp_musd(c), figures))
    }
}

/// Reads an action plan.
///
/// # Errors
/// A file that is not there or not understood, with its line.
pub fn plan(path: &Path) -> Result<Plan, EngineError> {
    let (name, text) = file_text(path, PLAN)?;
    plan_of(&name, &text)
}

/// An action plan of a text; `file` names it in errors.
///
/// # Errors
/// What is not understood, with its line.
pub fn plan_of(file: &str, text: &str) -> Result<Plan, EngineError> {
    Plan::read(file, text).map_err(|e| EngineError::input(e, PLAN))
}

/// When a plan is ready and what decides it, as it stands on a day.
///
/// # Errors
/// A day outside of the calendar.
pub fn timetable(plan: &Plan, today: f64) -> Result<Timetable, EngineError> {
    schedule(plan, today).map_err(|e| EngineError::input(e, PLAN))
}

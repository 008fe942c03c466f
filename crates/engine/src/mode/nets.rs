//! The networks of all modes for one cargo and year, each made when it is
//! first needed.

use super::along::ModeView;
use super::net::ModeNet;
use crate::constraint::Constraints;
use crate::data::Engine;
use crate::error::EngineError;
use crate::snap::Rules;
use landbridge_cost::{Delays, Rates};
use landbridge_model::parameter::ParameterSet;
use landbridge_model::{Cargo, Mode};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Cargoes and years whose networks are kept.
pub(crate) const KEPT: usize = 2;

/// Networks by mode.
#[derive(Default)]
pub(crate) struct Nets(Mutex<BTreeMap<Mode, Arc<ModeNet>>>);

impl Nets {
    /// The network of a mode.
    pub(crate) fn get(&self, view: &ModeView<'_>) -> Arc<ModeNet> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&view.mode) {
            return Arc::clone(known);
        }
        let made = Arc::new(ModeNet::new(view));
        lock().insert(view.mode, Arc::clone(&made));
        made
    }
}

/// What a cargo costs and takes: all that follows from it and the parameters.
pub(crate) struct Prices {
    pub(crate) rates: Rates,
    pub(crate) delays: Delays,
    /// Value of an hour in USD for one unit of cargo.
    pub(crate) usd_per_hour: f64,
    /// Longest way between a place and the network.
    pub(crate) reach_km: f64,
}

impl Prices {
    pub(crate) fn new(engine: &Engine, cargo: &Cargo, parameters: &ParameterSet) -> Result<Self, EngineError> {
        let input = |e: String| EngineError::input(e, "");
        let rates = Rates::new(cargo, parameters, &engine.world).map_err(input)?;
        let share = parameter(parameters, "value_of_time.share_per_day")?;
        Ok(Self {
            usd_per_hour: rates.value_usd * share / 24.0,
            rates,
            delays: Delays::new(parameters, cargo.kind).map_err(input)?,
            reach_km: parameter(parameters, "access.most_km")?,
        })
    }

    pub(crate) fn rules<'a>(&'a self, engine: &'a Engine, year: u16, constraints: &'a Constraints) -> Rules<'a> {
        Rules { engine, rates: &self.rates, year, constraints, no_access: false, reach_km: self.reach_km }
    }

    pub(crate) fn view<'a>(&'a self, rules: &'a Rules<'a>, mode: Mode) -> ModeView<'a> {
        ModeView { rules, delays: &self.delays, mode, usd_per_hour: self.usd_per_hour }
    }
}

impl Engine {
    /// What a day is worth to a unit of cargo, in USD.
    ///
    /// # Errors
    /// Names a parameter that is missing.
    pub fn usd_per_day(&self, cargo: &Cargo) -> Result<f64, EngineError> {
        Ok(Prices::new(self, cargo, &self.parameters)?.usd_per_hour * 24.0)
    }
}

/// A parameter by name.
///
/// # Errors
/// Names it where it is missing.
pub(crate) fn parameter(set: &ParameterSet, name: &str) -> Result<f64, EngineError> {
    let missing = || EngineError::input(format!("the parameter '{name}' is missing from data/parameters"), "");
    set.get(name).map(|p| p.value).ok_or_else(missing)
}

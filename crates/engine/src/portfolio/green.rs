//! How green projects are, and whether they are small yet smart.

use super::wrong;
use crate::data::Engine;
use crate::error::EngineError;
use landbridge_portfolio::green::avoided::{self, Avoided, Factors};
use landbridge_portfolio::green::light::{self, Light};
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::project::Project;
use landbridge_portfolio::small::{self, Tested};
use serde::Serialize;
use std::path::Path;
use utoipa::ToSchema;

/// Rules of the traffic light.
const LIGHT: &str = "portfolio/green.toml";
/// Settings of emissions avoided.
const AVOIDED: &str = "portfolio/avoided.toml";
/// Tests of what is small yet smart.
const SMALL: &str = "portfolio/small.toml";
const EVIDENCE: &str = "see [[evidence]] in data/portfolio/green.toml for the form";

/// What is known of a project's effect on the environment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Green {
    /// Id of the project.
    pub project: String,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub light: Option<Light>,
    /// Why it has none.
    pub no_light: Option<String>,
    /// Emissions that it avoids in a year.
    pub avoided: Option<Avoided>,
    /// Why they cannot be computed.
    pub not_avoided: Option<String>,
}

impl Engine {
    /// The rules of the traffic light, with evidence of one's own beside what ships.
    ///
    /// # Errors
    /// What is not understood.
    pub fn light_rules(&self, evidence: Option<&Path>) -> Result<light::Rules, EngineError> {
        let mut rules = light::Rules::read(&format!("data/{LIGHT}"), &self.data_text(LIGHT)?).map_err(wrong)?;
        if let Some(path) = evidence {
            let (name, text) = crate::data::file_text(path, EVIDENCE)?;
            rules.add_evidence(&name, &text).map_err(|e| EngineError::input(e, EVIDENCE))?;
        }
        Ok(rules)
    }

    /// Settings of the tests of what is small yet smart.
    ///
    /// # Errors
    /// What is not understood.
    pub fn small_settings(&self) -> Result<small::Settings, EngineError> {
        small::Settings::read(&format!("data/{SMALL}"), &self.data_text(SMALL)?).map_err(wrong)
    }

    /// Colour and emissions avoided of projects of a register, as they stand on a day.
    ///
    /// # Errors
    /// Settings or evidence that are not understood; evidence for a project that the
    /// register does not have.
    pub fn green(
        &self,
        register: &Register,
        projects: &[&Project],
        evidence: Option<&Path>,
        today: f64,
    ) -> Result<Vec<Green>, EngineError> {
        let rules = self.light_rules(evidence)?;
        let named = rules.evidence.iter().map(|e| &e.project).chain(rules.harm.iter().map(|h| &h.project));
        if let Some(unknown) = named.into_iter().find(|id| evidence.is_some() && register.project(id).is_none()) {
            return Err(EngineError::input(format!("there is evidence for '{unknown}', which is no project"), "write the id of a record"));
        }
        let settings = avoided::Settings::read(&format!("data/{AVOIDED}"), &self.data_text(AVOIDED)?).map_err(wrong)?;
        let parameter = |name: &str| {
            let found = self.parameters.get(name).map(|p| p.value);
            found.ok_or_else(|| EngineError::data(format!("there is no parameter '{name}'"), "see data/parameters/README.md"))
        };
        let factors = Factors {
            grid: self.economy()?.grid.clone(),
            road: parameter("road.g_co2e_per_tkm")?,
            rail: [
                parameter("rail.g_co2e_per_tkm.electric")?,
                parameter("rail.g_co2e_per_tkm.average")?,
                parameter("rail.g_co2e_per_tkm.diesel")?,
            ],
        };
        let hosts = self.hosts()?;
        let row = |project: &&Project| {
            let (light, no_light) = split(light::assess(project, &rules));
            let (avoided, not_avoided) = split(avoided::avoided(project, &settings, &factors, &hosts, today));
            Green { project: project.id.clone(), name: project.name.clone(), light, no_light, avoided, not_avoided }
        };
        Ok(projects.iter().map(row).collect())
    }

    /// Tests of what is small yet smart, as projects stand on a day.
    ///
    /// # Errors
    /// Settings that are not understood.
    pub fn small_yet_smart(&self, projects: &[&Project], today: f64) -> Result<Vec<Tested>, EngineError> {
        let (settings, hosts, economy) = (self.small_settings()?, self.hosts()?, self.economy()?);
        let prices = (&economy.prices, economy.price_year()?);
        Ok(projects.iter().map(|p| small::test(p, &settings, &hosts, prices, today)).collect())
    }
}

fn split<T>(result: Result<T, String>) -> (Option<T>, Option<String>) {
    match result {
        Ok(value) => (Some(value), None),
        Err(why) => (None, Some(why)),
    }
}

//! What to do first, and what within a budget.

use crate::data::{Engine, file_text};
use crate::error::EngineError;
use landbridge_model::Findings;
use landbridge_portfolio::priority::robust::{Core, core, frontier};
use landbridge_portfolio::priority::select::{Candidate, Choice, Count, Rules, select};
use landbridge_portfolio::priority::sensitivity::{Acceptability, Stability, acceptability, stability};
use landbridge_portfolio::priority::{Columns, Criteria, Known, Measure, Scored, score};
use landbridge_portfolio::register::Register;
use landbridge_portfolio::register::cost::cost;
use landbridge_portfolio::register::project::Project;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use utoipa::ToSchema;

/// Criteria that ship.
const CRITERIA: &str = "portfolio/priority.toml";
/// Rules of choice that ship.
const RULES: &str = "portfolio/rules.toml";

/// A text with the name by which errors name it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Named {
    /// A file.
    ///
    /// # Errors
    /// A file that is not there.
    pub fn file(path: &Path) -> Result<Self, EngineError> {
        let (name, text) = file_text(path, "name a file that is there")?;
        Ok(Self { name, text })
    }
}

/// Budgets below and up to that which is asked for, and as many above it.
const STEPS: u32 = 5;

/// How projects are put in order.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Criteria of one's own.
    pub criteria: Option<Named>,
    /// Weights by the ids of criteria, in place of those of the file.
    pub weights: Vec<(String, f64)>,
    /// A table of scores: with a column `project`, or the CSV of a sweep.
    pub scores: Option<Named>,
    /// Seed of the draws.
    pub seed: u64,
}

/// Projects in order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Priority {
    /// Year whose prices costs are in.
    pub price_year: i16,
    /// Seed of the draws.
    pub seed: u64,
    /// The criteria, with the weights that were taken.
    pub criteria: Criteria,
    /// Projects, the best first.
    pub projects: Vec<Scored>,
    /// How often each comes how far ahead, in the same order.
    pub acceptability: Vec<Acceptability>,
    /// How far each weight can move before another project is first.
    pub stability: Vec<Stability>,
    /// Criteria that could be computed of no project.
    pub unknown: Vec<String>,
}

/// What is best within a budget.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Chosen {
    /// Year whose prices costs are in.
    pub price_year: i16,
    /// How projects count.
    pub count: Count,
    /// The best choice.
    pub choice: Choice,
    /// Candidates, in the order of their ids.
    pub candidates: Vec<Costed>,
    /// What could not be a candidate, and why, by id.
    pub left_out: BTreeMap<String, String>,
    /// The best choice within other budgets.
    pub frontier: Vec<Choice>,
    /// Draws that the share of best choices is of.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
}

/// A candidate.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Costed {
    /// Id of the project.
    pub project: String,
    /// Its name.
    pub name: String,
    /// Its value, 0 to 1.
    pub value: f64,
    /// What it costs in dollars.
    pub usd: f64,
    /// Whether the year of its prices is assumed.
    pub year_assumed: bool,
    /// Whether it is chosen.
    pub chosen: bool,
    /// In what share of draws it is in the best choice.
    pub core: f64,
}

impl Engine {
    /// Projects of a register in the order of criteria.
    ///
    /// # Errors
    /// Criteria or scores that are not understood.
    pub fn prioritise(&self, projects: &[&Project], options: &Options, today: f64) -> Result<Priority, EngineError> {
        let (name, text) = self.own_or_shipped(options.criteria.as_ref(), CRITERIA)?;
        let wrong = |e: String| EngineError::input(e, format!("see data/{CRITERIA} for the form"));
        let mut criteria = Criteria::read(&name, &text).map_err(wrong)?;
        criteria.weigh(&options.weights).map_err(wrong)?;
        let columns: BTreeSet<&str> = criteria
            .criterion
            .iter()
            .filter_map(|c| match &c.measure {
                Measure::Column { id } => Some(id.as_str()),
                _ => None,
            })
            .collect();
        let columns = match &options.scores {
            None => Columns::default(),
            Some(Named { name, text }) => {
                let mut findings = Findings::default();
                let scores = Columns::read(name, text, projects, &columns, &mut findings).map_err(wrong)?;
                match EngineError::of_findings(&findings) {
                    Some(error) => return Err(error),
                    None => scores,
                }
            }
        };
        let economy = self.economy()?;
        let price_year = economy.price_year()?;
        let known = Known {
            prices: &economy.prices,
            price_year,
            countries: &economy.figures,
            columns: &columns,
            lights: &self.light_rules(None)?,
            small: &self.small_settings()?,
            hosts: &self.hosts()?,
            today,
        };
        let scored = score(projects, &criteria, &known);
        let unknown = (0..criteria.criterion.len()).filter(|&i| scored.iter().all(|s| s.parts[i].worth.is_none()));
        Ok(Priority {
            price_year,
            seed: options.seed,
            acceptability: acceptability(&scored, &criteria, options.seed),
            stability: stability(&scored, &criteria),
            unknown: unknown.map(|i| criteria.criterion[i].id.clone()).collect(),
            projects: scored,
            criteria,
        })
    }

    /// The best choice among projects within a budget in dollars of the latest prices,
    /// and within others up to twice it.
    ///
    /// # Errors
    /// Rules that are not understood, or that no choice keeps to.
    pub fn within_budget(
        &self,
        register: &Register,
        priority: &Priority,
        rules: Option<&Named>,
        (budget, count): (f64, Count),
    ) -> Result<Chosen, EngineError> {
        let (name, text) = self.own_or_shipped(rules, RULES)?;
        if !budget.is_finite() || budget <= 0.0 {
            return Err(EngineError::input(format!("{} million dollars are no budget", budget / 1e6), "name one above nothing"));
        }
        let wrong = |e: String| EngineError::input(e, format!("see data/{RULES} for the form"));
        let rules = if rules.is_none() { Rules::read_known(&name, &text, register) } else { Rules::read(&name, &text, register) };
        let rules = rules.map_err(wrong)?;
        let economy = self.economy()?;
        let mut left_out = BTreeMap::new();
        let mut costs = BTreeMap::new();
        for scored in &priority.projects {
            let Some(project) = register.project(&scored.project) else { continue };
            match cost(project, &economy.prices, priority.price_year) {
                Ok(cost) => {
                    costs.insert(scored.project.as_str(), (project, scored, cost));
                }
                Err(why) => {
                    left_out.insert(scored.project.clone(), why);
                }
            }
        }
        // What lacks something is out, and then what lacks that.
        loop {
            let ids: BTreeSet<&str> = costs.keys().copied().collect();
            let lacking = ids.iter().find_map(|id| Some(((*id).to_owned(), rules.lacks(id, &ids, register)?)));
            let Some((id, needs)) = lacking else { break };
            costs.remove(id.as_str());
            left_out.insert(id, format!("needs {needs}, which is neither open nor a candidate"));
        }
        let candidates: Vec<Candidate<'_>> =
            costs.values().map(|(project, scored, cost)| Candidate { project, value: scored.value, usd: cost.usd }).collect();
        let infeasible = |e: String| EngineError::none(e, "raise the budget, or loosen the rules");
        let choice = select(&candidates, &rules, budget, count).map_err(infeasible)?;
        let shares: Vec<Core> =
            core(&candidates, &priority.projects, &priority.criteria, (&rules, budget, count), priority.seed).map_err(infeasible)?;
        let budgets: Vec<f64> = (1..=2 * STEPS).map(|i| budget * f64::from(i) / f64::from(STEPS)).collect();
        let rows = costs.values().zip(&shares).map(|((project, scored, cost), core)| Costed {
            project: project.id.clone(),
            name: project.name.clone(),
            value: scored.value,
            usd: cost.usd,
            year_assumed: cost.year_assumed,
            chosen: choice.chosen.contains(&project.id),
            core: core.share,
        });
        Ok(Chosen {
            price_year: priority.price_year,
            count,
            candidates: rows.collect(),
            left_out,
            frontier: frontier(&candidates, &rules, &budgets, count).into_iter().filter_map(Result::ok).collect(),
            choice,
            draws: priority.criteria.choices,
            seed: priority.seed,
        })
    }

    /// A file of one's own, or of the data, with the name by which errors name it.
    fn own_or_shipped(&self, own: Option<&Named>, shipped: &str) -> Result<(String, String), EngineError> {
        match own {
            Some(own) => Ok((own.name.clone(), own.text.clone())),
            None => Ok((format!("data/{shipped}"), self.data_text(shipped)?)),
        }
    }
}

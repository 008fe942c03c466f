//! The best choice of projects within a budget.
//!
//! An integer programme: choose so that the sum of what projects are worth is most,
//! costs stay within the budget, and every rule holds. It is solved to the proven
//! best by branch and bound; of choices worth the same, to a millionth, the cheapest is
//! taken. Where the time runs out, the choice says that it is not proven.

use crate::register::Register;
use crate::register::project::Project;
use crate::register::selection::Selection;
use good_lp::{Expression, Solution, SolutionStatus, SolverModel, Variable, WithTimeLimit, constraint, variable, variables};
use landbridge_formats::toml;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// Rules that a choice keeps to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// What makes no sense without something else.
    pub requires: Vec<Requires>,
    /// What makes no sense beside something else.
    pub excludes: Vec<Excludes>,
    /// Ids that are chosen in any case.
    pub must: Vec<String>,
    /// Ids that are not chosen.
    pub never: Vec<String>,
    /// Bounds on how many of a sort are chosen, or what they cost.
    pub limit: Vec<Limit>,
}

/// A project that needs another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requires {
    /// The project.
    pub project: String,
    /// What it needs: another that is chosen too, or that is open already.
    pub needs: String,
    /// Why.
    pub why: String,
}

/// Two projects of which at most one is chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excludes {
    /// One.
    pub project: String,
    /// The other.
    pub other: String,
    /// Why.
    pub why: String,
}

/// A bound on the choice among projects of a country, a step or a sector.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limit {
    /// Country of the projects, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Step of the projects.
    pub step: Option<u8>,
    /// Sector of the projects.
    pub sector: Option<String>,
    /// At least so many.
    pub least: Option<u32>,
    /// At most so many.
    pub most: Option<u32>,
    /// At most this share of the budget.
    pub most_share: Option<f64>,
}

/// What a project counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = SelectCount)]
pub enum Count {
    /// Its value: a well counts as much as a railway.
    #[default]
    Project,
    /// Its value times its cost: a dollar counts as much as another.
    Dollar,
}

/// A project that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<'a> {
    /// The record.
    pub project: &'a Project,
    /// Its value, 0 to 1.
    pub value: f64,
    /// Dollars.
    pub usd: f64,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectChoice)]
pub struct Choice {
    /// Dollars at most.
    pub budget: f64,
    /// Dollars that the choice costs.
    pub spent: f64,
    /// Sum of what was chosen: of values, or of values by the share of all costs of
    /// candidates.
    pub value: f64,
    /// Ids of what was chosen, in order.
    pub chosen: Vec<String>,
    /// Whether no better choice exists; otherwise the time ran out.
    pub proven: bool,
}

/// Worth that the whole budget weighs against: of choices whose worths differ by less,
/// the cheaper is taken.
pub const CHEAPER: f64 = 1e-6;
/// Seconds after which the best choice so far is taken.
const SECONDS: f64 = 20.0;

impl Rules {
    /// Reads rules; `file` names them in errors.
    ///
    /// # Errors
    /// What is not understood; an id that is no project; a bound without meaning.
    pub fn read(file: &str, text: &str, register: &Register) -> Result<Self, String> {
        let rules: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        rules.sound(register).map_err(|e| format!("{file}: {e}"))?;
        Ok(rules)
    }

    /// Reads rules as [`Rules::read`] does, but those on projects that a register does
    /// not have are left out: rules that ship beside a register of one's own.
    ///
    /// # Errors
    /// As of [`Rules::read`].
    pub fn read_known(file: &str, text: &str, register: &Register) -> Result<Self, String> {
        let mut rules: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        let known = |id: &String| register.project(id).is_some();
        rules.requires.retain(|r| known(&r.project) && known(&r.needs));
        rules.excludes.retain(|e| known(&e.project) && known(&e.other));
        rules.must.retain(known);
        rules.never.retain(known);
        rules.sound(register).map_err(|e| format!("{file}: {e}"))?;
        Ok(rules)
    }

    fn sound(&self, register: &Register) -> Result<(), String> {
        let pairs = self.requires.iter().flat_map(|r| [&r.project, &r.needs]);
        let pairs = pairs.chain(self.excludes.iter().flat_map(|e| [&e.project, &e.other]));
        if let Some(unknown) = pairs.chain(&self.must).chain(&self.never).find(|id| register.project(id).is_none()) {
            return Err(format!("there is no project '{unknown}'"));
        }
        if let Some(both) = self.must.iter().find(|id| self.never.contains(id)) {
            return Err(format!("'{both}' must and must not be chosen"));
        }
        for limit in &self.limit {
            if limit.country.is_none() && limit.step.is_none() && limit.sector.is_none() {
                return Err("a limit names a country, a step or a sector".to_owned());
            }
            if limit.least.is_none() && limit.most.is_none() && limit.most_share.is_none() {
                return Err("a limit says 'least', 'most' or 'most_share'".to_owned());
            }
            if limit.selection().of(register).is_empty() {
                return Err(format!("a limit holds for no project of the register: {limit:?}"));
            }
            if limit.most_share.is_some_and(|s| !(0.0..=1.0).contains(&s)) {
                return Err("'most_share' is from 0 to 1".to_owned());
            }
        }
        Ok(())
    }

    /// What a project needs that is neither among the candidates nor open already.
    pub fn lacks(&self, project: &str, candidates: &BTreeSet<&str>, register: &Register) -> Option<String> {
        let open = |id: &str| register.project(id).is_some_and(|p| p.status.is_open());
        self.requires
            .iter()
            .find(|r| r.project == project && !candidates.contains(r.needs.as_str()) && !open(&r.needs))
            .map(|r| r.needs.clone())
    }
}

impl Limit {
    /// The projects that it holds for.
    fn selection(&self) -> Selection {
        Selection {
            countries: self.country.iter().cloned().collect(),
            step: self.step,
            sector: self.sector.clone(),
            ..Selection::default()
        }
    }
}

/// The best choice within a budget, in dollars.
///
/// A requirement on a project that is no candidate is taken as met: whoever calls
/// leaves out what [`Rules::lacks`] something.
///
/// # Errors
/// Rules that no choice within the budget keeps to.
pub fn select(candidates: &[Candidate<'_>], rules: &Rules, budget: f64, count: Count) -> Result<Choice, String> {
    if !budget.is_finite() || budget <= 0.0 {
        return Err(format!("a budget of {budget} is not above nothing"));
    }
    let all: f64 = candidates.iter().map(|c| c.usd).sum();
    // The same for every budget, so that choices within several can be set beside each other.
    let worth = |c: &Candidate<'_>| match count {
        Count::Project => c.value,
        Count::Dollar => c.value * c.usd / all,
    };
    let mut vars = variables!();
    let take: Vec<Variable> = candidates.iter().map(|_| vars.add(variable().binary())).collect();
    let at: BTreeMap<&str, Variable> = candidates.iter().zip(&take).map(|(c, v)| (c.project.id.as_str(), *v)).collect();
    let sum = |of: &dyn Fn(&Candidate<'_>) -> f64| -> Expression { candidates.iter().zip(&take).map(|(c, v)| of(c) * *v).sum() };
    let objective = sum(&|c| worth(c) - CHEAPER * c.usd / budget);
    let mut model = solver(vars.maximise(objective))?.with_time_limit(SECONDS);
    model.add_constraint(constraint!(sum(&|c| c.usd / budget) <= 1.0));
    for rule in &rules.requires {
        if let (Some(project), Some(needs)) = (at.get(rule.project.as_str()), at.get(rule.needs.as_str())) {
            model.add_constraint(constraint!(*project <= *needs));
        }
    }
    for rule in &rules.excludes {
        if let (Some(one), Some(other)) = (at.get(rule.project.as_str()), at.get(rule.other.as_str())) {
            model.add_constraint(constraint!(*one + *other <= 1.0));
        }
    }
    for id in &rules.must {
        let own = at.get(id.as_str()).ok_or_else(|| format!("'{id}' must be chosen and is no candidate"))?;
        model.add_constraint(constraint!(*own >= 1.0));
    }
    for id in &rules.never {
        if let Some(own) = at.get(id.as_str()) {
            model.add_constraint(constraint!(*own <= 0.0));
        }
    }
    for limit in &rules.limit {
        let own = limit.selection();
        let within = |c: &Candidate<'_>, x: f64| if own.keeps(c.project) { x } else { 0.0 };
        if let Some(least) = limit.least {
            model.add_constraint(constraint!(sum(&|c| within(c, 1.0)) >= f64::from(least)));
        }
        if let Some(most) = limit.most {
            model.add_constraint(constraint!(sum(&|c| within(c, 1.0)) <= f64::from(most)));
        }
        if let Some(share) = limit.most_share {
            model.add_constraint(constraint!(sum(&|c| within(c, c.usd / budget)) <= share));
        }
    }
    let solution = model.solve().map_err(|e| match e {
        good_lp::ResolutionError::Infeasible => "no choice within the budget keeps to all rules".to_owned(),
        other => format!("the choice could not be computed: {other}"),
    })?;
    let chosen: Vec<&Candidate<'_>> = candidates.iter().zip(&take).filter(|(_, v)| solution.value(**v) > 0.5).map(|(c, _)| c).collect();
    Ok(Choice {
        budget,
        // The sum of nothing is nothing, and not less.
        spent: chosen.iter().fold(0.0, |sum, c| sum + c.usd),
        value: chosen.iter().fold(0.0, |sum, c| sum + worth(c)),
        chosen: chosen.iter().map(|c| c.project.id.clone()).collect(),
        proven: matches!(solution.status(), SolutionStatus::Optimal),
    })
}

#[cfg(not(feature = "highs"))]
fn solver(
    problem: good_lp::variable::UnsolvedProblem,
) -> Result<impl SolverModel<Error = good_lp::ResolutionError> + WithTimeLimit, String> {
    Ok(problem.using(good_lp::microlp))
}

#[cfg(feature = "highs")]
fn solver(
    problem: good_lp::variable::UnsolvedProblem,
) -> Result<impl SolverModel<Error = good_lp::ResolutionError> + WithTimeLimit, String> {
    use good_lp::WithMipGap;
    // Its default, a ten-thousandth, would be no proof.
    problem.using(good_lp::highs).with_mip_gap(0.0).map_err(|e| e.to_string())
}

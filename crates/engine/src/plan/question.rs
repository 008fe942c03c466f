//! What is asked of a plan, as written and as understood.

use super::options::PlanOption;
use crate::constraint::{Avoid, Constraints, parse_modes};
use crate::data::Engine;
use crate::error::EngineError;
use crate::manifest::{FIRST_YEAR, LAST_YEAR};
use crate::resolve::Resolved;
use crate::route::SAME_KM;
use jiff::civil::Date;
use landbridge_itinerary::Criteria;
use landbridge_model::{Cargo, ModeSet};
use landbridge_services::days;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlanRequest {
    /// Origin.
    pub from: String,
    /// Destination.
    pub to: String,
    /// Day on which the cargo is ready, `YYYY-MM-DD`, at its first minute UTC.
    pub depart: String,
    /// Day by whose end it should be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrive_by: Option<String>,
    /// Places to touch in order: within reach of a terminal where the chain
    /// changes, or where a service calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// Kind and quantity, as in `teu:2`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cargo: String,
    /// Value of the consignment in USD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_usd: Option<f64>,
    /// State of the network; by default that of the year of departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1990, maximum = 2100)]
    pub year: Option<u16>,
    /// Modes, as in `rail,sea`; all by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<String>,
    /// What to keep away from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
    /// `time`, `cost`, `co2`, `transfers`; all four when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Scenarios whose services run as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Scenarios of the network on which it is asked, by id: part of the id of an
    /// option, where the engine writes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<String>,
    /// Share by which a way may be worse and stand for another; by default none,
    /// and as much as it needs where the set has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epsilon: Option<f64>,
    /// Parameters changed for this run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<(String, f64)>,
    /// Whether legs come with their way over the map: terminals, stretches,
    /// borders. No part of the question, nor of ids.
    #[serde(default, skip_serializing)]
    pub ways: bool,
}

/// A question, understood.
pub(super) struct Understood {
    pub(super) from: Resolved,
    pub(super) to: Resolved,
    pub(super) via: Vec<Resolved>,
    pub(super) depart: Date,
    pub(super) deadline: Option<i64>,
    pub(super) cargo: Cargo,
    pub(super) year: u16,
    pub(super) modes: Option<ModeSet>,
    pub(super) avoid: Vec<(String, Avoid)>,
    pub(super) criteria: Criteria,
}

impl Understood {
    /// Constraints on links: all but those on modes.
    pub(super) fn constraints(&self, engine: &Engine) -> Constraints {
        let avoid = self.avoid.iter().filter(|(_, a)| !matches!(a, Avoid::Modes(_))).cloned().collect();
        engine.constraints(avoid, None)
    }

    /// Modes that are asked for and not avoided.
    pub(super) fn modes_allowed(&self) -> ModeSet {
        let avoided = self.avoid.iter().filter_map(|(_, a)| if let Avoid::Modes(m) = a { Some(*m) } else { None });
        avoided.fold(self.modes.unwrap_or(ModeSet::ALL), |set, gone| gone.iter().fold(set, ModeSet::without))
    }

    /// The criteria that count by their words.
    pub(super) fn criteria_words(&self) -> Vec<String> {
        let c = &self.criteria;
        let counts = [c.time, c.cost, c.co2, c.transfers];
        CRITERIA.iter().zip(counts).filter(|c| c.1).map(|c| (*c.0).to_owned()).collect()
    }

    /// Whether an option is nowhere worse than another, as people see both, and
    /// somewhere better.
    pub(super) fn covers(&self, a: &PlanOption, b: &PlanOption) -> bool {
        let c = &self.criteria;
        let pairs = [
            (c.time, a.days_p50, b.days_p50),
            (c.cost, a.usd, b.usd),
            (c.co2, a.kg_co2e, b.kg_co2e),
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            (c.transfers, a.transfers as f64, b.transfers as f64),
        ];
        let counted = || pairs.iter().filter(|p| p.0);
        counted().all(|p| p.1 <= p.2) && counted().any(|p| p.1 < p.2)
    }
}

/// Words of the criteria, in the order of [`Criteria`].
pub(super) const CRITERIA: [&str; 4] = ["time", "cost", "co2", "transfers"];

impl Engine {
    /// What a request means between two places.
    ///
    /// # Errors
    /// Whatever is not understood, with what to write instead.
    pub(super) fn understand(&self, request: &PlanRequest, from: Resolved, to: Resolved) -> Result<Understood, EngineError> {
        let (depart, last) = days_of(request)?;
        if from.position.km_to(to.position) < SAME_KM {
            return Err(EngineError::input(format!("{} is where the cargo already is", to.name), "name two different places"));
        }
        let hint = "write --cargo teu:2, reefer:1, bulk:5000, liquid:100000 or passengers:300";
        let text = if request.cargo.is_empty() { "teu:1" } else { &request.cargo };
        let cargo = Cargo::parse(text).map_err(|e| EngineError::input(e, hint))?;
        let cargo = cargo.worth(request.value_usd).map_err(|e| EngineError::input(e, "write US dollars, such as --value usd:90000"))?;
        if request.epsilon.is_some_and(|e| !(0.0..=1.0).contains(&e)) {
            return Err(EngineError::input("--epsilon is a share", "write a number from 0 to 1, such as 0.02"));
        }
        Ok(Understood {
            from,
            to,
            via: request.via.iter().map(|v| self.resolve(v)).collect::<Result<_, _>>()?,
            depart,
            deadline: last.map(|d| days::midnight(days::shifted(d, 1))),
            cargo,
            year: self.network_year(request.year.or(u16::try_from(depart.year()).ok()))?,
            modes: request.modes.as_deref().map(parse_modes).transpose()?,
            avoid: request.avoid.iter().map(|a| self.parse_avoid(a)).collect::<Result<_, _>>()?,
            criteria: criteria_of(&request.criteria)?,
        })
    }
}

/// The day of departure and, if asked, the last day of arrival.
fn days_of(request: &PlanRequest) -> Result<(Date, Option<Date>), EngineError> {
    let day = |text: &str| {
        let day = days::parse_date(text).map_err(|e| EngineError::input(e, "for example --depart 2024-09-02"))?;
        if u16::try_from(day.year()).is_ok_and(|y| (FIRST_YEAR..=LAST_YEAR).contains(&y)) {
            return Ok(day);
        }
        let hint = format!("choose a day from {FIRST_YEAR} to {LAST_YEAR}");
        Err(EngineError::input(format!("{day} is out of reach"), hint))
    };
    let depart = day(&request.depart)?;
    let last = request.arrive_by.as_deref().map(day).transpose()?;
    if let Some(last) = last.filter(|d| *d < depart) {
        return Err(EngineError::input(format!("the deadline {last} is before the departure {depart}"), "swap the two days"));
    }
    Ok((depart, last))
}

/// Criteria by their words; all where there are none.
fn criteria_of(words: &[String]) -> Result<Criteria, EngineError> {
    if words.is_empty() {
        return Ok(Criteria::ALL);
    }
    let mut criteria = Criteria { time: false, cost: false, co2: false, transfers: false };
    for word in words {
        match word.as_str() {
            "time" => criteria.time = true,
            "cost" => criteria.cost = true,
            "co2" => criteria.co2 = true,
            "transfers" => criteria.transfers = true,
            other => return Err(EngineError::input(format!("'{other}' is no criterion"), format!("use {}", CRITERIA.join(", ")))),
        }
    }
    Ok(criteria)
}

//! What a check asks for, and the trait of who can answer.

use crate::figure::Figure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question for one figure.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(untagged, try_from = "Heads")]
pub enum Ask {
    /// The figure of another claim of the ledger.
    Claim {
        /// Its id.
        claim: String,
    },
    /// A value of a published series.
    Series {
        /// Its id.
        series: String,
        /// One period, or the first and the last of several: `2024-01/2024-07`.
        period: String,
        /// What is made of several periods.
        #[serde(default)]
        take: Option<Take>,
    },
    /// A single published figure.
    Fact {
        /// Its id.
        fact: String,
    },
    /// A number by definition.
    Number {
        /// The number.
        number: f64,
        /// What it is.
        what: String,
    },
    /// How many things a text names.
    Items {
        /// Their names.
        items: Vec<String>,
    },
    /// A way over the network.
    Route {
        /// The question.
        route: RouteAsk,
    },
    /// A way over services.
    Plan {
        /// The question.
        plan: PlanAsk,
    },
    /// A corridor.
    Corridor {
        /// The question.
        corridor: CorridorAsk,
    },
    /// A border crossing.
    Crossing {
        /// The question.
        crossing: CrossingAsk,
    },
}

/// An input as its file writes it: one head, and what belongs to it. A type of
/// its own, so that a slip of the pen is named and not only refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heads {
    claim: Option<String>,
    series: Option<String>,
    period: Option<String>,
    take: Option<Take>,
    fact: Option<String>,
    number: Option<f64>,
    what: Option<String>,
    items: Option<Vec<String>>,
    route: Option<RouteAsk>,
    plan: Option<PlanAsk>,
    corridor: Option<CorridorAsk>,
    crossing: Option<CrossingAsk>,
}

impl TryFrom<Heads> for Ask {
    type Error = String;

    fn try_from(mut heads: Heads) -> Result<Self, String> {
        let (period, take, what) = (heads.period.take(), heads.take, heads.what.take());
        let asks: Vec<Ask> = [
            heads.claim.map(|claim| Ask::Claim { claim }),
            heads.series.map(|series| Ask::Series { series, period: period.clone().unwrap_or_default(), take }),
            heads.fact.map(|fact| Ask::Fact { fact }),
            heads.number.map(|number| Ask::Number { number, what: what.clone().unwrap_or_default() }),
            heads.items.map(|items| Ask::Items { items }),
            heads.route.map(|route| Ask::Route { route }),
            heads.plan.map(|plan| Ask::Plan { plan }),
            heads.corridor.map(|corridor| Ask::Corridor { corridor }),
            heads.crossing.map(|crossing| Ask::Crossing { crossing }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let [ask] = <[Ask; 1]>::try_from(asks).map_err(|asks| {
            format!(
                "an input asks for one thing, this one for {}: claim, series, fact, number, items, route, plan, \
                 corridor or crossing",
                asks.len()
            )
        })?;
        let of_series = matches!(ask, Ask::Series { .. });
        match (of_series, period.as_deref().unwrap_or_default().is_empty()) {
            (true, true) => return Err("a series needs a period: period = \"2024-08\"".to_owned()),
            (false, false) => return Err("a period belongs to a series".to_owned()),
            _ => {}
        }
        if take.is_some() && !of_series {
            return Err("take belongs to a series".to_owned());
        }
        if matches!(ask, Ask::Number { .. }) != what.is_some() {
            return Err("a number says what it is: what = \"weeks of a year\"; nothing else does".to_owned());
        }
        Ok(ask)
    }
}

/// What is made of the values of several periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Take {
    /// Their sum.
    Sum,
    /// Their mean.
    Mean,
    /// The first.
    First,
    /// The last.
    Last,
    /// The largest.
    Max,
    /// The smallest.
    Min,
}

/// A question to the network.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteAsk {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Modes that it may use; all where none is named.
    #[serde(default)]
    pub modes: Vec<String>,
    /// Places to touch in order.
    #[serde(default)]
    pub via: Vec<String>,
    /// What it keeps away from, as `--avoid` names it.
    #[serde(default)]
    pub avoid: Vec<String>,
    /// What is least.
    #[serde(default)]
    pub by: Objective,
    /// What of it is asked.
    pub quantity: Measure,
    /// Scenarios made before.
    #[serde(default)]
    pub scenarios: Vec<String>,
}

/// What is least on a way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    /// Time.
    #[default]
    Time,
    /// Money.
    Cost,
    /// Greenhouse gases.
    Co2,
}

/// What of a way is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Length.
    Km,
    /// Time in days.
    Days,
    /// Time in hours.
    Hours,
    /// Money.
    Usd,
    /// Greenhouse gases.
    #[serde(rename = "kg-co2e")]
    KgCo2e,
}

/// A question to the planner.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanAsk {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Day on which the cargo is ready.
    pub depart: String,
    /// Modes that it may use; all where none is named.
    #[serde(default)]
    pub modes: Vec<String>,
    /// Places to touch in order.
    #[serde(default)]
    pub via: Vec<String>,
    /// What it keeps away from.
    #[serde(default)]
    pub avoid: Vec<String>,
    /// Which of the ways worth choosing.
    pub choose: Choice,
    /// What of it is asked.
    pub quantity: Measure,
    /// Scenarios made before.
    #[serde(default)]
    pub scenarios: Vec<String>,
}

/// Which of several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// Of least time.
    Fastest,
    /// Of least money.
    Cheapest,
    /// Of least emission.
    Greenest,
}

/// A question about a corridor.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorridorAsk {
    /// Its id.
    pub id: String,
    /// What of it is asked.
    pub quantity: Measure,
    /// Scenarios made before.
    #[serde(default)]
    pub scenarios: Vec<String>,
}

/// A question about a border crossing.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CrossingAsk {
    /// Its name or part of it.
    pub name: String,
    /// What of it is asked.
    pub quantity: Measure,
    /// Scenarios made before.
    #[serde(default)]
    pub scenarios: Vec<String>,
}

/// Who answers what a claim, a number and a list of things cannot.
pub trait Figures {
    /// The figure asked for.
    ///
    /// # Errors
    /// Why there is none: what is unknown, or how an answer failed.
    fn figure(&self, ask: &Ask) -> Result<Figure, NoFigure>;
}

/// Why there is no figure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFigure {
    /// The question names something that is not there: the ledger is wrong.
    #[error("{0}")]
    Unknown(String),
    /// There is no answer, and the reason is one of the matter.
    #[error("{0}")]
    NotComputable(String),
}

//! Questions of claims to the network, the planner, corridors and borders.

use super::model::Model;
use crate::constraint::parse_modes;
use crate::corridor::CorridorRequest;
use crate::error::EngineError;
use crate::plan::PlanRequest;
use crate::route::{Objective, Request};
use landbridge_evidence::ask::{Choice, CorridorAsk, CrossingAsk, Measure, NoFigure, Objective as By, PlanAsk, RouteAsk};
use landbridge_evidence::figure::Figure;
use landbridge_model::Cargo;

const HOURS_PER_DAY: f64 = 24.0;

/// Bad questions are faults of the ledger; that there is no way is an answer.
fn no_figure(e: EngineError) -> NoFigure {
    if e.no_result { NoFigure::NotComputable(e.message) } else { NoFigure::Unknown(format!("{} ({})", e.message, e.hint)) }
}

fn on_words(scenarios: &[String]) -> String {
    if scenarios.is_empty() { String::new() } else { format!(" with {}", scenarios.join(", ")) }
}

/// Sums of a way.
struct Sums {
    km: f64,
    hours: f64,
    usd: f64,
    kg: f64,
}

impl Model<'_> {
    /// A sum in the range by which the model may be off.
    fn ranged(&self, sums: &Sums, quantity: Measure, from: String) -> Figure {
        let (value, share) = match quantity {
            Measure::Km => (sums.km, self.errors.length),
            Measure::Hours => (sums.hours, self.errors.time),
            Measure::Days => (sums.hours / HOURS_PER_DAY, self.errors.time),
            Measure::Usd => (sums.usd, self.errors.cost),
            Measure::KgCo2e => (sums.kg, self.errors.cost),
        };
        Figure::between(value * (1.0 - share), value, value * (1.0 + share), from)
    }

    pub(super) fn route(&self, ask: &RouteAsk) -> Result<Figure, NoFigure> {
        let objective = match ask.by {
            By::Time => Objective::Time,
            By::Cost => Objective::Cost,
            By::Co2 => Objective::Co2,
        };
        let mut places = vec![ask.from.clone()];
        places.extend(ask.via.iter().cloned());
        places.push(ask.to.clone());
        let found = self.on(&ask.scenarios, |engine| {
            let modes = if ask.modes.is_empty() { None } else { Some(parse_modes(&ask.modes.join(","))?) };
            let request =
                Request { places, cargo: Cargo::default(), year: None, modes, avoid: ask.avoid.clone(), no_access: false, set: Vec::new() };
            engine.route(&request)
        });
        let answer = found.map_err(no_figure)?;
        let way = answer
            .itineraries
            .iter()
            .find(|i| i.objective == objective.as_str())
            .ok_or_else(|| NoFigure::NotComputable(format!("no way from {} to {} by {}", ask.from, ask.to, objective.as_str())))?;
        let t = &way.totals;
        let modes = if ask.modes.is_empty() { String::new() } else { format!(" by {}", ask.modes.join(", ")) };
        let via = if ask.via.is_empty() { String::new() } else { format!(" through {}", ask.via.join(", ")) };
        let from = format!("network: {} – {}{modes}{via}, least {}{}", ask.from, ask.to, objective.as_str(), on_words(&ask.scenarios));
        Ok(self.ranged(&Sums { km: t.km, hours: t.hours, usd: t.usd, kg: t.kg_co2e }, ask.quantity, from))
    }

    pub(super) fn plan(&self, ask: &PlanAsk) -> Result<Figure, NoFigure> {
        let found = self.on(&ask.scenarios, |engine| {
            engine.plan(&PlanRequest {
                from: ask.from.clone(),
                to: ask.to.clone(),
                depart: ask.depart.clone(),
                via: ask.via.clone(),
                modes: (!ask.modes.is_empty()).then(|| ask.modes.join(",")),
                avoid: ask.avoid.clone(),
                ..PlanRequest::default()
            })
        });
        let answer = found.map_err(no_figure)?;
        let least = |key: fn(&crate::plan::PlanOption) -> f64| answer.options.iter().min_by(|a, b| key(a).total_cmp(&key(b)));
        let chosen = match ask.choose {
            Choice::Fastest => least(|o| o.days_p50),
            Choice::Cheapest => least(|o| o.usd),
            Choice::Greenest => least(|o| o.kg_co2e),
        };
        let way = chosen.ok_or_else(|| NoFigure::NotComputable(format!("no plan from {} to {}", ask.from, ask.to)))?;
        let word = match ask.choose {
            Choice::Fastest => "fastest",
            Choice::Cheapest => "cheapest",
            Choice::Greenest => "greenest",
        };
        let via = if ask.via.is_empty() { String::new() } else { format!(" through {}", ask.via.join(", ")) };
        let from = format!("plan: {} – {}{via} on {}, {word}{}", ask.from, ask.to, ask.depart, on_words(&ask.scenarios));
        let days = |factor: f64| {
            let wide = self.errors.time;
            Figure::between(way.days_p10 * factor * (1.0 - wide), way.days_p50 * factor, way.days_p90 * factor * (1.0 + wide), from.clone())
        };
        let money = |value: f64| Figure::between(value * (1.0 - self.errors.cost), value, value * (1.0 + self.errors.cost), from.clone());
        match ask.quantity {
            Measure::Days => Ok(days(1.0)),
            Measure::Hours => Ok(days(HOURS_PER_DAY)),
            Measure::Usd => Ok(money(way.usd)),
            Measure::KgCo2e => Ok(money(way.kg_co2e)),
            Measure::Km => Err(NoFigure::Unknown("a plan has no km; ask the route".to_owned())),
        }
    }

    pub(super) fn corridor(&self, ask: &CorridorAsk) -> Result<Figure, NoFigure> {
        let request = CorridorRequest { cargo: Cargo::default(), year: None, set: Vec::new() };
        let found = self.on(&ask.scenarios, |engine| engine.corridor(&ask.id, &request)).map_err(no_figure)?;
        let Some(way) = &found.way else {
            return Err(NoFigure::NotComputable(found.problem.unwrap_or_else(|| format!("{} is not computable", ask.id))));
        };
        let t = &way.totals;
        let from = format!("corridor {}{}", ask.id, on_words(&ask.scenarios));
        Ok(self.ranged(&Sums { km: t.km, hours: t.hours, usd: t.usd, kg: t.kg_co2e }, ask.quantity, from))
    }

    /// Hours at a crossing as the network has them, from its half to its ninetieth
    /// part where that is known.
    pub(super) fn crossing(&self, ask: &CrossingAsk) -> Result<Figure, NoFigure> {
        if ask.quantity != Measure::Hours {
            return Err(NoFigure::Unknown("a crossing is asked for its hours".to_owned()));
        }
        let wanted = ask.name.to_lowercase();
        self.on(&ask.scenarios, |engine| {
            let named = |c: &&landbridge_network::world::Crossing| c.name.to_lowercase().contains(&wanted);
            let known: Vec<_> = engine.world.crossings.iter().filter(named).collect();
            if known.is_empty() {
                return Err(EngineError::input(
                    format!("no border crossing is called '{}'", ask.name),
                    "'landbridge explain' finds them by name",
                ));
            }
            let Some((c, hours)) = known.iter().find_map(|c| c.hours_p50.map(|h| (c, h))) else {
                return Err(EngineError::none(format!("no hours are known of {}", ask.name), ""));
            };
            let wide = self.errors.time;
            let from = format!("crossing {}: {}{}", c.name, c.source, on_words(&ask.scenarios));
            Ok(Figure::between(hours * (1.0 - wide), hours, hours * (1.0 + wide), from))
        })
        .map_err(no_figure)
    }
}

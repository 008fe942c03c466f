//! The four trade facilitation indicators of the CAREC programme's Corridor
//! Performance Measurement and Monitoring (CPMM), computed from a chain and set
//! beside the published ones.
//!
//! Definitions (CPMM Annual Report 2020, CAREC and Asian Development Bank, 2021):
//! TFI1 is the mean time to clear a border crossing point, TFI2 its mean cost,
//! TFI3 the cost of 500 km of a corridor section for 20 tonnes, TFI4 the speed
//! along the section with all delays; the speed without delays (SWOD) counts the
//! hours in motion alone. Terminals at both ends of a section are outside of it.
//! A crossing here is both of its posts with the change of gauge between them;
//! CPMM counts posts, so that its mean is of about half a crossing.

use super::observed::{self, Observed};
use crate::corridor::border_steps;
use crate::data::Engine;
use crate::error::EngineError;
use crate::steps::{Step, StepKind};
use landbridge_cost::Rates;
use landbridge_model::{Cargo, Mode};
use landbridge_network::gazetteer::key;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// An indicator of one mode.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Indicator {
    /// Mode.
    pub mode: String,
    /// `TFI1`, `TFI2`, `TFI3`, `TFI4` or `SWOD`.
    pub name: String,
    /// What it is.
    pub what: String,
    /// Unit.
    pub unit: String,
    /// By the model; none where the chain has no such thing.
    pub model: Option<f64>,
    /// As it was observed on the corridor, at its crossings, in its countries
    /// and in the region: the latest year of each.
    pub observed: Vec<Observation>,
}

/// An indicator as it was observed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Observation {
    /// Where.
    pub place: String,
    /// `corridor`, `crossing`, `country` or `region`.
    pub kind: String,
    /// Year.
    pub year: u16,
    /// Mean of that year.
    pub value: f64,
    /// By the model at the same place; none where it has none.
    pub model: Option<f64>,
    /// Document and publisher.
    pub source: String,
}

const NAMES: [(&str, &str, &str); 5] = [
    ("TFI1", "time at a border crossing", "h"),
    ("TFI2", "cost at a border crossing", "USD"),
    ("TFI3", "cost of 500 km for 20 t", "USD"),
    ("TFI4", "speed with delays", "km/h"),
    ("SWOD", "speed without delays", "km/h"),
];
/// The section that TFI3 speaks of.
const TFI3_KM: f64 = 500.0;
/// The load that the indicators speak of.
const LOAD_TONNES: f64 = 20.0;

impl Engine {
    /// Indicators of the land modes of a chain.
    pub(super) fn indicators(
        &self,
        steps: &[Step],
        (cargo, set): (&Cargo, &[(String, f64)]),
        observed_as: &[String],
    ) -> Result<Vec<Indicator>, EngineError> {
        let rates = Rates::new(cargo, &self.changed(set)?, &self.world).map_err(|e| EngineError::input(e, ""))?;
        let tonnes = rates.tonnes * cargo.quantity;
        // What CPMM counts is one truck or wagon.
        let loads = if cargo.kind.is_container() { cargo.quantity } else { tonnes / LOAD_TONNES };
        let observed = match &self.folder {
            Some(folder) => observed::read(&folder.join("evidence/tfi.csv"))?,
            None => Vec::new(),
        };
        let countries: BTreeSet<&str> = steps.iter().flat_map(|s| s.countries.iter().map(String::as_str)).collect();
        let names: Vec<String> =
            self.world.countries.iter().filter(|c| countries.contains(c.code.to_string().as_str())).map(|c| key(&c.name)).collect();
        let mut all = Vec::new();
        for mode in [Mode::Rail, Mode::Road] {
            let own: Vec<Step> = section(steps, mode).into_iter().cloned().collect();
            if !own.iter().any(|s| s.what == StepKind::Run) {
                continue;
            }
            for ((name, what, unit), model) in NAMES.into_iter().zip(values(&own, tonnes, loads)) {
                let rows = observed.iter().filter(|o| o.mode == mode.as_str() && o.indicator == name);
                let mut fitting: Vec<Observation> = rows
                    .filter_map(|o| Some(Observation { model: model_at(o, (name, loads), &own, &names, observed_as)?, ..plain(o) }))
                    .collect();
                latest(&mut fitting);
                all.push(Indicator {
                    mode: mode.as_str().to_owned(),
                    name: name.to_owned(),
                    what: what.to_owned(),
                    unit: unit.to_owned(),
                    model,
                    observed: fitting,
                });
            }
        }
        Ok(all)
    }
}

fn plain(o: &Observed) -> Observation {
    Observation { place: o.place.clone(), kind: o.kind.clone(), year: o.year, value: o.value, model: None, source: o.source.clone() }
}

/// What belongs to the sections of a mode: its stretches, borders, calls and
/// yards between them, not the terminals where it begins and ends.
fn section(steps: &[Step], mode: Mode) -> Vec<&Step> {
    let word = mode.as_str();
    let inside = |s: &&Step| s.mode == word && !matches!(s.what, StepKind::Load | StepKind::Unload);
    steps.iter().filter(inside).collect()
}

/// The indicators in the order of [`NAMES`].
fn values(own: &[Step], tonnes: f64, loads: f64) -> [Option<f64>; 5] {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let crossings = own.iter().filter(|s| s.what == StepKind::Border).count() as f64;
    let at_borders = |of: fn(&Step) -> f64| border_steps(own).map(of).sum::<f64>();
    let km: f64 = own.iter().map(|s| s.km).sum();
    let usd: f64 = own.iter().map(|s| s.usd).sum();
    let hours: f64 = own.iter().map(|s| s.hours).sum();
    let moving: f64 = own.iter().filter(|s| s.what == StepKind::Run).map(|s| s.hours).sum();
    let of = |sum: f64, by: f64| (by > 0.0).then(|| sum / by);
    [
        of(at_borders(|s| s.hours), crossings),
        of(at_borders(|s| s.usd), crossings * loads),
        of(usd * TFI3_KM * LOAD_TONNES, km * tonnes),
        of(km, hours),
        of(km, moving),
    ]
}

/// Whether an observation belongs to a chain, and what the model says at the
/// same crossing.
fn model_at(o: &Observed, (name, loads): (&str, f64), own: &[Step], countries: &[String], observed_as: &[String]) -> Option<Option<f64>> {
    match o.kind.as_str() {
        "region" => Some(None),
        "corridor" => observed_as.contains(&o.place).then_some(None),
        "country" => countries.contains(&key(&o.place)).then_some(None),
        "crossing" => {
            let place = key(o.place.split(" (").next().unwrap_or_default());
            let at = own.iter().position(|s| s.what == StepKind::Border && key(&s.at).contains(&place))?;
            let here = border_steps(&own[at..]).take_while(|s| s.at == own[at].at);
            Some(match name {
                "TFI1" => Some(here.map(|s| s.hours).sum()),
                "TFI2" => Some(here.map(|s| s.usd).sum::<f64>() / loads),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Keeps the latest year of each place; corridors first, then crossings,
/// countries and the region.
fn latest(all: &mut Vec<Observation>) {
    let rank = |o: &Observation| ["corridor", "crossing", "country", "region"].iter().position(|k| *k == o.kind);
    all.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.place.cmp(&b.place)).then(b.year.cmp(&a.year)));
    all.dedup_by(|later, first| later.place == first.place);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(what: StepKind, mode: &str, at: &str, figures: [f64; 3]) -> Step {
        let [km, hours, usd] = figures;
        Step { what, mode: mode.to_owned(), at: at.to_owned(), km, hours, usd, ..Step::default() }
    }

    fn chain() -> Vec<Step> {
        vec![
            step(StepKind::Load, "rail", "A", [0.0, 99.0, 99.0]),
            step(StepKind::Run, "rail", "", [400.0, 10.0, 100.0]),
            step(StepKind::Border, "rail", "Here – There", [0.0, 20.0, 30.0]),
            step(StepKind::GaugeChange, "rail", "Here – There", [0.0, 4.0, 50.0]),
            step(StepKind::Run, "rail", "", [600.0, 20.0, 220.0]),
            step(StepKind::Border, "rail", "Far – Away", [0.0, 6.0, 0.0]),
            step(StepKind::Unload, "rail", "B", [0.0, 99.0, 99.0]),
            step(StepKind::Run, "sea", "", [9000.0, 500.0, 300.0]),
        ]
    }

    #[test]
    fn indicators_follow_their_definitions() {
        let own: Vec<Step> = section(&chain(), Mode::Rail).into_iter().cloned().collect();
        let [tfi1, tfi2, tfi3, tfi4, swod] = values(&own, 10.0, 2.0).map(Option::unwrap);
        assert_eq!((tfi1, tfi2), (15.0, 20.0), "30 h and 80 USD at two crossings for two loads, the change of gauge with the first");
        assert!((tfi3 - 400.0 * 0.5 * 2.0).abs() < 1e-9, "400 USD for 1,000 km and 10 t");
        assert!((tfi4 - 1000.0 / 60.0).abs() < 1e-9 && (swod - 1000.0 / 30.0).abs() < 1e-9);
    }

    #[test]
    fn without_borders_there_is_no_time_at_them() {
        let own = [step(StepKind::Run, "road", "", [10.0, 1.0, 5.0])];
        assert_eq!(values(&own, 20.0, 1.0)[..2], [None, None]);
    }

    #[test]
    fn observations_of_a_crossing_stand_beside_the_models_there() {
        let o = |place: &str, kind: &str| Observed {
            place: place.to_owned(),
            kind: kind.to_owned(),
            mode: "rail".to_owned(),
            indicator: "TFI1".to_owned(),
            year: 2020,
            value: 1.0,
            source: String::new(),
        };
        let own: Vec<Step> = section(&chain(), Mode::Rail).into_iter().cloned().collect();
        let at = |o: &Observed| model_at(o, ("TFI1", 1.0), &own, &["land".to_owned()], &["Corridor 1".to_owned()]);
        assert_eq!(at(&o("There (one side)", "crossing")), Some(Some(24.0)));
        assert_eq!(at(&o("Elsewhere", "crossing")), None);
        assert_eq!((at(&o("Land", "country")), at(&o("Sea", "country"))), (Some(None), None));
        assert_eq!((at(&o("Corridor 1", "corridor")), at(&o("Corridor 2", "corridor"))), (Some(None), None));
    }

    #[test]
    fn the_latest_year_of_a_place_stays() {
        let one = |place: &str, kind: &str, year| Observation {
            place: place.to_owned(),
            kind: kind.to_owned(),
            year,
            value: 0.0,
            model: None,
            source: String::new(),
        };
        let mut all = vec![one("Land", "country", 2019), one("Land", "country", 2021), one("One", "corridor", 2018)];
        latest(&mut all);
        assert_eq!(all.iter().map(|o| (o.place.as_str(), o.year)).collect::<Vec<_>>(), [("One", 2018), ("Land", 2021)]);
    }
}

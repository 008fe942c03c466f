//! Emissions that a project avoids, beside a baseline that is stated.
//!
//! Power: what it generates, by the average emissions of its country's grid less its
//! own over its life (the form of the Clean Development Mechanism's ACM0002, with the
//! average factor in place of the combined margin, which needs data of each plant).
//! Rail freight: tonne-kilometres carried, by what road would have emitted less what
//! rail does, for the share that road would have carried (the form of AM0090).
//! Neither counts what building emits, nor traffic that would not have been.

use crate::monitor::standing::standing;
use crate::register::hosts::Hosts;
use crate::register::project::Project;
use landbridge_formats::toml;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Settings of a way to make power.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// Share of the year at full capacity.
    pub capacity_factor: f64,
    /// Grams of CO2e for a kilowatt-hour over its life.
    pub g_co2e_kwh: f64,
}

/// A share with what it may be at least and at most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// At least.
    pub low: f64,
    /// What is taken.
    pub value: f64,
    /// At most.
    pub high: f64,
}

/// Settings of freight that would go by road.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freight {
    /// Sector of the records.
    pub sector: String,
    /// Ids of indicators of freight that is carried.
    pub carried: Vec<String>,
    /// Ids of indicators of freight that could be carried.
    pub could: Vec<String>,
    /// Id of the indicator of length, in kilometres.
    pub length: String,
    /// Share of the freight that road would have carried.
    pub from_road: Share,
}

/// Units by which the figures of a record are known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Id of the indicator of the output of a year.
    pub output_id: String,
    /// Its unit, gigawatt-hours a year.
    pub output: String,
    /// Id of the indicator of capacity.
    pub capacity_id: String,
    /// Its unit, megawatts.
    pub capacity: String,
    /// Of freight of a year, millions of tonnes.
    pub freight: String,
    /// Of lengths, kilometres.
    pub length: String,
}

/// What a source states itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// Id of the indicator of emissions avoided.
    pub id: String,
    /// Its unit, millions of tonnes a year.
    pub unit: String,
}

/// Settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the settings come from.
    pub source: String,
    /// Ways to make power by sector of a record.
    pub power: BTreeMap<String, Power>,
    /// Freight that would go by road.
    pub freight: Freight,
    /// Units by which the figures of a record are known.
    pub units: Units,
    /// What a source states itself.
    pub stated: Stated,
}

/// Emissions of transport and of grids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Factors {
    /// Grams of CO2e for a kilowatt-hour of a country's grid, average.
    pub grid: BTreeMap<String, f64>,
    /// Grams of CO2e for a tonne-kilometre by road.
    pub road: f64,
    /// Grams of CO2e for a tonne-kilometre by rail: electric, average and diesel.
    pub rail: [f64; 3],
}

/// Emissions avoided in a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectAvoided)]
pub struct Avoided {
    /// Id of the project.
    pub project: String,
    /// How it was computed.
    pub method: String,
    /// What would be without the project.
    pub baseline: String,
    /// Tonnes of CO2e a year.
    pub tonnes: f64,
    /// The same with what is uncertain at its lower end.
    pub low: f64,
    /// The same at its upper end.
    pub high: f64,
    /// Whether it is what the project could do, since no record says what it does.
    pub potential: bool,
    /// Figures that went in, with their units.
    pub inputs: Vec<String>,
    /// What a source states, with the unit of the record.
    pub stated: Option<String>,
    /// What the stated figure would take, where it can be computed.
    pub stated_takes: Option<String>,
}

impl Settings {
    /// Reads settings; `file` names them in errors.
    ///
    /// # Errors
    /// What is not understood; shares that are none.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let settings: Self = toml::read(file, text).map_err(|e| e.to_string())?;
        let Share { low, value, high } = settings.freight.from_road;
        let shares = [low, value, high].into_iter().chain(settings.power.values().map(|p| p.capacity_factor));
        if !(low <= value && value <= high) || shares.into_iter().any(|s| !(0.0..=1.0).contains(&s)) {
            return Err(format!("{file}: shares are from 0 to 1, and low ≤ value ≤ high"));
        }
        Ok(settings)
    }
}

/// A figure of an indicator: the latest actual one, else the target.
struct Figure {
    value: f64,
    actual: bool,
    says: String,
}

/// What is asked of a project.
struct Ask<'a> {
    project: &'a Project,
    settings: &'a Settings,
    factors: &'a Factors,
    today: f64,
}

/// Emissions that a project avoids in a year, as its record stands on a day.
///
/// # Errors
/// Why it cannot be computed.
pub fn avoided(project: &Project, settings: &Settings, factors: &Factors, hosts: &Hosts, today: f64) -> Result<Avoided, String> {
    let ask = Ask { project, settings, factors, today };
    match settings.power.get(&project.sector) {
        Some(power) => ask.of_power(*power, &hosts.of(project)),
        None if project.sector == settings.freight.sector => ask.of_freight(),
        None => Err(format!("no method for the sector '{}'", project.sector)),
    }
}

impl Ask<'_> {
    fn figure(&self, id: &str, unit: &str) -> Option<Figure> {
        let indicator = self.project.indicator.iter().find(|i| i.id == id && i.unit == unit)?;
        let stands = standing(&self.project.id, indicator, self.today);
        let value = stands.actual.or(stands.target)?;
        let kind = if stands.actual.is_some() { "" } else { ", a target" };
        Some(Figure { value, actual: stands.actual.is_some(), says: format!("{}: {value} {unit}{kind}", indicator.name) })
    }

    /// What a source states itself.
    fn stated(&self) -> Option<f64> {
        self.figure(&self.settings.stated.id, &self.settings.stated.unit).map(|f| f.value)
    }

    fn stated_text(&self) -> Option<String> {
        self.stated().map(|x| format!("{x} {}", self.settings.stated.unit))
    }

    fn of_power(&self, power: Power, hosts: &[&String]) -> Result<Avoided, String> {
        const HOURS: f64 = 8760.0;
        let [country] = hosts else { return Err(format!("its grid is not known: it is in {} countries", hosts.len())) };
        let grid = *self.factors.grid.get(*country).ok_or_else(|| format!("no emissions of the grid of {country} are known"))?;
        let units = &self.settings.units;
        let (output, capacity) = (self.figure(&units.output_id, &units.output), self.figure(&units.capacity_id, &units.capacity));
        let (gwh, actual, mut inputs) = match (output, capacity) {
            (Some(f), _) => (f.value, f.actual, vec![f.says]),
            (None, Some(f)) => {
                let share = format!("share of the year at full capacity: {}", power.capacity_factor);
                (f.value * power.capacity_factor * HOURS / 1e3, false, vec![f.says, share])
            }
            (None, None) => return Err("neither output nor capacity is recorded".to_owned()),
        };
        inputs.push(format!("grid of {country}, average: {grid} g CO2e/kWh"));
        inputs.push(format!("own emissions over its life: {} g CO2e/kWh", power.g_co2e_kwh));
        // Gigawatt-hours by grams a kilowatt-hour are tonnes.
        let tonnes = gwh * (grid - power.g_co2e_kwh);
        let takes = |stated: f64| format!("a baseline of {:.0} g CO2e/kWh", stated * 1e6 / gwh + power.g_co2e_kwh);
        Ok(Avoided {
            project: self.project.id.clone(),
            method: "power: output × (average emissions of the grid − own emissions)".to_owned(),
            baseline: format!("the same power from the grid of {country} as it is on average"),
            tonnes,
            low: tonnes,
            high: tonnes,
            potential: !actual,
            inputs,
            stated: self.stated_text(),
            stated_takes: self.stated().filter(|_| gwh > 0.0).map(takes),
        })
    }

    fn of_freight(&self) -> Result<Avoided, String> {
        let settings = &self.settings.freight;
        let length = self.figure(&settings.length, &self.settings.units.length).ok_or_else(|| "no length is recorded".to_owned())?;
        let of = |ids: &[String]| ids.iter().find_map(|id| self.figure(id, &self.settings.units.freight));
        let (freight, carried) = match of(&settings.carried) {
            Some(f) => (f, true),
            None => (of(&settings.could).ok_or_else(|| "neither freight nor capacity is recorded".to_owned())?, false),
        };
        let [electric, rail, diesel] = self.factors.rail;
        let road = self.factors.road;
        // Millions of tonnes by kilometres by grams are tonnes.
        let saved = |rail: f64| freight.value * length.value * (road - rail);
        let Share { low, value, high } = settings.from_road;
        let percent = |share: f64| share * 100.0;
        Ok(Avoided {
            project: self.project.id.clone(),
            method: "rail freight: tonnes × length × (road − rail) × share that road would have carried".to_owned(),
            baseline: format!(
                "road carries {:.0} % of the freight over the same length ({:.0} to {:.0} %)",
                percent(value),
                percent(low),
                percent(high)
            ),
            tonnes: saved(rail) * value,
            low: saved(diesel) * low,
            high: saved(electric) * high,
            potential: !carried || !freight.actual,
            inputs: vec![
                freight.says,
                length.says,
                format!("road {road} and rail {rail} g CO2e/t-km, {electric} electric to {diesel} diesel"),
                "all freight goes the whole length".to_owned(),
            ],
            stated: self.stated_text(),
            stated_takes: None,
        })
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;
    use crate::register::Register;

    const SETTINGS: &str = r#"
        source = "s"
        power = { energy-hydro = { capacity_factor = 0.5, g_co2e_kwh = 20 } }
        freight = { sector = "rail", carried = ["freight"], could = ["capacity"], length = "length", from_road = { low = 0.25, value = 0.5, high = 1.0 } }
        units = { output_id = "o", output = "GWh a year", capacity_id = "c", capacity = "MW", freight = "million tonnes a year", length = "km" }
        stated = { id = "co2-avoided", unit = "million tonnes a year" }
    "#;

    fn of(sector: &str, indicators: &[(&str, &str, &str)]) -> Result<Avoided, String> {
        let head = format!(
            "id = \"a\"\nname = \"A\"\nkind = \"project\"\nsize = \"other\"\nsector = \"{sector}\"\nstatus = \"operation\"\ncountries = [\"UG\"]\n"
        );
        let indicators: String = indicators
            .iter()
            .map(|(id, unit, value)| {
                format!("[[indicator]]\nid = \"{id}\"\nname = \"{id}\"\nunit = \"{unit}\"\ndirection = \"up\"\n[[indicator.value]]\nperiod = \"2024\"\n{value}\n")
            })
            .collect();
        let register = Register::read([("a.toml", format!("{head}{indicators}").as_str())]).unwrap_or_else(|e| panic!("{e}"));
        let settings = Settings::read("s.toml", SETTINGS).unwrap_or_else(|e| panic!("{e}"));
        let factors = Factors { grid: BTreeMap::from([("UG".to_owned(), 120.0)]), road: 90.0, rail: [10.0, 20.0, 30.0] };
        avoided(&register.projects[0], &settings, &factors, &Hosts::default(), 25_000.0)
    }

    #[test]
    fn power_is_set_beside_the_grid() {
        let output = of("energy-hydro", &[("o", "GWh a year", "actual = 4000")]).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((output.tonnes, output.potential), (400_000.0, false));
        let capacity = of("energy-hydro", &[("c", "MW", "actual = 100"), ("co2-avoided", "million tonnes a year", "actual = 0.4")])
            .unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((capacity.tonnes, capacity.potential, capacity.stated.as_deref()), (43_800.0, true, Some("0.4 million tonnes a year")));
        // 400,000 t over 438 GWh are 913 g, and 20 g of its own.
        assert_eq!(capacity.stated_takes.as_deref(), Some("a baseline of 933 g CO2e/kWh"));
        assert!(of("energy-hydro", &[]).is_err_and(|e| e.contains("neither output")));
        assert!(of("culture", &[]).is_err_and(|e| e.contains("no method")));
    }

    #[test]
    fn freight_is_set_beside_the_road() {
        let length = ("length", "km", "actual = 1000");
        let unit = "million tonnes a year";
        let carried =
            of("rail", &[length, ("freight", unit, "actual = 2"), ("capacity", unit, "actual = 9")]).unwrap_or_else(|e| panic!("{e}"));
        // 2 million t × 1000 km × 70 g is 140,000 t, by half of it; × 60 g and × 80 g at the ends.
        assert_eq!((carried.low, carried.tonnes, carried.high, carried.potential), (30_000.0, 70_000.0, 160_000.0, false));
        let could = of("rail", &[length, ("capacity", unit, "target = 2")]).unwrap_or_else(|e| panic!("{e}"));
        assert!(could.potential && could.inputs[0].contains("a target"));
        assert!(of("rail", &[length]).is_err_and(|e| e.contains("neither freight")));
        assert!(Settings::read("s.toml", &SETTINGS.replace("low = 0.25", "low = 0.75")).is_err());
    }
}

//! How long the stages of a chain take when they do not always take the same.
//!
//! Every stage has a lognormal law ([`Law`]) whose spread comes from published
//! pairs of figures (`data/parameters/reliability.toml` says which). Where a
//! crossing has its own median and 90th percentile, these are its law.

use crate::rates::Rates;
use landbridge_model::parameter::ParameterSet;
use landbridge_model::{CargoKind, Law, Mode};
use landbridge_network::world::{Crossing, CrossingEdge};
use std::collections::BTreeMap;

/// Laws of stages for one cargo.
#[derive(Clone, Debug, Default)]
pub struct Delays {
    by_mode: BTreeMap<Mode, OfMode>,
    /// Spread from one day to another, and from one place to another.
    border: [[f64; 2]; 2],
    gauge_sigma: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct OfMode {
    run_sigma: f64,
    cutoff_hours: f64,
    release: Option<Law>,
    headway_hours: f64,
    over_direct: Option<OverDirect>,
}

/// How much longer services take than the direct way, for calls and waits on
/// the way.
#[derive(Clone, Copy, Debug)]
struct OverDirect {
    /// Median of their hours over those of the direct way.
    ratio: f64,
    /// Spread of this ratio from one service to another.
    sigma: f64,
}

/// Modes of unscheduled and scheduled legs, with their word in the parameters.
pub const MODES: [(Mode, &str); 6] = [
    (Mode::Road, "road"),
    (Mode::Rail, "rail"),
    (Mode::Sea, "sea"),
    (Mode::Ferry, "ferry"),
    (Mode::Waterway, "waterway"),
    (Mode::Air, "air"),
];

impl Delays {
    /// Laws from the parameters. Containers go by liner, from port to port;
    /// other cargo has ships to itself.
    ///
    /// # Errors
    /// Names the first parameter that is missing.
    pub fn new(set: &ParameterSet, cargo: CargoKind) -> Result<Self, String> {
        let get =
            |name: &str| set.get(name).map(|p| p.value).ok_or_else(|| format!("the parameter '{name}' is missing from data/parameters"));
        let over = |word: &str| -> Result<Option<OverDirect>, String> {
            let ratio = get(&format!("hours_over_direct.{word}"))?;
            Ok(Some(OverDirect { ratio, sigma: get(&format!("sigma.hours_over_direct.{word}"))? }))
        };
        let mut by_mode = BTreeMap::new();
        for (mode, word) in MODES {
            let sigma = get(match mode {
                Mode::Sea => "sigma.port.dwell",
                Mode::Waterway => "sigma.handling.waterway",
                _ => "sigma.release",
            })?;
            by_mode.insert(
                mode,
                OfMode {
                    run_sigma: get(&format!("sigma.run.{word}"))?,
                    cutoff_hours: get(&format!("cutoff_hours.{word}"))?,
                    release: Some(Law::of_mean(get(&format!("release_hours.{word}"))?, sigma)),
                    headway_hours: get(&format!("headway_hours.{word}"))?,
                    over_direct: match mode {
                        Mode::Rail => over("rail")?,
                        Mode::Sea if cargo.is_container() => over("sea")?,
                        _ => None,
                    },
                },
            );
        }
        let border =
            [[get("sigma.border.rail")?, get("sigma.border.rail.places")?], [get("sigma.border.road")?, get("sigma.border.road.places")?]];
        Ok(Self { by_mode, border, gauge_sigma: get("sigma.border.gauge_change")? })
    }

    fn of(&self, mode: Mode) -> OfMode {
        self.by_mode.get(&mode).copied().unwrap_or_default()
    }

    /// Mean hours in motion of a leg of which no service is known, over those
    /// of the direct way.
    pub fn over_direct(&self, mode: Mode) -> f64 {
        self.of(mode).over_direct.map_or(1.0, |o| Law::of_median(o.ratio, o.sigma).mean())
    }

    /// Running time of a leg of which no service is known, and whose mean is.
    pub fn run(&self, mode: Mode, mean_hours: f64) -> Law {
        let own = self.of(mode);
        Law::of_mean(mean_hours, own.run_sigma.hypot(own.over_direct.map_or(0.0, |o| o.sigma)))
    }

    /// Running time of a service whose timetable says so many hours: half of
    /// all departures take longer.
    pub fn scheduled(&self, mode: Mode, hours: f64) -> Law {
        Law::of_median(hours, self.of(mode).run_sigma)
    }

    /// From the gate to the departure: cargo must be there that long before.
    pub fn cutoff(&self, mode: Mode) -> Law {
        Law::Fixed(self.of(mode).cutoff_hours)
    }

    /// From the arrival until the cargo can leave the terminal.
    pub fn release(&self, mode: Mode) -> Law {
        self.of(mode).release.unwrap_or(Law::Fixed(0.0))
    }

    /// Waiting at the gate for a leg of which no service is known.
    pub fn wait(&self, mode: Mode) -> Law {
        match self.of(mode).headway_hours {
            hours if hours > 0.0 => Law::Uniform { low: 0.0, high: hours },
            _ => Law::Fixed(0.0),
        }
    }

    /// Time at a border, without a change of gauge.
    pub fn border(&self, rates: &Rates, crossing: &Crossing, edge: &CrossingEdge) -> Law {
        let hours = rates.crossing(crossing, edge).hours;
        let [rail, road] = self.border;
        let [sigma, places] = if crossing.mode == Mode::Road { road } else { rail };
        match (crossing.hours_p50, crossing.hours_p90) {
            // A change of gauge is inside both figures.
            (Some(p50), Some(p90)) if p90 > p50 && rates.kind() != CargoKind::Passengers => Law::of_p50_p90(hours, p90 - p50 + hours),
            (Some(_), _) => Law::of_median(hours, sigma),
            // The parameter for crossings without a figure is a mean over all.
            (None, _) => Law::of_mean(hours, sigma.hypot(places)),
        }
    }

    /// Time of a change of gauge on a crossing.
    pub fn gauge_break(&self, rates: &Rates, edge: &CrossingEdge) -> Law {
        Law::of_mean(rates.gauge_break(edge).hours, self.gauge_sigma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_parameters;

    fn delays(cargo: CargoKind) -> Delays {
        let mut set = ParameterSet::default();
        for file in ["plan", "reliability"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../data/parameters/{file}.toml"));
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            read_parameters(file, &text, &mut set).unwrap_or_default();
        }
        Delays::new(&set, cargo).unwrap_or_default()
    }

    #[test]
    fn containers_go_by_liner_and_other_cargo_straight() {
        let (boxes, bulk) = (delays(CargoKind::Teu), delays(CargoKind::Bulk));
        assert!(boxes.over_direct(Mode::Sea) > 1.0);
        assert!((bulk.over_direct(Mode::Sea) - 1.0).abs() < 1e-12);
        assert!((boxes.over_direct(Mode::Road) - 1.0).abs() < 1e-12);
        // The mean that is given is kept; how far it spreads is both spreads.
        let (wide, narrow) = (boxes.run(Mode::Sea, 100.0), bulk.run(Mode::Sea, 100.0));
        assert!((wide.mean() - 100.0).abs() < 1e-9 && (narrow.mean() - 100.0).abs() < 1e-9);
        assert!(wide.variance() > narrow.variance());
    }
}

//! Figures of the domain that the build goes by, from `build.toml`.

use landbridge_cost::read_parameters;
use landbridge_model::parameter::ParameterSet;

/// Figures of `data/network/build.toml`; see there for sources and spreads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Farthest road that a facility docks at, in kilometres.
    pub road_km: f64,
    /// Farthest track that a facility docks at, in kilometres.
    pub rail_km: f64,
    /// The same for a yard between two gauges, in kilometres.
    pub yard_km: f64,
    /// Farthest sea lane that a port docks at, in kilometres.
    pub sea_km: f64,
    /// The same for ports that only the gazetteer knows, whatever lies between, in kilometres.
    pub sea_gazetteer_km: f64,
    /// Most land on the straight way from a farther port to its sea lane, in kilometres.
    pub sea_land_km: f64,
    /// Farthest river port that a terminal with a quay is joined with, in kilometres.
    pub river_km: f64,
    /// Farthest track of a town that gets a freight station, in kilometres.
    pub station_rail_km: f64,
    /// Nearest that a derived freight station lies to another terminal, in kilometres.
    pub station_apart_km: f64,
    /// Smallest town that gets a freight station.
    pub station_population: f64,
    /// Range of a loaded freighter without a stop, in kilometres.
    pub freighter_range_km: f64,
    /// Hubs that a smaller airport is tied to.
    pub hubs: f64,
    /// Sigma of the lognormal law of hours at a border, by rail.
    pub border_rail_sigma: f64,
    /// The same by road.
    pub border_road_sigma: f64,
}

impl Rules {
    /// Reads the file.
    ///
    /// # Errors
    /// A text that is no parameter file, or lacks one.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut set = ParameterSet::default();
        read_parameters("build.toml", text, &mut set)?;
        let value = |name: &str| set.get(name).map(|p| p.value).ok_or_else(|| format!("build.toml: {name} is missing"));
        Ok(Self {
            road_km: value("dock.road.km")?,
            rail_km: value("dock.rail.km")?,
            yard_km: value("dock.yard.km")?,
            sea_km: value("dock.sea.km")?,
            sea_gazetteer_km: value("dock.sea.gazetteer_km")?,
            sea_land_km: value("dock.sea.land_km")?,
            river_km: value("dock.waterway.km")?,
            station_rail_km: value("station.rail.km")?,
            station_apart_km: value("station.apart.km")?,
            station_population: value("station.population")?,
            freighter_range_km: value("air.range.km")?,
            hubs: value("air.hubs")?,
            border_rail_sigma: value("sigma.border.rail")?,
            border_road_sigma: value("sigma.border.road")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../data/network/build.toml");

    #[test]
    fn the_shipped_file_is_whole() {
        assert!(Rules::read(SHIPPED).is_ok());
    }

    #[test]
    fn a_missing_figure_is_named() {
        let without = SHIPPED.replace("air.hubs", "air.huts");
        assert_eq!(Rules::read(&without), Err("build.toml: air.hubs is missing".to_owned()));
    }
}

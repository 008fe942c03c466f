//! Where the path of a pair leads.

use super::Attached;
use super::priced::Priced;
use crate::data::Engine;
use crate::snap::Rules;
use landbridge_model::Point;
use landbridge_network::cch::{Query, Seed};
use landbridge_network::graph::{ArcId, EdgeRef};
use serde::Serialize;
use utoipa::ToSchema;

/// What a path passes, each in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Via {
    /// Modes.
    pub modes: Vec<String>,
    /// Countries of its links, alpha-3.
    pub countries: Vec<String>,
    /// Borders.
    pub borders: Vec<String>,
    /// Straits and canals.
    pub passages: Vec<String>,
    /// Facilities at which the load changes.
    pub facilities: Vec<String>,
}

fn push(list: &mut Vec<String>, name: &str) {
    if list.last().is_none_or(|last| last != name) {
        list.push(name.to_owned());
    }
}

/// Where the path from one place to another leads, and its line over the map.
pub(super) fn via(rules: &Rules<'_>, priced: &Priced, from: &Attached, to: &Attached) -> Option<(Via, Vec<Point>)> {
    let seeds = |place: &Attached| -> Vec<Seed> { place.ways.iter().map(|a| priced.end(rules, a).0).collect() };
    let topology = rules.engine.topology();
    let path = Query::new(topology).path(topology, &priced.metric, &seeds(from), &seeds(to))?;
    Some((read(rules.engine, &path.arcs), line(rules.engine, &path.arcs)))
}

/// The points of the links of a path.
fn line(engine: &Engine, arcs: &[ArcId]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for arc in arcs {
        let EdgeRef::Link(link) = engine.graph.edge(arc.edge()) else { continue };
        let mut own = engine.world.shape(link);
        if arc.is_backward() {
            own.reverse();
        }
        points.extend(own.into_iter().skip(usize::from(!points.is_empty())));
    }
    points
}

fn read(engine: &Engine, arcs: &[ArcId]) -> Via {
    let world = &engine.world;
    let mut via = Via::default();
    for arc in arcs {
        match engine.graph.edge(arc.edge()) {
            EdgeRef::Link(link) => {
                let class = world.class(link);
                push(&mut via.modes, class.mode.as_str());
                if class.country.0 > 0 {
                    push(&mut via.countries, world.countries[class.country].code.as_str());
                }
                if let Some(passage) = class.passage {
                    push(&mut via.passages, &world.passages[passage].title);
                }
            }
            EdgeRef::Crossing(i) => push(&mut via.borders, &world.crossings[world.crossing_edges[i].crossing].name),
            EdgeRef::Dock(i) => push(&mut via.facilities, &world.facilities[world.docks[i].facility].name),
        }
    }
    via
}

impl Via {
    /// What it passes; its modes where that is nothing.
    pub fn stops(&self) -> Vec<String> {
        let all = self.beside(&Self::default());
        if all.is_empty() { self.modes.clone() } else { all }
    }

    /// What is passed by one path and not by another: borders, passages and
    /// facilities.
    pub fn beside(&self, other: &Self) -> Vec<String> {
        let lists = [(&self.borders, &other.borders), (&self.passages, &other.passages), (&self.facilities, &other.facilities)];
        lists.into_iter().flat_map(|(own, others)| own.iter().filter(|name| !others.contains(name)).cloned()).collect()
    }
}

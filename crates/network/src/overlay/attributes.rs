//! Other attributes of lines that are there.

use super::Overlay;
use crate::world::{ClassId, LinkClass, LinkEffect, LinkId, NodeId};
use landbridge_model::Lifespan;
use std::collections::{BTreeMap, BTreeSet};

/// What changes about links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkChange {
    /// Whether they are electrified.
    pub electrified: Option<bool>,
    /// Main tracks; for roads, two for separate carriageways.
    pub tracks: Option<u8>,
    /// Freight speed and factors on time and price.
    pub effect: LinkEffect,
}

impl Overlay<'_> {
    /// Opens links that are there but not open yet, with the crossings at their
    /// ends; how many.
    pub fn advance(&mut self, links: impl IntoIterator<Item = LinkId>) -> usize {
        let mut nodes: BTreeSet<NodeId> = BTreeSet::new();
        let mut count = 0;
        for link in links {
            let class = self.class(LinkClass { lifespan: Lifespan::ALWAYS, ..self.world.class(link).clone() });
            let link = &mut self.world.links[link];
            link.class = class;
            nodes.extend([link.from, link.to]);
            count += 1;
        }
        for edge in self.world.crossing_edges.iter().filter(|e| nodes.contains(&e.a) || nodes.contains(&e.b)) {
            let lifespan = &mut self.world.crossings[edge.crossing].lifespan;
            if !lifespan.open_in(self.world.meta.as_of) {
                *lifespan = Lifespan::ALWAYS;
            }
        }
        count
    }

    /// Takes links out of use; how many. They stay where they are.
    pub fn retire(&mut self, links: impl IntoIterator<Item = LinkId>) -> usize {
        let mut count = 0;
        for link in links {
            let class = self.class(LinkClass { lifespan: Lifespan::NEVER, ..self.world.class(link).clone() });
            self.world.links[link].class = class;
            count += 1;
        }
        count
    }

    /// Changes links; how many. A link of several changes has all of them.
    pub fn change(&mut self, links: impl IntoIterator<Item = LinkId>, change: &LinkChange) -> usize {
        let mut made: BTreeMap<ClassId, ClassId> = BTreeMap::new();
        let mut count = 0;
        for link in links {
            let old = self.world.links[link].class;
            let new = *made.entry(old).or_insert_with(|| {
                let class = &self.world.classes[old];
                let class = LinkClass {
                    electrified: change.electrified.or(class.electrified),
                    tracks: change.tracks.unwrap_or(class.tracks),
                    ..class.clone()
                };
                // Links of one class that do not change keep it.
                let id = self.world.classes.push(class);
                let before = self.world.effects.links.get(&old).copied().unwrap_or_default();
                self.world.effects.links.insert(id, before.then(&change.effect));
                id
            });
            self.world.links[link].class = new;
            count += 1;
        }
        count
    }
}

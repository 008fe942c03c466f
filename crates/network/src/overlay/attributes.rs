//! Other attributes of lines that are there.

use super::Overlay;
use crate::world::{ClassId, LinkClass, LinkEffect, LinkId};
use std::collections::BTreeMap;

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

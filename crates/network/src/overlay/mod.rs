//! How a change patches a world: new lines, borders and facilities, other
//! attributes of lines.
//!
//! A patched world is a world like any other. Numbers of what was there before
//! stay; what is new comes behind it. New nodes come last in the contraction
//! order: they are few, and each adds one node to the way up from its
//! neighbours.

mod attributes;
mod join;
mod line;

use crate::snap::Snapper;
use crate::world::{ClassId, Link, LinkClass, LinkId, NodeId, World, degrees};
pub use attributes::LinkChange;
use landbridge_model::Point;
use landbridge_model::id::Id;
pub use line::{Border, NewFacility, NewLine, Station};
use std::collections::BTreeMap;

/// A world while it is being patched.
pub struct Overlay<'a> {
    world: World,
    /// Boxes of the links that were there before.
    snapper: &'a Snapper,
    /// Links that were there before.
    before: usize,
    /// Classes by their attributes.
    classes: BTreeMap<LinkClass, ClassId>,
}

impl<'a> Overlay<'a> {
    /// Begins with a world and its boxes.
    pub fn new(world: &World, snapper: &'a Snapper) -> Self {
        let classes = world.classes.enumerate().map(|(id, class)| (class.clone(), id)).collect();
        Self { world: world.clone(), snapper, before: world.links.len(), classes }
    }

    /// The world as it is so far.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Its passages, crossings and facilities may be changed at will, their
    /// number may not.
    pub fn world_mut(&mut self) -> &mut World {
        &mut self.world
    }

    /// The patched world.
    ///
    /// # Errors
    /// A change that named what is not there.
    pub fn finish(self) -> Result<World, String> {
        self.world.check()?;
        Ok(self.world)
    }

    fn class(&mut self, class: LinkClass) -> ClassId {
        let classes = &mut self.world.classes;
        *self.classes.entry(class).or_insert_with_key(|class| classes.push(class.clone()))
    }

    fn node(&mut self, position: Point) -> NodeId {
        let id = NodeId::new(u32::try_from(self.world.node_count()).unwrap_or(u32::MAX));
        self.world.node_lat.push(degrees(position.lat));
        self.world.node_lon.push(degrees(position.lon));
        id
    }

    /// A link with the points between its ends.
    fn link(&mut self, link: Link, between: &[Point]) -> LinkId {
        let shapes = &mut self.world.shapes;
        shapes.lat.extend(between.iter().map(|p| degrees(p.lat)));
        shapes.lon.extend(between.iter().map(|p| degrees(p.lon)));
        shapes.first.push(u32::try_from(shapes.lat.len()).unwrap_or(u32::MAX));
        self.world.links.push(link)
    }

    /// Takes a link out of use; its length counts nowhere any more.
    fn drop_link(&mut self, link: LinkId) {
        self.retire([link]);
        let link = &mut self.world.links[link];
        (link.metres, link.withheld_metres) = (0, 0);
    }
}

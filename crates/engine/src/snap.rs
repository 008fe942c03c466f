//! Where a place touches the network under given constraints.

use crate::constraint::Constraints;
use crate::data::Engine;
use crate::resolve::Resolved;
use landbridge_cost::{Charge, Rates};
use landbridge_model::id::Id;
use landbridge_model::{Mode, ModeSet};
use landbridge_network::graph::ArcId;
use landbridge_network::snap::{OnLink, on_link};
use landbridge_network::{FacilityId, LinkId, NodeId};

/// One way from a place onto the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attachment {
    /// Node reached.
    pub node: NodeId,
    /// Straight-line distance that is driven first; zero with no access leg.
    pub access_km: f64,
    /// Distance that is bridged without being counted (`--no-access`).
    pub offset_km: f64,
    /// Part of a link between the place on it and the node.
    pub partial: Option<Partial>,
    /// Facility where the attachment is one.
    pub facility: Option<FacilityId>,
}

/// Part of a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Partial {
    /// The link.
    pub link: LinkId,
    /// Share of its length.
    pub share: f64,
    /// Place on the link, as share from its start.
    pub at: f64,
}

/// Links that are tried near a place.
const LINKS: usize = 4;
/// Facilities that are tried near a place.
const FACILITIES: usize = 12;
/// How far coordinates may lie from a sea lane when ships start there.
const SEA_REACH_KM: f64 = 300.0;

/// What closes arcs for a search: cargo, year and the run's constraints.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// Rates of the cargo.
    pub rates: &'a Rates,
    /// Year of the network.
    pub year: u16,
    /// The run's closures.
    pub constraints: &'a Constraints,
    /// No road to a facility, no road from it.
    pub no_access: bool,
    /// Longest access leg in kilometres.
    pub reach_km: f64,
}

impl Rules<'_> {
    /// Whether an arc may be used.
    pub fn open(&self, arc: ArcId) -> bool {
        self.rates.allows(&self.engine.world, &self.engine.graph, arc, self.year) && !self.constraints.closes(self.engine, arc)
    }

    /// Modes of the main haul.
    pub fn modes(&self) -> ModeSet {
        self.constraints.modes.map_or(self.rates.modes(), |m| m.and(self.rates.modes()))
    }

    /// What people should know of places that touch a line and no terminal, since no
    /// road leads to one.
    pub(crate) fn beside_lines<'p>(&self, mut attached: impl Iterator<Item = &'p [Attachment]>) -> Option<String> {
        let freight = !self.rates.modes().contains(Mode::RailPassenger);
        let roadless = freight && self.constraints.modes.is_some_and(|modes| !modes.contains(Mode::Road)) && !self.no_access;
        (roadless && attached.any(|ways| ways.iter().any(|way| way.partial.is_some()))).then(|| {
            "without roads, places that are no terminals are joined to the nearest line as by a siding of their own, with no handling at a terminal; \
             with road among the modes cargo goes by way of terminals, which takes longer"
                .to_owned()
        })
    }

    /// Cost of an attachment for one unit, access leg and part of a link.
    pub fn charge(&self, a: &Attachment) -> Charge {
        let mut charge = self.rates.access(a.access_km).1;
        if let Some(p) = a.partial {
            charge += self.rates.charge(&self.engine.world, &self.engine.graph, self.engine.graph.link_arc(p.link)) * p.share;
        }
        charge
    }

    /// All ways from a place onto the network, on one side of a border.
    pub fn attach(&self, place: &Resolved) -> Vec<Attachment> {
        let mut all = self.attach_anywhere(place);
        let country = |a: &Attachment| match (a.partial, a.facility) {
            (Some(p), _) => Some(self.engine.world.class(p.link).country),
            (None, Some(f)) => Some(self.engine.world.facilities[f].country),
            (None, None) => None,
        };
        // Sea lanes lie in no country.
        let inland = |a: &Attachment| country(a).is_some_and(|c| c.0 > 0);
        let away = |a: &Attachment| a.access_km + a.offset_km;
        let nearest = all.iter().filter(|a| inland(a)).min_by(|a, b| away(a).total_cmp(&away(b))).and_then(country);
        let own = place.country.filter(|own| all.iter().any(|a| country(a) == Some(*own)));
        if let Some(side) = own.or(nearest) {
            all.retain(|a| !inland(a) || country(a) == Some(side));
        }
        all
    }

    fn attach_anywhere(&self, place: &Resolved) -> Vec<Attachment> {
        let mut out = Vec::new();
        if let Some(id) = place.facility {
            if self.constraints.closes_facility(id) {
                return out;
            }
            let node = self.engine.world.facilities[id].node;
            if self.engine.graph.out_arcs(node).iter().any(|&a| self.open(a)) {
                out.push(Attachment { node, access_km: 0.0, offset_km: 0.0, partial: None, facility: Some(id) });
            }
        }
        if !out.is_empty() && !self.no_access {
            return out;
        }
        let modes = self.modes();
        if modes.contains(Mode::Road) && !self.no_access {
            self.links(place, ModeSet::of(&[Mode::Road]), self.reach_km, true, &mut out);
        }
        let sea_only = ModeSet::of(&[Mode::Sea]);
        let tracks = modes.and(ModeSet::of(&[Mode::Rail, Mode::RailPassenger, Mode::Waterway, Mode::Road]));
        if self.no_access {
            self.links(place, tracks, self.reach_km, false, &mut out);
            if out.is_empty() && modes.and(sea_only) == sea_only {
                self.links(place, sea_only, SEA_REACH_KM, false, &mut out);
            }
        } else if self.constraints.modes.is_some() && !modes.contains(Mode::Road) || out.is_empty() {
            self.links(place, tracks.without(Mode::Road), self.reach_km, true, &mut out);
            self.facilities(place, &mut out);
        }
        if place.facility.is_none() && modes.contains(Mode::RailPassenger) && !self.no_access {
            self.links(place, ModeSet::of(&[Mode::RailPassenger, Mode::Rail]), self.reach_km, true, &mut out);
        }
        out
    }

    /// Distance to the nearest link of the modes, wherever it is.
    pub fn nearest_km(&self, place: &Resolved) -> Option<f64> {
        // Ships and aircraft are met at ports and airports, not on their lanes.
        let lanes = ModeSet::of(&[Mode::Sea, Mode::Air, Mode::Ferry]);
        let land = Mode::ALL.into_iter().filter(|m| !lanes.contains(*m)).fold(ModeSet::NONE, ModeSet::with).and(self.modes());
        let modes = if land.is_empty() { self.modes() } else { land };
        let keep = |l: LinkId| modes.contains(self.engine.world.class(l).mode) && self.open(self.engine.graph.link_arc(l));
        self.engine.snapper.nearest(&self.engine.world, place.position, f64::INFINITY, 1, keep).first().map(|on| on.km)
    }

    fn links(&self, place: &Resolved, modes: ModeSet, km: f64, drive: bool, out: &mut Vec<Attachment>) {
        if modes.is_empty() {
            return;
        }
        let world = &self.engine.world;
        let keep = |l: LinkId| modes.contains(world.class(l).mode) && self.open(self.engine.graph.link_arc(l));
        let own = self.engine.own_links;
        let mut near = self.engine.snapper.nearest(world, place.position, km, LINKS, |l| (l.raw() as usize) < own && keep(l));
        // What a scenario builds is tried beside what was there before and takes
        // nothing's place: a new line cannot make a place worse off.
        let added = (own..world.links.len()).filter_map(|i| u32::try_from(i).ok()).map(LinkId::new).filter(|&l| keep(l));
        let mut added: Vec<OnLink> = added.filter_map(|l| on_link(world, l, place.position)).filter(|on| on.km <= km).collect();
        added.sort_by(|a, b| a.km.total_cmp(&b.km).then(a.link.cmp(&b.link)));
        near.extend(added.into_iter().take(LINKS));
        for on in near {
            let OnLink { link, fraction, km, .. } = on;
            let (access_km, offset_km) = if drive { (km, 0.0) } else { (0.0, km) };
            for (node, share) in [(world.links[link].from, fraction), (world.links[link].to, 1.0 - fraction)] {
                out.push(Attachment { node, access_km, offset_km, partial: Some(Partial { link, share, at: fraction }), facility: None });
            }
        }
    }

    fn facilities(&self, place: &Resolved, out: &mut Vec<Attachment>) {
        let world = &self.engine.world;
        let mut near: Vec<(f64, FacilityId)> =
            world.facilities.enumerate().map(|(id, f)| (f.position.km_to(place.position), id)).filter(|n| n.0 <= self.reach_km).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.raw().cmp(&b.1.raw())));
        let usable = |id: FacilityId| self.engine.graph.out_arcs(world.facilities[id].node).iter().any(|&a| self.open(a));
        let usable: Vec<(f64, FacilityId)> = near.into_iter().filter(|n| usable(n.1)).collect();
        let (own, added): (Vec<_>, Vec<_>) = usable.into_iter().partition(|n| (n.1.raw() as usize) < self.engine.own_facilities);
        for (km, id) in own.into_iter().take(FACILITIES).chain(added.into_iter().take(FACILITIES)) {
            out.push(Attachment { node: world.facilities[id].node, access_km: km, offset_km: 0.0, partial: None, facility: Some(id) });
        }
    }
}

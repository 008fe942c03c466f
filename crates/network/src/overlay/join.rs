//! Where something new touches the lines that are there.

use super::Overlay;
use crate::snap::{OnLink, on_link};
use crate::world::{CountryId, Link, LinkClass, LinkId, NodeId};
use landbridge_model::id::Id;
use landbridge_model::{Mode, Point};

/// An end of a link nearer than this is taken instead of a new node on it.
const END_KM: f64 = 1.0;

/// What something new may join.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) mode: Mode,
    /// Gauge in millimetres, 0 for any.
    pub(super) gauge_mm: u16,
    /// Country, where it must be this one.
    pub(super) country: Option<CountryId>,
}

impl Wanted {
    fn fits(&self, class: &LinkClass, year: u16) -> bool {
        class.mode == self.mode
            && class.lifespan.open_in(year)
            && (self.gauge_mm == 0 || class.gauge_mm == self.gauge_mm)
            && self.country.is_none_or(|country| class.country == country)
    }
}

impl Overlay<'_> {
    /// The node where a position joins the nearest line that is open, made on it if need be,
    /// and its distance in kilometres; `None` where none is near enough.
    pub(super) fn join(&mut self, position: Point, wanted: Wanted, reach_km: f64) -> Option<(NodeId, f64)> {
        let world = &self.world;
        let keep = |link: LinkId| wanted.fits(world.class(link), world.meta.as_of);
        let old = self.snapper.nearest(world, position, reach_km, 1, keep).into_iter();
        let added = (self.before..world.links.len()).filter_map(|i| u32::try_from(i).ok()).map(LinkId::new);
        let new = added.filter(|&link| keep(link)).filter_map(|link| on_link(world, link, position)).filter(|on| on.km <= reach_km);
        let nearest = old.chain(new).min_by(|a, b| a.km.total_cmp(&b.km).then(a.link.cmp(&b.link)))?;
        let link = world.links[nearest.link];
        let ends = [link.from, link.to].map(|node| (node, world.position(node).km_to(nearest.at)));
        let end = ends.into_iter().min_by(|a, b| a.1.total_cmp(&b.1)).filter(|end| end.1 < END_KM);
        let node = end.map_or_else(|| self.split(&nearest), |end| end.0);
        Some((node, nearest.km))
    }

    /// Parts a link at a place on it.
    fn split(&mut self, at: &OnLink) -> NodeId {
        let link = self.world.links[at.link];
        let points = self.world.shape(at.link);
        let mut before = 0.0;
        let all: f64 = points.windows(2).map(|w| w[0].km_to(w[1])).sum();
        let cut = points.windows(2).take_while(|w| {
            before += w[0].km_to(w[1]);
            before < at.fraction * all
        });
        let cut = cut.count() + 1;
        let node = self.node(at.at);
        let share = |metres: u32| -> [u32; 2] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a u32")]
            let first = (f64::from(metres) * at.fraction).round() as u32;
            [first.min(metres), metres - first.min(metres)]
        };
        let (metres, withheld) = (share(link.metres), share(link.withheld_metres));
        let inner = |range: std::ops::Range<usize>| points.get(range).unwrap_or_default().to_vec();
        let last = points.len() - 1;
        let halves = [(link.from, node, inner(1..cut.min(last))), (node, link.to, inner(cut.min(last)..last))];
        for ((from, to, between), k) in halves.into_iter().zip(0..) {
            self.link(Link { from, to, metres: metres[k], withheld_metres: withheld[k], class: link.class }, &between);
        }
        self.drop_link(at.link);
        node
    }
}

//! A contracting process as the indicators look at it.

use super::settings::Settings;
use landbridge_formats::ocds::{Award, Bid, Field, Organization, Release, Tender, text};

/// An offer with its place in the release and its status word.
#[derive(Clone, Copy)]
pub(super) struct Offer<'a> {
    pub(super) at: u32,
    pub(super) bid: &'a Bid<'a>,
    pub(super) status: &'a str,
}

impl<'a> Offer<'a> {
    /// Identifiers of those who offer.
    pub(super) fn tenderers(self) -> impl Iterator<Item = &'a str> {
        ids(&self.bid.tenderers)
    }

    /// The one who offers, if it is one.
    pub(super) fn sole(self) -> Option<&'a str> {
        match self.bid.tenderers.get().map(Vec::as_slice) {
            Some([one]) => one.get().and_then(|o| text(&o.id)),
            _ => None,
        }
    }

    /// Price and currency.
    pub(super) fn price(self) -> Option<(f64, &'a str)> {
        let value = self.bid.value.get()?;
        Some((value.amount.get()?.value, text(&value.currency)?))
    }
}

/// Identifiers of organizations that are referred to.
pub(super) fn ids<'a>(all: &'a Field<Vec<Field<Organization<'a>>>>) -> impl Iterator<Item = &'a str> {
    all.get().into_iter().flatten().filter_map(|o| o.get().and_then(|o| text(&o.id)))
}

/// A process with what several indicators ask of it.
pub(super) struct Case<'a> {
    pub(super) release: &'a Release<'a>,
    pub(super) tender: Option<&'a Tender<'a>>,
    /// Offers with a status, in their order; `None` where there is no list of them.
    pub(super) offers: Option<Vec<Offer<'a>>>,
    /// Awards, where there is a list of them.
    pub(super) awards: Option<&'a Vec<Field<Award<'a>>>>,
    /// Active awards, where no award is still open and offers are listed.
    pub(super) active: Option<Vec<(u32, &'a Award<'a>)>>,
    /// Whether prices may be compared.
    pub(super) priced: bool,
}

fn place(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(u32::MAX)
}

impl<'a> Case<'a> {
    /// The process of a release; `None` where it is cancelled or left out by its
    /// method.
    pub(super) fn of(release: &'a Release<'a>, settings: &Settings) -> Option<Self> {
        let tender = release.tender.get();
        let details = tender.and_then(|t| text(&t.procurement_method_details));
        let listed = |list: &[String]| details.is_some_and(|d| list.iter().any(|own| own == d));
        if tender.and_then(|t| text(&t.status)) == Some("cancelled") || listed(&settings.leave_out_method_details) {
            return None;
        }
        let bids = release.bids.get().and_then(|b| b.details.get());
        let offers = bids.map(|bids| {
            let with_status = |(i, b): (usize, &'a Field<Bid<'a>>)| {
                let bid = b.get()?;
                Some(Offer { at: place(i), bid, status: text(&bid.status)? })
            };
            bids.iter().enumerate().filter_map(with_status).collect::<Vec<_>>()
        });
        let awards = release.awards.get();
        let status = |a: &'a Field<Award<'a>>| a.get().and_then(|a| text(&a.status));
        let decided = |a: &'a Field<Award<'a>>| matches!(status(a), None | Some("active" | "cancelled" | "unsuccessful"));
        let active = match (&offers, awards) {
            (Some(_), Some(awards)) if awards.iter().all(decided) => {
                let active = awards.iter().enumerate().filter(|(_, a)| status(a) == Some("active"));
                Some(active.filter_map(|(i, a)| Some((place(i), a.get()?))).collect::<Vec<_>>())
            }
            _ => None,
        };
        Some(Case { release, tender, offers, awards, active, priced: !listed(&settings.no_price_method_details) })
    }

    /// Offers that were made: all but invitations and those taken back.
    pub(super) fn submitted(&self) -> impl Iterator<Item = Offer<'a>> {
        self.offers.iter().flatten().copied().filter(|o| !matches!(o.status, "invited" | "withdrawn"))
    }

    /// Offers of a status.
    pub(super) fn with(&self, status: &'static str) -> impl Iterator<Item = Offer<'a>> {
        self.offers.iter().flatten().copied().filter(move |o| o.status == status)
    }

    /// The one supplier of the one active award, or why there is none.
    pub(super) fn winner(&self) -> Result<(u32, &'a str), &'static str> {
        let active = self.active.as_ref().ok_or("no list of offers, or an award that is not decided")?;
        let [(at, award)] = active.as_slice() else { return Err("not exactly one active award") };
        match award.suppliers.get().map(Vec::as_slice) {
            Some([one]) => one.get().and_then(|o| text(&o.id)).map(|id| (*at, id)).ok_or("the supplier has no id"),
            _ => Err("not exactly one supplier"),
        }
    }
}

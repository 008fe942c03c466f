//! R024, price close to the winning bid, and R058, heavily discounted bid: the
//! margin between the winning and the next lowest valid bid, as a share of the
//! winning one, is a low or a high outlier among all processes.

use super::case::Case;
use super::outcome::Place;

/// The margin of a process.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Margin {
    pub(super) share: f64,
    /// Valid bids with a price that could be compared.
    pub(super) bids: u32,
    pub(super) winner: String,
    pub(super) second: String,
    pub(super) evidence: [Place; 3],
}

/// The margin, or why there is none.
pub(super) fn measure(case: &Case<'_>, currency: Option<&str>) -> Result<Margin, &'static str> {
    if !case.priced {
        return Err("prices are not compared by this method");
    }
    let (award, winner) = case.winner()?;
    let mut best: Option<(f64, u32)> = None;
    let mut other: Option<(f64, u32, &str)> = None;
    let mut bids = 0;
    for offer in case.with("valid") {
        let (Some(who), Some((price, unit))) = (offer.sole(), offer.price()) else { continue };
        if Some(unit) != currency {
            continue;
        }
        bids += 1;
        if who == winner {
            if best.is_none_or(|(p, _)| price < p) {
                best = Some((price, offer.at));
            }
        } else if other.is_none_or(|(p, ..)| price < p) {
            other = Some((price, offer.at, who));
        }
    }
    let (won, at) = best.ok_or("no valid bid of the winner alone with a price in the main currency")?;
    let (next, next_at, second) = other.ok_or("no other valid bid with a price in the main currency")?;
    if next < won {
        return Err("the winning bid is not the lowest");
    }
    if won <= 0.0 {
        return Err("the winning price is nothing or less");
    }
    Ok(Margin {
        share: (next - won) / won,
        bids,
        winner: winner.to_owned(),
        second: second.to_owned(),
        evidence: [Place::BidPrice(at), Place::BidPrice(next_at), Place::Award(award)],
    })
}

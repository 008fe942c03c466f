//! What one world is worth beside another: a few figures for a whole matrix.

use crate::compare::{Figures, LEAST_USD, Pair};
use landbridge_model::{Skim, Zone};
use serde::Serialize;
use utoipa::ToSchema;

/// By what a change is measured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Scale {
    /// US dollars that an hour is worth to one unit of cargo.
    pub usd_per_hour: f64,
    /// US dollars that one unit of cargo is worth.
    pub unit_usd: f64,
    /// Elasticity of trade to its cost.
    pub elasticity: f64,
}

impl Scale {
    /// Market access of all places together: the sum over pairs of different
    /// places of `Yᵢ · Yⱼ · τᵢⱼ^-θ`, with the product `Y` of a place, `τ` one plus
    /// generalised cost over the value of the cargo, and the elasticity `θ`. This
    /// is the first-order form of Donaldson and Hornbeck, "Railroads and American
    /// economic growth: a market access approach", QJE 131, 2016, in which the
    /// access of other places is not counted again, weighted by the product of
    /// the origin; they find a `θ` of about 8. A pair without a way adds
    /// nothing. A side of which no product is known counts by weight (see
    /// [`by_product`]).
    pub fn access(&self, skim: &Skim) -> f64 {
        let to = sizes(&skim.destinations);
        let row = |(i, (from, size)): (usize, (&Zone, f64))| {
            let cells = skim.row(i).iter().zip(&to).zip(&skim.destinations);
            let reached = cells.filter(|(_, zone)| zone.position != from.position).filter_map(|((cell, y), _)| cell.map(|c| (c, y)));
            let sum: f64 = reached.map(|(cell, y)| y * self.tau(Figures::of(cell, self.usd_per_hour)).powf(-self.elasticity)).sum();
            size * sum
        };
        skim.origins.iter().zip(sizes(&skim.origins)).enumerate().map(row).sum()
    }

    fn tau(&self, figures: Figures) -> f64 {
        1.0 + if self.unit_usd > 0.0 { figures.generalised_usd / self.unit_usd } else { 0.0 }
    }
}

/// Whether places count for market access by their product, which is known of
/// one at least, or else by their weight.
pub fn by_product(zones: &[Zone]) -> bool {
    zones.iter().any(|z| z.gdp_musd > 0.0)
}

fn sizes(zones: &[Zone]) -> Vec<f64> {
    let known = by_product(zones);
    zones.iter().map(|z| if known { z.gdp_musd } else { z.weight }).collect()
}

/// A matrix with its market access.
#[derive(Clone, Debug)]
pub struct Measured {
    skim: Skim,
    access: f64,
}

impl Measured {
    /// Measures a matrix.
    pub fn new(skim: Skim, scale: &Scale) -> Self {
        Self { access: scale.access(&skim), skim }
    }
}

/// What one world is worth beside another; positive where it is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Worth {
    /// Saved by the mean pair that has a way in both, weighted by what its
    /// places count for.
    pub saved: Figures,
    /// Generalised cost saved, in per cent of that of the same pairs.
    pub percent: f64,
    /// Of the generalised cost saved, the part of pairs of two countries, in
    /// USD of the mean over all pairs.
    pub abroad_usd: f64,
    /// Market access gained, in per cent of that of the baseline.
    pub access_percent: f64,
    /// Pairs that become cheaper.
    pub gaining: usize,
    /// Pairs that become dearer.
    pub losing: usize,
    /// Pairs that have a way only there.
    pub connected: usize,
    /// Pairs that have none there.
    pub cut_off: usize,
    /// Their share of the weight of all pairs.
    pub cut_off_share: f64,
}

/// What the world of one matrix is worth beside that of another; access in per
/// cent of `baseline`.
///
/// # Errors
/// Matrices of different places.
pub fn worth(there: &Measured, beside: &Measured, baseline: &Measured, scale: &Scale) -> Result<Worth, String> {
    let (before, after) = (&beside.skim, &there.skim);
    if before.origins != after.origins || before.destinations != after.destinations {
        return Err("the two matrices are of different places".to_owned());
    }
    let mut sum = Worth::default();
    let (mut weight, mut cut_off, mut all, mut base) = (0.0, 0.0, 0.0, 0.0);
    for (i, from) in before.origins.iter().enumerate() {
        for (j, to) in before.destinations.iter().enumerate() {
            if from.position == to.position {
                continue;
            }
            let pair = Pair::of((before, after), (i, j), scale.usd_per_hour);
            all += pair.weight;
            let Some(change) = pair.change else {
                match (pair.before, pair.after) {
                    (Some(_), None) => {
                        sum.cut_off += 1;
                        cut_off += pair.weight;
                    }
                    (None, Some(_)) => sum.connected += 1,
                    _ => all -= pair.weight,
                }
                continue;
            };
            weight += pair.weight;
            base += pair.weight * pair.before.map_or(0.0, |b| b.generalised_usd);
            if change.generalised_usd.abs() < LEAST_USD {
                continue;
            }
            sum.saved = sum.saved.plus(change, -pair.weight);
            if from.country != to.country {
                sum.abroad_usd -= pair.weight * change.generalised_usd;
            }
            *(if change.generalised_usd < 0.0 { &mut sum.gaining } else { &mut sum.losing }) += 1;
        }
    }
    let over = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
    sum.percent = 100.0 * over(sum.saved.generalised_usd, base);
    sum.saved = sum.saved.over(weight);
    sum.abroad_usd = over(sum.abroad_usd, weight);
    sum.cut_off_share = over(cut_off, all);
    sum.access_percent = 100.0 * over(there.access - beside.access, baseline.access);
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use landbridge_model::{Point, SkimCell};
    use proptest::prelude::*;

    const SCALE: Scale = Scale { usd_per_hour: 2.0, unit_usd: 1000.0, elasticity: 5.0 };

    fn skim(cells: &[Option<(u32, u32)>], gdp: [f64; 3]) -> Skim {
        let zone = |(k, gdp_musd): (u32, f64)| Zone {
            name: format!("{k}"),
            country: if k < 2 { "AAA" } else { "BBB" }.to_owned(),
            position: Point::new(f64::from(k), 0.0),
            weight: f64::from(k + 1),
            gdp_musd,
        };
        let zones: Vec<Zone> = (0..).zip(gdp).map(zone).collect();
        let cell = |&(hours, usd): &(u32, u32)| SkimCell { seconds: hours * 3600, usd_10000: usd * 10_000, grams: 0, metres: 0 };
        Skim { origins: zones.clone(), destinations: zones, cells: cells.iter().map(|c| c.as_ref().map(cell)).collect() }
    }

    #[test]
    fn access_by_hand() {
        let o = Some((0, 0));
        // 0 and 1 are 200 USD and 150 hours apart, so τ = 1.5; 2 is not reached.
        let m = skim(&[o, Some((150, 200)), None, Some((150, 200)), o, None, None, None, o], [10.0, 20.0, 1e9]);
        let expected = 2.0 * 10.0 * 20.0 * 1.5f64.powi(-5);
        assert!((SCALE.access(&m) - expected).abs() < 1e-9);
        let by_weight = skim(&m.cells.iter().map(|c| c.map(|c| (c.seconds / 3600, c.usd_10000 / 10_000))).collect::<Vec<_>>(), [0.0; 3]);
        assert!((SCALE.access(&by_weight) - 2.0 * 1.0 * 2.0 * 1.5f64.powi(-5)).abs() < 1e-9);
    }

    #[test]
    fn what_is_saved_lost_and_connected() {
        let o = Some((0, 0));
        let before = skim(&[o, Some((10, 100)), Some((20, 200)), Some((10, 100)), o, None, None, Some((5, 50)), o], [1.0; 3]);
        let after = skim(&[o, Some((5, 100)), Some((20, 260)), Some((10, 100)), o, Some((7, 70)), None, None, o], [1.0; 3]);
        let [a, b] = [before, after].map(|m| Measured::new(m, &SCALE));
        let w = worth(&b, &a, &a, &SCALE).unwrap();
        assert_eq!((w.gaining, w.losing, w.cut_off, w.connected), (1, 1, 1, 1));
        // 0–1 counts 2 each way, 0–2 3; 2–1 counts 6 and is cut off, 1–2 6 and new.
        assert!((w.saved.generalised_usd - (2.0 * 10.0 - 3.0 * 60.0) / 7.0).abs() < 1e-9);
        assert!((w.abroad_usd + 3.0 * 60.0 / 7.0).abs() < 1e-9);
        assert!((w.cut_off_share - 6.0 / 19.0).abs() < 1e-9);
        assert!((w.percent - 100.0 * (20.0 - 180.0) / (2.0 * 120.0 + 2.0 * 120.0 + 3.0 * 240.0)).abs() < 1e-9);
        let other = Measured::new(skim(&[None; 9], [1.0, 1.0, 2.0]), &SCALE);
        assert!(worth(&other, &a, &a, &SCALE).is_err());
    }

    proptest! {
        #[test]
        fn a_cheaper_world_is_worth_more_and_the_same_nothing(
            a in proptest::collection::vec((0u32..99, 1u32..999), 9),
            less in proptest::collection::vec(0u32..2, 9),
        ) {
            let cells: Vec<_> = a.iter().copied().map(Some).collect();
            let cheaper: Vec<_> = a.iter().zip(&less).map(|(&(h, usd), &l)| Some((h, usd - l))).collect();
            let [one, two] = [cells, cheaper].map(|c| Measured::new(skim(&c, [1.0, 2.0, 3.0]), &SCALE));
            prop_assert_eq!(worth(&one, &one, &one, &SCALE).unwrap(), Worth::default());
            let (there, back) = (worth(&two, &one, &one, &SCALE).unwrap(), worth(&one, &two, &one, &SCALE).unwrap());
            prop_assert!(there.saved.generalised_usd >= 0.0 && there.access_percent >= 0.0 && there.losing == 0);
            prop_assert!((there.saved.generalised_usd + back.saved.generalised_usd).abs() < 1e-9);
            prop_assert_eq!(there.gaining, back.losing);
        }
    }
}

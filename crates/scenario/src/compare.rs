//! Two matrices of the same places, before and after a change.

use landbridge_model::{Skim, SkimCell};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a pair takes and costs for one unit of cargo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Figures {
    /// Hours.
    pub hours: f64,
    /// US dollars.
    pub usd: f64,
    /// Kilograms of CO2e.
    pub kg_co2e: f64,
    /// Kilometres.
    pub km: f64,
    /// US dollars and the value of the time together.
    pub generalised_usd: f64,
}

impl Figures {
    pub(crate) fn of(cell: SkimCell, usd_per_hour: f64) -> Self {
        let (hours, usd) = (cell.hours(), cell.usd());
        Self { hours, usd, kg_co2e: cell.kg_co2e(), km: cell.km(), generalised_usd: usd + hours * usd_per_hour }
    }

    fn zip(self, o: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            hours: f(self.hours, o.hours),
            usd: f(self.usd, o.usd),
            kg_co2e: f(self.kg_co2e, o.kg_co2e),
            km: f(self.km, o.km),
            generalised_usd: f(self.generalised_usd, o.generalised_usd),
        }
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        // Nothing less nothing is nothing without a sign.
        Self::default().zip(self, |a, b| a - b)
    }

    pub(crate) fn plus(self, o: Self, weight: f64) -> Self {
        self.zip(o, |a, b| a + weight * b)
    }

    pub(crate) fn over(self, by: f64) -> Self {
        self.zip(Self::default(), |a, _| if by > 0.0 { a / by } else { 0.0 })
    }
}

/// A pair whose figures change.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PairChange {
    /// Origin, by name.
    pub from: String,
    /// Destination, by name.
    pub to: String,
    /// Before; `None` where there was no way.
    pub before: Option<Figures>,
    /// After; `None` where there is none any more.
    pub after: Option<Figures>,
    /// After less before; `None` without either.
    pub change: Option<Figures>,
    /// What the pair counts for: the product of the weights of its places.
    pub weight: f64,
}

/// A place, or a country, with the mean over its pairs both ways.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceChange {
    /// Name, or alpha-3 code.
    pub name: String,
    /// Mean of the pairs that have a way before and after, weighted by what they
    /// count for.
    pub before: Figures,
    /// After less before.
    pub change: Figures,
    /// Share of its weight whose pairs are cut off.
    pub cut_off: f64,
    /// Share of its weight whose pairs have a way only after.
    pub connected: f64,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Comparison {
    /// All pairs as one.
    pub all: PlaceChange,
    /// Pairs of different places.
    pub pair_count: usize,
    /// Of these, cheaper in generalised cost, dearer, cut off, newly connected.
    pub gaining: usize,
    /// Dearer.
    pub losing: usize,
    /// Cut off.
    pub cut_off: usize,
    /// Newly connected.
    pub connected: usize,
    /// Pairs that change: those cut off or connected first, then by the size of
    /// the change of their generalised cost. Origin and destination by number;
    /// [`pair`] tells of each.
    #[serde(skip)]
    pub changed: Vec<(usize, usize)>,
    /// Places in the order of the origins, then destinations that are none.
    pub places: Vec<PlaceChange>,
    /// Countries by code.
    pub countries: Vec<PlaceChange>,
}

/// Sums of the pairs of a place.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    before: Figures,
    change: Figures,
    weight: f64,
    cut_off: f64,
    connected: f64,
}

impl Sums {
    fn add(&mut self, pair: &Pair) {
        match (pair.before, pair.change) {
            (Some(before), Some(change)) => {
                self.before = self.before.plus(before, pair.weight);
                self.change = self.change.plus(change, pair.weight);
                self.weight += pair.weight;
            }
            (Some(_), None) => self.cut_off += pair.weight,
            (None, _) if pair.after.is_some() => self.connected += pair.weight,
            _ => {}
        }
    }

    fn of(self, name: &str) -> PlaceChange {
        let all = self.weight + self.cut_off + self.connected;
        let share = |part: f64| if all > 0.0 { part / all } else { 0.0 };
        PlaceChange {
            name: name.to_owned(),
            before: self.before.over(self.weight),
            change: self.change.over(self.weight),
            cut_off: share(self.cut_off),
            connected: share(self.connected),
        }
    }
}

/// A pair without its names.
#[derive(Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) before: Option<Figures>,
    pub(crate) after: Option<Figures>,
    pub(crate) change: Option<Figures>,
    pub(crate) weight: f64,
}

impl Pair {
    pub(crate) fn of((before, after): (&Skim, &Skim), (i, j): (usize, usize), usd_per_hour: f64) -> Self {
        let of = |skim: &Skim| skim.row(i).get(j).copied().flatten().map(|cell| Figures::of(cell, usd_per_hour));
        let (a, b) = (of(before), of(after));
        let weight = before.origins[i].weight * before.destinations[j].weight;
        Self { before: a, after: b, change: a.zip(b).map(|(a, b)| b.zip(a, |x, y| x - y)), weight }
    }

    /// How much it matters, whatever the direction.
    fn size(&self) -> f64 {
        self.change.map_or(f64::INFINITY, |c| c.generalised_usd.abs())
    }
}

/// A pair of places, before and after.
pub fn pair(before: &Skim, after: &Skim, (i, j): (usize, usize), usd_per_hour: f64) -> PairChange {
    let pair = Pair::of((before, after), (i, j), usd_per_hour);
    PairChange {
        from: before.origins[i].name.clone(),
        to: before.destinations[j].name.clone(),
        before: pair.before,
        after: pair.after,
        change: pair.change,
        weight: pair.weight,
    }
}

/// A change of less than this is none: what rounding leaves.
pub(crate) const LEAST_USD: f64 = 0.005;

/// Compares two matrices of the same places; `usd_per_hour` is what an hour is
/// worth to one unit of cargo.
///
/// # Errors
/// Matrices of different places.
pub fn compare(before: &Skim, after: &Skim, usd_per_hour: f64) -> Result<Comparison, String> {
    if before.origins != after.origins || before.destinations != after.destinations {
        return Err("the two matrices are of different places".to_owned());
    }
    let mut all = Sums::default();
    let mut places: BTreeMap<&str, Sums> = BTreeMap::new();
    let mut countries: BTreeMap<&str, Sums> = BTreeMap::new();
    let (mut pairs, mut gaining, mut losing, mut cut_off, mut connected) = (0, 0, 0, 0, 0);
    let mut changed = Vec::new();
    for (i, from) in before.origins.iter().enumerate() {
        for (j, to) in before.destinations.iter().enumerate() {
            if from.position == to.position {
                continue;
            }
            pairs += 1;
            let pair = Pair::of((before, after), (i, j), usd_per_hour);
            all.add(&pair);
            for zone in [from, to] {
                places.entry(&zone.name).or_default().add(&pair);
                countries.entry(&zone.country).or_default().add(&pair);
            }
            match (pair.before, pair.after, pair.change) {
                (Some(_), None, _) => cut_off += 1,
                (None, Some(_), _) => connected += 1,
                (_, _, Some(c)) if c.generalised_usd <= -LEAST_USD => gaining += 1,
                (_, _, Some(c)) if c.generalised_usd >= LEAST_USD => losing += 1,
                _ => continue,
            }
            changed.push((pair.size(), i, j));
        }
    }
    changed.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let others = before.destinations.iter().filter(|d| !before.origins.iter().any(|o| o.name == d.name));
    let place = |name: &str| places.get(name).copied().unwrap_or_default().of(name);
    Ok(Comparison {
        all: all.of("all"),
        pair_count: pairs,
        gaining,
        losing,
        cut_off,
        connected,
        changed: changed.into_iter().map(|c| (c.1, c.2)).collect(),
        places: before.origins.iter().chain(others).map(|z| place(&z.name)).collect(),
        countries: countries.iter().filter(|c| !c.0.is_empty()).map(|(name, sums)| sums.of(name)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use landbridge_model::{Point, Zone};
    use proptest::prelude::*;

    fn skim(cells: &[Option<(u32, u32)>]) -> Skim {
        let zone = |k: u32| Zone {
            name: format!("{k}"),
            country: if k < 2 { "AAA" } else { "BBB" }.to_owned(),
            position: Point::new(f64::from(k), 0.0),
            weight: f64::from(k + 1),
            gdp_musd: 0.0,
        };
        let zones: Vec<Zone> = (0..3).map(zone).collect();
        let cell = |&(hours, usd): &(u32, u32)| SkimCell { seconds: hours * 3600, usd_10000: usd * 10_000, grams: 0, metres: 0 };
        Skim { origins: zones.clone(), destinations: zones, cells: cells.iter().map(|c| c.as_ref().map(cell)).collect() }
    }

    const N: Option<(u32, u32)> = None;

    #[test]
    fn who_gains_and_who_is_cut_off() {
        let o = Some((0, 0));
        let before = skim(&[o, Some((10, 100)), Some((20, 200)), Some((10, 100)), o, N, N, Some((5, 50)), o]);
        let after = skim(&[o, Some((5, 100)), Some((20, 260)), Some((10, 100)), o, Some((7, 70)), N, N, o]);
        let c = compare(&before, &after, 2.0).unwrap();
        assert_eq!((c.pair_count, c.gaining, c.losing, c.cut_off, c.connected), (6, 1, 1, 1, 1));
        assert_eq!(c.changed, [(1, 2), (2, 1), (0, 2), (0, 1)]);
        let change = |k: usize| pair(&before, &after, c.changed[k], 2.0).change.unwrap();
        assert_eq!(change(2).generalised_usd, 60.0);
        assert_eq!(change(3), Figures { hours: -5.0, generalised_usd: -10.0, ..Figures::default() });
        // 0–1 counts 2 each way, 0–2 3: −10·2 + 60·3 over 7.
        assert!((c.all.change.generalised_usd - (180.0 - 20.0) / 7.0).abs() < 1e-9);
        assert!((c.all.cut_off - 6.0 / 19.0).abs() < 1e-9 && (c.all.connected - 6.0 / 19.0).abs() < 1e-9);
        assert_eq!(c.countries.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["AAA", "BBB"]);
        assert_eq!(c.places.len(), 3);
    }

    #[test]
    fn other_places_cannot_be_compared() {
        let a = skim(&[N; 9]);
        let mut b = a.clone();
        b.origins[0].name = "else".to_owned();
        assert!(compare(&a, &b, 1.0).is_err());
    }

    proptest! {
        #[test]
        fn what_is_compared_with_itself_does_not_change_and_back_is_the_opposite(
            a in proptest::collection::vec(proptest::option::of((0u32..99, 0u32..999)), 9),
            b in proptest::collection::vec(proptest::option::of((0u32..99, 0u32..999)), 9),
        ) {
            let (a, b) = (skim(&a), skim(&b));
            let same = compare(&a, &a, 3.0).unwrap();
            prop_assert!(same.changed.is_empty() && same.all.change == Figures::default());
            let (there, back) = (compare(&a, &b, 3.0).unwrap(), compare(&b, &a, 3.0).unwrap());
            prop_assert_eq!((there.gaining, there.losing, there.cut_off, there.connected), (back.losing, back.gaining, back.connected, back.cut_off));
            prop_assert!((there.all.change.usd + back.all.change.usd).abs() < 1e-6);
        }
    }
}

//! What chains are compared by.

/// Time, money, emission and transfers of a chain, in whole numbers so that
/// equal is equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value {
    /// Expected minutes from the start of the question.
    pub minutes: u64,
    /// US cents for the whole consignment.
    pub cents: u64,
    /// Grams of CO2e for the whole consignment.
    pub grams: u64,
    /// Rides: one more than transfers.
    pub rides: u64,
}

/// Which of the four count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Criteria {
    /// Time.
    pub time: bool,
    /// Money.
    pub cost: bool,
    /// Emission.
    pub co2: bool,
    /// Transfers.
    pub transfers: bool,
}

impl Criteria {
    /// All four.
    pub const ALL: Self = Self { time: true, cost: true, co2: true, transfers: true };

    /// A value with what does not count taken out.
    pub(crate) fn mask(self, v: Value) -> Value {
        let keep = |on: bool, x: u64| if on { x } else { 0 };
        Value {
            minutes: keep(self.time, v.minutes),
            cents: keep(self.cost, v.cents),
            grams: keep(self.co2, v.grams),
            rides: keep(self.transfers, v.rides),
        }
    }
}

/// How much worse a chain may be in every criterion and still stand for
/// another: one part in so many of time, cost and emission. Nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slack {
    /// Share of each figure, from 0 up.
    pub share: f64,
}

impl Slack {
    /// The value from which on another is covered.
    pub(crate) fn relaxed(self, v: Value) -> Value {
        let more = |x: u64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a tolerance")]
            let plus = (x as f64 * self.share.max(0.0)) as u64;
            x + plus
        };
        Value { minutes: more(v.minutes), cents: more(v.cents), grams: more(v.grams), rides: v.rides }
    }
}

impl Value {
    /// Whether nothing in it is worse.
    #[inline]
    pub fn covers(&self, other: &Self) -> bool {
        self.minutes <= other.minutes && self.cents <= other.cents && self.grams <= other.grams && self.rides <= other.rides
    }

    /// The smaller of each part.
    #[must_use]
    pub fn least(self, o: Self) -> Self {
        Self {
            minutes: self.minutes.min(o.minutes),
            cents: self.cents.min(o.cents),
            grams: self.grams.min(o.grams),
            rides: self.rides.min(o.rides),
        }
    }

    /// Sum by parts. Parts stay far below the largest number: a chain of a
    /// thousand rides at the most that a fare can be is a tenth of it.
    #[must_use]
    #[inline]
    pub fn plus(&self, o: &Self) -> Self {
        Self {
            minutes: self.minutes.wrapping_add(o.minutes),
            cents: self.cents.wrapping_add(o.cents),
            grams: self.grams.wrapping_add(o.grams),
            rides: self.rides.wrapping_add(o.rides),
        }
    }
}

/// Values that are compared at once.
const LANES: usize = 8;

/// So many values by criterion, as single floats: rounding keeps the order, so that
/// what does not cover here does not cover at all, and what does is looked at.
type Block = [[f32; LANES]; 4];

/// Covers nothing.
const NOTHING: Block = [[f32::INFINITY; LANES]; 4];

#[expect(clippy::cast_precision_loss, reason = "rounded, in order")]
fn rounded(v: &Value) -> [f32; 4] {
    [v.minutes as f32, v.cents as f32, v.grams as f32, v.rides as f32]
}

/// Whether any value of a block may cover one.
#[inline]
fn may_cover(block: &Block, value: &[f32; 4]) -> bool {
    let [minutes, cents, grams, rides] = block;
    let mut any = false;
    for (((m, c), g), r) in minutes.iter().zip(cents).zip(grams).zip(rides) {
        any |= (*m <= value[0]) & (*c <= value[1]) & (*g <= value[2]) & (*r <= value[3]);
    }
    any
}

/// A set of values of which none covers another, each with what it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Bag {
    /// The first value, beside those of other bags: most questions end with it.
    first: Value,
    pub(crate) all: Vec<(Value, u32)>,
    /// The same values, rounded, in their order.
    blocks: Vec<Block>,
}

/// Covers nothing but itself.
const LAST: Value = Value { minutes: u64::MAX, cents: u64::MAX, grams: u64::MAX, rides: u64::MAX };

impl Default for Bag {
    fn default() -> Self {
        Self { first: LAST, all: Vec::new(), blocks: Vec::new() }
    }
}

impl Bag {
    /// Whether a value is covered by one in the set: what covers it moves towards
    /// the front, where it is found sooner.
    #[inline]
    pub(crate) fn covers(&mut self, value: &Value) -> bool {
        self.first.covers(value) || self.later_covers(value)
    }

    fn later_covers(&mut self, value: &Value) -> bool {
        let low = rounded(value);
        for (b, block) in self.blocks.iter().enumerate() {
            if !may_cover(block, &low) {
                continue;
            }
            let values = self.all[b * LANES..].iter().take(LANES);
            if let Some(i) = values.clone().position(|(v, _)| v.covers(value)) {
                self.forward(b * LANES + i);
                return true;
            }
        }
        false
    }

    /// Half the way to the front.
    fn forward(&mut self, at: usize) {
        let to = at / 2;
        self.all.swap(at, to);
        self.place(at);
        self.place(to);
        self.first = self.all[0].0;
    }

    /// Writes a value into its block.
    fn place(&mut self, at: usize) {
        let low = rounded(&self.all[at].0);
        let block = &mut self.blocks[at / LANES];
        for (lane, x) in block.iter_mut().zip(low) {
            lane[at % LANES] = x;
        }
    }

    /// Adds a value that nothing in the set covers, and tells what it takes out
    /// because it covers it.
    pub(crate) fn add(&mut self, value: Value, what: u32, mut gone: impl FnMut(u32)) {
        // The first place whose value changes.
        let mut from = self.all.len();
        let mut i = 0;
        self.all.retain(|(v, old)| {
            let beaten = value.covers(v);
            if beaten {
                gone(*old);
                from = from.min(i);
            }
            i += 1;
            !beaten
        });
        self.all.push((value, what));
        self.blocks.truncate(from.div_ceil(LANES));
        self.blocks.resize(self.all.len().div_ceil(LANES), NOTHING);
        if let Some(block) = self.blocks.get_mut(from / LANES) {
            for lane in block {
                lane[from % LANES..].fill(f32::INFINITY);
            }
        }
        for at in from..self.all.len() {
            self.place(at);
        }
        self.first = self.all[0].0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // Small ones that are often equal, and grams that single floats do not tell apart.
    prop_compose! {
        fn value()(minutes in 0u64..6, cents in 0u64..6, grams in 0u64..6, rides in 0u64..3, far in prop::bool::ANY) -> Value {
            Value { minutes, cents, grams: grams + if far { 1 << 40 } else { 0 }, rides }
        }
    }

    proptest! {
        #[test]
        fn a_bag_holds_what_nothing_else_beats(values in proptest::collection::vec(value(), 0..120)) {
            let mut bag = Bag::default();
            for (i, v) in (0..).zip(&values) {
                if !bag.covers(v) {
                    bag.add(*v, i, |_| ());
                }
            }
            let mut kept: Vec<Value> = bag.all.iter().map(|b| b.0).collect();
            let beaten = |v: &Value| values.iter().any(|o| o.covers(v) && o != v);
            let mut expected: Vec<Value> = values.iter().filter(|v| !beaten(v)).copied().collect();
            expected.sort_unstable();
            expected.dedup();
            kept.sort_unstable();
            prop_assert_eq!(kept, expected);
        }
    }
}

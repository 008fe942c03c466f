//! The stops, lines and legs that a question is asked of.

use crate::criteria::Value;

/// What a piece of a chain costs the whole consignment, in the expected case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fare {
    /// Minutes.
    pub minutes: u32,
    /// US cents.
    pub cents: u64,
    /// Grams of CO2e.
    pub grams: u64,
}

impl Fare {
    /// As a value with so many rides.
    pub(crate) fn value(self, rides: u64) -> Value {
        Value { minutes: u64::from(self.minutes), cents: self.cents, grams: self.grams, rides }
    }
}

/// When a line leaves its first call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Every so many minutes, at unknown times; waiting takes half of it in the
    /// mean. It runs from one minute to another.
    Every {
        /// Minutes between two departures.
        minutes: u32,
        /// First minute.
        from: i64,
        /// Last minute.
        to: i64,
    },
    /// At these minutes, ascending.
    At(Vec<i64>),
}

/// A call of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCall {
    /// Stop.
    pub stop: u32,
    /// Minutes from the line's start to the arrival, in the expected case.
    pub arrive: u32,
    /// The same to the departure.
    pub depart: u32,
    /// Minutes from the line's start to the departure by its timetable: what is
    /// to be caught.
    pub timetable: u32,
    /// Whether cargo gets on.
    pub board: bool,
    /// Whether cargo gets off.
    pub alight: bool,
    /// From the first call on: cents and grams.
    pub cents: u64,
    /// Grams of CO2e from the first call on.
    pub grams: u64,
    /// Before the departure: time by which the cargo must be there, handling.
    pub load: Fare,
    /// After the arrival: unloading and release.
    pub unload: Fare,
    /// Whether the hop to the next call may be ridden over.
    pub onward: bool,
}

/// A service as the search sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Calls in order.
    pub calls: Vec<LineCall>,
    /// When it leaves.
    pub leave: Leave,
}

impl Line {
    /// The first departure from a call for cargo that is ready at a minute, as
    /// the minute of the line's start; for a headway its expected case.
    pub fn next(&self, call: usize, ready: i64) -> Option<i64> {
        let offset = i64::from(self.calls.get(call)?.timetable);
        match &self.leave {
            Leave::Every { minutes, from, to } => {
                let start = (ready - offset).max(*from) + i64::from(*minutes) / 2;
                (start <= *to).then_some(start)
            }
            Leave::At(starts) => starts.get(starts.partition_point(|s| s + offset < ready)).copied(),
        }
    }
}

impl Line {
    /// The least that a ride between two calls takes, at whatever time.
    pub(crate) fn least(&self, on: usize, off: usize) -> Value {
        let (a, b) = (&self.calls[on], &self.calls[off]);
        let wait = if let Leave::Every { minutes, .. } = self.leave { u64::from(minutes / 2) } else { 0 };
        let mut value = ride(a, b);
        value.minutes += wait + u64::from(b.arrive.saturating_sub(a.depart));
        value
    }
}

/// An unscheduled leg from one stop to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegArc {
    /// Where it ends.
    pub to: u32,
    /// What it costs, waiting and handling included.
    pub fare: Fare,
    /// Who asked for it knows what it is by this number.
    pub what: u32,
}

/// Everything that a search needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    lines: Vec<Line>,
    /// Rides from each stop: line, call where cargo gets on and call where it
    /// gets off, in order.
    rides: Vec<Vec<(u32, u32, u32)>>,
    legs: Vec<Vec<LegArc>>,
}

impl Board {
    /// A board of stops with the legs that leave each. Of legs to the same stop
    /// those that another covers are left out, the first of equals stays.
    pub fn new(mut legs: Vec<Vec<LegArc>>, lines: Vec<Line>) -> Self {
        for list in &mut legs {
            list.sort_by_key(|l| (l.to, l.fare.minutes, l.fare.cents, l.fare.grams, l.what));
            let mut kept: Vec<LegArc> = Vec::with_capacity(list.len());
            for leg in &*list {
                let covered = kept.iter().rev().take_while(|k| k.to == leg.to).any(|k| k.fare.value(1).covers(&leg.fare.value(1)));
                if !covered {
                    kept.push(*leg);
                }
            }
            *list = kept;
        }
        let mut rides = vec![Vec::new(); legs.len()];
        for (number, line) in (0..).zip(&lines) {
            for (on, a) in (0u32..).zip(&line.calls).filter(|c| c.1.board) {
                let Some(list) = rides.get_mut(a.stop as usize) else { continue };
                let open = line.calls[on as usize..].iter().take_while(|c| c.onward).count();
                let off = (on + 1..).zip(&line.calls[on as usize + 1..]).take(open).filter(|(_, b)| b.alight && b.stop != a.stop);
                list.extend(off.map(|(off, _)| (number, on, off)));
            }
        }
        Self { lines, rides, legs }
    }

    /// Number of stops.
    pub fn stops(&self) -> usize {
        self.legs.len()
    }

    /// The lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(crate) fn rides(&self, stop: u32) -> &[(u32, u32, u32)] {
        self.rides.get(stop as usize).map_or(&[], Vec::as_slice)
    }

    /// Legs that leave a stop.
    pub fn legs(&self, stop: u32) -> &[LegArc] {
        self.legs.get(stop as usize).map_or(&[], Vec::as_slice)
    }
}

/// The least that each criterion can be between any two stops that something
/// moves between, whatever it is: for bounds.
#[derive(Clone, Debug, Default)]
pub struct Floor {
    out: Arcs,
    into: Arcs,
}

/// Arcs by the stop that they leave or reach, each criterion by itself: a search
/// reads one after the other, and half of it stays at hand.
#[derive(Clone, Debug, Default)]
struct Arcs {
    first: Vec<u32>,
    other: Vec<u32>,
    minutes: Vec<u32>,
    cents: Vec<u32>,
    grams: Vec<u32>,
    rides: Vec<u32>,
}

/// A part of a floor, which may be less than it is but not more.
pub(crate) fn at_least(part: u64) -> u32 {
    u32::try_from(part).unwrap_or(u32::MAX)
}

/// More than any chain comes to.
pub(crate) const NEVER: Value = Value { minutes: FAR, cents: FAR, grams: FAR, rides: FAR };
const FAR: u64 = u64::MAX / 8;

impl Floor {
    /// The floor of a board.
    pub fn of(board: &Board) -> Self {
        let mut arcs: Vec<(u32, u32, Value)> = Vec::new();
        for (from, legs) in (0..).zip(&board.legs) {
            arcs.extend(legs.iter().map(|leg| (from, leg.to, leg.fare.value(1))));
        }
        for (from, rides) in (0..).zip(&board.rides) {
            arcs.extend(rides.iter().map(|&(line, on, off)| {
                let line = &board.lines[line as usize];
                (from, line.calls[off as usize].stop, line.least(on as usize, off as usize))
            }));
        }
        let out = Arcs::of(board.stops(), &mut arcs);
        arcs.iter_mut().for_each(|a| *a = (a.1, a.0, a.2));
        Self { out, into: Arcs::of(board.stops(), &mut arcs) }
    }

    /// The least of each criterion from every stop to the nearest of some, with
    /// what comes after these; [`NEVER`] where none can be reached.
    pub(crate) fn towards(&self, to: &[(u32, Value)]) -> Vec<Value> {
        self.into.least(to)
    }

    /// The same from the nearest of some stops to every stop.
    pub(crate) fn away(&self, from: &[(u32, Value)]) -> Vec<Value> {
        self.out.least(from)
    }
}

impl Arcs {
    fn of(stops: usize, arcs: &mut [(u32, u32, Value)]) -> Self {
        arcs.sort_unstable_by_key(|a| (a.0, a.1));
        let mut all = Self { first: vec![0; stops + 1], ..Self::default() };
        for same in arcs.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (at, other, _) = same[0];
            let least = same.iter().map(|a| a.2).fold(NEVER, Value::least);
            all.first[at as usize + 1] += 1;
            all.other.push(other);
            all.minutes.push(at_least(least.minutes));
            all.cents.push(at_least(least.cents));
            all.grams.push(at_least(least.grams));
            all.rides.push(at_least(least.rides));
        }
        for v in 0..stops {
            all.first[v + 1] += all.first[v];
        }
        all
    }

    fn least(&self, seeds: &[(u32, Value)]) -> Vec<Value> {
        let minutes = self.least_of(seeds, &self.minutes, |v| v.minutes);
        let cents = self.least_of(seeds, &self.cents, |v| v.cents);
        let grams = self.least_of(seeds, &self.grams, |v| v.grams);
        let rides = self.least_of(seeds, &self.rides, |v| v.rides);
        let value = |v: usize| Value { minutes: minutes[v], cents: cents[v], grams: grams[v], rides: rides[v] };
        (0..minutes.len()).map(value).collect()
    }

    fn least_of(&self, seeds: &[(u32, Value)], parts: &[u32], part: impl Fn(&Value) -> u64) -> Vec<u64> {
        let mut least = vec![FAR; self.first.len() - 1];
        let mut heap = std::collections::BinaryHeap::new();
        for (stop, after) in seeds {
            let after = part(after);
            if let Some(slot) = least.get_mut(*stop as usize).filter(|slot| after < **slot) {
                *slot = after;
                heap.push(std::cmp::Reverse((after, *stop)));
            }
        }
        while let Some(std::cmp::Reverse((base, v))) = heap.pop() {
            if base > least[v as usize] {
                continue;
            }
            let range = self.first[v as usize] as usize..self.first[v as usize + 1] as usize;
            for (&other, &more) in self.other[range.clone()].iter().zip(&parts[range]) {
                let next = base.saturating_add(u64::from(more));
                if next < least[other as usize] {
                    least[other as usize] = next;
                    heap.push(std::cmp::Reverse((next, other)));
                }
            }
        }
        least
    }
}

/// What a ride between two calls costs, without waiting and running.
pub fn ride(a: &LineCall, b: &LineCall) -> Value {
    Value {
        minutes: u64::from(a.load.minutes) + u64::from(b.unload.minutes),
        cents: b.cents.saturating_sub(a.cents) + a.load.cents + b.unload.cents,
        grams: b.grams.saturating_sub(a.grams) + a.load.grams + b.unload.grams,
        rides: 1,
    }
}

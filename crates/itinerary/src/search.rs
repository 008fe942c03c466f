//! The complete Pareto set of chains between two stops.
//!
//! A label-setting search over absolute time with bags of labels at stops, as
//! in `McRAPTOR` (Delling, Pajor and Werneck, "Round-Based Public Transit
//! Routing", Transportation Science 49, 2015, section 4), but best first and
//! with bounds to the destination for every criterion, as in NAMOA* (Mandow and
//! Pérez de la Cruz, "Multiobjective A* Search with Consistent Heuristics",
//! JACM 57, 2010): freight has few lines, many criteria and legs from
//! everywhere to everywhere, so that pruning at the destination counts for more
//! than scanning lines round by round.
//!
//! Nothing is lost: waiting never helps (a later arrival never catches an
//! earlier departure), so that of two labels at a stop the one that another
//! covers can be dropped.

use crate::board::{Board, Floor, LegArc, NEVER, at_least, ride};
use crate::criteria::{Bag, Criteria, Slack, Value};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An origin that is no stop of the board.
pub const ORIGIN: u32 = u32::MAX - 1;
/// A destination that is no stop of the board.
pub const DESTINATION: u32 = u32::MAX - 2;

/// A question.
#[derive(Clone, Debug)]
pub struct Query {
    /// Stop of origin, or [`ORIGIN`].
    pub from: u32,
    /// Stop of destination, or [`DESTINATION`].
    pub to: u32,
    /// Minute at which the cargo is ready.
    pub ready: i64,
    /// Minutes after which a chain is too long to be of interest.
    pub horizon: u64,
    /// Sets of stops to be touched in order, as membership by stop.
    pub via: Vec<Vec<bool>>,
    /// Legs from the origin beside those of the board.
    pub first: Vec<LegArc>,
    /// Legs to the destination beside those of the board: the stop where each
    /// starts, and the leg.
    pub last: Vec<(u32, LegArc)>,
    /// What counts.
    pub criteria: Criteria,
    /// How far a chain may be covered by a slightly worse one.
    pub slack: Slack,
    /// Wider slacks where a search grows too large: the labels from which on each holds,
    /// in order.
    pub wider: Vec<(usize, Slack)>,
    /// Labels after which the search gives up.
    pub most_labels: usize,
}

/// One move of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ride {
    /// On a line from one of its calls to another; `start` is the minute at
    /// which it leaves its first call, of the expected case for a headway.
    Line {
        /// Line.
        line: u32,
        /// Position of the call where cargo gets on.
        board: u32,
        /// Position of the call where it gets off.
        alight: u32,
        /// Minute of the line's start.
        start: i64,
    },
    /// By an unscheduled leg.
    Leg {
        /// Stop where it starts.
        from: u32,
        /// Stop where it ends.
        to: u32,
        /// Number given to it.
        what: u32,
    },
}

/// A chain of the set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain {
    /// What it comes to.
    pub value: Value,
    /// Its moves in order.
    pub rides: Vec<Ride>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Chains of which none covers another, the fastest first.
    pub chains: Vec<Chain>,
    /// Whether the search ended by itself; otherwise chains may be missing.
    pub complete: bool,
    /// The widest slack that was taken: what is missing is covered by a chain that is
    /// worse by at most so much.
    pub slack: Slack,
    /// Labels that were made.
    pub labels: usize,
}

struct Label {
    value: Value,
    node: u32,
    before: u32,
    ride: Option<Ride>,
    dead: bool,
}

const NONE: u32 = u32::MAX;

/// Moves from a stop that may still be worth making.
#[derive(Clone, Debug, Default)]
struct Worth {
    moves: Vec<Move>,
    /// How often the stop's moves were tried.
    tried: u32,
}

/// A move of the board: of its legs, or of the rides from its stop. Nearly all
/// end with a look at what they take at least, which therefore lies beside where
/// they lead and is small.
#[derive(Clone, Copy, Debug)]
struct Move {
    minutes: u32,
    cents: u32,
    grams: u32,
    /// Stop where it ends.
    to: u32,
    /// Number of the leg, or of the ride behind all legs.
    what: u32,
}

impl Move {
    fn new(least: Value, to: u32, what: usize) -> Self {
        let what = u32::try_from(what).unwrap_or(u32::MAX);
        Self { minutes: at_least(least.minutes), cents: at_least(least.cents), grams: at_least(least.grams), to, what }
    }

    /// The least that comes to its end where so much came to its start.
    #[inline]
    fn after(&self, value: &Value) -> Value {
        value.plus(&Value { minutes: self.minutes.into(), cents: self.cents.into(), grams: self.grams.into(), rides: 1 })
    }
}

/// A line and its call, and the minute of the start that is caught there.
type Boarded = ((u32, u32), Option<i64>);

struct Search<'a> {
    board: &'a Board,
    query: &'a Query,
    /// Stops of the board, then the origin and the destination of the question.
    stops: u32,
    from: u32,
    to: u32,
    /// Number of the bag in which chains end.
    goal: usize,
    /// How far a chain may now be covered by a slightly worse one.
    slack: Slack,
    /// How many of the wider slacks have been taken.
    widened: usize,
    /// Whether everything counts, and nothing is covered but by what is better.
    exact: bool,
    /// The least that is still to come, by stop; [`NEVER`] where there is no way.
    bound: Vec<Value>,
    /// The least that it takes to come to a stop of the board.
    behind: Vec<Value>,
    worth: Vec<Worth>,
    /// Legs of the question to its destination, by stop.
    last: Vec<(u32, LegArc)>,
    labels: Vec<Label>,
    /// Bags by stage and stop.
    bags: Vec<Bag>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
    scale: [f64; 3],
}

/// All chains worth choosing among. `floor` is the board's.
pub fn search(board: &Board, floor: &Floor, query: &Query) -> Found {
    let n = u32::try_from(board.stops()).unwrap_or(DESTINATION - 1);
    let place = |stop: u32| match stop {
        ORIGIN => n,
        DESTINATION => n + 1,
        other => other,
    };
    let (from, to) = (place(query.from), place(query.to));
    let mut last: Vec<(u32, LegArc)> = query.last.iter().map(|&(at, leg)| (place(at), LegArc { to, ..leg })).collect();
    last.sort_by_key(|l| (l.0, l.1.fare.minutes, l.1.what));
    // The question's own legs may be taken more than once where places are to
    // be touched: their ends are seeds as well.
    let mut seeds: Vec<_> = last.iter().filter(|l| l.0 < n).map(|&(at, leg)| (at, leg.fare.value(1))).collect();
    seeds.extend(Some((to, Value::default())).filter(|_| to < n));
    let mut bound = floor.towards(&seeds);
    bound.resize(n as usize + 2, NEVER);
    bound[to as usize] = Value::default();
    let direct = last.iter().filter(|l| l.0 == from).map(|l| (l.1.fare.value(1), to));
    let own = query.first.iter().map(|leg| (leg.fare.value(1), place(leg.to))).chain(direct);
    let ahead = own.filter_map(|(v, stop)| Some(v.plus(bound.get(stop as usize)?))).reduce(Value::least).unwrap_or(NEVER);
    if from < n && !query.first.is_empty() {
        seeds.push((from, ahead));
        bound = floor.towards(&seeds);
        bound.resize(n as usize + 2, NEVER);
        bound[to as usize] = Value::default();
    }
    bound[from as usize] = bound[from as usize].least(ahead);
    let mut seeds: Vec<_> = query.first.iter().map(|leg| (leg.to, leg.fare.value(1))).collect();
    seeds.extend(Some((from, Value::default())).filter(|_| from < n));
    let mut behind = floor.away(&seeds);
    if to < n && !last.is_empty() {
        // The origin itself takes nothing, be it a stop of the board or none.
        let at = |stop: u32| if stop == from { Some(Value::default()) } else { behind.get(stop as usize).copied() };
        let back = |l: &(u32, LegArc)| Some(l.1.fare.value(1).plus(&at(l.0)?));
        if let Some(reached) = last.iter().filter_map(back).reduce(Value::least) {
            seeds.push((to, reached));
            behind = floor.away(&seeds);
        }
    }
    let mut search = Search {
        board,
        query,
        stops: n + 2,
        from,
        to,
        goal: (n as usize + 2) * query.via.len() + to as usize,
        slack: query.slack,
        widened: 0,
        exact: query.criteria == Criteria::ALL && query.slack.share <= 0.0,
        bound,
        behind,
        worth: vec![Worth::default(); n as usize],
        last,
        labels: Vec::new(),
        bags: vec![Bag::default(); (n as usize + 2) * (query.via.len() + 1)],
        heap: BinaryHeap::new(),
        scale: [1.0; 3],
    };
    let none = Found { chains: Vec::new(), complete: true, slack: query.slack, labels: 0 };
    let Some(ahead) = search.bound.get(from as usize).copied().filter(|b| b.minutes < NEVER.minutes) else { return none };
    #[expect(clippy::cast_precision_loss, reason = "an order of search")]
    let part = |x: u64| 1e6 / (x.max(1) as f64);
    search.scale = [part(ahead.minutes), part(ahead.cents), part(ahead.grams)];
    let node = search.node(from, search.stage_at(from, 0));
    search.add(Value::default(), (from, node), Value::default(), NONE, None);
    search.run()
}

impl Search<'_> {
    fn run(mut self) -> Found {
        let mut complete = true;
        while let Some(Reverse((_, l))) = self.heap.pop() {
            if self.labels.len() > self.query.most_labels {
                complete = false;
                break;
            }
            self.widen();
            let label = &self.labels[l as usize];
            let (value, node) = (label.value, label.node);
            let (stop, stage) = self.split(node);
            if label.dead || (stop == self.to && stage == self.query.via.len()) || self.hopeless(&value, stop) {
                continue;
            }
            self.moves(l, value, stop, stage);
        }
        let mut chains: Vec<Chain> = self.bags[self.goal].all.iter().map(|&(_, l)| self.chain(l)).collect();
        chains.sort_unstable();
        Found { chains, complete, slack: self.slack, labels: self.labels.len() }
    }

    /// Takes the next wider slack where the search has grown so large. What was found
    /// stays; what waits is held against it when its turn comes.
    fn widen(&mut self) {
        while let Some(&(from, slack)) = self.query.wider.get(self.widened) {
            if self.labels.len() < from {
                break;
            }
            self.widened += 1;
            if slack.share > self.slack.share {
                self.slack = slack;
                self.exact = false;
            }
        }
    }

    fn node(&self, stop: u32, stage: usize) -> usize {
        stage * self.stops as usize + stop as usize
    }

    fn split(&self, node: u32) -> (u32, usize) {
        (node % self.stops, (node / self.stops) as usize)
    }

    /// The stage after touching a stop.
    fn stage_at(&self, stop: u32, mut stage: usize) -> usize {
        while self.query.via.get(stage).is_some_and(|set| set.get(stop as usize) == Some(&true)) {
            stage += 1;
        }
        stage
    }

    /// Whether no way on from here can be worth it.
    fn hopeless(&mut self, value: &Value, stop: u32) -> bool {
        let best = value.plus(&self.bound[stop as usize]);
        if best.minutes > self.query.horizon {
            return true;
        }
        let least = if self.exact { best } else { self.query.criteria.mask(self.slack.relaxed(best)) };
        self.bags[self.goal].covers(&least)
    }

    fn moves(&mut self, l: u32, value: Value, stop: u32, stage: usize) {
        let (board, query) = (self.board, self.query);
        if (stop as usize) < board.stops() {
            let worth = self.worth(stop);
            let mut boarded = None;
            for step in &worth.moves {
                if self.useless(&step.after(&value), step.to) {
                    continue;
                }
                let (legs, rides) = (board.legs(stop), board.rides(stop));
                match legs.get(step.what as usize) {
                    Some(leg) => self.leg(l, value, stop, stage, leg),
                    None => self.ride(l, value, stage, rides[step.what as usize - legs.len()], &mut boarded),
                }
            }
            self.worth[stop as usize] = worth;
        }
        if stop == self.from {
            for leg in &query.first {
                self.leg(l, value, stop, stage, leg);
            }
        }
        for i in self.last.partition_point(|x| x.0 < stop)..self.last.len() {
            let (at, leg) = self.last[i];
            if at != stop {
                break;
            }
            self.leg(l, value, stop, stage, &leg);
        }
    }

    /// Whether no chain can be worth it that comes to a stop with at least so
    /// much: what is known to come there, or a chain that has been found, covers
    /// the least that it can be.
    fn useless(&mut self, least: &Value, stop: u32) -> bool {
        // With places to be touched it depends on those that were. The stop's own
        // bag first: it is smaller than that of the chains.
        let masked = self.masked(*least, stop == self.to);
        (self.query.via.is_empty() && self.bags[stop as usize].covers(&masked)) || self.hopeless(least, stop)
    }

    /// What counts of a value; on the way time always does, since who is later
    /// may miss what is last.
    fn masked(&self, value: Value, ended: bool) -> Value {
        Criteria { time: self.query.criteria.time || !ended, ..self.query.criteria }.mask(value)
    }

    /// Moves from a stop that some chain may be worth making: one is not, once
    /// the least that leads to it and it are covered by what comes to its end
    /// otherwise, or with the least behind it by a chain that has been found.
    /// Looked at now and then, more seldom each time.
    fn worth(&mut self, stop: u32) -> Worth {
        let board = self.board;
        let mut worth = std::mem::take(&mut self.worth[stop as usize]);
        if worth.tried == 0 {
            let legs = board.legs(stop).iter().map(|leg| (leg.fare.value(1), leg.to));
            let rides = board.rides(stop).iter().map(|&(line, on, off)| {
                let line = &board.lines()[line as usize];
                (line.least(on as usize, off as usize), line.calls[off as usize].stop)
            });
            worth.moves = legs.chain(rides).enumerate().map(|(what, (least, to))| Move::new(least, to, what)).collect();
        }
        // The first, second, fourth, eighth time and so on.
        if worth.tried == 0 || worth.tried.is_power_of_two() {
            let behind = self.behind[stop as usize];
            worth.moves.retain(|step| !self.useless(&step.after(&behind), step.to));
        }
        worth.tried += 1;
        worth
    }

    fn leg(&mut self, l: u32, value: Value, from: u32, stage: usize, leg: &LegArc) {
        let next = value.plus(&leg.fare.value(1));
        let stage = self.stage_at(leg.to, stage);
        self.reach(next, leg.to, stage, l, Ride::Leg { from: self.outside(from), to: self.outside(leg.to), what: leg.what });
    }

    /// A stop as the caller knows it.
    fn outside(&self, stop: u32) -> u32 {
        match self.stops - stop {
            1 => DESTINATION,
            2 => ORIGIN,
            _ => stop,
        }
    }

    /// A ride from one call to another; `boarded` is the departure of the line
    /// and call that was last asked for, the same wherever the cargo gets off.
    fn ride(&mut self, l: u32, value: Value, stage: usize, (number, on, off): (u32, u32, u32), boarded: &mut Option<Boarded>) {
        let line = &self.board.lines()[number as usize];
        let (a, b) = (&line.calls[on as usize], &line.calls[off as usize]);
        let start = match boarded {
            Some((at, start)) if *at == (number, on) => *start,
            _ => {
                let ready = self.query.ready + i64::try_from(value.minutes).unwrap_or(i64::MAX / 4) + i64::from(a.load.minutes);
                let start = line.next(on as usize, ready);
                *boarded = Some(((number, on), start));
                start
            }
        };
        let Some(start) = start else { return };
        let ride_minutes = i64::from(b.arrive.saturating_sub(a.depart)) + i64::from(b.unload.minutes);
        let minutes = start + i64::from(a.timetable) + ride_minutes - self.query.ready;
        let mut next = value.plus(&ride(a, b));
        next.minutes = u64::try_from(minutes).unwrap_or(0);
        let passed = &line.calls[on as usize + 1..=off as usize];
        let stage = if self.query.via.len() > stage { passed.iter().fold(stage, |s, c| self.stage_at(c.stop, s)) } else { stage };
        self.reach(next, b.stop, stage, l, Ride::Line { line: number, board: on, alight: off, start });
    }

    fn reach(&mut self, value: Value, stop: u32, stage: usize, before: u32, ride: Ride) {
        let node = self.node(stop, stage);
        let masked = self.masked(value, stop == self.to && stage == self.query.via.len());
        // The stop's own bag first: it is smaller than that of the chains.
        if !self.bags[node].covers(&masked) && !self.hopeless(&value, stop) {
            self.add(value, (stop, node), masked, before, Some(ride));
        }
    }

    fn add(&mut self, value: Value, (stop, node): (u32, usize), masked: Value, before: u32, ride: Option<Ride>) {
        let l = u32::try_from(self.labels.len()).unwrap_or(NONE);
        let labels = &mut self.labels;
        self.bags[node].add(masked, l, |old| labels[old as usize].dead = true);
        self.labels.push(Label { value, node: u32::try_from(node).unwrap_or(NONE), before, ride, dead: false });
        let all = value.plus(&self.bound[stop as usize]);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an order of search")]
        let key = (all.minutes as f64 * self.scale[0] + all.cents as f64 * self.scale[1] + all.grams as f64 * self.scale[2]) as u64;
        self.heap.push(Reverse((key, l)));
    }

    fn chain(&self, l: u32) -> Chain {
        let value = self.labels[l as usize].value;
        let mut rides = Vec::new();
        let mut at = l;
        while let Some(label) = self.labels.get(at as usize) {
            rides.extend(label.ride);
            at = label.before;
        }
        rides.reverse();
        Chain { value, rides }
    }
}

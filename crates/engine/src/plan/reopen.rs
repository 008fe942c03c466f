//! An option that was found before, found again.

use super::id::Move;
use super::options::Reader;
use crate::error::EngineError;
use landbridge_itinerary::criteria::Value;
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_itinerary::{Chain, LegArc, Query, Ride, ride};
use landbridge_model::Mode;

/// A move with what it costs and where it ends.
type Made = (Ride, Value, u32);

impl Reader<'_> {
    /// The moves of a chain by name.
    pub(super) fn moves(&self, chain: &Chain) -> Vec<Move> {
        chain
            .rides
            .iter()
            .map(|ride| match *ride {
                Ride::Line { line, board, alight, .. } => {
                    let service = self.planner.lines.get(line as usize).map(|l| &self.brief.timetable.services[l.service]);
                    Move::S(service.map_or_else(String::new, |s| s.id.clone()), board, alight)
                }
                Ride::Leg { to, what, .. } => {
                    let mode = self.own.info(self.planner, what).map_or(Mode::Road, |l| l.mode);
                    Move::L(mode.as_str().to_owned(), self.name(to))
                }
            })
            .collect()
    }

    /// The chain that makes these moves, whether or not it is worth choosing.
    ///
    /// # Errors
    /// A service that is gone, a move that can no longer be made.
    pub(super) fn chain(&self, moves: &[Move], question: &Query) -> Result<Chain, EngineError> {
        let mut chain = Chain { value: Value::default(), rides: Vec::new() };
        let mut at = question.from;
        for step in moves {
            let made = match step {
                Move::S(id, on, off) => self.by_service(id, (*on, *off), at)?,
                Move::L(mode, to) => self.by_leg((mode, to), at, question),
            };
            let Some((ride, value, next)) = made else {
                let what = match step {
                    Move::S(id, ..) => format!("by the service '{id}'"),
                    Move::L(mode, to) => format!("by {mode} to {to}"),
                };
                return Err(EngineError::none(
                    format!("the way of this option from {} {what} is no longer there", self.name(at)),
                    "ask for the plan again: the data, the services or the program have changed",
                ));
            };
            chain.rides.push(ride);
            chain.value = chain.value.plus(&value);
            at = next;
        }
        if at == question.to {
            return Ok(chain);
        }
        Err(EngineError::none(format!("the moves of this option end in {}", self.name(at)), "copy the whole id from the output of plan"))
    }

    fn by_service(&self, id: &str, (on, off): (u32, u32), at: u32) -> Result<Option<Made>, EngineError> {
        if !self.brief.timetable.services.iter().any(|s| s.id == id) {
            return Err(EngineError::none(
                format!("the service '{id}' of this option is not among those that were read"),
                "name its folder with --services, as when the option was found",
            ));
        }
        let number = self.planner.lines.iter().position(|l| self.brief.timetable.services[l.service].id == id);
        Ok(number.and_then(|number| {
            let line = self.planner.board.lines().get(number)?;
            let (a, b) = (line.calls.get(on as usize)?, line.calls.get(off as usize)?);
            if a.stop != at || on >= off {
                return None;
            }
            let start = line.next(on as usize, self.ready)?;
            Some((Ride::Line { line: u32::try_from(number).ok()?, board: on, alight: off, start }, ride(a, b), b.stop))
        }))
    }

    fn by_leg(&self, (mode, to): (&str, &str), at: u32, question: &Query) -> Option<Made> {
        let first = question.first.iter().filter(|_| at == question.from);
        let last = question.last.iter().filter(|l| l.0 == at).map(|l| LegArc { to: question.to, ..l.1 });
        let board = if at == ORIGIN || at == DESTINATION { &[] } else { self.planner.board.legs(at) };
        let fits = |leg: &LegArc| self.name(leg.to) == to && self.own.info(self.planner, leg.what).is_some_and(|l| l.mode.as_str() == mode);
        let legs = board.iter().chain(first).copied().chain(last).filter(fits);
        let leg = legs.min_by_key(|leg| (leg.fare.cents, leg.fare.minutes, leg.what))?;
        let value = Value { minutes: u64::from(leg.fare.minutes), cents: leg.fare.cents, grams: leg.fare.grams, rides: 1 };
        Some((Ride::Leg { from: at, to: leg.to, what: leg.what }, value, leg.to))
    }
}

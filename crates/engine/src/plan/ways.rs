//! The way of each leg over the map: its terminals, stretches and borders.

use super::hubs::{Hub, track_ends};
use super::lines::LineInfo;
use super::options::Reader;
use super::planner::LegInfo;
use crate::mode::along::{Along, QUANTITIES};
use crate::mode::net::End;
use crate::resolve::Resolved;
use crate::steps::{At, Step, StepKind, Steps, follow, share, times};
use landbridge_cost::Charge;
use landbridge_itinerary::LineCall;
use landbridge_itinerary::search::{DESTINATION, ORIGIN};
use landbridge_model::{Mode, Point};

/// Steps of a leg and its line over the map.
pub(crate) type LegWay = (Vec<Step>, Vec<Point>);

/// Hours of a leg by its law: until it leaves, under way, until it is released.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LegHours {
    pub(crate) load: f64,
    pub(crate) run: f64,
    pub(crate) release: f64,
}

impl Reader<'_> {
    /// The place of the question behind a stop that is none of the plan's.
    fn place(&self, stop: u32) -> Option<&Resolved> {
        match stop {
            ORIGIN => Some(self.ends.0),
            DESTINATION => Some(self.ends.1),
            _ => None,
        }
    }

    fn ends_of(&self, stop: u32, mode: Mode) -> Vec<End> {
        match self.place(stop) {
            Some(place) => self.brief.ends(place, mode),
            None => self.planner.ends.get(&mode).and_then(|e| e.ends.get(stop as usize)).cloned().unwrap_or_default(),
        }
    }

    /// The way of an unscheduled leg, its hours those of its law.
    pub(crate) fn unscheduled_way(&self, info: &LegInfo, (from, to): (u32, u32), hours: LegHours) -> LegWay {
        let mode = info.mode;
        let (starts, ends) = (self.ends_of(from, mode), self.ends_of(to, mode));
        let Some(net) = self.planner.nets.get(&mode) else { return LegWay::default() };
        let Some(way) = net.way(&mut net.query(), &starts, &ends) else { return LegWay::default() };
        let (inner, mut line) = follow(&self.brief.view(mode), &way.arcs, self.brief.quantity);
        let mut steps = Steps::default();
        let runs = || inner.all.iter().filter(|s| s.what == StepKind::Run && !s.countries.is_empty());
        let country = |step: Option<&Step>| step.and_then(|s| s.countries.first().cloned());
        let (first, last) = (country(runs().next()), country(runs().next_back()));
        self.access(&mut steps, starts[way.from].2, first.as_deref());
        steps.append(inner.all);
        self.access(&mut steps, ends[way.to].2, last.as_deref());
        if let Some(place) = self.place(from) {
            line.insert(0, place.position);
        }
        line.extend(self.place(to).map(|p| p.position));
        line.dedup();
        let mut all = steps.all;
        set_hours(&mut all, hours);
        (all, line)
    }

    /// The road between a place and the network, where there is one.
    fn access(&self, steps: &mut Steps, before: [u32; QUANTITIES], country: Option<&str>) {
        let a = Along::of(before);
        if a.km > 0.0 {
            steps.run(Mode::Road.as_str(), country, a.km, times(Charge { hours: a.run, usd: a.usd, kg: a.kg }, self.brief.quantity));
        }
    }

    /// The way of a service between two of its calls. A timetable says when a
    /// vehicle calls, not when it crosses a border: its hours are shared by
    /// stretches and borders as those of the network are, and so is its price.
    pub(crate) fn service_way(&self, info: &LineInfo, calls: &[LineCall], (board, alight): (usize, usize), hours: LegHours) -> LegWay {
        let (mut steps, mut line) = (Steps::default(), Vec::new());
        let Some(service) = self.brief.timetable.services.get(info.service) else { return LegWay::default() };
        let money = |cents: u64, grams: u64| {
            #[expect(clippy::cast_precision_loss, reason = "figures of one consignment")]
            let of = |x: u64| x as f64;
            Charge { hours: 0.0, usd: of(cents) / 100.0, kg: of(grams) / 1000.0 }
        };
        for k in board..alight {
            let (Some(a), Some(b), Some(&mode)) = (calls.get(k), calls.get(k + 1), service.modes.get(k)) else { continue };
            let name = self.name(a.stop);
            let at = At { name: &name, mode: mode.as_str(), gauge_mm: 0 };
            if k == board {
                steps.gate(StepKind::Load, at, money(a.load.cents, a.load.grams));
            } else {
                let dwell = f64::from(a.depart.saturating_sub(a.arrive)) / 60.0;
                steps.stop(StepKind::Call, at, Vec::new(), Charge { hours: dwell, ..Charge::default() });
            }
            let (mut hop, points) = self.hop(info, k, (a.stop, b.stop), mode);
            let taken = f64::from(b.arrive.saturating_sub(a.depart)) / 60.0;
            let paid = money(b.cents.saturating_sub(a.cents), b.grams.saturating_sub(a.grams));
            let mut parts: Vec<&mut Step> = hop.iter_mut().collect();
            share(&mut parts, |s| &mut s.hours, taken);
            share(&mut parts, |s| &mut s.usd, paid.usd);
            share(&mut parts, |s| &mut s.kg_co2e, paid.kg);
            steps.append(hop);
            line.extend(points);
            if k + 1 == alight {
                let name = self.name(b.stop);
                let at = At { name: &name, mode: mode.as_str(), gauge_mm: 0 };
                steps.gate(StepKind::Unload, at, money(b.unload.cents, b.unload.grams));
            }
        }
        line.dedup();
        let mut all = steps.all;
        calls_at_borders(&mut all);
        set_hours(&mut all, hours);
        (all, line)
    }

    /// One hop of a service over the network of its mode, or straight where
    /// that has no way.
    fn hop(&self, info: &LineInfo, k: usize, (from, to): (u32, u32), mode: Mode) -> LegWay {
        let hubs: Vec<&Hub> = [from, to].iter().filter_map(|&h| self.planner.hubs.all.get(h as usize)).collect();
        let ([a, b], Some(hop)) = (&hubs[..], info.hops.get(k)) else { return LegWay::default() };
        if let Some(net) = self.planner.free.get(&mode).filter(|_| !hop.straight) {
            let engine = self.brief.rules.engine;
            let open = |l| net.is_open(engine.graph.link_arc(l));
            let ends = |hub: &Hub| track_ends(engine, hub, mode, &open);
            if let Some(way) = net.way(&mut net.query(), &ends(a), &ends(b)) {
                let (steps, line) = follow(&self.brief.free_view(mode), &way.arcs, self.brief.quantity);
                return (steps.all, line);
            }
        }
        let straight = Step { mode: mode.as_str().to_owned(), km: hop.along.km, ..Step::default() };
        (vec![straight], vec![a.position, b.position])
    }
}

/// How far a station may lie from a border whose post it is.
const BORDER_STATION_KM: f64 = 30.0;

/// Counts calls at the stations of a border with the border: there a timetable
/// has the time for customs and the change of gauge.
fn calls_at_borders(steps: &mut Vec<Step>) {
    let border_from = |steps: &[Step], ahead: &mut dyn Iterator<Item = usize>| -> Option<(usize, f64)> {
        let mut km = 0.0;
        for i in ahead {
            match steps[i].what {
                StepKind::Border => return Some((i, km)),
                StepKind::Run => km += steps[i].km,
                StepKind::GaugeChange => {}
                _ => return None,
            }
            if km > BORDER_STATION_KM {
                return None;
            }
        }
        None
    };
    for call in 0..steps.len() {
        if steps[call].what != StepKind::Call {
            continue;
        }
        let (behind, before) = (border_from(steps, &mut (call + 1..steps.len())), border_from(steps, &mut (0..call).rev()));
        let nearest = behind.into_iter().chain(before).min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((border, _)) = nearest {
            steps[border].hours += std::mem::take(&mut steps[call].hours);
        }
    }
    steps.retain(|s| s.what != StepKind::Call || s.hours > 0.0);
}

/// Gives the first and the last terminal of a leg and all else the hours of its
/// law. Where a leg begins or ends without one, what would pass there counts
/// with the rest, so that no hour is lost.
fn set_hours(steps: &mut [Step], hours: LegHours) {
    let load = steps.iter().position(|s| s.what == StepKind::Load);
    let release = steps.iter().rposition(|s| s.what == StepKind::Unload);
    let at = |gate: Option<usize>, hours: f64| if gate.is_some() { 0.0 } else { hours };
    let others = hours.run + at(load, hours.load) + at(release, hours.release);
    let mut between: Vec<&mut Step> = Vec::new();
    for (i, step) in steps.iter_mut().enumerate() {
        match i {
            _ if Some(i) == load => step.hours = hours.load,
            _ if Some(i) == release => step.hours = hours.release,
            _ => between.push(step),
        }
    }
    share(&mut between, |s| &mut s.hours, others);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(what: StepKind, km: f64, hours: f64) -> Step {
        Step { what, km, hours, ..Step::default() }
    }

    #[test]
    fn hours_of_the_law_are_shared_as_the_networks_are() {
        let mut steps = [
            step(StepKind::Load, 0.0, 1.0),
            step(StepKind::Run, 100.0, 3.0),
            step(StepKind::Border, 0.0, 1.0),
            step(StepKind::Unload, 0.0, 9.0),
        ];
        set_hours(&mut steps, LegHours { load: 5.0, run: 8.0, release: 2.0 });
        assert_eq!(steps.map(|s| s.hours), [5.0, 6.0, 2.0, 2.0]);
    }

    #[test]
    fn a_call_at_the_station_of_a_border_is_the_border() {
        let mut steps = vec![
            step(StepKind::Run, 500.0, 10.0),
            step(StepKind::Call, 0.0, 3.0),
            step(StepKind::Border, 0.0, 1.0),
            step(StepKind::Run, 12.0, 0.5),
            step(StepKind::Call, 0.0, 5.0),
            step(StepKind::Run, 900.0, 20.0),
            step(StepKind::Call, 0.0, 2.0),
            step(StepKind::Run, 900.0, 20.0),
        ];
        calls_at_borders(&mut steps);
        let hours: Vec<(StepKind, f64)> = steps.iter().filter(|s| s.what != StepKind::Run).map(|s| (s.what, s.hours)).collect();
        assert_eq!(hours, [(StepKind::Border, 9.0), (StepKind::Call, 2.0)], "the call inland stays one");
    }

    #[test]
    fn no_hour_is_lost_where_a_road_follows_the_last_terminal() {
        let mut steps = [step(StepKind::Load, 0.0, 1.0), step(StepKind::Unload, 0.0, 1.0), step(StepKind::Run, 10.0, 1.0)];
        set_hours(&mut steps, LegHours { load: 5.0, run: 8.0, release: 2.0 });
        assert_eq!(steps.map(|s| s.hours), [5.0, 2.0, 8.0]);
        let mut steps = [step(StepKind::Run, 10.0, 1.0)];
        set_hours(&mut steps, LegHours { load: 5.0, run: 8.0, release: 2.0 });
        assert_eq!(steps.map(|s| s.hours), [15.0]);
    }
}

//! What scenarios change: pairs, countries and corridors, before and after.

use crate::corridor::CorridorRequest;
use crate::data::Engine;
use crate::error::EngineError;
use crate::scenario::{Scenario, Sense};
use crate::skim::{Prepared, Setting, SkimManifest, SkimRequest, Via};
use crate::watch::{Half, Watch, still_wanted};
use landbridge_model::{Point, Zone};
use landbridge_scenario::{Comparison, PairChange, compare, pair};
use serde::Serialize;
use utoipa::ToSchema;

/// A question.
#[derive(Clone, Debug)]
pub struct CompareRequest {
    /// Scenarios of the other side, in order.
    pub scenarios: Vec<Scenario>,
    /// Scenarios of the side that it is compared with; none for the baseline.
    pub against: Vec<Scenario>,
    /// Places, cargo and objective.
    pub skim: SkimRequest,
    /// Pairs that are told at most.
    pub most_pairs: usize,
    /// Pairs whose way is told at most, before and after.
    pub most_ways: usize,
}

/// A pair with the ways before and after.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ComparedPair {
    /// Figures.
    #[serde(flatten)]
    pub figures: PairChange,
    /// Where the way led before; `None` without a way, or where it is not told.
    pub via_before: Option<Via>,
    /// Where it leads after.
    pub via_after: Option<Via>,
    /// Why its figures change, in words; empty where the ways are not told.
    pub why: String,
    /// Lines over the map before and after, where the ways are told.
    #[serde(skip)]
    pub lines: [Vec<Point>; 2],
}

/// A corridor before and after.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CorridorChange {
    /// Slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// Days in half of all cases; `None` where not computable.
    pub days_before: Option<f64>,
    /// The same after.
    pub days_after: Option<f64>,
    /// USD for the whole consignment.
    pub usd_before: Option<f64>,
    /// The same after.
    pub usd_after: Option<f64>,
    /// Kilometres.
    pub km_before: Option<f64>,
    /// The same after.
    pub km_after: Option<f64>,
    /// Why it is not computable after.
    pub problem: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CompareAnswer {
    /// Counts, places and countries.
    #[serde(flatten)]
    pub comparison: Comparison,
    /// Pairs that change: those cut off or connected first, then by the size of
    /// the change of their generalised cost.
    pub pairs: Vec<ComparedPair>,
    /// Corridors whose figures change.
    pub corridors: Vec<CorridorChange>,
    /// Rows and columns of the matrices.
    pub size: (usize, usize),
    /// Places of the rows.
    #[serde(skip)]
    pub zones: Vec<Zone>,
    /// Where the figures before come from.
    pub before: SkimManifest,
    /// Where those after come from.
    pub after: SkimManifest,
    /// What people should know.
    pub notes: Vec<String>,
}

impl Engine {
    /// Answers a question. `self` is the baseline. `watch` is told what is
    /// done: rows of both matrices.
    ///
    /// # Errors
    /// A change that names what is not there; places that are not understood.
    pub fn compare(&self, request: &CompareRequest, watch: &dyn Watch) -> Result<CompareAnswer, EngineError> {
        if request.scenarios == request.against {
            return Err(EngineError::input("both sides are the same", "name a scenario that the other side has not"));
        }
        let patched;
        let one: &Self = if request.against.is_empty() {
            self
        } else {
            patched = self.with_scenarios(&request.against)?;
            &patched
        };
        let other = self.with_scenarios(&request.scenarios)?;
        // Both sides have the places of the baseline.
        let points = [self.points(&request.skim.origins)?, self.points(&request.skim.destinations)?];
        let [from, to] = &points;
        if !crate::sweep::pairs(from, to) {
            return Err(EngineError::none("there are no two different places", "name two places or more"));
        }
        let setting = [Setting::new(one, &request.skim)?, Setting::new(&other, &request.skim)?];
        let [one_side, other_side] = [(one, &setting[0]), (&other, &setting[1])]
            .map(|(engine, setting)| Prepared::new(engine, setting, request.skim.objective, (from, to)));
        let before = one_side.matrix(&Half { watch, second: false })?;
        let after = other_side.matrix(&Half { watch, second: true })?;
        let usd_per_hour = setting[0].usd_per_hour();
        let comparison = compare(&before, &after, usd_per_hour).map_err(|e| EngineError::input(e, "choose places that both sides have"))?;
        let chosen = comparison.changed.iter().take(request.most_pairs);
        let figures: Vec<PairChange> = chosen.map(|&at| pair(&before, &after, at, usd_per_hour)).collect();
        let pairs = ways([&one_side, &other_side], request.most_ways, (&comparison, figures));
        still_wanted(watch)?;
        let corridors = corridors(one, &other, request)?;
        let mut notes = one_side.notes();
        notes.extend(other_side.notes());
        let without = |s: &&Scenario| s.sense == Sense::Without;
        notes.extend(
            request.scenarios.iter().filter(without).map(|s| format!("{} is in force: the figures are of the world without it", s.id)),
        );
        notes.sort();
        notes.dedup();
        Ok(CompareAnswer {
            comparison,
            pairs,
            corridors,
            size: (from.len(), to.len()),
            zones: before.origins,
            before: one.skim_manifest(&request.skim, &setting[0]),
            after: other.skim_manifest(&request.skim, &setting[1]),
            notes,
        })
    }
}

/// Tells the ways of the first pairs.
fn ways(sides: [&Prepared<'_>; 2], most: usize, (comparison, figures): (&Comparison, Vec<PairChange>)) -> Vec<ComparedPair> {
    let told = &comparison.changed[..figures.len().min(most)];
    let via = sides.map(|side| told.iter().map(|&at| side.via(at)).collect::<Vec<Option<(Via, Vec<Point>)>>>());
    let [mut before, mut after] = via.map(Vec::into_iter);
    let compared = |figures: PairChange| {
        let ((before, line), (after, other)) = (before.next().flatten().unzip(), after.next().flatten().unzip());
        let why = why(&figures, before.as_ref(), after.as_ref());
        let lines = [line.unwrap_or_default(), other.unwrap_or_default()];
        ComparedPair { figures, via_before: before, via_after: after, why, lines }
    };
    figures.into_iter().map(compared).collect()
}

/// Why the figures of a pair change, in words.
fn why(figures: &PairChange, before: Option<&Via>, after: Option<&Via>) -> String {
    match (figures.before, figures.after, before, after) {
        (Some(_), None, Some(before), _) => format!("cut off; it went by {}", listed(&before.stops())),
        (None, Some(_), _, Some(after)) => format!("connected by {}", listed(&after.stops())),
        (Some(_), Some(_), Some(before), Some(after)) if before == after => "the same way takes and costs something else".to_owned(),
        (Some(_), Some(_), Some(before), Some(after)) => {
            let (gone, new) = (before.beside(after), after.beside(before));
            match (gone.is_empty(), new.is_empty()) {
                (true, true) => "other lines between the same places".to_owned(),
                (false, true) => format!("no longer by {}", listed(&gone)),
                (true, false) => format!("now by {} as well", listed(&new)),
                (false, false) => format!("by {} instead of {}", listed(&new), listed(&gone)),
            }
        }
        _ => String::new(),
    }
}

/// Names that are told at most.
const NAMES: usize = 4;

fn listed(names: &[String]) -> String {
    match names {
        few if few.len() <= NAMES => few.join(", "),
        many => format!("{} and {} more", many[..NAMES].join(", "), many.len() - NAMES),
    }
}

fn corridors(one: &Engine, other: &Engine, request: &CompareRequest) -> Result<Vec<CorridorChange>, EngineError> {
    let ask = CorridorRequest { cargo: request.skim.cargo, year: request.skim.year, set: request.skim.set.clone() };
    let (before, after) = (one.corridors(&ask)?.corridors, other.corridors(&ask)?.corridors);
    let change = |(a, b): (&crate::corridor::CorridorAnswer, &crate::corridor::CorridorAnswer)| CorridorChange {
        id: a.id.clone(),
        name: a.name.clone(),
        days_before: a.way.as_ref().map(|w| w.days.p50),
        days_after: b.way.as_ref().map(|w| w.days.p50),
        usd_before: a.way.as_ref().map(|w| w.totals.usd),
        usd_after: b.way.as_ref().map(|w| w.totals.usd),
        km_before: a.way.as_ref().map(|w| w.totals.km),
        km_after: b.way.as_ref().map(|w| w.totals.km),
        problem: b.problem.clone(),
    };
    let moved = |c: &CorridorChange| (c.days_before, c.usd_before, c.km_before) != (c.days_after, c.usd_after, c.km_after);
    Ok(before.iter().zip(&after).map(change).filter(moved).collect())
}

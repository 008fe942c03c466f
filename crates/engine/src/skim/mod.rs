//! Matrices between many places: hours, money, emission and kilometres along
//! the best path of each pair.

mod points;
mod prepared;
mod priced;
mod via;

use crate::data::Engine;
use crate::error::EngineError;
use crate::manifest::Run;
use crate::resolve::Resolved;
use crate::route::SAME_KM;
use crate::snap::{Attachment, Rules};
use crate::watch::{Watch, still_wanted};
use landbridge_model::{Cargo, ModeSet, Skim, SkimCell};
use landbridge_network::LinkId;
use landbridge_network::cch::skim::{Cell, Ends, Targets, many_to_many};
pub(crate) use points::Points;
pub(crate) use prepared::{Prepared, Setting};
pub use priced::SkimObjective;
use priced::{Priced, QUANTITIES, sums_of};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
pub use via::Via;

/// A question.
#[derive(Clone, Debug)]
pub struct SkimRequest {
    /// Which places the rows are: `cities:1000`, `ports:200`, `terminals:300`,
    /// `countries`, or names joined by `;`.
    pub origins: String,
    /// Which places the columns are, in the same words.
    pub destinations: String,
    /// What the path of each pair is the best by.
    pub objective: SkimObjective,
    /// What moves.
    pub cargo: Cargo,
    /// State of the network at the end of this year; `None` takes the data's.
    pub year: Option<u16>,
    /// Modes of the main haul.
    pub modes: Option<ModeSet>,
    /// What to keep away from.
    pub avoid: Vec<String>,
    /// Parameters changed for this run.
    pub set: Vec<(String, f64)>,
}

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SkimManifest {
    /// Hash of the network, with scenarios.
    pub world: String,
    /// Hash of network and parameters.
    pub data: String,
    /// What paths are the best by.
    pub objective: String,
    /// Value of an hour in USD for one unit of cargo, which weighs time against
    /// money in `generalised`.
    pub usd_per_hour: f64,
    /// Under which conditions.
    #[serde(flatten)]
    pub run: Run,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct SkimAnswer {
    /// The matrix.
    pub skim: Skim,
    /// What people should know: names that were understood in one of several
    /// ways, places with no network near.
    pub notes: Vec<String>,
    /// Where it comes from.
    pub manifest: SkimManifest,
}

/// A zone with the place behind it and where it touches the network.
#[derive(Clone)]
struct Attached {
    place: Resolved,
    ways: Vec<Attachment>,
}

impl Engine {
    /// Answers a question. `watch` is told how many of how many rows are
    /// done; it may be called from several threads.
    ///
    /// # Errors
    /// A list of places, constraint or parameter that is not understood.
    pub fn skim(&self, request: &SkimRequest, watch: &dyn Watch) -> Result<SkimAnswer, EngineError> {
        self.skim_between(request, &self.points(&request.origins)?, &self.points(&request.destinations)?, watch)
    }

    /// The matrix of a question between places that are already known, whatever
    /// its lists say.
    pub(crate) fn skim_between(
        &self,
        request: &SkimRequest,
        origins: &Points,
        destinations: &Points,
        watch: &dyn Watch,
    ) -> Result<SkimAnswer, EngineError> {
        let setting = Setting::new(self, request)?;
        let prepared = Prepared::new(self, &setting, request.objective, (origins, destinations));
        let (notes, skim) = (prepared.notes(), prepared.matrix(watch)?);
        let manifest = self.skim_manifest(request, &setting);
        Ok(SkimAnswer { skim, notes, manifest })
    }

    pub(crate) fn skim_manifest(&self, request: &SkimRequest, setting: &Setting) -> SkimManifest {
        SkimManifest {
            world: format!("{:032x}", self.hash),
            data: setting.data.clone(),
            objective: request.objective.as_str().to_owned(),
            usd_per_hour: setting.usd_per_hour(),
            run: self.run(setting.year, &request.cargo, &request.set),
        }
    }
}

/// Rows that are made between two reports of progress.
const STEP: usize = 64;
/// Cells of a matrix at most: it stays below a gigabyte.
const MOST_CELLS: usize = 36_000_000;

fn matrix(
    rules: &Rules<'_>,
    priced: &Priced,
    from: &[Attached],
    to: &[Attached],
    watch: &dyn Watch,
) -> Result<Vec<Option<SkimCell>>, EngineError> {
    if from.len() * to.len() > MOST_CELLS {
        let message = format!("a matrix of {} by {} places has too many cells", from.len(), to.len());
        return Err(EngineError::input(message, format!("ask for at most {MOST_CELLS} cells at once, such as 6,000 by 6,000 places")));
    }
    let topology = rules.engine.topology();
    let ends = |place: &Attached| -> Ends<QUANTITIES> { place.ways.iter().map(|a| priced.end(rules, a)).collect() };
    let columns: Vec<Ends<QUANTITIES>> = to.iter().map(ends).collect();
    let targets = Targets::new(topology, &priced.metric, &priced.sums, &columns);
    let beside = Beside::new(to);
    let mut cells = Vec::with_capacity(from.len() * to.len());
    for (done, block) in from.chunks(STEP).enumerate() {
        still_wanted(watch)?;
        watch.tell(done * STEP, from.len());
        let sources: Vec<Ends<QUANTITIES>> = block.iter().map(ends).collect();
        let rows = many_to_many(topology, &priced.metric, &priced.sums, &sources, &targets);
        for (place, mut row) in block.iter().zip(rows) {
            beside.improve(rules, priced, place, to, &mut row);
            cells.extend(row.into_iter().map(|cell| cell.map(|c| cell_of(c.sums))));
        }
    }
    watch.tell(from.len(), from.len());
    Ok(cells)
}

fn cell_of([seconds, usd_10000, grams, metres]: [u32; QUANTITIES]) -> SkimCell {
    SkimCell { seconds, usd_10000, grams, metres }
}

/// Destinations by the links that they lie on: between two places on one link
/// the way along it may be the best, which no path from node to node is.
struct Beside(BTreeMap<LinkId, Vec<(usize, usize)>>);

impl Beside {
    fn new(to: &[Attached]) -> Self {
        let mut by_link: BTreeMap<LinkId, Vec<(usize, usize)>> = BTreeMap::new();
        for (column, place) in to.iter().enumerate() {
            for (k, partial) in place.ways.iter().enumerate().filter_map(|(k, way)| Some((k, way.partial?))) {
                by_link.entry(partial.link).or_default().push((column, k));
            }
        }
        Self(by_link)
    }

    fn improve(&self, rules: &Rules<'_>, priced: &Priced, from: &Attached, to: &[Attached], row: &mut [Option<Cell<QUANTITIES>>]) {
        for a in &from.ways {
            let Some(p) = a.partial else { continue };
            for &(column, k) in self.0.get(&p.link).into_iter().flatten() {
                let b = &to[column].ways[k];
                let Some(q) = b.partial else { continue };
                let arc = rules.engine.graph.link_arc(p.link);
                let share = (p.at - q.at).abs();
                let charge = rules.rates.charge(&rules.engine.world, &rules.engine.graph, arc) * share;
                let (km, access) = rules.rates.access(a.access_km + b.access_km);
                let km = km + f64::from(rules.engine.world.links[p.link].metres) / 1000.0 * share;
                let cell = Cell { weight: priced.weight(charge + access), sums: sums_of(charge + access, km) };
                if row[column].is_none_or(|known| cell.weight < known.weight) {
                    row[column] = Some(cell);
                }
            }
        }
        for (column, place) in to.iter().enumerate() {
            if place.place.position.km_to(from.place.position) < SAME_KM {
                row[column] = Some(Cell { weight: 0, sums: [0; QUANTITIES] });
            }
        }
    }
}

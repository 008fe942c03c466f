//! What the loss of a link, line, facility, crossing or passage costs.
//!
//! What no best path uses costs nothing when it is lost, so the candidates are
//! those that carry the most of a demand spread over all pairs by what their
//! places count for. Each is then closed by itself and all pairs are asked
//! again: the loss is exact and not the load (full-scan criticality; Jenelius,
//! Petersen and Mattsson, "Importance and exposure in road network vulnerability
//! analysis", Transportation Research A 40, 2006, equations 1 and 3, with
//! pairs that are cut off counted apart).

mod candidates;

use crate::data::Engine;
use crate::error::EngineError;
use crate::mode::nets::parameter;
use crate::skim::{Prepared, Setting, SkimManifest, SkimRequest};
use crate::watch::{Silent, Watch, still_wanted};
use candidates::Candidate;
use landbridge_model::{Point, Skim};
use landbridge_network::FacilityId;
use landbridge_scenario::{Figures, Measured, Scale, Worth, worth};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use utoipa::ToSchema;

/// A question.
#[derive(Clone, Debug)]
pub struct CriticalityRequest {
    /// Places, cargo and objective.
    pub skim: SkimRequest,
    /// Which kinds of things.
    pub kinds: Vec<Part>,
    /// How many of each kind are closed, those that carry the most.
    pub most: usize,
}

/// A kind of thing that can be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A strait or canal.
    Passage,
    /// A border crossing.
    Crossing,
    /// A port, terminal or airport.
    Facility,
    /// A line of the curated tables, all its sections.
    Line,
    /// A piece of road, railway, waterway or ferry between two junctions.
    Link,
}

impl Part {
    /// All, in the order of a table.
    pub const ALL: [Self; 5] = [Self::Passage, Self::Crossing, Self::Facility, Self::Line, Self::Link];

    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Crossing => "crossing",
            Self::Facility => "facility",
            Self::Line => "line",
            Self::Link => "link",
        }
    }
}

/// What the loss of something costs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Loss {
    /// What kind of thing it is.
    pub part: Part,
    /// Name for people.
    pub name: String,
    /// What closes it: a word for `--avoid` and `do = "close"`; of a link its
    /// mode and a point, which `along` and `explain` take.
    pub close: String,
    /// Where it is.
    pub position: Point,
    /// Share of the demand of all pairs that have a way that passes it in the
    /// baseline.
    pub carried: f64,
    /// What the mean pair that keeps a way loses.
    pub lost: Figures,
    /// Generalised cost lost, in per cent of that of the same pairs.
    pub lost_percent: f64,
    /// GDP-weighted market access lost, in per cent.
    pub access_lost_percent: f64,
    /// Pairs that lose.
    pub losing: usize,
    /// Pairs that are cut off.
    pub cut_off: usize,
    /// Their share of all pairs, and of the weight of all pairs.
    pub cut_off_pairs_share: f64,
    /// Share of the weight of all pairs.
    pub cut_off_share: f64,
}

/// What was looked at of a kind.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Looked {
    /// Kind.
    pub part: Part,
    /// Things of it that some best path uses.
    pub used: usize,
    /// Of these, how many were closed.
    pub closed: usize,
    /// The most that one that was not closed carries, as a share.
    pub most_left: f64,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CriticalityAnswer {
    /// Losses, the dearest access first.
    pub losses: Vec<Loss>,
    /// By kind, what was looked at.
    pub looked: Vec<Looked>,
    /// Pairs of different places that have a way.
    pub pair_count: usize,
    /// By what changes are measured.
    pub scale: Scale,
    /// Where the figures come from.
    pub baseline: SkimManifest,
    /// What people should know.
    pub notes: Vec<String>,
}

/// What is carried, as shares of all demand.
struct Carried {
    /// By each arc of the graph.
    arcs: Vec<f64>,
    /// From places that are a facility.
    starts: BTreeMap<FacilityId, f64>,
}

impl Engine {
    /// Answers a question. `watch` is told how many of how many things have
    /// been closed.
    ///
    /// # Errors
    /// Places, cargo or parameters that are not understood.
    pub fn criticality(&self, request: &CriticalityRequest, watch: &dyn Watch) -> Result<CriticalityAnswer, EngineError> {
        let points = [self.points(&request.skim.origins)?, self.points(&request.skim.destinations)?];
        let setting = Setting::new(self, &request.skim)?;
        let prepared = Prepared::new(self, &setting, request.skim.objective, (&points[0], &points[1]));
        let scale = self.scale(&request.skim)?;
        let skim = prepared.matrix(&Silent(watch))?;
        let pair_count = pairs_with_a_way(&skim);
        if pair_count == 0 {
            return Err(EngineError::none("no two different places have a way", "name two places or more, or allow more modes"));
        }
        let carried = self.carried(&prepared, &skim);
        let apart_km = parameter(&self.changed(&request.skim.set)?, "criticality.apart_km")?;
        let mut looked: Vec<Looked> = Vec::new();
        let mut candidates = Vec::new();
        for &part in &request.kinds {
            if looked.iter().any(|l| l.part == part) {
                continue;
            }
            let mut used = self.used(part, &carried, apart_km);
            used.sort_by(|a, b| b.carried.total_cmp(&a.carried).then_with(|| a.close.cmp(&b.close)));
            let closed = used.len().min(request.most);
            looked.push(Looked { part, used: used.len(), closed, most_left: used.get(closed).map_or(0.0, |c| c.carried) });
            used.truncate(closed);
            candidates.extend(used);
        }
        let mut notes = prepared.notes();
        notes.extend(self.on_access(&skim));
        let (base, all, done) = (Measured::new(skim, &scale), candidates.len(), AtomicUsize::new(0));
        let lost = |candidate: &Candidate| -> Result<Loss, EngineError> {
            let without = prepared.without((candidate.close.clone(), candidate.avoid.clone()), watch)?;
            let found = worth(&Measured::new(without, &scale), &base, &base, &scale).map_err(|e| EngineError::input(e, ""))?;
            still_wanted(watch)?;
            watch.tell(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            Ok(loss(candidate, &found, pair_count))
        };
        let mut losses: Vec<Loss> = candidates.par_iter().with_max_len(1).map(lost).collect::<Result<_, _>>()?;
        losses.sort_by(|a, b| b.access_lost_percent.total_cmp(&a.access_lost_percent).then_with(|| a.close.cmp(&b.close)));
        Ok(CriticalityAnswer { losses, looked, pair_count, scale, baseline: self.skim_manifest(&request.skim, &setting), notes })
    }

    /// What is carried of the demand of all pairs that have a way.
    fn carried(&self, prepared: &Prepared<'_>, skim: &Skim) -> Carried {
        let pair = |i: usize, j: usize| {
            let (from, to) = (&skim.origins[i], &skim.destinations[j]);
            let has_a_way = from.position != to.position && skim.row(i).get(j).is_some_and(Option::is_some);
            if has_a_way { from.weight * to.weight } else { 0.0 }
        };
        let row = |i: usize| (0..skim.destinations.len()).map(|j| pair(i, j)).sum::<f64>();
        let all: f64 = (0..skim.origins.len()).map(row).sum();
        let demand = |i: usize, j: usize| whole(pair(i, j) / all);
        let mut starts: BTreeMap<FacilityId, f64> = BTreeMap::new();
        for (i, facility) in prepared.starts().enumerate() {
            if let Some(id) = facility {
                *starts.entry(id).or_default() += row(i) / all;
            }
        }
        Carried { arcs: prepared.loads(&demand).into_iter().map(share).collect(), starts }
    }
}

/// Demand as whole numbers: all of it is this.
const ALL_DEMAND: f64 = (1u64 << 52) as f64;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of less than one")]
fn whole(share: f64) -> u64 {
    (share * ALL_DEMAND).round() as u64
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 53 bits")]
fn share(amount: u64) -> f64 {
    amount as f64 / ALL_DEMAND
}

fn pairs_with_a_way(skim: &Skim) -> usize {
    let row = |(i, from): (usize, &landbridge_model::Zone)| {
        let cells = skim.row(i).iter().zip(&skim.destinations);
        cells.filter(|(cell, to)| cell.is_some() && to.position != from.position).count()
    };
    skim.origins.iter().enumerate().map(row).sum()
}

fn loss(candidate: &Candidate, found: &Worth, pair_count: usize) -> Loss {
    #[expect(clippy::cast_precision_loss, reason = "counts of pairs")]
    let cut_off_pairs_share = if pair_count > 0 { found.cut_off as f64 / pair_count as f64 } else { 0.0 };
    Loss {
        part: candidate.part,
        name: candidate.name.clone(),
        close: candidate.close.clone(),
        position: candidate.position,
        carried: candidate.carried,
        lost: found.saved.negated(),
        lost_percent: 0.0 - found.percent,
        access_lost_percent: 0.0 - found.access_percent,
        losing: found.losing,
        cut_off: found.cut_off,
        cut_off_pairs_share,
        cut_off_share: found.cut_off_share,
    }
}

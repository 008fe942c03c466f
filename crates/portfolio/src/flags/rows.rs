//! Rows of what was measured: for each process and indicator one, and for each
//! organization and indicator.

use super::margin::Margin;
use super::organizations;
use super::outcome::{Outcome, Status};
use super::quantile::Fences;
use super::scan::{Block, Count, Kinds, Line, Process, SHOWN, pointers};
use super::settings::Settings;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// A contracting process.
    Process,
    /// Who buys.
    Buyer,
    /// Who runs the procedure.
    ProcuringEntity,
    /// Who offers or supplies.
    Tenderer,
}

impl Group {
    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Group::Process => "process",
            Group::Buyer => "buyer",
            Group::ProcuringEntity => "procuring-entity",
            Group::Tenderer => "tenderer",
        }
    }
}

/// An indicator on a process or an organization.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Row {
    /// What it is about.
    pub group: Group,
    /// Identifier: of a process its `ocid`.
    pub id: String,
    /// Line of the input, from 1, of a process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Code of the indicator.
    pub indicator: &'static str,
    /// Flagged, clear or not computable.
    pub status: Status,
    /// What was measured: days (R003), tenderers (R018), share of the winning price
    /// (R024, R058), bidders at one price (R028), late bids (R030), bidders
    /// disqualified (R035), lowest price (R036), shares (R025, R038), kinds (R048);
    /// of a tenderer in R024, R028, R030, R035, R058 the processes that raised it.
    pub value: Option<f64>,
    /// Over how many bids, bidders or processes.
    pub denominator: Option<u32>,
    /// JSON Pointers into the release; of an organization the processes, five at
    /// most.
    pub evidence: Vec<String>,
    /// Why it is not computable.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub reason: &'static str,
}

/// How many rows of an indicator have which status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    /// Flagged.
    pub flagged: usize,
    /// Clear.
    pub clear: usize,
    /// Not computable.
    pub not_computable: usize,
}

/// All that was measured.
pub struct Measured {
    settings: Settings,
    /// The main currency.
    pub currency: Option<String>,
    /// Lines that were read, blank ones left out.
    pub lines: usize,
    /// Lines that are no releases: number and what is wrong, the first hundred.
    pub not_read: Vec<(usize, String)>,
    /// How many lines are no releases.
    pub not_read_count: usize,
    /// Processes left out, by reason.
    pub left_out: BTreeMap<&'static str, usize>,
    seen: usize,
    processes: Vec<(usize, Box<Process>)>,
    wins: HashMap<String, Count>,
    buyers: HashMap<String, Count>,
    entities: HashMap<String, Count>,
    tenderers: HashMap<String, Count>,
    kinds: HashMap<String, Kinds>,
    offered: HashMap<String, u32>,
    margins: (Option<f64>, Option<f64>),
    organizations: Vec<Row>,
}

/// Lines that are no releases, named at most.
const NAMED: usize = 100;

/// Adds the counts of a block. The order of its keys does not show: each is there
/// once.
fn merge<T: Default>(into: &mut HashMap<String, T>, from: HashMap<String, T>, add: impl Fn(&mut T, T)) {
    for (key, count) in from {
        add(into.entry(key).or_default(), count);
    }
}

/// Counts in the order of their keys, in which they are told.
fn in_order<T>(all: &mut HashMap<String, T>) -> BTreeMap<String, T> {
    std::mem::take(all).into_iter().collect()
}

impl Measured {
    pub(super) fn new(settings: Settings) -> Self {
        Measured {
            settings,
            currency: None,
            lines: 0,
            not_read: Vec::new(),
            not_read_count: 0,
            left_out: BTreeMap::new(),
            seen: 0,
            processes: Vec::new(),
            wins: HashMap::new(),
            buyers: HashMap::new(),
            entities: HashMap::new(),
            tenderers: HashMap::new(),
            kinds: HashMap::new(),
            offered: HashMap::new(),
            margins: (None, None),
            organizations: Vec::new(),
        }
    }

    pub(super) fn join(&mut self, block: Block) {
        for line in block.lines {
            self.seen += 1;
            match line {
                Line::LeftOut("") => continue,
                Line::LeftOut(why) => *self.left_out.entry(why).or_default() += 1,
                Line::NotRead(why) => {
                    self.not_read_count += 1;
                    if self.not_read.len() < NAMED {
                        self.not_read.push((self.seen, why));
                    }
                }
                Line::Process(process) => self.processes.push((self.seen, process)),
            }
            self.lines += 1;
        }
        merge(&mut self.wins, block.wins, Count::merge);
        merge(&mut self.buyers, block.buyers, Count::merge);
        merge(&mut self.entities, block.entities, Count::merge);
        merge(&mut self.tenderers, block.tenderers, Count::merge);
        merge(&mut self.kinds, block.kinds, Kinds::merge);
        merge(&mut self.offered, block.offered, |all, more| *all += more);
    }

    pub(super) fn finish(&mut self, currency: Option<String>) {
        self.currency = currency;
        let shares: Vec<f64> = self.margins_of().map(|m| m.share).collect();
        let s = &self.settings;
        let fences = Fences::of(shares, s.fence_times);
        let low = s.r024_threshold.or_else(|| fences.filter(|f| f.q1 > 0.0).map(|f| f.low)).filter(|f| *f > 0.0);
        let high = s.r058_threshold.or_else(|| fences.map(|f| f.high)).filter(|f| *f > 0.0);
        self.margins = (low, high);
        let mut rows = organizations::r025(&in_order(&mut self.wins), s);
        rows.extend(organizations::r038(Group::Buyer, &in_order(&mut self.buyers), s));
        rows.extend(organizations::r038(Group::ProcuringEntity, &in_order(&mut self.entities), s));
        rows.extend(organizations::r038(Group::Tenderer, &in_order(&mut self.tenderers), s));
        rows.extend(organizations::r048(&in_order(&mut self.kinds), s));
        rows.extend(self.raised_for_tenderers());
        rows.sort_by(|a, b| (a.group, a.indicator, &a.id).cmp(&(b.group, b.indicator, &b.id)));
        self.organizations = rows;
    }

    fn margins_of(&self) -> impl Iterator<Item = &Margin> {
        self.processes.iter().filter_map(|(_, p)| p.margin.as_ref().ok())
    }

    fn is_close(&self, m: &Margin) -> bool {
        self.margins.0.is_some_and(|low| m.share <= low)
    }

    fn is_discounted(&self, m: &Margin) -> bool {
        self.margins.1.is_some_and(|high| m.share >= high)
    }

    /// Tenderers by whom a flag of a process was raised.
    fn raised_for_tenderers(&self) -> Vec<Row> {
        let mut raised: BTreeMap<(&'static str, &str), Count> = BTreeMap::new();
        for (_, p) in &self.processes {
            let mut put = |indicator: &'static str, who| raised.entry((indicator, who)).or_default().add(1, 1, &p.ocid);
            if let Ok(m) = &p.margin {
                if self.is_close(m) {
                    put("R024", &m.winner);
                    put("R024", &m.second);
                }
                if self.is_discounted(m) {
                    put("R058", &m.winner);
                }
            }
            p.r028.1.iter().for_each(|who| put("R028", who));
            p.r030.1.iter().for_each(|who| put("R030", who));
            p.r035.1.iter().for_each(|who| put("R035", who));
        }
        let row = |((indicator, id), count): ((&'static str, &str), Count)| Row {
            group: Group::Tenderer,
            id: id.to_owned(),
            line: None,
            indicator,
            status: Status::Flagged,
            value: Some(f64::from(count.part)),
            denominator: Some(self.offered.get(id).copied().unwrap_or(count.part)),
            evidence: count.shown.into_iter().take(SHOWN).collect(),
            reason: "",
        };
        raised.into_iter().map(row).collect()
    }

    fn margin_outcome(&self, p: &Process, is: impl Fn(&Margin) -> bool) -> Outcome {
        match &p.margin {
            Ok(m) => Outcome::measured(is(m), m.share, m.bids as usize, m.evidence.to_vec()),
            Err(why) => Outcome::not_computable(why),
        }
    }

    /// What each indicator says of a process.
    fn outcomes<'a>(&self, p: &'a Process) -> [(&'static str, Cow<'a, Outcome>); 8] {
        [
            ("R003", Cow::Borrowed(&p.r003)),
            ("R018", Cow::Borrowed(&p.r018)),
            ("R024", Cow::Owned(self.margin_outcome(p, |m| self.is_close(m)))),
            ("R028", Cow::Borrowed(&p.r028.0)),
            ("R030", Cow::Borrowed(&p.r030.0)),
            ("R035", Cow::Borrowed(&p.r035.0)),
            ("R036", Cow::Borrowed(&p.r036)),
            ("R058", Cow::Owned(self.margin_outcome(p, |m| self.is_discounted(m)))),
        ]
    }

    /// Rows with a status, or all: processes in the order of the input, then
    /// organizations by group, indicator and identifier.
    pub fn rows(&self, only: Option<Status>) -> impl Iterator<Item = Row> + '_ {
        let wanted = move |status: Status| only.is_none_or(|s| s == status);
        let of_process = move |(line, p): &(usize, Box<Process>)| -> Vec<Row> {
            let wanted = self.outcomes(p).into_iter().filter(|(_, o)| wanted(o.status));
            let row = |(indicator, o): (&'static str, Cow<'_, Outcome>)| Row {
                group: Group::Process,
                id: p.ocid.clone(),
                line: Some(*line),
                indicator,
                status: o.status,
                value: o.value,
                denominator: o.denominator,
                evidence: pointers(&o.evidence),
                reason: o.why,
            };
            wanted.map(row).collect()
        };
        let organizations = self.organizations.iter().filter(move |row| wanted(row.status)).cloned();
        self.processes.iter().flat_map(of_process).chain(organizations)
    }

    /// How many rows of each group and indicator have which status.
    pub fn counts(&self) -> BTreeMap<(Group, &'static str), Counts> {
        let mut counts: BTreeMap<(Group, &'static str), Counts> = BTreeMap::new();
        let mut add = |group, indicator, status| {
            let count = counts.entry((group, indicator)).or_default();
            match status {
                Status::Flagged => count.flagged += 1,
                Status::Clear => count.clear += 1,
                Status::NotComputable => count.not_computable += 1,
            }
        };
        for (_, p) in &self.processes {
            self.outcomes(p).into_iter().for_each(|(indicator, o)| add(Group::Process, indicator, o.status));
        }
        self.organizations.iter().for_each(|row| add(row.group, row.indicator, row.status));
        counts
    }

    /// Fences of the margins: low (R024) and high (R058).
    pub fn fences(&self) -> (Option<f64>, Option<f64>) {
        self.margins
    }
}

//! One pass over releases: what each process says by itself, and what it adds to
//! the counts of organizations.

use super::case::Case;
use super::margin::{self, Margin};
use super::outcome::{Outcome, Place};
use super::settings::Settings;
use super::{r003, r018, r028, r030, r035, r036};
use landbridge_formats::ocds::{self, Award, Field, text};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a line of the input came to.
pub(super) enum Line {
    /// A process that was measured.
    Process(Box<Process>),
    /// Left out, and why.
    LeftOut(&'static str),
    /// No JSON object, and what is wrong with it.
    NotRead(String),
}

/// What a process says by itself.
pub(super) struct Process {
    pub(super) ocid: String,
    pub(super) r003: Outcome,
    pub(super) r018: Outcome,
    pub(super) margin: Result<Margin, &'static str>,
    pub(super) r028: (Outcome, Vec<String>),
    pub(super) r030: (Outcome, Vec<String>),
    pub(super) r035: (Outcome, Vec<String>),
    pub(super) r036: Outcome,
}

/// Two counts of an organization, and the processes that show the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Count {
    pub(super) part: u32,
    pub(super) whole: u32,
    pub(super) shown: Vec<String>,
}

/// Kinds of goods of a supplier.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    pub(super) processes: u32,
    /// Each with the first process that shows it.
    pub(super) codes: BTreeMap<String, String>,
}

/// Processes that an organization's row shows at most.
pub(super) const SHOWN: usize = 5;

/// What a block of lines came to.
#[derive(Default)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
    /// R025: processes won, and with a valid bid.
    pub(super) wins: HashMap<String, Count>,
    /// R038: bids disqualified, and submitted.
    pub(super) buyers: HashMap<String, Count>,
    pub(super) entities: HashMap<String, Count>,
    pub(super) tenderers: HashMap<String, Count>,
    /// R048.
    pub(super) kinds: HashMap<String, Kinds>,
    /// Processes in which an organization offered.
    pub(super) offered: HashMap<String, u32>,
}

/// Changes what stands at a key; the key is copied when it is new alone.
fn at<T: Default>(map: &mut HashMap<String, T>, key: &str, change: impl FnOnce(&mut T)) {
    match map.get_mut(key) {
        Some(known) => change(known),
        None => {
            let mut new = T::default();
            change(&mut new);
            map.insert(key.to_owned(), new);
        }
    }
}

impl Count {
    pub(super) fn add(&mut self, part: u32, whole: u32, ocid: &str) {
        self.part += part;
        self.whole += whole;
        if part > 0 && self.shown.len() < SHOWN && self.shown.last().is_none_or(|last| last != ocid) {
            self.shown.push(ocid.to_owned());
        }
    }

    pub(super) fn merge(&mut self, later: Count) {
        self.part += later.part;
        self.whole += later.whole;
        let left = SHOWN.saturating_sub(self.shown.len());
        self.shown.extend(later.shown.into_iter().take(left));
    }
}

impl Kinds {
    /// A kind of goods; `first` of this process.
    fn add(&mut self, first: bool, kind: &str, ocid: &str) {
        self.processes += u32::from(first);
        if !self.codes.contains_key(kind) {
            self.codes.insert(kind.to_owned(), ocid.to_owned());
        }
    }

    pub(super) fn merge(&mut self, later: Kinds) {
        self.processes += later.processes;
        for (kind, ocid) in later.codes {
            self.codes.entry(kind).or_insert(ocid);
        }
    }
}

/// Measures the lines of a block. Blank lines count for nothing.
pub(super) fn block(bytes: &[u8], settings: &Settings, currency: Option<&str>) -> Block {
    let mut block = Block::default();
    for line in bytes.split(|b| *b == b'\n') {
        let line = line.trim_ascii();
        if line.is_empty() {
            block.lines.push(Line::LeftOut(""));
            continue;
        }
        let one = match ocds::read(line) {
            Err(e) => Line::NotRead(e),
            Ok(release) => match (text(&release.ocid), Case::of(&release, settings)) {
                (None, _) => Line::LeftOut("no ocid"),
                (_, None) => Line::LeftOut("cancelled, or left out by its method"),
                (Some(ocid), Some(case)) => {
                    block.count(ocid, &case, settings);
                    Line::Process(Box::new(process(ocid, &case, settings, currency)))
                }
            },
        };
        block.lines.push(one);
    }
    block
}

fn process(ocid: &str, case: &Case<'_>, settings: &Settings, currency: Option<&str>) -> Process {
    Process {
        ocid: ocid.to_owned(),
        r003: r003::judge(case, settings),
        r018: r018::judge(case, settings),
        margin: margin::measure(case, currency),
        r028: r028::judge(case),
        r030: r030::judge(case),
        r035: r035::judge(case, settings),
        r036: r036::judge(case, currency),
    }
}

impl Block {
    fn count(&mut self, ocid: &str, case: &Case<'_>, settings: &Settings) {
        let everybody: HashSet<&str> = case.submitted().flat_map(super::case::Offer::tenderers).collect();
        for who in everybody {
            at(&mut self.offered, who, |n| *n += 1);
        }
        if let Ok((_, winner)) = case.winner() {
            let valid: HashSet<&str> = case.with("valid").filter_map(super::case::Offer::sole).collect();
            for who in valid {
                at(&mut self.wins, who, |c: &mut Count| c.add(u32::from(who == winner), 1, ocid));
            }
        }
        self.count_disqualified(ocid, case);
        self.count_kinds(ocid, case, settings);
    }

    fn count_disqualified(&mut self, ocid: &str, case: &Case<'_>) {
        let (mut out, mut all) = (0, 0);
        for offer in case.submitted() {
            let disqualified = u32::from(offer.status == "disqualified");
            out += disqualified;
            all += 1;
            for who in offer.tenderers() {
                at(&mut self.tenderers, who, |c: &mut Count| c.add(disqualified, 1, ocid));
            }
        }
        if all == 0 {
            return;
        }
        if let Some(buyer) = case.release.buyer.get().and_then(|o| text(&o.id)) {
            at(&mut self.buyers, buyer, |c: &mut Count| c.add(out, all, ocid));
        }
        if let Some(entity) = case.tender.and_then(|t| t.procuring_entity.get()).and_then(|o| text(&o.id)) {
            at(&mut self.entities, entity, |c: &mut Count| c.add(out, all, ocid));
        }
    }

    fn count_kinds(&mut self, ocid: &str, case: &Case<'_>, settings: &Settings) {
        let mut seen: HashSet<&str> = HashSet::new();
        for award in case.awards.iter().copied().flatten().filter_map(Field::get) {
            let Some(supplier) = sole_supplier(award) else { continue };
            for item in award.items.get().into_iter().flatten() {
                let Some(code) = item.get().and_then(|i| i.classification.get()).and_then(|c| text(&c.id)) else { continue };
                let end = code.char_indices().nth(settings.r048_digits).map_or(code.len(), |(i, _)| i);
                let kind = code.get(..end).unwrap_or_default();
                let first = seen.insert(supplier);
                at(&mut self.kinds, supplier, |kinds: &mut Kinds| kinds.add(first, kind, ocid));
            }
        }
    }
}

fn sole_supplier<'a>(award: &'a Award<'a>) -> Option<&'a str> {
    if text(&award.status) != Some("active") || award.items.get().is_none() {
        return None;
    }
    match award.suppliers.get().map(Vec::as_slice) {
        Some([one]) => one.get().and_then(|o| text(&o.id)),
        _ => None,
    }
}

/// The currency of the first bid of a block with a price, in the order of lines.
pub(super) fn first_currency(bytes: &[u8], settings: &Settings) -> Option<String> {
    bytes.split(|b| *b == b'\n').find_map(|line| {
        let release = ocds::read(line.trim_ascii()).ok()?;
        let case = Case::of(&release, settings)?;
        case.submitted().find_map(|o| o.price().map(|(_, currency)| currency.to_owned()))
    })
}

/// Evidence as JSON Pointers.
pub(super) fn pointers(places: &[Place]) -> Vec<String> {
    places.iter().map(Place::to_string).collect()
}

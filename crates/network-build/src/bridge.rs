//! Reviewed gaps of the map, after `bridges.csv`.
//!
//! A gap too long to be noise is joined only where a row says that a railway
//! or road runs there. A row that finds no gap any more is reported.

use crate::curated::Countries;
use crate::draft::Draft;
use crate::locate::{EdgeIndex, Near};
use crate::weld::{Pieces, Weld, patch};
use landbridge_formats::table::{Table, saturating_u16};
use landbridge_model::{Confidence, Findings, Mode, Point, Severity};
use landbridge_network::world::{CountryId, LinkClass};
use std::ops::Range;

/// A row's ends lie within this distance of the map's.
const REACH_KM: f64 = 1.0;

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// `file:line`, for findings.
    pub row: String,
    /// Rail or road.
    pub mode: Mode,
    /// Track gauge in millimetres, 0 for a road.
    pub gauge_mm: u16,
    /// Country on both sides.
    pub country: CountryId,
    /// Code of the country.
    pub code: String,
    /// Both ends.
    pub ends: (Point, Point),
    /// Joined, or left open for the reason.
    pub join: bool,
    /// What runs there, or why nothing is joined.
    pub reason: String,
    /// What the reason rests on.
    pub evidence: String,
    /// How the reason is known.
    pub confidence: Confidence,
}

/// A row that found its gap.
#[derive(Clone, Debug)]
pub struct Bridged {
    /// The row.
    pub gap: Gap,
    /// The gap on the map.
    pub weld: Weld,
}

/// What the table did in a layer.
#[derive(Clone, Debug, Default)]
pub struct Bridges {
    /// Gaps joined.
    pub joined: Vec<Bridged>,
    /// Gaps left open by review.
    pub refused: Vec<Bridged>,
    /// Gaps within reach that no row speaks of; left open.
    pub unlisted: Vec<Weld>,
}

/// Reads `bridges.csv`.
pub fn read(text: &str, countries: &Countries, findings: &mut Findings) -> Result<Vec<Gap>, String> {
    let required =
        ["mode", "gauge_mm", "country", "from_lat", "from_lon", "to_lat", "to_lon", "verdict", "reason", "evidence", "confidence"];
    let mut gaps = Vec::new();
    for row in Table::read("bridges.csv", text, &required, findings)?.rows() {
        let mode = match row.text("mode") {
            "rail" => Mode::Rail,
            "road" => Mode::Road,
            other => {
                findings.push(Severity::Error, row.place("mode"), format!("'{other}' is no mode of a bridge"), "use rail or road");
                continue;
            }
        };
        let join = match row.text("verdict") {
            "join" => true,
            "refuse" => false,
            other => {
                findings.push(Severity::Error, row.place("verdict"), format!("'{other}' is no verdict"), "use join or refuse");
                continue;
            }
        };
        if row.text("reason").is_empty() || row.text("evidence").is_empty() {
            findings.push(
                Severity::Error,
                row.place("reason"),
                "a bridge needs reason and evidence",
                "say what runs there and how it is known",
            );
            continue;
        }
        let (Some(code), Some(from), Some(to)) =
            (row.country("country", findings), row.point("from_lat", "from_lon", findings), row.point("to_lat", "to_lon", findings))
        else {
            continue;
        };
        gaps.push(Gap {
            row: row.place("from_lat"),
            mode,
            gauge_mm: saturating_u16(row.number("gauge_mm", findings).unwrap_or(0.0)),
            country: countries.by_code(code),
            code: code.to_string(),
            ends: (from, to),
            join,
            reason: row.text("reason").to_owned(),
            evidence: row.text("evidence").to_owned(),
            confidence: row.confidence(findings),
        });
    }
    Ok(gaps)
}

/// Joins the gaps of one mode that rows list with `join`, and looks for others
/// whose length lies in `review`.
pub fn bridge(draft: &mut Draft, gaps: &[Gap], mode: Mode, review: Range<f64>, findings: &mut Findings) -> Bridges {
    let mut index = EdgeIndex::new(draft, |_| true);
    let mut pieces = Pieces::of(draft);
    let mut bridges = Bridges::default();
    let mut refused = Vec::new();
    let listed: Vec<&Gap> = gaps.iter().filter(|g| g.mode == mode).collect();
    for &gap in &listed {
        let Some((from, to)) = sides(draft, &index, &pieces, gap) else {
            findings.push(
                Severity::Warning,
                &gap.row,
                "no gap between two pieces of this country and gauge lies at these ends any more",
                "take the row out, or correct its ends, country or gauge",
            );
            continue;
        };
        let piece = |n: &Near| pieces.of_edge(&draft.edges[n.edge as usize]);
        let (mine, theirs) = (piece(&from), piece(&to));
        let (km, ends) = (from.at.km_to(to.at), (from.at, to.at));
        if !gap.join {
            refused.push((gap, km, ends, (mine, theirs)));
        } else if pieces.apart(mine, theirs) {
            let class = LinkClass { country: gap.country, ..draft.edges[from.edge as usize].class.clone() };
            let joined_km = pieces.join(mine, theirs);
            // The places lie on edges of two pieces, so that splitting one
            // leaves the other as it is.
            let nodes = (pieces.node_at(draft, &mut index, &from), pieces.node_at(draft, &mut index, &to));
            let mut edge = patch(nodes, km, class);
            edge.class.confidence = gap.confidence;
            draft.add_edge(edge);
            bridges.joined.push(Bridged { gap: gap.clone(), weld: Weld { km, ends, joined_km } });
        }
    }
    for (gap, km, ends, (mine, theirs)) in refused {
        let joined_km = pieces.smaller_km(mine, theirs);
        bridges.refused.push(Bridged { gap: gap.clone(), weld: Weld { km, ends, joined_km } });
    }
    bridges.unlisted = unlisted(draft, &index, &mut pieces, &listed, review);
    bridges
}

/// The places nearest to both ends of a gap, on pieces that were apart before
/// any row joined them.
fn sides(draft: &Draft, index: &EdgeIndex, pieces: &Pieces, gap: &Gap) -> Option<(Near, Near)> {
    let places = |p: Point| {
        let mut near = index.near(draft, p, REACH_KM);
        near.retain(|n| {
            let class = &draft.edges[n.edge as usize].class;
            // A piece that the coast's drawing leaves at sea has no country.
            class.gauge_mm == gap.gauge_mm && (class.country == gap.country || class.country.0 == 0)
        });
        near
    };
    let (from, to) = (places(gap.ends.0), places(gap.ends.1));
    let piece = |n: &Near| pieces.of_edge(&draft.edges[n.edge as usize]);
    let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b)));
    pairs.filter(|(a, b)| piece(a) != piece(b)).min_by(|(a, b), (x, y)| (a.km + b.km).total_cmp(&(x.km + y.km)))
}

/// Gaps left of a length in `review` that no row lists, one a pair of pieces.
fn unlisted(draft: &Draft, index: &EdgeIndex, pieces: &mut Pieces, listed: &[&Gap], review: Range<f64>) -> Vec<Weld> {
    let mut left = Vec::new();
    for v in pieces.ends_near_others(draft, index, review.end) {
        let at = draft.nodes[v as usize].at;
        let Some(near) = pieces.fitting(draft, index, v, review.end).into_iter().next() else { continue };
        let close = |p: Point, q: Point| p.km_to(q) <= REACH_KM;
        let known = |g: &&Gap| {
            let (a, b) = g.ends;
            (close(at, a) && close(near.at, b)) || (close(at, b) && close(near.at, a))
        };
        if !review.contains(&near.km) || listed.iter().any(known) {
            continue;
        }
        let joined_km = pieces.join(pieces.of_node(v), pieces.of_edge(&draft.edges[near.edge as usize]));
        left.push(Weld { km: near.km, ends: (at, near.at), joined_km });
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{DraftEdge, plain_class};
    use crate::weld::weld;
    use landbridge_model::Provenance;

    /// Two lines on the equator with a gap between 0.1 and `to` degrees.
    fn two_lines(to: f64) -> Draft {
        let mut draft = Draft::default();
        for (west, east) in [(0.0, 0.1), (to, to + 0.1)] {
            let ends = [west, east].map(|lon| draft.add_node(Point::new(0.0, lon), CountryId(1)));
            let mut edge = DraftEdge::new(ends[0], ends[1], 11.1, plain_class(Mode::Rail, Provenance::Map));
            edge.class.gauge_mm = 1435;
            edge.class.country = CountryId(1);
            draft.add_edge(edge);
        }
        draft
    }

    fn gap(ends: (f64, f64), join: bool) -> Gap {
        Gap {
            row: "bridges.csv:2".to_owned(),
            mode: Mode::Rail,
            gauge_mm: 1435,
            country: CountryId(1),
            code: "ITA".to_owned(),
            ends: (Point::new(0.0, ends.0), Point::new(0.0, ends.1)),
            join,
            reason: "a line".to_owned(),
            evidence: "a test".to_owned(),
            confidence: Confidence::Recalled,
        }
    }

    fn run(draft: &mut Draft, gaps: &[Gap]) -> (Bridges, Findings) {
        let mut findings = Findings::default();
        (bridge(draft, gaps, Mode::Rail, 1.5..8.0, &mut findings), findings)
    }

    #[test]
    fn a_listed_gap_is_joined_either_way_round() {
        for ends in [(0.1, 0.14), (0.141, 0.099)] {
            let mut draft = two_lines(0.14);
            let (bridges, findings) = run(&mut draft, &[gap(ends, true)]);
            assert_eq!((bridges.joined.len(), bridges.unlisted.len(), findings.0.len()), (1, 0, 0));
            let component = draft.components(|_| true);
            assert!(component.iter().all(|&c| c == 0));
        }
    }

    #[test]
    fn an_unlisted_gap_and_a_refused_one_stay_open() {
        let mut draft = two_lines(0.14);
        let (bridges, _) = run(&mut draft, &[]);
        assert_eq!((bridges.joined.len(), bridges.unlisted.len(), draft.edges.len()), (0, 1, 2));
        let (bridges, findings) = run(&mut draft, &[gap((0.1, 0.14), false)]);
        assert_eq!((bridges.refused.len(), bridges.unlisted.len(), draft.edges.len(), findings.0.len()), (1, 0, 2, 0));
    }

    #[test]
    fn a_stale_row_is_reported() {
        let mut draft = two_lines(0.14);
        let (_, findings) = run(&mut draft, &[gap((0.1, 0.3), true), gap((0.0, 0.1), false)]);
        assert_eq!(findings.count(Severity::Warning), 2, "one end far from any line; both on one piece");
        assert_eq!(findings.0[0].place, "bridges.csv:2");
    }

    #[test]
    fn short_gaps_are_welded_but_not_over_a_strait() {
        let mut draft = two_lines(0.11);
        let welds = weld(&mut draft, 1.5, &|_, _| false);
        assert_eq!((welds.made.len(), welds.over_water.len(), draft.edges.len()), (0, 1, 2));
        let welds = weld(&mut draft, 1.5, &|_, _| true);
        assert_eq!((welds.made.len(), welds.over_water.len(), draft.edges.len()), (1, 0, 3));
    }

    #[test]
    fn a_row_needs_verdict_reason_and_evidence() {
        let text = "mode,gauge_mm,country,from_lat,from_lon,to_lat,to_lon,km,verdict,reason,evidence,confidence\n\
            rail,1435,ITA,1,2,1,2.03,3.3,join,a line,seen on the map,recalled\n\
            rail,1435,ITA,1,2,1,2.03,3.3,perhaps,a line,seen on the map,recalled\n\
            rail,1435,ITA,1,2,1,2.03,3.3,join,,,recalled\n";
        let mut findings = Findings::default();
        let countries = Countries::build(&[], &std::collections::BTreeMap::new(), "name,code\n", &mut findings);
        let gaps = countries.and_then(|c| read(text, &c, &mut findings)).unwrap_or_default();
        assert_eq!((gaps.len(), findings.count(Severity::Error)), (1, 2));
    }
}

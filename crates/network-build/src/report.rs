//! The quality report: what the build found, mended and could not mend.

use crate::bridge::{Bridged, Bridges};
use crate::calibrate::Calibration;
use crate::clean::Simplified;
use crate::draft::{Draft, km_by};
use crate::facility::DraftFacility;
use crate::gauge::breaks_without_yard;
use crate::rail::{matching::Matched, passenger::Marked};
use crate::road::MatchedRoads;
use crate::weld::{Weld, Welds};
use landbridge_model::{Mode, Point, Provenance};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Figures of a build.
#[derive(Default)]
pub struct Report {
    /// Simplification by layer.
    pub simplified: Vec<(&'static str, Simplified)>,
    /// Edges cut at borders by layer.
    pub border_splits: Vec<(&'static str, usize)>,
    /// Pieces and share of the largest, before and after.
    pub pieces_before: Vec<(&'static str, (usize, f64))>,
    /// The same when the layer is done.
    pub pieces_after: Vec<(&'static str, (usize, f64))>,
    /// Welds by step.
    pub welds: Vec<(&'static str, Welds)>,
    /// Reviewed gaps by layer.
    pub bridges: Vec<(&'static str, Bridges)>,
    /// Matching of the curated lines.
    pub matched: Matched,
    /// Passenger-only legs.
    pub passenger: Marked,
    /// Rail factors.
    pub rail_calibration: Calibration,
    /// Matching of the curated roads.
    pub matched_roads: MatchedRoads,
    /// Road factors.
    pub road_calibration: Calibration,
    /// Curated sections seen, and all.
    pub seen_sections: (usize, usize),
    /// Named crossings in the table.
    pub named_crossings: usize,
    /// Rows of the terminal table.
    pub terminals: usize,
    /// Facilities that no network comes near.
    pub undocked: Vec<String>,
    /// Kilometres by mode.
    pub km: BTreeMap<Mode, f64>,
    /// Rail kilometres by provenance.
    pub rail_km: BTreeMap<Provenance, f64>,
    /// Facilities by kind.
    pub facilities: BTreeMap<&'static str, usize>,
    /// Where two gauges meet and no facility has both.
    pub breaks: Vec<(Point, BTreeSet<u16>)>,
}

impl Report {
    /// Counts the finished draft.
    pub fn describe(&mut self, draft: &Draft, facilities: &[DraftFacility]) {
        self.km = km_by(draft, |e| e.class.mode);
        self.rail_km = draft.edges.iter().filter(|e| !e.gone && e.class.mode == Mode::Rail).fold(BTreeMap::new(), |mut sums, e| {
            *sums.entry(e.class.provenance).or_insert(0.0) += e.best_km();
            sums
        });
        for f in facilities {
            *self.facilities.entry(f.kind.as_str()).or_default() += 1;
        }
        self.breaks = breaks_without_yard(draft, facilities);
    }

    /// The report as Markdown.
    pub fn markdown(&self) -> String {
        let mut out = String::from("# Quality of the world network\n\nWritten by `cargo xtask network`; do not edit.\n");
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "\n## Map data\n\n| layer | raw nodes | raw edges | nodes kept | edges kept | pieces before | largest | pieces after | largest |\n|---|---|---|---|---|---|---|---|---|"
        )?;
        for (layer, s) in &self.simplified {
            let of = |list: &[(&str, (usize, f64))]| list.iter().find(|p| &p.0 == layer).map_or((0, 0.0), |p| p.1);
            let (before, after) = (of(&self.pieces_before), of(&self.pieces_after));
            writeln!(
                out,
                "| {layer} | {} | {} | {} | {} | {} | {:.1} % | {} | {:.1} % |",
                s.raw.0,
                s.raw.1,
                s.kept.0,
                s.kept.1,
                before.0,
                before.1 * 100.0,
                after.0,
                after.1 * 100.0
            )?;
        }
        writeln!(out, "\nPieces are counted over crossings, so a change of gauge does not part them; islands and continents do.\n")?;
        writeln!(out, "## Length by mode\n\n| mode | km |\n|---|---|")?;
        for (mode, km) in &self.km {
            writeln!(out, "| {mode} | {km:.0} |")?;
        }
        writeln!(out, "\n## Railway by origin of geometry and length\n\n| origin | km |\n|---|---|")?;
        for (provenance, km) in &self.rail_km {
            writeln!(out, "| {} | {km:.0} |", provenance.describe())?;
        }
        writeln!(
            out,
            "\n## Curated lines\n\n{} of {} sections are seen in their source ({:.1} %), the others recalled.",
            self.seen_sections.0,
            self.seen_sections.1,
            100.0 * ratio(self.seen_sections.0, self.seen_sections.1)
        )?;
        writeln!(
            out,
            "{} sections follow the map, {} are supplied ({:.0} km).",
            self.matched.on_map,
            self.matched.supplied.len(),
            self.matched.supplied.iter().map(|s| s.2).sum::<f64>()
        )?;
        writeln!(
            out,
            "Passenger-only legs marked: {}; supplied because the map lacks them: {}.",
            self.passenger.found, self.passenger.supplied
        )?;
        writeln!(
            out,
            "Curated roads: {} follow the map with their official length; {} have a way that does not fit it (below); {} times a coarsely drawn road was bent to a point of theirs; {} points lie near no road of the map.",
            self.matched_roads.fitted,
            self.matched_roads.misfits.len(),
            self.matched_roads.bent,
            self.matched_roads.off_map.len()
        )?;
        self.write_calibration(out, "Railway factors", &self.rail_calibration)?;
        self.write_calibration(out, "Road factors", &self.road_calibration)?;
        writeln!(
            out,
            "\n## Borders and facilities\n\nNamed crossings in the table: {}. Terminals in the table: {}.",
            self.named_crossings, self.terminals
        )?;
        for (layer, count) in &self.border_splits {
            writeln!(out, "Links cut at a border, {layer}: {count}.")?;
        }
        writeln!(out, "\n| facility | number |\n|---|---|")?;
        for (kind, count) in &self.facilities {
            writeln!(out, "| {kind} | {count} |")?;
        }
        if !self.undocked.is_empty() {
            writeln!(out, "\nNo network comes near: {}.", self.undocked.join("; "))?;
        }
        self.write_breaks(out)?;
        self.write_welds(out)?;
        self.write_bridges(out)?;
        writeln!(
            out,
            "\n## Supplied sections\n\nLines of the curated table that the map lacks, or shows with a length that does not fit.\n\n| line | section | km |\n|---|---|---|"
        )?;
        for (line, section, km) in self.matched.supplied.iter().chain(&self.matched_roads.supplied) {
            writeln!(out, "| {line} | {section} | {km:.0} |")?;
        }
        writeln!(out, "\n## Curated roads whose way does not fit\n\n| road | official km | map km |\n|---|---|---|")?;
        for (road, official, map) in &self.matched_roads.misfits {
            writeln!(out, "| {road} | {official:.0} | {map:.0} |")?;
        }
        Ok(())
    }

    fn write_calibration(&self, out: &mut String, title: &str, calibration: &Calibration) -> std::fmt::Result {
        writeln!(
            out,
            "\n## {title}\n\nOfficial over map length; a factor rests on at least three lines, of the country, else its region, else the world.\n\n| country | factor | from | lines |\n|---|---|---|---|"
        )?;
        for (country, f) in calibration.table() {
            writeln!(out, "| {country} | {:.4} | {} | {} |", f.factor, f.scope, f.lines)?;
        }
        Ok(())
    }

    fn write_breaks(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "\n## Changes of gauge without a yard\n\nTracks of two gauges of one country end here and no facility has both: no freight passes.\n\n| at | gauges |\n|---|---|"
        )?;
        for (at, gauges) in &self.breaks {
            let gauges: Vec<String> = gauges.iter().map(u16::to_string).collect();
            writeln!(out, "| {:.3}, {:.3} | {} |", at.lat, at.lon, gauges.join(", "))?;
        }
        Ok(())
    }

    fn write_welds(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "\n## Welds\n\nShort gaps, closed without review where no open water lies between.\n")?;
        for (step, welds) in &self.welds {
            let longest = welds.made.iter().map(|w| w.km).fold(0.0, f64::max);
            writeln!(
                out,
                "{step}: {} gaps closed, {:.0} km in all, the longest {longest:.1} km; {} left open over water.\n",
                welds.made.len(),
                welds.made.iter().map(|w| w.km).sum::<f64>(),
                welds.over_water.len()
            )?;
        }
        let joints = &self.matched.joints;
        writeln!(
            out,
            "Railways, curated lines that name one station and that the map draws apart: {} joined, {:.0} km in all, the longest {:.1} km.\n",
            joints.len(),
            joints.iter().map(|w| w.km).sum::<f64>(),
            joints.iter().map(|w| w.km).fold(0.0, f64::max)
        )?;
        // What the last round of a layer leaves open; a row may join it.
        let last: BTreeMap<&str, &Welds> = self.welds.iter().map(|(step, w)| (step.split(',').next().unwrap_or(step), w)).collect();
        let wet = last.values().flat_map(|w| &w.over_water).collect();
        write_open(out, "Left open over water, with more than 20 km behind:", wet)
    }

    fn write_bridges(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "\n## Bridges\n\nLonger gaps, joined or left open by review (`data/network/bridges.csv`).")?;
        for (layer, bridges) in &self.bridges {
            writeln!(
                out,
                "\n{layer}: {} gaps joined, {:.0} km in all; {} left open by review; {} that no row lists, left open.",
                bridges.joined.len(),
                bridges.joined.iter().map(|b| b.weld.km).sum::<f64>(),
                bridges.refused.len(),
                bridges.unlisted.len()
            )?;
        }
        let all = |of: fn(&Bridges) -> &[Bridged]| self.bridges.iter().flat_map(move |b| of(&b.1));
        write_reviewed(out, "Joined", all(|b| &b.joined))?;
        write_reviewed(out, "Left open", all(|b| &b.refused))?;
        let unlisted = self.bridges.iter().flat_map(|b| &b.1.unlisted).collect();
        write_open(out, "Not listed, with more than 20 km behind:", unlisted)
    }
}

fn write_open(out: &mut String, title: &str, mut gaps: Vec<&Weld>) -> std::fmt::Result {
    gaps.retain(|w| w.joined_km > 20.0);
    gaps.sort_by(|a, b| b.joined_km.total_cmp(&a.joined_km));
    if gaps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}\n\n| from | to | gap km | km behind |\n|---|---|---|---|")?;
    for w in gaps {
        let (a, b) = w.ends;
        writeln!(out, "| {:.3}, {:.3} | {:.3}, {:.3} | {:.1} | {:.0} |", a.lat, a.lon, b.lat, b.lon, w.km, w.joined_km)?;
    }
    Ok(())
}

fn write_reviewed<'a>(out: &mut String, title: &str, rows: impl Iterator<Item = &'a Bridged>) -> std::fmt::Result {
    let mut rows: Vec<&Bridged> = rows.collect();
    rows.sort_by(|a, b| b.weld.joined_km.total_cmp(&a.weld.joined_km));
    writeln!(out, "\n{title}:\n\n| near | country | gap km | km behind | reason | evidence |\n|---|---|---|---|---|---|")?;
    for Bridged { gap, weld } in rows {
        let (at, reason, evidence) = (weld.at(), &gap.reason, &gap.evidence);
        let (km, behind) = (weld.km, weld.joined_km);
        writeln!(out, "| {:.2}, {:.2} | {} | {km:.1} | {behind:.0} | {reason} | {evidence} |", at.lat, at.lon, gap.code)?;
    }
    Ok(())
}

fn ratio(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "row counts")]
    let share = part as f64 / whole.max(1) as f64;
    share
}

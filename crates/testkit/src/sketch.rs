//! Small worlds drawn with letters, so that a test of the router reads like a
//! picture.
//!
//! A sketch is a map and a table. Every letter or digit of the map is a node
//! at its row and column; all else in it is decoration. Each line of the table
//! adds one thing:
//!
//! ```text
//! A-B rail 12                    link, 12 km
//! A-B rail 12 gauge:1520 in:KAZ since:2020 passage:suez
//! B=C border rail                crossing from B's country to C's
//! P: A rail, D road              facility P with docks on two networks
//! ```
//!
//! Nodes without a link with `in:` lie in country `XXA`. Countries, passages,
//! facilities and crossings are named by what the table calls them.

use landbridge_model::id::Id;
use landbridge_model::{Confidence, CountryCode, Lifespan, Mode, ModeSet, Point, Provenance};
use landbridge_network::graph::{ArcId, Graph};
use landbridge_network::world::*;
use std::collections::BTreeMap;

/// Degrees between two rows or columns of the map: about 11 km.
const CELL: i32 = 10_000;
/// North-west corner of every map, in 1e-5 degrees.
const CORNER: (i32, i32) = (5_000_000, 1_000_000);
/// Year that the statuses of a sketch describe.
const AS_OF: u16 = 2025;
/// Country of what the table gives none.
const HOME: &str = "XXA";
/// Standard gauge, where the table gives none.
const GAUGE_MM: u16 = 1435;

/// A world read from a map and a table.
#[derive(Clone, Debug)]
pub struct Sketch {
    /// The world.
    pub world: World,
    letters: Vec<char>,
    /// Country of each node, from the links that end there.
    at: BTreeMap<NodeId, CountryId>,
}

impl Sketch {
    /// Reads a sketch. Nodes are numbered in the order of reading, which is
    /// then the order in which a hierarchy contracts them.
    ///
    /// # Errors
    /// Quotes the line that cannot be read and says why.
    pub fn read(map: &str, table: &str) -> Result<Self, String> {
        let mut sketch = Self { world: World::default(), letters: Vec::new(), at: BTreeMap::new() };
        sketch.world.meta.as_of = AS_OF;
        sketch.world.shapes.first = vec![0];
        sketch.country("XXX")?;
        sketch.country(HOME)?;
        for (row, line) in (0i32..).zip(map.lines()) {
            for (column, letter) in (0i32..).zip(line.chars()).filter(|c| c.1.is_alphanumeric()) {
                if sketch.letters.contains(&letter) {
                    return Err(format!("the map holds {letter} twice"));
                }
                sketch.letters.push(letter);
                sketch.world.node_lat.push(CORNER.0 - row * CELL);
                sketch.world.node_lon.push(CORNER.1 + column * CELL);
            }
        }
        // Crossings and facilities need to know the countries of their nodes.
        let is_link = |line: &&str| !line.contains('=') && !line.contains(": ");
        let lines = || table.lines().map(str::trim).filter(|l| !l.is_empty());
        for line in lines().filter(is_link) {
            sketch.link(line).map_err(|e| format!("'{line}': {e}"))?;
        }
        for line in lines().filter(|l| !is_link(l)) {
            let added = if line.contains('=') { sketch.crossing(line) } else { sketch.facility(line) };
            added.map_err(|e| format!("'{line}': {e}"))?;
        }
        sketch.world.check()?;
        Ok(sketch)
    }

    /// The sketch of a test that knows it to be right.
    ///
    /// # Panics
    /// When it cannot be read.
    #[expect(clippy::panic, reason = "a test helper: failing loudly is its purpose")]
    pub fn of(map: &str, table: &str) -> Self {
        Self::read(map, table).unwrap_or_else(|e| panic!("{e}"))
    }

    /// The node with this letter.
    ///
    /// # Errors
    /// The map has no such letter.
    pub fn node(&self, letter: char) -> Result<NodeId, String> {
        let at = self.letters.iter().position(|&l| l == letter).ok_or_else(|| format!("the map has no {letter}"))?;
        u32::try_from(at).map(NodeId).map_err(|e| e.to_string())
    }

    /// The letters that a path passes, such as `ABD`.
    pub fn spell(&self, graph: &Graph, arcs: &[ArcId]) -> String {
        let start = arcs.first().map(|&a| graph.tail(a));
        let nodes = start.into_iter().chain(arcs.iter().map(|&a| graph.head(a)));
        nodes.filter_map(|n| self.letters.get(n.index())).collect()
    }

    /// Every edge as two nodes, in the order of the graph's edge numbers, from
    /// the world alone: links, crossings, docks.
    pub fn edges(&self) -> Vec<(usize, usize)> {
        let world = &self.world;
        let links = world.links.iter().map(|l| (l.from, l.to));
        let crossings = world.crossing_edges.iter().map(|c| (c.a, c.b));
        let docks = world.docks.iter().map(|d| (world.facilities[d.facility].node, d.node));
        links.chain(crossings).chain(docks).map(|(a, b)| (a.index(), b.index())).collect()
    }

    fn country(&mut self, code: &str) -> Result<CountryId, String> {
        if let Some(id) = self.world.country_by_code(code) {
            return Ok(id);
        }
        let code = CountryCode::parse(code).ok_or("a country has three letters")?;
        let country = Country { code, alpha2: String::new(), name: code.to_string(), population: 0.0, gdp_musd: None };
        Ok(self.world.countries.push(country))
    }

    fn pair(&self, text: &str, between: char) -> Result<(NodeId, NodeId), String> {
        let (a, b) = text.split_once(between).ok_or_else(|| format!("write two letters with {between} between them"))?;
        Ok((self.letter(a)?, self.letter(b)?))
    }

    fn letter(&self, text: &str) -> Result<NodeId, String> {
        let mut letters = text.trim().chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => self.node(letter),
            _ => Err(format!("'{text}' is not one letter")),
        }
    }

    fn link(&mut self, line: &str) -> Result<(), String> {
        let mut words = line.split_whitespace();
        let (from, to) = self.pair(words.next().unwrap_or_default(), '-')?;
        let mode = mode(words.next().unwrap_or_default())?;
        let km: u32 = words.next().and_then(|w| w.parse().ok()).ok_or("the third word is its length in whole km")?;
        let mut class = LinkClass {
            mode,
            gauge_mm: if mode == Mode::Rail { GAUGE_MM } else { 0 },
            tracks: 0,
            electrified: None,
            freight_kmh: 0,
            lifespan: Lifespan::ALWAYS,
            provenance: Provenance::Curated,
            confidence: Confidence::Seen,
            line: None,
            passage: None,
            country: self.country(HOME)?,
            decihours: 0,
            wait_decihours: 0,
            usd_per_teu: 0,
        };
        for word in words {
            match word.split_once(':') {
                Some(("gauge", mm)) => class.gauge_mm = number(mm)?,
                Some(("in", code)) => class.country = self.country(code)?,
                Some(("since", year)) => class.lifespan.opened = number(year)?,
                Some(("until", year)) => class.lifespan.closed = number(year)?,
                Some(("passage", name)) => class.passage = Some(self.passage(name)),
                _ => return Err(format!("'{word}' is not gauge:, in:, since:, until: or passage:")),
            }
        }
        self.at.insert(from, class.country);
        self.at.insert(to, class.country);
        let known = self.world.classes.enumerate().find(|(_, c)| **c == class).map(|(id, _)| id);
        let class = known.unwrap_or_else(|| self.world.classes.push(class));
        let metres = km.checked_mul(1000).ok_or("it is too long")?;
        self.world.links.push(Link { from, to, metres, withheld_metres: metres, class });
        self.world.shapes.first.push(0);
        Ok(())
    }

    fn passage(&mut self, name: &str) -> PassageId {
        if let Some((id, _)) = self.world.passages.enumerate().find(|(_, p)| p.name == name) {
            return id;
        }
        let (name, title) = (name.to_owned(), name.to_owned());
        let source = "sketch".to_owned();
        self.world.passages.push(Passage { name, title, open: true, hours: 0.0, usd_per_teu: None, source, confidence: Confidence::Seen })
    }

    /// Country and gauge of a node, from a link that ends there.
    fn side(&self, node: NodeId, mode: Mode) -> (CountryId, u16) {
        let gauge = |l: &Link| Some(&self.world.classes[l.class]).filter(|c| c.mode == mode).map(|c| c.gauge_mm);
        let gauge = self.world.links.iter().filter(|l| l.from == node || l.to == node).find_map(gauge).unwrap_or(0);
        (self.at.get(&node).copied().unwrap_or(CountryId::new(1)), gauge)
    }

    fn crossing(&mut self, line: &str) -> Result<(), String> {
        let mut words = line.split_whitespace();
        let pair = words.next().unwrap_or_default();
        let (a, b) = self.pair(pair, '=')?;
        if words.next() != Some("border") {
            return Err("the second word is 'border'".to_owned());
        }
        let mode = mode(words.next().unwrap_or_default())?;
        let ((country_a, gauge_a), (country_b, gauge_b)) = (self.side(a, mode), self.side(b, mode));
        let crossing = self.world.crossings.push(Crossing {
            id: pair.to_owned(),
            name: pair.to_owned(),
            country_a,
            country_b,
            mode,
            position: self.world.position(a),
            hours_p50: None,
            hours_p90: None,
            fee_usd: None,
            gauge_change: (gauge_a != gauge_b).then_some((gauge_a, gauge_b, GaugeChange::Transload)),
            union: String::new(),
            lifespan: Lifespan::ALWAYS,
            note: String::new(),
            source: "sketch".to_owned(),
            confidence: Confidence::Seen,
        });
        self.world.crossing_edges.push(CrossingEdge { a, b, crossing, gauges: (gauge_a, gauge_b) });
        Ok(())
    }

    fn facility(&mut self, line: &str) -> Result<(), String> {
        let (letter, docks) = line.split_once(": ").ok_or("write P: A rail, B road")?;
        let node = self.letter(letter)?;
        let docks: Vec<(NodeId, Mode)> = docks
            .split(',')
            .map(|dock| {
                let (at, word) = dock.trim().split_once(' ').ok_or("a dock is a letter and a mode")?;
                Ok((self.letter(at)?, mode(word)?))
            })
            .collect::<Result<_, String>>()?;
        let position: Point = self.world.position(node);
        let country = docks.first().map_or(CountryId::new(1), |d| self.side(d.0, d.1).0);
        let facility = self.world.facilities.push(Facility {
            name: letter.to_owned(),
            local_name: String::new(),
            unlocode: String::new(),
            iata: String::new(),
            kind: FacilityKind::RailTerminal,
            country,
            node,
            position,
            lifespan: Lifespan::ALWAYS,
            capacity_teu: None,
            source: "sketch".to_owned(),
            confidence: Confidence::Seen,
        });
        for (node, mode) in docks {
            let gauge_mm = self.side(node, mode).1;
            self.world.docks.push(Dock { facility, node, mode, gauge_mm, metres: 0 });
        }
        Ok(())
    }
}

fn mode(word: &str) -> Result<Mode, String> {
    let only = ModeSet::parse_word(word).and_then(|set| Some(set.iter().next()?).filter(|&m| set == ModeSet::of(&[m])));
    only.ok_or_else(|| format!("'{word}' is no mode"))
}

fn number(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| format!("'{text}' is no whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_becomes_a_world() {
        let sketch = Sketch::of(
            "A---B C
                 |
                 P",
            "A-B rail 12 in:KAZ gauge:1520
             C-A road 7 since:2030
             B=C border rail
             P: B rail, C road",
        );
        let world = &sketch.world;
        assert_eq!((world.node_count(), world.links.len(), world.docks.len()), (4, 2, 2));
        assert_eq!(world.links.as_slice()[0].metres, 12_000);
        assert_eq!(world.crossings.iter().map(|c| c.gauge_change).collect::<Vec<_>>(), [Some((1520, 0, GaugeChange::Transload))]);
        assert_eq!(sketch.edges(), [(0, 1), (2, 0), (1, 2), (3, 1), (3, 2)]);
    }

    #[test]
    fn a_line_that_makes_no_sense_is_quoted() {
        let said = |table: &str| Sketch::read("A B", table).err().unwrap_or_default();
        for (line, why) in [
            ("A-Z rail 1", "the map has no Z"),
            ("A-B teleport 1", "'teleport' is no mode"),
            ("A-B rail far", "in whole km"),
            ("A-B rail 1 colour:red", "'colour:red' is not"),
            ("A=B rail", "'border'"),
            ("A: B", "a letter and a mode"),
        ] {
            assert!(said(line).contains(line) && said(line).contains(why), "{line}: {}", said(line));
        }
        assert!(Sketch::read("A A", "").is_err());
    }
}

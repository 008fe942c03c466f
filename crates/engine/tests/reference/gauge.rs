//! The track gauge of each country beside a table of national networks.

use landbridge_engine::Engine;
use landbridge_formats::table::{Row, Table};
use landbridge_model::{Findings, Mode};
use landbridge_network::gazetteer::key;
use landbridge_network::world::CountryId;
use libtest_mimic::Failed;
use std::collections::BTreeMap;

/// Countries where the world is known to differ from the table, and why, from
/// general recollection except where the world's own tables say it. A row that no longer differs must go, so that the list stays true.
const KNOWN: [(&str, &str); 4] = [
    ("Guinea", "the table counts the metre-gauge line to Kankan, which is out of use; the working lines carry bauxite on 1435"),
    ("Philippines", "the table's standard gauge is Manila's urban railways, which carry no freight"),
    ("Bangladesh", "a weakness of the world: its gauge areas take every line west of 89.75 E as 1676, metre-gauge ones too"),
    ("Nepal", "the table describes the narrow-gauge line that the 1676 line Jaynagar-Bardibas replaced"),
];

/// Countries of the table that have no freight rail in the world.
const WITHOUT: [&str; 8] =
    ["Eritrea", "Christmas Island", "Costa Rica", "El Salvador", "Guatemala", "Saint Kitts and Nevis", "Lebanon", "Paraguay"];

/// Names of the table that the world's countries do not have.
const OTHER_NAMES: [(&str, &str); 5] =
    [("Burma", "MMR"), ("C&ocirc;te d'Ivoire", "CIV"), ("Congo (Brazzaville)", "COG"), ("DRC", "COD"), ("The Dominican", "DOM")];

/// Millimetres within which two figures mean the same gauge (1.065 and 1067,
/// 1.524 and 1520).
const SAME_GAUGE_MM: u16 = 5;

/// What the table says of a country's longest network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gauge {
    Exactly(u16),
    /// Broader than 1435 mm; the width is not given.
    Broad,
    /// Narrower than 1435 mm; the width is not given.
    Narrow,
}

impl Gauge {
    fn fits(self, mm: u16) -> bool {
        match self {
            Self::Exactly(other) => mm.abs_diff(other) <= SAME_GAUGE_MM,
            Self::Broad => mm > 1435,
            Self::Narrow => mm < 1435,
        }
    }
}

/// Compares all countries of the table; fails on a difference that is not
/// known, and on a known one that is no more.
pub(crate) fn conformance(engine: &Engine) -> Result<(), Failed> {
    let path = landbridge_testkit::reference("data/network/rail_gauge_by_country.csv").ok_or("the reference data is not there")?;
    let mut findings = Findings::default();
    let columns = ["country", "total", "standard_gauge", "broad_gauge", "narrow_gauge"];
    let table = Table::read("rail_gauge_by_country.csv", &std::fs::read_to_string(path)?, &columns, &mut findings)?;
    let dominant = dominant_gauges(engine);
    let (mut agree, mut total, mut silent, mut without) = (0, 0, Vec::new(), Vec::new());
    let (mut wrong, mut known) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let name = row.text("country");
        let Some(expected) = longest(&row) else {
            silent.push(name);
            continue;
        };
        let Some(&(mm, share)) = country(engine, name).and_then(|id| dominant.get(&id.0)) else {
            without.push(name);
            if !WITHOUT.contains(&name) {
                wrong.push(format!("{name}: the world has no freight rail there, the table has {expected:?}"));
            }
            continue;
        };
        total += 1;
        if expected.fits(mm) {
            agree += 1;
            continue;
        }
        let difference = format!("{name}: {mm} mm on {:.0} % of the world's freight rail, the table has {expected:?}", share * 100.0);
        match KNOWN.iter().find(|k| k.0 == name) {
            Some((_, why)) => known.push((name, format!("{difference} ({why})"))),
            None => wrong.push(difference),
        }
    }
    println!("dominant freight rail gauge: {agree} of {total} countries agree");
    known.iter().for_each(|(_, line)| println!("  known to differ: {line}"));
    wrong.iter().for_each(|line| println!("  differs: {line}"));
    println!("  the table does not say: {}", silent.join(", "));
    println!("  no freight rail in the world: {}", without.join(", "));
    for (name, _) in KNOWN.iter().filter(|k| known.iter().all(|(name, _)| *name != k.0)) {
        wrong.push(format!("{name} is listed as known to differ, and does not"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Gauge with the most length of freight rail open in the data's year, and
/// its share, by country.
fn dominant_gauges(engine: &Engine) -> BTreeMap<u32, (u16, f64)> {
    let world = &engine.world;
    let mut lengths: BTreeMap<u32, BTreeMap<u16, u64>> = BTreeMap::new();
    for link in world.links.iter() {
        let class = &world.classes[link.class];
        if class.mode == Mode::Rail && class.gauge_mm > 0 && class.lifespan.open_in(world.meta.as_of) {
            *lengths.entry(class.country.0).or_default().entry(class.gauge_mm).or_default() += u64::from(link.metres);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "metres of a country's railways")]
    let share = |part: u64, whole: u64| part as f64 / whole.max(1) as f64;
    lengths
        .into_iter()
        .filter_map(|(id, by_gauge)| {
            let (&mm, &most) = by_gauge.iter().max_by_key(|(_, metres)| **metres)?;
            Some((id, (mm, share(most, by_gauge.values().sum()))))
        })
        .collect()
}

fn country(engine: &Engine, name: &str) -> Option<CountryId> {
    let wanted = OTHER_NAMES.iter().find(|n| n.0 == name).map_or(name, |n| n.1);
    let by_name = || engine.world.countries.enumerate().find(|(_, c)| key(&c.name) == key(wanted)).map(|(id, _)| id);
    engine.world.country_by_code(wanted).or_else(by_name)
}

/// The gauge of the longest network of a row; `None` where the row does not
/// give one, or gives the gauge of less than half the country's railways.
fn longest(row: &Row<'_>) -> Option<Gauge> {
    let all = kilometres(row.text("total"));
    let column = |name: &str, otherwise: Gauge| {
        let text = row.text(name).split(';').next().unwrap_or_default();
        kilometres(text).map(|km| (km, millimetres(text).map_or(otherwise, Gauge::Exactly)))
    };
    let (km, gauge) = [
        column("standard_gauge", Gauge::Exactly(1435)),
        column("broad_gauge", Gauge::Broad),
        column("narrow_gauge", Gauge::Narrow),
        all.and_then(|km| millimetres(row.text("total")).map(|mm| (km, Gauge::Exactly(mm)))),
    ]
    .into_iter()
    .flatten()
    .max_by(|a, b| a.0.total_cmp(&b.0))?;
    (km * 2.0 >= all.unwrap_or(km)).then_some(gauge)
}

/// The number before the first `km`.
fn kilometres(text: &str) -> Option<f64> {
    let (before, _) = text.split_once(" km")?;
    before.trim().replace(',', "").parse().ok()
}

/// The first width written as `1.435-m`, `1.435 m` or, mistaken, `1.435 mm`.
fn millimetres(text: &str) -> Option<u16> {
    text.match_indices('.').find_map(|(dot, _)| {
        let metres = text.get(dot.checked_sub(1)?..dot)?;
        let digits = text.get(dot + 1..dot + 4)?;
        let unit = text.get(dot + 4..dot + 6)?;
        (unit == "-m" || unit == " m").then(|| format!("{metres}{digits}").parse().ok()).flatten()
    })
}

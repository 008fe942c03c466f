//! Bodies of the fuzz targets: plain functions that panic when a promise of
//! the code is broken.
//!
//! libFuzzer runs them through `fuzz_targets/`; the same file is a module of a
//! test of `landbridge-engine`, which runs them on stable Rust.

use landbridge_cost::read_parameters;
use landbridge_engine::constraint::parse_modes;
use landbridge_engine::corridor::read_corridor;
use landbridge_engine::route::Request;
use landbridge_engine::scenario::read_scenario;
use landbridge_engine::{Engine, data};
use landbridge_evidence::ask::{Ask, Figures, NoFigure};
use landbridge_evidence::check::check;
use landbridge_evidence::figure::Figure;
use landbridge_evidence::judge::Rules;
use landbridge_evidence::{ledger, numbers as of_text};
use landbridge_formats::gtfs;
use landbridge_formats::oc4ids::{self as packages, Publisher};
use landbridge_formats::sheet::Sheet;
use landbridge_formats::table::Table;
use landbridge_formats::workbook as excel;
use landbridge_model::code::{parse_iata, parse_unlocode};
use landbridge_model::parameter::ParameterSet;
use landbridge_model::{Cargo, CountryCode, Findings, Mode, Point, Prices, Severity};
use landbridge_network::gazetteer::Gazetteer;
use landbridge_network::lbn::{WorldFile, seal};
use landbridge_network::world::World;
use landbridge_portfolio::exchange;
use landbridge_portfolio::flags::{Settings, measure};
use landbridge_portfolio::green::light;
use landbridge_portfolio::monitor::changes::changes;
use landbridge_portfolio::monitor::rollup::{By, rollup};
use landbridge_portfolio::monitor::warnings::{Settings as WarningSettings, warnings};
use landbridge_portfolio::plan::{Plan, schedule};
use landbridge_portfolio::priority::Criteria;
use landbridge_portfolio::priority::select::{Candidate, Count, Rules as ChoiceRules, select};
use landbridge_portfolio::register::{self, Register};
use landbridge_portfolio::risk::Settings as RiskSettings;
use landbridge_portfolio::risk::simulate::simulate;
use landbridge_portfolio::rubric::{Rubric, read_answers, score};
use landbridge_portfolio::screening::{List, read_list};
use landbridge_tiles::{Atlas, Land, TileId};
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::OnceLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A target: any bytes, and a panic when a promise is broken.
pub type Body = fn(&[u8]);

/// Every target by name.
pub const TARGETS: [(&str, Body); 23] = [
    ("world_file", world_file),
    ("world_sections", world_sections),
    ("place", place),
    ("coordinates", coordinates),
    ("table", table),
    ("parameters", parameters),
    ("words", words),
    ("scenario", scenario),
    ("corridor", corridor),
    ("feed", feed),
    ("land", land),
    ("numbers", numbers),
    ("claims", claims),
    ("releases", releases),
    ("screening", screening),
    ("oc4ids", oc4ids),
    ("iati", iati),
    ("plans", plans),
    ("priorities", priorities),
    ("records", records),
    ("answers", answers),
    ("tables", tables),
    ("workbook", workbook),
];

/// Worlds with more nodes than this are only decoded, to keep runs short.
const MOST_NODES: usize = 500;

/// The shipped parameters.
fn shipped_parameters() -> &'static ParameterSet {
    static SET: OnceLock<ParameterSet> = OnceLock::new();
    SET.get_or_init(|| {
        let folder = data::find_data().expect("the checkout holds data/").join("parameters");
        data::read_parameter_folder(&folder).expect("the shipped parameters can be read")
    })
}

/// The shipped world.
fn shipped() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| data::find_data().and_then(|d| Engine::open(&d)).expect("the shipped data can be opened"))
}

/// Any bytes as a world file.
pub fn world_file(bytes: &[u8]) {
    if let Ok(file) = WorldFile::from_bytes(bytes.to_vec()) {
        use_world(file);
    }
}

/// Any bytes as the sections of a world file with a fitting checksum: three
/// lengths of two bytes, then the sections, the last as long as what is left.
pub fn world_sections(bytes: &[u8]) {
    let mut sections: [&[u8]; 4] = [&[]; 4];
    let (lengths, mut rest) = bytes.split_at(bytes.len().min(6));
    for (i, section) in sections.iter_mut().enumerate() {
        let length = lengths.get(2 * i..2 * i + 2).map_or(rest.len(), |l| usize::from(l[0]) | usize::from(l[1]) << 8);
        (*section, rest) = rest.split_at(length.min(rest.len()));
    }
    let sealed = seal(sections, 1).expect("any bytes can be packed");
    use_world(WorldFile::from_bytes(sealed).expect("what was just sealed is whole"));
}

/// The input of [`world_sections`] for a world file.
pub fn unseal(file: &WorldFile) -> Option<Vec<u8>> {
    let sections = file.sections().ok()?;
    let lengths = sections.iter().take(3).map(|s| u16::try_from(s.len()).ok());
    let mut bytes: Vec<u8> = lengths.collect::<Option<Vec<u16>>>()?.into_iter().flat_map(u16::to_le_bytes).collect();
    sections.iter().for_each(|s| bytes.extend_from_slice(s));
    Some(bytes)
}

/// Whatever a world holds that its reader lets through, it can be used.
fn use_world(file: WorldFile) {
    let names = file.gazetteer();
    let Ok(world) = file.world() else { return };
    if world.node_count() > MOST_NODES {
        return;
    }
    let Ok(engine) = Engine::new(file, shipped_parameters().clone()) else { return };
    for (id, _) in engine.world.links.enumerate() {
        assert!(engine.world.shape(id).len() >= 2, "a link has two ends");
    }
    let mut places: Vec<String> = names.iter().flat_map(|n| n.places()).take(4).map(|p| p.name.clone()).collect();
    places.extend([0, engine.world.node_count() / 2].into_iter().filter(|&i| i < engine.world.node_count()).map(|i| {
        let (lat, lon) = (f64::from(engine.world.node_lat[i]) / 1e5, f64::from(engine.world.node_lon[i]) / 1e5);
        format!("{lat},{lon}")
    }));
    for place in &places {
        let _ = engine.explain(place);
        let _ = engine.resolve(place);
        let _ = engine.parse_avoid(&format!("crossing:{place}"));
    }
    for pair in places.windows(2) {
        let mut request = Request {
            places: pair.to_vec(),
            cargo: Cargo::default(),
            year: None,
            modes: None,
            avoid: Vec::new(),
            no_access: false,
            set: Vec::new(),
        };
        let _ = engine.route(&request);
        request.avoid.push("mode:air".to_owned());
        request.no_access = true;
        let _ = engine.route(&request);
    }
}

/// Any text as the name of a place.
pub fn place(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match shipped().resolve(&text) {
        Ok(found) => assert!(found.position.is_valid() && !found.name.is_empty(), "{text:?} is {found:?}"),
        Err(e) => assert!(!e.message.is_empty() && !e.hint.is_empty(), "{text:?} is refused without a hint"),
    }
}

/// Any two numbers as a position, and the geometry of positions.
pub fn coordinates(bytes: &[u8]) {
    let mut numbers = bytes.chunks_exact(8).map(|c| f64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]));
    let mut point = || Some(Point::new(numbers.next()?, numbers.next()?));
    let Some(p) = point() else { return };
    let answer = shipped().resolve(&format!("{},{}", p.lat, p.lon));
    assert_eq!(answer.is_ok(), p.is_valid(), "{p:?}");
    let (Some(a), Some(b)) = (point(), point()) else { return };
    if [p, a, b].iter().all(|p| p.is_valid()) {
        let projection = p.project_on(a, b);
        assert!((0.0..=1.0).contains(&projection.fraction) && projection.point.is_valid(), "{p:?} on {a:?} {b:?}: {projection:?}");
        assert!((0.0..=20_100.0).contains(&a.km_to(b)) && (0.0..=360.0).contains(&a.bearing_to(b)), "{a:?} {b:?}");
    }
}

/// Any text as a CSV table: no row is lost without a finding.
pub fn table(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut findings = Findings::default();
    let Ok(table) = Table::read("t.csv", &text, &["lat", "lon"], &mut findings) else { return };
    for row in table.rows() {
        if let Some(point) = row.point("lat", "lon", &mut findings) {
            assert!(point.is_valid());
        }
        let _ = (row.country("country", &mut findings), row.confidence(&mut findings), row.lifespan(&mut findings));
        let _ = row.number("no such column", &mut findings);
    }
    assert!(findings.0.iter().all(|f| f.place.starts_with("t.csv") && !f.message.is_empty()), "{findings:?}");
}

/// Any text as a file of parameters.
pub fn parameters(bytes: &[u8]) {
    let mut set = ParameterSet::default();
    let text = String::from_utf8_lossy(bytes);
    match read_parameters("p.toml", &text, &mut set) {
        Ok(()) => assert!(set.iter().all(|(_, p)| p.value >= 0.0 && p.value.is_finite())),
        Err(e) => assert!(e.starts_with("p.toml"), "{e}"),
    }
}

/// Any text as each of the words of the command line.
pub fn words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(cargo) = Cargo::parse(&text) {
        assert!(cargo.quantity > 0.0 && cargo.quantity.is_finite(), "{cargo:?}");
        assert_eq!(Cargo::parse(&cargo.to_string()), Ok(cargo), "{text:?}");
    }
    for error in [parse_modes(&text).err(), shipped().parse_avoid(&text).err(), shipped().explain(&text).err()].into_iter().flatten() {
        assert!(!error.message.is_empty() && !error.hint.is_empty(), "{text:?} is refused without a hint");
    }
    let _ = (parse_unlocode(&text), parse_iata(&text), CountryCode::parse(&text), Mode::from_code(bytes.first().copied().unwrap_or(0)));
}

/// The small world of the seeds.
fn small() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let bytes = include_bytes!("../seeds/world_file/small.lbn").to_vec();
        let file = WorldFile::from_bytes(bytes).expect("the seed is whole");
        Engine::new(file, shipped_parameters().clone()).expect("the seed is whole")
    })
}

/// Any text as a scenario: what is read can be made, or is refused with its
/// place; what is made is a world that hangs together.
pub fn scenario(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let refused = |e: landbridge_engine::EngineError| assert!(e.message.starts_with("s.toml"), "{text:?}: {e}");
    match read_scenario(Path::new("s.toml"), &text) {
        Ok(scenario) => match small().with_scenarios(&[scenario]) {
            Ok(made) => assert_eq!(made.world.check(), Ok(())),
            Err(e) => refused(e),
        },
        Err(e) => refused(e),
    }
}

/// Any text as a corridor.
pub fn corridor(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(e) = read_corridor("c.toml", &text) {
        assert!(e.message.starts_with("c.toml"), "{text:?}: {e}");
    }
}

/// Any text as the files of a feed of services, each behind a line with `#` and
/// its name: every service that is read hangs together.
pub fn feed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let file = |name: &str| {
        let part = text.split('#').find_map(|part| part.split_once('\n').filter(|p| p.0.trim() == name));
        part.map(|p| p.1.to_owned())
    };
    let mut findings = Findings::default();
    let Ok(feed) = gtfs::read("f", &file, &mut findings) else { return };
    let timetable = landbridge_services::of_feed(&feed, &mut findings);
    for service in timetable.services.iter() {
        assert!(service.calls.len() >= 2 && service.modes.len() + 1 == service.calls.len(), "{service:?}");
        assert!(service.calls.iter().all(|c| (c.stop.0 as usize) < timetable.stops.len()), "{service:?}");
    }
    assert!(findings.0.iter().all(|f| f.place.starts_with("f/") && !f.message.is_empty()), "{findings:?}");
}

/// Any text as a base map: what is read can be cut.
pub fn land(bytes: &[u8]) {
    let Ok(land) = Land::read(&String::from_utf8_lossy(bytes)) else { return };
    let atlas = Atlas::new(&World::default(), &Gazetteer::default(), &land);
    for id in [TileId::new(0, 0, 0), TileId::new(2, 0, 1), TileId::new(10, 0, 511)].into_iter().flatten() {
        atlas.tile(id).expect("a base map that was read can be cut");
    }
}

/// Any text as one whose numbers are claimed.
pub fn numbers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = of_text::numbers(&text, &["Vision 2030".to_owned()]);
    let mut before = 0;
    for n in &found {
        assert!(before <= n.offset && n.length > 0, "{text:?}: {n:?}");
        assert!(text.get(n.offset..n.offset + n.length).is_some(), "{text:?}: {n:?}");
        before = n.offset + n.length;
    }
    let files = ledger::Files {
        document: ("l".to_owned(), DOCUMENT.to_owned()),
        numbers: ("numbers.csv".to_owned(), ledger::write_numbers(&found)),
        claims: Vec::new(),
    };
    assert_eq!(ledger::read("l", &files).expect("what was written is read").numbers, found);
}

const DOCUMENT: &str = "title = \"t\"\npublisher = \"p\"\nyear = 2024\nsha256 = \"0\"\nbytes = 1\nnames = []\n";

/// A world in which everything asked is seven.
struct Seven;

impl Figures for Seven {
    fn figure(&self, _: &Ask) -> Result<Figure, NoFigure> {
        Ok(Figure::between(6.0, 7.0, 8.0, "seven"))
    }
}

/// Any text as claims of a small text.
pub fn claims(bytes: &[u8]) {
    let text = "# 1.1 Trains\nIn August 2024 the line ran 1,653 trains, over 100 boxes each.\n";
    let files = ledger::Files {
        document: ("l".to_owned(), DOCUMENT.to_owned()),
        numbers: ("numbers.csv".to_owned(), ledger::write_numbers(&of_text::numbers(text, &[]))),
        claims: vec![("claims.toml".to_owned(), String::from_utf8_lossy(bytes).into_owned())],
    };
    match ledger::read("l", &files) {
        Err(e) => assert!(e.place.starts_with("claims.toml") && !e.message.is_empty(), "{e:?}"),
        Ok(ledger) => {
            let rules = Rules { about: 0.1, nearly: 0.1, reach: 0.25, edge: 0.1 };
            let checked = check(&ledger, &Seven, &rules).expect("everything asked is there");
            assert!(checked.claims.iter().all(|c| !c.reason.is_empty()));
        }
    }
}

/// Any bytes as releases.
pub fn releases(bytes: &[u8]) {
    let settings = Settings::read("flags.toml", include_str!("../../data/integrity/flags.toml")).expect("the defaults are whole");
    let rows = || measure(&mut &*bytes, &settings).expect("memory can be read").rows(None).map(|r| format!("{r:?}")).collect::<Vec<_>>();
    assert_eq!(rows(), rows(), "the same bytes, the same rows");
}

/// Any text as a list of parties, each screened against all.
pub fn screening(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut findings = Findings::default();
    let Ok(entries) = read_list("l.csv", &text, &mut findings) else { return };
    assert!(findings.0.iter().all(|f| f.place.starts_with("l.csv")), "{findings:?}");
    let screener = shipped().screener().expect("the shipped data can be read");
    let names: Vec<String> = entries.iter().map(|e| e.name.clone()).take(8).collect();
    let list = List::of(entries, &screener);
    for name in names {
        let hits = screener.screen(&list, &name);
        assert!(hits.iter().all(|h| (0.0..=1.0).contains(&h.result.score)), "{name:?}");
        let itself = hits.first().is_some_and(|h| h.result.score >= 1.0);
        assert!(itself || !name.chars().any(|c| c.is_alphanumeric()) || list.name_count() > 1, "{name:?} is in the list");
    }
}

/// Any text as a package of projects, there and back.
pub fn oc4ids(bytes: &[u8]) {
    let Ok((package, mut findings)) = packages::read("p.json", &String::from_utf8_lossy(bytes)) else { return };
    assert!(findings.0.iter().all(|f| f.place.starts_with("p.json")), "{findings:?}");
    for document in &package.projects {
        if let Ok(project) = exchange::oc4ids::read("p", document, &mut findings) {
            let back = exchange::oc4ids::write(&project).expect("what was read can be written");
            assert!(document.contains_key("x_landbridge") || &back == document, "{back:?} {document:?}");
        }
    }
}

/// Any text as activities, there and back.
pub fn iati(bytes: &[u8]) {
    let Ok((projects, findings)) = exchange::iati::read("a.xml", &String::from_utf8_lossy(bytes)) else { return };
    assert!(findings.0.iter().all(|f| f.place.starts_with("a.xml") && !f.hint.is_empty()), "{findings:?}");
    let publisher = Publisher { name: "x", uri: "urn:x", date: "2026-01-01T00:00:00Z" };
    let text = exchange::iati::write(&projects, &publisher).expect("what was read can be written");
    let (back, _) = exchange::iati::read("a.xml", &text).expect("what was written can be read");
    assert_eq!(back, projects);
}

/// Any text as a record, watched and written again.
pub fn records(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(register) = Register::read([("r.toml", text.as_ref())]) else { return };
    let _ = register.check();
    let settings = WarningSettings { cost_over: 0.1, late_days: 1.0, ahead_days: 1.0, silent_days: 1.0 };
    let _ = (
        warnings(&register, &settings, 20_000.0),
        changes(&register, 0.0, 20_000.0),
        rollup(&register, By::Country, &Prices::default(), 20_000.0),
    );
    if let Ok(text) = register::write(&register.projects[0]) {
        let back = Register::read([("r.toml", text.as_str())]).expect("what was written can be read");
        // Not a number is not itself.
        assert!(back == register || format!("{back:?}") == format!("{register:?}"));
    }
}

/// Any text as an action plan, put on days and simulated.
pub fn plans(bytes: &[u8]) {
    let Ok(plan) = Plan::read("p.toml", &String::from_utf8_lossy(bytes)) else { return };
    let text = include_str!("../../data/portfolio/risk.toml").replace("draws = 10000", "draws = 20");
    let settings = RiskSettings::read("r.toml", &text).expect("settings that ship");
    let Ok(told) = schedule(&plan, 20_000.0) else { return };
    assert!(told.activities.iter().all(|a| 0.0 <= a.free_float && a.free_float <= a.total_float), "{told:?}");
    if let Ok(told) = simulate(&plan, &settings, 20_000.0, 1) {
        assert!(told.days.p10 <= told.days.p50 && told.days.p50 <= told.days.p90, "{told:?}");
        assert_eq!(told.risks.len(), plan.risk.iter().filter(|r| !r.closed).count());
    }
}

/// Any text as criteria, as rules of choice and as a traffic light.
pub fn priorities(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(criteria) = Criteria::read("c.toml", &text) {
        assert!((criteria.weights().iter().sum::<f64>() - 1.0).abs() < 1e-9, "{criteria:?}");
        assert!(criteria.criterion.iter().filter_map(|c| c.worth(1.0)).all(|w| (0.0..=1.0).contains(&w)), "{criteria:?}");
    }
    let record = "id = \"a\"\nname = \"A\"\nkind = \"project\"\nsize = \"other\"\nsector = \"rail\"\nstatus = \"preparation\"\ncountries = [\"KZ\"]\n";
    let register = Register::read([("a.toml", record)]).expect("a record");
    let project = &register.projects[0];
    let candidate = Candidate { project, value: 0.5, usd: 1.0 };
    let chosen = |rules: ChoiceRules| select(std::slice::from_ref(&candidate), &rules, 2.0, Count::Project).ok();
    if let Some(choice) = ChoiceRules::read_known("r.toml", &text, &register).ok().and_then(chosen) {
        assert!(choice.spent <= choice.budget, "{choice:?}");
    }
    if let Some(found) = light::Rules::read("g.toml", &text).ok().and_then(|rules| light::assess(project, &rules).ok()) {
        assert!(found.colour <= found.within_reach, "{found:?}");
    }
}

/// Any text as answers to a rubric.
pub fn answers(bytes: &[u8]) {
    let rubric = Rubric::read("r.toml", include_str!("../../data/integrity/rubrics/trac.toml")).expect("a rubric that ships");
    let mut findings = Findings::default();
    let Ok(answers) = read_answers("a.csv", &String::from_utf8_lossy(bytes), &rubric, &mut findings) else { return };
    let scored = score(&rubric, answers, &mut findings);
    assert!(scored.parts.iter().filter_map(|p| p.percent).all(|p| (0.0..=100.0).contains(&p)), "{scored:?}");
}

/// Any text as the tables of a register, each behind a line with `#` and its name.
pub fn tables(bytes: &[u8]) {
    let text = format!("\n{}", String::from_utf8_lossy(bytes));
    let mut findings = Findings::default();
    let parts = text.split("\n#").filter_map(|part| part.split_once('\n'));
    let read = |(name, text): (&str, &str)| Some((name.to_owned(), Table::read(&format!("{name}.csv"), text, &[], &mut findings).ok()?));
    let all: Vec<(String, Table)> = parts.filter_map(read).collect();
    come_back(&all, &mut findings);
}

/// A register of tables is written and read as the same.
fn come_back(all: &[(String, Table)], findings: &mut Findings) {
    let Ok(register) = exchange::tables::read(all, findings) else { return };
    assert!(findings.0.iter().all(|f| !f.place.is_empty() && !f.message.is_empty() && !f.hint.is_empty()), "{findings:?}");
    let sheets = exchange::tables::write(&register).expect("what was read can be written");
    let mut findings = Findings::default();
    let read = |s: &Sheet| (s.name.clone(), Table::read(&s.name, &s.csv(), &[], &mut Findings::default()).expect("a table"));
    let back = exchange::tables::read(&sheets.iter().map(read).collect::<Vec<_>>(), &mut findings).expect("what was written can be read");
    assert_eq!(back, register);
    assert_eq!(findings.count(Severity::Error), 0, "{findings:?}");
}

/// Any bytes as a workbook, and as the sheet `projects` of one.
pub fn workbook(bytes: &[u8]) {
    let parts: [(&str, &[u8]); 4] = [
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
        ("xl/worksheets/sheet1.xml", bytes),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, stored).and_then(|()| Ok(zip.write_all(part)?)).expect("memory can be written");
    }
    let packed = zip.finish().expect("memory can be written").into_inner();
    for whole in [bytes, &packed] {
        let mut findings = Findings::default();
        if let Ok(all) = excel::read("w.xlsx", whole, &mut findings) {
            assert!(findings.0.iter().all(|f| f.place.starts_with("w.xlsx:")), "{findings:?}");
            come_back(&all, &mut findings);
        }
    }
}

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="projects" sheetId="1" r:id="b"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

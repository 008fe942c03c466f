//! The bodies of the fuzz targets on stable Rust: on every committed seed and
//! on many damaged copies of it, the same ones in every run.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, clippy::cast_possible_truncation, reason = "a test")]
#![allow(missing_docs, unreachable_pub, reason = "the bodies are a library elsewhere")]

#[path = "../../../fuzz/src/lib.rs"]
mod bodies;

use landbridge_engine::Engine;
use landbridge_model::parameter::ParameterSet;
use landbridge_network::gazetteer::{Gazetteer, Place, PlaceKind};
use landbridge_network::lbn::{WorldFile, write};
use landbridge_testkit::Sketch;
use std::path::{Path, PathBuf};

fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|p| (p.clone(), std::fs::read(p).unwrap())).collect()
}

/// Numbers that look random (Marsaglia, "Xorshift RNGs", 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// One to four small damages.
fn damage(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const ODD: [&[u8]; 12] =
        [b"\0", b"\xff\xff\xff\xff\x0f", b"\"", b",", b"\n", b":", b"-", b"1e999", b"NaN", b"[", "ß".as_bytes(), "İ".as_bytes()];
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + 1 + numbers.below(8)).min(bytes.len());
        match numbers.below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            1 if at < bytes.len() => bytes[at] = numbers.below(256) as u8,
            2 => drop(bytes.drain(at.min(end)..end)),
            3 => drop(bytes.splice(at..at, ODD[numbers.below(ODD.len())].iter().copied())),
            _ => {
                let copy = bytes[at.min(end)..end].to_vec();
                drop(bytes.splice(at..at, copy));
            }
        }
    }
    bytes
}

fn run(target: &str, copies: usize) {
    let body = bodies::TARGETS.iter().find(|t| t.0 == target).unwrap().1;
    let seeds = seeds(target);
    assert!(!seeds.is_empty(), "{target} has no seeds");
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for (path, seed) in seeds {
        let here = |bytes: &[u8], what: &str| {
            let done = std::panic::catch_unwind(|| body(bytes));
            assert!(done.is_ok(), "{} {what}: {:?}", path.display(), String::from_utf8_lossy(bytes));
        };
        here(&seed, "as it is");
        (0..copies).for_each(|_| here(&damage(&seed, &mut numbers), "damaged"));
    }
}

#[test]
fn world_files() {
    run("world_file", 300);
}

#[test]
fn sections_behind_the_checksum() {
    run("world_sections", 3000);
}

#[test]
fn places() {
    run("place", 20);
}

#[test]
fn positions() {
    run("coordinates", 500);
}

#[test]
fn tables() {
    run("table", 1000);
}

#[test]
fn parameter_files() {
    run("parameters", 1000);
}

#[test]
fn scenario_files() {
    run("scenario", 600);
}

#[test]
fn corridor_files() {
    run("corridor", 600);
}

#[test]
fn feeds() {
    run("feed", 2000);
}

#[test]
fn base_maps() {
    run("land", 1000);
}

#[test]
fn words_of_the_command_line() {
    run("words", 30);
}

#[test]
fn a_name_of_a_facility_that_is_not_there_is_damage() {
    let file = WorldFile::from_bytes(small_world(7)).unwrap();
    let error = Engine::new(file, ParameterSet::default()).unwrap().resolve("P").unwrap_err();
    assert!(error.message.contains("damaged"), "{error}");
    bodies::world_file(&small_world(7));
}

/// A world with two modes, a border and a facility, and its names; `facility`
/// is the number under which the names know the facility.
fn small_world(facility: u32) -> Vec<u8> {
    let sketch = Sketch::of(
        "
        A--B  C--D
            P
        R-----S",
        "
        A-B rail 12 in:CHN
        C-D rail 9 in:KAZ gauge:1520 since:2001
        R-S road 30 in:CHN
        S-D sea 40 passage:suez
        B=C border rail
        P: B rail, R road",
    );
    let place = |name: &str, kind, target, node: char| Place {
        name: name.to_owned(),
        kind,
        target,
        position: sketch.world.position(sketch.node(node).unwrap()),
        country: "CN".to_owned(),
        population: 1000,
    };
    let places = vec![
        place("Alpha", PlaceKind::City, 0, 'A'),
        place("Delta", PlaceKind::City, 1, 'D'),
        place("P", PlaceKind::Facility, facility, 'P'),
        place("B=C", PlaceKind::Crossing, 0, 'B'),
    ];
    let names: Vec<_> = places.iter().zip(0..).map(|(p, i)| (p.name.clone(), i, true)).collect();
    write(&sketch.world, &Gazetteer::build(places, names)).unwrap()
}

/// After a change of the file format run this one by its name with
/// `--ignored`, and commit what it writes.
#[test]
#[ignore = "writes the seeds of the world file"]
fn write_the_seeds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let bytes = small_world(0);
    let sections = bodies::unseal(&WorldFile::from_bytes(bytes.clone()).unwrap()).unwrap();
    std::fs::write(folder.join("world_file/small.lbn"), bytes).unwrap();
    std::fs::write(folder.join("world_sections/small.bin"), sections).unwrap();
}

#[test]
fn the_seeds_of_the_world_file_can_be_read() {
    for (path, bytes) in seeds("world_file") {
        let world = WorldFile::from_bytes(bytes).and_then(|f| f.world());
        assert!(world.is_ok(), "{}: {world:?}; see write_the_seeds", path.display());
    }
}

#[test]
fn numbers_of_texts() {
    run("numbers", 2000);
}

#[test]
fn claims_of_ledgers() {
    run("claims", 1000);
}

#[test]
fn releases_of_processes() {
    run("releases", 300);
}

#[test]
fn lists_of_parties() {
    run("screening", 300);
}

#[test]
fn packages_of_projects() {
    run("oc4ids", 2000);
}

#[test]
fn activities() {
    run("iati", 2000);
}

#[test]
fn records() {
    run("records", 1000);
}

#[test]
fn plans() {
    run("plans", 1500);
}

#[test]
fn priorities() {
    run("priorities", 1500);
}

#[test]
fn answers_to_a_rubric() {
    run("answers", 2000);
}

#[test]
fn tables_of_a_register() {
    run("tables", 1500);
}

#[test]
fn workbooks() {
    run("workbook", 1500);
}

//! Running the real program, on the shipped data or on a small drawn world.

#![allow(dead_code, reason = "each test file uses a part")]

use landbridge_network::gazetteer::{Gazetteer, Place, PlaceKind};
use landbridge_network::lbn;
use landbridge_testkit::Sketch;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs the program on the shipped data.
pub(crate) fn landbridge(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

/// Runs the program on a data folder.
pub(crate) fn landbridge_on(folder: &Path, arguments: &[&str]) -> Output {
    program(arguments).env("LANDBRIDGE_DATA", folder).output().unwrap()
}

/// The program, about to run without anything of the caller's environment
/// that changes what it prints.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landbridge"));
    command.args(arguments).env_remove("LANDBRIDGE_DATA").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a person sees: the command, its exit status and all it says. The
/// folder of the data, which differs by machine, becomes `DATA`.
pub(crate) fn seen(folder: &Path, arguments: &[&str]) -> String {
    let output = landbridge_on(folder, arguments);
    let quoted: Vec<String> =
        arguments.iter().map(|a| if a.is_empty() || a.contains([' ', '\'', '|']) { format!("\"{a}\"") } else { (*a).to_owned() }).collect();
    let said = format!("{}{}", stdout(&output), String::from_utf8_lossy(&output.stderr));
    let status = output.status.code().map_or("killed".to_owned(), |c| c.to_string());
    format!("$ landbridge {}\n{}[exit status {status}]\n", quoted.join(" "), said.replace(&folder.display().to_string(), "DATA"))
}

/// Several runs one below the other.
pub(crate) fn all_seen(folder: &Path, runs: &[&[&str]]) -> String {
    runs.iter().map(|arguments| seen(folder, arguments)).collect::<Vec<_>>().join("\n")
}

/// A data folder of this test's own, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("parameters")).unwrap();
    folder
}

/// A data folder with a small world and the shipped parameters.
///
/// A railway of two gauges runs from Alpha over a border to Delta, a road
/// beside it to the border; Isle lies across the sea; two towns are called
/// Twin.
pub(crate) fn small_data(name: &str) -> PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("world.lbn"), small_world()).unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/parameters");
    for entry in std::fs::read_dir(shipped).unwrap().map(|e| e.unwrap()) {
        std::fs::copy(entry.path(), folder.join("parameters").join(entry.file_name())).unwrap();
    }
    folder
}

/// The bytes of the small world.
pub(crate) fn small_world() -> Vec<u8> {
    let mut sketch = Sketch::of(
        "
        A-----B  C-----D
        R-----S
           P        Q
                    X----------Y          T



                                                    I


        Z
        U",
        "
        A-B rail 120 in:CHN
        C-D rail 90 in:KAZ gauge:1520
        D-T rail 60 in:KAZ gauge:1520 since:2030
        R-S road 110 in:CHN
        Z-U rail 30 in:KAZ gauge:1520
        X-Y sea 400 passage:narrows
        B=C border rail
        P: B rail, S road
        Q: D rail, X sea",
    );
    sketch.world.facilities[landbridge_network::FacilityId(0)].name = "Bravo terminal".to_owned();
    sketch.world.facilities[landbridge_network::FacilityId(1)].name = "Delta port".to_owned();
    sketch.world.facilities[landbridge_network::FacilityId(1)].unlocode = "KZDLT".to_owned();
    let crossing = &mut sketch.world.crossings[landbridge_network::CrossingId(0)];
    crossing.name = "Bravo – Charlie".to_owned();
    crossing.id = "bravo-charlie".to_owned();
    crossing.hours_p50 = Some(12.0);
    let place = |name: &str, kind, target, letter: char, country: &str, population| Place {
        name: name.to_owned(),
        kind,
        target,
        position: sketch.world.position(sketch.node(letter).unwrap()),
        country: country.to_owned(),
        population,
    };
    let places = vec![
        place("Alpha", PlaceKind::City, 0, 'A', "CN", 900_000),
        place("Delta", PlaceKind::City, 1, 'D', "KZ", 400_000),
        place("Twin", PlaceKind::City, 2, 'A', "CN", 50_000),
        place("Twin", PlaceKind::City, 3, 'Z', "KZ", 40_000),
        place("Isle", PlaceKind::City, 4, 'I', "", 1000),
        place("Zulu", PlaceKind::City, 5, 'Z', "KZ", 1000),
        place("Tango", PlaceKind::City, 6, 'T', "KZ", 1000),
        place("Bravo terminal", PlaceKind::Facility, 0, 'P', "CN", 0),
        place("Delta port", PlaceKind::Facility, 1, 'Q', "KZ", 0),
        place("Bravo – Charlie", PlaceKind::Crossing, 0, 'B', "CN", 0),
    ];
    let names: Vec<_> = places.iter().zip(0..).map(|(p, i)| (p.name.clone(), i, true)).collect();
    lbn::write(&sketch.world, &Gazetteer::build(places, names)).unwrap()
}

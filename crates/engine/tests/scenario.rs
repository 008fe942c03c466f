//! Scenarios on the network that ships.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test")]

use landbridge_engine::data::find_data;
use landbridge_engine::itinerary::Itinerary;
use landbridge_engine::route::Request;
use landbridge_engine::scenario::{in_force, read_scenario};
use landbridge_engine::{Engine, EngineError};
use landbridge_model::Cargo;
use std::path::Path;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::open(&find_data().unwrap()).unwrap())
}

fn fastest(engine: &Engine, from: &str, to: &str, modes: &str) -> Itinerary {
    let request = Request {
        places: vec![from.to_owned(), to.to_owned()],
        cargo: Cargo::parse("teu:1").unwrap(),
        year: None,
        modes: Some(landbridge_engine::constraint::parse_modes(modes).unwrap()),
        avoid: Vec::new(),
        no_access: false,
        set: Vec::new(),
    };
    engine.route(&request).unwrap_or_else(|e| panic!("{e}: {}", e.hint)).itineraries.remove(0)
}

const HEAD: &str =
    "name = \"Test\"\nkind = \"project\"\nstatus = \"hypothetical\"\nsource = \"a test\"\nconfidence = \"derived\"\n[[changes]]\n";

fn changed(text: &str) -> Result<Engine, EngineError> {
    engine().with_scenarios(&[read_scenario(Path::new("test.toml"), &format!("{HEAD}{text}"))?])
}

#[test]
fn every_scenario_that_ships_can_be_made() {
    let all = engine().scenarios().unwrap_or_else(|e| panic!("{e}"));
    assert!(!all.is_empty());
    for scenario in &all {
        let made = engine().with_scenarios(std::slice::from_ref(scenario)).unwrap_or_else(|e| panic!("{e}: {}", e.hint));
        assert_ne!(made.hash, engine().hash, "{}", scenario.id);
        assert_eq!(engine().scenario(&scenario.id).unwrap(), *scenario);
    }
    let together = engine().with_scenarios(&all).unwrap_or_else(|e| panic!("{e}: {}", e.hint));
    let again = engine().with_scenarios(&all).unwrap();
    assert!(together.world == again.world && together.hash == again.hash, "the same each time");
}

#[test]
fn what_is_named_as_the_source_follows_figures_and_no_folders() {
    let from = |folder: &str| {
        let text = format!("{HEAD}do = \"set\"\nvalues = {{ \"rail.speed_kmh\" = 33.0 }}\n");
        engine().with_scenarios(&[read_scenario(&Path::new(folder).join("test.toml"), &text).unwrap()]).unwrap()
    };
    let asked = |engine: &Engine, set: Vec<(String, f64)>| {
        let request = Request {
            places: vec!["Kunming".to_owned(), "Vientiane".to_owned()],
            cargo: Cargo::parse("teu:1").unwrap(),
            year: None,
            modes: None,
            avoid: Vec::new(),
            no_access: false,
            set,
        };
        engine.route(&request).unwrap_or_else(|e| panic!("{e}: {}", e.hint)).manifest
    };
    assert_eq!(asked(&from("one"), Vec::new()), asked(&from("other"), Vec::new()));
    let (plain, set) = (asked(engine(), Vec::new()), asked(engine(), vec![("rail.speed_kmh".to_owned(), 33.0)]));
    assert!(plain.world == set.world && plain.data != set.data, "parameters of the run are part of it");
}

#[test]
fn a_closed_canal_sends_ships_round_the_cape() {
    let before = fastest(engine(), "CNSHA", "NLRTM", "sea");
    let closed = changed("do = \"close\"\nwhat = \"passage:suez\"\n").unwrap();
    let after = fastest(&closed, "CNSHA", "NLRTM", "sea");
    let passes = |way: &Itinerary, name: &str| way.legs.iter().flat_map(|l| &l.passages).any(|p| p.contains(name));
    assert!(passes(&before, "Suez") && passes(&after, "Good Hope"));
    let longer = (after.totals.km - before.totals.km) / 1.852;
    // Published: about 3,300 nautical miles.
    assert!((2900.0..3700.0).contains(&longer), "{longer} nautical miles");
    let slow = changed("do = \"slow\"\nwhat = \"passage:suez\"\nhours = 48\n").unwrap();
    assert!((fastest(&slow, "CNSHA", "NLRTM", "sea").totals.hours - before.totals.hours - 48.0).abs() < 0.5);
}

#[test]
fn a_border_takes_what_the_scenario_says() {
    let text = "do = \"border\"\nof = [\"CHN\", \"LAO\"]\nmode = \"rail\"\n";
    let before = fastest(engine(), "Kunming", "Vientiane", "rail").totals;
    let slow = fastest(&changed(&format!("{text}hours = 40\n")).unwrap(), "Kunming", "Vientiane", "rail").totals;
    let half = fastest(&changed(&format!("{text}hours_factor = 0.5\nfee_factor = 0\n")).unwrap(), "Kunming", "Vientiane", "rail").totals;
    assert!((slow.hours - before.hours - 35.0).abs() < 0.1, "5 h to 40 h");
    assert!((before.hours - half.hours - 2.5).abs() < 0.1 && half.usd < before.usd);
}

#[test]
fn a_line_is_built_opened_and_improved() {
    // Into the steppe: nothing is there.
    let build = "do = \"build\"\nmode = \"rail\"\ngauge_mm = 1520\nkm = 60\nkmh = 60\ncountry = \"MNG\"\nstations = [\n\
        { name = \"Choir\", lat = 46.36, lon = 108.36 },\n { name = \"Halfway\", lat = 46.3, lon = 108.8, joins = false },\n\
        { name = \"End\", lat = 46.25, lon = 109.1 } ]\n";
    let built = changed(build).unwrap();
    let way = fastest(&built, "46.25,109.1", "Ulaanbaatar", "rail");
    assert!(way.totals.km > 250.0 && way.legs.iter().any(|l| l.mode == "rail"));
    let before = fastest(engine(), "Kashgar", "Tashkent", "rail").totals;
    let advance = "do = \"advance\"\nmode = \"rail\"\nline = \"China-Kyrgyzstan-Uzbekistan railway\"\n\
        facilities = [\"Makmal gauge yard (CKU)\"]\n";
    let opened = fastest(&changed(advance).unwrap(), "Kashgar", "Tashkent", "rail").totals;
    assert!(opened.km < 0.4 * before.km && opened.hours < before.hours);
    let improve = "do = \"improve\"\nmode = \"rail\"\nalong = [ { lat = 35.66, lon = 51.40 }, { lat = 36.29, lon = 59.60 } ]\nkmh = 80\n";
    let (was, is) = (fastest(engine(), "Tehran", "Mashhad", "rail"), fastest(&changed(improve).unwrap(), "Tehran", "Mashhad", "rail"));
    let km = |w: &Itinerary| w.legs.iter().filter(|l| l.mode == "rail").map(|l| l.km).sum::<f64>();
    assert!((km(&was) - km(&is)).abs() < 60.0 && is.totals.hours < was.totals.hours);
}

#[test]
fn a_line_is_closed_by_points_along_it() {
    let close = "do = \"close\"\nmode = \"rail\"\nalong = [ { lat = 24.97, lon = 102.70 }, { lat = 22.0, lon = 100.8 } ]\n";
    let before = fastest(engine(), "Kunming", "Vientiane", "rail,road").totals;
    let after = fastest(&changed(close).unwrap(), "Kunming", "Vientiane", "rail,road");
    assert!(before.hours < after.totals.hours);
    let north = |l: &landbridge_engine::itinerary::Leg| l.shape.iter().any(|p| p.lat > 23.5);
    assert!(!after.legs.iter().any(|l| l.mode == "rail" && north(l)));
}

#[test]
fn a_port_handles_faster_or_slower() {
    let sea = |text: &str| fastest(&changed(text).unwrap(), "CNSHA", "NLRTM", "sea").totals;
    let (before, handle) = (fastest(engine(), "CNSHA", "NLRTM", "sea").totals, "do = \"handle\"\nfacility = \"NLRTM\"\n");
    let own = |name: &str| engine().parameters.get(name).unwrap().value;
    let half = sea(&format!("{handle}hours_factor = 0.5\nusd_factor = 0.25\n"));
    assert!((before.hours - half.hours - 0.5 * own("handling.sea.hours")).abs() < 0.01, "{} {}", before.hours, half.hours);
    assert!(before.usd > half.usd);
    let more = sea(&format!("{handle}hours = 7\nusd_per_teu = 30\n"));
    assert!((more.hours - before.hours - 7.0).abs() < 0.01 && (more.usd - before.usd - 30.0).abs() < 0.01);
    let slow = sea("do = \"slow\"\nwhat = \"facility:NLRTM\"\nhours = 7\n");
    assert!((slow.hours - more.hours).abs() < 0.01);
}

#[test]
fn a_border_between_two_countries_is_closed_whole_or_by_mode() {
    let (before, modes) = (fastest(engine(), "Kunming", "Vientiane", "rail,road"), "rail,road");
    let way =
        |what: &str| fastest(&changed(&format!("do = \"close\"\nwhat = \"border:{what}\"\n")).unwrap(), "Kunming", "Vientiane", modes);
    let direct = |way: &Itinerary| way.border_crossings.iter().any(|b| b.countries == ["CHN", "LAO"]);
    assert!(direct(&before) && direct(&way("LAO-CHN:rail")) && !direct(&way("CHN-LAO")) && !direct(&way("CHN-LAO:road,rail")));
    for (odd, part) in [("CHN", "two countries"), ("CHN-PRT", "no crossing"), ("CHN-LAO:ship", "mode"), ("CHN-Nowhere", "no country")] {
        let error = changed(&format!("do = \"close\"\nwhat = \"border:{odd}\"\n")).err().unwrap();
        assert!(error.message.contains(part), "{odd}: {error}");
    }
}

/// A line through the town takes nothing from the ways that were there.
#[test]
fn what_is_built_makes_no_way_dearer() {
    let stations = "{ name = \"A\", lat = 53.90, lon = 27.50 },\n { name = \"B\", lat = 53.91, lon = 27.60 },\n { name = \"C\", lat = 53.88, lon = 27.70 } ]\n";
    let build = |mode: &str| {
        format!("do = \"build\"\nmode = \"{mode}\"\ngauge_mm = 1435\ncountry = \"BLR\"\nreach_km = 60\nstations = [\n {stations}")
    };
    for mode in ["road", "rail"] {
        let Ok(built) = changed(&build(mode)) else { continue };
        for modes in ["road", "rail"] {
            let (was, is) = (fastest(engine(), "Minsk", "Moscow", modes).totals, fastest(&built, "Minsk", "Moscow", modes).totals);
            assert!(is.hours <= was.hours + 0.01, "{mode} {modes}: {} {}", was.hours, is.hours);
        }
    }
}

#[test]
fn a_canal_joins_two_seas() {
    let canal = engine().scenario("thai-canal").unwrap();
    let with = engine().with_scenarios(&[canal]).unwrap();
    let (was, is) = (fastest(engine(), "HKHKG", "LKCMB", "sea"), fastest(&with, "HKHKG", "LKCMB", "sea"));
    assert!(was.totals.km - is.totals.km > 300.0 && is.legs.iter().any(|l| l.countries.contains(&"THA".to_owned())), "{:?}", is.legs);
}

#[test]
fn a_disruption_counts_on_its_days() {
    let suez = engine().scenario("suez-blocked-2021").unwrap();
    for (day, counts) in [("2021-03-22", false), ("2021-03-23", true), ("2021-03-29", true), ("2021-03-30", false)] {
        let (now, notes) = in_force(vec![suez.clone()], day);
        assert_eq!((!now.is_empty(), notes.len()), (counts, 1), "{day}: {notes:?}");
    }
    let (now, notes) = in_force(vec![engine().scenario("suez-closed").unwrap()], "1999-01-01");
    assert_eq!((now.len(), notes.len()), (1, 0), "without days it always counts");
    let dated = |days: &str| {
        read_scenario(
            Path::new("test.toml"),
            &HEAD
                .replace("hypothetical", "past")
                .replace("[[changes]]", &format!("{days}\n[[changes]]\ndo = \"close\"\nwhat = \"passage:suez\"")),
        )
    };
    for (days, part) in [
        ("from = \"soon\"", "is no day"),
        ("from = \"2021-02-30\"", "is no day"),
        ("from = \"2021-03-29\"\nuntil = \"2021-03-23\"", "before it begins"),
        ("from = \"2021-03-29\"", "no last day"),
    ] {
        assert!(dated(days).unwrap_err().message.contains(part), "{days}");
    }
}

#[test]
fn a_facility_is_found_by_its_own_words() {
    let of = |name: &str| engine().find_facility(name);
    assert_ne!(of("Astrakhan, RU (pipeline terminal)").unwrap(), of("astrakhan, ru (seaport)").unwrap());
    let several = of("Astrakhan").unwrap_err();
    assert!(several.message.contains("fits") && several.hint.contains("(pipeline terminal)"), "{several}");
    assert!(of("Nowhere").is_err() && of("CNSHA").is_ok());
}

#[test]
fn what_changes_nothing_says_why() {
    let head = HEAD.replace("[[changes]]\n", "");
    let read = |text: &str| read_scenario(Path::new("test.toml"), &format!("{head}{text}"));
    let idle = read("no_change = \"It carries passengers.\"\n").unwrap();
    assert!(engine().with_scenarios(&[idle]).unwrap().world == engine().world);
    assert!(read("").unwrap_err().message.contains("changes nothing"));
    let both = "no_change = \"why\"\n[[changes]]\ndo = \"close\"\nwhat = \"passage:suez\"\n";
    assert!(read(both).unwrap_err().message.contains("says that it has none"));
    let odd = head.replace("\"project\"", "\"disruption\"") + "sense = \"without\"\nno_change = \"why\"\n";
    assert!(read_scenario(Path::new("test.toml"), &odd).unwrap_err().message.contains("sense"));
}

#[test]
fn scenarios_are_made_in_order_and_on_each_other_and_once() {
    let one = "do = \"set\"\nvalues = { \"handling.sea.hours\" = 10 }\n";
    let two = "do = \"set\"\nfactors = { \"handling.sea.hours\" = 3 }\n";
    let read = |text: &str| read_scenario(Path::new("t.toml"), &format!("{HEAD}{text}")).unwrap();
    let of = |list: &[&str]| {
        let named = |(k, t): (usize, &&str)| read_scenario(Path::new(&format!("t{k}.toml")), &format!("{HEAD}{t}")).unwrap();
        let all: Vec<_> = list.iter().enumerate().map(named).collect();
        engine().with_scenarios(&all).unwrap().parameters.get("handling.sea.hours").unwrap().value
    };
    let own = engine().parameters.get("handling.sea.hours").unwrap().value;
    assert_eq!((of(&[one, two]), of(&[two, one])), (30.0, 10.0));
    let first = changed(two).unwrap();
    assert!(changed(two).unwrap().with_scenarios(&[read_scenario(Path::new("test.toml"), &format!("{HEAD}{one}")).unwrap()]).is_err());
    let both = first.with_scenarios(&[read(two)]).unwrap();
    assert!((both.parameters.get("handling.sea.hours").unwrap().value - 9.0 * own).abs() < 1e-9);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases = [
        ("do = \"close\"\nwhat = \"passage:panamaa\"\n", "change 1: 'panamaa' is no passage"),
        ("do = \"close\"\n", "not clear"),
        ("do = \"close\"\nmode = \"rail\"\nwhat = \"passage:suez\"\n", "not clear"),
        ("do = \"close\"\nmode = \"rail\"\nalong = [ { lat = 25, lon = 102.8 } ]\n", "two points"),
        ("do = \"handle\"\nfacility = \"CNSHA\"\n", "no figure"),
        ("do = \"handle\"\nfacility = \"Kyrgyzstan\"\nhours = 3\n", "'Kyrgyzstan'"),
        ("do = \"fly\"\n", "unknown variant"),
        ("do = \"close\"\nwhat = \"passage:suez\"\nwhere = 1\n", "unknown field"),
        ("do = \"border\"\nof = [\"CHN\", \"PRT\"]\nhours = 1\n", "no such border"),
        ("do = \"border\"\nof = [\"CHN\"]\n", "no figure"),
        ("do = \"border\"\nof = [\"CHN\"]\nhours_factor = -1\n", "hours_factor is -1"),
        ("do = \"improve\"\nmode = \"rail\"\nline = \"X\"\nkmh = 0\n", "kmh is 0"),
        ("do = \"improve\"\nmode = \"rail\"\nline = \"X\"\nkmh = nan\n", "kmh is NaN"),
        ("do = \"border\"\nof = [\"CHN\"]\nhours_factor = 1e300\n", "hours_factor is 1"),
        ("do = \"slow\"\nwhat = \"mode:air\"\nhours = 3\n", "cannot be slowed"),
        ("do = \"set\"\nvalues = { \"no.such\" = 1 }\n", "no.such"),
        ("do = \"serve\"\nfolder = \"nowhere\"\n", "no folder"),
        ("do = \"advance\"\nmode = \"rail\"\nline = \"Nowhere railway\"\n", "no line"),
        (
            "do = \"build\"\nmode = \"rail\"\ngauge_mm = 1435\nkm = 9\ncountry = \"CHN\"\nstations = [ { name = \"A\", lat = 30, lon = 110 }, { name = \"B\", lat = 31, lon = 110 } ]\n",
            "less than the 111 km",
        ),
        ("do = \"build\"\nmode = \"rail\"\ncountry = \"CHN\"\nstations = []\n", "gauge"),
        ("do = \"improve\"\nmode = \"rail\"\nkmh = 80\n", "two points"),
        ("do = \"improve\"\nmode = \"rail,road\"\nkmh = 80\n", "more than one mode"),
        (
            "do = \"open\"\nname = \"X\"\nkind = \"seaport\"\ncountry = \"KAZ\"\nlat = 49\nlon = 75\nmodes = [\"sea\"]\n",
            "no line of sea lies within",
        ),
    ];
    for (text, part) in cases {
        let error = changed(text).err().unwrap_or_else(|| panic!("{text} is taken"));
        assert!(error.message.contains("test.toml") && error.message.contains(part), "{text}: {error}");
        assert!(!error.hint.is_empty(), "{text}: {error}");
    }
    let error = read_scenario(Path::new("test.toml"), "name = 1\n").unwrap_err();
    assert!(error.message.contains("line 1"), "{error}");
    assert!(engine().scenario("nothing").unwrap_err().hint.contains("suez-closed"));
}

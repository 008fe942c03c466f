//! What a loss costs on the network that ships.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test")]

use landbridge_engine::Engine;
use landbridge_engine::criticality::{CriticalityAnswer, CriticalityRequest, Part};
use landbridge_engine::data::find_data;
use landbridge_engine::skim::{SkimObjective, SkimRequest};
use landbridge_model::Cargo;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::open(&find_data().unwrap()).unwrap())
}

fn request(places: &str, avoid: &[&str]) -> SkimRequest {
    SkimRequest {
        origins: places.to_owned(),
        destinations: places.to_owned(),
        objective: SkimObjective::Generalised,
        cargo: Cargo::parse("teu:1").unwrap(),
        year: None,
        modes: None,
        avoid: avoid.iter().map(|&a| a.to_owned()).collect(),
        set: Vec::new(),
    }
}

fn ask(places: &str, kinds: &[Part], most: usize) -> CriticalityAnswer {
    let request = CriticalityRequest { skim: request(places, &[]), kinds: kinds.to_vec(), most };
    engine().criticality(&request, &|_, _| ()).unwrap_or_else(|e| panic!("{e}: {}", e.hint))
}

const PORTS: &str = "CNSHA; NLRTM; INNSA; EGALY; Almaty";

/// Every loss is found a second time by asking for the matrix anew with the
/// thing avoided.
#[test]
fn a_loss_is_the_difference_of_two_matrices() {
    let answer = ask(PORTS, &[Part::Passage, Part::Crossing, Part::Facility, Part::Line], 3);
    assert!(answer.losses.len() >= 10, "{}", answer.losses.len());
    let before = engine().skim(&request(PORTS, &[]), &|_, _| ()).unwrap().skim;
    for loss in &answer.losses {
        let after = engine().skim(&request(PORTS, &[&loss.close]), &|_, _| ()).unwrap_or_else(|e| panic!("{}: {e}", loss.close)).skim;
        let pairs = || before.cells.iter().zip(&after.cells);
        let cut_off = pairs().filter(|(a, b)| a.is_some() && b.is_none()).count();
        assert_eq!(loss.cut_off, cut_off, "{}", loss.close);
        let both: Vec<_> = pairs().filter_map(|(a, b)| (*a).zip(*b)).filter(|(a, _)| a.seconds > 0).collect();
        #[expect(clippy::cast_precision_loss, reason = "a count of pairs")]
        let count = both.len() as f64;
        let hours: f64 = both.iter().map(|(a, b)| b.hours() - a.hours()).sum::<f64>() / count;
        let usd: f64 = both.iter().map(|(a, b)| b.usd() - a.usd()).sum::<f64>() / count;
        // A change of less than half a cent counts as none.
        assert!(
            (loss.lost.hours - hours).abs() < 1e-3 && (loss.lost.usd - usd).abs() < 0.01,
            "{}: {hours} {usd} {:?}",
            loss.close,
            loss.lost
        );
        assert!(loss.carried > 0.0 && loss.lost.generalised_usd >= -1e-9 && loss.access_lost_percent >= -1e-9);
    }
    let passage = answer.losses.iter().find(|l| l.part == Part::Passage).unwrap();
    assert!(passage.losing >= 2 && passage.lost.generalised_usd > 0.0, "{passage:?}");
}

#[test]
fn all_of_a_pair_passes_each_link_of_its_way() {
    let answer = ask("Kunming; Vientiane", &[Part::Link, Part::Crossing], 2);
    let crossing = answer.losses.iter().find(|l| l.part == Part::Crossing).unwrap();
    assert!((crossing.carried - 1.0).abs() < 1e-9 && crossing.name.contains("Boten"), "{crossing:?}");
    for link in answer.losses.iter().filter(|l| l.part == Part::Link) {
        assert!(link.carried <= 1.0 + 1e-9 && link.name.contains(", "), "{link:?}");
    }
    assert_eq!(answer.looked.iter().map(|l| l.part).collect::<Vec<_>>(), [Part::Link, Part::Crossing]);
}

#[test]
fn links_that_are_closed_lie_apart() {
    let answer = ask("Kunming; Vientiane; Almaty; Mannheim", &[Part::Link], 12);
    let by_mode = |close: &str| close.split(' ').next().unwrap().to_owned();
    for (k, a) in answer.losses.iter().enumerate() {
        for b in &answer.losses[k + 1..] {
            assert!(by_mode(&a.close) != by_mode(&b.close) || a.position.km_to(b.position) >= 100.0, "{a:?} {b:?}");
        }
    }
}

/// A port that a place is cannot be left out of its ways: it is cut off.
#[test]
fn who_starts_at_a_facility_is_cut_off_with_it() {
    let skim =
        SkimRequest { modes: Some(landbridge_engine::constraint::parse_modes("sea").unwrap()), ..request("CNSHA; NLRTM; INNSA", &[]) };
    let answer = engine().criticality(&CriticalityRequest { skim, kinds: vec![Part::Facility], most: 5 }, &|_, _| ()).unwrap();
    let port = answer.losses.iter().find(|l| l.name.starts_with("Shanghai")).unwrap();
    assert_eq!((port.cut_off, port.losing), (4, 0), "{port:?}");
    assert!((port.carried - 4.0 / 6.0).abs() < 1e-9 && port.access_lost_percent > 0.0, "{port:?}");
}

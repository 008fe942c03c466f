//! What services take beside the direct ways of the network, by mode.
//!
//! `cargo bench -p landbridge-engine --bench calibrate` prints every ride of a
//! seen service between published times, and for each mode the median of the
//! timetable's hours, less those at borders, over those of the direct way, with
//! the spread of its logarithm. Sea and rail give `hours_over_direct` of
//! `data/parameters/plan.toml`; published transit times in `data/evidence` take
//! no part.

#![expect(clippy::panic, clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_engine::plan::Measured;
use landbridge_engine::{Engine, data};
use landbridge_model::{Cargo, Law, Mode};

/// Shorter rides are mostly time in port and yard.
const LEAST_KM: f64 = 300.0;

fn main() {
    let engine = data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}"));
    let cargo = Cargo::parse("teu:1").unwrap_or_else(|e| panic!("{e}"));
    let mut rides = engine.rides_beside_direct_ways(&cargo, LEAST_KM).unwrap_or_else(|e| panic!("{e}"));
    // A timetable shorter than the mean time at its borders leaves next to nothing.
    let ratio = |r: &Measured| (r.scheduled - r.border).max(1.0) / r.direct;
    rides.sort_by(|a, b| a.mode.cmp(&b.mode).then(ratio(a).total_cmp(&ratio(b))));
    for r in &rides {
        println!(
            "{:8} {:.2} {}: {} → {}, {} calls, {:.0} km, {:.0} h beside {:.0} h and {:.0} h at borders",
            r.mode.as_str(),
            ratio(r),
            r.service,
            r.from,
            r.to,
            r.calls,
            r.km,
            r.scheduled,
            r.direct,
            r.border
        );
    }
    for mode in Mode::ALL {
        let all: Vec<f64> = rides.iter().filter(|r| r.mode == mode).map(ratio).collect();
        if all.is_empty() {
            continue;
        }
        // Half the width of the middle four fifths of the logarithms, as of a
        // normal law.
        let at = |p: f64| {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a position in a list"
            )]
            let i = (p * (all.len() - 1) as f64).round() as usize;
            all[i]
        };
        let law = Law::of_p50_p90((at(0.1) * at(0.9)).sqrt(), at(0.9));
        println!("{}: {} rides, p10 {:.2}, median {:.2}, p90 {:.2}; {law:?}", mode.as_str(), all.len(), at(0.1), at(0.5), at(0.9));
    }
}

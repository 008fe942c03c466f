//! How well and how fast names of parties are compared.
//!
//! `cargo bench -p landbridge-portfolio --bench screening` prints precision and
//! recall on the pairs that were never used for tuning, and comparisons of pairs a
//! second. With `-- --fit 2026-01-31` it makes `data/screening/weights.toml` of the
//! pairs for tuning, and with `-- --tune` it prints how these are judged.

#![expect(clippy::panic, clippy::print_stdout, reason = "a bench prints what it measured")]

use landbridge_model::Findings;
use landbridge_portfolio::screening::labelled::{self, Labelled};
use landbridge_portfolio::screening::{Index, Lexicon, Name, Screener, Settings, Tables, Verdict, Weights, fit};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/screening")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn or_panic<T>(result: Result<T, String>) -> T {
    result.unwrap_or_else(|e| panic!("{e}"))
}

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.1}", 100.0 * number(part) / number(whole)) }
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let mut findings = Findings::default();
    let (lexicon, acronyms, related) = (text("lexicon.csv"), text("acronyms.csv"), text("related.csv"));
    let start = Instant::now();
    let lexicon = or_panic(Lexicon::read(Tables { lexicon: &lexicon, acronyms: &acronyms, related: &related }, &mut findings));
    println!("lexicon read in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let settings = or_panic(Settings::read("settings.toml", &text("settings.toml")));
    let pairs = or_panic(labelled::read(&text("pairs.csv"), &mut findings));
    assert!(findings.0.is_empty(), "{:?}", findings.0);
    let (tune, held): (Vec<&Labelled>, Vec<&Labelled>) = pairs.iter().partition(|p| p.for_tuning);
    if let Some(at) = words.iter().position(|w| w == "--fit") {
        let day = words.get(at + 1).unwrap_or_else(|| panic!("name the day after --fit"));
        let weights = fit(&tune, &lexicon, &settings, day);
        std::fs::write(folder().join("weights.toml"), weights.write()).unwrap_or_else(|e| panic!("weights.toml: {e}"));
        println!("weights.toml written: match from {}, possible from {}; {}", weights.match_from, weights.possible_from, weights.source);
    }
    let weights = or_panic(Weights::read("weights.toml", &text("weights.toml")));
    let screener = Screener::new(lexicon, settings, weights);
    if words.iter().any(|w| w == "--tune") {
        for p in &tune {
            let (a, b) = (screener.name(&p.query), screener.name(&p.listed));
            let m = screener.explain(&a, &b);
            let wrong = (m.verdict == Verdict::Match) != p.same;
            let agree: Vec<String> = m.agree.iter().map(|g| format!("{}={} {:?}", g.asked, g.listed, g.how)).collect();
            println!(
                "{} {:.3} {} {} | {} | {} | {} | only {:?} {:?}",
                if wrong { "WRONG" } else { "right" },
                m.score,
                u8::from(p.same),
                p.relation,
                p.query,
                p.listed,
                agree.join(", "),
                m.only_asked,
                m.only_listed
            );
            if wrong {
                let reasons: Vec<String> = m.reasons.iter().map(|r| format!("{} {}", r.feature, r.log_odds)).collect();
                println!("      {}", reasons.join(", "));
            }
        }
    }
    table("tune, by weights that were fitted on it", &tune, &screener);
    if words.iter().any(|w| w == "--tune") {
        return;
    }
    table("held, never used for tuning", &held, &screener);
    blocking(&held, &screener);
    speed(&pairs, &screener);
}

/// Pairs of one group by what they are and how they are judged.
#[derive(Default)]
struct Count {
    same: usize,
    different: usize,
    /// Of the same: match, and match or possible.
    found: [usize; 2],
    /// Of the different: match, and match or possible.
    wrong: [usize; 2],
}

fn table(what: &str, pairs: &[&Labelled], screener: &Screener) {
    let mut groups: BTreeMap<(u8, &str), Count> = BTreeMap::new();
    for pair in pairs {
        let verdict = screener.weights.verdict(screener.likelihood(&screener.name(&pair.query), &screener.name(&pair.listed)));
        for key in [(0, "all"), (1, pair.scripts.as_str()), (2, pair.relation.as_str())] {
            let count = groups.entry(key).or_default();
            let (whole, part) = if pair.same { (&mut count.same, &mut count.found) } else { (&mut count.different, &mut count.wrong) };
            *whole += 1;
            part[0] += usize::from(verdict == Verdict::Match);
            part[1] += usize::from(verdict >= Verdict::Possible);
        }
    }
    println!("\n{what}: {} pairs", pairs.len());
    println!(
        "{:<24} {:>5} {:>6} | match: {:>9} {:>7} {:>12} | or possible: {:>9} {:>7}",
        "", "same", "differ", "precision", "recall", "wrong", "precision", "recall"
    );
    for ((_, name), c) in &groups {
        let precision = |k: usize| percent(c.found[k], c.found[k] + c.wrong[k]);
        println!(
            "{name:<24} {:>5} {:>6} |        {:>9} {:>7} {:>5} {:>6} |              {:>9} {:>7}",
            c.same,
            c.different,
            precision(0),
            percent(c.found[0], c.same),
            c.wrong[0],
            percent(c.wrong[0], c.different),
            precision(1),
            percent(c.found[1], c.same)
        );
    }
}

/// How often the index hands over the listed name of a pair of one party.
fn blocking(pairs: &[&Labelled], screener: &Screener) {
    let index = Index::of(pairs.iter().map(|p| screener.name(&p.listed)).collect(), &screener.settings);
    let same: Vec<(usize, &&Labelled)> = pairs.iter().enumerate().filter(|(_, p)| p.same).collect();
    for most in [10, 50, screener.settings.candidates] {
        let found = same.iter().filter(|(i, p)| index.candidates(&screener.name(&p.query), most).contains(i)).count();
        println!("among {most} candidates of {} names the index has the listed one in {} of 100", pairs.len(), percent(found, same.len()));
    }
}

/// Full comparisons of names that were made ready, each with each.
fn speed(pairs: &[Labelled], screener: &Screener) {
    let start = Instant::now();
    let left: Vec<Name> = pairs.iter().map(|p| screener.name(&p.query)).collect();
    let right: Vec<Name> = pairs.iter().map(|p| screener.name(&p.listed)).collect();
    println!("\n{:.0} names made ready a second", number(2 * pairs.len()) / start.elapsed().as_secs_f64());
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap_or_else(|e| panic!("{e}"));
        let mut all: Vec<f64> = Vec::new();
        for _ in 0..3 {
            let start = Instant::now();
            let sum: f64 = pool.install(|| left.par_iter().map(|a| right.iter().map(|b| screener.likelihood(a, b)).sum::<f64>()).sum());
            black_box(sum);
            all.push(number(left.len() * right.len()) / start.elapsed().as_secs_f64());
        }
        all.sort_by(f64::total_cmp);
        println!("{threads} threads: {:.0} to {:.0} pair comparisons a second, each query with each listed name", all[0], all[2]);
        let repeat = 200;
        let start = Instant::now();
        let sum: f64 = pool.install(|| {
            (0..repeat).into_par_iter().map(|_| left.iter().zip(&right).map(|(a, b)| screener.likelihood(a, b)).sum::<f64>()).sum()
        });
        black_box(sum);
        println!("{threads} threads: {:.0} labelled pairs a second", number(left.len() * repeat) / start.elapsed().as_secs_f64());
    }
}

//! Screening on the data that ship: what it promises, and how well it does on pairs
//! that were never used for tuning.

#![expect(clippy::unwrap_used, reason = "a test")]

use landbridge_model::Findings;
use landbridge_portfolio::screening::labelled::{self, Labelled};
use landbridge_portfolio::screening::{Hit, How, Lexicon, List, Screener, Settings, Tables, Verdict, Weights, fit, read_list};
use proptest::prelude::*;
use std::sync::OnceLock;

const SETTINGS: &str = include_str!("../../../data/screening/settings.toml");
const WEIGHTS: &str = include_str!("../../../data/screening/weights.toml");
const PAIRS: &str = include_str!("../../../data/screening/pairs.csv");

fn lexicon() -> Lexicon {
    let mut findings = Findings::default();
    let tables = Tables {
        lexicon: include_str!("../../../data/screening/lexicon.csv"),
        acronyms: include_str!("../../../data/screening/acronyms.csv"),
        related: include_str!("../../../data/screening/related.csv"),
    };
    let lexicon = Lexicon::read(tables, &mut findings).unwrap();
    assert!(findings.0.is_empty(), "{:?}", findings.0);
    lexicon
}

fn screener() -> &'static Screener {
    static SCREENER: OnceLock<Screener> = OnceLock::new();
    SCREENER.get_or_init(|| {
        let settings = Settings::read("settings.toml", SETTINGS).unwrap();
        Screener::new(lexicon(), settings, Weights::read("weights.toml", WEIGHTS).unwrap())
    })
}

fn pairs() -> &'static [Labelled] {
    static PAIRS_READ: OnceLock<Vec<Labelled>> = OnceLock::new();
    PAIRS_READ.get_or_init(|| {
        let mut findings = Findings::default();
        let pairs = labelled::read(PAIRS, &mut findings).unwrap();
        assert!(findings.0.is_empty(), "{:?}", findings.0);
        pairs
    })
}

fn verdict(one: &str, other: &str) -> Verdict {
    let it = screener();
    it.weights.verdict(it.likelihood(&it.name(one), &it.name(other)))
}

#[test]
fn the_committed_weights_are_what_the_fit_gives() {
    let it = screener();
    let tune: Vec<&Labelled> = pairs().iter().filter(|p| p.for_tuning).collect();
    let fitted = fit(&tune, &it.lexicon, &it.settings, &it.weights.made);
    assert_eq!(fitted.write(), WEIGHTS, "make them again with the command in the first line of weights.toml");
}

#[test]
fn one_firm_in_two_scripts() {
    let it = screener();
    let (asked, listed) = (it.name("中国路桥工程有限责任公司"), it.name("China Road and Bridge Corporation"));
    let result = it.explain(&asked, &listed);
    assert_eq!(result.verdict, Verdict::Match, "{result:?}");
    let bridge = result.agree.iter().find(|a| a.listed == "bridge").unwrap();
    assert!(bridge.how == How::Meaning && bridge.asked == "路桥" && bridge.through.starts_with("bridge (lexicon.csv:"), "{bridge:?}");
    assert_eq!(verdict("中国路桥工程有限责任公司", "China Road & Bridge Corp."), Verdict::Match);
}

#[test]
fn state_and_railway_are_two_firms() {
    for (one, other) in [
        ("China State", "China Railway"),
        ("China State Construction Engineering Corporation", "China Railway Construction Corporation"),
        ("China State Construction Engineering Corporation", "China Railway Engineering Corporation"),
        ("中国建筑股份有限公司", "China Railway Group Limited"),
        ("China State Construction Engineering Corporation", "中国铁建股份有限公司"),
    ] {
        assert_ne!(verdict(one, other), Verdict::Match, "{one} and {other}");
    }
}

/// Precision and recall of a verdict or a stronger one.
fn measured(pairs: &[&Labelled], least: Verdict) -> (f64, f64) {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap());
    let told: Vec<_> = pairs.iter().filter(|p| verdict(&p.query, &p.listed) >= least).collect();
    let right = told.iter().filter(|p| p.same).count();
    (number(right) / number(told.len()), number(right) / number(pairs.iter().filter(|p| p.same).count()))
}

#[test]
fn as_good_as_told_on_pairs_never_used_for_tuning() {
    let held: Vec<&Labelled> = pairs().iter().filter(|p| !p.for_tuning).collect();
    assert!(pairs().len() >= 600 && held.len() * 5 >= pairs().len() * 2, "{} of {}", held.len(), pairs().len());
    let (precision, recall) = measured(&held, Verdict::Match);
    assert!(precision >= 0.90 && recall >= 0.70, "match: precision {precision:.3}, recall {recall:.3}");
    let (precision, recall) = measured(&held, Verdict::Possible);
    assert!(precision >= 0.60 && recall >= 0.85, "possible: precision {precision:.3}, recall {recall:.3}");
}

/// A list of the listed names of some pairs, from one of them on.
fn list(from: usize, backwards: bool) -> List {
    let mut rows: Vec<String> = pairs().iter().skip(from).take(60).map(|p| format!("{:?}", p.listed)).collect();
    rows.sort();
    rows.dedup();
    if backwards {
        rows.reverse();
    }
    let text = format!("name\n{}\n", rows.join("\n").replace("\\\"", "\"\""));
    List::of(read_list("l.csv", &text, &mut Findings::default()).unwrap(), screener())
}

fn told(hits: Vec<Hit>) -> Vec<(String, String)> {
    hits.into_iter().map(|h| (h.entry.name, format!("{:?}", h.result))).collect()
}

#[test]
fn other_names_and_days() {
    let text = "id,name,aliases,country,list,from,until\n\
                7,China Road and Bridge Corporation,CRBC; 中国路桥,CHN,some,2020-01-01,2021-12-31\n\
                8,,,,,,\n9,Webuild,,,,soon,\n";
    let mut findings = Findings::default();
    let entries = read_list("l.csv", text, &mut findings).unwrap();
    assert_eq!((entries.len(), findings.0.len()), (2, 2), "{findings:?}");
    assert!(findings.0.iter().all(|f| f.place.starts_with("l.csv:")), "{findings:?}");
    assert!(entries[0].is_in_force("2021-12-31".parse().unwrap()) && !entries[0].is_in_force("2022-01-01".parse().unwrap()));
    let hits = screener().screen(&List::of(entries, screener()), "中国路桥");
    assert_eq!((hits.len(), hits[0].listed_name.as_str(), hits[0].entry.id.as_str()), (1, "中国路桥", "7"));
    assert!(hits[0].result.score >= 1.0 && hits[0].result.verdict == Verdict::Match);
}

/// Names as they are, cut, joined and damaged.
fn any_name() -> impl Strategy<Value = String> {
    let some = (0..pairs().len(), any::<bool>()).prop_map(|(i, q)| if q { pairs()[i].query.clone() } else { pairs()[i].listed.clone() });
    let halves = (some.clone(), some.clone(), 0usize..12).prop_map(|(a, b, n)| a.chars().take(n).chain(b.chars().skip(n)).collect());
    prop_oneof![3 => some, 2 => halves, 1 => any::<String>(), 1 => "[A-Za-z0-9 .&-]{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn either_way_round_and_again(one in any_name(), other in any_name()) {
        let it = screener();
        let (a, b) = (it.name(&one), it.name(&other));
        let likelihood = it.likelihood(&a, &b);
        prop_assert!((0.0..=1.0).contains(&likelihood));
        prop_assert_eq!(likelihood.to_bits(), it.likelihood(&b, &a).to_bits());
        prop_assert_eq!(it.explain(&a, &b), it.explain(&it.name(&one), &it.name(&other)));
        let (there, back) = (it.explain(&a, &b), it.explain(&b, &a));
        prop_assert_eq!((there.only_asked, there.only_listed), (back.only_listed, back.only_asked));
        prop_assert_eq!(there.reasons, back.reasons);
    }

    #[test]
    fn a_name_is_itself(name in any_name()) {
        let it = screener();
        if name.chars().any(char::is_alphanumeric) {
            let a = it.name(&name);
            prop_assert_eq!(it.explain(&a, &a).verdict, Verdict::Match);
        }
    }

    #[test]
    fn the_order_of_the_list_does_not_matter(from in 0usize..900, name in any_name()) {
        let there = told(screener().screen(&list(from, false), &name));
        prop_assert_eq!(&there, &told(screener().screen(&list(from, true), &name)));
        prop_assert_eq!(&there, &told(screener().screen(&list(from, false), &name)));
    }

    #[test]
    fn any_text_is_a_list_or_is_refused(text in any::<String>()) {
        let mut findings = Findings::default();
        let _ = read_list("l.csv", &format!("name,aliases,from\n{text}"), &mut findings);
        prop_assert!(findings.0.iter().all(|f| f.place.starts_with("l.csv")));
    }
}

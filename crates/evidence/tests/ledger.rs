//! A small ledger of its own text: what verdicts claims get, what is refused.
#![expect(clippy::unwrap_used, reason = "tests")]

use landbridge_evidence::ask::{Ask, Figures, NoFigure};
use landbridge_evidence::check::{Checked, check};
use landbridge_evidence::figure::Figure;
use landbridge_evidence::judge::{Rules, Verdict};
use landbridge_evidence::ledger::{Files, Ledger, LedgerError, read, sha256, write_numbers};
use landbridge_evidence::numbers::numbers;
use landbridge_evidence::report;

const TEXT: &str = "# 1.1 Trains\nIn August 2024 the line ran 1,653 trains with 173,000 boxes, over 100 boxes a train, \
                    and 11,403 trains before. It is about 700 km long and will need two years. Vision 2030.\n";

const CLAIMS: &str = r#"
[[claim]]
id = "trains"
at = [@1,653@, @August@]
section = "1.1"
says = "Trains in August"
quantity = "trains"
value = 1653
unit = "trains"
kind = "observed"
as_of = "2024-08"
source = "https://example.org"

[[claim.check]]
by = "fact"
note = "the year so far less the months before"
formula = "year - before"
inputs.year = { fact = "year" }
inputs.before = { claim = "before" }

[[claim]]
id = "before"
at = [@11,403@]
section = "1.1"
says = "Trains before"
quantity = "trains"
value = 11403
unit = "trains"
kind = "observed"
unchecked = "no statistic was read"

[[claim]]
id = "boxes-a-train"
at = [@100@]
section = "1.1"
says = "Boxes a train"
quantity = "boxes"
value = 100
unit = "boxes"
comparator = "over"
kind = "observed"

[[claim.check]]
by = "arithmetic"
note = "boxes by trains"
formula = "boxes / trains"
inputs.boxes = { number = 173000, what = "the boxes of the text" }
inputs.trains = { claim = "trains" }

[[claim]]
id = "length"
at = [@700@]
section = "1.1"
says = "Length of the line"
quantity = "length"
value = 700
unit = "km"
comparator = "about"
kind = "observed"

[[claim.check]]
by = "network"
note = "the way over the network"
formula = "km"
inputs.km = { route = { from = "A", to = "B", quantity = "km" } }

[[claim]]
id = "years"
at = [@two@]
section = "1.1"
says = "Years that it needs"
quantity = "years"
value = 2
unit = "years"
kind = "target"
unchecked = "whether it will is not known"
needs = "appraisal"
"#;

const DOCUMENT: &str = r#"
title = "Trains"
publisher = "Somebody"
year = 2024
sha256 = "0"
bytes = 1
names = ["Vision 2030"]
"#;

/// Claims with `@words@` as the offset of the words in the text.
fn placed(claims: &str) -> String {
    let parts = claims.split('@').enumerate();
    parts.map(|(i, part)| if i % 2 == 0 { part.to_owned() } else { TEXT.find(part).unwrap().to_string() }).collect()
}

fn files(claims: &str) -> Files {
    let file = |name: &str, text: String| (name.to_owned(), text);
    Files {
        document: file("ledger.toml", DOCUMENT.to_owned()),
        numbers: file("numbers.csv", write_numbers(&numbers(TEXT, &["Vision 2030".to_owned()]))),
        claims: vec![file("claims/1.toml", placed(claims))],
    }
}

fn ledger() -> Ledger {
    read("trains", &files(CLAIMS)).unwrap()
}

/// A world of two figures.
struct World {
    year: f64,
    km: Result<f64, NoFigure>,
}

impl Figures for World {
    fn figure(&self, ask: &Ask) -> Result<Figure, NoFigure> {
        match ask {
            Ask::Fact { fact } if fact == "year" => Ok(Figure::exact(self.year, "statistics")),
            Ask::Route { .. } => self.km.clone().map(|km| Figure::between(km * 0.95, km, km * 1.05, "network")),
            other => Err(NoFigure::Unknown(format!("{other:?}"))),
        }
    }
}

const RULES: Rules = Rules { about: 0.1, nearly: 0.1, reach: 0.25, edge: 0.1 };

fn checked(year: f64, km: Result<f64, NoFigure>) -> Checked {
    check(&ledger(), &World { year, km }, &RULES).unwrap()
}

fn verdicts(checked: &Checked) -> Vec<(&str, Verdict)> {
    checked.claims.iter().map(|c| (c.id.as_str(), c.verdict)).collect()
}

#[test]
fn verdicts_follow_the_figures() {
    let expected = [
        ("trains", Verdict::Reproduced),
        ("before", Verdict::SourceMissing),
        ("boxes-a-train", Verdict::Reproduced),
        ("length", Verdict::Reproduced),
        ("years", Verdict::NotCheckable),
    ];
    assert_eq!(verdicts(&checked(13056.0, Ok(720.0))), expected);
    // Another datum, another verdict.
    let other = checked(13000.0, Ok(900.0));
    assert_eq!(other.claims[0].verdict, Verdict::Contradicted);
    assert_eq!(other.claims[3].verdict, Verdict::Contradicted);
    assert!(other.claims[3].reason.contains("900 (855 to 945) km against about 700 claimed"), "{}", other.claims[3].reason);
}

#[test]
fn what_is_not_computable_says_why() {
    let it = checked(13056.0, Err(NoFigure::NotComputable("there is no way".to_owned())));
    assert_eq!(it.claims[3].verdict, Verdict::NotCheckable);
    assert!(it.claims[3].reason.contains("there is no way"));
    let wrong = check(&ledger(), &World { year: 1.0, km: Err(NoFigure::Unknown("no B".to_owned())) }, &RULES).unwrap_err();
    assert_eq!((wrong.claim.as_str(), wrong.message.as_str()), ("length", "input km: no B"));
}

#[test]
fn coverage_counts_every_number() {
    let coverage = checked(13056.0, Ok(700.0)).coverage;
    assert_eq!((coverage.numbers, coverage.covered, coverage.excluded), (9, 6, 2));
    let left: Vec<&str> = coverage.uncovered.iter().map(|n| n.value.as_str()).collect();
    assert_eq!(left, ["173000"]);
}

#[test]
fn a_ledger_that_does_not_hold_together_is_refused() {
    let refused = |from: &str, to: &str| -> LedgerError { read("trains", &files(&CLAIMS.replacen(from, to, 1))).unwrap_err() };
    for (from, to, says) in [
        ("id = \"before\"", "id = \"trains\"", "the id is taken"),
        ("at = [@11,403@]", "at = [7]", "no number stands at 7"),
        ("at = [@11,403@]", "at = []", "covers no number"),
        ("at = [@11,403@]", "at = [2]", "left out by the rule 'heading'"),
        ("value = 11403", "value = 11404", "none of the numbers that it covers (11403)"),
        ("formula = \"year - before\"", "formula = \"year - after\"", "'after' is no input"),
        ("formula = \"year - before\"", "formula = \"year\"", "'before' is not used"),
        ("formula = \"year - before\"", "formula = \"year -* before\"", "not understood"),
        ("{ claim = \"before\" }", "{ claim = \"behind\" }", "there is no claim 'behind'"),
        ("{ claim = \"before\" }", "{ claim = \"before\", fact = \"x\" }", "asks for one thing, this one for 2"),
        ("{ claim = \"before\" }", "{ period = \"2024\", claim = \"before\" }", "a period belongs to a series"),
        ("{ fact = \"year\" }", "{ fakt = \"year\" }", "unknown field `fakt`"),
        ("unchecked = \"no statistic was read\"", "", "neither a check nor a reason"),
    ] {
        let error = refused(from, to);
        assert!(error.message.contains(says), "{to}: {error}");
        assert!(!error.hint.is_empty() && error.place.contains("claims/1.toml"), "{error:?}");
    }
}

#[test]
fn a_claim_is_no_evidence_for_itself() {
    let itself = CLAIMS.replacen("formula = \"year - before\"", "formula = \"year\"", 1);
    let itself =
        itself.replacen("inputs.before = { claim = \"before\" }", "", 1).replacen("{ fact = \"year\" }", "{ claim = \"trains\" }", 1);
    assert!(read("trains", &files(&itself)).unwrap_err().message.contains("with itself"));
}

#[test]
fn the_report_escapes_what_it_shows() {
    let with = CLAIMS.replacen("says = \"Trains before\"", "says = \"<script>alert(1)</script>\"", 1);
    let ledger = read("trains", &files(&with)).unwrap();
    let checked = check(&ledger, &World { year: 13056.0, km: Ok(700.0) }, &RULES).unwrap();
    let page = report::html(&checked, &[("Data".to_owned(), "x & y".to_owned())]);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script>") && page.contains("x &amp; y"));
    assert_eq!(report::csv(&checked).lines().count(), 1 + 5);
}

#[test]
fn the_hash_of_a_text_is_known() {
    assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn a_weak_check_contradicts_nothing_and_is_told() {
    let weak = CLAIMS.replacen(
        "note = \"the year so far less the months before\"",
        "weak = true\nnote = \"the year so far less the months before\"",
        1,
    );
    let ledger = read("trains", &files(&weak)).unwrap();
    let of = |year: f64| check(&ledger, &World { year, km: Ok(700.0) }, &RULES).unwrap().claims[0].clone();
    assert_eq!(of(13056.0).verdict, Verdict::Consistent);
    let against = of(13000.0);
    assert_eq!(against.verdict, Verdict::NotCheckable);
    assert!(against.reason.contains("of something like it"), "{}", against.reason);
}

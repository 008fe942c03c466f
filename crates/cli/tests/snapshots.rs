//! What people read, word for word: help, explanations and errors.
//!
//! Nothing here depends on the shipped world. After a change that is meant,
//! run `INSTA_UPDATE=always cargo test -p landbridge --test snapshots` and
//! read the difference before committing it.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test: failing loudly is its purpose")]

mod common;

use common::{all_seen, folder, seen, small_data, small_world};
use std::path::Path;

/// Compares with the file `tests/snapshots/NAME.snap`.
fn check(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn help() {
    let here = folder("help");
    for command in [
        &["--help"][..],
        &["route", "--help"],
        &["plan", "--help"],
        &["corridors", "--help"],
        &["profile", "--help"],
        &["skim", "--help"],
        &["compare", "--help"],
        &["sweep", "--help"],
        &["criticality", "--help"],
        &["scenarios", "--help"],
        &["evidence", "--help"],
        &["integrity", "--help"],
        &["portfolio", "--help"],
        &["portfolio", "convert", "--help"],
        &["portfolio", "prioritise", "--help"],
        &["portfolio", "select", "--help"],
        &["portfolio", "risk", "--help"],
        &["portfolio", "template", "--help"],
        &["portfolio", "check", "--help"],
        &["services", "--help"],
        &["explain", "--help"],
        &["parameters", "--help"],
    ] {
        let name = if command.len() > 1 { command[..command.len() - 1].join("_") } else { "help".to_owned() };
        check(&format!("help_{name}"), &seen(&here, command));
    }
    check(
        "help_usage",
        &all_seen(
            &here,
            &[&[], &["rout"], &["route", "Alpha"], &["route", "Alpha", "Delta", "--mode", "rail"], &["plan", "Alpha", "Delta"]],
        ),
    );
}

#[test]
fn explanations() {
    let data = small_data("explanations");
    check(
        "explain",
        &all_seen(
            &data,
            &[
                &["explain", "bravo"],
                &["explain", "KZDLT", "--json"],
                &["explain", "narrows"],
                &["explain", "50.0,11.2"],
                &["explain", "-50,50"],
                &["explain", "91,0"],
                &["explain", "--jsn"],
                &["explain", "nowhere"],
                &["explain", ""],
            ],
        ),
    );
}

#[test]
fn parameters() {
    let data = folder("parameters");
    std::fs::write(data.join("world.lbn"), small_world()).unwrap();
    let file = data.join("parameters/some.toml");
    let text = "[\"road.speed_kmh\"]\nvalue = 60\nunit = \"km/h\"\nsource = \"A survey\"\nyear = 2020\nconfidence = \"seen\"\nlow = 50\nhigh = 70\n\
                [\"gauge.hours\"]\nvalue = 6\nunit = \"h\"\nsource = \"A guess\"\nyear = 2021\nconfidence = \"recalled\"\nnote = \"said\"\n";
    std::fs::write(&file, text).unwrap();
    check("parameters", &all_seen(&data, &[&["parameters"], &["parameters", "--json"]]));
    std::fs::write(&file, text.replace("value = 60", "value = -60")).unwrap();
    let negative = seen(&data, &["parameters"]);
    std::fs::write(&file, text.replace("unit", "unti")).unwrap();
    let misspelt = seen(&data, &["parameters"]);
    std::fs::write(&file, text.replace("road.speed_kmh", "rail.speed_kmh")).unwrap();
    let missing = seen(&data, &["route", "Alpha", "Delta"]);
    std::fs::remove_dir_all(data.join("parameters")).unwrap();
    check("parameters_errors", &[negative, misspelt, missing, seen(&data, &["parameters"])].join("\n"));
}

#[test]
fn places_that_are_not_understood() {
    let data = small_data("places");
    check(
        "errors_places",
        &all_seen(
            &data,
            &[
                &["route", "", "Delta"],
                &["route", "Alhpa", "Delta"],
                &["route", "Qwertyuiop", "Delta"],
                &["route", "Twin", "Delta"],
                &["route", "Twin, Atlantis", "Delta"],
                &["route", "Twin, Russia", "Delta"],
                &["route", "91,0", "Delta"],
                &["route", "-10,nan", "Delta"],
                &["route", "Alpha", "Isle"],
            ],
        ),
    );
}

#[test]
fn options_that_are_not_understood() {
    let data = small_data("options");
    let with = |option: &'static str, value: &'static str| ["route", "Alpha", "Delta", option, value];
    let runs = [
        with("--modes", "rail,car"),
        with("--avoid", "rain"),
        with("--avoid", "weather:rain"),
        with("--avoid", "mode:car"),
        with("--avoid", "country:Atlantis"),
        with("--avoid", "passage:suez"),
        with("--avoid", "crossing:nowhere"),
        with("--cargo", "box:1"),
        with("--cargo", "teu:0"),
        with("--cargo", "teu:many"),
        with("--cargo", "teu:1:2:3"),
        with("--value", "much"),
        with("--year", "soon"),
        with("--set", "road.speed_kmh"),
        with("--set", "road.speed_kmh=fast"),
        with("--set", "road.speed_kmh=-1"),
        with("--set", "rode.speed_kmh=60"),
        with("--format", "xml"),
    ];
    check("errors_options", &all_seen(&data, &runs.each_ref().map(|r| &r[..])));
}

#[test]
fn questions_without_an_answer() {
    let data = small_data("unanswered");
    check(
        "errors_no_route",
        &all_seen(
            &data,
            &[
                &["route", "Alpha", "Zulu"],
                &["route", "Alpha", "Delta", "--avoid", "crossing:bravo-charlie"],
                &["route", "Alpha", "Delta", "--avoid", "country:KAZ"],
                &["route", "Delta", "Tango"],
                &["route", "Delta", "Tango", "--modes", "rail", "--year", "2029"],
                &["route", "Alpha", "Delta", "--modes", "road"],
                &["route", "Alpha", "Delta", "--modes", "pipeline"],
                &["route", "Alpha", "Delta", "--cargo", "gas:100"],
            ],
        ),
    );
}

#[test]
fn data_that_cannot_be_used() {
    let data = small_data("damaged");
    let run = ["route", "Alpha", "Delta"];
    let world = data.join("world.lbn");
    let good = small_world();
    let mut all = Vec::new();
    let mut with = |bytes: &[u8]| {
        std::fs::write(&world, bytes).unwrap();
        all.push(seen(&data, &run));
    };
    let changed = |at: usize, to: u8| good.iter().enumerate().map(|(i, &b)| if i == at { to } else { b }).collect::<Vec<u8>>();
    with(b"");
    with(b"PK\x03\x04 a zip file");
    with(&good[..20]);
    with(&good[..good.len() - 1]);
    with(&changed(good.len() / 2, !good[good.len() / 2]));
    with(&changed(8, 200));
    std::fs::remove_file(&world).unwrap();
    all.push(seen(&data, &run));
    check("errors_data", &all.join("\n"));
}

/// A ledger of one line of text.
#[test]
fn evidence() {
    let data = small_data("evidence");
    let put = |name: &str, text: &str| {
        let path = data.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put(
        "evidence/series.csv",
        "series_id,place,period,period_type,value,unit,source,confidence,note\nboxes,A,2024,year,1380,boxes,A yearbook,seen,\n",
    );
    put(
        "evidence/facts.csv",
        "id,what,value,low,high,unit,period,place,source,year,confidence,note\ntrains,Trains,15,14,16,trains,2024,A,A timetable,2024,seen,\n",
    );
    put(
        "evidence/ledgers/line/ledger.toml",
        "title = \"A line\"\npublisher = \"Somebody\"\nyear = 2024\nsha256 = \"0\"\nbytes = 53\nnames = []\n",
    );
    put(
        "evidence/ledgers/line/numbers.csv",
        "offset,length,section,form,value,half_unit,excluded\n3,4,,digits,2024,0.5,\n21,2,,digits,12,0.5,\n37,3,,digits,100,5,\n",
    );
    let claim = |id: &str, at: &str, value: u32, more: &str| {
        format!(
            "[[claim]]\nid = \"{id}\"\nat = {at}\nsection = \"1\"\nsays = \"Of the {id}\"\nquantity = \"{id}\"\nvalue = {value}\nunit = \"{id}\"\nkind = \"observed\"\n{more}"
        )
    };
    let check_of = |by: &str, formula: &str, inputs: &str| {
        format!("[[claim.check]]\nby = \"{by}\"\nnote = \"a look\"\nformula = \"{formula}\"\n{inputs}")
    };
    let text = claim("trains", "[21, 3]", 12, &check_of("fact", "t", "inputs.t = { fact = \"trains\" }\n"))
        + &claim(
            "boxes",
            "[37]",
            100,
            &(String::from("comparator = \"over\"\n")
                + &check_of(
                    "series",
                    "b / t",
                    "inputs.b = { series = \"boxes\", period = \"2024\" }\ninputs.t = { claim = \"trains\" }\n",
                )),
        );
    put("evidence/ledgers/line/claims/1.toml", &text);
    put("text.txt", "In 2024 the line ran 12 trains, over 100 boxes each.\n");
    let file = data.join("text.txt");
    let shown = |text: String| text.replace(data.to_str().unwrap(), "DATA");
    check(
        "evidence",
        &shown(all_seen(
            &data,
            &[
                &["evidence", "check"],
                &["evidence", "check", "--verdict", "contradicted", "--format", "csv"],
                &["evidence", "show", "boxes"],
                &["evidence", "show", "box"],
                &["evidence", "check", "--ledger", "nowhere"],
                &["evidence", "numbers", file.to_str().unwrap()],
            ],
        )),
    );
    put("evidence/ledgers/line/claims/1.toml", &text.replace("fact = \"trains\"", "fact = \"planes\""));
    check("evidence_wrong", &seen(&data, &["evidence", "check"]));
}

#[test]
fn integrity() {
    let data = small_data("integrity");
    std::fs::create_dir_all(data.join("integrity")).unwrap();
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/integrity/flags.toml"), data.join("integrity/flags.toml")).unwrap();
    let bid = |who: &str, amount: u32| {
        format!("{{\"status\":\"valid\",\"tenderers\":[{{\"id\":\"{who}\"}}],\"value\":{{\"amount\":{amount},\"currency\":\"USD\"}}}}")
    };
    let release = |ocid: &str, n: u32, bids: &str| {
        format!(
            "{{\"ocid\":\"{ocid}\",\"tender\":{{\"procurementMethod\":\"open\",\"numberOfTenderers\":{n}}},\"bids\":{{\"details\":[{bids}]}},\"awards\":[{{\"status\":\"active\",\"suppliers\":[{{\"id\":\"A\"}}]}}]}}\n"
        )
    };
    let text = release("one", 1, &bid("A", 100)) + &release("two", 2, &[bid("A", 100), bid("B", 100)].join(",")) + "{\"ocid\": 3\n";
    let file = data.join("releases.jsonl");
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    check(
        "integrity",
        &all_seen(
            &data,
            &[
                &["integrity", "flags", file],
                &["integrity", "flags", file, "--format", "ndjson", "--status", "flagged"],
                &["integrity", "flags", file, "--format", "json", "--status", "clear"],
                &["integrity", "flags", "nowhere.jsonl"],
            ],
        )
        .replace(data.to_str().unwrap(), "DATA"),
    );
}

#[test]
fn screening() {
    let data = small_data("screening");
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/screening");
    std::fs::create_dir_all(data.join("screening")).unwrap();
    for name in ["lexicon.csv", "acronyms.csv", "related.csv", "settings.toml", "weights.toml"] {
        std::fs::copy(shipped.join(name), data.join("screening").join(name)).unwrap();
    }
    let put = |name: &str, text: &str| {
        std::fs::write(data.join(name), text).unwrap();
        data.join(name).to_str().unwrap().to_owned()
    };
    let list = put(
        "list.csv",
        "id,name,aliases,country,list,from,until\n\
         1,China Road and Bridge Corporation,,CHN,some,2020-01-01,2021-12-31\n\
         2,China Railway Construction Corporation,中国铁建股份有限公司;CRCC,CHN,some,2021-01-01,\n\
         3,ОАО «Российские железные дороги»,,RUS,some,,\n4,,,,,,\n",
    );
    let parties = put("parties.csv", "name\nRussian Railways\nChina State Construction\nRussian Railways\n");
    let release = put("release.json", r#"{"parties":[{"name":"Chinna Road & Bridge Corp."}],"buyer":{"name":"A town"}}"#);
    let (list, parties, release) = (list.as_str(), parties.as_str(), release.as_str());
    let screen = |more: &[&'static str]| [&["integrity", "screen"][..], more].concat();
    check(
        "screening",
        &all_seen(
            &data,
            &[
                &screen(&["--help"]),
                &["integrity", "screen", list, "中国路桥工程有限责任公司"],
                &["integrity", "screen", list, "--parties", parties, "--format", "csv"],
                &["integrity", "screen", list, "--parties", release, "--least", "match", "--format", "json"],
                &["integrity", "screen", list, "中国路桥工程有限责任公司", "--on", "2024-01-31", "--least", "match"],
                &["integrity", "screen", list],
                &["integrity", "screen", parties, "A", "--on", "soon"],
                &["integrity", "screen", release, "A"],
                &["integrity", "screen", "nowhere.csv", "A"],
            ],
        )
        .replace(data.to_str().unwrap(), "DATA"),
    );
}

/// Puts a file into a data folder.
fn put(data: &Path, name: &str, text: &str) {
    std::fs::create_dir_all(data.join(name).parent().unwrap()).unwrap();
    std::fs::write(data.join(name), text).unwrap();
}

const BRIDGE: &str = r#"id = "bridge"
name = "Bridge of the two banks"
kind = "project"
size = "flagship"
step = 1
also = [3]
sector = "road"
status = "implementation"
countries = ["KZ", "UZ"]
place = [{ name = "Bank", lat = 41.5, lon = 69.0 }]
summary = "A bridge."
partner = [{ name = "Fund", country = "KZ", role = "funder", source = "r" }]
date = [
  { event = "construction-start", date = "2020-03-01", planned = false, source = "r" },
  { event = "planned-opening", date = "2023", planned = true, source = "r" },
]
budget = [
  { kind = "planned", amount = 100, unit = "million", currency = "USD", price_year = 2019, source = "r" },
  { kind = "actual", amount = 0.13, unit = "billion", currency = "USD", source = "r" },
]
milestone = [{ title = "Deck closed", due = "2024-06", source = "r" }]

[[indicator]]
id = "jobs"
name = "Local staff"
unit = "people"
direction = "up"
baseline = { period = "2020", value = 0, source = "r" }
value = [
  { period = "2021", actual = 40, comparator = "over", source = "r" },
  { period = "2023", target = 200, comparator = "exact", source = "r" },
]

[source.r]
title = "A report"
year = 2024
confidence = "recalled"
"#;

#[test]
fn projects() {
    let data = small_data("projects");
    let put = |name: &str, text: &str| put(&data, name, text);
    put("portfolio/projects/bridge.toml", BRIDGE);
    put("portfolio/monitor.toml", include_str!("../../../data/portfolio/monitor.toml"));
    put("economy/exchange_rates.csv", "currency,year,per_usd,source,confidence\n");
    put("economy/prices.toml", include_str!("../../../data/economy/prices.toml"));
    put("economy/deflators.csv", "series,year,index,source,confidence\nUSD,2020,91,S,seen\nUSD,2025,115,S,seen\n");
    put("economy/grid_emissions.csv", "country,g_co2e_kwh,year,source,confidence\n");
    put("economy/country_indicators.csv", "country,indicator,year,value,unit,source,confidence\n");
    put(
        "wrong/a.toml",
        &BRIDGE.replace("\"KZ\", \"UZ\"", "\"Kazakhstan\"").replace("2024-06", "June").replace("source = \"r\" }]", "source = \"s\" }]"),
    );
    put(
        "share.xml",
        "<iati-activity><iati-identifier>x</iati-identifier><result><indicator><period><actual value=\"75%\"/></period></indicator></result></iati-activity>",
    );
    let on = ["--on", "2026-11-29"];
    let ask = |words: &[&'static str]| [&["portfolio"], words, &on].concat();
    let questions: Vec<Vec<&str>> = [
        &["list"][..],
        &["list", "--sector", "rail"],
        &["show", "bridge"],
        &["show", "bri"],
        &["rollup", "--by", "country"],
        &["indicators", "--format", "csv"],
        &["warnings"],
        &["changes", "--since", "2020-01-01"],
        &["convert", "--to", "oc4ids"],
        &["convert", "--to", "iati"],
        &["list", "--step", "1", "--format", "csv"],
    ]
    .into_iter()
    .map(ask)
    .collect();
    let (wrong, share) = (data.join("wrong"), data.join("share.xml"));
    let more = [
        vec!["portfolio", "check"],
        vec!["portfolio", "check", "--from", wrong.to_str().unwrap()],
        vec!["portfolio", "check", "--from", share.to_str().unwrap()],
        vec!["portfolio", "list", "--from", "nowhere.pdf"],
        vec!["portfolio", "list", "--on", "soon"],
    ];
    let all: Vec<&[&str]> = questions.iter().chain(&more).map(Vec::as_slice).collect();
    check("projects", &all_seen(&data, &all).replace(data.to_str().unwrap(), "DATA"));
}

#[test]
fn priorities() {
    let data = small_data("priorities");
    let put = |name: &str, text: &str| put(&data, name, text);
    let railway = BRIDGE
        .replace("\"bridge\"", "\"railway\"")
        .replace("Bridge of the two banks", "Railway")
        .replace("\"road\"", "\"rail\"")
        .replace("amount = 100,", "amount = 40000,")
        .replace("\"USD\"", "\"KES\"")
        .replace("actual\", amount = 0.13", "estimate\", amount = 50");
    put("portfolio/projects/bridge.toml", BRIDGE);
    put("portfolio/projects/railway.toml", &railway);
    put("portfolio/projects/well.toml", &BRIDGE.replace("\"bridge\"", "\"well\"").replace("\"flagship\"", "\"small-yet-smart\""));
    for (name, text) in [
        ("priority.toml", include_str!("../../../data/portfolio/priority.toml")),
        ("hosts.toml", include_str!("../../../data/portfolio/hosts.toml")),
        ("small.toml", include_str!("../../../data/portfolio/small.toml")),
        ("avoided.toml", include_str!("../../../data/portfolio/avoided.toml")),
        ("risk.toml", include_str!("../../../data/portfolio/risk.toml")),
        ("green.toml", include_str!("../../../data/portfolio/green.toml")),
        ("reference_classes.csv", include_str!("../../../data/portfolio/reference_classes.csv")),
        ("reference_uplifts.csv", include_str!("../../../data/portfolio/reference_uplifts.csv")),
        ("rules.toml", "[[requires]]\nproject = \"well\"\nneeds = \"bridge\"\nwhy = \"it lies beyond\"\n"),
    ] {
        put(&format!("portfolio/{name}"), text);
    }
    put("economy/exchange_rates.csv", "currency,year,per_usd,source,confidence\nKES,2019,102,S,seen\nKES,2020,106,S,seen\n");
    put("economy/prices.toml", include_str!("../../../data/economy/prices.toml"));
    put("economy/deflators.csv", "series,year,index,source,confidence\nUSD,2019,90,S,seen\nUSD,2020,91,S,seen\nUSD,2025,115,S,seen\n");
    put("economy/grid_emissions.csv", "country,g_co2e_kwh,year,source,confidence\nKZ,800,2022,S,seen\n");
    put(
        "economy/country_indicators.csv",
        "country,indicator,year,value,unit,source,confidence\nKZ,debt-to-gdp,2022,20,percent,S,seen\nKZ,debt-to-gdp,2024,65,percent,S,seen\n",
    );
    put("scores.csv", "project,access_percent_alone\nbridge,0.05\nrailway,0.2\n");
    put("twice.csv", "project,access_percent_alone\nbridge,0.05\nbridge,high\n");
    put(
        "circle.toml",
        "id = \"c\"\nname = \"C\"\nstart = \"2026-01-01\"\nactivity = [{ id = \"a\", name = \"A\", days = 1, after = [\"a\"] }]\n",
    );
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/examples/second-track.toml");
    let [scores, twice, circle] = ["scores.csv", "twice.csv", "circle.toml"].map(|name| data.join(name).to_str().unwrap().to_owned());
    let on = ["--on", "2026-02-01"];
    let questions = [
        vec!["prioritise", "--scores", &scores],
        vec!["prioritise", "--weight", "access=3", "--format", "csv"],
        vec!["prioritise", "--weight", "beauty=3"],
        vec!["prioritise", "--scores", &twice],
        vec!["prioritise", "--sector", "air"],
        vec!["select", "--budget", "300"],
        vec!["select", "--budget", "0"],
        vec!["green", "railway"],
        vec!["small"],
        vec!["exposure"],
        vec!["schedule", plan],
        vec!["schedule", plan, "--format", "csv"],
        vec!["schedule", &circle],
        vec!["risk", plan],
        vec!["risk", "--class", "ferry"],
    ];
    let all: Vec<Vec<&str>> = questions.iter().map(|q| [&["portfolio"], q.as_slice(), &on].concat()).collect();
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let seen = all_seen(&data, &all).replace(data.to_str().unwrap(), "DATA").replace(plan, "docs/examples/second-track.toml");
    check("priorities", &seen);
}

#[test]
fn tables_of_projects() {
    let data = small_data("tables");
    let put = |name: &str, text: &str| put(&data, name, text);
    put("portfolio/projects/bridge.toml", BRIDGE);
    put("wrong/projects.csv", "id,name,kind,size,sector,status,colour\nbridge,Bridge,project,other,road,open,red\n");
    put("wrong/values.csv", "project,indicator,period,actual\nbridge,jobs,2021,\"1,5\"\nbrigde,jobs,2022,75%\n");
    put("wrong/budget.csv", "project\n");
    put("empty/values.csv", "project\n");
    let at = |name: &str| data.join(name).display().to_string();
    let (tables, wrong, empty, blank) = (at("made"), at("wrong"), at("empty"), at("blank"));
    let said = all_seen(
        &data,
        &[
            &["portfolio", "convert", "--to", "csv", "--into", &tables],
            &["portfolio", "check", "--from", &tables],
            &["portfolio", "show", "bridge", "--from", &tables, "--format", "toml"],
            &["portfolio", "template", "--to", "csv", "--into", &blank],
            &["portfolio", "list", "--from", &blank],
            &["portfolio", "check", "--from", &wrong],
            &["portfolio", "check", "--from", &empty],
            &["portfolio", "convert", "--to", "csv"],
            &["portfolio", "convert", "--to", "iati", "--into", &tables],
            &["portfolio", "template", "--to", "xlsx", "--into", "register.xls"],
            &["portfolio", "check", "--schema", "iati-activities-schema.xsd"],
        ],
    );
    let file = |name: &str| format!("{name}:\n{}", std::fs::read_to_string(data.join("made").join(name)).unwrap());
    let files = ["projects.csv", "dates.csv", "budgets.csv", "indicators.csv", "values.csv", "sources.csv", "guide.csv"].map(file);
    check("tables", &format!("{said}\n{}", files.join("\n")).replace(data.to_str().unwrap(), "DATA"));
}

/// The same record by a workbook, where the program has Excel.
#[test]
fn a_workbook_of_projects() {
    let data = small_data("workbook");
    std::fs::create_dir_all(data.join("portfolio/projects")).unwrap();
    std::fs::write(data.join("portfolio/projects/bridge.toml"), BRIDGE).unwrap();
    let file = data.join("register.xlsx").display().to_string();
    let written = seen(&data, &["portfolio", "convert", "--to", "xlsx", "--into", &file]);
    if cfg!(feature = "excel") {
        let ask = |from: &[&str]| seen(&data, &[&["portfolio", "show", "bridge", "--format", "toml"], from].concat());
        let lines = |text: String| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        assert!(written.contains("tables of 1 project in DATA/register.xlsx"), "{written}");
        assert_eq!(lines(ask(&["--from", &file])), lines(ask(&[])));
        let template = seen(&data, &["portfolio", "template", "--to", "xlsx", "--into", &file]);
        assert!(template.contains("portfolio check --from DATA/register.xlsx") && template.contains("[exit status 0]"), "{template}");
        std::fs::write(&file, "PK").unwrap();
        let damaged = seen(&data, &["portfolio", "check", "--from", &file]);
        assert!(damaged.contains("DATA/register.xlsx: it is no workbook of Excel (.xlsx)"), "{damaged}");
    } else {
        assert!(written.contains("built without excel") && written.contains("--features excel"), "{written}");
    }
}

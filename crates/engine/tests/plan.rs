//! Plans over the shipped services: what holds whatever the figures are.

#![expect(clippy::panic, reason = "a test: failing loudly is its purpose")]

use landbridge_engine::plan::{PlanAnswer, PlanOption, PlanRequest};
use landbridge_engine::scenario::read_scenario;
use landbridge_engine::{Engine, data};
use std::path::Path;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}: {}", e.hint)))
}

fn ask(from: &str, to: &str) -> PlanRequest {
    PlanRequest { from: from.to_owned(), to: to.to_owned(), depart: "2024-09-02".to_owned(), ..PlanRequest::default() }
}

fn plan(request: &PlanRequest) -> PlanAnswer {
    engine().plan(request).unwrap_or_else(|e| panic!("{e}: {}", e.hint))
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|w| (*w).to_owned()).collect()
}

/// Whether an option is nowhere worse and somewhere better.
fn covers(a: &PlanOption, b: &PlanOption) -> bool {
    let parts = [(a.days_p50, b.days_p50), (a.usd, b.usd), (a.kg_co2e, b.kg_co2e), (a.transfers as f64, b.transfers as f64)];
    parts.iter().all(|p| p.0 <= p.1) && parts.iter().any(|p| p.0 < p.1)
}

#[test]
fn the_feed_that_ships_has_no_findings() {
    let summary = engine().services().unwrap_or_else(|e| panic!("{e}")).summary();
    assert!(summary.services >= 300, "{summary:?}");
    assert!(summary.seen * 5 >= summary.services, "the share of seen services falls below a fifth: {summary:?}");
}

#[test]
fn no_option_covers_another_and_each_adds_up() {
    let answer = plan(&ask("Xi'an", "Mannheim"));
    assert_eq!(answer.search.epsilon, 0.0, "the set is complete");
    assert!(answer.options.len() > 20);
    for o in &answer.options {
        assert!(!answer.options.iter().any(|better| covers(better, o)), "{o:?}");
        assert!(o.days_p10 <= o.days_p50 && o.days_p50 <= o.days_p90);
        let sum = |of: fn(&landbridge_engine::plan::PlanLeg) -> f64| o.legs.iter().map(of).sum::<f64>();
        assert!((sum(|l| l.usd) - o.usd).abs() < 0.02 * o.legs.len() as f64, "{} {}", sum(|l| l.usd), o.usd);
        assert!((sum(|l| l.kg_co2e) - o.kg_co2e).abs() < 0.01 * o.legs.len() as f64);
        assert_eq!(o.legs.len() as u64, o.transfers + 1);
        assert!(o.legs.windows(2).all(|w| w[0].to == w[1].from), "{o:?}");
        let last = o.stages.last().unwrap_or_else(|| panic!("no stages"));
        assert_eq!((last.days.p10, last.days.p50, last.days.p90), (o.days_p10, o.days_p50, o.days_p90));
        assert!(o.stages.windows(2).all(|w| w[0].days.p50 <= w[1].days.p50 + 1e-9));
    }
    let by_rail = |o: &PlanOption| o.legs.iter().any(|l| l.kind == "service" && l.mode == "rail" && l.km > 7000.0);
    assert!(answer.options.iter().any(by_rail), "a China–Europe train is among them");
}

#[test]
fn an_id_reopens_its_option() {
    // What is reopened comes with its way.
    let answer = plan(&PlanRequest { arrive_by: Some("2024-10-10".to_owned()), ways: true, ..ask("CNSHA", "NLRTM") });
    for option in answer.options.iter().take(5) {
        let again = engine().plan_show(&option.id).unwrap_or_else(|e| panic!("{e}"));
        let [only] = &again.options[..] else { panic!("one option") };
        assert_eq!(PlanOption { why: option.why.clone(), ..only.clone() }, *option);
        assert!(!again.notes.iter().any(|n| n.contains("changed")));
    }
    assert!(engine().plan_show("abc").is_err_and(|e| e.message.contains("not the id")));
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let alone = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap_or_else(|e| panic!("{e}"));
        pool.install(|| {
            let engine = data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}"));
            let answer = engine.plan(&PlanRequest { ways: true, ..ask("Chongqing", "Duisburg") }).unwrap_or_else(|e| panic!("{e}"));
            serde_json::to_string(&answer).unwrap_or_else(|e| panic!("{e}"))
        })
    };
    let one = alone(1);
    assert!(one == alone(2), "two threads give another answer than one");
    assert!(one == alone(3), "three threads give another answer than one");
}

#[test]
fn a_via_is_touched_and_what_is_avoided_is_not() {
    let via = plan(&PlanRequest { via: words(&["Aktau"]), ..ask("Xi'an", "Mannheim") });
    for o in &via.options {
        let by_name = o.legs.iter().any(|l| l.from.contains("Aktau") || l.to.contains("Aktau"));
        // A through service may call there without a change.
        assert!(by_name || o.legs.iter().any(|l| l.kind == "service"), "{o:?}");
    }
    let around = plan(&PlanRequest { avoid: words(&["country:RUS", "mode:air"]), ..ask("Xi'an", "Mannheim") });
    for leg in around.options.iter().flat_map(|o| &o.legs) {
        assert!(!leg.countries.iter().any(|c| c == "RUS") && leg.mode != "air", "{leg:?}");
    }
    let rail = plan(&PlanRequest { modes: Some("rail".to_owned()), ..ask("Xi'an", "Mannheim") });
    for leg in rail.options.iter().flat_map(|o| &o.legs) {
        assert!(leg.mode == "rail" || leg.mode == "road" && leg.km <= 50.0, "{leg:?}");
    }
}

#[test]
fn fewer_criteria_give_a_smaller_set_and_slack_covers_it() {
    let only = |criteria: &[&str], epsilon| plan(&PlanRequest { criteria: words(criteria), epsilon, ..ask("Chongqing", "Duisburg") });
    let all = only(&[], None);
    let fastest = only(&["time"], None);
    assert_eq!(fastest.options.len(), 1);
    assert_eq!(fastest.options[0].days_p50, all.options[0].days_p50);
    let cheapest = only(&["cost"], None);
    let least = all.options.iter().map(|o| o.usd).fold(f64::INFINITY, f64::min);
    assert_eq!((cheapest.options.len(), cheapest.options[0].usd), (1, least));
    let near = only(&[], Some(0.1));
    assert!(near.options.len() < all.options.len());
    assert_eq!(near.search.epsilon, 0.1);
}

#[test]
fn a_later_deadline_is_met_more_surely() {
    let chances = |day: &str| {
        let answer = plan(&PlanRequest { arrive_by: Some(day.to_owned()), modes: Some("rail".to_owned()), ..ask("Xi'an", "Duisburg") });
        answer.options.iter().map(|o| o.p_deadline.unwrap_or(-1.0)).collect::<Vec<_>>()
    };
    let (soon, late) = (chances("2024-09-16"), chances("2024-10-16"));
    assert_eq!(soon.len(), late.len());
    assert!(soon.iter().zip(&late).all(|(s, l)| (0.0..=1.0).contains(s) && s <= l), "{soon:?} {late:?}");
    assert!(late[0] > 0.99 && soon[0] < late[0]);
}

#[test]
fn bad_questions_are_answered_with_what_to_do() {
    type Change = fn(&mut PlanRequest);
    let cases: [(Change, &str); 14] = [
        (|r| r.depart = "9999-01-01".to_owned(), "9999-01-01 is out of reach"),
        (|r| r.to = r.from.clone(), "is where the cargo already is"),
        (|r| r.with = vec!["cpae".to_owned()], "no service belongs to a scenario 'cpae'"),
        (|r| r.from = "0,-30".to_owned(), "has no terminal and no road network near"),
        (|r| r.depart = "tomorrow".to_owned(), "'tomorrow' is no day"),
        (|r| r.depart = "2024-02-30".to_owned(), "'2024-02-30' is no day"),
        (|r| r.arrive_by = Some("2024-08-01".to_owned()), "before the departure"),
        (|r| r.criteria = vec!["beauty".to_owned()], "'beauty' is no criterion"),
        (|r| r.epsilon = Some(-0.1), "--epsilon is a share"),
        (|r| r.epsilon = Some(f64::NAN), "--epsilon is a share"),
        (|r| r.modes = Some("sled".to_owned()), "'sled' is no mode"),
        (|r| r.cargo = "cats:3".to_owned(), "cats"),
        (|r| r.via = vec!["Nowhereville".to_owned()], "no place is called"),
        (|r| r.via = vec!["0,-150".to_owned()], "no terminal of the plan lies within"),
    ];
    for (change, said) in cases {
        let mut request = ask("Xi'an", "Mannheim");
        change(&mut request);
        let error = engine().plan(&request).err().unwrap_or_else(|| panic!("{said}"));
        assert!(error.message.contains(said), "{said}: {}", error.message);
        assert!(!error.hint.is_empty(), "{said}");
    }
}

#[test]
fn a_service_that_has_not_begun_is_waited_for() {
    let answer = plan(&PlanRequest { depart: "2024-11-01".to_owned(), ..ask("CNSHA", "PECHY") });
    let uses = |o: &&PlanOption| o.legs.iter().any(|l| l.service == "cosco-wsa5-chancay");
    let begun: Vec<&PlanOption> = answer.options.iter().filter(uses).collect();
    assert!(!begun.is_empty(), "the service is among them");
    // It first leaves on 18 December.
    assert!(begun.iter().all(|o| o.days_p10 > 47.0 && o.days_expected > 47.0), "{begun:?}");
}

#[test]
fn no_border_is_crossed_for_nothing() {
    for (from, to) in [("Kashgar", "Osh, KG"), ("Chita", "Manzhouli")] {
        let answer = plan(&PlanRequest { modes: Some("road".to_owned()), ..ask(from, to) });
        for o in &answer.options {
            assert!(o.stages.iter().any(|s| s.what == "borders"), "{o:?}");
        }
    }
}

#[test]
fn nothing_is_loaded_where_nothing_can_be() {
    let answer = plan(&PlanRequest { modes: Some("sea".to_owned()), avoid: words(&["passage:suez"]), ..ask("CNSHA", "NLRTM") });
    // From cities, which have legs of their own, as from terminals.
    let cities = plan(&PlanRequest { modes: Some("sea".to_owned()), avoid: words(&["passage:suez"]), ..ask("Shanghai", "Rotterdam") });
    for leg in answer.options.iter().chain(&cities.options).flat_map(|o| &o.legs) {
        assert!(!leg.to.contains("Canal") && !leg.to.contains("Cape of"), "{leg:?}");
    }
}

#[test]
fn a_long_road_is_not_cut_between_terminals() {
    let answer = plan(&PlanRequest { modes: Some("road".to_owned()), ..ask("DEHAM", "ITGOA") });
    assert!(answer.options.iter().any(|o| o.transfers == 0 && o.legs[0].km > 900.0), "{:?}", answer.options);
}

#[test]
fn what_the_cargo_is_worth_closes_no_way() {
    let by_sea = |value| {
        let answer = plan(&PlanRequest { value_usd: Some(value), modes: Some("sea".to_owned()), ..ask("CNSHA", "NLRTM") });
        answer.options.iter().flat_map(|o| &o.legs).filter(|l| l.kind == "unscheduled" && l.km > 5000.0).count()
    };
    assert!(by_sea(1e8) > 0 && by_sea(5e4) > 0);
}

#[test]
fn services_of_a_user_are_taken_or_refused_whole() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-services");
    std::fs::create_dir_all(&folder).unwrap_or_else(|e| panic!("{e}"));
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap_or_else(|e| panic!("{e}"));
    write("agency.txt", "agency_id,agency_name,agency_timezone\na,Own,Etc/UTC\n");
    write("stops.txt", "stop_id,stop_code,stop_name,stop_lat,stop_lon\nx,,Xi'an,34.39,109.07\nd,,Duisburg,51.40,6.74\n");
    write("routes.txt", "route_id,agency_id,route_long_name\nr,a,A train of our own\n");
    write("trips.txt", "route_id,service_id,trip_id\nr,c,own-train\n");
    write(
        "stop_times.txt",
        "trip_id,stop_sequence,stop_id,arrival_time,departure_time\nown-train,1,x,00:00:00,00:00:00\nown-train,2,d,120:00:00,120:00:00\n",
    );
    write(
        "calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nc,1,1,1,1,1,1,1,20240101,20251231\n",
    );
    let freight = "trip_id,hop_modes,headway_hours,price_usd,price_unit,source,year,confidence\nown-train,rail,,100,teu,own,2024,seen\n";
    write("freight.txt", freight);
    let open = || {
        let mut engine = data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}"));
        engine.with_services(&folder);
        engine.plan(&ask("Xi'an", "Duisburg"))
    };
    let answer = open().unwrap_or_else(|e| panic!("{e}"));
    let cheapest = answer.options.iter().min_by(|a, b| a.usd.total_cmp(&b.usd)).unwrap_or_else(|| panic!("no options"));
    let own = cheapest.legs.iter().find(|l| l.service == "own-train").unwrap_or_else(|| panic!("{cheapest:?}"));
    assert_eq!(own.price, "published");
    write("freight.txt", &freight.replace("rail", "sled"));
    let error = open().err().unwrap_or_else(|| panic!("it was taken"));
    assert!(error.message.contains("freight.txt:2:trip_id: 'sled' is no mode"), "{error}");
    write("freight.txt", freight);
    std::fs::write(folder.join("agency.txt"), b"agency_id,agency_name,agency_timezone\na,\xe9,Etc/UTC\n").unwrap_or_else(|e| panic!("{e}"));
    assert!(open().is_err_and(|e| e.message.contains("agency.txt cannot be read")));
    let mut nowhere = data::find_data().and_then(|d| Engine::open(&d)).unwrap_or_else(|e| panic!("{e}"));
    nowhere.with_services(&folder.join("nowhere"));
    assert!(nowhere.plan(&ask("Xi'an", "Duisburg")).is_err_and(|e| e.message.contains("there is no folder")));
}

/// A timetable is that of the baseline: a slower canal or border adds to it.
#[test]
fn scenarios_slow_and_hurry_services() {
    let of = |changes: &str| {
        let head =
            "name = \"T\"\nkind = \"policy\"\nstatus = \"hypothetical\"\nsource = \"a test\"\nconfidence = \"derived\"\n[[changes]]\n";
        let scenario = read_scenario(Path::new("t.toml"), &format!("{head}{changes}")).unwrap_or_else(|e| panic!("{e}"));
        engine().with_scenarios(&[scenario]).unwrap_or_else(|e| panic!("{e}"))
    };
    let hours = |engine: &Engine, question: &PlanRequest| {
        let answer = engine.plan(question).unwrap_or_else(|e| panic!("{e}"));
        let scheduled = |o: &&PlanOption| o.legs.iter().any(|l| l.kind == "service");
        let best = answer.options.iter().filter(scheduled).map(|o| o.days_p50).min_by(f64::total_cmp);
        best.unwrap_or_else(|| panic!("no service")) * 24.0
    };
    let sea = PlanRequest { modes: Some("sea".to_owned()), ..ask("CNSHA", "NLRTM") };
    let slow = of("do = \"slow\"\nwhat = \"passage:suez\"\nhours = 144\n");
    let longer = hours(&slow, &sea) - hours(engine(), &sea);
    assert!((120.0..190.0).contains(&longer), "six days and what spreads about them: {longer}");
    let rail = PlanRequest { modes: Some("rail".to_owned()), depart: "2025-03-24".to_owned(), ..ask("Kunming", "Vientiane") };
    let border = |hours: u32| of(&format!("do = \"border\"\nof = [\"CHN\", \"LAO\"]\nmode = \"rail\"\nhours = {hours}\n"));
    let (now, long, none) = (hours(engine(), &rail), hours(&border(40), &rail), hours(&border(0), &rail));
    assert!(long - now > 24.0 && now - none > 2.0, "{none} {now} {long}");
}

//! Whether a project is small yet smart, by tests on what its record says.
//!
//! The report names four principles: practicality, public engagement, low cost and
//! sustainability. It gives no measure of any; the tests here are this project's, and
//! each says on which fact of the record it rests. What a record does not say is not
//! computable, and neither passed nor failed.

use crate::monitor::period;
use crate::monitor::standing::{Verdict, standing};
use crate::register::cost::cost;
use crate::register::hosts::Hosts;
use crate::register::project::{Indicator, Project};
use crate::register::words::{Role, word};
use landbridge_formats::toml;
use landbridge_model::date;
use landbridge_model::money::Prices;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Settings of the tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Units in which a figure counts what reaches people, other than `people_units`.
    pub benefit_units: Vec<String>,
    /// Units in which a figure counts people who take part, learn or work.
    pub people_units: Vec<String>,
    /// Roles in which somebody of the host country takes part.
    pub engaged_roles: Vec<Role>,
    /// Dollars at most.
    pub most_usd: f64,
    /// Year whose prices `most_usd` is in.
    pub price_year: i16,
    /// Years after its beginning from which on a project that still yields is called
    /// sustained.
    pub sustained_years: f64,
    /// Why the settings are what they are.
    pub why: String,
}

/// How a test ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = SmallOutcome)]
pub enum Outcome {
    /// The record shows it.
    Passed,
    /// The record shows the contrary.
    Failed,
    /// The record does not say.
    NotComputable,
}

/// A test of a principle.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = SmallTest)]
pub struct Test {
    /// The principle.
    pub principle: &'static str,
    /// How it ends.
    pub outcome: Outcome,
    /// The fact that it rests on, or what is missing.
    pub evidence: String,
}

/// The tests of a project.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = SmallYetSmart)]
pub struct Tested {
    /// Id of the project.
    pub project: String,
    /// Its name.
    pub name: String,
    /// What the source calls it.
    pub called: String,
    /// Share of the tests that can be made that are passed.
    pub share: Option<f64>,
    /// The tests.
    pub tests: Vec<Test>,
}

impl Settings {
    /// Reads settings; `file` names them in errors.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        toml::read(file, text).map_err(|e| e.to_string())
    }
}

/// Tests a project as it stands on a day, with costs in prices of a year.
pub fn test(project: &Project, settings: &Settings, hosts: &Hosts, (prices, year): (&Prices, i16), today: f64) -> Tested {
    let tests = vec![
        practical(project, settings, today),
        engaged(project, settings, hosts, today),
        cheap(project, settings, prices, year),
        sustained(project, settings, today),
    ];
    let made = tests.iter().filter(|t| t.outcome != Outcome::NotComputable).count();
    let passed = tests.iter().filter(|t| t.outcome == Outcome::Passed).count();
    #[expect(clippy::cast_precision_loss, reason = "four tests")]
    let share = (made > 0).then(|| passed as f64 / made as f64);
    Tested { project: project.id.clone(), name: project.name.clone(), called: word(project.size), share, tests }
}

/// The first indicator of some units with an actual figure: the latest, as text.
fn reached(project: &Project, units: &[String], today: f64) -> Option<String> {
    let own = project.indicator.iter().filter(|i| units.contains(&i.unit)).map(|i| standing(&project.id, i, today));
    own.into_iter().find_map(|s| Some(format!("{}: {} {} ({})", s.name, s.actual?, s.unit, s.actual_period.unwrap_or_default())))
}

fn practical(project: &Project, settings: &Settings, today: f64) -> Test {
    let principle = "practicality";
    let own = project.indicator.iter().filter(|i| settings.benefit_units.contains(&i.unit));
    let behind = own.map(|i| standing(&project.id, i, today)).find(|s| s.verdict == Verdict::Behind);
    if let Some((s, has, wants)) = behind.and_then(|s| Some((s.actual?, s.target?)).map(|(has, wants)| (s, has, wants))) {
        let evidence = format!("{} is behind its target: {has} of {wants} {}", s.name, s.unit);
        return Test { principle, outcome: Outcome::Failed, evidence };
    }
    match reached(project, &settings.benefit_units, today) {
        Some(evidence) => Test { principle, outcome: Outcome::Passed, evidence },
        None => Test { principle, outcome: Outcome::NotComputable, evidence: "no figure of what reached people is recorded".to_owned() },
    }
}

fn engaged(project: &Project, settings: &Settings, hosts: &Hosts, today: f64) -> Test {
    let principle = "public engagement";
    let own = hosts.of(project);
    // Who pays is not the host, wherever it is.
    let host = |c: &String| own.contains(&c) && !project.partner.iter().any(|p| p.role == Role::Funder && p.country.as_ref() == Some(c));
    let local = project.partner.iter().find(|p| settings.engaged_roles.contains(&p.role) && p.country.as_ref().is_some_and(host));
    let found = local.map(|p| format!("{} is {}", p.name, word(p.role))).or_else(|| reached(project, &settings.people_units, today));
    match found {
        Some(evidence) => Test { principle, outcome: Outcome::Passed, evidence },
        None => Test {
            principle,
            outcome: Outcome::NotComputable,
            evidence: "neither a partner of the host country nor people who take part are recorded".to_owned(),
        },
    }
}

fn cheap(project: &Project, settings: &Settings, prices: &Prices, year: i16) -> Test {
    let principle = "low cost";
    let most = landbridge_model::Money { amount: settings.most_usd, currency: "USD".to_owned(), year: settings.price_year };
    let both = cost(project, prices, year).and_then(|cost| Ok((cost.usd, prices.usd(&most, year)?)));
    match both {
        Ok((usd, most)) => Test {
            principle,
            outcome: if usd <= most { Outcome::Passed } else { Outcome::Failed },
            evidence: format!("{:.1} million USD of {year}, beside {:.1} at most", usd / 1e6, most / 1e6),
        },
        Err(why) => Test { principle, outcome: Outcome::NotComputable, evidence: why },
    }
}

fn sustained(project: &Project, settings: &Settings, today: f64) -> Test {
    const DAYS: f64 = 365.25;
    let principle = "sustainability";
    let days = |is: &dyn Fn(&str) -> bool| {
        let dates = project.date.iter().filter(|e| !e.planned && is(&e.event)).filter_map(|e| date::days(&e.date).map(|d| d.0));
        dates.filter(|d| *d <= today).reduce(f64::min)
    };
    if let Some(end) = days(&|event| event == "end") {
        let evidence = format!("it ended in {}", date::text(end).unwrap_or_default());
        return Test { principle, outcome: Outcome::Failed, evidence };
    }
    let Some(began) = days(&|event| matches!(event, "opening" | "launch" | "handover")) else {
        return Test { principle, outcome: Outcome::NotComputable, evidence: "no opening, launch or handover is recorded".to_owned() };
    };
    let from = began + settings.sustained_years * DAYS;
    // A sum since the beginning says nothing of the years after it.
    let yields = |i: &&Indicator| settings.benefit_units.contains(&i.unit) || settings.people_units.contains(&i.unit);
    let later = project.indicator.iter().filter(yields).find_map(|i| {
        let value =
            i.value.iter().find(|v| v.actual.is_some() && period(&v.period).is_some_and(|(first, last)| first >= from && last <= today))?;
        Some(format!("{}: {} {} ({})", i.name, value.actual.unwrap_or_default(), i.unit, value.period))
    });
    let since = date::text(began).unwrap_or_default();
    match later {
        Some(figure) => Test { principle, outcome: Outcome::Passed, evidence: format!("begun {since}; {figure}") },
        None if from > today => Test {
            principle,
            outcome: Outcome::NotComputable,
            evidence: format!("begun {since}, {} years are not over", settings.sustained_years),
        },
        None => Test {
            principle,
            outcome: Outcome::NotComputable,
            evidence: format!("begun {since}; no figure of {} years later is recorded", settings.sustained_years),
        },
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;
    use crate::register::Register;

    const SETTINGS: &str = r#"
        benefit_units = ["wells"]
        people_units = ["people"]
        engaged_roles = ["operator"]
        most_usd = 1e7
        price_year = 2024
        sustained_years = 3
        why = "w"
    "#;

    fn outcomes(rest: &str) -> Vec<Outcome> {
        let head = "id = \"a\"\nname = \"A\"\nkind = \"project\"\nsize = \"other\"\nsector = \"water\"\nstatus = \"operation\"\ncountries = [\"ZW\", \"CN\"]\n";
        let register = Register::read([("a.toml", format!("{head}{rest}").as_str())]).unwrap_or_else(|e| panic!("{e}"));
        let settings = Settings::read("s.toml", SETTINGS).unwrap_or_else(|e| panic!("{e}"));
        let hosts = Hosts { bringing: vec!["CN".to_owned()], why: String::new() };
        let mut prices = Prices::default();
        prices.add_level(2024, 100.0).unwrap_or_else(|e| panic!("{e}"));
        let today = date::day("2026-01-01").unwrap_or_default();
        test(&register.projects[0], &settings, &hosts, (&prices, 2024), today).tests.iter().map(|t| t.outcome).collect()
    }

    fn partner(role: &str, country: &str) -> String {
        format!("[[partner]]\nname = \"P\"\nrole = \"{role}\"\ncountry = \"{country}\"\n")
    }

    #[test]
    fn each_test_rests_on_a_fact() {
        use Outcome::{Failed, NotComputable, Passed};
        assert_eq!(outcomes(""), [NotComputable; 4]);
        let wells = "[[indicator]]\nid = \"w\"\nname = \"Wells\"\nunit = \"wells\"\ndirection = \"up\"\n[[indicator.value]]\nperiod = \"2025\"\nactual = 300\n";
        let behind = wells.replace("actual = 300", "actual = 30\n[[indicator.value]]\nperiod = \"2024\"\ntarget = 300");
        assert_eq!(outcomes(&behind)[0], Failed);
        let opened = "[[date]]\nevent = \"opening\"\ndate = \"2020\"\nplanned = false\n";
        let money = |amount: &str| format!("[[budget]]\nkind = \"planned\"\namount = {amount}\ncurrency = \"USD\"\nprice_year = 2024\n");
        let all = [&partner("operator", "ZW"), opened, &money("9e6"), wells].concat();
        assert_eq!(outcomes(&all), [Passed; 4]);
        assert_eq!(outcomes(&money("2e7"))[2], Failed);
        let paid = [partner("operator", "ZW"), partner("funder", "ZW")].concat();
        assert_eq!(outcomes(&paid)[1], NotComputable, "who pays is not the host");
        assert_eq!(outcomes(&partner("operator", "CN"))[1], NotComputable, "nor is who brings it");
        assert_eq!(outcomes(&partner("operator", "KE"))[1], NotComputable, "nor is who is elsewhere");
        let since = [opened, &wells.replace("\"2025\"", "\"2020/2025\"")].concat();
        assert_eq!(outcomes(&since)[3], NotComputable, "a sum since the beginning");
        let ended = [opened, "[[date]]\nevent = \"end\"\ndate = \"2023\"\nplanned = false\n", wells].concat();
        assert_eq!(outcomes(&ended)[3], Failed);
        let new = ["[[date]]\nevent = \"launch\"\ndate = \"2025\"\nplanned = false\n", wells].concat();
        assert_eq!(outcomes(&new)[3], NotComputable);
    }
}

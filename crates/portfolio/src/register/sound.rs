//! What in a record cannot be, or is doubtful.

use super::project::{Observed, Project};
use super::words::{BudgetKind, STEPS, Status};
use landbridge_model::{Findings, Severity, date};

pub(super) fn check(project: &Project, findings: &mut Findings) {
    // A document of another standard has rules of its own: what a record finds in
    // it is doubtful at the most.
    let worst = if project.kept.is_empty() { Severity::Error } else { Severity::Warning };
    let mut to = Checked { id: &project.id, worst, findings };
    to.words(project);
    to.dates(project);
    to.sources(project);
    to.money(project);
    for indicator in &project.indicator {
        for value in &indicator.value {
            to.value(&indicator.id, value);
        }
        if let Some(base) = &indicator.baseline {
            to.period(&format!("indicator {}: baseline", indicator.id), &base.period);
        }
    }
}

struct Checked<'a> {
    id: &'a str,
    worst: Severity,
    findings: &'a mut Findings,
}

impl Checked<'_> {
    fn say(&mut self, severity: Severity, place: &str, message: String, hint: &str) {
        self.findings.push(severity, format!("{}:{place}", self.id), message, hint);
    }

    fn error(&mut self, place: &str, message: String, hint: &str) {
        self.say(self.worst, place, message, hint);
    }

    fn words(&mut self, p: &Project) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if p.kept.is_empty() && !p.id.chars().all(plain) {
            self.error("id", "an id is small letters, digits and hyphens".to_owned(), "rename the record");
        }
        if p.name.trim().is_empty() {
            self.error("name", "the name is empty".to_owned(), "name the project");
        }
        for step in p.step.iter().chain(&p.also) {
            if *step == 0 || usize::from(*step) > STEPS.len() {
                self.error("step", format!("there is no step {step}"), "write a number from 1 to 8");
            }
        }
        let countries = p.countries.iter().chain(p.partner.iter().filter_map(|x| x.country.as_ref()));
        for country in countries.chain(p.indicator.iter().flat_map(|i| &i.value).filter_map(|v| v.place.as_ref())) {
            if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
                self.error("countries", format!("'{country}' is no country"), "write ISO 3166-1 alpha-2");
            }
        }
        for place in &p.place {
            if !(-90.0..=90.0).contains(&place.lat) || !(-180.0..=180.0).contains(&place.lon) {
                self.error("place", format!("{}, {} is no place on earth", place.lat, place.lon), "degrees north, degrees east");
            }
        }
    }

    fn dates(&mut self, p: &Project) {
        for event in &p.date {
            self.day(&format!("date {}", event.event), &event.date);
        }
        for milestone in &p.milestone {
            for day in milestone.due.iter().chain(&milestone.met) {
                self.day(&format!("milestone '{}'", milestone.title), day);
            }
        }
        for day in p.contract.iter().filter_map(|c| c.date.as_ref()) {
            self.day("contract", day);
        }
        let actual = |event: &str| p.date.iter().find(|d| d.event == event && !d.planned).and_then(|d| date::days(&d.date));
        if let (Some(start), Some(open)) = (actual("construction-start"), actual("opening"))
            && open.1 < start.0
        {
            self.error("date", "it opened before its construction began".to_owned(), "correct one of the two dates");
        }
        if p.status.is_ahead() && actual("opening").is_some() {
            let say = "it is open by its dates and not by its status".to_owned();
            self.say(Severity::Warning, "status", say, "correct the status, or say in a note which part is open");
        }
    }

    fn day(&mut self, place: &str, text: &str) {
        if date::days(text).is_none() {
            self.error(place, format!("'{text}' is no date"), "write 2024, 2024-05 or 2024-05-10");
        }
    }

    fn period(&mut self, place: &str, text: &str) {
        if crate::monitor::period(text).is_none() {
            self.error(place, format!("'{text}' is no period"), "write 2024, 2024-05, 2020/2024 or ../2024");
        }
    }

    fn sources(&mut self, p: &Project) {
        let partners = p.partner.iter().map(|x| ("partner", &x.source));
        let facts = partners.chain(p.date.iter().map(|x| ("date", &x.source))).chain(p.budget.iter().map(|x| ("budget", &x.source)));
        let facts = facts.chain(p.milestone.iter().map(|x| ("milestone", &x.source)));
        let facts = facts.chain(p.contract.iter().map(|x| ("contract", &x.source)));
        let facts = facts.chain(p.indicator.iter().flat_map(|i| &i.value).map(|v| ("indicator", &v.source)));
        for (what, key) in facts {
            if key.is_empty() && p.kept.is_empty() {
                self.error(what, "it names no source".to_owned(), "add `source` with a key of [source]");
            } else if !key.is_empty() && !p.source.contains_key(key) {
                self.error(what, format!("there is no source '{key}'"), "add it under [source]");
            }
        }
    }

    fn money(&mut self, p: &Project) {
        for budget in &p.budget {
            if !(budget.amount.is_finite() && budget.amount > 0.0) {
                self.error("budget", format!("{} is no amount", budget.amount), "leave it out where it is not known");
            }
            if budget.currency.len() != 3 || !budget.currency.chars().all(|c| c.is_ascii_uppercase()) {
                self.error("budget", format!("'{}' is no currency", budget.currency), "write ISO 4217, such as USD");
            }
        }
        if p.status == Status::Identification && p.money(BudgetKind::Actual).is_some() {
            self.say(Severity::Warning, "budget", "money is spent before it is prepared".to_owned(), "check the status");
        }
    }

    fn value(&mut self, indicator: &str, value: &Observed) {
        let place = format!("indicator {indicator}");
        self.period(&place, &value.period);
        if value.actual.is_none() && value.target.is_none() && value.numerator.is_none() {
            self.error(&place, format!("{} has neither an actual nor a target", value.period), "give one, or take the value out");
        }
        match (value.numerator, value.denominator) {
            (Some(_), None) | (None, Some(_)) => {
                self.error(&place, "half of a ratio".to_owned(), "give numerator and denominator");
            }
            (Some(_), Some(below)) if below <= 0.0 => {
                self.error(&place, format!("a ratio over {below}"), "a denominator is more than nothing");
            }
            _ => {}
        }
    }
}

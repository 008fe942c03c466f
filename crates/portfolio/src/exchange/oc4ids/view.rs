//! What a record and a project of OC4IDS have both a word for.

use crate::exchange::view::{Metric, View, full, is_day, ones};
use crate::register::project::{Budget, Contract, Document, Event, Indicator, Milestone, Observed, Partner, Place, Project};
use crate::register::words::{BudgetKind, Role, Scale, Status};
use landbridge_model::date;
use serde_json::{Map, Value};

/// Lists of metrics: actual figures, targets.
pub(super) const METRICS: [&str; 2] = ["metrics", "forecasts"];
/// Events and where the standard keeps their day.
pub(super) const DATES: [(&str, &str, &str); 3] = [
    ("construction-start", "implementationPeriod", "startDate"),
    ("completion", "completion", "endDate"),
    ("opening", "maintenancePeriod", "startDate"),
];
/// Status by the standard's words.
const STATUS: [(Status, &str); 8] = [
    (Status::Identification, "identification"),
    (Status::Preparation, "preparation"),
    (Status::Implementation, "implementation"),
    (Status::Completion, "completion"),
    (Status::Operation, "maintenance"),
    (Status::Decommissioning, "decommissioning"),
    (Status::Decommissioned, "decommissioned"),
    (Status::Cancelled, "cancelled"),
];
/// Sectors by the standard's words; the first of equals is written.
const SECTORS: [(&str, &str); 13] = [
    ("rail", "transport.rail"),
    ("road", "transport.road"),
    ("air", "transport.air"),
    ("shipping", "transport.water"),
    ("energy", "energy"),
    ("health", "health"),
    ("education", "education"),
    ("water", "waterAndWaste"),
    ("digital", "communications"),
    ("governance", "governance"),
    ("culture", "cultureSportsAndRecreation"),
    ("economy", "economy"),
    ("housing", "socialHousing"),
];
/// Roles by the standard's words.
const ROLES: [(Role, &str); 7] = [
    (Role::Owner, "publicAuthority"),
    (Role::Funder, "funder"),
    (Role::Contractor, "supplier"),
    (Role::Operator, "operator"),
    (Role::Supervisor, "reviewBody"),
    (Role::Beneficiary, "payee"),
    (Role::Initiator, "administrativeEntity"),
];

pub(super) fn status_word(status: Status) -> Option<&'static str> {
    STATUS.iter().find(|s| s.0 == status).map(|s| s.1)
}

pub(super) fn sector_word(sector: &str) -> Option<&'static str> {
    SECTORS.iter().find(|s| s.0 == sector).map(|s| s.1)
}

/// The sector of a word of the standard.
pub(super) fn sector_of(word: &str) -> Option<&'static str> {
    SECTORS.iter().find(|s| s.1 == word).map(|s| s.0)
}

pub(super) fn role_word(role: Role) -> Option<&'static str> {
    ROLES.iter().find(|r| r.0 == role).map(|r| r.1)
}

pub(super) fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// An object within another.
pub(super) fn within<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a Map<String, Value>> {
    object.get(key).and_then(Value::as_object)
}

pub(super) fn list<'a>(object: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The day of a moment.
fn day(moment: &str) -> Option<String> {
    let day = moment.get(..10)?;
    date::days(day).map(|_| day.to_owned())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn budget(value: Option<&Map<String, Value>>, kind: BudgetKind) -> Option<Budget> {
    let value = value?;
    let amount = value.get("amount")?.as_f64()?;
    let currency = some(text(value, "currency"))?;
    Some(Budget { kind, amount, unit: Scale::One, currency, price_year: None, source: String::new() })
}

pub(super) fn place(location: &Value) -> Option<Place> {
    let location = location.as_object()?;
    let point = within(location, "geometry").filter(|g| text(g, "type") == "Point")?;
    // Longitude comes first in GeoJSON.
    let [lon, lat] = list(point, "coordinates") else { return None };
    Some(Place { name: text(location, "description").to_owned(), lat: lat.as_f64()?, lon: lon.as_f64()? })
}

pub(super) fn partners(party: &Value) -> Vec<Partner> {
    let Some(party) = party.as_object().filter(|p| !text(p, "name").is_empty()) else { return Vec::new() };
    let known = |r: &Value| ROLES.iter().find(|k| Some(k.1) == r.as_str()).map(|k| k.0);
    let name = text(party, "name").to_owned();
    let partner = |role: Role| Partner { name: name.clone(), country: None, role, source: String::new() };
    list(party, "roles").iter().filter_map(known).map(partner).collect()
}

pub(super) fn contract(process: &Value) -> Option<Contract> {
    let summary = within(process.as_object()?, "summary")?;
    let value = budget(within(summary, "contractValue"), BudgetKind::Planned);
    let supplier = list(summary, "suppliers").first().and_then(Value::as_object);
    Some(Contract {
        title: some(text(summary, "title"))?,
        supplier: supplier.map(|s| text(s, "name").to_owned()).unwrap_or_default(),
        amount: value.as_ref().map(|v| v.amount),
        unit: value.as_ref().map(|_| Scale::One),
        currency: value.map(|v| v.currency),
        date: within(summary, "contractPeriod").and_then(|p| day(text(p, "startDate"))),
        source: String::new(),
    })
}

pub(super) fn milestone(value: &Value) -> Option<Milestone> {
    let value = value.as_object()?;
    let title = some(text(value, "title"))?;
    Some(Milestone { title, due: day(text(value, "dueDate")), met: day(text(value, "dateMet")), source: String::new() })
}

pub(super) fn document(value: &Value) -> Option<Document> {
    let value = value.as_object()?;
    Some(Document { title: some(text(value, "title"))?, url: some(text(value, "url"))? })
}

/// Figures of observations whose measure is a number and which hold for no part.
fn values(metric: &Map<String, Value>) -> Vec<(String, f64)> {
    let figure = |o: &Value| {
        let o = o.as_object().filter(|o| !o.contains_key("dimensions"))?;
        let period = within(o, "period")?;
        let (from, until) = (day(text(period, "startDate")), day(text(period, "endDate")));
        let period = match (from, until) {
            (Some(from), Some(until)) if from == until => from,
            (Some(from), Some(until)) => format!("{from}/{until}"),
            (Some(from), None) => format!("{from}/.."),
            (None, Some(until)) => format!("../{until}"),
            (None, None) => return None,
        };
        // One that ends before it begins is no figure of the record.
        crate::monitor::period(&period)?;
        Some((period, o.get("measure")?.as_f64()?))
    };
    list(metric, "observations").iter().filter_map(figure).collect()
}

pub(super) fn metric(value: &Value) -> Option<Metric> {
    let value = value.as_object()?;
    let unit = list(value, "observations").first().and_then(Value::as_object).and_then(|o| within(o, "unit"));
    let values = values(value);
    let unit = unit.map(|u| text(u, "name").to_owned()).unwrap_or_default();
    let metric = Metric { id: some(text(value, "id"))?, name: text(value, "title").to_owned(), unit, values };
    (!metric.values.is_empty()).then_some(metric)
}

/// The first measure of a metric that is a text and no number.
pub(super) fn no_number(project: &Map<String, Value>) -> Option<&str> {
    let metrics = METRICS.iter().flat_map(|m| list(project, m)).filter_map(Value::as_object);
    metrics.flat_map(|m| list(m, "observations")).find_map(|o| o.get("measure")?.as_str())
}

/// What a project says.
pub(super) fn says(project: &Map<String, Value>) -> View {
    let status = STATUS.iter().find(|s| s.1 == text(project, "status")).map(|s| s.0);
    let mut sector = list(project, "sector").iter().filter_map(Value::as_str);
    let event = |&(event, object, field): &(&str, &str, &str)| {
        let date = day(text(within(project, object)?, field))?;
        // By its status a project has come so far, or has not.
        let come = match event {
            "construction-start" => !matches!(status, Some(Status::Identification | Status::Preparation)),
            _ => !status.is_some_and(Status::is_ahead),
        };
        Some(Event { event: event.to_owned(), date, planned: !come, source: String::new() })
    };
    View {
        id: text(project, "id").to_owned(),
        name: text(project, "title").to_owned(),
        summary: text(project, "description").to_owned(),
        status,
        sector: sector.find_map(sector_of).unwrap_or_default().to_owned(),
        place: list(project, "locations").iter().filter_map(place).collect(),
        partner: list(project, "parties").iter().flat_map(partners).collect(),
        date: DATES.iter().filter_map(event).collect(),
        planned: budget(within(project, "budget").and_then(|b| within(b, "amount")), BudgetKind::Planned),
        actual: budget(within(project, "completion").and_then(|c| within(c, "finalValue")), BudgetKind::Actual),
        contract: list(project, "contractingProcesses").iter().filter_map(contract).collect(),
        milestone: list(project, "milestones").iter().filter_map(milestone).collect(),
        document: list(project, "documents").iter().filter_map(document).collect(),
        metrics: METRICS.map(|m| list(project, m).iter().filter_map(metric).collect()),
        ..View::default()
    }
}

/// What of a record the standard can say: figures of the whole, days that are
/// known to the day.
pub(super) fn wants(p: &Project) -> View {
    let whole = |d: &String| is_day(d);
    let event = |&(event, ..): &(&str, &str, &str)| {
        let found = p.date.iter().find(|d| d.event == event && whole(&d.date))?;
        Some(Event { source: String::new(), ..found.clone() })
    };
    let partner = |x: &Partner| Partner { country: None, source: String::new(), ..x.clone() };
    let contract = |c: &Contract| {
        let money = c.amount.zip(c.currency.clone());
        Contract {
            amount: money.as_ref().map(|m| m.0 * c.unit.unwrap_or_default().ones()),
            unit: money.as_ref().map(|_| Scale::One),
            currency: money.map(|m| m.1),
            date: c.date.clone().filter(whole),
            source: String::new(),
            ..c.clone()
        }
    };
    let milestone = |m: &Milestone| {
        let (due, met) = (m.due.clone().filter(whole), m.met.clone().filter(whole));
        Milestone { due, met, source: String::new(), ..m.clone() }
    };
    let metrics = |figure: fn(&Observed) -> Option<f64>| -> Vec<Metric> {
        let metric = |i: &Indicator| {
            let whole_figures = i.value.iter().filter(|v| v.place.is_none() && v.by.is_empty());
            let values: Vec<(String, f64)> = whole_figures.filter_map(|v| Some((full(&v.period)?, figure(v)?))).collect();
            (!values.is_empty()).then(|| Metric { id: i.id.clone(), name: i.name.clone(), unit: i.unit.clone(), values })
        };
        p.indicator.iter().filter_map(metric).collect()
    };
    View {
        id: p.id.clone(),
        name: p.name.clone(),
        summary: p.summary.clone(),
        status: Some(p.status).filter(|s| status_word(*s).is_some()),
        sector: Some(&p.sector).filter(|s| sector_word(s).is_some()).cloned().unwrap_or_default(),
        place: p.place.clone(),
        partner: p.partner.iter().filter(|x| role_word(x.role).is_some()).map(partner).collect(),
        date: DATES.iter().filter_map(event).collect(),
        planned: ones(p, BudgetKind::Planned),
        actual: ones(p, BudgetKind::Actual),
        contract: p.contract.iter().map(contract).collect(),
        milestone: p.milestone.iter().map(milestone).collect(),
        document: p.document.clone(),
        metrics: [metrics(|v| v.actual), metrics(|v| v.target)],
        ..View::default()
    }
}

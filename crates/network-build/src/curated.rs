//! Readers of the small curated tables: countries, unions, crossings,
//! passages.

use crate::border::{ClosedBorder, Crossings};
use crate::rules::Rules;
use crate::sources::cities::CountryRow;
use crate::sources::territory::Territory;
use landbridge_formats::table::{Row, Table, saturating_u16};
use landbridge_model::{Confidence, CountryCode, Findings, Lifespan, Mode, Severity};
use landbridge_network::world::{Country, CountryId, Crossing, GaugeChange, Passage};
use std::collections::BTreeMap;

/// Countries in the order of their ids, with region and lookup tables.
pub struct Countries {
    /// The table of the world file; the first is the high seas.
    pub list: Vec<Country>,
    /// Continent of each country.
    pub region: Vec<String>,
    by_code: BTreeMap<CountryCode, CountryId>,
    by_alpha2: BTreeMap<String, CountryId>,
}

impl Countries {
    /// Countries of the package, and the territories that Natural Earth draws
    /// apart.
    pub fn build(rows: &[CountryRow], gdp: &BTreeMap<String, f64>, territories: &str, findings: &mut Findings) -> Result<Self, String> {
        let seas = CountryCode::parse("XXX").ok_or("XXX is no code")?;
        let mut countries = Self { list: Vec::new(), region: Vec::new(), by_code: BTreeMap::new(), by_alpha2: BTreeMap::new() };
        countries.add(seas, "", "high seas", 0.0, None, "");
        for row in rows {
            if let Some(code) = CountryCode::parse(&row.iso3) {
                countries.add(code, &row.iso, &row.name, row.population, gdp.get(&row.iso3).copied(), &row.continentcode);
            }
        }
        for row in Table::read("territories.csv", territories, &["name", "code"], findings)?.rows() {
            if let Some(code) = row.country("code", findings)
                && !countries.by_code.contains_key(&code)
            {
                countries.add(code, "", row.text("name"), 0.0, None, "");
            }
        }
        Ok(countries)
    }

    fn add(&mut self, code: CountryCode, alpha2: &str, name: &str, population: f64, gdp_musd: Option<f64>, region: &str) {
        let id = CountryId(u32::try_from(self.list.len()).unwrap_or(0));
        if self.by_code.insert(code, id).is_none() {
            if !alpha2.is_empty() {
                self.by_alpha2.insert(alpha2.to_owned(), id);
            }
            self.list.push(Country { code, alpha2: alpha2.to_owned(), name: name.to_owned(), population, gdp_musd });
            self.region.push(region.to_owned());
        }
    }

    /// Country of an alpha-3 code; the high seas where it is not known.
    pub fn by_code(&self, code: CountryCode) -> CountryId {
        self.by_code.get(&code).copied().unwrap_or(CountryId(0))
    }
    /// Country of an alpha-2 code.
    pub fn by_alpha2(&self, code: &str) -> Option<CountryId> {
        self.by_alpha2.get(code).copied()
    }

    /// Country of each Natural Earth area.
    pub fn of_territory(
        &self,
        territory: &Territory,
        rows: &[CountryRow],
        table: &str,
        findings: &mut Findings,
    ) -> Result<Vec<CountryId>, String> {
        let numeric: BTreeMap<u32, &str> = rows.iter().map(|r| (r.isonumeric, r.iso3.as_str())).collect();
        let table = Table::read("territories.csv", table, &["name", "code"], findings)?;
        let named: BTreeMap<&str, &str> = table.rows().map(|r| (r.text("name"), r.text("code"))).collect();
        let of = |(id, name): &(String, String)| -> Option<CountryId> {
            let code = match id.parse::<u32>() {
                Ok(number) => numeric.get(&number).copied(),
                Err(_) => named.get(name.as_str()).copied(),
            };
            code.and_then(CountryCode::parse).map(|c| self.by_code(c))
        };
        let mut ids = Vec::new();
        for area in &territory.countries {
            ids.push(of(area).unwrap_or_else(|| {
                findings.push(
                    Severity::Warning,
                    "world-atlas",
                    format!("the area '{}' has no country", area.1),
                    "add it to data/network/territories.csv",
                );
                CountryId(0)
            }));
        }
        Ok(ids)
    }
}

/// Unions inside which trucks and trains pass without customs, or nearly so.
/// Free-trade areas and unions that keep their posts are not among them.
const UNHINDERED: [&str; 5] = ["EU", "Schengen", "EAEU", "SACU", "CH-LI"];

/// Reads `crossings.csv`, `closed_borders.csv` and `customs_unions.csv`.
pub fn crossings(
    crossings: &str,
    closed: &str,
    unions: &str,
    countries: &Countries,
    year: u16,
    rules: &Rules,
    findings: &mut Findings,
) -> Result<Crossings, String> {
    let mut out = Crossings { list: Vec::new(), closed: Vec::new(), unions: BTreeMap::new() };
    for row in Table::read("customs_unions.csv", unions, &["country", "union", "from_year", "to_year"], findings)?.rows() {
        let from = row.number("from_year", findings).unwrap_or(0.0);
        let to = row.number("to_year", findings).unwrap_or(f64::INFINITY);
        if let Some(code) = row.country("country", findings)
            && UNHINDERED.contains(&row.text("union"))
            && from <= f64::from(year)
            && f64::from(year) < to
        {
            out.unions.entry(countries.by_code(code)).or_default().push(row.text("union").to_owned());
        }
    }
    for row in
        Table::read("closed_borders.csv", closed, &["country_a", "country_b", "mode", "closure_kind", "since_year", "source"], findings)?
            .rows()
    {
        let (Some(a), Some(b)) = (row.country("country_a", findings), row.country("country_b", findings)) else { continue };
        // Passing closures are disruptions that a user adds, not the baseline.
        if row.text("closure_kind") != "standing" {
            continue;
        }
        let (a, b) = (countries.by_code(a), countries.by_code(b));
        out.closed.push(ClosedBorder {
            pair: (a.min(b), a.max(b)),
            mode: mode_of(row.text("mode")),
            since: saturating_u16(row.number("since_year", findings).unwrap_or(0.0)),
            source: row.text("source").to_owned(),
        });
    }
    let required = [
        "id",
        "name_a",
        "country_a",
        "name_b",
        "country_b",
        "mode",
        "lat",
        "lon",
        "hours_mean",
        "hours_p50",
        "hours_p90",
        "status",
        "source",
        "confidence",
    ];
    for row in Table::read("crossings.csv", crossings, &required, findings)?.rows() {
        if let Some(crossing) = crossing(&row, countries, &out, rules, findings) {
            out.list.push(crossing);
        }
    }
    Ok(out)
}

fn mode_of(text: &str) -> Option<Mode> {
    match text {
        "rail" => Some(Mode::Rail),
        "road" => Some(Mode::Road),
        _ => None,
    }
}

fn crossing(row: &Row<'_>, countries: &Countries, unions: &Crossings, rules: &Rules, findings: &mut Findings) -> Option<Crossing> {
    let (a, b) = (row.country("country_a", findings)?, row.country("country_b", findings)?);
    let position = row.point("lat", "lon", findings)?;
    let Some(mode) = mode_of(row.text("mode")) else {
        findings.push(Severity::Error, row.place("mode"), format!("'{}' is no mode", row.text("mode")), "use rail or road");
        return None;
    };
    let mm = |column: &str, findings: &mut Findings| saturating_u16(row.number(column, findings).unwrap_or(0.0));
    let gauges = (mm("gauge_a_mm", findings), mm("gauge_b_mm", findings));
    let gauge_change = match row.text("gauge_change") {
        "transload" => Some((gauges.0, gauges.1, GaugeChange::Transload)),
        "bogie" => Some((gauges.0, gauges.1, GaugeChange::Bogie)),
        _ => None,
    };
    let (country_a, country_b) = (countries.by_code(a), countries.by_code(b));
    let mut lifespan = row.lifespan(findings);
    let since: u16 = row.text("closed_since").get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
    // Only a standing closure belongs to the baseline.
    if row.text("closure_kind") == "standing" {
        lifespan.closed = since.max(1);
    }
    if row.text("status") == "planned" && lifespan.opened == 0 {
        lifespan = Lifespan::NEVER;
    }
    // Which field the source was read for decides; the row's own word covers
    // any of them.
    let hours_seen = row.text("seen_fields").contains("hours");
    let confidence = if hours_seen { row.confidence(findings) } else { Confidence::Recalled };
    let (hours_p50, hours_p90) = hours(row, mode, rules, findings);
    Some(Crossing {
        id: row.text("id").to_owned(),
        name: format!("{} – {}", row.text("name_a"), row.text("name_b")),
        country_a,
        country_b,
        mode,
        position,
        hours_p50,
        hours_p90,
        fee_usd: row.number("fee_usd", findings),
        gauge_change,
        union: unions.union_of(country_a, country_b),
        lifespan,
        note: note(row),
        source: row.text("source").to_owned(),
        confidence,
    })
}

/// Standard normal deviate of the 90th percentile.
const Z90: f64 = 1.281_551_565_5;

/// Median and 90th percentile of a row: of its mean by the lognormal law where
/// it has one, else as they stand.
fn hours(row: &Row<'_>, mode: Mode, rules: &Rules, findings: &mut Findings) -> (Option<f64>, Option<f64>) {
    let stated = (row.number("hours_p50", findings), row.number("hours_p90", findings));
    let Some(mean) = row.number("hours_mean", findings) else { return stated };
    if stated != (None, None) {
        findings.push(
            Severity::Warning,
            row.place("hours_mean"),
            "a mean beside a median or 90th percentile; the mean is used",
            "leave hours_p50 and hours_p90 empty, or hours_mean",
        );
    }
    let sigma = if mode == Mode::Rail { rules.border_rail_sigma } else { rules.border_road_sigma };
    let median = mean * (-sigma * sigma / 2.0).exp();
    // No mean is good to more than a tenth of an hour.
    let tenths = |hours: f64| (hours * 10.0).round() / 10.0;
    (Some(tenths(median)), Some(tenths(median * (Z90 * sigma).exp())))
}

fn note(row: &Row<'_>) -> String {
    let closure = match row.text("closure_kind") {
        "standing" => "closed for many years".to_owned(),
        "passing" => format!("a passing closure is known (since {}) and not in the baseline", row.text("closed_since")),
        _ => String::new(),
    };
    [closure.as_str(), row.text("notes")].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Reads `passages.csv`.
pub fn passages(text: &str, findings: &mut Findings) -> Result<Vec<Passage>, String> {
    let table = Table::read("passages.csv", text, &["name", "title", "open", "hours", "source", "confidence"], findings)?;
    Ok(table
        .rows()
        .map(|row| Passage {
            name: row.text("name").to_owned(),
            title: row.text("title").to_owned(),
            open: row.text("open") == "yes",
            hours: row.number("hours", findings).unwrap_or(0.0),
            usd_per_teu: row.number("usd_per_teu", findings),
            source: row.text("source").to_owned(),
            confidence: row.confidence(findings),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../data/network/crossings.csv");
    const HEADER: &str = "id,name_a,country_a,name_b,country_b,mode,lat,lon,hours_mean,hours_p50,hours_p90,status,source,confidence\n";

    fn read(table: &str) -> (Vec<Crossing>, Findings) {
        let mut findings = Findings::default();
        let countries = Countries::build(&[], &BTreeMap::new(), "name,code\n", &mut findings).expect("a table");
        let rules = Rules::read(include_str!("../../../data/network/build.toml")).expect("it ships");
        let closed = "country_a,country_b,mode,closure_kind,since_year,source\n";
        let unions = "country,union,from_year,to_year\n";
        let list = crossings(table, closed, unions, &countries, 2025, &rules, &mut findings).expect("a table").list;
        (list, findings)
    }

    fn of(mode: &str, mean: &str, p50: &str, p90: &str) -> ((Option<f64>, Option<f64>), Findings) {
        let (list, findings) = read(&format!("{HEADER}x,A,CHN,B,KAZ,{mode},45,80,{mean},{p50},{p90},open,s,seen\n"));
        ((list[0].hours_p50, list[0].hours_p90), findings)
    }

    #[test]
    fn a_mean_gives_median_and_spread_by_the_law_of_its_mode() {
        for (mode, mean, p50, p90) in [("rail", "84.1", 64.4, 164.2), ("rail", "7.8", 6.0, 15.2), ("road", "138", 102.6, 275.2)] {
            let (hours, findings) = of(mode, mean, "", "");
            assert_eq!(hours, (Some(p50), Some(p90)));
            assert!(findings.0.is_empty(), "{:?}", findings.0);
        }
    }

    #[test]
    fn without_a_mean_the_hours_stand_as_they_are() {
        assert_eq!(of("road", "", "4", "24").0, (Some(4.0), Some(24.0)));
        assert_eq!(of("road", "", "", "").0, (None, None));
    }

    #[test]
    fn a_mean_beside_other_hours_is_a_finding() {
        for (p50, p90) in [("48", "168"), ("48", ""), ("", "168")] {
            let (hours, findings) = of("rail", "84.1", p50, p90);
            assert_eq!(hours, (Some(64.4), Some(164.2)));
            let [finding] = &findings.0[..] else { panic!("{:?}", findings.0) };
            assert_eq!((finding.severity, finding.place.as_str()), (Severity::Warning, "crossings.csv:2:hours_mean"));
        }
    }

    #[test]
    fn the_shipped_crossings_are_read_without_a_finding() {
        let (list, findings) = read(SHIPPED);
        assert!(findings.0.is_empty(), "{:?}", findings.0);
        assert_eq!(list.len(), SHIPPED.lines().count() - 1);
    }
}

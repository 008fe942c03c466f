//! What a project costs, in dollars of one year.

use super::project::{Budget, Project};
use super::words::BudgetKind;
use landbridge_model::date;
use landbridge_model::money::{Money, Prices};
use serde::Serialize;
use utoipa::ToSchema;

/// What a project costs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProjectCost)]
pub struct Cost {
    /// Dollars in the prices of `price_year`.
    pub usd: f64,
    /// Year whose prices they are.
    pub price_year: i16,
    /// What the amount is.
    pub kind: BudgetKind,
    /// Year of the prices of the amount, as they count.
    pub given_year: i16,
    /// Whether that year is assumed: the record does not say it, so that the year stands
    /// for it in which works began or were to begin, or else to be done; or it is too
    /// young for statistics, so that the last year stands for it of which they are known.
    pub year_assumed: bool,
    /// How many other amounts of the same kind the record has.
    pub others: usize,
}

/// What a project costs in dollars of a year: what was spent, else planned, else
/// estimated; of several amounts that of the latest prices, and of these the first.
///
/// # Errors
/// Why it cannot be computed.
pub fn cost(project: &Project, prices: &Prices, year: i16) -> Result<Cost, String> {
    let of = |kind| {
        let own = project.budget.iter().filter(|b| b.kind == kind);
        own.reduce(|best, b| if b.price_year > best.price_year { b } else { best })
    };
    let budget = of(BudgetKind::Actual).or_else(|| of(BudgetKind::Planned)).or_else(|| of(BudgetKind::Estimate));
    let budget: &Budget = budget.ok_or_else(|| "no amount of money is recorded".to_owned())?;
    let given = budget.price_year.map(|y| (y, false)).or_else(|| Some((year_of_works(project)?, true)));
    let (given_year, year_assumed) = given.ok_or_else(|| "neither the year of prices nor of works is recorded".to_owned())?;
    let (given_year, year_assumed) = match prices.known_year(&budget.currency, given_year) {
        Some(known) => (known, year_assumed || known != given_year),
        None => (given_year, year_assumed),
    };
    let money = Money { amount: budget.ones(), currency: budget.currency.clone(), year: given_year };
    let usd = prices.usd(&money, year)?;
    if !(usd > 0.0 && usd.is_finite()) {
        return Err(format!("{} {} is no cost", budget.amount, budget.currency));
    }
    let others = project.budget.iter().filter(|b| b.kind == budget.kind).count().saturating_sub(1);
    Ok(Cost { usd, price_year: year, kind: budget.kind, given_year, year_assumed, others })
}

/// The year in which works began, else in which the project was to open or opened.
fn year_of_works(project: &Project) -> Option<i16> {
    let first = |is: &dyn Fn(&str) -> bool| {
        let days = project.date.iter().filter(|e| is(&e.event)).filter_map(|e| Some(date::days(&e.date)?.0));
        days.reduce(f64::min).and_then(date::text)
    };
    let day = first(&|event| event == "construction-start").or_else(|| first(&|event| event.contains("opening")))?;
    day.split('-').next()?.parse().ok()
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;
    use crate::register::Register;
    use landbridge_model::money::StandIn;

    fn costs(rest: &str) -> Result<Cost, String> {
        let head = "id = \"a\"\nname = \"A\"\nkind = \"project\"\nsize = \"other\"\nsector = \"rail\"\nstatus = \"operation\"\ncountries = [\"KE\"]\n";
        let text = format!("{head}{rest}");
        let register = Register::read([("a.toml", text.as_str())]).unwrap_or_else(|e| panic!("{e}"));
        let mut prices = Prices::default();
        prices.add_level(2014, 80.0).and_then(|()| prices.add_level(2024, 100.0)).unwrap_or_else(|e| panic!("{e}"));
        prices.set_stand_in(StandIn { why: String::new(), late_years: 2, steady: 0.1 });
        for (year, rate) in [(2014, 88.0), (2023, 120.0), (2024, 125.0)] {
            prices.add_rate("KES", year, rate).unwrap_or_else(|e| panic!("{e}"));
        }
        cost(&register.projects[0], &prices, 2024)
    }

    #[test]
    fn what_was_spent_counts_before_what_was_planned() {
        let budget = |kind, amount, year| {
            format!("[[budget]]\nkind = \"{kind}\"\namount = {amount}\nunit = \"million\"\ncurrency = \"KES\"\n{year}\n")
        };
        let both = budget("planned", 88, "price_year = 2014") + &budget("actual", 176, "price_year = 2014");
        let found = costs(&both).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((found.usd, found.kind, found.year_assumed), (2.5e6, BudgetKind::Actual, false));
        let began = budget("planned", 88, "") + "[[date]]\nevent = \"construction-start\"\ndate = \"2014-12\"\nplanned = false\n";
        assert_eq!(costs(&began).map(|c| (c.given_year, c.year_assumed)), Ok((2014, true)));
        let later = budget("planned", 880, "price_year = 2013") + &budget("planned", 88, "price_year = 2014");
        assert_eq!(costs(&later).map(|c| (c.usd, c.others)), Ok((1.25e6, 1)), "the latest prices");
        assert!(costs(&budget("planned", -88, "price_year = 2014")).is_err_and(|e| e.contains("no cost")));
        assert!(costs(&budget("planned", 88, "")).is_err_and(|e| e.contains("neither")));
        let young = budget("planned", 250, "price_year = 2026");
        assert_eq!(costs(&young).map(|c| (c.usd, c.given_year, c.year_assumed)), Ok((2e6, 2024, true)), "too young for statistics");
        assert!(costs(&budget("planned", 88, "price_year = 2013")).is_err_and(|e| e.contains("KES in 2013")));
        assert!(costs("").is_err_and(|e| e.contains("no amount")));
    }
}

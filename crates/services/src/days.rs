//! On which days a service leaves.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

/// A point in time: minutes since 1970-01-01 00:00 UTC.
pub type Minute = i64;

/// Seconds in a minute, minutes in an hour.
const SIXTY: i64 = 60;

/// When a service leaves its first stop.
#[derive(Clone, Debug, PartialEq)]
pub enum Departures {
    /// Known by frequency alone: one departure in so many minutes, at no time
    /// that anybody has published.
    Headway {
        /// Minutes between two departures.
        minutes: u32,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// On known days.
    Days {
        /// Monday to Sunday.
        week: [bool; 7],
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// Further days, in order.
        added: Vec<Date>,
        /// Days on which it does not leave, in order.
        removed: Vec<Date>,
        /// Where its days begin and its times are told.
        timezone: TimeZone,
    },
}

/// Midnight UTC at the start of a day.
pub fn midnight(date: Date) -> Minute {
    date.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).map_or(0, |z| z.timestamp().as_second() / SIXTY)
}

/// The day (UTC) of a point in time.
pub fn day_of(minute: Minute) -> Option<Date> {
    let timestamp = jiff::Timestamp::from_second(minute.checked_mul(SIXTY)?).ok()?;
    Some(timestamp.to_zoned(TimeZone::UTC).date())
}

/// A point in time as `2024-09-02 14:05` (UTC).
pub fn write(minute: Minute) -> String {
    let time = minute.rem_euclid(24 * SIXTY);
    day_of(minute).map_or_else(String::new, |day| format!("{day} {:02}:{:02}", time / SIXTY, time % SIXTY))
}

/// Reads `YYYY-MM-DD` or, as in GTFS, `YYYYMMDD`.
///
/// # Errors
/// A text that is no day, with what to write.
pub fn parse_date(text: &str) -> Result<Date, String> {
    let form = if text.contains('-') { "%Y-%m-%d" } else { "%Y%m%d" };
    Date::strptime(form, text).map_err(|_| format!("'{text}' is no day; write YYYY-MM-DD"))
}

/// A day moved by a number of days, at the ends of the calendar if beyond.
pub fn shifted(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

impl Departures {
    /// Whether it runs at all on a day or later, until another.
    pub fn within(&self, from: Date, to: Date) -> bool {
        let (first, last) = self.validity();
        first <= to && from <= last
    }

    /// Departures a week.
    pub fn per_week(&self) -> f64 {
        const MINUTES_PER_WEEK: f64 = 10_080.0;
        match self {
            Self::Headway { minutes, .. } => MINUTES_PER_WEEK / f64::from(*minutes).max(1.0),
            Self::Days { week, .. } => week.iter().map(|d| f64::from(u8::from(*d))).sum(),
        }
    }

    /// First and last day.
    pub fn validity(&self) -> (Date, Date) {
        match self {
            Self::Headway { from, to, .. } => (*from, *to),
            // Days that are added may lie outside.
            Self::Days { from, to, added, week, .. } => {
                let first = added.first().copied().unwrap_or(*from);
                let last = added.last().copied().unwrap_or(*to);
                if week.contains(&true) { (first.min(*from), last.max(*to)) } else { (first, last) }
            }
        }
    }

    /// Whether it leaves on a day; with a headway, whether it runs then.
    pub fn on(&self, day: Date) -> bool {
        match self {
            Self::Headway { .. } => self.within(day, day),
            Self::Days { .. } => !self.starts(day, day).is_empty(),
        }
    }

    /// Starts of the service days on which it leaves, from one day to another;
    /// none for a service known by its headway.
    ///
    /// A service day starts twelve hours before noon where the operator is, as
    /// GTFS counts it.
    pub fn starts(&self, first: Date, last: Date) -> Vec<Minute> {
        let Self::Days { week, from, to, added, removed, timezone } = self else { return Vec::new() };
        let mut days: Vec<Date> = first
            .max(*from)
            .series(Span::new().days(1))
            .take_while(|day| *day <= last.min(*to))
            .filter(|day| usize::try_from(day.weekday().to_monday_zero_offset()).is_ok_and(|d| week.get(d) == Some(&true)))
            .filter(|day| removed.binary_search(day).is_err())
            .collect();
        days.extend(added.iter().filter(|day| **day >= first && **day <= last));
        days.sort_unstable();
        days.dedup();
        days.into_iter()
            .filter_map(|day| day.at(12, 0, 0, 0).to_zoned(timezone.clone()).ok())
            .map(|noon| noon.timestamp().as_second() / SIXTY - 12 * SIXTY)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_follow_the_week_and_its_exceptions() {
        let week = [false, false, true, false, false, true, false];
        let (added, removed) = (vec![date(2024, 9, 10)], vec![date(2024, 9, 7)]);
        let utc = Departures::Days { week, from: date(2023, 7, 1), to: date(2024, 9, 18), added, removed, timezone: TimeZone::UTC };
        let days: Vec<String> = utc.starts(date(2024, 9, 2), date(2024, 12, 1)).into_iter().map(write).collect();
        assert_eq!(days, ["2024-09-04 00:00", "2024-09-10 00:00", "2024-09-11 00:00", "2024-09-14 00:00", "2024-09-18 00:00"]);
        assert!(!utc.within(date(2024, 9, 19), date(2025, 1, 1)));
        // Days of its own alone.
        let (from, to, timezone) = (date(2023, 1, 5), date(2023, 1, 5), TimeZone::UTC);
        let added = vec![date(2023, 1, 5), date(2024, 9, 6)];
        let own = Departures::Days { week: [false; 7], from, to, added, removed: Vec::new(), timezone };
        assert!(own.within(date(2024, 9, 1), date(2024, 9, 30)));
        assert_eq!(own.starts(date(2024, 9, 1), date(2024, 9, 30)).len(), 1);
    }

    #[test]
    fn a_day_begins_where_the_operator_is() {
        let shanghai = TimeZone::get("Asia/Shanghai").expect("it is bundled");
        let days = Departures::Days {
            week: [true; 7],
            from: date(2024, 1, 1),
            to: date(2024, 1, 2),
            added: Vec::new(),
            removed: Vec::new(),
            timezone: shanghai,
        };
        assert_eq!(days.starts(date(2024, 1, 1), date(2024, 1, 1)).into_iter().map(write).collect::<Vec<_>>(), ["2023-12-31 16:00"]);
    }

    #[test]
    fn dates_are_read_in_two_forms_and_written_in_one() {
        assert_eq!(parse_date("20240902"), Ok(date(2024, 9, 2)));
        assert_eq!(parse_date("2024-09-02"), Ok(date(2024, 9, 2)));
        for bad in ["2024-13-01", "tomorrow", "", "2024-9"] {
            assert!(parse_date(bad).is_err(), "{bad}");
        }
        assert_eq!(write(midnight(date(2024, 9, 2)) + 845), "2024-09-02 14:05");
        assert_eq!(day_of(midnight(date(1969, 12, 31))), Some(date(1969, 12, 31)));
    }
}

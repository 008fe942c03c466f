//! Timetables: services that call at stops, on known days or by headway.

pub mod days;
mod read;
pub mod timetable;

pub use days::{Departures, Minute};
pub use read::of_feed;
pub use timetable::{Call, Price, PriceUnit, Service, ServiceId, Stop, StopId, Timetable};

//! Writers of matrices between places.
//!
//! * CSV, one line a pair.
//! * `parquet` — Apache Parquet, one row a pair (feature `parquet`).
//! * `omx` — Open Matrix, an HDF5 file with one matrix a quantity (feature `omx`).

#[cfg(feature = "omx")]
pub mod omx;
#[cfg(feature = "parquet")]
pub mod parquet;

use crate::table::quote;
use landbridge_model::{Skim, SkimCell};
use std::io::{self, Write};

/// A column and how its figure is read off a cell.
pub type Quantity = (&'static str, fn(SkimCell) -> f64);

/// The quantities of a cell.
pub const QUANTITIES: [Quantity; 4] =
    [("hours", SkimCell::hours), ("usd", SkimCell::usd), ("kg_co2e", SkimCell::kg_co2e), ("km", SkimCell::km)];

/// Writes the columns `origin,destination,hours,usd,kg_co2e,km`: hours, US
/// dollars and kilograms for one unit of cargo, kilometres. A pair without a way
/// has empty figures.
///
/// # Errors
/// Whatever the writer says.
pub fn csv(skim: &Skim, out: impl Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 20, out);
    let names = |zones: &[landbridge_model::Zone]| -> Vec<String> { zones.iter().map(|z| quote(&z.name)).collect() };
    let (origins, destinations) = (names(&skim.origins), names(&skim.destinations));
    out.write_all(b"origin,destination,hours,usd,kg_co2e,km\n")?;
    for (i, origin) in origins.iter().enumerate() {
        for (destination, cell) in destinations.iter().zip(skim.row(i)) {
            match cell {
                Some(c) => writeln!(out, "{origin},{destination},{:.3},{:.2},{:.3},{:.1}", c.hours(), c.usd(), c.kg_co2e(), c.km())?,
                None => writeln!(out, "{origin},{destination},,,,")?,
            }
        }
    }
    out.flush()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use landbridge_model::{Point, Zone};

    pub(crate) fn some() -> Skim {
        let zone = |name: &str, lat| Zone {
            name: name.to_owned(),
            country: "ABC".to_owned(),
            position: Point::new(lat, 0.0),
            weight: 1.0,
            gdp_musd: 0.0,
        };
        let cell = SkimCell { seconds: 5400, usd_10000: 1_230_000, grams: 45_600, metres: 78_900 };
        let zones = vec![zone("A, XX", 0.0), zone("\"B\"", 1.0)];
        Skim {
            origins: zones.clone(),
            destinations: zones,
            cells: vec![Some(SkimCell::default()), Some(cell), None, Some(SkimCell::default())],
        }
    }

    #[test]
    fn a_line_a_pair_with_nothing_where_there_is_no_way() {
        let mut out = Vec::new();
        csv(&some(), &mut out).unwrap();
        let lines: Vec<String> = String::from_utf8(out).unwrap().lines().map(str::to_owned).collect();
        assert_eq!(lines[0], "origin,destination,hours,usd,kg_co2e,km");
        assert_eq!(lines[2], "\"A, XX\",\"\"\"B\"\"\",1.500,123.00,45.600,78.9");
        assert_eq!(lines[3], "\"\"\"B\"\"\",\"A, XX\",,,,");
        assert_eq!(lines.len(), 5);
    }
}

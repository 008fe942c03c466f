//! Red flags of procurement on OCDS releases: eleven indicators of the Open
//! Contracting Partnership's list, each in a file of its own, three-valued, with
//! evidence and denominator.
//!
//! | code | raised where | in |
//! |---|---|---|
//! | R003 | the submission period is short | `r003` |
//! | R018 | a single bid | `r018` |
//! | R024 | the price is close to the winning bid | `margin` |
//! | R025 | a top bidder loses unusually often | `organizations` |
//! | R028 | bid prices are identical | `r028` |
//! | R030 | a late bid won | `r030` |
//! | R035 | all except the winner are disqualified | `r035` |
//! | R036 | the lowest bid is disqualified | `r036` |
//! | R038 | unusually many bids are disqualified | `organizations` |
//! | R048 | a supplier of unusually many kinds of goods | `organizations` |
//! | R058 | the winning bid is heavily discounted | `margin` |
//!
//! A raised flag is a question to be asked, no finding about anybody. The same
//! bytes in give the same rows out on any number of threads: blocks of lines are
//! measured in parallel and joined in their order.

mod case;
mod margin;
mod moment;
mod organizations;
mod outcome;
mod quantile;
mod r003;
mod r018;
mod r028;
mod r030;
mod r035;
mod r036;
mod rows;
mod scan;
mod settings;

pub use outcome::Status;
pub use rows::{Counts, Group, Measured, Row};
pub use settings::Settings;

use landbridge_formats::ocds::{Tender, text};
use rayon::prelude::*;
use std::io::Read;

/// Bytes of a block, more or less: lines are never cut.
const BLOCK: usize = 4 << 20;

/// Whether the method of a tender is one of those listed, or none is.
fn of_method(tender: &Tender<'_>, listed: &[String]) -> bool {
    listed.is_empty() || text(&tender.procurement_method).is_some_and(|m| listed.iter().any(|own| own == m))
}

/// Measures all indicators on compiled releases, one JSON text a line.
///
/// # Errors
/// The input cannot be read. Lines that are no releases are counted and named in
/// the result.
pub fn measure(input: &mut (dyn Read + Send), settings: &Settings) -> std::io::Result<Measured> {
    measure_by(input, settings, BLOCK)
}

/// The same by blocks of about so many bytes, which do not show in the result.
fn measure_by(input: &mut (dyn Read + Send), settings: &Settings, size: usize) -> std::io::Result<Measured> {
    let mut measured = Measured::new(settings.clone());
    let mut currency = settings.currency.clone();
    let mut reader = Blocks { input, size, rest: Vec::new(), ended: false };
    let mut blocks = reader.next()?;
    while !blocks.is_empty() {
        // The main currency is that of the first price of the whole input.
        for block in &blocks {
            if currency.is_none() {
                currency = scan::first_currency(block, settings);
            }
        }
        let work = || blocks.par_iter().map(|b| scan::block(b, settings, currency.as_deref())).collect::<Vec<_>>();
        let (done, next) = rayon::join(work, || reader.next());
        done.into_iter().for_each(|block| measured.join(block));
        blocks = next?;
    }
    measured.finish(currency);
    Ok(measured)
}

/// Blocks of whole lines.
struct Blocks<'a> {
    input: &'a mut (dyn Read + Send),
    size: usize,
    rest: Vec<u8>,
    ended: bool,
}

impl Blocks<'_> {
    /// Some blocks for each thread; none when the input has ended.
    fn next(&mut self) -> std::io::Result<Vec<Vec<u8>>> {
        let mut blocks = Vec::new();
        while blocks.len() < 2 * rayon::current_num_threads() && !self.ended {
            let block = self.block()?;
            if !block.is_empty() {
                blocks.push(block);
            }
        }
        Ok(blocks)
    }

    /// The next block up to the end of a line.
    fn block(&mut self) -> std::io::Result<Vec<u8>> {
        let mut block = Vec::with_capacity(self.size + self.rest.len() + (self.size >> 2));
        block.append(&mut self.rest);
        loop {
            let before = block.len();
            if Read::take(&mut *self.input, self.size as u64).read_to_end(&mut block)? == 0 {
                self.ended = true;
                if block.last() == Some(&b'\n') {
                    block.pop();
                }
                return Ok(block);
            }
            if let Some(end) = block.get(before..).and_then(|read| read.iter().rposition(|b| *b == b'\n')) {
                self.rest.extend_from_slice(block.get(before + end + 1..).unwrap_or_default());
                block.truncate(before + end);
                return Ok(block);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_into_blocks_does_not_show() {
        let settings =
            Settings { r048_processes: 1, ..Settings::read("flags.toml", include_str!("../../../../data/integrity/flags.toml")).unwrap() };
        let bid = |who: u32, amount: u32, status: &str| {
            format!(r#"{{"status":"{status}","tenderers":[{{"id":"T{who}"}}],"value":{{"amount":{amount},"currency":"USD"}}}}"#)
        };
        let release = |k: u32| {
            let bids = [bid(k % 3, 100, "valid"), bid(k % 5 + 3, 100 + k % 4, "valid"), bid(k % 2 + 8, 90, "disqualified")].join(",");
            let winner = k % 3;
            let item = format!(r#"{{"classification":{{"id":"{:02}"}}}}"#, k * 7 % 11);
            format!(
                r#"{{"ocid":"o{k}","buyer":{{"id":"B{}"}},"tender":{{"procurementMethod":"open","numberOfTenderers":{}}},"bids":{{"details":[{bids}]}},"awards":[{{"status":"active","suppliers":[{{"id":"T{winner}"}}],"items":[{item}]}}]}}"#,
                k % 4,
                k % 3 + 1
            )
        };
        let text: String = (0..60).map(|k| release(k) + "\n").collect();
        let rows = |size: usize| measure_by(&mut text.as_bytes(), &settings, size).unwrap().rows(None).collect::<Vec<_>>();
        let whole = rows(1 << 20);
        assert!(whole.iter().any(|r| r.indicator == "R048") && whole.iter().any(|r| r.status == Status::Flagged));
        for size in [1, 7, 100, 1000] {
            assert_eq!(rows(size), whole, "{size}");
        }
    }
}

//! A matrix as Open Matrix (OMX 0.2): an HDF5 file with the attributes
//! `OMX_VERSION` and `SHAPE`, a group `data` with one matrix a quantity and a
//! group `lookup` with the names of rows and columns.

use super::QUANTITIES;
use hdf5_pure::{AttrValue, CharacterSet, Datatype, FileBuilder, StringPadding};
use landbridge_model::{Skim, Zone};

/// The bytes of a file; a pair without a way is not a number, which the
/// attribute `NA` of each matrix says. `about` goes into attributes of the file.
///
/// # Errors
/// Whatever the writer says.
pub fn bytes(skim: &Skim, about: &[(String, String)]) -> Result<Vec<u8>, hdf5_pure::Error> {
    let shape = [skim.origins.len() as u64, skim.destinations.len() as u64];
    let mut file = FileBuilder::new();
    file.set_attr("OMX_VERSION", AttrValue::AsciiString("0.2".to_owned()));
    file.set_attr("SHAPE", AttrValue::I64Array(shape.iter().map(|&n| i64::try_from(n).unwrap_or(i64::MAX)).collect()));
    // A text of no length is none that HDF5 can hold.
    for (name, value) in about.iter().filter(|a| !a.1.is_empty()) {
        file.set_attr(name, AttrValue::String(value.clone()));
    }
    let mut data = file.create_group("data");
    for (name, of) in QUANTITIES {
        let values: Vec<f64> = skim.cells.iter().map(|c| c.map_or(f64::NAN, of)).collect();
        let matrix = data.create_dataset(name).with_f64_data(&values).with_shape(&shape);
        if shape.iter().all(|&n| n > 0) {
            matrix.with_chunks(&[1, shape[1]]).with_deflate(1);
        }
        matrix.set_attr("NA", AttrValue::F64(f64::NAN));
    }
    file.add_group(data.finish());
    let mut lookup = file.create_group("lookup");
    for (name, zones, dimension) in [("origin", &skim.origins, 0), ("destination", &skim.destinations, 1)] {
        let (width, text) = fixed(zones);
        let datatype = Datatype::String { size: width, padding: StringPadding::NullPad, charset: CharacterSet::Utf8 };
        let table = lookup.create_dataset(name);
        table.with_raw_data(datatype, text, zones.len() as u64);
        table.set_attr("DIM", AttrValue::I32(dimension));
    }
    file.add_group(lookup.finish());
    file.finish()
}

/// Names in fields of one width, and the width.
fn fixed(zones: &[Zone]) -> (u32, Vec<u8>) {
    let width = zones.iter().map(|z| z.name.len()).max().unwrap_or(0).max(1);
    let mut text = Vec::with_capacity(width * zones.len());
    for zone in zones {
        text.extend_from_slice(zone.name.as_bytes());
        text.resize(text.len() + width - zone.name.len(), 0);
    }
    (u32::try_from(width).unwrap_or(u32::MAX), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skim::tests::some;

    #[test]
    fn what_is_written_is_read_again() {
        let about = [("cargo", "teu:1"), ("set", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let file = hdf5_pure::File::from_bytes(bytes(&some(), &about).unwrap()).unwrap();
        let about = file.root().attrs().unwrap();
        assert!(about.contains_key("cargo") && !about.contains_key("set"));
        let hours = file.dataset("data/hours").unwrap();
        assert_eq!(hours.shape().unwrap(), [2, 2]);
        let hours = hours.read_f64().unwrap();
        assert!(hours[1] == 1.5 && hours[2].is_nan());
        assert_eq!(file.dataset("lookup/origin").unwrap().read_string().unwrap(), ["A, XX", "\"B\""]);
    }
}

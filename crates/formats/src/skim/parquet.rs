//! A matrix as Apache Parquet.

use super::QUANTITIES;
use landbridge_model::{Skim, Zone};
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

const SCHEMA: &str = "message skim {
  required binary origin (UTF8);
  required binary destination (UTF8);
  optional double hours;
  optional double usd;
  optional double kg_co2e;
  optional double km;
}";

/// Origins in a group of rows.
const ORIGINS: usize = 256;

/// Writes one row a pair in the columns of the CSV; a pair without a way has
/// nulls. `about` goes into the metadata of the file.
///
/// # Errors
/// Whatever the writer says.
pub fn write(skim: &Skim, about: &[(String, String)], out: impl Write + Send) -> Result<(), ParquetError> {
    let about = about.iter().map(|(name, value)| KeyValue::new(name.clone(), value.clone())).collect();
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_key_value_metadata(Some(about)).build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(parse_message_type(SCHEMA)?), Arc::new(properties))?;
    let names = |zones: &[Zone]| -> Vec<ByteArray> { zones.iter().map(|z| ByteArray::from(z.name.as_str())).collect() };
    let (origins, destinations) = (names(&skim.origins), names(&skim.destinations));
    for (block, names) in origins.chunks(ORIGINS).enumerate() {
        let rows = block * ORIGINS..block * ORIGINS + names.len();
        let mut group = writer.next_row_group()?;
        let from: Vec<ByteArray> = names.iter().flat_map(|n| std::iter::repeat_n(n.clone(), destinations.len())).collect();
        let to: Vec<ByteArray> = names.iter().flat_map(|_| destinations.iter().cloned()).collect();
        for names in [from, to] {
            if let Some(mut column) = group.next_column()? {
                column.typed::<ByteArrayType>().write_batch(&names, None, None)?;
                column.close()?;
            }
        }
        let cells = || rows.clone().flat_map(|i| skim.row(i));
        let there: Vec<i16> = cells().map(|c| i16::from(c.is_some())).collect();
        for (_, of) in QUANTITIES {
            let values: Vec<f64> = cells().flatten().map(|&c| of(c)).collect();
            if let Some(mut column) = group.next_column()? {
                column.typed::<DoubleType>().write_batch(&values, Some(&there), None)?;
                column.close()?;
            }
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skim::tests::some;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    #[test]
    fn what_is_written_is_read_again() {
        let mut out = Vec::new();
        write(&some(), &[("cargo".to_owned(), "teu:1".to_owned())], &mut out).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(out)).unwrap();
        let about = reader.metadata().file_metadata().key_value_metadata().unwrap();
        assert!(about.iter().any(|k| k.key == "cargo" && k.value.as_deref() == Some("teu:1")));
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 4);
        assert_eq!((rows[1].get_string(0).unwrap().as_str(), rows[1].get_double(2).unwrap()), ("A, XX", 1.5));
        assert!(rows[2].get_double(2).is_err(), "null where there is no way");
    }
}

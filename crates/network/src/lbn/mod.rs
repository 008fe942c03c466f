//! The file format `world.lbn`.
//!
//! ```text
//! magic "LANDBRDG" | version u16 | sections u16 | hash u128 of all that follows
//! for each section: kind u32 | compressed length u64 | plain length u64
//! the sections, one after the other, zstd
//! ```
//!
//! All numbers are little-endian. A section holds postcard-encoded columns;
//! coordinates and node numbers are stored as differences. The hash covers
//! the section table and the sections, so that damage is found before
//! anything is decoded.

mod columns;

use crate::gazetteer::Gazetteer;
use crate::world::World;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// Version of the format that this code writes and reads.
pub const VERSION: u16 = 1;

const MAGIC: &[u8; 8] = b"LANDBRDG";
const HEADER: usize = 8 + 2 + 2 + 16;
const ENTRY: usize = 4 + 8 + 8;
/// No section may unpack to more than this, whatever the file says.
const LARGEST_SECTION: u64 = 512 << 20;
/// Level of compression when writing.
const LEVEL: i32 = 19;

const TABLES: u32 = 1;
const NETWORK: u32 = 2;
const SHAPES: u32 = 3;
const GAZETTEER: u32 = 4;

/// Why a world file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LbnError {
    /// The file is not there or cannot be read.
    #[error("{path}: cannot be read: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file does not begin as a world file does.
    #[error("this is no world file: it does not begin with 'LANDBRDG'; build one with 'cargo xtask network'")]
    NotAWorld,
    /// The file is shorter than it says, or its hash differs.
    #[error("the world file is damaged: {0}; fetch it again, or build it with 'cargo xtask network'")]
    Damaged(String),
    /// The file was written by a newer version.
    #[error("the world file has format {found}, this program reads up to {VERSION}; use a newer program")]
    Newer {
        /// Version of the file.
        found: u16,
    },
}

/// A world file in memory, checked but not yet decoded.
#[derive(Clone, Debug)]
pub struct WorldFile {
    bytes: Vec<u8>,
    sections: Vec<(u32, std::ops::Range<usize>, usize)>,
    hash: u128,
}

/// Fingerprint of some bytes, as results name their inputs by (XXH3).
pub fn fingerprint(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

impl WorldFile {
    /// Reads and checks a file.
    pub fn open(path: &Path) -> Result<Self, LbnError> {
        let bytes = std::fs::read(path).map_err(|error| LbnError::Io { path: path.to_owned(), error })?;
        Self::from_bytes(bytes)
    }

    /// Checks magic, version, section table and hash.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, LbnError> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(LbnError::NotAWorld);
        }
        let short = || LbnError::Damaged("it ends too early".to_owned());
        let version = u16::from_le_bytes(array(&bytes, 8).ok_or_else(short)?);
        if version > VERSION {
            return Err(LbnError::Newer { found: version });
        }
        let count = usize::from(u16::from_le_bytes(array(&bytes, 10).ok_or_else(short)?));
        let hash = u128::from_le_bytes(array(&bytes, 12).ok_or_else(short)?);
        let body = bytes.get(HEADER..).ok_or_else(short)?;
        if xxh3_128(body) != hash {
            return Err(LbnError::Damaged("its checksum does not fit its content".to_owned()));
        }
        let mut sections = Vec::new();
        let mut start = HEADER + count * ENTRY;
        for i in 0..count {
            let at = HEADER + i * ENTRY;
            let kind = u32::from_le_bytes(array(&bytes, at).ok_or_else(short)?);
            let packed = u64::from_le_bytes(array(&bytes, at + 4).ok_or_else(short)?);
            let plain = u64::from_le_bytes(array(&bytes, at + 12).ok_or_else(short)?);
            let end =
                usize::try_from(packed).ok().and_then(|len| start.checked_add(len)).filter(|&end| end <= bytes.len()).ok_or_else(short)?;
            if plain > LARGEST_SECTION {
                return Err(LbnError::Damaged(format!("section {kind} claims {plain} bytes")));
            }
            sections.push((kind, start..end, usize::try_from(plain).map_err(|_| short())?));
            start = end;
        }
        Ok(Self { bytes, sections, hash })
    }

    /// Hash of the content: names this very world.
    pub fn hash(&self) -> u128 {
        self.hash
    }

    /// Length of the file in bytes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether the file holds nothing.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Decodes the network.
    pub fn world(&self) -> Result<World, LbnError> {
        let (tables, (network, shapes)) =
            rayon::join(|| self.section(TABLES), || rayon::join(|| self.section(NETWORK), || self.section(SHAPES)));
        let world = columns::decode(&tables?, &network?, &shapes?).map_err(LbnError::Damaged)?;
        world.check().map_err(LbnError::Damaged)?;
        Ok(world)
    }

    /// Decodes the table of place names.
    pub fn gazetteer(&self) -> Result<Gazetteer, LbnError> {
        let gazetteer: Gazetteer = postcard::from_bytes(&self.section(GAZETTEER)?).map_err(|e| LbnError::Damaged(e.to_string()))?;
        gazetteer.check().map_err(LbnError::Damaged)?;
        Ok(gazetteer)
    }

    /// The plain bytes of the sections, as [`seal`] takes them.
    ///
    /// # Errors
    /// A section that is missing or cannot be unpacked.
    pub fn sections(&self) -> Result<[Vec<u8>; 4], LbnError> {
        Ok([self.section(TABLES)?, self.section(NETWORK)?, self.section(SHAPES)?, self.section(GAZETTEER)?])
    }

    fn section(&self, kind: u32) -> Result<Vec<u8>, LbnError> {
        let (_, range, plain) =
            self.sections.iter().find(|s| s.0 == kind).ok_or_else(|| LbnError::Damaged(format!("section {kind} is missing")))?;
        zstd::bulk::decompress(&self.bytes[range.clone()], *plain).map_err(|e| LbnError::Damaged(format!("section {kind}: {e}")))
    }
}

/// The bytes of a world file.
pub fn write(world: &World, gazetteer: &Gazetteer) -> Result<Vec<u8>, String> {
    let [tables, network, shapes] = columns::encode(world)?;
    let names = postcard::to_stdvec(gazetteer).map_err(|e| e.to_string())?;
    seal([&tables, &network, &shapes, &names], LEVEL)
}

/// Packs the plain bytes of the sections (tables, network, shapes, names) into
/// a file with a fitting checksum, whatever they hold. Apart from `write` this
/// is for tests, which reach the decoders behind the checksum by it.
///
/// # Errors
/// What the compression at this level says.
pub fn seal(sections: [&[u8]; 4], level: i32) -> Result<Vec<u8>, String> {
    let mut packed = Vec::new();
    for (kind, plain) in [TABLES, NETWORK, SHAPES, GAZETTEER].into_iter().zip(sections) {
        packed.push((kind, plain.len(), zstd::bulk::compress(plain, level).map_err(|e| e.to_string())?));
    }
    let mut body = Vec::new();
    for (kind, plain, bytes) in &packed {
        body.extend_from_slice(&kind.to_le_bytes());
        body.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        body.extend_from_slice(&(*plain as u64).to_le_bytes());
    }
    packed.iter().for_each(|(_, _, bytes)| body.extend_from_slice(bytes));
    let mut file = Vec::with_capacity(body.len() + HEADER);
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&u16::try_from(packed.len()).unwrap_or(0).to_le_bytes());
    file.extend_from_slice(&xxh3_128(&body).to_le_bytes());
    file.extend_from_slice(&body);
    Ok(file)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::*;
    use landbridge_model::id::IdVec;
    use proptest::prelude::*;

    fn small_file() -> Vec<u8> {
        let mut world = World { shapes: Shapes { first: vec![0], ..Shapes::default() }, ..World::default() };
        world.node_lat = vec![100_000, -200_000];
        world.node_lon = vec![300_000, 17_999_999];
        world.countries = IdVec::from(vec![Country {
            code: landbridge_model::CountryCode::parse("XXX").unwrap_or_else(|| panic!("code")),
            alpha2: String::new(),
            name: "high seas".into(),
            population: 0.0,
            gdp_musd: None,
        }]);
        write(&world, &Gazetteer::default()).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn what_is_written_is_read() {
        let file = WorldFile::from_bytes(small_file()).unwrap_or_else(|e| panic!("{e}"));
        let world = file.world().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(world.node_lon, [300_000, 17_999_999]);
        assert!(file.gazetteer().is_ok());
    }

    #[test]
    fn newer_and_foreign_files_are_refused_with_a_reason() {
        let mut newer = small_file();
        newer[8] = 9;
        assert!(matches!(WorldFile::from_bytes(newer), Err(LbnError::Newer { found: 9 })));
        assert!(matches!(WorldFile::from_bytes(b"PK\x03\x04 something".to_vec()), Err(LbnError::NotAWorld)));
        assert!(matches!(WorldFile::from_bytes(Vec::new()), Err(LbnError::NotAWorld)));
    }

    proptest! {
        #[test]
        fn any_damage_is_found(at in 12usize..200, with in 1u8..=255) {
            let mut bytes = small_file();
            let at = at % bytes.len();
            bytes[at] ^= with;
            let result = WorldFile::from_bytes(bytes).and_then(|f| f.world());
            prop_assert!(result.is_err() || at < 12);
        }

        #[test]
        fn any_cut_is_found(keep in 0usize..400) {
            let mut bytes = small_file();
            let keep = keep % bytes.len();
            bytes.truncate(keep);
            prop_assert!(WorldFile::from_bytes(bytes).is_err());
        }
    }
}

//! Members of wheels (zip) and source archives (tar.gz).

use super::SourceError;
use std::io::Read;
use std::path::Path;

/// The text of one member of a `.whl`, `.zip`, `.tar.gz` or `.tgz` file; the
/// member is named by the end of its path.
pub fn read_member(archive: &Path, suffix: &str) -> Result<Vec<u8>, SourceError> {
    let name = archive.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let fail = |message: String| SourceError::new(&name, message);
    let file = std::fs::File::open(archive).map_err(|e| fail(format!("cannot be opened: {e}")))?;
    let mut bytes = Vec::new();
    if name.ends_with(".whl") || name.ends_with(".zip") {
        let mut zip = zip::ZipArchive::new(file).map_err(|e| fail(e.to_string()))?;
        let member = (0..zip.len()).find(|&i| zip.by_index(i).is_ok_and(|entry| entry.name().is_ok_and(|name| name.ends_with(suffix))));
        let member = member.ok_or_else(|| fail(format!("holds no '{suffix}'")))?;
        let mut entry = zip.by_index(member).map_err(|e| fail(e.to_string()))?;
        entry.read_to_end(&mut bytes).map_err(|e| fail(e.to_string()))?;
        return Ok(bytes);
    }
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(file));
    for entry in tar.entries().map_err(|e| fail(e.to_string()))? {
        let mut entry = entry.map_err(|e| fail(e.to_string()))?;
        let matches = entry.path().is_ok_and(|p| p.to_string_lossy().ends_with(suffix));
        if matches {
            entry.read_to_end(&mut bytes).map_err(|e| fail(e.to_string()))?;
            return Ok(bytes);
        }
    }
    Err(fail(format!("holds no '{suffix}'")))
}

/// The same as text.
pub fn read_text(archive: &Path, suffix: &str) -> Result<String, SourceError> {
    String::from_utf8(read_member(archive, suffix)?).map_err(|e| SourceError::new(suffix, e.to_string()))
}

//! Codes that name places: UN/LOCODE and IATA.

/// A UN/LOCODE in its plain form (`CNSHA`), from `CNSHA` or `CN SHA`, any case.
pub fn parse_unlocode(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let bytes = compact.as_bytes();
    let country = bytes.get(..2)?.iter().all(u8::is_ascii_uppercase);
    let place = bytes.get(2..)?;
    // Digits 2–9 are allowed in the place part (UN/LOCODE manual, section 2).
    (country && place.len() == 3 && place.iter().all(|b| b.is_ascii_uppercase() || (b'2'..=b'9').contains(b))).then_some(compact)
}

/// An IATA airport code (`XIY`) in upper case.
pub fn parse_iata(text: &str) -> Option<String> {
    (text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic())).then(|| text.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unlocode_forms() {
        assert_eq!(parse_unlocode("cn sha").as_deref(), Some("CNSHA"));
        assert_eq!(parse_unlocode("USNY2").as_deref(), Some("USNY2"));
        assert_eq!(parse_unlocode("CNSH1"), None);
        assert_eq!(parse_unlocode("西安abc"), None);
    }
}

//! From letters of any script to letters that can be compared.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A script, as far as words are found differently in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
    #[default]
    Other,
}

impl Script {
    /// The script of a letter; digits and all else are of [`Script::Other`].
    pub(super) fn of(c: char) -> Self {
        match u32::from(c) {
            0x41..=0x5a | 0x61..=0x7a | 0xaa | 0xba | 0xc0..=0x24f | 0x1e00..=0x1eff => Script::Latin,
            0x400..=0x52f => Script::Cyrillic,
            0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfefe => Script::Arabic,
            0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff => Script::Han,
            _ => Script::Other,
        }
    }
}

/// A text in one form: compatible characters as one, lower case, no marks above
/// Latin letters, no vowel marks and one shape of each letter in Arabic.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            // Alef, yeh, kaf and heh as they are most often typed.
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ی' | 'ې' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' | 'ۀ' | 'ہ' => out.push('ه'),
            'ـ' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200c}' | '\u{200d}' => {}
            'ё' => out.push('е'),
            // A dotted capital I leaves a dot behind.
            '\u{307}' => {}
            c if Script::of(c) == Script::Latin => out.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c))),
            c => out.push(c),
        }
    }
    out
}

/// Latin letters and digits for a word of any script, lower case.
pub(super) fn latin(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let plain = any_ascii_char(c);
        out.extend(plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_one_name() {
        for (a, b) in [("Société Générale", "SOCIETE GENERALE"), ("ＣＲＢＣ", "crbc"), ("الشَّركة", "الشركه"), ("Ёлка", "елка"), ("İŞ", "is")]
        {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
    }

    #[test]
    fn any_script_has_latin_letters() {
        assert_eq!(latin("葛洲坝"), "gezhouba");
        assert_eq!(latin("газпром"), "gazprom");
    }
}

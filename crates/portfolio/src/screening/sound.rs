//! What is left of a word in Latin letters when spellings of one sound are one.

/// Spellings that stand for one sound in transliterations, the longer ones first.
const SOUNDS: [(&str, &str); 17] = [
    ("shch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("tz", "c"),
    ("ph", "f"),
    ("dj", "j"),
    ("dh", "d"),
    ("th", "t"),
    ("ck", "k"),
    ("x", "ks"),
    ("ou", "u"),
    ("iu", "yu"),
];

fn one_spelling(latin: &str, but: &str) -> String {
    let mut plain = latin.to_owned();
    for (from, to) in SOUNDS {
        if from != but && plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    plain
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Consonants and the mark of a first vowel: transliterations between scripts with
/// vowels differ in little else.
pub(super) fn skeleton(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len());
    for (i, c) in one_spelling(latin, "").chars().enumerate() {
        let c = match c {
            'q' => 'k',
            'w' => 'v',
            'z' => 's',
            c if is_vowel(c) => 'a',
            c => c,
        };
        if (c == 'a' && i > 0) || out.ends_with(c) {
            continue;
        }
        out.push(c);
    }
    out
}

/// Consonants alone, and of those that Arabic letters do not keep apart one: the
/// letters for long vowels stand for w, v and y as well, h is often not written,
/// there is no p, and what is doubled is written once.
pub(super) fn bare(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len());
    let mut before = None;
    // p and h beside each other are two letters there.
    for c in one_spelling(latin, "ph").chars() {
        let doubled = before.replace(c) == Some(c);
        let c = match c {
            'w' | 'v' | 'h' => continue,
            c if is_vowel(c) || doubled => continue,
            'q' | 'c' => 'k',
            'z' => 's',
            'p' => 'b',
            'j' => 'g',
            c => c,
        };
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sound_are_one() {
        for (a, b) in [("khorgos", "horgos"), ("schastye", "shastie"), ("qazaq", "kazak"), ("mohammed", "muhamad")] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("state"), skeleton("railway"));
    }

    #[test]
    fn arabic_letters_keep_fewer_sounds() {
        for (a, b) in [("mqawlwn", "mokawloon"), ("rafdyn", "rafidain"), ("sph", "sepah"), ("hbyb", "habib")] {
            assert_eq!(bare(a), bare(b), "{a} {b}");
        }
        assert_ne!(bare("misr"), bare("mskt"));
    }
}

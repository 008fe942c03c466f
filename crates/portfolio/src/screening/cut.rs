//! A text cut into the words that carry its meaning.

use super::class::Class;
use super::fold::Script;
use super::lexicon::{Lexicon, Meaning, Parts};
use super::settings::Settings;

/// Pieces of a text in one form: letters and digits together, dots within
/// abbreviations gone (`L.L.C.`, `ذ.م.م`), numbers without leading zeros.
pub(super) fn pieces(folded: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for piece in folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '`'))) {
        let plain: String = piece.chars().filter(|c| c.is_alphanumeric()).collect();
        if plain.is_empty() {
            continue;
        }
        // Dots part words, unless each part is a letter or two.
        let parts: Vec<&str> = piece.split('.').filter(|p| !p.is_empty()).collect();
        if parts.len() > 1 && parts.iter().any(|p| p.chars().count() > 2) {
            let letters = |p: &&str| p.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            all.extend(parts.iter().map(letters).filter(|p| !p.is_empty()));
        } else {
            all.push(plain);
        }
    }
    for piece in &mut all {
        if piece.len() > 1 && piece.starts_with('0') && is_number(piece) {
            *piece = piece.trim_start_matches('0').to_owned();
            if piece.is_empty() {
                piece.push('0');
            }
        }
    }
    all
}

/// Whether a piece is digits alone.
pub(super) fn is_number(piece: &str) -> bool {
    !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit())
}

/// A stretch of a name that stands for one thing or one proper name.
pub(super) struct Cut {
    pub(super) text: String,
    /// What it means; nothing for proper names.
    pub(super) parts: Parts,
    /// Pieces of the name from and to which it reaches.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Pieces with what they mean: terms of several pieces, and of Han characters, by
/// their longest match.
pub(super) fn cut(pieces: &[String], lexicon: &Lexicon, settings: &Settings) -> Vec<Cut> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let most = lexicon.most_words.min(pieces.len() - at);
        let longest = (2..=most).rev().find_map(|n| {
            let text = pieces.get(at..at + n)?.join(" ");
            let parts = known(&text, lexicon)?.clone();
            Some(Cut { text, parts, from: at, to: at + n })
        });
        if let Some(cut) = longest {
            at = cut.to;
            out.push(cut);
            continue;
        }
        if piece.chars().any(|c| Script::of(c) == Script::Han) {
            out.extend(han(piece, lexicon).into_iter().map(|(text, parts)| Cut { text, parts, from: at, to: at + 1 }));
        } else {
            out.push(Cut { text: piece.clone(), parts: parts_of(piece, lexicon, settings), from: at, to: at + 1 });
        }
        at += 1;
    }
    out
}

/// What a term means, if it is known as it is written or, in Arabic script, without
/// the article and the short words that are written together with the next.
fn known<'a>(text: &str, lexicon: &'a Lexicon) -> Option<&'a Parts> {
    if let Some(known) = lexicon.term(text) {
        return Some(known);
    }
    if text.chars().next().map(Script::of) != Some(Script::Arabic) {
        return None;
    }
    let plain = without_articles(text);
    ["", "و", "ل", "ب", "وال", "لل", "بال"].iter().find_map(|prefix| {
        let rest = text.strip_prefix(prefix).filter(|r| prefix.is_empty() || r.chars().count() > 2)?;
        lexicon.term(&if prefix.is_empty() { plain.clone() } else { without_articles(rest) })
    })
}

/// A term in Arabic script without the article of any of its words.
pub(super) fn without_articles(text: &str) -> String {
    let bare = |word| str::strip_prefix(word, "ال").filter(|r| r.chars().count() > 2).unwrap_or(word);
    text.split(' ').map(bare).collect::<Vec<_>>().join(" ")
}

fn parts_of(piece: &str, lexicon: &Lexicon, settings: &Settings) -> Parts {
    if let Some(known) = known(piece, lexicon) {
        return known.clone();
    }
    lexicon.by_stem(piece).cloned().or_else(|| two_terms(piece, lexicon, settings.shortest_within)).unwrap_or_default()
}

/// What two terms written as one word mean together: QatarEnergy.
fn two_terms(piece: &str, lexicon: &Lexicon, shortest: usize) -> Option<Parts> {
    let ends: Vec<usize> = piece.char_indices().map(|(at, _)| at).collect();
    let within = ends.get(shortest..(ends.len() + 1).checked_sub(shortest)?)?;
    within.iter().find_map(|at| {
        let (first, second) = piece.split_at_checked(*at)?;
        let (first, second) = (lexicon.term(first)?, lexicon.term(second)?);
        Some(first.iter().chain(second).cloned().collect())
    })
}

/// Words of a run of Han characters; what the lexicon does not know is a proper
/// name until the next word that it knows. A single numeral, place or direction
/// beside unknown characters is a part of that name: 三 in 三井, 中 in 中兴.
fn han(run: &str, lexicon: &Lexicon) -> Vec<(String, Parts)> {
    let chars: Vec<char> = run.chars().collect();
    let mut found: Vec<(String, Parts)> = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let most = lexicon.most_han.min(chars.len() - at);
        let longest = (1..=most).rev().find_map(|n| {
            let key: String = chars.get(at..at + n)?.iter().collect();
            let parts = lexicon.term(&key)?.clone();
            Some((n, key, parts))
        });
        match longest {
            Some((n, key, parts)) => {
                found.push((key, parts));
                at += n;
            }
            None => {
                found.push((c.to_string(), Parts::new()));
                at += 1;
            }
        }
    }
    let weak = |meanings: &[Meaning]| meanings.iter().any(|m| matches!(m.class, Class::Rank | Class::Place | Class::Direction));
    let unknown: Vec<bool> = found.iter().map(|(_, parts)| parts.is_empty()).collect();
    let mut out: Vec<(String, Parts)> = Vec::new();
    for (i, (text, parts)) in found.into_iter().enumerate() {
        let beside = unknown.get(i + 1) == Some(&true) || i.checked_sub(1).and_then(|b| unknown.get(b)) == Some(&true);
        let single = text.chars().count() == 1 && parts.len() == 1 && parts.first().is_some_and(|p| weak(p));
        if !(parts.is_empty() || single && beside) {
            out.push((text, parts));
            continue;
        }
        match out.last_mut().filter(|(_, parts)| parts.is_empty()) {
            Some((before, _)) => before.push_str(&text),
            None => out.push((text, Parts::new())),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Tables;
    use super::*;
    use landbridge_model::Findings;

    #[test]
    fn dots_hyphens_and_zeros() {
        assert_eq!(pieces("l.l.c. st.petersburg co-op o'neil 08"), ["llc", "st", "petersburg", "co", "op", "oneil", "8"]);
    }

    #[test]
    fn single_characters_beside_unknown_ones_are_no_numbers() {
        let lexicon = "concept,class,language,term\nthird,rank,zh,三\nproduct,industry,ja,物産\nbureau,structure,zh,局\n";
        let tables = Tables { lexicon, acronyms: "acronym,name,concepts\n", related: "concept_a,concept_b\n" };
        let lexicon = Lexicon::read(tables, &mut Findings::default()).unwrap();
        let texts = |run: &str| han(run, &lexicon).into_iter().map(|(t, p)| (t, p.len())).collect::<Vec<_>>();
        assert_eq!(texts("三井物産"), [("三井".to_owned(), 0), ("物産".to_owned(), 1)]);
        assert_eq!(texts("三局"), [("三".to_owned(), 1), ("局".to_owned(), 1)]);
    }
}

//! How many letters two words differ by.

/// Letters that are looked at; names are far shorter.
const MOST: usize = 128;
/// Letters and digits of Latin script.
const SIGNS: usize = 36;

/// Place of a letter or digit; all else shares the last.
fn sign(b: u8) -> usize {
    match b {
        b'a'..=b'z' => usize::from(b - b'a'),
        b'0'..=b'9' => usize::from(b - b'0') + 26,
        _ => SIGNS - 1,
    }
}

/// Letters put in, left out, put for another or exchanged with their neighbour
/// (optimal string alignment), by a word of bits for each column (Hyyrö,
/// "A bit-vector algorithm for computing Levenshtein and Damerau edit distances",
/// 2003). Of texts beyond 128 letters the first ones are compared.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (&a.as_bytes()[..a.len().min(MOST)], &b.as_bytes()[..b.len().min(MOST)]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let mut places = [0u128; SIGNS];
    for (i, s) in a.iter().enumerate() {
        places[sign(*s)] |= 1 << i;
    }
    let last = 1u128 << (a.len() - 1);
    let (mut up, mut down, mut same, mut before) = (u128::MAX, 0u128, 0u128, 0u128);
    let mut score = a.len();
    for s in b {
        let here = places[sign(*s)];
        let exchanged = ((!same & here) << 1) & before;
        same = ((here & up).wrapping_add(up) ^ up) | here | down | exchanged;
        let (mut more, mut fewer) = (down | !(same | up), same & up);
        if more & last != 0 {
            score += 1;
        } else if fewer & last != 0 {
            score -= 1;
        }
        more = (more << 1) | 1;
        fewer <<= 1;
        up = fewer | !(same | more);
        down = more & same;
        before = here;
    }
    score
}

/// Share of letters that need no change, 0 to 1.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    ratio(distance(a, b), a.len().max(b.len()).min(MOST))
}

/// The most that [`likeness`] can be for words of so many letters.
pub(super) fn bound(a: usize, b: usize) -> f64 {
    ratio(a.abs_diff(b), a.max(b))
}

fn ratio(apart: usize, whole: usize) -> f64 {
    let f = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { 1.0 - f(apart.min(whole)) / f(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by the whole table.
    fn slow(a: &[u8], b: &[u8]) -> usize {
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    d[i][j] = i + j;
                    continue;
                }
                let change = usize::from(a[i - 1] != b[j - 1]);
                d[i][j] = (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + change);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    d[i][j] = d[i][j].min(d[i - 2][j - 2] + 1);
                }
            }
        }
        d[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn as_by_the_table(a in "[a-d]{0,12}", b in "[a-d]{0,12}") {
            prop_assert_eq!(distance(&a, &b), slow(a.as_bytes(), b.as_bytes()));
        }

        #[test]
        fn long_ones_too(a in "[a-c0-2]{100,140}", b in "[a-c0-2]{100,140}") {
            prop_assert_eq!(distance(&a, &b), slow(&a.as_bytes()[..a.len().min(MOST)], &b.as_bytes()[..b.len().min(MOST)]));
        }
    }

    #[test]
    fn exchanged_letters_are_one_change() {
        assert_eq!((distance("sinohyrdo", "sinohydro"), distance("habour", "harbour"), distance("", "abc")), (1, 1, 3));
        assert!((likeness("habour", "harbour") - 6.0 / 7.0).abs() < 1e-12);
    }
}

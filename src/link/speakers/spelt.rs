//! Names that nearly agree: one letter, two letters in turn, or a word that one of them shortens to its first letter
//! (`Rani Wardana`, `Rani Wardhana`; `M. Waskita`, `Muhammad Waskita`).

use crate::lang::{lower_words, pair_hash, word_hash};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Names that agree in all words but one before that tells nothing.
const BLOCK: usize = 12;
/// Letters of a word from which one letter is a slip.
const LETTERS: usize = 5;

/// Letters of a word from which two letters are slips too.
const LONG: usize = 9;

/// Pairs of names that nearly agree, by their places in the list, and whether they differ in a last vowel only, which makes
/// another name as often (`Putra`, `Putri`). An empty name agrees with none.
pub fn alike(names: &[&str]) -> BTreeSet<(usize, usize, bool)> {
    let split: Vec<[Vec<String>; 2]> = names.iter().map(|name| forms(name)).collect();
    let mut blocks: FxHashMap<u32, Vec<(usize, usize, usize)>> = FxHashMap::default();
    for (i, forms) in split.iter().enumerate() {
        for (f, words) in forms.iter().enumerate().filter(|(_, words)| words.len() > 1) {
            for skipped in 0..words.len() {
                let others = words.iter().enumerate().filter(|(n, _)| *n != skipped);
                let key = others.fold(skipped as u32 + 1, |hash, (_, w)| pair_hash(hash, word_hash(w)));
                blocks.entry(pair_hash(key, words.len() as u32)).or_default().push((i, f, skipped));
            }
        }
    }
    let mut out = BTreeSet::new();
    for block in blocks.values().filter(|b| (2..=BLOCK).contains(&b.len())) {
        for (n, a) in block.iter().enumerate() {
            for b in block.iter().skip(n + 1).filter(|b| b.0 != a.0 && b.2 == a.2) {
                let word = |at: &(usize, usize, usize)| split.get(at.0).and_then(|f| f.get(at.1)).and_then(|w| w.get(at.2));
                let whole = a.1 == 0 && b.1 == 0;
                let Some((x, y)) = word(a).zip(word(b)) else { continue };
                if slip(x, y) || whole && short_of(x, y) {
                    out.insert((a.0.min(b.0), a.0.max(b.0), last_vowel(x, y)));
                }
            }
        }
    }
    out
}

/// A name's words, and the same without initials where two words are left.
fn forms(name: &str) -> [Vec<String>; 2] {
    let whole = lower_words(name);
    let bare: Vec<String> = whole.iter().filter(|w| w.chars().count() > 1).cloned().collect();
    let bare = if bare.len() > 1 && bare.len() < whole.len() { bare } else { Vec::new() };
    [whole, bare]
}

/// Whether one word is the first letter of the other.
fn short_of(a: &str, b: &str) -> bool {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.chars().count() == 1 && many.starts_with(few)
}

/// Whether two words differ in their last letter only.
fn last_vowel(a: &str, b: &str) -> bool {
    let cut = |w: &str| w.char_indices().next_back().map_or(0, |(at, _)| at);
    a != b && a.len() == b.len() && a.get(..cut(a)) == b.get(..cut(b))
}

/// Whether two words differ in one letter, in two that change places, in letters that are not heard, or, where they are
/// long, in two letters.
fn slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if few.len() < LETTERS || many.len() - few.len() > 1 {
        return false;
    }
    let before = few.iter().zip(many).take_while(|(x, y)| x == y).count();
    let rest = |word: &[char], from: usize| word.get(from..).unwrap_or(&[]).to_vec();
    if few.len() < many.len() {
        return rest(few, before) == rest(many, before + 1);
    }
    let turned = rest(few, before + 2) == rest(many, before + 2)
        && few.get(before) == many.get(before + 1)
        && few.get(before + 1) == many.get(before);
    let letters = few.iter().zip(many).filter(|(x, y)| x != y).count();
    let mut sorted = (few.clone(), many.clone());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    // `Wishnu`, `Whisnu`: the same letters, few of them elsewhere.
    let moved = sorted.0 == sorted.1 && letters < 4 && few.first() == many.first();
    turned || moved || letters < 2 || letters == 2 && few.len() >= LONG
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn names_that_nearly_agree() {
        let pair = |a: &str, b: &str| alike(&[a, b]).iter().any(|(_, _, vowel)| !vowel);
        for (a, b) in [
            ("Rani Wardana", "Rani Wardhana"),
            ("Brama Juana Karsa", "Brama Juanda Karsa"),
            ("Tomas T. Welokan", "Tomas Wleokan"),
            ("M Waskita", "Muhammad Waskita"),
            ("Tomas A. Welok", "Tomas Andaru Welok"),
            ("Orlan Kelana Surta", "Orlan Kelena Surta"),
            ("Whisnu Kelana", "Wishnu Kelana"),
            ("Tomas Purwokerto", "Tomas Purmokerno"),
        ] {
            assert!(pair(a, b), "{a} · {b}");
        }
        for (a, b) in [
            ("Rani Saputra", "Rani Saputri"),
            ("Rani Umbara", "Sinta Umbara"),
            ("Rani Adi", "Rani Ali"),
            ("Waskita", "Waskito"),
            ("A. Waskita", "B. Waskita"),
            ("", ""),
        ] {
            assert!(!pair(a, b), "{a} · {b}");
        }
    }
}

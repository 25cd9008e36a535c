//! Changes of an input: what tears, repeats, mixes and poisons a text, and what flips bits where it is no text.
//!
//! Most changes keep characters whole, so that what is tried is text; a few do not, and the encodings of a file are a change
//! as well.

use super::{Rng, pick};
use std::ops::Range;

/// Characters that texts seldom hold and programs seldom expect.
#[rustfmt::skip]
pub const ODD: &[char] = &[
    '\0', '\u{7}', '\u{8}', '\t', '\u{b}', '\u{c}', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}', '\u{9d}', '\u{a0}', '\u{ad}',
    '\u{300}', '\u{301}', '\u{308}', '\u{35c}', '\u{489}', '\u{5bf}', '\u{61c}', '\u{e33}', '\u{1100}', '\u{1161}', '\u{11a8}',
    '\u{180e}', '\u{1f3fb}', '\u{2000}', '\u{2009}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2028}',
    '\u{2029}', '\u{202a}', '\u{202e}', '\u{2060}', '\u{2066}', '\u{2069}', '\u{20dd}', '\u{3000}', '\u{309a}', '\u{d7ff}',
    '\u{e000}', '\u{fdfd}', '\u{fe0f}', '\u{feff}', '\u{fff9}', '\u{fffc}', '\u{fffd}', '\u{ffff}', '\u{10000}', '\u{1f1ee}',
    '\u{1f468}', '\u{1f600}', '\u{e0020}', '\u{e0100}', '\u{10ffff}', 'İ', 'ı', 'ß', 'ﬁ', 'ǅ', 'Σ', 'ς', 'é', '漢', 'ا', 'ก',
    '٣', '²', '½', '—', '…', '“', '”', '„', '«', '»', '‘', '’', '"', '\'', '\\', '/', '\n', ' ',
];

/// Numbers at the ends of what fits.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "0", "-1", "1", "00", "31", "32", "99", "127", "128", "255", "256", "365", "366", "1900", "2031", "9999", "10000", "65535",
    "65536", "2147483647", "2147483648", "4294967295", "4294967296", "9007199254740993", "9223372036854775807",
    "9223372036854775808", "18446744073709551615", "18446744073709551616", "1e308", "1e309", "-0.0", "0x10", "1_000", "NaN",
];

/// A piece that is repeated is repeated so often at most.
const REPEATS: usize = 40;

/// Changes an input a few times; `other` is another input, to take parts from, and `words` what means something here.
pub fn mutate(rng: &mut Rng, input: &mut Vec<u8>, other: &[u8], words: &[&[&str]], longest: usize) {
    // Half of the inputs are changed once or twice, a few very often.
    let times = 1 + rng.u32(..).trailing_zeros().min(5) as usize * rng.usize(1..4);
    for _ in 0..times {
        change(rng, input, other, words);
        cut(input, longest);
    }
}

/// Cuts an input to a length, at a character's end where there is one.
pub fn cut(input: &mut Vec<u8>, longest: usize) {
    if input.len() > longest {
        input.truncate(bound(input, longest));
    }
}

fn change(rng: &mut Rng, input: &mut Vec<u8>, other: &[u8], words: &[&[&str]]) {
    let at = place(rng, input);
    match rng.u8(0..22) {
        0 | 1 => drop(input.drain(stretch(rng, input))),
        2 | 3 => {
            let part = input[stretch(rng, input)].to_vec();
            insert(input, at, &part);
        }
        4 => {
            let part = input[stretch(rng, input)].repeat(rng.usize(2..REPEATS));
            insert(input, at, &part);
        }
        5..=9 => insert(input, at, word(rng, words).as_bytes()),
        10 | 11 => {
            let range = token(rng, input);
            drop(input.splice(range, word(rng, words).bytes()));
        }
        12 | 13 => insert(input, at, odd(rng).encode_utf8(&mut [0; 4]).as_bytes()),
        14 | 15 => {
            let part = &other[stretch(rng, other)];
            insert(input, at, part);
        }
        16 => {
            let from = place(rng, other);
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
        17 => {
            let (a, b) = (stretch(rng, input), stretch(rng, input));
            if a.end <= b.start {
                let swapped = [&input[b.clone()], &input[a.end..b.start], &input[a.clone()]].concat();
                drop(input.splice(a.start..b.end, swapped));
            }
        }
        18 => {
            let range = digits(rng, input);
            drop(input.splice(range, pick(rng, NUMBERS).bytes()));
        }
        19 => {
            let range = stretch(rng, input);
            let upper = rng.bool();
            input[range]
                .iter_mut()
                .for_each(|byte| *byte = if upper { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() });
        }
        20 => {
            let lines = String::from_utf8_lossy(input).replace('\n', pick(rng, &["\r\n", "\r", "\u{2028}", "\n\n", " "]));
            *input = lines.into_bytes();
        }
        _ => torn(rng, input),
    }
}

/// Changes that do not care for characters.
fn torn(rng: &mut Rng, input: &mut Vec<u8>) {
    let at = rng.usize(0..=input.len());
    match rng.u8(0..6) {
        0 => input.truncate(at),
        1 if at < input.len() => input[at] ^= 1 << rng.u8(0..8),
        2 if at < input.len() => input[at] = rng.u8(..),
        3 => input.insert(at, rng.u8(..)),
        4 => drop(input.drain(at..rng.usize(at..=input.len()))),
        _ => {
            if let Some(encoded) = encoded(rng, &String::from_utf8_lossy(input)) {
                *input = encoded;
            }
        }
    }
}

/// A text in another encoding, with or without a mark that says which.
fn encoded(rng: &mut Rng, text: &str) -> Option<Vec<u8>> {
    let mark = if rng.bool() { "\u{feff}" } else { "" };
    let units = || mark.encode_utf16().chain(text.encode_utf16());
    Some(match rng.u8(0..4) {
        0 => units().flat_map(u16::to_le_bytes).collect(),
        1 => units().flat_map(u16::to_be_bytes).collect(),
        2 => [mark, text].concat().into_bytes(),
        // (Latin-1, as far as it goes.)
        _ => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
    })
}

/// A word that means something.
fn word<'w>(rng: &mut Rng, words: &[&[&'w str]]) -> &'w str {
    let list = if words.is_empty() { &[] } else { words[rng.usize(0..words.len())] };
    pick(rng, list)
}

/// An odd character, or any.
pub fn odd(rng: &mut Rng) -> char {
    if rng.u8(0..4) > 0 { rng.choice(ODD).copied().unwrap_or(' ') } else { rng.char(..) }
}

fn insert(input: &mut Vec<u8>, at: usize, part: &[u8]) {
    drop(input.splice(at..at, part.iter().copied()));
}

/// The last beginning of a character up to `at`.
fn bound(input: &[u8], at: usize) -> usize {
    (0..=at.min(input.len())).rev().find(|at| input.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80)).unwrap_or(0)
}

fn place(rng: &mut Rng, input: &[u8]) -> usize {
    bound(input, rng.usize(0..=input.len()))
}

/// A stretch of an input, mostly a short one.
fn stretch(rng: &mut Rng, input: &[u8]) -> Range<usize> {
    let start = place(rng, input);
    let most = if rng.u8(0..4) == 0 { input.len() } else { 24 };
    let end = bound(input, start + rng.usize(0..=most.min(input.len() - start)));
    start..end.max(start)
}

/// A word of an input, as bytes without white space.
fn token(rng: &mut Rng, input: &[u8]) -> Range<usize> {
    around(rng, input, |byte| !byte.is_ascii_whitespace())
}

/// A number of an input, where there is one near.
fn digits(rng: &mut Rng, input: &[u8]) -> Range<usize> {
    around(rng, input, |byte| byte.is_ascii_digit())
}

fn around(rng: &mut Rng, input: &[u8], fits: impl Fn(u8) -> bool) -> Range<usize> {
    let at = rng.usize(0..=input.len());
    let start = (at..input.len()).find(|at| fits(input[*at])).unwrap_or(at);
    let start = (0..start).rev().find(|at| !fits(input[*at])).map_or(0, |at| at + 1).min(start);
    let end = (start..input.len()).find(|at| !fits(input[*at])).unwrap_or(input.len());
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_input_is_changed_and_stays_within_its_length() {
        let words: &[&[&str]] = &[&["kata", "ujar"], &["“", "\u{301}"], &[]];
        let mut changed = 0;
        for seed in 0..20_000 {
            let mut rng = Rng::with_seed(seed);
            let before = ["", "a", "“Ya,” kata Rani.", "é漢", "\u{301}"][seed as usize % 5].as_bytes();
            let mut input = before.to_vec();
            mutate(&mut rng, &mut input, "12 lain".as_bytes(), words, 60);
            assert!(input.len() <= 60);
            changed += usize::from(input != before);
        }
        assert!(changed > 15_000, "{changed}");
    }
}

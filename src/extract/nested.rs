//! Texts scraped from nested paragraphs: the whole article in its first line, then each paragraph again, mostly between
//! ever shorter ends of the article (`ABCD`, `A`, `BCD`, `B`, `CD`, `C`, `D`).
//!
//! The single paragraphs are what was written. They stand for the whole only where they cover nearly all of it; what they
//! leave uncovered is told, so that nobody's words are lost.

use crate::model::Span;
use memchr::memmem;

/// A first line of at least this length may hold the rest of the article, of which so many lines are looked for there;
/// from the second length on also where they do not tell all of it.
const SHORT_BYTES: usize = 240;
const NESTED_BYTES: usize = 1_200;
const NESTED_LINES: usize = 200;
/// The shortest line that does not come twice by chance.
const REPEATED_BYTES: usize = 60;
/// So much of a line is looked for first, and so often: to search for a long one costs more than to read it.
const BEGIN_BYTES: usize = 16;
const BEGINS: usize = 8;
/// The fewest single paragraphs, and the part of the whole in tenths, that must be there again; two must tell more of it.
const LEAST_SINGLES: usize = 3;
const LEAST_TENTHS: usize = 7;
const TENTHS_OF_TWO: usize = 8;

/// What is told twice.
#[derive(Debug, Default)]
pub(super) struct Nested {
    /// Lines whose words stand elsewhere too.
    pub repeated: Vec<usize>,
    /// Where the single paragraphs stand for the whole: what of the first line is told again, and what is not.
    pub pieces: Vec<(Span, bool)>,
}

/// Finds what is told twice among the lines of running text, given with their numbers; nothing where the first is short.
pub(super) fn nested(text: &str, lines: &[(usize, Span)]) -> Nested {
    let Some((&(first, whole), rest)) = lines.split_first() else { return Nested::default() };
    if whole.len() < SHORT_BYTES {
        return Nested::default();
    }
    let held: Vec<(usize, Span, usize)> = rest
        .iter()
        .take(NESTED_LINES)
        .filter(|(_, line)| line.len() >= REPEATED_BYTES)
        .filter_map(|&(i, line)| Some((i, line, find(whole.of(text), line.of(text))?)))
        .collect();
    let long = whole.len() >= NESTED_BYTES;
    let repeated = || if long { held.iter().map(|&(i, ..)| i).collect() } else { Vec::new() };
    singles(text, first, whole, &held).unwrap_or_else(|| Nested { repeated: repeated(), pieces: Vec::new() })
}

/// Where one text stands in another. Most stand nowhere, and their first letters tell.
fn find(whole: &str, part: &str) -> Option<usize> {
    let (whole, part) = (whole.as_bytes(), part.as_bytes());
    let begin = memmem::Finder::new(part.get(..BEGIN_BYTES).filter(|_| part.len() <= whole.len())?);
    let mut from = 0;
    for _ in 0..BEGINS {
        let at = from + begin.find(whole.get(from..)?)?;
        if whole.get(at..)?.starts_with(part) {
            return Some(at);
        }
        from = at + 1;
    }
    Some(from + memmem::find(whole.get(from..)?, part)?)
}

/// The article as its single paragraphs tell it, if they cover it, in order.
fn singles(text: &str, first: usize, whole: Span, held: &[(usize, Span, usize)]) -> Option<Nested> {
    let mut out = Nested { repeated: vec![first], pieces: Vec::new() };
    let (mut covered, mut count, mut end) = (0, 0, 0);
    for (k, &(i, line, at)) in held.iter().enumerate() {
        let next = held.get(k + 1).map(|&(_, next, _)| next).filter(|next| next.len() < line.len());
        let holds = next.is_some_and(|next| find(line.of(text), next.of(text)).is_some());
        if holds || at < end {
            out.repeated.push(i);
            continue;
        }
        let cut = |from: usize, to: usize| Span { start: whole.start + from as u32, end: whole.start + to as u32 }.trim(text);
        let between = cut(end, at);
        if !between.is_empty() {
            out.pieces.push((between, false));
        }
        out.pieces.push((cut(at, at + line.len()), true));
        (covered, count, end) = (covered + line.len(), count + 1, at + line.len());
    }
    let left = Span { start: whole.start + end as u32, end: whole.end }.trim(text);
    if !left.is_empty() {
        out.pieces.push((left, false));
    }
    let least = if count >= LEAST_SINGLES { LEAST_TENTHS } else { TENTHS_OF_TWO };
    (count >= 2 && covered * 10 >= whole.len() * least).then_some(out)
}

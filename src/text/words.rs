//! Words as a person moves by them, wherever the annotations begin and end: those of Unicode (UAX #29, section 4).

use crate::model::Span;
use unicode_segmentation::UnicodeSegmentation;

/// How far a word is looked for, in bytes: far enough for any that is one.
const REACH: usize = 1_000;

/// The words that begin in a stretch of a text, as spans of the text; the stretch is cut to whole characters.
fn words(text: &str, from: usize, to: usize) -> impl DoubleEndedIterator<Item = Span> + use<'_> {
    let (from, to) = (boundary(text, from), boundary(text, to));
    let part = text.get(from..to.max(from)).unwrap_or("");
    part.unicode_word_indices().map(move |(at, word)| Span::new(from + at, from + at + word.len()))
}

/// The next boundary of a character at or before a byte.
pub fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first word behind a byte.
pub fn word_after(text: &str, at: usize) -> Option<Span> {
    words(text, at, at.saturating_add(REACH)).next()
}

/// The last word before a byte.
pub fn word_before(text: &str, at: usize) -> Option<Span> {
    words(text, at.saturating_sub(REACH), at).next_back()
}

/// The word that a byte is in; else the next one, or the last.
pub fn word_at(text: &str, at: usize) -> Option<Span> {
    let near = words(text, at.saturating_sub(REACH), at.saturating_add(REACH)).find(|word| word.end as usize > at);
    near.or_else(|| word_before(text, text.len()))
}

/// The first and the last word of a span.
pub fn ends(text: &str, span: Span) -> Option<(Span, Span)> {
    let (start, end) = (span.start as usize, span.end as usize);
    let first = word_after(text, start).filter(|word| word.end as usize <= end)?;
    Some((first, word_before(text, end).filter(|word| word.start as usize >= start).unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_gone_through_in_both_directions() {
        let text = "“Élan-nya,” kata\n\n Bu Rani… 3,5 persen.";
        let (mut at, mut seen) = (0, Vec::new());
        while let Some(word) = word_after(text, at) {
            seen.push(word.of(text));
            at = word.end as usize;
        }
        assert_eq!(seen, ["Élan", "nya", "kata", "Bu", "Rani", "3,5", "persen"]);
        let (mut at, mut back) = (text.len(), Vec::new());
        while let Some(word) = word_before(text, at) {
            back.push(word.of(text));
            at = word.start as usize;
        }
        back.reverse();
        assert_eq!(back, seen);
        assert_eq!(word_at(text, text.find("ata").unwrap()).unwrap().of(text), "kata");
        assert_eq!(word_at(text, text.find('\n').unwrap()).unwrap().of(text), "Bu");
        assert_eq!(word_at(text, text.len()).unwrap().of(text), "persen");
        assert_eq!(word_at("…", 0), None);
        let (first, last) = ends(text, Span::new(0, text.find("Rani").unwrap())).unwrap();
        assert_eq!((first.of(text), last.of(text)), ("Élan", "Bu"));
    }
}

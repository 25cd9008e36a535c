//! Literal search: words and "phrases" as they stand in the text, whatever their letter case.
//!
//! An article matches when it holds every part of the query; each place of each part is then a hit. A phrase's words may
//! be parted by any white space, also by a line end; straight and curly apostrophes and quotation marks are one. The rarest
//! letter at the start of a part is looked for with `memchr`, and only there the part is compared: no copy of the text
//! in lower case is made.

use crate::model::Span;
use memchr::memchr2_iter;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::ops::ControlFlow;

/// Where a search stops: nobody steps through more hits, and they would take more memory than the texts.
pub const MAX_HITS: usize = 200_000;

/// What is searched for: its parts.
#[derive(Clone, Debug, Default)]
pub struct Literal {
    parts: Vec<Needle>,
}

impl Literal {
    /// Parses `words "a phrase"`. A quotation mark that is never closed runs to the end of the query.
    pub fn new(query: &str) -> Self {
        let mut parts = Vec::new();
        for (i, piece) in query.split(is_double_mark).enumerate() {
            if i % 2 == 1 {
                parts.extend(Needle::new(piece));
            } else {
                parts.extend(piece.split_whitespace().filter_map(Needle::new));
            }
        }
        // What is written several times is looked for once; the longest first, as the one that most texts lack.
        let mut seen = FxHashSet::default();
        parts.retain(|part| seen.insert(part.chars.clone()));
        parts.sort_by_key(|part| Reverse(part.chars.len()));
        Self { parts }
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Calls `hit` for every place of every part, by position, if all parts occur.
    pub fn hits(&self, text: &str, hit: impl FnMut(Span)) {
        let _ = self.hits_while(text, &|| true, hit);
    }

    /// As [`Literal::hits`], but for those behind the [`MAX_HITS`]th; as long as the answer is `wanted`.
    pub fn hits_while(&self, text: &str, wanted: &dyn Fn() -> bool, mut hit: impl FnMut(Span)) -> ControlFlow<()> {
        let mut spans = Vec::new();
        for part in &self.parts {
            if !wanted() {
                return ControlFlow::Break(());
            }
            let mut found = 0;
            part.each(text, |span| {
                spans.push(span);
                found += 1;
                if spans.len() > 4 * MAX_HITS {
                    first_hits(&mut spans);
                }
            });
            if found == 0 {
                return ControlFlow::Continue(());
            }
        }
        first_hits(&mut spans);
        spans.into_iter().for_each(&mut hit);
        ControlFlow::Continue(())
    }
}

/// One part of a query.
#[derive(Clone, Debug)]
pub struct Needle {
    /// Folded characters; a space stands for any white space.
    chars: Vec<char>,
    /// The byte looked for, in both cases, and how many bytes before it the part begins.
    anchor: (u8, u8, usize),
}

impl Needle {
    /// A needle for these words; `None` when there is none.
    pub fn new(words: &str) -> Option<Self> {
        let mut chars = Vec::new();
        for word in words.split_whitespace() {
            if !chars.is_empty() {
                chars.push(' ');
            }
            chars.extend(word.chars().map(fold));
        }
        let first = *chars.first()?;
        let plain = chars.iter().take_while(|c| c.is_ascii_alphanumeric());
        let rarest = plain.enumerate().max_by_key(|(_, c)| RARE.find(**c).unwrap_or(RARE.len()));
        let anchor = match rarest {
            Some((at, &c)) => (c as u8, c.to_ascii_uppercase() as u8, at),
            None => (first_byte(first), first_byte(first.to_uppercase().next().unwrap_or(first)), 0),
        };
        Some(Self { chars, anchor })
    }

    /// Calls `hit` for every place in `text`; places do not overlap.
    pub fn each(&self, text: &str, mut hit: impl FnMut(Span)) {
        let _ = self.scan(text, &mut |span| {
            hit(span);
            ControlFlow::Continue(())
        });
    }

    /// The first place in `text`.
    pub fn first(&self, text: &str) -> Option<Span> {
        match self.scan(text, &mut ControlFlow::Break) {
            ControlFlow::Break(span) => Some(span),
            ControlFlow::Continue(()) => None,
        }
    }

    fn scan(&self, text: &str, hit: &mut dyn FnMut(Span) -> ControlFlow<Span>) -> ControlFlow<Span> {
        let (low, up, back) = self.anchor;
        let mut free = 0;
        let mut at = |place: usize| {
            let Some(start) = place.checked_sub(back).filter(|start| *start >= free && text.is_char_boundary(*start)) else {
                return ControlFlow::Continue(());
            };
            let Some(end) = self.end(text, start) else { return ControlFlow::Continue(()) };
            free = end;
            hit(Span::new(start, end))
        };
        match self.chars.first() {
            // Marks have several forms with different first bytes: no anchor can be trusted.
            Some('\'' | '"') => {
                let mut marks = text.char_indices().filter(|(_, c)| matches!(fold(*c), '\'' | '"'));
                marks.try_for_each(|(i, _)| at(i))
            }
            _ => memchr2_iter(low, up, text.as_bytes()).try_for_each(at),
        }
    }

    fn end(&self, text: &str, start: usize) -> Option<usize> {
        let mut rest = text.get(start..)?;
        for &want in &self.chars {
            if want == ' ' {
                let trimmed = rest.trim_start();
                if trimmed.len() == rest.len() {
                    return None;
                }
                rest = trimmed;
            } else {
                let c = rest.chars().next().filter(|c| fold(*c) == want)?;
                rest = &rest[c.len_utf8()..];
            }
        }
        Some(text.len() - rest.len())
    }
}

/// Leaves the first hits by position, each once, as many as are kept.
fn first_hits(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup();
    spans.truncate(MAX_HITS);
}

/// Letters from the most to the least frequent in running text; digits and what is not here count as rarest.
const RARE: &str = "aneikturmslgdhpbyjowfcvzxq";

fn first_byte(c: char) -> u8 {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes);
    bytes[0]
}

fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '‘' | '’' | '`' => '\'',
        '“' | '”' | '„' => '"',
        c if c.is_ascii() => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(query: &str, text: &'t str) -> Vec<&'t str> {
        let mut hits = Vec::new();
        Literal::new(query).hits(text, |span| hits.push(span.of(text)));
        hits
    }

    #[test]
    fn words_and_phrases_are_found_as_they_stand() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("senjata", "Senjata, PERSENJATAAN; senja", &["Senjata", "SENJATA"]),
            ("\"dewan kota\"", "Dewan\n  Kota dan kota dewan", &["Dewan\n  Kota"]),
            ("dewan kota", "kota lama, Dewan", &["kota", "Dewan"]),
            ("dewan kota", "kota lama", &[]),
            ("ma'ruf", "Ma’ruf", &["Ma’ruf"]),
            ("élan", "ÉLAN", &["ÉLAN"]),
            ("aa", "aaaaa", &["aa", "aa"]),
            ("\"belum tutup", "belum tutup", &["belum tutup"]),
            ("", "apa saja", &[]),
            ("é", "", &[]),
            ("2024", "tahun 2024.", &["2024"]),
            ("'kata", "‘Kata", &["‘Kata"]),
            ("kata KATA kata", "kata", &["kata"]),
            ("kat kata", "kata", &["kat", "kata"]),
        ];
        for (query, text, want) in cases {
            assert_eq!(found(query, text), *want, "{query:?} in {text:?}");
        }
    }

    /// Time grows with the different words of a query and with the text; what nobody wants any more stops between two words.
    #[test]
    fn repeated_words_cost_nothing_and_an_unwanted_answer_stops() {
        assert_eq!(Literal::new(&"a B \"a b\" b ".repeat(300)).parts.len(), 3);
        let text = "a b c ".repeat(1 << 16);
        let asked = std::cell::Cell::new(0);
        let wanted = || {
            asked.set(asked.get() + 1);
            asked.get() < 3
        };
        let stopped = Literal::new("a b c").hits_while(&text, &wanted, |_| panic!("nothing is told"));
        assert!(stopped.is_break() && asked.get() == 3);
        let mut count = 0;
        let many = Literal::new("a b c \" \"");
        many.hits(&"abc".repeat(1 << 20), |_| count += 1);
        assert_eq!(count, MAX_HITS);
    }
}

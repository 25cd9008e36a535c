//! Literal search: words and "phrases" as they stand in the text.
//!
//! An article matches when it holds every part of the query; each place of each part is then a hit. **A word is a word**: `iran`
//! is not found in *kehadiran*; `iran*` finds what begins so, `*iran` what ends so, `*iran*` what holds it. Letter case counts only
//! for a part that is typed with a capital; accents, ligatures, soft hyphens and other invisible characters never do, nor the
//! form of apostrophes and quotation marks. A phrase's words may be parted by any white space, also by a line end. Behind `re:`
//! stands a regular expression (<https://docs.rs/regex>).
//!
//! In most texts the rarest letter at the start of a part is looked for with `memchr`, and only there the part is compared: no copy
//! is made. Only a text with letters that have another form (*é*, *ﬁ*, a soft hyphen) is folded first.

use super::Wrong;
use crate::model::Span;
use memchr::{memchr2_iter, memmem};
use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::ops::ControlFlow;
use unicode_normalization::char::decompose_compatible;

/// Where a search stops: nobody steps through more hits, and they would take more memory than the texts.
pub const MAX_HITS: usize = 200_000;

/// What stands before a regular expression.
pub const PATTERN: &str = "re:";

/// Bytes that a regular expression may take when it is worked out.
const PATTERN_BYTES: usize = 1 << 20;

/// What is searched for: its parts.
#[derive(Clone, Debug, Default)]
pub struct Literal {
    parts: Vec<Needle>,
    pattern: Option<Regex>,
}

impl Literal {
    /// Parses `words "a phrase"` or `re:pattern`. A quotation mark that is never closed runs to the end of the query.
    ///
    /// # Errors
    /// A regular expression that is none, with the place.
    pub fn parse(query: &str) -> Result<Self, Wrong> {
        if let Some(pattern) = query.trim_start().strip_prefix(PATTERN) {
            let start = query.len() - pattern.len();
            let parts = Vec::new();
            return match pattern.is_empty() {
                true => Ok(Self::default()),
                false => pattern_of(pattern)
                    .map(|found| Self { parts, pattern: Some(found) })
                    .map_err(|why| Wrong::new(start..query.len(), why)),
            };
        }
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
        parts.retain(|part| seen.insert((part.chars.clone(), part.cased.clone(), part.ends)));
        parts.sort_by_key(|part| Reverse(part.chars.len()));
        Ok(Self { parts, pattern: None })
    }

    /// As [`Literal::parse`]; what is wrong asks nothing.
    pub fn new(query: &str) -> Self {
        Self::parse(query).unwrap_or_default()
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.pattern.is_none()
    }

    /// Calls `hit` for every place of every part, by position, if all parts occur.
    pub fn hits(&self, text: &str, hit: impl FnMut(Span)) {
        let _ = self.hits_while((text, None), &|| true, hit);
    }

    /// As [`Literal::hits`], but for those behind the [`MAX_HITS`]th; as long as the answer is `wanted`. A part may also occur in
    /// the title alone; where no part is in the text, the text's beginning is hit.
    pub fn hits_while(
        &self,
        (text, title): (&str, Option<&str>),
        wanted: &dyn Fn() -> bool,
        mut hit: impl FnMut(Span),
    ) -> ControlFlow<()> {
        let mut spans = Vec::new();
        let mut titled = false;
        if let Some(pattern) = &self.pattern {
            let found = pattern.find_iter(text).filter(|found| !found.is_empty()).take(MAX_HITS);
            spans.extend(found.map(|found| Span::new(found.start(), found.end())));
            titled = title.is_some_and(|title| pattern.is_match(title));
        }
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
                if title.is_none_or(|title| part.first(title).is_none()) {
                    return ControlFlow::Continue(());
                }
                titled = true;
            }
        }
        first_hits(&mut spans);
        if spans.is_empty() && titled {
            let start = text.len() - text.trim_start().len();
            spans.push(Span::new(start, start + super::first_words(text).len()));
        }
        spans.into_iter().for_each(&mut hit);
        ControlFlow::Continue(())
    }
}

/// A regular expression, or what is wrong with it.
pub fn pattern_of(pattern: &str) -> Result<Regex, String> {
    let small = !pattern.chars().any(char::is_uppercase);
    RegexBuilder::new(pattern).case_insensitive(small).size_limit(PATTERN_BYTES).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "this pattern is too large".to_owned(),
        error => {
            let told = error.to_string();
            let why = told.lines().rev().find_map(|line| line.strip_prefix("error: ")).unwrap_or("it cannot be read");
            format!("this is no regular expression: {why}")
        }
    })
}

/// One part of a query.
#[derive(Clone, Debug)]
pub struct Needle {
    /// Folded characters; a space stands for any white space.
    chars: Vec<char>,
    /// Its words in which letter case counts, as they were typed; none where it does in no word.
    cased: Vec<Option<String>>,
    /// Whether it has to stand at the beginning and at the end of a word.
    ends: (bool, bool),
    /// The byte looked for, in both cases, and how many bytes before it the part begins.
    anchor: (u8, u8, usize),
}

impl Needle {
    /// A needle for these words as words, with `*` where the first may begin and the last may end otherwise; `None` when there is
    /// none.
    pub fn new(words: &str) -> Option<Self> {
        let trimmed = words.trim();
        let bare = trimmed.trim_start_matches('*');
        let ends = (bare.len() == trimmed.len(), !bare.ends_with('*'));
        let bare = bare.trim_end_matches('*');
        if bare.is_empty() { Self::made(trimmed, (false, false)) } else { Self::made(bare, ends) }
    }

    /// A needle for words of which the last may go on.
    pub fn beginning(words: &str) -> Option<Self> {
        Self::made(words, (true, false)).map(|needle| Self { cased: Vec::new(), ..needle })
    }

    fn made(words: &str, (start, end): (bool, bool)) -> Option<Self> {
        let (mut chars, mut cased) = (Vec::new(), Vec::new());
        for word in words.split_whitespace() {
            if !chars.is_empty() {
                chars.push(' ');
            }
            word.chars().for_each(|c| fold(c, false, &mut |c| chars.push(c)));
            cased.push(word.chars().any(char::is_uppercase).then(|| folded(word, true).0));
        }
        if cased.iter().all(Option::is_none) {
            cased.clear();
        }
        let (first, last) = (*chars.first()?, *chars.last()?);
        let ends = (start && first.is_alphanumeric(), end && last.is_alphanumeric());
        let plain = chars.iter().take_while(|c| c.is_ascii_alphanumeric());
        let rarest = plain.enumerate().max_by_key(|(_, c)| RARE.find(**c).unwrap_or(RARE.len()));
        let anchor = match rarest {
            Some((at, &c)) => (c as u8, c.to_ascii_uppercase() as u8, at),
            None => (first_byte(first), first_byte(first.to_uppercase().next().unwrap_or(first)), 0),
        };
        Some(Self { chars, cased, ends, anchor })
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
        if !is_plain(text) {
            return self.scan_folded(text, hit);
        }
        let (low, up, back) = self.anchor;
        let mut free = 0;
        let mut at = |place: usize| {
            let Some(start) = place.checked_sub(back).filter(|start| *start >= free && text.is_char_boundary(*start)) else {
                return ControlFlow::Continue(());
            };
            let Some(end) = self.end(text, start) else { return ControlFlow::Continue(()) };
            let begins = !self.ends.0 || !before(text, start).is_some_and(char::is_alphanumeric);
            let ends = !self.ends.1 || !behind(text, end).is_some_and(char::is_alphanumeric);
            if !begins || !ends || !self.is_cased(text.get(start..end).unwrap_or_default()) {
                return ControlFlow::Continue(());
            }
            free = end;
            hit(Span::new(start, end))
        };
        match self.chars.first() {
            // Marks have several forms with different first bytes: no anchor can be trusted.
            Some('\'' | '"') => {
                let mut marks = text.char_indices().filter(|(_, c)| matches!(one(*c), '\'' | '"'));
                marks.try_for_each(|(i, _)| at(i))
            }
            _ => memchr2_iter(low, up, text.as_bytes()).try_for_each(at),
        }
    }

    /// Whether the words found are written as those typed are, where letter case counts.
    fn is_cased(&self, found: &str) -> bool {
        let mut words = found.split_whitespace();
        let same = |cased: &Option<String>, word: &str| cased.as_ref().is_none_or(|cased| *cased == folded(word, true).0);
        self.cased.iter().all(|cased| words.next().is_some_and(|word| same(cased, word)))
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
                let c = rest.chars().next().filter(|c| small(one(*c)) == want)?;
                rest = &rest[c.len_utf8()..];
            }
        }
        Some(text.len() - rest.len())
    }

    /// The same in a text with letters that have another form: in a folded copy.
    fn scan_folded(&self, text: &str, hit: &mut dyn FnMut(Span) -> ControlFlow<Span>) -> ControlFlow<Span> {
        let (hay, places) = folded(text, false);
        let needle: String = self.chars.iter().collect();
        for at in memmem::find_iter(hay.as_bytes(), needle.as_bytes()) {
            let end = at + needle.len();
            let begins = !self.ends.0 || !before(&hay, at).is_some_and(char::is_alphanumeric);
            let ends = !self.ends.1 || !behind(&hay, end).is_some_and(char::is_alphanumeric);
            let place = |at: usize| places.get(at).map_or(text.len(), |place| *place as usize);
            // (A letter that is folded into several is one: no part of it is a place.)
            let whole = at == 0 || place(at - 1) != place(at);
            let span = Span::new(place(at), place(end));
            if begins && ends && whole && self.is_cased(span.of(text)) {
                hit(span)?;
            }
        }
        ControlFlow::Continue(())
    }
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn behind(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether every letter of a text has one form, so that it can be compared as it stands: no accents, ligatures, combining marks,
/// soft hyphens or other invisible characters.
fn is_plain(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    // Leading bytes of what is folded: all but signs (C2) and punctuation (E2), among which the invisible ones are looked for.
    let special = |b: &u8| matches!(*b, 0xC3..=0xDF | 0xE0 | 0xE1 | 0xE3..=0xF4);
    let bytes = text.as_bytes();
    let has = |sign: char| memmem::find(bytes, sign.encode_utf8(&mut [0; 4]).as_bytes()).is_some();
    !bytes.iter().any(special) && !INVISIBLE.iter().any(|sign| has(*sign))
}

/// Characters that are not seen, but for the one that begins a file (its leading byte tells of it).
const INVISIBLE: [char; 5] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}'];

/// A text in which each letter has one form and white space is one blank; for each byte, where the letter that it comes from begins.
fn folded(text: &str, exact: bool) -> (String, Vec<u32>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
                places.push(at as u32);
            }
            continue;
        }
        fold(c, exact, &mut |c| {
            out.push(c);
            places.resize(out.len(), at as u32);
        });
    }
    (out, places)
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

/// A letter in its one form: without accents, ligatures taken apart, nothing for what is not seen.
fn fold(c: char, exact: bool, take: &mut dyn FnMut(char)) {
    let case = |c: char| if exact { c } else { small(c) };
    match one(c) {
        own if own.is_ascii() => take(case(own)),
        c if INVISIBLE.contains(&c) || c == '\u{feff}' || is_combining(c) => {}
        c => decompose_compatible(c, |part| {
            if !is_combining(part) {
                take(case(part));
            }
        }),
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Marks of several forms in one.
fn one(c: char) -> char {
    match c {
        '‘' | '’' | '`' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' => '"',
        c => c,
    }
}

fn small(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
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
            ("senjata", "Senjata, PERSENJATAAN; senja SENJATA", &["Senjata", "SENJATA"]),
            ("*senjata*", "Senjata, PERSENJATAAN; senja", &["Senjata", "SENJATA"]),
            ("*senjata", "persenjataan dan persenjata", &["senjata"]),
            ("senja*", "Senjata, persenjataan; senja", &["Senja", "senja"]),
            ("iran", "kehadiran Iran, Irannya, anti-Iran", &["Iran", "Iran"]),
            ("AS", "kata AS, as; ASEAN", &["AS"]),
            ("Iran", "iran Iran IRAN", &["Iran"]),
            ("\"dewan kota\"", "dewan kotamadya, Dewan Kota", &["Dewan Kota"]),
            ("\"dewan kota*\"", "dewan kotamadya", &["dewan kota"]),
            ("\"LUMBA, kabar\"", "LUMBA, Kabar; Lumba, Kabar", &["LUMBA, Kabar"]),
            ("cafe", "Café, cafe\u{301}; CAFÉ", &["Café", "cafe\u{301}", "CAFÉ"]),
            ("café", "cafe dan café", &["cafe", "café"]),
            ("Café", "cafe dan Café", &["Café"]),
            ("konfirmasi", "konﬁrmasi kon\u{ad}fir\u{ad}masi", &["konﬁrmasi", "kon\u{ad}fir\u{ad}masi"]),
            ("irmasi", "konﬁrmasi", &[]),
            ("*irmasi", "konﬁrmasi", &[]),
            ("jum'at", "Jum’at, Jumʼat; jum`at", &["Jum’at", "Jumʼat", "jum`at"]),
            ("re:retak(an)?", "Retakan itu retak", &["Retakan", "retak"]),
            ("re:[", "[", &[]),
            ("*", "a * b", &["*"]),
            ("\"dewan kota\"", "Dewan\n  Kota dan kota dewan", &["Dewan\n  Kota"]),
            ("dewan kota", "kota lama, Dewan", &["kota", "Dewan"]),
            ("dewan kota", "kota lama", &[]),
            ("ma'ruf", "Ma’ruf", &["Ma’ruf"]),
            ("élan", "ÉLAN", &["ÉLAN"]),
            ("*aa*", "aaaaa", &["aa", "aa"]),
            ("\"belum tutup", "belum tutup", &["belum tutup"]),
            ("", "apa saja", &[]),
            ("é", "", &[]),
            ("2024", "tahun 2024.", &["2024"]),
            ("'kata", "‘Kata", &["‘Kata"]),
            ("kata kata kata", "kata", &["kata"]),
            ("kat* kata", "kata", &["kat", "kata"]),
        ];
        for (query, text, want) in cases {
            assert_eq!(found(query, text), *want, "{query:?} in {text:?}");
        }
    }

    /// Time grows with the different words of a query and with the text; what nobody wants any more stops between two words.
    #[test]
    fn repeated_words_cost_nothing_and_an_unwanted_answer_stops() {
        assert_eq!(Literal::new(&"a b \"a b\" b ".repeat(300)).parts.len(), 3);
        let text = "a b c ".repeat(1 << 16);
        let asked = std::cell::Cell::new(0);
        let wanted = || {
            asked.set(asked.get() + 1);
            asked.get() < 3
        };
        let stopped = Literal::new("a b c").hits_while((&text, None), &wanted, |_| panic!("nothing is told"));
        assert!(stopped.is_break() && asked.get() == 3);
        let mut count = 0;
        let many = Literal::new("*a* *b* *c* \" \"");
        many.hits(&"abc".repeat(1 << 20), |_| count += 1);
        assert_eq!(count, MAX_HITS);
    }
}

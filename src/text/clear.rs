//! A text without what stands between a reader and its words: hyphens at the ends of printed lines, soft hyphens,
//! characters that nobody sees, ligatures, Markdown's emphasis, links and remarks. Every layer reads the clear text; what
//! it finds is led back to the text itself, which is never altered.
//!
//! One pass; every look-around is bounded. A text with nothing of the kind is borrowed as it is.

use crate::model::Span;
use std::borrow::Cow;

mod markup;
mod printed;
#[cfg(test)]
mod tests;

/// The clear text, and what was changed for it.
#[derive(Debug)]
pub struct Clear<'a> {
    /// The text as layers read it.
    pub text: Cow<'a, str>,
    edits: Vec<Edit>,
}

/// Bytes `from..to` of the text are the `len` bytes at `at` of the clear text.
#[derive(Copy, Clone, Debug)]
struct Edit {
    from: u32,
    to: u32,
    at: u32,
    len: u32,
}

/// What takes the place of some bytes.
struct Change {
    to: usize,
    put: &'static str,
}

impl<'a> Clear<'a> {
    /// Clears a text.
    pub fn of(text: &'a str) -> Self {
        if !text.bytes().any(|b| INTEREST[usize::from(b)]) {
            return Self { text: text.into(), edits: Vec::new() };
        }
        let mut out = String::new();
        let (mut edits, mut copied, mut at) = (Vec::new(), 0, 0);
        let mut markup = markup::Markup::of(text);
        let mut lines = printed::Lines::of(text);
        let bytes = text.as_bytes();
        while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| INTEREST[usize::from(*b)])) {
            at += next;
            let change = unseen(text, at).or_else(|| lines.change(at)).or_else(|| markup.change(at));
            let Some(Change { to, put }) = change.filter(|change| change.to > at) else {
                at += 1;
                continue;
            };
            out.push_str(text.get(copied..at).unwrap_or(""));
            edits.push(Edit { from: at as u32, to: to as u32, at: out.len() as u32, len: put.len() as u32 });
            out.push_str(put);
            (copied, at) = (to, to);
        }
        if edits.is_empty() {
            return Self { text: text.into(), edits };
        }
        out.push_str(text.get(copied..).unwrap_or(""));
        Self { text: out.into(), edits }
    }

    /// Whether nothing was changed.
    pub fn is_same(&self) -> bool {
        self.edits.is_empty()
    }

    /// A span of the clear text in the text itself. What was left out at its ends belongs to it no more than what stands
    /// beside it.
    pub fn back(&self, span: Span) -> Span {
        if self.is_same() {
            return span;
        }
        let start = self.start(span.start);
        let end = if span.end > span.start { self.end(span.end) } else { start };
        Span { start, end: end.max(start) }
    }

    /// A span of the text in the clear text.
    pub fn forth(&self, span: Span) -> Span {
        if self.is_same() {
            return span;
        }
        let (start, end) = (self.clear_start(span.start), self.clear_end(span.end));
        Span { start, end: end.max(start) }
    }

    fn start(&self, at: u32) -> u32 {
        let before = self.edits.partition_point(|edit| edit.at <= at);
        match before.checked_sub(1).and_then(|i| self.edits.get(i)) {
            None => at,
            Some(edit) if edit.len > 0 && at == edit.at => edit.from,
            Some(edit) => edit.to + at.saturating_sub(edit.at + edit.len),
        }
    }

    fn end(&self, at: u32) -> u32 {
        // A change that puts nothing at the end lies behind it.
        let before = self.edits.partition_point(|edit| edit.at < at);
        match before.checked_sub(1).and_then(|i| self.edits.get(i)) {
            None => at,
            Some(edit) => edit.to + at.saturating_sub(edit.at + edit.len),
        }
    }

    fn clear_start(&self, at: u32) -> u32 {
        let before = self.edits.partition_point(|edit| edit.from <= at);
        match before.checked_sub(1).and_then(|i| self.edits.get(i)) {
            None => at,
            Some(edit) if at < edit.to => edit.at,
            Some(edit) => edit.at + edit.len + (at - edit.to),
        }
    }

    fn clear_end(&self, at: u32) -> u32 {
        let before = self.edits.partition_point(|edit| edit.from < at);
        match before.checked_sub(1).and_then(|i| self.edits.get(i)) {
            None => at,
            Some(edit) => edit.at + edit.len + at.saturating_sub(edit.to),
        }
    }
}

/// Bytes with which something begins that may be changed.
static INTEREST: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    // (The last four begin U+00AD, `â€`, U+2010 and the spaces without width, the ligatures and the mark of byte order.)
    let bytes = *b"*_[]!<-/\n\xc2\xc3\xe2\xef";
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// What nobody sees, and letters that are printed as one.
fn unseen(text: &str, at: usize) -> Option<Change> {
    let put = match text.as_bytes().get(at..)? {
        [0xc2, 0xad, ..] => return printed::soft(text, at),
        [0xc3, 0xa2, 0xe2, 0x82, 0xac, ..] => return twice(text, at),
        [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae, ..] | [0xe2, 0x81, 0xa0..=0xa4 | 0xa6..=0xaf, ..] | [0xef, 0xbb, 0xbf, ..] => "",
        [0xef, 0xac, letters @ 0x80..=0x86, ..] => match letters {
            0x80 => "ff",
            0x81 => "fi",
            0x82 => "fl",
            0x83 => "ffi",
            0x84 => "ffl",
            _ => "st",
        },
        _ => return None,
    };
    Some(Change { to: at + 3, put })
}

/// A quotation mark, dash or ellipsis whose UTF-8 was taken for Windows-1252 (`â€œ`); of `”` the last byte is often lost.
fn twice(text: &str, at: usize) -> Option<Change> {
    const BEGIN: usize = "â€".len();
    let next = text.get(at + BEGIN..)?.chars().next();
    let put = match next {
        Some('œ') => "“",
        Some('\u{9d}') => "”",
        Some('™') => "’",
        Some('˜') => "‘",
        Some('“') => "–",
        Some('”') => "—",
        Some('¦') => "…",
        None => "”",
        Some(c) if c.is_whitespace() || matches!(c, ',' | '.') => return Some(Change { to: at + BEGIN, put: "”" }),
        Some(_) => return None,
    };
    Some(Change { to: at + BEGIN + next.map_or(0, char::len_utf8), put })
}

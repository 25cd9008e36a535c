//! What is wrong with a query: where, and what is expected there.

use super::phrases::start_of_word;
use crate::text::display::sanitize_line;
use std::fmt;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// A query that cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Bytes of the query that are wrong, on character boundaries; empty where something is missing.
    pub at: Range<usize>,
    /// What is wrong there and what is expected, fit for a terminal: a sentence without a full stop.
    pub message: String,
}

impl Wrong {
    /// Something wrong at these bytes.
    pub fn new(at: Range<usize>, message: impl Into<String>) -> Wrong {
        // It may tell what was written.
        Wrong { at, message: sanitize_line(&message.into()).into_owned() }
    }

    /// The query as it was before the wrong term was begun, where `now`, the one that was understood last, holds a part of
    /// that term: nobody who types `outlet:` looks for a word *outlet*.
    pub fn before<'q>(&self, query: &'q str, now: &str) -> Option<&'q str> {
        let before = query.get(..start_of_word(query.get(..self.at.start)?))?;
        (now.len() > before.len() && query.starts_with(now)).then_some(before)
    }

    /// The query and, under it, carets where it is wrong with the message: two lines, fit for a terminal.
    pub fn shown(&self, query: &str) -> String {
        let part = |range: Range<usize>| sanitize_line(query.get(range).unwrap_or("")).width();
        let (indent, carets) = (part(0..self.at.start), part(self.at.clone()).max(1));
        format!("{}\n{}{} {}", sanitize_line(query), " ".repeat(indent), "^".repeat(carets), self.message)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Wrong {}

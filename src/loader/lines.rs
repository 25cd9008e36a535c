//! The lines of a file that is streamed: cut off when they are whole, left out when they are too long.

use super::decode::{refusal, wide};
use super::format::{Format, Piece, too_long};
use crate::model::Trouble;
use std::sync::Arc;

/// What the first bytes of a file of lines show.
pub(super) enum Begin {
    /// Lines; all at once where their characters are wide.
    Lines,
    /// A list or an object that is laid out over several lines.
    List,
    /// No text.
    Refused(String),
}

/// The lines of one file that have been read and not yet sent.
pub(super) struct Lines {
    name: Arc<str>,
    format: &'static Format,
    /// Number of the first held line, from 1.
    pub line: usize,
    record: u32,
    /// What was read and not yet cut off.
    pub held: Vec<u8>,
    /// Whether the rest of a line that is too long is being left out.
    skipping: bool,
}

impl Lines {
    /// Of a file that has not been read.
    pub fn new(name: Arc<str>, format: &'static Format) -> Self {
        Self { name, format, line: 1, record: 0, held: Vec::new(), skipping: false }
    }

    /// Looks at the first bytes.
    pub fn begin(&self) -> Begin {
        if let Some(refusal) = refusal(&self.held) {
            return Begin::Refused(refusal);
        }
        let head = self.held.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.held).trim_ascii_start();
        let first = head.split(|&b| b == b'\n').next().unwrap_or(head).trim_ascii_end();
        let list = !wide(&self.held) && (first.starts_with(b"[") || first == b"{");
        if list { Begin::List } else { Begin::Lines }
    }

    /// Cuts off the lines that are whole. Bytes before `from` are known to hold no line end.
    pub fn next(&mut self, from: usize, limit: u64) -> (Vec<Piece>, Vec<Trouble>) {
        let (mut pieces, mut troubles) = (Vec::new(), Vec::new());
        if self.skipping {
            match memchr::memchr(b'\n', &self.held) {
                Some(end) => {
                    self.held.drain(..=end);
                    (self.line, self.record, self.skipping) = (self.line + 1, self.record + 1, false);
                }
                None => self.held.clear(),
            }
        }
        let end = match wide(&self.held) {
            true => None,
            false => self.held.get(from.min(self.held.len())..).and_then(|new| memchr::memrchr(b'\n', new)),
        };
        match end {
            Some(end) => pieces.extend(self.cut(from.min(self.held.len()) + end + 1)),
            None if self.held.len() as u64 > limit => {
                troubles.push(self.trouble(too_long(self.line, limit)));
                self.held = Vec::new();
                self.skipping = true;
            }
            None => {}
        }
        (pieces, troubles)
    }

    /// The first `end` held bytes as a piece, and what comes after them counted.
    pub fn cut(&mut self, end: usize) -> Option<Piece> {
        if self.skipping || end == 0 {
            return None;
        }
        let rest = self.held.split_off(end);
        let bytes = std::mem::replace(&mut self.held, rest);
        let whole = Piece::whole(Arc::clone(&self.name), self.format, bytes);
        let piece = Piece { line: self.line, record: self.record, ..whole };
        for line in piece.bytes.split_inclusive(|&b| b == b'\n') {
            self.line += usize::from(line.ends_with(b"\n"));
            self.record += u32::from(!line.trim_ascii().is_empty());
        }
        Some(piece)
    }

    /// A trouble of the file.
    pub fn trouble(&self, message: String) -> Trouble {
        Trouble { path: Arc::clone(&self.name), record: None, message: message.into() }
    }
}

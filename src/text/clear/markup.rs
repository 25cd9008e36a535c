//! Markdown's signs around words: `**X**`, `_X_`, `[X](address)`, `[[X]]`, `[^1]`, pictures, remarks. The words stay.

use super::Change;
use crate::text::words::boundary;

/// How far the end of an emphasis or of a link's words is looked for, in bytes.
const REACH: usize = 400;
/// The longest address, in bytes.
const ADDRESS: usize = 2_000;
/// So many signs stand inside one another at most.
const DEEP: usize = 8;

pub(super) struct Markup<'a> {
    text: &'a str,
    /// The ends of what has begun: where, and up to where they go.
    ends: Vec<(usize, usize)>,
    /// Where the next remark ends, as far as it was looked for.
    remark: Option<usize>,
    no_remark: bool,
}

impl<'a> Markup<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, ends: Vec::new(), remark: None, no_remark: false }
    }

    /// What takes the place of a sign of mark-up.
    pub fn change(&mut self, at: usize) -> Option<Change> {
        self.ends.retain(|(end, _)| *end >= at);
        if let Some((_, to)) = self.ends.iter().find(|(end, _)| *end == at) {
            return Some(Change { to: *to, put: "" });
        }
        match self.text.as_bytes().get(at)? {
            sign @ (b'*' | b'_') => self.emphasis(at, *sign),
            b'[' => self.link(at),
            b'!' => self.picture(at),
            b'<' => self.remark(at),
            _ => None,
        }
    }

    fn open(&mut self, to: usize, end: (usize, usize)) -> Option<Change> {
        if self.ends.len() >= DEEP {
            return None;
        }
        self.ends.push(end);
        Some(Change { to, put: "" })
    }

    /// The rest of the paragraph, as far as an end is looked for.
    fn near(&self, at: usize) -> &'a str {
        let rest = self.text.get(at..boundary(self.text, at + REACH)).unwrap_or("");
        rest.split("\n\n").next().unwrap_or(rest)
    }

    fn emphasis(&mut self, at: usize, sign: u8) -> Option<Change> {
        let text = self.text;
        let length = run(text, at, sign);
        let before = text.get(..at)?.chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || "(“”\"‘'«—–-*_[>".contains(c));
        let line = self.near(at + length);
        let word = |c: char| c.is_alphanumeric() || "“”\"‘'[(*_".contains(c);
        if length > 3 || !begins || !line.starts_with(word) {
            return None;
        }
        let mut from = 0;
        while let Some(found) = memchr::memchr(sign, line.as_bytes().get(from..)?) {
            let end = from + found;
            let same = run(line, end, sign);
            let closes = line.get(..end)?.ends_with(|c: char| !c.is_whitespace());
            let outside = line.get(end + same..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
            if same == length && closes && outside {
                // A line that is all of it is set apart, as a standfirst is: its signs tell so.
                let last = line.get(end + same..)?.chars().next().is_none_or(|c| matches!(c, '\n' | '\r'));
                if length == 1 && last && before.is_none_or(|c| c == '\n') {
                    return None;
                }
                let end = at + length + end;
                return self.open(at + length, (end, end + length));
            }
            from = end + same;
        }
        None
    }

    fn link(&mut self, at: usize) -> Option<Change> {
        let line = self.near(at);
        if let Some(inner) = line.strip_prefix("[[") {
            let end = inner.find("]]")?;
            let shown = inner.get(..end)?.rfind('|').map_or(0, |bar| bar + 1);
            let end = at + 2 + end;
            return self.open(at + 2 + shown, (end, end + 2));
        }
        let end = line.find(']')?;
        if line.starts_with("[^") {
            let note = line.get(2..end).is_some_and(|id| id.len() <= 20 && id.chars().all(char::is_alphanumeric));
            let told = line.get(end + 1..)?.starts_with(':');
            return (note && !told).then_some(Change { to: at + end + 1, put: "" });
        }
        let to = self.address(at + end + 1)?;
        if line.get(1..end)?.contains('[') {
            return None;
        }
        self.open(at + 1, (at + end, to))
    }

    /// `![…](address)`: its words are the picture's.
    fn picture(&self, at: usize) -> Option<Change> {
        let line = self.near(at);
        let end = line.strip_prefix("![")?.find(']')? + 2;
        Some(Change { to: self.address(at + end + 1)?, put: "" })
    }

    /// Where an address in brackets ends that begins here.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..boundary(self.text, at + ADDRESS))?;
        let inner = rest.strip_prefix('(')?;
        let end = inner.find([')', '\n'])?;
        let target = inner.get(..end).filter(|_| inner.as_bytes().get(end) == Some(&b')'))?;
        let target = target.split(' ').next()?;
        let leads =
            target.contains("://") || ["/", "#", "./", "../", "mailto:", "www."].iter().any(|head| target.starts_with(head));
        leads.then_some(at + 1 + end + 1)
    }

    /// `<!-- … -->`.
    fn remark(&mut self, at: usize) -> Option<Change> {
        let rest = self.text.get(at..)?;
        if self.no_remark || !rest.starts_with("<!--") {
            return None;
        }
        if self.remark.is_none_or(|end| end < at + 7) {
            self.remark = memchr::memmem::find(rest.as_bytes().get(4..)?, b"-->").map(|found| at + 4 + found + 3);
            self.no_remark = self.remark.is_none();
        }
        Some(Change { to: self.remark?, put: "" })
    }
}

/// How often a sign stands here.
fn run(text: &str, at: usize, sign: u8) -> usize {
    text.as_bytes().get(at..).map_or(0, |rest| rest.iter().take_while(|b| **b == sign).take(REACH).count())
}

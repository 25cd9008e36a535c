//! Printed lines: words that are parted at their ends, and sentences that run on over them.

use super::Change;
use crate::text::words::boundary;

/// The longest printed line, in bytes: a longer one is a paragraph.
const LINE: usize = 120;
/// The longest part of a word beside a line end, in bytes.
const PART: usize = 40;
/// How far before a line end its paragraph is looked at, in bytes.
const BEFORE: usize = 8 * LINE;
/// The deepest indentation.
const INDENT: usize = 40;

/// The lines of a text, as they are gone through.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Whether several words of the text are parted at line ends.
    parted: bool,
    paragraph: Paragraph,
}

/// The lines up to the next empty one.
#[derive(Default)]
struct Paragraph {
    end: usize,
    longest: usize,
    parted: bool,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Self {
        let parted = hyphens(text).take(2).count() == 2;
        Self { text, parted, paragraph: Paragraph::default() }
    }

    /// What takes the place of a hyphen or stroke before a line end, or of a line end.
    pub fn change(&mut self, at: usize) -> Option<Change> {
        match self.text.as_bytes().get(at..)? {
            [b'-', ..] => hyphen(self.text, at, 1),
            [0xe2, 0x80, 0x90, ..] => hyphen(self.text, at, 3),
            [b'/', ..] => self.stroke(at),
            [b'\n', ..] => self.line_end(at),
            _ => None,
        }
    }

    /// `12/6/` and the year on the next line.
    fn stroke(&self, at: usize) -> Option<Change> {
        let (text, next) = (self.text, line_end(self.text, at + 1)?);
        let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        (at.checked_sub(1).is_some_and(digit) && digit(next)).then_some(Change { to: next, put: "/" })
    }

    /// A line end inside a sentence.
    fn line_end(&mut self, at: usize) -> Option<Change> {
        let text = self.text;
        if at >= self.paragraph.end {
            self.paragraph = paragraph(text, at);
        }
        let Paragraph { longest, parted, .. } = self.paragraph;
        if !(parted || self.parted) || longest > LINE {
            return None;
        }
        let next = line_end(text, at)?;
        let before = text.get(boundary(text, at.saturating_sub(LINE + 1))..at)?;
        let line = before.rsplit('\n').next()?.trim();
        let ended = line.ends_with(['.', '!', '?', '”', '"', ':']);
        let item = text.get(next..)?.starts_with(['-', '*', '•', '#', '>', '+', '\r', '\n', '–', '—', '|']);
        let runs_on = line.len() * 2 >= longest && !item && (parted || !ended);
        runs_on.then_some(Change { to: next, put: " " })
    }
}

/// The paragraph around a line end.
fn paragraph(text: &str, at: usize) -> Paragraph {
    let empty = text.get(at..).and_then(|rest| rest.match_indices('\n').find(|(i, _)| blank(text, at + i + 1)));
    let end = empty.map_or(text.len(), |(i, _)| at + i + 1);
    // The first line end of a paragraph that comes here may lie behind several words that are parted.
    let from = boundary(text, at.saturating_sub(BEFORE));
    let start = text.get(from..at).and_then(|before| before.rfind("\n\n")).map_or(from, |empty| from + empty + 2);
    let part = text.get(start..end).unwrap_or("");
    let longest = part.lines().map(|line| line.trim().len()).max().unwrap_or(0);
    Paragraph { end, longest, parted: hyphens(part).next().is_some() }
}

/// Whether a line that begins here is empty.
fn blank(text: &str, at: usize) -> bool {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    rest.iter().take(INDENT).find(|b| !matches!(b, b' ' | b'\t' | b'\r')).is_none_or(|&b| b == b'\n')
}

/// The hyphens that part a word at a line end.
fn hyphens(text: &str) -> impl Iterator<Item = usize> + use<'_> {
    memchr::memchr_iter(b'\n', text.as_bytes()).filter(|&end| {
        let line = text.get(..end).unwrap_or("").trim_end_matches(['\r', ' ', '\t']);
        let length = [("-", 1), ("‐", 3), ("\u{ad}", 2)].iter().find(|(sign, _)| line.ends_with(sign)).map(|(_, length)| *length);
        length.is_some_and(|length| hyphen(text, line.len() - length, length).is_some_and(|change| change.put.is_empty()))
    })
}

/// Where the next line begins, its indentation left out, if nothing else stands on this one.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let white =
        |from: usize| bytes.get(from..).map_or(0, |b| b.iter().take(INDENT).take_while(|b| matches!(b, b' ' | b'\t')).count());
    let mut at = at + white(at);
    at += usize::from(bytes.get(at) == Some(&b'\r'));
    if bytes.get(at) != Some(&b'\n') {
        return None;
    }
    Some(at + 1 + white(at + 1))
}

/// A soft hyphen: nothing, with the line end behind it inside a word.
pub(super) fn soft(text: &str, at: usize) -> Option<Change> {
    hyphen(text, at, 2).or(Some(Change { to: at + 2, put: "" }))
}

/// A hyphen of `length` bytes at the end of a line: left out where it parts a word, kept where it joins two.
fn hyphen(text: &str, at: usize, length: usize) -> Option<Change> {
    let next = line_end(text, at + length)?;
    let before = text.get(boundary(text, at.saturating_sub(PART))..at)?;
    let left = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let behind = text.get(next..boundary(text, next + PART))?;
    let right = behind.split(|c: char| !c.is_alphabetic()).next()?;
    let small = |word: &str, last: bool| {
        let c = if last { word.chars().next_back() } else { word.chars().next() };
        c.map(char::is_lowercase)
    };
    let put = match (small(left, true)?, small(right, false)?) {
        (true, true) if twin(left, right) => "-",
        (true, true) => "",
        // `KTP-` and `nya`, `se-` and a name.
        (false, true) if left.chars().nth(1).is_some() => "-",
        (true, false) if left.chars().all(char::is_lowercase) && length != 2 => "-",
        _ => return None,
    };
    Some(Change { to: next, put })
}

/// Whether two words are one that is told twice, whole or with other vowels.
fn twin(left: &str, right: &str) -> bool {
    let bones = |word: &str| word.chars().filter(|c| !"aeiou".contains(*c)).collect::<String>();
    let long = left.len() > 2 && right.len() > 2;
    let end = |word: &str| word.char_indices().rev().nth(2).and_then(|(at, _)| word.get(at..)).map(str::to_owned);
    let alike = left.len() == right.len() && left.len() > 3 && (bones(left) == bones(right) || end(left) == end(right));
    long && (right.starts_with(&*left.to_lowercase()) || left.ends_with(right) || alike)
}

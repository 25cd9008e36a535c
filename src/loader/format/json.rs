//! JSON: one article or an array of them (or objects or arrays one after another, as some tools write).
//!
//! The elements are cut out by their brackets first and read one by one, so that a broken element costs itself alone, and
//! each is hashed by its own bytes. After a break reading goes on at the next line that begins, as deep, with `{`. What is
//! no object is passed over without being read, since a file of numbers has millions of them.

use super::{BATCH, EMPTY, Format, Parsed, Piece, TOLD, broken, decode, too_long};
use crate::loader::LoadOptions;
use crate::model::Trouble;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Breaks after which a file is given up: it is no list of articles then.
const PATIENCE: usize = 50;

/// Reads a whole file, or some of a list.
pub(super) fn parse(piece: &Piece, out: &mut Parsed) {
    if piece.inside {
        return elements(Elements::inside(piece.line, piece.record), &piece.bytes, piece, out);
    }
    match text(&piece.bytes) {
        Ok(text) => elements(Elements::of(&text), &text, piece, out),
        Err(message) => out.trouble(piece, None, message),
    }
}

fn elements(mut elements: Elements, bytes: &[u8], piece: &Piece, out: &mut Parsed) {
    while let Some(next) = elements.next(bytes) {
        match next {
            Element::Record { number, line, place } => {
                let (record, loss) = one(bytes.get(place).unwrap_or(&[]));
                if let Some(loss) = loss {
                    out.trouble(piece, Some(number), format!("line {line}: {loss}"));
                }
                out.record(piece, number, line, &record);
            }
            Element::Broken { number, message } => out.trouble(piece, number, message),
            Element::End => {}
        }
    }
}

/// The bytes of a file as those of ASCII brackets and quotation marks, or why it holds none.
fn text(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if let Some(refusal) = decode::refusal(bytes) {
        return Err(refusal);
    }
    let text = match decode::wide(bytes) {
        true => Cow::Owned(decode::decode(bytes)?.text.into_owned().into_bytes()),
        false => Cow::Borrowed(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    };
    if text.trim_ascii().is_empty() { Err(EMPTY.to_owned()) } else { Ok(text) }
}

/// An element in UTF-8, with a word about bytes that did not fit.
fn one(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<String>) {
    match std::str::from_utf8(bytes) {
        Ok(_) => (bytes.into(), None),
        Err(_) => match decode::decode(bytes) {
            Ok(decoded) => (decoded.text.into_owned().into_bytes().into(), decoded.loss),
            Err(_) => (bytes.into(), None),
        },
    }
}

/// A large file that is handed on in pieces, so that its first articles come at once and no worker has all of it.
pub(in crate::loader) struct Cutter {
    name: Arc<str>,
    format: &'static Format,
    bytes: Vec<u8>,
    elements: Elements,
    options: LoadOptions,
}

impl Cutter {
    /// Of a file's bytes; or why there is nothing to cut.
    pub fn new(name: Arc<str>, format: &'static Format, bytes: Vec<u8>, options: LoadOptions) -> Result<Self, Trouble> {
        let bytes = match text(&bytes) {
            Ok(Cow::Owned(text)) => text,
            // (The mark is three bytes of white space from now on: the file is not copied for them.)
            Ok(Cow::Borrowed(text)) => blank(text.len(), bytes),
            Err(message) => return Err(Trouble { path: name, record: None, message: message.into() }),
        };
        Ok(Self { name, format, elements: Elements::of(&bytes), bytes, options })
    }
}

impl Iterator for Cutter {
    type Item = (Vec<Piece>, Vec<Trouble>);

    /// The next elements, and what is wrong with the list.
    fn next(&mut self) -> Option<Self::Item> {
        let (mut piece, mut troubles): (Option<(u32, usize, Range<usize>)>, _) = (None, Vec::new());
        while let Some(next) = self.elements.next(&self.bytes) {
            let trouble = |record, message: String| Trouble { path: Arc::clone(&self.name), record, message: message.into() };
            match next {
                Element::Broken { number, message } => troubles.push(trouble(number, message)),
                // (The brackets between two lists would be read as records.)
                Element::End if piece.is_some() => break,
                Element::End => {}
                Element::Record { number, line, place } if place.len() as u64 > self.options.article_bytes => {
                    troubles.push(trouble(Some(number), too_long(line, self.options.article_bytes)));
                }
                Element::Record { number, line, place } => match &mut piece {
                    Some((.., open)) => open.end = place.end,
                    None => piece = Some((number, line, place)),
                },
            }
            // A piece is all of one stretch: what lies between two records of it would be read as a record as well.
            let long = piece.as_ref().is_some_and(|(.., open)| self.elements.at - open.start >= BATCH);
            if long || !troubles.is_empty() {
                break;
            }
        }
        let piece = piece.map(|(record, line, place)| Piece {
            name: Arc::clone(&self.name),
            format: self.format,
            line,
            record,
            inside: true,
            bytes: self.bytes.get(place).unwrap_or(&[]).to_vec(),
        });
        let any = piece.is_some() || !troubles.is_empty();
        any.then(|| (piece.into_iter().collect(), troubles))
    }
}

/// Bytes of which only so many behind a mark are text.
fn blank(text: usize, mut bytes: Vec<u8>) -> Vec<u8> {
    let mark = bytes.len() - text;
    bytes.iter_mut().take(mark).for_each(|byte| *byte = b' ');
    bytes
}

/// What stands in a file where an article could.
enum Element {
    /// Something that begins and ends.
    Record { number: u32, line: usize, place: Range<usize> },
    /// Something that does not end, and what to tell of it.
    Broken { number: Option<u32>, message: String },
    /// The end of a list behind which more follows.
    End,
}

/// Where reading is in a file.
struct Elements {
    at: usize,
    /// Number of the line at `counted`, a place before `at`.
    line: usize,
    counted: usize,
    /// Number of the next element.
    number: u32,
    array: bool,
    /// Whether these are some of the elements of an array that goes on.
    inside: bool,
    /// Elements that are no objects, and breaks.
    odd: u32,
    breaks: usize,
    ended: bool,
}

impl Elements {
    /// From the beginning of a file.
    fn of(bytes: &[u8]) -> Self {
        let mut elements = Self { inside: false, ..Self::inside(1, 0) };
        elements.open(bytes);
        elements
    }

    /// Goes into the list that begins here, if one does.
    fn open(&mut self, bytes: &[u8]) {
        self.skip_white(bytes);
        self.array = bytes.get(self.at) == Some(&b'[');
        self.at += usize::from(self.array);
    }

    /// From the first of some elements inside an array.
    fn inside(line: usize, number: u32) -> Self {
        Self { at: 0, line, counted: 0, number, array: true, inside: true, odd: 0, breaks: 0, ended: false }
    }

    fn next(&mut self, bytes: &[u8]) -> Option<Element> {
        while !self.ended {
            self.skip_white(bytes);
            let start = self.at;
            match bytes.get(start) {
                Some(b',') if self.array => self.at += 1,
                // Behind a list may stand another, or objects; anything else is told as what it is.
                Some(b']') if self.array && !self.inside => {
                    self.at += 1;
                    self.open(bytes);
                    return Some(Element::End);
                }
                None => {
                    self.ended = true;
                    if self.array && !self.inside {
                        let message = format!("line {}: the array is not closed; add the missing ]", self.line_of(start, bytes));
                        return Some(Element::Broken { number: None, message });
                    }
                }
                Some(first) => {
                    let (number, whole) = (self.number, self.skip_element(bytes));
                    self.number += 1;
                    if !whole {
                        return Some(self.resume(start, number, bytes));
                    }
                    self.at = self.at.max(start + 1);
                    self.odd += u32::from(*first != b'{');
                    if *first == b'{' || self.odd <= TOLD {
                        return Some(Element::Record { number, line: self.line_of(start, bytes), place: start..self.at });
                    }
                }
            }
        }
        None
    }

    fn skip_white(&mut self, bytes: &[u8]) {
        self.at += rest(bytes, self.at).iter().take_while(|b| b.is_ascii_whitespace()).count();
    }

    /// Line number of a place at or after the last one asked for.
    fn line_of(&mut self, at: usize, bytes: &[u8]) -> usize {
        self.line += memchr::memchr_iter(b'\n', bytes.get(self.counted..at).unwrap_or(&[])).count();
        self.counted = self.counted.max(at);
        self.line
    }

    /// Moves past one value; `false` if its brackets or a string do not close.
    fn skip_element(&mut self, bytes: &[u8]) -> bool {
        let mut depth = 0usize;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' if !self.skip_string(bytes) => return false,
                b'"' => {}
                b'{' | b'[' => (depth, self.at) = (depth + 1, self.at + 1),
                b'}' | b']' if depth == 0 => return true,
                b'}' | b']' => (depth, self.at) = (depth - 1, self.at + 1),
                b',' if depth == 0 => return true,
                _ => self.at += 1,
            }
            if depth == 0 && matches!(byte, b'}' | b']' | b'"') {
                return true;
            }
        }
        depth == 0
    }

    /// Moves past a string; `false` at a raw line end or the end of the file, which no JSON string holds.
    fn skip_string(&mut self, bytes: &[u8]) -> bool {
        self.at += 1;
        while let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', rest(bytes, self.at)) {
            self.at += found;
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return true;
                }
                Some(b'\\') => self.at += 2,
                _ => return false,
            }
        }
        self.at = bytes.len();
        false
    }

    /// Tells what broke in the element at `start` and moves to the next line that begins an element at the same depth.
    fn resume(&mut self, start: usize, number: u32, bytes: &[u8]) -> Element {
        let line = self.line_of(start, bytes);
        let mut values = serde_json::Deserializer::from_slice(rest(bytes, start)).into_iter::<serde::de::IgnoredAny>();
        let message = match values.next() {
            Some(Err(error)) if error.is_eof() => format!("line {line}: broken JSON, what begins here is not closed"),
            Some(Err(error)) => broken(&error, line),
            _ => format!("line {line}: a string holds a line end; write it as \\n"),
        };
        let line_start = bytes.get(..start).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |i| i + 1);
        let indent = bytes.get(line_start..start).unwrap_or(&[]);
        let own_line = indent.iter().all(|b| matches!(b, b' ' | b'\t')) && self.breaks < PATIENCE;
        let head = [b"\n", indent, b"{"].concat();
        let next = own_line.then(|| memchr::memmem::find(rest(bytes, start), &head)).flatten();
        let read_on = if next.is_some() { "the other records were read" } else { "nothing behind it was read" };
        self.breaks += 1;
        self.ended = next.is_none();
        self.at = next.map_or(bytes.len(), |found| start + found + head.len() - 1);
        Element::Broken { number: Some(number), message: format!("{message}; correct it, {read_on}") }
    }
}

fn rest(bytes: &[u8], from: usize) -> &[u8] {
    bytes.get(from..).unwrap_or(&[])
}

//! JSON: one article or an array of them (or objects one after another, as some tools write).
//!
//! The elements are cut out by their brackets first and read one by one, so that a broken element costs itself alone, and
//! each is hashed by its own bytes. After a break reading goes on at the next line that begins, as deep, with `{`.

use super::{EMPTY, Parsed, Piece, broken, decode};

/// Breaks after which a file is given up: it is no list of articles then.
const PATIENCE: usize = 50;

/// Reads a whole file.
pub(super) fn parse(piece: &Piece, out: &mut Parsed) {
    match decode::decode(&piece.bytes) {
        Ok(decoded) if decoded.text.trim().is_empty() => out.trouble(piece, None, EMPTY),
        Ok(decoded) => elements(piece, decoded.text.as_bytes(), out),
        Err(message) => out.trouble(piece, None, message),
    }
}

fn elements(piece: &Piece, bytes: &[u8], out: &mut Parsed) {
    let mut cursor = Cursor { bytes, at: 0, line: 1, counted: 0 };
    let (mut number, mut breaks) = (0, 0);
    cursor.skip_white();
    let array = cursor.peek() == Some(b'[');
    cursor.at += usize::from(array);
    loop {
        cursor.skip_white();
        let start = cursor.at;
        match cursor.peek() {
            Some(b',') if array => cursor.at += 1,
            Some(b']') if array => return,
            None if !array => return,
            None => {
                let line = cursor.line_of(start);
                return out.trouble(piece, None, format!("line {line}: the array is not closed; add the missing ]"));
            }
            Some(_) => {
                let line = cursor.line_of(start);
                if cursor.skip_element() {
                    cursor.at = cursor.at.max(start + 1);
                    out.record(piece, number, line, bytes.get(start..cursor.at).unwrap_or(&[]));
                } else if breaks < PATIENCE && cursor.resume(piece, start, line, number, out) {
                    breaks += 1;
                } else {
                    return;
                }
                number += 1;
            }
        }
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    counted: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self, from: usize) -> &'a [u8] {
        self.bytes.get(from..).unwrap_or(&[])
    }

    fn skip_white(&mut self) {
        self.at += self.rest(self.at).iter().take_while(|b| b.is_ascii_whitespace()).count();
    }

    /// Line number of a place at or after the last one asked for.
    fn line_of(&mut self, at: usize) -> usize {
        self.line += memchr::memchr_iter(b'\n', self.bytes.get(self.counted..at).unwrap_or(&[])).count();
        self.counted = self.counted.max(at);
        self.line
    }

    /// Moves past one value; `false` if its brackets or a string do not close.
    fn skip_element(&mut self) -> bool {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' if !self.skip_string() => return false,
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
    fn skip_string(&mut self) -> bool {
        self.at += 1;
        while let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', self.rest(self.at)) {
            self.at += found;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return true;
                }
                Some(b'\\') => self.at += 2,
                _ => return false,
            }
        }
        self.at = self.bytes.len();
        false
    }

    /// Tells what broke in the element at `start` and moves to the next line that begins an element at the same depth.
    fn resume(&mut self, piece: &Piece, start: usize, line: usize, number: u32, out: &mut Parsed) -> bool {
        let mut values = serde_json::Deserializer::from_slice(self.rest(start)).into_iter::<serde::de::IgnoredAny>();
        let message = match values.next() {
            Some(Err(error)) if error.is_eof() => format!("line {line}: broken JSON, what begins here is not closed"),
            Some(Err(error)) => broken(&error, line),
            _ => format!("line {line}: a string holds a line end; write it as \\n"),
        };
        let line_start = self.bytes.get(..start).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |i| i + 1);
        let indent = self.bytes.get(line_start..start).unwrap_or(&[]);
        let own_line = indent.iter().all(|b| matches!(b, b' ' | b'\t'));
        let head = [b"\n", indent, b"{"].concat();
        let next = own_line.then(|| memchr::memmem::find(self.rest(start), &head)).flatten();
        let rest = if next.is_some() { "the other records were read" } else { "nothing behind it was read" };
        out.trouble(piece, Some(number), format!("{message}; correct it, {rest}"));
        self.at = next.map_or(self.bytes.len(), |found| start + found + head.len() - 1);
        next.is_some()
    }
}

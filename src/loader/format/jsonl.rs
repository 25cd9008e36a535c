//! JSON lines: one article a line. A line that is broken is told and the next is read.

use super::{Parsed, Piece, decode};

/// Reads some whole lines.
pub(super) fn parse(piece: &Piece, out: &mut Parsed) {
    if decode::wide(&piece.bytes) {
        match decode::decode(&piece.bytes) {
            Ok(decoded) => return lines(piece, decoded.text.as_bytes(), out),
            Err(message) => return out.trouble(piece, None, message),
        }
    }
    let mark = if piece.bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    lines(piece, piece.bytes.get(mark..).unwrap_or(&[]), out);
}

fn lines(piece: &Piece, bytes: &[u8], out: &mut Parsed) {
    let mut number = piece.record;
    for (i, line) in bytes.split(|&b| b == b'\n').enumerate() {
        let line = line.trim_ascii();
        if !line.is_empty() {
            out.record(piece, number, piece.line + i, line);
            number += 1;
        }
    }
}

//! Text made fit for a terminal, with the way back to the stored text.
//!
//! An article is shown as it was written, but no byte of it may act on the terminal: control characters, whole escape
//! sequences, bidirectional overrides and zero-width characters are left out, a tab becomes a space. The stored text is
//! never changed; [`Display`] maps offsets both ways, so that spans of the stored text can be painted.
//!
//! Used by every output that a person's terminal may see: panes, plain text, messages that name files.

use std::borrow::Cow;

/// How far an escape sequence that waits for its terminator is followed; past it, only its introducer is left out.
const REACH: usize = 1024;

/// A text fit for display, and the map between its byte offsets and those of the stored text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// What may be shown. Lines end in `\n`; no other control character is left.
    pub text: String,
    /// Where the distance between the two texts changes: (byte in `text`, byte in the stored text), both ascending.
    steps: Vec<(u32, u32)>,
}

impl Display {
    /// Makes `stored` fit for display.
    pub fn new(stored: &str) -> Self {
        let mut display = Display { text: String::with_capacity(stored.len()), steps: vec![(0, 0)] };
        scan(stored, |piece| match piece {
            Piece::Keep(part) => display.text.push_str(part),
            Piece::Swap { by, end, len } => {
                let shown = by.map_or("", |by| if by == '\n' { "\n" } else { " " });
                display.text.push_str(shown);
                if shown.len() != len {
                    display.steps.push((display.text.len() as u32, end as u32));
                }
            }
        });
        display
    }

    /// The stored byte offset that a displayed one stands for.
    pub fn to_stored(&self, shown: usize) -> usize {
        let after = self.steps.partition_point(|step| step.0 as usize <= shown);
        let (start, stored) = after.checked_sub(1).and_then(|i| self.steps.get(i)).copied().unwrap_or_default();
        let next = self.steps.get(after).map_or(usize::MAX, |step| step.1 as usize);
        (stored as usize + (shown - start as usize)).min(next)
    }

    /// The displayed byte offset of a stored one; what is not shown maps to the place where it would stand.
    pub fn to_shown(&self, stored: usize) -> usize {
        let after = self.steps.partition_point(|step| step.1 as usize <= stored);
        let (shown, start) = after.checked_sub(1).and_then(|i| self.steps.get(i)).copied().unwrap_or_default();
        let next = self.steps.get(after).map_or(self.text.len(), |step| step.0 as usize);
        (shown as usize + (stored - start as usize)).min(next)
    }
}

/// `stored` fit for display, lines kept.
pub fn sanitize(stored: &str) -> Cow<'_, str> {
    cleaned(stored, '\n')
}

/// `stored` fit for display as one line: a line end becomes a space.
pub fn sanitize_line(stored: &str) -> Cow<'_, str> {
    cleaned(stored, ' ')
}

fn cleaned(stored: &str, line_end: char) -> Cow<'_, str> {
    if stored.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(stored);
    }
    let mut out = String::with_capacity(stored.len());
    scan(stored, |piece| match piece {
        Piece::Keep(part) if line_end == '\n' => out.push_str(part),
        Piece::Keep(part) => out.extend(part.chars().map(|c| if c == '\n' { line_end } else { c })),
        Piece::Swap { by: Some('\n'), .. } => out.push(line_end),
        Piece::Swap { by, .. } => out.extend(by),
    });
    Cow::Owned(out)
}

/// A stretch of the stored text.
enum Piece<'a> {
    /// Shown as it is.
    Keep(&'a str),
    /// `len` bytes that end at `end`, shown as `by` (a space or a line end) or not at all.
    Swap { by: Option<char>, end: usize, len: usize },
}

fn scan<'a>(text: &'a str, mut each: impl FnMut(Piece<'a>)) {
    let mut kept = 0;
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let width = c.len_utf8();
        let (by, len) = match c {
            ' '..='~' | '\n' => (Some(c), width),
            '\t' | '\u{b}' | '\u{c}' | '\u{85}' => (Some(' '), width),
            '\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => (Some('\n'), 2),
            '\r' | '\u{2028}' | '\u{2029}' => (Some('\n'), width),
            '\u{1b}' | '\u{80}'..='\u{9f}' => (None, escape(text.as_bytes(), at, c)),
            c if hidden(c) => (None, width),
            c => (Some(c), width),
        };
        if by != Some(c) {
            if let Some(part) = text.get(kept..at).filter(|part| !part.is_empty()) {
                each(Piece::Keep(part));
            }
            kept = at + len;
            each(Piece::Swap { by, end: kept, len });
        }
        at += len;
    }
    if let Some(part) = text.get(kept..).filter(|part| !part.is_empty()) {
        each(Piece::Keep(part));
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 { Some(byte as char) } else { text.get(at..)?.chars().next() }
}

/// Characters that have no glyph of their own: controls, bidirectional marks and overrides, zero-width and tag characters.
pub fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

/// Length of the escape sequence (ECMA-48, 7-bit or 8-bit form) that begins at `at` with `c`.
fn escape(bytes: &[u8], at: usize, c: char) -> usize {
    let intro = c.len_utf8();
    let (kind, body) = match c {
        '\u{1b}' => match bytes.get(at + 1) {
            Some(&b) => (b, at + 2),
            None => return intro,
        },
        // The 8-bit form of `ESC x` is U+0080 + (x - 0x40).
        c => ((c as u32 as u8).wrapping_sub(0x40), at + intro),
    };
    let run = |from: usize, low: u8, high: u8| {
        from + bytes.get(from..).unwrap_or(&[]).iter().take(REACH).take_while(|&&b| (low..=high).contains(&b)).count()
    };
    let through = |end: usize, low: u8, high: u8| end + usize::from(bytes.get(end).is_some_and(|b| (low..=high).contains(b)));
    match kind {
        b'[' => through(run(run(body, 0x30, 0x3f), 0x20, 0x2f), 0x40, 0x7e) - at,
        b']' | b'P' | b'X' | b'^' | b'_' => string_end(bytes, body).unwrap_or(body) - at,
        _ if intro > 1 => intro,
        0x20..=0x2f => through(run(body, 0x20, 0x2f), 0x30, 0x7e) - at,
        0x30..=0x7e => body - at,
        _ => intro,
    }
}

/// End of a control string, past its terminator (BEL, `ESC \` or U+009C); `None` if it is not near.
fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let reach = bytes.get(from..)?;
    let reach = reach.get(..REACH).unwrap_or(reach);
    reach.iter().enumerate().find_map(|(i, &b)| match (b, bytes.get(from + i + 1)) {
        (0x07, _) => Some(from + i + 1),
        (0x1b, Some(b'\\')) | (0xc2, Some(0x9c)) => Some(from + i + 2),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_is_left() {
        for (stored, shown) in [
            ("a\tb\r\nc\rd", "a b\nc\nd"),
            ("\u{1b}[31mmerah\u{1b}[0m", "merah"),
            ("\u{1b}]0;judul\u{7}isi \u{1b}]8;;https://x.id\u{1b}\\tautan", "isi tautan"),
            ("\u{1b}]0;tak berakhir", "0;tak berakhir"),
            ("\u{9b}2Jbersih \u{9d}0;x\u{9c}y", "bersih y"),
            ("\u{1b}(Bteks\u{1b}", "teks"),
            ("\u{1b}Mteks\u{1b}é", "teksé"),
            ("\u{202e}kilab\u{202c} nol\u{200b}lebar\u{feff}", "kilab nollebar"),
            ("bel\u{7} nul\0 del\u{7f}", "bel nul del"),
        ] {
            assert_eq!(sanitize(stored), shown, "{stored:?}");
            assert_eq!(Display::new(stored).text, shown, "{stored:?}");
        }
        assert_eq!(sanitize_line("satu\r\ndua\ntiga"), "satu dua tiga");
    }

    #[test]
    fn offsets_go_both_ways() {
        let display = Display::new("a\u{1b}[1mbc\u{200b}é\tz");
        assert_eq!(display.text, "abcé z");
        for (stored, shown) in [(0, 0), (1, 1), (3, 1), (5, 1), (6, 2), (7, 3), (10, 3), (12, 5), (13, 6), (14, 7)] {
            assert_eq!(display.to_shown(stored), shown, "stored {stored}");
        }
        for (shown, stored) in [(0, 0), (1, 5), (2, 6), (3, 10), (5, 12), (6, 13)] {
            assert_eq!(display.to_stored(shown), stored, "shown {shown}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_made_safe_and_maps_back(stored in "(\\PC|[\u{0}-\u{9f}\u{200b}-\u{2070}\\[\\]\\\\;m0-9])*") {
            let display = Display::new(&stored);
            prop_assert_eq!(&display.text, &*sanitize(&stored));
            prop_assert!(display.text.chars().all(|c| c == '\n' || !hidden(c)));
            for (shown, c) in display.text.char_indices() {
                let back = display.to_stored(shown);
                prop_assert_eq!(display.to_shown(back), shown);
                prop_assert!(c == ' ' || c == '\n' || stored[back..].starts_with(c));
            }
            for stored in 0..=stored.len() {
                prop_assert!(display.to_shown(stored) <= display.text.len());
            }
        }
    }
}

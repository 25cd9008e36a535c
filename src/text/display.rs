//! Text made fit for a terminal, with the way back to the stored text.
//!
//! An article is shown as it was written, but no byte of it may act on the terminal: control characters, whole escape
//! sequences, bidirectional overrides and zero-width characters are left out, a tab becomes a space. The stored text is
//! never changed; [`Display`] maps offsets both ways, so that spans of the stored text can be painted.
//!
//! Used by every output that a person's terminal may see: panes, plain text, messages that name files.

use super::words::boundary;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How far an escape sequence that waits for its terminator is followed; past it, only its introducer is left out.
const REACH: usize = 1024;

/// As many marks without a width are shown on one letter. No script sets more than six on one; a million of them would be
/// written with every frame.
const MARKS: usize = 8;

/// As many characters are shown as one letter. Syllables of Devanagari or Hangul have eight at most; a longer one is shown
/// as several.
const LETTER: usize = 24;

/// Of a text that is to fill some columns, so many bytes a column are looked at: a letter with all its marks has room in
/// them.
const BYTES_PER_COLUMN: usize = 64;

/// Bytes looked at besides, so that escape sequences at the beginning of a text do not hide it.
const BYTES_AHEAD: usize = 4 * REACH;

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
        let mut marks = 0;
        scan(stored, |piece| match piece {
            Piece::Keep(at, part) => display.keep(at, part, &mut marks),
            Piece::Swap { by, end, len } => {
                let shown = by.map_or("", |by| if by == '\n' { "\n" } else { " " });
                marks = if shown.is_empty() { marks } else { 0 };
                display.text.push_str(shown);
                if shown.len() != len {
                    display.steps.push((display.text.len() as u32, end as u32));
                }
            }
        });
        display
    }

    /// Appends a part that stands at `at`, without the marks that are too many on one letter; `marks` are those set so far.
    fn keep(&mut self, at: usize, part: &str, marks: &mut usize) {
        if part.is_ascii() {
            *marks = if part.is_empty() { *marks } else { 0 };
            return self.text.push_str(part);
        }
        let mut kept = 0;
        for (from, c) in part.char_indices() {
            *marks = if is_mark(c) { *marks + 1 } else { 0 };
            if *marks > MARKS {
                let end = from + c.len_utf8();
                self.text.push_str(part.get(kept..from).unwrap_or(""));
                kept = end;
                let step = (self.text.len() as u32, (at + end) as u32);
                match self.steps.last_mut().filter(|last| last.0 == step.0 && *marks > MARKS + 1) {
                    Some(last) => *last = step,
                    None => self.steps.push(step),
                }
            }
        }
        self.text.push_str(part.get(kept..).unwrap_or(""));
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
        Piece::Keep(_, part) if line_end == '\n' => out.push_str(part),
        Piece::Keep(_, part) => out.extend(part.chars().map(|c| if c == '\n' { line_end } else { c })),
        Piece::Swap { by: Some('\n'), .. } => out.push(line_end),
        Piece::Swap { by, .. } => out.extend(by),
    });
    Cow::Owned(out)
}

/// As much of `stored`, fit for display as one line, as can fill so many columns; whether that is all of it. Costs no more
/// than the columns, however long the text is.
pub fn clip(stored: &str, columns: usize) -> (Cow<'_, str>, bool) {
    let most = columns.saturating_mul(BYTES_PER_COLUMN).saturating_add(BYTES_AHEAD);
    if stored.len() <= most {
        return (sanitize_line(stored), true);
    }
    (sanitize_line(&stored[..boundary(stored, most)]), false)
}

/// What fills one cell of a terminal, or several where it is wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter<'t> {
    /// Where it begins in the text.
    pub at: usize,
    /// How many bytes of the text it stands for.
    pub len: usize,
    /// What is shown of it: nothing that acts on a terminal, marks only on a letter that bears them, a bounded number.
    pub shown: Cow<'t, str>,
    /// Columns; none where nothing is shown.
    pub wide: usize,
}

/// The letters of a text as they are set into cells, one after the other and without a gap. A line end, like any control
/// character, shows nothing, but for the tab, which is a space.
pub fn letters(text: &str) -> impl Iterator<Item = Letter<'_>> {
    text.grapheme_indices(true).flat_map(|(at, cluster)| Cut { at, rest: cluster }).map(|(at, part)| Letter::new(at, part))
}

/// Columns that a text takes.
pub fn columns(text: &str) -> usize {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) { text.len() } else { letters(text).map(|letter| letter.wide).sum() }
}

/// A grapheme cluster cut into parts of bounded length, each but the first beginning with a character that has a width. What
/// is not shown joins nothing: of a family of emojis each stands for itself.
struct Cut<'t> {
    at: usize,
    rest: &'t str,
}

impl<'t> Iterator for Cut<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mut joined = false;
        let cut = |(count, (_, c)): &(usize, (usize, char))| {
            let cut = !is_mark(*c) && (joined || *count >= LETTER);
            joined = hidden(*c);
            cut
        };
        // (What has two parts has eight bytes at least.)
        let mut chars = self.rest.char_indices().enumerate();
        let end = if self.rest.len() < 8 { None } else { chars.find(cut) };
        let (part, rest) = self.rest.split_at(end.map_or(self.rest.len(), |(_, (at, _))| at));
        let at = self.at;
        (self.at, self.rest) = (at + part.len(), rest);
        Some((at, part))
    }
}

impl<'t> Letter<'t> {
    fn new(at: usize, part: &'t str) -> Letter<'t> {
        if let [byte] = part.as_bytes() {
            let (shown, wide) = match byte {
                b' '..=b'~' => (part, 1),
                b'\t' => (" ", 1),
                _ => ("", 0),
            };
            return Letter { at, len: 1, shown: Cow::Borrowed(shown), wide };
        }
        let mut marks = 0;
        let mut fits = |c: &char| {
            marks = if is_mark(*c) { marks + usize::from(!hidden(*c)) } else { 0 };
            !hidden(*c) && marks <= MARKS
        };
        let shown = match part.len() <= MARKS && !part.chars().any(hidden) {
            true => Cow::Borrowed(part),
            false => Cow::Owned(part.chars().filter(&mut fits).collect()),
        };
        // A mark that stands on nothing would be set on whatever is in the cell before.
        let wide = if shown.chars().next().is_none_or(is_mark) { 0 } else { shown.width() };
        Letter { at, len: part.len(), shown: if wide == 0 { Cow::Borrowed("") } else { shown }, wide }
    }
}

/// Whether a character has no width of its own: it is set on the letter before it.
fn is_mark(c: char) -> bool {
    c >= '\u{300}' && c.width() == Some(0)
}

/// A stretch of the stored text.
enum Piece<'a> {
    /// Shown as it is; where it begins.
    Keep(usize, &'a str),
    /// `len` bytes that end at `end`, shown as `by` (a space or a line end) or not at all.
    Swap { by: Option<char>, end: usize, len: usize },
}

fn scan<'a>(text: &'a str, mut each: impl FnMut(Piece<'a>)) {
    let mut kept = 0;
    let mut at = 0;
    // Up to here no control string ends, so that many that never end are not each followed anew.
    let mut endless = 0;
    while let Some(c) = char_at(text, at) {
        let width = c.len_utf8();
        let (by, len) = match c {
            ' '..='~' | '\n' => (Some(c), width),
            '\t' | '\u{b}' | '\u{c}' | '\u{85}' => (Some(' '), width),
            '\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => (Some('\n'), 2),
            '\r' | '\u{2028}' | '\u{2029}' => (Some('\n'), width),
            '\u{1b}' | '\u{80}'..='\u{9f}' => (None, escape(text.as_bytes(), at, c, &mut endless)),
            c if hidden(c) => (None, width),
            c => (Some(c), width),
        };
        if by != Some(c) {
            if let Some(part) = text.get(kept..at).filter(|part| !part.is_empty()) {
                each(Piece::Keep(kept, part));
            }
            kept = at + len;
            each(Piece::Swap { by, end: kept, len });
        }
        at += len;
    }
    if let Some(part) = text.get(kept..).filter(|part| !part.is_empty()) {
        each(Piece::Keep(kept, part));
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
fn escape(bytes: &[u8], at: usize, c: char, endless: &mut usize) -> usize {
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
        b']' | b'P' | b'X' | b'^' | b'_' => string_end(bytes, body, endless).unwrap_or(body) - at,
        _ if intro > 1 => intro,
        0x20..=0x2f => through(run(body, 0x20, 0x2f), 0x30, 0x7e) - at,
        0x30..=0x7e => body - at,
        _ => intro,
    }
}

/// End of a control string, past its terminator (BEL, `ESC \` or U+009C); `None` if it is not near. Before `endless` there
/// is none, as was found already.
fn string_end(bytes: &[u8], from: usize, endless: &mut usize) -> Option<usize> {
    let start = from.max(*endless);
    let end = bytes.len().min(from.saturating_add(REACH));
    let found = bytes.get(start..end)?.iter().enumerate().find_map(|(i, &b)| match (b, bytes.get(start + i + 1)) {
        (0x07, _) => Some(start + i + 1),
        (0x1b, Some(b'\\')) | (0xc2, Some(0x9c)) => Some(start + i + 2),
        _ => None,
    });
    if found.is_none() {
        *endless = end;
    }
    found
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

    #[test]
    fn letters_are_whole_and_bounded() {
        let shown = |text: &str| -> Vec<(String, usize)> {
            letters(text).filter(|l| l.wide > 0).map(|l| (l.shown.into_owned(), l.wide)).collect()
        };
        let one = |text: &str, wide: usize| vec![(text.to_owned(), wide)];
        assert_eq!(shown("e\u{301}"), one("e\u{301}", 1));
        assert_eq!(shown("東"), one("東", 2));
        assert_eq!(shown("\u{301}\u{200c}\u{200b}\u{feff}\u{e0041}\u{fe0f}"), []);
        assert_eq!(
            shown(&format!("a{}b", "\u{301}".repeat(1_500))),
            [one(&format!("a{}", "\u{301}".repeat(MARKS)), 1), one("b", 1)].concat()
        );
        assert_eq!(shown("👩\u{200d}👧"), [one("👩", 2), one("👧", 2)].concat());
        assert!(shown(&"\u{1100}".repeat(500)).iter().all(|(shown, _)| shown.chars().count() <= LETTER));
        assert_eq!(shown("a\tb\u{1b}"), [one("a", 1), one(" ", 1), one("b", 1)].concat());
    }

    /// A row of a screen costs what it shows, not what the text holds.
    #[test]
    fn a_clipped_text_costs_no_more_than_its_columns() {
        for part in ["a", "\u{301}", "\u{200b}", "\u{1b}]", "\u{1b}[", "東", "\u{9d}"] {
            let text = part.repeat((8 << 20) / part.len());
            let (clean, whole) = clip(&text, 80);
            assert!(!whole && clean.len() <= 80 * BYTES_PER_COLUMN + BYTES_AHEAD, "{part:?}");
        }
        assert_eq!(clip("judul", 80), ("judul".into(), true));
    }

    /// Control strings that never end are followed once, not each anew.
    #[test]
    fn what_never_ends_is_followed_once() {
        let started = std::time::Instant::now();
        let text = "\u{1b}]\u{9d}".repeat(2 << 20);
        assert!(sanitize(&text).is_empty());
        assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn letters_take_up_any_text_and_nothing_in_them_acts(text in "(\\PC|[\u{0}-\u{9f}\u{200b}-\u{2070}\u{300}-\u{310}\u{1100}-\u{1110}\u{915}-\u{94d}\u{fe00}-\u{fe0f}])*") {
            let mut at = 0;
            for letter in letters(&text) {
                prop_assert_eq!(letter.at, at);
                at += letter.len;
                prop_assert!(!letter.shown.chars().any(hidden));
                prop_assert_eq!(letter.shown.is_empty(), letter.wide == 0);
                prop_assert!(letter.shown.chars().next().is_none_or(|c| !is_mark(c)));
                prop_assert!(letter.shown.chars().count() <= LETTER + MARKS);
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn marks_beyond_the_bound_are_not_displayed_and_offsets_go_both_ways(stored in "([ab東]|[\u{300}-\u{303}]{0,30}|\u{200b}|\t){0,40}") {
            let display = Display::new(&stored);
            let mut marks = 0;
            for (shown, c) in display.text.char_indices() {
                marks = if is_mark(c) { marks + 1 } else { 0 };
                prop_assert!(marks <= MARKS);
                let back = display.to_stored(shown);
                prop_assert_eq!(display.to_shown(back), shown);
                prop_assert!(c == ' ' || stored[back..].starts_with(c));
            }
            for at in 0..=stored.len() {
                prop_assert!(display.to_shown(at) <= display.text.len());
            }
        }

        #[test]
        fn any_text_is_made_safe_and_maps_back(stored in "(\\PC|[\u{0}-\u{9f}\u{200b}-\u{2070}\\[\\]\\\\;m0-9])*") {
            let display = Display::new(&stored);
            // (But for marks that are too many.)
            prop_assert!(display.text.len() <= sanitize(&stored).len());
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

//! Text that is being typed, with a cursor: what every box of one line or of many does with the keys that edit.
//!
//! The cursor stands between two grapheme clusters, so that what looks like one letter is passed over and taken away as one,
//! whatever it is made of. A key costs what it changes, and moving the bytes behind it; a text has a bound, and what
//! does not fit is told. No text and no keys can make it fail.

use crate::text::words::boundary;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete, UnicodeSegmentation};

/// A text, its cursor and its bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    text: String,
    /// Byte offset, between two clusters.
    cursor: usize,
    /// The most bytes it may have.
    most: usize,
    /// Whether a line end is kept as one.
    lines: bool,
    /// Whether something did not fit, since it was last changed.
    full: bool,
}

impl Edit {
    /// A text of one line with the cursor at its end. It may be longer than `most`; then nothing can be added.
    pub fn line(text: &str, most: usize) -> Edit {
        Edit { text: text.to_owned(), cursor: text.len(), most, lines: false, full: false }
    }

    /// A text of several lines, which end in `\n`.
    pub fn lines(text: &str, most: usize) -> Edit {
        Edit { lines: true, ..Edit::line(&text.replace("\r\n", "\n").replace('\r', "\n"), most) }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether something that was typed or pasted last had no room.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Puts the cursor here, or before the cluster that this is inside of.
    pub fn go(&mut self, to: usize) {
        self.cursor = self.floor(to);
    }

    /// Puts text in the place of these bytes, and the cursor behind it.
    pub fn replace(&mut self, at: Range<usize>, text: &str) {
        if self.text.get(at.clone()).is_some() {
            self.put(at, text);
        }
    }

    /// Puts text at the cursor. Control characters become spaces; in a text of one line also line ends.
    pub fn insert(&mut self, text: &str) {
        self.put(self.cursor..self.cursor, text);
    }

    fn put(&mut self, at: Range<usize>, text: &str) {
        let room = self.most.saturating_sub(self.text.len() - at.len());
        let clean = |c: char| if c.is_control() && !(self.lines && c == '\n') { ' ' } else { c };
        // (More than fits need not be looked at.)
        let near = &text[..boundary(text, room.saturating_mul(2).saturating_add(2))];
        let ends = if self.lines { near.replace("\r\n", "\n").replace('\r', "\n") } else { near.replace("\r\n", " ") };
        let mut clean: String = ends.chars().map(clean).collect();
        self.full = clean.len() > room || near.len() < text.len();
        if clean.len() > room {
            let cut = clean.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at <= room).last().unwrap_or(0);
            clean.truncate(cut);
        }
        self.text.replace_range(at.clone(), &clean);
        self.cursor = self.ceil(at.start + clean.len());
    }

    /// Takes an editing key. `None` when the key does not edit, else whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> Option<bool> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let before = self.text.len();
        let full = std::mem::take(&mut self.full);
        match key.code {
            KeyCode::Char(c) if !control && !alt => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                return Some(self.text.len() != before);
            }
            KeyCode::Char('w') if control => self.cut(self.word_before()..self.cursor),
            KeyCode::Backspace if control || alt => self.cut(self.word_before()..self.cursor),
            KeyCode::Char('u') if control => self.cut(self.line_start()..self.cursor),
            KeyCode::Char('k') if control => self.cut(self.cursor..self.line_end()),
            KeyCode::Char('a') if control => self.cursor = self.line_start(),
            KeyCode::Char('e') if control => self.cursor = self.line_end(),
            KeyCode::Char('b') if alt => self.cursor = self.word_before(),
            KeyCode::Char('f') if alt => self.cursor = self.word_after(),
            KeyCode::Left if control || alt => self.cursor = self.word_before(),
            KeyCode::Right if control || alt => self.cursor = self.word_after(),
            KeyCode::Char('h') if control => self.cut(self.before()..self.cursor),
            KeyCode::Backspace => self.cut(self.before()..self.cursor),
            KeyCode::Delete => self.cut(self.cursor..self.after()),
            KeyCode::Left => self.cursor = self.before(),
            KeyCode::Right => self.cursor = self.after(),
            KeyCode::Home => self.cursor = self.line_start(),
            KeyCode::End => self.cursor = self.line_end(),
            _ => {
                self.full = full;
                return None;
            }
        }
        Some(self.text.len() != before)
    }

    /// The boundary before the cursor.
    pub fn before(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        found(cursor.prev_boundary(&self.text, 0)).unwrap_or(0)
    }

    /// The boundary behind the cursor.
    pub fn after(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        found(cursor.next_boundary(&self.text, 0)).unwrap_or(self.text.len())
    }

    /// Where the line of the cursor begins.
    pub fn line_start(&self) -> usize {
        let end = self.text[..self.cursor].rfind('\n').filter(|_| self.lines);
        end.map_or(0, |at| at + 1)
    }

    /// Where the line of the cursor ends.
    pub fn line_end(&self) -> usize {
        let end = self.text[self.cursor..].find('\n').filter(|_| self.lines);
        end.map_or(self.text.len(), |at| self.cursor + at)
    }

    /// Where the word before the cursor begins, with the white space between.
    fn word_before(&self) -> usize {
        let head = self.text[..self.cursor].trim_end();
        let space = head.char_indices().rev().find(|(_, c)| c.is_whitespace());
        self.floor(space.map_or(0, |(at, c)| at + c.len_utf8()))
    }

    /// Where the word behind the cursor ends, with the white space between.
    fn word_after(&self) -> usize {
        let tail = &self.text[self.cursor..];
        let word = tail.len() - tail.trim_start().len();
        let end = tail[word..].find(char::is_whitespace).map_or(tail.len(), |at| word + at);
        self.ceil(self.cursor + end)
    }

    fn cut(&mut self, at: Range<usize>) {
        self.text.drain(at.clone());
        // What stood at both sides may be one cluster now.
        self.cursor = self.ceil(at.start);
    }

    /// The last boundary that is not behind this.
    fn floor(&self, at: usize) -> usize {
        let at = boundary(&self.text, at);
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        if cursor.is_boundary(&self.text, 0).unwrap_or(true) {
            at
        } else {
            found(cursor.prev_boundary(&self.text, 0)).unwrap_or(0)
        }
    }

    /// The first boundary that is not before this, which is one of a character.
    fn ceil(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        match cursor.is_boundary(&self.text, 0).unwrap_or(true) {
            true => at,
            false => found(cursor.next_boundary(&self.text, 0)).unwrap_or(self.text.len()),
        }
    }
}

/// A boundary; the whole text is at hand, so that no part of it can be asked for.
fn found(boundary: Result<Option<usize>, GraphemeIncomplete>) -> Option<usize> {
    boundary.ok().flatten()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Any text, of what is hard: clusters of several characters, white space of several bytes, controls, what has no width.
    pub fn any_text() -> impl Strategy<Value = String> {
        let hard = prop::sample::select(
            &[
                " ",
                "\u{a0}",
                "\u{2003}",
                "\u{3000}",
                "\u{85}",
                "\t",
                "\n",
                "\r\n",
                "\u{200b}",
                "\u{200d}",
                "\u{202e}",
                "\u{feff}",
                "\u{301}",
                "e\u{301}",
                "\u{fe0f}",
                "👩‍👩‍👧",
                "👍🏽",
                "🇮🇩",
                "🇮",
                "東",
                "क्ष",
                "\u{1100}",
                "\u{1100}\u{1161}",
                "\u{600}",
                "\u{1b}[2J",
                "kata",
                "Rp\u{a0}500",
                "\"",
                "(",
                ":",
                "\u{e0041}",
                "\u{ad}",
            ][..],
        );
        prop::collection::vec(prop_oneof![3 => hard.prop_map(str::to_owned), 1 => ".{0,6}"], 0..24)
            .prop_map(|parts| parts.concat())
    }

    /// Any key that a keyboard has.
    pub fn any_key() -> impl Strategy<Value = KeyEvent> {
        use KeyCode::*;
        let named = prop::sample::select(
            &[Backspace, Enter, Left, Right, Up, Down, Home, End, PageUp, PageDown, Tab, BackTab, Delete][..],
        );
        let code = prop_oneof![3 => named, 3 => any::<char>().prop_map(Char), 4 => "[ -~]".prop_map(|c| Char(c.chars().next().unwrap()))];
        (code, 0u8..8).prop_map(|(code, modifiers)| KeyEvent::new(code, KeyModifiers::from_bits_truncate(modifiers)))
    }

    fn boundaries(text: &str) -> Vec<usize> {
        text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn any_keys_on_any_text_leave_the_cursor_between_two_clusters(
            text in any_text(),
            lines in any::<bool>(),
            most in 0usize..200,
            steps in prop::collection::vec(prop_oneof![8 => any_key().prop_map(Ok), 1 => any_text().prop_map(Err)], 0..60),
        ) {
            let mut edit = if lines { Edit::lines(&text, most) } else { Edit::line(&text, most) };
            for step in steps {
                let before = edit.clone();
                let changed = match &step {
                    Ok(key) => edit.key(*key),
                    Err(pasted) => {
                        edit.insert(pasted);
                        None
                    }
                };
                prop_assert!(boundaries(edit.text()).contains(&edit.cursor()), "{:?} {}", edit, edit.cursor());
                prop_assert!(edit.text().len() <= before.text().len().max(most));
                match changed {
                    Some(true) => prop_assert!(edit.text() != before.text()),
                    Some(false) => prop_assert_eq!(edit.text(), before.text()),
                    None => {}
                }
                let removed = before.text().len().saturating_sub(edit.text().len());
                if let Ok(KeyEvent { code: KeyCode::Backspace, modifiers: KeyModifiers::NONE, .. }) = step {
                    prop_assert_eq!(removed, before.cursor() - before.before(), "one cluster");
                }
            }
        }

        #[test]
        fn a_word_is_taken_away_whatever_white_space_is_before_it(head in any_text(), space in "[ \u{a0}\u{2003}\u{3000}\u{1680}]") {
            let mut edit = Edit::line(&format!("{head}{space}kata"), 4_096);
            edit.key(KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL));
            prop_assert_eq!(edit.text(), format!("{head}{space}"));
        }
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let mut edit = Edit::line("", 8);
        edit.insert("katae\u{301}x😀");
        assert_eq!((edit.text(), edit.is_full()), ("katae\u{301}x", true));
        assert_eq!(edit.key(KeyEvent::new(KeyCode::Char('é'), KeyModifiers::NONE)), Some(false));
        assert!(edit.is_full());
        assert_eq!(edit.key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE)), Some(true));
        assert!(!edit.is_full());
    }

    #[test]
    fn a_megabyte_that_is_pasted_costs_what_fits() {
        let mut edit = Edit::line("", 4_096);
        let started = std::time::Instant::now();
        for _ in 0..200 {
            edit.insert(&"e\u{301}".repeat(1 << 20));
            edit.go(0);
        }
        assert!(edit.is_full() && edit.text().len() <= 4_096);
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
    }
}

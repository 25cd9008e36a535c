//! A note being written: a box of lines, with an editor's usual keys.
//!
//! What is shown of it is fit for a terminal; a note may come from anywhere, even from somebody else's database. Its text
//! stays as it was written.

use super::Motion;
use super::edit::Edit;
use super::paint::{Row, set_letters};
use super::wrap::wrap;
use crate::text::display::{clip, columns, letters};
use crate::theme::{Meaning, Theme};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A note has at most so many bytes, some thirty pages; a text that is longer is no note, and each key lays it out anew.
pub const MOST: usize = 64 << 10;

/// So many changes can be taken back, of which each keeps the text as it was.
const BACK: usize = 100;

/// What is told where nothing is written yet.
const EMPTY: &str = "A note, in Markdown; left empty, it is taken away.";

/// What is told where there was no room for more.
const FULL: &str = "no more fits";

/// The note that is being written.
#[derive(Clone, Debug)]
pub struct Note {
    edit: Edit,
    /// What it is written on, in words.
    of: String,
    /// As it was before the last changes, and before those that were taken back.
    before: Vec<Edit>,
    behind: Vec<Edit>,
    /// What the last key did.
    last: Did,
    /// The column that moving up and down keeps to.
    column: Option<usize>,
}

/// What a key did to the text. Letters typed one after the other are one change.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Did {
    Move,
    Type,
    Change,
}

impl Note {
    /// A box with this note, on something.
    pub fn new(text: &str, of: String) -> Note {
        let edit = Edit::lines(text, MOST);
        Note { edit, of, before: Vec::new(), behind: Vec::new(), last: Did::Move, column: None }
    }

    /// What was written.
    pub fn text(&self) -> String {
        self.edit.text().trim().to_owned()
    }

    /// Takes a key that edits, in a box of this width.
    pub fn key(&mut self, key: KeyEvent, width: usize) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let motion = match key.code {
            KeyCode::Up => Some(Motion::By(-1)),
            KeyCode::Down => Some(Motion::By(1)),
            KeyCode::Char('p') if control => Some(Motion::By(-1)),
            KeyCode::Char('n') if control => Some(Motion::By(1)),
            KeyCode::PageUp => Some(Motion::HalfPages(-2)),
            KeyCode::PageDown => Some(Motion::HalfPages(2)),
            _ => None,
        };
        if let Some(motion) = motion {
            return self.go(motion, width);
        }
        self.column = None;
        match key.code {
            KeyCode::Char('u') if control => self.back(),
            KeyCode::Char('r') if control => self.again(),
            KeyCode::Char('j') if control => {
                let head = self.edit.line_start()..self.edit.cursor();
                self.change(Did::Change, |edit| edit.replace(head, ""));
            }
            KeyCode::Enter => self.change(Did::Change, |edit| edit.insert("\n")),
            KeyCode::Tab => self.change(Did::Change, |edit| edit.insert("    ")),
            KeyCode::Char(c) if !control => {
                // A word is what is taken back at once.
                let did = if c.is_whitespace() { Did::Change } else { Did::Type };
                self.change(did, |edit| _ = edit.key(key));
            }
            _ => self.change(Did::Change, |edit| _ = edit.key(key)),
        }
    }

    /// Takes pasted text.
    pub fn insert(&mut self, text: &str) {
        self.column = None;
        self.change(Did::Change, |edit| edit.insert(text));
    }

    fn change(&mut self, did: Did, change: impl FnOnce(&mut Edit)) {
        let before = self.edit.clone();
        change(&mut self.edit);
        if before.text() == self.edit.text() {
            self.last = Did::Move;
            return;
        }
        if did != Did::Type || self.last != Did::Type {
            self.before.push(before);
            let old = self.before.len().saturating_sub(BACK);
            self.before.drain(..old);
        }
        self.behind.clear();
        self.last = did;
    }

    fn back(&mut self) {
        if let Some(before) = self.before.pop() {
            self.behind.push(std::mem::replace(&mut self.edit, before));
            self.last = Did::Move;
        }
    }

    fn again(&mut self) {
        if let Some(behind) = self.behind.pop() {
            self.before.push(std::mem::replace(&mut self.edit, behind));
            self.last = Did::Move;
        }
    }

    /// Moves by rows of a box of this width.
    fn go(&mut self, motion: Motion, width: usize) {
        let rows = rows(self.edit.text(), width);
        let here = row_of(&rows, self.edit.cursor());
        let text = self.edit.text();
        let column = self.column.unwrap_or_else(|| columns(&text[rows[here].start..self.edit.cursor()]));
        let there = rows[motion.apply(here, rows.len(), PAGE)].clone();
        let mut used = 0;
        let behind = letters(&text[there.clone()]).find(|letter| {
            used += letter.wide;
            used > column
        });
        // The end of a row that goes on in the next is the beginning of that.
        let goes_on = there.end < text.len() && !text[there.end..].starts_with('\n');
        let last = if goes_on { text[there.clone()].char_indices().next_back().map_or(0, |(at, _)| at) } else { there.len() };
        self.edit.go(there.start + behind.map_or(last, |letter| letter.at));
        (self.column, self.last) = (Some(column), Did::Move);
    }
}

/// Rows that a page moves by.
const PAGE: usize = 10;

/// The rows of a text in a box of this width, one at least: of each line as many as it takes, broken behind white space
/// where there is some. They leave a column free for the cursor.
fn rows(text: &str, width: usize) -> Vec<Range<usize>> {
    let room = width.saturating_sub(1).max(1);
    let mut rows = Vec::new();
    let mut from = 0;
    for line in text.split('\n') {
        let (mut start, mut used, mut gap) = (0, 0, None);
        for letter in letters(line) {
            while used + letter.wide > room && letter.at > start {
                let (end, before) = gap.take().filter(|(at, _)| *at > start).unwrap_or((letter.at, used));
                rows.push(from + start..from + end);
                (start, used) = (end, used - before);
            }
            used += letter.wide;
            let end = letter.at + letter.len;
            if line[letter.at..end].chars().all(char::is_whitespace) {
                gap = Some((end, used));
            }
        }
        rows.push(from + start..from + line.len());
        from += line.len() + 1;
    }
    rows
}

/// The row that a place of the text is in.
fn row_of(rows: &[Range<usize>], at: usize) -> usize {
    rows.partition_point(|row| row.start <= at).saturating_sub(1)
}

/// Draws it into the inside of an overlay.
pub fn view(note: &Note, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    let head = inner.height.saturating_sub(4).min(2);
    let (of, _) = clip(&note.of, inner.area() as usize);
    let lines = wrap(&of, inner.width as usize, &[]);
    for (y, line) in lines.iter().take(head as usize).enumerate() {
        if let Some(mut row) = Row::new(buf, theme, inner, y) {
            row.put(line.of(&of), Meaning::Dim);
        }
    }
    let foot = u16::from(inner.height > 2);
    if let Some(mut row) = Row::new(buf, theme, inner, inner.height.saturating_sub(1) as usize).filter(|_| foot > 0) {
        if note.edit.is_full() {
            row.put_right(FULL, Meaning::Error, 0);
        }
        row.put_keys(&[("Esc", "keep"), ("Ctrl-c", "drop"), ("Ctrl-o", "$EDITOR")]);
    }
    let area = Rect { y: inner.y + head, height: inner.height.saturating_sub(head + foot), ..inner }.intersection(buf.area);
    view_text(note.edit.text(), note.edit.cursor(), theme, area, buf);
}

fn view_text(text: &str, cursor: usize, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let plain = theme.style(Meaning::Overlay).patch(theme.style(Meaning::Input)).not_underlined();
    let rows = rows(text, area.width as usize);
    let here = row_of(&rows, cursor);
    let top = (here + 1).saturating_sub(area.height as usize);
    for (at, row) in rows.iter().enumerate().skip(top).take(area.height as usize) {
        let place = (area.x, area.y + (at - top) as u16);
        let words = &text[row.clone()];
        if at != here {
            set_letters(buf, place, area.right(), words, plain);
            continue;
        }
        let (before, behind) = words.split_at(cursor - row.start);
        let x = set_letters(buf, place, area.right(), before, plain);
        let (chosen, behind) = behind.split_at(behind.graphemes(true).next().map_or(0, str::len));
        let chosen = if columns(chosen) > 0 { chosen } else { " " };
        let x = set_letters(buf, (x, place.1), area.right(), chosen, plain.patch(theme.style(Meaning::Selected)));
        set_letters(buf, (x, place.1), area.right(), behind, plain);
    }
    if text.is_empty() && area.height > 0 {
        let style = theme.style(Meaning::Dim);
        let x = area.x + area.width.min(1);
        set_letters(buf, (x, area.y), area.right(), EMPTY, style);
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::tests::{any_key, any_text};
    use super::*;
    use proptest::prelude::*;

    fn press(note: &mut Note, code: KeyCode, modifiers: KeyModifiers) {
        note.key(KeyEvent::new(code, modifiers), 20);
    }

    #[test]
    fn keys_of_an_editor() {
        let mut note = Note::new("satu\ndua tiga", String::new());
        for (code, modifiers, want) in [
            (KeyCode::Char('!'), KeyModifiers::NONE, "satu\ndua tiga!"),
            (KeyCode::Char('w'), KeyModifiers::CONTROL, "satu\ndua "),
            (KeyCode::Char('u'), KeyModifiers::CONTROL, "satu\ndua tiga!"),
            (KeyCode::Char('u'), KeyModifiers::CONTROL, "satu\ndua tiga"),
            (KeyCode::Char('r'), KeyModifiers::CONTROL, "satu\ndua tiga!"),
            (KeyCode::Char('j'), KeyModifiers::CONTROL, "satu\n"),
            (KeyCode::Up, KeyModifiers::NONE, "satu\n"),
            (KeyCode::Char('k'), KeyModifiers::CONTROL, "\n"),
            (KeyCode::Enter, KeyModifiers::NONE, "\n\n"),
            (KeyCode::Tab, KeyModifiers::NONE, "\n    \n"),
        ] {
            press(&mut note, code, modifiers);
            assert_eq!(note.edit.text(), want, "{code:?}");
        }
        note.insert("a\r\nb\rc\td");
        assert_eq!(note.edit.text(), "\n    a\nb\nc d\n");
    }

    #[test]
    fn moving_up_and_down_keeps_the_column() {
        let mut note = Note::new("a panjang sekali\n\nb panjang juga", String::new());
        let mut at = |code| {
            press(&mut note, code, KeyModifiers::NONE);
            note.edit.cursor()
        };
        assert_eq!([at(KeyCode::Up), at(KeyCode::Up), at(KeyCode::Down), at(KeyCode::Down)], [17, 14, 17, 32]);
        assert_eq!([at(KeyCode::PageUp), at(KeyCode::End), at(KeyCode::Home)], [14, 16, 0]);
    }

    /// A note of the longest size, typed letter by letter and drawn after each, is a matter of a moment.
    #[test]
    fn a_long_note_costs_a_key_what_it_shows() {
        let started = std::time::Instant::now();
        let mut note = Note::new("", String::new());
        for n in 0..16_000 {
            press(&mut note, KeyCode::Char(if n % 7 == 0 { ' ' } else { 'a' }), KeyModifiers::NONE);
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
        note.insert(&"kata ".repeat(MOST));
        assert!(note.edit.is_full() && note.edit.text().len() <= MOST);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn any_note_is_drawn_with_its_cursor_at_any_size(
            text in any_text(), keys in prop::collection::vec(any_key(), 0..40), size in (0u16..40, 0u16..12),
        ) {
            let theme = Theme::default();
            let mut note = Note::new(&text, text.clone());
            for key in keys {
                note.key(key, size.0 as usize);
                let rows = rows(note.edit.text(), size.0 as usize);
                let whole: String = rows.iter().map(|row| &note.edit.text()[row.clone()]).collect();
                prop_assert_eq!(whole, note.edit.text().replace('\n', ""));
                let area = Rect::new(0, 0, size.0, size.1);
                let mut buf = Buffer::empty(area);
                view(&note, &theme, area, &mut buf);
                let again = buf.clone();
                view(&note, &theme, area, &mut buf);
                prop_assert_eq!(&again, &buf);
                for cell in &buf.content {
                    prop_assert!(columns(cell.symbol()) > 0 && !cell.symbol().chars().any(crate::text::display::hidden));
                }
                if size.0 > 8 && size.1 > 0 {
                    let cursor = theme.style(Meaning::Selected);
                    prop_assert!(buf.content.iter().any(|cell| cursor.bg.is_none_or(|bg| cell.bg == bg)), "no cursor");
                }
            }
        }
    }
}

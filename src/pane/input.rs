//! A line of text being typed, and what the keys beside it mean.

use super::Motion;
use super::edit::Edit;
use super::paint::Row;
use crate::text::display::{columns, letters};
use crate::theme::Meaning;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A line has at most so many bytes, as a query has: what is longer is a mistake of the clipboard, and every list would be
/// asked for it at each key.
pub const MOST: usize = crate::search::query::MAX_BYTES;

/// What is told at the end of a line in which there was no room for more.
const FULL: &str = " no more fits ";

/// Text and cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input(Edit);

impl Default for Input {
    fn default() -> Input {
        Input::new("")
    }
}

impl Input {
    /// An input with this text, the cursor at its end.
    pub fn new(text: &str) -> Input {
        Input(Edit::line(text, MOST))
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// Byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.0.cursor()
    }

    /// Puts text in the place of these bytes, and the cursor behind it.
    pub fn replace(&mut self, at: Range<usize>, text: &str) {
        self.0.replace(at, text);
    }

    /// Puts text at the cursor; line ends and control characters become spaces.
    pub fn insert(&mut self, text: &str) {
        self.0.insert(text);
    }

    /// Takes an editing key. `None` when the key does not edit, else whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> Option<bool> {
        self.0.key(key)
    }

    /// Draws it with its cursor; of a long text the part around the cursor. `wrong` are bytes to be marked as such, the
    /// place behind them where there are none. That there was no room is told at the end.
    pub fn view(&self, row: &mut Row<'_>, wrong: Option<Range<usize>>) {
        if self.0.is_full() {
            row.put_right(FULL, Meaning::Error, 4);
        }
        let (text, cursor, behind) = (self.text(), self.cursor(), self.0.after());
        let wrong = wrong.map(|at| if at.is_empty() { at.start..at.start + 1 } else { at }).unwrap_or(0..0);
        let meaning = |at: usize, end: usize| match () {
            () if cursor == at || cursor < at && at < behind => Meaning::Selected,
            () if at < wrong.end && wrong.start < end => Meaning::Error,
            () => Meaning::Input,
        };
        let first = self.first(row.room().saturating_sub(1).max(1));
        for letter in letters(&text[first..]) {
            let at = first + letter.at;
            let shown = if letter.wide == 0 && at == cursor { " " } else { &letter.shown };
            if columns(shown) > row.room() {
                return;
            }
            row.put(shown, meaning(at, at + letter.len));
        }
        // Behind the text there is a space, for the cursor or for what is missing.
        if cursor == text.len() || wrong.contains(&text.len()) {
            row.put(" ", meaning(text.len(), text.len() + 1));
        }
    }

    /// Where what is shown begins, so that it reaches to the cursor and past it in so many columns.
    fn first(&self, room: usize) -> usize {
        let (text, cursor) = (self.text(), self.cursor());
        let mut used = columns(&text[cursor..self.0.after()]).max(1);
        let before = text[..cursor].grapheme_indices(true).rev().take_while(|(_, cluster)| {
            used += columns(cluster);
            used <= room
        });
        before.last().map_or(cursor, |(at, _)| at)
    }
}

/// The movement that a key asks for among what is chosen from while one types.
pub fn motion(key: KeyEvent) -> Option<Motion> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Down => Motion::By(1),
        KeyCode::Up => Motion::By(-1),
        KeyCode::Char('n') if control => Motion::By(1),
        KeyCode::Char('p') if control => Motion::By(-1),
        KeyCode::PageDown => Motion::HalfPages(2),
        KeyCode::PageUp => Motion::HalfPages(-2),
        _ => return None,
    })
}

/// Whether a key leaves what is typed as it was.
pub fn leaves(key: KeyEvent) -> bool {
    key.code == KeyCode::Esc || key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}

#[cfg(test)]
mod tests {
    use super::super::edit::tests::{any_key, any_text};
    use super::*;
    use crate::theme::Theme;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn keys_edit_the_text() {
        let mut input = Input::new("dua kata");
        let mut type_key = |code, modifiers| input.key(KeyEvent::new(code, modifiers));
        let none = KeyModifiers::NONE;
        assert_eq!(type_key(KeyCode::Char('w'), KeyModifiers::CONTROL), Some(true));
        assert_eq!(type_key(KeyCode::Char('é'), none), Some(true));
        assert_eq!(type_key(KeyCode::Left, none), Some(false));
        assert_eq!(type_key(KeyCode::Backspace, none), Some(true));
        assert_eq!(type_key(KeyCode::Delete, none), Some(true));
        assert_eq!(type_key(KeyCode::Delete, none), Some(false));
        assert_eq!(type_key(KeyCode::Enter, none), None);
        assert_eq!(input.text(), "dua");
        input.insert("\n!");
        assert_eq!(input.text(), "dua !");
    }

    /// The cells of an input in a row of this width, and which of them have the meaning of the cursor.
    fn drawn(input: &Input, width: u16, wrong: Option<Range<usize>>) -> (Vec<String>, Vec<usize>) {
        let (theme, area) = (Theme::default(), Rect::new(0, 0, width, 1));
        let mut buf = Buffer::empty(area);
        if let Some(mut row) = Row::new(&mut buf, &theme, area, 0) {
            input.view(&mut row, wrong);
        }
        let cursor = ratatui::style::Style::reset().patch(theme.style(Meaning::Selected));
        let chosen = buf.content.iter().enumerate().filter(|(_, cell)| {
            cell.style().add_modifier.contains(cursor.add_modifier) && Some(cell.bg) == cursor.bg && Some(cell.fg) == cursor.fg
        });
        let chosen = chosen.map(|(at, _)| at).collect();
        (buf.content.iter().map(|cell| cell.symbol().to_owned()).collect(), chosen)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

        #[test]
        fn any_line_shows_whole_letters_and_its_cursor_in_any_width(
            text in any_text(), keys in prop::collection::vec(any_key(), 0..20), width in 1u16..60, wrong in (0usize..80, 0usize..80),
        ) {
            let mut input = Input::new("");
            input.insert(&text);
            keys.into_iter().for_each(|key| _ = input.key(key));
            let wrong = (wrong.0 <= wrong.1).then_some(wrong.0..wrong.1);
            let (cells, cursor) = drawn(&input, width, wrong);
            let whole: Vec<String> = letters(input.text()).map(|letter| letter.shown.into_owned()).collect();
            for cell in cells.iter().filter(|cell| *cell != " ") {
                prop_assert!(whole.contains(cell), "{:?} is no letter of {:?}", cell, input.text());
            }
            let wide = columns(&input.text()[input.cursor()..input.0.after()]).max(1);
            if wide + 1 < width as usize {
                prop_assert_eq!(cursor.len(), wide, "{:?} {:?} {:?}", input, cells, cursor);
            }
        }
    }
}

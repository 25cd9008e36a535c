//! A line of text being typed, and what the keys beside it mean.

use super::Motion;
use super::paint::Row;
use crate::theme::Meaning;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::ops::Range;

/// Text and cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// Byte offset, on a character boundary.
    cursor: usize,
}

impl Input {
    /// An input with this text, the cursor at its end.
    pub fn new(text: &str) -> Input {
        Input { text: text.to_owned(), cursor: text.len() }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts text in the place of these bytes, and the cursor behind it.
    pub fn replace(&mut self, at: Range<usize>, text: &str) {
        if self.text.get(at.clone()).is_some() {
            self.text.replace_range(at.clone(), text);
            self.cursor = at.start + text.len();
        }
    }

    /// Puts text at the cursor; line ends and control characters become spaces.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if c.is_control() { ' ' } else { c };
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    /// Takes an editing key. `None` when the key does not edit, else whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> Option<bool> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let before = self.text.len();
        match key.code {
            KeyCode::Char(c) if !control && !key.modifiers.contains(KeyModifiers::ALT) => self.insert(&c.to_string()),
            KeyCode::Char('w') if control => {
                let head = self.text[..self.cursor].trim_end();
                self.cut(head.rfind(char::is_whitespace).map_or(0, |at| at + 1));
            }
            KeyCode::Char('u') if control => self.cut(0),
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Char('e') if control => self.cursor = self.text.len(),
            KeyCode::Char('h') if control => self.cut(self.before()),
            KeyCode::Backspace => self.cut(self.before()),
            KeyCode::Delete => {
                let end = self.after();
                self.text.drain(self.cursor..end);
            }
            KeyCode::Left => self.cursor = self.before(),
            KeyCode::Right => self.cursor = self.after(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            _ => return None,
        }
        Some(self.text.len() != before)
    }

    /// Draws it with its cursor; of a long text the part around the cursor. `wrong` are bytes to be marked as such, the
    /// place behind them where there are none.
    pub fn view(&self, row: &mut Row<'_>, wrong: Option<Range<usize>>) {
        let room = row.room().saturating_sub(1).max(1);
        let chars = self.text[..self.cursor].chars().count();
        let skip = (chars + 1).saturating_sub(room);
        let start = self.text.char_indices().nth(skip).map_or(0, |(at, _)| at).min(self.cursor);
        let end = self.after();
        let wrong = wrong.map(|at| if at.is_empty() { at.start..at.start + 1 } else { at }).unwrap_or(0..0);
        let mut edges = vec![start, self.cursor, end.max(self.cursor + 1), self.text.len()];
        edges.extend([wrong.start, wrong.end].map(|at| at.max(start)));
        edges.sort_unstable();
        edges.dedup();
        for pair in edges.windows(2) {
            // Behind the text there is a space, for the cursor or for what is missing.
            let part = self.text.get(pair[0]..pair[1]).unwrap_or(" ");
            let meaning = match pair[0] {
                at if at == self.cursor => Meaning::Selected,
                at if wrong.contains(&at) => Meaning::Error,
                _ => Meaning::Input,
            };
            row.put(part, meaning);
        }
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].char_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..].chars().next().map_or(self.cursor, |c| self.cursor + c.len_utf8())
    }

    fn cut(&mut self, from: usize) {
        self.text.drain(from..self.cursor);
        self.cursor = from;
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
    use super::*;

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
}

//! A note being written: a box of lines, with an editor's usual keys.
//!
//! What is shown of it is fit for a terminal; a note may come from anywhere, even from somebody else's database.

use super::paint::Row;
use super::wrap::wrap;
use crate::text::display::sanitize;
use crate::theme::{Meaning, Theme};
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

/// The note that is being written.
#[derive(Clone, Debug)]
pub struct Note {
    area: TextArea<'static>,
    /// What it is written on, in words.
    of: String,
}

impl Note {
    /// A box with this note, on something.
    pub fn new(text: &str, of: String) -> Note {
        let mut area = TextArea::new(sanitize(text).lines().map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_tab_length(4);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Note { area, of }
    }

    /// What was written.
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim().to_owned()
    }

    /// Takes a key that edits.
    pub fn key(&mut self, key: KeyEvent) {
        self.area.input(key);
    }

    /// Takes pasted text.
    pub fn insert(&mut self, text: &str) {
        self.area.insert_str(&*sanitize(text));
    }
}

/// Draws it into the inside of an overlay.
pub fn view(note: &Note, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    let head = inner.height.saturating_sub(4).min(2);
    let of = sanitize(&note.of).replace('\n', " ");
    let lines = wrap(&of, inner.width as usize, &[]);
    for (y, line) in lines.iter().take(head as usize).enumerate() {
        if let Some(mut row) = Row::new(buf, theme, inner, y) {
            row.put(line.of(&of), Meaning::Dim);
        }
    }
    let foot = u16::from(inner.height > 2);
    if let Some(mut row) = Row::new(buf, theme, inner, inner.height.saturating_sub(1) as usize).filter(|_| foot > 0) {
        row.put_keys(&[("Esc", "keep"), ("Ctrl-c", "drop"), ("Ctrl-o", "$EDITOR")]);
    }
    let text = Rect { y: inner.y + head, height: inner.height.saturating_sub(head + foot), ..inner };
    let mut area = note.area.clone();
    area.set_style(theme.style(Meaning::Overlay).patch(theme.style(Meaning::Input)).not_underlined());
    area.set_cursor_line_style(ratatui::style::Style::default());
    area.set_cursor_style(theme.style(Meaning::Selected));
    area.set_placeholder_text("A note, in Markdown; left empty, it is taken away.");
    area.set_placeholder_style(theme.style(Meaning::Dim));
    area.render(text, buf);
}

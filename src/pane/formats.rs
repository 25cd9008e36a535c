//! Choosing how quotes are written to a file, and which of them: those that were reviewed, or all.

use super::Motion;
use super::paint::{Row, view_told};
use super::picker::view_rows;
use crate::export::quotes::{Choice, FORMATS, Format};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Columns of a format's name.
const NAME: usize = 12;

/// What is chosen.
#[derive(Copy, Clone, Debug)]
pub struct Formats {
    /// Which quotes.
    pub choice: Choice,
    selected: usize,
}

impl Formats {
    /// The first format, of these quotes.
    pub fn new(choice: Choice) -> Formats {
        Formats { choice, selected: 0 }
    }

    /// Moves the choice.
    pub fn go(&mut self, motion: Motion) {
        self.selected = motion.apply(self.selected, FORMATS.len(), 10);
    }

    /// Takes the other quotes.
    pub fn turn(&mut self) {
        self.choice = match self.choice {
            Choice::Reviewed => Choice::All,
            Choice::All => Choice::Alleged,
            Choice::Alleged => Choice::Reviewed,
        };
    }

    /// The chosen format.
    pub fn chosen(&self) -> Option<&'static Format> {
        FORMATS.get(self.selected)
    }
}

/// Draws the list into the inside of an overlay.
pub fn view(formats: &Formats, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    if let Some(mut row) = Row::new(buf, theme, inner, 0) {
        row.put_right(" Tab: others, Enter: name the file", Meaning::Dim, 30);
        row.put("quotes ", Meaning::Dim).put(formats.choice.told(), Meaning::StatusMode);
    }
    let area = super::help::text_area(inner);
    view_rows(FORMATS, formats.selected, theme, area, buf, |format, row| {
        row.field(format.name, NAME, Meaning::Text).skip(1).put(format.help, Meaning::KeyHelp);
    });
    // What of the chosen one has no room in its row stands below, in full.
    let below = FORMATS.len() as u16 + 1;
    if let Some(format) = formats.chosen().filter(|format| format.help.width() + NAME + 2 > area.width as usize) {
        let rest = Rect { y: area.y + below.min(area.height), height: area.height.saturating_sub(below), ..area };
        view_told(format.help, theme, rest, buf);
    }
}

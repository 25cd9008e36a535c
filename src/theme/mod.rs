//! Meaning → style.
//!
//! A theme is data: a file of `themes/`, embedded in the program, or one of the user's folder, which may inherit from
//! another and change a line. `Text` gives the colours of the whole screen and every other style is laid over it
//! (patched), so a view fills its area with `Text` first. This module must not know what the panes look like.

mod meaning;

pub use meaning::Meaning;

use ratatui::style::{Modifier, Style};

/// A theme: a style for each meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its name: that of its file, without the ending.
    pub name: String,
    styles: Vec<Style>,
}

impl Theme {
    /// The style of a meaning: to be laid over what is below it.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles.get(meaning as usize).copied().unwrap_or_default()
    }
}

impl Default for Theme {
    fn default() -> Theme {
        let mut styles = vec![Style::new(); Meaning::ALL.len()];
        styles[Meaning::Selected as usize] = Style::new().add_modifier(Modifier::REVERSED);
        Theme { name: "mono".to_owned(), styles }
    }
}

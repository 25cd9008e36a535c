//! Meaning → style.
//!
//! A theme is data: a file of `themes/`, embedded in the program, or one of the user's folder, which may inherit from
//! another and change a line. `Text` gives the colours of the whole screen and every other style is laid over it
//! (patched), so a view fills its area with `Text` first. This module must not know what the panes look like.

mod colour;
mod file;
mod meaning;

pub use colour::{Depth, contrast};
pub use meaning::Meaning;

use crate::setting::{Fault, suggestion};
use ratatui::style::Style;

/// The embedded themes by name, in the order in which they are gone through.
const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
    ("mono", include_str!("../../themes/mono.toml")),
    ("terminal", include_str!("../../themes/terminal.toml")),
];

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

    /// The names of the embedded themes.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// An embedded theme.
    pub fn built_in(name: &str) -> Result<Theme, String> {
        let Some((name, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) else {
            return Err(format!("unknown theme `{name}`{}", suggestion(name, Theme::built_in_names())));
        };
        let faults = match file::parse(name, &format!("themes/{name}.toml"), text, &Theme::built_in) {
            Ok(theme) => return Ok(theme),
            Err(faults) => faults,
        };
        Err(faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; "))
    }

    /// Reads a theme file; it may inherit from an embedded theme. `file` is named in faults.
    pub fn parse(name: &str, file: &str, text: &str) -> Result<Theme, Vec<Fault>> {
        file::parse(name, file, text, &Theme::built_in)
    }

    /// The theme with the colours that a terminal of this depth can show.
    #[must_use]
    pub fn reduced(mut self, depth: Depth) -> Theme {
        for style in &mut self.styles {
            style.fg = style.fg.map(|c| colour::reduce(c, depth));
            style.bg = style.bg.map(|c| colour::reduce(c, depth));
        }
        self
    }

    /// A theme without any style.
    fn plain() -> Theme {
        Theme { name: "plain".to_owned(), styles: vec![Style::new(); Meaning::ALL.len()] }
    }
}

impl Default for Theme {
    /// The theme `dark`.
    fn default() -> Theme {
        Theme::built_in("dark").unwrap_or_else(|_| Theme::plain())
    }
}

#[cfg(test)]
mod tests;

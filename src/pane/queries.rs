//! The queries saved by name: choosing one, and giving the present one a name.

use super::picker::{Offer, Picker};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What there is to filter by, and to save.
#[derive(Clone, Debug)]
pub struct Queries {
    /// The queries that are saved.
    pub saved: Vec<Saved>,
    /// The query of the filtered list, which can be saved.
    pub present: Option<Box<str>>,
    /// Whether that is what the list was opened for: it stands first then.
    pub saving: bool,
}

/// A query saved by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: Box<str>,
    /// As it was written.
    pub query: Box<str>,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// To filter by this query.
    Use(Saved),
    /// To save the present query by this name.
    Save(Saved),
}

impl Offer for Queries {
    type Row = Picked;
    const PROMPT: &'static str = "name ";
    const KEYS: &'static [(&'static str, &'static str)] =
        &[("Enter", "filter by it, or save"), ("Ctrl-x", "forget it"), ("Esc", "close")];

    fn count(&self) -> usize {
        self.saved.len()
    }

    fn words(&self, item: usize, out: &mut String) {
        self.saved.get(item).into_iter().for_each(|own| out.push_str(&format!("{} {}", own.name, own.query)));
    }

    fn rows(&self, found: &[u32], typed: &str) -> Vec<Picked> {
        let used = found.iter().filter_map(|item| self.saved.get(*item as usize).cloned()).map(Picked::Use);
        let present = self.present.clone().filter(|_| !typed.is_empty());
        let save = present.map(|query| Picked::Save(Saved { name: typed.into(), query }));
        let (first, last) = if self.saving { (save, None) } else { (None, save) };
        first.into_iter().chain(used).chain(last).collect()
    }

    fn nothing(&self) -> &'static str {
        match (&self.present, self.saved.is_empty()) {
            (Some(_), _) => "Type a name for the query of this list.",
            (None, true) => "No query is saved; filter a list (f), and save its query here or by Ctrl-s.",
            (None, false) => "Nothing matches.",
        }
    }
}

/// Draws it into the inside of an overlay.
pub fn view(queries: &Picker<Queries>, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    queries.view(theme, inner, buf, |picked, row| {
        match picked {
            Picked::Use(saved) => row.field(&saved.name, 24, Meaning::Title).skip(1).put(&saved.query, Meaning::Input),
            Picked::Save(saved) => {
                row.put("save ", Meaning::KeyHelp).put(&saved.query, Meaning::Input);
                row.put(" as ", Meaning::KeyHelp).put(&saved.name, Meaning::Title)
            }
        };
    });
}

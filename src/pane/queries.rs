//! The queries saved by name: choosing one, and giving the present one a name.

use super::Motion;
use super::input::Input;
use super::paint::Row;
use crate::search::{Fuzzy, atoms, rank};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::ControlFlow;

/// What is typed and chosen.
#[derive(Clone, Debug)]
pub struct Queries {
    /// What is typed.
    pub input: Input,
    /// The query of the filtered list, which can be saved.
    pub present: Option<Box<str>>,
    saved: Vec<Saved>,
    found: Vec<u32>,
    selected: usize,
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

impl Queries {
    /// A choice among these; `present` can be saved.
    pub fn new(saved: Vec<Saved>, present: Option<Box<str>>) -> Queries {
        let found = (0..saved.len() as u32).collect();
        Queries { input: Input::default(), present, saved, found, selected: 0 }
    }

    /// Takes what is saved now.
    pub fn take(&mut self, saved: Vec<Saved>) {
        self.saved = saved;
        let chosen = self.selected;
        self.refresh();
        self.selected = chosen.min(self.len().saturating_sub(1));
    }

    /// Works out what matches; to be called when what is typed changed.
    pub fn refresh(&mut self) {
        let saved = &self.saved;
        let text = |item: u32, out: &mut String| {
            saved.get(item as usize).into_iter().for_each(|own| *out = format!("{} {}", own.name, own.query));
        };
        let mut found = Vec::new();
        if self.input.text().trim().is_empty() {
            found = (0..saved.len() as u32).collect();
        } else {
            rank(&Fuzzy::default(), &atoms(self.input.text()), saved.len(), text, &mut |items, _| {
                found = items;
                ControlFlow::Continue(())
            });
        }
        (self.found, self.selected) = (found, 0);
    }

    /// The present query under the name that is typed, where both are there.
    fn to_save(&self) -> Option<Saved> {
        let name = Some(self.input.text().trim()).filter(|name| !name.is_empty())?;
        Some(Saved { name: name.into(), query: self.present.clone()? })
    }

    fn len(&self) -> usize {
        self.found.len() + usize::from(self.to_save().is_some())
    }

    fn at(&self, row: usize) -> Option<Picked> {
        match self.found.get(row) {
            Some(item) => self.saved.get(*item as usize).cloned().map(Picked::Use),
            None if row == self.found.len() => self.to_save().map(Picked::Save),
            None => None,
        }
    }

    /// Moves the choice.
    pub fn go(&mut self, motion: Motion) {
        self.selected = motion.apply(self.selected, self.len(), 10);
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<Picked> {
        self.at(self.selected)
    }
}

/// Draws it into the inside of an overlay.
pub fn view(queries: &Queries, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    if let Some(mut row) = Row::new(buf, theme, inner, 0) {
        row.put("name ", Meaning::Dim);
        queries.input.view(&mut row, None);
    }
    let area = super::help::text_area(inner);
    let foot = u16::from(area.height > 3);
    let page = area.height.saturating_sub(foot) as usize;
    let top = (queries.selected + 1).saturating_sub(page);
    for (y, at) in (top..queries.len()).take(page).enumerate() {
        let Some(row) = Row::new(buf, theme, area, y) else { break };
        let chosen = at == queries.selected;
        let mut row = if chosen { row.over(Meaning::Selected) } else { row };
        row.put(if chosen { Meaning::Selected.glyph() } else { " " }, Meaning::Selected);
        match queries.at(at) {
            Some(Picked::Use(saved)) => {
                row.field(&saved.name, 24, Meaning::Title).skip(1).put(&saved.query, Meaning::Input);
            }
            Some(Picked::Save(saved)) => {
                row.put("save ", Meaning::KeyHelp).put(&saved.query, Meaning::Input);
                row.put(" as ", Meaning::KeyHelp).put(&saved.name, Meaning::Title);
            }
            None => {}
        }
    }
    if queries.len() == 0
        && let Some(mut row) = Row::new(buf, theme, area, 0)
    {
        let nothing = match (&queries.present, queries.saved.is_empty()) {
            (Some(_), _) => "Type a name for the query of this list.",
            (None, true) => "No query is saved; filter a list (f), and save its query here or by Ctrl-s.",
            (None, false) => "Nothing matches.",
        };
        row.put(nothing, Meaning::Dim);
    }
    if let Some(mut row) = Row::new(buf, theme, area, area.height.saturating_sub(1) as usize).filter(|_| foot > 0) {
        for (key, what) in [("Enter", "filter by it, or save"), ("Ctrl-x", "forget it"), ("Esc", "close")] {
            row.put(key, Meaning::KeyHint).put(" ", Meaning::Overlay).put(what, Meaning::KeyHelp).put("  ", Meaning::Overlay);
        }
    }
}

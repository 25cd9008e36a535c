//! Choosing a name out of many, or giving a new one: what is typed narrows the list, and is itself the last choice.

use super::Motion;
use super::input::Input;
use super::paint::Row;
use crate::model::QuoteRef;
use crate::search::{Fuzzy, atoms, rank};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::ControlFlow;

/// How many names are looked through at each key, so that a key is drawn within a frame however many there are.
const LOOKED: usize = 20_000;

/// What is typed and chosen.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What is typed.
    pub input: Input,
    rows: Vec<(Box<str>, QuoteRef)>,
    found: Vec<u32>,
    selected: usize,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A row of the list: the name, and a quote of whoever bears it.
    Row(Box<str>, QuoteRef),
    /// A name that was typed.
    Name(Box<str>),
    /// Nobody.
    Nobody,
}

impl Chooser {
    /// A choice among these, the most likely first.
    pub fn new(rows: Vec<(Box<str>, QuoteRef)>) -> Chooser {
        let found = (0..rows.len() as u32).collect();
        Chooser { input: Input::default(), rows, found, selected: 0 }
    }

    /// Finds everybody's quote again in another snapshot; who has none there leaves the list.
    pub fn carry(&mut self, place: impl Fn(QuoteRef) -> Option<QuoteRef>) {
        self.rows = std::mem::take(&mut self.rows).into_iter().filter_map(|(name, at)| Some((name, place(at)?))).collect();
        let chosen = self.selected;
        self.refresh();
        self.selected = chosen.min(self.len().saturating_sub(1));
    }

    /// Works out what matches; to be called when what is typed changed.
    pub fn refresh(&mut self) {
        let rows = &self.rows;
        let text = |item: u32, out: &mut String| rows.get(item as usize).into_iter().for_each(|row| out.push_str(&row.0));
        let query = self.input.text();
        let mut found = Vec::new();
        if query.trim().is_empty() {
            found = (0..rows.len() as u32).collect();
        } else {
            rank(&Fuzzy::default(), &atoms(query), rows.len().min(LOOKED), text, &mut |items, _| {
                found = items;
                ControlFlow::Continue(())
            });
        }
        (self.found, self.selected) = (found, 0);
    }

    /// Rows shown: the names found, what was typed, nobody.
    fn len(&self) -> usize {
        self.found.len() + usize::from(self.typed().is_some()) + 1
    }

    fn typed(&self) -> Option<&str> {
        Some(self.input.text().trim()).filter(|text| !text.is_empty())
    }

    fn at(&self, row: usize) -> Picked {
        if let Some((name, own)) = self.found.get(row).and_then(|item| self.rows.get(*item as usize)) {
            return Picked::Row(name.clone(), *own);
        }
        match self.typed().filter(|_| row == self.found.len()) {
            Some(name) => Picked::Name(name.into()),
            None => Picked::Nobody,
        }
    }

    /// Moves the choice.
    pub fn go(&mut self, motion: Motion) {
        self.selected = motion.apply(self.selected, self.len(), 10);
    }

    /// What is chosen.
    pub fn chosen(&self) -> Picked {
        self.at(self.selected)
    }
}

/// Draws it into the inside of an overlay.
pub fn view(chooser: &Chooser, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    if let Some(mut row) = Row::new(buf, theme, inner, 0) {
        row.put("who ", Meaning::Dim);
        chooser.input.view(&mut row, None);
    }
    let area = super::help::text_area(inner);
    let page = area.height as usize;
    let top = (chooser.selected + 1).saturating_sub(page);
    for (y, at) in (top..chooser.len()).take(page).enumerate() {
        let Some(row) = Row::new(buf, theme, area, y) else { break };
        let chosen = at == chooser.selected;
        let mut row = if chosen { row.over(Meaning::Selected) } else { row };
        row.put(if chosen { Meaning::Selected.glyph() } else { " " }, Meaning::Selected);
        match chooser.at(at) {
            Picked::Row(name, _) => row.put(&name, Meaning::Speaker),
            Picked::Name(name) => row.put(&name, Meaning::Speaker).put("  as a new name", Meaning::Dim),
            Picked::Nobody => row.put("nobody can be said to have said it", Meaning::Unknown),
        };
    }
}

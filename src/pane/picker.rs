//! Picking from a list: what is typed narrows it, and one of the rows that are left is chosen.
//!
//! What is typed, what answers to it and which row is chosen are the same of every list; a list says what its items are
//! found by, and which rows it shows of those found: an offer of its own may stand among them.

use super::Motion;
use super::input::{self, Input};
use super::paint::{Row, view_told};
use crate::search::{Fuzzy, atoms, rank};
use crate::theme::{Meaning, Theme};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::ControlFlow;

/// How many items are looked through at each key, so that a key is drawn within a frame however many there are.
const LOOKED: usize = 20_000;

/// A list that is picked from.
pub trait Offer {
    /// What one of its rows is.
    type Row;
    /// What stands before what is typed.
    const PROMPT: &'static str;
    /// What its keys do, told at the right of what is typed.
    const HINT: &'static str = "";
    /// Keys with what they do, told below the list.
    const KEYS: &'static [(&'static str, &'static str)] = &[];

    /// How many items there are.
    fn count(&self) -> usize;
    /// Appends the words that an item is found by.
    fn words(&self, item: usize, out: &mut String);
    /// The rows shown, of the items that answer to what is typed, the best first.
    fn rows(&self, found: &[u32], typed: &str) -> Vec<Self::Row>;
    /// What is told where there are no rows.
    fn nothing(&self) -> &'static str {
        "Nothing matches."
    }
}

/// A list with what is typed and chosen.
#[derive(Clone, Debug)]
pub struct Picker<O: Offer> {
    offer: O,
    input: Input,
    rows: Vec<O::Row>,
    selected: usize,
}

/// What a key did.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// It edited, or moved the choice, or means nothing.
    Taken,
    /// What is chosen is meant.
    Enter,
    /// Nothing of it is.
    Leave,
}

impl<O: Offer> Picker<O> {
    /// Everything in its order, the first chosen.
    pub fn new(offer: O) -> Self {
        let mut picker = Picker { offer, input: Input::default(), rows: Vec::new(), selected: 0 };
        picker.refresh();
        picker
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<&O::Row> {
        self.rows.get(self.selected)
    }

    /// Changes the list; the choice stays where it is.
    pub fn change(&mut self, change: impl FnOnce(&mut O)) {
        change(&mut self.offer);
        let chosen = self.selected;
        self.refresh();
        self.go(Motion::To(chosen));
    }

    /// Works out what answers to what is typed: all of it in its order, if nothing is.
    fn refresh(&mut self) {
        let (offer, typed) = (&self.offer, self.input.text().trim());
        let mut found = Vec::new();
        if typed.is_empty() {
            found.extend(0..offer.count() as u32);
        } else {
            let words = |item: u32, out: &mut String| offer.words(item as usize, out);
            rank(&Fuzzy::default(), &atoms(typed), offer.count().min(LOOKED), words, &mut |items, _| {
                found = items;
                ControlFlow::Continue(())
            });
        }
        (self.rows, self.selected) = (offer.rows(&found, typed), 0);
    }

    /// Draws it into the inside of an overlay, each row as it `puts` it.
    pub fn view(&self, theme: &Theme, inner: Rect, buf: &mut Buffer, puts: impl Fn(&O::Row, &mut Row<'_>)) {
        if let Some(mut row) = Row::new(buf, theme, inner, 0) {
            row.put(O::PROMPT, Meaning::Dim).put_right(O::HINT, Meaning::Dim, 16);
            self.input.view(&mut row, None);
        }
        let mut area = super::help::text_area(inner);
        if !O::KEYS.is_empty() && area.height > 3 {
            area.height -= 1;
            if let Some(mut row) = Row::new(buf, theme, inner, inner.height as usize - 1) {
                row.put_keys(O::KEYS);
            }
        }
        view_rows(&self.rows, self.selected, theme, area, buf, puts);
        if self.rows.is_empty() {
            view_told(self.offer.nothing(), theme, area, buf);
        }
    }
}

/// What is done to a list that is picked from, whichever it is.
pub trait Pick {
    /// Takes a key.
    fn key(&mut self, key: KeyEvent) -> Pressed;
    /// Takes pasted text.
    fn paste(&mut self, text: &str);
    /// Moves the choice.
    fn go(&mut self, motion: Motion);
}

impl<O: Offer> Pick for Picker<O> {
    fn key(&mut self, key: KeyEvent) -> Pressed {
        match input::motion(key) {
            Some(motion) => self.go(motion),
            None if key.code == KeyCode::Enter => return Pressed::Enter,
            None if key.code == KeyCode::Backspace && self.input.text().is_empty() => return Pressed::Leave,
            None if input::leaves(key) => return Pressed::Leave,
            None if self.input.key(key) == Some(true) => self.refresh(),
            None => {}
        }
        Pressed::Taken
    }

    fn paste(&mut self, text: &str) {
        self.input.insert(text.trim());
        self.refresh();
    }

    fn go(&mut self, motion: Motion) {
        self.selected = motion.apply(self.selected, self.rows.len(), 10);
    }
}

/// Draws as many rows as there is room for, the chosen one among them.
pub fn view_rows<T>(rows: &[T], selected: usize, theme: &Theme, area: Rect, buf: &mut Buffer, puts: impl Fn(&T, &mut Row<'_>)) {
    let page = area.height as usize;
    let top = (selected + 1).saturating_sub(page);
    for (y, (at, own)) in rows.iter().enumerate().skip(top).take(page).enumerate() {
        let Some(row) = Row::new(buf, theme, area, y) else { break };
        let chosen = at == selected;
        let mut row = if chosen { row.over(Meaning::Selected) } else { row };
        row.put(if chosen { Meaning::Selected.glyph() } else { " " }, Meaning::Selected);
        puts(own, &mut row);
    }
}

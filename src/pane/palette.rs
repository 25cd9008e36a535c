//! The palette: every action by name, filtered as one types.

use super::Motion;
use super::input::Input;
use super::paint::Row;
use crate::action::{ACTIONS, Action};
use crate::keymap::Keymap;
use crate::search::{Fuzzy, atoms, rank};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::ControlFlow;

/// What is typed and chosen.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// What is typed.
    pub input: Input,
    selected: usize,
    found: Option<Vec<Action>>,
}

impl Palette {
    /// Works out what matches; to be called when what is typed changed.
    pub fn refresh(&mut self) {
        let text = |item: u32, out: &mut String| {
            let row = ACTIONS[item as usize];
            out.push_str(&format!("{} {}", row.name, row.help));
        };
        let mut found = Vec::new();
        rank(&Fuzzy::default(), &atoms(self.input.text()), ACTIONS.len(), text, &mut |items, _| {
            found = items.iter().map(|i| ACTIONS[*i as usize].action).collect();
            ControlFlow::Continue(())
        });
        // A name that begins as typed is what is meant.
        found.sort_by_key(|action| !action.row().name.starts_with(self.input.text()));
        self.found = Some(found);
        self.selected = 0;
    }

    /// The actions that match, the best first.
    fn found(&self) -> Vec<Action> {
        self.found.clone().unwrap_or_else(|| ACTIONS.iter().map(|row| row.action).collect())
    }

    /// Moves the choice.
    pub fn go(&mut self, motion: Motion) {
        self.selected = motion.apply(self.selected, self.found().len(), 10);
    }

    /// The chosen action.
    pub fn chosen(&self) -> Option<Action> {
        self.found().get(self.selected).copied()
    }
}

/// Draws the palette into the inside of an overlay.
pub fn view(palette: &Palette, keymap: &Keymap, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    if let Some(mut row) = Row::new(buf, theme, inner, 0) {
        row.put(":", Meaning::Dim);
        palette.input.view(&mut row, None);
    }
    let area = super::help::text_area(inner);
    let found = palette.found();
    let page = area.height as usize;
    let top = (palette.selected + 1).saturating_sub(page);
    for (y, action) in found.iter().skip(top).take(page).enumerate() {
        let Some(row) = Row::new(buf, theme, area, y) else { break };
        let chosen = top + y == palette.selected;
        let mut row = if chosen { row.over(Meaning::Selected) } else { row };
        row.put(if chosen { Meaning::Selected.glyph() } else { " " }, Meaning::Selected);
        row.field(action.row().name, 18, Meaning::Text).skip(1);
        row.put_right(&format!(" {}", keymap.keys_of(*action).join("  ")), Meaning::KeyHint, 24);
        row.put(action.row().help, Meaning::KeyHelp);
    }
    if found.is_empty()
        && let Some(mut row) = Row::new(buf, theme, area, 0)
    {
        row.put("No action matches.", Meaning::Dim);
    }
}

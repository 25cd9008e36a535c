//! The palette: every action by name, filtered as one types.

use super::picker::{Offer, Picker};
use crate::action::{ACTIONS, Action};
use crate::keymap::Keymap;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Every action.
#[derive(Clone, Debug)]
pub struct Actions;

impl Offer for Actions {
    type Row = Action;
    const PROMPT: &'static str = ":";

    fn count(&self) -> usize {
        ACTIONS.len()
    }

    fn words(&self, item: usize, out: &mut String) {
        if let Some(row) = ACTIONS.get(item) {
            out.push_str(&format!("{} {}", row.name, row.help));
        }
    }

    fn rows(&self, found: &[u32], typed: &str) -> Vec<Action> {
        let mut actions: Vec<Action> = found.iter().filter_map(|item| Some(ACTIONS.get(*item as usize)?.action)).collect();
        // A name that begins as typed is what is meant.
        actions.sort_by_key(|action| !action.row().name.starts_with(typed));
        actions
    }

    fn nothing(&self) -> &'static str {
        "No action matches."
    }
}

/// Draws the palette into the inside of an overlay.
pub fn view(palette: &Picker<Actions>, keymap: &Keymap, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    palette.view(theme, inner, buf, |action, row| {
        row.field(action.row().name, 18, Meaning::Text).skip(1);
        row.put_right(&format!(" {}", keymap.keys_of(*action).join("  ")), Meaning::KeyHint, 24);
        row.put(action.row().help, Meaning::KeyHelp);
    });
}

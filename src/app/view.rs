//! State → screen. Reads the state, changes nothing.

use super::State;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the whole screen into `area` of `buf`.
pub fn view(state: &State, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    buf.set_style(area, theme.style(Meaning::Text));
    if !area.is_empty() {
        let line = format!("{} articles", state.corpus.articles.len());
        buf.set_stringn(area.x, area.y, line, area.width as usize, theme.style(Meaning::Text));
    }
}

//! What is done to the timeline alone, from whichever pane: its scale.

use super::State;
use super::choose::focus;
use crate::pane::Focus;

/// Zooms so many steps out, or in where negative.
pub fn zoom(state: &mut State, by: isize) {
    show(state);
    if !state.timeline.zoom(by) {
        let end = if by < 0 { "finer" } else { "wider" };
        state.notice = Some(format!("A bar is a {} already; there is nothing {end}.", state.timeline.unit()));
    }
}

/// Lets the timeline choose its own scale.
pub fn fit(state: &mut State) {
    show(state);
    state.timeline.scale = None;
}

/// Brings the timeline to the screen, if it is not there.
fn show(state: &mut State) {
    if state.layout().inner(Focus::Timeline).is_empty() {
        focus(state, Focus::Timeline);
    }
}

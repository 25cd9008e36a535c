//! The mouse, where it is on: the wheel scrolls the pane under it, a click chooses, a click on what is chosen follows.

use super::choose::{choose, focus, follow};
use super::layout::inner;
use super::{Effect, State, prompt};
use crate::model::QuoteRef;
use crate::pane::{Board, Focus, Item, Motion, articles, board, queue, quotes, reader, speakers, timeline};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use std::sync::Arc;

/// Takes a mouse event.
pub fn take(state: &mut State, event: MouseEvent) -> Vec<Effect> {
    let by = match event.kind {
        MouseEventKind::ScrollDown => 3,
        MouseEventKind::ScrollUp => -3,
        MouseEventKind::Down(MouseButton::Left) => 0,
        _ => return Vec::new(),
    };
    if state.overlay.is_some() {
        let action = if by < 0 { crate::action::Action::Up } else { crate::action::Action::Down };
        return if by == 0 { Vec::new() } else { super::overlay::act(state, action, Some(3)) };
    }
    let Some((pane, area)) = state.layout().at(event.column, event.row) else { return Vec::new() };
    if by == 0 {
        click(state, pane, area, (event.column, event.row));
    } else if pane == Focus::Reader {
        let corpus = Arc::clone(&state.corpus);
        state.reader.go(&corpus, Motion::By(by));
    } else {
        focus(state, pane);
        super::update::move_list(state, pane, Motion::By(by.signum()));
    }
    Vec::new()
}

/// A click on an entry or on one of its sentences.
fn click_board(state: &mut State, own: Board, area: Rect, (x, y): (u16, u16)) {
    let entries = &mut state.boards[own as usize];
    let places = board::places(area, entries.inside);
    let before = (entries.inside, entries.list.item(), entries.detail.chosen());
    let row = |area: Rect, tall: usize| (y - area.y) as usize / tall.max(1);
    let there = if places.list.contains((x, y).into()) {
        entries.inside = false;
        entries.list.select_row(row(places.list, board::item_lines(places.list.width)))
    } else if places.detail.contains((x, y).into()) {
        let there = entries.detail.choose_row(row(places.detail, 1));
        entries.inside |= there;
        there
    } else {
        false
    };
    if there && before == (entries.inside, entries.list.item(), entries.detail.chosen()) {
        let _ = follow(state);
    } else if there {
        prompt::chosen(state, Focus::Board(own));
    }
}

fn click(state: &mut State, pane: Focus, area: Rect, (x, y): (u16, u16)) {
    focus(state, pane);
    let area = inner(area);
    let list = |area: Rect, tall: usize| y.checked_sub(area.y).map(|row| row as usize / tall.max(1));
    let row = match pane {
        Focus::Articles => list(area, articles::item_lines(area.width)),
        Focus::Speakers => list(area, speakers::item_lines(area.width)),
        Focus::Quotes => list(area, quotes::item_lines(area)),
        Focus::Timeline => list(timeline::parts(area).1, 1).map(|line| state.timeline.row_at(line, area)),
        Focus::Reader => list(reader::parts(area).1, 1),
        Focus::Board(own) => return click_board(state, own, area, (x, y)),
        Focus::Queue => list(queue::parts(area).1, 1),
    };
    let Some(row) = row else { return };
    if pane == Focus::Reader {
        let corpus = Arc::clone(&state.corpus);
        let quote = state.reader.quote_at(&corpus, row);
        if let (Some(article), Some(quote)) = (state.reader.article, quote) {
            choose(state, Item::Quote(QuoteRef { article, quote }), Focus::Reader);
        }
        return;
    }
    let before = state.list(pane).item();
    if state.list_mut(pane).select_row(row) {
        if state.list(pane).item() == before {
            let _ = follow(state);
        } else {
            prompt::chosen(state, pane);
        }
    }
}

//! The orders of the lists.

use super::State;
use crate::pane::Focus;

const NEWEST: &str = "newest first";
const OLDEST: &str = "oldest first";

/// The order of a pane's list in a word; the reader stands for the list of articles. A review has none of its own.
pub fn name(state: &State, focus: Focus) -> Option<&'static str> {
    Some(match focus {
        Focus::Articles | Focus::Reader => state.articles.sort.name(),
        Focus::Speakers => state.speakers.sort.name(),
        Focus::Timeline => state.timeline.sort.name(),
        Focus::Board(board) => state.boards[board as usize].order_name(board.face()),
        Focus::Quotes => {
            if state.quotes.oldest_first {
                OLDEST
            } else {
                NEWEST
            }
        }
        Focus::Queue => return None,
    })
}

/// Goes on to the next order; the list is not sorted by it yet.
pub fn next(state: &mut State, focus: Focus) -> Option<&'static str> {
    match focus {
        Focus::Articles | Focus::Reader => state.articles.sort = state.articles.sort.next(),
        Focus::Speakers => state.speakers.sort = state.speakers.sort.next(),
        Focus::Timeline => state.timeline.sort = state.timeline.sort.next(),
        Focus::Board(board) => {
            state.boards[board as usize].next_order(board.face());
        }
        Focus::Quotes => state.quotes.oldest_first = !state.quotes.oldest_first,
        Focus::Queue => {}
    }
    name(state, focus)
}

/// Goes on to the order of this name, if the list has it.
pub fn choose(state: &mut State, focus: Focus, wanted: &str) {
    let first = name(state, focus);
    while name(state, focus).is_some_and(|own| own != wanted) {
        if next(state, focus) == first {
            break;
        }
    }
}

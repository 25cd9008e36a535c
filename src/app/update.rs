//! Messages → changes of state and effects.

use super::{Effect, Msg, State};
use crate::action::Action;
use crate::keymap::Step;

/// Takes one message: changes the state and says what is to be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => match state.keymap.feed(&mut state.pending, key) {
            Step::Action(Action::Quit, _) => return vec![Effect::Quit],
            Step::Action(Action::NextTheme, _) => return vec![Effect::NextTheme],
            Step::Pending(_) => return vec![Effect::PendingTimer],
            _ => {}
        },
        Msg::Corpus(corpus) => state.corpus = corpus,
        Msg::Resize(width, height) => state.size = (width, height),
        Msg::Theme(theme) => state.theme = theme,
        _ => {}
    }
    Vec::new()
}

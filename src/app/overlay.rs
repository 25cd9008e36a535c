//! Keys and actions while help, palette, troubles or a list are laid over the panes.

use super::state::{Overlay, State};
use super::{Effect, annotate, correct, export, queries, timeline, update::act as act_below};
use crate::action::Action;
use crate::pane::Motion;
use crate::pane::troubles::Troubles;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Whether keys are typed into the overlay.
pub fn types(state: &State) -> bool {
    match &state.overlay {
        Some(Overlay::Palette(_) | Overlay::Facets(_) | Overlay::Queries(_) | Overlay::Speaker(..) | Overlay::Note(..)) => true,
        Some(Overlay::Help(help)) => help.typing,
        _ => false,
    }
}

/// Takes a key that is typed into the overlay.
pub fn key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    if let Some(Overlay::Note(..)) = state.overlay {
        return annotate::key(state, key);
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let motion = match key.code {
        KeyCode::Down => Some(Motion::By(1)),
        KeyCode::Up => Some(Motion::By(-1)),
        KeyCode::PageDown => Some(Motion::HalfPages(2)),
        KeyCode::PageUp => Some(Motion::HalfPages(-2)),
        KeyCode::Char('n') if control => Some(Motion::By(1)),
        KeyCode::Char('p') if control => Some(Motion::By(-1)),
        _ => None,
    };
    let leave = key.code == KeyCode::Esc || (control && key.code == KeyCode::Char('c'));
    match &mut state.overlay {
        Some(Overlay::Palette(palette)) => match (motion, key.code) {
            (Some(motion), _) => palette.go(motion),
            (None, KeyCode::Enter) => {
                let action = palette.chosen();
                state.overlay = None;
                return action.map(|action| act_below(state, action, None)).unwrap_or_default();
            }
            (None, KeyCode::Backspace) if palette.input.text().is_empty() => state.overlay = None,
            _ if leave => state.overlay = None,
            _ => {
                if palette.input.key(key) == Some(true) {
                    palette.refresh();
                }
            }
        },
        Some(Overlay::Help(help)) => match (motion, key.code) {
            (Some(motion), _) => help.go(&state.keymap, motion),
            (None, KeyCode::Enter) => help.typing = false,
            _ if leave => {
                help.typing = false;
                help.input = Default::default();
            }
            _ => {
                if help.input.key(key) == Some(true) {
                    help.top = 0;
                }
            }
        },
        Some(Overlay::Facets(_)) => timeline::key(state, key, motion, leave),
        Some(Overlay::Queries(_)) => return queries::key(state, key, motion, leave),
        Some(Overlay::Speaker(chooser, at)) => match (motion, key.code) {
            (Some(motion), _) => chooser.go(motion),
            (None, KeyCode::Enter) => {
                let (picked, at) = (chooser.chosen(), *at);
                state.overlay = None;
                return correct::speaker(state, at, picked);
            }
            (None, KeyCode::Backspace) if chooser.input.text().is_empty() => state.overlay = None,
            _ if leave => state.overlay = None,
            _ => {
                if chooser.input.key(key) == Some(true) {
                    chooser.refresh();
                }
            }
        },
        _ => {}
    }
    Vec::new()
}

/// Takes pasted text, where text is being typed.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match &mut state.overlay {
        Some(Overlay::Palette(palette)) => {
            palette.input.insert(text.trim());
            palette.refresh();
        }
        Some(Overlay::Facets(choices)) => {
            choices.input.insert(text.trim());
            choices.refresh();
        }
        Some(Overlay::Queries(queries)) => {
            queries.input.insert(text.trim());
            queries.refresh();
        }
        Some(Overlay::Speaker(chooser, _)) => {
            chooser.input.insert(text.trim());
            chooser.refresh();
        }
        Some(Overlay::Note(note, _)) => note.insert(text),
        Some(Overlay::Help(help)) if help.typing => help.input.insert(text.trim()),
        _ => {}
    }
    Vec::new()
}

/// Does an action while an overlay is open: it moves, filters or closes the overlay; few reach what is below.
pub fn act(state: &mut State, action: Action, count: Option<u32>) -> Vec<Effect> {
    if let Some(Overlay::Troubles(troubles)) = &state.overlay {
        let troubles = troubles.clone();
        if let Some(effects) = act_on_troubles(state, troubles, action, count) {
            return effects;
        }
    }
    if let Some(motion) = Motion::of(action, count) {
        match &mut state.overlay {
            Some(Overlay::Help(help)) => help.go(&state.keymap, motion),
            Some(Overlay::Palette(palette)) => palette.go(motion),
            Some(Overlay::Facets(choices)) => choices.go(motion),
            Some(Overlay::Troubles(_) | Overlay::Note(..)) => {}
            Some(Overlay::Queries(queries)) => queries.go(motion),
            Some(Overlay::Speaker(chooser, _)) => chooser.go(motion),
            Some(Overlay::Formats(formats)) => formats.go(motion),
            None => {}
        }
        return Vec::new();
    }
    match (action, &mut state.overlay) {
        (Action::Find | Action::Filter, Some(Overlay::Help(help))) => help.typing = true,
        (Action::Clear, Some(Overlay::Help(help))) if !help.input.text().is_empty() => help.input = Default::default(),
        (Action::NextPane | Action::PreviousPane, Some(Overlay::Formats(formats))) => formats.turn(),
        (Action::Follow, Some(Overlay::Formats(formats))) => {
            let formats = *formats;
            export::chosen(state, formats);
        }
        (Action::Clear | Action::Back | Action::Quit | Action::Help | Action::Troubles, _) => state.overlay = None,
        (Action::Palette, _) => state.overlay = Some(Overlay::Palette(Default::default())),
        (Action::Redraw | Action::Suspend | Action::NextTheme | Action::Mouse | Action::CancelLoading, _) => {
            let below = state.overlay.take();
            let effects = act_below(state, action, count);
            state.overlay = below;
            return effects;
        }
        _ => {}
    }
    Vec::new()
}

/// Moves among the troubles, or opens the file of the chosen one; `None` for what every overlay does.
fn act_on_troubles(state: &mut State, mut troubles: Troubles, action: Action, count: Option<u32>) -> Option<Vec<Effect>> {
    if let Some(motion) = Motion::of(action, count) {
        troubles.go(state.troubles(), motion);
        state.overlay = Some(Overlay::Troubles(troubles));
        return Some(Vec::new());
    }
    let opens = matches!(action, Action::OpenEditor | Action::Follow);
    let file = opens.then(|| troubles.chosen(state.troubles()))?;
    Some(file.map(|(path, line)| Effect::OpenEditor { path, line }).into_iter().collect())
}

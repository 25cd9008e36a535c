//! Keys and actions while help, palette, troubles or a list are laid over the panes.

use super::state::{Overlay, State};
use super::{Effect, annotate, correct, export, queries, timeline, update::act as act_below};
use crate::action::Action;
use crate::pane::palette::Actions;
use crate::pane::picker::{Pick, Picker, Pressed};
use crate::pane::troubles::Troubles;
use crate::pane::{Motion, input};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl Overlay {
    /// The list that one types into to pick from it, if it is one.
    fn picker(&mut self) -> Option<&mut dyn Pick> {
        Some(match self {
            Overlay::Palette(picker) => picker,
            Overlay::Facets(picker) => picker,
            Overlay::Queries(picker) => &mut **picker,
            Overlay::Speaker(picker, _) => &mut **picker,
            Overlay::Help(_) | Overlay::Troubles(_) | Overlay::Formats(_) | Overlay::Note(..) => return None,
        })
    }
}

/// Takes a key that is typed into the overlay; `None` where it is not typed into.
pub fn key(state: &mut State, key: KeyEvent) -> Option<Vec<Effect>> {
    let pressed = match state.overlay.as_mut()? {
        Overlay::Note(..) => return Some(annotate::key(state, key)),
        Overlay::Help(help) if help.typing => {
            match input::motion(key) {
                Some(motion) => help.go(&state.keymap, motion),
                None if key.code == KeyCode::Enter => help.typing = false,
                None if input::leaves(key) => (help.typing, help.input) = (false, Default::default()),
                None if help.input.key(key) == Some(true) => help.top = 0,
                None => {}
            }
            return Some(Vec::new());
        }
        Overlay::Queries(_) if key.code == KeyCode::Char('x') && key.modifiers.contains(KeyModifiers::CONTROL) => {
            return Some(queries::forget(state));
        }
        overlay => overlay.picker()?.key(key),
    };
    match pressed {
        Pressed::Taken => {}
        Pressed::Leave => state.overlay = None,
        Pressed::Enter => return Some(picked(state)),
    }
    Some(Vec::new())
}

/// Does what the chosen row of the list asks for; the list stays where no row is chosen, and where one goes on ticking.
fn picked(state: &mut State) -> Vec<Effect> {
    let overlay = state.overlay.take();
    let effects = match &overlay {
        Some(Overlay::Palette(actions)) => actions.chosen().map(|action| act_below(state, *action, None)),
        Some(Overlay::Speaker(names, at)) => names.chosen().map(|picked| correct::speaker(state, *at, picked)),
        Some(Overlay::Queries(queries)) => queries.chosen().map(|picked| queries::picked(state, picked)),
        Some(Overlay::Facets(facets)) => {
            facets.chosen().into_iter().for_each(|(facet, _)| timeline::tick(state, facet));
            None
        }
        _ => None,
    };
    effects.unwrap_or_else(|| {
        state.overlay = overlay;
        Vec::new()
    })
}

/// Takes pasted text, where text is being typed.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match &mut state.overlay {
        Some(Overlay::Note(note, _)) => note.insert(text),
        Some(Overlay::Help(help)) if help.typing => help.input.insert(text.trim()),
        overlay => {
            if let Some(picker) = overlay.as_mut().and_then(Overlay::picker) {
                picker.paste(text);
            }
        }
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
            Some(Overlay::Formats(formats)) => formats.go(motion),
            overlay => {
                if let Some(picker) = overlay.as_mut().and_then(Overlay::picker) {
                    picker.go(motion);
                }
            }
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
        (Action::Palette, _) => state.overlay = Some(Overlay::Palette(Picker::new(Actions))),
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

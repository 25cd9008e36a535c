//! The session: what the interface takes up from the last run, and what it gives to be kept for the next.
//!
//! What was read is taken up at once. Where one was is taken up as soon as a snapshot holds it, unless a person has done
//! something before. As long as that is open, what is given to be kept is what was taken up: nothing is lost by
//! leaving early. Nothing is given before anything was taken up, nor as long as nothing has changed.

use super::choose::restore;
use super::state::{Entry, Place};
use super::{Effect, State, decide};
use crate::model::Corpus;
use crate::pane::Focus;
use crate::pane::histogram::Unit;
use crate::store::{Opened, Session};
use crossterm::event::{KeyEventKind, MouseEventKind};
use std::sync::Arc;

/// How it stands with the session.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// What was taken up; `None` before the store has answered.
    before: Option<Session>,
    /// Whether to go where one was.
    wanted: bool,
    /// What was kept last.
    kept: Mark,
    /// Whether the timer runs.
    timed: bool,
    /// Whether the theme that comes next was asked for by a person.
    theme_asked: bool,
    /// Name of the theme that a person has changed to.
    theme: Option<Box<str>>,
}

/// What tells one session from another.
#[derive(Clone, Debug, Default, PartialEq)]
struct Mark {
    article: Option<Arc<str>>,
    speaker: Option<Arc<str>>,
    event: Option<Arc<str>>,
    desk: Option<Focus>,
    entry: Id,
    focus: Option<Focus>,
    zoom: bool,
    scale: Option<Unit>,
    theme: Option<Box<str>>,
}

/// Whether a person does something by this message.
pub fn is_deed(msg: &super::Msg) -> bool {
    use super::Msg;
    match msg {
        Msg::Key(key) => key.kind != KeyEventKind::Release,
        Msg::Mouse(mouse) => mouse.kind != MouseEventKind::Moved,
        // The mouse is turned on by the configuration, too.
        Msg::Do(action) => *action != crate::action::Action::Mouse,
        _ => false,
    }
}

/// A person has done something: that goes before the session. Leaving alone does not.
pub fn deed(state: &mut State, effects: &[Effect]) {
    if !effects.iter().any(|effect| matches!(effect, Effect::Quit)) {
        state.moved = true;
        state.keeping.wanted = false;
    }
}

/// Takes up what was kept.
pub fn take_up(state: &mut State, mut opened: Opened) -> Vec<Effect> {
    let before = std::mem::take(&mut opened.session);
    let keeping = &mut state.keeping;
    keeping.wanted = !state.moved;
    let theme = before.theme.clone().filter(|_| keeping.theme.is_none() && !keeping.theme_asked);
    if theme.is_some() {
        keeping.theme.clone_from(&theme);
    }
    keeping.before = Some(before);
    let done = state.loading.as_ref().is_some_and(|loading| loading.done);
    go_there(state, done);
    let mut effects = decide::opened(state, opened);
    effects.extend(theme.map(|name| Effect::Theme(name.into_string())));
    effects
}

/// Goes where one was, as far as the snapshot holds it; `done` when no other snapshot follows.
pub fn go_there(state: &mut State, done: bool) {
    let Some(before) = state.keeping.before.clone().filter(|_| state.keeping.wanted && !state.corpus.articles.is_empty()) else {
        return;
    };
    let corpus = Arc::clone(&state.corpus);
    let (article, speaker, event) = found(&corpus, &before);
    let desk = Focus::ALL.into_iter().filter(|own| own.on_desk()).find(|own| before.desk.as_deref() == Some(name(*own)));
    let desk = desk.unwrap_or(state.desk);
    let entry = before.entry.as_deref().and_then(|id| entry_of(&corpus, desk, id));
    let missing = |id: &Option<Arc<str>>, found: Option<u32>| id.is_some() && found.is_none();
    let article_missing = missing(&before.article, article);
    let whole = !article_missing
        && !missing(&before.speaker, speaker)
        && !missing(&before.event, event)
        && !missing(&before.entry, entry);
    if article_missing && !done {
        return;
    }
    state.zoom = before.zoom;
    state.timeline.scale = before.scale.as_deref().and_then(Unit::by_name);
    let pane = Focus::ALL.into_iter().find(|focus| before.pane.as_deref() == Some(name(*focus)));
    // An article that is gone is not exchanged for another in the reader, which would count as read.
    let focus = pane.filter(|focus| *focus != Focus::Reader || article.is_some()).unwrap_or(state.focus);
    let article = article.or(state.reader.article);
    let entry = entry.map(|item| Entry { item, cell: 0, inside: false });
    restore(state, &Place { focus, narrow: None, article, top: 0, quote: None, speaker, said: None, event, desk, entry });
    state.moved = true;
    state.keeping.wanted = !whole && !done;
    state.keeping.kept = mark(state);
}

fn found(corpus: &Corpus, session: &Session) -> (Option<u32>, Option<u32>, Option<u32>) {
    let at = |position: Option<usize>| position.map(|at| at as u32);
    let article = session.article.as_ref().and_then(|id| at(corpus.articles.iter().position(|a| a.id == *id)));
    let speaker = session.speaker.as_ref().and_then(|id| at(corpus.speakers.iter().position(|s| s.id == *id)));
    let event = session.event.as_ref().and_then(|id| at(corpus.events.iter().position(|e| e.id == *id)));
    (article, speaker, event)
}

/// The entry with this identifier on the board that stands on the desk.
fn entry_of(corpus: &Corpus, desk: Focus, wanted: &str) -> Option<u32> {
    let Focus::Board(board) = desk else { return None };
    let id = board.face().id;
    (0..).map_while(|ix| Some((ix, id(corpus, ix)?))).find(|(_, id)| **id == *wanted).map(|(ix, _)| ix)
}

/// A person asks for another theme.
pub fn ask_theme(state: &mut State) -> Effect {
    state.keeping.theme_asked = true;
    Effect::NextTheme
}

/// A theme has come.
pub fn theme_came(state: &mut State) {
    if std::mem::take(&mut state.keeping.theme_asked) {
        state.keeping.theme = Some(state.theme.name.as_str().into());
    }
}

/// After every message: asks for the timer when something has changed that is to be kept.
pub fn note(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.moved {
        state.keeping.kept = mark(state);
    } else if !state.keeping.timed && has_changed(state) {
        state.keeping.timed = true;
        effects.push(Effect::KeepTimer);
    }
}

/// The timer has run out.
pub fn due(state: &mut State) -> Vec<Effect> {
    state.keeping.timed = false;
    keep(state)
}

/// Gives what has changed, if anything has, to be kept.
pub fn keep(state: &mut State) -> Vec<Effect> {
    if !has_changed(state) {
        return Vec::new();
    }
    state.keeping.kept = mark(state);
    session(state).map(Effect::Keep).into_iter().collect()
}

fn has_changed(state: &State) -> bool {
    state.keeping.before.is_some() && state.keeping.kept != mark(state)
}

fn mark(state: &State) -> Mark {
    let (article, speaker, event) = ids(state);
    let (focus, theme) = (Some(state.focus), state.keeping.theme.clone());
    Mark {
        article,
        speaker,
        event,
        desk: Some(state.desk),
        entry: entry(state),
        focus,
        zoom: state.zoom,
        scale: state.timeline.scale,
        theme,
    }
}

type Id = Option<Arc<str>>;
/// Identifier of what is chosen on the board that is shown.
fn entry(state: &State) -> Id {
    let Focus::Board(board) = state.desk else { return None };
    (board.face().id)(&state.corpus, state.entry()?.item)
}

fn ids(state: &State) -> (Id, Id, Id) {
    let corpus = &state.corpus;
    let article = state.reader.article.or(state.articles.list.item()).and_then(|a| corpus.articles.get(a as usize));
    let speaker = state.speakers.list.item().and_then(|s| corpus.speakers.get(s as usize));
    let event = state.timeline.list.item().and_then(|e| corpus.events.get(e as usize));
    (article.map(|a| Arc::clone(&a.id)), speaker.map(|s| Arc::clone(&s.id)), event.map(|e| Arc::clone(&e.id)))
}

/// The session as it is to be kept; `None` before the store has answered.
fn session(state: &State) -> Option<Session> {
    let before = state.keeping.before.as_ref()?;
    let theme = state.keeping.theme.clone();
    // Where nothing is loaded, nobody can be anywhere.
    if state.keeping.wanted || state.corpus.articles.is_empty() {
        return Some(Session { theme, ..before.clone() });
    }
    let (article, speaker, event) = ids(state);
    let (desk, pane, entry) = (Some(name(state.desk).into()), Some(name(state.focus).into()), entry(state));
    let scale = state.timeline.scale.map(|unit| unit.name().into());
    Some(Session { article, speaker, event, desk, entry, pane, zoom: state.zoom, scale, theme })
}

/// The name that a pane has in a session.
fn name(focus: Focus) -> &'static str {
    match focus {
        Focus::Articles => "articles",
        Focus::Reader => "reader",
        Focus::Speakers => "speakers",
        Focus::Quotes => "quotes",
        Focus::Timeline => "timeline",
        Focus::Board(board) => board.face().name,
        Focus::Queue => "review",
    }
}

#[cfg(test)]
mod tests;

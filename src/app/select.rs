//! Selecting a passage in the reader by keys, and going through those of one's own.
//!
//! While a passage is being selected, the arrows and `h j k l` move its end, `o` takes the other end, and Enter highlights it;
//! whatever else is decided (a note, tags, a mark) or copied is so of the passage.

use super::decide::{decide, obstacle};
use super::state::State;
use super::{Effect, annotate};
use crate::action::Action;
use crate::model::{Article, Span};
use crate::pane::{Focus, Motion};
use crate::review::{Field, Target, Value};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::sync::Arc;

/// Begins to select a passage, or goes on with the other end.
pub fn begin(state: &mut State) -> Vec<Effect> {
    if state.focus != Focus::Reader {
        return state.told("A passage is selected in the reader (2).");
    }
    let corpus = Arc::clone(&state.corpus);
    if state.reader.selecting.is_some() {
        state.reader.other_end();
    } else if !state.reader.select(&corpus) {
        return state.told("There is no word here to select.");
    }
    Vec::new()
}

/// Takes a key that moves a selection's end; `None` for what means the same as ever.
pub fn key(state: &mut State, key: KeyEvent) -> Option<Vec<Effect>> {
    let selects = state.focus == Focus::Reader && state.reader.selecting.is_some() && state.pending.is_empty();
    if !selects || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        return None;
    }
    let corpus = Arc::clone(&state.corpus);
    match key.code {
        KeyCode::Right | KeyCode::Char('l') => state.reader.select_words(&corpus, 1),
        KeyCode::Left | KeyCode::Char('h') => state.reader.select_words(&corpus, -1),
        KeyCode::Char('o') => state.reader.other_end(),
        KeyCode::Enter => return Some(highlight(state)),
        _ => return None,
    }
    Some(Vec::new())
}

/// Takes an action while a passage is being selected; `None` for what means the same as ever.
pub fn act(state: &mut State, action: Action, count: Option<u32>) -> Option<Vec<Effect>> {
    if state.focus != Focus::Reader || state.reader.selecting.is_none() {
        return None;
    }
    if let Some(motion) = Motion::of(action, count) {
        let corpus = Arc::clone(&state.corpus);
        state.reader.select_lines(&corpus, motion);
        return Some(Vec::new());
    }
    if matches!(action, Action::Clear | Action::Back) {
        state.reader.selecting = None;
        return Some(Vec::new());
    }
    None
}

/// Highlights the passage that is being selected, or at which the reader stands; takes the highlight of one away.
pub fn highlight(state: &mut State) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let Some(target) = passage(state) else {
        return state.told("Nothing is selected: v selects a passage in the reader, > goes to the next of your own.");
    };
    let lit = annotate::now(state, &target).highlight;
    let notice = if lit { "The highlight is taken away." } else { "Highlighted; > and < go through your passages." };
    decide(state, vec![(target, Field::Highlight, (!lit).then_some(Value::On))], notice)
}

/// The passage that is meant: selected, or one's own at which the reader stands, or the words of the quote at which it does.
fn passage(state: &mut State) -> Option<Target> {
    let article = open_article(state)?;
    let selected = state.reader.selecting.take().map(|selecting| selecting.span());
    if let Some(span) = selected {
        state.reader.go_to_place(span);
    }
    let quote = || article.quotes.get(state.reader.quote? as usize).map(|quote| quote.span);
    match selected.or_else(quote) {
        Some(span) => Some(state.decided.review.of_passage(&article, span)),
        None => passage_here(state),
    }
}

/// The passage of one's own at which the reader stands.
pub fn passage_here(state: &mut State) -> Option<Target> {
    let article = open_article(state)?;
    let place = state.reader.place?;
    let own = own(state, &article).contains(&place);
    own.then(|| state.decided.review.of_passage(&article, place))
}

fn open_article(state: &State) -> Option<Arc<Article>> {
    (state.focus == Focus::Reader).then(|| state.corpus.articles.get(state.reader.article? as usize).cloned())?
}

/// The passages of an article that anything is decided of, by position.
fn own(state: &State, article: &Article) -> Vec<Span> {
    let passages = state.decided.review.passages(article);
    passages.filter(|(_, own)| own.is_decided()).map(|(span, _)| span).collect()
}

/// Goes `by` passages of one's own further in the open article.
pub fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let Some(article) = state.reader.article.and_then(|ix| state.corpus.articles.get(ix as usize)).cloned() else {
        return state.told("No article is open.");
    };
    let own = own(state, &article);
    if own.is_empty() {
        return state.told("Nothing of this article is highlighted or noted; v selects a passage.");
    }
    super::choose::focus(state, Focus::Reader);
    if state.reader.step_passage(&own, by) {
        return Vec::new();
    }
    state.told(if by > 0 { "This is your last passage here." } else { "This is your first passage here." })
}

#[cfg(test)]
mod tests;

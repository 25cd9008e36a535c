//! Marks, notes, tags and highlights, on whatever is chosen: an article, a speaker, an event, a quote, a passage.

use super::decide::{decide, obstacle};
use super::layout::overlay_area;
use super::state::{Overlay, State};
use super::{Effect, prompt, review, select};
use crate::pane::Focus;
use crate::pane::note::Note;
use crate::review::{Decision, Field, Judgement, Target, Value};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use std::sync::Arc;

/// What is chosen in the focused pane, to decide about it: in the reader the passage that is being selected, else the quote or
/// the passage of one's own at which the reader stands, else the article.
fn meant(state: &mut State) -> Option<Target> {
    let corpus = Arc::clone(&state.corpus);
    let list = state.list(state.focus).item();
    match state.focus {
        Focus::Articles => Some(state.decided.review.of_article(corpus.articles.get(list? as usize)?)),
        Focus::Speakers => state.decided.review.of_speaker(&corpus, corpus.speakers.get(list? as usize)?),
        Focus::Timeline => state.decided.review.of_event(&corpus, corpus.events.get(list? as usize)?),
        Focus::Reader if state.reader.selecting.is_some() => {
            let span = state.reader.selecting.take()?.span();
            state.reader.go_to_place(span);
            Some(state.decided.review.of_passage(corpus.articles.get(state.reader.article? as usize)?, span))
        }
        Focus::Reader if state.reader.quote.is_none() => {
            if let Some(passage) = select::passage_here(state) {
                return Some(passage);
            }
            let decided = &mut state.decided.review;
            Some(decided.of_article(corpus.articles.get(state.reader.article? as usize)?))
        }
        Focus::Reader | Focus::Quotes | Focus::Queue | Focus::Board(_) => {
            let (article, quote) = corpus.quote(review::meant(state)?)?;
            Some(state.decided.review.of_quote(article, quote))
        }
    }
}

/// What is decided of a thing so far.
pub(super) fn now(state: &State, target: &Target) -> Judgement {
    target.item.as_ref().and_then(|item| state.decided.review.item(item)).cloned().unwrap_or_default()
}

/// Sets a mark on what is chosen, or takes it away.
pub fn mark(state: &mut State) -> Vec<Effect> {
    let Some(target) = meant(state) else { return state.told(NOTHING) };
    let marked = now(state, &target).mark;
    let notice = if marked { "The mark is taken away." } else { "Marked; is:marked finds it." };
    decide(state, vec![(target, Field::Mark, (!marked).then_some(Value::On))], notice)
}

/// Makes the chosen or open article one that was not opened yet, or the other way round.
pub fn unread(state: &mut State) -> Vec<Effect> {
    let corpus = Arc::clone(&state.corpus);
    let article = match state.focus {
        Focus::Articles => state.articles.list.item(),
        _ => state.reader.article,
    };
    let Some(article) = article.and_then(|ix| corpus.articles.get(ix as usize)) else { return state.told(NOTHING) };
    let target = state.decided.review.of_article(article);
    let read = now(state, &target).read;
    let notice = if read { "The article is unread again." } else { "The article is read." };
    decide(state, vec![(target, Field::Read, (!read).then_some(Value::On))], notice)
}

/// Opens the box in which a note on what is chosen is written.
pub fn open_note(state: &mut State) -> Vec<Effect> {
    open(state, |state, target, before| {
        let of = format!("on the {} “{}”", target.subject.kind(), target.subject.words());
        let note = Note::new(before.note.as_deref().unwrap_or_default(), of);
        state.overlay = Some(Overlay::Note(Box::new(note), Box::new(target)));
    })
}

/// Takes a key while a note is being written.
pub fn key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let (width, height) = state.size;
    let Some(Overlay::Note(written, target)) = &mut state.overlay else { return Vec::new() };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc => {
            let (text, target) = (written.text(), Target::clone(target));
            state.overlay = None;
            note(state, target, &text)
        }
        KeyCode::Char('c') if control => {
            state.overlay = None;
            state.told("The note is as it was.")
        }
        KeyCode::Char('s') if control => {
            let (text, target) = (written.text(), Target::clone(target));
            note(state, target, &text)
        }
        KeyCode::Char('o') if control => vec![Effect::EditText(written.text())],
        _ => {
            written.key(key, overlay_area(Rect::new(0, 0, width, height)).width as usize);
            Vec::new()
        }
    }
}

/// A text was written in the editor: the note that waits for it is kept so.
pub fn edited(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(Overlay::Note(_, target)) = &state.overlay else { return Vec::new() };
    let target = Target::clone(target);
    state.overlay = None;
    note(state, target, text)
}

/// Opens the line in which the tags of what is chosen are written.
pub fn open_tags(state: &mut State) -> Vec<Effect> {
    open(state, |state, target, before| prompt::open_tags(state, target, &before.tags.join(" ")))
}

/// Opens a line on what is chosen and what is decided of it so far; or says why not.
fn open(state: &mut State, line: impl FnOnce(&mut State, Target, Judgement)) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let Some(target) = meant(state) else { return state.told(NOTHING) };
    let before = now(state, &target);
    line(state, target, before);
    Vec::new()
}

/// Keeps a note; an empty one takes it away.
pub fn note(state: &mut State, target: Target, text: &str) -> Vec<Effect> {
    let text = text.trim();
    let before = now(state, &target).note;
    if before.as_deref().unwrap_or_default() == text {
        return Vec::new();
    }
    let (value, notice) = match text {
        "" => (None, "The note is taken away."),
        text => (Some(Value::Text(text.into())), "Noted."),
    };
    decide(state, vec![(target, Field::Note, value)], notice)
}

/// Gives exactly these tags, parted by white space or commas.
pub fn tags(state: &mut State, target: Target, text: &str) -> Vec<Effect> {
    let names = text.split(|c: char| c.is_whitespace() || c == ',').map(|name| name.trim_start_matches('#'));
    let wanted: Vec<Box<str>> = names.filter(|name| !name.is_empty()).map(Into::into).collect();
    let before = now(state, &target).tags;
    let gone = before.iter().filter(|tag| !wanted.contains(tag)).map(|tag| (tag.clone(), None));
    let new = wanted.iter().filter(|tag| !before.contains(tag)).map(|tag| (tag.clone(), Some(Value::On)));
    let mut changes: Vec<Decision> = Vec::new();
    for (tag, value) in gone.chain(new) {
        let field = Field::Tag(tag);
        if !changes.iter().any(|(_, own, _)| *own == field) {
            changes.push((target.clone(), field, value));
        }
    }
    let notice = if wanted.is_empty() { "It has no tags now.".to_owned() } else { format!("Tagged: {}.", wanted.join(", ")) };
    decide(state, changes, &notice)
}

const NOTHING: &str = "Nothing is chosen there.";

#[cfg(test)]
mod tests;

//! Marks, notes and tags, on whatever is chosen: an article, a speaker, an event, a quote.

use super::decide::{decide, obstacle};
use super::state::State;
use super::{Effect, prompt, review};
use crate::pane::Focus;
use crate::review::{Field, Judgement, Target, Value};
use std::sync::Arc;

/// What is chosen in the focused pane, to decide about it: in the reader the quote, where one is chosen, else the article.
fn meant(state: &mut State) -> Option<Target> {
    let corpus = Arc::clone(&state.corpus);
    let list = state.list(state.focus).item();
    let decided = &mut state.decided.review;
    match state.focus {
        Focus::Articles => Some(decided.of_article(corpus.articles.get(list? as usize)?)),
        Focus::Speakers => decided.of_speaker(&corpus, corpus.speakers.get(list? as usize)?),
        Focus::Timeline => decided.of_event(&corpus, corpus.events.get(list? as usize)?),
        Focus::Reader if state.reader.quote.is_none() => {
            Some(decided.of_article(corpus.articles.get(state.reader.article? as usize)?))
        }
        Focus::Reader | Focus::Quotes | Focus::Queue | Focus::Board(_) => {
            let (article, quote) = corpus.quote(review::meant(state)?)?;
            Some(state.decided.review.of_quote(article, quote))
        }
    }
}

/// What is decided of a thing so far.
fn now(state: &State, target: &Target) -> Judgement {
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

/// Opens the line in which a note on what is chosen is written.
pub fn open_note(state: &mut State) -> Vec<Effect> {
    open(state, |state, target, before| prompt::open_note(state, target, before.note.as_deref().unwrap_or_default()))
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
    let mut changes: Vec<(Target, Field, Option<Value>)> = Vec::new();
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

//! A review under way: what it is of, deciding and going on, going back.

use super::choose::{choose, focus, restore};
use super::decide::{decide, obstacle};
use super::selection::{self, Deed, Source};
use super::state::State;
use super::{Effect, decide as decided, session};
use crate::model::QuoteRef;
use crate::pane::board::Target;
use crate::pane::paint::plural;
use crate::pane::queue::Queue;
use crate::pane::{Focus, Item};
use crate::review::{Field, Value, Verdict};
use crate::search::{List, Query};
use std::sync::Arc;

/// Starts a review of what is chosen in the focused pane; of all that its list shows where that is filtered or narrowed.
/// On the queue itself, goes on with it.
pub fn start(state: &mut State) -> Vec<Effect> {
    if state.focus == Focus::Queue {
        go_on(state);
        return Vec::new();
    }
    let (source, of) = selection(state);
    begin(state, source, of)
}

/// Starts a review of everything.
pub fn start_all(state: &mut State) -> Vec<Effect> {
    begin(state, Source::Everything, "everything".to_owned())
}

fn begin(state: &mut State, source: Source, of: String) -> Vec<Effect> {
    let here = state.place();
    let pane = here.focus;
    state.jumps.leave(here);
    state.queue = Queue::gathering(of.clone());
    focus(state, Focus::Queue);
    session::reviewing(state, pane, &source);
    selection::ask(state, source, Deed::Begin(of))
}

/// The quotes of a review are known; `again` where it is one of an earlier run.
pub fn begun(state: &mut State, queue: Queue, again: bool) -> Vec<Effect> {
    let empty = queue.is_empty();
    state.queue = if empty { Queue::default() } else { queue };
    session::begun(state, again);
    if empty && again {
        return Vec::new();
    }
    if empty {
        let here = state.place();
        if let Some(place) = state.jumps.back(here).filter(|_| state.focus == Focus::Queue) {
            restore(state, &place);
            state.jumps.places.truncate(state.jumps.at);
        }
        return state.told("Nothing is quoted there: there is nothing to review.");
    }
    // What was decided last stays in sight above what comes next.
    state.lay_out();
    state.queue.list.scroll_home();
    state.queue.list.show_selected();
    show(state);
    let progress = state.queue.progress();
    let done = if progress.done() > 0 { format!(", {} decided already", progress.done()) } else { String::new() };
    let notice = format!("A review of {}: {}{done}.", state.queue.of, plural(progress.all, "quote", "quotes"));
    if again {
        super::update::tell(state, &notice)
    } else {
        state.notice = Some(notice)
    }
    Vec::new()
}

fn go_on(state: &mut State) {
    if !state.queue.go_on() {
        state.notice = Some("Everything here is decided.".to_owned());
    }
    show(state);
}

/// Shows the chosen quote of the queue in the reader and lights up what belongs to it, where the review has the keys.
pub fn show(state: &mut State) {
    state.lay_out();
    if let Some(at) = state.queue.chosen().filter(|_| state.focus == Focus::Queue) {
        choose(state, Item::Quote(at), Focus::Queue);
    }
}

/// The quotes that are meant, and what they are in words: those of the chosen item, or of all that the list shows where it
/// is filtered or narrowed.
fn selection(state: &State) -> (Source, String) {
    let corpus = &state.corpus;
    let list = state.list(state.focus);
    let several = list.filter.is_some() || (state.narrow.is_some() && !matches!(state.focus, Focus::Reader));
    let items: Vec<u32> = if several { list.items().to_vec() } else { list.item().into_iter().collect() };
    let query = list.filter.as_ref().filter(|_| several).map(|filter| filter.query.clone()).unwrap_or_default();
    let shown = |word: &str| format!("the {} {word} shown", items.len());
    let title = |ix: u32| match corpus.articles.get(ix as usize).and_then(|a| a.title.as_deref()) {
        Some(title) => format!("“{title}”"),
        None => "this article".to_owned(),
    };
    let first = items.first().copied();
    let of = match state.focus {
        Focus::Reader => state.reader.article.map(title).unwrap_or_default(),
        Focus::Articles if several => shown("articles"),
        Focus::Speakers if several => shown("speakers"),
        Focus::Timeline if several => shown("events"),
        Focus::Articles => first.map(title).unwrap_or_default(),
        Focus::Speakers => first.and_then(|s| corpus.speakers.get(s as usize)).map_or(String::new(), |s| s.name.to_string()),
        Focus::Timeline => first.and_then(|e| corpus.events.get(e as usize)).map_or(String::new(), |e| format!("“{}”", e.title)),
        Focus::Quotes => {
            let speaker = state.quotes.speaker.and_then(|s| corpus.speakers.get(s as usize));
            speaker.map_or(String::new(), |speaker| speaker.name.to_string())
        }
        Focus::Board(board) => format!("this {}", board.face().entry),
        Focus::Queue => state.queue.of.clone(),
    };
    let source = match state.focus {
        Focus::Reader => Source::Of(List::Articles, Some(state.reader.article.into_iter().collect()), Query::default()),
        Focus::Quotes => Source::Of(state.filtered(state.focus), Some(list.items().to_vec()), query),
        Focus::Board(board) => {
            let targets = state.boards[board as usize].detail.targets();
            let quotes = targets.filter_map(|target| if let Target::Quote(quote) = target { Some(quote) } else { None });
            Source::These(quotes.collect())
        }
        Focus::Queue => Source::These(state.queue.rows().to_vec()),
        focus => Source::Of(state.filtered(focus), Some(items), query),
    };
    (source, of)
}

/// The quote that a decision is about: the chosen one of the queue, of the speaker's quotes, or of the reader.
pub fn meant(state: &State) -> Option<QuoteRef> {
    match state.focus {
        Focus::Queue => state.queue.chosen(),
        Focus::Quotes => state.quotes.chosen(&state.corpus),
        Focus::Board(board) => match state.boards[board as usize].detail.target()? {
            Target::Quote(quote) => Some(quote),
            Target::Place(_) => None,
        },
        _ => state.reader.article.zip(state.reader.quote).map(|(article, quote)| QuoteRef { article, quote }),
    }
}

/// Decides about the quote that is meant; in the queue, goes on to the next one.
pub fn give(state: &mut State, verdict: Verdict) -> Vec<Effect> {
    let Some(at) = meant(state) else { return state.told("No quote is chosen; ] goes to the next one in the reader.") };
    let corpus = Arc::clone(&state.corpus);
    let Some((article, quote)) = corpus.quote(at) else { return Vec::new() };
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let queued = state.focus == Focus::Queue || state.queue.chosen() == Some(at);
    let target = state.decided.review.of_quote(article, quote);
    let now = state.decided.review.quote(article, quote).and_then(|own| own.verdict);
    // What is so already is confirmed by going on.
    let changes = vec![(target, Field::Verdict, Some(Value::Verdict(verdict)))];
    let effects = if now == Some(verdict) { Vec::new() } else { decide(state, changes, "") };
    state.notice = (!queued).then(|| format!("The quote is {}.", verdict.name()));
    if queued && !state.queue.go_on() {
        state.notice = Some(format!("Everything of {} is decided.", state.queue.of));
    }
    if queued {
        show(state);
    }
    effects
}

/// Decides about everything that is not decided yet of the queue, or of what a review of the focused pane would be of; in one
/// step.
pub fn give_all(state: &mut State, verdict: Verdict) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    if state.focus == Focus::Queue && state.queue.is_empty() {
        return state.told("There is no review: r starts one.");
    }
    let (source, _) = selection(state);
    selection::ask(state, source, Deed::Give(verdict))
}

/// In the queue, takes the last decision back and goes to what it was about; `None` elsewhere, or where there is none.
pub fn back(state: &mut State) -> Option<Vec<Effect>> {
    if state.focus != Focus::Queue {
        return None;
    }
    let last = Arc::clone(state.decided.review.last()?);
    let verdict = last.changes.iter().any(|change| change.field == Field::Verdict);
    let at = state.queue.of_step(&state.decided.review, &last).filter(|_| verdict)?;
    let effects = decided::undo(state);
    state.queue.select(at);
    show(state);
    Some(effects)
}

#[cfg(test)]
mod tests;

//! A review under way: what it is of, deciding and going on, going back.

use super::choose::{choose, focus};
use super::decide::{decide, obstacle};
use super::state::State;
use super::{Effect, decide as decided};
use crate::model::{Corpus, QuoteRef};
use crate::pane::board::Target;
use crate::pane::paint::plural;
use crate::pane::queue::Queue;
use crate::pane::{Focus, Item};
use crate::review::{Field, Value, Verdict};
use std::sync::Arc;

/// Starts a review of what is chosen in the focused pane; of all that its list shows where that is filtered or narrowed.
/// On the queue itself, goes on with it.
pub fn start(state: &mut State) {
    if state.focus == Focus::Queue {
        return go_on(state);
    }
    let corpus = Arc::clone(&state.corpus);
    let (quotes, of) = selection(state, &corpus);
    begin(state, quotes, of);
}

/// Starts a review of everything.
pub fn start_all(state: &mut State) {
    let corpus = Arc::clone(&state.corpus);
    let all = (0..corpus.articles.len() as u32).flat_map(|article| quotes_of_article(&corpus, article)).collect();
    begin(state, all, "everything".to_owned());
}

fn begin(state: &mut State, quotes: Vec<QuoteRef>, of: String) {
    if quotes.is_empty() {
        state.notice = Some("Nothing is quoted there: there is nothing to review.".to_owned());
        return;
    }
    let here = state.place();
    state.queue = Queue::new(&state.corpus, &state.decided.review, of, quotes);
    state.jumps.leave(here);
    focus(state, Focus::Queue);
    show(state);
    let progress = state.queue.progress();
    let done = if progress.done() > 0 { format!(", {} decided already", progress.done()) } else { String::new() };
    state.notice = Some(format!("A review of {}: {}{done}.", state.queue.of, plural(progress.all, "quote", "quotes")));
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

/// The quotes that are meant, and what they are in words.
fn selection(state: &State, corpus: &Corpus) -> (Vec<QuoteRef>, String) {
    let list = state.list(state.focus);
    let several = list.filter.is_some() || (state.narrow.is_some() && !matches!(state.focus, Focus::Reader));
    let items: Vec<u32> = if several { list.items().to_vec() } else { list.item().into_iter().collect() };
    let article_title = |ix: u32| match corpus.articles.get(ix as usize).and_then(|a| a.title.as_deref()) {
        Some(title) => format!("“{title}”"),
        None => "this article".to_owned(),
    };
    let shown = |word: &str| format!("the {} {word} shown", items.len());
    match state.focus {
        Focus::Reader => {
            let article = state.reader.article;
            (
                article.into_iter().flat_map(|a| quotes_of_article(corpus, a)).collect(),
                article.map(article_title).unwrap_or_default(),
            )
        }
        Focus::Articles => {
            let of = if several { shown("articles") } else { items.first().map(|a| article_title(*a)).unwrap_or_default() };
            (items.iter().flat_map(|a| quotes_of_article(corpus, *a)).collect(), of)
        }
        Focus::Speakers => {
            let speakers = || items.iter().filter_map(|s| corpus.speakers.get(*s as usize));
            let of = if several { shown("speakers") } else { speakers().next().map_or(String::new(), |s| s.name.to_string()) };
            (speakers().flat_map(|s| s.quotes.iter().copied()).collect(), of)
        }
        Focus::Quotes => {
            let Some(speaker) = state.quotes.speaker.and_then(|s| corpus.speakers.get(s as usize)) else {
                return (Vec::new(), String::new());
            };
            let shown = list.items().iter().filter_map(|item| speaker.quotes.get(*item as usize)).copied();
            (shown.collect(), speaker.name.to_string())
        }
        Focus::Timeline => {
            let events = || items.iter().filter_map(|e| corpus.events.get(*e as usize));
            let of =
                if several { shown("events") } else { events().next().map_or(String::new(), |e| format!("“{}”", e.title)) };
            (events().flat_map(|e| e.quotes.iter().copied()).collect(), of)
        }
        Focus::Board(board) => {
            let targets = state.boards[board as usize].detail.targets();
            let quotes = targets.filter_map(|target| if let Target::Quote(quote) = target { Some(quote) } else { None });
            (quotes.collect(), format!("this {}", board.face().entry))
        }
        Focus::Queue => (state.queue.rows().to_vec(), state.queue.of.clone()),
    }
}

fn quotes_of_article(corpus: &Corpus, article: u32) -> impl Iterator<Item = QuoteRef> + use<> {
    let count = corpus.articles.get(article as usize).map_or(0, |a| a.quotes.len() as u32);
    (0..count).map(move |quote| QuoteRef { article, quote })
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

/// Decides about everything of the queue that is not decided yet, in one step.
pub fn give_all(state: &mut State, verdict: Verdict) -> Vec<Effect> {
    if state.queue.is_empty() {
        return state.told("There is no review: r starts one.");
    }
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let corpus = Arc::clone(&state.corpus);
    let review = &mut state.decided.review;
    let mut changes = Vec::new();
    for (article, quote) in state.queue.rows().iter().filter_map(|at| corpus.quote(*at)) {
        if !review.quote(article, quote).is_some_and(|own| own.is_reviewed()) {
            changes.push((review.of_quote(article, quote), Field::Verdict, Some(Value::Verdict(verdict))));
        }
    }
    if changes.is_empty() {
        return state.told("Everything here is decided already.");
    }
    let notice = format!("{} {}; u takes it back.", plural(changes.len(), "quote", "quotes"), verdict.name());
    let effects = decide(state, changes, &notice);
    show(state);
    effects
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

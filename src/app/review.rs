//! A review under way: what it is of, deciding and going on, going back.

use super::choose::{choose, focus};
use super::decide::{decide, obstacle};
use super::state::State;
use super::{Effect, decide as decided};
use crate::model::{Article, Corpus, Quote, QuoteRef};
use crate::pane::board::Target;
use crate::pane::paint::plural;
use crate::pane::queue::{Queue, confirmed};
use crate::pane::{Focus, Item};
use crate::review::opinion::Word;
use crate::review::{Field, Item as Decidable, Review, Target as Subject, Value, Verdict};
use std::sync::Arc;

/// Starts a review of what is chosen in the focused pane; of all that its list shows where that is filtered or narrowed.
/// On the queue itself, goes on with it.
pub fn start(state: &mut State) {
    if state.focus == Focus::Queue {
        return go_on(state);
    }
    let corpus = Arc::clone(&state.corpus);
    let list = state.list(state.focus);
    let several = list.filter.is_some() || (state.narrow.is_some() && !matches!(state.focus, Focus::Reader));
    let (quotes, of) = selection(state, &corpus, several);
    begin(state, quotes, of);
}

/// The quotes of everything that the focused pane shows, and what that is in words.
pub fn shown(state: &State) -> (Vec<QuoteRef>, String) {
    selection(state, &state.corpus, true)
}

/// Starts a review of everything.
pub fn start_all(state: &mut State) {
    let corpus = Arc::clone(&state.corpus);
    let all = (0..corpus.articles.len() as u32).flat_map(|article| quotes_of_article(&corpus, article)).collect();
    begin(state, all, "everything".to_owned());
}

/// Starts a review of what people judged differently.
pub fn start_differences(state: &mut State) {
    let of = "what was judged differently".to_owned();
    let queue = Queue::of_differences(&state.corpus, &state.decided.review, of);
    let (all, here) = (state.decided.review.differing(), queue.rows().len());
    if here == 0 {
        let notice = match all {
            0 => "Nobody differs. simak merge takes up what somebody else decided.".to_owned(),
            _ => format!("{} judged differently are not in these articles.", plural(all, "quote", "quotes")),
        };
        state.notice = Some(notice);
        return;
    }
    open(state, queue);
    let quotes = plural(here, "quote", "quotes");
    state.notice = Some(format!("{quotes} judged differently: what you decide settles it, c o as the other one decided."));
}

fn open(state: &mut State, queue: Queue) {
    let here = state.place();
    state.queue = queue;
    state.jumps.leave(here);
    focus(state, Focus::Queue);
    show(state);
}

fn begin(state: &mut State, quotes: Vec<QuoteRef>, of: String) {
    if quotes.is_empty() {
        state.notice = Some("Nothing is quoted there: there is nothing to review.".to_owned());
        return;
    }
    let queue = Queue::new(&state.corpus, &state.decided.review, of, quotes);
    open(state, queue);
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

/// The quotes that are meant, and what they are in words: of the chosen item, or of all `several` that are shown.
fn selection(state: &State, corpus: &Corpus, several: bool) -> (Vec<QuoteRef>, String) {
    let list = state.list(state.focus);
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
    let now = state.decided.review.quote(article, quote).and_then(|own| own.verdict);
    let differs = !state.decided.review.differences_on(&quote_item(article, quote)).is_empty();
    // To pass over what is judged differently leaves it so.
    let effects = match (now == Some(verdict), differs) {
        (_, true) if verdict == Verdict::Skipped => {
            state.queue.pass();
            show(state);
            return state.told("It is left as it is.");
        }
        // What is so already is confirmed by going on.
        (true, false) => Vec::new(),
        _ => {
            let changes = judged(&mut state.decided.review, article, quote, verdict);
            decide(state, changes, "")
        }
    };
    state.notice = (!queued).then(|| format!("The quote is {}.", verdict.name()));
    if queued {
        next(state);
    }
    effects
}

/// Goes on to the next quote of the queue.
fn next(state: &mut State) {
    if !state.queue.go_on() {
        state.notice = Some(format!("Everything of {} is decided.", state.queue.of));
    }
    show(state);
}

fn quote_item(article: &Article, quote: &Quote) -> Decidable {
    Decidable::Quote(Arc::clone(&article.id), quote.span)
}

/// What a verdict changes. Who accepts what people judged differently accepts it as they see it.
fn judged(review: &mut Review, article: &Article, quote: &Quote, verdict: Verdict) -> Vec<(Subject, Field, Option<Value>)> {
    let target = review.of_quote(article, quote);
    let now = review.quote(article, quote).cloned().unwrap_or_default();
    let differences = review.differences_on(&quote_item(article, quote));
    let seen = confirmed(differences, verdict).map(|field| (target.clone(), field.clone(), now.get(field)));
    seen.chain([(target.clone(), Field::Verdict, Some(Value::Verdict(verdict)))]).collect()
}

/// Settles what people judged differently of the quote that is meant, as another one decided.
pub fn take_other(state: &mut State) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let corpus = Arc::clone(&state.corpus);
    let Some((article, quote)) = meant(state).and_then(|at| corpus.quote(at)) else {
        return state.told("No quote is chosen.");
    };
    let review = &mut state.decided.review;
    let (who, now) = (Arc::clone(review.who()), review.quote(article, quote).cloned().unwrap_or_default());
    let target = review.of_quote(article, quote);
    let (mut changes, mut other) = (Vec::new(), None);
    for difference in review.differences_on(&quote_item(article, quote)) {
        let seen = now.get(&difference.field);
        let differs = |word: &&Word| word.who != who && word.value != seen;
        // The same person's word on every field, where they have one.
        let theirs = difference.opinions.iter().find(|word| other.as_ref().is_some_and(|name| *name == word.who));
        let Some(word) = theirs.or_else(|| difference.opinions.iter().find(differs)) else { continue };
        other.get_or_insert_with(|| Arc::clone(&word.who));
        changes.push((target.clone(), difference.field.clone(), word.value.clone()));
    }
    let Some(other) = other else { return state.told("Nobody differs on this quote.") };
    let effects = decide(state, changes, "");
    if state.focus == Focus::Queue {
        next(state);
    }
    state.notice = Some(format!("Settled as {other} decided."));
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
    let left: Vec<QuoteRef> = state.queue.left().collect();
    let mut changes = Vec::new();
    for (article, quote) in left.iter().filter_map(|at| corpus.quote(*at)) {
        changes.extend(judged(review, article, quote, verdict));
    }
    if changes.is_empty() {
        return state.told("Everything here is decided already.");
    }
    let notice = format!("{} {}; u takes it back.", plural(left.len(), "quote", "quotes"), verdict.name());
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
    let judges = last.changes.iter().any(|change| change.field.is_opinion());
    let at = state.queue.of_step(&state.decided.review, &last).filter(|_| judges)?;
    let effects = decided::undo(state);
    state.queue.select(at);
    show(state);
    Some(effects)
}

#[cfg(test)]
mod tests;

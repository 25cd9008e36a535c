//! A review under way: what it is of, deciding and going on, going back.

use super::choose::{choose, focus, restore};
use super::decide::{decide, obstacle};
use super::selection::{self, Deed, Source};
use super::state::State;
use super::{Effect, decide as decided, session};
use crate::model::{Article, Quote, QuoteRef};
use crate::pane::board::Target;
use crate::pane::paint::plural;
use crate::pane::queue::{Queue, confirmed};
use crate::pane::{Focus, Item};
use crate::review::opinion::Word;
use crate::review::{Decision, Field, Item as Decidable, Review, Value, Verdict};
use crate::search::{List, Query};
use std::sync::Arc;

/// What is told where there is no review.
pub const NONE: &str = "No review is under way: r in another pane starts one of what is chosen there, A one of everything.";

/// Starts a review of what is chosen in the focused pane; of all that its list shows where that is filtered or narrowed.
/// On the queue itself, goes on with it.
pub fn start(state: &mut State) -> Vec<Effect> {
    if state.focus == Focus::Queue {
        if state.queue.is_empty() && !state.queue.gathering {
            return state.told(NONE);
        }
        go_on(state);
        return Vec::new();
    }
    let (source, of) = selection(state, several(state));
    begin(state, source, of)
}

/// The quotes of everything that the focused pane shows, and what that is in words.
pub fn shown(state: &State) -> (Source, String) {
    selection(state, true)
}

/// Whether all that a list shows is meant, not what is chosen in it: where it is filtered or narrowed.
fn several(state: &State) -> bool {
    state.list(state.focus).filter.is_some() || is_narrowed(state, state.focus)
}

/// Whether a pane's list is narrowed to what belongs to a thing. A thing of its own kind narrows the other lists.
pub fn is_narrowed(state: &State, focus: Focus) -> bool {
    let own = match focus {
        Focus::Articles => Item::Article(0),
        Focus::Speakers => Item::Speaker(0),
        Focus::Timeline => Item::Event(0),
        _ => return false,
    };
    state.narrow.is_some_and(|item| !item.same_kind(own))
}

/// Starts a review of everything.
pub fn start_all(state: &mut State) -> Vec<Effect> {
    begin(state, Source::Everything, "everything".to_owned())
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
    state.gathering = None;
    open(state, queue);
    session::settling(state);
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

fn begin(state: &mut State, source: Source, of: String) -> Vec<Effect> {
    let here = state.place();
    let pane = here.focus;
    state.jumps.leave(here);
    let before = std::mem::replace(&mut state.queue, Queue::gathering(of.clone()));
    if !before.gathering {
        state.aside = Some((before, session::aside(state)));
    }
    focus(state, Focus::Queue);
    session::reviewing(state, pane, &source);
    selection::ask(state, source, Deed::Begin { of, again: false })
}

/// The quotes of a review are known; `again` where it is one of an earlier run.
pub fn begun(state: &mut State, queue: Queue, again: bool) -> Vec<Effect> {
    let empty = queue.is_empty();
    state.queue = if empty { Queue::default() } else { queue };
    session::begun(state, again);
    let before = state.aside.take();
    if empty && again {
        return Vec::new();
    }
    if let Some((mut queue, aside)) = before.filter(|_| empty) {
        queue.carry(&state.corpus, &state.decided.review);
        state.queue = queue;
        session::back(state, aside);
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

/// The quotes that are meant, and what they are in words: those of the chosen item, or of all `several` that are shown.
fn selection(state: &State, several: bool) -> (Source, String) {
    let corpus = &state.corpus;
    let list = state.list(state.focus);
    let items: Vec<u32> = if several { list.items().to_vec() } else { list.item().into_iter().collect() };
    let query = list.filter.as_ref().filter(|_| several).map(|filter| filter.query.clone()).unwrap_or_default();
    let shown = |one: &str, many: &str| format!("the {} shown", plural(items.len(), one, many));
    let title = |ix: u32| match corpus.articles.get(ix as usize).and_then(|a| a.title.as_deref()) {
        Some(title) => format!("“{title}”"),
        None => "this article".to_owned(),
    };
    let first = items.first().copied();
    let of = match state.focus {
        Focus::Reader => state.reader.article.map(title).unwrap_or_default(),
        Focus::Articles if several => shown("article", "articles"),
        Focus::Speakers if several => shown("speaker", "speakers"),
        Focus::Timeline if several => shown("event", "events"),
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
    let now = state.decided.review.quote(article, quote).and_then(|own| own.verdict);
    let differs = !state.decided.review.differences_on(&Decidable::of_quote(article, quote)).is_empty();
    // To pass over what is judged differently leaves it so.
    let effects = match (now == Some(verdict), differs) {
        (_, true) if verdict == Verdict::Skipped => {
            if queued {
                state.queue.pass();
                show(state);
            }
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

/// What a verdict changes. Who accepts what people judged differently accepts it as they see it.
pub(super) fn judged(review: &mut Review, article: &Article, quote: &Quote, verdict: Verdict) -> Vec<Decision> {
    let target = review.of_quote(article, quote);
    let now = review.quote(article, quote).cloned().unwrap_or_default();
    let differences = review.differences_on(&Decidable::of_quote(article, quote));
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
    for difference in review.differences_on(&Decidable::of_quote(article, quote)) {
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

/// Decides about everything that is not decided yet of the queue, or of what a review of the focused pane would be of; in one
/// step.
pub fn give_all(state: &mut State, verdict: Verdict) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    if state.focus == Focus::Queue && state.queue.is_empty() {
        return state.told(NONE);
    }
    let (source, _) = selection(state, several(state));
    // In the queue, what people judged differently is decided about as well.
    let settles = state.focus == Focus::Queue && state.queue.settling;
    let source = if settles { Source::These(state.queue.left().collect()) } else { source };
    selection::ask(state, source, Deed::Give(verdict, settles))
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

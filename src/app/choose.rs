//! Choosing and following: what one pane does to the others.
//!
//! Moving onto an item **lights up** what belongs to it in the other panes and shows it there; Enter **follows** it and
//! **narrows** the lists to it. The focused list itself keeps its order, so that nothing moves under the cursor.

use super::links::{Related, articles_of_hits, related};
use super::state::{Light, Place};
use super::{State, decide};
use crate::model::{QuoteRef, Span};
use crate::pane::board::{Known, Target};
use crate::pane::{Board, Focus, Item};

/// Takes note that `item` was chosen in the pane `by`.
pub fn choose(state: &mut State, item: Item, by: Focus) {
    // A narrowing follows the choice of its own kind.
    if state.narrow.is_some_and(|n| n.same_kind(item)) {
        state.narrow = Some(item);
    }
    if !matches!(item, Item::Entry(..)) {
        state.lights.boards = Some(item);
    }
    match item {
        Item::Article(article) => {
            show_article(state, article);
            (state.lights.speakers, state.lights.timeline) = (Some(item), Some(item));
            arrange(state);
            state.speakers.list.select_lit();
            state.timeline.list.select_lit();
            show_quotes(state);
        }
        Item::Speaker(_) => {
            (state.lights.articles, state.lights.timeline) = (Some(Light::Item(item)), Some(item));
            arrange(state);
            state.articles.list.scroll_home();
            state.timeline.list.select_lit();
            show_quotes(state);
        }
        Item::Event(event) => {
            (state.lights.articles, state.lights.speakers) = (Some(Light::Item(item)), Some(item));
            let mention = state.corpus.events.get(event as usize).and_then(|e| e.mentions.first()).copied();
            if let Some(mention) = mention {
                open(state, mention.article);
                state.reader.go_to_place(mention.span);
            }
            arrange(state);
            state.articles.list.scroll_home();
            state.speakers.list.select_lit();
            show_quotes(state);
        }
        Item::Quote(quote) => {
            open(state, quote.article);
            state.reader.go_to_quote(&state.corpus, quote.quote);
            state.lights.timeline = Some(item);
            if by == Focus::Reader {
                state.lights.speakers = Some(Item::Article(quote.article));
                arrange(state);
                show_speaker_of(state, quote);
            } else {
                arrange(state);
                // What is lit up in the list of quotes depends on the open article.
                show_quotes(state);
            }
            state.timeline.list.select_lit();
        }
        Item::Entry(board, _) => {
            let light = Some(item);
            (state.lights.articles, state.lights.speakers, state.lights.timeline) = (light.map(Light::Item), light, light);
            arrange(state);
            state.speakers.list.select_lit();
            state.timeline.list.select_lit();
            show_target(state, board);
            state.articles.list.scroll_home();
        }
    }
    if !matches!(item, Item::Entry(..)) {
        state.boards.iter_mut().for_each(|entries| entries.list.select_lit());
    }
}

/// Shows the chosen sentence of a board in the reader, and whose it is.
fn show_target(state: &mut State, board: Board) {
    match state.boards[board as usize].detail.target() {
        Some(Target::Quote(quote)) => {
            open(state, quote.article);
            state.reader.go_to_quote(&state.corpus, quote.quote);
            show_speaker_of(state, quote);
        }
        Some(Target::Place(place)) => {
            open(state, place.article);
            state.reader.go_to_place(place.span);
            show_quotes(state);
        }
        None => show_quotes(state),
    }
}

/// Follows the chosen item of the focused pane. The error says why it cannot be followed.
pub fn follow(state: &mut State) -> Result<(), &'static str> {
    let here = state.place();
    match state.focus {
        Focus::Articles => {
            let article = state.articles.list.item().ok_or("No article is chosen.")?;
            state.narrow = Some(Item::Article(article));
            choose(state, Item::Article(article), Focus::Articles);
            focus(state, Focus::Reader);
        }
        Focus::Reader => {
            let quote =
                state.reader.quote_in_sight(&state.corpus).ok_or("There is no quote in sight; ] goes to the next one.")?;
            let speaker = state.corpus.speaker_of(quote).ok_or("Nobody was found who said this.")?;
            state.narrow = Some(Item::Speaker(speaker));
            (state.lights.articles, state.lights.timeline) =
                (Some(Light::Item(Item::Speaker(speaker))), Some(Item::Quote(quote)));
            arrange(state);
            show_speaker_of(state, quote);
            focus(state, Focus::Quotes);
        }
        Focus::Speakers => {
            let speaker = state.speakers.list.item().ok_or("No speaker is chosen.")?;
            state.narrow = Some(Item::Speaker(speaker));
            choose(state, Item::Speaker(speaker), Focus::Speakers);
            focus(state, Focus::Quotes);
            if let Some(quote) = state.quotes.chosen(&state.corpus) {
                choose(state, Item::Quote(quote), Focus::Quotes);
            }
        }
        Focus::Quotes => {
            let quote = state.quotes.chosen(&state.corpus).ok_or("No quote is chosen.")?;
            choose(state, Item::Quote(quote), Focus::Quotes);
            focus(state, Focus::Reader);
        }
        Focus::Timeline => {
            let event = state.timeline.list.item().ok_or("No event is chosen.")?;
            state.narrow = Some(Item::Event(event));
            choose(state, Item::Event(event), Focus::Timeline);
            focus(state, Focus::Articles);
            state.articles.list.reset();
            if let Some(article) = state.articles.list.item() {
                choose(state, Item::Article(article), Focus::Articles);
            }
        }
        Focus::Board(board) => follow_entry(state, board)?,
        Focus::Queue => {
            let quote = state.queue.chosen().ok_or(super::review::NONE)?;
            choose(state, Item::Quote(quote), Focus::Queue);
            focus(state, Focus::Reader);
        }
    }
    state.jumps.leave(here);
    Ok(())
}

/// Follows on a board: from an entry to its sentences, from a sentence to its place.
fn follow_entry(state: &mut State, board: Board) -> Result<(), &'static str> {
    let entries = &mut state.boards[board as usize];
    let item = Item::Entry(board, entries.list.item().ok_or("Nothing is chosen.")?);
    if entries.detail.is_empty() {
        return Err("There is no sentence to go to.");
    }
    let inside = std::mem::replace(&mut entries.inside, true);
    state.narrow = if inside { state.narrow } else { Some(item) };
    state.lay_out();
    choose(state, item, Focus::Board(board));
    if inside {
        focus(state, Focus::Reader);
    }
    Ok(())
}

/// Restores a place.
pub fn restore(state: &mut State, place: &Place) {
    state.narrow = place.narrow;
    let quote = place.article.zip(place.quote).map(|(article, quote)| Item::Quote(QuoteRef { article, quote }));
    let item = match place.focus {
        Focus::Reader if quote.is_some() => quote,
        Focus::Articles | Focus::Reader => place.article.map(Item::Article),
        Focus::Speakers | Focus::Quotes => place.speaker.map(Item::Speaker),
        Focus::Timeline => place.event.map(Item::Event),
        Focus::Board(board) => place.entry.map(|entry| Item::Entry(board, entry.item)),
        Focus::Queue => state.queue.chosen().map(Item::Quote),
    };
    state.desk = place.desk;
    state.lights = super::state::Lights::default();
    arrange(state);
    if let Some(speaker) = place.speaker {
        state.speakers.list.select(speaker);
    }
    if let Some(event) = place.event {
        state.timeline.list.select(event);
    }
    restore_entry(state, place);
    if let Some(item) = item {
        choose(state, item, place.focus);
    }
    // What choosing has moved on its own account goes back as well.
    if let Some(speaker) = place.speaker {
        state.speakers.list.select(speaker);
        show_quotes(state);
    }
    if let Some(event) = place.event {
        state.timeline.list.select(event);
    }
    restore_entry(state, place);
    if let Some(said) = place.said {
        state.quotes.select(&state.corpus, said);
    }
    if let Some(article) = place.article {
        open(state, article);
        focus(state, place.focus);
        state.reader.show_top(place.top);
        state.reader.quote = place.quote;
        state.reader.place = place.words;
    }
    focus(state, place.focus);
}

/// Chooses on the board what was chosen there.
fn restore_entry(state: &mut State, place: &Place) {
    let (Focus::Board(board), Some(entry)) = (place.desk, place.entry) else { return };
    let entries = &mut state.boards[board as usize];
    let there = entries.list.select(entry.item);
    entries.inside = entry.inside && there;
    state.lay_out();
    if there {
        state.boards[board as usize].detail.choose(entry.cell);
        // What is chosen may be told by its difference from another.
        state.lay_out();
    }
}

/// Gives a pane the keys.
pub fn focus(state: &mut State, focus: Focus) {
    state.focus = focus;
    if focus.on_desk() {
        state.desk = focus;
    }
    if focus != Focus::Reader {
        state.last_list = focus;
    } else if let Some(article) = state.reader.article.and_then(|a| state.corpus.articles.get(a as usize)).cloned() {
        decide::read(state, &article);
    }
    state.lay_out();
    if focus != Focus::Reader {
        state.list_mut(focus).show_selected();
    }
}

/// Opens an article in the reader, laid out, and chooses it in the list.
pub fn open(state: &mut State, article: u32) {
    state.reader.open(article);
    state.lay_out();
    state.articles.list.select(article);
    if state.focus == Focus::Reader
        && let Some(article) = state.corpus.articles.get(article as usize).cloned()
    {
        decide::read(state, &article);
    }
}

/// Opens an article where what is searched for or narrowed to stands in it.
fn show_article(state: &mut State, article: u32) {
    if state.reader.article == Some(article) {
        state.articles.list.select(article);
        return;
    }
    open(state, article);
    let first_hit = state.find.hits.partition_point(|h| h.article < article);
    let hit = state.find.hits.get(first_hit).filter(|h| h.article == article).map(|h| h.span);
    let lit = match state.lights.articles {
        Some(Light::Item(item)) => state.narrow.or(Some(item)),
        _ => state.narrow,
    };
    match (hit, lit) {
        (Some(hit), _) => state.reader.go_to_place(hit),
        (None, Some(Item::Event(event))) => {
            if let Some(span) = told_at(state, event, article) {
                state.reader.go_to_place(span);
            }
        }
        (None, Some(Item::Speaker(speaker))) => {
            if let Some(quote) = said_in(state, speaker, article) {
                state.reader.go_to_quote(&state.corpus, quote.quote);
            }
        }
        _ => {}
    }
}

fn told_at(state: &State, event: u32, article: u32) -> Option<Span> {
    let mentions = &state.corpus.events.get(event as usize)?.mentions;
    mentions.iter().find(|m| m.article == article).map(|m| m.span)
}

fn said_in(state: &State, speaker: u32, article: u32) -> Option<QuoteRef> {
    let quotes = &state.corpus.speakers.get(speaker as usize)?.quotes;
    quotes.get(quotes.partition_point(|q| q.article < article)).copied().filter(|q| q.article == article)
}

/// Shows the quotes of the chosen speaker.
pub fn show_quotes(state: &mut State) {
    let speaker = state.speakers.list.item();
    let before = state.quotes.speaker;
    state.quotes.of_speaker(&state.corpus, state.snapshot, speaker, state.reader.article);
    if before != speaker {
        // What the speaker says in the open article comes first to mind.
        state.quotes.list.select_lit();
    }
    state.lay_out();
}

fn show_speaker_of(state: &mut State, quote: QuoteRef) {
    if let Some(speaker) = state.corpus.speaker_of(quote) {
        state.speakers.list.select(speaker);
    }
    show_quotes(state);
    state.quotes.select(&state.corpus, quote);
}

/// Arranges the lists by narrowing and lights.
pub fn arrange(state: &mut State) {
    let (corpus, index) = (std::sync::Arc::clone(&state.corpus), std::sync::Arc::clone(&state.index));
    let review = state.decided.review.clone();
    let known = Known { corpus: &corpus, index: &index, review: &review };
    let narrow = state.narrow.map(|item| (item, related(known, item)));
    let narrowed = state.narrow;
    let own = |item: Item| narrowed.is_some_and(|n| n.same_kind(item));
    let within = |pick: &dyn for<'r> Fn(&'r Related) -> &'r Vec<u32>, own: bool| {
        narrow.as_ref().filter(|_| !own).map(|(item, related)| (*item, pick(related).as_slice()))
    };
    let of = |item: Option<Item>| item.map(|item| related(known, item)).unwrap_or_default();
    let lit = match state.lights.articles {
        Some(Light::Item(item)) => of(Some(item)).articles,
        Some(Light::Hits) => articles_of_hits(&state.find.hits),
        None => Vec::new(),
    };
    let (speakers, events) = (of(state.lights.speakers).speakers, of(state.lights.timeline).events);
    let entries = of(state.lights.boards).entries;
    state.articles.arrange(state.epoch, within(&|r| &r.articles, own(Item::Article(0))), lit);
    state.speakers.arrange(state.epoch, within(&|r| &r.speakers, own(Item::Speaker(0))), speakers);
    state.timeline.arrange(state.epoch, within(&|r| &r.events, own(Item::Event(0))), events);
    for (board, lit) in Board::ALL.into_iter().zip(entries) {
        // What one board is narrowed to says nothing of another.
        let within = within(&|r| &r.entries[board as usize], matches!(narrowed, Some(Item::Entry(..))));
        state.boards[board as usize].arrange(state.epoch, within, lit);
    }
    state.lay_out();
}

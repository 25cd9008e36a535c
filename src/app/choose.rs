//! Choosing and following: what one pane does to the others.
//!
//! Moving onto an item **lights up** what belongs to it in the other panes and shows it there; Enter **follows** it and
//! **narrows** the lists to it. The focused list itself keeps its order, so that nothing moves under the cursor.

use super::State;
use super::links::{Related, articles_of_hits, related};
use super::state::{Light, Place};
use crate::model::{QuoteRef, Span};
use crate::pane::{Focus, Item};

/// Takes note that `item` was chosen in the pane `by`.
pub fn choose(state: &mut State, item: Item, by: Focus) {
    // A narrowing follows the choice of its own kind.
    if state.narrow.is_some_and(|n| std::mem::discriminant(&n) == std::mem::discriminant(&item)) {
        state.narrow = Some(item);
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
    }
    state.jumps.leave(here);
    Ok(())
}

/// Restores a place.
pub fn restore(state: &mut State, place: &Place) {
    state.narrow = place.narrow;
    let item = match place.focus {
        Focus::Articles | Focus::Reader => place.article.map(Item::Article),
        Focus::Speakers | Focus::Quotes => place.speaker.map(Item::Speaker),
        Focus::Timeline => place.event.map(Item::Event),
    };
    state.lights = super::state::Lights::default();
    arrange(state);
    if let Some(speaker) = place.speaker {
        state.speakers.list.select(speaker);
    }
    if let Some(event) = place.event {
        state.timeline.list.select(event);
    }
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
    if let Some(said) = place.said {
        state.quotes.select(&state.corpus, said);
    }
    if let Some(article) = place.article {
        open(state, article);
        focus(state, place.focus);
        state.reader.show_top(place.top);
        state.reader.quote = place.quote;
    }
    focus(state, place.focus);
}

/// Gives a pane the keys.
pub fn focus(state: &mut State, focus: Focus) {
    state.focus = focus;
    if focus != Focus::Reader {
        state.last_list = focus;
    } else if let Some(article) = state.reader.article.and_then(|a| state.corpus.articles.get(a as usize)) {
        state.articles.read.insert(std::sync::Arc::clone(&article.id));
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
        && let Some(article) = state.corpus.articles.get(article as usize)
    {
        state.articles.read.insert(std::sync::Arc::clone(&article.id));
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
    let corpus = &state.corpus;
    let narrow = state.narrow.map(|item| (item, related(corpus, item)));
    let own = |item: Item| state.narrow.is_some_and(|n| std::mem::discriminant(&n) == std::mem::discriminant(&item));
    let within = |pick: fn(&Related) -> &Vec<u32>, own: bool| {
        narrow.as_ref().filter(|_| !own).map(|(item, related)| (*item, pick(related).as_slice()))
    };
    let of = |item: Option<Item>| item.map(|item| related(corpus, item)).unwrap_or_default();
    let lit = match state.lights.articles {
        Some(Light::Item(item)) => of(Some(item)).articles,
        Some(Light::Hits) => articles_of_hits(&state.find.hits),
        None => Vec::new(),
    };
    state.articles.arrange(state.epoch, within(|r| &r.articles, own(Item::Article(0))), lit);
    let lit = of(state.lights.speakers).speakers;
    state.speakers.arrange(state.epoch, within(|r| &r.speakers, own(Item::Speaker(0))), lit);
    let lit = of(state.lights.timeline).events;
    state.timeline.arrange(state.epoch, within(|r| &r.events, own(Item::Event(0))), lit);
    state.lay_out();
}

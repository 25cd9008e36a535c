//! Carrying the state over to a new snapshot: indices change from one to the next, identifiers do not.
//!
//! Whatever was chosen, narrowed to, lit up or jumped from is found again by its identifier; what is gone is let go.
//! Filters and searches are asked again.

use super::choose::{arrange, show_quotes};
use super::state::{Entry, Light, Overlay, Place};
use super::{Effect, Snapshot, State};
use crate::model::{Article, Corpus, Event, QuoteRef, Span, Speaker};
use crate::pane::{Board, Focus, Item};
use crate::review::{Passage, quote_at};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Takes a new snapshot.
pub fn carry(state: &mut State, snapshot: Snapshot) -> Vec<Effect> {
    let here = state.place();
    let old = std::mem::replace(&mut state.corpus, Arc::clone(&snapshot.corpus));
    state.snapshot += 1;
    state.index = Arc::clone(&snapshot.index);
    let new = Arc::clone(&state.corpus);
    let mut carry = Carry::new(&old, &new);
    // What is remembered is of the old snapshot.
    let place = carry.place(&here);
    let article = state.articles.list.item().and_then(|a| carry.article(a));
    let entries = Board::ALL.map(|board| {
        let item = state.boards[board as usize].list.item()?;
        carry.entry(board, item)
    });
    let cells = Board::ALL.map(|board| state.boards[board as usize].detail.chosen());
    if !here.article.is_some_and(|article| carry.is_same(article)) && state.reader.selecting.take().is_some() {
        super::update::tell(state, "The text has changed: nothing is selected any more.");
    }
    (state.reader.article, state.reader.quote, state.reader.place) = (place.article, place.quote, place.words);
    state.narrow = place.narrow;
    state.lights.articles = state.lights.articles.and_then(|light| match light {
        Light::Item(item) => carry.item(item).map(Light::Item),
        Light::Hits => Some(Light::Hits),
    });
    state.lights.speakers = state.lights.speakers.and_then(|item| carry.item(item));
    state.lights.timeline = state.lights.timeline.and_then(|item| carry.item(item));
    state.lights.boards = state.lights.boards.and_then(|item| carry.item(item));
    for place in &mut state.jumps.places {
        *place = carry.place(place);
    }
    state.overlay = match state.overlay.take() {
        // Whose words these are is asked of one quote, wherever it stands now.
        Some(Overlay::Speaker(mut chooser, at)) => carry.quote(at).map(|at| {
            chooser.change(|names| names.carry(|own| carry.quote(own)));
            Overlay::Speaker(chooser, at)
        }),
        other => other,
    };
    state.queue.carry(&new, &state.decided.review);
    state.find.hits.clear();
    state.articles.take(Arc::clone(&snapshot.moments));
    state.speakers.take(Arc::clone(&snapshot.counts));
    state.timeline.take(Arc::clone(&snapshot.facts), snapshot.longest_gap);
    sort(state);
    let mut lists = vec![(Focus::Articles, article), (Focus::Speakers, place.speaker), (Focus::Timeline, place.event)];
    lists.extend(Board::ALL.into_iter().zip(entries).map(|(board, item)| (Focus::Board(board), item)));
    let offsets: Vec<usize> = lists.iter().map(|(focus, _)| state.list_mut(*focus).let_go()).collect();
    arrange(state);
    for ((focus, item), offset) in lists.into_iter().zip(offsets) {
        match item {
            Some(item) => state.list_mut(focus).take_up(item, offset),
            None => {
                leave(state, focus);
                // What belongs to what is chosen elsewhere stands in its place.
                if focus != state.focus {
                    state.list_mut(focus).select_lit();
                }
            }
        }
    }
    state.lay_out();
    for (board, cell) in Board::ALL.into_iter().zip(cells).filter(|(board, _)| entries[*board as usize].is_some()) {
        state.boards[board as usize].detail.choose(cell);
    }
    if !state.moved {
        // Nobody has chosen anything yet: what stands first is shown.
        state.articles.list.reset();
        state.reader.article = None;
    }
    if state.reader.article.is_none() {
        super::prompt::chosen(state, Focus::Articles);
    }
    state.quotes.speaker = state.speakers.list.item().filter(|s| Some(*s) == place.speaker);
    state.quotes.list.let_go();
    show_quotes(state);
    if let Some(said) = place.said.filter(|_| state.moved) {
        state.quotes.select(&state.corpus, said);
    }
    state.lay_out();
    let mut effects: Vec<Effect> = Vec::new();
    for focus in Focus::lists() {
        effects.extend(state.ask_filter(focus));
    }
    effects.extend(state.ask_find());
    effects
}

/// The chosen entry of a board is gone: the keys move among its entries again.
fn leave(state: &mut State, focus: Focus) {
    if let Focus::Board(board) = focus {
        state.boards[board as usize].inside = false;
    }
}

/// Sorts all lists.
pub fn sort(state: &mut State) {
    state.epoch += 1;
    state.articles.sort(&state.corpus);
    state.speakers.sort(&state.corpus);
    state.timeline.sort(&state.corpus);
    for board in Board::ALL {
        state.boards[board as usize].sort(board.face(), &state.corpus);
    }
}

struct Carry<'c> {
    old: &'c Corpus,
    new: &'c Corpus,
    speakers: FxHashMap<u32, Option<u32>>,
    events: FxHashMap<u32, Option<u32>>,
    entries: FxHashMap<(Board, u32), Option<u32>>,
}

impl<'c> Carry<'c> {
    fn new(old: &'c Corpus, new: &'c Corpus) -> Self {
        let (speakers, events, entries) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        Carry { old, new, speakers, events, entries }
    }

    /// Articles stand in the order of their files, but for those added since the last full linking.
    fn article(&self, article: u32) -> Option<u32> {
        let new = &self.new.articles;
        let wanted = place(self.old.articles.get(article as usize)?);
        let here = |i: &usize| new.get(*i).is_some_and(|a| place(a) == wanted);
        let linked = new.len().saturating_sub(self.new.added as usize);
        let at = || partition(linked, |i| new.get(i).is_some_and(|a| place(a) < wanted));
        let found = Some(article as usize).filter(here).or_else(|| Some(at()).filter(here));
        found.or_else(|| (linked..new.len()).find(here)).map(|at| at as u32)
    }

    /// Where an article is, and where its text has changed what it was and has become.
    fn text(&self, article: u32) -> Option<(u32, Option<(&Article, &Article)>)> {
        let there = self.article(article)?;
        let (old, new) = (self.old.articles.get(article as usize)?, self.new.articles.get(there as usize)?);
        Some((there, (old.id != new.id).then_some((&**old, &**new))))
    }

    fn speaker(&mut self, speaker: u32) -> Option<u32> {
        let (old, new) = (self.old, self.new);
        *self.speakers.entry(speaker).or_insert_with(|| {
            let wanted = &old.speakers.get(speaker as usize)?.id;
            let same = |s: &Speaker| s.id == *wanted;
            let stays = new.speakers.get(speaker as usize).is_some_and(same);
            if stays { Some(speaker) } else { Some(new.speakers.iter().position(same)? as u32) }
        })
    }

    /// Looks at the same place first, then among the events of the day: those that were linked stand in their order.
    fn event(&mut self, event: u32) -> Option<u32> {
        let (old, new) = (self.old, self.new);
        *self.events.entry(event).or_insert_with(|| {
            let wanted = old.events.get(event as usize)?;
            let same = |e: &Event| e.id == wanted.id;
            if new.events.get(event as usize).is_some_and(same) {
                return Some(event);
            }
            let day = |i: usize| new.events.get(i).map(|e| e.date.start);
            let from = partition(new.events.len(), |i| day(i).is_some_and(|d| d < wanted.date.start));
            let of_day = (from..new.events.len()).take_while(|i| day(*i) == Some(wanted.date.start));
            let near = of_day.into_iter().find(|i| new.events.get(*i).is_some_and(same));
            Some(near.or_else(|| new.events.iter().position(same))? as u32)
        })
    }

    fn entry(&mut self, board: Board, entry: u32) -> Option<u32> {
        let (old, new, id) = (self.old, self.new, board.face().id);
        *self.entries.entry((board, entry)).or_insert_with(|| {
            let wanted = id(old, entry)?;
            (0..).map_while(|ix| Some((ix, id(new, ix)?))).find(|(_, id)| *id == wanted).map(|(ix, _)| ix)
        })
    }

    /// A quote: in a text that has changed, the one whose words stand where they went.
    fn quote(&self, at: QuoteRef) -> Option<QuoteRef> {
        let (article, changed) = self.text(at.article)?;
        let Some((old, new)) = changed else { return Some(QuoteRef { article, ..at }) };
        let words = self.words(at.article, old.quotes.get(at.quote as usize)?.found().span)?;
        let span = quote_at(new, words)?;
        let quote = new.quotes.iter().position(|quote| quote.found().span == span)?;
        Some(QuoteRef { article, quote: quote as u32 })
    }

    /// Words of an article, where they went if its text has changed.
    fn words(&self, article: u32, words: Span) -> Option<Span> {
        match self.text(article)?.1 {
            Some((old, new)) => Passage::of(&old.text, words).find(&new.text),
            None => Some(words),
        }
    }

    /// Whether an article is there with the same text.
    fn is_same(&self, article: u32) -> bool {
        self.text(article).is_some_and(|(_, changed)| changed.is_none())
    }

    fn item(&mut self, item: Item) -> Option<Item> {
        Some(match item {
            Item::Article(article) => Item::Article(self.article(article)?),
            Item::Speaker(speaker) => Item::Speaker(self.speaker(speaker)?),
            Item::Event(event) => Item::Event(self.event(event)?),
            Item::Quote(quote) => Item::Quote(self.quote(quote)?),
            Item::Entry(board, entry) => Item::Entry(board, self.entry(board, entry)?),
        })
    }

    fn place(&mut self, place: &Place) -> Place {
        let entry = match (place.desk, place.entry) {
            (Focus::Board(board), Some(entry)) => self.entry(board, entry.item).map(|item| Entry { item, ..entry }),
            _ => None,
        };
        let quote = place.article.zip(place.quote).and_then(|(article, quote)| self.quote(QuoteRef { article, quote }));
        Place {
            focus: place.focus,
            narrow: place.narrow.and_then(|item| self.item(item)),
            article: place.article.and_then(|article| self.article(article)),
            top: place.top,
            quote: quote.map(|at| at.quote),
            words: place.article.zip(place.words).and_then(|(article, words)| self.words(article, words)),
            speaker: place.speaker.and_then(|speaker| self.speaker(speaker)),
            said: place.said.and_then(|quote| self.quote(quote)),
            event: place.event.and_then(|event| self.event(event)),
            desk: place.desk,
            entry,
        }
    }
}

/// Where an article comes from, by which articles are ordered.
fn place(article: &Article) -> (&str, u32) {
    (&article.source.path, article.source.record)
}

/// How many of the first `len` indices, in order, a condition holds for that fails from some index on.
fn partition(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (0, len);
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(middle) { from = middle + 1 } else { to = middle }
    }
    from
}

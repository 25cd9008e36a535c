//! What connects the panes: what belongs to a chosen thing.
//!
//! Costs what the thing holds, never the whole corpus. Only what belongs to an entry of a board is looked up, in the index
//! that is counted when a snapshot comes.

use crate::model::{ArticleIx, Corpus, EventIx, Mention, QuoteRef, SpeakerIx};
use crate::pane::board::{Holding, Known, holding};
use crate::pane::{Board, Item};
use crate::text::display::clip;
use rustc_hash::FxHashSet;

/// What belongs to a chosen thing; each ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// Articles that tell or quote it.
    pub articles: Vec<ArticleIx>,
    /// Speakers quoted in or with it.
    pub speakers: Vec<SpeakerIx>,
    /// Events told in or with it.
    pub events: Vec<EventIx>,
    /// Entries of the boards that stand on it, in the order of [`Board::ALL`]; of an entry, that alone.
    pub entries: [Vec<u32>; Board::ALL.len()],
}

/// Works out what belongs to `item`.
pub fn related(known: Known<'_>, item: Item) -> Related {
    let corpus = known.corpus;
    let mut related = match item {
        Item::Article(article) => of_article(corpus, article),
        Item::Speaker(speaker) => of_speaker(corpus, speaker),
        Item::Event(event) => of_event(corpus, event),
        Item::Quote(quote) => of_quote(corpus, quote),
        Item::Entry(board, entry) => of_holding(corpus, &holding(corpus, board, entry)),
    };
    for board in Board::ALL {
        related.entries[board as usize] = entries(known, board, item);
    }
    for items in [&mut related.articles, &mut related.speakers, &mut related.events].into_iter().chain(&mut related.entries) {
        items.sort_unstable();
        items.dedup();
    }
    related
}

/// Entries of a board that stand on a thing.
fn entries(known: Known<'_>, board: Board, item: Item) -> Vec<u32> {
    let Known { corpus, index, .. } = known;
    let mut quotes = match item {
        Item::Article(article) => return index.of_article(board, article).collect(),
        Item::Speaker(speaker) => return index.of_speaker(board, speaker).collect(),
        Item::Entry(own, entry) => return if own == board { vec![entry] } else { Vec::new() },
        Item::Event(event) => corpus.events.get(event as usize).map(|e| e.quotes.clone()).unwrap_or_default(),
        Item::Quote(quote) => vec![quote],
    };
    quotes.sort_unstable();
    let mut articles: Vec<ArticleIx> = quotes.iter().map(|q| q.article).collect();
    articles.dedup();
    let mut near: Vec<u32> = articles.into_iter().flat_map(|a| index.of_article(board, a)).collect();
    near.sort_unstable();
    near.dedup();
    let stands = |entry: &u32| holding(corpus, board, *entry).quotes.iter().any(|q| quotes.binary_search(q).is_ok());
    near.retain(stands);
    near
}

/// What belongs to an entry of a board: its articles, whom it concerns and who is quoted, what is told there.
fn of_holding(corpus: &Corpus, holding: &Holding) -> Related {
    let quotes: FxHashSet<QuoteRef> = holding.quotes.iter().copied().collect();
    let articles = holding.articles();
    let told = articles.iter().filter_map(|a| corpus.article_events.get(*a as usize)).flatten().copied();
    let near = |m: &Mention| holding.places.iter().any(|p| p.article == m.article && p.span.overlaps(m.span));
    let holds = |e: &EventIx| {
        let event = corpus.events.get(*e as usize);
        event.is_some_and(|e| e.quotes.iter().any(|q| quotes.contains(q)) || e.mentions.iter().any(near))
    };
    let events = told.filter(holds).collect();
    let speakers = holding.quotes.iter().flat_map(|q| corpus.all_speakers_of(*q)).chain(holding.speakers.iter().copied());
    Related { speakers: speakers.collect(), articles, events, ..Related::default() }
}

/// Articles that hold hits, ascending.
pub fn articles_of_hits(hits: &[Mention]) -> Vec<ArticleIx> {
    let mut articles: Vec<ArticleIx> = hits.iter().map(|h| h.article).collect();
    articles.dedup();
    articles
}

fn of_article(corpus: &Corpus, article: ArticleIx) -> Related {
    let at = article as usize;
    Related {
        articles: vec![article],
        speakers: quoted_in(corpus, article),
        events: corpus.article_events.get(at).cloned().unwrap_or_default(),
        ..Related::default()
    }
}

/// Speakers of an article's quotes; those that are only named are no voices of it.
fn quoted_in(corpus: &Corpus, article: ArticleIx) -> Vec<SpeakerIx> {
    let quotes = corpus.articles.get(article as usize).map_or(&[][..], |a| &a.quotes);
    let kept = (0..).zip(quotes).filter(|(_, quote)| !quote.is_rejected());
    kept.flat_map(|(quote, _)| corpus.all_speakers_of(QuoteRef { article, quote })).collect()
}

fn of_speaker(corpus: &Corpus, speaker: SpeakerIx) -> Related {
    let quotes = corpus.speakers.get(speaker as usize).map_or(&[][..], |s| &s.quotes);
    let mut articles: Vec<ArticleIx> = quotes.iter().map(|q| q.article).collect();
    articles.dedup();
    let told = articles.iter().filter_map(|a| corpus.article_events.get(*a as usize)).flatten().copied();
    let takes_part = |e: &EventIx| corpus.events.get(*e as usize).is_some_and(|e| e.speakers.binary_search(&speaker).is_ok());
    let events = told.filter(takes_part).collect();
    Related { articles, speakers: vec![speaker], events, ..Related::default() }
}

fn of_event(corpus: &Corpus, event: EventIx) -> Related {
    let Some(found) = corpus.events.get(event as usize) else { return Related::default() };
    Related { articles: found.articles(), speakers: found.speakers.clone(), events: vec![event], ..Related::default() }
}

fn of_quote(corpus: &Corpus, quote: QuoteRef) -> Related {
    let told = corpus.article_events.get(quote.article as usize).into_iter().flatten().copied();
    let holds = |e: &EventIx| corpus.events.get(*e as usize).is_some_and(|e| e.quotes.contains(&quote));
    let events: Vec<EventIx> = told.filter(holds).collect();
    let mut articles: Vec<ArticleIx> =
        events.iter().filter_map(|e| corpus.events.get(*e as usize)).flat_map(|e| e.articles()).collect();
    articles.push(quote.article);
    Related { articles, speakers: corpus.all_speakers_of(quote).collect(), events, ..Related::default() }
}

/// Columns that the name of what the lists are narrowed to is shown in at most.
pub(super) const NARROWING: usize = 80;

/// What the lists are narrowed to, in words.
pub(super) fn narrowing(known: Known<'_>, item: Item) -> String {
    let corpus = known.corpus;
    let clean = |text: &str| clip(text, NARROWING).0.into_owned();
    let text = match item {
        Item::Article(a) => corpus.articles.get(a as usize).map(|a| match &a.title {
            Some(title) => clean(title),
            None => clean(crate::search::first_words(&a.text)),
        }),
        Item::Speaker(s) => corpus.speakers.get(s as usize).map(|s| clean(&s.name)),
        Item::Event(e) => corpus.events.get(e as usize).map(|e| format!("{} {}", e.date.value, clean(&e.title))),
        Item::Quote(_) => None,
        Item::Entry(board, entry) => Some(entry_text(known, board, entry)),
    };
    text.unwrap_or_default()
}

fn entry_text(known: Known<'_>, board: Board, entry: u32) -> String {
    let face = board.face();
    let name = (face.head)(known, entry).map_or(String::new(), |head| head.name.text);
    format!("{} · {name}", face.entry)
}

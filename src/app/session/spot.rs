//! Places of the interface as a session keeps them: by identifiers, and found again by them.

use super::super::state::{Entry, Light, Lights, Place};
use super::name;
use crate::model::{Article, Corpus, QuoteRef, Span};
use crate::pane::{Board, Focus, Item};
use crate::store::session::{self, Quoted, Session, Spot, Thing};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A place of this corpus, by identifiers.
pub fn spot(corpus: &Corpus, place: &Place) -> Spot {
    let article = place.article.and_then(|ix| corpus.articles.get(ix as usize));
    let entry = match (place.desk, place.entry) {
        (Focus::Board(board), Some(entry)) => (board.face().id)(corpus, entry.item),
        _ => None,
    };
    let quote = article.zip(place.quote).and_then(|(article, quote)| article.quotes.get(quote as usize));
    Spot {
        pane: Some(name(place.focus).into()),
        narrow: place.narrow.and_then(|item| thing(corpus, item)),
        article: article.map(|article| Arc::clone(&article.id)),
        top: place.top,
        quote: quote.map(|quote| quote.found().span.start),
        words: place.words.map(|span| (span.start, span.end)),
        speaker: speaker_id(corpus, place.speaker),
        said: place.said.and_then(|said| quoted(corpus, said)),
        event: event_id(corpus, place.event),
        desk: Some(name(place.desk).into()),
        entry,
        cell: place.entry.map_or(0, |entry| entry.cell),
        inside: place.entry.is_some_and(|entry| entry.inside),
    }
}

/// What lights up the lists, by identifiers.
pub fn lights(corpus: &Corpus, lights: &Lights) -> session::Lights {
    let named = |item: Option<Item>| item.and_then(|item| thing(corpus, item));
    session::Lights {
        articles: match lights.articles {
            Some(Light::Item(item)) => named(Some(item)),
            Some(Light::Hits) | None => None,
        },
        hits: lights.articles == Some(Light::Hits),
        speakers: named(lights.speakers),
        timeline: named(lights.timeline),
        boards: named(lights.boards),
    }
}

fn speaker_id(corpus: &Corpus, ix: Option<u32>) -> Option<Arc<str>> {
    corpus.speakers.get(ix? as usize).map(|speaker| Arc::clone(&speaker.id))
}

fn event_id(corpus: &Corpus, ix: Option<u32>) -> Option<Arc<str>> {
    corpus.events.get(ix? as usize).map(|event| Arc::clone(&event.id))
}

/// A quote, as a session keeps it.
pub fn quoted(corpus: &Corpus, at: QuoteRef) -> Option<Quoted> {
    let (article, quote) = corpus.quote(at)?;
    Some((Arc::clone(&article.id), quote.found().span.start))
}

fn thing(corpus: &Corpus, item: Item) -> Option<Thing> {
    Some(match item {
        Item::Article(ix) => Thing::Article(Arc::clone(&corpus.articles.get(ix as usize)?.id)),
        Item::Speaker(ix) => Thing::Speaker(speaker_id(corpus, Some(ix))?),
        Item::Event(ix) => Thing::Event(event_id(corpus, Some(ix))?),
        Item::Quote(at) => {
            let (article, start) = quoted(corpus, at)?;
            Thing::Quote(article, start)
        }
        Item::Entry(board, entry) => Thing::Entry(board.face().name.into(), (board.face().id)(corpus, entry)?),
    })
}

/// Finds in one snapshot what a session names.
pub struct Finder<'c> {
    corpus: &'c Corpus,
    articles: FxHashMap<&'c str, u32>,
    speakers: FxHashMap<&'c str, u32>,
    events: FxHashMap<&'c str, u32>,
    entries: FxHashMap<(Board, Arc<str>), Option<u32>>,
}

impl<'c> Finder<'c> {
    /// A finder of all that a session names; goes through the corpus once.
    pub fn new(corpus: &'c Corpus, session: &Session) -> Self {
        let wanted = wanted(session);
        Finder {
            corpus,
            articles: corpus.articles_of(&wanted),
            speakers: corpus.speakers_of(&wanted),
            events: corpus.events_of(&wanted),
            entries: FxHashMap::default(),
        }
    }

    /// An article.
    pub fn article(&self, id: Option<&str>) -> Option<u32> {
        self.articles.get(id?).copied()
    }

    /// A speaker.
    pub fn speaker(&self, id: Option<&str>) -> Option<u32> {
        self.speakers.get(id?).copied()
    }

    /// An event.
    pub fn event(&self, id: Option<&str>) -> Option<u32> {
        self.events.get(id?).copied()
    }

    /// The entry of a board with this identifier.
    pub fn entry(&mut self, desk: Focus, wanted: Option<&Arc<str>>) -> Option<u32> {
        let (Focus::Board(board), Some(wanted)) = (desk, wanted) else { return None };
        let corpus = self.corpus;
        *self.entries.entry((board, Arc::clone(wanted))).or_insert_with(|| {
            let id = board.face().id;
            (0..).map_while(|ix| Some((ix, id(corpus, ix)?))).find(|(_, id)| id == wanted).map(|(ix, _)| ix)
        })
    }

    /// A quote.
    pub fn quote(&self, (article, start): &Quoted) -> Option<QuoteRef> {
        let article = self.article(Some(article))?;
        let quote = quote_from(self.corpus.articles.get(article as usize)?, *start)?;
        Some(QuoteRef { article, quote })
    }

    fn item(&mut self, thing: &Thing) -> Option<Item> {
        Some(match thing {
            Thing::Article(id) => Item::Article(self.article(Some(id))?),
            Thing::Speaker(id) => Item::Speaker(self.speaker(Some(id))?),
            Thing::Event(id) => Item::Event(self.event(Some(id))?),
            Thing::Quote(article, start) => Item::Quote(self.quote(&(Arc::clone(article), *start))?),
            Thing::Entry(name, id) => {
                let board = Board::ALL.into_iter().find(|board| board.face().name == &**name)?;
                Item::Entry(board, self.entry(Focus::Board(board), Some(id))?)
            }
        })
    }

    /// What lights up the lists, as far as it is there.
    pub fn lights(&mut self, lights: &session::Lights) -> Lights {
        let mut item = |thing: &Option<Thing>| thing.as_ref().and_then(|thing| self.item(thing));
        Lights {
            articles: if lights.hits { Some(Light::Hits) } else { item(&lights.articles).map(Light::Item) },
            speakers: item(&lights.speakers),
            timeline: item(&lights.timeline),
            boards: item(&lights.boards),
        }
    }

    /// The place that a session names, as far as it is there; what it does not name is as in `here`.
    pub fn place(&mut self, spot: &Spot, here: &Place) -> Place {
        let pane = |wanted: &Option<Box<str>>| Focus::ALL.into_iter().find(|focus| wanted.as_deref() == Some(name(*focus)));
        let desk = pane(&spot.desk).filter(|desk| desk.on_desk()).unwrap_or(here.desk);
        let found = self.article(spot.article.as_deref());
        let entry = self.entry(desk, spot.entry.as_ref());
        // An article that is gone is not exchanged for another in the reader, which would count as read.
        let focus = pane(&spot.pane).filter(|focus| *focus != Focus::Reader || found.is_some()).unwrap_or(here.focus);
        let own = found.and_then(|ix| self.corpus.articles.get(ix as usize));
        Place {
            focus,
            narrow: spot.narrow.as_ref().and_then(|thing| self.item(thing)),
            article: found.or(here.article),
            top: if found.is_some() { spot.top } else { 0 },
            words: spot.words.filter(|_| found.is_some()).map(|(start, end)| Span { start, end }),
            quote: own.zip(spot.quote).and_then(|(article, start)| quote_from(article, start)),
            speaker: self.speaker(spot.speaker.as_deref()),
            said: spot.said.as_ref().and_then(|said| self.quote(said)),
            event: self.event(spot.event.as_deref()),
            desk,
            entry: entry.map(|item| Entry { item, cell: spot.cell, inside: spot.inside }),
        }
    }
}

/// Every identifier that a session names.
fn wanted(session: &Session) -> FxHashSet<&str> {
    let mut wanted = FxHashSet::default();
    let lights = &session.lights;
    let mut things = vec![&lights.articles, &lights.speakers, &lights.timeline, &lights.boards];
    for spot in session.jumps.iter().chain([&session.here]) {
        wanted.extend([&spot.article, &spot.speaker, &spot.event].into_iter().flatten().map(|id| &**id));
        wanted.extend(spot.said.iter().map(|(article, _)| &**article));
        things.push(&spot.narrow);
    }
    wanted.extend(things.into_iter().flatten().filter_map(|thing| match thing {
        Thing::Article(id) | Thing::Speaker(id) | Thing::Event(id) | Thing::Quote(id, _) => Some(&**id),
        Thing::Entry(..) => None,
    }));
    wanted.extend(session.row.iter().map(|(article, _)| &**article));
    wanted
}

/// The quote of an article that begins at this byte.
fn quote_from(article: &Article, start: u32) -> Option<u32> {
    article.quotes.iter().position(|quote| quote.found().span.start == start).map(|ix| ix as u32)
}

//! What connects the panes: what belongs to a chosen thing.
//!
//! Costs what the thing holds, never the whole corpus: no index is built, none must be kept in step with snapshots.

use crate::model::{ArticleIx, Corpus, EventIx, Mention, QuoteRef, SpeakerIx};
use crate::pane::Item;

/// What belongs to a chosen thing; each ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// Articles that tell or quote it.
    pub articles: Vec<ArticleIx>,
    /// Speakers quoted in or with it.
    pub speakers: Vec<SpeakerIx>,
    /// Events told in or with it.
    pub events: Vec<EventIx>,
}

/// Works out what belongs to `item`.
pub fn related(corpus: &Corpus, item: Item) -> Related {
    let mut related = match item {
        Item::Article(article) => of_article(corpus, article),
        Item::Speaker(speaker) => of_speaker(corpus, speaker),
        Item::Event(event) => of_event(corpus, event),
        Item::Quote(quote) => of_quote(corpus, quote),
    };
    for items in [&mut related.articles, &mut related.speakers, &mut related.events] {
        items.sort_unstable();
        items.dedup();
    }
    related
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
    }
}

/// Speakers of an article's quotes; those that are only named are no voices of it.
fn quoted_in(corpus: &Corpus, article: ArticleIx) -> Vec<SpeakerIx> {
    let quotes = corpus.articles.get(article as usize).map_or(0, |a| a.quotes.len());
    (0..quotes as u32).filter_map(|quote| corpus.speaker_of(QuoteRef { article, quote })).collect()
}

fn of_speaker(corpus: &Corpus, speaker: SpeakerIx) -> Related {
    let quotes = corpus.speakers.get(speaker as usize).map_or(&[][..], |s| &s.quotes);
    let mut articles: Vec<ArticleIx> = quotes.iter().map(|q| q.article).collect();
    articles.dedup();
    let told = articles.iter().filter_map(|a| corpus.article_events.get(*a as usize)).flatten().copied();
    let takes_part = |e: &EventIx| corpus.events.get(*e as usize).is_some_and(|e| e.speakers.binary_search(&speaker).is_ok());
    let events = told.filter(takes_part).collect();
    Related { articles, speakers: vec![speaker], events }
}

fn of_event(corpus: &Corpus, event: EventIx) -> Related {
    let Some(found) = corpus.events.get(event as usize) else { return Related::default() };
    Related { articles: found.articles(), speakers: found.speakers.clone(), events: vec![event] }
}

fn of_quote(corpus: &Corpus, quote: QuoteRef) -> Related {
    let told = corpus.article_events.get(quote.article as usize).into_iter().flatten().copied();
    let holds = |e: &EventIx| corpus.events.get(*e as usize).is_some_and(|e| e.quotes.contains(&quote));
    let events: Vec<EventIx> = told.filter(holds).collect();
    let mut articles: Vec<ArticleIx> =
        events.iter().filter_map(|e| corpus.events.get(*e as usize)).flat_map(|e| e.articles()).collect();
    articles.push(quote.article);
    Related { articles, speakers: corpus.speaker_of(quote).into_iter().collect(), events }
}

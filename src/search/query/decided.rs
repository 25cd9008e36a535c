//! What a person decided, laid out for a query: by article, so that nothing is looked up by its words for each quote.

use crate::model::{Article, Corpus, Event, QuoteRef, Span, Speaker};
use crate::review::{Item, Judgement, Review};
use rustc_hash::FxHashMap;

/// Everything decided about a corpus.
#[derive(Default)]
pub(super) struct Decided<'r> {
    articles: FxHashMap<&'r str, OfArticle<'r>>,
    speakers: FxHashMap<&'r str, &'r Judgement>,
    events: FxHashMap<&'r str, &'r Judgement>,
    /// Quotes by the name, in lower case, of whom a person gave them to.
    given: FxHashMap<String, Vec<QuoteRef>>,
}

/// Everything decided about an article and what stands in it.
#[derive(Default)]
pub(super) struct OfArticle<'r> {
    /// About itself.
    pub own: Option<&'r Judgement>,
    /// About passages of it.
    pub passages: Vec<&'r Judgement>,
    /// About its quotes, by their place.
    quotes: Vec<(Span, &'r Judgement)>,
}

impl<'r> Decided<'r> {
    /// Lays out a review.
    pub fn new(review: &'r Review, corpus: &Corpus) -> Decided<'r> {
        let mut decided = Decided::default();
        for (item, ix) in &review.placed().items {
            let Some((_, judgement)) = review.subject(*ix) else { continue };
            match item {
                Item::Article(id) => decided.articles.entry(id).or_default().own = Some(judgement),
                Item::Quote(id, span) => decided.articles.entry(id).or_default().quotes.push((*span, judgement)),
                Item::Passage(id, _) => decided.articles.entry(id).or_default().passages.push(judgement),
                Item::Speaker(id) => drop(decided.speakers.insert(id, judgement)),
                Item::Event(id) => drop(decided.events.insert(id, judgement)),
            }
        }
        decided.articles.values_mut().for_each(|of| of.quotes.sort_unstable_by_key(|(span, _)| *span));
        if decided.articles.values().any(|of| of.quotes.iter().any(|(_, own)| own.speaker.is_some())) {
            decided.given = decided.given(corpus);
        }
        decided
    }

    fn given(&self, corpus: &Corpus) -> FxHashMap<String, Vec<QuoteRef>> {
        let mut given: FxHashMap<String, Vec<QuoteRef>> = FxHashMap::default();
        for (article_ix, article) in (0..).zip(&corpus.articles) {
            let Some(of) = self.article(article) else { continue };
            for (quote_ix, quote) in (0..).zip(&article.quotes) {
                let name = of.quote(quote.found().span).and_then(|own| own.speaker.as_ref()?.name());
                let at = QuoteRef { article: article_ix, quote: quote_ix };
                name.into_iter().for_each(|name| given.entry(name.to_lowercase()).or_default().push(at));
            }
        }
        given
    }

    /// About an article and what stands in it.
    pub fn article(&self, article: &Article) -> Option<&OfArticle<'r>> {
        self.articles.get(&*article.id)
    }

    /// About a speaker.
    pub fn speaker(&self, speaker: &Speaker) -> Option<&'r Judgement> {
        self.speakers.get(&*speaker.id).copied()
    }

    /// About an event.
    pub fn event(&self, event: &Event) -> Option<&'r Judgement> {
        self.events.get(&*event.id).copied()
    }

    /// The quotes that a person gave to somebody of this name.
    pub fn given_to(&self, name: &str) -> &[QuoteRef] {
        if self.given.is_empty() { &[] } else { self.given.get(&name.to_lowercase()).map_or(&[], Vec::as_slice) }
    }

    /// Whether nothing at all was decided.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.speakers.is_empty() && self.events.is_empty()
    }
}

impl<'r> OfArticle<'r> {
    /// About a quote at this place.
    pub fn quote(&self, span: Span) -> Option<&'r Judgement> {
        let at = self.quotes.binary_search_by_key(&span, |(span, _)| *span).ok()?;
        self.quotes.get(at).map(|(_, own)| *own)
    }
}

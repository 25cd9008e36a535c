//! The quotes that an item of a list stands on, with what the item knows of them beyond the article.

use super::super::List;
use super::decided::Decided;
use crate::model::{Article, ArticleIx, Corpus, Quote, QuoteRef, Speaker, Stance, TimeValue};
use crate::review::Judgement;

/// One quote of an item.
pub(super) struct Held<'a> {
    /// Which.
    pub at: QuoteRef,
    /// Its article.
    pub article: &'a Article,
    /// As it was found.
    pub quote: &'a Quote,
    /// What a person decided of it.
    pub judgement: Option<&'a Judgement>,
    /// The stance that it has there, if that is another than its own.
    pub stance: Option<Stance>,
    /// When, where the item knows it.
    pub date: Option<&'a TimeValue>,
}

/// What is asked, and what is decided about it.
pub(super) struct Known<'a> {
    pub corpus: &'a Corpus,
    pub decided: Decided<'a>,
}

impl Known<'_> {
    /// A quote.
    pub fn held<'k>(&'k self, at: QuoteRef) -> Option<Held<'k>> {
        let (article, quote) = self.corpus.quote(at)?;
        let judgement = self.decided.article(article).and_then(|of| of.quote(quote.found().span));
        Some(Held { at, article, quote, judgement, stance: None, date: None })
    }

    /// Calls `take` for the quotes of an item until it says that this is enough; whether it did.
    pub fn any<'k>(&'k self, list: List, item: u32, take: &mut dyn FnMut(Held<'k>) -> bool) -> bool {
        let (corpus, at) = (self.corpus, item as usize);
        let mut one = |quote: QuoteRef| self.held(quote).is_some_and(&mut *take);
        match list {
            List::Articles => self.any_of_article(item, take),
            List::Speakers => corpus.speakers.get(at).is_some_and(|speaker| self.any_of_speaker(speaker, take)),
            List::Quotes(speaker) => {
                let quote = corpus.speakers.get(speaker as usize).and_then(|s| s.listed(item));
                quote.is_some_and(&mut one)
            }
            List::Events => corpus.events.get(at).is_some_and(|event| event.quotes.iter().any(|q| one(*q))),
            List::Claims => {
                let mut positions = corpus.claims.get(at).into_iter().flat_map(|claim| &claim.positions);
                positions.any(|p| {
                    let held = self.held(p.quote);
                    held.is_some_and(|held| take(Held { stance: Some(p.stance), date: p.date.as_ref(), ..held }))
                })
            }
            List::Statements => corpus.statements.get(at).is_some_and(|s| s.versions.iter().any(|v| one(v.quote))),
            List::Hearings => corpus.hearings.get(at).is_some_and(|hearing| hearing.quotes.iter().any(|q| one(*q))),
            List::Findings => corpus.findings.get(at).is_some_and(|finding| finding.quotes.iter().any(|q| one(*q))),
        }
    }

    fn any_of_article<'k>(&'k self, item: ArticleIx, take: &mut dyn FnMut(Held<'k>) -> bool) -> bool {
        let Some(article) = self.corpus.articles.get(item as usize) else { return false };
        let decided = self.decided.article(article);
        (0..).zip(&article.quotes).any(|(ix, quote)| {
            let judgement = decided.and_then(|of| of.quote(quote.found().span));
            let at = QuoteRef { article: item, quote: ix };
            take(Held { at, article, quote, judgement, stance: None, date: None })
        })
    }

    /// A speaker's quotes: not those that a person gave to others, but those that a person gave to them.
    fn any_of_speaker<'k>(&'k self, speaker: &'k Speaker, take: &mut dyn FnMut(Held<'k>) -> bool) -> bool {
        let names = || std::iter::once(&speaker.name).chain(&speaker.aliases);
        let theirs = |held: &Held<'k>| match held.judgement.and_then(|own| own.speaker.as_ref()) {
            Some(to) => to.name().is_some_and(|to| names().any(|name| name.to_lowercase() == to.to_lowercase())),
            None => true,
        };
        let found = speaker.quotes.iter().filter_map(|quote| self.held(*quote));
        if found.filter(theirs).any(&mut *take) {
            return true;
        }
        names().any(|name| {
            let given = self.decided.given_to(name).iter().filter(|quote| speaker.quotes.binary_search(quote).is_err());
            given.filter_map(|quote| self.held(*quote)).any(&mut *take)
        })
    }
}

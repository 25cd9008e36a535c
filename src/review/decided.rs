//! Articles as a person has decided them to be: their quotes corrected, and those marked that were rejected.
//!
//! A quote keeps its place among the quotes of its article, so that whatever names it goes on doing so, and holds what it
//! was found as. What cannot be so (corrected words that would cross another quote) stays as it was found.

use super::field::{SaidBy, Verdict};
use super::judgement::{Effective, Judgement, Outcome};
use super::place::{Finder, Item, Placed};
use super::present::Review;
use crate::model::{
    Article, ArticleIx, Corpus, Decided, Quote, Ruling, Span, Speaker, SpeakerKind, TimeValue, Voice, VoiceIx, VoiceRef,
};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Name of the rule by which words are whose they are since a person said so.
pub const RULE: &str = "speaker.decided";

/// What is decided of the quotes of a corpus.
#[derive(Debug, Default)]
pub struct DecidedArticles {
    /// The articles that are not as they were found, by their index.
    pub articles: FxHashMap<ArticleIx, Arc<Article>>,
    /// Voices that are one, since a person said whose words some are.
    pub rulings: Vec<Ruling>,
}

/// The articles of a corpus of which quotes were rejected or corrected; with `reviewed_only`, every quote that nobody
/// accepted or corrected is out as if it was rejected.
pub fn articles(corpus: &Corpus, review: &Review, placed: &Placed, finder: &Finder<'_>, reviewed_only: bool) -> DecidedArticles {
    let mut out = DecidedArticles::default();
    let mut of: FxHashMap<&str, Vec<(Span, &Judgement)>> = FxHashMap::default();
    for (item, ix) in &placed.items {
        if let (Item::Quote(article, span), Some((_, own))) = (item, review.subject(*ix)) {
            of.entry(article).or_default().push((*span, own));
        }
    }
    if of.is_empty() && !reviewed_only {
        return out;
    }
    for (ix, article) in (0..).zip(&corpus.articles) {
        let own = of.get(&*article.id).map_or(&[][..], Vec::as_slice);
        if own.is_empty() && (!reviewed_only || article.quotes.is_empty()) {
            continue;
        }
        let mut made = Made { article, corpus, finder, voices: article.voices.clone(), rulings: &mut out.rulings };
        if let Some(quotes) = made.quotes(own, reviewed_only) {
            let voices = made.voices;
            out.articles.insert(ix, Arc::new(Article { quotes, voices, ..Article::clone(article) }));
        }
    }
    out
}

/// One article as it becomes what was decided.
struct Made<'a, 'c> {
    article: &'a Article,
    corpus: &'a Corpus,
    finder: &'a Finder<'c>,
    voices: Vec<Voice>,
    rulings: &'a mut Vec<Ruling>,
}

impl Made<'_, '_> {
    /// Its quotes; `None` where all stay as they were found.
    fn quotes(&mut self, own: &[(Span, &Judgement)], reviewed_only: bool) -> Option<Vec<Quote>> {
        let mut quotes = self.article.quotes.clone();
        let mut changed = false;
        for i in 0..quotes.len() {
            let Some(found) = quotes.get(i).map(|quote| quote.found().clone()) else { break };
            let judgement = own.iter().find(|(span, _)| *span == found.span).map(|(_, judgement)| *judgement);
            let outcome = judgement.and_then(Outcome::of);
            let accepted = matches!(outcome, Some(Outcome::Accepted | Outcome::Corrected));
            let rejected = judgement.is_some_and(|own| own.verdict == Some(Verdict::Rejected)) || reviewed_only && !accepted;
            let mut now = found.clone();
            if let Some(judgement) = judgement {
                self.correct(&mut now, judgement);
                if !fits(&quotes, i, now.span) {
                    now.span = found.span;
                }
            }
            if (rejected || now != found)
                && let Some(slot) = quotes.get_mut(i)
            {
                *slot = Quote { decided: Some(Box::new(Decided { found, rejected })), ..now };
                changed = true;
            }
        }
        changed.then_some(quotes)
    }

    fn correct(&mut self, quote: &mut Quote, judgement: &Judgement) {
        let Effective { span, kind, stance, speaker, said } = Effective::of(self.article, quote, Some(judgement));
        (quote.span, quote.kind, quote.stance) = (span, kind, stance);
        if let Some(said) = said {
            quote.said = Some(TimeValue::read(said));
        }
        let Some(speaker) = speaker else { return };
        let before = quote.speaker;
        quote.speaker = self.voice(speaker);
        quote.speaker_rule = quote.speaker.map(|_| RULE);
        quote.also = Vec::new();
        if quote.speaker != before {
            // The words at the cue name somebody else.
            quote.mention = None;
        }
    }

    /// The voice of this article that is meant; one is added where it has none by that name.
    fn voice(&mut self, by: &SaidBy) -> Option<VoiceIx> {
        let name = by.name()?;
        let speaker = match by {
            SaidBy::Voice(voice, _) => self.finder.voice(voice).ok(),
            SaidBy::Named(_) | SaidBy::Unknown => None,
        };
        // A voice of this very article needs no name to be found by.
        if let Some((article, voice)) = speaker
            && self.corpus.articles.get(article as usize).is_some_and(|a| a.id == self.article.id)
        {
            return Some(voice);
        }
        let same = |own: &Voice| *own.name == *name || own.aliases.iter().any(|alias| **alias == *name);
        let ix = match self.voices.iter().position(same) {
            Some(ix) => ix,
            None => {
                let kind = self.speaker_of(speaker).map_or(SpeakerKind::Person, |speaker| speaker.kind);
                let (aliases, roles, mentions) = (Vec::new(), Vec::new(), Vec::new());
                self.voices.push(Voice { name: name.into(), kind, aliases, roles, mentions });
                self.voices.len() - 1
            }
        };
        if let Some((article, voice)) = speaker
            && let Some(own) = self.corpus.articles.get(article as usize)
            && let (Some(there), Some(here)) = (own.voices.get(voice as usize), self.voices.get(ix))
        {
            let there = VoiceRef { article: Arc::clone(&own.id), name: there.name.clone() };
            let here = VoiceRef { article: Arc::clone(&self.article.id), name: here.name.clone() };
            self.rulings.push(Ruling::Same(there, here));
        }
        Some(ix as VoiceIx)
    }

    fn speaker_of(&self, voice: Option<(ArticleIx, VoiceIx)>) -> Option<&Speaker> {
        let (article, voice) = voice?;
        let ix = *self.corpus.voices.get(article as usize)?.get(voice as usize)?;
        self.corpus.speakers.get(ix as usize)
    }
}

/// Whether a quote can stand there: it holds words, stays in the order of the quotes, and crosses none.
fn fits(quotes: &[Quote], at: usize, span: Span) -> bool {
    let crosses = |other: Span| {
        let apart = other.end <= span.start || span.end <= other.start;
        !apart && !other.contains(span) && !span.contains(other)
    };
    let ordered = |before: Option<&Quote>, behind: Option<&Quote>| {
        before.is_none_or(|b| b.span.start <= span.start) && behind.is_none_or(|b| span.start <= b.span.start)
    };
    let before = at.checked_sub(1).and_then(|i| quotes.get(i));
    let mut others = quotes.iter().enumerate().filter(|(i, _)| *i != at);
    !span.is_empty() && ordered(before, quotes.get(at + 1)) && !others.any(|(_, other)| crosses(other.span))
}

//! Things of the corpus, to decide about them.

use super::Review;
use crate::model::{Article, Corpus, Event, Quote, QuoteRef, Span, Speaker};
use crate::review::{ArticleAnchor, Field, Item, Passage, Subject, Value, VoiceAnchor};
use std::sync::Arc;

/// A thing of the corpus that can be decided about: its subject, and what it is in this corpus.
#[derive(Clone, Debug)]
pub struct Target {
    /// What the decision holds on to.
    pub subject: Arc<Subject>,
    /// What that is in the corpus; `None` for what is in none.
    pub item: Option<Item>,
}

/// What is decided of a thing: which field, and what it is from then on; `None`: as it was found.
pub type Decision = (Target, Field, Option<Value>);

impl Review {
    /// An article, to decide about it.
    pub fn of_article(&mut self, article: &Article) -> Target {
        let item = Item::Article(Arc::clone(&article.id));
        self.target(item, Some(&article.source.path), |review| Subject::Article(review.anchor(article)))
    }

    /// A quote of this article, to decide about it.
    pub fn of_quote(&mut self, article: &Article, quote: &Quote) -> Target {
        self.target(Item::of_quote(article, quote), Some(&article.source.path), |review| {
            Subject::Quote(review.anchor(article), Passage::of(&article.text, quote.found().span))
        })
    }

    /// A passage of this article, to decide about it.
    pub fn of_passage(&mut self, article: &Article, span: Span) -> Target {
        let item = Item::Passage(Arc::clone(&article.id), span);
        self.target(item, Some(&article.source.path), |review| {
            Subject::Passage(review.anchor(article), Passage::of(&article.text, span))
        })
    }

    /// A speaker, to decide about them, by the first voice that the corpus holds of theirs; `None` where it holds none.
    pub fn of_speaker(&mut self, corpus: &Corpus, speaker: &Speaker) -> Option<Target> {
        let voice = self.voice(corpus, *speaker.quotes.first()?)?;
        Some(self.target(Item::Speaker(Arc::clone(&speaker.id)), None, |_| Subject::Speaker(voice)))
    }

    /// An event, to decide about it, by the first place that tells it.
    pub fn of_event(&mut self, corpus: &Corpus, event: &Event) -> Option<Target> {
        let mention = event.mentions.first()?;
        let article = corpus.articles.get(mention.article as usize)?;
        let words = Passage::of(&article.text, mention.span);
        Some(self.target(Item::Event(Arc::clone(&event.id)), None, |review| Subject::Event(review.anchor(article), words)))
    }

    /// The query of this name, to save it or to forget it.
    pub fn of_query(&mut self, name: &str) -> Target {
        Target { subject: Arc::new(Subject::Query(name.into())), item: None }
    }

    /// Every saved query: its subject, which has its name, and how it was written.
    pub fn queries(&self) -> impl Iterator<Item = (&Subject, &str)> {
        self.subjects().filter_map(|(_, subject, own)| Some((&**subject, own.query.as_deref()?)))
    }

    /// The voice that a quote of the corpus belongs to.
    pub fn voice(&mut self, corpus: &Corpus, at: QuoteRef) -> Option<VoiceAnchor> {
        let (article, quote) = corpus.quote(at)?;
        let voice = article.voices.get(quote.speaker? as usize)?;
        Some(VoiceAnchor { article: self.anchor(article), name: voice.name.clone() })
    }

    /// The anchor of an article; the same one as long as the article is the same.
    pub fn anchor(&mut self, article: &Article) -> Arc<ArticleAnchor> {
        // (Where somebody else has the file is of no use here.)
        if let Some(anchor) = self.anchors.get(&article.id).filter(|anchor| anchor.path == article.source.path) {
            return Arc::clone(anchor);
        }
        let anchor = Arc::new(ArticleAnchor::of(article));
        self.anchors.insert(Arc::clone(&article.id), Arc::clone(&anchor));
        anchor
    }

    /// The subject that an item is known as. Where that has the file in another place, it is the same one in this place.
    fn target(&mut self, item: Item, own_path: Option<&Arc<str>>, new: impl FnOnce(&mut Review) -> Subject) -> Target {
        let known = self.placed.items.get(&item).and_then(|ix| self.subjects.get(*ix as usize)).cloned();
        let subject = match known {
            None => Arc::new(new(self)),
            Some(known) => {
                let path = |subject: &Subject| subject.article().map(|article| Arc::clone(&article.path));
                let elsewhere = path(&known).is_some_and(|path| own_path.is_some_and(|own| *own != path));
                let here = elsewhere.then(|| new(self)).filter(|here| here.key() == known.key());
                here.map_or(known, Arc::new)
            }
        };
        Target { subject, item: Some(item) }
    }
}

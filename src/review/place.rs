//! Finding the subjects of decisions in a corpus again.
//!
//! An article is looked for by its identifier, then by its text, its address, its place, its title and outlet. Only where
//! the text is not the same, the words of a passage decide. What is found nowhere is listed with the reason; it is never
//! dropped, and never put where it does not belong: an article that merely has the same words is another article.
//! Costs grow with the articles and the subjects, not with their product.

use super::anchor::{ArticleAnchor, Passage, VoiceAnchor, text_hash};
use super::present::{Review, SubjectIx};
use super::subject::Subject;
use crate::model::{Article, Corpus, Quote, Span};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::sync::Arc;

/// A thing of a corpus, by what stays as long as its articles' bytes do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// An article, by its identifier.
    Article(Arc<str>),
    /// A quote, by its article and the place at which it was found.
    Quote(Arc<str>, Span),
    /// A passage, by its article and place.
    Passage(Arc<str>, Span),
    /// A speaker, by their identifier.
    Speaker(Arc<str>),
    /// An event, by its identifier.
    Event(Arc<str>),
}

impl Item {
    /// A quote of this article, by the place at which it was found.
    pub fn of_quote(article: &Article, quote: &Quote) -> Item {
        Item::Quote(Arc::clone(&article.id), quote.found().span)
    }
}

/// Why a subject is nowhere in the corpus.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The article is not there.
    NoArticle,
    /// The article is there, its words are not.
    NoWords,
    /// The words are there, but are not found as a quote any more.
    NoQuote,
    /// The article is there, but names nobody so.
    NoVoice,
    /// The words are there, but are not found as an event any more.
    NoEvent,
}

impl Why {
    /// The reason, for a person.
    pub fn text(self) -> &'static str {
        match self {
            Why::NoArticle => "the article is not there",
            Why::NoWords => "its words are not in the article any more",
            Why::NoQuote => "its words are not found as a quote any more",
            Why::NoVoice => "the article names nobody so any more",
            Why::NoEvent => "its words are not found as an event any more",
        }
    }
}

/// Where the subjects of a review are in one corpus.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// What is decided about each item.
    pub items: imbl::HashMap<Item, SubjectIx>,
    /// What each subject is in the corpus.
    pub found: imbl::HashMap<SubjectIx, Item>,
    /// The passages of each article, by its identifier, by position.
    pub passages: imbl::HashMap<Arc<str>, Vec<(Span, SubjectIx)>>,
    /// What is decided about and nowhere, and why.
    pub lost: imbl::Vector<(SubjectIx, Why)>,
    /// Subjects that are the same item as another one: decided about apart, in two versions of a text or by two persons.
    pub aliases: imbl::HashMap<SubjectIx, SubjectIx>,
    /// How many subjects of the review were looked for.
    pub count: u32,
}

impl Placed {
    /// The subject that stands for this one.
    pub fn same(&self, ix: SubjectIx) -> SubjectIx {
        self.aliases.get(&ix).copied().unwrap_or(ix)
    }

    /// Says where a subject is.
    pub(super) fn put(&mut self, item: Item, ix: SubjectIx) {
        match self.items.get(&item) {
            Some(own) if *own != ix => drop(self.aliases.insert(ix, *own)),
            Some(_) => {}
            None => {
                if let Item::Passage(article, span) = &item {
                    let own = self.passages.entry(Arc::clone(article)).or_default();
                    let at = own.partition_point(|(other, _)| *other <= *span);
                    own.insert(at, (*span, ix));
                }
                self.items.insert(item.clone(), ix);
            }
        }
        self.found.insert(ix, item);
    }
}

/// Finds every subject of a review in a corpus.
pub fn place(corpus: &Corpus, review: &Review) -> Placed {
    let finder = Finder::new(corpus);
    let mut placed = Placed { count: review.len() as u32, ..Placed::default() };
    for (ix, subject, own) in review.subjects() {
        match finder.item(subject) {
            Ok(Some(item)) => placed.put(item, ix),
            Ok(None) => {}
            Err(why) if own.is_decided() => placed.lost.push_back((ix, why)),
            Err(_) => {}
        }
    }
    placed
}

/// Articles of a corpus by what they are found by. What is seldom needed is indexed only then.
pub struct Finder<'c> {
    corpus: &'c Corpus,
    ids: FxHashMap<&'c str, u32>,
    texts: OnceCell<FxHashMap<Box<str>, Vec<u32>>>,
    places: OnceCell<Places<'c>>,
}

#[derive(Default)]
struct Places<'c> {
    urls: FxHashMap<&'c str, Vec<u32>>,
    paths: FxHashMap<&'c str, Vec<u32>>,
    titles: FxHashMap<(&'c str, Option<&'c str>), Vec<u32>>,
}

impl<'c> Finder<'c> {
    /// Finds in this corpus.
    pub fn new(corpus: &'c Corpus) -> Self {
        let ids = corpus.articles.iter().enumerate().map(|(ix, article)| (&*article.id, ix as u32)).collect();
        Finder { corpus, ids, texts: OnceCell::new(), places: OnceCell::new() }
    }

    fn article(&self, ix: u32) -> Option<&'c Article> {
        self.corpus.articles.get(ix as usize).map(|article| &**article)
    }

    /// The articles that an anchor may mean, the most certain first.
    pub fn articles(&self, anchor: &ArticleAnchor) -> Vec<u32> {
        if let Some(ix) = self.ids.get(&*anchor.id) {
            return vec![*ix];
        }
        let same_place = |ix: &u32| self.article(*ix).is_some_and(|a| a.source.path == anchor.path);
        if let Some(same) = self.texts().get(&anchor.text) {
            let mut found = same.clone();
            found.sort_by_key(|ix| !same_place(ix));
            return found;
        }
        let Places { urls, paths, titles } = self.places();
        let mut found: Vec<u32> = Vec::new();
        let mut add = |list: Option<&Vec<u32>>, own: &dyn Fn(&Article) -> bool| {
            for ix in list.into_iter().flatten().take(LIKE) {
                if !found.contains(ix) && self.article(*ix).is_some_and(own) {
                    found.push(*ix);
                }
            }
        };
        add(anchor.url.as_deref().and_then(|url| urls.get(url)), &|_| true);
        let at_path = paths.get(&*anchor.path);
        let alone = at_path.is_some_and(|list| list.len() == 1);
        add(at_path.filter(|_| alone), &|article| article.source.url.is_none() || anchor.url.is_none());
        if let Some(title) = anchor.title.as_deref() {
            let same = titles.get(&(title, anchor.outlet.as_deref()));
            add(same, &|article| article.source.path == anchor.path);
            add(same.filter(|list| list.len() == 1), &|_| true);
        }
        found
    }

    fn texts(&self) -> &FxHashMap<Box<str>, Vec<u32>> {
        self.texts.get_or_init(|| {
            let mut texts: FxHashMap<Box<str>, Vec<u32>> = FxHashMap::default();
            for (ix, article) in self.corpus.articles.iter().enumerate() {
                texts.entry(text_hash(&article.text)).or_default().push(ix as u32);
            }
            texts
        })
    }

    fn places(&self) -> &Places<'c> {
        self.places.get_or_init(|| {
            let mut places = Places::default();
            for (ix, article) in self.corpus.articles.iter().enumerate() {
                let ix = ix as u32;
                if let Some(url) = article.source.url.as_deref() {
                    places.urls.entry(url).or_default().push(ix);
                }
                places.paths.entry(&article.source.path).or_default().push(ix);
                if let Some(title) = article.title.as_deref() {
                    places.titles.entry((title, article.outlet.as_deref())).or_default().push(ix);
                }
            }
            places
        })
    }

    /// What a subject is in the corpus; nothing for what is in none.
    fn item(&self, subject: &Subject) -> Result<Option<Item>, Why> {
        let id = |ix: u32| self.article(ix).map(|article| Arc::clone(&article.id)).ok_or(Why::NoArticle);
        Ok(Some(match subject {
            Subject::Article(anchor) => Item::Article(id(*self.articles(anchor).first().ok_or(Why::NoArticle)?)?),
            Subject::Passage(anchor, words) => {
                let (ix, span) = *self.passages(anchor, words)?.first().ok_or(Why::NoWords)?;
                Item::Passage(id(ix)?, span)
            }
            Subject::Quote(anchor, words) => {
                let places = self.passages(anchor, words)?;
                let quote = |(ix, span): &(u32, Span)| Some((*ix, quote_at(self.article(*ix)?, *span)?));
                let (ix, span) = places.iter().find_map(quote).ok_or(Why::NoQuote)?;
                Item::Quote(id(ix)?, span)
            }
            Subject::Event(anchor, words) => {
                let places = self.passages(anchor, words)?;
                Item::Event(places.iter().find_map(|(ix, span)| self.event_at(*ix, *span)).ok_or(Why::NoEvent)?)
            }
            Subject::Speaker(voice) => {
                let (article, voice) = self.voice(voice)?;
                let speaker = self.corpus.voices.get(article as usize).and_then(|row| row.get(voice as usize));
                let speaker = speaker.and_then(|ix| self.corpus.speakers.get(*ix as usize)).ok_or(Why::NoVoice)?;
                Item::Speaker(Arc::clone(&speaker.id))
            }
            Subject::Who(who) => {
                let (one, other) = who.voices();
                self.voice(one)?;
                other.map(|other| self.voice(other)).transpose()?;
                return Ok(None);
            }
            Subject::Query(_) => return Ok(None),
        }))
    }

    /// The places where a passage may stand, the most certain first; never empty.
    fn passages(&self, anchor: &ArticleAnchor, words: &Passage) -> Result<Vec<(u32, Span)>, Why> {
        let articles = self.articles(anchor);
        if articles.is_empty() {
            return Err(Why::NoArticle);
        }
        let found = articles.into_iter().filter_map(|ix| Some((ix, words.find(&self.article(ix)?.text)?)));
        let found: Vec<_> = found.collect();
        if found.is_empty() { Err(Why::NoWords) } else { Ok(found) }
    }

    /// A voice: its article, and its place there.
    pub(super) fn voice(&self, voice: &VoiceAnchor) -> Result<(u32, u32), Why> {
        let articles = self.articles(&voice.article);
        if articles.is_empty() {
            return Err(Why::NoArticle);
        }
        let own = |ix: u32| {
            let voices = &self.article(ix)?.voices;
            let named = voices.iter().position(|own| own.name == voice.name);
            let called = || voices.iter().position(|own| own.aliases.contains(&voice.name));
            Some((ix, named.or_else(called)? as u32))
        };
        articles.into_iter().find_map(own).ok_or(Why::NoVoice)
    }

    fn event_at(&self, article: u32, span: Span) -> Option<Arc<str>> {
        let events = self.corpus.article_events.get(article as usize)?;
        let shared = |ix: &u32| {
            let event = self.corpus.events.get(*ix as usize)?;
            let own = event.mentions.iter().filter(|m| m.article == article).map(|m| common(m.span, span)).max()?;
            (own > 0).then_some((own, &event.id))
        };
        let best = events.iter().filter_map(shared).max_by_key(|(own, _)| *own);
        best.map(|(_, id)| Arc::clone(id))
    }
}

/// How many articles of one address or title are looked at.
const LIKE: usize = 16;

/// How many bytes two spans share.
fn common(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The span of the quote that stands where one stood: with the same ends, else the one that shares most with it, and at
/// least half of both together.
pub fn quote_at(article: &Article, span: Span) -> Option<Span> {
    let spans = || article.quotes.iter().map(|quote| quote.found().span);
    if spans().any(|own| own == span) {
        return Some(span);
    }
    let alike = |own: Span| {
        let shared = common(own, span);
        let whole = own.len() as u32 + span.len() as u32 - shared;
        (u64::from(shared) * 2 >= u64::from(whole)).then_some((shared, own))
    };
    spans().filter_map(alike).max().map(|(_, own)| own)
}

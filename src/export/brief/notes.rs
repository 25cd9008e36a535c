//! Sources: the numbered places that the sentences of a brief stand on, each told once however often it is cited.
//!
//! A place is a range of code points in an article's stored text, as in the extraction document, so that every quoted word
//! can be found again to the letter. What is counted over all articles has a source of its own: the reading itself.

use super::dates;
use crate::export::count;
use crate::export::wire::CodePoints;
use crate::lang::Pack;
use crate::model::{ArticleIx, Corpus, Mention, QuoteRef, Span};
use rustc_hash::FxHashMap;

/// Sources that one sentence names at most; the rest is counted.
const MOST: usize = 6;

/// A source.
pub enum Note {
    /// A place in an article.
    Place(Box<Place>),
    /// What was counted over everything that was read, and by what.
    Reading(String),
}

/// A place in an article, and what the article is. What is not known is `None`.
pub struct Place {
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it appeared, and how that is known.
    pub published: Option<String>,
    /// The file, and the record in it.
    pub path: String,
    /// Its address on the web.
    pub url: Option<String>,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Hash of its source.
    pub article: String,
}

/// The sources of one sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cites {
    /// Numbers of notes, from 1.
    pub notes: Vec<usize>,
    /// How many more there are.
    pub more: usize,
}

/// The sources of one brief as they come to be cited.
pub struct Notes<'a> {
    /// What was read.
    pub corpus: &'a Corpus,
    /// Every source so far.
    pub list: Vec<Note>,
    pack: &'a Pack,
    places: FxHashMap<Mention, usize>,
    reading: Option<usize>,
    points: FxHashMap<ArticleIx, CodePoints<'a>>,
}

impl<'a> Notes<'a> {
    /// No source yet.
    pub fn new(corpus: &'a Corpus, pack: &'a Pack) -> Self {
        Self { corpus, pack, list: Vec::new(), places: FxHashMap::default(), reading: None, points: FxHashMap::default() }
    }

    /// The sources of a sentence: the first few places, each once, and how many more there are.
    pub fn cite(&mut self, places: impl IntoIterator<Item = Mention>) -> Cites {
        let mut cites = Cites::default();
        let mut seen: Vec<Mention> = Vec::new();
        for place in places {
            if seen.contains(&place) {
                continue;
            }
            if seen.len() < MOST {
                seen.push(place);
                cites.notes.extend(self.place(place));
            } else {
                cites.more += 1;
            }
        }
        cites
    }

    /// The sources of a sentence that stands on quotes.
    pub fn cite_quotes(&mut self, quotes: impl IntoIterator<Item = QuoteRef>) -> Cites {
        let corpus = self.corpus;
        self.cite(quotes.into_iter().filter_map(|at| at_quote(corpus, at)))
    }

    /// The source of what is counted over everything.
    pub fn cite_reading(&mut self) -> Cites {
        let number = *self.reading.get_or_insert_with(|| {
            let (version, knowledge) = (env!("CARGO_PKG_VERSION"), &self.pack.knowledge);
            let articles = count(self.corpus.articles.len(), "article");
            let text = format!("Counted by simak {version} (language data {knowledge}) over the {articles} that were read.");
            self.list.push(Note::Reading(text));
            self.list.len()
        });
        Cites { notes: vec![number], more: 0 }
    }

    /// The source that is a whole article.
    pub fn whole(&self, article: ArticleIx) -> Option<Mention> {
        let len = self.corpus.articles.get(article as usize)?.text.len();
        Some(Mention { article, span: Span::new(0, len) })
    }

    fn place(&mut self, at: Mention) -> Option<usize> {
        if let Some(number) = self.places.get(&at) {
            return Some(*number);
        }
        let article = self.corpus.articles.get(at.article as usize)?;
        let points = self.points.entry(at.article).or_insert_with(|| CodePoints::new(&article.text));
        let record = if article.source.record > 0 { format!(", record {}", article.source.record) } else { String::new() };
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        self.list.push(Note::Place(Box::new(Place {
            outlet: text(&article.outlet),
            title: text(&article.title),
            published: article.published.as_ref().map(|p| dates::known(&p.value, p.certainty)),
            path: format!("{}{record}", article.source.path),
            url: text(&article.source.url),
            start: points.at(at.span.start),
            end: points.at(at.span.end),
            article: article.id.to_string(),
        })));
        self.places.insert(at, self.list.len());
        Some(self.list.len())
    }
}

/// Where a quote stands.
pub fn at_quote(corpus: &Corpus, at: QuoteRef) -> Option<Mention> {
    Some(Mention { article: at.article, span: corpus.quote(at)?.1.span })
}

//! Many articles linked into one corpus: an immutable snapshot that the interface swaps in whole.
//!
//! Indices (`ArticleIx`, `SpeakerIx`, `EventIx`) are valid in one snapshot only. Whoever must find a thing again in a
//! later snapshot keeps its `id`, which is stable across snapshots, orders of arrival and runs.

use super::named::named;
use super::{Article, Certainty, Claim, Finding, Hearing, Quote, Span, SpeakerKind, Statement, TimeValue};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Index into [`Corpus::articles`].
pub type ArticleIx = u32;
/// Index into [`Corpus::speakers`].
pub type SpeakerIx = u32;
/// Index into [`Corpus::events`].
pub type EventIx = u32;

/// A quote of an article of this corpus: `corpus.articles[article].quotes[quote]`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuoteRef {
    /// Which article.
    pub article: ArticleIx,
    /// Which of its quotes.
    pub quote: u32,
}

/// A place in an article of this corpus.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mention {
    /// Which article.
    pub article: ArticleIx,
    /// Where in it.
    pub span: Span,
}

/// A role that articles of the corpus give a speaker, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRole {
    /// The title.
    pub title: Box<str>,
    /// The organization, if named.
    pub affiliation: Option<Box<str>>,
    /// The articles that print it, ascending.
    pub articles: Vec<ArticleIx>,
}

/// One voice of the whole corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// Stable identifier.
    pub id: Arc<str>,
    /// Canonical name without title, as full as the corpus gives it.
    pub name: Box<str>,
    /// What kind of voice it is.
    pub kind: SpeakerKind,
    /// Every other form in use.
    pub aliases: Vec<Box<str>>,
    /// Roles as printed, the most frequent first.
    pub roles: Vec<SpeakerRole>,
    /// Everything they are quoted with, alone or together with others, by article and position.
    pub quotes: Vec<QuoteRef>,
    /// What is only alleged to be theirs (see [`super::Attribution`]), by article and position: it counts nowhere, and is
    /// shown apart.
    pub alleged: Vec<QuoteRef>,
}

impl Speaker {
    /// One of the quotes as they are listed: what is theirs, then what is alleged to be.
    pub fn listed(&self, item: u32) -> Option<QuoteRef> {
        let item = item as usize;
        self.quotes.get(item).or_else(|| self.alleged.get(item.checked_sub(self.quotes.len())?)).copied()
    }

    /// How many quotes are listed.
    pub fn listed_count(&self) -> usize {
        self.quotes.len() + self.alleged.len()
    }
}

/// The date of an event at its own precision.
#[derive(Clone, Debug, PartialEq)]
pub struct EventDate {
    /// The finest value that all mentions allow.
    pub value: TimeValue,
    /// First day it covers.
    pub start: Date,
    /// Last day it covers.
    pub end: Date,
    /// How it is known.
    pub certainty: Certainty,
}

named! {
    /// What an event is.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
    pub enum EventKind {
        /// Something that happened.
        #[default]
        Happening = "happening",
        /// Something that was said, and nothing more is told of the day.
        Statement = "statement",
    }
}

/// Something that happened or was said on a date, however many articles tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Stable identifier.
    pub id: Arc<str>,
    /// What it is.
    pub kind: EventKind,
    /// A clause of one of the articles, or its headline, in its own words.
    pub title: Box<str>,
    /// When.
    pub date: EventDate,
    /// Where it is told, by article and position; never empty.
    pub mentions: Vec<Mention>,
    /// What is quoted there.
    pub quotes: Vec<QuoteRef>,
    /// Who takes part or is quoted, ascending.
    pub speakers: Vec<SpeakerIx>,
}

impl Event {
    /// The articles that tell it, each once, ascending.
    pub fn articles(&self) -> Vec<ArticleIx> {
        let mut articles: Vec<_> = self.mentions.iter().map(|m| m.article).collect();
        articles.dedup();
        articles
    }
}

/// Something that could not be read, told once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// The file or folder.
    pub path: Arc<str>,
    /// The record in it (from 0), where one is to blame.
    pub record: Option<u32>,
    /// What is wrong (with the line, where there is one) and what to do.
    pub message: Box<str>,
}

/// A list of which snapshots share what did not change: copying it, and changing one row of a copy, costs next to nothing.
pub type Rows<T> = imbl::Vector<T>;

/// The linked corpus. Articles are ordered by path and record, so that the same files give the same corpus whatever the
/// order in which they arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// Every article.
    pub articles: Rows<Arc<Article>>,
    /// Every voice, the most quoted first, then by name.
    pub speakers: Rows<Speaker>,
    /// Every event, by first day, then precision, then title.
    pub events: Rows<Event>,
    /// `voices[article][voice]` is the speaker that an article's voice was unified into.
    pub voices: Rows<Vec<SpeakerIx>>,
    /// `article_events[article]` are the events that the article tells, ascending.
    pub article_events: Rows<Vec<EventIx>>,
    /// For each article the first one that it is a near-copy of (a wire item with small changes): copies count as one
    /// source. Its own index when it is none; empty where nothing was linked.
    pub copies: Rows<ArticleIx>,
    /// What one speaker said once and several places tell, the gravest differences first.
    pub statements: Rows<Statement>,
    /// What somebody is accused of or denies, the most disputed first.
    pub claims: Rows<Claim>,
    /// How those whom the claims concern are heard, the least heard first.
    pub hearings: Rows<Hearing>,
    /// What should be looked at twice, by kind, then by place.
    pub findings: Rows<Finding>,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
    /// Files and folders that were left out, since ignore files hide them.
    pub left_out: u64,
    /// How many of the articles were added since everything was linked. They stand behind the others, and so do the
    /// speakers and events that they brought, in no order; what was there keeps its index.
    pub added: u32,
}

impl Corpus {
    /// The speakers of whom anything is quoted: not those all of whose quotes a person rejected.
    pub fn heard(&self) -> impl Iterator<Item = (SpeakerIx, &Speaker)> {
        (0..).zip(&self.speakers).filter(|(_, speaker)| speaker.listed_count() > 0)
    }

    /// A quote, with the article that it stands in.
    pub fn quote(&self, at: QuoteRef) -> Option<(&Article, &Quote)> {
        let article = self.articles.get(at.article as usize)?;
        Some((article, article.quotes.get(at.quote as usize)?))
    }

    /// Where the articles are that have one of these identifiers.
    pub fn articles_of(&self, ids: &FxHashSet<&str>) -> FxHashMap<&str, ArticleIx> {
        indices(self.articles.iter().map(|article| &*article.id), ids)
    }

    /// Where the speakers are that have one of these identifiers.
    pub fn speakers_of(&self, ids: &FxHashSet<&str>) -> FxHashMap<&str, SpeakerIx> {
        indices(self.speakers.iter().map(|speaker| &*speaker.id), ids)
    }

    /// Where the events are that have one of these identifiers.
    pub fn events_of(&self, ids: &FxHashSet<&str>) -> FxHashMap<&str, EventIx> {
        indices(self.events.iter().map(|event| &*event.id), ids)
    }

    /// The speakers of a quote, the first one first: several who speak together.
    pub fn all_speakers_of(&self, at: QuoteRef) -> impl Iterator<Item = SpeakerIx> + '_ {
        let voices = self.voices.get(at.article as usize);
        let said_by = self.quote(at).into_iter().flat_map(|(_, quote)| quote.voices());
        said_by.filter_map(move |voice| voices?.get(voice as usize).copied())
    }

    /// The names of the speakers of a quote, with commas between them; `None` where nobody is known.
    pub fn names_of(&self, at: QuoteRef) -> Option<String> {
        let names = self.all_speakers_of(at).filter_map(|ix| self.speakers.get(ix as usize)).map(|speaker| &*speaker.name);
        Some(names.collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty())
    }

    /// The (first) speaker of a quote, if known.
    pub fn speaker_of(&self, quote: QuoteRef) -> Option<SpeakerIx> {
        let article = self.articles.get(quote.article as usize)?;
        let voice = article.quotes.get(quote.quote as usize)?.speaker?;
        self.voices.get(quote.article as usize)?.get(voice as usize).copied()
    }
}

fn indices<'c>(all: impl Iterator<Item = &'c str>, wanted: &FxHashSet<&str>) -> FxHashMap<&'c str, u32> {
    all.zip(0..).filter(|(id, _)| wanted.contains(id)).collect()
}

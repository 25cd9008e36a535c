//! One article: what the loader gives, and what extraction adds.

use super::named::named;
use super::{Quote, Span, TimeExpression, TimeValue, Voice};
use std::sync::Arc;

/// Where an article came from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Source {
    /// The file as it was named or found, with `/` between folders, as text that leads back to it ([`super::path`]).
    pub path: Arc<str>,
    /// Number of the record in the file, from 0 (0 for a file that is one article).
    pub record: u32,
    /// The record's own identifier, if it has one.
    pub id: Option<Box<str>>,
    /// Address of the article on the web, if its record gives one.
    pub url: Option<Box<str>>,
}

/// Metadata that a record states about itself, as printed. Empty for plain text files.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Given {
    /// Headline.
    pub title: Option<Box<str>>,
    /// Publication date in the outlet's own writing.
    pub published: Option<Box<str>>,
    /// Author line as printed (one string; it may hold several names and a desk).
    pub authors: Vec<Box<str>>,
    /// Outlet.
    pub outlet: Option<Box<str>>,
}

/// A decoded article before extraction.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Document {
    /// Hash of the source bytes in hexadecimal; unique in a corpus.
    pub id: Arc<str>,
    /// Where it came from.
    pub source: Source,
    /// What its record says of it.
    pub given: Given,
    /// The text, letter by letter as decoded.
    pub text: Arc<str>,
}

named! {
    /// How a date is known.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Certainty {
        /// Printed on the article or given by its record.
        Stated = "stated",
        /// Worked out from the article's own words.
        Inferred = "inferred",
        /// Worked out from other articles of the corpus.
        Linked = "linked",
    }
}

/// A publication date with the ground it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The date: usually a day or a minute.
    pub value: TimeValue,
    /// How it is known.
    pub certainty: Certainty,
    /// Name of the rule that worked it out.
    pub rule: &'static str,
    /// The words of this article that it stands on; empty when the record gives the date.
    pub evidence: Vec<Span>,
}

named! {
    /// What a part of an article is for.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum BlockKind {
        /// Headline inside the text.
        Title = "title",
        /// The line below the headline.
        Standfirst = "standfirst",
        /// `JAKARTA, KOMPAS —`.
        Dateline = "dateline",
        /// Running text.
        Paragraph = "paragraph",
        /// A heading between or at the end of paragraphs.
        Subhead = "subhead",
        /// The words under a picture.
        Caption = "caption",
        /// Who wrote, edited or supplied the article.
        Credit = "credit",
        /// Advertising markers, link text, share lines.
        Boilerplate = "boilerplate",
    }
}

/// A part of an article. Blocks are ordered and do not overlap; white space between them belongs to none.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
    /// Name of the rule that told its kind (`line.start`, `head.given`, …).
    pub rule: &'static str,
}

/// An article with everything that was found in it. Immutable; shared as `Arc<Article>`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Article {
    /// See [`Document::id`].
    pub id: Arc<str>,
    /// Where it came from.
    pub source: Source,
    /// Headline, from the record or from the text.
    pub title: Option<Box<str>>,
    /// The line below the headline.
    pub standfirst: Option<Box<str>>,
    /// Who published it.
    pub outlet: Option<Box<str>>,
    /// Who wrote it.
    pub authors: Vec<Box<str>>,
    /// Who edited it.
    pub editors: Vec<Box<str>>,
    /// Agencies or outlets credited as the origin, as printed.
    pub credits: Vec<Box<str>>,
    /// Code of the language that it is in, where it is not that of the pack: nothing is found in it then.
    pub language: Option<&'static str>,
    /// Publication date, if it could be known.
    pub published: Option<Published>,
    /// The text, letter by letter as decoded.
    pub text: Arc<str>,
    /// Its parts, in order.
    pub blocks: Vec<Block>,
    /// Its quotes, by position; they may nest (a fragment inside a reported clause) but do not cross.
    pub quotes: Vec<Quote>,
    /// Its temporal expressions, by position; they do not overlap.
    pub times: Vec<TimeExpression>,
    /// Everyone quoted in it, each once; `Quote::speaker` points here.
    pub voices: Vec<Voice>,
    /// Those it names in full without quoting them.
    pub people: Vec<Voice>,
    /// Words that no list holds and that this article uses as names of places, states or bodies, in order of the alphabet.
    pub bodies: Box<[Box<str>]>,
}

impl Article {
    /// How many quotes it holds, but for those that a person rejected.
    pub fn kept_quotes(&self) -> usize {
        self.quotes.iter().filter(|quote| !quote.is_rejected()).count()
    }

    /// Who relayed a quote of this article, nearest first: those its sentence names, then the agencies credited as the
    /// origin, then the outlet. Each once, as printed.
    pub fn chain<'a>(&'a self, quote: &'a Quote) -> Vec<&'a str> {
        let mut chain: Vec<&str> = Vec::new();
        for relay in quote.chain.iter().chain(&self.credits).chain(&self.outlet) {
            if !chain.contains(&&**relay) {
                chain.push(relay);
            }
        }
        chain
    }
}

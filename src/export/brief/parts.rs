//! What a brief is made of, whatever it is written as: sections of entries, entries of sentences, sentences of runs, and
//! under every sentence the numbers of its sources.
//!
//! A run says whose words it holds: the program's own, a name as printed, or words of an article, which stand between
//! quotation marks. Nothing here is escaped; that is for the writers, which let no run act on what they write.

use super::chart::Chart;
use super::notes::{Cites, Note};
use crate::model::{Article, Quote, QuoteKind, Span};

/// Words that stand for an article without a title.
const FIRST_WORDS: usize = 10;

/// A brief, ready to be written.
pub struct Brief {
    /// What it is of.
    pub title: String,
    /// Code of the articles' language.
    pub language: String,
    /// What was told of which time.
    pub chart: Chart,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Its sources; the first is number 1.
    pub notes: Vec<Note>,
}

/// One section.
pub struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What it shows and how to read it.
    pub about: &'static str,
    /// What stands in it.
    pub entries: Vec<Entry>,
}

/// Sentences that belong together.
#[derive(Default)]
pub struct Entry {
    /// Its anchor and number, where others refer to it.
    pub anchor: Option<Anchor>,
    /// What it is about.
    pub head: Option<Sentence>,
    /// What is said of it.
    pub lines: Vec<Sentence>,
    /// The same in columns.
    pub table: Option<Table>,
}

/// A numbered entry: `claim 3`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What it is.
    pub what: &'static str,
    /// Its number, from 1.
    pub number: usize,
}

/// Sentences in columns; the last cell is followed by the sources.
pub struct Table {
    /// Headings of the columns.
    pub heads: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row of a table.
pub struct Row {
    /// A cell a column.
    pub cells: Vec<Vec<Run>>,
    /// The sources of all of them.
    pub cites: Cites,
}

/// One sentence with its sources.
#[derive(Default)]
pub struct Sentence {
    /// What it says.
    pub runs: Vec<Run>,
    /// What it stands on.
    pub cites: Cites,
}

/// A stretch of a sentence, and whose words it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// The program's words.
    Own(String),
    /// The program's words that stand out: a date, a stance.
    Strong(String),
    /// A name, a path, an outlet: as printed, without quotation marks.
    Name(String),
    /// An article's words, between quotation marks.
    Words(Vec<(String, Mark)>),
    /// An article's words for what somebody said: not between quotation marks, since they are not that person's.
    Reported(Vec<(String, Mark)>),
    /// The number of another entry.
    To(Anchor),
}

/// Whether words differ from another telling.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// They do not, or are not compared.
    Plain,
    /// Other words stand there, or none.
    Differs,
    /// Another name or number stands there, or one of the two denies it.
    Contradicts,
}

impl Sentence {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the program's words.
    pub fn own(mut self, words: impl Into<String>) -> Self {
        self.runs.push(Run::Own(words.into()));
        self
    }

    /// Adds the program's words that stand out.
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.runs.push(Run::Strong(words.into()));
        self
    }

    /// Adds a name.
    pub fn name(mut self, name: &str) -> Self {
        self.runs.push(Run::Name(name.to_owned()));
        self
    }

    /// Adds names with commas between them, `most` at most.
    pub fn names(mut self, names: &[&str], most: usize) -> Self {
        for (i, name) in names.iter().take(most).enumerate() {
            self = if i > 0 { self.own(", ") } else { self }.name(name);
        }
        match names.len().saturating_sub(most) {
            0 => self,
            more => self.own(format!(" and {more} more")),
        }
    }

    /// Adds an article's title, or its first words where it has none.
    pub fn title(self, article: &Article) -> Self {
        match &article.title {
            Some(title) => self.runs([Run::Words(vec![(title.to_string(), Mark::Plain)])]),
            None => {
                let first: Vec<&str> = article.text.split_whitespace().take(FIRST_WORDS).collect();
                self.own("no title, begins ").runs([Run::Words(vec![(first.join(" "), Mark::Plain)])])
            }
        }
    }

    /// Adds an article's words.
    pub fn words(mut self, text: &str, span: Span) -> Self {
        self.runs.push(words(text, span, &[]));
        self
    }

    /// Adds runs.
    pub fn runs(mut self, runs: impl IntoIterator<Item = Run>) -> Self {
        self.runs.extend(runs);
        self
    }

    /// Adds the numbers of other entries, `most` at most.
    pub fn refer(mut self, what: &'static str, numbers: &[usize], most: usize) -> Self {
        self = self.own(if numbers.len() == 1 { format!("{what} ") } else { format!("{what}s ") });
        for (i, number) in numbers.iter().take(most).enumerate() {
            self = if i > 0 { self.own(", ") } else { self };
            self.runs.push(Run::To(Anchor { what, number: *number }));
        }
        match numbers.len().saturating_sub(most) {
            0 => self,
            more => self.own(format!(" and {more} more")),
        }
    }

    /// Adds sources.
    pub fn cite(mut self, cites: Cites) -> Self {
        self.cites = cites;
        self
    }
}

/// The words of a quote, with some of them marked (`marks` in order): between quotation marks only where the article has
/// them so.
pub fn said(text: &str, quote: &Quote, marks: &[(Span, Mark)]) -> Run {
    match quote.kind {
        QuoteKind::Indirect => Run::Reported(pieces(text, quote.span, marks)),
        QuoteKind::Direct | QuoteKind::Mixed => words(text, quote.span, marks),
    }
}

/// An article's words, with some of them marked (`marks` in order).
fn words(text: &str, span: Span, marks: &[(Span, Mark)]) -> Run {
    Run::Words(pieces(text, span, marks))
}

fn pieces(text: &str, span: Span, marks: &[(Span, Mark)]) -> Vec<(String, Mark)> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    let mut piece = |start: u32, end: u32, mark: Mark| {
        let part = Span { start, end }.of(text);
        if !part.is_empty() {
            pieces.push((part.to_owned(), mark));
        }
    };
    for (mark, how) in marks {
        let (start, end) = (mark.start.max(at), mark.end.min(span.end));
        if start < end {
            piece(at, start, Mark::Plain);
            piece(start, end, *how);
            at = end;
        }
    }
    piece(at, span.end, Mark::Plain);
    pieces
}

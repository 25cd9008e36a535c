//! Quotes as a person chose and corrected them, for other programs and for print: what `simak export` writes.
//!
//! Whoever exports asks for the quotes of a query (`search::quotes`), takes of them what a [`Choice`] takes, and hands them
//! to [`Quotes::new`]; a row of [`FORMATS`] writes them. Each quote is one [`Row`]: as found or, where a person corrected
//! it, as corrected, with what was decided of it. A new form is one file here and one row of the table; `README.md` beside
//! this explains them all. There is no clock here: a time is that of a decision or an article.

mod annotations;
mod choice;
mod csl;
mod csv;
mod ical;
mod jsonl;
mod markdown;
mod row;
mod timelinejs;

pub use annotations::{Annotation, Left, TakenUp, read_annotations, take_up};
pub use choice::{Choice, LeftOut};
pub use csv::COLUMNS;
pub use jsonl::schema;
pub use row::{Dated, Decided, How, Row, Said};

use super::count;
use crate::export::wire::CodePoints;
use crate::model::{Corpus, QuoteRef};
use crate::review::Review;
use crate::review::anchor::text_hash;
use crate::text::display::sanitize_line;
use std::io::{self, Write};
use std::sync::Arc;

/// A form in which quotes are written.
#[derive(Debug)]
pub struct Format {
    /// Name on the command line.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How the names of its files end.
    pub endings: &'static [&'static str],
    /// Whether it leaves out what has no date.
    pub dated: bool,
    /// Writes them.
    pub write: fn(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()>,
}

/// Every form; the first is the default.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        help: "Markdown by speaker, with a footnote for every quote",
        endings: &["md", "markdown"],
        dated: false,
        write: markdown::write,
    },
    Format {
        name: "csv",
        help: "a table for spreadsheets, a quote a row, in which nothing is taken for a formula",
        endings: &["csv"],
        dated: false,
        write: csv::write,
    },
    Format {
        name: "jsonl",
        help: "one JSON object a line, a quote each",
        endings: &["jsonl", "ndjson"],
        dated: false,
        write: jsonl::write,
    },
    Format {
        name: "annotations",
        help: "W3C Web Annotations as JSON-LD, with quote and position selectors",
        endings: &["jsonld"],
        dated: false,
        write: annotations::write,
    },
    Format {
        name: "timelinejs",
        help: "JSON for TimelineJS, an event a quote; those without a date are left out",
        endings: &[],
        dated: true,
        write: timelinejs::write,
    },
    Format {
        name: "ical",
        help: "iCalendar, a day or a range of days a quote; those without a date are left out",
        endings: &["ics"],
        dated: true,
        write: ical::write,
    },
    Format {
        name: "csl",
        help: "CSL-JSON for reference managers: the articles that the quotes stand in",
        endings: &[],
        dated: false,
        write: csl::write,
    },
];

/// Quotes, ready to be written.
pub struct Quotes<'a> {
    /// Which ones they are, as a sentence.
    pub about: String,
    /// Code of the articles' language.
    pub language: &'a str,
    /// The quotes, by article and position.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Quotes<'a> {
    /// The quotes at these places of a corpus, with what was decided of them; `review` has to be placed in this corpus.
    pub fn new(corpus: &'a Corpus, review: &'a Review, language: &'a str, chosen: &[QuoteRef], about: String) -> Quotes<'a> {
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable();
        let voices = row::Voices::new(corpus);
        let mut rows = Vec::with_capacity(chosen.len());
        for own in chosen.chunk_by(|a, b| a.article == b.article) {
            let Some(article) = own.first().and_then(|at| corpus.articles.get(at.article as usize)) else { continue };
            let points = CodePoints::new(&article.text);
            let hash: Arc<str> = text_hash(&article.text).into();
            rows.extend(own.iter().filter_map(|at| Row::new(*at, article, &voices, review, &points, &hash)));
        }
        Quotes { about, language, rows }
    }

    /// Those of some quotes that are chosen, `of` which they are in words behind “quotes”; and how many that are, and what
    /// is left out.
    pub fn chosen(
        (corpus, review): (&'a Corpus, &'a Review),
        language: &'a str,
        (found, of): (&[QuoteRef], &str),
        choice: Choice,
        format: &Format,
    ) -> (Quotes<'a>, String) {
        let (taken, left) = choice.take(corpus, review, found);
        let about = format!("All quotes{} that were {}.", sanitize_line(of), choice.told());
        let quotes = Quotes::new(corpus, review, language, &taken, about);
        let dated = if format.dated { quotes.undated() } else { 0 };
        let mut told = format!("{} of {}", taken.len() - dated, count(found.len(), "quote"));
        if left != LeftOut::default() {
            told.push_str(&format!("; left out: {left}"));
        }
        if dated > 0 {
            told.push_str(&format!("; without a date: {dated}"));
        }
        (quotes, told)
    }

    /// How many articles they stand in.
    pub fn articles(&self) -> usize {
        self.rows.chunk_by(|a, b| a.article.id == b.article.id).count()
    }

    /// How many of them have no date.
    pub fn undated(&self) -> usize {
        self.rows.iter().filter(|row| row.date.is_none()).count()
    }
}

/// A UUID (RFC 9562, version 8) that is always the same for a name: the first 122 free bits of its BLAKE3 hash.
fn uuid(name: &str) -> String {
    let hash = blake3::hash(name.as_bytes());
    let bits = hash.as_bytes().iter().take(16).fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
    let bits = bits & !(0xf << 76) & !(0b11 << 62) | 8 << 76 | 0b10 << 62;
    let part = |from: u32, width: u32| bits >> from & ((1 << width) - 1);
    format!("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", part(96, 32), part(80, 16), part(64, 16), part(48, 16), part(0, 48))
}

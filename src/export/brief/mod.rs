//! The brief: one linked story to be read without a terminal, every sentence with its numbered sources.
//!
//! [`Brief::new`] makes the sections, a file each, out of the same neutral parts (`parts`); a writer turns these into
//! Markdown or a page. A new section is one file and one line here, a new form one file and one row in [`FORMATS`].
//! Nothing is judged: the brief says who said what, where it stands, and what was not found.

mod balance;
mod chart;
mod claims;
pub(super) mod dates;
mod drift;
mod findings;
pub(super) mod html;
pub(super) mod markdown;
mod notes;
mod parts;
mod read;
mod speakers;
mod timeline;

pub use parts::Brief;

use super::count;
use crate::lang::Pack;
use crate::model::Corpus;
use crate::review::Reviewed;
use notes::Notes;
use parts::{Section, Sentence};
use std::io::{self, Write};

/// Entries that a section has at most, unless somebody asks for another number.
pub const LIMIT: usize = 60;

/// A form in which a brief is written.
pub struct Format {
    /// Name on the command line.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How the names of its files end.
    pub endings: &'static [&'static str],
    /// Writes it.
    pub write: fn(brief: &Brief, out: &mut dyn Write) -> io::Result<()>,
}

/// Every form; the first is the default.
pub const FORMATS: &[Format] = &[
    Format { name: "markdown", help: "Markdown with footnotes", endings: &["md", "markdown"], write: markdown::write },
    Format {
        name: "html",
        help: "one self-contained page with the timeline drawn",
        endings: &["html", "htm"],
        write: html::write,
    },
];

/// What makes a section.
type Make = fn(&mut Notes<'_>, usize) -> Section;

/// The sections in their order.
const SECTIONS: &[Make] =
    &[read::section, timeline::section, claims::section, drift::section, balance::section, findings::section, speakers::section];

impl Brief {
    /// Makes a brief of everything that was read, with at most `limit` entries a section; at its head stands how much of it
    /// was reviewed, by whom, and what that leaves out, where anything was.
    pub fn new(corpus: &Corpus, pack: &Pack, limit: usize, reviewed: Option<&Reviewed>) -> Brief {
        let mut notes = Notes::new(corpus, pack);
        let mut sections: Vec<Section> = SECTIONS.iter().map(|make| make(&mut notes, limit)).collect();
        if let (Some(told), Some(read)) = (reviewed, sections.first_mut()) {
            read.entries.insert(0, read::reviewed(told, &mut notes));
        }
        Brief {
            title: format!("Brief of {}", count(corpus.articles.len(), "article")),
            language: pack.code.to_string(),
            chart: chart::Chart::new(corpus, &timeline::shown(corpus, limit)),
            sections,
            notes: notes.list,
        }
    }
}

/// Says how much of a section is left out, if anything is.
fn left_out(left: usize, what: &str, notes: &mut Notes<'_>) -> Option<Sentence> {
    (left > 0).then(|| Sentence::new().own(format!("{left} left out: {what}.")).cite(notes.cite_reading()))
}

//! Output formats: one file a format, one row each in [`FORMATS`], from which arguments, help and dispatch follow.
//!
//! Wire types live here, not in the model. A format writes a linked corpus and changes nothing of it: every word of an
//! article leaves as it was stored, or, where a terminal may show it, without what acts on a terminal.

pub mod brief;
pub mod explain;
pub mod json;
pub mod quotes;
pub mod schema;
pub mod text;
pub mod wire;

use crate::lang::Pack;
use crate::model::Corpus;
use std::io::{self, Write};

/// A number with its noun: `1 article`, `2 articles`.
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// An output format.
pub struct Format {
    /// Name on the command line.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Writes a corpus; `pack` is the knowledge that it was extracted with.
    pub write: fn(corpus: &Corpus, pack: &Pack, out: &mut dyn Write) -> io::Result<()>,
}

/// Every output format; the first is the default of `extract`.
pub const FORMATS: &[Format] = &[
    Format { name: "json", help: "one JSON object: the extraction document", write: json::document },
    Format { name: "jsonl", help: "the same objects, one a line, each with its \"record\" kind", write: json::lines },
    Format { name: "text", help: "plain text to read: articles, speakers, timeline", write: text::write },
];

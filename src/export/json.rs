//! The extraction document as JSON: one object, or one object a line.
//!
//! Both forms write the very same objects, one after the other, straight to the output. A line names its kind under
//! `"record"`. Articles name the corpus's speakers and may be dated from one another, so they are ready once the corpus is
//! linked; from then on each is written as it is made.
//!
//! The strings are the stored text to the letter. What would act on a terminal is written as `\uXXXX`, which says the same.

use super::wire::{ExtractorOut, TroubleOut, Wire};
use crate::lang::Pack;
use crate::model::Corpus;
use crate::text::display::hidden;
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Name and version of the document's form.
const SCHEMA: &str = "simak.extraction/1";

/// Writes one JSON object.
pub fn document(corpus: &Corpus, pack: &Pack, out: &mut dyn Write) -> io::Result<()> {
    let wire = Wire::new(corpus, pack.code);
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"extractor\":")?;
    value(out, &extractor(pack))?;
    list(out, "articles", wire.articles())?;
    list(out, "speakers", wire.speakers())?;
    list(out, "events", wire.events())?;
    list(out, "statements", wire.statements())?;
    list(out, "claims", wire.claims())?;
    list(out, "hearings", wire.hearings())?;
    list(out, "findings", wire.findings())?;
    list(out, "troubles", wire.troubles())?;
    out.write_all(b"}\n")
}

/// Writes one JSON object a line.
pub fn lines(corpus: &Corpus, pack: &Pack, out: &mut dyn Write) -> io::Result<()> {
    let wire = Wire::new(corpus, pack.code);
    wire.articles().try_for_each(|article| line(out, "article", &article))?;
    wire.speakers().try_for_each(|speaker| line(out, "speaker", &speaker))?;
    wire.events().try_for_each(|event| line(out, "event", &event))?;
    wire.statements().try_for_each(|statement| line(out, "statement", &statement))?;
    wire.claims().try_for_each(|claim| line(out, "claim", &claim))?;
    wire.hearings().try_for_each(|hearing| line(out, "hearing", &hearing))?;
    wire.findings().try_for_each(|finding| line(out, "finding", &finding))?;
    wire.troubles().try_for_each(|trouble| line(out, "trouble", &TroubleLine::from(trouble)))
}

/// A trouble on a line of its own: `record` says what the line is, so the record to blame is its `record_number`.
#[derive(Serialize)]
struct TroubleLine<'a> {
    path: &'a str,
    record_number: Option<u32>,
    message: &'a str,
}

impl<'a> From<TroubleOut<'a>> for TroubleLine<'a> {
    fn from(TroubleOut { path, record, message }: TroubleOut<'a>) -> Self {
        Self { path, record_number: record, message }
    }
}

fn extractor(pack: &Pack) -> ExtractorOut<'_> {
    ExtractorOut { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), knowledge: &pack.knowledge }
}

fn list<T: Serialize>(out: &mut dyn Write, name: &str, items: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (i, item) in items.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        value(out, &item)?;
    }
    out.write_all(b"]")
}

fn line<T: Serialize>(out: &mut dyn Write, record: &'static str, item: &T) -> io::Result<()> {
    #[derive(Serialize)]
    struct Record<'a, T> {
        record: &'static str,
        #[serde(flatten)]
        item: &'a T,
    }
    value(out, &Record { record, item })?;
    out.write_all(b"\n")
}

/// Writes a value as compact JSON in which nothing acts on a terminal.
pub(super) fn value<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(out, Safe))?)
}

/// Compact JSON in which every character without a glyph is escaped, not only those that JSON asks for.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut kept = 0;
        if fragment.bytes().any(|b| b >= 0x7f) {
            for (at, c) in fragment.char_indices().filter(|&(_, c)| hidden(c)) {
                out.write_all(fragment.as_bytes().get(kept..at).unwrap_or(&[]))?;
                c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
                kept = at + c.len_utf8();
            }
        }
        out.write_all(fragment.as_bytes().get(kept..).unwrap_or(&[]))
    }
}

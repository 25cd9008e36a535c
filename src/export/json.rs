//! The extraction document as JSON: one object, or one object a line.
//!
//! Both forms write the very same objects, one after the other, straight to the output. A line names its kind under
//! `"record"`. Articles name the corpus's speakers and may be dated from one another, so they are ready once the corpus is
//! linked; from then on each is written as it is made.

use super::wire::{ExtractorOut, Wire};
use crate::lang::Pack;
use crate::model::Corpus;
use serde::Serialize;
use std::io::{self, Write};

/// Name and version of the document's form.
const SCHEMA: &str = "simak.extraction/1";

/// Writes one JSON object.
pub fn document(corpus: &Corpus, pack: &Pack, out: &mut dyn Write) -> io::Result<()> {
    let wire = Wire::new(corpus, pack.code);
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"extractor\":")?;
    serde_json::to_writer(&mut *out, &extractor(pack))?;
    list(out, "articles", wire.articles())?;
    list(out, "speakers", wire.speakers())?;
    list(out, "events", wire.events())?;
    list(out, "troubles", wire.troubles())?;
    out.write_all(b"}\n")
}

/// Writes one JSON object a line.
pub fn lines(corpus: &Corpus, pack: &Pack, out: &mut dyn Write) -> io::Result<()> {
    let wire = Wire::new(corpus, pack.code);
    wire.articles().try_for_each(|article| line(out, "article", &article))?;
    wire.speakers().try_for_each(|speaker| line(out, "speaker", &speaker))?;
    wire.events().try_for_each(|event| line(out, "event", &event))?;
    wire.troubles().try_for_each(|trouble| line(out, "trouble", &trouble))
}

fn extractor(pack: &Pack) -> ExtractorOut<'_> {
    ExtractorOut { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), knowledge: &pack.knowledge }
}

fn list<T: Serialize>(out: &mut dyn Write, name: &str, items: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (i, item) in items.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
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
    serde_json::to_writer(&mut *out, &Record { record, item })?;
    out.write_all(b"\n")
}

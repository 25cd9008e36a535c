//! Linking of several articles with hostile metadata, everything that is then written, and annotations read back in.

use super::material::{articles, decided, documents, linked, quotes};
use super::{chance, text};
use crate::annotations::{document_is_verbatim, well_formed};
use crate::checks::{harmless, plain, references};
use crate::engine::Target;
use crate::pieces::PIECES;
use crate::words::{HEADERS, TIMES};
use serde_json::Value;
use simak::export::brief::{self, Brief};
use simak::export::quotes::{Choice, FORMATS, Quotes, read_annotations, take_up};
use simak::export::{self, explain};
use simak::lang::Pack;
use simak::model::Corpus;
use simak::review::{Judgement, Review, place};
use unicode_width::UnicodeWidthStr;

/// Linking.
pub const LINK: Target = Target {
    name: "link",
    about: "up to seven articles with any metadata, linked, written in every format, annotations read back",
    run: |input| {
        let documents = documents(&text(input));
        let mut backwards = documents.clone();
        backwards.reverse();
        let (corpus, chance) = (linked(documents), chance(input));
        if chance % 4 == 0 {
            assert_eq!(corpus, linked(backwards), "the order of reading changes nothing");
        }
        references(&corpus);
        corpus.articles.iter().for_each(|article| well_formed(article));
        document_is_verbatim(&corpus);
        document(&corpus);
        every_format(&corpus, &decided(&corpus, chance));
    },
    make: articles,
    words: &[PIECES, PIECES, TIMES, HEADERS],
    longest: 4_000,
    share: 3,
};

/// Everything that is written of a corpus.
fn document(corpus: &Corpus) {
    let pack = Pack::indonesian();
    for format in export::FORMATS {
        let written = written(|out| (format.write)(corpus, pack, out));
        match format.name {
            "json" => drop(json(&written)),
            "jsonl" => written.lines().for_each(|line| drop(json(line))),
            _ => harmless(&written),
        }
    }
    let brief = Brief::new(corpus, pack, 5, None);
    for format in brief::FORMATS {
        harmless(&written(|out| (format.write)(&brief, out)));
    }
    let page = written(|out| explain::write(corpus, pack, 60, out));
    harmless(&page);
    assert!(page.lines().skip(1).all(|line| line.width() <= 60), "a line is too wide");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("nothing fails in memory");
    String::from_utf8(out).expect("what is written is UTF-8")
}

/// Every format of quotes; annotations are read in again and decide what was decided.
pub fn every_format(corpus: &Corpus, review: &Review) {
    let all = quotes(corpus);
    for format in FORMATS {
        let (quotes, told) = Quotes::chosen((corpus, review), "id", (&all, ""), Choice::All, format);
        harmless(&told);
        let text = written(|out| (format.write)(&quotes, out));
        match format.name {
            "csv" => {
                let rows = csv::Reader::from_reader(text.as_bytes()).into_records().map(|row| row.expect("rows of equal length"));
                assert_eq!(rows.count(), quotes.rows.len());
            }
            "jsonl" => assert_eq!(text.lines().map(json).count(), quotes.rows.len()),
            "annotations" | "timelinejs" | "csl" => drop(json(&text)),
            "ical" => assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text:?}"),
            _ => plain(&text),
        }
        if format.name == "annotations" {
            read_back(corpus, review, &text, quotes.rows.len());
        }
    }
}

fn read_back(corpus: &Corpus, review: &Review, text: &str, written: usize) {
    let annotations = read_annotations(text).expect("own annotations are read");
    assert_eq!(annotations.len(), written);
    let mut other = Review::new("lain".into(), "Rani".into(), []);
    other.take(place(corpus, &other));
    let taken = take_up(corpus, &mut other, &annotations);
    assert_eq!((taken.left.len(), taken.highlights), (0, 0), "{:?}", taken.left);
    other.decide(taken.changes);
    for (article, quote) in quotes(corpus).iter().filter_map(|at| corpus.quote(*at)) {
        let (own, theirs) = (review.quote(article, quote), other.quote(article, quote));
        if Choice::All.takes(quote, own) {
            let said = |own: Option<&Judgement>| own.map(|own| (own.verdict, own.mark, own.note.clone(), own.tags.clone()));
            let (own, theirs) = (said(own).unwrap_or_default(), said(theirs).unwrap_or_default());
            assert_eq!(own, theirs, "{:?}", quote.span.of(&article.text));
        }
    }
}

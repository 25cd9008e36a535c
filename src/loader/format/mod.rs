//! Input formats: one file a format, one row each in [`FORMATS`]; the walk, the reader and the help follow from it.
//!
//! A format turns the bytes of a file, or some lines of it, into documents and troubles. It never stops at what is wrong:
//! it tells it and goes on.

pub(super) mod json;
mod jsonl;
mod markdown;
mod txt;

use super::limits::size;
use super::record::Record;
use super::{LoadOptions, decode, mojibake, record};
use crate::model::{Document, Given, Source, Trouble};
use std::path::Path;
use std::sync::Arc;

/// Bytes of text in one job: a worker is busy with them for some hundredths of a second.
pub(super) const BATCH: usize = 256 << 10;
/// Troubles told of one file before the rest is only counted.
pub(super) const TOLD: u32 = 25;

/// An input format.
#[derive(Debug)]
pub struct Format {
    /// Ending of its files' names, in lower case.
    pub extension: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How much of a file is read at once.
    pub(super) unit: Unit,
    /// Documents of a piece.
    parse: fn(&Piece, &mut Parsed),
}

/// How much of a file is read at once.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// The file is one article.
    Article,
    /// The file is read whole and holds any number of articles.
    File,
    /// Whole lines, as many as fit a batch.
    Lines,
}

/// Every input format.
pub const FORMATS: &[Format] = &[
    Format { extension: "txt", help: "plain text, one article a file", unit: Unit::Article, parse: txt::parse },
    Format {
        extension: "md",
        help: "Markdown, one article a file; a front matter may name title, date, author, outlet",
        unit: Unit::Article,
        parse: markdown::parse,
    },
    JSON,
    Format { extension: "jsonl", help: "one JSON object a line, an article each", unit: Unit::Lines, parse: jsonl::parse },
];

/// The row that a `.jsonl` file falls back to when it is laid out over several lines.
pub(super) const JSON: Format =
    Format { extension: "json", help: "an article as a JSON object, or an array of them", unit: Unit::File, parse: json::parse };

/// The format of a file by its name.
pub(super) fn of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?;
    FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
}

/// The endings of all formats, for a message.
pub(super) fn extensions() -> String {
    FORMATS.iter().map(|format| format!(".{}", format.extension)).collect::<Vec<_>>().join(", ")
}

/// Some of a file's bytes, cut where its format allows.
#[derive(Debug)]
pub(super) struct Piece {
    /// The file's path as shown.
    pub name: Arc<str>,
    /// How to read it.
    pub format: &'static Format,
    /// Number of its first line in the file, from 1.
    pub line: usize,
    /// Number of its first record in the file, from 0.
    pub record: u32,
    /// Whether these are some elements of a list, which is open already and goes on behind them.
    pub inside: bool,
    /// What was read.
    pub bytes: Vec<u8>,
}

impl Piece {
    /// A file's bytes, all of them.
    pub fn whole(name: Arc<str>, format: &'static Format, bytes: Vec<u8>) -> Self {
        Self { name, format, line: 1, record: 0, inside: false, bytes }
    }
}

/// What the bytes of files hold.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Articles, in order.
    pub documents: Vec<Document>,
    /// What is wrong, in order.
    pub troubles: Vec<Trouble>,
    /// Limits that hold.
    pub(super) options: LoadOptions,
    /// What was wrong with the piece at hand so far.
    told: u32,
}

impl Parsed {
    /// What holds nothing yet but troubles.
    pub(super) fn new(options: LoadOptions, troubles: Vec<Trouble>) -> Self {
        Self { options, troubles, ..Self::default() }
    }

    /// Reads a piece.
    pub(super) fn add(&mut self, piece: &Piece) {
        self.told = 0;
        (piece.format.parse)(piece, self);
    }

    /// Tells what is wrong with a piece. Behind the first ones it is only counted: a file of numbers has millions.
    fn trouble(&mut self, piece: &Piece, record: Option<u32>, message: impl Into<Box<str>>) {
        self.told += 1;
        if self.told <= TOLD {
            self.troubles.push(Trouble { path: Arc::clone(&piece.name), record, message: message.into() });
        }
    }

    /// Reads one record: a JSON object that begins at `line` of its file.
    fn record(&mut self, piece: &Piece, number: u32, line: usize, bytes: &[u8]) {
        if bytes.len() as u64 > self.options.article_bytes {
            return self.trouble(piece, Some(number), too_long(line, self.options.article_bytes));
        }
        let (record, loss) = match object(bytes) {
            Ok(read) => read,
            Err(_) if self.told >= TOLD => return self.told += 1,
            Err(error) => {
                let message = format!("{}; correct it, the other records were read", broken(&error, line));
                return self.trouble(piece, Some(number), message);
            }
        };
        let of_line = |message: String| format!("line {line}: {message}");
        for told in loss.into_iter().chain(record.excess()) {
            self.trouble(piece, Some(number), of_line(told));
        }
        match record::document(&piece.name, number, bytes, record) {
            Ok(document) => {
                let twice = mojibake::told(&document.text);
                let other = self.other_language(&document.text);
                for told in twice.into_iter().chain(other) {
                    self.trouble(piece, Some(number), of_line(told));
                }
                self.documents.push(document);
            }
            Err(_) if self.told >= TOLD => self.told += 1,
            Err(lack) => self.trouble(piece, Some(number), of_line(lack.message())),
        }
    }

    /// Told of a text in a language that is not read.
    fn other_language(&self, text: &str) -> Option<String> {
        let languages = &self.options.knowledge.pack.languages;
        let name = languages.other(text).and_then(|code| languages.name(code))?;
        Some(format!("in {name}, which is not read: shown and searched, but no quotes are looked for in it"))
    }

    /// Reads a file that is one article; `given` finds what the text says of itself.
    fn article(&mut self, piece: &Piece, given: fn(&str) -> Told) {
        let decoded = match decode::decode(&piece.bytes) {
            Ok(decoded) => decoded,
            Err(message) => return self.trouble(piece, None, message),
        };
        if decoded.text.trim().is_empty() {
            return self.trouble(piece, None, EMPTY);
        }
        if let Some(loss) = decoded.loss {
            self.trouble(piece, None, loss);
        }
        let Told { given, url, wrong } = given(&decoded.text);
        let other = self.other_language(&decoded.text);
        wrong.into_iter().chain(mojibake::told(&decoded.text)).chain(other).for_each(|wrong| self.trouble(piece, None, wrong));
        self.documents.push(Document {
            id: record::hash(&piece.bytes),
            source: Source { path: Arc::clone(&piece.name), url, ..Source::default() },
            given,
            text: decoded.text.as_ref().into(),
        });
    }
}

/// What a file that is one article says of itself.
#[derive(Debug, Default)]
struct Told {
    given: Given,
    url: Option<Box<str>>,
    wrong: Option<String>,
}

/// Told of a file without anything in it.
pub(super) const EMPTY: &str = "an empty file; fill it in, or remove it";

/// Told when one article is larger than any article is.
pub(super) fn too_long(line: usize, limit: u64) -> String {
    format!("line {line}: more than {} in one article; split it, or check that the file is what its name says", size(limit))
}

/// A record, with a word about bytes that did not fit.
fn object(bytes: &[u8]) -> serde_json::Result<(Record, Option<String>)> {
    if std::str::from_utf8(bytes).is_ok() {
        return Ok((serde_json::from_slice(bytes)?, None));
    }
    match decode::decode(bytes) {
        Ok(decoded) => Ok((serde_json::from_str(&decoded.text)?, decoded.loss)),
        Err(_) => Ok((serde_json::from_slice(bytes)?, None)),
    }
}

/// What is wrong with a record that is no JSON object; `line` is where the record begins.
fn broken(error: &serde_json::Error, line: usize) -> String {
    let line = line + error.line().saturating_sub(1);
    let told = error.to_string();
    let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
    match error.classify() {
        serde_json::error::Category::Data => {
            format!("line {line}: no article, which would be a JSON object with a text ({what})")
        }
        _ => format!("line {line}: broken JSON at column {} ({what})", error.column()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(format: &'static Format, bytes: &[u8]) -> Parsed {
        let mut parsed = Parsed::default();
        parsed.add(&Piece::whole("a".into(), format, bytes.to_vec()));
        parsed
    }

    fn check(bytes: &[u8]) {
        for format in FORMATS {
            let parsed = parsed(format, bytes);
            assert!(parsed.documents.iter().all(|d| !d.text.trim().is_empty()));
            let silent = parsed.documents.is_empty() && parsed.troubles.is_empty();
            assert!(
                !silent || format.unit == Unit::Lines || format.unit == Unit::File,
                "{} lost in silence: {bytes:?}",
                format.extension
            );
        }
    }

    #[test]
    fn key_names_are_found_in_their_order() {
        let parsed = parsed(&JSON, br#"{"isi": "c", "body": " b ", "text": "", "judul": "J", "link": "l", "authors": ["A", {"name": "B"}, null], "id": 9}"#);
        let document = &parsed.documents[0];
        assert_eq!((&*document.text, document.given.title.as_deref()), (" b ", Some("J")));
        assert_eq!(document.given.authors, [Box::from("A"), "B".into()]);
        assert_eq!((document.source.id.as_deref(), document.source.url.as_deref()), (Some("9"), Some("l")));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_told(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            check(&bytes);
        }

        #[test]
        fn anything_like_json_is_read_or_told(text in "([\\[\\]{}\",:\\\\\n 1]|\"text\"|\"a\"|\\{\"text\":\"a\"\\}){0,60}") {
            check(text.as_bytes());
        }

        #[test]
        fn anything_like_a_front_matter_is_read(text in "(---|\\+\\+\\+|\n|title: x|title = 1|- |\\[|\\]|a: |\"|'|#| ){0,60}x") {
            check(text.as_bytes());
        }
    }
}

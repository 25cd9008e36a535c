//! Quotes as comma-separated values (RFC 4180): a heading, a quote a row, lines that end in CR LF, UTF-8.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, also behind blanks, and some take the wide
//! forms of these signs. Where a cell begins depends on who reads: where the decimal sign is a comma (in Indonesia), cells
//! are parted by semicolons, elsewhere by tabs or bars, and not everybody heeds quotation marks. So every cell is quoted,
//! and an apostrophe stands before such a sign wherever any of these readers could begin a cell: at the beginning, and
//! behind each of [`SEPARATORS`]. Taking those apostrophes off always gives the text back, since one is put before others
//! as well; the last column says which cells have any. What would act on a terminal is left out of the cells; `jsonl` has
//! the words to the letter.

use super::{Decided, Quotes, Row};
use crate::text::display::sanitize;
use std::borrow::Cow;
use std::io::{self, Write};

/// A column: its name, what it holds, and its cell of a quote.
pub type Column = (&'static str, &'static str, fn(&Row<'_>) -> String);

/// Every column.
pub const COLUMNS: &[Column] = &[
    ("quote", "the words as the article has them", |row| row.words().to_owned()),
    ("speaker", "whose words they are; empty where unknown", |row| of_speaker(row, |s| Some(s.name.to_owned()))),
    ("role", "the title that the article gives them", |row| of_speaker(row, |s| s.role.clone())),
    ("also", "who speaks together with them, with semicolons between the names", |row| {
        row.also.iter().map(|other| other.name).collect::<Vec<_>>().join("; ")
    }),
    ("attribution", "reported, or alleged: words that are only said to be the speaker's", |row| {
        row.attribution().name().to_owned()
    }),
    ("doubt", "the words of the article that show that they are only alleged", |row| text(row.doubt)),
    ("stance", "what the speaker does with the words", |row| row.stance.name().to_owned()),
    ("kind", "direct, mixed or indirect", |row| row.kind.name().to_owned()),
    ("date", "when they were said, else when the article appeared: a TIMEX3 value", |row| of_date(row, |d| d.value.to_string())),
    ("date_start", "the first day of that date", |row| of_date(row, |d| d.start.to_string())),
    ("date_end", "the last day of that date", |row| of_date(row, |d| d.end.to_string())),
    ("date_of", "what the date is of: said or published", |row| of_date(row, |d| d.how.of().to_owned())),
    ("date_known", "how the date is known: corrected, told, stated, inferred or linked", |row| {
        of_date(row, |d| d.how.name().to_owned())
    }),
    ("outlet", "who published the article", |row| text(row.article.outlet.as_deref())),
    ("title", "its headline", |row| text(row.article.title.as_deref())),
    ("authors", "who wrote it, with semicolons between them", |row| row.article.authors.join("; ")),
    ("published", "when it appeared: a TIMEX3 value", |row| {
        row.article.published.as_ref().map(|p| p.value.to_string()).unwrap_or_default()
    }),
    ("path", "the file", |row| row.article.source.path.to_string()),
    ("record", "the record in it, from 0", |row| row.article.source.record.to_string()),
    ("url", "its address on the web", |row| text(row.article.source.url.as_deref())),
    ("start", "the first code point of the words in the article's text, from 0", |row| row.start.to_string()),
    ("end", "one past the last", |row| row.end.to_string()),
    ("outcome", "accepted, corrected, flagged or skipped; empty where nothing is decided", |row| text(row.outcome())),
    ("corrected", "what a person corrected: speaker, span, kind, stance, said", |row| row.corrected.join("; ")),
    ("tags", "a person's tags, with semicolons between them", |row| row.tags.join("; ")),
    ("note", "a person's note", |row| text(row.note)),
    ("marked", "yes, where a person marked it", |row| text(row.marked.then_some("yes"))),
    ("reviewer", "who decided last", |row| text(row.decided.map(|Decided { who, .. }| who))),
    ("decided", "when, in UTC", |row| row.decided.and_then(|d| d.at).map(|at| at.to_string()).unwrap_or_default()),
    ("id", "identifier of the quote in the extraction document", |row| row.id.clone()),
    ("speaker_id", "identifier of the speaker there", |row| of_speaker(row, |s| s.id.map(str::to_owned))),
    ("article", "identifier of the article: hash of its source", |row| row.article.id.to_string()),
    ("text_hash", "hash of the article's text (BLAKE3, the first 16 hexadecimal digits)", |row| row.text_hash.to_string()),
    ("rule", "the rule that found the quote", |row| row.rule.to_owned()),
    ("confidence", "how sure the rule is, 0 to 100", |row| row.confidence.to_string()),
    (GUARDED, "the cells of this row in which an apostrophe was put before the sign of a formula: their columns", guarded),
];

/// The column that tells of the others.
const GUARDED: &str = "guarded";

/// What parts cells, or lines, for some reader: the list separators of the world's languages, and what people choose where they
/// may. (Nobody's is a blank, so that words go on as they are.)
pub const SEPARATORS: &[char] = &[',', ';', '|', ':', '\n', '^', '~', '¦', '،', '؛', '、', '，', '；', '｜', '：'];

/// What a formula begins with. (A tab or a carriage return is never left in a cell.)
pub const SIGNS: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Writes the quotes.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out);
    table.write_record(COLUMNS.iter().map(|(name, ..)| name))?;
    for row in &quotes.rows {
        table.write_record(COLUMNS.iter().map(|(_, _, cell)| harmless(&cell(row)).into_owned()))?;
    }
    table.flush()
}

fn table<W: Write>(out: W) -> ::csv::Writer<W> {
    let always = ::csv::QuoteStyle::Always;
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).quote_style(always).from_writer(out)
}

/// A cell of which no reader takes any part for a formula, and no terminal for a command.
fn harmless(cell: &str) -> Cow<'_, str> {
    let shown = sanitize(cell);
    if !shown.contains(SIGNS) {
        return shown;
    }
    let (mut out, mut begins) = (String::with_capacity(shown.len() + 1), true);
    for c in shown.chars() {
        if begins && SIGNS.contains(&c) {
            out.push('\'');
        }
        // (Quotation marks may be taken for those around a cell.)
        begins = SEPARATORS.contains(&c) || begins && (c.is_whitespace() || matches!(c, '"' | '\''));
        out.push(c);
    }
    Cow::Owned(out)
}

/// The columns in which the text got an apostrophe.
fn guarded(row: &Row<'_>) -> String {
    let others = COLUMNS.iter().filter(|(name, ..)| *name != GUARDED);
    let changed = others.filter(|(_, _, cell)| {
        let text = cell(row);
        harmless(&text) != sanitize(&text)
    });
    changed.map(|(name, ..)| *name).collect::<Vec<_>>().join("; ")
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn of_speaker(row: &Row<'_>, cell: fn(&super::Said<'_>) -> Option<String>) -> String {
    row.speaker.as_ref().and_then(cell).unwrap_or_default()
}

fn of_date(row: &Row<'_>, cell: fn(&super::Dated) -> String) -> String {
    row.date.as_ref().map(cell).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sign_that_could_begin_a_cell_has_an_apostrophe_before_it() {
        let rows = [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+62 811", "'+62 811"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", " '=1"),
            ("\r=1", "\n'=1"),
            ("\tsatu", " satu"),
            (" \u{200b}=1", " '=1"),
            ("\u{1b}[31m=1", "'=1"),
            ("\u{202e}=1", "'=1"),
            ("'=1", "''=1"),
            ("\"=1", "\"'=1"),
            ("＝1", "'＝1"),
            ("==1", "'==1"),
            ("a;=1;\"+2|''@3", "a;'=1;\"'+2|'''@3"),
            ("a, -5 b", "a, '-5 b"),
            ("satu\n- dua", "satu\n'- dua"),
            ("2031-03-11 a=b, c-d", "2031-03-11 a=b, c-d"),
            ("“=1”", "“=1”"),
            ("'tidak'", "'tidak'"),
            ("", ""),
            ("👩‍🚒 api", "👩🚒 api"),
        ];
        for (cell, want) in rows {
            assert_eq!(harmless(cell), want, "{cell:?}");
        }
    }

    /// The text of a cell, as the page of this format says.
    fn bare(cell: &str) -> String {
        let (mut out, mut begins) = (String::new(), true);
        for c in cell.chars() {
            if begins && SIGNS.contains(&c) {
                assert_eq!(out.pop(), Some('\''), "{cell:?}");
            }
            begins = SEPARATORS.contains(&c) || begins && (c.is_whitespace() || matches!(c, '"' | '\''));
            out.push(c);
        }
        out
    }

    /// The cells as a program finds them that parts them so; what stands behind a closing mark belongs to the cell.
    fn cells(table: &str, separator: char, marks: bool) -> Vec<String> {
        let (mut cells, mut quoted, mut fresh) = (vec![String::new()], false, true);
        let mut chars = table.chars().peekable();
        while let Some(c) = chars.next() {
            let last = cells.last_mut().unwrap();
            match c {
                '"' if marks && fresh => (quoted, fresh) = (true, false),
                '"' if quoted && chars.peek() == Some(&'"') => last.extend(chars.next()),
                '"' if quoted => quoted = false,
                c if !quoted && (c == separator || c == '\n' || c == '\r') => {
                    cells.push(String::new());
                    fresh = true;
                }
                c => {
                    last.push(c);
                    fresh = false;
                }
            }
        }
        cells
    }

    fn written(texts: &[String]) -> String {
        let mut table = table(Vec::new());
        for row in texts.chunks(3) {
            table.write_record((0..3).map(|at| harmless(row.get(at).map_or("", |text| text)).into_owned())).unwrap();
        }
        String::from_utf8(table.into_inner().unwrap()).unwrap()
    }

    /// (Some readers take blanks and line ends off first. A tab or a carriage return that begins a cell is never of an article.)
    fn is_formula(cell: &str) -> bool {
        cell.trim_start().starts_with(SIGNS)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_cell_is_a_formula_to_anybody(
            texts in prop::collection::vec(
                "([-=+@＝＋－＠]|[,;|:^~¦،؛、，；｜：]|[\"' \t\r\n\u{a0}\u{1b}\u{202e}]|[a-c“”]|\\PC){0,12}", 1..7,
            ),
        ) {
            prop_assert!(texts.iter().all(|text| !harmless(text).contains(['\t', '\r'])));
            let table = written(&texts);
            for separator in SEPARATORS.iter().copied().chain(['\t']) {
                for marks in [true, false] {
                    for cell in cells(&table, separator, marks) {
                        prop_assert!(!is_formula(&cell), "{:?} by {:?}, {} in {:?}", cell, separator, marks, table);
                    }
                }
            }
            let read = |separator: u8, marks: bool| -> Vec<String> {
                let mut reader = ::csv::ReaderBuilder::new();
                reader.delimiter(separator).quoting(marks).flexible(true).has_headers(false);
                let mut reader = reader.from_reader(table.as_bytes());
                reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect()
            };
            for separator in *b",;\t|" {
                for cell in read(separator, true).iter().chain(&read(separator, false)) {
                    prop_assert!(!is_formula(cell), "{:?} by {:?} in {:?}", cell, char::from(separator), table);
                }
            }
            // And nothing is lost: whoever reads it as it is meant and takes the apostrophes off has the words.
            let mut words: Vec<String> = texts.iter().map(|text| sanitize(text).into_owned()).collect();
            words.resize(words.len().next_multiple_of(3), String::new());
            prop_assert_eq!(read(b',', true).iter().map(|cell| bare(cell)).collect::<Vec<_>>(), words);
        }
    }
}

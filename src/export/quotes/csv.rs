//! Quotes as comma-separated values (RFC 4180): a heading, a quote a row, lines that end in CR LF, UTF-8.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, also behind
//! blanks, and some take the wide forms of these signs. Such a cell gets an apostrophe in front, which means *text* there;
//! so does one with apostrophes before such a sign, so that taking one apostrophe off always gives the text back. What
//! would act on a terminal is left out of the cells; `jsonl` has the words to the letter.

use super::{Decided, Quotes, Row};
use crate::text::display::sanitize;
use std::io::{self, Write};

/// A column: its name, what it holds, and its cell of a quote.
pub type Column = (&'static str, &'static str, fn(&Row<'_>) -> String);

/// Every column.
pub const COLUMNS: &[Column] = &[
    ("quote", "the words as the article has them", |row| row.words().to_owned()),
    ("speaker", "whose words they are; empty where unknown", |row| of_speaker(row, |s| Some(s.name.to_owned()))),
    ("role", "the title that the article gives them", |row| of_speaker(row, |s| s.role.clone())),
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
];

/// Writes the quotes.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS.iter().map(|(name, ..)| name))?;
    for row in &quotes.rows {
        table.write_record(COLUMNS.iter().map(|(_, _, cell)| harmless(&cell(row))))?;
    }
    table.flush()
}

/// A cell that no spreadsheet takes for a formula and no terminal for a command.
fn harmless(cell: &str) -> String {
    // Signs that begin a formula are looked for in what was written as well: a tab or a carriage return becomes a blank.
    let shown = sanitize(cell);
    let first = shown.trim_start_matches(|c: char| c.is_whitespace() || c == '\'').chars().next();
    let formula = first.is_some_and(|c| "=+-@＝＋－＠".contains(c)) || cell.starts_with(['\t', '\r']);
    if formula { format!("'{shown}") } else { shown.into_owned() }
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

    #[test]
    fn no_cell_is_a_formula() {
        let rows = [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+62 811", "'+62 811"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "'\n=1"),
            ("\tsatu", "' satu"),
            (" \u{200b}=1", "' =1"),
            ("\u{1b}[31m=1", "'=1"),
            ("\u{202e}=1", "'=1"),
            ("'=1", "''=1"),
            ("＝1", "'＝1"),
            ("'tidak'", "'tidak'"),
            ("“=1”", "“=1”"),
            ("a=1, b", "a=1, b"),
            ("", ""),
            ("👩‍🚒 api", "👩🚒 api"),
        ];
        for (cell, want) in rows {
            assert_eq!(harmless(cell), want, "{cell:?}");
        }
    }
}

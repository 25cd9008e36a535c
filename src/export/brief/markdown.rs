//! A brief as Markdown with footnotes, as GitHub, Pandoc and most editors read them.
//!
//! Every character that could act is escaped, so that words of an article stay words; what would act on a terminal is left
//! out. Words that contradict another telling are bold, words that differ from it otherwise
//! in italics. A sentence is one line.

use super::notes::Cites;
use super::notes::{Note, Place};
use super::parts::{Anchor, Brief, Entry, Mark, Run, Section, Sentence, Table};
use crate::text::display::sanitize_line;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes a brief.
pub fn write(brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&brief.title))?;
    writeln!(out, "*The words between quotation marks are those of the articles; the brief does not say who is right.*")?;
    brief.sections.iter().try_for_each(|s| section(s, out))?;
    writeln!(out, "\n## Sources\n")?;
    writeln!(out, "*Ranges count Unicode code points of the stored text from 0; the last one is not in it.*\n")?;
    for (number, note) in (1..).zip(&brief.notes) {
        writeln!(out, "[^{number}]: {}", source(note))?;
    }
    Ok(())
}

fn section(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n\n*{}*", section.title, section.about)?;
    if section.entries.is_empty() {
        writeln!(out, "\nNothing found.")?;
    }
    let mut listing = false;
    for entry in &section.entries {
        let item = entry.head.is_none() && entry.table.is_none() && entry.anchor.is_some();
        if !(item && listing) {
            writeln!(out)?;
        }
        listing = item;
        self::entry(entry, out)?;
    }
    Ok(())
}

fn entry(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    if let Some(head) = &entry.head {
        let number = entry.anchor.map_or(String::new(), |a| format!("{}: ", capital(&label(a))));
        writeln!(out, "### {number}{}\n", line(head))?;
    }
    for sentence in &entry.lines {
        writeln!(out, "- {}", line(sentence))?;
    }
    if let Some(table) = &entry.table {
        writeln!(out)?;
        self::table(table, out)?;
    }
    Ok(())
}

fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", table.heads.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(table.heads.len()))?;
    for row in &table.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| runs(cell)).collect();
        writeln!(out, "| {}{} |", cells.join(" | "), cites(&row.cites))?;
    }
    Ok(())
}

fn line(sentence: &Sentence) -> String {
    format!("{}{}", runs(&sentence.runs), cites(&sentence.cites))
}

fn runs(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        match run {
            Run::Own(words) => text.push_str(&escaped(words)),
            Run::Name(name) => text.push_str(&escaped(name.trim())),
            Run::Strong(words) => text.push_str(&stressed(words, "**")),
            Run::Words(pieces) => text.push_str(&format!("“{}”", marked(pieces))),
            Run::Reported(pieces) => text.push_str(&marked(pieces)),
            Run::To(anchor) => text.push_str(&anchor.number.to_string()),
        }
    }
    text
}

fn marked(pieces: &[(String, Mark)]) -> String {
    let one = |(piece, mark): &(String, Mark)| match mark {
        Mark::Plain => escaped(piece),
        Mark::Differs => stressed(piece, "*"),
        Mark::Contradicts => stressed(piece, "**"),
    };
    pieces.iter().map(one).collect()
}

fn label(Anchor { what, number }: Anchor) -> String {
    format!("{what} {number}")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn cites(cites: &Cites) -> String {
    let mut text = String::new();
    for number in &cites.notes {
        let _ = write!(text, "[^{number}]");
    }
    if cites.more > 0 {
        let _ = write!(text, " (and {} more)", cites.more);
    }
    text
}

/// Stress from the first letter or digit to the last: asterisks beside a space or a mark would stay asterisks.
fn stressed(words: &str, by: &str) -> String {
    let words = sanitize_line(words);
    let inner = words.trim_matches(|c: char| !c.is_alphanumeric());
    let Some(at) = words.find(inner).filter(|_| !inner.is_empty()) else { return escaped(&words) };
    let (before, after) = (words.get(..at).unwrap_or(""), words.get(at + inner.len()..).unwrap_or(""));
    format!("{}{by}{}{by}{}", escaped(before), escaped(inner), escaped(after))
}

fn source(note: &Note) -> String {
    match note {
        Note::Reading(text) => escaped(text),
        Note::Place(place) => self::place(place),
    }
}

fn place(place: &Place) -> String {
    let known = |text: &Option<String>, what: &str| text.as_deref().map_or(format!("{what} unknown"), escaped);
    let title = place.title.as_deref().map_or("title unknown".to_owned(), |title| format!("“{}”", escaped(title)));
    let address = place.url.as_deref().map_or(String::new(), |url| format!(", {}", address(url)));
    format!(
        "{}, {title}, {}, {}{address}, characters {}–{}, article {}",
        known(&place.outlet, "outlet"),
        known(&place.published, "date"),
        escaped(&place.path),
        place.start,
        place.end,
        escaped(&place.article)
    )
}

/// An address that can be followed, where it is plainly one; else its words.
pub(in crate::export) fn address(url: &str) -> String {
    if is_web(url) { format!("<{url}>") } else { escaped(url) }
}

/// Whether an address is plainly one of the web, with no character that could act.
pub(in crate::export) fn is_web(url: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    (url.starts_with("https://") || url.starts_with("http://")) && url.chars().all(plain)
}

/// Text in which nothing acts: neither as Markdown, nor as HTML in it, nor as an address that is linked by itself.
pub(in crate::export) fn escaped(text: &str) -> String {
    let text = sanitize_line(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut chars = text.chars().peekable();
    // Whether nothing but digits came so far, and what came last.
    let (mut digits, mut last) = (true, None);
    while let Some(c) = chars.next() {
        let acts = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '^' | '$' | '@' | '!' => true,
            '{' | '}' => true,
            // `https://`, `:name:`; not the colon of `05:30` or `kata dia: `.
            ':' => chars.peek().is_some_and(|next| *next == '/' || next.is_ascii_alphabetic()),
            // `www.`; a full stop ends no word there.
            '.' if matches!(last, Some('w' | 'W')) => true,
            // `- `, `1. ` and `1) ` begin a list.
            '-' | '+' | '=' => last.is_none(),
            '.' | ')' => digits && last.is_some(),
            _ => false,
        };
        if acts {
            out.push('\\');
        }
        out.push(c);
        (digits, last) = (digits && c.is_ascii_digit(), Some(c));
    }
    out
}

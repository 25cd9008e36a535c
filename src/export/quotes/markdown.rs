//! Quotes as Markdown, by speaker, with a footnote for every quote, as GitHub, Pandoc and most editors read them.
//!
//! Every character that could act is escaped, in notes of a person as well, and what would act on a terminal is left out.

use super::{Decided, Quotes, Row, count};
use crate::export::brief::dates;
use crate::export::brief::markdown::{address, escaped};
use crate::model::QuoteKind;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the quotes.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {} of {}\n", count(quotes.rows.len(), "quote"), count(quotes.articles(), "article"))?;
    writeln!(
        out,
        "*{} The words between quotation marks are those of the articles; nothing here says who is right.*",
        escaped(&quotes.about)
    )?;
    let mut notes = Vec::new();
    for rows in by_speaker(&quotes.rows) {
        let speaker = rows.first().and_then(|row| row.speaker.as_ref());
        writeln!(out, "\n## {}\n", speaker.map_or("Speaker unknown".to_owned(), |speaker| escaped(speaker.name.trim())))?;
        for row in rows {
            notes.push(row);
            quote(row, notes.len(), out)?;
        }
    }
    writeln!(out, "\n## Sources\n")?;
    writeln!(out, "*Ranges count Unicode code points of the stored text from 0; the last one is not in it.*\n")?;
    for (number, row) in (1..).zip(notes) {
        writeln!(out, "[^{number}]: {}", source(row))?;
    }
    Ok(())
}

/// The quotes of each speaker, the most quoted first, unknown ones last; each by date, those without one last.
fn by_speaker<'q, 'a>(rows: &'q [Row<'a>]) -> Vec<Vec<&'q Row<'a>>> {
    let mut speakers: BTreeMap<Option<(&str, Option<&str>)>, Vec<&Row<'a>>> = BTreeMap::new();
    for row in rows {
        speakers.entry(row.speaker.as_ref().map(|speaker| (speaker.name, speaker.id))).or_default().push(row);
    }
    let mut speakers: Vec<_> = speakers.into_iter().collect();
    speakers.sort_by_key(|(speaker, own)| (speaker.is_none(), std::cmp::Reverse(own.len())));
    for (_, own) in &mut speakers {
        own.sort_by_key(|row| (row.date.is_none(), row.date.as_ref().map(|date| (date.start, date.end))));
    }
    speakers.into_iter().map(|(_, own)| own).collect()
}

fn quote(row: &Row<'_>, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let date = row.date.as_ref().map_or("date unknown".to_owned(), |date| escaped(&date.told()));
    let role = row.speaker.as_ref().and_then(|speaker| speaker.role.as_deref());
    let role = role.map_or(String::new(), |role| format!(", {}", escaped(role.trim())));
    let together: Vec<String> = row.also.iter().map(|other| escaped(other.name.trim())).collect();
    let together = if together.is_empty() { String::new() } else { format!(", together with {}", together.join(", ")) };
    let alleged = row.doubt.map_or(String::new(), |words| format!("**only alleged** ({}), ", escaped(words)));
    let stance = row.stance.name();
    let told = match row.kind {
        QuoteKind::Indirect => row.told(),
        kind => format!("{}: {}", kind.name(), row.told()),
    };
    writeln!(out, "- {date}{role}{together}: {alleged}**{stance}**, {}[^{number}]", escaped(&told))?;
    if let Some(told) = decision(row) {
        writeln!(out, "  - {told}.")?;
    }
    if !row.tags.is_empty() {
        let tags: Vec<String> = row.tags.iter().map(|tag| escaped(tag.trim())).collect();
        writeln!(out, "  - Tags: {}.", tags.join(", "))?;
    }
    match row.note {
        Some(note) => writeln!(out, "  - Note: {}", escaped(note.trim())),
        None => Ok(()),
    }
}

/// What was decided, by whom, and on which day.
fn decision(row: &Row<'_>) -> Option<String> {
    let outcome = row.outcome().or(row.marked.then_some("marked"))?;
    let mut told = outcome.to_owned();
    if !row.corrected.is_empty() {
        told.push_str(&format!(" ({})", row.corrected.join(", ")));
    }
    if let Some(Decided { who, at }) = row.decided {
        told.push_str(&format!(" by {}", escaped(who.trim())));
        at.into_iter().for_each(|at| told.push_str(&format!(", {}", at.strftime("%Y-%m-%d"))));
    }
    let first = told.chars().next()?.to_ascii_uppercase();
    Some(format!("{first}{}", told.get(1..).unwrap_or("")))
}

fn source(row: &Row<'_>) -> String {
    let article = row.article;
    let known = |text: &Option<Box<str>>, what: &str| text.as_deref().map_or(format!("{what} unknown"), escaped);
    let title = article.title.as_deref().map_or("title unknown".to_owned(), |title| format!("“{}”", escaped(title)));
    let published = article.published.as_ref().map(|p| escaped(&dates::known(&p.value, p.certainty)));
    let url = article.source.url.as_deref().map_or(String::new(), |url| format!(", {}", address(url)));
    format!(
        "{}, {title}, {}, {}{url}, characters {}–{}, article {}, text hash {}",
        known(&article.outlet, "outlet"),
        published.unwrap_or_else(|| "date unknown".to_owned()),
        escaped(&row.path()),
        row.start,
        row.end,
        escaped(&article.id),
        escaped(&row.text_hash)
    )
}

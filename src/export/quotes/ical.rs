//! Quotes as a calendar (iCalendar, RFC 5545): an event of whole days a quote. Those without a date are left out.
//!
//! Lines are folded at 75 octets between characters (section 3.1), text is escaped (section 3.3.11), what would act on a
//! terminal is left out. The stamp is the time of the last decision, else the day the article appeared: there is no clock.

use super::{Dated, Quotes, Row, uuid};
use crate::export::brief::markdown::is_web;
use crate::text::display::sanitize;
use jiff::civil::Date;
use std::io::{self, Write};

/// Octets that a line has at most, without its end.
const WIDTH: usize = 75;

/// Writes the quotes.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let product = concat!("-//simak//simak ", env!("CARGO_PKG_VERSION"), "//EN");
    for (name, text) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", product), ("CALSCALE", "GREGORIAN")] {
        line(out, name, text)?;
    }
    for row in &quotes.rows {
        if let Some(date) = &row.date {
            event(row, date, out)?;
        }
    }
    line(out, "END", "VCALENDAR")
}

fn event(row: &Row<'_>, date: &Dated, out: &mut dyn Write) -> io::Result<()> {
    let article = row.article;
    let speaker = row.speakers().unwrap_or_else(|| "Speaker unknown".to_owned());
    let alleged = if row.doubt.is_some() { ", only alleged" } else { "" };
    let source = [article.outlet.as_deref(), article.title.as_deref(), Some(&*article.source.path)];
    let source: Vec<&str> = source.into_iter().flatten().collect();
    let mut about = format!(
        "{}\n{}, {}\n{}, characters {}–{}, article {}",
        row.told(),
        row.kind.name(),
        date.told(),
        source.join(", "),
        row.start,
        row.end,
        article.id
    );
    row.note.into_iter().for_each(|note| about.push_str(&format!("\n{note}")));
    line(out, "BEGIN", "VEVENT")?;
    line(out, "UID", &uuid(&row.id))?;
    line(out, "DTSTAMP", &stamp(row, date))?;
    line(out, "DTSTART;VALUE=DATE", &compact(date.start))?;
    // The end is the day behind the last one.
    line(out, "DTEND;VALUE=DATE", &compact(date.end.tomorrow().unwrap_or(date.end)))?;
    line(out, "SUMMARY", &escaped(&format!("{speaker} ({}{alleged}): {}", row.stance.name(), row.told())))?;
    line(out, "DESCRIPTION", &escaped(&about))?;
    if let Some(url) = article.source.url.as_deref().filter(|url| is_web(url)) {
        line(out, "URL", url)?;
    }
    if !row.tags.is_empty() {
        let tags: Vec<String> = row.tags.iter().map(|tag| escaped(tag)).collect();
        line(out, "CATEGORIES", &tags.join(","))?;
    }
    line(out, "TRANSP", "TRANSPARENT")?;
    line(out, "END", "VEVENT")
}

/// When the event was made: at the last decision, else on the day the article appeared, else on its own.
fn stamp(row: &Row<'_>, date: &Dated) -> String {
    if let Some(at) = row.decided.and_then(|decided| decided.at) {
        return at.strftime("%Y%m%dT%H%M%SZ").to_string();
    }
    let published = row.article.published.as_ref().and_then(|p| p.value.bounds());
    format!("{}T000000Z", compact(published.map_or(date.start, |(start, _)| start)))
}

fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// Text as a value (section 3.3.11).
fn escaped(text: &str) -> String {
    let text = sanitize(text.trim());
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded: what is too long goes on behind a line end and a blank, and no character is cut.
fn line(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    let whole = format!("{name}:{text}");
    let (mut folded, mut width) = (String::with_capacity(whole.len() + whole.len() / 32), 0);
    for c in whole.chars() {
        if width + c.len_utf8() > WIDTH {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(c);
        width += c.len_utf8();
    }
    folded.push_str("\r\n");
    out.write_all(folded.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lined(text: &str) -> String {
        let mut out = Vec::new();
        line(&mut out, "SUMMARY", text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        // Of every width of character at every offset, so that some would be cut.
        for c in ["a", "é", "”", "😀"] {
            for shift in 0..5 {
                let text = format!("{}{}", "x".repeat(shift), c.repeat(100));
                let folded = lined(&text);
                assert!(folded.ends_with("\r\n"));
                assert!(folded.split("\r\n").all(|line| line.len() <= 75), "{folded}");
                assert!(folded.trim_end().split("\r\n").skip(1).all(|line| line.starts_with(' ')));
                assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
            }
        }
        assert_eq!(lined(&"x".repeat(67)).matches("\r\n").count(), 1, "75 octets are not too many");
        assert_eq!(lined(&"x".repeat(68)).matches("\r\n").count(), 2);
    }

    #[test]
    fn text_ends_no_line_and_no_value() {
        assert_eq!(escaped("a;b,c\\n\r\nEND:VEVENT\n"), "a\\;b\\,c\\\\n\\nEND:VEVENT");
        assert_eq!(escaped("\u{1b}[31ma\u{2028}b\u{85}c\u{202e}\0"), "a\\nb c");
    }
}

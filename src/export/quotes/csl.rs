//! The articles that quotes stand in, as CSL-JSON (<https://docs.citationstyles.org/en/stable/specification.html>), for
//! reference managers.
//!
//! A date that is not stated is marked as approximate (`circa`). CSL takes `<i>` and its like in a title for markup: a `<`
//! that could begin a tag is written as `‹`.

use super::{Quotes, Row, count};
use crate::export::json::value;
use crate::model::{Certainty, Published, TimeValue};
use crate::text::display::sanitize_line;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the articles.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, rows) in quotes.rows.chunk_by(|a, b| a.article.id == b.article.id).enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        value(out, &item(rows, quotes.language))?;
    }
    out.write_all(b"\n]\n")
}

fn item(rows: &[Row<'_>], language: &str) -> Value {
    let Some(first) = rows.first() else { return Value::Null };
    let article = first.article;
    let names = |names: &[Box<str>]| -> Vec<Value> { names.iter().map(|name| json!({ "literal": plain(name) })).collect() };
    let quoted = count(rows.len(), "quote");
    let mut item = json!({
        "id": &*article.id,
        "type": "article-newspaper",
        "language": language,
        "note": plain(&format!("{}; article {}; text {}; {quoted}", first.path(), article.id, first.text_hash)),
    });
    let told = [("title", &article.title), ("container-title", &article.outlet), ("URL", &article.source.url)];
    for (name, text) in told {
        text.iter().for_each(|text| item[name] = plain(text).into());
    }
    for (name, who) in [("author", &article.authors), ("editor", &article.editors)] {
        if !who.is_empty() {
            item[name] = names(who).into();
        }
    }
    if let Some(issued) = article.published.as_ref().and_then(issued) {
        item["issued"] = issued;
    }
    item
}

/// A date with the parts that are known; a stretch of days as its two ends.
fn issued(published: &Published) -> Option<Value> {
    let (start, end) = published.value.bounds()?;
    let mut date = match published.value {
        TimeValue::Year(year) => json!({ "date-parts": [[year]] }),
        TimeValue::Month(year, month) => json!({ "date-parts": [[year, month]] }),
        _ if start == end => json!({ "date-parts": [[start.year(), start.month(), start.day()]] }),
        _ => {
            let ends = [start, end].map(|day| [day.year(), i16::from(day.month()), i16::from(day.day())]);
            json!({ "date-parts": ends })
        }
    };
    if published.certainty != Certainty::Stated {
        date["circa"] = true.into();
    }
    Some(date)
}

/// Text in which nothing is a tag.
fn plain(text: &str) -> String {
    let text = sanitize_line(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let tag = c == '<' && chars.peek().is_some_and(|next| next.is_ascii_alphabetic() || *next == '/');
        out.push(if tag { '‹' } else { c });
    }
    out
}

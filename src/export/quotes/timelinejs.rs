//! Quotes as JSON for TimelineJS 3 (<https://timeline.knightlab.com/docs/json-format.html>): an event a quote.
//!
//! TimelineJS shows texts as HTML and makes links of addresses in them: everything is escaped, and the links are off. A
//! date has no more parts than are known. Quotes without a date are left out, which the title slide tells.

use super::{Dated, Quotes, Row, count, uuid};
use crate::export::brief::html::entity;
use crate::export::json::value;
use crate::model::TimeValue;
use crate::text::display::sanitize_line;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the quotes.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let headline = format!("{} of {}", count(quotes.rows.len(), "quote"), count(quotes.articles(), "article"));
    let left = match quotes.undated() {
        0 => String::new(),
        n => format!(" {} without a date left out.", count(n, "quote")),
    };
    let about = format!("<p>{}{left}</p>", escaped(&quotes.about));
    let title = json!({ "text": { "headline": headline, "text": about }, "autolink": false, "unique_id": "title" });
    out.write_all(b"{\"title\":")?;
    value(out, &title)?;
    out.write_all(b",\n\"events\":[")?;
    let dated = quotes.rows.iter().filter_map(|row| Some((row, row.date.as_ref()?)));
    for (i, (row, date)) in dated.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        value(out, &event(row, date))?;
    }
    out.write_all(b"\n]}\n")
}

fn event(row: &Row<'_>, date: &Dated) -> Value {
    let speaker = row.speakers().unwrap_or_else(|| "Speaker unknown".to_owned());
    let alleged = if row.doubt.is_some() { ", only alleged" } else { "" };
    let article = row.article;
    let told = [article.outlet.as_deref(), article.title.as_deref(), Some(&*article.source.path)];
    let source: Vec<String> = told.into_iter().flatten().map(escaped).collect();
    let mut event = json!({
        "unique_id": uuid(&row.id),
        "start_date": day(&date.value, date.start),
        "display_date": escaped(&date.told()),
        "text": {
            "headline": format!("{}: {}{alleged}", escaped(speaker.trim()), row.stance.name()),
            "text": format!(
                "<p>{}</p><p>{}, characters {}–{}, article {}</p>",
                escaped(&row.told()), source.join(", "), row.start, row.end, escaped(&article.id)
            ),
        },
        "autolink": false,
    });
    if date.start != date.end {
        event["end_date"] = day(&date.value, date.end);
    }
    event
}

/// A day, with the parts that a date of this precision has.
fn day(value: &TimeValue, day: Date) -> Value {
    match value {
        TimeValue::Year(_) | TimeValue::Decade(_) | TimeValue::Century(_) => json!({ "year": day.year() }),
        TimeValue::Month(..) | TimeValue::Quarter(..) | TimeValue::Half(..) => {
            json!({ "year": day.year(), "month": day.month() })
        }
        TimeValue::Clock(_, hour, minute) => {
            json!({ "year": day.year(), "month": day.month(), "day": day.day(), "hour": hour, "minute": minute })
        }
        _ => json!({ "year": day.year(), "month": day.month(), "day": day.day() }),
    }
}

/// Text that is no markup in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in sanitize_line(text).chars() {
        match entity(c) {
            Some(entity) => out.push_str(entity),
            None => out.push(c),
        }
    }
    out
}

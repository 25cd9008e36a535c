//! Plain text: what the interface shows, for a pipe, a pager or a screen reader.
//!
//! Articles with their dates and how these are known, speakers with counts, the timeline, troubles. One line an item, no
//! colour, no box; every word of an article goes through `text::display`, so that nothing acts on the terminal.

use super::count;
use crate::lang::Pack;
use crate::model::{Article, Corpus, Event, Speaker};
use crate::text::display::sanitize_line;
use std::io::{self, Write};

/// Writes articles, speakers, timeline and troubles.
pub fn write(corpus: &Corpus, _pack: &Pack, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "ARTICLES ({})", corpus.articles.len())?;
    corpus.articles.iter().try_for_each(|a| article(a, out))?;
    writeln!(out, "\nSPEAKERS ({})", corpus.heard().count())?;
    corpus.heard().try_for_each(|(_, s)| speaker(s, out))?;
    writeln!(out, "\nTIMELINE ({})", corpus.events.len())?;
    corpus.events.iter().try_for_each(|e| event(e, corpus, out))?;
    if !corpus.troubles.is_empty() {
        writeln!(out, "\nTROUBLES ({})", corpus.troubles.len())?;
    }
    for trouble in &corpus.troubles {
        let record = trouble.record.map_or(String::new(), |n| format!(", record {n}"));
        writeln!(out, "{}{record}: {}", sanitize_line(&trouble.path), sanitize_line(&trouble.message))?;
    }
    Ok(())
}

fn article(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let (date, how) = article.published.as_ref().map_or_else(
        || ("no date".to_owned(), String::new()),
        |p| (p.value.to_string(), format!(" ({}: {})", p.certainty.name(), p.rule)),
    );
    let title = article.title.as_deref().map_or_else(|| begins(&article.text), str::to_owned);
    writeln!(out, "{date}{how}  {}", sanitize_line(&title))?;
    let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
    writeln!(
        out,
        "    {} · {} · {} · {}",
        sanitize_line(outlet),
        count(article.kept_quotes(), "quote"),
        count(article.voices.len(), "voice"),
        sanitize_line(&article.source.path)
    )
}

/// The first words of an article without a title.
fn begins(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(10).collect();
    format!("(no title) {} …", words.join(" "))
}

fn speaker(speaker: &Speaker, out: &mut dyn Write) -> io::Result<()> {
    let role = speaker.roles.first().map_or(String::new(), |role| {
        let affiliation = role.affiliation.as_deref().map_or(String::new(), |a| format!(", {a}"));
        format!(" · {}{affiliation}", role.title)
    });
    let alleged = if speaker.alleged.is_empty() { String::new() } else { format!(" · {} only alleged", speaker.alleged.len()) };
    let line = format!("{}{role} · {}{alleged}", speaker.name, speaker.kind.name());
    writeln!(out, "{:>5}  {}", speaker.quotes.len(), sanitize_line(&line))
}

fn event(event: &Event, corpus: &Corpus, out: &mut dyn Write) -> io::Result<()> {
    let known = event.date.certainty.name();
    writeln!(out, "{} ({known})  {}", event.date.value, sanitize_line(&event.title))?;
    let voices: Vec<_> = event.speakers.iter().filter_map(|&ix| corpus.speakers.get(ix as usize)).map(|s| &*s.name).collect();
    let voices = if voices.is_empty() { String::new() } else { format!(" · {}", voices.join(", ")) };
    let told = count(event.articles().len(), "article");
    writeln!(out, "    {told} · {}{}", count(event.quotes.len(), "quote"), sanitize_line(&voices))
}

//! An article with its annotations and the rule of each, for people who mend the language pack: `simak extract --explain`.
//!
//! The notation is that of the golden caret corpora: a line of text, under it carets and what they mark. A number before
//! `│` is the line of the text; a row without one goes on with the line above; rows with `·` are annotations. Blocks are
//! told above their text. All text goes through `text::display`: nothing of an article acts on the terminal, and columns
//! are counted as a terminal shows them.

mod rows;

use crate::lang::Pack;
use crate::model::{Article, BlockKind, Corpus, Quote, QuoteRef, Role, Span, Voice};
use crate::text::display::sanitize_line;
use rows::{Mark, Page};
use std::io::{self, Write};

/// Columns of a page when nobody tells how many there are.
pub const WIDTH: usize = 100;
/// The least columns that a page is written for.
const LEAST: usize = 40;

/// Writes every article of a corpus with its annotations, at most `width` columns wide; `pack` is what it was extracted with.
pub fn write(corpus: &Corpus, pack: &Pack, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let width = width.max(LEAST);
    writeln!(out, "simak {} · language {} · knowledge {}", env!("CARGO_PKG_VERSION"), pack.code, pack.knowledge)?;
    if let Some(own) = &pack.own {
        writeln!(out, "own words: {} rows of {}", own.rows, sanitize_line(&own.file))?;
    }
    (0..).zip(&corpus.articles).try_for_each(|(ix, article)| explain(ix, article, corpus, width, out))
}

fn explain(ix: u32, article: &Article, corpus: &Corpus, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let record = if article.source.record > 0 { format!(", record {}", article.source.record) } else { String::new() };
    writeln!(out, "\n{}", "═".repeat(width))?;
    let mut page = Page { out, width };
    page.field("file", &format!("{}{record}", article.source.path))?;
    metadata(article, &mut page)?;
    let mut marks = marks(ix, article, corpus);
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    text(article, &marks, &mut page)?;
    speakers(ix, article, corpus, &mut page)
}

fn metadata(article: &Article, page: &mut Page<'_>) -> io::Result<()> {
    let list = |items: &[Box<str>]| items.join(" · ");
    let fields = [
        ("title", article.title.as_deref().unwrap_or_default().to_owned()),
        ("outlet", article.outlet.as_deref().unwrap_or_default().to_owned()),
        ("authors", list(&article.authors)),
        ("editors", list(&article.editors)),
        ("credits", list(&article.credits)),
    ];
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        page.field(name, value)?;
    }
    let Some(published) = &article.published else { return page.field("published", "not found") };
    let evidence: Vec<&str> = published.evidence.iter().map(|span| span.of(&article.text)).collect();
    let evidence = if evidence.is_empty() { String::new() } else { format!(" · from “{}”", evidence.join("” “")) };
    let told = format!("{} · {} · {}{evidence}", published.value, published.certainty.name(), published.rule);
    page.field("published", &told)
}

/// Everything that is marked in an article's text.
fn marks(ix: u32, article: &Article, corpus: &Corpus) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (n, quote) in (0_u32..).zip(&article.quotes) {
        let number = n + 1;
        let at = QuoteRef { article: ix, quote: n };
        marks.push(Mark {
            span: quote.span,
            short: format!("quote {number}"),
            label: quote_label(number, at, quote, article, corpus),
        });
        for (span, what) in [(quote.cue, "cue"), (quote.mention, "who")] {
            let label = format!("{what} {number}");
            marks.extend(span.map(|span| Mark { span, short: label.clone(), label }));
        }
    }
    for time in &article.times {
        let label = format!("{} {} · {} · {}", time.kind.name(), time.value, time.certainty.name(), time.rule);
        marks.push(Mark { span: time.span, short: time.kind.name().to_owned(), label });
    }
    let published = article.published.iter().flat_map(|p| p.evidence.iter().map(move |&span| (span, p)));
    marks.extend(published.map(|(span, p)| {
        let label = format!("published {} · {}", p.value, p.rule);
        Mark { span, short: "published".to_owned(), label }
    }));
    marks
}

fn quote_label(number: u32, at: QuoteRef, quote: &Quote, article: &Article, corpus: &Corpus) -> String {
    let voice = quote.speaker.and_then(|v| article.voices.get(v as usize));
    let linked = corpus.speaker_of(at).and_then(|s| corpus.speakers.get(s as usize)).map(|s| &*s.name);
    let speaker = match (voice, linked) {
        (None, _) => "speaker unknown".to_owned(),
        (Some(voice), Some(name)) if *voice.name != *name => format!("{} = {name}", voice.name),
        (Some(voice), _) => voice.name.to_string(),
    };
    let found = quote.speaker_rule.map_or(String::new(), |rule| format!(" ({rule})"));
    let others = quote.also.iter().filter_map(|v| article.voices.get(*v as usize)).map(|voice| format!(" + {}", voice.name));
    let others: String = others.collect();
    let alleged = quote.doubt.map_or(String::new(), |words| format!(" · alleged (“{}”)", words.of(&article.text)));
    let said = quote.said.as_ref().map_or(String::new(), |value| format!(" · said {value}"));
    let chain = if quote.chain.is_empty() { String::new() } else { format!(" · through {}", quote.chain.join(", ")) };
    let (kind, stance, rule, sure) = (quote.kind.name(), quote.stance.name(), quote.rule, quote.confidence);
    format!("quote {number}: {kind} · {speaker}{found}{others} · {stance}{alleged}{said}{chain} · {rule} {sure}\u{a0}%")
}

/// The text, block by block, with its marks.
fn text(article: &Article, marks: &[Mark], page: &mut Page<'_>) -> io::Result<()> {
    let mut at = 0;
    let mut line = 1;
    let mut rest = marks;
    let mut open: Vec<&Mark> = Vec::new();
    let between = |start: u32, end: u32| (Span { start, end }, None);
    let mut parts: Vec<(Span, Option<(BlockKind, &str)>)> = Vec::new();
    for block in &article.blocks {
        parts.push(between(at, block.span.start.max(at)));
        parts.push((block.span, Some((block.kind, block.rule))));
        at = block.span.end;
    }
    parts.push(between(at, article.text.len() as u32));
    for (span, block) in parts {
        let part = span.of(&article.text);
        if block.is_some() || !part.trim().is_empty() {
            let told = block.map_or("no block".to_owned(), |(kind, rule)| format!("{} · {rule}", kind.name()));
            page.block(&told)?;
            let begun = rest.partition_point(|m| m.span.start < span.end);
            let (now, later) = rest.split_at(begun);
            open.retain(|m| m.span.end > span.start);
            open.extend(now);
            rest = later;
            page.lines(part, span.start as usize, line, &open)?;
        }
        line += part.bytes().filter(|&b| b == b'\n').count();
    }
    Ok(())
}

/// Everyone quoted in the article, with the titles that it gives them.
fn speakers(ix: u32, article: &Article, corpus: &Corpus, page: &mut Page<'_>) -> io::Result<()> {
    if article.voices.is_empty() {
        return Ok(());
    }
    page.block("speakers")?;
    for (n, voice) in article.voices.iter().enumerate() {
        let linked = corpus.voices.get(ix as usize).and_then(|v| corpus.speakers.get(*v.get(n)? as usize));
        let linked = linked.filter(|s| s.name != voice.name).map_or(String::new(), |s| format!(" = {}", s.name));
        page.item(&format!("{}{linked} · {}{}", voice.name, voice.kind.name(), also(voice)))?;
        voice.roles.iter().try_for_each(|role| page.item(&format!("    {}", role_label(role))))?;
    }
    Ok(())
}

fn also(voice: &Voice) -> String {
    if voice.aliases.is_empty() { String::new() } else { format!(" · also {}", voice.aliases.join(", ")) }
}

fn role_label(role: &Role) -> String {
    let of = role.affiliation.as_deref().map_or(String::new(), |a| format!(" · of “{}”", sanitize_line(a)));
    format!("title “{}”{of}", sanitize_line(&role.title))
}

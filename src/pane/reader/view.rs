//! Drawing the open article: headline, the window of its lines, the quote at which the reader stands.

use super::{Around, GUTTER, Reader, parts};
use crate::model::{Article, ArticleIx, Corpus, Quote, QuoteRef, Span, TimeValue};
use crate::pane::list::scrollbar;
use crate::pane::marks::{kind_word, shown};
use crate::pane::paint::{Row, certainty_glyph, long_date, plural};
use crate::pane::queue::meaning as outcome;
use crate::pane::speakers::{kind_glyph, role_text};
use crate::pane::wrap::wrap;
use crate::review::{Effective, Judgement, Review, Verdict};
use crate::search::first_words;
use crate::text::display::{clip, letters};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::sync::Arc;

/// Draws the open article.
pub fn view(reader: &Reader, corpus: &Corpus, around: Around<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(article) = reader.open_article(corpus) else {
        if let Some(mut row) = Row::new(buf, theme, area, 0) {
            row.skip(2).put("No article is open.", Meaning::Dim);
        }
        return;
    };
    let (head, text, foot) = parts(area);
    view_head(article, original(corpus, reader.article), theme, head, buf);
    for (y, line) in reader.sheet.lines.iter().skip(reader.top).take(text.height as usize).enumerate() {
        let line_area = Rect { y: text.y + y as u16, height: 1, ..text };
        view_line(reader, article, around, *line, theme, line_area, buf);
    }
    if reader.sheet.lines.is_empty()
        && let Some(mut row) = Row::new(buf, theme, text, 0)
    {
        row.skip(2).put("This article has no text.", Meaning::Dim);
    }
    scrollbar(reader.top, reader.page, reader.sheet.lines.len(), theme, text, buf);
    view_foot(reader, corpus, (article, around.review), theme, foot, buf);
}

/// The article that this one is a near-copy of, if it is one.
fn original(corpus: &Corpus, article: Option<ArticleIx>) -> Option<&Arc<Article>> {
    let first = *corpus.copies.get(article? as usize)?;
    corpus.articles.get(first as usize).filter(|_| Some(first) != article)
}

fn view_head(article: &Article, original: Option<&Arc<Article>>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let rows = if area.height >= 4 && article.title.is_some() { 2 } else { area.height.min(1) };
    let room = area.width as usize * rows as usize;
    let ((title, _), meaning) = match &article.title {
        Some(title) => (clip(title, room), Meaning::Title),
        None => (clip(first_words(&article.text), room), Meaning::Dim),
    };
    let lines = wrap(&title, area.width.saturating_sub(GUTTER) as usize, &[]);
    for y in 0..rows as usize {
        let Some(line) = lines.get(y) else { break };
        // The last row takes all the rest, cut off where it must be.
        let end = if y + 1 == rows as usize { title.len() } else { line.end as usize };
        if let Some(mut row) = Row::new(buf, theme, area, y) {
            row.skip(GUTTER as usize).put(title.get(line.start as usize..end).unwrap_or(""), meaning);
        }
    }
    let rows = rows.min(lines.len().max(1) as u16);
    if let Some(mut row) = Row::new(buf, theme, area, rows as usize).filter(|_| area.height > 1) {
        row.skip(GUTTER as usize).put(article.outlet.as_deref().unwrap_or("outlet unknown"), Meaning::Outlet);
        if let Some(original) = original {
            let outlet = original.outlet.as_deref().unwrap_or(&original.source.path);
            row.put(&format!(" {} copy of {outlet}", Meaning::Linked.glyph()), Meaning::Linked);
        }
        row.put(" · ", Meaning::Dim);
        match &article.published {
            Some(published) => {
                row.put(&long_date(&published.value), Meaning::Date);
                let rule = published.rule.strip_prefix("published.").unwrap_or(published.rule);
                let how = format!("{} ({rule})", published.certainty.name());
                let glyph = certainty_glyph(published.certainty);
                row.put(&format!(" {} {how}", glyph.trim()).replace("  ", " "), Meaning::of_certainty(published.certainty));
            }
            None => {
                row.put("? no date found", Meaning::Unknown);
            }
        }
        if !article.authors.is_empty() {
            for (at, author) in article.authors.iter().enumerate() {
                if row.room() == 0 {
                    break;
                }
                row.put(if at == 0 { " · " } else { ", " }, Meaning::Dim).put(author, Meaning::Dim);
            }
        }
    }
    if area.height >= 4
        && rows == 1
        && let Some(mut row) = Row::new(buf, theme, area, 2)
    {
        row.skip(GUTTER as usize).put(article.source.url.as_deref().unwrap_or(&article.source.path), Meaning::Dim);
    }
    if let Some(mut row) = Row::new(buf, theme, area, area.height.saturating_sub(1) as usize).filter(|_| area.height >= 3) {
        row.rule("╌", Meaning::Border);
    }
}

fn view_line(reader: &Reader, article: &Article, around: Around<'_>, line: Span, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let display = &reader.sheet.display;
    let stored = Span::new(display.to_stored(line.start as usize), display.to_stored(line.end as usize));
    let chosen = reader.quote.and_then(|q| article.quotes.get(q as usize));
    let chosen = chosen.map(|q| shown(Effective::of(article, q, around.review.quote(article, q)).span, display));
    let place = reader.place.map(|p| shown(p, display));
    let selected = reader.selecting.map(|selecting| shown(selecting.span(), display));
    let own: Vec<(Span, Meaning)> = around
        .review
        .passages(article)
        .filter(|(span, _)| span.overlaps(stored))
        .filter_map(|(span, own)| Some((shown(span, display), passage_meaning(own)?)))
        .collect();
    let from = around.hits.partition_point(|h| h.span.end <= stored.start);
    let hits: Vec<Span> =
        around.hits[from..].iter().take_while(|h| h.span.start < stored.end).map(|h| shown(h.span, display)).collect();
    let rejected: Vec<Span> = rejected(article, around.review, stored).map(|span| shown(span, display)).collect();
    let own_glyph = own.first().map(|(_, meaning)| *meaning);
    let on_line = OnLine { chosen: chosen.is_some_and(|c| c.overlaps(line)), hit: !hits.is_empty(), own: own_glyph };
    view_gutter(reader, article, around, stored, on_line, theme, area, buf);
    let (mut x, y) = (area.x + GUTTER, area.y);
    let mut stretch = reader.sheet.marks.partition_point(|m| m.span.end <= line.start);
    for letter in letters(line.of(&display.text)) {
        let at = line.start + letter.at as u32;
        let wide = letter.wide as u16;
        if x + wide > area.right() {
            break;
        }
        while reader.sheet.marks.get(stretch).is_some_and(|m| m.span.end <= at) {
            stretch += 1;
        }
        let holds = |span: &Span| span.start <= at && at < span.end;
        let mark = reader.sheet.marks.get(stretch).filter(|m| holds(&m.span));
        let mut style = mark.map_or(Style::new(), |m| m.style(theme));
        if own.iter().any(|(span, _)| holds(span)) {
            style = style.patch(theme.style(Meaning::Highlighted));
        }
        if rejected.iter().any(holds) {
            style = style.add_modifier(Modifier::CROSSED_OUT);
        }
        if chosen.as_ref().is_some_and(holds) {
            style = style.patch(theme.style(Meaning::QuoteChosen));
        }
        if hits.iter().any(holds) {
            style = style.patch(theme.style(Meaning::Hit));
        }
        if place.as_ref().is_some_and(holds) || selected.as_ref().is_some_and(holds) {
            style = style.patch(theme.style(Meaning::HitChosen));
        }
        if wide > 0 {
            buf[(x, y)].set_symbol(&letter.shown).set_style(style);
            (1..wide).for_each(|i| {
                buf[(x + i, y)].reset();
                buf[(x + i, y)].set_style(style);
            });
        }
        x += wide;
    }
}

/// The quotes that have a part on this line and were rejected: struck through where they stand.
fn rejected<'r>(article: &'r Article, review: &'r Review, line: Span) -> impl Iterator<Item = Span> + 'r {
    let before = article.quotes.partition_point(|q| q.span.start < line.end);
    let near = article.quotes.get(..before).unwrap_or_default().iter().rev().take(8).filter(move |q| q.span.overlaps(line));
    let verdict = |quote: &Quote| review.quote(article, quote).and_then(|own| own.verdict);
    near.filter(move |quote| verdict(quote) == Some(Verdict::Rejected)).map(|quote| quote.span)
}

/// What stands on a line beside quotes.
struct OnLine {
    chosen: bool,
    hit: bool,
    own: Option<Meaning>,
}

/// How a passage of a person's own is shown: that it is highlighted goes before notes, tags and marks.
fn passage_meaning(own: &Judgement) -> Option<Meaning> {
    let ways = [
        (own.highlight, Meaning::Highlighted),
        (own.note.is_some(), Meaning::Noted),
        (!own.tags.is_empty(), Meaning::Tagged),
        (own.mark, Meaning::Marked),
    ];
    ways.into_iter().find(|(is, _)| *is).map(|(_, meaning)| meaning)
}

#[allow(clippy::too_many_arguments, reason = "one line's facts, worked out once by the only caller")]
fn view_gutter(
    reader: &Reader,
    article: &Article,
    around: Around<'_>,
    stored: Span,
    OnLine { chosen, hit, own }: OnLine,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let Some(mut row) = Row::new(buf, theme, Rect { width: GUTTER.min(area.width), ..area }, 0) else { return };
    let quote = quote_of_line(article, stored);
    row.put(if chosen { Meaning::QuoteChosen.glyph() } else { " " }, Meaning::QuoteDirect);
    match quote {
        Some(quote) => row.put(Meaning::of_quote(quote.kind).glyph(), Meaning::of_quote(quote.kind)),
        None => row.skip(1),
    };
    let place = reader.place.is_some_and(|place| place.overlaps(stored));
    if place {
        row.put(">", Meaning::HitChosen);
    } else if hit {
        row.put("*", Meaning::Hit);
    } else if let Some(own) = own {
        row.put(own.glyph(), own);
    } else if quote.is_some_and(|q| q.speaker.is_some() && q.speaker == around.lit) {
        row.put(Meaning::Related.glyph(), Meaning::Related);
    }
}

/// The last quote that has a part on this line. Quotes are sorted by start; one that begins far above is found as well.
fn quote_of_line(article: &Article, line: Span) -> Option<&Quote> {
    let before = article.quotes.partition_point(|q| q.span.start < line.end);
    article.quotes[..before].iter().rev().take(8).find(|q| q.span.overlaps(line))
}

/// A mark, tags and a note, as a person gave them.
fn view_own(row: &mut Row<'_>, own: &Judgement) {
    for (_, meaning) in [(own.highlight, Meaning::Highlighted), (own.mark, Meaning::Marked)].iter().filter(|(is, _)| *is) {
        row.put(meaning.glyph(), *meaning).skip(1);
    }
    for tag in &own.tags {
        row.put(&format!("{}{tag} ", Meaning::Tagged.glyph()), Meaning::Tagged);
    }
    if let Some(note) = &own.note {
        row.put(&format!("{} {note}  ", Meaning::Noted.glyph()), Meaning::Noted);
    }
}

/// The passage of a person's own at which the reader stands.
fn passage_here<'r>(reader: &Reader, article: &Article, review: &'r Review) -> Option<(Span, &'r Judgement)> {
    let place = reader.place?;
    review.passages(article).find(|(span, own)| *span == place && passage_meaning(own).is_some())
}

fn view_words(article: &Article, span: Span, row: Option<Row<'_>>) {
    if let Some(mut row) = row {
        row.skip(GUTTER as usize);
        let (words, _) = clip(span.of(&article.text), row.room());
        row.put(&format!("“{words}”"), Meaning::Dim);
    }
}

fn view_foot(
    reader: &Reader,
    corpus: &Corpus,
    (article, review): (&Article, &Review),
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let mut y = 0;
    if area.height >= 3 {
        if let Some(mut row) = Row::new(buf, theme, area, 0) {
            row.rule("╌", Meaning::Border);
        }
        y = 1;
    }
    let quote = reader.quote.and_then(|q| Some((q, article.quotes.get(q as usize)?)));
    let Some(mut row) = Row::new(buf, theme, area, y) else { return };
    let Some((number, quote)) = quote else {
        let counts = format!(
            "{} · {} · {}",
            plural(article.quotes.len(), "quote", "quotes"),
            plural(article.voices.len(), "voice", "voices"),
            plural(article.times.len(), "time", "times"),
        );
        row.skip(GUTTER as usize);
        if let Some((span, own)) = passage_here(reader, article, review) {
            row.put("passage ", Meaning::Dim);
            view_own(&mut row, own);
            return view_words(article, span, Row::new(buf, theme, area, y + 1));
        }
        if let Some(own) = review.article(article) {
            view_own(&mut row, own);
        }
        row.put(&counts, Meaning::Dim);
        return;
    };
    row.put(Meaning::QuoteChosen.glyph(), Meaning::QuoteDirect).skip(GUTTER as usize - 1);
    row.put(&format!("{}/{} ", number + 1, article.quotes.len()), Meaning::Count);
    let judgement = review.quote(article, quote);
    let effective = Effective::of(article, quote, judgement);
    if let Some((meaning, word)) = judgement.and_then(|own| Some((outcome(own)?, own.outcome()?))) {
        row.put(&format!("{} {word} ", meaning.glyph()), meaning);
    }
    match effective.speaker {
        Some(decided) => {
            row.put(decided.name().unwrap_or("? nobody known"), Meaning::Speaker).put(" (corrected)", Meaning::Dim);
        }
        None => view_speaker(&mut row, corpus, reader.article, number, article, quote),
    }
    if let Some(mut row) = Row::new(buf, theme, area, y + 1) {
        row.skip(GUTTER as usize);
        if let Some(own) = judgement {
            view_own(&mut row, own);
        }
        if let Some(words) = quote.doubt {
            let (words, _) = clip(words.of(&article.text), DOUBT);
            row.put(&format!("{} only alleged: {words}", Meaning::Alleged.glyph()), Meaning::Alleged).skip(2);
        }
        row.put(&kind_word(effective.kind), Meaning::of_quote(effective.kind)).skip(2);
        let stance = Meaning::of_stance(effective.stance);
        row.put(&format!("{} {}", stance.glyph(), effective.stance.name()), stance);
        let corrected = effective.said.map(TimeValue::read);
        if let Some(said) = corrected.as_ref().or(quote.said.as_ref()) {
            row.put("  said ", Meaning::Dim).put(&long_date(said), Meaning::Time);
            row.put(if corrected.is_some() { " (corrected)" } else { "" }, Meaning::Dim);
        }
        for relay in &quote.chain {
            row.put("  via ", Meaning::Dim).put(relay, Meaning::Outlet);
        }
        row.put(&format!("  {} % {}", quote.confidence, quote.rule), Meaning::Dim);
    }
}

/// So many columns of the words that show that a quote is only alleged.
const DOUBT: usize = 32;

fn view_speaker(row: &mut Row<'_>, corpus: &Corpus, at: Option<u32>, number: u32, article: &Article, quote: &Quote) {
    let speaker = at.and_then(|article| corpus.speaker_of(QuoteRef { article, quote: number }));
    let speaker = speaker.and_then(|s| corpus.speakers.get(s as usize));
    let voice = quote.speaker.and_then(|v| article.voices.get(v as usize));
    let names = at.and_then(|article| corpus.names_of(QuoteRef { article, quote: number }));
    let Some(name) = names.as_deref().or(voice.map(|v| &*v.name)) else {
        row.put("? speaker unknown", Meaning::Unknown);
        return;
    };
    let kind = speaker.map(|s| s.kind).or(voice.map(|v| v.kind));
    let glyph = kind.map_or("", kind_glyph);
    row.put(&format!("{glyph} {name}"), Meaning::Speaker);
    // (The title of one of several would be read as that of all.)
    if let Some(role) = voice.filter(|_| quote.also.is_empty()).and_then(|v| v.roles.first()) {
        row.put(&format!(" · {}", role_text(&role.title, role.affiliation.as_deref())), Meaning::Role);
    }
}

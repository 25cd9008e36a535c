//! The reader: one article, verbatim, with what was found in it marked by meaning.
//!
//! The text is wrapped and its marks are flattened when article or width change; drawing takes the window it needs,
//! so that a frame costs the same for a page and for a book. At the top: headline, outlet, date and how it is known.
//! At the bottom: the quote at which the reader stands, who said it, and the rule that says so.

use super::marks::{Stretch, kind_word, marks, shown};
use super::paint::{Row, certainty_glyph, certainty_word, long_date, plural};
use super::wrap::wrap;
use super::{Motion, list};
use crate::model::{Article, ArticleIx, Corpus, Quote, QuoteRef, Span};
use crate::search::first_words;
use crate::text::display::{Display, sanitize_line};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns at the left: the chosen quote, the kind of quote, hits and what is lit up.
const GUTTER: u16 = 3;

/// What the reader shows.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// The open article.
    pub article: Option<ArticleIx>,
    /// The quote at which the reader stands.
    pub quote: Option<u32>,
    /// A place to be shown as chosen: a hit of the search, the mention of an event. In the stored text.
    pub place: Option<Span>,
    /// First line drawn.
    pub top: usize,
    page: usize,
    sheet: Arc<Sheet>,
}

/// An article laid out for one width.
#[derive(Debug, Default)]
struct Sheet {
    key: Option<(Arc<str>, u16)>,
    display: Display,
    lines: Vec<Span>,
    marks: Vec<Stretch>,
}

/// What surrounds the text, so that the view need not look for it.
#[derive(Copy, Clone, Debug, Default)]
pub struct Around<'a> {
    /// Hits of the search in the open article, by position.
    pub hits: &'a [crate::model::Mention],
    /// Voices of the article whose quotes are lit up.
    pub lit: Option<u32>,
}

/// The parts of the reader's area: headline, text, foot.
pub fn parts(area: Rect) -> (Rect, Rect, Rect) {
    let head = match area.height {
        0..=5 => 0,
        6..=11 => 1,
        12..=19 => 3,
        _ => 4,
    };
    let foot = match area.height {
        0..=6 => 0,
        7..=11 => 1,
        _ => 3,
    };
    let text = Rect { y: area.y + head, height: area.height - head - foot, ..area };
    (Rect { height: head, ..area }, text, Rect { y: text.bottom(), height: foot, ..area })
}

impl Reader {
    /// Opens an article at its beginning, unless it is open already.
    pub fn open(&mut self, article: ArticleIx) {
        if self.article != Some(article) {
            *self = Reader { article: Some(article), page: self.page, sheet: Arc::clone(&self.sheet), ..Reader::default() };
        }
    }

    /// Lays the open article out for this area, if it is not yet.
    pub fn lay_out(&mut self, corpus: &Corpus, area: Rect) {
        let (_, text, _) = parts(area);
        self.page = text.height as usize;
        let Some(article) = self.article.and_then(|ix| corpus.articles.get(ix as usize)) else {
            self.sheet = Arc::default();
            return;
        };
        let width = text.width.saturating_sub(GUTTER + 1);
        let key = Some((Arc::clone(&article.id), width));
        if self.sheet.key == key || text.is_empty() {
            return;
        }
        // The line on top stays on top when only the width changes.
        let same = self.sheet.key.as_ref().is_some_and(|(id, _)| *id == article.id);
        let kept = self.sheet.lines.get(self.top).filter(|_| same && self.top > 0).map(|line| line.start);
        let display = Display::new(&article.text);
        let breaks: Vec<u32> = article.blocks.iter().map(|b| display.to_shown(b.span.start as usize) as u32).collect();
        let lines = wrap(&display.text, width as usize, &breaks);
        let marks = marks(article, &display);
        self.sheet = Arc::new(Sheet { key, display, lines, marks });
        if let Some(at) = kept {
            self.top = self.line_of(at);
        }
        self.scroll_to(self.top);
        let quote = self.quote.and_then(|q| article.quotes.get(q as usize)).map(|q| q.span);
        if let Some(span) = quote.or(self.place) {
            self.show(span);
        }
    }

    /// Moves the text; the quote at which the reader stands follows into sight.
    pub fn go(&mut self, corpus: &Corpus, motion: Motion) {
        let top = motion.apply(self.top, self.sheet.lines.len(), self.page);
        self.scroll_to(top);
        if self.quote.is_some_and(|q| !self.in_sight(corpus, q)) {
            self.quote = None;
        }
    }

    /// Goes to the quote `by` quotes further. From nowhere: to the next one in sight or after it.
    pub fn step_quote(&mut self, corpus: &Corpus, by: isize) -> bool {
        let Some(article) = self.open_article(corpus) else { return false };
        let next = match self.quote {
            Some(quote) => quote.checked_add_signed(by as i32),
            None => {
                let top = self.sheet.lines.get(self.top).map_or(0, |line| self.sheet.display.to_stored(line.start as usize));
                let after = article.quotes.partition_point(|q| (q.span.start as usize) < top) as i32;
                let steps = if by > 0 { by as i32 - 1 } else { by as i32 };
                u32::try_from(after + steps).ok()
            }
        };
        match next.filter(|n| (*n as usize) < article.quotes.len()) {
            Some(next) => {
                self.go_to_quote(corpus, next);
                true
            }
            None => false,
        }
    }

    /// Stands at this quote and shows it.
    pub fn go_to_quote(&mut self, corpus: &Corpus, quote: u32) {
        let span = self.open_article(corpus).and_then(|a| a.quotes.get(quote as usize)).map(|q| q.span);
        if let Some(span) = span {
            self.quote = Some(quote);
            self.place = None;
            self.show(span);
        }
    }

    /// Shows this place of the stored text as chosen.
    pub fn go_to_place(&mut self, place: Span) {
        self.place = Some(place);
        self.quote = None;
        self.show(place);
    }

    /// Scrolls so that a place of the stored text is in sight, with some lines before it.
    pub fn show(&mut self, place: Span) {
        let place = shown(place, &self.sheet.display);
        let (first, last) = (self.line_of(place.start), self.line_of(place.end.saturating_sub(1).max(place.start)));
        let before = (self.page / 4).min(4);
        if first < self.top + before.min(1) || last + 1 >= self.top + self.page {
            self.scroll_to(first.saturating_sub(before));
        }
    }

    /// The quote at which the reader stands, or else the first in sight.
    pub fn quote_in_sight(&self, corpus: &Corpus) -> Option<QuoteRef> {
        let article = self.article?;
        let count = self.open_article(corpus)?.quotes.len() as u32;
        let quote = self.quote.or_else(|| (0..count).find(|q| self.in_sight(corpus, *q)))?;
        Some(QuoteRef { article, quote })
    }

    /// Number of the line of the stored text (from 1) at which the reader stands.
    pub fn source_line(&self, corpus: &Corpus) -> u32 {
        let Some(article) = self.open_article(corpus) else { return 1 };
        let quote = self.quote.and_then(|q| article.quotes.get(q as usize)).map(|q| q.span.start as usize);
        let top = || self.sheet.lines.get(self.top).map(|l| self.sheet.display.to_stored(l.start as usize));
        let at = quote.or(self.place.map(|p| p.start as usize)).or_else(top).unwrap_or(0);
        let before = article.text.as_bytes().get(..at).unwrap_or(&[]);
        1 + memchr::memchr_iter(b'\n', before).count() as u32
    }

    /// The byte of the stored text at the top of the window.
    pub fn stored_top(&self) -> usize {
        self.sheet.lines.get(self.top).map_or(0, |line| self.sheet.display.to_stored(line.start as usize))
    }

    /// Scrolls so that this byte of the stored text is in the first line.
    pub fn show_top(&mut self, stored: usize) {
        let at = self.sheet.display.to_shown(stored) as u32;
        self.scroll_to(if at == 0 { 0 } else { self.line_of(at) });
    }

    /// The quote drawn at this row of the text, if any.
    pub fn quote_at(&self, corpus: &Corpus, row: usize) -> Option<u32> {
        let line = self.sheet.lines.get(self.top + row)?;
        let quotes = &self.open_article(corpus)?.quotes;
        let found = quotes.iter().rposition(|q| shown(q.span, &self.sheet.display).overlaps(*line))?;
        Some(found as u32)
    }

    fn open_article<'c>(&self, corpus: &'c Corpus) -> Option<&'c Arc<Article>> {
        corpus.articles.get(self.article? as usize)
    }

    fn in_sight(&self, corpus: &Corpus, quote: u32) -> bool {
        let span = self.open_article(corpus).and_then(|a| a.quotes.get(quote as usize)).map(|q| q.span);
        let lines = self.sheet.lines.get(self.top..(self.top + self.page).min(self.sheet.lines.len())).unwrap_or(&[]);
        match (span, lines) {
            (Some(span), [first, .., last] | [first @ last]) => {
                shown(span, &self.sheet.display).overlaps(Span { start: first.start, end: last.end.max(first.start + 1) })
            }
            _ => false,
        }
    }

    fn line_of(&self, at: u32) -> usize {
        self.sheet.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    fn scroll_to(&mut self, top: usize) {
        self.top = top.min(self.sheet.lines.len().saturating_sub(self.page));
    }

    /// How far down the window stands, in percent; `None` when all is in sight.
    pub fn progress(&self) -> Option<usize> {
        let hidden = self.sheet.lines.len().saturating_sub(self.page);
        (hidden > 0).then(|| self.top * 100 / hidden)
    }
}

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
    list::scrollbar(reader.top, reader.page, reader.sheet.lines.len(), theme, text, buf);
    view_foot(reader, corpus, article, theme, foot, buf);
}

/// The article that this one is a near-copy of, if it is one.
fn original(corpus: &Corpus, article: Option<ArticleIx>) -> Option<&Arc<Article>> {
    let first = *corpus.copies.get(article? as usize)?;
    corpus.articles.get(first as usize).filter(|_| Some(first) != article)
}

fn view_head(article: &Article, original: Option<&Arc<Article>>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let (title, meaning) = match &article.title {
        Some(title) => (sanitize_line(title), Meaning::Title),
        None => (sanitize_line(first_words(&article.text)), Meaning::Dim),
    };
    let rows = if area.height >= 4 && article.title.is_some() { 2 } else { area.height.min(1) };
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
                let how = format!("{} ({rule})", certainty_word(published.certainty));
                let glyph = certainty_glyph(published.certainty);
                row.put(&format!(" {} {how}", glyph.trim()).replace("  ", " "), Meaning::of_certainty(published.certainty));
            }
            None => {
                row.put("? no date found", Meaning::Unknown);
            }
        }
        if !article.authors.is_empty() {
            row.put(" · ", Meaning::Dim).put(&article.authors.join(", "), Meaning::Dim);
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
    let chosen = reader.quote.and_then(|q| article.quotes.get(q as usize)).map(|q| shown(q.span, display));
    let place = reader.place.map(|p| shown(p, display));
    let from = around.hits.partition_point(|h| h.span.end <= stored.start);
    let hits: Vec<Span> =
        around.hits[from..].iter().take_while(|h| h.span.start < stored.end).map(|h| shown(h.span, display)).collect();
    let on_line = (chosen.is_some_and(|c| c.overlaps(line)), !hits.is_empty());
    view_gutter(reader, article, around, stored, on_line, theme, area, buf);
    let (mut x, y) = (area.x + GUTTER, area.y);
    let mut stretch = reader.sheet.marks.partition_point(|m| m.span.end <= line.start);
    for (at, piece) in line.of(&display.text).grapheme_indices(true) {
        let at = line.start + at as u32;
        let wide = piece.width() as u16;
        if x + wide > area.right() {
            break;
        }
        while reader.sheet.marks.get(stretch).is_some_and(|m| m.span.end <= at) {
            stretch += 1;
        }
        let holds = |span: &Span| span.start <= at && at < span.end;
        let mark = reader.sheet.marks.get(stretch).filter(|m| holds(&m.span));
        let mut style = mark.map_or(Style::new(), |m| m.style(theme));
        if chosen.as_ref().is_some_and(holds) {
            style = style.patch(theme.style(Meaning::QuoteChosen));
        }
        if hits.iter().any(holds) {
            style = style.patch(theme.style(Meaning::Hit));
        }
        if place.as_ref().is_some_and(holds) {
            style = style.patch(theme.style(Meaning::HitChosen));
        }
        if wide > 0 {
            buf[(x, y)].set_symbol(piece).set_style(style);
            (1..wide).for_each(|i| {
                buf[(x + i, y)].reset();
                buf[(x + i, y)].set_style(style);
            });
        }
        x += wide;
    }
}

#[allow(clippy::too_many_arguments, reason = "one line's facts, worked out once by the only caller")]
fn view_gutter(
    reader: &Reader,
    article: &Article,
    around: Around<'_>,
    stored: Span,
    (chosen, hit): (bool, bool),
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
    } else if quote.is_some_and(|q| q.speaker.is_some() && q.speaker == around.lit) {
        row.put(Meaning::Related.glyph(), Meaning::Related);
    }
}

/// The last quote that has a part on this line. Quotes are sorted by start; one that begins far above is found as well.
fn quote_of_line(article: &Article, line: Span) -> Option<&Quote> {
    let before = article.quotes.partition_point(|q| q.span.start < line.end);
    article.quotes[..before].iter().rev().take(8).find(|q| q.span.overlaps(line))
}

fn view_foot(reader: &Reader, corpus: &Corpus, article: &Article, theme: &Theme, area: Rect, buf: &mut Buffer) {
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
        row.skip(GUTTER as usize).put(&counts, Meaning::Dim);
        return;
    };
    row.put(Meaning::QuoteChosen.glyph(), Meaning::QuoteDirect).skip(GUTTER as usize - 1);
    row.put(&format!("{}/{} ", number + 1, article.quotes.len()), Meaning::Count);
    view_speaker(&mut row, corpus, reader.article, number, article, quote);
    if let Some(mut row) = Row::new(buf, theme, area, y + 1) {
        row.skip(GUTTER as usize);
        row.put(&kind_word(quote.kind), Meaning::of_quote(quote.kind)).skip(2);
        let stance = Meaning::of_stance(quote.stance);
        row.put(&format!("{} {}", stance.glyph(), quote.stance.name()), stance);
        if let Some(said) = &quote.said {
            row.put("  said ", Meaning::Dim).put(&long_date(said), Meaning::Time);
        }
        for relay in &quote.chain {
            row.put("  via ", Meaning::Dim).put(relay, Meaning::Outlet);
        }
        row.put(&format!("  {} {} %", quote.rule, quote.confidence), Meaning::Dim);
    }
}

fn view_speaker(row: &mut Row<'_>, corpus: &Corpus, at: Option<u32>, number: u32, article: &Article, quote: &Quote) {
    let speaker = at.and_then(|article| corpus.speaker_of(QuoteRef { article, quote: number }));
    let speaker = speaker.and_then(|s| corpus.speakers.get(s as usize));
    let voice = quote.speaker.and_then(|v| article.voices.get(v as usize));
    let Some(name) = speaker.map(|s| &s.name).or(voice.map(|v| &v.name)) else {
        row.put("? speaker unknown", Meaning::Unknown);
        return;
    };
    let kind = speaker.map(|s| s.kind).or(voice.map(|v| v.kind));
    let glyph = kind.map_or("", super::speakers::kind_glyph);
    row.put(&format!("{glyph} {name}"), Meaning::Speaker);
    if let Some(role) = voice.and_then(|v| v.roles.first()) {
        row.put(&format!(" · {}", super::speakers::role_text(&role.title, role.affiliation.as_deref())), Meaning::Role);
    }
}

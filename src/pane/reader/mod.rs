//! The reader: one article, verbatim, with what was found in it marked by meaning.
//!
//! The text is wrapped and its marks are flattened when article or width change; drawing takes the window it needs,
//! so that a frame costs the same for a page and for a book. At the top: headline, outlet, date and how it is known.
//! At the bottom: the quote at which the reader stands, who said it, and the rule that says so.

mod select;
mod view;

pub use select::Selecting;
pub use view::view;

use super::Motion;
use super::marks::{Stretch, marks, shown};
use super::wrap::wrap;
use crate::model::{Article, ArticleIx, Corpus, Quote, QuoteRef, Span};
use crate::text::display::Display;
use ratatui::layout::Rect;
use std::sync::Arc;

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
    /// The passage that is being selected.
    pub selecting: Option<Selecting>,
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
#[derive(Copy, Clone, Debug)]
pub struct Around<'a> {
    /// Hits of the search in the open article, by position.
    pub hits: &'a [crate::model::Mention],
    /// Voices of the article whose quotes are lit up.
    pub lit: Option<u32>,
    /// What was decided.
    pub review: &'a crate::review::Review,
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

    /// Moves the text; what is out of sight then is not what the reader stands at any more, nor what was before a jump.
    pub fn go(&mut self, corpus: &Corpus, motion: Motion) {
        let top = motion.apply(self.top, self.sheet.lines.len(), self.page);
        self.scroll_to(top);
        let jumps = matches!(motion, Motion::To(_));
        if jumps || self.quote.is_some_and(|q| !self.in_sight(corpus, q)) {
            self.quote = None;
        }
        if jumps {
            self.place = None;
        }
    }

    /// Goes to the quote `by` quotes further. From no quote: to the next one behind the place shown as chosen, or in sight.
    pub fn step_quote(&mut self, corpus: &Corpus, by: isize) -> bool {
        let Some(article) = self.open_article(corpus) else { return false };
        let next = match self.quote {
            Some(quote) => quote.checked_add_signed(by as i32),
            None => {
                // From a place that is shown as chosen, else from what is in sight.
                let (from, past) = self.place.map_or((self.stored_top() as u32, false), |place| (place.start, by > 0));
                let before = |q: &Quote| q.span.start < from || (past && q.span.start == from);
                let after = article.quotes.partition_point(before) as i32;
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

    /// Shows a hit of the search as chosen, and stands at the quote that it is, if it is one.
    pub fn go_to_hit(&mut self, corpus: &Corpus, hit: Span) {
        self.go_to_place(hit);
        let quotes = self.open_article(corpus).map(|article| article.quotes.as_slice()).unwrap_or_default();
        self.quote = quotes.iter().position(|quote| quote.span == hit).map(|ix| ix as u32);
    }

    /// Goes to the passage `by` of a person's own further; from nowhere, to the next one in sight or behind it. `false`
    /// where there is none.
    pub fn step_passage(&mut self, passages: &[Span], by: isize) -> bool {
        let here = self.place.and_then(|place| passages.iter().position(|own| *own == place));
        let next = match here {
            Some(here) => here.checked_add_signed(by),
            None => {
                let top = self.stored_top();
                let after = passages.partition_point(|own| (own.start as usize) < top);
                after.checked_add_signed(if by > 0 { by - 1 } else { by })
            }
        };
        match next.and_then(|next| passages.get(next)) {
            Some(passage) => {
                self.go_to_place(*passage);
                true
            }
            None => false,
        }
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
